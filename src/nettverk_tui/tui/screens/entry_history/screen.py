"""The history of one stored row: when it changed, from which value to which; an earlier wording can be restored."""

from collections.abc import Iterator, Mapping, Sequence
from textwrap import wrap
from typing import Any, ClassVar, NamedTuple

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.content import Content
from textual.widgets import Static

from nettverk_tui.model.capture import LAYER_NAMES
from nettverk_tui.model.commands import Reword
from nettverk_tui.model.core.messages import N_
from nettverk_tui.model.core.records import RECORD_OF, TABLES, Facilitator, Group, Member, Record
from nettverk_tui.model.core.text import one_line
from nettverk_tui.model.decisions.change import references
from nettverk_tui.model.decisions.entries import words_in
from nettverk_tui.model.journal.page_undo import PageWork
from nettverk_tui.model.journal.undo import JournalEntry
from nettverk_tui.store.locks import Busy
from nettverk_tui.store.store import Store
from nettverk_tui.tui.base.hints import HelpPage
from nettverk_tui.tui.base.list_keys import ListKeys
from nettverk_tui.tui.base.reader import Reader
from nettverk_tui.tui.bindings import bindings, foot
from nettverk_tui.tui.labels import ACTION_STATES, ANSWERS, OUTCOMES
from nettverk_tui.tui.widgets.long_list import Line, LongList

#: The fields shown to a reader. Fields not named here are internal: places, marks, ids.
FIELD_NAMES: Mapping[str, str] = {
    "text": N_("words"),
    "layer": N_("who may read it"),
    "factor": N_("factor"),
    "answer": N_("answer"),
    "answer_reason": N_("why this answer"),
    "outcome": N_("outcome"),
    "who": N_("who"),
    "due_on": N_("due"),
    "state": N_("status"),
    "times_moved": N_("times moved"),
    "topic": N_("topic"),
    "agreed": N_("agreed"),
    "on": N_("day"),
    "next_on": N_("next"),
    "minutes": N_("minutes"),
    "channel": N_("channel"),
    "cause": N_("cause"),
    "level": N_("level"),
    "reason": N_("reason"),
    "value": N_("value"),
    "numerator": N_("numerator"),
    "denominator": N_("denominator"),
    "giver_group_id": N_("giver"),
    "giver_facilitator_id": N_("giver"),
    "group_id": N_("group"),
    "reached_on": N_("day"),
    "until_on": N_("put off until"),
    "place": N_("place"),
    "starts_on": N_("first day"),
    "ends_on": N_("last day"),
    "deleted": N_("deleted"),
}
_CLOSED: Mapping[str, Mapping[Any, str]] = {
    "layer": {**LAYER_NAMES},
    "answer": {**ANSWERS},
    "outcome": {**OUTCOMES},
    "state": {**ACTION_STATES},
}


class Changed(NamedTuple):
    """One field of one entry, before and after; `new` is True in the entry that made the row."""

    entry: JournalEntry
    field: str
    before: Any
    after: Any
    new: bool


_HELP = HelpPage(
    N_("What happened to it"),
    (
        N_(
            "Every change of it, newest first: when, on which computer, from what to what. It is read from the journal."
        ),
        N_("Tab r lets one field say again what it said before that change; what else was changed stays."),
        N_("Who sat at the computer is not known: the program has no names for those who write."),
    ),
    ("history",),
)


