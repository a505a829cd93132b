"""The minutes hold everything that is for the network and nothing else, for every field of every record."""

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

#: The free texts that minutes may show. A new field of a record must be added here or to KEPT.
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
#: Shown in private layers as well: attendance is no secret, and a group that shares has shared its levels.
ALSO_PRIVATE: dict[Layer, set[Field]] = {
    "facilitators": {(records.Attendance, "guest"), (records.Attendance, "profession")},
    "group": {(records.Attendance, "guest"), (records.Attendance, "profession"), (records.Rating, "item")},
}


def written(marked: list[Marked], language: Language = "nb") -> str:
    rows = MemoryRows(marked_record.record for marked_record in marked)
    return minutes(rows, "gathering", Translator(language, ZONE), knowledge())


def found(marked: list[Marked], text: str) -> set[Field]:
    return {
        (type(marked_record.record), name)
        for marked_record in marked
        for name, marker in marked_record.markers.items()
        if marker in text
    }


def has_layer(field: Field) -> bool:
    return "layer" in field[0].__struct_fields__


def test_every_free_text_is_listed_as_shown_or_kept() -> None:
    fields = free_texts()
    assert len(fields) == len(set(fields))
    assert set(fields) == SHOWN | KEPT
    assert not SHOWN & KEPT


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("layer", ["network", "across"])
def test_minutes_hold_every_text_for_the_network_and_no_other(layer: Layer, language: Language) -> None:
    marked = everything(layer)
    assert found(marked, written(marked, language)) == SHOWN


@pytest.mark.parametrize("layer", ["facilitators", "group"])
def test_minutes_hold_no_text_of_a_private_layer(layer: Layer) -> None:
    marked = everything(layer)
    public = {field for field in SHOWN if not has_layer(field)}
    assert found(marked, written(marked)) == public | ALSO_PRIVATE[layer]


def test_minutes_hold_every_entry_and_status_text_of_the_gathering() -> None:
    marked = everything("network")
    text = written(marked)
    here = [
        marked_record
        for marked_record in marked
        if marked_record.ties != EARLIER and isinstance(marked_record.record, Said | records.StatusText)
    ]
    assert [marked_record.markers["text"] for marked_record in here if marked_record.markers["text"] not in text] == []


@pytest.mark.parametrize("shares", [False, None])
@pytest.mark.parametrize("layer", get_args(Layer))
def test_minutes_show_no_rating_of_a_group_that_does_not_share(layer: Layer, shares: bool | None) -> None:
    marked = [marked_record for marked_record in everything(layer) if not isinstance(marked_record.record, Group)]
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
    ratings = [marked_record for marked_record in marked if isinstance(marked_record.record, Rating)]
    assert ratings
    assert found(ratings, text) == set()


def test_minutes_never_show_a_rating_by_an_adviser() -> None:
    marked = everything("across")
    text = written(marked)
    of_advisers = [
        marked_record
        for marked_record in marked
        if isinstance(marked_record.record, Rating) and marked_record.record.rater == "adviser"
    ]
    assert of_advisers
    assert found(of_advisers, text) == set()


def test_no_field_adds_markup_to_the_minutes() -> None:
    nasty = " ".join(NASTY)
    marked = everything("network", lambda marker: f"- {marker} {nasty}\\")
    text = written(marked)
    assert foreign(text) == set()
    shown = on_one_line(visible(text))
    as_typed = {
        (type(marked_record.record), name)
        for marked_record in marked
        for name, marker in marked_record.markers.items()
        if on_one_line(f"- {marker} {nasty}\\") in shown
    }
    assert as_typed == SHOWN
