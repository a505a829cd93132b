"""One reader of dates: each form means the same everywhere, and is removed whole from the text it was read in."""

import tomllib
from datetime import date, timedelta
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from nettverk_tui.model.capture import CaptureContext, date_in, understand
from nettverk_tui.model.capture.parsed_line import ParsedLine
from nettverk_tui.model.core.dates import DAYS, Looking, Written, dates_in, whole_date
from nettverk_tui.model.core.messages import Message
from nettverk_tui.model.core.table import Table, remarks_on_dates
from nettverk_tui.model.measurement.measure_lines import day_first
from nettverk_tui.model.measurement.series_table import read_cell_day, read_series
from nettverk_tui.model.network.charter import read_milestones
from nettverk_tui.model.network.form import read_day, read_gatherings, read_period
from nettverk_tui.model.network.group_page import read_member, read_state
from nettverk_tui.model.search.query import understand_query
from tests.model.capture.capture_table import capture_context
from tests.model.spoken import english

_TABLE: dict[str, Any] = tomllib.loads(Path(__file__).with_name("date_forms.toml").read_text(encoding="utf-8"))
OTHER_WEEKDAY = "{words} is a {weekday}."


class Form(NamedTuple):
    """A form of date, the day it is typed on, and what it means."""

    today: date
    looking: Looking
    text: str
    #: None is no date at all; `exists` is False where there is no such date.
    on: date | None
    exists: bool = True
    weekday: str | None = None

    def __str__(self) -> str:
        return f"{self.today}-{self.looking}-{self.text}"


def _forms() -> list[Form]:
    found = []
    looking: Looking
    for day in _TABLE["days"]:
        for looking in ("ahead", "back"):
            for text, on, *weekday in day[looking]:
                known = on if isinstance(on, date) else None
                found.append(Form(day["today"], looking, text, known, on != "none", *weekday))
    return found


FORMS = _forms()
DATES = [form for form in FORMS if form.on is not None]


def weekday_said(message: Message | None) -> str | None:
    if message is None or message.text != OTHER_WEEKDAY:
        return None
    weekday = message.values["weekday"]
    assert isinstance(weekday, Message)
    return weekday.text


def test_table_of_date_forms_has_enough_rows() -> None:
    usual = date(2026, 11, 30)
    assert len(DATES) >= 120
    assert len([form for form in DATES if form.today != usual]) >= 120


@pytest.mark.parametrize("form", FORMS, ids=str)
def test_date_form_is_read_as_the_table_says(form: Form) -> None:
    found = whole_date(form.text, form.today, form.looking, linked=True)
    if form.on is None and form.exists:
        assert found is None
        return
    assert found is not None
    assert found.on == form.on
    assert weekday_said(found.remark) == form.weekday


def place(today: date) -> CaptureContext:
    """A gathering at which actions are collected, on another day."""
    import msgspec

    return msgspec.structs.replace(
        capture_context({"step": "take_along"}), today=today.isoformat(), next_gathering_on=None
    )


def due_of(parsed: ParsedLine) -> date | None:
    due = parsed.due
    return date.fromisoformat(due.on) if due is not None and due.on is not None else None


@pytest.mark.parametrize("form", [form for form in DATES if form.looking == "ahead"], ids=str)
def test_date_means_the_same_in_an_action_an_answer_a_contact_and_a_form(form: Form) -> None:
    for line, text in (
        (f"+ Ring apoteket frist {form.text}", "Ring apoteket"),
        (f"+ Ring apoteket frist {form.text} @Åse", "Ring apoteket"),
        (f"+ Ring apoteket innen {form.text}, og legen", "Ring apoteket, og legen"),
        (f"+ frist: {form.text}: ring apoteket", "ring apoteket"),
    ):
        parsed = understand(line, place(form.today))
        assert (due_of(parsed), parsed.text) == (form.on, text), line
        assert [weekday_said(warning) for warning in parsed.warnings if weekday_said(warning)] == [
            weekday for weekday in [form.weekday] if weekday
        ]
    answer = date_in(form.text, form.today.isoformat())
    assert answer is not None
    assert answer.on == str(form.on)
    found = whole_date(form.text, form.today, "ahead", linked=True)
    assert found is not None
    if found.kind in DAYS and not form.text.startswith(("til ", "i uke")):
        assert read_day(form.text, form.today) == form.on
    if found.kind not in ("length", "month"):
        contact = understand(f"kontakt: om tallene neste gang {form.text}", place(form.today))
        assert contact.held is not None
        assert (contact.held.next_on, contact.text) == (str(form.on), "om tallene")


