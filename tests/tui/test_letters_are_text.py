"""Letters are text: writing at the wrong moment changes nothing. Tab, digits, Enter and Ctrl act as documented."""

from collections.abc import Iterator, Sequence
from pathlib import Path

import msgspec
import pytest

from nettverk_tui.language import Translator
from nettverk_tui.model.core.records import (
    STAMPS,
    TABLES,
    Action,
    Advice,
    Attendance,
    Candidate,
    Indicator,
    Note,
    ProgrammeStep,
    Rating,
    Record,
    StatusText,
)
from nettverk_tui.settings import Settings
from nettverk_tui.store.store import Store
from nettverk_tui.tui.app import NettverkApp
from nettverk_tui.tui.base.screen import BaseScreen
from nettverk_tui.tui.bindings import let_letters_act
from nettverk_tui.tui.screens.search.screen import SearchLine, SearchScreen
from nettverk_tui.tui.widgets.capture_line import CaptureLine
from nettverk_tui.tui.widgets.text_area import CleanTextArea
from tests.support.rooms import TODAY, room_at
from tests.support.stage import ZONE, Clock, Stage, on_stage

SENTENCES = (
    "fint at dere kom", "dere må ringe", "bård ringer", "utkast ferdig, 20 av dem", "xylofon! og quiz?",
    "jump to (the) next", "S, B og C", "% taus",
)  # fmt: skip
BEGINNING_WITH_DIGITS = (
    "2 av 3 leger var her", "3 kontorer", "10 % av dem", "2026 var et godt år", "1. mars", "15-20 i kø", "3, 4 og 5",
    "20 leger kom i går", "20-25 kom sent", "20 % kom",
)  # fmt: skip

#: A page, or a step with the page over it, and the keys that lead there: from the list, or within the gathering.
PAGES: dict[str, tuple[str, ...]] = {
    "list": (), "today": ("Tab", "t"), "timeline": ("Tab", "l"), "board": ("Tab", "b"), "bank": ("Tab", "a"),
}  # fmt: skip
WITHOUT_LINE: dict[str, tuple[str, ...]] = {
    "planner": ("Tab", "p"), "recruitment": ("Tab", "r"), "numbers": ("Tab", "m"), "settings": ("Tab", "s"),
    "history": ("Tab", "l", "Enter"), "help": ("F1",), "times": ("Enter", "F6", "Tab", "w"), "minutes": ("Enter", "F3"),
}  # fmt: skip
STEPS: dict[str, tuple[str | None, str, tuple[str, ...]]] = {
    "the door": (None, "A", ()),
    **{step: (step, "A", ()) for step in (
        "card", "status", "factors", "questions", "silence", "peers", "advisers", "take_along", "changeover"
    )},
    **{item: ("plenary", item, ()) for item in ("welcome", "reflection", "closing")},
    "attendance": ("peers", "A", ("F4",)),
    "log": ("peers", "A", ("F5",)),
    "programme": ("peers", "A", ("F6",)),
    "behind": ("peers", "A", ("Tab", "b")),
    "room": (None, "A", ("Tab", "C")),
}  # fmt: skip

EXTRA: tuple[Record, ...] = (
    Action(id="late", group_id="group-A", at=1, text="Ring apoteket", due="date", due_on="2001-01-01"),
    Advice(id="said", gathering_id=TODAY, group_id="group-A", at=1, text="Begynn smått", giver="adviser"),
    Note(id="parked", gathering_id=TODAY, at=2, text="Hvem betaler?", kind="parked"),
    Note(id="other", gathering_id=TODAY, at=3, text="Hvor lagres det?", kind="parked"),
    Candidate(id="office", network_id="network", unit="Måløy legesenter"),
)


#: Places in which sentences are typed, each with some of them: every sentence is typed in some place, several times.
PLACES = (*STEPS, *PAGES, *WITHOUT_LINE)
FEW = 3


def some(sentences: Sequence[str], place: str) -> Sequence[str]:
    """A few of the sentences, different ones for each place."""
    first = PLACES.index(place) * FEW
    return [sentences[(first + number) % len(sentences)] for number in range(FEW)]


def rows(stage: Stage) -> dict[tuple[str, str], dict[str, object]]:
    """All live rows in all columns but stamps."""
    return {
        (table, row.id): {key: value for key, value in msgspec.structs.asdict(row).items() if key not in STAMPS}
        for kind, table in TABLES.items()
        for row in stage.store.rows.find(kind)
    }


