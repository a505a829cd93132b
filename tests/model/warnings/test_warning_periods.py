"""Warnings over time: their first day, a change of the fact, and their end."""

from nettverk_tui.model.core.records import Contact, Event, Group, Network, Record
from nettverk_tui.model.core.rows import MemoryRows
from nettverk_tui.model.warnings.warning_periods import warning_periods
from nettverk_tui.resources import load_checklist
from tests.model.group_histories import gathering

CHECKLIST = load_checklist()
GROUP = Group(id="b", network_id="n", letter="B", position=1, unit="b")


def facts(*rows: Record, today: str = "2005-06-20", limits: str = "") -> list[tuple[str, str, bool]]:
    network = Network(id="n", name="N", limits=limits)
    every = MemoryRows([network, GROUP, gathering(1), gathering(2), gathering(3), *rows])
    found = warning_periods(every, GROUP, CHECKLIST, today)
    return [
        (period.signal.rule, period.signal.on, period.until_on is None)
        for period in found
        if period.signal.rule in ("W3", "W7")
    ]


def test_ended_warning_has_its_last_day() -> None:
    change = Event(id="e", group_id="b", kind="leader_change", on="2005-04-01")
    assert ("W3", "2005-04-01", True) in facts(change)
    confirmed = Event(id="f", group_id="b", kind="leader_confirmed", on="2005-05-01")
    assert ("W3", "2005-04-01", False) in facts(change, confirmed)
    again = Event(id="g", group_id="b", kind="leader_change", on="2005-06-01")
    found = [fact for fact in facts(change, confirmed, again) if fact[0] == "W3"]
    assert found == [("W3", "2005-06-01", True), ("W3", "2005-04-01", False)]


def test_warning_at_another_level_is_a_new_warning() -> None:
    # No contact for more than five weeks: first ask, then ask first.
    found = [fact for fact in facts(today="2005-06-30") if fact[0] == "W7" and fact[1] >= "2005-05-12"]
    assert [still for _, _, still in found].count(True) == 1
    assert len(found) == 2


def test_warning_periods_use_the_networks_limits_and_include_dismissed_warnings() -> None:
    call = Contact(id="c", group_id="b", on="2005-05-20")
    assert not any(rule == "W7" and on >= "2005-05-20" for rule, on, _ in facts(call, limits="guidance 60/90"))
    assert any(rule == "W7" and on >= "2005-05-20" for rule, on, _ in facts(call))


def test_a_group_without_history_has_no_warnings() -> None:
    every = MemoryRows([Network(id="n", name="N"), GROUP])
    assert list(warning_periods(every, GROUP, CHECKLIST, "2005-06-20")) == []
