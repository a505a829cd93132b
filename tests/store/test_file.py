"""Opening and making the file: its settings, what is refused and how that is said, and upgrading with a copy first."""

import contextlib
import os
import shutil
import sqlite3
import stat
import subprocess
import sys
import tempfile
import warnings
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from nettverk_tui.model.records import Note
from nettverk_tui.store import file
from nettverk_tui.store.backup import copies
from nettverk_tui.store.file import CannotOpen, check_is_ours
from nettverk_tui.store.schema import APPLICATION_ID
from nettverk_tui.store.store import NotSaved, Store
from tests.store.ground import HandClock, another_window, contents, done, looking, new_store, note


def said(problem: pytest.ExceptionInfo[CannotOpen]) -> str:
    message = problem.value.message
    return message.text.format(**message.values)


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def everything_in(folder: Path) -> dict[str, bytes | None]:
    """Names and contents of all that lies in a folder."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() if path.is_file() else None for path in folder.rglob("*")
    }


# --- made new


def test_a_new_file_and_what_lies_beside_it_are_for_the_owner_only(store: Store) -> None:
    done(store.apply(note("n")))
    beside = [path for path in store.path.parent.iterdir() if path.is_file()]
    assert len(beside) >= 2
    assert {path.name: mode(path) for path in beside} == {path.name: 0o600 for path in beside}


def test_a_new_file_says_whose_it_is_at_once(store: Store) -> None:
    header = store.path.read_bytes()[:100]
    assert (header[68:72], APPLICATION_ID.to_bytes(4, "big")) == (b"nvtk", b"nvtk")
    assert int.from_bytes(header[60:64], "big") == file.newest_version()


def test_folders_on_the_way_are_made(tmp_path: Path) -> None:
    store = new_store(tmp_path / "nytt nettverk" / "æøå" / "fil.db")
    assert store.path.is_file()
    store.close()


@pytest.mark.parametrize("inside", [b"", b"noe"])
def test_a_file_that_exists_is_not_made_again(tmp_path: Path, inside: bytes) -> None:
    path = tmp_path / "der.db"
    path.write_bytes(inside)
    with pytest.raises(CannotOpen) as problem:
        Store.create(path)
    assert said(problem) == "der.db exists already. It was left as it is; choose another name."
    assert path.read_bytes() == inside


def test_a_link_to_nowhere_is_not_followed_when_a_file_is_made(tmp_path: Path) -> None:
    (tmp_path / "lenke.db").symlink_to(tmp_path / "annet.db")
    with pytest.raises(CannotOpen):
        Store.create(tmp_path / "lenke.db")
    assert not (tmp_path / "annet.db").exists()


def test_a_file_cannot_be_made_inside_a_file(tmp_path: Path) -> None:
    (tmp_path / "fil").write_text("x")
    with pytest.raises(CannotOpen) as problem:
        Store.create(tmp_path / "fil" / "ny.db")
    assert said(problem) == f"ny.db cannot be made in {tmp_path / 'fil'}. Choose a folder you may write in."


def test_a_file_that_could_not_be_made_whole_is_taken_away(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(file, "migrations", lambda: [(1, "CREATE TABLE a (x);\nCREATE TABLE a (x);\n")])
    with pytest.raises(CannotOpen) as problem:
        Store.create(tmp_path / "ny.db", home=tmp_path / "home")
    assert said(problem) == "ny.db cannot be opened: table a already exists."
    assert everything_in(tmp_path) == {}


def test_a_program_killed_while_it_made_the_file_is_no_harm(tmp_path: Path) -> None:
    file.create(tmp_path / "a.db")
    with contextlib.closing(file.connect(tmp_path / "a.db")) as connection:
        file.upgrade(connection)
    store = Store.open(tmp_path / "a.db", home=tmp_path / "home")
    other = another_window(store)
    assert store.file_id == other.file_id != ""
    store.close()
    other.close()


# --- settings


SETTINGS = {
    "journal_mode": "truncate",
    "synchronous": 2,
    "foreign_keys": 1,
    "trusted_schema": 0,
    "cell_size_check": 1,
    "secure_delete": 1,
    "busy_timeout": 5_000,
}


@pytest.mark.parametrize("writing", [True, False])
def test_every_connection_has_the_promised_settings(store: Store, writing: bool) -> None:
    with contextlib.closing(file.connect(store.path, writing=writing)) as connection:
        found = {name: connection.execute(f"PRAGMA {name}").fetchone()[0] for name in SETTINGS}
        assert found == SETTINGS
        assert connection.execute("PRAGMA query_only").fetchone()[0] == int(not writing)
        assert connection.isolation_level is None


def test_a_foreign_key_that_leads_nowhere_is_refused_by_the_file(store: Store) -> None:
    with (
        contextlib.closing(file.connect(store.path)) as connection,
        pytest.raises(sqlite3.IntegrityError, match="FOREIGN KEY"),
    ):
        connection.execute("UPDATE member SET group_id = 'nowhere'")


def test_an_old_sqlite_is_said(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sqlite3, "sqlite_version_info", (3, 36, 0))
    monkeypatch.setattr(sqlite3, "sqlite_version", "3.36.0")
    with pytest.raises(CannotOpen) as problem:
        file.connect(store.path)
    assert said(problem) == ("This Python has SQLite 3.36.0; nettverk needs 3.37 or newer. Install a newer Python.")


# --- what is no network file


def text_file(path: Path) -> None:
    path.write_text("Kjære alle, " * 40)


def empty(path: Path) -> None:
    path.write_bytes(b"")


def short(path: Path) -> None:
    path.write_bytes(b"SQLite format 3\x00" + bytes(60))


def folder(path: Path) -> None:
    path.mkdir()


def fifo(path: Path) -> None:
    os.mkfifo(path)


def foreign(path: Path) -> None:
    with contextlib.closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE note (id TEXT)")
        connection.execute("PRAGMA user_version = 1")


def link_to_foreign(path: Path) -> None:
    foreign(path.with_name("annen.db"))
    path.symlink_to("annen.db")


def link_to_nowhere(path: Path) -> None:
    path.symlink_to("ingensteds.db")


def nothing(path: Path) -> None:
    assert not path.exists()


def newer(path: Path) -> None:
    with contextlib.closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE something_new (id TEXT)")
        connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        connection.execute("PRAGMA user_version = 9999")


@pytest.mark.parametrize(
    ("make", "sentence"),
    [
        (text_file, "x.db is not a network file. It was left as it is."),
        (empty, "x.db is not a network file. It was left as it is."),
        (short, "x.db is not a network file. It was left as it is."),
        (folder, "x.db is a folder. Name a file in it."),
        (fifo, "x.db is no ordinary file."),
        (foreign, "x.db belongs to another program. It was left as it is."),
        (link_to_foreign, "x.db belongs to another program. It was left as it is."),
        (link_to_nowhere, "x.db does not exist. Check the name, or make a new file."),
        (nothing, "x.db does not exist. Check the name, or make a new file."),
        (newer, "x.db was made by a newer version of nettverk. Upgrade nettverk to open it."),
    ],
    ids=lambda value: value if isinstance(value, str) else value.__name__,
)
def test_what_is_no_network_file_is_left_as_it_is(tmp_path: Path, make: object, sentence: str) -> None:
    place, home = tmp_path / "place", tmp_path / "home"
    place.mkdir()
    assert callable(make)
    make(place / "x.db")
    before = everything_in(place)
    with pytest.raises(CannotOpen) as problem:
        Store.open(place / "x.db", home=home)
    assert said(problem) == sentence
    assert everything_in(place) == before
    assert not home.exists()


def test_a_name_longer_than_any_file_can_have_is_said(tmp_path: Path) -> None:
    with pytest.raises(CannotOpen) as problem:
        check_is_ours(tmp_path / ("x" * 300))
    assert said(problem).endswith("cannot be read. Check who may open it.")


def test_our_own_file_under_another_name_is_ours(store: Store, tmp_path: Path) -> None:
    store.close()
    shutil.copy(store.path, tmp_path / "kopi.txt")
    (tmp_path / "lenke").symlink_to("kopi.txt")
    check_is_ours(tmp_path / "kopi.txt")
    check_is_ours(tmp_path / "lenke")


# --- what is damaged, killed or locked


def test_a_damaged_file_is_said_to_be_and_left(store: Store) -> None:
    for number in range(5):
        done(store.apply(note(f"n{number}", "x" * 20_000)))
    store.close()
    whole = store.path.read_bytes()
    store.path.write_bytes(whole[: len(whole) // 2])
    before = store.path.read_bytes()
    with pytest.raises(CannotOpen) as problem:
        another_window(store)
    assert said(problem) == ("nettverk.db is damaged. It was left as it is; good copies lie in nettverk.db.copies.")
    assert store.path.read_bytes() == before


def test_a_wrong_page_is_noticed_at_open(store: Store) -> None:
    store.close()
    content = bytearray(store.path.read_bytes())
    # The second page is a table's root: a page type no table has.
    content[4096] = 0xFF
    store.path.write_bytes(content)
    with pytest.raises(CannotOpen) as problem:
        another_window(store)
    assert "is damaged" in said(problem)


def test_a_row_that_breaks_the_files_own_rules_is_noticed_at_open(store: Store) -> None:
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
def test_what_a_killed_writer_left_is_rolled_back(store: Store, writing: bool) -> None:
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


def test_a_file_that_stays_locked_is_said(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(file.connect, "__kwdefaults__", {"writing": True, "timeout_ms": 20})
    with looking(store.path) as other:
        other.execute("BEGIN EXCLUSIVE")
        with pytest.raises(CannotOpen) as problem:
            another_window(store)
    assert said(problem) == "nettverk.db cannot be opened: database is locked."


# --- what may only be read


@pytest.fixture
def read_only(clock: HandClock) -> Iterator[Path]:
    """A file with a note in it, in a folder, and neither may be written by whoever is let in."""
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
    """What `act` answers to a user who owns nothing here; root, who may write everywhere, becomes nobody for it."""
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


def test_a_folder_that_may_only_be_read_gets_no_file(read_only: Path) -> None:
    def act() -> str:
        with pytest.raises(CannotOpen) as problem:
            Store.create(read_only / "ny.db")
        return said(problem)

    assert as_somebody(act) == f"ny.db cannot be made in {read_only}. Choose a folder you may write in."


def test_a_file_that_may_only_be_read_is_read_and_says_so_when_written(read_only: Path) -> None:
    before = everything_in(read_only)

    def act() -> str:
        store = Store.open(read_only / "nettverk.db", home=read_only / "home")
        notes = [row.id for row in store.rows.find(Note)]
        with pytest.raises(NotSaved) as problem:
            store.apply(note("m"))
        store.close()
        return f"{notes} {problem.value} {store.drafts.kept} {store.copy_problem is not None}"

    assert as_somebody(act) == "['n'] attempt to write a readonly database False True"
    assert everything_in(read_only) == before


def test_a_file_that_may_not_be_read_is_said_to_be_so(read_only: Path) -> None:
    (read_only / "nettverk.db").chmod(0o000)

    def act() -> str:
        with pytest.raises(CannotOpen) as problem:
            check_is_ours(read_only / "nettverk.db")
        return said(problem)

    assert as_somebody(act) == "nettverk.db cannot be read. Check who may open it."


# --- upgrading


NEXT = (2, "ALTER TABLE note ADD COLUMN colour TEXT;\nCREATE TABLE weather (on_day TEXT) STRICT;\n")
WRONG = (2, "ALTER TABLE note ADD COLUMN colour TEXT;\nCREATE TABLE weather (on_day NONSENSE) STRICT;\n")


def version(path: Path) -> int:
    with looking(path) as connection:
        return int(connection.execute("PRAGMA user_version").fetchone()[0])


def test_an_older_file_is_copied_then_upgraded(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    done(store.apply(note("n")))
    store.close()
    first = file.migrations()[0]
    monkeypatch.setattr(file, "migrations", lambda: [first, NEXT])
    opened = another_window(store)
    (copy,) = copies(store.path)
    assert (version(copy), version(store.path)) == (1, 2)
    with looking(store.path) as connection:
        assert connection.execute("SELECT text, colour FROM note").fetchone()[0] == "Et notat"
    opened.close()


def test_an_upgrade_that_fails_leaves_the_file_usable(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    done(store.apply(note("n")))
    store.close()
    before = contents(store.path)
    first = file.migrations()[0]
    monkeypatch.setattr(file, "migrations", lambda: [first, WRONG])
    with pytest.raises(CannotOpen) as problem:
        another_window(store)
    assert said(problem).startswith("nettverk.db cannot be opened: ")
    assert (contents(store.path), version(store.path)) == (before, 1)
    monkeypatch.undo()
    opened = another_window(store)
    assert [row.id for row in opened.rows.find(Note)] == ["n"]
    opened.close()


def test_nothing_is_upgraded_without_a_copy(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    store.close()
    store.path.with_name("nettverk.db.copies").write_text("in the way")
    opened = another_window(store)
    assert opened.copy_problem is not None
    opened.close()
    first = file.migrations()[0]
    monkeypatch.setattr(file, "migrations", lambda: [first, NEXT])
    with pytest.raises(CannotOpen) as problem:
        another_window(store)
    assert said(problem).startswith("nettverk.db must be upgraded, but no copy could be made first: ")
    assert version(store.path) == 1


def test_a_step_another_window_did_in_the_meantime_is_not_done_again(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    store.close()
    first = file.migrations()[0]
    steps = [first, NEXT]

    def while_another_window_upgrades() -> list[tuple[int, str]]:
        monkeypatch.setattr(file, "migrations", lambda: steps)
        with contextlib.closing(file.connect(store.path)) as other:
            file.upgrade(other)
        return steps

    monkeypatch.setattr(file, "migrations", while_another_window_upgrades)
    with contextlib.closing(file.connect(store.path)) as connection:
        file.upgrade(connection)
    assert version(store.path) == 2


UPGRADER = """
import sys
from pathlib import Path
from nettverk_tui.store import file
from nettverk_tui.store.store import NotSaved, Store
first = file.migrations()[0]
file.migrations = lambda: [first, (2, "CREATE TABLE weather (id TEXT) STRICT;\\nINSERT INTO weather VALUES ('x');\\n")]
sys.stdin.readline()
store = Store.open(Path(sys.argv[1]), home=Path(sys.argv[2]))
store.close()
"""


def test_processes_that_upgrade_at_once_do_it_once(store: Store, tmp_path: Path) -> None:
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
    assert version(store.path) == 2


def test_each_step_of_the_schema_has_its_number() -> None:
    numbers = [number for number, _ in file.migrations()]
    assert numbers == list(range(1, len(numbers) + 1))
    assert file.newest_version() == numbers[-1]


def test_making_and_opening_go_by_the_clock_they_are_given(tmp_path: Path) -> None:
    clock = HandClock("9:00")
    store = new_store(tmp_path / "a.db", clock)
    assert contents(store.path)["file"][0][2:] == (clock.now, "nettverk")
    clock.now += 5
    assert store.now() == clock.now
    store.close()
