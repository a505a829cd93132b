"""The limits and quiet weeks of a network: typed in three languages, stored in one, never a fatal error."""

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from nettverk_tui.model.core.messages import Message
from nettverk_tui.model.core.records import Network
from nettverk_tui.model.core.values import Language
from nettverk_tui.model.network.thresholds_text import (
    kept_limits,
    kept_quiet_weeks,
    read_limits,
    read_quiet_weeks,
    thresholds_of,
    typed_limits,
    typed_quiet_weeks,
)
from nettverk_tui.model.network.warning_thresholds import QuietWeeks, Thresholds

USUAL = Thresholds()
LANGUAGES: tuple[Language, ...] = ("nb", "nn", "en")


@pytest.mark.parametrize(
    ("text", "fields"),
    [
        ("", {}),
        ("veiledning 14/28", {"guidance_days": 14, "guidance_first_days": 28}),
        ("Guidance 14 / 28; frist 7", {"guidance_days": 14, "guidance_first_days": 28, "overdue_days": 7}),
        ("rettleiing 40", {"guidance_days": 40, "guidance_first_days": 40}),
        ("guidance 10", {"guidance_days": 10, "guidance_first_days": 35}),
        ("møte 30, fellesmøte 60", {"meeting_days": 30, "staff_meeting_days": 60}),
        ("moved 1/2, members 2", {"moved": 1, "moved_first": 2, "fewest_members": 2}),
        ("faggrupper 0", {"required": ()}),
    ],
)
def test_limits_are_read_in_three_languages(text: str, fields: dict[str, object]) -> None:
    assert read_limits(text) == msgspec.structs.replace(USUAL, **fields)


@pytest.mark.parametrize(
    "text",
    ["guidance", "21", "guidance 0", "guidance 28/14", "meeting 28/35", "overdue 366", "hva som helst 3", "x" * 500],
)
def test_invalid_limit_is_refused_with_its_sentence(text: str) -> None:
    assert isinstance(read_limits(text), Message)


@pytest.mark.parametrize(
    ("text", "quiet"),
    [
        ("", QuietWeeks()),
        ("27-32, 52-1, påske", QuietWeeks()),
        ("8", QuietWeeks(((8, 8),), easter=False)),
        ("28–31; easter", QuietWeeks(((28, 31),))),
        ("ingen", QuietWeeks((), easter=False)),
    ],
)
def test_quiet_weeks_are_read_in_three_languages(text: str, quiet: QuietWeeks) -> None:
    assert read_quiet_weeks(text) == quiet


@pytest.mark.parametrize("text", ["54", "0-3", "sommer", "27-", "none, 8"])
def test_invalid_quiet_weeks_are_refused_with_their_sentence(text: str) -> None:
    assert isinstance(read_quiet_weeks(text), Message)


@pytest.mark.parametrize("language", LANGUAGES)
@given(
    st.builds(
        Thresholds,
        guidance_days=st.integers(1, 100),
        guidance_first_days=st.integers(100, 365),
        meeting_days=st.integers(1, 365),
        staff_meeting_days=st.integers(1, 365),
        overdue_days=st.integers(1, 365),
        moved=st.integers(1, 3),
        moved_first=st.integers(3, 9),
        fewest_members=st.integers(1, 9),
        required=st.sampled_from([(), USUAL.required]),
    ),
    st.builds(QuietWeeks, st.tuples(st.tuples(st.integers(1, 53), st.integers(1, 53))), st.booleans()),
)
def test_shown_limits_and_weeks_read_back_equal(language: Language, limits: Thresholds, quiet: QuietWeeks) -> None:
    assert read_limits(typed_limits(limits, language)) == limits
    assert read_quiet_weeks(typed_quiet_weeks(quiet, language)) == quiet
    kept = Network(id="n", name="N", limits=kept_limits(limits), quiet_weeks=kept_quiet_weeks(quiet))
    assert thresholds_of(kept) == msgspec.structs.replace(limits, quiet=quiet)


@given(st.text(max_size=60))
def test_unreadable_stored_limits_fall_back_to_the_usual_ones(text: str) -> None:
    assert isinstance(thresholds_of(Network(id="n", name="N", limits=text, quiet_weeks=text)), Thresholds)


def test_usual_limits_and_weeks_are_stored_as_empty_text() -> None:
    assert (kept_limits(USUAL), kept_quiet_weeks(QuietWeeks())) == ("", "")
    assert thresholds_of(None) == thresholds_of(Network(id="n", name="N")) == USUAL
