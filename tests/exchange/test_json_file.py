"""Export and import of the whole file: nothing is lost, and faulty input is refused."""

import contextlib
import io
import json
import re
import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from nettverk_tui.exchange.demo.file import make_demo
from nettverk_tui.exchange.json_file import NotImported, export, import_into
from nettverk_tui.model.core.faults import in_english
from nettverk_tui.model.core.records import RECORD_OF
from nettverk_tui.store.file import CannotOpen, connect, upgrade
from nettverk_tui.store.maintenance.integrity import check
from nettverk_tui.store.store import Store
from tests.store.damage import EVERY_KIND, Damage, damaged
from tests.store.ground import done, note
from tests.store.maintenance.test_integrity import meddle


def dump(path: Path) -> list[str]:
    connection = sqlite3.connect(path)
    try:
        pragmas = [str(connection.execute(f"PRAGMA {name}").fetchone()) for name in ("user_version", "application_id")]
        # The search index is made from the rows, in an order of its own.
        return [
            *(
                line
                for line in connection.iterdump()
                if not {"search_", "factor_rollup"} & set(re.findall("search_|factor_rollup", line.split("(")[0]))
            ),
            *pragmas,
        ]
    finally:
        connection.close()


def exported(path: Path) -> str:
    text = io.StringIO()
    export(path, text)
    return text.getvalue()


@pytest.fixture
def demo(tmp_path: Path) -> Path:
    """The demo, with something undone in it, and words that look like something else."""
    path = tmp_path / "demo.db"
    make_demo(path)
    store = Store.open(path, home=tmp_path / "home")
    try:
        group = store._connection.execute("SELECT id FROM improvement_group").fetchone()[0]
        gathering = store._connection.execute("SELECT id FROM gathering").fetchone()[0]
        for number, text in enumerate(('"]}\n{"', "=1+1; DROP TABLE note", "Åse \\u00e5 🙂 \\", "x" * 5000)):
            where = note("").where
            here = type(where)(gathering_id=gathering, group_id=group, step="status")
            done(store.apply(type(note(""))(id=f"n{number}", where=here, kind="note", text=text, layer="facilitators")))
        done(store.undo())
    finally:
        store.close()
    return path


def test_imported_file_equals_the_exported_one(demo: Path, tmp_path: Path) -> None:
    text = exported(demo)
    (tmp_path / "export.json").write_text(text, "utf-8")
    assert import_into(tmp_path / "export.json", tmp_path / "again.db") == ()
    assert dump(tmp_path / "again.db") == dump(demo)
    assert exported(tmp_path / "again.db") == text
    assert check(tmp_path / "again.db").faults == ()


def test_export_has_a_list_for_every_kind_of_record(demo: Path) -> None:
    content = json.loads(exported(demo))
    assert set(content) == {"format", "holds", "program", "schema", "file", *RECORD_OF, "journal"}
    for table, kind in RECORD_OF.items():
        for row in content[table]:
            assert set(row) == set(kind.__struct_fields__)


def test_export_of_a_damaged_file_has_every_readable_row(demo: Path) -> None:
    content = bytearray(demo.read_bytes())
    middle = len(content) // 2 // 4096 * 4096
    content[middle : middle + 8192] = bytes(8192)
    demo.write_bytes(content)
    found = json.loads(exported(demo))
    assert sum(len(found[table]) for table in RECORD_OF) > 1000


@pytest.mark.parametrize("damage", EVERY_KIND[::4], ids=str)
def test_export_of_a_damaged_file_lists_missing_rows(demo: Path, damage: Damage) -> None:
    names = {(table, row["id"]) for table, rows in json.loads(exported(demo)).items() for row in _listed(rows)}
    demo.write_bytes(damaged(demo.read_bytes(), damage).content)
    with io.StringIO() as out:
        told = export(demo, out)
        found = json.loads(out.getvalue())
    left = {(table, row["id"]) for table, rows in found.items() for row in _listed(rows)}
    assert left <= names
    missing = {key for key in names - left if key[0] in RECORD_OF}
    # A row that was only in lost entries of the journal is not known to be missing.
    assert told.missing.rows <= len(missing)
    assert told.missing.rows == len(missing) or told.missing.entries or told.missing.and_more
    assert told.gaps or not missing


def _listed(rows: Any) -> list[dict[str, Any]]:
    return rows if isinstance(rows, list) else []


def test_export_of_an_older_version_reports_no_gaps(tmp_path: Path) -> None:
    (tmp_path / "old.db").touch()
    with contextlib.closing(connect(tmp_path / "old.db")) as old:
        upgrade(old, to=1)
        old.execute("INSERT INTO file VALUES (1, 'id', 0, 'nettverk')")
    with io.StringIO() as out:
        assert export(tmp_path / "old.db", out).gaps == ()


def test_import_keeps_and_reports_faults_of_the_exported_file(demo: Path, tmp_path: Path) -> None:
    meddle(demo, "UPDATE note SET text = 'another' WHERE id = 'n0'")
    (tmp_path / "export.json").write_text(exported(demo), "utf-8")
    (fault,) = import_into(tmp_path / "export.json", tmp_path / "again.db")
    assert fault.where == "note n0"
    assert dump(tmp_path / "again.db") == dump(demo)


