"""What a key does on a page, decided before any widget sees it: text, an act, an answer, or a choice from the menu.

Letters are text. Whoever writes a sentence at the wrong moment changes nothing: a letter goes to the line at the foot
of the page, and what letters stand for is chosen from the menu that Tab opens. By themselves act only digits (on the
row in hand), arrows, Home and End, Enter, Escape, Tab, page keys, function keys and keys with Ctrl.

Every key is dealt with whole before the next one is looked at, so that a burst means the same as the keys one by one.
"""

from collections.abc import Callable, Sequence
from typing import Any, NamedTuple, Protocol

from textual import events
from textual.app import App
from textual.geometry import Size
from textual.widget import Widget

from nettverk_tui.language import Translator
from nettverk_tui.tui.bindings import is_key_alone, letters_act
from nettverk_tui.tui.widgets.menu import Menu, MenuEntry
from nettverk_tui.tui.widgets.text_area import CleanTextArea, letter_of

#: What may follow a number within a sentence: behind digits it says that they were no command.
_GOES_ON = frozenset(" .,%-/:)")
#: More digits than these begin no sentence: that is somebody who rates one row after the other.
_MOST_DIGITS = 4
_DIGITS = frozenset("0123456789")
#: They mean the same wherever the cursor is, also in a text.
_EVERYWHERE = frozenset({"ctrl+f", "ctrl+s", "ctrl+q"})
_TURNS = frozenset({"ctrl+z", "ctrl+y"})
_MENU_MOVES = frozenset({"up", "down", "left", "right", "home", "end"})
#: A key that is held down comes again sooner than this, once it has begun to repeat, and so soon it begins to.
_REPEAT_SECONDS, _BEGINS_TO_REPEAT_SECONDS = 0.15, 0.7


class Page(Protocol):
    """What the keyboard asks of its page (`screens.base`)."""

    #: Whether Tab opens a menu here.
    has_menu: bool

    @property
    def translator(self) -> Translator:
        """The reader's language."""
        ...

    @property
    def last_key(self) -> "LastKey":
        """The key before the one in hand."""
        ...

    @property
    def app(self) -> App[Any]:
        """The app, as Textual has it."""
        ...

    @property
    def focused(self) -> Widget | None:
        """The widget that keys go to."""
        ...

    @property
    def size(self) -> Size:
        """Columns and rows of the page."""
        ...

    def mount(self, *widgets: Widget) -> object:
        """Put a widget on the page."""
        ...

    def tell(self, words: str, *, wrong: bool = False) -> None:
        """Say something at the foot of the page."""
        ...

    def show_question(self, words: str) -> None:
        """Show what is asked."""
        ...

    def settle(self) -> None:
        """Take note of all that stands in the texts of the page."""
        ...

    def open_line(self, text: str) -> bool:
        """Open the line with a text; False where there is no line."""
        ...

    def close_line(self) -> None:
        """Leave the line."""
        ...

    def is_line(self, text: Widget) -> bool:
        """Whether a text is the line that letters go to."""
        ...

    def answers(self, text: str) -> bool:
        """Whether a text answers what the line is asked."""
        ...

    def acting_digits(self) -> frozenset[str]:
        """The digits that do something here."""
        ...

    def standing(self) -> Any:
        """Where the cursor stands, to go back there."""
        ...

    def stand(self, where: Any) -> None:
        """Put the cursor where it stood."""
        ...

    def journal_mark(self) -> int:
        """The last entry of the journal."""
        ...

    def take_back(self, since: int) -> str | None:
        """Take back what was stored after an entry; what is to be said of it."""
        ...

    def menu_entries(self, *, of_row: bool = False) -> Sequence[MenuEntry]:
        """What the menu offers."""
        ...

    async def run_key(self, key: str) -> bool:
        """Do what a key is bound to here; False where it is bound to nothing."""
        ...

    async def run_own(self, key: str) -> bool:
        """Do what the page itself binds a key to."""
        ...


class Question(NamedTuple):
    """Something asked at the foot of a page: Enter does `then`; any other key is a no, and means what it means."""

    words: str
    then: Callable[[], object]
    #: Whether Ctrl+Z, which asked it, answers it too.
    undo: bool


class Digits(NamedTuple):
    """Digits since the last other key: what the journal and the page were before the first of them."""

    typed: str
    since: int
    stood: Any


class LastKey:
    """The key before the one in hand, on whichever page it came: Enter held down opens one page, and acts once."""

    def __init__(self) -> None:
        self._key, self._at = "", 0.0
        self._keyboard: Keyboard | None = None
        #: Whether the key in hand is the same again, and whether it comes as fast as one that is held down.
        self.again = self.held = False

    def note(self, key: str, at: float, keyboard: "Keyboard") -> None:
        """Take note of a key that came at a moment, in seconds, to the keyboard of a page.

        On a page that the same key has opened it is another key, once it cannot be the one that is still held down.
        """
        same, since = key == self._key, at - self._at
        self.held = same and 0 <= since < _REPEAT_SECONDS
        self.again = same and (keyboard is self._keyboard or since < _BEGINS_TO_REPEAT_SECONDS)
        self._key, self._at, self._keyboard = key, at, keyboard

    def forget(self) -> None:
        """Let the next key count as another one."""
        self._key = ""


