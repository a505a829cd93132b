"""The bank of advice by keys: by factor, by outcome, and one key to give it again in a gathering."""

from pathlib import Path

import msgspec

from nettverk_tui.model.core.records import Advice, Gathering, Group, Network, Rating
from tests.support.rooms import room_at
from tests.support.stage import Clock, on_stage


def _extra(clock: Clock) -> tuple[Network | Group | Advice | Rating, ...]:
    return (
        Network(id="other", name="Hemmelig nettverk"),
        Group(id="z", network_id="other", letter="Z", unit="Hemmelig kontor", position=1),
        Advice(
            id="across",
            group_id="z",
            at=clock(),
            giver="group",
            text="[b]Heng opp skjemaet",
            factor="M6",
            layer="across",
        ),
        Advice(
            id="helped",
            group_id="group-B",
            gathering_id="first",
            at=clock(),
            giver="group",
            text="La lederen åpne møtet",
            factor="M5",
            answer="take_along",
            outcome="helped",
        ),
        Advice(id="private", group_id="group-B", at=clock(), giver="adviser", text="Hvisket", layer="facilitators"),
        Rating(id="r", gathering_id="first", group_id="group-B", item="M5", rater="group", answer="level", level=2),
    )


async def test_bank_lists_advice_by_factor_and_by_outcome(tmp_path: Path, clock: Clock) -> None:
    path = room_at(tmp_path / "network.db", None, clock=clock, extra=_extra(clock))
    async with on_stage(path, clock=clock, under_way=False) as stage:
        await stage.press("Tab", "a")
        await stage.see(
            "Advice · all factors", "#M5 La lederen åpne møtet", "to B, ", "helped", "% Hvisket", "level 2 then"
        )
        await stage.see("#M6 [b]Heng opp skjemaet", "a GP office")
        await stage.miss("Hemmelig")
        await stage.press("Tab", "o")
        await stage.see("what helped", "La lederen åpne møtet")
        await stage.miss("Heng opp")
        await stage.press("Tab", "o", "Tab", "f")
        await stage.see("Advice · M ", "La lederen")
        await stage.press("enter")
        await stage.see("In the advice step of a gathering")
        await stage.press("↓", "f1")
        await stage.see("The bank of advice", "never proof")


async def test_one_key_gives_advice_again_in_the_advice_step(tmp_path: Path, clock: Clock) -> None:
    path = room_at(tmp_path / "network.db", "peers", "A", clock=clock, extra=_extra(clock))
    async with on_stage(path, clock=clock) as stage:
        before = len(stage.store.rows.find(Advice, group_id="group-A"))
        await stage.press("Tab", "A")
        await stage.see("#M5 La lederen åpne møtet", "Enter give it again")
        await stage.miss("Hvisket")
        await stage.miss("level 2")
        await stage.press("enter")
        await stage.see("Given again: La lederen åpne møtet")
        found = stage.store.rows.find(Advice, group_id="group-A")
        assert len(found) == before + 1
        assert (found[-1].text, found[-1].factor, found[-1].giver) == ("La lederen åpne møtet", "M5", "adviser")
        await stage.press("Tab", "A", "escape")
        await stage.see("La lederen åpne møtet")
        assert len(stage.store.rows.find(Advice, group_id="group-A")) == before + 1


def _steps(group: str, gatherings: tuple[str, str], levels: tuple[int, int], item: str) -> tuple[Rating, ...]:
    return tuple(
        Rating(
            id=f"{group}{id}{item}",
            gathering_id=id,
            group_id=group,
            item=item,
            rater="group",
            answer="level",
            level=level,
        )
        for id, level in zip(gatherings, levels, strict=True)
    )


async def test_small_counts_of_other_networks_are_not_shown(tmp_path: Path, clock: Clock) -> None:
    other = {"network_id": "other", "kind": "middle", "state": "closed"}
    held = tuple(
        msgspec.convert(
            {"id": f"o{n}", "number": n, "starts_on": f"2021-0{n}-01", "ends_on": f"2021-0{n}-01", **other}, Gathering
        )
        for n in (1, 2)
    )
    groups = tuple(
        Group(id=f"z{n}", network_id="other", letter=chr(75 + n), unit=f"Z{n}", position=n) for n in range(1, 7)
    )

    def path(name: str, count: int) -> Path:
        rated = tuple(one for n in range(1, count + 1) for one in _steps(f"z{n}", ("o1", "o2"), (2, 3), "M1"))
        extra = (Network(id="other", name="Øst"), *groups, *held, *rated)
        return room_at(tmp_path / name, None, clock=clock, extra=extra)

    async with on_stage(path("few.db", 4), clock=clock, under_way=False) as stage:
        await stage.press("Tab", "a")
        await stage.see("Advice · all factors")
        await stage.miss("in the other networks")
    async with on_stage(path("more.db", 6), clock=clock, under_way=False) as stage:
        await stage.press("Tab", "a")
        await stage.see("in the other networks of the file rose", "6 of 6")
