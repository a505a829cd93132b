"""The demo network is complete and well-formed in every variant."""

from typing import Annotated, get_args, get_origin, get_type_hints

import msgspec
import pytest

from nettverk_tui.exchange.demo import Variant
from nettverk_tui.exchange.demo.group_shapes import GroupStory
from nettverk_tui.exchange.demo.shapes import GatheringsFile
from nettverk_tui.exchange.demo.story import load_story, parse
from nettverk_tui.model.core.records import UNIQUE, Action, Advice, Member, Note, Rating, Record, Statement
from nettverk_tui.model.core.text import clean
from nettverk_tui.resources import DataFault, data_folder, load_checklist
from tests.exchange.demo_rows import Demo, records

VARIANTS: tuple[Variant, ...] = ("middle", "start", "finished")


@pytest.fixture(scope="module")
def finished() -> Demo:
    return Demo("finished")


def references(kind: type[Record]) -> dict[str, str]:
    """The table each field of a record type refers to."""
    found: dict[str, str] = {}
    for field, hint in get_type_hints(kind, include_extras=True).items():
        for part in (hint, *get_args(hint)):
            for meta in getattr(part, "__metadata__", ()) if get_origin(part) is Annotated else ():
                if isinstance(meta, msgspec.Meta) and meta.extra and "references" in meta.extra:
                    found[field] = meta.extra["references"]
    return found


def test_references_of_records_are_found_in_their_annotations() -> None:
    assert references(Advice)["giver_group_id"] == "improvement_group"


@pytest.mark.parametrize("variant", VARIANTS)
def test_every_row_of_the_demo_comes_after_those_it_refers_to(variant: Variant) -> None:
    from nettverk_tui.model.core.records import TABLES

    seen: set[tuple[str, str]] = set()
    for record in records(variant):
        for field, table in references(type(record)).items():
            target = getattr(record, field)
            assert target is None or (table, target) in seen, (record, field)
        key = (TABLES[type(record)], record.id)
        assert key not in seen
        seen.add(key)


@pytest.mark.parametrize("variant", VARIANTS)
def test_unique_fields_of_the_demo_are_unique(variant: Variant) -> None:
    made = records(variant)
    assert len({record.id for record in made}) == len(made)
    for kind, fields in UNIQUE.items():
        keys = [tuple(getattr(row, field) for field in fields) for row in made if isinstance(row, kind)]
        whole = [key for key in keys if None not in key]
        assert len(whole) == len(set(whole)), kind


@pytest.mark.parametrize("variant", VARIANTS)
def test_every_record_of_the_demo_has_its_origin_and_valid_types(variant: Variant) -> None:
    for record in records(variant):
        assert record.origin in ("article", "illustrative")
        assert msgspec.convert(msgspec.structs.asdict(record), type(record)) == record


@pytest.mark.parametrize("variant", VARIANTS)
def test_every_text_of_the_demo_is_clean(variant: Variant) -> None:
    for record in records(variant):
        for value in msgspec.structs.asdict(record).values():
            if isinstance(value, str):
                assert value == clean(value) == value.strip()


@pytest.mark.parametrize("variant", VARIANTS)
def test_demo_is_equal_each_time_it_is_made(variant: Variant) -> None:
    assert records(variant) == records(variant)


@pytest.mark.parametrize("variant", VARIANTS)
def test_every_person_named_in_an_action_is_known(variant: Variant) -> None:
    demo = Demo(variant)
    for action in demo.all(Action):
        assert action.who_member_id or action.who_facilitator_id or action.who_role, action
        member = demo.rows.get(Member, action.who_member_id)
        assert member is None or (member.group_id == action.group_id and action.who in member.name.split())
        assert (action.due == "date") == (action.due_on is not None)
        assert (action.state == "open") == (action.closed_at is None)


@pytest.mark.parametrize("variant", VARIANTS)
def test_ratings_of_the_demo_use_items_of_the_checklist(variant: Variant) -> None:
    for rating in Demo(variant).all(Rating):
        assert rating.wording_version == load_checklist().item(rating.item).wording_version
        assert (rating.answer == "level") == (rating.level is not None)
        assert rating.layer == ("group" if rating.rater == "group" else "facilitators")


@pytest.mark.parametrize("number", range(1, 6))
def test_entries_belong_to_the_step_that_ran_at_their_time(finished: Demo, number: int) -> None:
    room = finished.room(number)
    entered = sorted((at, step_id) for step_id, at in room.clock.entered.items())
    for kind in (Note, Advice, Action, Statement):
        for said in finished.rows.find(kind, gathering_id=room.gathering.id):
            place = room.programme.place([step_id for at, step_id in entered if at <= said.at][-1])
            assert place is not None
            assert place.step.kind == said.step
            assert place.item.group_id in (None, said.group_id)


def test_fault_in_the_demo_files_is_reported_with_its_place() -> None:
    text = (data_folder() / "demo" / "group_b.toml").read_text("utf-8").replace("employees = 22", 'employees = "mange"')
    with pytest.raises(DataFault, match=r"demo/group_b\.toml: employees"):
        parse(text, "demo/group_b.toml", GroupStory)
    text = (data_folder() / "demo" / "gatherings.toml").read_text("utf-8").replace('"46:20"', '"46:99"')
    with pytest.raises(DataFault, match="item welcome"):
        parse(text, "demo/gatherings.toml", GatheringsFile)
    with pytest.raises(DataFault, match="not valid TOML"):
        parse("letter = ", "demo/group_b.toml", GroupStory)


def test_used_minutes_of_a_gathering_differ_from_the_plan(finished: Demo) -> None:
    for gathering in load_story().gatherings:
        took = sum(ms_ for item in gathering.items for ms_ in item.actual_ms)
        room = finished.room(gathering.number)
        planned = sum(place.step.planned_ms for place in room.programme.places)
        assert took != planned
        assert 0.9 < took / planned < 1.15
        assert sum(room.clock.spent.values()) == took
