"""The limits and the quiet weeks of a network: as typed, as read, and as stored.

Limits        guidance 21/35, group meeting 28, staff meeting 45, overdue 14, moved 2/3, members 3, professions 2
Quiet weeks   27-32, 52-1, easter

Two numbers are the limits for asking and for asking first. The words of all three languages are read; a limit that is
left out has its default. Professions: 2 if every group needs a doctor and a co-worker, else 0.
"""

import re
from collections.abc import Iterator
from typing import Any, NamedTuple

import msgspec

from nettverk_tui.model.core.messages import N_, Message
from nettverk_tui.model.core.records import Network
from nettverk_tui.model.core.text import clean, one_line
from nettverk_tui.model.core.values import Language
from nettverk_tui.model.network.warning_thresholds import QuietWeeks, Thresholds

_MOST_DAYS, _LAST_WEEK = 365, 53
_PART = re.compile(r"(?P<word>[^\d/]+?)\s*(?P<ask>\d{1,3})(?:\s*/\s*(?P<first>\d{1,3}))?")
_SPAN = re.compile(r"(?P<first>\d{1,2})(?:\s*[-–]\s*(?P<last>\d{1,2}))?")
_EASTER: dict[Language, tuple[str, ...]] = {"nb": ("påske",), "nn": ("påske",), "en": ("easter",)}
_NONE: dict[Language, tuple[str, ...]] = {"nb": ("ingen",), "nn": ("ingen",), "en": ("none",)}


class _Limit(NamedTuple):
    ask: str
    first: str | None
    words: dict[Language, tuple[str, ...]]


#: The limits in the order shown; the first word of a language is the one we write.
_LIMITS = (
    _Limit(
        "guidance_days",
        "guidance_first_days",
        {"nb": ("veiledning", "kontakt"), "nn": ("rettleiing", "kontakt"), "en": ("guidance", "contact")},
    ),
    _Limit(
        "meeting_days",
        None,
        {"nb": ("gruppemøte", "møte"), "nn": ("gruppemøte", "møte"), "en": ("group meeting", "meeting")},
    ),
    _Limit(
        "staff_meeting_days",
        None,
        {"nb": ("fellesmøte", "personalmøte"), "nn": ("fellesmøte", "personalmøte"), "en": ("staff meeting",)},
    ),
    _Limit("overdue_days", None, {"nb": ("frist",), "nn": ("frist",), "en": ("overdue", "due")}),
    _Limit("moved", "moved_first", {"nb": ("flyttet",), "nn": ("flytta",), "en": ("moved",)}),
    _Limit("fewest_members", None, {"nb": ("medlemmer",), "nn": ("medlemer",), "en": ("members",)}),
    _Limit("required", None, {"nb": ("faggrupper",), "nn": ("faggrupper",), "en": ("professions",)}),
)
_USUAL = Thresholds()


def thresholds_of(network: Network | None) -> Thresholds:
    """Return the limits of a network; the defaults if it has none, or none that can be read."""
    if network is None:
        return _USUAL
    read, quiet = read_limits(network.limits), read_quiet_weeks(network.quiet_weeks)
    limits = read if isinstance(read, Thresholds) else _USUAL
    return msgspec.structs.replace(limits, quiet=quiet) if isinstance(quiet, QuietWeeks) else limits


def read_limits(text: str) -> Thresholds | Message:
    """Read limits; return a Message about the first that cannot be read."""
    fields: dict[str, Any] = {}
    for part in _parts(text):
        match = _PART.fullmatch(part)
        limit = _limit(match["word"].strip().casefold()) if match is not None else None
        if match is None or limit is None or (match["first"] is not None and limit.first is None):
            words = N_("“{text}” is no limit. Write a word and a number, as in: guidance 21/35, members 3.")
            return Message(words, {"text": one_line(part, 30)})
        ask = int(match["ask"])
        if limit.ask == "required":
            fields["required"] = _USUAL.required if ask else ()
            continue
        first = int(match["first"]) if match["first"] is not None else None
        if not 1 <= ask <= _MOST_DAYS or (first is not None and not ask <= first <= _MOST_DAYS):
            words = N_("“{text}”: from 1 to {most}, and asking first comes no sooner than asking.")
            return Message(words, {"text": one_line(part, 30), "most": _MOST_DAYS})
        fields[limit.ask] = ask
        if limit.first is not None:
            # A single number is when to ask; when to ask first is raised to it if it would be sooner.
            fields[limit.first] = first if first is not None else max(ask, getattr(_USUAL, limit.first))
    return Thresholds(**fields)


def read_quiet_weeks(text: str) -> QuietWeeks | Message:
    """Read quiet weeks; return a Message about one that is no week. Empty: the defaults; *none*: no weeks."""
    parts = list(_parts(text))
    if not parts:
        return QuietWeeks()
    spans: list[tuple[int, int]] = []
    easter = False
    for part in parts:
        word = part.casefold()
        if any(word in words for words in _EASTER.values()):
            easter = True
        elif not (any(word in words for words in _NONE.values()) and len(parts) == 1):
            match = _SPAN.fullmatch(part)
            first = int(match["first"]) if match is not None else 0
            last = int(match["last"]) if match is not None and match["last"] else first
            if not (1 <= first <= _LAST_WEEK and 1 <= last <= _LAST_WEEK):
                words = N_("“{text}” are no weeks. Write their numbers, as in: 27-32, 52-1, easter.")
                return Message(words, {"text": one_line(part, 30)})
            spans.append((first, last))
    return QuietWeeks(tuple(spans), easter)


def typed_limits(limits: Thresholds, language: Language) -> str:
    """Return all limits, as they would be typed."""
    parts = []
    for limit in _LIMITS:
        value = getattr(limits, limit.ask)
        shown = len(value) if limit.ask == "required" else value
        first = f"/{getattr(limits, limit.first)}" if limit.first is not None else ""
        parts.append(f"{limit.words[language][0]} {shown}{first}")
    return ", ".join(parts)


def typed_quiet_weeks(quiet: QuietWeeks, language: Language) -> str:
    """Return the quiet weeks, as they would be typed."""
    spans = [f"{first}-{last}" if first != last else str(first) for first, last in quiet.spans]
    return ", ".join([*spans, *([_EASTER[language][0]] if quiet.easter else [])]) or _NONE[language][0]


def kept_limits(limits: Thresholds) -> str:
    """Return the limits as stored: empty for the defaults, so that a later version can change them."""
    return "" if limits == _USUAL else typed_limits(limits, "en")


def kept_quiet_weeks(quiet: QuietWeeks) -> str:
    """Return the quiet weeks as stored: empty for the defaults."""
    return "" if quiet == QuietWeeks() else typed_quiet_weeks(quiet, "en")


def _parts(text: str) -> Iterator[str]:
    return (part for part in (" ".join(part.split()) for part in re.split(r"[,;]", clean(text))) if part)


def _limit(word: str) -> _Limit | None:
    return next((limit for limit in _LIMITS if any(word in words for words in limit.words.values())), None)
