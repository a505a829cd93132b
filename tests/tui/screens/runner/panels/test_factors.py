"""The critical factors: a digit rates and moves on, the last answer is beside it, the adviser’s is covered."""

from pathlib import Path

from nettverk_tui.model.core.records import Group, Rating
from tests.support.rooms import TODAY, room_at
from tests.support.stage import Clock, Stage, on_stage

STARRED = ["T1", "T2", "L1", "R1", "R2", "M1", "V1", "R3"]


def ratings(stage: Stage, rater: str = "group") -> dict[str, str]:
    return {
        row.item: str(row.level or row.answer)
        for row in stage.store.rows.find(Rating, gathering_id=TODAY, group_id="group-A", rater=rater)
    }


def line_of(stage: Stage, item: str) -> list[str]:
    """The columns after a factor's name: last, now (with its arrow), adviser."""
    line = next(line for line in stage.lines if line.lstrip("▸ ").startswith(f"{item} "))
    return line[40:].split()


async def test_digit_rates_a_factor_and_moves_on(file: Path, clock: Clock) -> None:
    async with on_stage(room_at(file, "factors", clock=clock), clock=clock) as stage:
        await stage.press("2", "3", "2", "4", "0", "Tab", "x", "1", "4")
        await stage.look_until(lambda: len(ratings(stage)) == 8, "eight answers")
        assert ratings(stage) == dict(
            zip(STARRED, ["2", "3", "2", "4", "not_rated", "not_relevant", "1", "4"], strict=True)
        )


async def test_last_answer_is_shown_beside_the_new_one_with_an_arrow(file: Path, clock: Clock) -> None:
    async with on_stage(room_at(file, "factors", clock=clock), clock=clock) as stage:
        assert line_of(stage, "L1") == ["4", "·", "·"]
        await stage.press("↓", "↓", "2")
        await stage.look_until(lambda: line_of(stage, "L1") == ["4", "2", "▼", "·"], "the fall")
        await stage.press("↑", "4")
        await stage.look_until(lambda: line_of(stage, "L1") == ["4", "4", "=", "·"], "the same")


async def test_answer_is_changed_and_removed(file: Path, clock: Clock) -> None:
    async with on_stage(room_at(file, "factors", clock=clock), clock=clock) as stage:
        await stage.press("2", "↑", "3")
        await stage.look_until(lambda: ratings(stage) == {"T1": "3"}, "the change")
        await stage.press("↑", "Tab", "Del")
        await stage.look_until(lambda: ratings(stage) == {}, "the answer to go")


async def test_reason_belongs_to_the_factor_just_rated(file: Path, clock: Clock) -> None:
    async with on_stage(room_at(file, "factors", clock=clock), clock=clock) as stage:
        await stage.press("2", "Tab", "r")
        await stage.see("T1 · Why this answer?")
        await stage.type("Legene hadde vakt")
        await stage.press("Enter")
        await stage.see("«Legene hadde vakt»")
        row = stage.store.rows.find(Rating, gathering_id=TODAY, item="T1")[0]
        assert (row.reason, row.layer) == ("Legene hadde vakt", "group")


async def test_reason_needs_a_rating(file: Path, clock: Clock) -> None:
    async with on_stage(room_at(file, "factors", clock=clock), clock=clock) as stage:
        await stage.press("Tab", "r")
        await stage.see("Rate the factor first")


async def test_level_by_the_adviser_is_covered_until_the_group_has_answered(file: Path, clock: Clock) -> None:
    async with on_stage(room_at(file, "factors", clock=clock), clock=clock) as stage:
        await stage.press("Tab", "v")
        await stage.see("[adviser]")
        await stage.press("1", "2", "Tab", "v")
        await stage.miss("[adviser]")
        assert ratings(stage, "adviser") == {"T1": "1", "T2": "2"}
        assert ratings(stage) == {}
        assert line_of(stage, "T1") == ["·", "·", "·"]
        await stage.press("↑", "↑", "4")
        await stage.look_until(lambda: line_of(stage, "T1") == ["·", "4", "1"], "the adviser’s level")
        assert line_of(stage, "T2") == ["·", "_", "·"]
        layers = {row.layer for row in stage.store.rows.find(Rating, gathering_id=TODAY, rater="adviser")}
        assert layers == {"facilitators"}


async def test_adviser_column_is_covered_again_at_the_next_group(file: Path, clock: Clock) -> None:
    async with on_stage(room_at(file, "factors", clock=clock), clock=clock) as stage:
        await stage.press("Tab", "v", "1", "F8", "PgDn", "PgDn")
        await stage.see("B  Kontor B · Område B", "[factors]")
        await stage.miss("[adviser]")


async def test_sharing_is_asked_for_and_changed_by_one_key(file: Path, clock: Clock) -> None:
    async with on_stage(room_at(file, "factors", clock=clock), size=(120, 40), clock=clock) as stage:
        await stage.see("May the network see these ratings?")
        await stage.press("Tab", "s")
        await stage.see("The network may see this group’s ratings")
        await stage.press("Tab", "s")
        await stage.see("These ratings stay in the group")
        group = stage.store.rows.get(Group, "group-A")
        assert group is not None
        assert group.shares_ratings is False


async def test_wording_and_scale_are_shown_under_the_factor_in_focus(file: Path, clock: Clock) -> None:
    async with on_stage(room_at(file, "factors", clock=clock), clock=clock) as stage:
        await stage.see("All relevant professional groups", "1 not met  2 partly  3 mostly  4 met  0 not rated")
        await stage.press("↓", "↓")
        await stage.see("personally led the improvement work since last time.")
        await stage.miss("All relevant professional groups")


async def test_facts_are_shown_below_the_factors(file: Path, clock: Clock) -> None:
    async with on_stage(room_at(file, "factors", clock=clock), size=(120, 40), clock=clock) as stage:
        await stage.write("møte: 2/2 45 min drøftet listen")
        await stage.write("kontakt: telefon 3/2 20 min")
        await stage.see("1 group meeting", "1 contact", "present 0 of 3", "doctor 0 of 1")
