"""The minutes of a small gathering, whole in three languages; and their content before, on and after the day."""

import re
from pathlib import Path
from typing import get_args
from zoneinfo import ZoneInfo

import msgspec
import pytest

from nettverk_tui.documents.minutes.document import minutes
from nettverk_tui.language import Translator
from nettverk_tui.model.core.records import (
    Action,
    Advice,
    ClockEvent,
    Gathering,
    Minutes,
    Network,
    Note,
    ProgrammeItem,
    ProgrammeStep,
    R,
    Rating,
)
from nettverk_tui.model.core.rows import MemoryRows
from nettverk_tui.model.core.values import Language
from nettverk_tui.resources import knowledge
from tests.documents.reading import foreign
from tests.documents.small_network import THIRD, ZONE, at, small_network, today

LANGUAGES: tuple[Language, ...] = get_args(Language)
GOLDEN = Path(__file__).parents[1] / "golden"


@pytest.fixture
def rows() -> MemoryRows:
    return small_network()


def written(rows: MemoryRows, language: Language = "nb", gathering: str = THIRD) -> str:
    return minutes(rows, gathering, Translator(language, ZONE), knowledge())


def change(rows: MemoryRows, kind: type[R], id: str, /, **values: object) -> None:
    row = rows.get(kind, id)
    assert row is not None
    rows.put([msgspec.structs.replace(row, **values)])


def section(text: str, title: str) -> str:
    """The text under a heading of any level, up to the next of the same level or a higher one."""
    match = re.search(rf"^(#+) {re.escape(title)}$", text, re.MULTILINE)
    assert match, f"no heading {title!r}"
    rest = text[match.end() :]
    following = re.search(rf"^#{{1,{len(match[1])}}} ", rest, re.MULTILINE)
    return rest[: following.start() if following else None].strip()


def headings(text: str) -> list[str]:
    return re.findall(r"^#+ .+$", text, re.MULTILINE)


