"""Every sentence msgspec may say about input becomes one of ours, with its place."""

import datetime
from typing import Annotated, Literal

import msgspec
import pytest

from nettverk_tui.model.core.faults import element, in_english, our_words
from nettverk_tui.model.core.messages import Message


class Inner(msgspec.Struct, forbid_unknown_fields=True):
    nb: Annotated[str, msgspec.Meta(pattern=r"\S")]
    nn: str


class Row(msgspec.Struct, forbid_unknown_fields=True, kw_only=True):
    id: str = ""
    text: Inner
    asked: tuple[Literal["first", "last"], ...] = ()
    whole: Annotated[int, msgspec.Meta(ge=1, lt=5)] = 1
    half: Annotated[float, msgspec.Meta(gt=0, multiple_of=0.5)] = 1
    word: Annotated[str, msgspec.Meta(min_length=1, max_length=3)] = "abc"
    longer: Annotated[str, msgspec.Meta(min_length=2, pattern="^[a-z]*$")] = "abc"
    maybe: str | None = None
    day: str | None = None
    several: Annotated[list[int], msgspec.Meta(min_length=2, max_length=3)] = msgspec.field(default_factory=list)
    some: Annotated[list[int], msgspec.Meta(min_length=1)] = msgspec.field(default_factory=list)
    pair: tuple[int, int] = (1, 2)
    by_name: dict[str, int] = msgspec.field(default_factory=dict)


class File(msgspec.Struct, forbid_unknown_fields=True):
    items: list[Row]
    rows: list[Row] = []


GOOD = {"id": "L1", "text": {"nb": "a", "nn": "b"}}
IN_L1 = [
    ({"text": {"nb": "a"}}, "item L1: text.nn is missing"),
    ({"text": {"nb": " ", "nn": "b"}}, "item L1: text.nb is empty"),
    ({"text": {"nb": "a", "nn": "b", "fr": "c"}}, "item L1: text.fr is not a known key"),
    ({"text": None}, "item L1: text must be a table, not nothing"),
    ({"stared": True}, "item L1: stared is not a known key"),
    ({"asked": ["first", "often"]}, "item L1: asked number 2 cannot be 'often'"),
    ({"asked": ["first", 3]}, "item L1: asked number 2 must be text, not a whole number"),
    ({"asked": "first"}, "item L1: asked must be a list, not text"),
    ({"whole": 0}, "item L1: whole must be 1 or more"),
    ({"whole": 5}, "item L1: whole must be 4 or less"),
    ({"whole": "1"}, "item L1: whole must be a whole number, not text"),
    ({"whole": 1.5}, "item L1: whole must be a whole number, not a number"),
    ({"whole": True}, "item L1: whole must be a whole number, not true or false"),
    ({"half": 0}, "item L1: half must be more than 0.0"),
    ({"half": 0.7}, "item L1: half must be a multiple of 0.5"),
    ({"word": "abcd"}, "item L1: word is longer than 3 characters"),
    ({"word": ""}, "item L1: word is empty"),
    ({"longer": "a"}, "item L1: longer is shorter than 2 characters"),
    ({"longer": "A1"}, "item L1: longer is not written in the right form"),
    ({"maybe": 1}, "item L1: maybe must be text or nothing, not a whole number"),
    ({"several": [1]}, "item L1: several has fewer than 2 entries"),
    ({"several": [1, 2, 3, 4]}, "item L1: several has more than 3 entries"),
    ({"some": []}, "item L1: some is empty"),
    ({"pair": [1]}, "item L1: pair must have exactly 2 entries"),
    ({"by_name": {"a": "x"}}, "item L1: by_name must be a whole number, not text"),
]


def said(data: object) -> str:
    with pytest.raises(msgspec.ValidationError) as caught:
        msgspec.convert(data, File)
    return in_english(our_words(caught.value, data).sentence())


@pytest.mark.parametrize(("change", "expected"), IN_L1, ids=[expected for _, expected in IN_L1])
def test_fault_in_an_item_is_named_in_our_words(change: dict[str, object], expected: str) -> None:
    assert said({"items": [{**GOOD, "id": "T1"}, {**GOOD, **change}]}) == expected


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        ([], "the file must be a table, not a list"),
        ({}, "items is missing"),
        ({"items": [], "itmes": []}, "itmes is not a known key"),
        ({"items": {}}, "items must be a list, not a table"),
        ({"items": [GOOD, "T2"]}, "item 2 must be a table, not text"),
        ({"items": [{"text": {"nb": "a"}}]}, "item 1: text.nn is missing"),
        ({"items": [{"id": "L1"}]}, "item L1: text is missing"),
        ({"items": [{"kind": "card"}]}, "item card: kind is not a known key"),
        ({"items": [], "rows": [{"id": "x"}]}, "rows number x: text is missing"),
        ({"items": [{"id": "x" * 90, "text": 1}]}, f"item {'x' * 39}…: text must be a table, not a whole number"),
        ({"items": [{"id": "a\x1b[2J\nb", "text": 1}]}, "item a b: text must be a table, not a whole number"),
        ({"items": [{"id": 7, "text": GOOD["text"]}]}, "item 1: id must be text, not a whole number"),
    ],
)
def test_fault_is_named_with_its_place(data: object, expected: str) -> None:
    assert said(data) == expected


def test_date_that_does_not_exist_is_named_in_our_words() -> None:
    with pytest.raises(msgspec.ValidationError) as caught:
        msgspec.convert("2005-02-30", datetime.date)
    assert in_english(our_words(caught.value).sentence("x.toml")) == "x.toml: the file is not a valid date or time"


def test_unrecognised_sentence_of_msgspec_still_gives_the_place() -> None:
    error = msgspec.ValidationError("A sentence from a later version - at `$.items[0].text`")
    assert in_english(our_words(error, {"items": [GOOD]}).sentence()) == "item L1: text cannot be read"


@pytest.mark.parametrize(
    ("raw", "with_data", "expected"),
    [
        (b'{"items": [', True, "a.json: the text ends too early"),
        (b'{"items": [\n\n x]}', True, "a.json: line 3: this is not valid JSON"),
        (b'{"items": [\n\n x]}', False, "a.json: byte 14: this is not valid JSON"),
    ],
)
def test_invalid_json_is_named_with_its_line_or_byte(raw: bytes, with_data: bool, expected: str) -> None:
    with pytest.raises(msgspec.DecodeError) as caught:
        msgspec.json.decode(raw, type=File)
    assert in_english(our_words(caught.value, raw if with_data else None).sentence("a.json")) == expected


def test_fault_is_translated_together_with_its_place() -> None:
    sentence = our_words(msgspec.ValidationError("Object missing required field `nn` - at `$.items[0]`")).sentence("f")
    assert sentence.text == "{where}: {rest}"
    inner = sentence.values["rest"]
    assert isinstance(inner, Message)
    assert inner.values["where"] == element("items", 1)


def test_braces_in_a_name_are_not_read_as_gaps() -> None:
    assert in_english(element("items", "{name} {0}")) == "item {name} {0}"
