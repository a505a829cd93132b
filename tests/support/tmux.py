"""The installed program in a real terminal: a tmux of our own, keys in, the text of the screen out."""

import asyncio
import shlex
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.support.patience import Patience

_LOOK_SECONDS = 0.05

#: Keys by the names that people and the hints use.
_KEYS = {
    "Esc": "Escape", "⇧Tab": "BTab", "PgDn": "NPage", "PgUp": "PPage", "Del": "DC", "Back": "BSpace",
    "↑": "Up", "↓": "Down", "⇧←": "S-Left", "⇧→": "S-Right", "Ctrl+Z": "C-z", "Ctrl+Y": "C-y", "Ctrl+F": "C-f",
}  # fmt: skip
_FOLDERS = ("XDG_DATA_HOME", "XDG_STATE_HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME")

PROGRAM = Path(sys.executable).with_name("nettverk")


def is_there() -> bool:
    """Whether there is a tmux, and a program installed to run in it."""
    return shutil.which("tmux") is not None and PROGRAM.exists()


class Terminal:
    """A terminal of 80×24 in which one program runs at a time. Waits for what it should see, and never for time."""

    def __init__(self, socket: Path) -> None:
        self._socket = socket

    def _tmux(self, *arguments: str) -> str:
        command = ["tmux", "-S", str(self._socket), "-f", "/dev/null", *arguments]
        return subprocess.run(command, capture_output=True, check=True, text=True, encoding="utf-8").stdout

    def run(self, *command: str, home: Path) -> None:
        """Start a program, without the user's own files and settings."""
        settings = [f"{name}={home / name}" for name in _FOLDERS]
        line = shlex.join(["env", *settings, "LC_ALL=C.UTF-8", *command])
        self._tmux("new-session", "-d", "-x", "80", "-y", "24", "-s", "one", line)
        self._tmux("set-option", "-s", "escape-time", "0")

    def end(self) -> None:
        """End the terminal and every program in it."""
        subprocess.run(["tmux", "-S", str(self._socket), "kill-server"], capture_output=True, check=False)

    @property
    def text(self) -> str:
        """The screen; empty when the program has ended."""
        try:
            return self._tmux("capture-pane", "-p", "-t", "one")
        except subprocess.CalledProcessError:
            return ""

    @property
    def has_ended(self) -> bool:
        """Whether the program has left the terminal."""
        return "one" not in subprocess.run(
            ["tmux", "-S", str(self._socket), "list-sessions"], capture_output=True, check=False, text=True
        ).stdout.split(":")

    async def press(self, *keys: str) -> None:
        """Keys, each with time for the screen to answer."""
        for key in keys:
            before = self.text
            literally = len(key) == 1 and key not in _KEYS
            self._tmux("send-keys", "-t", "one", *(["-l", key] if literally else [_KEYS.get(key, key)]))
            await self._answered(before)

    async def type(self, text: str) -> None:
        """Letters in one burst, as a slow line hands them over."""
        self._tmux("send-keys", "-t", "one", "-l", text)
        await self.see(text.split()[-1])

    async def write(self, text: str) -> None:
        """Write a line without looking at the screen: letters, and Enter."""
        await self.type(text)
        await self.press("Enter")

    async def passes(self, *, minutes: float = 0, seconds: float = 0) -> None:
        """Fail, for a real clock cannot be moved."""
        raise NotImplementedError

    def shows(self, words: str) -> bool:
        """Whether the words are on the screen, also where they are broken over two lines."""
        return _flat(words) in _flat(self.text)

    async def see(self, *texts: str) -> None:
        """Wait until all of these are on the screen."""
        for words in texts:
            await self.look_until(lambda words=words: self.shows(words), f"{words!r} to be seen")  # type: ignore[misc]

    async def miss(self, *texts: str) -> None:
        """Wait until none of these is on the screen."""
        for words in texts:
            await self.look_until(lambda words=words: not self.shows(words), f"{words!r} to be gone")  # type: ignore[misc]

    async def look_until(self, holds: Callable[[], bool], what: str) -> None:
        """Look again and again; fails with the text of the screen."""
        patience = Patience()
        while not patience.is_over:
            if holds():
                return
            await asyncio.sleep(_LOOK_SECONDS)
        raise AssertionError(f"Waited in vain for {what}. The screen:\n{self.text}")

    async def _answered(self, before: str) -> None:
        """Wait until the screen has changed and is still; some keys change nothing that is seen."""
        last, still = before, 0
        for _ in range(12):
            await asyncio.sleep(_LOOK_SECONDS)
            now = self.text
            still = still + 1 if now == last and now != before else 0
            if still == 2 or self.has_ended:
                return
            last = now


@contextmanager
def terminal() -> Iterator[Terminal]:
    """A terminal that is gone afterwards. Its socket has a short path: there is a limit to its length."""
    with tempfile.TemporaryDirectory(prefix="tmux-") as folder:
        opened = Terminal(Path(folder) / "s")
        try:
            yield opened
        finally:
            opened.end()


def _flat(text: str) -> str:
    return " ".join(text.split())
