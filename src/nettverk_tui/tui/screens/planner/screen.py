"""The planner: the programme of a gathering, added up while it is edited. Each edit is stored at once, u undoes it.

A day under way is never disturbed: items that have begun keep their place, and the plan is kept beside the changes.
"""

from typing import ClassVar

from textual import on
from textual.binding import BindingType
from textual.content import Content

from nettverk_tui.model.commands import EditProgramme, PlanGathering
from nettverk_tui.model.core.messages import N_, Message
from nettverk_tui.model.gathering.day_plan import MOST_ROOMS, Plan, PlannedItem
from nettverk_tui.model.gathering.plan_edits import (
    changed_rows,
    edited,
    in_rooms,
    left_out,
    moved,
    nudged,
    rotated,
    taken_in,
    without,
)
from nettverk_tui.model.gathering.time_report import learned
from nettverk_tui.model.gathering.timekeeping import LIVE_ROOM
from nettverk_tui.model.gathering.usual_programme import usual_programme
from nettverk_tui.model.journal.page_undo import PageWork
from nettverk_tui.model.network.plan import zone_of
from nettverk_tui.resources import Knowledge
from nettverk_tui.store.store import Store, new_id
from nettverk_tui.tui.base.hints import HelpPage
from nettverk_tui.tui.base.list_page import ListPage
from nettverk_tui.tui.bindings import Context, bindings
from nettverk_tui.tui.planned_day import PlannedDay, name_of, read_day, short_name
from nettverk_tui.tui.screens.planner.answers import (
    QUESTIONS,
    Edit,
    QuestionKind,
    answered,
    begins_with,
    question_kind,
    understood,
)
from nettverk_tui.tui.screens.planner.findings import findings
from nettverk_tui.tui.screens.planner.words import day_title, item_detail, item_lines
from nettverk_tui.tui.widgets.long_list import LongList

_NOTHING = N_("There is nothing here yet: Enter makes the usual programme.")

_HELP = HelpPage(
    N_("The programme"),
    (
        N_(
            "Each edit is stored at once; Ctrl+Z takes it back. Under the list: what does not fit, and what would help."
        ),
        N_("latest: so late may an item begin for the next fixed start to hold. fixed: it never begins before that."),
        N_("Enter: 25 for the whole, or a number for each step. Tab M does the same for every group’s turn."),
        N_("Tab x leaves an item prepared but out of the day. A protected one (Tab p) is never shortened to catch up."),
        N_(
            "A buffer is minutes that nobody has: it pays for what takes longer. Give it a place before what must hold."
        ),
        N_(
            "Above six groups three answer at each turn; or Tab R shares the turns over rooms,"
            " and one of them is led here."
        ),
        N_("When the day has begun, the plan stays; new minutes are what it was adapted to."),
    ),
    ("planner", "answer"),
)


