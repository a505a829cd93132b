"""Copies of the file: when one is made, that it is verified, and which ones are kept."""

import contextlib
import hashlib
import sqlite3
import stat
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nettverk_tui.model.core.records import Note
from nettverk_tui.store import backup, snapshot
from nettverk_tui.store.backup import CopyFailed, copies, copies_folder, copy_if_changed, copy_to, thin, to_keep
from nettverk_tui.store.maintenance.restore import check_copy
from nettverk_tui.store.store import Store
from tests.model.day import ms
from tests.store.ground import HandClock, another_window, broken_links, contents, done, looking, note

NOON = datetime(2027, 6, 30, 12, tzinfo=UTC)


def reopened(store: Store, clock: HandClock) -> Store:
    store.close()
    return another_window(store, clock)


def test_opening_makes_one_copy_for_each_state_of_the_file_only(store: Store, clock: HandClock) -> None:
    assert copies(store.path) == []
    opened = reopened(store, clock)
    clock.now += 1000
    opened = reopened(opened, clock)
    assert len(copies(store.path)) == 1
    done(opened.apply(note("n")))
    clock.now += 1000
    opened = reopened(opened, clock)
    assert len(copies(store.path)) == 2
    opened.close()


def test_copy_equals_the_file_at_that_moment(store: Store, clock: HandClock) -> None:
    done(store.apply(note("n")))
    opened = reopened(store, clock)
    (copy,) = copies(store.path)
    assert copy.parent == copies_folder(store.path)
    assert copy.name.startswith("2027-01-15T170000.000000-")
    assert contents(copy) == contents(store.path)
    assert broken_links(copy) == []
    done(opened.apply(note("m")))
    assert "m" not in [row[0] for row in contents(copy)["note"]]
    opened.close()


def test_copy_has_a_checksum_file_and_is_readable_by_its_owner_only(store: Store, clock: HandClock) -> None:
    opened = reopened(store, clock)
    (copy,) = copies(store.path)
    digest = hashlib.sha256(copy.read_bytes()).hexdigest()
    assert copy.with_suffix(".sha256").read_text() == f"{digest}  {copy.name}\n"
    assert stat.S_IMODE(copy.stat().st_mode) == 0o600
    assert stat.S_IMODE(copy.parent.stat().st_mode) == 0o700
    opened.close()


def test_copy_can_be_opened_and_written(store: Store, clock: HandClock, tmp_path: Path) -> None:
    done(store.apply(note("n")))
    opened = reopened(store, clock)
    (copy,) = copies(store.path)
    restored = Store.open(copy, now=clock, home=tmp_path / "other home")
    done(restored.apply(note("m")))
    assert [row.id for row in restored.rows.find(Note)] == ["n", "m"]
    restored.close()
    opened.close()


def test_copy_holds_no_uncommitted_write_of_another_window(store: Store, tmp_path: Path) -> None:
    with contextlib.closing(sqlite3.connect(store.path, isolation_level=None)) as other, looking(store.path) as ours:
        other.execute("BEGIN IMMEDIATE")
        other.execute("UPDATE network SET name = 'half done'")
        copy_to(ours, tmp_path / "copy.db")
        other.execute("ROLLBACK")
    assert contents(tmp_path / "copy.db") == contents(store.path)


# --- when it cannot be made


@pytest.fixture
def source(store: Store) -> Path:
    store.close()
    return store.path


def test_incomplete_copy_is_not_kept(source: Path, tmp_path: Path) -> None:
    content = bytearray(source.read_bytes())
    content[4096] = 0xFF
    source.write_bytes(content)
    with looking(source) as connection, pytest.raises(CopyFailed):
        copy_to(connection, tmp_path / "copies" / "copy.db")
    assert list((tmp_path / "copies").iterdir()) == []


def test_copy_that_breaks_the_rules_of_the_file_is_not_kept(source: Path, tmp_path: Path) -> None:
    with looking(source) as connection:
        connection.execute("PRAGMA ignore_check_constraints = ON")
        connection.execute("UPDATE network SET demo = 7")
        with pytest.raises(CopyFailed, match="CHECK constraint failed in network"):
            copy_to(connection, tmp_path / "copies" / "copy.db")
    assert list((tmp_path / "copies").iterdir()) == []


