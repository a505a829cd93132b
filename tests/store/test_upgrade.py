"""Upgrading the schema: a copy first, one step for each version, whole or not at all, once for all processes."""

import contextlib
import subprocess
import sys
from pathlib import Path

import pytest

from nettverk_tui.model.commands import AnswerReadiness
from nettverk_tui.model.core.records import Candidate, Network, Note, ProgrammeItem
from nettverk_tui.store import file
from nettverk_tui.store.backup import copies
from nettverk_tui.store.file import CannotOpen
from nettverk_tui.store.store import Store
from tests.store.ground import another_window, contents, done, looking, note, said

#: The migrations, and one more that does not exist.
STEPS = file.migrations()
NEWEST = len(STEPS)
NEXT = (NEWEST + 1, "ALTER TABLE note ADD COLUMN colour TEXT;\nCREATE TABLE weather (on_day TEXT) STRICT;\n")
WRONG = (NEWEST + 1, "ALTER TABLE note ADD COLUMN colour TEXT;\nCREATE TABLE weather (on_day NONSENSE) STRICT;\n")


def version(path: Path) -> int:
    with looking(path) as connection:
        return int(connection.execute("PRAGMA user_version").fetchone()[0])


def test_older_file_is_copied_and_then_upgraded(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    done(store.apply(note("n")))
    store.close()
    monkeypatch.setattr(file, "migrations", lambda: [*STEPS, NEXT])
    opened = another_window(store)
    (copy,) = copies(store.path)
    assert (version(copy), version(store.path)) == (NEWEST, NEWEST + 1)
    with looking(store.path) as connection:
        assert connection.execute("SELECT text, colour FROM note").fetchone()[0] == "Et notat"
    opened.close()


def test_failed_upgrade_leaves_the_file_usable(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    done(store.apply(note("n")))
    store.close()
    before = contents(store.path)
    monkeypatch.setattr(file, "migrations", lambda: [*STEPS, WRONG])
    with pytest.raises(CannotOpen) as problem:
        another_window(store)
    assert said(problem).startswith("nettverk.db cannot be opened: ")
    assert (contents(store.path), version(store.path)) == (before, NEWEST)
    monkeypatch.undo()
    opened = another_window(store)
    assert [row.id for row in opened.rows.find(Note)] == ["n"]
    opened.close()


def test_file_is_not_upgraded_without_a_copy(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    store.close()
    store.path.with_name("nettverk.db.copies").write_text("in the way")
    opened = another_window(store)
    assert opened.copy_problem is not None
    opened.close()
    monkeypatch.setattr(file, "migrations", lambda: [*STEPS, NEXT])
    with pytest.raises(CannotOpen) as problem:
        another_window(store)
    assert said(problem).startswith("nettverk.db must be upgraded, but no copy could be made first: ")
    assert version(store.path) == NEWEST


def test_migration_done_by_another_window_meanwhile_is_not_repeated(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    store.close()
    steps = [*STEPS, NEXT]

    def while_another_window_upgrades() -> list[tuple[int, str]]:
        monkeypatch.setattr(file, "migrations", lambda: steps)
        with contextlib.closing(file.connect(store.path)) as other:
            file.upgrade(other)
        return steps

    monkeypatch.setattr(file, "migrations", while_another_window_upgrades)
    with contextlib.closing(file.connect(store.path)) as connection:
        file.upgrade(connection)
    assert version(store.path) == NEWEST + 1


UPGRADER = """
import sys
from pathlib import Path
from nettverk_tui.store import file
from nettverk_tui.store.store import NotSaved, Store
steps = file.migrations()
weather = "CREATE TABLE weather (id TEXT) STRICT;\\nINSERT INTO weather VALUES ('x');\\n"
file.migrations = lambda: [*steps, (len(steps) + 1, weather)]
sys.stdin.readline()
store = Store.open(Path(sys.argv[1]), home=Path(sys.argv[2]))
store.close()
"""


def test_processes_that_upgrade_at_once_run_each_migration_once(store: Store, tmp_path: Path) -> None:
    done(store.apply(note("n")))
    store.close()
    together = [
        subprocess.Popen(
            [sys.executable, "-c", UPGRADER, str(store.path), str(tmp_path / f"home-{number}")],
            stdin=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        for number in range(3)
    ]
    for process in together:
        assert process.stdin is not None
        process.stdin.write("\n")
        process.stdin.flush()
    errors = [process.communicate()[1] for process in together]
    assert errors == ["", "", ""]
    assert contents(store.path)["weather"] == [("x",)]
    assert version(store.path) == NEWEST + 1


def test_migrations_are_numbered_without_gaps() -> None:
    numbers = [number for number, _ in file.migrations()]
    assert numbers == list(range(1, len(numbers) + 1))
    assert file.newest_version() == numbers[-1]


def test_file_of_the_first_version_is_upgraded_with_all_its_rows(tmp_path: Path) -> None:
    path = tmp_path / "nettverk.db"
    before = Store.create(path, home=tmp_path / "home")
    before.close()
    path.unlink()
    path.touch()
    # As the first version wrote it: its schema, and a network with an office and an item of the programme.
    with contextlib.closing(file.connect(path)) as connection:
        file.upgrade(connection, to=1)
        stamps = "origin, deleted, version, created_at, changed_at"
        connection.executescript(
            f"""
            INSERT INTO file VALUES (1, 'file', 0, '0.1.0');
            INSERT INTO network (id, name, purpose, region, owner, funders, coordinator, unit_word, language,
                groups_per_room, checklist, demo, {stamps})
                VALUES ('n', 'Nettverket', '', '', '', '', '', '', 'nb', 6, 'factors', 0, NULL, 0, 1, 0, 0);
            INSERT INTO candidate (id, network_id, unit, municipality, state, reason, three_members,
                several_professions, whole_period, will_share, {stamps})
                VALUES ('c', 'n', 'Florø', '', 'invited', '', 0, 0, 0, 0, NULL, 0, 1, 0, 0);
            INSERT INTO gathering (id, network_id, number, kind, starts_on, ends_on, place, chair, minute_taker,
                recipients, state, {stamps})
                VALUES ('g', 'n', 1, 'first', '2027-01-12', '2027-01-12', '', '', '', '', 'planned', NULL, 0, 1, 0, 0);
            INSERT INTO programme_item (id, gathering_id, position, kind, title, protected, skipped, {stamps})
                VALUES ('i', 'g', 1, 'welcome', '', 0, 0, NULL, 0, 1, 0, 0);
            """
        )
    store = Store.open(path, home=tmp_path / "home")
    (network,), (office,) = store.rows.find(Network), store.rows.find(Candidate)
    (item,) = store.rows.find(ProgrammeItem)
    assert (network.guidance, office.calm, item.room) == ("not_asked", "not_asked", 1)
    done(store.apply(AnswerReadiness(network_id="n", seen=1, question="guidance", answer="yes")))
    store.close()
    assert version(path) == NEWEST
    (copy,) = copies(path)
    assert version(copy) == 1
