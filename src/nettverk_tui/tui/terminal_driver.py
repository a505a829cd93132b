"""The terminal under the app on Linux and macOS: no byte that comes from it, and no signal, leaves it unusable.

Textual's own driver reads UTF-8 strictly, so that one byte of a terminal that writes Latin-1 ended the program; and a
signal ended it without giving the terminal back.
"""

import codecs
import contextlib
import os
import re
import selectors
import signal
import termios
import threading
import tty
from collections.abc import Iterator
from types import FrameType
from typing import IO, Any

from textual._xterm_parser import XTermParser
from textual.drivers.linux_driver import LinuxDriver
from textual.message import Message

#: The app ends by itself at these, in its own order; it has so long for it (seconds).
_ENDING, _PATIENCE = (signal.SIGTERM, signal.SIGHUP, signal.SIGINT), 5.0
#: Everything that was asked of the terminal, taken back.
_LEAVE = (
    b"\x1b[?2004l\x1b[?7h\x1b[?2048l\x1b[?1000l\x1b[?1003l\x1b[?1015l\x1b[?1006l\x1b[?1016l\x1b[<u\x1b[?1049l"
    b"\x1b[?25h\x1b[?1004l"
)
#: What the parser cannot make out takes nothing else with it: it gets one sequence at a time.
_SEQUENCE = re.compile(r"(\x1b\[[0-?]*[ -/]*[@-~])")
_READ_AT_ONCE, _LOOK_SECONDS = 4096, 0.1


def _latin(error: UnicodeError) -> tuple[str, int]:
    """What is not UTF-8 as the Latin-1 letters it stands for; what stands for none is left out."""
    assert isinstance(error, UnicodeDecodeError)
    letters = (chr(byte) for byte in error.object[error.start : error.end] if byte >= 0xA0)
    return "".join(letters), error.end


codecs.register_error("nettverk.latin", _latin)


class Letters:
    """The text in a terminal's bytes: UTF-8, and what is no UTF-8 as Latin-1."""

    def __init__(self) -> None:
        self._decoder = codecs.getincrementaldecoder("utf-8")("nettverk.latin")
        self._alone = False

    def read(self, data: bytes) -> str:
        """The text of these bytes; the first half of a letter waits for the second."""
        waited = len(self._decoder.getstate()[0])
        text = self._decoder.decode(data)
        # The halves of a letter come together; in a long text they may come apart, and then the first came with others.
        # Where each byte has become a letter, it is no UTF-8 that comes.
        waits = len(self._decoder.getstate()[0])
        self._alone = len(data) == 1 or (not text.isascii() and len(text) == waited + len(data) - waits)
        return text

    def nothing_came(self) -> str:
        """Nothing has come for a while: a byte that came alone and waits is a letter of its own."""
        waits = self._alone and self._decoder.getstate()[0]
        return self._decoder.decode(b"", final=True) if waits else ""


class _Lasting:
    """The terminal to write to; when it is gone, nothing is written any more, and the program still ends."""

    def __init__(self, file: IO[str]) -> None:
        self._file = file

    def write(self, text: str) -> int:
        with contextlib.suppress(OSError, ValueError):
            self._file.write(text)
        return len(text)

    def flush(self) -> None:
        with contextlib.suppress(OSError, ValueError):
            self._file.flush()

    def __getattr__(self, name: str) -> Any:
        return getattr(self._file, name)


