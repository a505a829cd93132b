"""The one record that the second screen may know, and how the runner makes it.

What is not a field here cannot be shown there. Every free text in it is one of these: the names of network, units and
programme items, the network's word for its units, the improvement area, the question of the round where its layer is
*network*, the actions of that layer with who they are for, the name and unit of the indicator charted, and the started
changes of that layer.
"""

from typing import Literal

import msgspec

from nettverk_tui.charts.chart import Chart, indicator_chart
from nettverk_tui.language import Translator, zone_called
from nettverk_tui.model.core.messages import N_, Message
from nettverk_tui.model.core.records import Action, Event, Gathering, Indicator, Measurement, ProgrammeItem, StatusText
from nettverk_tui.model.core.rows import Rows
from nettverk_tui.model.core.text import one_line
from nettverk_tui.model.core.values import Language
from nettverk_tui.model.gathering.outlook import item_starts, this_day
from nettverk_tui.model.gathering.room import ItemProgress, Room
from nettverk_tui.model.gathering.timekeeping import Place, budget_ms
from nettverk_tui.model.overview.heat_map import HeatMap, heat_map
from nettverk_tui.model.overview.visibility import NETWORK_LAYERS
from nettverk_tui.resources import Knowledge
from nettverk_tui.tui import labels

#: The facilitator's choices; `follow` shows what belongs to the current step.
View = Literal["follow", "programme", "chart", "heat", "blank"]
VIEWS: tuple[View, ...] = ("follow", "programme", "chart", "heat", "blank")

_ROUND = ("questions", "silence", "peers", "advisers")
_TAKING_ALONG = ("take_along", "continuation")
_LONGEST_NAME = 80
_LONGEST_ACTION = 300


class Line(msgspec.Struct, frozen=True):
    """An item of the programme, of a group with its office; `at` (UTC, ms) is when it began or is likely to begin."""

    title: str
    state: ItemProgress
    at: int | None = None
    office: str = ""


class Agreed(msgspec.Struct, frozen=True):
    """An action the group takes along; `who` and `when` are words for people, empty where unknown."""

    text: str
    who: str = ""
    when: str = ""