# --- a date written in any of the forms is read back as itself

_LANGUAGES = ("nb", "nn", "en")


def listed(words: str) -> list[str]:
    return words.split()


_NORWEGIAN = "januar februar mars april mai juni juli august september oktober november desember"
_MONTHS = {
    "nb": listed(_NORWEGIAN),
    "nn": listed(_NORWEGIAN),
    "en": listed("January February March April May June July August September October November December"),
}
_WEEKDAYS = {
    "nb": listed("mandag tirsdag onsdag torsdag fredag lørdag søndag"),
    "nn": listed("måndag tysdag onsdag torsdag fredag laurdag sundag"),
    "en": listed("Monday Tuesday Wednesday Thursday Friday Saturday Sunday"),
}
_NUMBERS = {
    "nb": listed("null en to tre fire fem seks sju åtte ni ti elleve tolv tretten fjorten"),
    "nn": listed("null ein to tre fire fem seks sju åtte ni ti elleve tolv tretten fjorten"),
    "en": listed("no one two three four five six seven eight nine ten eleven twelve thirteen fourteen"),
}
#: next, week, in, days, day, weeks, tomorrow
_WORDS = {
    "nb": ("neste", "uke", "om", "dager", "dag", "uker", "i morgen"),
    "nn": ("neste", "veke", "om", "dagar", "dag", "veker", "i morgon"),
    "en": ("next", "week", "in", "days", "day", "weeks", "tomorrow"),
}


def ways_to_write(on: date, today: date, language: str) -> list[str]:
    """Every form that means this day when it is written today."""
    d, m, y = on.day, on.month, on.year
    month, weekday, words = _MONTHS[language][m - 1], _WEEKDAYS[language][on.weekday()], _WORDS[language]
    following, week, ahead, several, one, more, tomorrow = words
    iso = on.isocalendar()
    numbers = [
        f"{d}.{m}.{y}", f"{d:02}.{m:02}.{y}", f"{d}.{m}.{y % 100:02}", f"{d}/{m}-{y}", f"{d}/{m}-{y % 100:02}",
        f"{d}/{m}/{y}", f"{d}-{m}-{y}", f"{d}. {m}. {y}", on.isoformat(), f"{y}/{m:02}/{d:02}",
        f"{y}-W{iso.week:02}-{iso.weekday}" if iso.year == y else on.isoformat(),
    ]  # fmt: skip
    named = [f"{d}. {month} {y}", f"den {d}. {month} {y}", f"{d} {month} {y}", f"{d}. {month} -{y % 100:02}"]
    named += [f"{month} {d}, {y}", f"the {d}th of {month} {y}"] if language == "en" else []
    named += [f"{d}. {month[:3]}. {y}", f"{d} {month[:3].upper()} {y}"]
    found = [*numbers, *named]
    found += [f"{weekday} {day}" for day in (*numbers, *named)]
    found += [f"{weekday[:3]} {day}" for day in named] + [f"{named[0]} ({weekday})", f"{weekday}, {named[0]}"]
    found += [f"{weekday} {week} {iso.week} {iso.year}", f"{week} {iso.week} {iso.year} {weekday}"]
    days = (on - today).days
    weeks = (on - timedelta(on.weekday()) - today + timedelta(today.weekday())).days // 7
    if 0 <= days <= 300:
        found += [
            f"{d}.{m}",
            f"{d}.{m}.",
            f"{d}/{m}",
            f"{d}. {month}",
            f"{weekday} {d}/{m}",
            f"{weekday[:3]} {d}. {month}",
        ]
        found += [f"{ahead} {days} {several}", f"+{days}d"]
    if 0 < days < 15:
        found += [f"{ahead} {_NUMBERS[language][days]} {one if days == 1 else several}"]
    if 0 < days <= 7:
        found += [weekday, f"{weekday[:3]}", f"på {weekday}" if language != "en" else f"on {weekday}"]
    if weeks == 1:
        found += [f"{following} {weekday}", f"{weekday} {following} {week}"]
    if 1 < weeks < 15:
        found += [f"{ahead} {_NUMBERS[language][weeks]} {more} {weekday}"]
        found += [f"{weekday} {ahead} {weeks} {more}"]
    return found + [tomorrow] * (days == 1)


