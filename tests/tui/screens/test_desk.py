"""Entries between gatherings, written in one line: from Today, the timeline, the board and the list."""

from pathlib import Path

from nettverk_tui.model.core.records import (
    Action,
    Advice,
    Contact,
    Event,
    FollowUpRating,
    Group,
    Indicator,
    Member,
    Milestone,
    MilestoneReached,
)
from tests.support.rooms import room_at
from tests.support.stage import Clock, Stage, on_stage

DAY = 86_400_000


def _file(tmp_path: Path, clock: Clock) -> Path:
    extra = (
        Action(
            id="late", group_id="group-A", at=clock() - 60 * DAY, text="Ring apoteket", due="date", due_on="2001-01-01"
        ),
        Advice(id="advice", group_id="group-A", at=clock(), text="Bruk en mal", giver="group", answer="take_along"),
        Milestone(id="plan", network_id="network", position=1, text="Første måling"),
    )
    return room_at(tmp_path / "network.db", None, clock=clock, extra=extra)


async def _point(stage: Stage, words: str, key: str = "↓") -> None:
    await stage.point(words, key)


async def test_foot_names_the_keys_of_the_open_line(tmp_path: Path, clock: Clock) -> None:
    async with on_stage(_file(tmp_path, clock), clock=clock, under_way=False) as stage:
        await stage.press("Tab", "t")
        await _point(stage, "Ring apoteket")
        await stage.see("Tab menu")
        await stage.press("Space")
        await stage.see("»", "Enter store  Esc back  Tab complete the name")
        assert "Tab menu" not in stage.text
        await stage.press("Esc")
        await stage.see("›", "Tab menu")
        assert "Enter store" not in stage.text


async def test_call_is_recorded_from_the_line_it_is_about(tmp_path: Path, clock: Clock) -> None:
    async with on_stage(_file(tmp_path, clock), clock=clock, under_way=False) as stage:
        await stage.press("Tab", "t")
        await stage.see("Ring apoteket")
        await _point(stage, "Ring apoteket")
        await stage.press("Space")
        await stage.see("A »", "Plain text is a guidance contact")
        await stage.type("20 min video om tallene, avtalt: måle to uker til, neste 1/2-2100")
        await stage.see("GUIDANCE CONTACT", "video meeting", "agreed: måle to uker til", "facilitators only")
        await stage.press("Enter")
        await stage.see("Stored: guidance contact")
        (contact,) = stage.store.rows.find(Contact)
        assert (contact.group_id, contact.channel, contact.minutes, contact.topic) == (
            "group-A",
            "video",
            20,
            "om tallene",
        )
        assert (contact.agreed, contact.next_on) == ("måle to uker til", "2100-02-01")
        # The line is there for the next one, as in a gathering.
        await stage.press("Esc", "Ctrl+Z", "Ctrl+Z")
        await stage.see("Undone")
        assert not stage.store.rows.find(Contact)


async def test_draft_of_the_line_is_continued_and_stored_as_one_entry(tmp_path: Path, clock: Clock) -> None:
    path = _file(tmp_path, clock)
    async with on_stage(path, clock=clock, under_way=False) as stage:
        await stage.press("Tab", "l", "Space")
        await stage.type("lederen er syk")
        await stage.press("Esc")
        await stage.miss("lederen er syk")
        await stage.press("Space")
        await stage.see("lederen er syk")
        await stage.press("Enter")
        await stage.see("▸% Guidance contact (telephone): lederen er syk")
        assert len(stage.store.rows.find(Contact)) == 1


async def test_line_that_cannot_be_stored_says_why_and_stays(tmp_path: Path, clock: Clock) -> None:
    async with on_stage(_file(tmp_path, clock), clock=clock, under_way=False) as stage:
        await stage.press("Tab", "l", "Space")
        await stage.type("i gang igjen: ny leder")
        await stage.press("Enter")
        await stage.see("Group A has not stalled: nothing to resume.", "i gang igjen: ny leder")
        await stage.press("ctrl+u")
        await stage.type("stans:")
        await stage.press("Enter")
        await stage.see("Write what stopped it")
        await stage.type(" fravær")
        await stage.press("Enter")
        await stage.see("stalled: fravær", "! stalled: fravær · an event")
        group = stage.store.rows.get(Group, "group-A")
        assert group is not None
        assert group.state == "stalled"
        assert [event.cause for event in stage.store.rows.find(Event)] == ["fravær"]


