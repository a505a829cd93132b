"""The tables of the file: equal to the records, with their own constraints, and views to read."""

import contextlib
import hashlib
import math
import re
import runpy
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any, get_args, get_type_hints

import pytest

from nettverk_tui.model.commands import AddAdvice
from nettverk_tui.model.core.records import TABLES, UNIQUE, Record
from nettverk_tui.model.core.values import Layer
from nettverk_tui.model.decisions.change import references
from nettverk_tui.store import file
from nettverk_tui.store.schema import ddl
from tests.model.day import GATHERING
from tests.store.ground import HERE, done, new_store, note


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A file with something said in it."""
    store = new_store(tmp_path_factory.mktemp("schema") / "nettverk.db")
    done(store.apply(note("n")))
    done(store.apply(AddAdvice(id="a", where=HERE, text="Råd", layer="network", giver="unknown")))
    store.close()
    return store.path


@pytest.fixture
def connection(path: Path) -> Iterator[sqlite3.Connection]:
    """The program's own connection to the file; changes by a test are rolled back."""
    with contextlib.closing(file.connect(path)) as connection:
        connection.execute("BEGIN")
        yield connection
        connection.execute("ROLLBACK")


#: A released step is never changed: files that were made with it are on people's machines.
FROZEN = {1: "11500777ef8789c4"}


def shape(connection: sqlite3.Connection) -> dict[str, object]:
    """Columns, rules, keys and views, unordered: a column added by a migration is last in its table."""
    found: dict[str, object] = {}
    for kind, name, sql in connection.execute(
        "SELECT type, name, sql FROM sqlite_master WHERE name NOT LIKE 'sqlite%'"
    ):
        found[f"{kind} {name}"] = sql
        if kind == "table":
            columns = {tuple(row)[1:4] for row in connection.execute(f"PRAGMA table_info({name})")}
            keys = {tuple(row)[2:5] for row in connection.execute(f"PRAGMA foreign_key_list({name})")}
            checks = sorted(re.findall(r"CHECK \((.*?)\)(?=\s*[,\n)]|\Z)", sql))
            found[f"{kind} {name}"] = (columns, keys, checks, "STRICT" in sql)
    return found


def test_migrations_arrive_at_the_schema_of_the_records() -> None:
    # When this fails, a migration is missing: tools/schema.py prints the schema it must arrive at.
    with (
        contextlib.closing(sqlite3.connect(":memory:")) as fresh,
        contextlib.closing(sqlite3.connect(":memory:")) as whole,
    ):
        file.upgrade(fresh)
        whole.executescript(ddl())
        assert shape(fresh) == shape(whole)


@pytest.mark.parametrize("number", FROZEN)
def test_released_migration_is_unchanged(number: int) -> None:
    script = dict(file.migrations())[number]
    assert hashlib.sha256(script.encode()).hexdigest().startswith(FROZEN[number])


def columns(connection: sqlite3.Connection, table: str) -> dict[str, sqlite3.Row]:
    return {row["name"]: row for row in connection.execute(f"PRAGMA table_xinfo({table})")}


@pytest.mark.parametrize("kind", TABLES, ids=TABLES.values())
def test_fields_of_a_record_equal_the_columns_of_its_table(connection: sqlite3.Connection, kind: type[Record]) -> None:
    found = columns(connection, TABLES[kind])
    assert set(found) == set(kind.__struct_fields__)
    hints = get_type_hints(kind)
    for name, column in found.items():
        optional = type(None) in get_args(hints[name])
        assert bool(column["notnull"]) is not optional, name
        assert column["type"] in ("TEXT", "INTEGER", "REAL"), name


def test_every_table_is_strict(connection: sqlite3.Connection) -> None:
    listed = {row["name"]: row["strict"] for row in connection.execute("PRAGMA table_list") if row["type"] == "table"}
    ours = {name: strict for name, strict in listed.items() if not name.startswith("sqlite_")}
    assert set(ours) == {*TABLES.values(), "journal", "file", "second_screen", "search_entry", "factor_rollup"}
    assert set(ours.values()) == {1}


@pytest.mark.parametrize("kind", TABLES, ids=TABLES.values())
def test_every_reference_is_a_foreign_key_with_an_index(connection: sqlite3.Connection, kind: type[Record]) -> None:
    table = TABLES[kind]
    keys = {row["from"]: (row["table"], row["to"]) for row in connection.execute(f"PRAGMA foreign_key_list({table})")}
    assert keys == {field: (parent, "id") for field, parent in references(kind).items()}
    indexed = {
        connection.execute(f"PRAGMA index_info({index['name']})").fetchall()[0]["name"]
        for index in connection.execute(f"PRAGMA index_list({table})").fetchall()
        if not index["partial"]
    }
    assert set(keys) <= indexed


