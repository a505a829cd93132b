"""The history of one row, read from the journal, and one field of it set back to an earlier value."""

from pathlib import Path

from nettverk_tui.model.commands import ActionOwner, EditAction, SettleAction
from nettverk_tui.model.core.records import Action, FollowUpRating
from tests.store.ground import done
from tests.support.rooms import room_at
from tests.support.stage import Clock, Stage, on_stage


def _file(tmp_path: Path, clock: Clock) -> Path:
    extra = (Action(id="x", group_id="group-A", at=clock(), text="Ringe apoteket", who="Kari"),)
    return room_at(tmp_path / "network.db", None, clock=clock, extra=extra)


def _changed(stage: Stage, clock: Clock) -> None:
    """An action whose text and person were changed, and which was then done."""
    clock.goes_on(minutes=1)
    done(
        stage.store.apply(EditAction(id="x", seen=1, text="Skrive [b]til", who=ActionOwner(word="Ola"), layer="group"))
    )
    clock.goes_on(minutes=1)
    done(stage.store.apply(SettleAction(id="x", seen=2, state="done", outcome="Svar kom")))


async def test_history_lists_every_change_and_one_is_set_back(tmp_path: Path, clock: Clock) -> None:
    async with on_stage(_file(tmp_path, clock), clock=clock, under_way=False) as stage:
        _changed(stage, clock)
        await stage.press("Tab", "l")
        await stage.see("Skrive [b]til")
        await stage.point("Skrive")
        await stage.press("enter")
        await stage.see(
            "What happened to it: Skrive [b]til",
            "changed · on this computer",
            "status: open → done",
            "words: “Ringe apoteket” → “Skrive [b]til”",
            "who may read it: network → group",
            "came with the file",
        )
        await stage.point("status:")
        await stage.press("Tab", "r")
        await stage.see("Only words, and who may read them")
        await stage.point("words:")
        await stage.press("Tab", "r")
        await stage.see("It says again: “Ringe apoteket”", "▸  words: “Skrive [b]til” → “Ringe apoteket”")
        action = stage.store.rows.get(Action, "x")
        assert action is not None
        # All other changes since stay.
        assert (action.text, action.who, action.state, action.layer) == ("Ringe apoteket", "Ola", "done", "group")
        await stage.press("Ctrl+Z", "Ctrl+Z")
        await stage.see("Undone", "taken back")
        again = stage.store.rows.get(Action, "x")
        assert again is not None
        assert again.text == "Skrive [b]til"
        for _ in range(20):
            await stage.press("↓")
        await stage.press("Tab", "r")
        await stage.see("It was written then")
        await stage.press("f1")
        await stage.see("read from the journal")


async def test_reason_of_ten_letters_is_not_shown_as_a_date(tmp_path: Path, clock: Clock) -> None:
    extra = (FollowUpRating(id="r", group_id="group-A", item="L1", on="2027-02-01", level=3, reason="mye fravær"),)
    path = room_at(tmp_path / "network.db", None, clock=clock, extra=extra)
    async with on_stage(path, clock=clock, under_way=False) as stage:
        await stage.press("Tab", "l")
        await stage.point("mye fravær")
        await stage.press("enter")
        await stage.see("reason: “mye fravær”", "day: 1 February 2027")


async def test_history_is_complete_after_the_clock_was_set_back(tmp_path: Path, clock: Clock) -> None:
    async with on_stage(_file(tmp_path, clock), clock=clock, under_way=False) as stage:
        clock.goes_on(minutes=-60)
        done(stage.store.apply(EditAction(id="x", seen=1, text="Skrive", who=ActionOwner(word="Ola"))))
        assert len(stage.store.history("action", "x")) == 2