async def test_factor_and_milestone_are_recorded_from_the_board(tmp_path: Path, clock: Clock) -> None:
    async with on_stage(_file(tmp_path, clock), clock=clock, under_way=False) as stage:
        await stage.press("Tab", "b", "Space")
        await stage.type("faktor: L1 3")
        await stage.see("Which group? Add @ or = and its letter")
        await stage.type(" =B")
        await stage.see("FACTOR ASKED AGAIN", "group B", "level 3", "the group’s own answer")
        await stage.type(" %private")
        await stage.see("the adviser’s answer")
        await stage.press(*["Back"] * len(" %private"))
        await stage.see("level 3 · the group’s own")
        await stage.press("Enter")
        await stage.see("Stored: factor asked again")
        await stage.type("milepæl: 1 =B")
        await stage.see("1 Første måling")
        await stage.press("Enter")
        await stage.see("Stored: milestone reached")
        (again,) = stage.store.rows.find(FollowUpRating)
        assert (again.group_id, again.item, again.level) == ("group-B", "L1", 3)
        assert [reached.group_id for reached in stage.store.rows.find(MilestoneReached)] == ["group-B"]


async def test_line_can_be_opened_from_the_list(tmp_path: Path, clock: Clock) -> None:
    async with on_stage(_file(tmp_path, clock), clock=clock, under_way=False) as stage:
        await stage.press("Space")
        await stage.type("=C om maler")
        await stage.press("Enter")
        await stage.see("Stored: guidance contact")
        assert [contact.group_id for contact in stage.store.rows.find(Contact)] == ["group-C"]
        await stage.see("▸ Gathering 2")


async def test_tab_completes_a_name_in_the_line(tmp_path: Path, clock: Clock) -> None:
    async with on_stage(_file(tmp_path, clock), clock=clock, under_way=False) as stage:
        await stage.press("Tab", "l", "Space")
        await stage.type("+ ringe @lea")
        await stage.see("Tab: leader")
        await stage.press("Tab")
        await stage.see("+ ringe @leader")


async def test_action_is_moved_and_dropped_from_its_line(tmp_path: Path, clock: Clock) -> None:
    async with on_stage(_file(tmp_path, clock), clock=clock, under_way=False) as stage:
        await stage.press("Tab", "t")
        await stage.see("Ring apoteket")
        await _point(stage, "Ring apoteket")
        await stage.press("Tab", "m")
        await stage.see("New date »", "«Ring apoteket»")
        await stage.type("snart")
        await stage.press("Enter")
        await stage.see("No date was understood")
        await stage.press("ctrl+u")
        await stage.type("neste samling")
        await stage.press("Enter")
        await stage.see("due at the next gathering. Ctrl+Z takes it back.")
        action = stage.store.rows.get(Action, "late")
        assert action is not None
        assert (action.due, action.times_moved, action.due_on) == ("next_gathering", 1, "2027-03-02")
        await stage.press("escape", "Tab", "l")
        await stage.see("Ring apoteket")
        await _point(stage, "Ring apoteket")
        await stage.press("Tab", "x")
        await stage.type("Apoteket ringte selv")
        await stage.press("Enter")
        await stage.see("dropped, moved ×1, Apoteket ringte selv")
        await stage.press("Tab", "d")
        await stage.see("Open again: Ring apoteket")
        await stage.press("Tab", "d")
        await stage.see("Done: Ring apoteket")


async def test_outcome_of_advice_is_one_key(tmp_path: Path, clock: Clock) -> None:
    async with on_stage(_file(tmp_path, clock), clock=clock, under_way=False) as stage:
        await stage.press("Tab", "l")
        await _point(stage, "Ring apoteket")
        await stage.press("4")
        await stage.see("Point at a piece of advice first.")
        await _point(stage, "Bruk en mal", "up")
        await stage.press("1")
        await stage.see("Helped: Bruk en mal")
        await stage.press("1")
        await stage.see("No outcome yet: Bruk en mal")
        advice = stage.store.rows.get(Advice, "advice")
        assert advice is not None
        assert advice.outcome is None


async def test_long_timeline_scrolls_with_the_cursor(tmp_path: Path, clock: Clock) -> None:
    calls = tuple(
        Contact(id=f"c{number}", group_id="group-A", on=f"2001-{month:02}-{day:02}", topic=f"Samtale nummer {number}")
        for number, (month, day) in enumerate((month, day) for month in range(1, 13) for day in range(1, 28))
    )
    path = room_at(tmp_path / "network.db", None, clock=clock, extra=calls)
    async with on_stage(path, clock=clock, under_way=False) as stage:
        await stage.press("Tab", "l")
        await stage.see("Samtale nummer 323")
        await stage.press("End")
        await stage.look_until(lambda: any("▸" in line and "nummer 0" in line for line in stage.lines), "the oldest")
        await stage.press("PgUp")
        await stage.look_until(lambda: sum("▸" in line for line in stage.lines) == 1, "one cursor")
        await stage.press("Home")
        await stage.see("Samtale nummer 323")


