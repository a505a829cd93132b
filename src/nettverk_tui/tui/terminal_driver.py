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

#: At these signals the app ends in its own order, within so many seconds.
_ENDING, _PATIENCE = (signal.SIGTERM, signal.SIGHUP, signal.SIGINT), 5.0
#: Undoes every mode that was set on the terminal.
_LEAVE = (
    b"\x1b[?2004l\x1b[?7h\x1b[?2048l\x1b[?1000l\x1b[?1003l\x1b[?1015l\x1b[?1006l\x1b[?1016l\x1b[<u\x1b[?1049l"
    b"\x1b[?25h\x1b[?1004l"
)
#: The parser gets one sequence at a time, so that one it cannot read does not swallow the next.
_SEQUENCE = re.compile(r"(\x1b\[[0-?]*[ -/]*[@-~])")
_READ_AT_ONCE, _LOOK_SECONDS = 4096, 0.1


def _latin(error: UnicodeError) -> tuple[str, int]:
    """Decode bytes that are not UTF-8 as Latin-1 letters; leave out control codes."""
    assert isinstance(error, UnicodeDecodeError)
    letters = (chr(byte) for byte in error.object[error.start : error.end] if byte >= 0xA0)
    return "".join(letters), error.end


codecs.register_error("nettverk.latin", _latin)


class Letters:
    """Decode the bytes of a terminal: UTF-8, and anything else as Latin-1."""

    def __init__(self) -> None:
        self._decoder = codecs.getincrementaldecoder("utf-8")("nettverk.latin")
        self._alone = False

    def read(self, data: bytes) -> str:
        """Return the text of these bytes; keep an incomplete letter until its rest arrives."""
        waited = len(self._decoder.getstate()[0])
        text = self._decoder.decode(data)
        # UTF-8 sends the bytes of a letter together, and only a long text is split between them: a byte that arrives
        # alone, or bytes that have each become a letter, are Latin-1.
        waits = len(self._decoder.getstate()[0])
        self._alone = len(data) == 1 or (not text.isascii() and len(text) == waited + len(data) - waits)
        return text

    def nothing_came(self) -> str:
        """Return the byte that still waits, as a letter of its own: nothing has arrived for a while."""
        waits = self._alone and self._decoder.getstate()[0]
        return self._decoder.decode(b"", final=True) if waits else ""


class _Lasting:
    """The terminal to write to; once it is gone, writes do nothing, so that the program can end."""

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
    """Textual's driver, with its own way to read bytes and to end."""

    _ending: int | None = None
    #: Whether anything must be given back, and whether everything has been taken.
    _drawing = _holding = False

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self._file: Any = _Lasting(self._file)
        self._before: dict[int, Any] = {}

    # --- beginning and ending

    def start_application_mode(self) -> None:
        """Take the terminal; from here on it is given back however the program ends."""
        for number in _ENDING:
            # Started with nohup: it must not end with the terminal.
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
        """Take the terminal again if another program has had it meanwhile: SIGSTOP comes without a warning.

        Textual takes it in any case, with a second thread that reads keys beside the first, so that they overtake each
        other.
        """
        if self._must_signal_resume:
            super()._sigcont_application()
        elif self._holding and not self._is_ours():
            self.suspend_application_mode()
            self.resume_application_mode()

    def _is_ours(self) -> bool:
        """Return whether keys still arrive one by one; a shell that has had the terminal collects lines."""
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
        """End because the terminal is gone; most often a signal arrives as well."""
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
        """Leave at once: stored entries and drafts are on the disk, as they are after a kill."""
        if self._drawing:
            with contextlib.suppress(OSError, termios.error):
                # A terminal that accepts no bytes must not block this.
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
            # Reported as any other fault of the program.
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
        """Return the bytes that have arrived; None where the terminal is gone."""
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
            # For example numbers that are no code point.
            self._parser = XTermParser(self._debug)