def test_unique_fields_are_unique_among_live_rows(connection: sqlite3.Connection) -> None:
    for kind, fields in UNIQUE.items():
        indexes = connection.execute(f"PRAGMA index_list({TABLES[kind]})").fetchall()
        (name,) = [index["name"] for index in indexes if index["unique"] and index["partial"]]
        assert [row["name"] for row in connection.execute(f"PRAGMA index_info({name})")] == list(fields)
    with pytest.raises(sqlite3.IntegrityError, match="UNIQUE"):
        copy_row(connection, "improvement_group", "group-A", "twin")
    connection.execute("UPDATE improvement_group SET deleted = 1 WHERE id = 'group-A'")
    copy_row(connection, "improvement_group", "group-A", "twin", deleted=0)


def copy_row(connection: sqlite3.Connection, table: str, id: str, new_id: str, **values: Any) -> None:
    row = dict(connection.execute(f"SELECT * FROM {table} WHERE id = ?", (id,)).fetchone())
    insert(connection, table, {**row, **values, "id": new_id})


def insert(connection: sqlite3.Connection, table: str, values: dict[str, Any]) -> None:
    names, gaps = ", ".join(f'"{name}"' for name in values), ", ".join("?" * len(values))
    connection.execute(f"INSERT INTO {table} ({names}) VALUES ({gaps})", list(values.values()))


# --- constraints of the file

RATING = {
    "id": "r",
    "gathering_id": GATHERING,
    "group_id": "group-A",
    "item": "L1",
    "rater": "group",
    "answer": "level",
    "level": 3,
    "reason": "",
    "wording_version": 1,
    "layer": "group",
    "deleted": 0,
    "version": 1,
    "created_at": 0,
    "changed_at": 0,
}


@pytest.mark.parametrize(
    "values",
    [
        {"level": 0},
        {"level": 5},
        {"level": 6},
        {"level": -1},
        {"level": 3.5},
        {"level": "tre"},
        {"level": "٣"},
        {"level": math.nan},
        {"level": math.inf},
        {"level": b"3"},
        {"level": None},
        {"answer": "not_rated"},
        {"answer": "maybe", "level": None},
        {"rater": "neighbour"},
        {"layer": "everybody"},
        {"layer": None},
        {"item": None},
        {"wording_version": "one"},
        {"group_id": "nowhere"},
        {"deleted": 2},
        {"origin": "hearsay"},
        {"id": None},
    ],
    ids=str,
)
def test_invalid_rating_is_refused_by_the_file(connection: sqlite3.Connection, values: dict[str, Any]) -> None:
    with pytest.raises((sqlite3.IntegrityError, sqlite3.OperationalError)):
        insert(connection, "rating", {**RATING, **values})
    assert connection.execute("SELECT count(*) FROM rating").fetchone()[0] == 0


@pytest.mark.parametrize("values", [{}, {"level": 1}, {"level": 4}, {"answer": "not_relevant", "level": None}], ids=str)
def test_valid_rating_is_accepted_by_the_file(connection: sqlite3.Connection, values: dict[str, Any]) -> None:
    insert(connection, "rating", {**RATING, **values})


STAMPED = {"deleted": 0, "version": 1, "created_at": 0, "changed_at": 0}
STAGE = {"id": "x", "gathering_id": GATHERING, "group_id": "group-A", "rater": "group", **STAMPED}
MARK = {
    "id": "x",
    "gathering_id": GATHERING,
    "guest": "",
    "profession": "",
    "presence": "present",
    "cause": "",
    "layer": "group",
    **STAMPED,
}
INDICATOR = {
    "id": "i",
    "group_id": "group-A",
    "name": "Avvik",
    "kind": "proportion",
    "unit": "%",
    "data_source": "",
    "position": 1,
    **STAMPED,
}
MEASURED = {
    "id": "x",
    "indicator_id": "i",
    "phase": "series",
    "text": "",
    "excluded": 0,
    "new_phase": 0,
    **STAMPED,
}
STEP = {"id": "x", "item_id": "A", "position": 9, "kind": "card", "floor_ms": 0, "charged": 1, **STAMPED}


@pytest.mark.parametrize(
    ("table", "values", "taken"),
    [
        ("project_stage", {**STAGE, "tenths": 5}, True),
        ("project_stage", {**STAGE, "tenths": 50}, True),
        ("project_stage", {**STAGE, "tenths": 0}, False),
        ("project_stage", {**STAGE, "tenths": 12}, False),
        ("project_stage", {**STAGE, "tenths": 55}, False),
        ("attendance", {**MARK, "member_id": "kari"}, True),
        ("attendance", {**MARK, "facilitator_id": "randi"}, True),
        ("attendance", {**MARK, "guest": "Eva"}, True),
        ("attendance", MARK, False),
        ("attendance", {**MARK, "member_id": "kari", "guest": "Eva"}, False),
        ("attendance", {**MARK, "member_id": "kari", "facilitator_id": "randi"}, False),
        ("attendance", {**MARK, "member_id": "kari", "presence": "late"}, False),
        ("measurement", {**MEASURED, "numerator": 4, "denominator": 4}, True),
        ("measurement", {**MEASURED, "numerator": 0, "denominator": 1}, True),
        ("measurement", {**MEASURED, "value": -1.5}, True),
        # A rate may count more than its exposure; a share is refused by the decider.
        ("measurement", {**MEASURED, "numerator": 5, "denominator": 4}, True),
        ("measurement", {**MEASURED, "numerator": 0, "denominator": 0}, False),
        ("measurement", {**MEASURED, "value": "1,5"}, False),
        ("programme_step", {**STEP, "planned_ms": 0}, True),
        ("programme_step", {**STEP, "planned_ms": -1}, False),
        ("programme_step", {**STEP, "planned_ms": 1.5}, False),
    ],
    ids=str,
)
def test_rules_beyond_column_types_are_enforced_by_the_file(
    connection: sqlite3.Connection, table: str, values: dict[str, Any], taken: bool
) -> None:
    insert(connection, "indicator", INDICATOR)
    if taken:
        insert(connection, table, values)
    else:
        with pytest.raises(sqlite3.IntegrityError):
            insert(connection, table, values)


