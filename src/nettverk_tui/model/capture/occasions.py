"""The rules about meetings and guidance between gatherings: when, how long, how, in or outside hours, and when next."""

import re
from datetime import date

import msgspec

from nettverk_tui.model.capture.dates import (
    ENDS,
    NAMED,
    NEAR_DAY,
    NUMERIC,
    PERIOD,
    WEEK,
    WEEKDAY,
    WHOLE_WEEKDAY,
    Form,
)
from nettverk_tui.model.capture.reading import Reading
from nettverk_tui.model.capture.understood import DATED, OCCASIONS, Held
from nettverk_tui.model.capture.words import CHANNEL_WORDS, one_of
from nettverk_tui.model.messages import N_, Message

#: A time of day is no date: kl. 10.30.
_NOT_A_CLOCK = r"(?<![\w/.,:-])(?<!kl\s)(?<!kl\.\s)(?<!at\s)"
_HELD = tuple(
    (form, re.compile(_NOT_A_CLOCK + form.pattern + ENDS, re.IGNORECASE))
    for form in (NUMERIC, NAMED, NEAR_DAY, WHOLE_WEEKDAY)
)
_NEXT = tuple(
    (form, re.compile(rf"(?<!\w)(?:neste|next)(?:\s(?:gang|gong|kontakt|time|contact))?:?\s{form.pattern}{ENDS}", re.I))
    for form in (NUMERIC, NAMED, WEEKDAY, WEEK, PERIOD, NEAR_DAY)
)

_HOURS = r"(?P<hours>[0-9]{1,2}(?:,[0-9]{1,2})?)\s?(?:timer|timar|time|t|hours|hour|hrs|hr|h)"
_MINUTES = r"(?:minutter|minutt|minutes|minute|mins|min)"
_IN_WORDS = (
    r"(?:e[int]n?\s)?(?P<half>halvtimes?|halv\stime|half\san\shour)"
    r"|(?:e(?:n|in)\s)?(?P<long>halvannen\stime|halvannan\stime)|(?:eit?\s|et\s)(?P<quarter>kvarter)"
)
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


def next_contact(reading: Reading) -> None:
    """`neste 20/3`, `next Friday`: when guidance is next."""
    if reading.kind != "contact":
        return
    found = _date(reading, "next_contact", _NEXT, ahead=True)
    if found is None:
        return
    set_held(reading, next_on=found.isoformat())
    if found.isoformat() < reading.around.today:
        reading.block("next_contact", Message(N_("That date has been: {date}."), {"date": found.isoformat()}))


def held_on(reading: Reading) -> None:
    """The day something happened: the first date written, today where there is none. It cannot lie ahead."""
    if reading.kind not in DATED:
        return
    found = _date(reading, "held_on", _HELD)
    if found is None:
        return
    set_held(reading, on=found.isoformat())
    if found.isoformat() > reading.around.today:
        reading.block("held_on", not_yet(found))


def not_yet(on: date) -> Message:
    """What is said of something that cannot have happened on that day."""
    return Message(N_("That date has not come yet: {date}."), {"date": on.isoformat()})


def _date(
    reading: Reading, rule: str, forms: tuple[tuple[Form, re.Pattern[str]], ...], *, ahead: bool = False
) -> date | None:
    """The first date in the line, taken; one that does not exist stays, and Enter waits for a better one."""
    found = [(match, form) for form, pattern in forms if (match := reading.find(pattern))]
    if not found:
        return None
    match, form = min(found, key=lambda one: one[0].start())
    on = form.meaning(match, date.fromisoformat(reading.around.today), "ahead" if ahead else "back")
    if on is None:
        if _is_clearly_a_date(match):
            reading.block(rule, Message(N_("There is no such date: {words}."), {"words": match[0].strip()}))
        return None
    reading.take(rule, *match.span())
    return on


def _is_clearly_a_date(match: re.Match[str]) -> bool:
    """14/48 and 10.30 are no dates at all, 31/2 is one that does not exist."""
    parts = match.groupdict()
    month = parts.get("slash_month") or parts.get("dot_month")
    return month is None or (1 <= int(month) <= 12 and int(parts["day"]) <= 31)


def minutes(reading: Reading) -> None:
    """`45 min`, `1,5 t`, `1 time 30 min`: how long."""
    match = reading.find(_DURATION) if reading.kind in OCCASIONS else None
    if match is None:
        return
    if match["hours"]:
        length = round(float(match["hours"].replace(",", ".")) * 60) + int(match["more"] or 0)
    elif match["minutes"]:
        length = int(match["minutes"])
    else:
        length = 30 if match["half"] else 90 if match["long"] else 15
    set_held(reading, minutes=length)
    reading.take("minutes", *match.span())


def hours(reading: Reading) -> None:
    """`utenfor arbeidstid` or `i arbeidstida`: whose time a meeting took."""
    match = reading.find(_WHICH_HOURS) if reading.kind in ("meeting", "staff_meeting") else None
    if match is not None:
        set_held(reading, outside_hours=match["outside"] is not None)
        reading.take("hours", *match.span())


def channel(reading: Reading) -> None:
    """`telefon`, `video`, `e-post`, `besøk`: how guidance was given; by telephone where nothing is written."""
    match = reading.find(_CHANNEL) if reading.kind == "contact" else None
    found = _CHANNEL_OF.get(" ".join(match["word"].casefold().split())) if match else None
    if match is not None and found is not None:
        set_held(reading, channel=found)
        reading.take("channel", *match.span())


def held(reading: Reading) -> Held:
    """What is known of the meeting or contact so far."""
    return reading.held or Held(reading.around.today, channel="phone" if reading.kind == "contact" else None)


def set_held(reading: Reading, **details: object) -> None:
    """More is known of what was held."""
    reading.held = msgspec.structs.replace(held(reading), **details)
