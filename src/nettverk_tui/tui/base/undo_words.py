"""The entry that undo or redo would turn, and the words that ask and tell of it."""

from typing import TYPE_CHECKING, NamedTuple

from nettverk_tui.language import Translator
from nettverk_tui.model.journal.entry_labels import label
from nettverk_tui.store.store import Store

if TYPE_CHECKING:
    from nettverk_tui.model.journal.page_undo import PageWork


class Turn(NamedTuple):
    """The id of the entry, the question before it is turned, and the words after."""

    id: str
    question: str
    done: str


def next_turn(store: Store, way: str, page: "PageWork | None", t: Translator) -> Turn | str:
    """Return the next turn within the work of a page, *undo* or *redo*; where there is none, the words for that."""
    entry = store.to_undo(page) if way == "undo" else store.to_redo(page)
    if entry is None:
        if page is not None and way == "undo" and store.to_undo() is not None:
            return t("Nothing done on this page can be taken back. What was done elsewhere is undone there.")
        return t("There is nothing to undo.") if way == "undo" else t("There is nothing to redo.")
    what, time = t.message(label(entry, store.rows)), t.clock(entry.at)
    day, today = (t.local(moment).date().isoformat() for moment in (entry.at, store.now()))
    if day != today:
        time = f"{t.day(day, today)} {time}"
    done = t("Undone: {what}", what=what) if way == "undo" else t("Done again: {what}", what=what)
    return Turn(entry.id, t("Undo: {what}, {time}? Enter: yes", what=what, time=time), done)