@pytest.mark.parametrize(
    ("statement", "taken"),
    [
        ("UPDATE network SET groups_per_room = 20", True),
        ("UPDATE network SET groups_per_room = 21", False),
        ("UPDATE network SET groups_per_room = 0", False),
        ("UPDATE network SET language = 'nn'", True),
        ("UPDATE network SET language = 'sv'", False),
        ("UPDATE network SET demo = 2", False),
        ("UPDATE advice SET group_id = NULL", False),
        ("UPDATE advice SET answer = 'perhaps'", False),
        ("UPDATE gathering SET state = 'over'", False),
        ("UPDATE journal SET category = 'something'", False),
        ("INSERT INTO file SELECT 2, id, made_at, made_by FROM file", False),
    ],
)
def test_word_outside_a_closed_set_is_refused_by_the_file(
    connection: sqlite3.Connection, statement: str, taken: bool
) -> None:
    if taken:
        connection.execute(statement)
    else:
        with pytest.raises(sqlite3.IntegrityError):
            connection.execute(statement)


def test_every_closed_set_has_a_check_constraint(connection: sqlite3.Connection) -> None:
    for (text,) in connection.execute("SELECT sql FROM sqlite_master WHERE name = 'note'"):
        assert all(f"'{layer}'" in text for layer in get_args(Layer))
        assert "CHECK (deleted IN (0, 1))" in text


# --- views


def view_names(connection: sqlite3.Connection) -> list[str]:
    return [row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'view' ORDER BY name")]


def test_views_work_where_schemas_are_not_trusted(connection: sqlite3.Connection) -> None:
    assert connection.execute("PRAGMA trusted_schema").fetchone()[0] == 0
    names = view_names(connection)
    assert len(names) >= 11
    for name in names:
        connection.execute(f"SELECT * FROM {name}").fetchall()
    assert connection.execute("SELECT count(*) FROM sqlite_master WHERE type = 'trigger'").fetchone()[0] == 0


def test_views_have_names_where_tables_have_ids(connection: sqlite3.Connection) -> None:
    for name in view_names(connection):
        found = [row["name"] for row in connection.execute(f"PRAGMA table_xinfo({name})")]
        assert [column for column in found if column == "id" or re.search(r"_(id|at|ms)$", column)] in (
            [],
            ["amount_ms"],
        )


@pytest.mark.parametrize(
    ("giver", "who", "shown"),
    [
        ("group", {"giver_group_id": "group-B"}, "B"),
        ("adviser", {"giver_facilitator_id": "randi"}, "Randi Berge"),
        ("adviser", {}, "adviser"),
        ("unknown", {}, "unknown"),
    ],
)
def test_view_of_advice_names_its_giver(
    connection: sqlite3.Connection, giver: str, who: dict[str, str], shown: str
) -> None:
    fields = {"giver": giver, **who}
    settings = ", ".join(f"{field} = :{field}" for field in fields)
    connection.execute(f"UPDATE advice SET {settings}", fields)
    row = connection.execute("SELECT receiver, giver, gathering, said_utc FROM v_advice").fetchone()
    assert tuple(row) == ("A", shown, 2, "2027-01-15 17:00:00")


def test_views_leave_out_deleted_rows(connection: sqlite3.Connection) -> None:
    assert connection.execute("SELECT letter, text FROM v_notes").fetchall()[0]["letter"] == "A"
    connection.execute("UPDATE note SET deleted = 1")
    connection.execute("UPDATE improvement_group SET deleted = 1 WHERE letter = 'B'")
    assert connection.execute("SELECT * FROM v_notes").fetchall() == []
    assert [row["letter"] for row in connection.execute("SELECT letter FROM v_groups")] == ["A"]


def test_the_schema_tool_prints_the_schema(capsys: pytest.CaptureFixture[str]) -> None:
    script = Path(__file__).parents[2] / "tools" / "schema.py"
    runpy.run_path(str(script), run_name="__main__")
    assert capsys.readouterr().out == ddl()
