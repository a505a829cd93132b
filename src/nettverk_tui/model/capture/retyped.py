"""The line that would give an entry: what editing starts from. The grammar read backwards."""

from nettverk_tui.model.capture.understood import DEFAULT_LAYER, CaptureKind
from nettverk_tui.model.capture.words import KIND_SIGNS, KIND_WORDS, LAYER_WORDS, PRIVATE_SIGN, STEP_KIND
from nettverk_tui.model.records import Action, Advice, Note, RippleEffect, Said

#: A note that begins with one of these would be read as another kind.
_SIGNS = frozenset({*KIND_SIGNS.values(), PRIVATE_SIGN, "…", "."})


def retyped(said: Said) -> str:
    """Sign, text, who, due, factor and layer, so that storing the line unchanged changes nothing."""
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


def kind_of(said: Said) -> CaptureKind:
    """What a line that gives this entry is understood as."""
    if isinstance(said, Note):
        return said.kind
    if isinstance(said, Advice):
        return "advice"
    return "statement" if isinstance(said, RippleEffect) else "action"


def _sign(said: Said, kind: CaptureKind) -> str:
    private = PRIVATE_SIGN if said.layer == "facilitators" else ""
    sign = KIND_SIGNS.get(kind, "")
    another = STEP_KIND.get(said.step or "plenary", "note") != "note" or said.text[:1] in _SIGNS
    if kind == "note" and not private and another:
        sign = f"{KIND_WORDS['note'][0]}:"
    return f"{private} {sign}".strip()


def _names(action: Action) -> list[str]:
    return [name.strip() for name in action.who.split(",") if name.strip()]
