"""Every record type in every part of the program: it is reached there, or `RECORDS` says why not.

The samples are made from the field annotations, so a record that is added to `model/core/records.py` is tested here
as soon as it has a line in `RECORDS`. A failure names the record, what is missing, and the file where it belongs.
"""

import contextlib
import io
import sqlite3
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Literal, get_args, get_origin, get_type_hints

import msgspec
import pytest

from nettverk_tui.exchange.json_file import export, import_into
from nettverk_tui.model.core import records
from nettverk_tui.model.core.messages import Refusal
from nettverk_tui.model.core.records import RECORD_OF, RECORDS, STAMPS, Group, Record, Said
from nettverk_tui.model.decisions import _DECIDERS
from nettverk_tui.model.decisions.change import Change, Decision, parents_first, references
from nettverk_tui.model.journal.entry_labels import _OTHERS, _PLAIN, _SAID
from nettverk_tui.model.overview.timeline import timeline
from nettverk_tui.model.search.searchable import FINDABLE
from nettverk_tui.store.maintenance import erasure
from nettverk_tui.store.schema import bare_type
from nettverk_tui.store.store import Store
from nettverk_tui.store.writer import Act
from tests.exchange.demo_rows import records as demo_records
from tests.support.networks import MORNING
from tests.support.stage import Clock

DICTIONARY = Path(__file__).parents[1] / "docs" / "data-dictionary.md"
#: The member who is erased: in every text of every sample.
NAME = "Kari Nordmann"
DAY = "2027-03-02"
#: Values that a rule of the table, or another part of the program, asks for; None leaves an optional field empty.
VALUES: Mapping[str, Mapping[str, Any]] = {
    "network": {"zone": "Europe/Oslo", "limits": "", "quiet_weeks": ""},
    "improvement_group": {"letter": "A"},
    "member": {"name": NAME},
    "gathering": {"state": "closed"},
    "attendance": {"facilitator_id": None, "guest": ""},
    "rating": {"answer": "level", "item": "L1"},
    "project_stage": {"tenths": 5},
    "recheck": {"item": "L1"},
}

every_record = pytest.mark.parametrize("kind", RECORDS, ids=lambda kind: kind.__name__)


def sample(kind: type[Record]) -> Record:
    """A row with something in every field, that refers to the samples of other records."""
    table = RECORDS[kind].table
    hints, refers, given = get_type_hints(kind, include_extras=True), references(kind), VALUES.get(table, {})
    fields: dict[str, Any] = {"id": f"the-{table}"}
    for field in set(kind.__struct_fields__) - {*Record.__struct_fields__}:
        bare, _ = bare_type(hints[field])
        if field in given:
            fields[field] = given[field]
        elif field in refers:
            fields[field] = f"the-{refers[field]}"
        elif get_origin(bare) is Literal:
            fields[field] = get_args(bare)[0]
        elif bare is str:
            fields[field] = DAY if field == "on" or field.endswith("_on") else f"{NAME} om {field}"
        else:
            assert bare in (int, float, bool), f"tests/test_records.py: no sample of {bare} for {kind.__name__}.{field}"
            fields[field] = MORNING if field == "at" or field.endswith("_at") else bare(1)
    return kind(**fields)


SAMPLES = {kind: sample(kind) for kind in RECORDS}


def ancestors(kind: type[Record]) -> set[type[Record]]:
    """The record types whose rows a sample refers to, and those they refer to."""
    parents = {RECORD_OF[table] for field, table in references(kind).items() if getattr(SAMPLES[kind], field)}
    return parents.union(*(ancestors(parent) for parent in parents))


def content(row: Record | None) -> dict[str, Any]:
    assert row is not None
    return {field: value for field, value in msgspec.structs.asdict(row).items() if field not in STAMPS}


