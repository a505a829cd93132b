"""Joint reflection: every parked question is answered, carried over or dropped."""

from pathlib import Path

import pytest

from nettverk_tui.model.core.records import Note
from tests.support.networks import MORNING
from tests.support.rooms import TODAY, room_at
from tests.support.stage import Clock, Stage, on_stage

PARKED = [
    Note(id="one", gathering_id=TODAY, group_id="group-B", at=MORNING, text="Hvem betaler for vikar?", kind="parked"),
    Note(id="two", gathering_id=TODAY, at=MORNING + 1, text="Hvor lagres tallene?", kind="parked"),
]
CARRIED = Note(
    id="old", gathering_id="first", at=MORNING - 1000, text="Får vi en felles mal?", kind="parked", state="carried"
)


def settled(stage: Stage, id: str) -> tuple[str, str]:
    row = stage.store.rows.get(Note, id)
    assert row is not None
    return row.state, row.answer


async def test_parked_questions_are_listed_with_those_of_last_time(file: Path, clock: Clock) -> None:
    path = room_at(file, "plenary", "reflection", clock=clock, extra=[*PARKED, CARRIED])
    async with on_stage(path, clock=clock) as stage:
        await stage.see("Parked questions", "Får vi en felles mal?", "carried from last time")
        await stage.see("? Hvem betaler for vikar?", "open · B", "? Hvor lagres tallene?", "2 parked")


@pytest.mark.parametrize(
    ("key", "state", "words"), [("2", "carried", "carried to next time"), ("3", "dropped", "dropped")]
)
async def test_one_key_settles_a_question_and_one_reopens_it(
    file: Path, clock: Clock, key: str, state: str, words: str
) -> None:
    path = room_at(file, "plenary", "reflection", clock=clock, extra=PARKED)
    async with on_stage(path, clock=clock) as stage:
        await stage.press(key)
        await stage.see(words, "1 parked")
        assert settled(stage, "one") == (state, "")
        await stage.press("↑", "Tab", "o")
        await stage.see("2 parked")
        assert settled(stage, "one") == ("open", "")


async def test_answer_is_written_in_the_line(file: Path, clock: Clock) -> None:
    path = room_at(file, "plenary", "reflection", clock=clock, extra=PARKED)
    async with on_stage(path, clock=clock) as stage:
        await stage.press("↓", "Tab", "a")
        await stage.see("Hvor lagres tallene?", "The answer (for the minutes; may be left out)")
        await stage.type("På kontorets egen disk")
        await stage.press("Enter")
        await stage.see("✓ Hvor lagres tallene?", "«På kontorets egen disk»", "1 parked")
        assert settled(stage, "two") == ("answered", "På kontorets egen disk")


async def test_answer_may_be_empty(file: Path, clock: Clock) -> None:
    path = room_at(file, "plenary", "reflection", clock=clock, extra=PARKED)
    async with on_stage(path, clock=clock) as stage:
        await stage.press("Tab", "a", "Enter")
        await stage.see("✓ Hvem betaler for vikar?")
        assert settled(stage, "one") == ("answered", "")


async def test_entry_typed_in_the_reflection_has_no_group(file: Path, clock: Clock) -> None:
    async with on_stage(room_at(file, "plenary", "reflection", clock=clock), clock=clock) as stage:
        await stage.see("Nothing is parked.")
        await stage.press("Tab", "a")
        await stage.see("There is no parked question here.")
        await stage.write("! Neste gang møtes vi i Førde")
        await stage.see("Said here", "! Neste gang møtes vi i Førde")
        assert stage.store.rows.find(Note, gathering_id=TODAY)[0].group_id is None