class PlannerScreen(ListPage):
    """The items in order with a cursor, and under them the problems of the plan."""

    BINDINGS: ClassVar[list[BindingType]] = list(bindings("planner"))
    context: ClassVar[Context] = "planner"
    help_page = _HELP

    def __init__(self, store: Store, gathering_id: str, knowledge: Knowledge) -> None:
        super().__init__(store, f"planner:{gathering_id}")
        self._opened = False
        self._gathering_id, self._knowledge = gathering_id, knowledge
        self._day: PlannedDay | None = None

    @property
    def network_zone(self) -> str:
        return zone_of(self.store.rows, self._gathering_id)

    @property
    def page_work(self) -> PageWork:
        """Return the scope of undo: edits of this programme; once the clock runs, earlier planning is closed to it."""
        return PageWork(
            self._gathering_id,
            kinds=frozenset({"PlanGathering", "EditProgramme", "SetStart"}),
            ends_at=frozenset({"StartClock", "MoveClock", "CloseGathering", "ReopenGathering"}),
        )

    # --- drawing

    @property
    def planned(self) -> PlannedItem | None:
        """Return the item under the cursor."""
        items = self._day.plan.items if self._day is not None else ()
        at = self.entries.cursor
        return items[at] if at < len(items) else None

    def redraw(self) -> None:
        """Read everything again; the cursor stays with its item."""
        here = self.planned.item.id if self.planned is not None else ""
        t, known, now, width = self.translator, self._knowledge, self.store.now(), self.size.width
        self._day = day = read_day(self.store.rows, self._gathering_id, known, t, now)
        if day is None:
            self.show(Content(""), [(self._nothing, None)])
            return
        if not self._opened:
            # While a day runs, the planner opens at the item under way.
            self._opened, here = True, day.clock.item_id or here
        shown = item_lines(day, known, t, width - 2) if day.plan.items else [(self._nothing, None)]
        self.show(day_title(day, t, now), shown, self._number(here), findings(day, known, t, width))

    @property
    def _nothing(self) -> Content:
        return Content.styled(f" {self.translator(_NOTHING)}", "bold")

    def _number(self, item_id: str) -> int | None:
        """Return the number of an item in the list; None if it is not there."""
        items = self._day.plan.items if self._day is not None else ()
        return next((number for number, planned in enumerate(items) if planned.item.id == item_id), None)

    def _point_at(self, item_id: str) -> None:
        number = self._number(item_id)
        if number is not None:
            self.point_at(number)

    def detail(self) -> str:
        day, planned = self._day, self.planned
        return "" if day is None or planned is None else item_detail(planned, day, self._knowledge, self.translator)

    # --- storing

    def _edit(self, after: Plan, done: str = "", follow: str = "") -> bool:
        """Store an edit and point at the item with the id `follow`. Return False if the edit was refused."""
        if self._day is None:
            return False
        rows = changed_rows(self._day.plan, after)
        if not rows:
            self.tell(self.translator("That changes nothing."))
            return True
        stored = self.send(EditProgramme(gathering_id=self._gathering_id, rows=rows), done)
        if stored and follow:
            self._point_at(follow)
        return stored

    def _editable(self, *, coming: bool = True) -> tuple[PlannedDay, PlannedItem] | None:
        """Return the day and the item in hand; None, with the reason shown, if nothing can be changed."""
        day, planned, t = self._day, self.planned, self.translator
        if day is None or planned is None:
            self.tell(t(_NOTHING))
        elif day.clock.phase == "closed":
            self.tell(t("The gathering is closed. Reopen it to go on."), wrong=True)
        elif coming and day.entered(planned.item.id):
            self.tell(t("This has begun already: in the gathering, ⇧← and ⇧→ give it other minutes."), wrong=True)
        else:
            return day, planned
        return None

    # --- keys

    def action_move(self, step: int) -> None:
        """Swap the item in hand with the next or the previous one."""
        found = self._editable()
        if found is not None:
            self._move_to(*found, self.entries.cursor + step)

    def _move_to(self, day: PlannedDay, planned: PlannedItem, to: int) -> None:
        behind = [number for number, plan_item in enumerate(day.plan.items) if day.entered(plan_item.item.id)]
        to = min(max(to, max(behind, default=-1) + 1), len(day.plan.items) - 1)
        if to != day.plan.index(planned.item.id):
            self._edit(moved(day.plan, planned.item.id, to), follow=planned.item.id)

    def action_minutes(self) -> None:
        """Ask for the minutes of the item; if there is no programme yet, make the usual one."""
        if self._day is not None and not self._day.plan.items:
            self._make_usual(self._day)
        elif self._editable() is not None:
            self._ask("minutes")

    def _make_usual(self, day: PlannedDay) -> None:
        known, t = self._knowledge, self.translator
        rows = usual_programme(self.store.rows, day.gathering, known.gatherings, known.relays, new_id, t.moment)
        prepared = sum(getattr(row, "skipped", False) for row in rows)
        words = t("This is the usual programme. Everything in it can be changed; Ctrl+Z takes it back.")
        if prepared:
            words = t(
                "Two days’ work for one day: what usually belongs to the second is prepared, but left out (Tab x)."
            )
        self.send(PlanGathering(gathering_id=self._gathering_id, programme=tuple(rows)), words)

    def action_ask(self, what: QuestionKind) -> None:
        """Ask a question about the item in hand, or about the day."""
        if what in ("start", "add"):
            if self._day is not None and self._day.clock.phase != "closed":
                self._ask(what)
        elif what == "all_minutes" and (self.planned is None or self.planned.item.kind != "relay"):
            self.tell(self.translator("Go to a group’s turn: Tab M gives all of them the same minutes."))
        elif self._editable(coming=what != "title") is not None:
            self._ask(what)

    def action_adjust(self, step: int) -> None:
        """Make the item a minute longer or shorter."""
        found = self._editable()
        if found is None:
            return
        day, planned = found
        self._edit(nudged(day.plan, planned.item.id, step, begun=day.begun))

    def action_protect(self) -> None:
        """Protect the item from being shortened by catching up, or end that."""
        found = self._editable()
        if found is not None:
            day, planned = found
            self._edit(edited(day.plan, planned.item.id, protected=not planned.item.protected))

    def action_leave_out(self) -> None:
        """Leave the item out of the day, or take it in again."""
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
        """Remove the item from the programme."""
        found = self._editable()
        if found is None:
            return
        day, planned = found
        t = self.translator
        name = short_name(planned.item, day.groups, self._knowledge, t)
        if day.begun:
            # The planned time stays in the plan; only the adapted time becomes zero.
            self._edit(left_out(day.plan, planned.item.id, begun=True), t("{item} is left out.", item=name))
        else:
            self._edit(without(day.plan, planned.item.id), t("{item} is removed; Ctrl+Z brings it back.", item=name))

    def action_rotate(self) -> None:
        """Rotate the order of the turns: the first to present becomes the last."""
        day, t = self._day, self.translator
        if day is None or day.clock.phase == "closed":
            return
        if len(day.plan.turns) < 2:
            self.tell(t("There are no turns to change the order of."))
            return
        after = rotated(day.plan, day.entered_items)
        letters = [
            day.groups[turn.item.group_id or ""].letter for turn in after.turns if turn.item.group_id in day.groups
        ]
        self._edit(after, t("The order is {groups}.", groups=", ".join(letters)))

    def action_rooms(self) -> None:
        """Spread the turns over one room, over two, and so on."""
        day, t = self._day, self.translator
        if day is None or day.clock.phase == "closed":
            return
        if day.begun:
            self.tell(t("The day has begun: who sits in which room stays."), wrong=True)
            return
        turns = [turn for turn in day.plan.items if turn.item.kind == "relay" and not turn.item.skipped]
        rooms = (
            max((turn.item.room for turn in turns), default=LIVE_ROOM) % min(MOST_ROOMS, max(len(turns) // 2, 1)) + 1
        )
        words = t.plural(
            "All turns are in one room.",
            "{n} rooms. This one is led here; the others write on paper, which Tab f in the list types in.",
            rooms,
        )
        self._edit(in_rooms(day.plan, rooms), words)

    def action_learn(self) -> None:
        """Plan the minutes that the steps have taken until now."""
        day, t = self._day, self.translator
        if day is None or not day.habits:
            self.tell(t("The plan is as long as things take here, or not enough gatherings have been held to tell."))
            return
        self._edit(learned(day.plan, day.habits), t("The minutes are what it took until now; Ctrl+Z takes it back."))

    def action_times(self) -> None:
        """Open the report on how the time was used."""
        self.app.push_screen(self.pages.times(self.store, self._gathering_id, self._knowledge))

    # --- the line at the foot

    def _ask(self, what: QuestionKind, text: str | None = None) -> None:
        day, t, planned = self._day, self.translator, self.planned
        if day is None:
            return
        about = planned.item.id if planned is not None else ""
        question = t(QUESTIONS[what])
        if planned is not None and what in ("minutes", "fixed", "title"):
            question = f"{name_of(planned.item, day.groups, self._knowledge, t)}: {question}"
        stands = begins_with(what, day, planned, t)
        # Typing replaces a number as a whole; a title is more often changed than replaced.
        self.ask_for(what, about, question, stands if text is None else text, replace=text is None and what != "title")

    def take_up(self, what: str, about: str, text: str) -> bool:
        kind = question_kind(what)
        if kind is None or self._day is None or (about and self._day.plan.find(about) is None):
            return False
        self._point_at(about)
        self._ask(kind, text)
        return True

    def understood(self, text: str) -> str | Message:
        what = question_kind(self.question)
        if self._day is None or what is None:
            return ""
        return understood(what, text, self._day, self.planned, self._knowledge, self.translator)

    def answer(self, text: str) -> bool:
        what = question_kind(self.question)
        if self._day is None or what is None:
            return True
        outcome = answered(what, text, self._day, self.planned, self._knowledge, self.translator)
        if isinstance(outcome, Message):
            self.tell(self.translator.message(outcome), wrong=True)
            return False
        if isinstance(outcome, Edit):
            return self._edit(outcome.after, follow=outcome.item_id or "")
        return self.send(outcome)

    # --- the mouse

    @on(LongList.Dragged)
    def _dragged(self, event: LongList.Dragged) -> None:
        """Move the item to the place it was dragged to."""
        self.point_at(event.entry)
        found = self._editable()
        if found is not None:
            self._move_to(*found, event.to)
