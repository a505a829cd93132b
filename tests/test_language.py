"""The languages: words from the catalogs; dates, times, numbers and lists in the form of each language."""

import subprocess
import sys
from datetime import UTC, date, datetime, time
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from hatch_build import compile_catalogs
from nettverk_tui import language
from nettverk_tui.language import Translator, negotiate, zone_called, zone_here, zone_meant
from nettverk_tui.model.core.messages import N_, Message
from nettverk_tui.model.core.values import Language

OSLO = ZoneInfo("Europe/Oslo")

NB_CATALOG = r"""
msgid ""
msgstr ""
"Language: nb\n"
"Content-Type: text/plain; charset=utf-8\n"
"Plural-Forms: nplurals=2; plural=(n != 1);\n"

msgid "Group {group} is next"
msgstr "Gruppe {group} er neste"

msgid "{name} changed: {what}"
msgstr "{what} ble endret av {name}"

msgid "the leader"
msgstr "lederen"

msgid "{n} action for {who}"
msgid_plural "{n} actions for {who}"
msgstr[0] "{n} oppgave til {who}"
msgstr[1] "{n} oppgaver til {who}"

msgctxt "state of a group"
msgid "resumed"
msgstr "tatt opp igjen"
"""


@pytest.fixture
def small_catalogs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A data folder where only bokmål has a catalog, with four texts."""
    po = tmp_path / "data" / "locale" / "nb" / "LC_MESSAGES" / "nettverk.po"
    po.parent.mkdir(parents=True)
    po.write_text(NB_CATALOG, encoding="utf-8")
    compile_catalogs(tmp_path)
    monkeypatch.setattr(language, "data_folder", lambda: tmp_path / "data")
    return po


def at(text: str, zone: ZoneInfo = OSLO) -> int:
    return int(datetime.fromisoformat(text).replace(tzinfo=zone).timestamp() * 1000)


# Words --------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("language", "words"), [("nb", "råd uten svar"), ("nn", "råd utan svar")])
def test_bokmaal_and_nynorsk_have_words_of_their_own(language: Language, words: str) -> None:
    assert Translator(language)("Advice nobody answered").casefold() == words


@pytest.mark.usefixtures("small_catalogs")
class TestWords:
    def test_a_text_is_translated_and_its_gaps_filled(self) -> None:
        assert Translator("nb")("Group {group} is next", group="B") == "Gruppe B er neste"
        assert Translator("en")("Group {group} is next", group="B") == "Group B is next"

    def test_a_text_without_translation_stays_as_it_is(self) -> None:
        assert Translator("nb")("Not yet translated: {n}", n=3) == "Not yet translated: 3"

    @pytest.mark.parametrize("name", ["{group}", "{0.__class__}", "{", "}}", "%s", "[/]", "{name!r}"])
    def test_value_of_a_gap_is_never_read_as_a_pattern(self, name: str) -> None:
        assert Translator("nb")("Group {group} is next", group=name) == f"Gruppe {name} er neste"

    def test_unfilled_gap_raises_an_error(self) -> None:
        with pytest.raises(KeyError, match="group"):
            Translator("nb")("Group {group} is next")

    def test_value_of_a_gap_may_have_any_name(self) -> None:
        assert Translator("en")("{self} {text} {n}", self="a", text="b", n="c") == "a b c"

    def test_empty_text_is_translated_to_empty_text(self) -> None:
        assert Translator("nb")("") == ""
        assert Translator("nb").message(Message("")) == ""

    @pytest.mark.parametrize(
        ("n", "nb", "en"),
        [
            (0, "0 oppgaver til Kari", "0 actions for Kari"),
            (1, "1 oppgave til Kari", "1 action for Kari"),
            (2, "2 oppgaver til Kari", "2 actions for Kari"),
        ],
    )
    def test_plural_form_depends_on_the_number(self, n: int, nb: str, en: str) -> None:
        texts = ("{n} action for {who}", "{n} actions for {who}")
        assert Translator("nb").plural(*texts, n, who="Kari") == nb
        assert Translator("en").plural(*texts, n, who="Kari") == en

    def test_word_of_several_meanings_is_translated_by_context(self) -> None:
        assert Translator("nb").context("state of a group", "resumed") == "tatt opp igjen"
        assert Translator("nb").context("state of a clock", "resumed") == "resumed"

    def test_message_of_the_model_is_translated_with_its_values(self) -> None:
        inner = Message(N_("Group {group} is next"), {"group": "{what}"})
        message = Message(N_("{name} changed: {what}"), {"name": Message(N_("the leader")), "what": inner})
        assert Translator("nb").message(message) == "Gruppe {what} er neste ble endret av lederen"
        assert Translator("en").message(message) == "the leader changed: Group {what} is next"


def test_a_changed_translation_is_compiled_anew(small_catalogs: Path) -> None:
    assert Translator("nb")("the leader") == "lederen"
    small_catalogs.write_text(NB_CATALOG.replace("lederen", "sjefen"), encoding="utf-8")
    compile_catalogs(small_catalogs.parents[4])
    assert Translator("nb")("the leader") == "sjefen"


# Dates and times ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("code", "on", "written", "said"),
    [
        ("nb", "2026-11-22", "22.11.2026", "søn 22. november"),
        ("nn", "2026-11-22", "22.11.2026", "søn 22. november"),
        ("en", "2026-11-22", "22 November 2026", "Sun 22 November"),
        ("nb", "2026-03-06", "06.03.2026", "fre 6. mars"),
        ("nn", "2026-03-06", "06.03.2026", "fre 6. mars"),
        ("en", "2026-03-06", "6 March 2026", "Fri 6 March"),
        ("nb", "2026-05-02", "02.05.2026", "lør 2. mai"),
        ("nn", "2026-05-02", "02.05.2026", "lau 2. mai"),
        ("nb", "2026-05-05", "05.05.2026", "tir 5. mai"),
        ("nn", "2026-05-05", "05.05.2026", "tys 5. mai"),
        ("en", "2026-05-05", "5 May 2026", "Tue 5 May"),
    ],
)
def test_date_is_written_as_the_table_says(code: Language, on: str, written: str, said: str) -> None:
    t = Translator(code)
    assert t.date(on) == t.date(date.fromisoformat(on)) == written
    assert t.day(on) == said


def test_date_of_another_year_has_its_year() -> None:
    assert Translator("nb").day("2027-01-08", today="2026-12-30") == "fre 8. januar 2027"
    assert Translator("en").day("2027-01-08", today=date(2026, 12, 30)) == "Fri 8 January 2027"
    assert Translator("nb").day("2026-12-31", today="2026-12-30") == "tor 31. desember"


@pytest.mark.parametrize(
    ("code", "clock", "sentence"),
    [("nb", "09.05", "kl.\xa009.05"), ("nn", "09.05", "kl.\xa009.05"), ("en", "09:05", "09:05")],
)
def test_time_of_day_is_written_as_the_table_says(code: Language, clock: str, sentence: str) -> None:
    t = Translator(code, OSLO)
    assert t.clock(at("2026-11-22 09:05")) == clock
    assert t.o_clock(at("2026-11-22 09:05")) == sentence


def test_time_of_day_is_that_of_the_zone() -> None:
    moment = int(datetime(2026, 7, 1, 22, 30, tzinfo=UTC).timestamp() * 1000)
    assert Translator("en", OSLO).clock(moment) == "00:30"
    assert Translator("en", ZoneInfo("America/New_York")).clock(moment) == "18:30"
    assert Translator("nb").date(Translator("nb", OSLO).local(moment)) == "02.07.2026"


def test_repeated_hour_of_a_clock_change_is_written_twice() -> None:
    before = int(datetime(2026, 10, 25, 0, 30, tzinfo=UTC).timestamp() * 1000)
    t = Translator("nb", OSLO)
    assert [t.clock(before), t.clock(before + 3_600_000)] == ["02.30", "02.30"]


def test_zone_is_the_machines_own_when_none_is_given() -> None:
    moment = at("2026-11-22 09:05")
    here = datetime.fromtimestamp(moment / 1000, UTC).astimezone()
    assert Translator("en").clock(moment) == f"{here:%H:%M}"


@pytest.mark.parametrize(
    ("ms", "text"),
    [
        (0, "0:00"),
        (999, "0:00"),
        (192_000, "3:12"),
        (192_999, "3:12"),
        (600_000, "10:00"),
        (3_599_999, "59:59"),
        (4_500_000, "1:15:00"),
        (-30_000, "−0:30"),
        (-400, "0:00"),
    ],
)
def test_duration_is_written_as_the_table_says(ms: int, text: str) -> None:
    assert Translator("nb").duration(ms) == Translator("en").duration(ms) == text


# Numbers and lists --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("value", "nb", "en"), [(1.5, "1,5", "1.5"), (-4.2, "−4,2", "−4.2"), (12345, "12\xa0345", "12,345")]
)
def test_number_is_written_as_the_table_says(value: float, nb: str, en: str) -> None:
    assert Translator("nb").number(value) == Translator("nn").number(value) == nb
    assert Translator("en").number(value) == en


def test_percentage_is_written_as_the_table_says() -> None:
    assert Translator("nb").percent(29) == Translator("nn").percent(29) == "29\xa0%"
    assert Translator("en").percent(29) == "29%"
    assert Translator("nb").percent(2.5) == "2,5\xa0%"


def test_list_is_written_as_the_table_says() -> None:
    assert [Translator("nb").listed("ABC"[:n]) for n in range(4)] == ["", "A", "A og B", "A, B og C"]
    assert Translator("nn").listed(["A", "B", "C"]) == "A, B og C"
    assert Translator("en").listed(["A", "B", "C"]) == "A, B and C"


# Which language -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("option", "environment", "expected"),
    [
        ("nn", {"NETTVERK_LANG": "en", "LANG": "nb_NO.UTF-8"}, "nn"),
        (None, {"NETTVERK_LANG": "en", "LANG": "nb_NO.UTF-8"}, "en"),
        (None, {"NETTVERK_LANG": "klingon", "LANG": "nn_NO.UTF-8"}, "nn"),
        (None, {"NETTVERK_LANG": ""}, "nb"),
        (None, {"LANG": "nb_NO.UTF-8"}, "nb"),
        (None, {"LANG": "no_NO"}, "nb"),
        (None, {"LANG": "nn_NO.UTF-8@x"}, "nn"),
        (None, {"LANG": "nn"}, "nn"),
        (None, {"LANG": "en_GB.UTF-8"}, "en"),
        (None, {"LANG": "de_DE.UTF-8"}, "en"),
        (None, {"LANG": "C.UTF-8"}, "nb"),
        (None, {"LANG": "POSIX"}, "nb"),
        (None, {"LANG": "Norwegian Bokmål_Norway.1252"}, "nb"),
        (None, {"LANG": "Norwegian Nynorsk_Norway.1252"}, "nn"),
        (None, {"LANG": "Norwegian-Nynorsk_Norway.1252"}, "nn"),
        (None, {"LANG": "English_United Kingdom.1252"}, "en"),
        (None, {"LANG": "en_US.UTF-8", "LC_MESSAGES": "nb_NO.UTF-8"}, "nb"),
        (None, {"LANG": "nb_NO.UTF-8", "LC_MESSAGES": "nb_NO.UTF-8", "LC_ALL": "en_US.UTF-8"}, "en"),
        (None, {"LANG": "en_US.UTF-8", "LC_ALL": ""}, "en"),
        (None, {}, "nb"),
    ],
)
def test_language_is_chosen_from_options_and_locale(
    option: str | None, environment: dict[str, str], expected: Language
) -> None:
    assert negotiate(option, environment) == expected


def test_babel_is_loaded_with_the_first_date() -> None:
    program = """
