"""The second screen: the text that can reach it, its picture at every size, and how it follows the runner."""

import contextlib
import re
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, Literal, get_args, get_origin, get_type_hints

import msgspec
import pytest
from rich.cells import cell_len

from nettverk_tui.exchange.demo.file import make_demo
from nettverk_tui.language import Translator
from nettverk_tui.model.commands import CloseGathering
from nettverk_tui.model.core.records import (
    TABLES,
    Action,
    Event,
    Facilitator,
    Gathering,
    Group,
    Indicator,
    Measurement,
    Member,
    Network,
    ProgrammeItem,
    Project,
    Record,
    StatusText,
)
from nettverk_tui.model.core.rows import MemoryRows
from nettverk_tui.model.gathering.room import Room, read_room
from nettverk_tui.model.gathering.timekeeping import Clock as ProgrammeClock
from nettverk_tui.resources import knowledge
from nettverk_tui.store.file import CannotOpen
from nettverk_tui.store.schema import bare_type
from nettverk_tui.store.second_screen import SecondScreenReading
from nettverk_tui.store.store import Store
from nettverk_tui.tui.labels import PROGRESS_SIGNS
from nettverk_tui.tui.screens.runner.screen import RunnerScreen
from nettverk_tui.tui.second_screen import app as second_screen
from nettverk_tui.tui.second_screen.app import SecondScreenApp
from nettverk_tui.tui.second_screen.digits import large
from nettverk_tui.tui.second_screen.picture import picture, time_text
from nettverk_tui.tui.second_screen.published import VIEWS, Agreed, Line, Published, publish
from tests.support.networks import network_records, store_with
from tests.support.rooms import begin, room_at
from tests.support.stage import Clock, on_stage

NOW = 1_798_800_000_000
BOKMAL = Translator("nb")


# ── Text that cannot reach it ──


def free_texts(kind: type[Record]) -> list[str]:
    """The fields of a record that hold typed text."""
    names = []
    for name, hint in get_type_hints(kind).items():
        bare, _ = bare_type(hint)
        known = name in ("id", "letter", "checklist", "item", "factor") or name.endswith(("_id", "_on")) or name == "on"
        if bare is str and not known and get_origin(bare) is not Literal:
            names.append(name)
    return names


#: Fields the room may read, by record; of a status text, an action and an event only where their layer permits.
OPEN = {
    (Network, "name"),
    (Group, "unit"),
    # The name of the owner of an action.
    (Member, "name"),
    (Facilitator, "name"),
    # It is in the wording of every factor.
    (Network, "unit_word"),
    (ProgrammeItem, "title"),
    (Project, "area"),
    (Indicator, "name"),
    (Indicator, "unit"),
}


def marked(record: Record) -> Record:
    """Write into every free text whether it may be seen."""
    fields = {}
    for name in free_texts(type(record)):
        seen = (type(record), name) in OPEN
        if isinstance(record, StatusText):
            seen = record.field == "question" and record.layer in ("network", "across")
        if isinstance(record, Action):
            seen = name in ("text", "who") and record.layer in ("network", "across")
        if isinstance(record, Event):
            seen = name == "text" and record.kind == "change_started" and record.layer in ("network", "across")
        fields[name] = f"{'SEEN' if seen else 'HIDDEN'}-{TABLES[type(record)]}-{name}"
    return msgspec.structs.replace(record, **fields)


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> MemoryRows:
    """The demo in the middle of its day, all its texts marked; some of them in another layer than usual."""
    path = tmp_path_factory.mktemp("demo") / "demo.db"
    make_demo(path)
    with contextlib.closing(Store.open_reading(path)) as reading:
        records = [marked(record) for kind in TABLES for record in reading.rows.find(kind)]
    events = [record for record in records if isinstance(record, Event)]
    records.append(
        msgspec.structs.replace(
            marked(msgspec.structs.replace(events[0], kind="change_started", layer="network")), id="e"
        )
    )
    return MemoryRows(records)


