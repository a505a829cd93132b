"""The lines that are always visible: the gathering and its end, the day's ribbon, the step's ribbon and its time.

Pure functions from what is known to styled text; the screen only shows them.
"""

from textual.content import Content

from nettverk_tui.language import Translator
from nettverk_tui.model.core.messages import N_
from nettverk_tui.model.core.records import ProgrammeItem
from nettverk_tui.model.core.text import one_line
from nettverk_tui.model.gathering.outlook import Outlook, this_day
from nettverk_tui.model.gathering.room import Room
from nettverk_tui.model.gathering.timekeeping import MINUTE, Place
from nettverk_tui.resources import Knowledge
from nettverk_tui.tui.labels import LONGEST_TITLE, PROGRESS_SIGNS, item_name, step_short

PACE_WORDS = {"on_time": N_("on time"), "wind_up": N_("wind up"), "over": N_("over time")}
PACE_STYLES = {"on_time": "$text-success", "wind_up": "bold $text-warning", "over": "bold $text-error"}
_BAR, _SHORT_BAR = 15, 6
#: A name shorter than this says nothing.
_SHORTEST_NAME = 6
#: The part of a narrow line kept for the group and its improvement area, before the bar of its time.
_LEAST_NAME = 16
_DIMMED = "$foreground-muted"
#: The width from which there is room for words beside the steps.
_WIDE = 100


def minutes_text(ms: int, t: Translator) -> str:
    """Return whole minutes with a sign: `+6 min`, `−3 min`."""
    minutes = round(ms / MINUTE)
    sign = "+" if minutes > 0 else "\N{MINUS SIGN}" if minutes < 0 else "±"
    return t("{sign}{minutes} min", sign=sign, minutes=abs(minutes))


def signed(ms: int, t: Translator) -> str:
    """Return minutes and seconds with a sign: `+6:00`, `−1:30`, `±0:00`."""
    if ms >= 1000:
        return f"+{t.duration(ms)}"
    return t.duration(ms) if ms <= -1000 else f"±{t.duration(0)}"


def title_line(room: Room, outlook: Outlook, now: int, t: Translator, width: int, rehearsal: int = 0) -> Content:
    """Return the gathering on the left; the time of day, the expected end and the deviation on the right.

    `rehearsal` is the speed of the clock, as a factor, in a rehearsal that keeps nothing; 0 if all is kept.
    """
    number = t("Gathering {number}", number=room.gathering.number)
    sign = t("REHEARSAL ×{speed}", speed=rehearsal) if rehearsal else t("DEMO") if room.network.demo else ""
    demo = Content.styled(f" {sign} ", "reverse") if sign else Content("")
    # In a narrow window the time of day stays when the rest has no room.
    right = Content.styled(t.clock(now), "bold")
    for whole in (False, True):
        more = _end(room, outlook, now, t, whole=whole)
        if len(number) + demo.cell_length + more.cell_length + 5 <= width:
            right = more
    space = width - right.cell_length - demo.cell_length - len(number) - 8
    name = Content(f" · {one_line(room.network.name, space)}") if space >= _SHORTEST_NAME else Content("")
    left = Content.assemble((number, "bold"), name, "  ", demo)
    gap = max(width - left.cell_length - right.cell_length - 2, 1)
    return Content.assemble(" ", left, " " * gap, right)


def _end(room: Room, outlook: Outlook, now: int, t: Translator, *, whole: bool) -> Content:
    clock = (f"{t.clock(now)} {t.zone_note(now)}".rstrip(), "bold")
    if room.clock.phase == "closed":
        return Content.assemble(clock, " · ", t("closed"))
    if outlook.ends_at is None:
        return Content.assemble(clock)
    begins = room.gathering.starts_at
    if room.clock.phase == "waiting" and begins is not None and t.local(begins).date() > t.local(now).date():
        return Content.assemble(clock, " · ", t("planned for {day}", day=t.day(t.local(begins).date())))
    about = t("ends about {time}", time=t.clock(outlook.ends_at))
    if room.clock.phase == "waiting":
        return Content.assemble(clock, " · ", t("not started"), " · ", about)
    behind = outlook.behind_plan_ms if outlook.behind_plan_ms is not None else outlook.behind_start_ms
    if behind is None or abs(behind) >= 12 * 60 * MINUTE or not whole:
        return Content.assemble(clock, " · ", about)
    return Content.assemble(clock, " · ", about, f" ({minutes_text(behind, t)})")