def line(stage: Stage) -> str:
    """The text in the line at the foot."""
    return stage.app.screen.query_one(CaptureLine).text


def page(stage: Stage) -> BaseScreen[object]:
    screen = stage.app.screen
    assert isinstance(screen, BaseScreen)
    return screen


def in_line(stage: Stage) -> bool:
    return isinstance(stage.app.focused, CaptureLine)


def menu_is_open(stage: Stage) -> bool:
    return page(stage).keyboard.menu is not None


async def empty(stage: Stage) -> None:
    """Throw away the text in the line, and leave it."""
    await stage.press("ctrl+u", "Back")
    assert line(stage) == ""


def gathering(tmp_path: Path, clock: Clock, place: str) -> Path:
    step, letter, _ = STEPS[place]
    return room_at(tmp_path / "network.db", step, letter, clock=clock, extra=EXTRA)  # type: ignore[arg-type]


# --- sentences typed where none is expected


async def sentences_are_text(stage: Stage, place: str) -> None:
    before, last = rows(stage), stage.store.last_seq()
    for sentence in some(SENTENCES, place):
        await stage.type(sentence)
        assert line(stage) == sentence
        await empty(stage)
    await stage.press(*"dere må")
    assert line(stage) == "dere må"
    await stage.miss("ONLY FOR YOU")
    assert stage.store.last_seq() == last
    assert rows(stage) == before


@pytest.mark.parametrize("place", STEPS)
async def test_sentence_typed_in_a_gathering_is_text(tmp_path: Path, clock: Clock, place: str) -> None:
    async with on_stage(gathering(tmp_path, clock, place), clock=clock) as stage:
        await stage.press(*STEPS[place][2])
        await sentences_are_text(stage, place)


@pytest.mark.parametrize("place", PAGES)
async def test_sentence_typed_between_gatherings_is_text(tmp_path: Path, clock: Clock, place: str) -> None:
    async with on_stage(gathering(tmp_path, clock, "the door"), clock=clock, under_way=False) as stage:
        await stage.press(*PAGES[place])
        await sentences_are_text(stage, place)


