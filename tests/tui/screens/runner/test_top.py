"""The lines that are always visible, as pure text: every state of the clock, at every width, for many groups."""

import re
from collections.abc import Sequence

import msgspec
import pytest

from nettverk_tui.language import Translator
from nettverk_tui.model.core.records import ClockEvent, Gathering, Network, Note, ProgrammeItem, Record
from nettverk_tui.model.core.rows import MemoryRows
from nettverk_tui.model.core.values import ClockKind, Language
from nettverk_tui.model.gathering.outlook import Outlook, outlook
from nettverk_tui.model.gathering.room import Room, read_room
from nettverk_tui.model.gathering.timekeeping import MINUTE, Place
from nettverk_tui.resources import knowledge
from nettverk_tui.tui import labels
from nettverk_tui.tui.screens.runner import top
from tests.support.networks import MORNING, network_records
from tests.support.stage import ZONE

WIDTHS = (60, 80, 100, 120, 200)
GROUPS = (1, 3, 6, 9, 14, 20)
ENGLISH = Translator("en", ZONE)
NORWEGIAN = Translator("nb", ZONE)


class Day:
    """A gathering in memory, with a clock moved by the test."""

    def __init__(self, groups: int = 3, *, language: Language = "en", changed: Sequence[Record] = ()) -> None:
        self.rows = MemoryRows([*network_records(groups, language=language), *changed])
        self.events = 0

    @property
    def room(self) -> Room:
        room = read_room(self.rows, "second")
        assert room is not None
        return room

    def wind(self, kind: ClockKind, at: float, place: Place | None = None, minutes: int = 0) -> "Day":
        """One event, `at` minutes after nine."""
        self.events += 1
        moment = MORNING + round(at * MINUTE)
        self.rows.put(
            [
                ClockEvent(
                    id=f"event-{self.events}", gathering_id="second", seq=self.events, kind=kind, at=moment,
                    recorded=moment, item_id=place.item.id if place else None, step_id=place.step.id if place else None,
                    amount_ms=minutes * MINUTE,
                )
            ]
        )  # fmt: skip
        return self

    def place(self, letter: str, step: str) -> Place:
        return next(
            place
            for place in self.room.programme.places
            if place.item.group_id == f"group-{letter}" and place.step.kind == step
        )

    @property
    def first(self) -> Place:
        return self.room.programme.places[0]

    def read(self, at: float) -> Outlook:
        room = self.room
        return outlook(room.programme, room.clock, room.gathering, MORNING + round(at * MINUTE))

    def title(self, at: float, t: Translator = ENGLISH, width: int = 80) -> str:
        return top.title_line(self.room, self.read(at), MORNING + round(at * MINUTE), t, width).plain

    def ribbon(self, t: Translator = ENGLISH, width: int = 80, viewed: Place | None = None) -> str:
        return top.ribbon(self.room, viewed, knowledge(), t, width).plain

    def group(self, at: float, place: Place | None, t: Translator = ENGLISH, width: int = 80) -> str:
        return top.group_line(self.room, place, self.read(at), knowledge(), t, width).plain

    def steps(self, place: Place | None, t: Translator = ENGLISH, width: int = 80) -> str:
        return top.steps_line(self.room, place, knowledge(), t, width).plain


def at_advice(groups: int = 3, letter: str = "B", *, language: Language = "en", changed: Sequence[Record] = ()) -> Day:
    """The day twenty minutes on: the advice step of a group has begun."""
    day = Day(groups, language=language, changed=changed)
    return day.wind("start", 0, day.first).wind("go", 20, day.place(letter, "peers"))


# --- the title


def test_title_before_the_start_has_the_expected_end() -> None:
    assert Day().title(-5).split("  ")[-1].strip() == "08:55 · not started · ends about 12:06"


def test_title_before_another_day_names_it() -> None:
    tomorrow = msgspec.structs.replace(_gathering(), starts_at=MORNING + 24 * 60 * MINUTE)
    assert Day(changed=[tomorrow]).title(0).endswith("09:00 · planned for Wed 3 March")


