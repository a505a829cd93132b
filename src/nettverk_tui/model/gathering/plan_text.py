"""Reading of text typed in the planner: minutes, times of day, and an item in one line. Nothing is guessed.

25 · 3 7 4 3 1 6 2 3 1        minutes for the whole, or one a step
11.30 · kl. 9 · dag 2 kl. 9   when something begins
pause 15 · Lunsj 45 kl. 11.30 · gruppearbeid: Flytdiagram 60 · B
"""

import re
from collections.abc import Mapping, Sequence
from datetime import time

import msgspec

from nettverk_tui.model.core.messages import N_, Message
from nettverk_tui.model.core.text import clean, one_line
from nettverk_tui.model.core.values import ItemKind
from nettverk_tui.model.gathering.day_plan import LONGEST_ITEM_MS
from nettverk_tui.model.gathering.timekeeping import MINUTE

#: Longest title, in characters.
LONGEST_TITLE = 120
_MOST_MINUTES = LONGEST_ITEM_MS // MINUTE

#: Default minutes of an item; in the round of promises, of each group.
_USUAL: Mapping[ItemKind, int] = {
    "welcome": 15,
    "teaching": 45,
    "group_work": 60,
    "break": 15,
    "buffer": 10,
    "promises": 2,
    "reflection": 20,
    "closing": 10,
    "relay": 30,
}
#: Words that are both kind and title, with their default minutes.
_TITLES: Mapping[str, tuple[ItemKind, int]] = {
    "lunsj": ("break", 45),
    "lunch": ("break", 45),
    "middag": ("break", 90),
    "dinner": ("break", 90),
    "kaffe": ("break", 15),
    "coffee": ("break", 15),
    "buss": ("closing", 0),
    "bussen": ("closing", 0),
    "bus": ("closing", 0),
    "avreise": ("closing", 0),
    "departure": ("closing", 0),
}
#: Words for the kinds, in addition to those of the data.
_ALIASES: Mapping[str, ItemKind] = {
    "undervisning": "teaching",
    "teaching": "teaching",
    "foredrag": "teaching",
    "føredrag": "teaching",
    "talk": "teaching",
    "velkommen": "welcome",
    "samtale": "reflection",
}
_CLOCK = r"(?:(?:kl\.?|klokken|klokka|at)\s*)?(?P<hour>[0-9]{1,2})(?:[.:](?P<minute>[0-9]{2}))?"
_AT = re.compile(rf"(?:(?:dag|day)\s*(?P<day>[0-9])\s*,?\s*)?{_CLOCK}\Z", re.IGNORECASE)
#: In a line with minutes a time needs *kl.* or a point.
_AT_IN_LINE = re.compile(
    r"\b(?:(?:dag|day)\s*(?P<day>[0-9])\s*,?\s*)?(?:(?:kl\.?|klokken|klokka|at)\s*(?P<hour>[0-9]{1,2})"
    r"(?:[.:](?P<minute>[0-9]{2}))?|(?P<hour2>[0-9]{1,2})[.:](?P<minute2>[0-9]{2}))(?![0-9])",
    re.IGNORECASE,
)
_MINUTES_IN_LINE = re.compile(r"(?:^|\s)(?P<minutes>[-−]?[0-9]{1,6})\s*(?:min\.?|minutter|minutt|minutes)?\s*\Z", re.I)

_NO_MINUTES = N_("“{text}” is no number of minutes. Write 25, or one number for each of the {steps} steps.")
_NO_TIME = Message(N_("Write a time such as 11.30; for another day: day 2 at 9. Nothing takes the fixed start away."))


class TimeOfDay(msgspec.Struct, frozen=True):
    """A time of day, and the day of the gathering (from 1), if given."""

    at: time
    day: int | None = None


class Addition(msgspec.Struct, frozen=True):
    """An item as typed. `letter` is that of a group, for its turn; in a round of promises `minutes` are per group."""

    kind: ItemKind
    title: str
    minutes: int
    at: TimeOfDay | None = None
    letter: str = ""


