"""The rows that the network may see: an allow-list of kinds, layers, and a group's consent."""

from typing import get_args

import pytest

from nettverk_tui.model.core.records import (
    Advice,
    Attendance,
    Contact,
    Event,
    Group,
    GroupMeeting,
    Measurement,
    Note,
    Rating,
    Record,
    ResourceUse,
)
from nettverk_tui.model.core.rows import MemoryRows
from nettverk_tui.model.core.values import Layer, Rater
from nettverk_tui.model.overview.visibility import NetworkRows

LAYERS: tuple[Layer, ...] = get_args(Layer)


def network(*records: Group | Rating | Note | Advice | Attendance) -> NetworkRows:
    return NetworkRows(MemoryRows(records))


@pytest.mark.parametrize(
    ("layer", "is_seen"), [("facilitators", False), ("group", False), ("network", True), ("across", True)]
)
def test_text_is_visible_to_the_network_by_its_layer(layer: Layer, is_seen: bool) -> None:
    note = Note(id="n", at=1, text="Sagt", layer=layer)
    advice = Advice(id="a", at=1, text="Råd", layer=layer, giver="adviser")
    rows = network(note, advice)
    assert list(rows.find(Note)) == ([note] if is_seen else [])
    assert rows.get(Advice, "a") == (advice if is_seen else None)


@pytest.mark.parametrize("layer", LAYERS)
@pytest.mark.parametrize("shares", [True, False, None])
@pytest.mark.parametrize("rater", get_args(Rater))
def test_levels_are_visible_with_consent_and_reasons_by_their_layer(
    layer: Layer, shares: bool | None, rater: Rater
) -> None:
    group = Group(id="g", network_id="w", letter="A", position=1, unit="Kontoret", shares_ratings=shares)
    rating = Rating(
        id="r",
        gathering_id="x",
        group_id="g",
        item="L1",
        rater=rater,
        answer="level",
        level=2,
        reason="Fordi",
        layer=layer,
    )
    seen = network(group, rating).get(Rating, "r")
    if not shares or rater == "adviser" or layer == "facilitators":
        assert seen is None
    else:
        assert seen is not None
        assert seen.level == 2
        assert seen.reason == ("" if layer == "group" else "Fordi")


@pytest.mark.parametrize("layer", LAYERS)
def test_attendance_is_visible_but_never_its_cause(layer: Layer) -> None:
    row = Attendance(id="t", gathering_id="x", member_id="m", presence="absent", cause="fravær", layer=layer)
    seen = network(row).get(Attendance, "t")
    assert seen is not None
    assert (seen.presence, seen.cause) == ("absent", "")


@pytest.mark.parametrize("layer", LAYERS)
def test_guidance_meetings_events_numbers_and_money_are_never_visible(layer: Layer) -> None:
    private: list[Record] = [
        Contact(id="1", group_id="g", on="2026-01-01", layer=layer),
        GroupMeeting(id="2", group_id="g", on="2026-01-01", layer=layer),
        Event(id="3", group_id="g", kind="leader_change", on="2026-01-01", layer=layer),
        Measurement(id="4", indicator_id="i"),
        ResourceUse(id="5", network_id="w", kind="guidance"),
    ]
    rows = NetworkRows(MemoryRows(private))
    assert [rows.get(type(row), row.id) for row in private] == [None] * len(private)
    assert [kind for kind in map(type, private) if rows.find(kind)] == []
