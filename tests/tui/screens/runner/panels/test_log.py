"""The log of entries, newest first: every field can be changed, and every change undone."""

from pathlib import Path

import pytest

from nettverk_tui.model.core.records import Action, Advice, Note, Said, Statement
from nettverk_tui.tui.screens.runner.panels.log import LogPanel
from tests.support.rooms import TODAY, room_at
from tests.support.stage import Clock, Stage, on_stage


def said(stage: Stage) -> list[Said]:
    kinds: tuple[type[Said], ...] = (Note, Advice, Action, Statement)
    return [row for kind in kinds for row in stage.store.rows.find(kind, gathering_id=TODAY)]


NOTE = Note(id="note", gathering_id=TODAY, group_id="group-A", step="status", at=1, text="De måler hver uke")


async def test_newest_entry_is_first_with_group_kind_and_giver(file: Path, clock: Clock) -> None:
    async with on_stage(room_at(file, "peers", clock=clock), clock=clock) as stage:
        await stage.press("F5")
        await stage.see("Nothing has been said yet:")
        await stage.press("F5", "Tab", "g", "b")
        await stage.write("Begynn smått #L1")
        await stage.write("! Vi møtes i mai")
        await stage.press("F5")
        await stage.see("▸ 09:00 A decision: Vi møtes i mai", "A advice (B): Begynn smått", "#L1")
        assert stage.text.index("Vi møtes") < stage.text.index("Begynn smått")


async def test_entry_is_deleted_and_restored(file: Path, clock: Clock) -> None:
    async with on_stage(room_at(file, "peers", clock=clock, extra=[NOTE]), clock=clock) as stage:
        await stage.press("F5", "Tab", "x")
        await stage.see("Deleted. Ctrl+Z brings it back.", "Nothing has been said yet:")
        await stage.press("Ctrl+Z")
        await stage.see("Undo: “De måler hver uke” deleted in group A")
        await stage.press("Ctrl+Z")
        await stage.see("note: De måler hver uke")


async def test_entry_is_edited_in_the_line(file: Path, clock: Clock) -> None:
    async with on_stage(room_at(file, "peers", clock=clock, extra=[NOTE]), clock=clock) as stage:
        await stage.press("F5", "Tab", "e")
        await stage.see("De måler hver uke", "CHANGES AN ENTRY · NOTE")
        await stage.type(" nå")
        await stage.press("Enter")
        await stage.see("note: De måler hver uke nå")
        assert [(row.text, row.group_id, row.step) for row in said(stage)] == [
            ("De måler hver uke nå", "group-A", "status")
        ]


async def test_layer_of_an_entry_is_shown_and_changed(file: Path, clock: Clock) -> None:
    async with on_stage(room_at(file, "peers", clock=clock, extra=[NOTE]), clock=clock) as stage:
        await stage.press("F5")
        seen = []
        for _ in range(4):
            before = said(stage)[0].layer
            await stage.press("Tab", "p")
            await stage.look_until(lambda before=before: said(stage)[0].layer != before, "the layer to change")  # type: ignore[misc]
            seen.append(said(stage)[0].layer)
        assert set(seen) == {"facilitators", "group", "network", "across"}
        assert seen[-1] == "network"


async def test_entry_is_moved_to_another_group_and_to_none(file: Path, clock: Clock) -> None:
    async with on_stage(room_at(file, "peers", clock=clock, extra=[NOTE]), clock=clock) as stage:
        await stage.press("F5", "Tab", "g")
        await stage.see("Which group? A B C, or 0 for the whole network")
        await stage.press("c")
        await stage.see("C note: De måler hver uke")
        await stage.press("Tab", "g", "0")
        await stage.see("· note: De måler hver uke")
        await stage.press("Tab", "g", "q")
        await stage.see("There is no such group.")
        assert said(stage)[0].group_id is None


@pytest.mark.parametrize(
    ("sign", "kind", "words"),
    [
        ("+", Action, "action"),
        (">", Advice, "advice"),
        ("!", Note, "decision"),
        ("?", Note, "parked question"),
        ("*", Note, "good example"),
        ('"', Statement, "statement"),
    ],
)
async def test_entry_is_converted_to_another_kind_with_the_same_text(
    file: Path, clock: Clock, sign: str, kind: type[Said], words: str
) -> None:
    async with on_stage(room_at(file, "peers", clock=clock, extra=[NOTE]), clock=clock) as stage:
        await stage.press("F5", "Tab", "c")
        await stage.see("Which kind?")
        await stage.press(sign)
        await stage.look_until(lambda: [type(row) for row in said(stage)] == [kind], "the new kind")
        await stage.see(f"A {words}")
        assert (said(stage)[0].text, said(stage)[0].at, said(stage)[0].group_id) == ("De måler hver uke", 1, "group-A")


async def test_unknown_sign_changes_nothing(file: Path, clock: Clock) -> None:
    async with on_stage(room_at(file, "peers", clock=clock, extra=[NOTE]), clock=clock) as stage:
        await stage.press("F5", "Tab", "c", "z")
        await stage.see("That sign stands for no kind")
        assert [type(row) for row in said(stage)] == [Note]


async def test_advice_keeps_its_receiver(file: Path, clock: Clock) -> None:
    advice = Advice(id="advice", gathering_id=TODAY, group_id="group-A", at=3, text="Begynn smått", giver="adviser")
    async with on_stage(room_at(file, "peers", clock=clock, extra=[advice]), clock=clock) as stage:
        await stage.press("F5", "Tab", "g", "0")
        await stage.see("Advice needs a group to receive it.")


async def test_private_entries_shown_again_are_not_hidden_by_the_first_timer(
    file: Path, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with on_stage(room_at(file, "peers", clock=clock), clock=clock) as stage:
        await stage.press("F5")
        panel = stage.app.screen.query_one(LogPanel)
        stopped: list[object] = []

        class Hiding:
            def stop(self) -> None:
                stopped.append(self)

        hidings = [Hiding(), Hiding()]
        waiting = list(hidings)
        monkeypatch.setattr(panel, "set_timer", lambda *_: waiting.pop(0))
        for _ in range(3):
            panel.action_for_you()
        assert panel.private
        assert stopped == hidings[:1]
