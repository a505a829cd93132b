"""The meaning of each key on a page, decided before any widget sees it: text, act, answer, or choice from the menu.

Letters are text. A sentence written at the wrong moment changes nothing: a letter goes to the line at the foot of the
page, and the commands of letters are chosen from the menu that Tab opens. Only digits (on the current row), arrows,
Home and End, Enter, Escape, Tab, page keys, function keys and keys with Ctrl act by themselves.

Each key is handled completely before the next one, so that a burst means the same as the keys one by one.
"""

from collections.abc import Callable, Sequence
from typing import Any, NamedTuple, Protocol

from textual import events
from textual.app import App
from textual.geometry import Size
from textual.widget import Widget

from nettverk_tui.language import Translator
from nettverk_tui.tui.bindings import is_key_alone, letters_act
from nettverk_tui.tui.digits import DIGITS, Digits, continues_digit
from nettverk_tui.tui.key_queue import LastKey
from nettverk_tui.tui.widgets.menu import Menu, MenuEntry
from nettverk_tui.tui.widgets.text_area import CleanTextArea, letter_of

#: Keys that mean the same everywhere, also in a text.
_EVERYWHERE = frozenset({"ctrl+f", "ctrl+s", "ctrl+q"})
_TURNS = frozenset({"ctrl+z", "ctrl+y"})
_MENU_MOVES = frozenset({"up", "down", "left", "right", "home", "end"})


class Page(Protocol):
    """The interface of a page to its keyboard (`base.screen`)."""

    #: True where Tab opens a menu.
    has_menu: bool

    @property
    def translator(self) -> Translator:
        """The translator to the reader's language."""
        ...

    @property
    def last_key(self) -> LastKey:
        """The key before the current one."""
        ...

    @property
    def app(self) -> App[Any]:
        """The Textual app."""
        ...

    @property
    def focused(self) -> Widget | None:
        """The focused widget, or None."""
        ...

    @property
    def size(self) -> Size:
        """The size of the page, in cells."""
        ...

    def mount(self, *widgets: Widget) -> object:
        """Put a widget on the page."""
        ...

    def tell(self, words: str, *, wrong: bool = False) -> None:
        """Show words at the foot of the page."""
        ...

    def show_question(self, words: str) -> None:
        """Show the words of a question."""
        ...

    def settle(self) -> None:
        """Keep the texts of the page."""
        ...

    def open_line(self, text: str) -> bool:
        """Open the line and append a text; return False where there is no line."""
        ...

    def close_line(self) -> None:
        """Close the line."""
        ...

    def is_line(self, text: Widget) -> bool:
        """Return True where a text widget is the line that letters go to."""
        ...

    def answers(self, text: str) -> bool:
        """Return True where a text answers the question of the line."""
        ...

    def acting_digits(self) -> frozenset[str]:
        """Return the digits that act here."""
        ...

    def cursor_position(self) -> Any:
        """Return the position of the cursor, for `restore_cursor`."""
        ...

    def restore_cursor(self, position: Any) -> None:
        """Move the cursor back to a position from `cursor_position`."""
        ...

    def journal_mark(self) -> int:
        """Return the number of the last journal entry."""
        ...

    def take_back(self, since: int) -> str | None:
        """Undo all stored after the entry `since`; return the words to show."""
        ...

    def menu_entries(self, *, of_row: bool = False) -> Sequence[MenuEntry]:
        """Return the entries of the menu."""
        ...

    async def run_key(self, key: str) -> bool:
        """Run the action that a key is bound to here; return False where it is bound to none."""
        ...

    async def run_own(self, key: str) -> bool:
        """Run the page's own binding of a key; return False without one."""
        ...


class Question(NamedTuple):
    """A question at the foot of a page: Enter calls `then`; any other key means no, and then acts as usual."""

    words: str
    then: Callable[[], object]
    #: True where Ctrl+Z, which asked it, answers it too.
    undo: bool


