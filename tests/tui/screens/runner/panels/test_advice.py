"""Questions, silence, advice and what the group takes along: the speaker, the group's answers, its actions."""

from pathlib import Path

import pytest

from nettverk_tui.model.core.records import Action, Advice, Facilitator, StatusText
from tests.support.rooms import TODAY, room_at
from tests.support.stage import Clock, Stage, on_stage

QUESTION = StatusText(
    id="question", gathering_id=TODAY, group_id="group-A", field="question", text="Hvordan får vi alle legene med?"
)


def given(stage: Stage) -> list[Advice]:
    return list(stage.store.rows.find(Advice, gathering_id=TODAY))


def agreed(stage: Stage) -> list[Action]:
    return list(stage.store.rows.find(Action, gathering_id=TODAY))


@pytest.mark.parametrize("step", ["questions", "silence", "peers", "advisers"])
async def test_question_is_shown_on_top(file: Path, clock: Clock, step: str) -> None:
    path = room_at(file, step, clock=clock, extra=[QUESTION])  # type: ignore[arg-type]
    async with on_stage(path, clock=clock) as stage:
        await stage.see("The group asks", "Hvordan får vi alle legene med?")


async def test_panel_asks_for_a_missing_question(file: Path, clock: Clock) -> None:
    async with on_stage(room_at(file, "silence", clock=clock), clock=clock) as stage:
        await stage.see("No question has been written down")


async def test_text_typed_while_clarifying_is_a_note_shown_there(file: Path, clock: Clock) -> None:
    async with on_stage(room_at(file, "questions", clock=clock), clock=clock) as stage:
        await stage.write("De har to leger i vikariat")
        await stage.write("? Hvem betaler for vikar")
        await stage.see("· De har to leger i vikariat", "? Hvem betaler for vikar", "1 parked")


async def test_g_and_a_letter_choose_the_speaker_until_another_is_chosen(file: Path, clock: Clock) -> None:
    async with on_stage(room_at(file, "peers", clock=clock), clock=clock) as stage:
        await stage.see("Has spoken: · B  · C  · adviser")
        await stage.press("Tab", "g")
        await stage.see("Who speaks? B C, or v for an adviser")
        await stage.press("c")
        await stage.see("[· C]")
        await stage.write("Første råd")
        await stage.write("Andre råd")
        await stage.press("Tab", "g", "v")
        await stage.write("Tredje råd")
        await stage.see("· B  ✓ C  [✓ adviser]", "C: Første råd", "C: Andre råd", "adviser: Tredje råd")
        assert [(piece.giver, piece.giver_group_id) for piece in given(stage)] == [
            ("group", "group-C"), ("group", "group-C"), ("adviser", None),
        ]  # fmt: skip


async def test_receiver_and_unknown_groups_cannot_be_the_speaker(file: Path, clock: Clock) -> None:
    async with on_stage(room_at(file, "peers", clock=clock), clock=clock) as stage:
        for letter in ("a", "q", "5"):
            await stage.press("Tab", "g", letter)
            await stage.see("There is no such group to give advice here.")
        await stage.see("Has spoken: · B  · C  · adviser")


@pytest.mark.parametrize(
    ("key", "shown"), [("PgDn", "[advisers]"), ("F8", "▶ B"), ("F5", "Nothing has been said"), ("Esc", "Has spoken")]
)
async def test_waiting_for_a_letter_lets_keys_of_the_room_through(
    file: Path, clock: Clock, key: str, shown: str
) -> None:
    async with on_stage(room_at(file, "peers", clock=clock), clock=clock) as stage:
        await stage.press("Tab", "g", key)
        await stage.see(shown)
        await stage.miss("Who speaks?")


async def test_group_named_in_the_line_overrides_the_chosen_speaker(file: Path, clock: Clock) -> None:
    async with on_stage(room_at(file, "peers", clock=clock), clock=clock) as stage:
        await stage.press("Tab", "g", "b")
        await stage.write("Bruk morgenmøtet @C")
        await stage.see("C: Bruk morgenmøtet")


async def test_advisers_are_the_speaker_in_their_own_step(file: Path, clock: Clock) -> None:
    path = room_at(file, "advisers", clock=clock, extra=[Facilitator(id="two", network_id="network", name="Ola Dahl")])
    async with on_stage(path, clock=clock) as stage:
        await stage.write("Mål i to uker først")
        await stage.write("@Ola Snakk med lederen")
        await stage.see("adviser: Mål i to uker først", "Ola Dahl: Snakk med lederen")


