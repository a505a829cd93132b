"""Requirements on every kind of entry, from the line it is written on to the minutes that repeat it.

A kind that is added to `model.entry_kinds` and left out somewhere fails here, by its name.
"""

from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any, get_args

import msgspec
import pytest

from nettverk_tui.documents.minutes.from_rows import contents_of
from nettverk_tui.language import Translator
from nettverk_tui.model import capture
from nettverk_tui.model.capture.network_context import between_gatherings
from nettverk_tui.model.capture.to_command import Speaker, command_as, command_for
from nettverk_tui.model.commands import ConvertSaid, Place
from nettverk_tui.model.core.entry_kinds import CONVERSIONS, ENTRY_KINDS, EntryKindName, EventKind, NoteKind
from nettverk_tui.model.core.messages import Refusal
from nettverk_tui.model.core.records import RECORD_OF, TABLES, Event, Group, Milestone, Network, Note, Said
from nettverk_tui.model.core.values import Language
from nettverk_tui.model.overview.timeline import timeline
from nettverk_tui.model.search import KIND_NAMES
from nettverk_tui.model.search.searchable import words_of
from nettverk_tui.resources import knowledge
from nettverk_tui.store.store import Store, new_id
from nettverk_tui.tui.screens.runner.help import step_help
from tests.support.networks import network_records, store_with
from tests.support.rooms import begin
from tests.support.stage import Clock

TODAY = "2027-03-02"
#: The text of a line behind its mark, where not just any words will do.
WORDS: dict[EntryKindName, str] = {
    "measurement": "Avvik i resepter 12",
    "milestone": "1",
    "recheck": "L1 3 sagt på telefon",
    "leader_change": "Kari Nordmann er ny leder",
}
#: Entries that must exist before one of this kind.
BEFORE: dict[EntryKindName, str] = {"resumed": "stans: lederen er syk"}
ANY_WORDS = "noe som ble sagt"

kinds = pytest.mark.parametrize("name", ENTRY_KINDS)
said_kinds = pytest.mark.parametrize("name", [name for name, kind in ENTRY_KINDS.items() if kind.is_said])


@pytest.fixture
def store(tmp_path: Path) -> Store:
    milestone = Milestone(id="milestone", network_id="network", position=1, text="Første endring i bruk")
    clock = Clock()
    store = store_with(tmp_path / "network.db", [*network_records(2), milestone], now=clock)
    begin(store, "status", "A", clock)
    return store


def understand(store: Store, line: str, *, step: bool) -> capture.ParsedLine:
    """A line about group A, in its turn or between gatherings."""
    (network,) = store.rows.find(Network)
    context = between_gatherings(
        store.rows, network, knowledge().checklist, today=TODAY, language="nb", group_id="group-A"
    )
    if step:
        context = msgspec.structs.replace(context, step="status", plain="note")
    return capture.understand(line, context)


def write(store: Store, line: str, *, step: bool = True) -> str:
    """Store such a line; the id of the row."""
    parsed = understand(store, line, step=step)
    where = Place(gathering_id="second", group_id="group-A", step="status") if step else Place(group_id="group-A")
    assert parsed.obstacle is None, parsed.obstacle
    id = new_id()
    command = command_for(parsed, id=id, where=where, speaker=Speaker(), new_id=new_id)
    assert not isinstance(command, Refusal), command.message
    outcome = store.apply(command)
    assert not isinstance(outcome, Refusal), outcome.message
    return id


def said(store: Store, name: EntryKindName, id: str) -> Said:
    row = store.rows.get(RECORD_OF[ENTRY_KINDS[name].table], id)
    assert isinstance(row, Said)
    return row


# --- the description


def test_every_value_of_the_closed_sets_is_described() -> None:
    by_table = {table: {name for name, kind in ENTRY_KINDS.items() if kind.table == table} for table in TABLES.values()}
    assert by_table[TABLES[Note]] == set(get_args(NoteKind))
    assert by_table[TABLES[Event]] == set(get_args(EventKind))


def test_no_sign_or_word_is_shared_by_two_kinds() -> None:
    written = Counter(word for kind in ENTRY_KINDS.values() for word in (*kind.words, kind.sign) if word)
    assert [word for word, times in written.items() if times > 1] == []
    assert len(CONVERSIONS) == sum(kind.is_said for kind in ENTRY_KINDS.values())


@kinds
@pytest.mark.parametrize("language", ["nb", "nn"])
def test_the_name_of_a_kind_is_translated(name: EntryKindName, language: Language) -> None:
    english = ENTRY_KINDS[name].name
    assert Translator(language)(english) != english


