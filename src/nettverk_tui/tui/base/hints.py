"""The words on the keys of a screen: hints in its last line, as many as fit, and its help page."""

from collections.abc import Sequence
from typing import NamedTuple

from textual.content import Content

from nettverk_tui.language import Translator
from nettverk_tui.model.core.messages import N_
from nettverk_tui.tui.bindings import ALWAYS, Context, Key, keys_of

_GAP = 2


def hints(keys: Sequence[Key], t: Translator, width: int) -> Content:
    """Return the hints of keys as one line of at most `width` cells."""
    always = [_hint(key, t) for key in keys if (key.foot or 0) >= ALWAYS]
    space = width - 1 + _GAP - sum(hint.cell_length + _GAP for hint in always)
    shown = []
    for key in keys:
        hint = _hint(key, t)
        if (key.foot or 0) < ALWAYS and hint.cell_length + _GAP <= space:
            shown.append(hint)
            space -= hint.cell_length + _GAP
    return Content.assemble(" ", Content(" " * _GAP).join([*shown, *always]))


def _hint(key: Key, t: Translator) -> Content:
    label, words = key.hint or (key.label, key.words)
    return Content.assemble((key_name(label, t), "bold $text-accent"), f" {t(words)}")


#: Keys whose names are words.
_NAMES = {"Space": N_("Space"), "Del": N_("Del")}


def key_name(label: str, t: Translator) -> str:
    """Return the name of a key in the reader's language."""
    return t(_NAMES[label]) if label in _NAMES else label


class HelpPage(NamedTuple):
    """The help of a screen, shown by F1: a title and lines, all msgids, and the keys of some contexts under them."""

    title: str
    lines: Sequence[str]
    contexts: Sequence[Context]

    def text(self, t: Translator) -> tuple[str, Content]:
        """Return title and text in the reader's language."""
        lines = [Content(f"  {t(line)}") for line in self.lines]
        keys = [key for context in self.contexts for key in keys_of(context)]
        return t(self.title), Content("\n").join([*lines, Content(""), *key_lines(keys, t)])


def key_lines(keys: Sequence[Key], t: Translator) -> Sequence[Content]:
    """Return a line for each key: its name, and what it does."""
    return [Content.assemble((f"  {key_name(key.label, t):<10}", "bold $text-accent"), t(key.words)) for key in keys]
