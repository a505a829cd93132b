"""Words for records: names, dates, givers, kinds and layers, as screens show them."""

from nettverk_tui.language import Translator
from nettverk_tui.model.capture import kind_of
from nettverk_tui.model.core.entry_kinds import ENTRY_KINDS, EntryKindName
from nettverk_tui.model.core.messages import N_
from nettverk_tui.model.core.records import Action, Advice, Facilitator, ProgrammeItem, Rating, Said
from nettverk_tui.model.core.text import one_line
from nettverk_tui.model.core.values import AdviceOutcome, StatusField
from nettverk_tui.model.gathering.opening_card import OpenAction, due_gathering
from nettverk_tui.model.gathering.room import ItemProgress, Room
from nettverk_tui.model.gathering.timekeeping import Place
from nettverk_tui.resources import Knowledge

#: On every screen, the second one too.
PROGRESS_SIGNS: dict[ItemProgress, str] = {"done": "✓", "begun": "○", "now": "▶", "to_come": "·"}
#: A longer title of an item gives way to the word for its kind.
LONGEST_TITLE = 12
STATUS_FIELDS: dict[StatusField, str] = {
    "done": N_("Done since last time"),
    "result": N_("Result so far"),
    "obstacles": N_("Obstacles (stay in the group)"),
    "question": N_("The question we want advice on"),
}
ANSWERS = {
    "take_along": N_("takes along"),
    "already_do": N_("already does"),
    "not_now": N_("not now"),
    None: N_("unanswered"),
}
OUTCOMES = {
    "helped": N_("helped"),
    "no_change": N_("tried, no change"),
    "worse": N_("tried, worse"),
    "not_tried": N_("not tried yet"),
    "dropped": N_("dropped"),
    None: N_("no outcome yet"),
}
#: Outcomes of advice, in the order of their digits.
OUTCOME_DIGITS: tuple[AdviceOutcome, ...] = ("helped", "no_change", "worse", "not_tried", "dropped")
SETTLED = {
    "let_be": N_("let be"),
    "buffer": N_("the buffer paid"),
    "owed": N_("given to the others"),
}
PARKED = {
    "open": N_("open"),
    "answered": N_("answered"),
    "carried": N_("carried to next time"),
    "dropped": N_("dropped"),
}
ACTION_STATES = {"open": N_("open"), "done": N_("done"), "dropped": N_("dropped")}
ROLES = {
    "leader": N_("the leader"),
    "writer": N_("the writer"),
    "data": N_("who presents data"),
    "member": N_("a member"),
}


def kind_name(said: Said, t: Translator) -> str:
    """Name the kind of a row, for the middle of a sentence."""
    return name_of(kind_of(said), t)


def name_of(kind: EntryKindName, t: Translator, *, brief: bool = False) -> str:
    """Name a kind of entry, for the middle of a sentence; `brief` for lists of them."""
    described = ENTRY_KINDS[kind]
    return t(described.brief) if brief and described.brief else t(described.name).lower()


def giver(advice: Advice, room: Room, t: Translator) -> str:
    """Name the giver of advice: a letter, an adviser's name, or *adviser*."""
    group = room.group(advice.giver_group_id)
    if group is not None:
        return group.letter
    if advice.giver == "unknown":
        return "?"
    adviser = facilitator(advice.giver_facilitator_id, room)
    return adviser.name if adviser is not None else t("adviser")


def facilitator(id: str | None, room: Room) -> Facilitator | None:
    """Return the facilitator with that id."""
    return next((facilitator for facilitator in room.facilitators if facilitator.id == id), None)


def who(action: Action, room: Room, t: Translator) -> str:
    """Name the owner of an action, by a member's name where known; several people as they were typed."""
    if "," in action.who:
        return action.who
    for members in room.members.values():
        for member in members:
            if member.id == action.who_member_id and member.name:
                return member.name
    adviser = facilitator(action.who_facilitator_id, room)
    if adviser is not None:
        return adviser.name
    # For a group's leader the role is shown, not the name.
    if action.who_role is not None:
        return t(ROLES[action.who_role])
    group = room.group(action.who_group_id)
    if group is not None:
        return t("group {letter}", letter=group.letter)
    return f"@{action.who} ({t('unknown')})" if action.who and action.who_unknown else action.who


def due(action: Action, room: Room, t: Translator, today: str) -> str:
    """Return when an action is due. One promised for *next gathering* last time is due at this one."""
    if action.due == "next_gathering":
        due_at = due_gathering(action, (*room.earlier, room.gathering))
        return t("this gathering") if due_at == room.gathering else t("next gathering")
    return t.day(action.due_on, today) if action.due_on is not None else ""


def action_tail(open_action: OpenAction, room: Room, t: Translator, today: str) -> str:
    """Return the details of an action: owner, due date, days late, how often moved, outcome."""
    action = open_action.action
    parts = [who(action, room, t), due(action, room, t, today)]
    if open_action.overdue:
        days = open_action.overdue_days or 0
        parts.append(t.plural("OVERDUE {n} day", "OVERDUE {n} days", days))
    if action.times_moved:
        parts.append(t.plural("moved {n} time", "moved {n} times", action.times_moved))
    if action.state != "open":
        parts.append(t(ACTION_STATES[action.state]).upper())
        if action.outcome:
            parts.append(one_line(action.outcome, 40))
    return " · ".join(part for part in parts if part)


def level(rating: Rating | None) -> str:
    """Return a rating as one character: its level, `0` not rated, `x` not relevant, `·` no record."""
    if rating is None:
        return "·"
    if rating.answer == "not_rated":
        return "0"
    return "x" if rating.answer == "not_relevant" else str(rating.level)


def item_name(item: ProgrammeItem, room: Room, knowledge: Knowledge, t: Translator) -> str:
    """Name an item in the ribbon: the group's letter, or a word."""
    group = room.group(item.group_id)
    if group is not None:
        return one_line(group.letter, 6)
    name = one_line(item.title)
    if not name or len(name) > LONGEST_TITLE:
        name = knowledge.gatherings.item(item.kind).short.in_language(t.language)
    return name[:1].upper() + name[1:]


def step_short(place: Place, room: Room, knowledge: Knowledge, t: Translator) -> str:
    """Name a step in the ribbon."""
    if place.step.kind == "plenary":
        return item_name(place.item, room, knowledge, t)
    return knowledge.relays.step(place.step.kind).short.in_language(t.language)