def ribbon(room: Room, viewed: Place | None, knowledge: Knowledge, t: Translator, width: int) -> Content:
    """Return the day in one line: done, now, to come. In a narrow one the air goes first, then the names of breaks."""
    today = this_day(room.programme, room.clock, room.gathering)
    items = [item for item in room.programme.items if item.id in today]
    for air, longest in (("  ", LONGEST_TITLE), (" ", LONGEST_TITLE), (" ", 8), (" ", 4), (" ", 0)):
        parts = [_ribbon_item(item, room, viewed, knowledge, t, air, longest) for item in items]
        line = Content.assemble(" ", Content(air).join(parts))
        if line.cell_length < width:
            break
    return line


def _ribbon_item(
    item: ProgrammeItem, room: Room, viewed: Place | None, knowledge: Knowledge, t: Translator, air: str, longest: int
) -> Content:
    progress = room.progress(item)
    here, sign = progress == "now", PROGRESS_SIGNS[progress]
    style = "bold $text-accent" if here else _DIMMED if progress == "to_come" else "$text-success"
    name = item_name(item, room, knowledge, t)
    if item.group_id is None and not here:
        name = name[:longest]
    if viewed is not None and viewed.item.id == item.id and not here:
        name = f"[{name}]"
    space = " " if len(air) > 1 else ""
    return Content.assemble((f"{sign}{space}{name}".rstrip(), style))


def _present(room: Room, place: Place | None, t: Translator, width: int) -> Content:
    """Return how many of the group whose turn it is are in the room; F4 says who."""
    members = room.members.get(place.item.group_id or "", ()) if place is not None else ()
    if not members:
        return Content("")
    here = sum(room.is_present(member.id) for member in members)
    words = t("{n} of {of} present", n=here, of=len(members)) if width >= _WIDE else f"{here}/{len(members)} ✓"
    return Content.styled(words, _DIMMED)


def _parked(room: Room, t: Translator) -> Content:
    if not room.parked:
        return Content("")
    return Content.styled(t.plural("{n} parked", "{n} parked", room.parked), "$text-warning")


def group_line(
    room: Room, place: Place | None, outlook: Outlook, knowledge: Knowledge, t: Translator, width: int
) -> Content:
    """Return the group and its improvement area on the left, the step's time on the right."""
    if place is None:
        return Content(f" {t('This gathering has no programme yet. F7 makes the usual one.')}")
    group = room.group(place.item.group_id)
    project = room.projects.get(group.id) if group is not None else None
    if group is None:
        about = one_line(item_name(place.item, room, knowledge, t))
    else:
        about = one_line(" · ".join(filter(None, (group.unit, project.area if project is not None else ""))))
    until = _until(room, place, outlook, t) if group is not None else ""
    # The time when the turn ends costs a part of the bar, but nothing of the improvement area.
    for bar, ends in ((_BAR, until), (_SHORT_BAR, until), (_BAR, "")):
        right = _time(room, place, outlook, t, bar if width >= 80 else _SHORT_BAR)
        space = max(width - right.cell_length - 8, 4)
        if len(about) + len(ends) <= space:
            break
    else:
        if right.cell_length > width - _LEAST_NAME:
            right = _time(room, place, outlook, t, 0)
            space = max(width - right.cell_length - 8, 4)
    letter = Content.styled(f" {group.letter} ", "bold reverse") if group is not None else Content("")
    words = Content.assemble((one_line(about, space - len(ends)), "bold"), (ends, _DIMMED))
    left = Content.assemble(letter, " ", words) if group is not None else words
    gap = max(width - left.cell_length - right.cell_length - 2, 1)
    return Content.assemble(" ", left, " " * gap, right)


