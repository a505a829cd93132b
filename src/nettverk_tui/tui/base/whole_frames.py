"""Whole frames: all changes made by one key are drawn in one frame.

Textual draws each widget in its own turn, so that for a moment one group's name can be shown over another group's
answers; and after a resize it draws the window before its widgets have been filled.
"""

from textual import messages
from textual.geometry import Size
from textual.message import Message
from textual.screen import Screen, ScreenResultType
from textual.widget import Widget

#: The longest that frames are held, in seconds: a widget removed meanwhile never answers.
_LONGEST_HOLD_SECONDS = 0.25


class WholeFrames(Screen[ScreenResultType]):
    """A screen that collects all changes before it draws, and draws a new size when every widget has handled it."""

    #: True while the layout is computed without drawing.
    _only_laid_out = False
    #: The widgets to tell of a new size, and how many have not handled it yet; no frame is drawn meanwhile.
    _resizing: tuple[Widget, ...] = ()
    _unresized = 0
    #: The number of resizes so far: answers to an earlier one are ignored.
    _resizes = 0
    #: True after another page was drawn over this one: the next frame draws the whole screen.
    _drawn_over = False

    def lay_out(self) -> None:
        """Compute the layout now, without drawing, so that new widgets can be filled before they are shown."""
        self._only_laid_out = True
        try:
            self._refresh_layout()
        finally:
            self._only_laid_out = False
        self._layout_required = True
        self.check_idle()

    # --- all changes in one frame

    def _on_timer_update(self) -> None:
        if not self._unresized:
            self._take_up_changes()
            if self._layout_required:
                # The layout scrolls too.
                self._scroll_required = False
            super()._on_timer_update()

    def _refresh_layout(self, size: Size | None = None, scroll: bool = False) -> None:
        if self._take_up_changes():
            scroll = False
        super()._refresh_layout(size, scroll)

    def _compositor_refresh(self) -> None:
        if self._only_laid_out or self._unresized:
            return
        if self._drawn_over and self.app.screen is self:
            self._drawn_over = False
            self._compositor._dirty_regions.add(self._compositor.size.region)
        super()._compositor_refresh()

    def post_message(self, message: Message) -> bool:
        """Note layout and update requests at once: a frame drawn before such a message is read would leave it out."""
        if isinstance(message, messages.Layout):
            self._layout_required = True
        elif isinstance(message, messages.Update) and isinstance(message.widget, Widget):
            self._dirty_widgets.add(message.widget)
        else:
            return super().post_message(message)
        self.check_idle()
        return True

    def _take_up_changes(self) -> bool:
        """Collect the pending changes of every widget before its own turn; return True where the layout changes."""
        moved = False
        for widget in self.walk_children(Widget):
            if widget._repaint_required:
                widget._repaint_required = False
                if widget.display:
                    self._dirty_widgets.add(widget)
            if widget._layout_required:
                widget._layout_required, moved = False, True
                for ancestor in widget.ancestors:
                    if isinstance(ancestor, Widget):
                        ancestor._clear_arrangement_cache()
                        ancestor._layout_updates += 1
            if widget._scroll_required:
                widget._scroll_required, self._scroll_required = False, True
        if moved:
            self._layout_required = True
        return moved

    def on_screen_suspend(self) -> None:
        self._drawn_over = True

    # --- another size

    def on_resize(self) -> None:
        self._resizes += 1
        self._resizing = (self, *self.walk_children(Widget))
        self._unresized, resize = len(self._resizing), self._resizes
        self.set_timer(_LONGEST_HOLD_SECONDS, lambda: self._draw_resized(resize))

    def _screen_resized(self, size: Size) -> None:
        super()._screen_resized(size)
        resize, resizing, self._resizing = self._resizes, self._resizing, ()
        for widget in resizing:
            # Queued after the resize event that the layout has just sent.
            widget.call_later(self._has_resized, resize)

    async def _has_resized(self, resize: int) -> None:
        if resize != self._resizes or not self._unresized:
            return
        if self._unresized > 1:
            self._unresized -= 1
        else:
            await self._draw_resized(resize)

    async def _draw_resized(self, resize: int) -> None:
        if resize == self._resizes and self._unresized:
            # Callbacks due after the next frame fill this one.
            await self._invoke_and_clear_callbacks()
            self._unresized = 0
            self._layout_required = True
            self._on_timer_update()