@given(
    st.dates(date(2005, 1, 1), date(2060, 12, 31)),
    st.integers(-40, 330),
    st.sampled_from(_LANGUAGES),
    st.data(),
)
@settings(deadline=None, max_examples=600)
def test_date_written_in_any_form_is_read_back_and_leaves_no_text(
    today: date, days: int, language: str, data: Any
) -> None:
    on = today + timedelta(days)
    form = data.draw(st.sampled_from(ways_to_write(on, today, language)))
    mark = data.draw(st.sampled_from(["frist", "innen", "frist:", "by", "due", "innan"]))
    before, after = data.draw(
        st.sampled_from([("Ring apoteket", ""), ("Ring apoteket", " og legen"), ("", "ring apoteket")])
    )
    assume(not (before == "" and form[-1] == "."))
    parsed = understand(f"+ {before} {mark} {form}{',' if not before else ''} {after.strip()}", place(today))
    assert due_of(parsed) == on
    assert parsed.text == (before + after).strip()
    assert [warning for warning in parsed.warnings if warning.text == OTHER_WEEKDAY] == []


@given(st.dates(date(2005, 1, 1), date(2060, 12, 31)), st.integers(0, 300), st.sampled_from(_LANGUAGES), st.data())
@settings(deadline=None, max_examples=300)
def test_date_after_a_name_needs_no_word_before_it(today: date, days: int, language: str, data: Any) -> None:
    on = today + timedelta(days)
    # +10d behind a name could be more of something; short weekdays could be words.
    forms = [form for form in ways_to_write(on, today, language) if form[0] != "+" and len(form) > 3]
    parsed = understand(f"+ Ring apoteket @Åse {data.draw(st.sampled_from(forms))}", place(today))
    assert (due_of(parsed), parsed.text) == (on, "Ring apoteket")
    assert [who.name for who in parsed.who] == ["Åse Bjørnøy"]


@given(st.dates(date(2005, 1, 1), date(2060, 12, 31)), st.integers(1, 6), st.sampled_from(_LANGUAGES))
def test_weekday_that_does_not_match_is_warned_of_and_the_date_counts(on: date, later: int, language: str) -> None:
    other = _WEEKDAYS[language][(on.weekday() + later) % 7]
    for form in (f"{other} {on.day}.{on.month}.{on.year}", f"{on.isoformat()} ({other})"):
        found = whole_date(form, on - timedelta(20), "ahead")
        assert found is not None
        assert found.on == on
        assert weekday_said(found.remark) == _WEEKDAYS["en"][on.weekday()]


# --- text that is no date


@pytest.mark.parametrize(
    "text",
    [
        "2 av 3 leger var her", "15 min telefon", "B 15", "se § 10.12", "§10.12", "blodtrykk 120/80", "14/48 svarte",
        "versjon 3.11", "v3.11", "Python 3.11.4", "punkt 3.2", "kl. 10.12", "at 10.12", "10.12 mmol", "3.11 kg",
        "2/3 av legene", "10,12 kr", "10.12 %", "tlf 22 12 12 12", "20261210", "1-2 ganger", "side 3.4", "ca. 3.4",
        "man skal",
        "Tor ringer", "sun and sat", "mar og des", "https://a.no/10.12", "a.10.12", "10.12.x", "e-post", "R 1.2.3",
    ],
)  # fmt: skip
def test_text_that_only_looks_like_a_date_is_not_read_as_one(text: str) -> None:
    found = [
        date_found
        for date_found in dates_in(text, date(2026, 11, 30), "back")
        if date_found.plausible and date_found.kind != "weekday"
    ]
    assert found == []


@given(st.text(max_size=60), st.dates(), st.sampled_from(["ahead", "back"]))
@settings(deadline=None, max_examples=300)
def test_finding_dates_in_any_text_never_raises(text: str, today: date, looking: Looking) -> None:
    for found in (whole_date(text, today, looking, linked=True), *dates_in(text, today, looking)):
        assert found is None or isinstance(found, Written)