def all_states(rows: MemoryRows) -> Iterator[Published]:
    """Every step of every gathering, running and paused, in every view, with every factor."""
    factors: list[str | None] = [None, *(item.id for item in knowledge().checklist.items)]
    for gathering in rows.find(Gathering):
        room = read_room(rows, gathering.id)
        assert room is not None
        yield from (publish(rows, room, knowledge(), NOW, view) for view in VIEWS)
        for place in room.programme.places:
            for phase in get_args(Literal["running", "paused"]):
                at = ProgrammeClock(
                    phase=phase, item_id=place.item.id, step_id=place.step.id, since=NOW, started_at=NOW
                )
                there = msgspec.structs.replace(room, clock=at)
                asked = factors if place.step.kind == "factors" and phase == "running" else factors[:1]
                for factor in asked:
                    for view in VIEWS if factor is None else ("follow",):
                        yield publish(rows, there, knowledge(), NOW, view, factor)


def test_public_text_and_no_private_text_reaches_the_second_screen(demo: MemoryRows) -> None:
    said, states = set(), 0
    for state in all_states(demo):
        text = msgspec.json.encode(state).decode()
        assert re.findall("HIDDEN[a-z_-]+", text) == []
        # Owners of actions are shown by name only in what the group takes along.
        besides = msgspec.json.encode(msgspec.structs.replace(state, agreed=())).decode()
        assert re.findall("SEEN-(?:member|facilitator|action)[a-z_-]*", besides) == []
        said |= {word for word in text.replace('"', " ").replace(",", " ").split() if "SEEN-" in word}
        states += 1
    assert states > 500
    told = " ".join(said)
    seen = (
        "network-name",
        "project-area",
        "status_text-text",
        "indicator-name",
        "event-text",
        "action-text",
        "member-name",
    )
    for expected in seen:
        assert expected in told


def test_question_of_the_layer_group_is_not_shown(demo: MemoryRows) -> None:
    private = [
        msgspec.structs.replace(status, layer="group", text="HIDDEN-question")
        for status in demo.find(StatusText, field="question")
    ]
    rows = MemoryRows([*(row for kind in TABLES for row in demo.find(kind)), *private])
    assert all("HIDDEN" not in msgspec.json.encode(state).decode() for state in all_states(rows))


def test_heat_map_has_the_groups_that_share_in_letter_order(demo: MemoryRows) -> None:
    gathering = next(row for row in demo.find(Gathering) if row.number == 3)
    room = read_room(demo, gathering.id)
    assert room is not None
    heat = publish(demo, room, knowledge(), NOW, "heat").heat
    assert heat is not None
    agreed = sorted(group.letter for group in demo.find(Group) if group.shares_ratings)
    assert [row.letter for row in heat.rows] == agreed
    none = msgspec.structs.replace(
        room, groups=tuple(msgspec.structs.replace(g, shares_ratings=None) for g in room.groups)
    )
    nothing = publish(demo, none, knowledge(), NOW, "heat").heat
    assert nothing is not None
    assert nothing.rows == ()


def test_ratings_of_today_are_shown_after_the_turn(demo: MemoryRows) -> None:
    gathering = next(row for row in demo.find(Gathering) if row.number == 3)
    room = read_room(demo, gathering.id)
    assert room is not None
    fresh = msgspec.structs.replace(room, clock=ProgrammeClock())
    heat = publish(demo, fresh, knowledge(), NOW, "heat").heat
    assert heat is not None
    assert {row.gathering for row in heat.rows} == {2}


# ── The connection ──


def store_at(path: Path) -> Store:
    return Store.create(path, now=lambda: NOW, home=path.parent)


def test_connection_of_the_second_screen_reads_only_the_published_record(tmp_path: Path) -> None:
    store = store_at(tmp_path / "n.db")
    store.seed([Network(id="n", name="Hemmelig")])
    assert store.publish("{}")
    with contextlib.closing(SecondScreenReading.open(store.path)) as reading:
        assert reading.published() == "{}"
        connection: Any = reading._connection
        for asked in (
            "SELECT name FROM network",
            "SELECT payload FROM journal",
            "SELECT published FROM second_screen, network",
            "SELECT count(*) FROM sqlite_master",
            "PRAGMA table_info(network)",
            "UPDATE second_screen SET published = ''",
            "ATTACH ':memory:' AS other",
            "CREATE TABLE x (y)",
        ):
            with pytest.raises(sqlite3.DatabaseError):
                connection.execute(asked).fetchall()
        store.publish('{"more": 1}')
        assert reading.published() == '{"more": 1}'
    store.close()


