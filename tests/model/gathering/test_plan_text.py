"""Text typed in the planner: minutes, times and items, in the words of all three languages, and refusals."""

from datetime import time

import pytest

from nettverk_tui.model.core.messages import Message
from nettverk_tui.model.core.values import ItemKind
from nettverk_tui.model.gathering.plan_text import Addition, TimeOfDay, read_addition, read_minutes, read_time
from nettverk_tui.model.gathering.timekeeping import MINUTE
from nettverk_tui.resources import knowledge

WORDS: dict[str, ItemKind] = {
    word.in_language(language).casefold(): text.kind
    for text in knowledge().gatherings.items
    for word in (text.short, text.name)
    for language in ("nb", "nn", "en")
}


def shown(read: object) -> object:
    return read.text if isinstance(read, Message) else read


@pytest.mark.parametrize(
    ("text", "steps", "minutes"),
    [
        ("25", 3, [25]),
        ("25 min", 3, [25]),
        ("3 7 4", 3, [3, 7, 4]),
        ("3, 7, 4", 3, [3, 7, 4]),
        ("3+7+4 minutter", 3, [3, 7, 4]),
        ("0", 1, [0]),
        ("600", 1, [600]),
    ],
)
def test_minutes_are_read(text: str, steps: int, minutes: list[int]) -> None:
    assert read_minutes(text, steps) == [number * MINUTE for number in minutes]


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("-5", "Minutes cannot be negative"),
        ("\N{MINUS SIGN}5", "Minutes cannot be negative"),
        ("", "is no number of minutes"),
        ("ti", "is no number of minutes"),
        ("2,5 x", "is no number of minutes"),
        ("3 7", "is no number of minutes"),
        ("٣", "is no number of minutes"),
        ("601", "more than any item takes"),
        ("300 300 1", "more than any item takes"),
        ("99999999999999999999", "is no number of minutes"),
    ],
)
def test_invalid_minutes_are_refused_with_their_sentence(text: str, sentence: str) -> None:
    assert sentence in str(shown(read_minutes(text, 3)))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("11.30", TimeOfDay(time(11, 30))),
        ("11:30", TimeOfDay(time(11, 30))),
        ("kl. 9", TimeOfDay(time(9))),
        ("9", TimeOfDay(time(9))),
        ("at 9", TimeOfDay(time(9))),
        ("dag 2 kl. 9.15", TimeOfDay(time(9, 15), 2)),
        ("day 2, 9:15", TimeOfDay(time(9, 15), 2)),
        ("0.00", TimeOfDay(time(0))),
        (" ", None),
    ],
)
def test_times_are_read(text: str, expected: TimeOfDay | None) -> None:
    assert read_time(text) == expected


@pytest.mark.parametrize("text", ["25.00", "9.60", "ni", "11.3", "9 9", "-1", "[/]"])
def test_invalid_times_are_refused_with_their_sentence(text: str) -> None:
    assert isinstance(read_time(text), Message)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("pause", Addition("break", "", 15)),
        ("Pause 20", Addition("break", "", 20)),
        ("lunsj", Addition("break", "Lunsj", 45)),
        ("Lunsj 60 kl. 11.30", Addition("break", "Lunsj", 60, TimeOfDay(time(11, 30)))),
        ("lunch 11:30 60 min", Addition("break", "Lunch", 60, TimeOfDay(time(11, 30)))),
        ("buffer 5", Addition("buffer", "", 5)),
        ("gruppearbeid: Flytdiagram 60", Addition("group_work", "Flytdiagram", 60)),
        ("group work Flow chart", Addition("group_work", "Flow chart", 60)),
        ("undervisning Måling 45", Addition("teaching", "Måling", 45)),
        ("opplæring: Indikatorar 2", Addition("teaching", "Indikatorar", 2)),
        ("Panelsamtale med pasientane 30", Addition("teaching", "Panelsamtale med pasientane", 30)),
        ("pausegymnastikk 5", Addition("teaching", "pausegymnastikk", 5)),
        ("løfter 3", Addition("promises", "", 3)),
        ("felles refleksjon 25", Addition("reflection", "", 25)),
        ("Buss dag 2 kl. 15", Addition("closing", "Buss", 0, TimeOfDay(time(15), 2))),
        ("b", Addition("relay", "", 30, None, "B")),
        ("B 25 kl. 9", Addition("relay", "", 25, TimeOfDay(time(9)), "B")),
        # A group that is not there is a title.
        ("Z", Addition("teaching", "Z", 45)),
        ("=HYPERLINK(1)", Addition("teaching", "=HYPERLINK(1)", 45)),
    ],
)
def test_items_are_read(text: str, expected: Addition) -> None:
    assert read_addition(text, WORDS, "ABC") == expected


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", "Say what it is"),
        ("45", "Say what it is"),
        ("pause -5", "Minutes cannot be negative"),
        ("pause 2400", "more than any item takes"),
        ("pause kl. 27", "Write a time such as"),
        ("x" * 121, "The title is longer than"),
    ],
)
def test_invalid_items_are_refused_with_their_sentence(text: str, sentence: str) -> None:
    assert sentence in str(shown(read_addition(text, WORDS, "ABC")))
