"""The capture line at the recorder's desk: bound at the first key, kept at Esc, stored at Enter, and never lost."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from nettverk_tui.model import capture
from nettverk_tui.model.commands import EditText
from nettverk_tui.model.core.records import Action, Advice, Member, Note, Rating, Statement
from nettverk_tui.store.store import Store
from nettverk_tui.tui.app import NettverkApp
from nettverk_tui.tui.screens.runner import context
from tests.support.rooms import TODAY, room_at
from tests.support.stage import Clock, Stage, on_stage


def advice(stage: Stage) -> list[Advice]:
    return list(stage.store.rows.find(Advice, gathering_id=TODAY))


def actions(stage: Stage) -> list[Action]:
    return list(stage.store.rows.find(Action, gathering_id=TODAY))


def notes(stage: Stage) -> list[Note]:
    return list(stage.store.rows.find(Note, gathering_id=TODAY))


# --- storing


async def test_enter_stores_an_entry_and_says_so(file: Path, clock: Clock) -> None:
    async with on_stage(room_at(file, "peers", clock=clock), clock=clock) as stage:
        await stage.press("Tab", "g", "b", "Space")
        await stage.type("Ring pasientene dagen før #L1")
        await stage.see("ADVICE · from B · to A · #L1 · network")
        assert advice(stage) == []
        await stage.press("Enter")
        await stage.see("Stored")
        stored = advice(stage)[0]
        assert (stored.text, stored.group_id, stored.step, stored.factor) == (
            "Ring pasientene dagen før", "group-A", "peers", "L1",
        )  # fmt: skip
        assert (stored.giver, stored.giver_group_id) == ("group", "group-B")


async def test_advice_without_a_speaker_is_kept_and_gets_its_giver_afterwards(file: Path, clock: Clock) -> None:
    async with on_stage(room_at(file, "peers", clock=clock), clock=clock) as stage:
        await stage.write("Begynn i det små")
        await stage.see("?: Begynn i det små")
        await stage.press("Tab", "g", "c")
        await stage.see("C: Begynn i det små")
        assert advice(stage)[0].giver_group_id == "group-C"


async def test_empty_line_stores_nothing(file: Path, clock: Clock) -> None:
    async with on_stage(room_at(file, "peers", clock=clock), clock=clock) as stage:
        await stage.press("Space")
        await stage.type("   ")
        await stage.press("Enter")
        await stage.see("› Write what is said")
        assert advice(stage) == []


async def test_sign_without_text_says_what_is_missing(file: Path, clock: Clock) -> None:
    async with on_stage(room_at(file, "peers", clock=clock), clock=clock) as stage:
        await stage.press("!", "Space", "Enter")
        await stage.see("Nothing is written after the mark yet.")
        assert notes(stage) == []


async def test_sign_of_a_kind_opens_the_line(file: Path, clock: Clock) -> None:
    async with on_stage(room_at(file, "status", clock=clock), clock=clock) as stage:
        for sign, word in (("+", "ACTION"), ("!", "DECISION"), ("?", "PARKED QUESTION"), ("*", "GOOD EXAMPLE"),
                           ('"', "STATEMENT"), ("%", "NOTE")):  # fmt: skip
            await stage.press(sign)
            await stage.type("noe")
            await stage.see(word)
            await stage.press("Enter", "Esc")
        await stage.look_until(lambda: len(notes(stage)) == 4, "four notes")
        assert {(note.kind, note.layer) for note in notes(stage)} == {
            ("decision", "network"), ("parked", "network"), ("example", "network"), ("note", "facilitators"),
        }  # fmt: skip
        assert [action.text for action in actions(stage)] == ["noe"]
        assert len(stage.store.rows.find(Statement, gathering_id=TODAY)) == 1


# --- place and time


async def test_entry_has_the_group_and_step_of_its_first_key(file: Path, clock: Clock) -> None:
    async with on_stage(room_at(file, "peers", clock=clock), clock=clock) as stage:
        await stage.press("Space")
        await stage.type("Dette ble sagt til A")
        await stage.press("F8")
        await stage.see("B  Kontor B · Område B")
        await stage.type(" av de andre")
        await stage.press("Enter")
        await stage.look_until(lambda: len(advice(stage)) == 1, "the advice to be stored")
        assert advice(stage)[0].text == "Dette ble sagt til A av de andre"
        assert (advice(stage)[0].group_id, advice(stage)[0].step) == ("group-A", "peers")


async def test_entry_has_the_factor_in_focus_at_its_first_key(file: Path, clock: Clock) -> None:
    async with on_stage(room_at(file, "factors", clock=clock), clock=clock) as stage:
        await stage.press("↓", "Space")
        await stage.type("Alle vet om det")
        await stage.see("NOTE · A · #T2 · network")
        await stage.press("Enter")
        await stage.look_until(lambda: len(notes(stage)) == 1, "the note to be stored")
        assert notes(stage)[0].factor == "T2"


async def test_clicker_moves_on_during_writing_and_the_line_keeps_its_keys(file: Path, clock: Clock) -> None:
    async with on_stage(room_at(file, "peers", clock=clock), clock=clock) as stage:
        await stage.press("Space")
        await stage.type("halv")
        await stage.press("PgDn")
        await stage.see("[advisers]")
        await stage.type("skrevet")
        await stage.see("» halvskrevet")
        await stage.press("PgUp", "F7")
        await stage.see("[advice]", "CLOCK STOPPED")
        await stage.type(" råd")
        await stage.see("» halvskrevet råd")


# --- the draft


async def test_escape_keeps_the_text_and_writing_continues_it(file: Path, clock: Clock) -> None:
    async with on_stage(room_at(file, "peers", clock=clock), clock=clock) as stage:
        await stage.press("Space")
        await stage.type("halvveis")
        await stage.press("Esc")
        await stage.see("› halvveis")
        await stage.press("Space")
        await stage.see("» halvveis")
        await stage.type(" videre")
        await stage.press("Enter")
        await stage.look_until(lambda: len(advice(stage)) == 1, "the advice to be stored")
        assert advice(stage)[0].text == "halvveis videre"


async def test_draft_of_the_line_is_restored_when_the_app_is_opened_again(file: Path, clock: Clock) -> None:
    async with on_stage(room_at(file, "peers", clock=clock), clock=clock) as stage:
        await stage.press("Space")
        await stage.type("Ring legevakten")
    async with on_stage(file, clock=clock) as stage:
        await stage.see("› Ring legevakten", "The line holds what was half written before.")
        await stage.press("PgDn", "Space")
        await stage.type(" først")
        await stage.press("Enter")
        await stage.look_until(lambda: len(advice(stage)) == 1, "the advice to be stored")
        assert (advice(stage)[0].text, advice(stage)[0].step) == ("Ring legevakten først", "peers")
    async with on_stage(file, clock=clock) as stage:
        await stage.see("› Write what is said")


async def test_draft_of_the_line_is_restored_after_a_visit_to_the_list(file: Path, clock: Clock) -> None:
    async with on_stage(room_at(file, "peers", clock=clock), clock=clock) as stage:
        await stage.press("Space")
        await stage.type("Ring legevakten")
        await stage.press("Esc", "Tab", "q")
        await stage.see("go on: group A, advice")
        await stage.press("Enter")
        await stage.see("› Ring legevakten")
        await stage.press("Space", "Enter")
        await stage.look_until(lambda: len(advice(stage)) == 1, "the advice to be stored")
        assert advice(stage)[0].text == "Ring legevakten"


async def test_draft_of_an_edit_is_an_edit_when_the_app_is_opened_again(file: Path, clock: Clock) -> None:
    async with on_stage(room_at(file, "peers", clock=clock), clock=clock) as stage:
        await stage.write("Ring legevakten")
        await stage.press("Space", "↑")
        await stage.see("» > Ring legevakten")
        await stage.type(" i dag")
    async with on_stage(file, clock=clock) as stage:
        await stage.see("› > Ring legevakten i dag", "The line holds what was half written before.")
        await stage.press("Space", "Enter")
        await stage.look_until(lambda: advice(stage)[0].text == "Ring legevakten i dag", "the words to change")
        assert len(advice(stage)) == 1


async def test_answered_question_restores_the_line_it_set_aside(file: Path, clock: Clock) -> None:
    async with on_stage(room_at(file, "card", clock=clock), clock=clock) as stage:
        await stage.press("Space")
        await stage.type("Et notat som venter")
        await stage.press("Esc", "Tab", "x")
        await stage.see("Why dropped?")
        await stage.miss("Et notat som venter")
        await stage.type("Ikke lenger nødvendig")
        await stage.press("Enter")
        await stage.see("› Et notat som venter", "DROPPED · Ikke lenger nødvendig")
        await stage.press("Space", "Enter")
        await stage.look_until(lambda: len(notes(stage)) == 1, "the note to be stored")
        assert (notes(stage)[0].text, notes(stage)[0].step) == ("Et notat som venter", "card")


async def test_escaped_question_changes_nothing_and_restores_the_line(file: Path, clock: Clock) -> None:
    async with on_stage(room_at(file, "card", clock=clock), clock=clock) as stage:
        await stage.press("Space")
        await stage.type("venter")
        await stage.press("Esc", "Tab", "x")
        await stage.see("Why dropped?")
        await stage.type("fordi")
        await stage.press("Esc")
        await stage.see("› venter", "1 open action")
        await stage.miss("fordi", "Why dropped?")


async def test_line_set_aside_by_a_question_survives_the_end_of_the_app(file: Path, clock: Clock) -> None:
    async with on_stage(room_at(file, "card", clock=clock), clock=clock) as stage:
        await stage.press("Space")
        await stage.type("venter")
        await stage.press("Esc", "Tab", "x")
        await stage.see("Why dropped?")
    async with on_stage(file, clock=clock) as stage:
        await stage.see("› venter")


async def test_draft_of_a_reason_is_never_stored_for_the_minutes(file: Path, clock: Clock) -> None:
    async with on_stage(room_at(file, "factors", clock=clock), clock=clock) as stage:
        await stage.press("2", "↑", "Tab", "r")
        await stage.see("T1 · Why this answer?")
        await stage.type("fordi lederen er borte")
    async with on_stage(file, clock=clock) as stage:
        await stage.see("fordi lederen er borte")
        await stage.press("Space", "Enter")
        await stage.look_until(
            lambda: bool(notes(stage)) or stage.store.rows.find(Rating, gathering_id=TODAY)[0].reason != "",
            "the reason to be stored",
        )
        assert all(note.layer == "facilitators" for note in notes(stage))


# --- editing


async def test_up_brings_the_last_entry_into_the_line_as_typed_text(file: Path, clock: Clock) -> None:
    async with on_stage(room_at(file, "take_along", clock=clock), clock=clock) as stage:
        await stage.write("+ Ring apoteket =Kari :fri #L1")
        await stage.press("Space", "↑")
        await stage.see("» + Ring apoteket", "CHANGES AN ENTRY · ACTION · A · Kari Nordmann · Fri 5 March · #L1")
        await stage.press("Home", "Del", "Del")
        await stage.type("+ I dag: ")
        await stage.press("Enter")
        await stage.look_until(lambda: actions(stage)[0].text.startswith("I dag"), "the new words")
        changed = actions(stage)
        assert len(changed) == 1
        assert (changed[0].text, changed[0].who_member_id, changed[0].due_on, changed[0].factor) == (
            "I dag: Ring apoteket", "member-A-1", "2027-03-05", "L1",
        )  # fmt: skip


async def test_edited_private_entry_stays_private(file: Path, clock: Clock) -> None:
    async with on_stage(room_at(file, "take_along", clock=clock), clock=clock) as stage:
        for line in ("% + Snakke med lederen", "% > Ikke si det høyt", "% ! Vi følger med", '% " Jeg er lei', "% Taus"):
            await stage.write(line)
            # Not with ↑: text for the facilitators comes back only on request.
            await stage.press("Space", "↑")
            assert line.lstrip('%+>!" ') not in stage.text
            await stage.press("Esc", "F5")
            await stage.see("(hidden; Tab f shows it)")
            await stage.press("Tab", "f", "Tab", "e")
            await stage.see("CHANGES AN ENTRY", "facilitators only")
            await stage.type(" nå")
            await stage.press("Enter")
            await stage.see("Stored")
            await stage.press("F5")
        said = [
            *actions(stage),
            *advice(stage),
            *notes(stage),
            *stage.store.rows.find(Statement, gathering_id=TODAY),
        ]
        assert len(said) == 5
        assert {note.layer for note in said} == {"facilitators"}
        assert all(note.text.endswith(" nå") for note in said)
        assert {note.kind for note in notes(stage)} == {"decision", "note"}


async def test_edited_entry_for_the_group_keeps_its_layer(file: Path, clock: Clock) -> None:
    async with on_stage(room_at(file, "take_along", clock=clock), clock=clock) as stage:
        await stage.write("+ Måle ventetid %gruppe")
        await stage.press("Space", "↑")
        await stage.see("ACTION · A · group")
        await stage.press("Enter")
        await stage.look_until(lambda: stage.shows("Stored"), "the change")
        assert [action.layer for action in actions(stage)] == ["group"]


async def test_emptied_and_retyped_line_edits_the_same_entry(file: Path, clock: Clock) -> None:
    async with on_stage(room_at(file, "peers", clock=clock), clock=clock) as stage:
        await stage.write("Helt feil")
        await stage.press("Space", "↑", *["Back"] * len("> Helt feil"))
        await stage.type("> Helt rett")
        await stage.press("Enter")
        await stage.look_until(lambda: any(piece.text == "Helt rett" for piece in advice(stage)), "the right words")
        assert [piece.text for piece in advice(stage)] == ["Helt rett"]


async def test_edit_of_an_entry_changed_in_another_window_keeps_both(file: Path, clock: Clock) -> None:
    async with on_stage(room_at(file, "peers", clock=clock), clock=clock) as stage:
        await stage.write("Slik sa de")
        await stage.press("Space", "↑", "End")
        await stage.type(" det her")
        said = advice(stage)[0]
        other = Store.open(file, now=clock, home=file.parent / "home")
        other.apply(EditText(table="advice", id=said.id, seen=said.version, text="Slik sa de det der"))
        other.close()
        await stage.see("Slik sa de det der")
        await stage.press("Enter")
        await stage.see("Yours is stored beside it.")
        assert [piece.text for piece in advice(stage)] == ["Slik sa de det der", "Slik sa de det her"]


async def test_draft_of_an_edit_is_not_overwritten_by_the_next_edit(file: Path, clock: Clock) -> None:
    async with on_stage(room_at(file, "peers", clock=clock), clock=clock) as stage:
        await stage.write("Det første")
        await stage.write("Det andre")
        await stage.press("Space", "↑", "End")
        await stage.type(" rådet")
        await stage.press("Esc", "F5", "↓", "Tab", "e")
        await stage.see("» > Det andre rådet")


async def test_substitution_corrects_the_last_entry(file: Path, clock: Clock) -> None:
    async with on_stage(room_at(file, "peers", clock=clock), clock=clock) as stage:
        await stage.write("Ring apotteket i Florø")
        await stage.press("Space")
        await stage.type("s/apotteket/apoteket/")
        await stage.see("CORRECTS THE PREVIOUS ENTRY", "Ring apoteket i Florø")
        await stage.press("Enter")
        await stage.look_until(lambda: advice(stage)[0].text == "Ring apoteket i Florø", "the correction")
        assert len(advice(stage)) == 1


async def test_dots_append_to_the_last_entry(file: Path, clock: Clock) -> None:
    async with on_stage(room_at(file, "peers", clock=clock), clock=clock) as stage:
        await stage.write("Ring apoteket")
        await stage.write("… før ni")
        await stage.look_until(lambda: advice(stage)[0].text == "Ring apoteket før ni", "the rest")
        assert len(advice(stage)) == 1


# --- warnings that never block


async def test_near_duplicate_is_stored_with_a_warning(file: Path, clock: Clock) -> None:
    async with on_stage(room_at(file, "peers", clock=clock), clock=clock) as stage:
        await stage.write("Begynn med én dag i uken")
        await stage.press("Space")
        await stage.type("Begynn med en dag i uken")
        await stage.press("Enter")
        await stage.see("It is very like")
        assert len(advice(stage)) == 2


async def test_identity_number_is_warned_of_before_it_is_stored(file: Path, clock: Clock) -> None:
    async with on_stage(room_at(file, "peers", clock=clock), clock=clock) as stage:
        await stage.press("Space")
        await stage.type("Gjelder 15867010022")
        await stage.see("⚠ This looks like a national identity number")


async def test_unknown_name_is_marked_and_kept(file: Path, clock: Clock) -> None:
    async with on_stage(room_at(file, "take_along", clock=clock), clock=clock) as stage:
        await stage.press("Space")
        await stage.type("+ Ringe rundt @Solveig")
        await stage.see("Solveig (unknown)")
        await stage.press("Enter", "Esc")
        await stage.see("@Solveig (unknown)")
        assert (actions(stage)[0].who, actions(stage)[0].who_unknown) == ("Solveig", True)


async def test_text_typed_without_opening_the_line_is_an_entry(file: Path, clock: Clock) -> None:
    async with on_stage(room_at(file, "silence", clock=clock), clock=clock) as stage:
        await stage.type("Når begynner vi?")
        await stage.see("» Når begynner vi?")
        await stage.press("Enter")
        await stage.look_until(lambda: len(notes(stage)) == 1, "the note")
        assert notes(stage)[0].text == "Når begynner vi?"


async def test_keys_in_one_burst_all_go_to_the_line(file: Path, clock: Clock) -> None:
    async with on_stage(room_at(file, "peers", clock=clock), clock=clock) as stage:
        await stage.type("Gi 1 av 3 beskjed: a, e, g, u og x")
        await stage.see("» Gi 1 av 3 beskjed: a, e, g, u og x")
        await stage.press("Enter")
        await stage.look_until(lambda: len(advice(stage)) == 1, "the advice")


async def test_tab_completes_the_name_at_the_cursor(file: Path, clock: Clock) -> None:
    async with on_stage(room_at(file, "take_along", clock=clock), clock=clock) as stage:
        await stage.press("Space")
        await stage.type("+ Ringe =bjorn")
        await stage.see("Tab: Bjørn Lien")
        await stage.press("Tab")
        await stage.type(" i dag")
        await stage.see("» + Ringe =Bjørn i dag", "ACTION · A · Bjørn Lien")


# --- pasted


async def test_several_pasted_lines_are_one_entry(file: Path, clock: Clock) -> None:
    async with on_stage(room_at(file, "peers", clock=clock), clock=clock) as stage:
        await stage.press("Space")
        await stage.paste("Første linje\r\nandre linje\n\ntredje linje\n")
        await stage.see("» Første linje")
        await stage.press("Enter")
        await stage.look_until(lambda: len(advice(stage)) == 1, "the entry")
        assert advice(stage)[0].text == "Første linje\nandre linje\n\ntredje linje"


async def test_too_long_paste_is_refused_whole_and_typed_text_stays(file: Path, clock: Clock) -> None:
    async with on_stage(room_at(file, "peers", clock=clock), clock=clock) as stage:
        await stage.press("Space")
        await stage.type("Før limingen")
        await stage.paste("æ" * 5_000_000)
        await stage.see("The paste has 5000000 characters", "Nothing was taken")
        await stage.press("Enter")
        await stage.look_until(lambda: len(advice(stage)) == 1, "the entry")
        assert advice(stage)[0].text == "Før limingen"


async def test_long_paste_within_the_limit_is_kept_whole(file: Path, clock: Clock) -> None:
    text = "\n".join(f"Linje {number} med æ, ø og å" for number in range(400))
    async with on_stage(room_at(file, "peers", clock=clock), clock=clock) as stage:
        await stage.press("Space")
        await stage.paste(text)
        await stage.press("Enter")
        await stage.look_until(lambda: len(advice(stage)) == 1, "the entry")
        assert advice(stage)[0].text == text


# --- understanding a text once


def counted(monkeypatch: pytest.MonkeyPatch, place: object, name: str) -> list[Any]:
    """The first argument of every call of a function, from now on."""
    calls: list[Any] = []
    function: Callable[..., Any] = getattr(place, name)

    def noted(*arguments: Any) -> Any:
        calls.append(arguments[0])
        return function(*arguments)

    monkeypatch.setattr(place, name, noted)
    return calls


async def test_text_is_parsed_once_and_enter_stores_the_parsed_line(
    file: Path, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with on_stage(room_at(file, "peers", clock=clock), clock=clock) as stage:
        understood = counted(monkeypatch, capture, "understand")
        for letter in "+ Ring":
            await stage.press("Space" if letter == " " else letter)
        await stage.press("Home", "End", "Ctrl+S", "Enter")
        await stage.see("Stored")
        assert understood == ["+", "+ ", "+ R", "+ Ri", "+ Rin", "+ Ring"]
        assert [action.text for action in actions(stage)] == ["Ring"]


async def test_names_of_the_room_are_read_when_the_room_changes_only(
    file: Path, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with on_stage(room_at(file, "peers", clock=clock), clock=clock) as stage:
        read = counted(monkeypatch, context, "people")
        await stage.write("Ring pasientene")
        await stage.type("Ring apoteket")
        assert len(read) <= 3


async def test_enter_appends_to_an_entry_as_another_window_has_just_changed_it(
    file: Path, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    # This window has not got the news yet.
    monkeypatch.setattr(NettverkApp, "_listen", lambda _: None)
    async with on_stage(room_at(file, "peers", clock=clock), clock=clock) as stage:
        await stage.write("Ring")
        await stage.type("… i morgen")
        other = Store.open(file, now=clock, home=file.parent / "home")
        said = advice(stage)[0]
        other.apply(EditText(table="advice", id=said.id, seen=said.version, text="Ring apoteket"))
        other.close()
        await stage.press("Enter")
        assert [one.text for one in advice(stage)] == ["Ring apoteket i morgen"]


async def test_enter_recognises_a_name_another_window_has_just_stored(
    file: Path, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(NettverkApp, "_listen", lambda _: None)
    async with on_stage(room_at(file, "peers", clock=clock), clock=clock) as stage:
        await stage.type("+ Ring @Synnøve")
        other = Store.open(file, now=clock, home=file.parent / "home")
        other.seed([Member(id="synnove", group_id="group-A", name="Synnøve Vik")])
        other.close()
        await stage.press("Enter")
        assert [(action.who, action.who_member_id) for action in actions(stage)] == [("Synnøve Vik", "synnove")]
