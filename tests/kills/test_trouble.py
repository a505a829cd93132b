"""Trouble of the terminal during writing: signals, sizes, encodings, a lost connection."""

import contextlib
import re
import signal
import sys
from collections.abc import Callable, Mapping

import pytest

if sys.platform == "win32":
    pytest.skip("needs a pseudo-terminal and its signals", allow_module_level=True)

from tests.kills.app import FAULTS
from tests.kills.conftest import Scene
from tests.kills.ledger import run_of
from tests.kills.terminal import Terminal
from tests.kills.typist import HOME, LINE, Typist

FIRST, TEXT = "the first one", "ringe på mandag og spørre"


def half_typed(typist: Typist) -> None:
    """One entry stored, another one begun."""
    typist.open_gathering()
    typist.enter(FIRST)
    typist.write(TEXT)
    typist.see(lambda: typist.line == TEXT and typist.draft == TEXT)


@pytest.mark.parametrize(
    "end",
    [
        lambda terminal: terminal.signal(signal.SIGINT),
        lambda terminal: terminal.signal(signal.SIGTERM),
        lambda terminal: terminal.signal(signal.SIGHUP),
        Terminal.hang_up,
    ],
    ids=["SIGINT", "SIGTERM", "SIGHUP", "a lost connection"],
)
def test_signal_during_writing_leaves_the_draft(scene: Scene, end: Callable[[Terminal], None]) -> None:
    with scene.window() as typist:
        half_typed(typist)
        end(typist.terminal)
        typist.terminal.gone()
        scene.settle(typist)
    assert scene.ledger.said() == [FIRST]
    assert scene.drafts() == [TEXT]


def given_back(terminal: Terminal) -> bool:
    """Whether every terminal mode was reset at the end: screen, cursor, mouse, pastes, keyboard."""
    pairs = [("?1049h", "?1049l"), ("?25l", "?25h"), ("?1000h", "?1000l"), ("?1003h", "?1003l"), ("?2004h", "?2004l")]
    written = terminal.written
    return all(written.rfind(f"\x1b[{asked}") < written.rfind(f"\x1b[{taken_back}") for asked, taken_back in pairs)


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_signal_resets_the_terminal_and_is_in_the_exit_status(scene: Scene, number: signal.Signals) -> None:
    with scene.window() as typist:
        half_typed(typist)
        assert not given_back(typist.terminal)
        typist.terminal.signal(number)
        typist.terminal.gone()
        assert given_back(typist.terminal)
        assert typist.terminal.status == 128 + number
    assert scene.drafts() == [TEXT]


@pytest.mark.parametrize("where", FAULTS)
def test_fault_of_the_program_resets_the_terminal_and_shows_no_typed_text(scene: Scene, where: str) -> None:
    with scene.window("fault", where) as typist:
        typist.open_gathering()
        typist.write("q")
        typist.terminal.wait(lambda: typist.diary.count("fault") > 0)
        typist.press("z")
        typist.terminal.gone()
        assert given_back(typist.terminal)
        assert typist.terminal.status == 1
        assert "What was stored is safe." in typist.terminal.written
        assert "what was written" not in typist.terminal.written
        assert "Traceback" not in typist.terminal.written
    (report,) = (scene.file.parent / "home").glob("crash-*.txt")
    assert report.stat().st_mode & 0o777 == 0o600
    told = report.read_text("utf-8")
    assert "RuntimeError" in told
    assert "what was written" not in told
    # The letter is half written still.
    assert scene.drafts()[0].startswith("q")


@pytest.mark.parametrize(
    ("bytes_", "text"),
    [
        (b"r\xe6v", "ræv"),
        (b"\xc6\xd8\xc5 \xe6\xf8\xe5", "ÆØÅ æøå"),
        (b"bl\xe5b\xe6r!", "blåbær!"),
        ("ræv og blåbær".encode(), "ræv og blåbær"),
        (b"a\x80\x9b\xffb", "aÿb"),
        (b"\xc3", "Ã"),
        (b"for\x1b[99999999999ubi", "forbi"),
        (b"for\x1b[55296;:9ubi", "forbi"),
    ],
    ids=["æ", "capitals", "in a word", "UTF-8", "no letters", "alone", "no number", "no sequence"],
)
def test_bytes_that_are_not_utf_8_are_letters_or_ignored(scene: Scene, bytes_: bytes, text: str) -> None:
    with scene.window() as typist:
        typist.open_gathering()
        typist.terminal.send(bytes_)
        typist.see(lambda: typist.draft == text)
        typist.store_line()
        scene.settle(typist)
    assert scene.ledger.said() == [text]


def test_half_a_letter_waits_for_its_other_half(scene: Scene) -> None:
    with scene.window() as typist:
        typist.open_gathering()
        typist.terminal.send("her står æ".encode()[:-1])
        typist.see(lambda: typist.draft == "her står ")
        typist.terminal.read(0.5)
        typist.terminal.send("æ".encode()[1:] + b" nei")
        typist.see(lambda: typist.draft == "her står æ nei")


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
@pytest.mark.parametrize("point", ["in commit", pytest.param("journal", marks=pytest.mark.long)])
def test_signal_during_a_save_leaves_the_entry_stored_or_in_the_line(
    scene: Scene, point: str, number: signal.Signals
) -> None:
    """Ctrl-C, a closed window: stored as a whole, or still in the line."""
    with scene.window(point, "2", "1", str(int(number))) as typist:
        half_typed(typist)
        typist.press("\r")
        typist.terminal.gone()
        scene.settle(typist)
    stored = TEXT in scene.ledger.said()
    assert scene.ledger.said() == [FIRST, *[TEXT] * stored]
    with scene.window() as typist:
        typist.open_gathering()
        typist.see(lambda: typist.line == ("" if stored else TEXT))


