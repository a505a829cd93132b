"""The warning rules, in three files by subject (a table in `docs/domain.md` §3).

Each is one pure function that looks at a group's history and yields what there is to ask about. A rule reads each rater
apart, and compares an answer with the last *rated* answer of the same rater to the same wording.
"""

from collections.abc import Mapping

from nettverk_tui.model.warnings.rules import between_gatherings, factors, people
from nettverk_tui.model.warnings.rules.rule import Rule, TodaySection

__all__ = ["ALL_RULES", "RULES", "Rule", "TodaySection"]

ALL_RULES = sorted(
    (
        value
        for module in (factors, people, between_gatherings)
        for value in vars(module).values()
        if isinstance(value, Rule)
    ),
    key=lambda rule: rule.number,
)
#: The rules by id, in the order of their numbers.
RULES: Mapping[str, Rule] = {rule.id: rule for rule in ALL_RULES}