async def test_draft_of_the_line_is_mentioned_on_today(tmp_path: Path, clock: Clock) -> None:
    path = _file(tmp_path, clock)
    async with on_stage(path, clock=clock, under_way=False) as stage:
        await stage.press("Tab", "l", "Space")
        await stage.type("lederen er syk")
    async with on_stage(path, clock=clock, under_way=False) as stage:
        await stage.press("Tab", "t")
        await stage.see("A line about A is half written")
        await _point(stage, "A  ")
        await stage.press("Space")
        await stage.see("A » lederen er syk")
        await stage.press("Enter")
        await stage.see("Stored: guidance contact")
        await stage.press("Esc", "escape", "Tab", "t")
        await stage.see("Today")
        await stage.miss("half written")


async def test_too_long_paste_is_refused_whole(tmp_path: Path, clock: Clock) -> None:
    async with on_stage(_file(tmp_path, clock), clock=clock, under_way=False) as stage:
        await stage.press("Tab", "l", "Space")
        await stage.paste("ord " * 6_000)
        await stage.see("That is more than a line here can hold.")
        await stage.press("Esc", "Ctrl+F")
        await stage.paste("ord " * 6_000)
        await stage.see("That is more than a line here can hold.")


async def test_group_may_be_typed_before_the_kind(tmp_path: Path, clock: Clock) -> None:
    async with on_stage(_file(tmp_path, clock), clock=clock, under_way=False) as stage:
        await stage.press("Space")
        await stage.type("=B lederskifte: Anne tar over")
        await stage.see("CHANGE OF LEADER", "group B")
        await stage.press("Enter")
        await stage.type("=B + Sende tallene")
        await stage.press("Enter")
        await stage.see("Stored: action")
        await stage.type("! vi flytter samlingen")
        await stage.press("Enter")
        await stage.see("Which group?", "! vi flytter samlingen")
        assert [(event.kind, event.group_id) for event in stage.store.rows.find(Event)] == [
            ("leader_change", "group-B")
        ]
        (made,) = stage.store.rows.find(Action, text="Sende tallene")
        assert (made.group_id, made.who) == ("group-B", "")


async def test_entry_is_corrected_or_removed_in_the_timeline(tmp_path: Path, clock: Clock) -> None:
    path = room_at(
        tmp_path / "network.db",
        None,
        clock=clock,
        extra=(
            Event(id="e", group_id="group-A", kind="stalled", on="2027-02-01", cause="Feil gruppe"),
            Contact(id="c", group_id="group-A", on="2027-02-02", topic="om tal"),
        ),
    )
    async with on_stage(path, clock=clock, under_way=False) as stage:
        await stage.press("Tab", "l")
        await _point(stage, "om tal")
        await stage.press("Tab", "e")
        await stage.see("Change » om tal")
        await stage.type("lene")
        await stage.press("Enter")
        await stage.see("▸% Guidance contact (telephone): om tallene")
        await _point(stage, "Feil gruppe")
        await stage.press("Tab", "Del")
        await stage.see("Taken away. Ctrl+Z brings it back.")
        await stage.miss("Feil gruppe")
        await stage.press("Ctrl+Z", "Ctrl+Z")
        await stage.see("Feil gruppe")
        await stage.press("Home", "Tab", "Del")


async def test_new_leader_is_leader_of_the_group_from_that_day(tmp_path: Path, clock: Clock) -> None:
    async with on_stage(_file(tmp_path, clock), clock=clock, under_way=False) as stage:
        await stage.press("Space")
        await stage.type("A ny leder Grete Fjørtoft")
        await stage.see("CHANGE OF LEADER", "new member and leader: Grete Fjørtoft")
        await stage.press("Enter")
        await stage.see("Stored: change of leader, group A")
        leaders = [member.name for member in stage.store.rows.find(Member, group_id="group-A") if member.leader]
        assert leaders == ["Grete Fjørtoft"]
        await stage.press("Esc", "Ctrl+Z")
        await stage.see("Grete Fjørtoft")
        await stage.press("Ctrl+Z")
        await stage.see("Undone")
        assert not stage.store.rows.find(Member, group_id="group-A", name="Grete Fjørtoft")


async def test_measurement_of_a_new_indicator_is_asked_about_first(tmp_path: Path, clock: Clock) -> None:
    async with on_stage(_file(tmp_path, clock), clock=clock, under_way=False) as stage:
        await stage.press("Space")
        await stage.type("B: måling: liggetid 12 3.2")
        await stage.press("Enter")
        await stage.see("measures nothing called “liggetid”")
        assert not stage.store.rows.find(Indicator, group_id="group-B", name="liggetid")
