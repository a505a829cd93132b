"""Typed text is shown letter for letter, everywhere, and has no effect (markup, escapes, direction)."""

import unicodedata
from pathlib import Path

import pytest

from nettverk_tui.model.core.records import Advice, Note
from nettverk_tui.model.core.text import clean
from tests.support.hostile import CLEANED, CONTROL, MARKUP, file_with
from tests.support.rooms import TODAY, begin, room_at
from tests.support.stage import Clock, Stage, on_stage

WIDE = (150, 60)


def harmless(stage: Stage) -> None:
    """Assert that the screen has no character that a terminal would act on."""
    bad = [letter for letter in stage.text if letter != "\n" and unicodedata.category(letter) in ("Cc", "Cs")]
    assert bad == []
    assert not {"\u202e", "\u200b"} & set(stage.text)


@pytest.mark.parametrize(("text", "shown"), [(MARKUP, MARKUP), (CONTROL, CLEANED)], ids=["markup", "control"])
async def test_every_screen_shows_hostile_text_letter_for_letter_without_effect(
    file: Path, clock: Clock, text: str, shown: str
) -> None:
    assert clean(text) == shown
    store = file_with(file, text, clock=clock)
    begin(store, "card", "A", clock)
    store.close()
    async with on_stage(file, clock=clock, size=WIDE, under_way=False) as stage:
        await stage.see("go on:", shown)
        harmless(stage)
        await stage.press("Enter")
        for keys, words in (
            ((), ["READ ALOUD", f"□ {shown}"]),
            (("Tab", "f"), ["ONLY FOR YOU", f"«{shown}»", f"change of leader · {shown}"]),
            (("Tab", "f", "PgDn"), ["[status]", f"last: {shown[:10]}"]),
            (("PgDn",), ["[factors]", f"«{shown}»"]),
            (("PgDn",), ["[questions]", f"· {shown}"]),
            (("PgDn",), ["[silence]", shown]),
            (("PgDn",), ["[advice]", f"{shown}: {shown}", f"not now · «{shown}»"]),
            (("PgDn", "PgDn"), ["[take along]", f"+ {shown}", f"@{shown} (unknown)"]),
            (("F4",), [f"A {shown}", f"· {shown}"]),
            (("F5",), [f"statement: {shown}", f"decision: {shown}"]),
            (("F6",), [f"B  {shown}"]),
            (("F3",), ["Minutes of gathering 2"]),
            (("Esc", "F1"), ["What we take along"]),
            (("Esc", "Ctrl+Z"), ["Undo: "]),
        ):
            await stage.press(*keys)
            await stage.see(*words)
            harmless(stage)


@pytest.mark.parametrize(("text", "shown"), [(MARKUP, MARKUP), (CONTROL, CLEANED)], ids=["markup", "control"])
@pytest.mark.parametrize("kind", ["welcome", "reflection", "closing"])
async def test_plenary_items_show_hostile_text_letter_for_letter_without_effect(
    file: Path, clock: Clock, kind: str, text: str, shown: str
) -> None:
    store = file_with(file, text, clock=clock)
    begin(store, "plenary", kind, clock)
    store.close()
    async with on_stage(file, clock=clock, size=WIDE) as stage:
        await stage.see(shown)
        harmless(stage)


@pytest.mark.parametrize(
    "text", ["[/]", "[b", "[bold]Kari[/bold]", "[@click=app.quit]x[/]", "5 [of] 7", "$text", "{x}"]
)
async def test_typed_text_is_previewed_stored_and_undone_letter_for_letter(file: Path, clock: Clock, text: str) -> None:
    async with on_stage(room_at(file, "peers", clock=clock), clock=clock) as stage:
        await stage.type(f"! {text}")
        await stage.see(f"» ! {text}", "DECISION")
        await stage.press("Enter", "Esc", "Ctrl+Z")
        await stage.see(f"Undo: entry “{text}” in group A")
        await stage.press("Esc", "F5")
        await stage.see(f"decision: {text}")
        assert [note.text for note in stage.store.rows.find(Note, gathering_id=TODAY)] == [text]


async def test_click_action_in_a_text_is_not_run(file: Path, clock: Clock) -> None:
    async with on_stage(room_at(file, "peers", clock=clock), clock=clock) as stage:
        await stage.write("[@click=app.quit]x[/] råd")
        row = next(number for number, line in enumerate(stage.lines) if "[@click" in line)
        await stage.pilot.click(offset=(stage.lines[row].index("x[/]"), row))
        await stage.see("[@click=app.quit]x[/] råd")
        await stage.press("1")
        await stage.see("takes along")


async def test_pasted_text_is_cleaned_before_it_is_shown_or_stored(file: Path, clock: Clock) -> None:
    async with on_stage(room_at(file, "peers", clock=clock), clock=clock) as stage:
        await stage.press("Space")
        await stage.paste(f"! {CONTROL}")
        await stage.see(f"» ! {CLEANED}")
        harmless(stage)
        await stage.press("Enter")
        await stage.look_until(lambda: len(stage.store.rows.find(Note, gathering_id=TODAY)) == 1, "the decision")
        assert stage.store.rows.find(Note, gathering_id=TODAY)[0].text == CLEANED


async def test_joined_emoji_and_composed_letters_stay_whole(file: Path, clock: Clock) -> None:
    family, composed = "👩‍👩‍👧", "Åse på fjøs"
    decomposed = unicodedata.normalize("NFD", composed)
    async with on_stage(room_at(file, "peers", clock=clock), clock=clock) as stage:
        await stage.press("Space")
        await stage.paste(f"! {decomposed} {family}")
        await stage.press("Enter")
        await stage.look_until(lambda: len(stage.store.rows.find(Note, gathering_id=TODAY)) == 1, "the decision")
        assert stage.store.rows.find(Note, gathering_id=TODAY)[0].text == f"{composed} {family}"


@pytest.mark.parametrize("text", ["", "   ", "\u200b\u200b", "\x1b[31m"], ids=["none", "spaces", "invisible", "colour"])
async def test_invisible_text_is_not_stored(file: Path, clock: Clock, text: str) -> None:
    async with on_stage(room_at(file, "peers", clock=clock), clock=clock) as stage:
        await stage.press("Space")
        await stage.paste(text)
        await stage.press("Enter")
        await stage.see("› Write what is said")
        assert stage.store.rows.find(Advice, gathering_id=TODAY) == []


async def test_entry_of_emoji_only_is_stored(file: Path, clock: Clock) -> None:
    async with on_stage(room_at(file, "peers", clock=clock), clock=clock) as stage:
        await stage.press("Space")
        await stage.paste("! 👏👏")
        await stage.press("Enter", "Esc")
        await stage.look_until(lambda: len(stage.store.rows.find(Note, gathering_id=TODAY)) == 1, "the decision")
        assert stage.store.rows.find(Note, gathering_id=TODAY)[0].text == "👏👏"