def test_title_of_a_running_day_has_its_expected_end_and_delay() -> None:
    day = Day()
    day.wind("start", 6, day.first)
    assert day.title(6).rstrip().endswith("09:06 · ends about 12:12 (+6 min)")
    assert day.title(6, NORWEGIAN).rstrip().endswith("09.06 · ferdig ca. 12.12 (+6\N{NO-BREAK SPACE}min)")


def test_title_of_a_day_ahead_has_a_minus_sign() -> None:
    day = Day()
    day.wind("start", 0, day.first).wind("go", 1, day.place("A", "card"))
    assert day.title(1).rstrip().endswith("09:01 · ends about 11:52 (−14 min)")


def test_title_of_a_closed_day_says_so_instead_of_an_end() -> None:
    day = at_advice().wind("close", 60)
    assert day.title(90).rstrip().endswith("10:30 · closed")


def test_title_of_the_demo_says_so_at_every_width() -> None:
    demo = Day(changed=[Network(id="network", name="Kvalitet i allmennpraksis i Sogn og Fjordane", demo=True)])
    for width in WIDTHS:
        assert " DEMO " in demo.title(0, width=width)
    assert " DEMO " not in Day().title(0)


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("t", [ENGLISH, NORWEGIAN], ids=["en", "nb"])
def test_title_is_one_line_with_the_whole_time(width: int, t: Translator) -> None:
    name = Network(id="network", name="Et svært langt navn på et nettverk som ikke får plass på noen skjerm", demo=True)
    day = at_advice(changed=[name])
    line = day.title(25, t, width)
    assert len(line) <= width
    assert t.clock(MORNING + 25 * MINUTE) in line
    assert line.rstrip().endswith("min)")


# --- the ribbon


def test_ribbon_marks_held_current_and_coming_items() -> None:
    day = at_advice()
    assert day.ribbon() == " ✓ Welcome  · A  ▶ B  · C  · Lunch  · Reflection  · Promises  · Closing"
    day.wind("go", 45, day.place("C", "card"))
    assert day.ribbon().startswith(" ✓ Welcome  · A  ○ B  ▶ C  ")


def test_ribbon_has_a_viewed_item_in_brackets() -> None:
    day = at_advice()
    assert "· [C]" in day.ribbon(viewed=day.place("C", "card"))
    assert "[B]" not in day.ribbon(viewed=day.place("B", "card"))


def test_ribbon_of_a_closed_day_has_no_current_item() -> None:
    assert "▶" not in at_advice().wind("close", 60).ribbon()


@pytest.mark.parametrize("groups", GROUPS)
@pytest.mark.parametrize("width", WIDTHS)
def test_ribbon_has_every_group_within_two_lines(width: int, groups: int) -> None:
    day = at_advice(groups, "A")
    line = day.ribbon(width=width)
    assert "".join(re.findall(r"[·▶✓] ?([A-T])(?= |$)", line)) == "ABCDEFGHIJKLMNOPQRST"[:groups]
    assert len(line) < 2 * width


def test_ribbon_of_six_groups_fits_one_line_of_eighty() -> None:
    assert len(at_advice(6).ribbon()) < 80
    assert len(at_advice(6, language="nb").ribbon(NORWEGIAN)) < 80


def test_ribbon_replaces_a_long_title_by_the_kind_of_item() -> None:
    item = ProgrammeItem(
        id="talk", gathering_id="second", position=0, kind="teaching", title="Metoden vi skal bruke nå"
    )
    day = Day()
    assert labels.item_name(item, day.room, knowledge(), ENGLISH) == "Training"
    short = msgspec.structs.replace(item, title="metode")
    assert labels.item_name(short, day.room, knowledge(), ENGLISH) == "Metode"


# --- the group and its time


def test_group_line_has_letter_area_bar_and_time() -> None:
    day = at_advice()
    line = day.group(23, day.place("B", "peers"))
    assert line.startswith("  B  Kontor B · Område B ")
    assert line.rstrip().endswith("▓▓▓▓▓▓▓░░░░░░░░ 3:00 of 6:00  on time")


