"""A page to read: a title, a body that scrolls, and the keys at the foot."""

from pathlib import Path
from typing import ClassVar

from textual.screen import ScreenResultType
from textual.types import CSSPathType

from nettverk_tui.tui.base.screen import BaseScreen


class Reader(BaseScreen[ScreenResultType]):
    """Such a page; one with rules of its own names them: `CSS_PATH = Reader.with_css(…)`."""

    CSS_PATH: ClassVar[CSSPathType | None] = Path(__file__).with_name("reader.tcss")

    @staticmethod
    def with_css(*paths: Path) -> CSSPathType:
        """Return the rules of every page to read, and those of one page after them."""
        return [Path(__file__).with_name("reader.tcss"), *paths]
