"""The entries of a step, under the step's own contents: actions with who and when. None for the facilitators only."""

from collections.abc import Sequence

from textual.content import Content

from nettverk_tui.model.capture import kind_of
from nettverk_tui.model.core.entry_kinds import ENTRY_KINDS
from nettverk_tui.model.core.records import Action, Said
from nettverk_tui.model.gathering.feedback_round import entries_said, visible_to_room
from nettverk_tui.model.gathering.opening_card import OpenAction, overdue_days
from nettverk_tui.model.gathering.timekeeping import Place
from nettverk_tui.tui import labels
from nettverk_tui.tui.screens.runner.panel import Line, Panel, blank, heading, muted, wrapped


def said_in_step(panel: Panel) -> tuple[Said, ...]:
    """Return the step's entries that the room may read, oldest first, for the step that a panel shows."""
    place = panel.place
    if place is None:
        return ()
    here = (place.item.group_id, place.step.kind)
    said = visible_to_room(entries_said(panel.runner.rows, panel.room.gathering))
    return tuple(entry for entry in said if (entry.group_id, entry.step) == here and _said_now(panel, place, entry))


def _said_now(panel: Panel, place: Place, said: Said) -> bool:
    """Return True if an entry belongs to the item on show: plenary items share a kind of step, so the clock decides."""
    if place.step.kind != "plenary":
        return True
    entered = panel.room.clock.entered
    began = entered.get(place.step.id)
    later = [at for at in entered.values() if began is not None and at > began]
    return began is not None and began <= said.at < min(later, default=said.at + 1)


def said_lines(panel: Panel, said: Sequence[Said]) -> list[Line]:
    """Return a heading and a line for each entry; nothing if there are none."""
    lines: list[Line] = []
    for entry in said:
        lead = Content.styled(f"  {ENTRY_KINDS[kind_of(entry)].mark} ", "$text-accent")
        lines += wrapped(entry.text, panel.text_width, lead=lead)
        if isinstance(entry, Action):
            known = OpenAction(entry, overdue_days(entry, panel.room, panel.runner.today))
            tail = labels.action_tail(known, panel.room, panel.t, panel.runner.today)
            lines.append(Line(muted(f"     {tail or panel.t('nobody and no date yet')}")))
    return [blank(), heading(panel.t("Said here")), *lines] if lines else []
