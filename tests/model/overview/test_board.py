"""Two gatherings compared: ratings, attendance, advice and actions."""

from nettverk_tui.model.core.records import Action, Advice, Attendance, Group, Rating
from nettverk_tui.model.core.rows import MemoryRows
from nettverk_tui.model.overview.board import side_by_side
from nettverk_tui.resources import knowledge
from tests.model.group_histories import gathering

GROUP = Group(id="a", network_id="n", letter="A", unit="a", position=1)
TWO = (gathering(1), gathering(2))


def rated(number: int, level: int) -> Rating:
    return Rating(
        id=f"r{number}", gathering_id=f"g{number}", group_id="a", item="L1", rater="group", answer="level", level=level
    )


def test_two_gatherings_of_each_group_are_compared() -> None:
    rows = MemoryRows(
        [
            rated(1, 2),
            rated(2, 3),
            Attendance(id="m", gathering_id="g2", group_id="a", guest="Ola", presence="present"),
            Attendance(id="n", gathering_id="g2", group_id="a", guest="Eva", presence="absent"),
            Advice(id="x", gathering_id="g1", group_id="a", at=1, giver="adviser", text="Råd", answer="take_along"),
            Advice(id="y", gathering_id="g1", group_id="a", at=1, giver="adviser", text="Råd"),
            Action(id="p", gathering_id="g2", group_id="a", at=1, text="Ringe", state="done"),
            Action(id="q", gathering_id="g2", group_id="a", at=1, text="Skrive"),
            Action(id="elsewhere", gathering_id="g3", group_id="a", at=1, text="Senere"),
        ]
    )
    (found,) = side_by_side(rows, TWO, [GROUP], knowledge().checklist)
    assert found.levels["L"] == (2, 3)
    assert found.levels["T"] == (None, None)
    # No attendance was recorded the first time: None, not zero.
    assert found.present == (None, 1)
    assert (found.advice, found.taken, found.actions, found.done) == ((2, 0), (1, 0), (0, 2), (0, 1))
