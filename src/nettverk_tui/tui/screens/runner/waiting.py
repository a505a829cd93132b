"""Changes of the file, one after the other; one that finds it locked by another window is made a moment later."""

from collections import deque
from collections.abc import Callable

import msgspec

from nettverk_tui.model.core.messages import Refusal
from nettverk_tui.store.locks import Busy
from nettverk_tui.store.store import Applied, NotSaved
from nettverk_tui.tui.screens.runner.interface import Runner

#: Each look for the lock has waited a fifth of a second already.
_RETRY_SECONDS = 0.05


class Step(msgspec.Struct, frozen=True):
    """One change, and its callbacks: `then` when it is stored, `fails` when it was refused or could not be written.

    `waits` is called when it has to wait, once and before either.
    """

    change: Callable[[], Applied | Refusal]
    then: Callable[[], None] | None = None
    waits: Callable[[], None] | None = None
    fails: Callable[[], None] | None = None


class Waiting:
    """The waiting changes of one gathering, in order: none overtakes one that was asked for before it."""

    def __init__(self, runner: Runner) -> None:
        self._runner = runner
        self._steps: deque[Step] = deque()

    def do(self, step: Step) -> bool:
        """Carry out a change; return False if it was refused or must wait."""
        if self._steps:
            self._put_behind(step)
            return False
        try:
            outcome = step.change()
        except Busy:
            self._put_behind(step)
            self._runner.set_timer(_RETRY_SECONDS, self._again)
            return False
        except NotSaved as problem:
            return self._failed(step, problem)
        return self._ended(step, outcome)

    def _put_behind(self, step: Step) -> None:
        self._steps.append(step)
        self._runner.tell(self._runner.t("Waiting for another window …"))
        if step.waits is not None:
            step.waits()

    def _again(self) -> None:
        went_well = True
        while self._steps:
            step = self._steps[0]
            try:
                outcome = step.change()
            except Busy:
                self._runner.set_timer(_RETRY_SECONDS, self._again)
                return
            except NotSaved as problem:
                self._steps.popleft()
                went_well = self._failed(step, problem)
            else:
                self._steps.popleft()
                went_well = self._ended(step, outcome) and went_well
        if went_well:
            self._runner.recorder.say_again()

    def _failed(self, step: Step, problem: NotSaved) -> bool:
        if step.fails is not None:
            step.fails()
        self._runner.refuse(problem.message)
        return False

    def _ended(self, step: Step, outcome: Applied | Refusal) -> bool:
        self._runner.tell("")
        self._runner.reread()
        if isinstance(outcome, Refusal):
            if step.fails is not None:
                step.fails()
            self._runner.refuse(outcome.message)
            return False
        if step.then is not None:
            step.then()
        return True