import sys
from nettverk_tui.language import Translator
t = Translator("nb")
t("x"), t.clock(0), t.number(1.5), t.listed(["a", "b"])
assert "babel" not in sys.modules, "too early"
t.date("2026-03-06")
assert "babel" in sys.modules, "not at all"
"""
    subprocess.run([sys.executable, "-c", program], check=True)


@pytest.mark.parametrize(
    ("language", "first", "last", "words"),
    [
        ("nb", "2005-03-15", "2005-03-15", "tir 15. mars 2005"),
        ("nb", "2005-01-18", "2005-01-19", "18.–19. januar 2005"),
        ("nn", "2005-01-31", "2005-02-01", "31. januar – 1. februar 2005"),
        ("en", "2005-01-18", "2005-01-19", "18–19 January 2005"),
    ],
)
def test_days_of_a_gathering_are_written_as_the_table_says(
    language: Language, first: str, last: str, words: str
) -> None:
    assert Translator(language).days(first, last) == words


# --- time zones


def test_network_is_shown_in_its_own_zone_which_is_named_when_another() -> None:
    here = Translator("nb", ZoneInfo("Europe/Oslo"))
    noon = here.moment("2027-03-02", time(12))
    there = here.in_zone("America/New_York")
    assert (there.clock(noon), there.zone_note(noon)) == ("06.00", "America/New_York")
    assert (here.in_zone("Europe/Paris").clock(noon), here.in_zone("Europe/Paris").zone_note(noon)) == ("12.00", "")
    assert here.zone_note(noon) == ""


@pytest.mark.parametrize("name", ["", "Atlantis/Nowhere", "../../etc/passwd", "Europe", "\0"])
def test_invalid_zone_changes_nothing(name: str) -> None:
    here = Translator("nb", ZoneInfo("Europe/Oslo"))
    assert here.in_zone(name) is here
    assert zone_called(name) is None


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("oslo", "Europe/Oslo"),
        ("europe/oslo", "Europe/Oslo"),
        ("New York", "America/New_York"),
        ("Atlantis", ""),
        ("", ""),
    ],
)
def test_zone_is_found_by_its_city(typed: str, meant: str) -> None:
    assert zone_meant(typed) == meant


def test_name_of_the_machines_zone_is_a_standard_one() -> None:
    assert zone_here(ZoneInfo("Europe/Oslo")) == "Europe/Oslo"
    assert zone_here(UTC) == ""
