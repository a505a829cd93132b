"""Rescue of a damaged file: every readable row, and lost rows that are still in the journal."""

import contextlib
import sqlite3
from pathlib import Path
from typing import Any, get_args

import msgspec
import pytest

from nettverk_tui.exchange.demo import Variant
from nettverk_tui.exchange.demo.file import make_demo
from nettverk_tui.model.commands import Reword
from nettverk_tui.model.core.records import STAMPS, TABLES, Group, Member, Note, ProjectStage, Record
from nettverk_tui.model.decisions.change import parents_first, references
from nettverk_tui.store.file import CannotOpen, upgrade
from nettverk_tui.store.maintenance.integrity import check
from nettverk_tui.store.maintenance.rescue import rescue
from nettverk_tui.store.reading import Reading
from nettverk_tui.store.store import Store
from tests.documents.every_field import everything
from tests.store.damage import EVERY_KIND, Damage, Key, damaged, pages_of_rows
from tests.store.ground import done, looking, note
from tests.store.maintenance.test_integrity import meddle


def test_rescue_of_a_whole_file_gives_an_equal_file(store: Store, tmp_path: Path) -> None:
    done(store.apply(note("n", "Ringe apoteket")))
    store.close()
    rescued = rescue(store.path, tmp_path / "new.db")
    assert (rescued.from_the_journal, rescued.left) == (0, ())
    assert check(tmp_path / "new.db").faults == ()
    before, after = Reading.open(store.path), Reading.open(tmp_path / "new.db")
    for kind in (Group, Member, Note):
        assert [row.id for row in after.rows.find(kind)] == [row.id for row in before.rows.find(kind)]
    assert [row.text for row in after.rows.find(Note)] == ["Ringe apoteket"]
    before.close()
    after.close()


def test_rescue_loses_few_rows_to_sixteen_kilobytes_of_garbage(store: Store, tmp_path: Path) -> None:
    """Notes whose pages are gone come back from the journal, and the other way round."""
    for number in range(300):
        done(store.apply(note(f"note {number:03}", f"Notat {number} " + "om at apoteket ringes " * 10)))
    store.close()
    before = store.path.read_bytes()
    garbled = bytearray(before)
    # Behind the pages that hold the schema: without those nothing can be read.
    middle = len(garbled) * 2 // 3 // 4096 * 4096
    garbled[middle : middle + 16384] = bytes(range(256)) * 64
    store.path.write_bytes(garbled)
    damaged = store.path.read_bytes()
    rescued = rescue(store.path, tmp_path / "new.db")
    assert store.path.read_bytes() == damaged
    # A row and its journal entry were written at the same moment and may lie side by side: a block that hits both pages
    # costs the notes of one page, some thirteen, and no more than two pages of notes fit between the others.
    assert rescued.from_the_journal + rescued.read > 270
    reading = Reading.open(tmp_path / "new.db")
    found = {note.id: note.text for note in reading.rows.find(Note)}
    reading.close()
    assert len(found) >= 270
    assert all(text.startswith(f"Notat {int(id[-3:])} om at") for id, text in found.items())
    assert check(tmp_path / "new.db").faults == ()


def test_rescue_takes_a_value_changed_on_the_disk_from_the_journal(store: Store, tmp_path: Path) -> None:
    done(store.apply(note("n", "Ringe apoteket")))
    store.close()
    meddle(store.path, "UPDATE note SET text = 'Rinfe apoteket'")
    rescue(store.path, tmp_path / "new.db")
    reading = Reading.open(tmp_path / "new.db")
    assert [note.text for note in reading.rows.find(Note)] == ["Ringe apoteket"]
    reading.close()


def test_rescue_clears_or_leaves_out_references_to_missing_rows(store: Store, tmp_path: Path) -> None:
    done(store.apply(note("n")))
    store.close()
    meddle(store.path, "DELETE FROM improvement_group WHERE id = 'group-A'", "UPDATE journal SET payload = NULL")
    rescued = rescue(store.path, tmp_path / "new.db")
    assert "member kari" in rescued.left
    reading = Reading.open(tmp_path / "new.db")
    (kept,) = reading.rows.find(Note)
    assert (kept.text, kept.group_id) == ("Et notat", None)
    reading.close()
    assert check(tmp_path / "new.db").faults == ()


def test_rescue_leaves_out_a_row_that_breaks_the_rules(store: Store, tmp_path: Path) -> None:
    store.close()
    connection = sqlite3.connect(store.path)
    connection.execute("PRAGMA ignore_check_constraints = ON")
    connection.execute("UPDATE programme_step SET planned_ms = -1 WHERE id = 'B card'")
    connection.execute("UPDATE journal SET payload = NULL")
    connection.commit()
    connection.close()
    assert rescue(store.path, tmp_path / "new.db").left == ("programme_step B card",)


def test_rescue_of_an_unreadable_file_makes_no_file(store: Store, tmp_path: Path) -> None:
    store.close()
    content = bytearray(store.path.read_bytes())
    content[100:] = b"\xff" * (len(content) - 100)
    store.path.write_bytes(content)
    with pytest.raises(CannotOpen) as refused:
        rescue(store.path, tmp_path / "new.db")
    assert refused.value.message.text == "Nothing can be read from {name}. Restore one of its copies."
    assert not (tmp_path / "new.db").exists()


def test_rescue_never_overwrites_a_file(store: Store, tmp_path: Path) -> None:
    store.close()
    (tmp_path / "new.db").write_text("mine")
    with pytest.raises(CannotOpen):
        rescue(store.path, tmp_path / "new.db")
    assert (tmp_path / "new.db").read_text() == "mine"


# --- every kind of record, every kind of damage


