"""A warning rule: a function over a group's history, and the little that the pages need to know about it."""

from collections.abc import Callable, Iterator
from typing import Literal

import msgspec

from nettverk_tui.model.core.messages import N_, Message
from nettverk_tui.model.core.values import Rater
from nettverk_tui.model.network.warning_thresholds import Thresholds
from nettverk_tui.model.warnings.early_warning import EarlyWarning
from nettverk_tui.model.warnings.group_history import GroupHistory

RuleFunction = Callable[[GroupHistory, Thresholds], Iterator[EarlyWarning]]
#: The section of the page *Today* a warning belongs to. *call* and *overdue* list groups and actions themselves.
TodaySection = Literal["call", "overdue", "ask", "measure"]

RATERS: tuple[Rater, ...] = ("group", "adviser")
#: The source of a warning that comes from a rating.
SOURCE_OF: dict[Rater, Message] = {
    "group": Message(N_("the group’s own answer")),
    "adviser": Message(N_("the adviser’s answer")),
}


class Rule(msgspec.Struct, frozen=True):
    """One rule. `id` is "W" and its number; `while_stalled`: it also applies to a group that has stopped."""

    id: str
    function: RuleFunction
    while_stalled: bool
    section: TodaySection

    @property
    def number(self) -> int:
        """Its place among the rules, from 1."""
        return int(self.id.removeprefix("W"))

    def find(self, history: GroupHistory, limits: Thresholds) -> Iterator[EarlyWarning]:
        """Yield the warnings of the function under the id of the rule."""
        for warning in self.function(history, limits):
            yield msgspec.structs.replace(warning, rule=self.id)


def rule(id: str, *, while_stalled: bool = False, section: TodaySection = "ask") -> Callable[[RuleFunction], Rule]:
    """Make a rule of the function below; `RULES` collects it from its module."""
    return lambda function: Rule(id, function, while_stalled, section)