def read_minutes(text: str, steps: int) -> Sequence[int] | Message:
    """Read durations in minutes, one for the whole or one a step; return milliseconds."""
    words = re.sub(r"\b(?:minutter|minutt|minutes|min\.?)(?![a-zæøå])", " ", clean(text), flags=re.IGNORECASE).replace(
        ",", " "
    )
    numbers = words.replace("+", " ").split()
    if any(word.startswith(("-", "\N{MINUS SIGN}")) for word in numbers):
        return Message(N_("Minutes cannot be negative: write 0 or more."))
    if not numbers or not all(word.isascii() and word.isdigit() and len(word) <= 6 for word in numbers):
        return Message(_NO_MINUTES, {"text": one_line(text, 30), "steps": steps})
    if len(numbers) not in (1, steps):
        return Message(_NO_MINUTES, {"text": one_line(text, 30), "steps": steps})
    minutes = [int(word) for word in numbers]
    if sum(minutes) > _MOST_MINUTES:
        return _too_long(sum(minutes))
    return [amount * MINUTE for amount in minutes]


def _too_long(minutes: int) -> Message:
    return Message(
        N_("{n} minutes are more than any item takes; {most} is the most."), {"n": minutes, "most": _MOST_MINUTES}
    )


def read_time(text: str) -> TimeOfDay | Message | None:
    """Read a time of day; None for an empty text."""
    words = clean(text).strip()
    if not words:
        return None
    match = _AT.match(words)
    time = _time(match) if match is not None else None
    return time if time is not None else _NO_TIME


def _time(match: re.Match[str]) -> TimeOfDay | None:
    groups = match.groupdict()
    hour, minute = groups["hour"] or groups.get("hour2"), groups["minute"] or groups.get("minute2") or 0
    try:
        at = time(int(hour or 99), int(minute))
    except ValueError:
        return None
    return TimeOfDay(at, int(groups["day"]) if groups["day"] else None)


def read_addition(text: str, words: Mapping[str, ItemKind], letters: Sequence[str]) -> Addition | Message:
    """Read an item in one line. `words` are the names of kinds (casefolded), `letters` those of the groups."""
    line = " ".join(clean(text).split())
    at = _AT_IN_LINE.search(line)
    when = _time(at) if at is not None else None
    if at is not None and when is None:
        return _NO_TIME
    if at is not None:
        line = f"{line[: at.start()]} {line[at.end() :]}".strip()
    found = _MINUTES_IN_LINE.search(line)
    minutes = None
    if found is not None:
        number = found["minutes"].replace("\N{MINUS SIGN}", "-")
        line, minutes = line[: found.start()].strip(), int(number)
        if minutes < 0:
            return Message(N_("Minutes cannot be negative: write 0 or more."))
        if minutes > _MOST_MINUTES:
            return _too_long(minutes)
    line = line.strip(" ,;")
    if not line:
        return Message(N_("Say what it is: break 15, lunch 45, group work: Flow chart 60, or a group’s letter."))
    if len(line) > LONGEST_TITLE:
        return Message(N_("The title is longer than {most} characters."), {"most": LONGEST_TITLE})
    return _addition(line, minutes, when, {**_ALIASES, **words}, letters)


def _addition(
    line: str, minutes: int | None, when: TimeOfDay | None, words: Mapping[str, ItemKind], letters: Sequence[str]
) -> Addition:
    if line.upper() in letters:
        return Addition("relay", "", _USUAL["relay"] if minutes is None else minutes, when, line.upper())
    folded = line.casefold()
    if folded in _TITLES:
        kind, usual = _TITLES[folded]
        return Addition(kind, line[:1].upper() + line[1:], usual if minutes is None else minutes, when)
    for word in sorted(words, key=len, reverse=True):
        rest = line[len(word) :]
        if folded.startswith(word) and words[word] != "relay" and (not rest or rest[0] in " :"):
            kind = words[word]
            return Addition(kind, rest.strip(" :"), _USUAL[kind] if minutes is None else minutes, when)
    return Addition("teaching", line, _USUAL["teaching"] if minutes is None else minutes, when)
