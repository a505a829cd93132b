"""The rules for meetings and contacts between gatherings: date, duration, channel, working hours, next contact."""

import re
from datetime import date

import msgspec

from nettverk_tui.model.capture.parse_state import ParseState
from nettverk_tui.model.capture.parsed_line import DATED, Held
from nettverk_tui.model.capture.rules.due import date_has_passed
from nettverk_tui.model.capture.vocabulary import CHANNEL_WORDS, one_of
from nettverk_tui.model.core.dates import USUAL, Kind, Written, date_at, dates_in
from nettverk_tui.model.core.entry_kinds import ENTRY_KINDS
from nettverk_tui.model.core.messages import N_, Message

#: Forms of a past date inside the text.
_HELD: frozenset[Kind] = frozenset({"full", "short", "named", "near", "weekday", "ago"})
#: *neste*, with its noun. Before a weekday or a week it may be part of the date: *neste fredag*.
_NEXT = re.compile(r"(?<!\w)(?:neste|next)(?P<what>\s(?:gang|gong|kontakt|time|contact))?:?(?=\s)", re.IGNORECASE)
_NEXT_ON: frozenset[Kind] = USUAL - {"length", "month"}
#: Short names of weekdays: *man*, *tor* and *sun* are also words.
_SHORT_NAME = re.compile(r"[^\W\d_]{2,5}\.?", re.IGNORECASE)

_HOURS = r"(?P<hours>[0-9]{1,2}(?:,[0-9]{1,2})?)\s?(?:timer|timar|time|t|hours|hour|hrs|hr|h)"
_MINUTES = r"(?:minutter|minutt|minutes|minute|mins|min)"
_IN_WORDS = (
    r"(?:e[int]n?\s)?(?P<half>halvtimes?|halv\stime|half\san\shour)"
    r"|(?:e(?:n|in)\s)?(?P<long>halvannen\stime|halvannan\stime)|(?:eit?\s|et\s)(?P<quarter>kvarter)"
)
#: Kinds with a duration.
_LASTING = frozenset(name for name, kind in ENTRY_KINDS.items() if kind.table in ("group_meeting", "contact"))
_DURATION = re.compile(
    rf"(?<![\w/.,:-])(?:{_HOURS}(?:\s(?:og\s|and\s)?(?P<more>[0-9]{{1,2}})\s?{_MINUTES})?"
    rf"|(?P<minutes>[0-9]{{1,3}})\s?{_MINUTES}|{_IN_WORDS})(?!\w)",
    re.IGNORECASE,
)

_OUTSIDE = r"(?:utenfor|utanfor|etter)\sarbeidstid(?:en|a)?|(?:outside|after)\s(?:working\s|office\s|opening\s)?hours"
_INSIDE = r"(?:i|innenfor|innanfor)\sarbeidstid(?:en|a)?|(?:in|during|within)\s(?:working|office|opening)\shours"
_WHICH_HOURS = re.compile(rf"(?<!\w)(?:(?P<outside>{_OUTSIDE})|{_INSIDE})(?!\w)", re.IGNORECASE)

_CHANNEL_OF = {word: channel for channel, words in CHANNEL_WORDS.items() for word in words}
_CHANNEL = re.compile(rf"(?<![\w-])(?:(?:på|per|over|by|on)\s)?(?P<word>{one_of(_CHANNEL_OF)})(?![\w-])", re.IGNORECASE)


def next_contact(state: ParseState) -> None:
    """Take the date of the next contact: `neste 20/3`, `next Friday`.

    *Neste fredag* is a date of its own and means the same as elsewhere; *neste gang* and *neste:* come before any date.
    """
    if state.kind != "contact":
        return
    today = date.fromisoformat(state.context.today)
    for match in _NEXT.finditer(state.line, state.begin):
        places = (match.start(), match.end()) if match["what"] is None and match[0][-1] != ":" else (match.end(),)
        dates = (date_at(state.line, at, today, "ahead", _NEXT_ON, linked=at == match.end()) for at in places)
        found = max(
            (written for written in dates if written is not None), key=lambda written: written.end, default=None
        )
        if found is None or not state.is_free(match.start(), found.end):
            continue
        if found.on is None:
            _refuse(state, "next_contact", state.line[match.start() : found.end], found)
            return
        state.take("next_contact", match.start(), found.end)
        _remark(state, "next_contact", found)
        set_held(state, next_on=found.on.isoformat())
        if found.on < today:
            state.block("next_contact", date_has_passed(found.on.isoformat()))
        return


def held_on(state: ParseState) -> None:
    """Take the date of an event: the first date in the line, today without one. It cannot be in the future."""
    if state.kind not in DATED:
        return
    today = date.fromisoformat(state.context.today)
    for found in dates_in(state.line, today, "back", _HELD, state.begin):
        words = state.line[found.start : found.end]
        bare = found.kind == "weekday" and _SHORT_NAME.fullmatch(words) is not None
        if bare or not found.plausible or not state.is_free(found.start, found.end):
            continue
        if found.on is None:
            _refuse(state, "held_on", words, found)
            return
        state.take("held_on", found.start, found.end)
        _remark(state, "held_on", found)
        set_held(state, on=found.on.isoformat())
        if found.on > today:
            state.block("held_on", not_yet(found.on))
        return


def _refuse(state: ParseState, rule: str, words: str, found: Written) -> None:
    """Block a line with a date that does not exist; 14/48 and 10.30 are no dates at all."""
    if found.plausible:
        state.block(rule, Message(N_("There is no such date: {words}."), {"words": words.strip()}))


def _remark(state: ParseState, rule: str, found: Written) -> None:
    if found.remark is not None:
        state.warn(rule, found.remark)


def not_yet(on: date) -> Message:
    """Return the message about an event with a future date."""
    return Message(N_("That date has not come yet: {date}."), {"date": on.isoformat()})


def minutes(state: ParseState) -> None:
    """Take the duration: `45 min`, `1,5 t`, `1 time 30 min`."""
    match = state.find(_DURATION) if state.kind in _LASTING else None
    if match is None:
        return
    if match["hours"]:
        length = round(float(match["hours"].replace(",", ".")) * 60) + int(match["more"] or 0)
    elif match["minutes"]:
        length = int(match["minutes"])
    else:
        length = 30 if match["half"] else 90 if match["long"] else 15
    set_held(state, minutes=length)
    state.take("minutes", *match.span())


def hours(state: ParseState) -> None:
    """Take `utenfor arbeidstid` or `i arbeidstida`: whether a meeting was in working hours."""
    match = state.find(_WHICH_HOURS) if state.kind in ("meeting", "staff_meeting") else None
    if match is not None:
        set_held(state, outside_hours=match["outside"] is not None)
        state.take("hours", *match.span())


def channel(state: ParseState) -> None:
    """Take the channel of a contact: `telefon`, `video`, `e-post`, `besøk`; telephone if none is written."""
    match = state.find(_CHANNEL) if state.kind == "contact" else None
    found = _CHANNEL_OF.get(" ".join(match["word"].casefold().split())) if match else None
    if match is not None and found is not None:
        set_held(state, channel=found)
        state.take("channel", *match.span())


def held(state: ParseState) -> Held:
    """Return the meeting or contact so far."""
    return state.held or Held(state.context.today, channel="phone" if state.kind == "contact" else None)


def set_held(state: ParseState, **details: object) -> None:
    """Set details of the meeting or contact."""
    state.held = msgspec.structs.replace(held(state), **details)
