"""A network's dates for the adviser's own calendar: gatherings, due dates, the next calls.

Calendars are synchronised to phones and cloud services: nothing of the facilitators' layer is exported,
and the texts of actions, which may name a person, only on request.
"""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from icalendar import Calendar, Event, vText

from nettverk_tui.language import Translator, zone_called
from nettverk_tui.model.core.records import Action, Contact, Gathering, Group, Network, ProgrammeItem, ProgrammeStep
from nettverk_tui.model.core.rows import Rows
from nettverk_tui.model.core.text import one_line
from nettverk_tui.model.gathering.opening_card import due_gathering
from nettverk_tui.model.network.plan import gatherings_of

_LONGEST = 120
#: States of groups that are no longer called.
_GONE = frozenset({"completed", "withdrawn"})


def calendar_file(rows: Rows, network: Network, t: Translator, now: datetime, *, words: bool = False) -> str:
    """Return the dates of a network as an iCalendar file (RFC 5545); `now` is an aware moment, for DTSTAMP.

    With `words` it has the texts of actions, which may name a person.
    """
    calendar = Calendar()
    calendar.add("prodid", "-//nettverk//nettverk-tui//")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", vText(one_line(network.name, _LONGEST)))
    if zone_called(network.zone) is not None:
        calendar.add("x-wr-timezone", vText(network.zone))
    for event in (*_gatherings(rows, network, t), *_due(rows, network, t, words=words), *_calls(rows, network, t)):
        event.add("dtstamp", now.astimezone(ZoneInfo("UTC")))
        calendar.add_component(event)
    return str(calendar.to_ical(), "utf-8")


def _event(uid: str, summary: str, first: date, last: date) -> Event:
    """Return an event for whole days, both included; it shows as free time unless set otherwise."""
    event = Event()
    # The same event imported again replaces the first.
    event.add("uid", f"{uid}@nettverk")
    event.add("summary", summary)
    event.add("dtstart", first)
    event.add("dtend", last + timedelta(days=1) if last < date.max else last)
    event.add("transp", "TRANSPARENT")
    return event


def _gatherings(rows: Rows, network: Network, t: Translator) -> Iterator[Event]:
    for gathering in gatherings_of(rows, network.id):
        number = t("Gathering {number}", number=gathering.number)
        first, last = date.fromisoformat(gathering.starts_on), date.fromisoformat(gathering.ends_on)
        event = _event(gathering.id, f"{number} · {one_line(network.name, 60)}", first, last)
        minutes = _planned_minutes(rows, gathering)
        if gathering.starts_at is not None and first == last and minutes:
            starts = datetime.fromtimestamp(gathering.starts_at / 1000, ZoneInfo("UTC"))
            for name, moment in (("dtstart", starts), ("dtend", starts + timedelta(minutes=minutes))):
                event.pop(name)
                event.add(name, moment)
        event["transp"] = "OPAQUE"
        if gathering.place:
            event.add("location", gathering.place)
        yield event


def _planned_minutes(rows: Rows, gathering: Gathering) -> int:
    items = (item for item in rows.find(ProgrammeItem, gathering_id=gathering.id) if item.room == 1)
    steps = (step for item in items if not item.skipped for step in rows.find(ProgrammeStep, item_id=item.id))
    return sum(step.planned_ms for step in steps) // 60_000


def _groups(rows: Rows, network: Network) -> Iterator[Group]:
    return (group for group in rows.find(Group, network_id=network.id) if group.state not in _GONE)


def _due(rows: Rows, network: Network, t: Translator, *, words: bool) -> Iterator[Event]:
    """Yield open actions that have a due date, or whose gathering has a date."""
    series = gatherings_of(rows, network.id)
    for group in _groups(rows, network):
        for action in rows.find(Action, group_id=group.id, state="open"):
            gathering = due_gathering(action, series)
            on = action.due_on if action.due == "date" else gathering.ends_on if gathering is not None else None
            if on is None:
                continue
            day = date.fromisoformat(on)
            summary = t("Due, group {letter}", letter=group.letter)
            if words and action.layer != "facilitators":
                summary = f"{summary}: {one_line(action.text, _LONGEST)}"
            yield _event(action.id, summary, day, day)


def _calls(rows: Rows, network: Network, t: Translator) -> Iterator[Event]:
    """Yield the date of the next call to each group, from its last contact."""
    for group in _groups(rows, network):
        contacts = sorted(rows.find(Contact, group_id=group.id), key=lambda contact: contact.on)
        # Of two on one day the last one written counts, as on the list of follow-ups.
        last = contacts[-1] if contacts else None
        if last is not None and last.next_on is not None:
            day = date.fromisoformat(last.next_on)
            yield _event(f"next-{group.id}", t("Call group {letter}", letter=group.letter), day, day)
