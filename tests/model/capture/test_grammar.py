"""The grammar of the capture line: the table of cases, and that each rule is needed."""

from collections import Counter

import pytest

from nettverk_tui.model.capture.grammar import RULES, Rule
from tests.model.capture.capture_table import CASES, Case, expected, read


@pytest.mark.parametrize("case", CASES, ids=str)
def test_a_line_is_parsed_as_the_table_says(case: Case) -> None:
    assert read(case) == expected(case.data)


def test_the_table_has_enough_cases_in_every_language() -> None:
    assert len(CASES) >= 150
    assert sum(case.data.get("at") == "homecare" for case in CASES) >= 30


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_every_rule_is_needed_in_every_language(rule: Rule) -> None:
    without = tuple(one for one in RULES if one is not rule)
    red = Counter(case.language for case in CASES if read(case, without) != expected(case.data))
    assert red["nb"] >= 5
    assert red["en"] >= 5
    assert red["nn"] >= 1