def test_import_never_overwrites_an_existing_file(demo: Path, tmp_path: Path) -> None:
    (tmp_path / "export.json").write_text(exported(demo), "utf-8")
    (tmp_path / "mine.db").write_text("mine")
    with pytest.raises(NotImported) as refused:
        import_into(tmp_path / "export.json", tmp_path / "mine.db")
    assert in_english(refused.value.message).startswith("mine.db exists already.")
    assert (tmp_path / "mine.db").read_text() == "mine"


def changed(**fields: Any) -> Callable[[str], str]:
    def change(text: str) -> str:
        return json.dumps({**json.loads(text), **fields})

    return change


def in_a_member(**fields: Any) -> Callable[[str], str]:
    def change(text: str) -> str:
        content = json.loads(text)
        content["member"][1].update(fields)
        return json.dumps(content)

    return change


LINE = '  "member": [\n'


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        pytest.param(lambda text: text[:5000], "this is not JSON, or not all of it", id="cut off"),
        pytest.param(lambda _: "", "line 1: this is not JSON", id="empty"),
        pytest.param(lambda _: "[" * 100_000, "nested too deep", id="deep"),
        pytest.param(lambda _: "[]", "an export is one object", id="a list"),
        pytest.param(lambda text: text.replace('"nettverk"', '"other"', 1), "no export of nettverk", id="another's"),
        pytest.param(changed(schema=10_000), "made by a newer version", id="newer"),
        pytest.param(changed(schema="1"), "“schema” is to be a whole number", id="schema"),
        pytest.param(changed(file=3), "“file” is to be an object", id="file"),
        pytest.param(changed(member={}), "“member” is to be a list", id="no list"),
        pytest.param(changed(member=[7]), "member number 1: this is no object in braces", id="no object"),
        pytest.param(
            lambda text: text.replace(LINE, LINE + '    {"id": "x", "name": "a", "name": "b"},\n'),
            "“name” stands twice in one object",
            id="twice",
        ),
        pytest.param(lambda text: text.replace('"version": 1', '"version": NaN', 1), "NaN is no number", id="nan"),
        pytest.param(lambda text: text.replace('"version": 1', '"version": 1e400', 1), "1e400 is larger", id="large"),
        pytest.param(lambda text: text.replace('"version": 1', f'"version": {"9" * 500}', 1), "is larger", id="long"),
        pytest.param(in_a_member(name=7), "member number 2: name must be text, not a whole number", id="type"),
        pytest.param(in_a_member(staff_kind="king"), "member number 2: staff_kind cannot be", id="no such word"),
        pytest.param(in_a_member(more=1), "member number 2: member has no more", id="unknown field"),
        pytest.param(in_a_member(deleted=7), "member number 2", id="a truth"),
    ],
)
def test_faulty_export_is_refused_with_the_place_and_nothing_imported(
    demo: Path, tmp_path: Path, change: Callable[[str], str], sentence: str
) -> None:
    (tmp_path / "export.json").write_text(change(exported(demo)), "utf-8")
    before = sorted(tmp_path.iterdir())
    with pytest.raises(NotImported) as refused:
        import_into(tmp_path / "export.json", tmp_path / "again.db")
    said = in_english(refused.value.message)
    assert sentence in said
    assert said.startswith("export.json")
    assert sorted(tmp_path.iterdir()) == before


def test_repeated_key_is_reported_with_its_line(demo: Path, tmp_path: Path) -> None:
    lines = exported(demo).splitlines()
    line = lines.index('  "member": [') + 1
    lines[line] = lines[line].replace('"name": ', '"name": "Kari", "name": ')
    (tmp_path / "export.json").write_text("\n".join(lines), "utf-8")
    with pytest.raises(NotImported) as refused:
        import_into(tmp_path / "export.json", tmp_path / "again.db")
    assert f"export.json, line {line + 1}: “name” stands twice" in in_english(refused.value.message)


@pytest.mark.parametrize(
    ("content", "sentence"),
    [(b'{"format": "nettverk",\n "file": "\xe5"}', "line 2: this is not UTF-8 text"), (b"\xff\xfe{", "line 1")],
)
def test_export_in_another_encoding_is_refused_with_a_reason(tmp_path: Path, content: bytes, sentence: str) -> None:
    (tmp_path / "export.json").write_bytes(content)
    with pytest.raises(NotImported) as refused:
        import_into(tmp_path / "export.json", tmp_path / "again.db")
    assert sentence in in_english(refused.value.message)


def test_byte_order_mark_is_ignored(demo: Path, tmp_path: Path) -> None:
    (tmp_path / "export.json").write_text(exported(demo), "utf-8-sig")
    assert import_into(tmp_path / "export.json", tmp_path / "again.db") == ()


def test_row_that_breaks_a_constraint_is_reported_by_its_number(demo: Path, tmp_path: Path) -> None:
    content = json.loads(exported(demo))
    content["programme_step"][4]["planned_ms"] = -1
    (tmp_path / "export.json").write_text(json.dumps(content), "utf-8")
    with pytest.raises(NotImported) as refused:
        import_into(tmp_path / "export.json", tmp_path / "again.db")
    assert "programme_step number 5: CHECK constraint failed" in in_english(refused.value.message)
    assert not (tmp_path / "again.db").exists()


def test_missing_file_and_missing_export_are_reported(tmp_path: Path) -> None:
    with pytest.raises(CannotOpen):
        export(tmp_path / "nothing.db", io.StringIO())
    with pytest.raises(NotImported):
        import_into(tmp_path / "nothing.json", tmp_path / "again.db")
