"""The words on the keys of a screen: hints in its last line, as many as fit, the entries of its menu, and its help."""

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

from textual.content import Content

from nettverk_tui.language import Translator
from nettverk_tui.model.core.messages import N_
from nettverk_tui.tui.bindings import ALWAYS, Context, Key, is_key_alone, key_with, keys_of
from nettverk_tui.tui.digits import DIGITS
from nettverk_tui.tui.widgets.menu import MenuEntry

if TYPE_CHECKING:
    from textual.binding import ActiveBinding

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


#: Signs by Textual's names of their keys.
_SIGN_OF = {"slash": "/", "less_than_sign": "<", "greater_than_sign": ">", "delete": "Del", "space": "Space"}


def menu_entries(
    active: "Mapping[str, ActiveBinding]",
    t: Translator,
    is_of_row: Callable[[Key, object], bool],
    *,
    digits_act: bool,
    of_row: bool,
) -> Sequence[MenuEntry]:
    """Return the active keys that do not act by themselves as entries of the menu, those of the current row first.

    Keys that work everywhere come last. With `of_row`, only those of the row.
    """

    def needs_menu(key: str) -> bool:
        return not is_key_alone(key) or (not digits_act and key in DIGITS)

    found = dict[str, MenuEntry]()
    for key, (place, binding, enabled, _) in active.items():
        id, known = binding.id, key_with(binding.id or "")
        if id is None or known is None or id in found or not enabled or not needs_menu(key):
            continue
        keys = [name for name in known.keys if needs_menu(name)]
        label = key_name((known.shown or keys[0]) if known.alone is None else keys[0], t)
        sign = _SIGN_OF.get(label, label)
        shown = f"Tab {sign}" if of_row else sign
        found[id] = MenuEntry(keys, shown, t(known.words), binding.action, place, is_of_row(known, place))
    order = sorted(found, key=lambda id: (not found[id].of_row, id.startswith("everywhere.")))
    return [found[id] for id in order if found[id].of_row or not of_row]


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
