"""The planner: the programme of a gathering, added up while it is edited. Each edit is stored at once, u undoes it.

It never stands in the way of a day that runs: what has begun stays, and the plan stays beside what the day made of it.
"""

import textwrap
from collections.abc import Sequence
from typing import ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.content import Content
from textual.style import Style
from textual.widgets import Static

from nettverk_tui.model.commands import Command, EditProgramme, PlanGathering, SetStart
from nettverk_tui.model.day_plan import (
    MOST_ROOMS,
    Plan,
    PlannedItem,
    changed_rows,
    edited,
    in_days,
    in_rooms,
    left_out,
    moved,
    nudged,
    rotated,
    taken_in,
    without,
)
from nettverk_tui.model.messages import N_, Message
from nettverk_tui.model.timekeeping import LIVE_ROOM
from nettverk_tui.model.times_used import learned
from nettverk_tui.model.usual_programme import usual_programme
from nettverk_tui.resources import Knowledge
from nettverk_tui.store.drafts import Draft
from nettverk_tui.store.store import Store, new_id
from nettverk_tui.tui.bindings import bindings, foot
from nettverk_tui.tui.screens.base import BaseScreen
from nettverk_tui.tui.screens.hints import hints
from nettverk_tui.tui.screens.planner.answers import QUESTIONS, Edit, QuestionKind, answered, begins_with, understood
from nettverk_tui.tui.screens.planner.day import PlannedDay, name_of, read_day, short_name
from nettverk_tui.tui.screens.planner.words import detail, item_line, minutes, sentence
from nettverk_tui.tui.widgets.answer_line import AnswerLine
from nettverk_tui.tui.widgets.text_area import CleanTextArea

_NOTHING = N_("There is nothing here yet: Enter makes the usual programme.")