# --- on the line


def write_kind(store: Store, name: EntryKindName) -> str:
    """Store an entry of a kind by its first word; the id of the row."""
    if name in BEFORE:
        write(store, BEFORE[name], step=False)
    kind = ENTRY_KINDS[name]
    return write(store, f"{kind.words[0]}: {WORDS.get(name, ANY_WORDS)}", step=kind.is_said)


@kinds
def test_every_word_of_a_kind_is_read_and_the_first_makes_a_row(store: Store, name: EntryKindName) -> None:
    kind = ENTRY_KINDS[name]
    for word in kind.words:
        line = f"{word}: {WORDS.get(name, ANY_WORDS)}"
        assert understand(store, line, step=kind.is_said).kind == name, word
    assert store.rows.get(RECORD_OF[kind.table], write_kind(store, name)) is not None


@said_kinds
def test_the_sign_of_a_kind_makes_a_row_that_the_line_gives_again(store: Store, name: EntryKindName) -> None:
    kind = ENTRY_KINDS[name]
    row = said(store, name, write(store, f"{kind.sign} {ANY_WORDS}"))
    assert capture.kind_of(row) == name
    again = said(store, name, write(store, capture.to_line(row)))
    assert (capture.kind_of(again), again.text, again.layer) == (name, row.text, row.layer)


@said_kinds
def test_unknown_mark_for_readers_keeps_enter_from_storing(store: Store, name: EntryKindName) -> None:
    """Also right behind the sign of the kind."""
    parsed = understand(store, f"{ENTRY_KINDS[name].sign}%priv {ANY_WORDS}", step=True)
    assert parsed.obstacle is not None or parsed.layer == "facilitators"


@said_kinds
def test_an_entry_is_converted_to_a_kind_and_undone(store: Store, name: EntryKindName) -> None:
    for other in ("note", "action"):
        row = said(store, other, write(store, f"{ENTRY_KINDS[other].words[0]}: {ANY_WORDS}"))
        into = command_as(name, row, new_id)
        assert not isinstance(into, Refusal)
        outcome = store.apply(ConvertSaid(table=TABLES[type(row)], id=row.id, seen=row.version, into=into))
        assert not isinstance(outcome, Refusal), outcome.message
        assert outcome.entry is not None
        made = {change.table for change in outcome.entry.changes if change.new}
        assert made <= {ENTRY_KINDS[name].table}
        assert not isinstance(store.undo(), Refusal)


# --- where it is found again


@kinds
def test_an_entry_of_a_kind_is_in_the_timeline(store: Store, name: EntryKindName) -> None:
    kind = ENTRY_KINDS[name]
    id = write_kind(store, name)
    group = store.rows.get(Group, "group-A")
    assert group is not None
    entries = [entry for entry in timeline(store.rows, group, TODAY) if getattr(entry.record, "id", "") == id]
    assert [entry.kind for entry in entries] == [kind.timeline]


@kinds
def test_search_finds_an_entry_of_a_kind_and_names_it(store: Store, name: EntryKindName) -> None:
    kind = ENTRY_KINDS[name]
    id = write_kind(store, name)
    row = store.rows.get(RECORD_OF[kind.table], id)
    assert row is not None
    words = words_of(row)
    if words is not None:
        assert KIND_NAMES[words.kind] == kind.name


@said_kinds
def test_the_minutes_repeat_an_entry_in_the_section_of_its_kind(store: Store, name: EntryKindName) -> None:
    kind = ENTRY_KINDS[name]
    write(store, f"{kind.words[0]}: {ANY_WORDS} %nettverk")
    contents = contents_of(store.rows, "second")
    (of_group,) = (part.said for part in contents.groups)
    found: dict[str, Sequence[Any]] = {
        "advice": of_group.advice,
        "actions": of_group.tasks,
        "decisions": of_group.decisions,
        "examples": of_group.examples,
        "notes": of_group.notes,
        "parked": contents.parked,
        "statements": contents.statements,
    }
    assert [section for section, texts in found.items() if any(text.text == ANY_WORDS for text in texts)] == (
        [kind.minutes] if kind.minutes is not None else []
    )


@said_kinds
def test_panels_show_the_mark_of_a_kind_and_the_help_explains_its_sign(name: EntryKindName) -> None:
    kind = ENTRY_KINDS[name]
    assert kind.mark
    _, text = step_help(None, "plain", knowledge(), Translator("en"))
    lines = [line.split() for line in text.plain.splitlines()]
    assert any(line[:1] == [kind.sign] for line in lines) is bool(kind.sign)