@pytest.mark.parametrize("step", ["flushed_digest", "flush_folder"])
def test_full_disk_leaves_no_partial_copy(
    source: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    def full(*_: object) -> str:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(backup, step, full)
    with looking(source) as connection, pytest.raises(CopyFailed, match="No space left"):
        copy_to(connection, tmp_path / "copies" / "copy.db")
    assert [path for path in (tmp_path / "copies").iterdir() if path.suffix == ".half"] == []


def test_failed_copy_keeps_the_older_ones(source: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with looking(source) as connection:
        copy_if_changed(connection, source, NOON - timedelta(days=400))
        there = copies(source)
        assert len(there) == 1
        connection.execute("UPDATE journal SET chain = 'another day'")

        def full(*_: object) -> str:
            raise OSError(28, "No space left on device")

        monkeypatch.setattr(backup, "flushed_digest", full)
        with pytest.raises(CopyFailed):
            copy_if_changed(connection, source, NOON)
    assert copies(source) == there


@pytest.mark.parametrize(
    ("damage", "number"),
    [
        ("UPDATE journal SET payload = replace(payload, 'Andre', 'Ander') WHERE seq = 3", 3),
        # No text any more.
        ("UPDATE journal SET payload = CAST(x'5b80' || payload AS TEXT) WHERE seq = 2", 2),
        ("UPDATE journal SET kind = 'AddNotf' WHERE seq = 3", 3),
        ("DELETE FROM journal WHERE seq = 2", 3),
    ],
    ids=["a letter", "a byte", "a word", "an entry"],
)
def test_flipped_bit_in_the_journal_is_reported_until_repaired_and_never_copied(
    store: Store, damage: str, number: int
) -> None:
    done(store.apply(note("n", "Først")))
    done(store.apply(note("m", "Andre")))
    another_window(store).close()
    done(store.apply(note("o", "Tredje")))
    before = copies(store.path)
    with looking(store.path) as other:
        other.execute(damage)
    for _ in range(2):
        window = another_window(store)
        assert window.damage is not None
        assert window.damage.values["number"] == number
        assert window.notices()[0] == window.damage
        window.close()
    assert copies(store.path) == before


def test_open_file_is_copied_only_when_it_has_changed(store: Store, clock: HandClock) -> None:
    store.copy_if_changed()
    clock.now += 1000
    store.copy_if_changed()
    assert len(copies(store.path)) == 1
    done(store.apply(note("n")))
    clock.now += 1000
    store.copy_if_changed()
    assert len(copies(store.path)) == 2


def test_failed_periodic_copy_is_reported_until_one_succeeds(store: Store) -> None:
    def told() -> bool:
        store.copy_if_changed()
        return store.copy_problem is not None

    copies_folder(store.path).write_text("in the way")
    assert told()
    copies_folder(store.path).unlink()
    assert not told()
    with looking(store.path) as connection:
        connection.execute("UPDATE journal SET payload = '[]'")
    done(store.apply(note("n")))
    store.copy_if_changed()
    assert store.damage is not None


def test_erased_payload_does_not_count_as_damage(store: Store) -> None:
    done(store.apply(note("n", "Slettes")))
    with looking(store.path) as other:
        other.execute("UPDATE journal SET payload = NULL WHERE seq = 2")
    window = another_window(store)
    assert window.damage is None
    assert len(copies(store.path)) == 1
    window.close()


def test_file_that_cannot_be_copied_is_opened_nevertheless(store: Store, clock: HandClock) -> None:
    done(store.apply(note("n")))
    store.close()
    copies_folder(store.path).write_text("in the way")
    opened = another_window(store, clock)
    assert opened.copy_problem is not None
    assert [row.id for row in opened.rows.find(Note)] == ["n"]
    opened.close()


# --- which copies are kept


def kept(ages: dict[str, timedelta]) -> set[str]:
    return set(to_keep([(name, NOON - age) for name, age in ages.items()], NOON))


def days(count: float) -> timedelta:
    return timedelta(days=count)


@pytest.mark.parametrize(
    ("ages", "stay"),
    [
        pytest.param({}, set(), id="none"),
        pytest.param({"only": days(4000)}, {"only"}, id="the only one, however old"),
        pytest.param(
            {f"{hours} h": timedelta(hours=hours) for hours in (0, 1, 2, 47, 48)},
            {"0 h", "1 h", "2 h", "47 h", "48 h"},
            id="all of two days",
        ),
        pytest.param(
            # 27 June: the evening's copy stays, the morning's and noon's go.
            {"evening": days(2.6), "noon": days(3), "morning": days(3.2)},
            {"evening"},
            id="the newest of an older day",
        ),
        pytest.param(
            # One a day until 22 March. Fourteen days; the Sundays of the seven weeks before this one, 27 and 20 June
            # among the fourteen days; the last days of May, April and March.
            {f"day {age}": days(age) for age in range(101)},
            {f"day {age}" for age in (*range(14), 17, 24, 31, 38, 45, 30, 61, 91)},
            id="a copy a day",
        ),
        pytest.param(
            # One each Wednesday: fourteen days that have one, back to 31 March; and the newest of February, the 24th.
            {f"week {age}": days(7 * age) for age in range(20)},
            {f"week {age}" for age in (*range(14), 18)},
            id="a copy a week",
        ),
        pytest.param(
            # One at the end of each month, counted back from June 2027: days, weeks and months all keep the newest.
            {f"month {age}": days(30.4 * age) for age in range(30)},
            {f"month {age}" for age in range(14)},
            id="a copy a month",
        ),
    ],
)
def test_thinning_keeps_the_copies_of_the_table(ages: dict[str, timedelta], stay: set[str]) -> None:
    assert kept(ages) == stay


@given(st.lists(st.integers(0, 1500 * 24), min_size=1, unique=True))
def test_thinning_keeps_the_newest_copy_and_all_of_the_last_two_days(hours: list[int]) -> None:
    stay = kept({str(hour): timedelta(hours=hour) for hour in hours})
    assert str(min(hours)) in stay
    assert {str(hour) for hour in hours if hour <= 48} <= stay
    # At most one a day for fourteen days, one a week for eight, one a month for twelve.
    assert len([hour for hour in stay if int(hour) > 48]) <= 14 + 8 + 12


@given(st.lists(st.integers(0, 1500 * 24), unique=True))
def test_thinning_again_removes_no_more_copies(hours: list[int]) -> None:
    ages = {str(hour): timedelta(hours=hour) for hour in hours}
    stay = kept(ages)
    assert kept({name: ages[name] for name in stay}) == stay


def test_thinning_removes_checksum_files_and_keeps_unknown_files(tmp_path: Path) -> None:
    file = tmp_path / "nettverk.db"
    folder = copies_folder(file)
    folder.mkdir()
    names = {
        "evening": "2027-06-27T200000.000000-aaaaaaaaaaaa",
        "morning": "2027-06-27T080000.000000-bbbbbbbbbbbb",
        "today": "2027-06-30T110000.000000-cccccccccccc",
        "mine": "før sommeren",
    }
    for name in names.values():
        (folder / f"{name}.db").write_text("x")
        (folder / f"{name}.sha256").write_text("x")
    thin(file, NOON)
    assert {path.stem for path in folder.iterdir()} == {names[key] for key in ("evening", "today", "mine")}
    assert len(list(folder.iterdir())) == 6


def test_clock_set_back_removes_no_copy(store: Store, clock: HandClock) -> None:
    opened = reopened(store, clock)
    done(opened.apply(note("n")))
    clock.now -= 40 * 24 * 3_600_000
    opened = reopened(opened, clock)
    assert len(copies(store.path)) == 2
    assert opened.copy_problem is None
    opened.close()
    assert clock.now < ms("9:00")


def test_two_windows_copying_at_the_same_moment_make_one_copy(source: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pages_copied = snapshot.copy

    def while_another_window_copies(*of: Any) -> None:
        monkeypatch.setattr(snapshot, "copy", pages_copied)
        with looking(source) as other:
            copy_if_changed(other, source, NOON)
        pages_copied(*of)

    monkeypatch.setattr(snapshot, "copy", while_another_window_copies)
    with looking(source) as connection:
        copied = copy_if_changed(connection, source, NOON)
    assert [copied] == copies(source)
    check_copy(copies(source)[0])


def test_sweeping_an_unlistable_folder_raises_no_error(source: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    copies_folder(source).mkdir()

    def refused(_: Path) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "iterdir", refused)
    backup.sweep_halves(source)