@pytest.mark.parametrize(
    ("at", "word", "norwegian"),
    [
        (20, "0:00 of 6:00  on time", "0:00 av 6:00  i rute"),
        (25.5, "5:30 of 6:00  wind up", "5:30 av 6:00  rund av"),
        (26, "6:00 of 6:00  wind up", "6:00 av 6:00  rund av"),
        (27.2, "7:12 of 6:00  over time +1:12", "7:12 av 6:00  over tiden +1:12"),
    ],
)
def test_group_line_has_a_word_for_the_state_of_the_time(at: float, word: str, norwegian: str) -> None:
    day = at_advice()
    assert day.group(at, day.place("B", "peers")).rstrip().endswith(word)
    assert day.group(at, day.place("B", "peers"), NORWEGIAN).rstrip().endswith(norwegian)


def test_group_line_includes_added_minutes() -> None:
    day = at_advice()
    day.wind("adjust", 21, day.place("B", "peers"), minutes=1)
    assert "1:00 of 7:00" in day.group(21, day.place("B", "peers"))


def test_group_line_shows_a_pause_and_its_time_does_not_move() -> None:
    day = at_advice().wind("pause", 22)
    line = day.group(40, day.place("B", "peers"))
    assert "2:00 of 6:00" in line
    assert line.rstrip().endswith("CLOCK STOPPED")


def test_group_line_of_a_step_without_minutes_shows_time_over() -> None:
    day = at_advice()
    day.wind("adjust", 20, day.place("B", "peers"), minutes=-6)
    assert "0:30 of 0:00  over time +0:30" in day.group(20.5, day.place("B", "peers"))


def test_group_line_of_a_viewed_step_has_no_time() -> None:
    day = at_advice()
    assert " of " not in day.group(22, day.place("C", "peers"))


def test_group_line_of_a_plenary_item_has_its_name() -> None:
    day = Day()
    day.wind("start", 0, day.first)
    assert day.group(1, day.first).startswith(" Welcome ")


def test_gathering_without_a_programme_says_how_to_get_one() -> None:
    assert "F7" in Day().group(0, None)
    assert Day().steps(None).strip() == ""


@pytest.mark.parametrize("width", WIDTHS)
def test_group_line_is_one_line_with_the_whole_time(width: int) -> None:
    day = at_advice(language="nb")
    line = day.group(90, day.place("B", "peers"), NORWEGIAN, width)
    assert len(line) <= width
    assert line.rstrip().endswith("over tiden +1:04:00")


# --- the steps


@pytest.mark.parametrize("t", [ENGLISH, NORWEGIAN], ids=["en", "nb"])
def test_steps_fit_eighty_columns_with_the_current_one_framed(t: Translator) -> None:
    day = at_advice(language=t.language)
    for place in day.room.programme.of_item(day.place("B", "peers").item.id):
        day.wind("go", 30, place)
        line = day.steps(place, t)
        assert len(line) <= 80
        assert line.count("[") == line.count("]") == 1
        assert f"[{labels.step_short(place, day.room, knowledge(), t)}]" in line


def test_number_of_parked_questions_is_right_of_the_steps() -> None:
    parked = Note(id="note", gathering_id="second", at=MORNING, text="Hvem betaler?", kind="parked")
    day = at_advice(changed=[parked])
    assert day.steps(day.place("B", "peers")).rstrip().endswith("1 parked")
    assert "parked" not in at_advice().steps(at_advice().place("B", "peers"))


def test_steps_before_the_start_name_the_keys_to_start() -> None:
    assert (
        Day()
        .steps(Day().first)
        .strip()
        .startswith("F7 starts the clock · Tab t if it began some minutes ago · Tab C: room check")
    )


def test_steps_of_a_viewed_item_say_how_to_come_back() -> None:
    day = at_advice()
    assert "Esc goes back" in day.steps(day.place("C", "card"))


def test_steps_of_a_plenary_item_name_the_next_item() -> None:
    day = Day()
    day.wind("start", 0, day.first)
    assert day.steps(day.first).strip() == "Next: A Kontor A"


# --- signs


@pytest.mark.parametrize(
    ("ms", "text"), [(0, "±0 min"), (6 * MINUTE, "+6 min"), (-3 * MINUTE, "−3 min"), (29_000, "±0 min")]
)
def test_minutes_text_has_a_sign(ms: int, text: str) -> None:
    assert top.minutes_text(ms, ENGLISH) == text


def _gathering() -> Gathering:
    return next(record for record in network_records(1) if isinstance(record, Gathering) and record.id == "second")
