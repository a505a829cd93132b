"""The network at a glance, page by page."""

from pathlib import Path

from nettverk_tui.exchange.demo.file import make_demo
from tests.support.networks import network_records, store_with
from tests.support.stage import Clock, on_stage


async def test_board_of_a_whole_year_has_nine_pages(tmp_path: Path) -> None:
    path = tmp_path / "demo.db"
    make_demo(path, "finished")
    async with on_stage(path, under_way=False, size=(80, 24)) as stage:
        await stage.press("Tab", "b")
        await stage.see("Where the groups stand (1 of 9)", "Leadership", "F ▒▒▒▒▒▒▒▒3▲")
        await stage.press("Tab", "n")
        # The one with the weakest factors first.
        await stage.look_until(lambda: stage.lines[4].strip().startswith("F"), "F first")
        await stage.press("→")
        await stage.see("What to ask about", "A reason for a conversation, no verdict")
        await stage.press("→")
        await stage.see("What they have measured", "A  Almelia legekontor", "median 44%")
        await stage.press("→")
        await stage.see("Progress from gathering to gathering", "Gathering 5")
        await stage.press("→")
        await stage.see("Each group’s factors", "Practical conditions")
        await stage.press("→")
        await stage.see("Who advised whom", "advisers")
        await stage.press("→")
        await stage.see("Hours (7 of 9)", "guidance")
        await stage.press("Tab", "c")
        await stage.see("Two gatherings side by side (8 of 9)", "Gathering 4 → gathering 5", "taken along")
        await stage.press("Tab", "c")
        await stage.see("Gathering 3 → gathering 5")
        await stage.look_until(lambda: any("▼" in line or "▲" in line for line in stage.lines[3:]), "what rose or fell")
        await stage.press("→")
        # The year is over: no pairs of groups are left to talk.
        await stage.see("Talks two and two (9 of 9)", "There is nothing to show here yet.")
        await stage.press("Esc")
        await stage.miss("Talks two and two")


async def test_board_proposes_pairs_of_groups_for_talks(tmp_path: Path) -> None:
    path = tmp_path / "demo.db"
    make_demo(path, "middle")
    async with on_stage(path, under_way=False, size=(80, 24)) as stage:
        await stage.press("Tab", "b", "←")
        await stage.see("Talks two and two (9 of 9)", "A Almelia legekontor + ", "Can help:", "A proposal from")


async def test_board_shows_factors_or_in_a_small_window_categories(tmp_path: Path) -> None:
    path = tmp_path / "demo.db"
    make_demo(path, "finished")
    async with on_stage(path, under_way=False, size=(120, 40)) as stage:
        await stage.press("Tab", "b", "Tab", "e")
        await stage.look_until(
            lambda: len(stage.lines[1].split()) > 8 or len(stage.lines[2].split()) > 8, "the factors"
        )
    async with on_stage(path, under_way=False, size=(40, 20)) as stage:
        await stage.press("Tab", "b", "Tab", "e")
        await stage.look_until(lambda: stage.lines[1].split() == ["T", "L", "R", "M", "V", "R3"], "the signs")


async def test_board_of_an_empty_network_says_so(file: Path, clock: Clock) -> None:
    from nettverk_tui.model.core.records import Advice, Indicator, Rating

    bare = [record for record in network_records(2) if not isinstance(record, Rating | Advice | Indicator)]
    store_with(file, [record for record in bare if type(record).__name__ != "Measurement"], now=clock).close()
    async with on_stage(file, clock=clock, under_way=False) as stage:
        await stage.press("Tab", "b")
        for page in range(7):
            if page == 1:
                # Members of a group are known, and that no meeting was recorded.
                await stage.see("What to ask about")
            else:
                await stage.see("There is nothing to show here yet.")
            await stage.press("→")
