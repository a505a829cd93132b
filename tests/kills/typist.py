"""A simulated facilitator: presses keys, and knows from the diary what has been stored."""

import random
import re
from collections import deque
from collections.abc import Callable

from tests.kills.ledger import Diary, run_of
from tests.kills.terminal import Terminal
from tests.support.patience import PATIENCE_SECONDS

#: Words at the foot of the screen when the keys go to a list of gatherings, a panel, the line, a field, a question.
HOME, PANEL, LINE, FIELD, QUESTION = "Enter open", "Tab menu", "Enter store  Esc back", "store and leave", "Enter yes"
PAGE_DOWN, F5, F7 = "\x1b[6~", "\x1b[15~", "\x1b[18~"
UNDO, REDO, LESS, MORE = "\x1a", "\x19", "\x1b[1;2D", "\x1b[1;2C"
PLACEHOLDER = "Write what is said"
#: The line, closed and open.
_LINE = re.compile(r"^[ █]*[›»] ?(.*)")


class Dead(Exception):
    """The program has been killed, or has killed itself."""


class Typist:
    """Hands on one run of the program."""

    def __init__(self, terminal: Terminal, diary: Diary, chance: random.Random) -> None:
        self.terminal, self.diary, self.chance = terminal, diary, chance
        self._strokes: int | None = None
        #: The last strokes and what the last line said before each: reported when a wait fails.
        self._last: deque[tuple[str, str]] = deque(maxlen=20)

    # --- keys

    def kill_after(self, strokes: int) -> None:
        """Kill the program when so many strokes have been made."""
        self._strokes = strokes

    def press(self, keys: str) -> None:
        """One stroke."""
        if self._strokes == 0:
            self.terminal.read(self.chance.uniform(0, 0.03))
            self.terminal.end()
            raise Dead
        if self._strokes is not None:
            self._strokes -= 1
        self._last.append((keys, self.terminal.lines[-1][:40]))
        self.terminal.send(keys)

    def write(self, text: str) -> None:
        """A text, a few letters at a time."""
        while text:
            length = self.chance.randint(1, 5)
            self.press(text[:length])
            self.terminal.read(self.chance.uniform(0, 0.01))
            text = text[length:]

    def see(self, what: Callable[[], bool], seconds: float = PATIENCE_SECONDS) -> None:
        """Go on when it is so."""
        try:
            if not self.terminal.wait(what, seconds):
                raise Dead
        except TimeoutError as problem:
            strokes = "\n".join(f"{keys!r} at {foot!r}" for keys, foot in self._last)
            raise TimeoutError(f"{problem}\n{strokes}") from problem

    def _keys_go_to(self, where: str) -> bool:
        return where in self.terminal.lines[-1]

    def _store(self, keys: str) -> None:
        """A stroke that ends in a transaction."""
        before = self.diary.commits
        self.press(keys)
        self.see(lambda: self.diary.commits > before)

    def _turn(self, keys: str) -> None:
        """A stroke of undo or redo: it always leaves an entry.

        A commit is no sign of it: a form that was left a moment ago may have had nothing more to write.
        """
        before = self.diary.entries
        self.press(keys)
        self.see(lambda: self.diary.entries > before)

    # --- places

    def open_gathering(self) -> None:
        """From the list into the gathering, and into the line."""
        self.see(lambda: self._keys_go_to(HOME))
        self.press("\r")
        self.see(lambda: self._keys_go_to(PANEL))
        self.to_line()

    def to_line(self) -> None:
        """Into the capture line."""
        if not self._keys_go_to(LINE):
            self.press(" ")
            self.see(lambda: self._keys_go_to(LINE))

    def to_panel(self) -> None:
        """Out of the line.

        Escape is pressed only where it does something that can be seen: a key right behind it would be taken for one
        with Alt.
        """
        self.see(lambda: any(self._keys_go_to(where) for where in (PANEL, LINE, FIELD, QUESTION)))
        if not self._keys_go_to(PANEL):
            self.press("\x1b")
            self.see(lambda: self._keys_go_to(PANEL))

    @property
    def draft(self) -> str:
        """The draft of the line, as it was acknowledged last."""
        kept = run_of(self.diary.read()).drafts.get("line")
        return str(kept["text"]) if kept is not None else ""

    @property
    def line(self) -> str:
        """The text in the capture line, as the screen shows it."""
        found = (_LINE.match(line) for line in reversed(self.terminal.lines))
        shown = next((match[1].strip() for match in found if match is not None), "there is no line")
        return "" if shown.startswith(PLACEHOLDER) else shown

    # --- actions

    def enter(self, text: str) -> None:
        """Write the rest of a line that may be half written, and store it."""
        self.to_line()
        line = self.line
        assert text.startswith(line), (text, line)
        # The screen does not show a space at the end of the line.
        self.write(text[len(self.draft if self.draft.rstrip() == line else line) :])
        self.store_line()

    def store_line(self) -> None:
        """Enter, and the line is empty again."""
        self._store("\r")
        self.see(lambda: not self.line and not self._keys_go_to(LINE))

    def next_step(self) -> None:
        """Go on in the programme. A form that is left by it then stores the text of its fields."""
        before = self._moves()
        self.press(PAGE_DOWN)
        self.see(lambda: self._moves() > before)

    def _moves(self) -> int:
        return sum(entry["kind"] == "MoveClock" for entry in run_of(self.diary.read()).acknowledged)

    def pause_or_go_on(self) -> None:
        """Start the clock, on whatever day it is; pause it; resume it."""
        before = self.diary.commits
        self.press(F7)
        self.see(lambda: self.diary.commits > before or self._keys_go_to(QUESTION))
        if self.diary.commits == before:
            self._store("\r")

    def adjust(self) -> None:
        """A minute more or less."""
        self.to_panel()
        self._store(self.chance.choice((LESS, MORE)))

    def rate(self) -> None:
        """Some answers, one digit each."""
        self.to_panel()
        for _ in range(self.chance.randint(1, 4)):
            self._store(self.chance.choice(("1", "2", "3", "4", "0", "\tx")))
            self.see(lambda: self._keys_go_to(PANEL))
        # Straight behind a digit, the space that opens the line would say that the digit was text.
        self.press("\x1b[B")

    def fill_in(self, text: str) -> None:
        """A field of the status form, stored when it is left."""
        self.to_panel()
        # Enter alone would be taken for the one that stored a line a moment ago, held down.
        self.press("\x1b[B\r")
        self.see(lambda: self._keys_go_to(FIELD))
        self.write(text)
        self._store("\x1b")
        self.see(lambda: self._keys_go_to(PANEL))

    def ask_for_undo(self) -> None:
        """Let the program say what it would undo: every key before this one has been carried out by then."""
        self.to_panel()
        self.press(UNDO)
        self.see(lambda: self._keys_go_to(QUESTION))

    def undo(self) -> None:
        """Say yes to that."""
        self._turn("\r")
        self.see(lambda: self._keys_go_to(PANEL))

    def redo(self) -> None:
        """Redo."""
        self.to_panel()
        self._turn(REDO)

    def seconds_used(self) -> int:
        """The time used in this step, as the screen shows it."""
        found = re.search(r"(\d+):(\d\d) of ", self.terminal.text)
        return int(found[1]) * 60 + int(found[2]) if found is not None else -1
