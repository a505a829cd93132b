"""Bokmål, nynorsk and English: catalogs, dates, times and lists, and no text of its own.

The program's words are in data/locale, the network's words in its file, the domain's words in the data files.
"""

import copy
import gettext
import locale
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, tzinfo
from functools import lru_cache
from io import BytesIO
from typing import get_args
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError, available_timezones

from nettverk_tui.model.core import quantity
from nettverk_tui.model.core.messages import Message
from nettverk_tui.model.core.values import Language
from nettverk_tui.resources import data_folder

LANGUAGES: tuple[Language, ...] = get_args(Language)
DEFAULT: Language = "nb"

#: A value for a gap. A decimal number goes through `Translator.number` first: its comma depends on the language.
Value = str | int | Message

#: A local date; a string is ISO, as in records.
Day = str | date

_NO_BREAK = "\N{NO-BREAK SPACE}"
_MINUS = "\N{MINUS SIGN}"


@dataclass(frozen=True)
class _Forms:
    """Formats of dates and lists in one language. Patterns of days are Babel's, after the weekday's three letters."""

    cldr: str
    date: str
    day: str
    clock: str
    o_clock: str
    last: str


def _norwegian(cldr: str) -> _Forms:
    return _Forms(
        cldr=cldr,
        date="dd.MM.y",
        day="d. MMMM",
        clock="{:02}.{:02}",
        o_clock=f"kl.{_NO_BREAK}{{}}",
        last=" og ",
    )


_FORMS: Mapping[Language, _Forms] = {
    "nb": _norwegian("nb"),
    "nn": _norwegian("nn"),
    "en": _Forms(
        cldr="en_GB",
        date="d MMMM y",
        day="d MMMM",
        clock="{:02}:{:02}",
        o_clock="{}",
        last=" and ",
    ),
}


