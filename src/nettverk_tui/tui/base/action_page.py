"""A page with actions among its entries, which are settled, moved and dropped there: Today, and a timeline."""

from abc import abstractmethod

from nettverk_tui.model.commands import Command, SettleAction
from nettverk_tui.model.core.records import Action
from nettverk_tui.model.core.text import one_line
from nettverk_tui.model.core.values import ActionState
from nettverk_tui.store.store import Store
from nettverk_tui.tui.base.desk_tasks import dropping, moving
from nettverk_tui.tui.base.line_page import LinePage
from nettverk_tui.tui.base.list_keys import ListKeys


class ActionPage(LinePage[None], ListKeys):
    """The base of such pages. Digits act on the action in hand: done, a new date, dropped."""

    def __init__(self, store: Store) -> None:
        super().__init__()
        self.store = store

    # --- for subclasses to define

    @abstractmethod
    def action_in_hand(self) -> Action | None:
        """Return the action under the cursor; None where the cursor is on something else."""

    # --- acting

    @property
    def today(self) -> str:
        """Return today's date in the reader's time zone, as an ISO date."""
        return self.local_day(self.store)

    def send(self, command: Command, done: str) -> None:
        """Carry out a command and redraw; show `done`, or the reason of a refusal."""
        refused = self.why_not_stored(self.store, command)
        self.redraw()
        self.tell(self.translator.message(refused) if refused is not None else done, wrong=refused is not None)

    def _needed_action(self) -> Action | None:
        """Return the action in hand; where there is none, say so."""
        action = self.action_in_hand()
        if action is None:
            self.tell(self.translator("Point at an action first."))
        return action

    def action_settle(self) -> None:
        """Settle the action in hand, or open it again."""
        action = self._needed_action()
        if action is not None:
            self._settle(action, "done" if action.state == "open" else "open")

    def action_dropped(self) -> None:
        """Drop the action in hand without asking for a reason."""
        action = self._needed_action()
        if action is not None:
            self._settle(action, "dropped")

    def _settle(self, action: Action, state: ActionState) -> None:
        t, text = self.translator, one_line(action.text, 50)
        done = {
            "done": t("Done: {text}. Ctrl+Z takes it back.", text=text),
            "open": t("Open again: {text}. Ctrl+Z takes it back.", text=text),
            "dropped": t("Dropped: {text}. Ctrl+Z takes it back.", text=text),
        }[state]
        self.send(SettleAction(id=action.id, seen=action.version, state=state), done)

    def action_move(self) -> None:
        """Ask for a new date for the action in hand."""
        action = self._needed_action()
        if action is not None:
            self.desk.begin(moving(action, self.today, self.translator))

    def action_drop(self) -> None:
        """Ask why the action in hand is dropped."""
        action = self._needed_action()
        if action is not None:
            self.desk.begin(dropping(action, self.translator))

    def action_number(self, digit: int) -> None:
        """Act on the action in hand by digit: done, a new date, dropped."""
        (self.action_settle, self.action_move, self.action_dropped)[digit - 1]()

    # --- the cursor

    def cursor_position(self) -> int:
        return self.entries.cursor

    def restore_cursor(self, position: int) -> None:
        self.entries.move_to(position)
        self.cursor_moved()