@given(
    st.lists(
        st.sampled_from(
            listed("fredag tor 10 . 12 / - 2026 26 om to uker neste uke 50 slutten av måneden jul den ( ) , før 31 1")
        ),
        max_size=9,
    ),
    st.sampled_from([date.min, date(2026, 12, 31), date(2028, 2, 29), date.max]),
    st.sampled_from(["ahead", "back"]),
)  # fmt: skip
@settings(deadline=None, max_examples=500)
def test_span_of_a_found_date_is_where_the_text_has_it(words: list[str], today: date, looking: Looking) -> None:
    text = " ".join(words)
    end = 0
    for found in dates_in(text, today, looking):
        assert end <= found.start < found.end <= len(text)
        assert (found.on is None) == (found.first is None) == (found.last is None)
        if found.on is not None and found.first is not None and found.last is not None:
            assert found.first <= found.on <= found.last
        end = found.end


# --- the same in forms, tables and filters

MONDAY = date(2026, 11, 30)


def test_network_form_takes_gathering_dates_in_any_form() -> None:
    found, faults = read_gatherings(
        "tirsdag 15. desember kl. 9, 12.–13. januar 2027, 10.3.27, Thu 8 April 2027", MONDAY
    )
    assert not faults
    assert [(gathering.starts_on, gathering.ends_on, gathering.at) for gathering in found] == [
        ("2026-12-15", "2026-12-15", "09:00"),
        ("2027-01-12", "2027-01-13", None),
        ("2027-03-10", "2027-03-10", None),
        ("2027-04-08", "2027-04-08", None),
    ]


@pytest.mark.parametrize("text", ["mars 2027", "uke 3", "neste måned", "to uker"])
def test_gathering_without_a_day_is_refused(text: str) -> None:
    assert len(read_gatherings(text, MONDAY)[1]) == 1


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("15.1.2027–31.12.2027", "2027-01-15", "2027-12-31"),
        ("2027-01-15 – 2027-12-31", "2027-01-15", "2027-12-31"),
        ("2027-01-15–2027-12-31", "2027-01-15", "2027-12-31"),
        ("15/1-27 til 31/12-27", "2027-01-15", "2027-12-31"),
        ("januar–desember 2027", "2027-01-01", "2027-12-31"),
        ("fre 15. januar – ons 30. juni 2027", "2027-01-15", "2027-06-30"),
        ("30.12–2.1.2027", "2026-12-30", "2027-01-02"),
        ("15.11–15.1.2028", "2027-11-15", "2028-01-15"),
        ("1.3–31.12.2028", "2028-03-01", "2028-12-31"),
        ("i morgen–fredag", "2026-12-01", "2026-12-04"),
        ("jul – nyttår 2027", "2027-12-24", "2027-12-31"),
        ("uke 3 2027–uke 5 2027", "2027-01-18", "2027-02-07"),
    ],
)
def test_period_is_read_as_its_first_and_last_day(text: str, first: str, last: str) -> None:
    found = read_period(text, MONDAY)
    assert found is not None
    assert [str(day) for day in found] == [first, last]


def test_milestone_is_read_with_the_day_at_its_end() -> None:
    found = read_milestones(
        "Invitasjon 1.9.2027; Første samling, fre 1. oktober 2027; Pilot uke 3; Rapport desember 2027; Klart før jul; "
        "Alle møter 2 ganger; Slutt",
        MONDAY,
    )
    assert [(milestone.text, milestone.planned_on) for milestone in found] == [
        ("Invitasjon", "2027-09-01"),
        ("Første samling", "2027-10-01"),
        ("Pilot", "2027-01-22"),
        ("Rapport", "2027-12-31"),
        ("Klart", "2026-12-23"),
        ("Alle møter 2 ganger", None),
        ("Slutt", None),
    ]


def test_date_of_a_groups_state_is_in_the_past_and_of_a_member_may_be_ahead() -> None:
    state = read_state("pauset 3.4: lederen sluttet", MONDAY)
    assert not isinstance(state, Message)
    assert (state.on, state.cause) == ("2026-04-03", "lederen sluttet")
    for text in ("Kari (lege) 12.1.2027–1.6.2027", "Kari (lege) tir 12. januar 2027 – 1. juni 2027"):
        member = read_member("m", text, MONDAY)
        assert not isinstance(member, Message)
        assert (member.from_on, member.to_on) == ("2027-01-12", "2027-06-01")