class TerminalDriver(LinuxDriver):
    """Textual's driver, with reading and ending of its own."""

    _ending: int | None = None
    #: Whether something of the terminal is to be given back, and whether all of it has been taken.
    _drawing = _holding = False

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self._file: Any = _Lasting(self._file)
        self._before: dict[int, Any] = {}

    # --- beginning and ending

    def start_application_mode(self) -> None:
        """Take the terminal; from here on it is given back, whatever ends the program."""
        for number in _ENDING:
            # Who starts it with nohup does not want it to end with the terminal.
            if signal.getsignal(number) is not signal.SIG_IGN:
                self._before.setdefault(number, signal.signal(number, self._signalled))
        self._drawing = True
        super().start_application_mode()  # type: ignore[no-untyped-call]
        self._holding = True

    def stop_application_mode(self) -> None:
        """Give the terminal back."""
        self._holding = False
        if self._mouse_pixels:
            self.write("\x1b[?1016l")
        super().stop_application_mode()
        self._drawing = False

    def _sigcont_application(self, *_: object) -> None:
        """Take the terminal again, if anybody has had it meanwhile: whoever stops a program need not say so first.

        Textual takes it in any case, with a second thread that reads keys beside the first, so that they overtake each
        other.
        """
        if self._must_signal_resume:
            super()._sigcont_application()
        elif self._holding and not self._is_ours():
            self.suspend_application_mode()
            self.resume_application_mode()

    def _is_ours(self) -> bool:
        """Whether keys still come one by one, as was asked for; a shell that has the terminal collects lines."""
        try:
            modes: int = termios.tcgetattr(self.fileno)[tty.LFLAG]
        except termios.error:
            return True
        return not modes & termios.ICANON

    def close(self) -> None:
        super().close()
        for number, handler in self._before.items():
            signal.signal(number, handler)
        self._before.clear()

    def _signalled(self, number: int, _: FrameType | None) -> None:
        if self._ending is None:
            self._end(number)
        elif number != signal.SIGHUP:
            self._end_at_once(number)

    def _lost(self) -> None:
        """The terminal is gone; most often a signal says so as well."""
        if self._ending is None:
            self._end(signal.SIGHUP)

    def _end(self, number: int) -> None:
        """End the app in its own order, as a signal asks; at once where that takes too long."""
        self._ending = number
        patience = threading.Timer(_PATIENCE, self._end_at_once, [number])
        patience.daemon = True
        patience.start()
        self._loop.call_soon_threadsafe(self._exit, 128 + number)

    def _exit(self, status: int) -> None:
        self._app.exit(return_code=status)

    def _end_at_once(self, number: int) -> None:
        """What has been stored is stored, and what is half written is kept: this is no worse than a kill."""
        if self._drawing:
            with contextlib.suppress(OSError, termios.error):
                # A terminal that takes nothing must not hold this up.
                os.set_blocking(self._file.fileno(), False)
                os.write(self._file.fileno(), _LEAVE)
            with contextlib.suppress(OSError, termios.error):
                if self.attrs_before is not None:
                    termios.tcsetattr(self.fileno, termios.TCSANOW, self.attrs_before)
        os._exit(128 + number)

    # --- reading

    def _run_input_thread(self) -> None:
        try:
            self.run_input_thread()
        except Exception as problem:
            # Told as any other fault of the program is.
            self._loop.call_soon_threadsafe(self._app.call_later, self._app._handle_exception, problem)

    def run_input_thread(self) -> None:
        """Read keys until the app ends."""
        letters, self._parser = Letters(), XTermParser(self._debug)
        with selectors.SelectSelector() as selector:
            selector.register(self.fileno, selectors.EVENT_READ)
            while not self.exit_event.is_set():
                if selector.select(_LOOK_SECONDS):
                    data = self._read()
                    if data is None:
                        self._lost()
                        self.exit_event.wait()
                        return
                    text = letters.read(data)
                else:
                    text = letters.nothing_came()
                for message in self._messages(text):
                    self.process_message(message)

    def _read(self) -> bytes | None:
        """What has come; None where the terminal is gone."""
        try:
            return os.read(self.fileno, _READ_AT_ONCE) or None
        except BlockingIOError:
            return b""
        except OSError:
            return None

    def _messages(self, text: str) -> Iterator[Message]:
        for piece in _SEQUENCE.split(text):
            yield from self._parsed(piece)
        yield from self._parsed(None)

    def _parsed(self, piece: str | None) -> Iterator[Message]:
        try:
            if piece is None:
                yield from self._parser.tick()
            elif piece:
                yield from self._parser.feed(piece)
        except Exception:
            # Numbers that stand for no letter, and the like.
            self._parser = XTermParser(self._debug)
