"""The calendar file: its entries, private text left out, and the format that calendars read."""

from datetime import UTC, date, datetime
from typing import Any

import icalendar
import pytest

from nettverk_tui.exchange.exports.calendar_file import calendar_file
from nettverk_tui.language import Translator
from nettverk_tui.model.core.records import Action, Contact, Gathering, Group, Network
from nettverk_tui.model.core.rows import MemoryRows

NOW = datetime(2027, 1, 1, 12, 0, tzinfo=UTC)
AT = 1_800_000_000_000


def entries(rows: MemoryRows, *, words: bool = True) -> dict[str, Any]:
    (network,) = rows.find(Network)
    read = icalendar.Calendar.from_ical(calendar_file(rows, network, Translator("en"), NOW, words=words))
    return {str(entry["summary"]): entry for entry in read.walk("VEVENT")}


@pytest.fixture
def rows() -> MemoryRows:
    rows = MemoryRows()
    gathering: dict[str, Any] = {"network_id": "n", "kind": "middle"}
    rows.put(
        [
            Network(id="n", name="Vest; med, tegn"),
            Group(id="b", network_id="n", letter="B", unit="Kontor", position=1),
            Group(id="out", network_id="n", letter="C", unit="Ut", position=2, state="withdrawn"),
            Gathering(
                id="g1", number=1, starts_on="2027-01-12", ends_on="2027-01-13", place="Førde\nHotell", **gathering
            ),
            Gathering(id="g2", number=2, starts_on="2027-03-02", ends_on="2027-03-02", **gathering),
            Contact(id="c1", group_id="b", on="2027-01-20", topic="hemmelig", next_on="2027-02-01"),
            Contact(id="c2", group_id="b", on="2027-02-01", topic="hemmelig", next_on="2027-02-20"),
            Contact(id="c3", group_id="out", on="2027-02-01", next_on="2027-02-20"),
        ]
    )
    return rows


def test_calendar_has_gatherings_calls_and_due_dates(rows: MemoryRows) -> None:
    said: dict[str, Any] = {"group_id": "b", "at": AT}
    rows.put(
        [
            Action(id="a", text="Ringe", who="Kari Nordmann", due="date", due_on="2027-02-10", **said),
            Action(id="next", text="Måle", due="next_gathering", gathering_id="g1", **said),
            Action(id="done", text="Ferdig", due="date", due_on="2027-02-10", state="done", **said),
            Action(id="none", text="Uten dato", **said),
        ]
    )
    found = entries(rows)
    assert set(found) == {
        "Gathering 1 · Vest; med, tegn",
        "Gathering 2 · Vest; med, tegn",
        "Due, group B: Ringe",
        "Due, group B: Måle",
        "Call group B",
    }
    first = found["Gathering 1 · Vest; med, tegn"]
    assert (first.start, first.end) == (date(2027, 1, 12), date(2027, 1, 14))
    assert str(first["location"]) == "Førde\nHotell"
    assert found["Due, group B: Måle"].start == date(2027, 3, 2)
    # Only the last contact says when the next one is.
    assert found["Call group B"].start == date(2027, 2, 20)
    assert "Kari" not in "".join(map(str, found))


def test_calendar_has_no_text_for_the_facilitators_only(rows: MemoryRows) -> None:
    rows.put(
        [
            Action(
                id="a",
                text="Lederen sliter",
                group_id="b",
                at=AT,
                due="date",
                due_on="2027-02-10",
                layer="facilitators",
            )
        ]
    )
    text = calendar_file(rows, rows.find(Network)[0], Translator("en"), NOW, words=True)
    assert "sliter" not in text
    assert "hemmelig" not in text
    assert set(entries(rows)) >= {"Due, group B"}


def test_calendar_has_texts_of_actions_only_on_request(rows: MemoryRows) -> None:
    rows.put([Action(id="a", text="Gi Åse ansvaret", group_id="b", at=AT, due="date", due_on="2027-02-10")])
    assert "Due, group B" in entries(rows, words=False)
    assert not any("Åse" in summary for summary in entries(rows, words=False))
    assert "Due, group B: Gi Åse ansvaret" in entries(rows)


def test_last_representable_date_raises_no_error(rows: MemoryRows) -> None:
    rows.put([Contact(id="late", group_id="b", on="2027-02-20", next_on="9999-12-31")])
    assert "Call group B" in entries(rows)


def test_entry_keeps_its_uid_in_the_next_export(rows: MemoryRows) -> None:
    def uids() -> set[str]:
        return {str(entry["uid"]) for entry in entries(rows).values()}

    before = uids()
    rows.put([Contact(id="c4", group_id="b", on="2027-02-20", next_on="2027-03-20")])
    assert uids() == before


@pytest.mark.parametrize("text", ["a\r\nEND:VEVENT", "æøå" * 60, '; , \\ : "', "\x07bel"])
def test_text_of_an_entry_is_escaped_within_its_line(rows: MemoryRows, text: str) -> None:
    rows.put([Action(id="a", text=text, group_id="b", at=AT, due="date", due_on="2027-02-10")])
    assert len(entries(rows)) == 4
    lines = calendar_file(rows, rows.find(Network)[0], Translator("en"), NOW).split("\r\n")
    assert max(len(line.encode()) for line in lines) <= 75


@pytest.mark.parametrize(("zone", "said"), [("Europe/Oslo", True), ("", False), ("Atlantis", False)])
def test_calendar_names_the_zone_of_the_network(zone: str, said: bool) -> None:
    network = Network(id="network", name="Nettverk", zone=zone)
    text = calendar_file(MemoryRows([network]), network, Translator("nb"), datetime(2027, 1, 1, tzinfo=UTC))
    assert ("X-WR-TIMEZONE:Europe/Oslo" in text) is said