class Keyboard:
    """The keys of one page, with its open question and its open menu."""

    def __init__(self, page: Page) -> None:
        self._page = page
        self.menu: Menu | None = None
        self._question: Question | None = None
        self._wanted: Callable[[str], object] | None = None
        self._digits: Digits | None = None
        #: True where the menu is that of the current row. Enter opens it, and may end a sentence: letters stay text.
        self._of_row = False
        self._repeated = 0
        #: True after Enter, which asked, has come again: it was held down, or the question was not read yet.
        self._asked_again = False

    # --- called by a page

    def ask(self, question: Question) -> None:
        """Take the next key as the answer to a question that the page shows."""
        self._question, self._asked_again = question, False

    @property
    def asks(self) -> bool:
        """True while a question waits for its answer."""
        return self._question is not None

    def want_letter(self, then: Callable[[str], object]) -> None:
        """Pass the next letter or sign to `then`; any other key acts as usual."""
        self._wanted = then

    # --- a key

    async def take(self, event: events.Key | events.Paste) -> bool:
        """Handle a key or a paste; return False where the page has no use for it."""
        if isinstance(event, events.Paste):
            return self._paste(event.text)
        key = event.key
        letter = letter_of(event)
        self._last.note(key, event.time, self)
        again = self._last.again
        if self.menu is not None:
            return await self._choose(key, letter, again)
        if key in _EVERYWHERE:
            self._forget()
            self._settle()
            return await self._page.run_key(key)
        if self._question is not None and self._answered(self._question, key, again):
            return True
        if self._wanted is not None:
            wanted, self._wanted = self._wanted, None
            if letter is not None:
                wanted(letter)
                return True
            self._page.tell("")
        focused = self._page.focused
        if isinstance(focused, CleanTextArea):
            return await self._in_text(focused, event, letter)
        return await self._on_page(key, letter, again)

    @property
    def _last(self) -> LastKey:
        return self._page.last_key

    def _forget(self) -> None:
        self._question = self._wanted = self._digits = None

    def _settle(self) -> None:
        """Write the waiting letters, and keep the texts of the page."""
        if isinstance(text := self._page.focused, CleanTextArea):
            text.write_typed()
        self._page.settle()

    def _answered(self, question: Question, key: str, again: bool) -> bool:
        """Handle a key as an answer; return True where it was that and nothing else."""
        if key == "enter" and again and (self._last.held or not self._asked_again):
            # A key held down, or pressed twice, does not answer its own question.
            self._asked_again = True
            self._page.show_question(question.words)
            return True
        self._question = None
        self._page.tell("")
        if key == "enter" or (question.undo and key == "ctrl+z"):
            question.then()
            return True
        return key == "escape"

    def _paste(self, pasted: str) -> bool:
        """Insert a paste into the focused text, or into the line: none of its letters acts."""
        self.close_menu()
        self._forget()
        self._last.forget()
        if not isinstance(self._page.focused, CleanTextArea) and not self._page.open_line(""):
            return True
        if isinstance(text := self._page.focused, CleanTextArea):
            text.take_paste(pasted)
        return True

    async def _in_text(self, text: CleanTextArea, event: events.Key, letter: str | None) -> bool:
        """Handle a key in a text: the text takes it first; in an empty one the page takes some."""
        page, key, empty = self._page, event.key, text.is_empty
        own_line = page.is_line(text)
        if own_line and self._digits is not None:
            if self._goes_on(text, self._digits, letter):
                return True
            if letter is None or not (text.text + letter)[0].isdigit():
                self._digits = None
        # Redo restores typing that was undone to an empty text before it redoes a change in the file.
        if key in _TURNS and empty and not (key == "ctrl+y" and text.history.redo_stack) and await page.run_own(key):
            return True
        if own_line and empty and key in ("tab", "backspace"):
            page.close_line()
            if key == "tab":
                self.open_menu()
            return True
        if text.take_key(event):
            return True
        page.settle()
        return await page.run_key(key)

    def _goes_on(self, text: CleanTextArea, digits: Digits, letter: str | None) -> bool:
        """Turn a digit that asked a question into text where it began a sentence (*2 av 3 leger*); return True then."""
        if letter is None:
            return False
        # Letters of the same burst are a part of the answer.
        text.write_typed()
        answer = text.text
        if not (digits.may_begin_sentence(letter) and continues_digit(answer, letter, self._page.answers)):
            return False
        # It was no answer: no draft of one is kept.
        text.set_text("")
        self._page.settle()
        self._page.close_line()
        self._take_as_text(digits, f"{digits.typed}{answer}{letter}")
        return True

    async def _on_page(self, key: str, letter: str | None, again: bool) -> bool:
        page = self._page
        if key in ("tab", "f10") and page.has_menu:
            self._digits = None
            self.open_menu()
            return True
        if key == "enter":
            return await self._enter(again)
        if letter is not None and letter in DIGITS:
            return await self._digit(letter)
        if letters_act() and letter != " " and await page.run_key(key):
            self._digits = None
            return True
        if letter is not None:
            self._letter(letter)
            return True
        self._digits = None
        if not is_key_alone(key) and page.has_menu:
            page.tell(page.translator("Tab shows what can be done here."))
            return True
        return await page.run_key(key)

    async def _enter(self, again: bool) -> bool:
        """Act on the current row, or open its menu; a key held down acts once.

        On a form Enter moves from line to line, so that there only a key held down is ignored.
        """
        self._digits = None
        self._repeated = self._repeated + 1 if again else 0
        acted = again if self._page.has_menu else self._last.held
        if not acted:
            if not await self._page.run_key("enter"):
                self.open_menu(of_row=True)
        elif self._repeated > 1:
            # A second press is a slip; at the third one the user wants to know why.
            self._page.tell(self._page.translator("Enter acts once. Press another key first, such as ↓."))
        return True

    def _letter(self, letter: str) -> None:
        digits, self._digits = self._digits, None
        page = self._page
        if digits is not None and digits.may_begin_sentence(letter):
            self._take_as_text(digits, digits.typed + letter)
        elif not page.open_line("" if letter == " " else letter) and page.has_menu:
            page.tell(page.translator("Tab shows what can be done here."))

    async def _digit(self, digit: str) -> bool:
        page = self._page
        acting = page.acting_digits()
        if not acting:
            self._letter(digit)
            return True
        before = self._digits or Digits("", page.journal_mark(), page.cursor_position())
        self._digits = before._replace(typed=before.typed + digit)
        if digit in acting:
            await page.run_key(digit)
        else:
            page.tell(page.translator("{digit} stands for nothing here.", digit=digit))
        return True

    def _take_as_text(self, digits: Digits, text: str) -> None:
        """Undo what the digits did, as one entry, and write them in the line as text."""
        self._digits = None
        page = self._page
        taken = page.take_back(digits.since)
        page.restore_cursor(digits.cursor)
        page.open_line(text)
        if taken is not None:
            page.tell(taken)

    # --- the menu

    def open_menu(self, *, of_row: bool = False) -> None:
        """Open the menu of the page, or with `of_row` that of the current row."""
        page, t = self._page, self._page.translator
        entries = page.menu_entries(of_row=of_row)
        if not entries:
            if not of_row:
                page.tell(t("There is nothing to choose here."))
            return
        title = t("What can be done with this") if of_row else t("What can be done here")
        keys = t("↑↓ and Enter · Esc closes") if of_row else t("the letter does it · Esc closes")
        self._of_row = of_row
        self.menu = Menu(entries, f"{title}: {keys}", page.size.width, page.size.height)
        page.mount(self.menu)

    def close_menu(self) -> None:
        """Close the menu without a choice."""
        if self.menu is not None:
            self.menu.remove()
            self.menu = None

    async def _choose(self, key: str, letter: str | None, again: bool) -> bool:
        menu, page = self.menu, self._page
        if menu is None:
            return False
        if key in _MENU_MOVES:
            menu.move(key)
        elif key == "enter":
            if not again:
                await self.do(menu.in_hand)
        elif letter is not None and self._of_row:
            self.close_menu()
            await self._on_page(key, letter, again)
        elif (entry := menu.chosen_by(key)) is not None:
            await self.do(entry)
        elif letter is not None:
            menu.say(page.translator("“{letter}” is not in the menu. Esc closes it.", letter=letter))
        else:
            self.close_menu()
            # A clicker's page key acts as usual.
            return key in ("escape", "tab", "f10", "backspace") or await page.run_key(key)
        return True

    async def do(self, entry: MenuEntry) -> None:
        """Close the menu, and run the action of an entry."""
        self.close_menu()
        self._forget()
        await self._page.app.run_action(entry.action, entry.place)  # type: ignore[arg-type]