def _until(room: Room, place: Place, outlook: Outlook, t: Translator) -> str:
    """Return when the group's turn is likely to end."""
    if outlook.item_ends_at is None or room.here is None or room.here.item.id != place.item.id:
        return ""
    return f" · {t('until {time}', time=t.clock(outlook.item_ends_at))}"


def steps_line(room: Room, place: Place | None, knowledge: Knowledge, t: Translator, width: int) -> Content:
    """Return the relay's steps, the current one framed, or what the clock waits for; and how much is parked."""
    parked = Content("  ").join(filter(None, (_present(room, place, t, width), _parked(room, t))))
    space = width - parked.cell_length - 4
    line = Content("")
    if place is None:
        pass
    elif room.clock.phase == "waiting":
        line = Content.styled(
            t("F7 starts the clock · Tab t if it began some minutes ago · Tab C: room check"), _DIMMED
        )
    elif room.here is not None and room.here.step.id != place.step.id:
        line = Content.styled(t("You look at another step; Esc goes back to the clock."), "$text-warning")
    elif place.step.kind == "plenary":
        following = room.programme.next(room.clock)
        if following is not None:
            group = room.group(following.item.group_id)
            name = item_name(following.item, room, knowledge, t)
            name = f"{name} {group.unit}" if group is not None else name
            line = Content.styled(f"{t('Next')}: {one_line(name, max(space - 12, 8))}", _DIMMED)
    else:
        line = _steps(room, place, knowledge, t, " · ")
        if line.cell_length > space:
            line = _steps(room, place, knowledge, t, "·")
        if line.cell_length > space:
            line = _around_hand(line, space)
    gap = max(width - line.cell_length - parked.cell_length - 2, 1)
    return Content.assemble(" ", line, " " * gap, parked)


def _around_hand(line: Content, space: int) -> Content:
    """Return as many of the steps as there is room for, with the current one in the middle."""
    at = line.plain.find("[") + line.plain.find("]")
    start = max(min((at - space) // 2, line.cell_length - space), 0)
    before, after = "…" if start else "", "…" if start + space < line.cell_length else ""
    return Content.assemble(before, line[start + len(before) : start + space - len(after)], after)


def _steps(room: Room, place: Place, knowledge: Knowledge, t: Translator, between: str) -> Content:
    parts = []
    for step_place in room.programme.of_item(place.item.id):
        if step_place.step.kind in ("plenary", "changeover") and step_place.step.id != place.step.id:
            continue
        name = step_short(step_place, room, knowledge, t)
        if step_place.step.id == place.step.id:
            parts.append(Content.styled(f"[{name}]", "bold $text-accent"))
        else:
            parts.append(Content.styled(name, "" if step_place.step.id in room.clock.visited else _DIMMED))
    return Content(between).join(parts)


def _time(room: Room, place: Place, outlook: Outlook, t: Translator, width: int) -> Content:
    """Return how the step's time is used: a bar, minutes of minutes, and the state as a word."""
    if room.here is None or room.here.step.id != place.step.id:
        return Content("")
    style = PACE_STYLES[outlook.pace]
    filled = width if outlook.budget_ms <= 0 else min(width * outlook.spent_ms // outlook.budget_ms, width)
    bar = Content.assemble(("▓" * filled, style), ("░" * (width - filled), _DIMMED))
    used = t("{used} of {budget}", used=t.duration(outlook.spent_ms), budget=t.duration(outlook.budget_ms))
    state = t(PACE_WORDS[outlook.pace])
    if outlook.pace == "over":
        state = f"{state} +{t.duration(-outlook.left_ms)}"
    if room.clock.phase == "paused":
        state = t("CLOCK STOPPED")
    return Content.assemble(bar, " ", used, "  ", (state, style))
