"""Turn an entry back into the line that gives it, for editing; the reverse of the grammar."""

from collections.abc import Mapping

from nettverk_tui.model.capture.parsed_line import DEFAULT_LAYER
from nettverk_tui.model.capture.vocabulary import LAYER_WORDS, PRIVATE_SIGN, STEP_KIND
from nettverk_tui.model.core.entry_kinds import ENTRY_KINDS, EntryKindName
from nettverk_tui.model.core.records import TABLES, Action, Note, Said

#: A note that begins with one of these would be read as another kind.
_SIGNS = frozenset({*(kind.sign for kind in ENTRY_KINDS.values()), PRIVATE_SIGN, "…", "."})


def to_line(said: Said) -> str:
    """Return sign, text, people, due date, factor and layer: storing that line unchanged changes nothing."""
    kind = kind_of(said)
    parts = [_sign(said, kind), said.text]
    if isinstance(said, Action):
        parts += [f"@{name}" for name in _names(said) if f"@{name}" not in said.text]
        if said.due == "next_gathering":
            parts.append("frist neste samling")
        elif said.due_on is not None:
            year, month, day = said.due_on.split("-")
            parts.append(f"frist {int(day)}.{int(month)}.{year}")
    if said.factor is not None and f"#{said.factor}" not in said.text:
        parts.append(f"#{said.factor}")
    if said.layer not in ("facilitators", DEFAULT_LAYER[kind]):
        parts.append(f"{PRIVATE_SIGN}{LAYER_WORDS[said.layer][0]}")
    return " ".join(part for part in parts if part)


def kind_of(said: Said) -> EntryKindName:
    """Return the kind of the line that gives an entry."""
    return said.kind if isinstance(said, Note) else _KIND_OF[TABLES[type(said)]]


_KIND_OF: Mapping[str, EntryKindName] = {kind.table: name for name, kind in ENTRY_KINDS.items()}


def _sign(said: Said, kind: EntryKindName) -> str:
    needs_mark = said.layer == "facilitators" and DEFAULT_LAYER[kind] != "facilitators"
    private = PRIVATE_SIGN if needs_mark else ""
    sign = ENTRY_KINDS[kind].sign
    another = STEP_KIND.get(said.step or "plenary", "note") != "note" or said.text[:1] in _SIGNS
    if kind == "note" and not private and another:
        sign = f"{ENTRY_KINDS['note'].words[0]}:"
    return f"{private} {sign}".strip()


def _names(action: Action) -> list[str]:
    return [name.strip() for name in action.who.split(",") if name.strip()]