def test_control_keys_neither_end_the_program_nor_remove_text(scene: Scene) -> None:
    with scene.window() as typist:
        half_typed(typist)
        for key in ("\x03", "\x1c", "\x13", "\x1c\x03", "\x04"):
            typist.press(key)
            typist.write(" nå")
        typist.store_line()
        scene.settle(typist)
    assert scene.ledger.said() == [FIRST, TEXT + 5 * " nå"]


def test_program_stopped_and_continued_keeps_the_draft(scene: Scene) -> None:
    with scene.window() as typist:
        half_typed(typist)
        typist.terminal.stop()
        typist.terminal.signal(signal.SIGCONT)
        typist.see(lambda: typist.terminal.written.count("\x1b[?1049h") == 2)
        typist.see(lambda: typist.line == TEXT)
        typist.write(" nå")
        typist.store_line()
        scene.settle(typist)
    assert scene.ledger.said() == [FIRST, f"{TEXT} nå"]


def test_program_stopped_by_another_process_continues(scene: Scene) -> None:
    """It takes the terminal again only where a shell has had it, and always reads keys with one thread."""
    with scene.window() as typist:
        half_typed(typist)
        for had_by_a_shell in (False, True, False):
            taken = typist.terminal.written.count("\x1b[?1049h")
            typist.terminal.signal(signal.SIGSTOP)
            if had_by_a_shell:
                typist.terminal.collect_lines()
            typist.terminal.signal(signal.SIGCONT)
            if had_by_a_shell:
                typist.see(lambda: typist.terminal.written.count("\x1b[?1049h") == taken + 1)  # noqa: B023
            typist.write(" nå")
            typist.see(lambda: typist.line.endswith(" nå"))
            assert typist.terminal.written.count("\x1b[?1049h") == taken + had_by_a_shell
        typist.store_line()
        scene.settle(typist)
    assert scene.ledger.said() == [FIRST, f"{TEXT} nå nå nå"]


def test_resize_during_writing_keeps_the_draft(scene: Scene) -> None:
    with scene.window() as typist:
        typist.open_gathering()
        for rows, columns in ((5, 20), (24, 80), (1, 1), (5, 20), (50, 200), (24, 80)):
            typist.write("ringe og ")
            typist.terminal.resize(rows, columns)
        typist.see(lambda: LINE in typist.terminal.text)
        typist.write("spørre")
        typist.store_line()
        scene.settle(typist)
    assert scene.ledger.said() == ["ringe og " * 6 + "spørre"]


def test_terminal_of_twenty_columns_and_five_rows_takes_text(scene: Scene) -> None:
    with scene.window(rows=5, columns=20) as typist:
        # The screen shows too little to wait for certain words; nor is it needed, see below.
        typist.see(lambda: is_painted(typist))
        typist.press(f"\r{TEXT}")
        typist.see(lambda: typist.draft == TEXT)
        typist.terminal.resize(24, 80)
        typist.see(lambda: typist.line == TEXT)
        typist.store_line()
        scene.settle(typist)
    assert scene.ledger.said() == [TEXT]


def is_painted(typist: Typist) -> bool:
    return bool(typist.terminal.text.strip())


@pytest.mark.parametrize("stands", [0.0, 0.02, 0.1], ids=["a quick machine", "a busy one", "a very busy one"])
def test_no_key_is_lost_once_something_is_painted(scene: Scene, stands: float) -> None:
    """On the list, and in the gathering that its first key opens."""
    with scene.window() as typist:
        with typist.terminal.slowed(0.01, stands) if stands else contextlib.nullcontext():
            typist.see(lambda: is_painted(typist))
            typist.press("\r")
            before = typist.terminal.text
            typist.see(lambda: is_painted(typist) and typist.terminal.text != before)
            typist.press(f"{TEXT}\r")
            typist.see(lambda: typist.diary.commits == 1)
        scene.settle(typist)
    assert scene.ledger.said() == [TEXT]


@pytest.mark.parametrize(
    "env",
    [
        {"NO_COLOR": "1"},
        {"LC_ALL": "C"},
        {"LC_ALL": "POSIX", "PYTHONCOERCECLOCALE": "0", "PYTHONUTF8": "0", "TERM": "dumb"},
    ],
    ids=["no colour", "locale C", "nothing but ASCII"],
)
def test_other_kinds_of_terminals_store_an_entry(scene: Scene, env: Mapping[str, str]) -> None:
    with scene.window(env=env) as typist:
        typist.see(lambda: HOME in typist.terminal.lines[-1])
        typist.press("\r")
        typist.to_line()
        typist.write(TEXT)
        typist.see(lambda: typist.draft == TEXT)
        typist.press("\r")
        typist.see(lambda: typist.diary.commits == 1)
        scene.settle(typist)
    assert scene.ledger.said() == [TEXT]
    if "NO_COLOR" in env:
        colours = re.findall(r"[34]8;2;(\d+);(\d+);(\d+)", typist.terminal.written)
        assert [colour for colour in colours if len(set(colour)) > 1] == []


def test_file_of_a_killed_program_is_read_by_the_next(scene: Scene) -> None:
    """The journal of a write that was cut off is rolled back by the first program that opens the file, even to read."""
    with scene.window("before commit", "1") as typist:
        typist.open_gathering()
        typist.write(TEXT)
        typist.press("\r")
        typist.terminal.gone()
        assert run_of(typist.diary.read()).in_transaction
        scene.settle(typist)
    assert scene.drafts() == [TEXT]