async def test_chosen_speaker_is_reset_at_the_next_step(file: Path, clock: Clock) -> None:
    async with on_stage(room_at(file, "peers", clock=clock), clock=clock) as stage:
        await stage.press("Tab", "g", "b", "PgDn")
        await stage.see("[advisers]", "Has spoken: · B  · C  [· adviser]")
        await stage.press("PgUp")
        await stage.see("Has spoken: · B  · C  · adviser")


@pytest.mark.parametrize("step", ["peers", "take_along"])
@pytest.mark.parametrize(
    ("key", "answer", "words"),
    [("1", "take_along", "takes along"), ("2", "already_do", "already does"), ("3", "not_now", "not now")],
)
async def test_one_key_answers_advice(file: Path, clock: Clock, step: str, key: str, answer: str, words: str) -> None:
    said = Advice(id="said", gathering_id=TODAY, group_id="group-A", at=clock(), text="Begynn smått", giver="adviser")
    path = room_at(file, step, clock=clock, extra=[said])  # type: ignore[arg-type]
    async with on_stage(path, clock=clock) as stage:
        await stage.see("adviser: Begynn smått", "unanswered")
        await stage.press(key)
        await stage.see(f"      {words}")
        assert given(stage)[0].answer == answer
        await stage.press("0")
        await stage.see("unanswered")
        assert given(stage)[0].answer is None


async def test_answer_may_have_a_reason(file: Path, clock: Clock) -> None:
    said = Advice(id="said", gathering_id=TODAY, group_id="group-A", at=clock(), text="Begynn smått", giver="adviser")
    async with on_stage(room_at(file, "take_along", clock=clock, extra=[said]), clock=clock) as stage:
        await stage.press("3", "Tab", "w")
        await stage.see("Begynn smått", "Why?")
        await stage.type("Vi flytter i mai")
        await stage.press("Enter")
        await stage.see("not now · «Vi flytter i mai»")
        assert (given(stage)[0].answer, given(stage)[0].answer_reason) == ("not_now", "Vi flytter i mai")


async def test_answer_keys_without_advice_say_so(file: Path, clock: Clock) -> None:
    async with on_stage(room_at(file, "take_along", clock=clock), clock=clock) as stage:
        await stage.press("1")
        await stage.see("There is no advice to answer yet.")
        await stage.press("Tab", "a")
        await stage.see("Point at a piece of advice first.")


async def test_advice_becomes_an_action_that_refers_to_it(file: Path, clock: Clock) -> None:
    said = [
        Advice(id=id, gathering_id=TODAY, group_id="group-A", at=clock(), text=text, giver="adviser")
        for id, text in (("one", "Begynn smått"), ("two", "Ring apoteket"))
    ]
    async with on_stage(room_at(file, "take_along", clock=clock, extra=said), clock=clock) as stage:
        await stage.press("↓", "Tab", "a")
        await stage.see("» + Ring apoteket", "ACTION")
        await stage.type("=Kari :fri")
        await stage.press("Enter", "Esc")
        await stage.see("+ Ring apoteket", "Kari Nordmann · Fri 5 March")
        made = agreed(stage)[0]
        assert (made.advice_id, made.who_member_id, made.due_on) == ("two", "member-A-1", "2027-03-05")


async def test_private_advice_is_counted_and_not_shown(file: Path, clock: Clock) -> None:
    said = Advice(
        id="said", gathering_id=TODAY, group_id="group-A", at=clock(), text="Snakk med lederen alene", giver="adviser",
        layer="facilitators",
    )  # fmt: skip
    async with on_stage(room_at(file, "peers", clock=clock, extra=[said]), clock=clock) as stage:
        await stage.see("% 1 for the facilitators (F5)")
        assert "Snakk med lederen" not in stage.text


async def test_plain_text_is_an_action_in_the_step_take_along(file: Path, clock: Clock) -> None:
    async with on_stage(room_at(file, "take_along", clock=clock), clock=clock) as stage:
        await stage.see("No advice was given.")
        await stage.write("Lage en plan")
        await stage.see("+ Lage en plan", "nobody and no date yet")
        await stage.write("Ta det opp på fellesmøtet @leder due next gathering")
        await stage.see("the leader · next gathering")


async def test_advice_is_edited_in_the_panel(file: Path, clock: Clock) -> None:
    said = Advice(id="said", gathering_id=TODAY, group_id="group-A", at=clock(), text="Begynn smått", giver="adviser")
    async with on_stage(room_at(file, "peers", clock=clock, extra=[said]), clock=clock) as stage:
        await stage.press("Tab", "e")
        await stage.see("» > Begynn smått", "CHANGES AN ENTRY")
        await stage.type(" på mandag")
        await stage.press("Enter")
        await stage.see("adviser: Begynn smått på mandag")
        assert len(given(stage)) == 1