def test_publishing_is_no_entry_and_no_news_for_other_windows(tmp_path: Path) -> None:
    store = store_at(tmp_path / "n.db")
    other = Store.open(store.path, now=lambda: NOW, home=tmp_path)
    before = store.last_seq()
    store.publish("{}")
    assert store.last_seq() == before
    assert list(other.news()) == []
    other.close()
    store.close()


_KILLED = """
import os, sqlite3, sys
connection = sqlite3.connect(sys.argv[1], isolation_level=None)
connection.execute("PRAGMA journal_mode = TRUNCATE")
connection.execute("PRAGMA cache_size = 1")
connection.execute("BEGIN IMMEDIATE")
connection.execute("UPDATE second_screen SET published = ?", ("x" * 1_000_000,))
connection.execute("CREATE TABLE filler (x)")
connection.execute("INSERT INTO filler VALUES (zeroblob(3000000))")
os._exit(9)
"""


def test_second_screen_reads_the_file_of_a_runner_killed_during_a_commit(tmp_path: Path) -> None:
    store = store_at(tmp_path / "n.db")
    store.publish("whole")
    store.close()
    killed = subprocess.run([sys.executable, "-c", _KILLED, str(store.path)], check=False)
    assert killed.returncode == 9
    assert (tmp_path / "n.db-journal").stat().st_size > 0
    with contextlib.closing(SecondScreenReading.open(store.path)) as reading:
        assert reading.published() == "whole"


def test_second_screen_refuses_a_file_of_another_program(tmp_path: Path) -> None:
    (tmp_path / "x.db").write_text("text")
    with pytest.raises(CannotOpen):
        SecondScreenReading.open(tmp_path / "x.db")


# ── The picture ──


def states(demo: MemoryRows) -> list[Published | None]:
    gathering = next(row for row in demo.find(Gathering) if row.number == 3)
    room: Room | None = read_room(demo, gathering.id)
    assert room is not None
    found: list[Published | None] = [None]
    for place in room.programme.places:
        at = ProgrammeClock(phase="running", item_id=place.item.id, step_id=place.step.id, since=NOW, started_at=NOW)
        there = msgspec.structs.replace(room, clock=at)
        found += [publish(demo, there, knowledge(), NOW, view, "L1") for view in VIEWS]
    return found


@pytest.mark.parametrize("size", [(40, 12), (40, 24), (80, 24), (120, 40), (240, 70), (10, 3), (1, 1)])
def test_second_screen_fits_every_size_and_is_never_empty(demo: MemoryRows, size: tuple[int, int]) -> None:
    width, height = size
    for state in states(demo):
        for later in (0, 60_000_000):
            lines = picture(state, NOW + later, width, height, BOKMAL, "plain")
            assert len(lines) <= height
            assert any(line.strip() for line in lines)
            if width >= 20:
                assert all(cell_len(line) <= width for line in lines), (state, lines)


def test_time_on_the_second_screen_runs_on_without_the_runner() -> None:
    state = Published("nb", title="Samling 3", heading="Gruppe B", step="Råd", ends_at=NOW + 90_000, budget_ms=90_000)
    assert large("1:30", 76, 12)[0] in "\n".join(picture(state, NOW, 80, 24, BOKMAL, "plain"))
    over = picture(state, NOW + 130_000, 20, 6, BOKMAL, "plain")
    assert "+0:40" in "\n".join(over)
    stands = msgspec.structs.replace(state, ends_at=None, left_ms=90_000)
    assert "1:30" in "\n".join(picture(stands, NOW + 999_000, 20, 6, BOKMAL, "plain"))