def rows_of(path: Path) -> dict[Key, dict[str, Any]]:
    with looking(path) as connection:
        return {
            (table, row["id"]): {name: value for name, value in dict(row).items() if name not in STAMPS}
            for table in TABLES.values()
            for row in connection.execute(f"SELECT * FROM {table}")
        }


def one_of_each() -> list[Record]:
    """Records of all kinds that the file accepts, in every variant of references; children first."""
    records: list[Record] = []
    with contextlib.closing(sqlite3.connect(":memory:", isolation_level=None)) as scratch:
        upgrade(scratch)
        for marked in everything("network"):
            record = marked.record
            if isinstance(record, ProjectStage):
                record = msgspec.structs.replace(record, tenths=20)
            values = msgspec.structs.asdict(record)
            names, gaps = ", ".join(f'"{name}"' for name in values), ", ".join("?" * len(values))
            with contextlib.suppress(sqlite3.IntegrityError):
                scratch.execute(f"INSERT INTO {TABLES[type(record)]} ({names}) VALUES ({gaps})", list(values.values()))
                records.append(record)
    assert {type(record) for record in records} == set(TABLES)
    return records[::-1]


def test_rescue_inserts_every_record_after_those_it_refers_to(tmp_path: Path) -> None:
    records = one_of_each()
    store = Store.create(tmp_path / "old.db", home=tmp_path / "home")
    store.seed(records)
    store.close()
    assert len(rows_of(tmp_path / "old.db")) == len(records)
    rescued = rescue(tmp_path / "old.db", tmp_path / "new.db")
    assert (rescued.read, rescued.left) == (len(records), ())
    assert rows_of(tmp_path / "new.db") == rows_of(tmp_path / "old.db")


def test_tables_are_ordered_after_those_they_refer_to() -> None:
    order = [TABLES[type(record)] for record in parents_first(one_of_each())]
    for kind, table in TABLES.items():
        for parent in references(kind).values():
            assert max(number for number, name in enumerate(order) if name == parent) < order.index(table)


VARIANTS: tuple[Variant, ...] = get_args(Variant)


@pytest.fixture(scope="module")
def demos(tmp_path_factory: pytest.TempPathFactory) -> dict[Variant, Path]:
    folder = tmp_path_factory.mktemp("demos")
    for variant in VARIANTS:
        make_demo(folder / variant, variant)
    return {variant: folder / variant for variant in VARIANTS}


@pytest.mark.parametrize("variant", VARIANTS)
def test_rescue_of_every_demo_gives_an_equal_file(demos: dict[Variant, Path], variant: Variant, tmp_path: Path) -> None:
    rescued = rescue(demos[variant], tmp_path / "new.db")
    assert (rescued.from_the_journal, rescued.left, rescued.unplaced) == (0, (), 0)
    assert rows_of(tmp_path / "new.db") == rows_of(demos[variant])
    assert check(tmp_path / "new.db").faults == ()


def rescued_from(path: Path, damage: Damage, folder: Path) -> None:
    """Assert that every row on a whole page is rescued unchanged, and so is every other rescued row."""
    before, lies_on = rows_of(path), pages_of_rows(path)
    content, gone = damaged(path.read_bytes(), damage)
    (folder / "damaged.db").write_bytes(content)
    (folder / "new.db").unlink(missing_ok=True)
    rescue(folder / "damaged.db", folder / "new.db")
    after = rows_of(folder / "new.db")
    whole = {key for key, pages in lies_on.items() if not pages & gone}
    assert whole - after.keys() == set()
    assert {key: row for key, row in after.items() if key in whole} == {key: before[key] for key in whole}
    assert after.keys() <= before.keys()
    assert check(folder / "new.db").faults == ()


def test_rescue_prefers_a_row_newer_than_its_last_readable_journal_entry(store: Store, tmp_path: Path) -> None:
    done(store.apply(note("n", "Ringe apoteket")))
    done(store.apply(Reword(table="note", id="n", seen=1, field="text", value="Ringe legen")))
    store.close()
    meddle(store.path, "UPDATE journal SET payload = replace(payload, 'legen', 'lagen') WHERE seq = 3")
    rescue(store.path, tmp_path / "new.db")
    assert rows_of(tmp_path / "new.db")["note", "n"]["text"] == "Ringe legen"


def test_rescue_refuses_a_file_of_another_program(tmp_path: Path) -> None:
    (tmp_path / "text.db").write_text("hei " * 5000)
    with pytest.raises(CannotOpen) as refused:
        rescue(tmp_path / "text.db", tmp_path / "new.db")
    assert refused.value.message.text == "{name} is not a network file. It was left as it is."
    assert not (tmp_path / "new.db").exists()


def test_rescue_reads_a_file_without_its_first_page(demos: dict[Variant, Path], tmp_path: Path) -> None:
    (tmp_path / "damaged.db").write_bytes(bytes(4096) + demos["middle"].read_bytes()[4096:])
    rescue(tmp_path / "damaged.db", tmp_path / "new.db")
    assert rows_of(tmp_path / "new.db") == rows_of(demos["middle"])


@pytest.mark.parametrize("damage", [damage for damage in EVERY_KIND if damage.seed < 2], ids=str)
def test_rescue_gives_every_row_on_a_whole_page(demos: dict[Variant, Path], damage: Damage, tmp_path: Path) -> None:
    rescued_from(demos["middle"], damage, tmp_path)


@pytest.mark.long
@pytest.mark.parametrize("variant", VARIANTS)
def test_rescue_gives_every_row_on_a_whole_page_after_each_kind_of_damage(
    demos: dict[Variant, Path], variant: Variant, tmp_path: Path
) -> None:
    for damage in EVERY_KIND:
        rescued_from(demos[variant], damage, tmp_path)