class PlannerScreen(BaseScreen[None]):
    """Items from the first to the last, a cursor, and under them what does not fit."""

    BINDINGS: ClassVar[list[BindingType]] = list(bindings("planner"))
    CSS_PATH = "planner.tcss"
    #: The keys are the screen's own; the line takes them only while it is asked in.
    AUTO_FOCUS = ""

    def __init__(self, store: Store, gathering_id: str, knowledge: Knowledge) -> None:
        super().__init__()
        self._store, self._gathering_id, self._knowledge = store, gathering_id, knowledge
        self._day: PlannedDay | None = None
        self._cursor = 0
        self._lines: list[int | None] = []
        self._question: QuestionKind | None = None
        self._asked_item = ""
        self._dragged: int | None = None

    # --- drawing

    def compose(self) -> ComposeResult:
        yield Static(id="planner-title")
        with VerticalScroll(id="planner-body", can_focus=False):
            yield Static(id="planner-list")
        yield Static(id="planner-detail")
        yield Static(id="planner-findings")
        with Horizontal(id="planner-answer"):
            yield Static("›", id="planner-prompt")
            yield AnswerLine(id="answer")
        yield Static(id="planner-says")
        yield Static(id="planner-keys")

    def on_mount(self) -> None:
        self.query_one("#planner-answer").display = False
        self._reread()
        self._take_up_half_typed()

    def file_changed(self) -> None:
        self._reread()

    def on_resize(self) -> None:
        self._draw()

    @property
    def planned(self) -> PlannedItem | None:
        """The item under the cursor."""
        items = self._day.plan.items if self._day is not None else ()
        return items[self._cursor] if self._cursor < len(items) else None

    def _reread(self, follow: str | None = None) -> None:
        """Read everything again; the cursor stays on its item, or goes to the one with this id."""
        here = follow or (self.planned.item.id if self.planned is not None else None)
        self._day = read_day(self._store.rows, self._gathering_id, self._knowledge, self.translator, self._store.now())
        items = self._day.plan.items if self._day is not None else ()
        ids = [each.item.id for each in items]
        if here in ids:
            self._cursor = ids.index(here)
        self._cursor = min(self._cursor, max(len(ids) - 1, 0))
        self._draw()

    def _draw(self) -> None:
        if not self.is_mounted:
            return
        day, t = self._day, self.translator
        self.query_one("#planner-title", Static).update(self._title())
        lines: list[Content] = []
        self._lines = []
        if day is None or not day.plan.items:
            lines.append(Content.styled(f" {t(_NOTHING)}", "bold"))
            self._lines.append(None)
        else:
            self._draw_items(day, lines)
        self.query_one("#planner-list", Static).update(Content("\n").join(lines))
        planned = self.planned
        words = detail(planned, day, self._knowledge, t) if planned is not None and day is not None else ""
        self.query_one("#planner-detail", Static).update(Content.styled(words, "$foreground-muted"))
        self.query_one("#planner-findings", Static).update(Content("\n").join(self._findings()))
        keys = foot("answer") if self._question is not None else foot("planner")
        self.query_one("#planner-keys", Static).update(hints(keys, t, self.size.width))
        self._show_cursor()

    def _title(self) -> Content:
        day, t = self._day, self.translator
        if day is None:
            return Content("")
        gathering = day.gathering
        number = t("Programme of gathering {number}", number=gathering.number)
        parts = [t.days(gathering.starts_on, gathering.ends_on)]
        times = list(day.times.values())
        if times:
            parts.append(f"{t.clock(times[0].starts_at)}–{t.clock(times[-1].ends_at)}")
            parts.append(minutes(sum(each.planned.ms for each in times), t))
        return Content.assemble((f" {number}", "bold"), f"  {' · '.join(parts)}  ", self.rehearsal_sign)

    def _draw_items(self, day: PlannedDay, lines: list[Content]) -> None:
        t = self.translator
        days = in_days(list(day.times.values()), lambda at: t.local(at).date().isoformat())
        heads = {each[0].planned.item.id: t.day(t.local(each[0].starts_at).date()) for each in days[1:]}
        for row, planned in enumerate(day.plan.items):
            if planned.item.id in heads:
                lines.append(Content.styled(f" {heads[planned.item.id]}", "bold $text-accent"))
                self._lines.append(None)
            here = row == self._cursor
            line = item_line(planned, day, self._knowledge, t, self.size.width - 2)
            line = Content.assemble(("▸" if here else " ", "bold $text-accent"), line)
            line = line.stylize("bold") if here else line
            lines.append(line.stylize(Style.from_meta({"row": row})))
            self._lines.append(row)

    def _findings(self) -> Sequence[Content]:
        day, t = self._day, self.translator
        if day is None or not day.plan.items:
            return []
        found: list[Content] = []
        if not any(each.serious for each in day.findings) and day.times:
            found += self._wrapped("✓", t("The day fits."), "$text-success")
        for each in day.findings:
            words = sentence(each, day, self._knowledge, t)
            if each.serious:
                found += self._wrapped("!", words, "$text-error")
            else:
                found += self._wrapped("·", words, "$foreground-muted")
        if day.habits:
            told = [self._habit(each.kind, each.took_ms, each.planned_ms) for each in day.habits[:3]]
            words = t("{habits}. l plans what it takes.", habits="; ".join(told))
            found += self._wrapped("·", words, "$text-accent")
        return found

    def _wrapped(self, sign: str, words: str, style: str) -> Sequence[Content]:
        """A sentence under its sign, over as many lines as it needs."""
        width = max(self.size.width - 4, 20)
        lines = textwrap.wrap(words, width)
        return [Content.styled(f" {sign if not number else ' '} {line}", style) for number, line in enumerate(lines)]

    def _habit(self, kind: str, took_ms: int, planned_ms: int) -> str:
        t, known = self.translator, self._knowledge
        step = next((each for each in known.relays.steps if each.kind == kind), None)
        item = next((each for each in known.gatherings.items if each.kind == kind), None)
        text = step or item
        name = text.name.in_language(t.language) if text is not None else kind
        took, planned = minutes(took_ms, t), minutes(planned_ms, t)
        return t("“{step}” takes {took} here, {planned} were planned", step=name, took=took, planned=planned)

    def _show_cursor(self) -> None:
        if self._cursor in self._lines:
            body, at = self.query_one("#planner-body", VerticalScroll), self._lines.index(self._cursor)
            top, height = int(body.scroll_offset.y), body.scrollable_content_region.height
            if at < top + 1:
                body.scroll_to(y=max(at - 1, 0), animate=False)
            elif at > top + height - 2:
                body.scroll_to(y=at - height + 2, animate=False)

    def _tell(self, words: str, wrong: bool = False) -> None:
        style = "bold $text-error" if wrong else "$text-accent"
        self.query_one("#planner-says", Static).update(Content.styled(f" {words}" if words else "", style))

    # --- storing

    def _send(self, command: Command, done: str = "", follow: str | None = None) -> bool:
        refused = self.why_not_stored(self._store, command)
        self._reread(follow)
        self._tell(self.translator.message(refused) if refused is not None else done, wrong=refused is not None)
        return refused is None

    def _edit(self, after: Plan, done: str = "", follow: str | None = None) -> bool:
        """Store what an edit changes."""
        if self._day is None:
            return False
        rows = changed_rows(self._day.plan, after)
        if not rows:
            self._tell(self.translator("That changes nothing."))
            return True
        return self._send(EditProgramme(gathering_id=self._gathering_id, rows=rows), done, follow)

    def _editable(self, *, coming: bool = True) -> tuple[PlannedDay, PlannedItem] | None:
        """The day and the item in hand; told why not where nothing can be changed."""
        day, planned, t = self._day, self.planned, self.translator
        if day is None or planned is None:
            self._tell(t(_NOTHING))
        elif day.clock.phase == "closed":
            self._tell(t("The gathering is closed. Reopen it to go on."), wrong=True)
        elif coming and day.entered(planned.item.id):
            self._tell(t("This has begun already: in the gathering, < and > give it other minutes."), wrong=True)
        else:
            return day, planned
        return None

    # --- keys

    def action_cursor(self, step: int) -> None:
        """To the next or the previous item."""
        count = len(self._day.plan.items) if self._day is not None else 0
        self._cursor = min(max(self._cursor + step, 0), max(count - 1, 0))
        self._tell("")
        self._draw()

    def action_move(self, step: int) -> None:
        """The item in hand changes places with the next or the previous one."""
        found = self._editable()
        if found is not None:
            self._move_to(*found, self._cursor + step)

    def _move_to(self, day: PlannedDay, planned: PlannedItem, to: int) -> None:
        behind = [number for number, each in enumerate(day.plan.items) if day.entered(each.item.id)]
        to = min(max(to, max(behind, default=-1) + 1), len(day.plan.items) - 1)
        if to != day.plan.index(planned.item.id):
            self._edit(moved(day.plan, planned.item.id, to), follow=planned.item.id)

    def action_minutes(self) -> None:
        """How long the item takes; where there is no programme yet, make the usual one."""
        if self._day is not None and not self._day.plan.items:
            self._make_usual(self._day)
        elif self._editable() is not None:
            self._ask("minutes")

    def _make_usual(self, day: PlannedDay) -> None:
        known, t = self._knowledge, self.translator
        rows = usual_programme(self._store.rows, day.gathering, known.gatherings, known.relays, new_id, t.moment)
        prepared = sum(getattr(row, "skipped", False) for row in rows)
        words = t("This is the usual programme. Everything in it can be changed; u takes it back.")
        if prepared:
            words = t("Two days’ work for one day: what usually belongs to the second is prepared, but left out (x).")
        self._send(PlanGathering(gathering_id=self._gathering_id, programme=tuple(rows)), words)

    def action_ask(self, what: QuestionKind) -> None:
        """Ask for something about the item in hand, or about the day."""
        if what in ("start", "add"):
            if self._day is not None and self._day.clock.phase != "closed":
                self._ask(what)
        elif what == "all_minutes" and (self.planned is None or self.planned.item.kind != "relay"):
            self._tell(self.translator("Go to a group’s turn: M gives all of them the same minutes."))
        elif self._editable(coming=what != "title") is not None:
            self._ask(what)

    def action_adjust(self, step: int) -> None:
        """A minute more or less."""
        found = self._editable()
        if found is None:
            return
        day, planned = found
        self._edit(nudged(day.plan, planned.item.id, step, begun=day.begun))

    def action_protect(self) -> None:
        """Protected: catching up never shortens it."""
        found = self._editable()
        if found is not None:
            day, planned = found
            self._edit(edited(day.plan, planned.item.id, protected=not planned.item.protected))

    def action_leave_out(self) -> None:
        """Prepared but left out of the day, or in it again."""
        found = self._editable()
        if found is None:
            return
        day, planned = found
        id = planned.item.id
        if planned.item.skipped:
            self._edit(taken_in(day.plan, id))
        else:
            self._edit(left_out(day.plan, id, begun=day.begun))

    def action_remove(self) -> None:
        """Take the item away altogether."""
        found = self._editable()
        if found is None:
            return
        day, planned = found
        t = self.translator
        name = short_name(planned.item, day.groups, self._knowledge, t)
        if day.begun:
            # What was planned stays in the plan; it is adapted to nothing.
            self._edit(left_out(day.plan, planned.item.id, begun=True), t("{item} is left out.", item=name))
        else:
            self._edit(without(day.plan, planned.item.id), t("{item} is removed; u brings it back.", item=name))

    def action_rotate(self) -> None:
        """Whoever presents first presents last."""
        day, t = self._day, self.translator
        if day is None or day.clock.phase == "closed":
            return
        if len(day.plan.turns) < 2:
            self._tell(t("There are no turns to change the order of."))
            return
        after = rotated(day.plan, day.entered_items)
        letters = [
            day.groups[each.item.group_id or ""].letter for each in after.turns if each.item.group_id in day.groups
        ]
        self._edit(after, t("The order is {groups}.", groups=", ".join(letters)))

    def action_rooms(self) -> None:
        """The turns in one room, in two, and so on."""
        day, t = self._day, self.translator
        if day is None or day.clock.phase == "closed":
            return
        if day.begun:
            self._tell(t("The day has begun: who sits in which room stays."), wrong=True)
            return
        turns = [each for each in day.plan.items if each.item.kind == "relay" and not each.item.skipped]
        rooms = (
            max((each.item.room for each in turns), default=LIVE_ROOM) % min(MOST_ROOMS, max(len(turns) // 2, 1)) + 1
        )
        words = t.plural(
            "All turns are in one room.",
            "{n} rooms. This one is led here; the others write on paper, which f in the list types in.",
            rooms,
        )
        self._edit(in_rooms(day.plan, rooms), words)

    def action_learn(self) -> None:
        """Plan what the steps have taken until now."""
        day, t = self._day, self.translator
        if day is None or not day.habits:
            self._tell(t("The plan is as long as things take here, or not enough gatherings have been held to tell."))
            return
        self._edit(learned(day.plan, day.habits), t("The minutes are what it took until now; u takes it back."))

    def action_times(self) -> None:
        """What the time went to."""
        from nettverk_tui.tui.screens.times import TimesScreen

        self.app.push_screen(TimesScreen(self._store, self._gathering_id, self._knowledge))

    def action_turn(self, way: str) -> None:
        """Say what would be undone, or do it; or do the last undone thing again."""
        self.turn(self._store, way, self._tell, self._reread)

    def action_close(self) -> None:
        """Back."""
        self.dismiss()

    def action_help(self) -> None:
        """What can be done here."""
        from nettverk_tui.tui.screens.help import HelpScreen, planner_help

        self.app.push_screen(HelpScreen(*planner_help(self.translator)))

    # --- the line at the foot

    def _draft_name(self) -> str:
        return f"planner:{self._gathering_id}:{self._question}:{self._asked_item}"

    def _ask(self, what: QuestionKind, text: str | None = None) -> None:
        day, t = self._day, self.translator
        if day is None:
            return
        planned = self.planned
        self._question = what
        self._asked_item = planned.item.id if planned is not None else ""
        name = name_of(planned.item, day.groups, self._knowledge, t) if planned is not None else ""
        question = t(QUESTIONS[what])
        about = f"{name}: " if what in ("minutes", "fixed", "title") else ""
        self.query_one("#planner-prompt", Static).update(f" {about}{question} ›")
        line = self.query_one(AnswerLine)
        line.set_text(begins_with(what, day, planned, t) if text is None else text)
        self.query_one("#planner-answer").display = True
        line.focus()
        self._draw()
        self._understand()

    def _take_up_half_typed(self) -> None:
        """An answer that was half typed when the program ended is there again."""
        start = f"planner:{self._gathering_id}:"
        for draft in self._store.drafts.all():
            if draft.field.startswith(start):
                what, _, item_id = draft.field.removeprefix(start).partition(":")
                ids = [each.item.id for each in self._day.plan.items] if self._day is not None else []
                kind = next((each for each in QUESTIONS if each == what), None)
                if kind is None or (item_id and item_id not in ids):
                    self._store.drafts.forget(draft.field)
                    continue
                self._cursor = ids.index(item_id) if item_id else 0
                self._ask(kind, draft.text)
                return

    @on(AnswerLine.Changed)
    def _typed(self) -> None:
        if self._question is None:
            return
        text = self.query_one(AnswerLine).text
        self._store.drafts.keep(
            Draft(field=self._draft_name(), id=self._gathering_id, text=text, seen=0, at=self._store.now())
        )
        self._understand()

    def _understand(self) -> None:
        """Say under the line how it is understood."""
        day, t = self._day, self.translator
        if day is None or self._question is None:
            return
        text = self.query_one(AnswerLine).text
        words = understood(self._question, text, day, self.planned, self._knowledge, t)
        self._tell(t.message(words) if isinstance(words, Message) else words, wrong=isinstance(words, Message))

    @on(AnswerLine.Given)
    def _given(self) -> None:
        day, what = self._day, self._question
        if day is None or what is None:
            return
        text = self.query_one(AnswerLine).text
        outcome = answered(what, text, day, self.planned, self._knowledge, self.translator)
        if isinstance(outcome, Message):
            self._tell(self.translator.message(outcome), wrong=True)
            return
        stored = self._carry_out(outcome)
        if stored:
            self._finish()

    def _carry_out(self, outcome: "Edit | SetStart") -> bool:
        if isinstance(outcome, SetStart):
            return self._send(outcome)
        return self._edit(outcome.after, follow=outcome.item_id)

    @on(AnswerLine.Left)
    def _left(self) -> None:
        self._tell("")
        self._finish()

    def _finish(self) -> None:
        self._store.drafts.forget(self._draft_name())
        self._question = None
        line = self.query_one(AnswerLine)
        line.set_text("")
        self.query_one("#planner-answer").display = False
        self.set_focus(None)
        self._draw()

    @on(CleanTextArea.Full)
    @on(CleanTextArea.PasteRefused)
    def _too_much(self) -> None:
        self._tell(self.translator("That is more than a line here can hold. Nothing of it was taken."), wrong=True)

    # --- the mouse: a click points, dragging moves

    def on_mouse_down(self, event: events.MouseDown) -> None:
        row = event.style.meta.get("row")
        self._dragged = row if isinstance(row, int) else None

    def on_mouse_up(self, event: events.MouseUp) -> None:
        row, dragged = event.style.meta.get("row"), self._dragged
        self._dragged = None
        if not isinstance(row, int) or dragged is None or self._question is not None:
            return
        self._cursor = dragged
        if row == dragged:
            self._draw()
            return
        found = self._editable()
        if found is not None:
            self._move_to(*found, row)
