"""The minutes hold everything that is for the network and nothing else, whatever field of whatever record it is in."""

from typing import get_args

import pytest

from nettverk_tui.documents.minutes.document import minutes
from nettverk_tui.language import Translator
from nettverk_tui.model.core import records
from nettverk_tui.model.core.records import Group, Rating, Said
from nettverk_tui.model.core.rows import MemoryRows
from nettverk_tui.model.core.values import Language, Layer
from nettverk_tui.resources import knowledge
from tests.documents.every_field import EARLIER, Field, Marked, everything, free_texts
from tests.documents.reading import foreign, visible
from tests.documents.small_network import ZONE
from tests.documents.test_markdown import NASTY, on_one_line

LANGUAGES: tuple[Language, ...] = get_args(Language)

#: The free texts that minutes may show. A new field of a record belongs here or in KEPT: somebody has to decide.
SHOWN: set[Field] = {
    (records.Network, "name"),
    (records.Network, "region"),
    (records.Facilitator, "name"),
    (records.Facilitator, "organisation"),
    (records.Group, "letter"),
    (records.Group, "unit"),
    (records.Group, "municipality"),
    (records.Member, "name"),
    (records.Member, "profession"),
    (records.Project, "area"),
    (records.Project, "aim"),
    (records.Gathering, "place"),
    (records.Gathering, "chair"),
    (records.Gathering, "minute_taker"),
    (records.Gathering, "recipients"),
    (records.ProgrammeItem, "title"),
    (records.Attendance, "guest"),
    (records.Attendance, "profession"),
    (records.StatusText, "text"),
    (records.Rating, "item"),
    (records.Rating, "reason"),
    (records.Note, "factor"),
    (records.Note, "text"),
    (records.Note, "answer"),
    (records.Advice, "factor"),
    (records.Advice, "text"),
    (records.Advice, "answer_reason"),
    (records.Action, "factor"),
    (records.Action, "text"),
    (records.Action, "who"),
    (records.Action, "outcome"),
    (records.Statement, "text"),
}
#: The free texts that minutes never show, in any layer.
KEPT: set[Field] = {
    (records.Network, "purpose"),
    (records.Network, "owner"),
    (records.Network, "funders"),
    (records.Network, "coordinator"),
    (records.Network, "unit_word"),
    (records.Network, "checklist"),
    (records.Milestone, "text"),
    (records.Candidate, "unit"),
    (records.Candidate, "municipality"),
    (records.Candidate, "reason"),
    (records.Group, "operating_model"),
    (records.Group, "staff_meetings"),
    (records.Project, "measures"),
    (records.Project, "result"),
    (records.Project, "remark"),
    (records.FlowChart, "content"),
    (records.Attendance, "cause"),
    (records.Statement, "factor"),
    (records.Contact, "topic"),
    (records.Contact, "agreed"),
    (records.GroupMeeting, "who"),
    (records.GroupMeeting, "text"),
    (records.Indicator, "name"),
    (records.Indicator, "unit"),
    (records.Indicator, "data_source"),
    (records.Measurement, "text"),
    (records.Event, "text"),
    (records.Event, "cause"),
    (records.Network, "limits"),
    (records.Network, "zone"),
    (records.Network, "quiet_weeks"),
    (records.FollowUpRating, "item"),
    (records.FollowUpRating, "reason"),
    (records.Dismissal, "key"),
    (records.Dismissal, "text"),
    (records.ResourceUse, "text"),
    (records.Continuation, "text"),
    (records.Minutes, "text"),
    (records.Minutes, "payload"),
}
#: Shown in private layers as well: that somebody was there is no secret, and a group that shares has shared its levels.
ALSO_PRIVATE: dict[Layer, set[Field]] = {
    "facilitators": {(records.Attendance, "guest"), (records.Attendance, "profession")},
    "group": {(records.Attendance, "guest"), (records.Attendance, "profession"), (records.Rating, "item")},
}


def written(marked: list[Marked], language: Language = "nb") -> str:
    rows = MemoryRows(each.record for each in marked)
    return minutes(rows, "gathering", Translator(language, ZONE), knowledge())


def found(marked: list[Marked], text: str) -> set[Field]:
    return {(type(each.record), name) for each in marked for name, marker in each.markers.items() if marker in text}


def has_layer(field: Field) -> bool:
    return "layer" in field[0].__struct_fields__


def test_every_free_text_has_been_decided_on() -> None:
    fields = free_texts()
    assert len(fields) == len(set(fields))
    assert set(fields) == SHOWN | KEPT
    assert not SHOWN & KEPT


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("layer", ["network", "across"])
def test_everything_for_the_network_is_there_and_nothing_else(layer: Layer, language: Language) -> None:
    marked = everything(layer)
    assert found(marked, written(marked, language)) == SHOWN


@pytest.mark.parametrize("layer", ["facilitators", "group"])
def test_nothing_from_a_private_layer_is_there(layer: Layer) -> None:
    marked = everything(layer)
    public = {field for field in SHOWN if not has_layer(field)}
    assert found(marked, written(marked)) == public | ALSO_PRIVATE[layer]


def test_every_single_thing_said_and_presented_is_there() -> None:
    marked = everything("network")
    text = written(marked)
    here = [each for each in marked if each.ties != EARLIER and isinstance(each.record, Said | records.StatusText)]
    assert [each.markers["text"] for each in here if each.markers["text"] not in text] == []


@pytest.mark.parametrize("shares", [False, None])
@pytest.mark.parametrize("layer", get_args(Layer))
def test_a_group_that_does_not_share_shows_no_rating(layer: Layer, shares: bool | None) -> None:
    marked = [each for each in everything(layer) if not isinstance(each.record, Group)]
    marked.append(
        Marked(
            Group(
                id="improvement_group", network_id="network", letter="A", position=1, unit="U", shares_ratings=shares
            ),
            {},
            "every",
        )
    )
    text = written(marked)
    ratings = [each for each in marked if isinstance(each.record, Rating)]
    assert ratings
    assert found(ratings, text) == set()


def test_no_adviser_rating_is_ever_shown() -> None:
    marked = everything("across")
    text = written(marked)
    of_advisers = [each for each in marked if isinstance(each.record, Rating) and each.record.rater == "adviser"]
    assert of_advisers
    assert found(of_advisers, text) == set()


def test_no_field_can_bring_markup_into_the_minutes() -> None:
    nasty = " ".join(NASTY)
    marked = everything("network", lambda marker: f"- {marker} {nasty}\\")
    text = written(marked)
    assert foreign(text) == set()
    shown = on_one_line(visible(text))
    as_typed = {
        (type(each.record), name)
        for each in marked
        for name, marker in each.markers.items()
        if on_one_line(f"- {marker} {nasty}\\") in shown
    }
    assert as_typed == SHOWN
