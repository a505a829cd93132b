"""The opening card: promises settled by one key each, and a private half that hides itself."""

from pathlib import Path

import pytest

from nettverk_tui.model.core.records import Action, Advice, Contact, Event, Rating
from nettverk_tui.tui.screens.runner.panels import card
from tests.support.networks import HOUR, MORNING
from tests.support.rooms import room_at
from tests.support.stage import Clock, Stage, on_stage

PRIVATE = (
    Rating(id="low", gathering_id="first", group_id="group-A", item="T1", rater="group", answer="level", level=1,
           reason="Legene kom ikke"),
    Rating(id="seen", gathering_id="first", group_id="group-A", item="T1", rater="adviser", answer="level", level=3),
    Event(id="event", group_id="group-A", kind="leader_change", on="2027-02-10", cause="Permisjon"),
    Contact(id="contact", group_id="group-A", on="2027-02-16", topic="Snakket ut"),
    Advice(id="alone", gathering_id="first", group_id="group-A", at=MORNING - 49 * 24 * HOUR,
           text="Ingen svarte på dette", giver="adviser"),
)  # fmt: skip


def promise(stage: Stage) -> Action:
    row = stage.store.rows.get(Action, "promise-A")
    assert row is not None
    return row


def taken_along(stage: Stage) -> Advice:
    return next(piece for piece in stage.store.rows.find(Advice, group_id="group-A") if piece.answer == "take_along")


async def test_card_shows_promises_and_advice_taken_along(file: Path, clock: Clock) -> None:
    async with on_stage(room_at(file, "card", clock=clock), clock=clock) as stage:
        await stage.see(
            "READ ALOUD  1 open action", "□ Lage liste for A", "Kari Nordmann · Mon 1 February · OVERDUE 29 days",
            "> Prøv en fast dag for A", "from adviser · no outcome yet",
        )  # fmt: skip


async def test_one_key_settles_a_promise_and_one_reopens_it(file: Path, clock: Clock) -> None:
    async with on_stage(room_at(file, "card", clock=clock), clock=clock) as stage:
        await stage.press("Tab", "d")
        await stage.see("✓ Lage liste for A", "DONE", "0 open actions")
        assert promise(stage).state == "done"
        await stage.press("↑", "Tab", "o")
        await stage.see("□ Lage liste for A", "1 open action")
        assert promise(stage).state == "open"
        assert promise(stage).closed_at is None


async def test_digits_settle_a_promise(file: Path, clock: Clock) -> None:
    async with on_stage(room_at(file, "card", clock=clock), clock=clock) as stage:
        await stage.press("1", "↑")
        await stage.see("✓ Lage liste for A", "DONE")
        assert promise(stage).state == "done"
        await stage.press("1", "↑")
        await stage.see("□ Lage liste for A")
        await stage.press("3")
        await stage.see("– Lage liste for A", "Dropped: Lage liste for A. Tab w: why")
        assert (promise(stage).state, promise(stage).outcome) == ("dropped", "")
        await stage.press("Tab", "w")
        await stage.see("Lage liste for A", "Why dropped?")
        await stage.type("Ikke aktuelt")
        await stage.press("Enter", "↑", "3", "↑", "2")
        await stage.see("New date")
        await stage.type("6/4")
        await stage.press("Enter")
        await stage.see("Tue 6 April")
        assert (promise(stage).state, promise(stage).due_on) == ("open", "2027-04-06")


async def test_moving_a_promise_asks_for_a_date_and_is_counted(file: Path, clock: Clock) -> None:
    async with on_stage(room_at(file, "card", clock=clock), clock=clock) as stage:
        for typed, shown, moved in (("6/4", "Tue 6 April", "moved 1 time"), ("+2u", "Tue 16 March", "moved 2 times")):
            await stage.press("Tab", "m")
            await stage.see("Lage liste for A", "New date")
            await stage.type(typed)
            await stage.press("Enter")
            await stage.see(shown, moved)
        assert (promise(stage).due_on, promise(stage).times_moved) == ("2027-03-16", 2)


async def test_invalid_date_is_asked_for_again_and_stays_in_the_line(file: Path, clock: Clock) -> None:
    async with on_stage(room_at(file, "card", clock=clock), clock=clock) as stage:
        await stage.press("Tab", "m")
        await stage.type("snart")
        await stage.press("Enter")
        await stage.see("No date was understood.", "» snart")
        assert promise(stage).times_moved == 0


