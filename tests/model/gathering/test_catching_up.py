"""Catching up, worked by hand; then its laws: minutes are conserved to the millisecond and no floor is undercut."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nettverk_tui.model.core.records import ClockEvent, Gathering, ProgrammeItem, ProgrammeStep
from nettverk_tui.model.core.values import ItemKind
from nettverk_tui.model.gathering.catching_up import LEAST_MS, Proposal, adapted, lateness, proposals, shortened
from nettverk_tui.model.gathering.outlook import outlook
from nettverk_tui.model.gathering.relay import StepTemplate
from nettverk_tui.model.gathering.timekeeping import MINUTE, Clock, Place, Programme, budget_ms, fold
from nettverk_tui.resources import knowledge
from tests.model.day import ms

GATHERING = Gathering(
    id="gathering",
    network_id="network",
    number=2,
    kind="middle",
    starts_on="2027-03-02",
    ends_on="2027-03-02",
    starts_at=ms("9:00"),
)
USUAL = knowledge().relays.relay("usual").steps


def item(id: str, kind: ItemKind = "relay", *, protected: bool = False, fixed: str | None = None) -> ProgrammeItem:
    """An item; its position is given by `day`."""
    return ProgrammeItem(
        id=id,
        gathering_id="gathering",
        position=0,
        kind=kind,
        protected=protected,
        fixed_start_at=ms(fixed) if fixed else None,
    )


def step(item_id: str, number: int, minutes: float, floor: float) -> ProgrammeStep:
    """A step in minutes."""
    return ProgrammeStep(
        id=f"{item_id}{number}",
        item_id=item_id,
        position=number,
        kind="plenary",
        planned_ms=round(minutes * MINUTE),
        floor_ms=round(floor * MINUTE),
    )


def day(*items: tuple[ProgrammeItem, list[tuple[float, float]]]) -> Programme:
    """A programme of items with the minutes and floors of their steps."""
    numbered = [
        ProgrammeItem(**{name: getattr(entry, name) for name in entry.__struct_fields__} | {"position": number})
        for number, (entry, _) in enumerate(items, start=1)
    ]
    steps = [
        step(entry.id, number, minutes, floor)
        for entry, times in items
        for number, (minutes, floor) in enumerate(times, start=1)
    ]
    return Programme.of(numbered, steps)


def running(programme: Programme, at: str, began: str = "9:00") -> Clock:
    """The clock started on the first step at `began`; `at` only reads well in the tests."""
    assert ms(began) <= ms(at)
    first = programme.places[0]
    start = ClockEvent(
        id="start",
        gathering_id="gathering",
        seq=1,
        kind="start",
        item_id=first.item.id,
        step_id=first.step.id,
        at=ms(began),
        recorded=ms(began),
    )
    return fold([start])


def times(minutes: dict[str, int] | object) -> dict[str, str]:
    """Minutes and seconds with a tenth, as people would say them."""
    assert isinstance(minutes, dict)
    return {id: f"{value // MINUTE}:{value % MINUTE / 1000:04.1f}" for id, value in minutes.items()}


def of_kind(found: list[Proposal], kind: str) -> Proposal:
    """The one of that kind."""
    (only,) = (proposal for proposal in found if proposal.kind == kind)
    return only


# --- by hand


def test_delay_of_twelve_minutes_is_shared_by_four_groups_in_proportion() -> None:
    """Each group has 10 + 10 + 15 that can give and 3 that cannot: 1 − 12/140 of 10 is 9:08.6, of 15 13:42.9."""
    places = [
        Place(item(letter, protected=protected), step(letter + ("p" if protected else ""), number, minutes, 0))
        for letter in "CDEF"
        for protected, number, minutes in ((False, 1, 10), (False, 2, 10), (False, 3, 15), (True, 4, 3))
    ]
    shorter = shortened(12 * MINUTE, places, Clock())
    assert times(shorter) == {
        f"{letter}{number}": said
        for letter in "CDEF"
        for number, said in ((1, "9:08.6"), (2, "9:08.6"), (3, "13:42.9"))
    }
    assert 4 * 35 * MINUTE - sum(shorter.values()) == 12 * MINUTE


def usual(letters: str) -> list[tuple[ProgrammeItem, list[tuple[float, float]]]]:
    """Groups with the usual relay: 30 minutes, 21 at the least."""
    relay: list[StepTemplate] = list(USUAL)
    return [(item(letter), [(step.minutes, step.floor) for step in relay]) for letter in letters]


@pytest.mark.parametrize(
    ("need", "given"),
    [
        # Four groups of 30 with floors of 21.
        pytest.param(36, 36, id="all there is"),
        pytest.param(50, 36, id="more than there is"),
        pytest.param(28, 28, id="less"),
    ],
)
def test_saving_from_four_groups_is_bounded_by_their_floors(need: int, given: int) -> None:
    programme = day(*usual("CDEF"))
    shorter = shortened(need * MINUTE, programme.places, Clock())
    before = sum(budget_ms(place.step, Clock()) for place in programme.places if place.step.id in shorter)
    assert before - sum(shorter.values()) == given * MINUTE


def test_a_step_at_its_floor_gives_no_more_and_the_rest_give_it_instead() -> None:
    """28 minutes from four groups: 7 each. Silence and changeover have none to give, the other 28 keep three quarters:
    card 2:15, status 5:15, factors 3:00 (its floor), questions 2:15, peers 4:30, advisers 1:30, take along 2:15."""
    programme = day(*usual("CDEF"))
    shorter = times(shortened(28 * MINUTE, programme.places, Clock()))
    assert [shorter.get(f"C{number}") for number in range(1, 10)] == [
        "2:15.0", "5:15.0", "3:00.0", "2:15.0", None, "4:30.0", "1:30.0", "2:15.0", None,
    ]  # fmt: skip


def test_minutes_that_a_floor_keeps_are_spread_over_the_other_steps() -> None:
    """10 (floor 9) and 20 (floor 0), 6 to give: a fifth each would leave 8; so 9, and the other gives 5."""
    programme = day((item("A"), [(10, 9), (20, 0)]))
    assert times(shortened(6 * MINUTE, programme.places, Clock())) == {"A1": "9:00.0", "A2": "15:00.0"}


def test_day_on_time_has_no_proposals() -> None:
    programme = day((item("W", "welcome"), [(10, 5)]), *usual("A"))
    assert proposals(programme, running(programme, "9:05"), GATHERING, ms("9:05")) == ()
    late = running(programme, "9:10", began="9:00:14")
    assert lateness(programme, late, GATHERING, ms("9:05")) is None


def a_long_day() -> Programme:
    """Welcome 10 · A 30 · coffee 15 (10) · buffer 10 · B 30 · reflection 20 (10) · closing 10, from nine: 11:05."""
    return day(
        (item("W", "welcome"), [(10, 5)]),
        *usual("A"),
        (item("coffee", "break"), [(15, 10)]),
        (item("buffer", "buffer"), [(10, 0)]),
        *usual("B"),
        (item("R", "reflection"), [(20, 10)]),
        (item("Z", "closing", protected=True), [(10, 10)]),
    )


def test_proposals_to_catch_up_have_their_times() -> None:
    """Begun at 9:20, read at 9:30: 20 late, to end at 11:25 instead of 11:05."""
    programme = a_long_day()
    clock = running(programme, "9:30", began="9:20")
    found = list(proposals(programme, clock, GATHERING, ms("9:30")))
    said = [
        (proposal.kind, proposal.item.id if proposal.item else "", proposal.saved_ms // MINUTE) for proposal in found
    ]
    # Coffee and reflection give the minutes above their floors; two relays of 30 give 2 × 9 at the most.
    assert said == [
        ("drop_buffer", "buffer", 10),
        ("shorten_item", "coffee", 5),
        ("shorten_item", "R", 10),
        ("shorten", "", 18),
        ("move_group", "B", 20),
        ("end_later", "", 0),
    ]
    assert [proposal.left_ms // MINUTE for proposal in found] == [10, 15, 10, 2, 0, 20]
    dropped = of_kind(found, "drop_buffer")
    begins = {item.id: at for item, at in dropped.starts}
    # A 9:30, coffee 10:00, B 10:15 with no buffer before it, reflection 10:45, closing 11:05.
    assert begins == {
        "A": ms("9:30"), "coffee": ms("10:00"), "B": ms("10:15"), "R": ms("10:45"), "Z": ms("11:05"),
    }  # fmt: skip
    assert dropped.ends_at == ms("11:15")
    # Ten minutes ahead of the plan when B's half hour is gone: that is no lateness.
    assert of_kind(found, "move_group").ends_at == ms("10:55")


def test_lateness_is_counted_to_the_next_fixed_start() -> None:
    """A ends at 9:55 while lunch is fixed at 9:45: ten late for lunch, and only A can give. None is late after it."""
    programme = day(
        (item("W", "welcome"), [(10, 5)]),
        *usual("A"),
        (item("lunch", "break", protected=True, fixed="9:45"), [(45, 30)]),
        (item("B"), [(30, 20)]),
        (item("slack", "buffer"), [(10, 0)]),
        (item("bus", "closing", fixed="12:00"), [(10, 10)]),
    )
    clock = running(programme, "9:25", began="9:15")
    late = lateness(programme, clock, GATHERING, ms("9:25"))
    assert late is not None
    assert (late.ms, late.item and late.item.id) == (10 * MINUTE, "lunch")
    assert {place.item.id for place in late.places} == {"A"}
    shorter = of_kind(list(proposals(programme, clock, GATHERING, ms("9:25"))), "shorten")
    assert (shorter.saved_ms, shorter.left_ms) == (9 * MINUTE, MINUTE)
    assert {item.id: at for item, at in shorter.starts}["lunch"] == ms("9:46")


def test_turn_that_has_begun_is_not_proposed_to_be_moved() -> None:
    programme = day(*usual("AB"))
    clock = running(programme, "9:40", began="9:30")
    moved = of_kind(list(proposals(programme, clock, GATHERING, ms("9:40"))), "move_group")
    assert moved.item is not None
    assert moved.item.id == "B"
    last = day(*usual("A"))
    found = proposals(last, running(last, "9:40", began="9:30"), GATHERING, ms("9:40"))
    assert "move_group" not in {proposal.kind for proposal in found}


def test_minutes_given_earlier_are_part_of_the_shortened_step() -> None:
    """A step of 10 that was given 2 has 12; with 6 to give from 12 + 12 it has 9, whatever it was planned with."""
    programme = day((item("W"), [(1, 1)]), (item("A"), [(10, 0)]), (item("B"), [(12, 0)]))
    clock = Clock(extra={"A1": 2 * MINUTE})
    shorter = shortened(6 * MINUTE, programme.places[1:], clock)
    assert times(shorter) == {"A1": "9:00.0", "B1": "9:00.0"}
    after = adapted(programme, clock, shorter, ())
    assert [budget_ms(place.step, clock) for place in after.places] == [MINUTE, 9 * MINUTE, 9 * MINUTE]


# --- laws

_minutes = st.integers(0, 90 * MINUTE)
_steps = st.lists(st.tuples(_minutes, st.integers(0, 100), st.booleans()), min_size=1, max_size=30)


@given(_steps, st.integers(0, 300 * MINUTE))
def test_minutes_are_conserved_and_floors_are_never_undercut(steps: list[tuple[int, int, bool]], need: int) -> None:
    places = []
    for number, (planned, share, protected) in enumerate(steps):
        step = ProgrammeStep(
            id=str(number),
            item_id=str(number),
            position=1,
            kind="plenary",
            planned_ms=planned,
            floor_ms=planned * share // 100,
        )
        places.append(Place(item(str(number), protected=protected), step))
    shorter = shortened(need, places, Clock())
    open_to_it = [place.step for place in places if not place.item.protected]
    given = sum(step.planned_ms - shorter.get(step.id, step.planned_ms) for step in open_to_it)
    assert given == min(need, sum(step.planned_ms - step.floor_ms for step in open_to_it))
    assert shorter.keys() <= {step.id for step in open_to_it}
    assert all(step.floor_ms <= shorter[step.id] <= step.planned_ms for step in open_to_it if step.id in shorter)


@given(st.integers(0, 120 * 60), st.integers(0, 9 * 60))
def test_saved_and_remaining_minutes_add_up_to_the_lateness(late_by: int, into_the_day: int) -> None:
    programme = a_long_day()
    began = ms("9:00") + late_by * 1000
    now = began + into_the_day * 1000
    clock = fold(
        [
            ClockEvent(
                id="start", gathering_id="gathering", seq=1, kind="start", item_id="W", step_id="W1", at=began,
                recorded=began,
            )
        ]
    )  # fmt: skip
    late = lateness(programme, clock, GATHERING, now)
    found = proposals(programme, clock, GATHERING, now)
    assert (late is None) is (late_by * 1000 < LEAST_MS) is (not found)
    for proposal in found:
        assert late is not None
        assert proposal.saved_ms + proposal.left_ms == late.ms
        changed = adapted(programme, clock, proposal.minutes, proposal.skipped)
        assert outlook(changed, clock, GATHERING, now).ends_at == proposal.ends_at


def test_lateness_has_the_planned_and_the_expected_time() -> None:
    programme = day((item("welcome", "welcome"), [(15, 10)]), (item("lunch", "break", fixed="9:15"), [(30, 20)]))
    late = lateness(programme, running(programme, "9:26"), GATHERING, ms("9:26"))
    assert late is not None
    assert (late.planned_at, late.likely_at, late.ms) == (ms("9:15"), ms("9:26"), 11 * MINUTE)
    programme = day((item("welcome", "welcome"), [(15, 10)]), (item("A"), [(30, 20)]))
    late = lateness(programme, running(programme, "9:26"), GATHERING, ms("9:26"))
    assert late is not None
    assert (late.planned_at, late.likely_at, late.ms) == (ms("9:45"), ms("9:56"), 11 * MINUTE)