@pytest.mark.parametrize(
    ("row", "on", "rest"),
    [
        ("12.11. 14/48", "2026-11-12", "14/48"),
        ("tor 12.11 14/48", "2026-11-12", "14/48"),
        ("12. november 2026: 14/48 før", "2026-11-12", "14/48 før"),
        ("12/11 9", "2026-11-12", "9"),
        ("mars 2026 14/48", "2026-03-01", "14/48"),
        ("mars 14/48", "2026-03-01", "14/48"),
        ("mars 14", "2026-03-01", "14"),
        ("jul 2026\t14", "2026-07-01", "14"),
        ("i går 12", "2026-11-29", "12"),
        ("uke 46 12", "2026-11-09", "12"),
        ("2026-11 12", "2026-11-01", "12"),
        ("12.11.26\t3\t9", "2026-11-12", "3\t9"),
        ("3/9", None, "3/9"),
        ("3/9 av hånd", None, "3/9 av hånd"),
        ("14/48 før", None, "14/48 før"),
        ("120/80", None, "120/80"),
        ("29 % før", None, "29 % før"),
        ("man var fornøyd", None, "man var fornøyd"),
    ],
)
def test_measurement_line_begins_with_a_date_in_the_past(row: str, on: str | None, rest: str) -> None:
    assert day_first(row, MONDAY) == (on, rest)


@pytest.mark.parametrize(
    ("cell", "on"),
    [
        ("12.11.2026", "2026-11-12"),
        ("20261112", "2026-11-12"),
        ("2026-11-12T10:00:00", "2026-11-12"),
        ("2026-11", "2026-11-01"),
        ("nov. 2026", "2026-11-01"),
        ("jul 2026", "2026-07-01"),
        ("torsdag 12. november", "2026-11-12"),
        ("12/11", "2026-11-12"),
        ("45678", None),
        ("12", None),
        ("uke", None),
    ],
)
def test_measurement_cell_has_a_date_in_the_past(cell: str, on: str | None) -> None:
    found = read_cell_day(cell, MONDAY)
    assert (found.isoformat() if found is not None else None) == on


@pytest.mark.parametrize(
    ("line", "since", "until", "words"),
    [
        ("fra:2026 til:1.3.2026 flyt", "2026-01-01", "2026-03-01", ("flyt",)),
        ("flyt fra:10. november til:i går", "2026-11-10", "2026-11-29", ("flyt",)),
        ('fra:"tor 12. november" flyt', "2026-11-12", None, ("flyt",)),
        ("fra: uke 46 til: uke 47 flyt", "2026-11-09", "2026-11-22", ("flyt",)),
        ("frå:mars til:april", "2026-03-01", "2026-04-30", ()),
        ("since:last week until:yesterday flow", "2026-11-23", "2026-11-29", ("flow",)),
        ("fra:forrige måned", "2026-10-01", None, ()),
        ("siden:for to uker siden", "2026-11-16", None, ()),
        ("fra:igår.no", None, None, ("fra:igaar.no",)),
        ("til:Kari", None, None, ("til:kari",)),
    ],
)
def test_search_line_gives_the_first_and_last_day_to_search(
    line: str, since: str | None, until: str | None, words: tuple[str, ...]
) -> None:
    query = understand_query(line, place(MONDAY))
    assert (query.since, query.until, query.words) == (since, until, words)


def test_measurement_table_warns_of_a_weekday_that_does_not_match_its_date() -> None:
    rows = ({"date": "fredag 12.11.2026", "value": "4"}, {"date": "tor 19.11.2026", "value": "5"})
    table = Table(rows, (2, 3), known=frozenset({"date", "value"}))
    (remark,) = remarks_on_dates(table, ("date",), MONDAY, "back")
    assert (remark.line, remark.column, weekday_said(remark.message)) == (2, "date", "Thursday")
    series = read_series(table, MONDAY)
    assert [point.on for point in series.points] == ["2026-11-12", "2026-11-19"]
    assert [english(remark) for remark in series.remarks] == ["Line 2: 12.11.2026 is a Thursday."]
