"""One key after the other: each is handed on when the one before is handled and the screen laid out.

A key passes from widget to widget as messages do, and so does what it sets off. The next one, in a burst (a slow line,
a busy machine, a fast hand), would overtake it: it would reach the text that is being left, the panel that is not shown
yet, or a screen that goes and takes it along.
"""

from collections import deque
from collections.abc import Awaitable, Callable

from textual import events
from textual.app import App

from nettverk_tui.tui.widgets.text_area import CleanTextArea

#: Seconds between two looks at a waiting key, and how many looks at most: no key is kept for ever.
_LOOK_SECONDS, _LOOKS = 1 / 120, 600
#: The longest time between two repeats of a key held down, and from the press to its first repeat.
_REPEAT_SECONDS, _BEGINS_TO_REPEAT_SECONDS = 0.15, 0.7


class KeyQueue:
    """The keys and pastes of an app that wait for their turn; `hand_on` gives one to the focused widget."""

    def __init__(self, app: App[None], hand_on: Callable[[events.Event], Awaitable[None]]) -> None:
        self._app, self._hand_on = app, hand_on
        self._waiting: deque[events.Event] = deque()
        self._looks = 0
        #: The text widget that took the last letter: further letters need not wait. None after any other key.
        self._writing: CleanTextArea | None = None

    def __len__(self) -> int:
        return len(self._waiting)

    async def take(self, event: events.Event) -> None:
        """Hand a key on now, or queue it."""
        if not self._app.is_running:
            # At the end screens are removed before the app.
            return
        if not self._waiting and (self._is_written_on(event) or self.is_at_rest()):
            await self._give(event)
            return
        self._waiting.append(event)
        if len(self._waiting) == 1:
            self._looks = 0
            self._app.set_timer(_LOOK_SECONDS, self._look)

    async def _give(self, event: events.Event) -> None:
        self._writing = self._text_for(event)
        await self._hand_on(event)

    def _text_for(self, event: events.Event) -> CleanTextArea | None:
        """Return the text widget this key types a letter into, or None."""
        focused = self._app.focused
        if isinstance(focused, CleanTextArea) and isinstance(event, events.Key) and focused.writes(event):
            return focused
        return None

    def _is_written_on(self, event: events.Event) -> bool:
        return self._writing is not None and self._text_for(event) is self._writing

    def is_at_rest(self) -> bool:
        """Return whether the app is idle: no message pending, every widget mounted, everything laid out."""
        screen = self._app.screen
        nodes = (self._app, *self._app.screen_stack, *screen.walk_children())
        return screen.is_mounted and not screen._layout_required and not any(node.message_queue_size for node in nodes)

    async def _look(self) -> None:
        """Hand on waiting keys while the app is idle."""
        if not self._app.is_running:
            return
        self._looks += 1
        if self.is_at_rest() or self._looks > _LOOKS:
            self._looks = 0
            await self._give(self._waiting.popleft())
            while self._waiting and self._is_written_on(self._waiting[0]):
                await self._give(self._waiting.popleft())
        if self._waiting:
            self._app.set_timer(_LOOK_SECONDS, self._look)


class LastKey:
    """The key before the current one, on any page, so that Enter held down opens one page and acts once."""

    def __init__(self) -> None:
        self._key, self._at = "", 0.0
        self._keyboard: object = None
        #: True where the current key is the same again, and where it repeats as fast as a key held down.
        self.again = self.held = False

    def note(self, key: str, at: float, keyboard: object) -> None:
        """Note a key pressed at the time `at`, in seconds, on the page of a keyboard.

        On a page opened by the same key, it counts as another key once it cannot be the press still held down.
        """
        same, since = key == self._key, at - self._at
        self.held = same and 0 <= since < _REPEAT_SECONDS
        self.again = same and (keyboard is self._keyboard or since < _BEGINS_TO_REPEAT_SECONDS)
        self._key, self._at, self._keyboard = key, at, keyboard

    def forget(self) -> None:
        """Forget the key, so that the next one counts as another."""
        self._key = ""