@pytest.mark.parametrize("place", WITHOUT_LINE)
async def test_sentence_typed_on_a_page_without_a_line_does_nothing(
    tmp_path: Path, clock: Clock, place: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NETTVERK_HOME", str(tmp_path / "home"))
    async with on_stage(gathering(tmp_path, clock, "card"), clock=clock, under_way=False) as stage:
        await stage.press(*WITHOUT_LINE[place])
        shown, before, last, language = page(stage), rows(stage), stage.store.last_seq(), stage.app.translator.language
        for sentence in (*some(SENTENCES, place), *some(BEGINNING_WITH_DIGITS, place)):
            await stage.type(sentence)
        await stage.press(*"dere må")
        assert page(stage) is shown
        assert not menu_is_open(stage)
        assert (stage.store.last_seq(), stage.app.translator.language) == (last, language)
        assert rows(stage) == before


# --- sentences that begin with a digit


async def digits_are_text(stage: Stage, sentences: Sequence[str]) -> None:
    """Assert that each sentence is in the line, and the effect of its digits is undone, as one entry."""
    for sentence in sentences:
        before, last, stood = rows(stage), stage.store.last_seq(), page(stage).cursor_position()
        await stage.type(sentence)
        assert line(stage) == sentence
        assert rows(stage) == before, sentence
        assert page(stage).cursor_position() == stood
        kinds = [entry.kind for entry in stage.store.since(last)]
        # Where they did nothing, or undid themselves what they had done, there is nothing left to undo.
        assert kinds.count("TakeBack") <= 1
        assert "TakeBack" not in kinds[:-1]
        await empty(stage)
        # The cursor is back in its place.
        assert page(stage).cursor_position() == stood
    await stage.press(*BEGINNING_WITH_DIGITS[0])
    assert line(stage) == BEGINNING_WITH_DIGITS[0]


@pytest.mark.parametrize("place", ["card", "status", "factors", "peers", "take_along", "attendance", "reflection"])
async def test_sentence_that_begins_with_digits_in_a_gathering_is_text(
    tmp_path: Path, clock: Clock, place: str
) -> None:
    async with on_stage(gathering(tmp_path, clock, place), clock=clock) as stage:
        await stage.press(*STEPS[place][2])
        # Digits do most where promises and factors are in hand.
        whole = place in ("card", "factors", "attendance")
        await digits_are_text(stage, BEGINNING_WITH_DIGITS if whole else some(BEGINNING_WITH_DIGITS, place))


@pytest.mark.parametrize("place", PAGES)
async def test_sentence_that_begins_with_digits_between_gatherings_is_text(
    tmp_path: Path, clock: Clock, place: str
) -> None:
    async with on_stage(gathering(tmp_path, clock, "the door"), clock=clock, under_way=False) as stage:
        await stage.press(*PAGES[place])
        whole = place in ("today", "timeline")
        if whole:
            await stage.point("Ring apoteket")
        await digits_are_text(stage, BEGINNING_WITH_DIGITS if whole else some(BEGINNING_WITH_DIGITS, place))


async def test_undo_after_digits_became_text_restores_their_effect(file: Path, clock: Clock) -> None:
    async with on_stage(room_at(file, "factors", clock=clock), clock=clock) as stage:
        await stage.press("1", "0")
        after_digits = rows(stage)
        await stage.press("%")
        assert line(stage) == "10%"
        assert stage.store.rows.find(Rating, gathering_id=TODAY) == []
        await empty(stage)
        await stage.press("Ctrl+Z")
        await stage.see("Undo: digits that were meant as text")
        await stage.press("Ctrl+Z")
        assert rows(stage) == after_digits


async def test_foot_says_that_digits_are_text(file: Path, clock: Clock) -> None:
    async with on_stage(room_at(file, "factors", clock=clock), clock=clock) as stage:
        await stage.press("2", "Space")
        await stage.see("The digits are text; what they did is taken back.")
    async with on_stage(file, clock=clock) as stage:
        # The line was left with the digits in it; they are restored.
        await stage.see("› 2")


async def test_more_than_four_digits_stay_ratings(file: Path, clock: Clock) -> None:
    async with on_stage(room_at(file, "factors", clock=clock), clock=clock) as stage:
        await stage.type("12341 av")
        assert line(stage) == "av"
        assert len(stage.store.rows.find(Rating, gathering_id=TODAY)) == 5


@pytest.mark.parametrize("between", ["↓", "Tab", "Esc"])
async def test_digits_before_another_key_stay_ratings(file: Path, clock: Clock, between: str) -> None:
    async with on_stage(room_at(file, "factors", clock=clock), clock=clock) as stage:
        await stage.press("3", between, *(["Esc"] if between == "Tab" else []))
        await stage.type(" av dem")
        assert line(stage) == "av dem"
        assert [row.level for row in stage.store.rows.find(Rating, gathering_id=TODAY)] == [3]


@pytest.mark.parametrize("date", ["6/4", "6.4", "6.4.2027", "6. april", "+2u", "2 uker"])
async def test_date_right_after_the_digit_that_asks_for_it_is_its_answer(file: Path, clock: Clock, date: str) -> None:
    async with on_stage(room_at(file, "card", clock=clock), clock=clock) as stage:
        await stage.type(f"2{date}")
        await stage.see("«Lage liste for A»")
        assert line(stage) == date


async def test_letter_right_after_a_digit_undoes_nothing(file: Path, clock: Clock) -> None:
    async with on_stage(room_at(file, "factors", clock=clock), clock=clock) as stage:
        await stage.type("3bra")
        assert line(stage) == "bra"
        assert [row.level for row in stage.store.rows.find(Rating, gathering_id=TODAY)] == [3]


async def test_digits_that_another_window_built_on_are_kept_with_a_message(file: Path, clock: Clock) -> None:
    from nettverk_tui.model.commands import GiveReason

    async with on_stage(room_at(file, "factors", clock=clock), clock=clock) as stage:
        await stage.press("3")
        (rating,) = stage.store.rows.find(Rating, gathering_id=TODAY)
        other = Store.open(file, now=clock, home=file.parent / "home")
        other.apply(GiveReason(id=rating.id, seen=rating.version, reason="Sagt av en annen"))
        other.close()
        await stage.press("Space")
        await stage.see("This cannot be taken back: it has been changed since.")
        assert line(stage) == "3 "
        assert [row.level for row in stage.store.rows.find(Rating, gathering_id=TODAY)] == [3]


# --- Enter


@pytest.mark.parametrize("place", ["card", "factors", "peers", "attendance", "log", "closing"])
async def test_held_enter_opens_one_menu_and_chooses_nothing_in_it(tmp_path: Path, clock: Clock, place: str) -> None:
    async with on_stage(gathering(tmp_path, clock, place), clock=clock) as stage:
        await stage.press(*STEPS[place][2])
        before = rows(stage)
        await stage.hold("Enter")
        assert rows(stage) == before
        await stage.press("Esc")
        assert not menu_is_open(stage)


async def test_held_enter_in_the_list_opens_the_gathering_and_does_nothing_there(file: Path, clock: Clock) -> None:
    async with on_stage(room_at(file, "card", clock=clock), clock=clock, under_way=False) as stage:
        before = rows(stage)
        await stage.hold("Enter")
        await stage.see("READ ALOUD")
        assert not menu_is_open(stage)
        assert rows(stage) == before


async def test_held_enter_takes_one_proposal_to_catch_up(file: Path, clock: Clock) -> None:
    async with on_stage(room_at(file, None, clock=clock), clock=clock) as stage:
        await stage.press("F7")
        await stage.passes(minutes=27)
        await stage.press("Tab", "b", "↓")
        last = stage.store.last_seq()
        await stage.hold("Enter")
        assert [entry.kind for entry in stage.store.since(last)] == ["AdaptProgramme"]
        assert any(step.adapted_ms is not None for step in stage.store.rows.find(ProgrammeStep))


async def test_held_enter_stores_one_entry_and_leaves_the_line(file: Path, clock: Clock) -> None:
    async with on_stage(room_at(file, "peers", clock=clock), clock=clock) as stage:
        await stage.type("Begynn smått")
        await stage.hold("Enter")
        assert [row.text for row in stage.store.rows.find(Advice, gathering_id=TODAY)] == ["Begynn smått"]
        assert line(stage) == ""
        assert not in_line(stage)
        assert not menu_is_open(stage)


async def test_question_opened_by_enter_is_not_answered_by_the_same_press(file: Path, clock: Clock) -> None:
    async with on_stage(room_at(file, None, clock=clock), clock=clock, under_way=False) as stage:
        await stage.press("Tab", "m", "Tab")
        menu = page(stage).keyboard.menu
        assert menu is not None
        remove = next(number for number, entry in enumerate(menu.entries) if entry.action == "remove")
        await stage.press(*["↓"] * remove)
        await stage.hold("Enter")
        await stage.see("Remove Avvik i resepter with")
        assert len(stage.store.rows.find(Indicator, group_id="group-A")) == 1
        # Pressed anew, it is an answer.
        await stage.press("Enter")
        assert stage.store.rows.find(Indicator, group_id="group-A") == []


async def test_letter_answers_no_to_a_question_and_is_text(file: Path, clock: Clock) -> None:
    async with on_stage(room_at(file, "factors", clock=clock), clock=clock) as stage:
        await stage.press("3", "Ctrl+Z")
        await stage.see("Undo: rating of T1")
        await stage.type("yes")
        await stage.miss("Undo: ")
        assert line(stage) == "yes"
        assert len(stage.store.rows.find(Rating, gathering_id=TODAY)) == 1


async def test_digit_answers_no_to_a_question_and_acts(file: Path, clock: Clock) -> None:
    async with on_stage(room_at(file, "factors", clock=clock), clock=clock) as stage:
        await stage.press("3", "Ctrl+Z", "2")
        assert sorted(row.item for row in stage.store.rows.find(Rating, gathering_id=TODAY)) == ["T1", "T2"]


# --- keys known from word processors


@pytest.mark.parametrize("place", ["peers", "status"])
async def test_ctrl_z_undoes_typing_or_without_any_asks_to_undo_an_entry(
    tmp_path: Path, clock: Clock, place: str
) -> None:
    async with on_stage(gathering(tmp_path, clock, place), clock=clock) as stage:
        await stage.write("! Vi møtes i mai")
        await stage.press("↓", "Space" if place == "peers" else "Enter")
        text = stage.app.focused
        assert isinstance(text, CleanTextArea)
        await stage.type("Ring apoteket")
        last = stage.store.last_seq()
        await stage.press("Ctrl+Z")
        assert text.text == ""
        await stage.press("Ctrl+Y")
        assert text.text == "Ring apoteket"
        await stage.miss("Undo: ")
        await stage.press("Ctrl+Z", "Ctrl+Z")
        await stage.see("Undo: ", "Vi møtes i mai")
        assert stage.store.last_seq() == last
        await stage.press("Ctrl+Z")
        await stage.see("Undone: ")


@pytest.mark.parametrize(
    ("keys", "under_way"),
    [
        (("Space", "h", "a"), True), (("PgDn", "Enter", "h", "a"), True), ((), True), (("F5",), True), (("F3",), True),
        (("F1",), True), ((), False), (("h", "a"), False), (("Tab", "n", "h", "a"), False), (("Tab", "f", "h"), False),
        (("Tab", "p"), False), (("Tab", "p", "Enter"), False), (("Tab", "m"), False), (("Tab", "m", "Enter"), False),
        (("Tab", "r"), False), (("Tab", "s"), False), (("Tab", "l", "Enter"), False), (("Tab", "t"), False),
    ],
    ids=lambda keys: " ".join(keys) or "page" if isinstance(keys, tuple) else "gathering" if keys else "list",
)  # fmt: skip
async def test_search_store_and_quit_have_the_same_keys_everywhere(
    file: Path, clock: Clock, keys: tuple[str, ...], under_way: bool
) -> None:
    async with on_stage(room_at(file, "card", clock=clock), clock=clock, under_way=under_way) as stage:
        await stage.press(*keys)
        shown = page(stage)
        await stage.press("Ctrl+S")
        told = stage.shows("Everything is stored") or any(
            "Everything is stored" in notification.message for notification in stage.app._notifications
        )
        assert told
        await stage.press("Ctrl+F")
        assert isinstance(stage.app.screen, SearchScreen)
        await stage.press("Esc")
        assert page(stage) is shown
        await stage.press("Ctrl+Q")
        await stage.look_until(lambda: not stage.app.is_running, "the end")


async def test_page_within_a_gathering_searches_public_text_only(file: Path, clock: Clock) -> None:
    async with on_stage(room_at(file, "status", clock=clock), clock=clock) as stage:
        await stage.press("Tab", "m", "Ctrl+F")
        await stage.type("privat:")
        await stage.see("In a gathering nothing private is shown.")


@pytest.mark.parametrize(
    ("keys", "under_way"),
    [
        ((), True), (("PgDn", "Enter"), True), ((), False), (("Tab", "n"), False), (("Tab", "f"), False),
        (("Tab", "t"), False), (("Tab", "p", "Tab", "t"), False), (("Tab", "m", "Enter"), False),
    ],
    ids=lambda keys: " ".join(keys) or "page" if isinstance(keys, tuple) else "gathering" if keys else "list",
)  # fmt: skip
async def test_quit_keeps_the_whole_draft_also_in_one_burst(
    file: Path, clock: Clock, keys: tuple[str, ...], under_way: bool
) -> None:
    async with on_stage(room_at(file, "card", clock=clock), clock=clock, under_way=under_way) as stage:
        await stage.press(*keys)
        await stage.burst(*"halvskrevet", "Ctrl+Q")
        await stage.look_until(lambda: not stage.app.is_running, "the end")
    store = Store.open(file, now=clock, home=file.parent / "home")
    try:
        assert any(draft.text.endswith("halvskrevet") for draft in store.drafts.all())
    finally:
        store.close()


# --- the menu


async def test_tab_and_a_letter_act_at_once_also_in_one_burst(file: Path, clock: Clock) -> None:
    async with on_stage(room_at(file, "card", clock=clock), clock=clock) as stage:
        await stage.burst("Tab", "d")
        await stage.see("✓ Lage liste for A")
        assert not menu_is_open(stage)


async def test_menu_is_moved_in_by_arrows_and_closed_by_escape(file: Path, clock: Clock) -> None:
    async with on_stage(room_at(file, "card", clock=clock), clock=clock) as stage:
        before = rows(stage)
        await stage.press("Tab")
        await stage.see("What can be done here", "▸d", "new date")
        await stage.press("↓", "↓", "↑", "End", "Home")
        await stage.see("▸d")
        await stage.press("Esc")
        await stage.miss("What can be done here")
        assert rows(stage) == before
        await stage.press("Tab", "↓", "Enter")
        await stage.see("Lage liste for A", "New date")


async def test_menu_of_a_row_has_its_actions_and_letters_stay_text(file: Path, clock: Clock) -> None:
    async with on_stage(room_at(file, "card", clock=clock), clock=clock) as stage:
        before = rows(stage)
        await stage.press("Enter")
        await stage.see("What can be done with this", "new date")
        await stage.miss("to the list")
        await stage.type("dere kom")
        assert not menu_is_open(stage)
        assert line(stage) == "dere kom"
        assert rows(stage) == before


async def test_letter_that_is_not_in_the_menu_is_reported_and_the_menu_stays(file: Path, clock: Clock) -> None:
    async with on_stage(room_at(file, "card", clock=clock), clock=clock) as stage:
        await stage.press("Tab", "z")
        await stage.see("“z” is not in the menu.")
        assert menu_is_open(stage)
        await stage.press("d")
        await stage.see("✓ Lage liste for A")


@pytest.mark.parametrize(
    ("key", "shown"), [("PgDn", "[status]"), ("F8", "▶ B"), ("F5", "Nothing has been said"), ("F1", "Opening card")]
)
async def test_key_of_the_room_closes_the_menu_and_acts(file: Path, clock: Clock, key: str, shown: str) -> None:
    async with on_stage(room_at(file, "card", clock=clock), clock=clock) as stage:
        await stage.press("Tab", key)
        await stage.see(shown)
        assert not menu_is_open(stage)


@pytest.mark.parametrize("way_out", ["Esc", "Tab", "Back", "F10"])
async def test_menu_is_closed_by_several_keys_without_a_change(file: Path, clock: Clock, way_out: str) -> None:
    async with on_stage(room_at(file, "card", clock=clock), clock=clock) as stage:
        before = rows(stage)
        await stage.press("F10", way_out)
        await stage.miss("What can be done here")
        assert not menu_is_open(stage)
        assert rows(stage) == before


async def test_click_chooses_an_entry_of_the_menu(file: Path, clock: Clock) -> None:
    async with on_stage(room_at(file, "card", clock=clock), clock=clock) as stage:
        await stage.press("Tab")
        await stage.see("▸d")
        row = next(number for number, shown in enumerate(stage.lines) if "▸d" in shown)
        await stage.pilot.click(offset=(stage.lines[row].index("done"), row))
        await stage.see("✓ Lage liste for A")
        assert not menu_is_open(stage)


async def test_paste_closes_the_menu_and_is_text(file: Path, clock: Clock) -> None:
    async with on_stage(room_at(file, "card", clock=clock), clock=clock) as stage:
        before = rows(stage)
        await stage.press("Tab")
        await stage.paste("d og x")
        assert line(stage) == "d og x"
        assert not menu_is_open(stage)
        assert rows(stage) == before


@pytest.mark.parametrize("size", [(80, 24), (60, 20), (40, 12)], ids=lambda size: f"{size[0]}x{size[1]}")
@pytest.mark.parametrize("place", ["card", "take_along", "list", "planner", "timeline"])
async def test_every_entry_of_the_menu_is_reached_and_shown(
    tmp_path: Path, clock: Clock, place: str, size: tuple[int, int]
) -> None:
    live = place in STEPS
    path = gathering(tmp_path, clock, place if live else "the door")
    async with on_stage(path, clock=clock, under_way=live, size=size) as stage:
        await stage.press(*(() if live else {**PAGES, **WITHOUT_LINE}[place]), "Tab")
        menu = page(stage).keyboard.menu
        assert menu is not None
        for number, entry in enumerate(menu.entries):
            assert menu.cursor == number
            await stage.see(f"▸{entry.label}")
            shown = next(text for text in stage.lines if f"▸{entry.label}" in text)
            assert entry.words[:20].rstrip() in shown
            assert all(len(text) <= size[0] for text in stage.lines)
            await stage.press("↓")
        assert menu.cursor == len(menu.entries) - 1


# --- letters that act, as a setting


@pytest.fixture
def letters_again() -> Iterator[None]:
    yield
    let_letters_act(False)


@pytest.mark.usefixtures("letters_again")
async def test_setting_lets_letters_act(file: Path, clock: Clock) -> None:
    store = Store.open(room_at(file, "card", clock=clock), now=clock, home=file.parent / "home")
    settings = Settings(letters="act")
    app = NettverkApp(Translator("en", ZONE), store, file=file, demo=lambda: file, under_way=True, settings=settings)
    async with app.run_test(size=(80, 24)) as pilot:
        stage = Stage(app, pilot, clock)
        await stage.see("READ ALOUD")
        await stage.press("d")
        await stage.see("✓ Lage liste for A")
        # A letter without a key is text, and so is everything in the line.
        await stage.type("Zum dx")
        assert line(stage) == "Zum dx"
        assert [row.state for row in store.rows.find(Action, group_id="group-A")] == ["done"]
        await stage.press("Esc")
        await stage.press("Tab", "f")
        await stage.see("ONLY FOR YOU")


# --- leaving the line


@pytest.mark.parametrize("under_way", [True, False])
async def test_backspace_leaves_an_empty_line_and_tab_opens_the_menu(file: Path, clock: Clock, under_way: bool) -> None:
    async with on_stage(room_at(file, "card", clock=clock), clock=clock, under_way=under_way) as stage:
        await stage.press("Space")
        assert in_line(stage)
        await stage.press("Back")
        assert not in_line(stage)
        await stage.press("Space", "Tab")
        assert not in_line(stage)
        assert menu_is_open(stage)
        await stage.press("Esc")
        await stage.type("h")
        await stage.press("Back", "Back")
        assert not in_line(stage)


# --- keys that come faster than pages


async def test_keys_after_one_that_opens_a_page_go_to_that_page(tmp_path: Path, clock: Clock) -> None:
    async with on_stage(gathering(tmp_path, clock, "the door"), clock=clock, under_way=False) as stage:
        await stage.burst("Tab", "l", *"lederen er syk")
        await stage.see("Kontor A", "lederen er syk")
        assert line(stage) == "lederen er syk"
        await stage.burst("Esc", "Esc", "Tab", "t", "Tab", "l", "→", "Ctrl+F", *"apotek")
        await stage.see("Search in everything")
        assert stage.app.screen.query_one(SearchLine).text == "apotek"
        await stage.burst("Esc", "Esc", "Esc", "Enter", "F7", "PgDn", "1", *"+ Ring", "Enter")
        await stage.see("READ ALOUD", "✓ ")
        assert [row.text for row in stage.store.rows.find(Action, gathering_id=TODAY)] == ["Ring"]


async def test_burst_through_lines_and_fields_has_the_effect_of_its_keys_one_by_one(file: Path, clock: Clock) -> None:
    async with on_stage(room_at(file, "status", clock=clock), clock=clock, under_way=False) as stage:
        # An answer line, and what comes behind it on the page; the day runs, so it is B's turn that can be changed.
        await stage.burst(
            "Tab", "p", "↓", "↓", "Tab", "m", "ctrl+u", *"20", "Enter", "↓", "Tab", "m", "ctrl+u", *"25", "Enter", "Esc"
        )
        await stage.see("▸ Gathering 2")
        adapted = [step.adapted_ms for step in stage.store.rows.find(ProgrammeStep) if step.adapted_ms is not None]
        assert sum(adapted) == 45 * 60_000
        # Fields, each stored as it is left, and the clock moved on behind the last one.
        await stage.burst(
            "Enter", "x", "Back", "Esc", "Enter", *"Prøvd", "Enter", *"Bedre", "Esc", "PgDn", "2", *"og så"
        )
        await stage.see("[factors]")
        texts = {row.field: row.text for row in stage.store.rows.find(StatusText, gathering_id=TODAY)}
        assert texts == {"done": "Prøvd", "result": "Bedre"}
        assert [row.level for row in stage.store.rows.find(Rating, gathering_id=TODAY)] == [2]
        assert line(stage) == "og så"


async def test_burst_that_leaves_the_line_continues_beside_it(file: Path, clock: Clock) -> None:
    async with on_stage(room_at(file, "peers", clock=clock), clock=clock) as stage:
        await stage.burst(*"halvt", "Esc", "F4", "1", "0", "F4", *"ferdig", "Enter", "Tab", "g", "b")
        assert [row.text for row in stage.store.rows.find(Advice, gathering_id=TODAY)] == ["halvt ferdig"]
        assert sorted(row.presence for row in stage.store.rows.find(Attendance)) == ["absent", "present"]
        await stage.see("Now speaking: B")