class Published(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The record that is published. Moments are UTC in milliseconds, so that the reader counts by itself.

    Exactly one of `ends_at` (the clock runs) and `left_ms` (it stands still) is there while a step is held, and with it
    the `budget_ms` of the step: what is left is counted in whole seconds used, as the app counts them.
    """

    language: Language
    #: The window that publishes; another window does not publish until a choice is made there.
    window: str = ""
    view: View = "follow"
    title: str = ""
    heading: str = ""
    office: str = ""
    area: str = ""
    step: str = ""
    text: str = ""
    agreed: tuple[Agreed, ...] = ()
    ends_at: int | None = None
    left_ms: int | None = None
    budget_ms: int = 0
    resumes_at: int | None = None
    following: Line | None = None
    programme: tuple[Line, ...] = ()
    chart: Chart | None = None
    heat: HeatMap | None = None
    heat_names: dict[str, str] = {}
    #: The zone of the gathering: the screen shows its clock, whatever the computer's own says.
    zone: str = ""


def publish(
    rows: Rows, room: Room, knowledge: Knowledge, now: int, view: View = "follow", factor: str | None = None
) -> Published:
    """Return what the room may see now, in the language of the network. `factor` is the item being discussed."""
    t = Translator(room.network.language)
    # A zone that is not one is free text, and the only free text of the network that the room may see is its name.
    zone = room.network.zone if zone_called(room.network.zone) is not None else ""
    title = t("Gathering {number}", number=room.gathering.number) + f" · {one_line(room.network.name, _LONGEST_NAME)}"
    lines = _programme(room, knowledge, t, now)
    here, running = room.here, room.clock.phase in ("running", "paused")
    if here is None or not running:
        heat = _heat(rows, room, knowledge) if view == "heat" else None
        names = _names(knowledge, t) if heat is not None else {}
        return Published(
            room.network.language,
            view=view,
            title=title,
            programme=lines,
            heat=heat,
            heat_names=names,
            zone=zone,
        )
    budget, group = budget_ms(here.step, room.clock), room.group(here.item.group_id)
    project = room.projects.get(group.id) if group is not None else None
    left = budget - room.clock.spent_ms(here.step.id, now)
    stands = room.clock.phase == "paused"
    rests = here.item.kind == "break"
    heat = _heat(rows, room, knowledge) if view == "heat" else None
    return Published(
        language=room.network.language,
        view=view,
        title=title,
        heading=_title(here.item, room, knowledge, t),
        office=_office(here.item, room),
        area=one_line(project.area, _LONGEST_NAME) if project is not None else "",
        step=_step(here, knowledge, t),
        text=_text(rows, room, here, knowledge, factor),
        agreed=_agreed(rows, room, here, t, now),
        ends_at=None if stands else now + left,
        left_ms=left if stands else None,
        budget_ms=budget,
        resumes_at=now + left if rests and not stands else None,
        following=next((line for line in lines if line.state == "to_come"), None),
        programme=lines,
        chart=_chart(rows, here) if view == "chart" or here.step.kind == "status" else None,
        heat=heat,
        heat_names=_names(knowledge, t) if heat is not None else {},
        zone=zone,
    )


def why_not_shown(published: Published) -> Message | None:
    """Return why the room does not see what the facilitator chose, or None where it does."""
    if published.view == "chart" and published.chart is None:
        if published.ends_at is None and published.left_ms is None:
            return Message(N_("not while the clock does not run: the room sees the time and the programme"))
        if not published.office:
            return Message(N_("no group is up now: the room sees what is being done"))
        group = published.heading
        return Message(N_("{group} has measured nothing that can be drawn: the room sees the step"), {"group": group})
    if published.view == "heat" and (published.heat is None or not published.heat.rows):
        return Message(N_("no group has agreed to show its ratings"))
    return None


def _title(item: ProgrammeItem, room: Room, knowledge: Knowledge, t: Translator) -> str:
    group = room.group(item.group_id)
    if group is not None:
        return t("Group {letter}", letter=group.letter)
    name = one_line(item.title, _LONGEST_NAME) or knowledge.gatherings.item(item.kind).name.in_language(t.language)
    return name[:1].upper() + name[1:]


def _programme(room: Room, knowledge: Knowledge, t: Translator, now: int) -> tuple[Line, ...]:
    today = this_day(room.programme, room.clock, room.gathering)
    starts = {item.id: at for item, at in item_starts(room.programme, room.clock, now)}
    lines = []
    for item in room.programme.items:
        if item.id not in today or item.kind == "buffer":
            continue
        steps = (place.step.id for place in room.programme.places if place.item.id == item.id)
        entered = [at for step in steps if (at := room.clock.entered.get(step)) is not None]
        at = min(entered) if entered else starts.get(item.id)
        minute = at - at % 60_000 if at is not None else None
        lines.append(Line(_title(item, room, knowledge, t), room.progress(item), minute, _office(item, room)))
    return tuple(lines)


def _office(item: ProgrammeItem, room: Room) -> str:
    group = room.group(item.group_id)
    return one_line(group.unit, _LONGEST_NAME) if group is not None else ""


def _agreed(rows: Rows, room: Room, here: Place, t: Translator, now: int) -> tuple[Agreed, ...]:
    """Return the actions of the group's turn that the network may read, in the order they were agreed."""
    if here.step.kind not in _TAKING_ALONG or here.item.group_id is None:
        return ()
    found = rows.find(Action, gathering_id=room.gathering.id, group_id=here.item.group_id)
    today = t.local(now).date().isoformat()
    return tuple(
        Agreed(
            one_line(each.text, _LONGEST_ACTION),
            one_line(labels.who(each, room, t), _LONGEST_NAME),
            labels.due(each, room, t, today),
        )
        for each in sorted(found, key=lambda action: (action.at, action.id))
        if each.layer in NETWORK_LAYERS
    )


def _step(here: Place, knowledge: Knowledge, t: Translator) -> str:
    if here.step.kind == "plenary":
        return ""
    return knowledge.relays.step(here.step.kind).name.in_language(t.language)


def _text(rows: Rows, room: Room, here: Place, knowledge: Knowledge, factor: str | None) -> str:
    """Return the question of the round, or the wording of the factor."""
    if here.step.kind in _ROUND:
        found = rows.find(StatusText, gathering_id=room.gathering.id, group_id=here.item.group_id, field="question")
        return " ".join(found[0].text.split()) if found and found[0].layer in NETWORK_LAYERS else ""
    if here.step.kind in ("factors", "prerequisites") and factor is not None:
        checklist = knowledge.checklist
        item = next((item for item in checklist.items if item.id == factor), None)
        language = room.network.language
        return item.wording(language, checklist.unit_word(room.network.unit_word, language)) if item is not None else ""
    return ""


def _chart(rows: Rows, here: Place) -> Chart | None:
    """Return the group's first chart with points in it; its notes in words stay with the group."""
    if here.item.group_id is None:
        return None
    happened = rows.find(Event, group_id=here.item.group_id)
    for indicator in sorted(
        rows.find(Indicator, group_id=here.item.group_id), key=lambda indicator: indicator.position
    ):
        if indicator.kind != "qualitative":
            chart = indicator_chart(indicator, rows.find(Measurement, indicator_id=indicator.id), happened)
            if chart.data or chart.bars:
                return msgspec.structs.replace(
                    chart,
                    source="",
                    details=(),
                    data=tuple(msgspec.structs.replace(series, note="") for series in chart.data),
                )
    return None


def _heat(rows: Rows, room: Room, knowledge: Knowledge) -> HeatMap:
    """Return the heat map of the groups that agreed, by their own ratings; today's only after the group's turn."""
    finished = {item.group_id for item in room.programme.items if room.programme.finished(item.id, room.clock)}
    agreed = [group for group in room.groups if group.shares_ratings is True and group.state != "withdrawn"]
    series: list[Gathering] = [*room.earlier, room.gathering]
    without = {group.id: room.gathering.id for group in agreed if group.id not in finished}
    return heat_map(rows, series, agreed, knowledge.checklist, without=without)


def _names(knowledge: Knowledge, t: Translator) -> dict[str, str]:
    checklist = knowledge.checklist
    names = {category.id: category.name.in_language(t.language) for category in checklist.categories}
    return names | {item.id: item.short.in_language(t.language) for item in checklist.items}
