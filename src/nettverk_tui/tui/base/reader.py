"""A page to read: a title, a scrolling body, and the keys at the foot."""

from pathlib import Path
from typing import ClassVar

from textual.screen import ScreenResultType
from textual.types import CSSPathType

from nettverk_tui.tui.base.screen import BaseScreen

_CSS = Path(__file__).with_name("reader.tcss")


class Reader(BaseScreen[ScreenResultType]):
    """The base of pages to read; one with CSS of its own adds it: `CSS_PATH = Reader.with_css(…)`."""

    CSS_PATH: ClassVar[CSSPathType | None] = _CSS

    @staticmethod
    def with_css(*paths: Path) -> CSSPathType:
        """Return the CSS paths of every page to read, followed by `paths`."""
        return [_CSS, *paths]