async def test_dropping_a_promise_may_have_a_reason(file: Path, clock: Clock) -> None:
    async with on_stage(room_at(file, "card", clock=clock), clock=clock) as stage:
        await stage.press("Tab", "x")
        await stage.type("Ikke aktuelt")
        await stage.press("Enter")
        await stage.see("– Lage liste for A", "DROPPED · Ikke aktuelt")
        assert (promise(stage).state, promise(stage).outcome) == ("dropped", "Ikke aktuelt")


@pytest.mark.parametrize(
    ("key", "outcome", "words"),
    [
        ("1", "helped", "helped"),
        ("2", "no_change", "tried, no change"),
        ("3", "worse", "tried, worse"),
        ("4", "not_tried", "not tried yet"),
        ("5", "dropped", "dropped"),
    ],
)
async def test_outcome_of_advice_is_one_key(file: Path, clock: Clock, key: str, outcome: str, words: str) -> None:
    async with on_stage(room_at(file, "card", clock=clock), clock=clock) as stage:
        await stage.press("↓", key)
        await stage.see(f"from adviser · {words}")
        assert taken_along(stage).outcome == outcome
        assert taken_along(stage).outcome_gathering_id == "second"
        await stage.press(key)
        await stage.see("from adviser · no outcome yet")
        assert taken_along(stage).outcome is None


async def test_key_for_another_kind_of_row_says_so(file: Path, clock: Clock) -> None:
    async with on_stage(room_at(file, "card", clock=clock), clock=clock) as stage:
        await stage.press("4")
        await stage.see("Point at a promise or at a piece of advice first.")
        await stage.press("↓", "Tab", "d")
        await stage.see("Point at an action first.")


async def test_private_half_is_shown_and_hidden_by_the_same_key(file: Path, clock: Clock) -> None:
    secrets = ("Legene kom ikke", "Permisjon", "Ingen svarte på dette", "far apart", "1 action overdue")
    room = room_at(file, "card", clock=clock, extra=PRIVATE)
    async with on_stage(room, clock=clock, size=(80, 50)) as stage:
        await stage.see("READ ALOUD")
        await stage.miss(*secrets)
        await stage.press("Tab", "f")
        await stage.see("ONLY FOR YOU", "Last guidance Tue 16 February", "1 / 3", *secrets)
        await stage.miss("READ ALOUD", "Snakket ut")
        await stage.press("Tab", "f")
        await stage.see("READ ALOUD")
        await stage.miss(*secrets)


async def test_private_half_hides_itself_after_a_time(
    file: Path, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(card, "PRIVATE_SECONDS", 2.0)
    async with on_stage(room_at(file, "card", clock=clock, extra=PRIVATE), clock=clock) as stage:
        await stage.press("Tab", "f")
        await stage.see("ONLY FOR YOU")
        await stage.see("READ ALOUD")
        await stage.miss("Legene kom ikke")


async def test_private_half_is_hidden_at_another_step_or_group(file: Path, clock: Clock) -> None:
    async with on_stage(room_at(file, "card", clock=clock, extra=PRIVATE), clock=clock) as stage:
        await stage.press("Tab", "f")
        await stage.see("ONLY FOR YOU")
        await stage.press("F8")
        await stage.see("B  Kontor B · Område B", "READ ALOUD")
        await stage.press("Tab", "f", "F5", "F5")
        await stage.see("READ ALOUD")


async def test_no_promise_is_settled_while_the_private_half_covers_the_list(file: Path, clock: Clock) -> None:
    async with on_stage(room_at(file, "card", clock=clock, extra=PRIVATE), clock=clock) as stage:
        await stage.press("Tab", "f", "Tab", "d")
        await stage.see("Point at an action first.")
        assert promise(stage).state == "open"


async def test_chart_replaces_the_card_until_the_same_key(file: Path, clock: Clock) -> None:
    async with on_stage(room_at(file, "card", clock=clock), clock=clock) as stage:
        await stage.see("READ ALOUD")
        await stage.press("Tab", "c")
        await stage.see("Avvik i resepter")
        await stage.miss("READ ALOUD")
        await stage.press("Tab", "d")
        await stage.see("Point at an action first.")
        await stage.press("Tab", "c")
        await stage.see("READ ALOUD")
