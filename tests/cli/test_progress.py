"""Progress of long work: shown on standard error when that is a terminal, and Ctrl+C ends the work."""

import io
import signal
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from nettverk_tui.cli import progress
from nettverk_tui.cli.progress import shown
from nettverk_tui.language import Translator
from nettverk_tui.store.progress import Ended, to_the_end
from tests.cli.calling import run
from tests.store.ground import contents

T = Translator("en")


class Terminal(io.StringIO):
    """A standard error that is a terminal."""

    def isatty(self) -> bool:
        return True


def at_terminal(monkeypatch: pytest.MonkeyPatch) -> Terminal:
    """Called by the test itself: pytest puts its own in this place after the fixtures."""
    terminal = Terminal()
    monkeypatch.setattr(sys, "stderr", terminal)
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.setattr(progress, "_AFTER_SECONDS", 0)
    return terminal


def until_seen(terminal: Terminal, words: str) -> None:
    while words not in terminal.getvalue():
        time.sleep(0.01)


def test_terminal_shows_the_work_and_its_share(monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = at_terminal(monkeypatch)
    with shown(T, "Looking through [b]nettverk.db") as tell:
        # It is shown before the first share is reported.
        until_seen(terminal, "Looking through [b]nettverk.db")
        tell(0.25)
    assert "25%" in terminal.getvalue()


def test_short_work_shows_no_progress(monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = at_terminal(monkeypatch)
    monkeypatch.setattr(progress, "_AFTER_SECONDS", 1000)
    with shown(T, "Copying") as tell:
        tell(0.5)
    assert terminal.getvalue() == ""


def test_pipe_shows_no_progress(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(progress, "_AFTER_SECONDS", 0)
    with shown(T, "Copying") as tell:
        tell(0.5)
    assert capsys.readouterr() == ("", "")


def test_quiet_work_shows_no_progress(monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = at_terminal(monkeypatch)
    with shown(T, "Writing out", quiet=True) as tell:
        tell(0.5)
    assert terminal.getvalue() == ""


# --- Ctrl+C


@pytest.fixture(autouse=True)
def hearing() -> Iterator[None]:
    """Handle SIGINT, also where the tests were started with it ignored."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


def interrupt() -> None:
    signal.raise_signal(signal.SIGINT)


def test_ctrl_c_ends_work_at_its_next_report(capsys: pytest.CaptureFixture[str]) -> None:
    between = []

    def work() -> None:
        with shown(T, "Copying") as tell:
            interrupt()
            between.append("what belongs together")
            tell(0.5)
            between.append("never")

    with pytest.raises(SystemExit) as ended:
        work()
    assert ended.value.code == 130
    assert between == ["what belongs together"]
    assert capsys.readouterr() == ("", "Ended. Nothing was changed.\n")


def test_ctrl_c_lets_work_finish_that_cannot_be_interrupted(capsys: pytest.CaptureFixture[str]) -> None:
    with shown(T, "Taking out") as tell:
        last = to_the_end(tell)
        for share in (0.5, 0.75, 1):
            interrupt()
            last(share)
    assert capsys.readouterr() == ("", "")


def test_second_ctrl_c_ends_work_that_reports_nothing() -> None:
    def work() -> None:
        with shown(T, "Copying"):
            interrupt()
            interrupt()

    with pytest.raises(KeyboardInterrupt):
        work()


def test_ignored_ctrl_c_stays_ignored() -> None:
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        with shown(T, "Copying") as tell:
            interrupt()
            tell(1)
    finally:
        signal.signal(signal.SIGINT, before)


def test_handler_of_ctrl_c_is_restored_after_the_work() -> None:
    before = signal.getsignal(signal.SIGINT)
    with shown(T, "Copying") as tell:
        tell(1)
    assert signal.getsignal(signal.SIGINT) is before


@pytest.mark.parametrize(
    "command",
    [
        ("check",),
        ("export", "-o", "out"),
        ("backup",),
        ("backup", "copy.db"),
        ("restore", "older.db", "--yes"),
        ("rescue", "network/nettverk.db", "new.db"),
        ("import", "export.json", "--file", "again.db"),
        ("erase", "--member", "Kari Nordmann", "--yes"),
    ],
    ids=" ".join,
)
def test_interrupted_command_says_so_and_changes_nothing(
    path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, command: tuple[str, ...]
) -> None:
    monkeypatch.chdir(tmp_path)
    assert run("backup", "older.db", "--file", path).exit_code == 0
    exported = run("export", "--file", path).stdout
    Path("export.json").write_text(exported, "utf-8")
    before = contents(path)

    def ended(*_: object) -> None:
        raise Ended

    monkeypatch.setattr(progress._Watch, "tell", ended)
    result = run(*command, *(() if {"--file", "rescue"} & set(command) else ("--file", path)))
    assert (result.exit_code, result.stdout) == (130, "")
    assert result.stderr.endswith("Ended. Nothing was changed.\n")
    assert contents(path) == before
    assert not {"out", "copy.db", "new.db", "again.db"} & {path.name for path in tmp_path.iterdir() if path.is_file()}
