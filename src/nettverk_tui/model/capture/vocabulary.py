"""The words of the capture line in bokmål, nynorsk and English; all are read whatever the language."""

import re
from collections.abc import Iterable

from nettverk_tui.model.capture.parsed_line import CaptureKind
from nettverk_tui.model.core.values import Channel, Language, Layer, Phase, Role, StepKind

#: The kind of plain text in a step; a note in all others.
STEP_KIND: dict[StepKind, CaptureKind] = {
    "peers": "advice",
    "advisers": "advice",
    "discussion": "advice",
    "take_along": "action",
    "ripples": "statement",
}

PRIVATE_SIGN = "%"

PRIVATE_WORDS = ("privat", "private")

LAYER_WORDS: dict[Layer, tuple[str, ...]] = {
    "facilitators": (
        "privat",
        "private",
        "tilrettelegger",
        "tilretteleggere",
        "tilretteleggjar",
        "tilretteleggjarar",
        "facilitators",
    ),
    "group": ("gruppe", "gruppen", "gruppa", "group"),
    "network": ("nettverk", "nettverket", "network"),
    "across": ("tvers", "across"),
}

#: Words before the outcome of a contact, which goes on to the end of the line.
AGREED_WORDS = ("avtalt", "avtale", "avtala", "agreed")

#: The marks offered after an unknown one.
LAYER_CHOICES: dict[Language, str] = {
    "nb": "%privat, %gruppe, %nettverk, %tvers",
    "nn": "%privat, %gruppe, %nettverk, %tvers",
    "en": "%private, %group, %network, %across",
}

#: The words before the name of a new indicator.
NEW_INDICATOR: dict[Language, str] = {"nb": "ny:", "nn": "ny:", "en": "new:"}

#: The first word of each language is the one that completion offers.
ROLE_WORDS: dict[Role, dict[Language, tuple[str, ...]]] = {
    "leader": {"nb": ("leder", "lederen"), "nn": ("leiar", "leiaren"), "en": ("leader",)},
    "writer": {
        "nb": ("gruppereferent", "skriver", "sekretær"),
        "nn": ("gruppereferent", "skrivar", "sekretær"),
        "en": ("writer",),
    },
    "data": {"nb": ("dataansvarlig", "data"), "nn": ("dataansvarleg", "data"), "en": ("data",)},
    "member": {"nb": ("medlemmene", "medlem"), "nn": ("medlemene", "medlem"), "en": ("members", "member")},
}
ADVISER_WORDS: dict[Language, tuple[str, ...]] = {
    "nb": ("veileder", "veilederen", "veilederne", "tilrettelegger"),
    "nn": ("rettleiar", "rettleiaren", "rettleiarane", "tilretteleggjar"),
    "en": ("adviser", "advisor", "advisers", "facilitator"),
}
#: The group in focus.
OUR_GROUP_WORDS: dict[Language, tuple[str, ...]] = {
    "nb": ("gruppen", "gruppa"),
    "nn": ("gruppa",),
    "en": ("group",),
}

CHANNEL_WORDS: dict[Channel, tuple[str, ...]] = {
    "phone": ("telefonmøte", "telefon", "tlf", "phone call", "phone"),
    "video": ("videomøte", "video meeting", "video call", "video", "teams"),
    "email": ("e-post", "epost", "e-mail", "email", "mail"),
    "visit": ("besøk", "visit"),
}

PHASE_WORDS: dict[Phase, tuple[str, ...]] = {
    "before": ("før", "before"),
    "after": ("etter", "after"),
}


def one_of(words: Iterable[str]) -> str:
    """Return a regular expression for any of the words, the longest first; a space in a word is any single space."""
    longest_first = sorted(set(words), key=lambda word: (-len(word), word))
    return "(?:" + "|".join(re.escape(word).replace(r"\ ", r"\s") for word in longest_first) + ")"