def test_time_left_and_time_used_add_up_to_the_step_at_every_moment() -> None:
    for budget in (180_000, 180_400, 61_999):
        state = Published("en", ends_at=NOW + budget, budget_ms=budget)
        for used in range(0, budget + 3_000, 137):
            minutes, seconds = map(int, time_text(state, NOW + used).removeprefix("+").split(":"))
            shown = minutes * 60 + seconds
            whole, taken = budget // 1000, used // 1000
            assert shown == (whole - taken if used <= budget else (used - budget) // 1000), (budget, used)


def test_time_over_is_marked_without_colour() -> None:
    state = Published("nb", title="Samling 3", heading="Gruppe B", ends_at=NOW + 60_000, budget_ms=60_000)
    for size in ((80, 24), (40, 12)):
        left = "\n".join(picture(state, NOW + 20_000, *size, BOKMAL, "plain"))
        over = "\n".join(picture(state, NOW + 100_000, *size, BOKMAL, "plain"))
        assert "█" in left
        assert "▒" not in left
        assert "█" not in over
        assert "▒" in over
        assert "over tiden" in over
    assert "+0:40 over tiden" in "\n".join(picture(state, NOW + 100_000, 30, 4, BOKMAL, "plain"))


def test_group_is_shown_with_letter_and_office_where_there_is_room() -> None:
    state = Published(
        "nb", title="Samling 3", heading="Gruppe B", office="Fjordbyen legesenter", area="Legemiddelsamstemming",
        step="Råd", ends_at=NOW + 60_000, budget_ms=60_000,
        following=Line("Gruppe C", "to_come", office="Dalen legekontor"),
        programme=(Line("Gruppe C", "to_come", NOW, "Dalen legekontor"),),
    )  # fmt: skip
    wide = "\n".join(picture(state, NOW, 80, 24, BOKMAL, "plain"))
    assert "Gruppe B · Fjordbyen legesenter · Legemiddelsamstemming" in wide
    assert "Neste: Gruppe C · Dalen legekontor" in wide
    narrow = picture(state, NOW, 40, 12, BOKMAL, "plain")
    assert [line.strip() for line in narrow if "B" in line or "Lege" in line][:2] == [
        "Gruppe B · Fjordbyen legesenter",
        "Legemiddelsamstemming",
    ]
    listed = picture(msgspec.structs.replace(state, view="programme"), NOW, 80, 24, BOKMAL, "plain")
    assert any("Gruppe C · Dalen legekontor" in line for line in listed)


@pytest.mark.parametrize("size", [(80, 24), (40, 12)])
def test_latest_actions_taken_along_are_shown_where_not_all_fit(size: tuple[int, int]) -> None:
    agreed = tuple(Agreed(f"Ringe apoteket om avtale nummer {n}", "Kari Nesse", "fre 4. desember") for n in range(12))
    state = Published(
        "nb", title="Samling 3", heading="Gruppe B", step="Dette tar vi med", agreed=agreed, ends_at=NOW + 60_000,
        budget_ms=60_000,
    )  # fmt: skip
    text = "\n".join(picture(state, NOW, *size, BOKMAL, "plain"))
    assert re.search(r"\+ Ringe apoteket om avtale nummer 11\n +Kari Nesse · fre 4. desember", text)
    assert "og " in text
    assert "nummer 0" not in text
    assert "1:00" in text or "█" in text
    few = msgspec.structs.replace(state, agreed=agreed[:1])
    assert "nummer 0" in "\n".join(picture(few, NOW, *size, BOKMAL, "plain"))


def test_digits_of_the_clock_grow_with_the_window() -> None:
    assert [len(large("12:34", width, 40)) for width in (20, 40, 80, 240)] == [1, 5, 10, 35]
    assert large("abc", 80, 24) == ["abc"]


# ── Following the runner ──


async def test_runner_publishes_the_chosen_view(tmp_path: Path) -> None:
    clock = Clock()
    path = room_at(tmp_path / "n.db", "questions", "A", clock=clock)
    with contextlib.closing(SecondScreenReading.open(path)) as reading:

        def published() -> Published:
            return msgspec.json.decode(reading.published() or '{"language": "en"}', type=Published)

        async with on_stage(path, clock=clock) as stage:
            await stage.look_until(lambda: reading.published() is not None, "something to be published")
            first = published()
            assert (first.view, first.heading[:7]) == ("follow", "Group A")
            await stage.press("Tab", "S")
            assert published().view == "programme"
            assert published().programme
            await stage.press("Tab", "B")
            assert published().view == "blank"
            await stage.press("Tab", "B")
            assert published().view == "programme"
            await stage.press("PgDn")
            await stage.look_until(lambda: published().step != first.step, "the next step to be published")


async def test_factor_in_focus_is_shown_in_words(tmp_path: Path) -> None:
    clock = Clock()
    path = room_at(tmp_path / "n.db", "factors", "A", clock=clock)
    with contextlib.closing(SecondScreenReading.open(path)) as reading:
        async with on_stage(path, clock=clock) as stage:
            await stage.look_until(
                lambda: "All relevant professional" in (reading.published() or ""), "the first factor"
            )
            await stage.press("↓")
            await stage.look_until(lambda: "The rest of the staff" in (reading.published() or ""), "the second factor")


async def test_second_screen_shows_the_published_record_and_can_be_blanked(tmp_path: Path) -> None:
    store = store_at(tmp_path / "n.db")
    state = Published("en", title="Gathering 3", heading="Group B", step="Advice", ends_at=NOW)
    store.publish(msgspec.json.encode(state).decode())
    app = SecondScreenApp(Translator("en"), SecondScreenReading.open(store.path))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()

        def text() -> str:
            return "\n".join(strip.text for strip in app.screen._compositor.render_strips())

        assert "Group B" in text()
        await pilot.press("Tab", "b")
        assert "Group B" not in text()
        await pilot.press("Tab", "b", "Tab", "l")
        assert "Group B" in text()
        store.publish("{not json")
        app.look()
        await pilot.pause()
        assert "Group B" in text()
    store.close()


async def test_second_screen_is_closed_by_ctrl_q_only(tmp_path: Path) -> None:
    store = store_at(tmp_path / "n.db")
    app = SecondScreenApp(Translator("en"), SecondScreenReading.open(store.path), now=lambda: NOW)

    def runs() -> bool:
        return app.is_running

    async with app.run_test(size=(80, 24)) as pilot:
        for key in ("escape", "q", "Q", "ctrl+c", "enter", "x"):
            await pilot.press(key)
        assert runs()
        strips = app.screen._compositor.render_strips()
        assert strips[-1].text.startswith("Ctrl and Q closes this window.")
        app._hide_hint()
        await pilot.pause()
        assert "Ctrl" not in app.screen._compositor.render_strips()[-1].text
        await pilot.press("ctrl+q")
        await pilot.pause()
        assert not runs()
    store.close()


async def test_second_screen_draws_only_on_a_change(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Reading a catalog and drawing the picture five times a second would cost more than the app."""
    store, made = store_at(tmp_path / "n.db"), list[str]()
    state = Published("nb", title="Samling 3", ends_at=NOW + 9_500, budget_ms=9_500)
    store.publish(msgspec.json.encode(state).decode())

    def noted(what: str, make: Callable[..., Any]) -> Callable[..., Any]:
        def making(*args: Any) -> Any:
            made.append(what)
            return make(*args)

        return making

    monkeypatch.setattr(second_screen, "Translator", noted("catalog", Translator))
    monkeypatch.setattr(second_screen, "picture", noted("picture", picture))
    at = NOW
    app = SecondScreenApp(Translator("en"), SecondScreenReading.open(store.path), now=lambda: at)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        assert made.count("catalog") == 1
        before = len(made)
        for _ in range(20):
            app.look()
            app._draw()
        assert len(made) == before
        at = NOW + 1_000
        app._draw()
        assert made[before:] == ["picture"]
    store.close()


async def test_agreed_actions_of_the_turn_are_published_at_once_without_private_ones(tmp_path: Path) -> None:
    clock = Clock()
    path = room_at(tmp_path / "n.db", "take_along", "A", clock=clock)
    with contextlib.closing(SecondScreenReading.open(path)) as reading:

        def agreed() -> tuple[Agreed, ...]:
            return msgspec.json.decode(reading.published() or '{"language": "en"}', type=Published).agreed

        async with on_stage(path, clock=clock) as stage:
            await stage.write("+ Ring apoteket @Åse :5/3")
            await stage.write("%+ Si fra til kommunen @Åse")
            await stage.write("+ Lag en liste")
            await stage.look_until(lambda: len(agreed()) == 2, "the actions to be published")
            assert agreed() == (Agreed("Ring apoteket", "Åse Ødegård", "Fri 5 March"), Agreed("Lag en liste"))
            await stage.press("PgDn")
            await stage.look_until(lambda: agreed() == (), "them to go with the step")


async def test_facilitator_is_told_why_a_chart_or_heat_map_cannot_be_shown(tmp_path: Path) -> None:
    clock = Clock()
    records = [
        record
        for record in network_records(2, language="en")
        if not (isinstance(record, Measurement) and record.indicator_id == "indicator-B")
    ]
    store = store_with(tmp_path / "n.db", records, now=clock)
    begin(store, "card", "A", clock)
    store.close()
    async with on_stage(tmp_path / "n.db", clock=clock) as stage:
        runner = stage.app.screen
        assert isinstance(runner, RunnerScreen)
        runner.action_second_screen()
        runner.action_second_screen()
        await stage.see("Second screen: the group’s chart")
        await stage.miss("Second screen: the group’s chart –")
        await stage.press("F8")
        await stage.see("Group B has measured nothing that can be drawn: the room sees the step")
        runner.action_second_screen()
        await stage.see("the heat map of the groups that agreed – no group has agreed to show its ratings")


async def test_progress_of_items_has_the_same_signs_on_both_screens(
    tmp_path: Path,
) -> None:
    clock = Clock()
    path = room_at(tmp_path / "n.db", "card", "A", clock=clock)
    async with on_stage(path, clock=clock, size=(120, 30)) as stage:
        runner = stage.app.screen
        assert isinstance(runner, RunnerScreen)
        for closed in (False, True):
            if closed:
                runner.send(CloseGathering(event_id="c", gathering_id=runner.gathering_id))
                await stage.miss("▶")
            else:
                await stage.press("F8", *["PgDn"] * 8)
            lines = publish(runner.rows, runner.room, knowledge(), clock(), "programme").programme
            expected = [PROGRESS_SIGNS[line.state] for line in lines]
            assert expected[:4] == ["·", "○", "✓" if closed else "▶", "·"]
            assert re.findall("[✓○▶·]", stage.lines[1]) == expected
            await stage.press("F6")
            shown = [line.strip()[:2] for line in stage.lines[4:]]
            assert all(f"{sign} " in shown for sign in expected)
            assert ("▶ " in shown) is not closed
            await stage.press("F6")


async def test_app_and_second_screen_change_seconds_together(tmp_path: Path) -> None:
    clock = Clock()
    path = room_at(tmp_path / "n.db", "card", "A", clock=clock)
    async with on_stage(path, clock=clock) as stage:
        runner = stage.app.screen
        assert isinstance(runner, RunnerScreen)
        began = runner.room.clock.since
        assert began is not None
        for passed in (0, 1, 130, 499, 500, 501, 970, 985, 999):
            clock.at = began + 7_000 + passed
            waits = runner.timekeeper.until_tick(0.5) * 1000
            assert 20 < waits <= 520
            # From tick to tick it comes to the moment at which the next second has been used.
            assert round(passed + waits) % 500 == 0


async def test_window_that_publishes_keeps_the_screen_until_another_chooses(tmp_path: Path) -> None:
    clock = Clock()
    path = room_at(tmp_path / "n.db", "questions", "A", clock=clock)
    with contextlib.closing(SecondScreenReading.open(path)) as reading:

        def published() -> Published:
            return msgspec.json.decode(reading.published() or '{"language": "en"}', type=Published)

        async with on_stage(path, clock=clock) as one:
            await one.press("Tab", "S")
            first = published()
            assert first.view == "programme"
            async with on_stage(path, clock=clock) as other:
                await other.press("PgDn")
                await other.pilot.pause(0.6)
                assert published().window == first.window
                # A choice in the other window takes the screen over.
                await other.press("Tab", "S")
                second = published()
                assert second.window != first.window
                await one.press("PgDn")
                await one.pilot.pause(0.6)
                assert published().window == second.window
