"""The page *Today*: the lines of each section, most urgent first."""

import msgspec

from nettverk_tui.model.core.records import Action, Contact, Event, Gathering, Group, Network, Record
from nettverk_tui.model.core.rows import MemoryRows
from nettverk_tui.model.overview.today import TodayLine, today_lines
from nettverk_tui.model.warnings import Thresholds
from nettverk_tui.resources import load_checklist
from tests.model.group_histories import DAYS, gathering

CHECKLIST = load_checklist()
GROUPS = [Group(id=id, network_id="n", letter=id.upper(), position=number, unit=id) for number, id in enumerate("ab")]
AT = 1_110_000_000_000


def found(*rows: Record, today: str = "2005-05-20") -> list[TodayLine]:
    network = Network(id="n", name="Nettverk")
    held = [gathering(number) for number in (1, 2, 3)]
    fourth = msgspec.structs.replace(gathering(4), state="planned")
    every = MemoryRows([network, *GROUPS, *held, fourth, *rows])
    return list(today_lines(every, network, CHECKLIST, today, Thresholds()))


def lines(section: str, *rows: Record, today: str = "2005-05-20") -> list[tuple[str | None, bool]]:
    return [(line.group_id, line.pressing) for line in found(*rows, today=today) if line.section == section]


def test_group_is_to_be_called_from_the_agreed_day_on() -> None:
    contact = Contact(id="c", group_id="b", on="2005-05-16", next_on="2005-05-20")
    assert lines("call", contact) == [("b", True)]
    assert lines("call", contact, today="2005-05-19") == []
    later = Contact(id="d", group_id="b", on="2005-05-20", next_on="2005-06-10")
    assert lines("call", contact, later) == []


def test_groups_longest_without_guidance_come_first() -> None:
    contact = Contact(id="c", group_id="a", on="2005-05-20")
    assert lines("call", contact, today="2005-06-06") == [("b", True), ("a", False)]
    assert lines("call", today="2005-05-22") == []


def test_actions_are_overdue_from_the_day_after_oldest_first() -> None:
    def action(id: str, due_on: str) -> Action:
        return Action(id=id, group_id="a", at=AT, text=id, due="date", due_on=due_on)

    rows = (action("new", "2005-05-19"), action("old", "2005-05-01"), action("today", "2005-05-20"))
    overdue = [line for line in found(*rows) if line.section == "overdue"]
    assert [(line.action.id if line.action else "", line.pressing) for line in overdue] == [
        ("old", True),
        ("new", False),
    ]
    done = msgspec.structs.replace(rows[1], state="done", closed_at=AT)
    assert len([line for line in found(rows[0], done) if line.section == "overdue"]) == 1


def test_warning_is_new_for_a_week_and_its_end_is_listed() -> None:
    change = Event(id="e", group_id="a", kind="leader_change", on="2005-05-18")
    confirmed = Event(id="f", group_id="a", kind="leader_confirmed", on="2005-05-26")

    def of_leader(*rows: Record, today: str) -> list[tuple[str, bool]]:
        every = found(*rows, today=today)
        return [(line.section, line.new) for line in every if line.signal is not None and line.signal.rule == "W3"]

    assert of_leader(change, today="2005-05-20") == [("ask", True)]
    assert of_leader(change, today="2005-05-26") == [("ask", False)]
    assert of_leader(change, confirmed, today="2005-05-27") == [("cleared", False)]
    assert of_leader(change, confirmed, today="2005-06-10") == []


def test_next_gathering_is_listed_from_six_weeks_before() -> None:
    assert [line for line in found() if line.section == "prepare"] == []
    near = [line.leads_to for line in found(today="2005-08-20") if line.section == "prepare"]
    assert near == ["gathering", "plan", "forms"]


def test_gathering_left_open_is_listed() -> None:
    left = msgspec.structs.replace(gathering(5), id="left", number=6, starts_on=DAYS[2], ends_on=DAYS[2], state="open")
    assert "left" in [line.gathering_id for line in found(left) if line.section == "prepare"]


def test_finished_groups_have_no_lines() -> None:
    over = [msgspec.structs.replace(group, state="withdrawn") for group in GROUPS]
    assert [line for line in found(*over, today="2005-07-01") if line.group_id] == []


def test_today_lists_gatherings_of_one_network_only() -> None:
    other = Gathering(id="o", network_id="other", number=1, kind="first", starts_on="2005-05-25", ends_on="2005-05-25")
    assert "o" not in [line.gathering_id for line in found(other)]
