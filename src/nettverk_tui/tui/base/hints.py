"""The hints at the bottom of a screen: as many keys as there is room for, the ones always shown at the end."""

from collections.abc import Sequence

from textual.content import Content

from nettverk_tui.language import Translator
from nettverk_tui.model.core.messages import N_
from nettverk_tui.tui.bindings import ALWAYS, Key

_GAP = 2


def hints(keys: Sequence[Key], t: Translator, width: int) -> Content:
    """One line of at most `width` cells."""
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
    """What a key is called on the reader's keyboard."""
    return t(_NAMES[label]) if label in _NAMES else label