class EntryHistoryScreen(Reader[None], ListKeys):
    """The journal of one row, newest first."""

    BINDINGS: ClassVar[list[BindingType]] = list(bindings("history"))
    AUTO_FOCUS = ""
    has_menu = True
    help_page = _HELP

    def __init__(self, store: Store, record: Record, title: str) -> None:
        super().__init__()
        self._store, self._kind, self._row_id, self._about = store, type(record), record.id, title
        self._changed: Sequence[Changed] = ()

    def compose(self) -> ComposeResult:
        yield Static(classes="page-title")
        yield LongList(id="history")
        yield Static(classes="page-keys")

    def on_mount(self) -> None:
        title = self.translator("What happened to it: {what}", what=self._about)
        self.query_one(".page-title", Static).update(self.titled(one_line(title, 70)))
        self.tell("")
        self.call_after_refresh(self.redraw)

    def on_resize(self) -> None:
        self.call_after_refresh(self.redraw)

    # --- drawing

    def redraw(self) -> None:
        t = self.translator
        try:
            entries = self._store.history(TABLES[self._kind], self._row_id)
        except Busy:
            self.tell(t("Another window is writing. Try again in a moment."))
            return
        self._changed = [one for entry in reversed(entries) for one in self._fields(entry)]
        width, lines, last = max(self.size.width - 3, 20), list[Line](), ""
        for number, one in enumerate(self._changed):
            if one.entry.id != last:
                last = one.entry.id
                lines.append((Content.styled(f" {self._head(one)}", "bold"), None))
            name, before, after = t(FIELD_NAMES[one.field]), self._value(one, one.before), self._value(one, one.after)
            said = f"{name}: {after}" if one.new else f"{name}: {before} → {after}"
            wrapped = wrap(said, width, initial_indent="   ", subsequent_indent="       ")
            lines += [(Content(line), number) for line in wrapped]
        nothing = t("Nothing is kept of it: it came with the file, or was taken out.")
        self.entries.show(lines or [(Content(f" {nothing}"), None)])

    def _fields(self, entry: JournalEntry) -> Iterator[Changed]:
        for change in entry.changes:
            for field, (before, after) in change.fields.items():
                # A new row has every field; its empty ones say nothing.
                if field in FIELD_NAMES and not (change.new and after in (None, "", 0, False)):
                    yield Changed(entry, field, before, after, change.new)

    def _head(self, one: Changed) -> str:
        t, entry = self.translator, one.entry
        at = t.local(entry.at)
        parts = [f"{t.date(at.date().isoformat())} {t.clock(entry.at)}"]
        what = {"undo": t("taken back"), "redo": t("done again"), "base": t("came with the file")}
        parts.append(what.get(entry.category, t("written") if one.new else t("changed")))
        if entry.undone:
            parts.append(t("taken back later"))
        if entry.category != "base":
            here = entry.device == self._store.device.id
            parts.append(t("on this computer") if here else t("on another computer"))
        return " · ".join(parts)

    def _value(self, one: Changed, value: Any) -> str:
        t = self.translator
        if value is None or value == "":
            return "–"
        if one.field in _CLOSED and value in _CLOSED[one.field]:
            return t(_CLOSED[one.field][value])
        if one.field in references(self._kind):
            rows, id = self._store.rows, str(value)
            group = rows.get(Group, id)
            person = rows.get(Member, id) or rows.get(Facilitator, id)
            return group.letter if group is not None else person.name if person is not None else "–"
        if isinstance(value, bool):
            return t("yes") if value else t("no")
        if isinstance(value, str) and (one.field == "on" or one.field.endswith("_on")):
            return t.date(value)
        return f"“{' '.join(value.split())}”" if one.field in words_in(self._kind) else str(value)

    def tell(self, words: str, *, wrong: bool = False) -> None:
        self.tell_at_foot(foot("history"), words, wrong=wrong)

    # --- keys

    def action_take_back(self) -> None:
        """Restore the value of the field before this change; later changes of other fields stay."""
        t = self.translator
        if not self._changed:
            return
        one = self._changed[self.entries.cursor]
        row = self._store.rows.get(RECORD_OF[TABLES[self._kind]], self._row_id)
        if one.new or row is None:
            self.tell(t("It was written then: there is nothing from before. Ctrl+Z takes back what was done last."))
            return
        if one.field not in words_in(self._kind):
            self.tell(t("Only words, and who may read them, are taken back one by one."))
            return
        command = Reword(
            table=TABLES[self._kind], id=self._row_id, seen=row.version, field=one.field, value=one.before or ""
        )
        refused = self.why_not_stored(self._store, command)
        self.redraw()
        if refused is not None:
            self.tell(t.message(refused), wrong=True)
        else:
            self.entries.move_to(0)
            self.tell(
                t("It says again: {text}. Ctrl+Z takes it back.", text=one_line(self._value(one, one.before), 50))
            )

    @property
    def page_work(self) -> PageWork:
        """Return the scope of undo: this row."""
        return PageWork(self._row_id)
