"""A file that is damaged, half written by a killed program, locked, or not writable."""

import contextlib
import errno
import os
import sqlite3
import subprocess
import sys
import tempfile
import warnings
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from nettverk_tui.model.core.faults import in_english
from nettverk_tui.model.core.messages import Message
from nettverk_tui.model.core.records import Note
from nettverk_tui.store import file
from nettverk_tui.store.file import CannotOpen, check_is_ours
from nettverk_tui.store.storage_advice import advice_on
from nettverk_tui.store.store import NotSaved, Store
from tests.store.ground import (
    HandClock,
    another_window,
    contents,
    done,
    everything_in,
    looking,
    new_store,
    note,
    said,
)


def test_damaged_file_is_reported_and_left_unchanged(store: Store) -> None:
    for number in range(5):
        done(store.apply(note(f"n{number}", "x" * 20_000)))
    store.close()
    whole = store.path.read_bytes()
    store.path.write_bytes(whole[: len(whole) // 2])
    before = store.path.read_bytes()
    with pytest.raises(CannotOpen) as problem:
        another_window(store)
    assert said(problem) == (
        "nettverk.db is damaged. It was left as it is; good copies lie in nettverk.db.copies."
        " `nettverk restore` puts one back, `nettverk rescue` saves what can be read."
    )
    assert store.path.read_bytes() == before


def test_opening_reports_a_damaged_page(store: Store) -> None:
    store.close()
    content = bytearray(store.path.read_bytes())
    # The second page is a table's root: a page type no table has.
    content[4096] = 0xFF
    store.path.write_bytes(content)
    with pytest.raises(CannotOpen) as problem:
        another_window(store)
    assert "is damaged" in said(problem)


def test_opening_reports_a_row_that_breaks_the_rules_of_the_file(store: Store) -> None:
    store.close()
    with looking(store.path) as connection:
        connection.execute("PRAGMA ignore_check_constraints = ON")
        connection.execute("UPDATE network SET demo = 7")
    with pytest.raises(CannotOpen) as problem:
        another_window(store)
    assert "is damaged" in said(problem)


KILLED_WRITER = """
import os, signal, sqlite3, sys
connection = sqlite3.connect(sys.argv[1], isolation_level=None)
connection.execute("PRAGMA journal_mode = TRUNCATE")
connection.execute("PRAGMA cache_size = 2")
connection.execute("PRAGMA cache_spill = 2")
connection.execute("BEGIN IMMEDIATE")
connection.execute("UPDATE note SET text = 'half done'")
# More than the cache holds: pages go into the file before the commit.
for number in range(300):
    connection.execute("INSERT INTO journal (id, hlc, at, device, window, category, kind, schema_version,"
        " payload_hash, chain) VALUES (?, 1, 1, '', '', 'do', '', 1, '', ?)", (str(number), "x" * 3000))
os.kill(os.getpid(), signal.SIGKILL)
"""


@pytest.mark.parametrize("writing", [True, False], ids=["writer", "reader"])
def test_transaction_of_a_killed_writer_is_rolled_back(store: Store, writing: bool) -> None:
    done(store.apply(note("n")))
    store.close()
    before = contents(store.path)
    size = store.path.stat().st_size
    subprocess.run([sys.executable, "-c", KILLED_WRITER, str(store.path)], check=False)
    journal = store.path.with_name("nettverk.db-journal")
    assert journal.stat().st_size > 0
    assert store.path.stat().st_size > size
    if writing:
        opened = another_window(store)
        assert [row.text for row in opened.rows.find(Note)] == ["Et notat"]
        opened.close()
    else:
        with contextlib.closing(file.connect(store.path, writing=False)) as reader:
            assert reader.execute("SELECT text FROM note").fetchall()[0][0] == "Et notat"
    assert contents(store.path) == before


def test_file_that_stays_locked_is_reported(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(file.connect, "__kwdefaults__", {"writing": True, "timeout_ms": 20, "damaged": False})
    with looking(store.path) as other:
        other.execute("BEGIN EXCLUSIVE")
        with pytest.raises(CannotOpen) as problem:
            another_window(store)
    assert said(problem) == "nettverk.db cannot be opened: another window is writing; try again in a moment."


# --- read-only files


@pytest.fixture
def read_only(clock: HandClock) -> Iterator[Path]:
    """A file with a note in it, in a folder, neither of them writable for the user of the context."""
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder, "laast")
        store = new_store(place / "nettverk.db", clock, home=Path(folder, "home"))
        done(store.apply(note("n")))
        store.close()
        Path(folder).chmod(0o755)
        store.path.chmod(0o444)
        place.chmod(0o555)
        yield place
        place.chmod(0o755)


def as_somebody(act: Callable[[], str]) -> str:
    """The result of `act` for a user without permissions; root, who may write everywhere, becomes the user nobody."""
    if os.geteuid() != 0:
        return act()
    ours, theirs = os.pipe()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        child = os.fork()
    if child == 0:
        answer = "nothing"
        try:
            os.setgroups([])
            os.setgid(65534)
            os.setuid(65534)
            answer = act()
        except BaseException as problem:
            answer = repr(problem)
        finally:
            os.write(theirs, answer.encode())
            os._exit(0)
    os.close(theirs)
    with os.fdopen(ours, "rb") as reading:
        answer = reading.read().decode()
    os.waitpid(child, 0)
    return answer


def test_no_file_is_created_in_a_read_only_folder(read_only: Path) -> None:
    def act() -> str:
        with pytest.raises(CannotOpen) as problem:
            Store.create(read_only / "ny.db")
        return said(problem)

    assert as_somebody(act) == f"ny.db cannot be made in {read_only}. Choose a folder you may write in."


def test_read_only_file_is_read_and_writing_reports_it(read_only: Path) -> None:
    before = everything_in(read_only)

    def act() -> str:
        store = Store.open(read_only / "nettverk.db", home=read_only / "home")
        notes = [row.id for row in store.rows.find(Note)]
        with pytest.raises(NotSaved) as problem:
            store.apply(note("m"))
        store.close()
        told = [in_english(notice) for notice in store.notices()]
        return f"{notes} {problem.value} {store.drafts.kept} {store.copy_problem is not None} {told[0]}"

    assert as_somebody(act) == (
        "['n'] attempt to write a readonly database False True nettverk.db can only be read here, and nothing new can"
        " be stored. Copy it to a folder of your own."
    )
    assert everything_in(read_only) == before


def test_file_without_read_permission_is_reported(read_only: Path) -> None:
    (read_only / "nettverk.db").chmod(0o000)

    def act() -> str:
        with pytest.raises(CannotOpen) as problem:
            check_is_ours(read_only / "nettverk.db")
        return said(problem)

    assert as_somebody(act) == "nettverk.db cannot be read. Check who may open it."


def test_file_with_a_foreign_trigger_is_only_read(store: Store) -> None:
    done(store.apply(note("n")))
    store.close()
    with contextlib.closing(sqlite3.connect(store.path)) as other:
        other.execute("CREATE TRIGGER theirs AFTER INSERT ON note BEGIN DELETE FROM advice; END")
    opened = another_window(store)
    assert "theirs" in str(opened.notices()[0].values.values())
    with pytest.raises(NotSaved):
        opened.apply(note("m"))
    assert [row.id for row in opened.rows.find(Note)] == ["n"]
    opened.close()


def test_file_with_a_foreign_view_can_be_written(store: Store) -> None:
    store.close()
    with contextlib.closing(sqlite3.connect(store.path)) as other:
        other.execute("CREATE VIEW mine AS SELECT text FROM note")
    opened = another_window(store)
    done(opened.apply(note("m")))
    opened.close()


def test_file_in_a_synchronised_folder_works_with_a_warning(tmp_path: Path) -> None:
    store = new_store(tmp_path / "OneDrive - Fylket" / "nettverk.db", home=tmp_path / "home")
    (notice,) = store.notices()
    assert notice.values == {"name": "nettverk.db", "service": Message("OneDrive")}
    done(store.apply(note("n")))
    store.close()


@pytest.mark.parametrize(
    ("problem", "words"),
    [
        (OSError(errno.ENOSPC, "No space left on device"), "the disk is full; make room and try again"),
        (sqlite3.OperationalError("database or disk is full"), "the disk is full; make room and try again"),
        (PermissionError(errno.EACCES, "Permission denied"), "the file may only be read here; ask who looks after"),
        (sqlite3.OperationalError("disk I/O error"), "the disk does not answer as it should; save a copy on another"),
        (sqlite3.OperationalError("something {new}"), "something {new}; try again"),
        (OSError(errno.ENAMETOOLONG, "File name too long"), "the name is longer than the system takes"),
        (OSError(errno.EDOM, "Out of domain"), "Out of domain; try again"),
    ],
)
def test_disk_error_is_reported_with_advice(problem: Exception, words: str) -> None:
    assert in_english(advice_on(problem)).startswith(words)


LIMITED = """
import resource, signal, sys
from pathlib import Path
from nettverk_tui.model.core.faults import in_english
from nettverk_tui.store.store import NotSaved, Store
from tests.store.ground import done, note
store = Store.open(Path(sys.argv[1]), home=Path(sys.argv[2]))
done(store.apply(note("before")))
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (Path(sys.argv[1]).stat().st_size,) * 2)
try:
    store.apply(note("n", "x" * 20_000))
except NotSaved as problem:
    print(in_english(problem.message))
print([row.id for row in store.rows.find(__import__("nettverk_tui.model.core.records", fromlist=["Note"]).Note)])
"""


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no limit on the size of a file")
def test_file_that_may_not_grow_reports_it_and_keeps_its_entries(store: Store) -> None:
    store.close()
    run = [sys.executable, "-c", LIMITED, str(store.path), str(store.path.parent / "home")]
    said = subprocess.run(run, capture_output=True, text=True, check=True).stdout.splitlines()
    assert said[0].startswith("It was not stored: the disk ")
    assert said[0].endswith("Your text is kept.")
    assert said[1] == "['before']"
    opened = another_window(store)
    done(opened.apply(note("n", "x" * 20_000)))
    opened.close()