class Keyboard:
    """The keys of one page. It knows what is asked there, and whether the menu is open."""

    def __init__(self, page: Page) -> None:
        self._page = page
        self.menu: Menu | None = None
        self._question: Question | None = None
        self._wanted: Callable[[str], object] | None = None
        self._digits: Digits | None = None
        #: Whether the menu is that of the row in hand. Enter opens it, which may end a sentence: letters stay text.
        self._of_row = False
        self._repeated = 0
        #: Whether Enter, which asked, has come again: it was held down, or the question was not read yet.
        self._asked_again = False

    # --- what a page says

    def ask(self, question: Question) -> None:
        """Wait for the answer to a question that the page shows."""
        self._question, self._asked_again = question, False

    @property
    def asks(self) -> bool:
        """Whether a question waits for its answer."""
        return self._question is not None

    def want_letter(self, then: Callable[[str], object]) -> None:
        """Give the next letter or sign to `then`; any other key means what it always means."""
        self._wanted = then

    # --- a key

    async def take(self, event: events.Key | events.Paste) -> bool:
        """Deal with a key or a paste. False where the page has nothing for it to do."""
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
        """Let all that was typed stand where it was typed, and be kept."""
        if isinstance(text := self._page.focused, CleanTextArea):
            text.write_typed()
        self._page.settle()

    def _answered(self, question: Question, key: str, again: bool) -> bool:
        """Whether the key was the answer and nothing else."""
        if key == "enter" and again and (self._last.held or not self._asked_again):
            # A key held down, or pressed twice, asks; it does not answer what it asked.
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
        """Put a paste into the text in hand, or into the line: no letter in it does anything."""
        self.close_menu()
        self._forget()
        self._last.forget()
        if not isinstance(self._page.focused, CleanTextArea) and not self._page.open_line(""):
            return True
        if isinstance(text := self._page.focused, CleanTextArea):
            text.take_paste(pasted)
        return True

    async def _in_text(self, text: CleanTextArea, event: events.Key, letter: str | None) -> bool:
        """In a text keys are the text's own; where it is empty, some are the page's."""
        page, key, empty = self._page, event.key, text.is_empty
        own_line = page.is_line(text)
        if own_line and self._digits is not None:
            if await self._goes_on(text, letter):
                return True
            if letter is None or not (text.text + letter)[0].isdigit():
                self._digits = None
        # Typing that was undone to the first letter is done again before anything in the file is.
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

    async def _goes_on(self, text: CleanTextArea, letter: str | None) -> bool:
        """Whether a digit that asked something was the first letter of a sentence: *2 av 3 leger*, *20 leger kom*."""
        digits = self._digits
        if digits is None or len(digits.typed) > _MOST_DIGITS or letter is None:
            return False
        # Letters of the same burst are a part of the answer.
        text.write_typed()
        answer = text.text
        sentence = letter in _GOES_ON and self._begins_sentence(answer, letter)
        if sentence:
            # It was no answer, and nothing of it is kept as one.
            text.set_text("")
            self._page.settle()
            self._page.close_line()
            self._take_as_text(digits, f"{digits.typed}{answer}{letter}")
        return sentence

    def _begins_sentence(self, answer: str, letter: str) -> bool:
        """Whether what was written behind a digit that asked something goes on from the digit, and answers nothing."""
        if not answer:
            return True
        if self._page.answers("…"):
            # Any words would do as an answer: then only the digits say what was meant.
            return answer.isdigit()
        if letter in "%,":
            return answer.strip().isdigit()
        number, _, word = answer.partition(" ")
        counted = set(number) <= _DIGITS | {"-", ".", ","}
        return letter == " " and counted and word.isalpha() and not self._page.answers(answer)

    async def _on_page(self, key: str, letter: str | None, again: bool) -> bool:
        page = self._page
        if key in ("tab", "f10") and page.has_menu:
            self._digits = None
            self.open_menu()
            return True
        if key == "enter":
            return await self._enter(again)
        if letter is not None and letter in _DIGITS:
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
        """Act on the row in hand, or show what can be done with it; a key held down acts once.

        On a page that is filled in, Enter led here from line to line: there only a key held down stops.
        """
        self._digits = None
        self._repeated = self._repeated + 1 if again else 0
        acted = again if self._page.has_menu else self._last.held
        if not acted:
            if not await self._page.run_key("enter"):
                self.open_menu(of_row=True)
        elif self._repeated > 1:
            # Twice is a slip of the finger; who tries a third time wants to know.
            self._page.tell(self._page.translator("Enter acts once. Press another key first, such as ↓."))
        return True

    def _letter(self, letter: str) -> None:
        digits, self._digits = self._digits, None
        page = self._page
        if digits is not None and len(digits.typed) <= _MOST_DIGITS and letter in _GOES_ON:
            self._take_as_text(digits, digits.typed + letter)
        elif not page.open_line("" if letter == " " else letter) and page.has_menu:
            page.tell(page.translator("Tab shows what can be done here."))

    async def _digit(self, digit: str) -> bool:
        page = self._page
        acting = page.acting_digits()
        if not acting:
            self._letter(digit)
            return True
        before = self._digits or Digits("", page.journal_mark(), page.standing())
        self._digits = before._replace(typed=before.typed + digit)
        if digit in acting:
            await page.run_key(digit)
        else:
            page.tell(page.translator("{digit} stands for nothing here.", digit=digit))
        return True

    def _take_as_text(self, digits: Digits, text: str) -> None:
        """Take back what the digits did, as one entry, and let them stand in the line."""
        self._digits = None
        page = self._page
        taken = page.take_back(digits.since)
        page.stand(digits.stood)
        page.open_line(text)
        if taken is not None:
            page.tell(taken)

    # --- the menu

    def open_menu(self, *, of_row: bool = False) -> None:
        """Show what can be done here, or with the row in hand."""
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
        """Take the menu away; nothing is done."""
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
            # A clicker's page key means what it always means.
            return key in ("escape", "tab", "f10", "backspace") or await page.run_key(key)
        return True

    async def do(self, entry: MenuEntry) -> None:
        """Do what an entry of the menu says."""
        self.close_menu()
        self._forget()
        await self._page.app.run_action(entry.action, entry.place)  # type: ignore[arg-type]
