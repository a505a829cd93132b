"""A program in a pseudo-terminal, and the screen it has drawn: rows of text, without colours."""

import codecs
import contextlib
import os
import re
import signal
import termios
import threading
import time
import tty
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path

import pexpect
from rich.cells import cell_len

from tests.support.patience import PATIENCE_SECONDS, Patience

#: Signals that children of a background shell, or of nohup, ignore; a program in a terminal does not.
_SIGNALS = (signal.SIGHUP, signal.SIGINT, signal.SIGQUIT, signal.SIGTERM, signal.SIGTSTP)
_STILL_SECONDS = 0.005
_TOKEN = re.compile(
    r"\x1b\[(?P<parameters>[0-?]*)[ -/]*(?P<final>[@-~])|\x1b[\]PX^_].*?(?:\x07|\x1b\\)|\x1b[ -/]*[0-~]|(?P<plain>.)",
    re.DOTALL,
)
_UNFINISHED = re.compile(r"\x1b(?:\[[0-?]*[ -/]*|[\]PX^_][^\x07]*|[ -/]*)?\Z", re.DOTALL)


class Screen:
    """As much of a terminal as Textual needs: the cursor is placed, text is written, parts are erased."""

    def __init__(self, rows: int, columns: int) -> None:
        self.resize(rows, columns)
        self._rest = ""

    def resize(self, rows: int, columns: int) -> None:
        """An empty screen of another size; the program draws it anew."""
        self._columns = columns
        self._cells = [[" "] * columns for _ in range(rows)]
        self._row = self._column = 0

    @property
    def lines(self) -> Sequence[str]:
        """The lines of the screen."""
        return ["".join(row).rstrip() for row in self._cells]

    def feed(self, text: str) -> None:
        """Draw what the program wrote; a sequence cut in two waits for its end."""
        text = self._rest + text
        cut = _UNFINISHED.search(text)
        self._rest = text[cut.start() :] if cut is not None else ""
        for token in _TOKEN.finditer(text[: cut.start()] if cut is not None else text):
            if token["final"] is not None:
                self._control(token["final"], token["parameters"])
            elif token["plain"] is not None:
                self._put(token["plain"])

    def _control(self, final: str, parameters: str) -> None:
        if final == "H":
            row, _, column = parameters.partition(";")
            self._row, self._column = int(row or 1) - 1, int(column or 1) - 1
        elif final == "J" and parameters == "2":
            self._cells = [[" "] * self._columns for _ in self._cells]

    def _put(self, character: str) -> None:
        if character == "\r":
            self._column = 0
        elif character == "\n":
            self._row += 1
        elif character >= " " and 0 <= self._row < len(self._cells) and self._column < self._columns:
            width = cell_len(character)
            if width == 0 and self._column > 0:
                self._cells[self._row][self._column - 1] += character
                return
            self._cells[self._row][self._column] = character
            for covered in range(self._column + 1, min(self._column + width, self._columns)):
                self._cells[self._row][covered] = ""
            self._column += width


def _as_from_a_terminal() -> None:
    for number in _SIGNALS:
        signal.signal(number, signal.SIG_DFL)