@pytest.mark.parametrize("language", LANGUAGES)
def test_minutes_equal_the_golden_file(rows: MemoryRows, language: Language) -> None:
    """The golden files are read by eye and renewed with `python -m tests.documents.renew`."""
    assert written(rows, language) == (GOLDEN / f"minutes.{language}.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("gathering", ["gathering-1", "gathering-2", THIRD, "gathering-4"])
def test_every_heading_has_text_below_it(rows: MemoryRows, gathering: str, language: Language) -> None:
    text = written(rows, language, gathering)
    assert [title for title in headings(text) if not section(text, title.lstrip("# "))] == []
    assert foreign(text) == set()


def test_minutes_in_one_language_do_not_change_those_in_another(rows: MemoryRows) -> None:
    first = written(rows, "nn")
    assert written(rows, "en") != first
    assert written(rows, "nn") == first


def test_minutes_of_an_unknown_gathering_raise_lookup_error(rows: MemoryRows) -> None:
    with pytest.raises(LookupError):
        written(rows, gathering="gathering-9")


# --- drafts and approval


def version(number: int, state: str, gathering: str = THIRD) -> Minutes:
    return Minutes(
        id=f"{gathering}-{number}",
        gathering_id=gathering,
        number=number,
        state=state,  # type: ignore[arg-type]
        language="nb",
        text="",
        frozen_at=today("14:00"),
    )


def test_minutes_are_a_draft_until_the_newest_version_is_final(rows: MemoryRows) -> None:
    assert written(rows).startswith("# Referat fra samling 3 – utkast\n")
    rows.put([version(1, "comment")])
    assert written(rows).startswith("# Referat fra samling 3 – utkast til kommentar\n")
    rows.put([version(2, "final")])
    approved = written(rows)
    assert approved.startswith("# Referat fra samling 3\n")
    assert "- **Godkjent:** 19.11.2026" in approved
    assert "utkast" not in approved


def test_previous_minutes_are_called_approved_only_when_recorded(rows: MemoryRows) -> None:
    assert section(written(rows), "Referatet fra forrige samling").endswith("er godkjent.")
    change(rows, Minutes, "m-2", state="draft")
    assert section(written(rows), "Referatet fra forrige samling").endswith("er ikke registrert som godkjent.")
    assert "Referatet fra forrige samling" not in written(rows, gathering="gathering-1")


def test_first_and_last_gathering_have_their_own_title(rows: MemoryRows) -> None:
    assert written(rows, gathering="gathering-1").startswith("# Referat fra samling 1, første samling – utkast\n")
    change(rows, Gathering, THIRD, kind="last")
    assert written(rows, "en").startswith("# Minutes of gathering 3, last gathering – draft\n")


def test_minutes_of_the_demo_say_so(rows: MemoryRows) -> None:
    assert "Demonstrasjon" not in written(rows)
    change(rows, Network, "network", demo=True)
    assert "Demonstrasjon:" in written(rows)


# --- attendance and times


def test_unmarked_member_is_in_no_attendance_list(rows: MemoryRows) -> None:
    assert "Tor Dal" not in written(rows)


def test_day_without_clock_events_shows_the_plan_only(rows: MemoryRows) -> None:
    for event in rows.find(ClockEvent):
        change(rows, ClockEvent, event.id, deleted=True)
    text = written(rows)
    assert section(text, "Program").startswith("| Punkt | Planlagt |\n")
    assert "- **Tid:** 19.11.2026, kl.\N{NO-BREAK SPACE}09.00\n" in text
    assert section(text, "Ikke holdt") == "- Gruppe C, Sund legekontor – føres over til neste samling"


def test_no_item_is_called_not_held_before_the_day(rows: MemoryRows) -> None:
    for event in rows.find(ClockEvent):
        change(rows, ClockEvent, event.id, deleted=True)
    change(rows, Gathering, THIRD, state="planned")
    assert "Ikke holdt" not in written(rows)


def test_running_item_has_no_used_minutes_yet(rows: MemoryRows) -> None:
    close = max(rows.find(ClockEvent), key=lambda event: event.seq)
    change(rows, ClockEvent, close.id, deleted=True)
    assert "| Avslutning | 11.15, 15 min | 10.52 |" in section(written(rows), "Program")


def test_gathering_of_two_days_has_a_programme_for_each_day(rows: MemoryRows) -> None:
    change(rows, Gathering, THIRD, ends_on="2026-11-20")
    rows.put(
        [
            ProgrammeItem(
                id="day-2",
                gathering_id=THIRD,
                position=8,
                kind="teaching",
                title="Tall",
                fixed_start_at=at("2026-11-20", "08:30"),
            ),
            ProgrammeStep(id="day-2-step", item_id="day-2", position=1, kind="plenary", planned_ms=2_700_000),
        ]
    )
    programme = section(written(rows), "Program")
    assert headings(programme) == ["### 19.11.2026", "### 20.11.2026"]
    assert section(programme, "20.11.2026").endswith("| Tall | 08.30, 45 min | ikke holdt |")


def test_last_gathering_carries_no_item_over(rows: MemoryRows) -> None:
    change(rows, Gathering, THIRD, kind="last")
    change(rows, Gathering, "gathering-4", deleted=True)
    text = written(rows)
    assert section(text, "Ikke holdt") == "- Gruppe C, Sund legekontor"
    assert "Neste samling" not in text


# --- ratings


def ratings(text: str) -> dict[str, list[str]]:
    """Item → the cells after its name."""
    lines = section(text, "Forutsetninger").split("\n")[2:]
    cells = ([cell.strip() for cell in line.strip("|").split("|")] for line in lines if line.startswith("|"))
    return {first.split()[0]: rest for first, *rest in cells}


def test_levels_are_beside_the_last_ones_with_progress_last(rows: MemoryRows) -> None:
    assert ratings(written(rows)) == {
        "T1": ["3 i hovedsak", "3 i hovedsak", "som før"],
        "L1": ["4 oppfylt", "2 delvis", "ned"],
        "V1": ["", "ikke vurdert", ""],
        "R3": ["2 delvis", "3 i hovedsak", "opp"],
    }
    assert list(ratings(written(rows)))[-1] == "R3"


def test_levels_of_another_wording_are_not_compared(rows: MemoryRows) -> None:
    change(rows, Rating, "gathering-2-a-L1", wording_version=2)
    assert ratings(written(rows))["L1"] == ["", "2 delvis", ""]


def test_minutes_compare_with_the_last_rated_answer(rows: MemoryRows) -> None:
    change(rows, Rating, "gathering-2-a-L1", answer="not_rated", level=None)
    rows.put([msgspec.structs.replace(_rated(rows), id="older", gathering_id="gathering-1", level=1)])
    assert ratings(written(rows))["L1"] == ["1 ikke oppfylt", "2 delvis", "opp"]


def _rated(rows: MemoryRows) -> Rating:
    row = rows.get(Rating, "gathering-3-a-L1")
    assert row is not None
    return row


def test_ratings_without_earlier_ones_are_not_compared(rows: MemoryRows) -> None:
    for gathering in ("gathering-1", "gathering-2"):
        for row in rows.find(Rating, gathering_id=gathering):
            change(rows, Rating, row.id, deleted=True)
    assert section(written(rows), "Forutsetninger").startswith("| Forutsetning | Nå |\n")


# --- actions and questions at their time


def test_action_done_after_the_gathering_is_open_in_its_minutes(rows: MemoryRows) -> None:
    before = written(rows)
    change(rows, Action, "ac-1", state="done", closed_at=at("2026-11-27", "12:00"), outcome="Kari leder")
    assert written(rows) == before


def test_action_done_on_the_day_is_listed_as_done_and_not_as_open(rows: MemoryRows) -> None:
    change(rows, Action, "ac-1", state="done", closed_at=today("11:30"), outcome="Kari leder")
    text = written(rows)
    line = next(line for line in section(text, "Oppgaver").split("\n") if line.startswith("- Avklar"))
    assert line.endswith(" – Kari Nes, frist 04.12.2026, utført: Kari leder")
    assert "Avklar" not in section(text, "Alle oppgaver")


def test_action_done_between_gatherings_is_followed_up_once(rows: MemoryRows) -> None:
    change(rows, Action, "ac-old-2", state="done", closed_at=at("2026-10-12", "12:00"))
    done = "| B | Spør apoteket om feilene | Liv Aas | 01.10.2026 | utført |"
    assert done in section(written(rows), "Fulgt opp siden sist").split("\n")
    change(rows, Gathering, "gathering-4", state="open")
    assert "Spør apoteket" not in written(rows, gathering="gathering-4")


def test_action_names_its_gathering_when_not_the_expected_one(rows: MemoryRows) -> None:
    change(rows, Action, "ac-older", state="open", closed_at=None)
    text = written(rows)
    followed_up, to_do = section(text, "Fulgt opp siden sist"), section(text, "Alle oppgaver")
    assert "| Tegn flytdiagrammet (fra samling 1) |" in followed_up
    assert "| Spør apoteket om feilene |" in followed_up
    assert "| Spør apoteket om feilene (fra samling 2) |" in to_do
    assert "| Send ut malen |" in to_do


def test_unknown_name_is_shown_as_typed_and_marked(rows: MemoryRows) -> None:
    change(rows, Action, "ac-2", who="@Siri på apoteket")
    assert "- Ring apoteket – @Siri på apoteket (ukjent), frist neste samling, 11.02.2027" in written(rows)
    assert "| A | Ring apoteket | @Siri på apoteket (ukjend) | neste samling, 11.02.2027 |" in written(rows, "nn")


def test_action_moved_to_the_next_gathering_is_due_there(rows: MemoryRows) -> None:
    assert "| Kari Nes | samling 3 |" in section(written(rows), "Fulgt opp siden sist")
    third = rows.get(Gathering, THIRD)
    assert third is not None
    change(rows, Action, "ac-old-1", due_on=third.ends_on, times_moved=1)
    assert "| Kari Nes | neste samling, 11.02.2027 |" in section(written(rows), "Fulgt opp siden sist")


def test_outcome_of_advice_is_in_the_minutes_of_the_gathering_that_recorded_it(rows: MemoryRows) -> None:
    assert section(written(rows), "Råd fra tidligere samlinger").endswith("Legg listen ved telefonen. – hjalp")
    assert "hjalp" not in written(rows, gathering="gathering-2")


def test_advice_of_an_unknown_giver_names_none(rows: MemoryRows) -> None:
    for id in ("ad-1", "ad-old"):
        change(rows, Advice, id, giver="unknown", giver_group_id=None)
    text = written(rows)
    assert "- Sett av en halv time hver fredag. (R1" in text
    assert "**Til gruppe B:** Legg listen ved telefonen. – hjalp" in text


def test_earlier_question_is_repeated_until_it_is_settled(rows: MemoryRows) -> None:
    waiting = "- Hvem eier tallene? (fra samling 2) – føres over til neste samling"
    assert waiting in section(written(rows), "Parkerte spørsmål").split("\n")
    change(rows, Note, "q-old", state="answered", answer="Kontoret selv.")
    change(rows, Note, "q-old", created_at=at("2026-09-03", "11:00"), changed_at=today("10:59"))
    answered = "- Hvem eier tallene? (fra samling 2) – besvart: Kontoret selv."
    assert answered in section(written(rows), "Parkerte spørsmål").split("\n")


@pytest.mark.parametrize(
    ("made", "settled"),
    [
        pytest.param(at("2026-09-03", "11:00"), at("2026-09-03", "11:20"), id="at the gathering before"),
        pytest.param(at("2026-09-03", "11:00"), at("2026-11-20", "09:00"), id="after this one"),
        pytest.param(today("08:00"), today("08:00"), id="when it was brought in from elsewhere"),
    ],
)
def test_earlier_question_settled_elsewhere_is_not_repeated(rows: MemoryRows, made: int, settled: int) -> None:
    change(rows, Note, "q-old", state="answered", answer="Kontoret selv.", created_at=made, changed_at=settled)
    assert "Hvem eier tallene?" not in written(rows)


def test_statements_name_no_group(rows: MemoryRows) -> None:
    before = section(written(rows), "Utsagn")
    assert before == "- «Det ble færre telefoner.»\n- «Vi kjenner hverandre nå.» (samarbeid)"
    assert "telefoner" not in section(written(rows), "Gruppe A, Havn legekontor")


def test_entry_of_an_unknown_group_is_among_those_for_all(rows: MemoryRows) -> None:
    rows.put([Note(id="n-9", gathering_id=THIRD, group_id="gone", at=today("10:30"), text="Uten gruppe")])
    assert "- Uten gruppe" in section(written(rows), "Felles læring").split("\n")


# --- the day and the clock of the gathering as it was held


def test_times_in_the_minutes_are_equal_on_any_computer(rows: MemoryRows) -> None:
    text = minutes(rows, THIRD, Translator("nb", ZoneInfo("America/New_York")), knowledge())
    assert text == written(rows)


def test_times_name_their_zone_when_the_network_has_none(rows: MemoryRows) -> None:
    change(rows, Network, "network", zone="")
    assert "(Europe/Oslo)" in written(rows)
    assert "(America/New_York)" in minutes(rows, THIRD, Translator("nb", ZoneInfo("America/New_York")), knowledge())


def test_minutes_have_the_date_on_which_the_gathering_was_held(rows: MemoryRows) -> None:
    change(rows, Gathering, THIRD, starts_on="2026-08-07", ends_on="2026-08-07")
    text = written(rows)
    assert "19.11.2026" in next(line for line in text.splitlines() if "Tid" in line)
    assert "07.08.2026" not in text