class Translator:
    """One language, for one user or one document: `t = Translator("nb")`, then `t("Hello {name}", name=name)`.

    Msgids are English with named gaps. Values are never read as a pattern, so a person may be named `{x}`;
    a gap without a value raises KeyError. `zone` is the zone of clock times, the machine's own if None.
    """

    def __init__(self, language: Language, zone: tzinfo | None = None) -> None:
        self.language: Language = language
        self.zone = zone
        #: The user's zone, in a translator with the zone of another place.
        self._reader: tzinfo | None = zone
        self._in_zones: dict[str, Translator] = {}
        self._forms = _FORMS[language]
        self._catalog = _load(language)

    def in_zone(self, name: str) -> "Translator":
        """Return the same language with clock times of a network's zone, `Europe/Oslo`.

        Returns itself without a known zone: a file of an older version has none.
        """
        if name not in self._in_zones:
            zone = zone_called(name)
            other = self if zone is None or zone == self.zone else copy.copy(self)
            other.zone = zone if other is not self else self.zone
            self._in_zones[name] = other
        return self._in_zones[name]

    def zone_note(self, at: int) -> str:
        """Return the name of the zone of clock times if the user's own clock differs at `at` (UTC ms); else empty."""
        here = datetime.fromtimestamp(at / 1000, UTC)
        if self.local(at).utcoffset() == here.astimezone(self._reader).utcoffset():
            return ""
        return str(self.zone)

    def __call__(self, text: str, /, **values: Value) -> str:
        """Translate the text and fill its gaps; Messages among the values are translated first."""
        return self._fill(self._catalog.gettext(text) if text else "", values)

    def plural(self, one: str, many: str, n: int, /, **values: Value) -> str:
        """Translate `one` or `many` by the language's plural rule; both may use the gap `{n}`."""
        return self._fill(self._catalog.ngettext(one, many, n), {"n": n, **values})

    def context(self, context: str, text: str, /, **values: Value) -> str:
        """Translate an English word that has several meanings: `context` tells translators which one."""
        return self._fill(self._catalog.pgettext(context, text), values)

    def message(self, message: Message) -> str:
        """Translate a message of the model."""
        return self(message.text, **message.values)

    def _fill(self, pattern: str, values: Mapping[str, Value]) -> str:
        return pattern.format_map(
            {name: self.message(value) if isinstance(value, Message) else value for name, value in values.items()}
        )

    def date(self, on: Day) -> str:
        """Return a date as in documents: `06.03.2026`, in English `6 March 2026`."""
        return self._day(on, self._forms.date)

    def day(self, on: Day, today: Day | None = None) -> str:
        """Return a date with weekday: `fre 6. mars`, `Fri 6 March`; with its year unless it is the year of `today`."""
        on = _as_date(on)
        pattern = self._forms.day if today is None or on.year == _as_date(today).year else f"{self._forms.day} y"
        # Three letters, because CLDR has `fre.` in bokmål and `fr.` in nynorsk.
        return f"{self._day(on, 'EEEE')[:3]} {self._day(on, pattern)}"

    def days(self, first: str, last: str) -> str:
        """Return one day or several, with the year: `tir 15. mars 2005`, `18.–19. januar 2005`."""
        start, end = _as_date(first), _as_date(last)
        if start == end:
            return f"{self.day(start)} {start.year}"
        until = f"{self._day(end, self._forms.day)} {end.year}"
        if (start.year, start.month) != (end.year, end.month):
            return f"{self._day(start, self._forms.day)} – {until}"
        dot = "." if self._forms.day.startswith("d.") else ""
        return f"{start.day}{dot}–{until}"

    @property
    def months(self) -> tuple[str, ...]:
        """Return the months in three letters, January first, for the axis of a chart."""
        return tuple(self._day(date(2001, month, 1), "MMMM")[:3] for month in range(1, 13))

    def _day(self, on: Day, pattern: str) -> str:
        from babel.dates import format_date

        return format_date(_as_date(on), pattern, locale=self._forms.cldr)

    def local(self, at: int) -> datetime:
        """Return a moment in UTC ms as a local time of the zone."""
        return datetime.fromtimestamp(at / 1000, UTC).astimezone(self.zone)

    def moment(self, on: Day, at: time) -> int:
        """Return the UTC ms of a local day and time of the zone: the inverse of `local`."""
        local = datetime.combine(_as_date(on), at)
        zoned = local.replace(tzinfo=self.zone) if self.zone is not None else local.astimezone()
        return int(zoned.timestamp() * 1000)

    def clock(self, at: int) -> str:
        """Return the time of day of a moment in UTC ms, for a column or a heading: `09.00`, `09:00`."""
        local = self.local(at)
        return self._forms.clock.format(local.hour, local.minute)

    def o_clock(self, at: int) -> str:
        """Return the time of day of a moment in UTC ms, for a sentence: `kl. 09.00`, `09:00`."""
        return self._forms.o_clock.format(self.clock(at))

    def duration(self, ms: int) -> str:
        """Return a duration in ms as minutes and seconds, `3:12`, with hours if there are any, `1:15:00`."""
        minutes, seconds = divmod(abs(ms) // 1000, 60)
        hours, minutes = divmod(minutes, 60)
        text = f"{hours}:{minutes:02}:{seconds:02}" if hours else f"{minutes}:{seconds:02}"
        return f"{_MINUS}{text}" if ms <= -1000 else text

    def number(self, value: float) -> str:
        """Return `12,5` or `12.5`, rounded as in `model.core.quantity`."""
        return self.message(quantity.number(value))

    def percent(self, value: float) -> str:
        """Return `29 %` or `29%` for 29: the value is per cent already."""
        return self.message(quantity.percent(value))

    def listed(self, items: Sequence[str]) -> str:
        """Return `A, B og C`."""
        return self._forms.last.join(filter(None, [", ".join(items[:-1]), *items[-1:]]))


def zone_called(name: str) -> ZoneInfo | None:
    """Return the time zone of that name; None for an empty or unknown one."""
    if not name:
        return None
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        # A folder of zones is no zone, and a path is not followed.
        return None


def zone_meant(text: str) -> str:
    """Return the name of a typed zone: in any case, or only its city; empty if there is none, or several."""
    wanted = text.strip().replace(" ", "_").casefold()
    names = _zone_names()
    cities = [
        name for folded, name in names.items() if wanted and folded.rpartition("/")[2] == wanted and "/" in folded
    ]
    return names.get(wanted) or (cities[0] if len(cities) == 1 else "")


@lru_cache(maxsize=1)
def _zone_names() -> Mapping[str, str]:
    return {name.casefold(): name for name in available_timezones()}


def zone_here(zone: tzinfo | None = None) -> str:
    """Return the name of a zone, by default the computer's own; empty without a common name."""
    if zone is None:
        from babel.localtime import get_localzone

        try:
            zone = get_localzone()
        except (LookupError, OSError, ValueError):
            return ""
    name = getattr(zone, "key", None) or getattr(zone, "zone", None) or ""
    return str(name) if zone_called(str(name)) is not None else ""


def negotiate(option: str | None, environment: Mapping[str, str], chosen: str = "") -> Language:
    """Return the user's language: from `--lang`, else NETTVERK_LANG, else `chosen` in the settings, else the locale.

    A locale of another language gives English, and one without language (unset, C, POSIX) bokmål, which
    most networks are led in. Other words are ignored.
    """
    for wish in (option, environment.get("NETTVERK_LANG"), chosen):
        if wish in LANGUAGES:
            return wish
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        if environment.get(name):
            return _of_locale(environment[name])
    return _of_locale((locale.getlocale()[0] or "") if sys.platform == "win32" else "")


def _of_locale(name: str) -> Language:
    """Return the language of a locale: `nn_NO.UTF-8`, or on Windows `Norwegian Nynorsk_Norway.1252`."""
    words = name.lower().partition(".")[0].replace("-", "_").replace(" ", "_").split("_")
    if words[0] == "nn" or "nynorsk" in words:
        return "nn"
    if words[0] in {"", "c", "posix", "nb", "no", "norwegian"}:
        return DEFAULT
    return "en"


def _as_date(on: Day) -> date:
    return date.fromisoformat(on) if isinstance(on, str) else on


def _load(language: Language) -> gettext.NullTranslations:
    compiled = data_folder() / "locale" / language / "LC_MESSAGES" / "nettverk.mo"
    if compiled.is_file():
        return _understood(compiled.read_bytes())
    return gettext.NullTranslations()


@lru_cache(maxsize=len(LANGUAGES))
def _understood(compiled: bytes) -> gettext.GNUTranslations:
    """Parse a catalog, cached: it takes some milliseconds, and the second screen asks at every refresh."""
    return gettext.GNUTranslations(BytesIO(compiled))