class Terminal:
    """One run of a program, until `end`."""

    def __init__(
        self, command: Sequence[str], env: Mapping[str, str], *, cwd: Path, rows: int = 24, columns: int = 80
    ) -> None:
        self.screen = Screen(rows, columns)
        #: All output of the program.
        self.written = ""
        self._decoder = codecs.getincrementaldecoder("utf-8")("replace")
        self._child = pexpect.spawn(
            command[0],
            list(command[1:]),
            env=dict(env),
            cwd=cwd,
            dimensions=(rows, columns),
            preexec_fn=_as_from_a_terminal,
        )
        self._child.delaybeforesend = None
        self._child.delayafterclose = self._child.ptyproc.delayafterclose = 0

    @property
    def lines(self) -> Sequence[str]:
        """The lines of the screen, as far as they have been read."""
        return self.screen.lines

    @property
    def text(self) -> str:
        """The same as one text."""
        return "\n".join(self.lines)

    def send(self, keys: str | bytes) -> None:
        """Type; output of the program is read meanwhile, so that neither side waits for the other."""
        data = keys.encode() if isinstance(keys, str) else keys
        for start in range(0, len(data), 512):
            with contextlib.suppress(OSError):
                self._child.send(data[start : start + 512])
            self.read(0)

    def read(self, seconds: float) -> bool:
        """Draw what the program writes within that time; False when it is gone."""
        until = time.monotonic() + seconds
        while True:
            try:
                data = self._child.read_nonblocking(65536, timeout=max(until - time.monotonic(), 0))
            except pexpect.TIMEOUT:
                return True
            except pexpect.EOF:
                return False
            # A letter may come in two halves.
            text = self._decoder.decode(data)
            self.written += text
            self.screen.feed(text)
            if time.monotonic() > until:
                return True

    def wait(self, what: Callable[[], bool], seconds: float = PATIENCE_SECONDS) -> bool:
        """Read until it is so. False when the program is gone first; raises TimeoutError when nothing comes of it."""
        patience = Patience(seconds)
        while True:
            # Looked at when there is nothing more to read: half a line may say what the whole does not.
            runs = self.read(_STILL_SECONDS)
            if what():
                return True
            if not runs:
                return False
            if patience.is_over:
                raise TimeoutError(self.text)

    def resize(self, rows: int, columns: int) -> None:
        """Another size of the window."""
        self.screen.resize(rows, columns)
        self._child.setwinsize(rows, columns)

    def signal(self, number: int) -> None:
        """Send the program a signal."""
        with contextlib.suppress(ProcessLookupError):
            os.kill(self._child.pid, number)

    @contextlib.contextmanager
    def slowed(self, runs: float, stands: float) -> Iterator[None]:
        """Let the program run for so many seconds and stop it for so many, again and again, as on a busy machine."""
        over = threading.Event()

        def stop_and_go() -> None:
            while not over.is_set():
                self.signal(signal.SIGSTOP)
                over.wait(stands)
                self.signal(signal.SIGCONT)
                over.wait(runs)

        thread = threading.Thread(target=stop_and_go)
        thread.start()
        try:
            yield
        finally:
            over.set()
            thread.join()

    def stop(self) -> None:
        """Ask the program to stop, as Ctrl-Z does in other programs, and wait until it has."""
        self.signal(signal.SIGTSTP)
        self.wait(lambda: os.waitpid(self._child.pid, os.WUNTRACED | os.WNOHANG) != (0, 0))

    def collect_lines(self) -> None:
        """Let the terminal collect lines, as a shell does while the program is stopped."""
        modes = termios.tcgetattr(self._child.child_fd)
        modes[tty.LFLAG] |= termios.ICANON | termios.ECHO
        termios.tcsetattr(self._child.child_fd, termios.TCSANOW, modes)

    def hang_up(self) -> None:
        """Close the terminal, as a lost connection does."""
        self._child.ptyproc.fileobj.close()

    def gone(self) -> int | None:
        """Read the rest, and wait for the end; the number of the signal that ended the program, if one did."""
        if not self._child.closed:
            if not self._child.ptyproc.fileobj.closed:
                self.wait(lambda: False)
            patience = Patience()
            while self._child.isalive():
                if patience.is_over:
                    raise TimeoutError(self.text)
                time.sleep(0.005)
            self._child.close()
        number: int | None = self._child.signalstatus
        return number

    @property
    def status(self) -> int | None:
        """The exit code of the program, once it has ended by itself."""
        status: int | None = self._child.exitstatus
        return status

    def end(self) -> None:
        """Kill the program if it still runs, and see it go."""
        if not self._child.closed:
            self.signal(signal.SIGKILL)
            self.gone()