def answered(reached: bool, reason: str, missing: str) -> None:
    """Assert that a part of the program reaches the record, or that there is a reason why not; never both."""
    assert reached or reason, f"{missing}, or say why not in RECORDS (model/core/records.py)"
    assert not (reached and reason), f"RECORDS gives a reason, “{reason}”, but it is there: take the reason away"


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A closed file with one sample of every record."""
    path = tmp_path_factory.mktemp("records") / "samples.db"
    store = Store.create(path, now=Clock())
    store.seed(SAMPLES.values())
    store.close()
    return path


@pytest.fixture(scope="module")
def store(path: Path) -> Iterator[Store]:
    store = Store.open(path, home=path.parent / "home")
    yield store
    store.close()


@pytest.fixture(scope="module")
def imported(path: Path) -> Iterator[Store]:
    """The file imported from an export of it."""
    text = io.StringIO()
    export(path, text)
    (path.parent / "export.json").write_text(text.getvalue(), "utf-8")
    assert import_into(path.parent / "export.json", path.parent / "imported.db") == ()
    store = Store.open(path.parent / "imported.db", home=path.parent / "home")
    yield store
    store.close()


@pytest.fixture(scope="module")
def erased(path: Path) -> Iterator[sqlite3.Connection]:
    """A copy of the file that the member was erased from."""
    copy = path.parent / "erased.db"
    store = Store.create(copy, now=Clock())
    store.seed(SAMPLES.values())
    store.close()
    person = erasure.find(copy, NAME)
    assert isinstance(person, erasure.NamedMember)
    erasure.erase(copy, person, MORNING, home=path.parent / "home")
    with contextlib.closing(sqlite3.connect(copy)) as connection:
        connection.row_factory = sqlite3.Row
        yield connection


@pytest.fixture(scope="module")
def in_demo() -> set[type[Record]]:
    return {type(row) for variant in ("middle", "finished") for row in demo_records(variant)}


def test_every_record_type_has_a_line_in_the_table_of_records() -> None:
    defined = {
        kind
        for kind in vars(records).values()
        if isinstance(kind, type) and issubclass(kind, Record) and kind not in (Record, Said)
    }
    missing = sorted(kind.__name__ for kind in defined - RECORDS.keys())
    assert not missing, f"add a RecordKind to RECORDS at the end of model/core/records.py for: {', '.join(missing)}"


@every_record
def test_a_record_is_stored_and_read_back_equal(store: Store, kind: type[Record]) -> None:
    assert content(store.rows.get(kind, SAMPLES[kind].id)) == content(SAMPLES[kind])


@every_record
def test_a_record_is_described_in_the_data_dictionary(kind: type[Record]) -> None:
    heading = f"\n## {RECORDS[kind].table}\n"
    assert heading in DICTIONARY.read_text("utf-8"), "run `make docs`: docs/data-dictionary.md has no such table"


@every_record
def test_a_record_is_written_by_a_command_that_undo_can_name(kind: type[Record]) -> None:
    command, reason = RECORDS[kind].command, RECORDS[kind].not_written
    answered(bool(command), reason, f"name the command that writes {kind.__name__} in `command`")
    if not command:
        return
    deciders = {made.__name__: decider for made, decider in _DECIDERS.items()}
    assert command in deciders, f"{command} has no decider: add it to DECIDERS of a module in model/decisions/"
    module = vars(__import__(deciders[command].__module__, fromlist=["DECIDERS"]))
    assert module.get(kind.__name__) is kind, f"{module['__name__']}, which decides {command}, makes no {kind.__name__}"
    labels = {*_SAID, *_PLAIN, *_OTHERS}
    assert command in labels, f"{command} has no sentence for undo: add it in model/journal/entry_labels.py"


@every_record
def test_a_record_is_exported_and_imported_again_equal(imported: Store, kind: type[Record]) -> None:
    assert content(imported.rows.get(kind, SAMPLES[kind].id)) == content(SAMPLES[kind])


@every_record
def test_a_new_record_is_undone_and_done_again(tmp_path: Path, kind: type[Record]) -> None:
    made = SAMPLES[kind]
    with contextlib.closing(Store.create(tmp_path / "network.db", now=Clock())) as store:
        store.seed(parents_first(SAMPLES[parent] for parent in ancestors(kind)))
        store.carry_out(lambda _: Decision((Change(None, made),)), Act(category="do", kind="Sample"))
        assert not isinstance(store.undo(), Refusal)
        undone = store.rows.get(kind, made.id)
        assert undone is not None
        assert undone.deleted
        assert not isinstance(store.redo(), Refusal)
        assert content(store.rows.get(kind, made.id)) == content(made)


@every_record
def test_search_finds_a_record_or_says_why_not(store: Store, kind: type[Record]) -> None:
    known = RECORDS[kind]
    missing = f"search finds no {kind.__name__}: add it to FINDABLE in model/search/searchable.py"
    answered(kind in FINDABLE, known.not_searched, missing)
    query = "SELECT count(*) FROM search_entry WHERE record = ?"
    (found,) = store._connection.execute(query, (known.table,)).fetchone()
    assert found == (kind in FINDABLE)


@every_record
def test_the_timeline_has_a_record_or_says_why_not(store: Store, kind: type[Record]) -> None:
    group = store.rows.get(Group, SAMPLES[Group].id)
    assert group is not None
    reached = any(type(entry.record) is kind for entry in timeline(store.rows, group, DAY))
    missing = f"the timeline has no {kind.__name__}: add it in model/overview/timeline.py"
    answered(reached, RECORDS[kind].not_in_timeline, missing)


@every_record
def test_a_view_shows_a_record_with_names_or_says_why_not(store: Store, kind: type[Record]) -> None:
    view, table = RECORDS[kind].view, RECORDS[kind].table
    missing = f"no view shows {kind.__name__}: add one to store/views.py and name it in `view`"
    answered(bool(view), RECORDS[kind].no_view, missing)
    if view:
        made = store._connection.execute("SELECT sql FROM sqlite_master WHERE name = ?", (view,)).fetchone()
        assert made is not None, f"there is no {view} in store/views.py"
        assert f" {table} AS " in made[0], f"{view} in store/views.py does not read {table}"
        assert store._connection.execute(f"SELECT count(*) FROM {view}").fetchone()[0] > 0


@every_record
def test_the_name_of_an_erased_member_is_in_no_text_of_a_record(erased: sqlite3.Connection, kind: type[Record]) -> None:
    (row,) = erased.execute(f"SELECT * FROM {RECORDS[kind].table}").fetchall()
    left = [field for field in row.keys() if NAME in str(row[field])]  # noqa: SIM118
    assert not left, f"{kind.__name__} keeps the name in {left}: store/maintenance/erasure.py"


@every_record
def test_a_record_has_a_layer_or_says_what_the_network_reads_of_it(kind: type[Record]) -> None:
    reads, has_layer = RECORDS[kind].network_reads, "layer" in kind.__struct_fields__
    assert has_layer or reads in ("all", "nothing"), f"{kind.__name__} has no layer for “{reads}” to go by"
    assert not (has_layer and reads == "all"), f"{kind.__name__} has a layer, and `network_reads` passes it by"


@every_record
def test_the_demo_has_a_record_or_says_why_not(in_demo: set[type[Record]], kind: type[Record]) -> None:
    missing = f"the demo has no {kind.__name__}: add it to exchange/demo/ and data/demo"
    answered(kind in in_demo, RECORDS[kind].not_in_demo, missing)
