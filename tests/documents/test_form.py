"""The paper form: the group's last answers, room for new ones, and no private text."""

import re

import pytest
from msgspec.structs import replace

from nettverk_tui.documents.form import form
from nettverk_tui.documents.html import page
from nettverk_tui.language import Translator
from nettverk_tui.model.core.records import Group, Indicator, Rating, Record, StatusText
from nettverk_tui.model.core.rows import MemoryRows
from nettverk_tui.model.core.values import Language
from nettverk_tui.model.gathering.room import read_room
from nettverk_tui.resources import knowledge
from tests.documents.small_network import THIRD, ZONE, small_network

_TAGS = {
    *("html", "head", "meta", "title", "style", "body", "h1", "h2", "p", "strong", "em", "br", "ul", "li"),
    *("table", "thead", "tbody", "tr", "th", "td", "!DOCTYPE"),
}
_NAMES = (
    "[/]",
    "<script>alert(1)</script>",
    '" onmouseover="alert(1)',
    "[x](javascript:alert(1))",
    "<https://example.org>",
    "![x](http://example.org/x.png)",
    "a | b | c",
    "</title><h6>",
)


def written(rows: MemoryRows, letter: str = "A", language: Language = "nb") -> str:
    room = read_room(rows, THIRD)
    assert room is not None
    group = room.lettered(letter)
    assert group is not None
    return form(rows, room, group, Translator(language, ZONE), knowledge())


def with_more(*records: Record) -> MemoryRows:
    rows = small_network()
    rows.put(records)
    return rows


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("nb", ("# Skjema for gruppe A: samling 3", "Gjort siden sist", "Sett ett kryss")),
        ("nn", ("# Skjema for gruppe A: samling 3", "Gjort sidan sist", "Set eitt kryss")),
        ("en", ("# Form for group A: gathering 3", "Done since last time", "Tick one")),
    ],
)
def test_form_has_its_words_and_answer_boxes_in_three_languages(language: Language, words: tuple[str, ...]) -> None:
    text = written(small_network(), language=language)
    for word in words:
        assert word in text
    assert text.count("☐ 1 ☐ 2 ☐ 3 ☐ 4 ☐ 0 ☐ x") == 8


def test_form_has_entries_and_answers_of_the_last_gathering() -> None:
    rows = with_more(
        StatusText(id="s", gathering_id="gathering-2", group_id="a", field="done", text="Ringt *alle* apotekene"),
        Rating(id="r", gathering_id="gathering-2", group_id="a", item="V1", rater="group", answer="level", level=2),
    )
    text = written(rows)
    assert "Sist: Ringt \\*alle\\* apotekene" in text
    assert re.search(r"\| V1 [^|]+ \| 2 \| ☐ 1", text)


def test_form_has_no_text_for_the_facilitators() -> None:
    rows = with_more(
        StatusText(
            id="s", gathering_id="gathering-2", group_id="a", field="done", text="QSECRET", layer="facilitators"
        ),
        Rating(
            id="r", gathering_id="gathering-2", group_id="a", item="T1", rater="adviser", answer="level", level=1,
            reason="QREASON", layer="facilitators",
        ),
    )  # fmt: skip
    text = written(rows)
    assert "QSECRET" not in text
    assert "QREASON" not in text
    assert re.search(r"\| T1 [^|]+ \| 1 \|", text) is None


def test_form_has_a_line_for_each_indicator_or_room_when_there_is_none() -> None:
    share = Indicator(id="i", group_id="a", name="Gjennomganger", kind="proportion", unit="%")
    count = Indicator(id="j", group_id="a", name="Samtaler", kind="count", position=2)
    text = written(with_more(share, count))
    assert re.search(r"\*\*Gjennomganger\*\* .* av (\\_)+", text)
    assert re.search(r"\*\*Samtaler\*\* .*Verdi: (\\_)+", text)
    assert "Hva gruppen måler" in written(small_network(), "C")


@pytest.mark.parametrize("name", _NAMES)
def test_names_are_escaped_in_the_html_form(name: str) -> None:
    rows = small_network()
    group = rows.get(Group, "a")
    assert group is not None
    rows.put([replace(group, unit=name)])
    html = page(written(rows), name, "nb")
    tags = set(re.findall(r"<\s*/?\s*([a-zA-Z!][\w-]*)", html))
    assert tags <= _TAGS, tags
    assert "default-src &#x27;none&#x27;" in html
    assert "href" not in html
    assert "src=" not in html
