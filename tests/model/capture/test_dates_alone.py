"""A date that is the whole text, as the answer to a question."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nettverk_tui.model.capture import Due, date_in
from tests.model.capture.capture_table import CASES

#: A Monday.
TODAY = "2026-11-23"


@pytest.mark.parametrize(
    ("text", "on"),
    [
        ("6/3", "2027-03-06"),
        (" 6.3. ", "2027-03-06"),
        ("6/3-28", "2028-03-06"),
        ("2027-03-06", "2027-03-06"),
        ("6. mars", "2027-03-06"),
        ("the 6th of March", "2027-03-06"),
        ("fre", "2026-11-27"),
        ("Neste  fredag", "2026-12-04"),
        ("uke 50", "2026-12-11"),
        ("veke 50", "2026-12-11"),
        ("+2u", "2026-12-07"),
        ("om 10 dager", "2026-12-03"),
        ("i morgen", "2026-11-24"),
        ("frist 6/3", "2027-03-06"),
        ("innen fre", "2026-11-27"),
        (":fre", "2026-11-27"),
        ("by Friday", "2026-11-27"),
        # Within the last thirty days: that one is meant.
        ("16/11", "2026-11-16"),
    ],
)
def test_date_alone_is_read_in_every_form(text: str, on: str) -> None:
    due = date_in(text, TODAY)
    assert due is not None
    assert (due.kind, due.on) == ("date", on)


@pytest.mark.parametrize(
    "text", ["neste samling", "Neste gang", "til neste samling", "next gathering", "neste samlinga"]
)
def test_words_for_the_next_gathering_are_due_there_without_a_date(text: str) -> None:
    assert date_in(text, TODAY) == Due("next_gathering", None, None)


@pytest.mark.parametrize(
    "text", ["", " ", "30/2", "2027-02-30", "fre x", "x fre", "Ring fre", "6", "6/3 7/3", "29 %", "neste", "@Kari 6/3"]
)
def test_date_alone_with_other_text_is_not_read(text: str) -> None:
    assert date_in(text, TODAY) is None


@given(st.text(max_size=30) | st.sampled_from([case.data["line"] for case in CASES]), st.dates().map(str))
def test_reading_a_date_alone_never_raises(text: str, today: str) -> None:
    due = date_in(text, today)
    assert due is None or due.kind == "next_gathering" or due.on
