"""Feasts by name and year: Christmas, Easter, Whitsun and the days around them."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date, timedelta
from functools import cache

from nettverk_tui.model.core.dates.calendar import day


@cache
def easter(year: int) -> date:
    """Return Easter Sunday of the Gregorian calendar (the method of Meeus, Jones and Butcher, Nature 1876)."""
    century, in_century = divmod(year, 100)
    leap, rest = divmod(century, 4)
    moon = (19 * (year % 19) + century - leap - (century - (century + 8) // 25 + 1) // 3 + 15) % 30
    quarter, odd = divmod(in_century, 4)
    weekday = (32 + 2 * rest + 2 * quarter - moon - odd) % 7
    late = (year % 19 + 11 * moon + 22 * weekday) // 451
    month, day_before = divmod(moon + weekday - 7 * late + 114, 31)
    return date(year, month, day_before + 1)


InYear = Callable[[int], date | None]


def _fixed(month: int, number: int) -> InYear:
    return lambda year: day(year, month, number)


def _of_easter(days: int) -> InYear:
    return lambda year: easter(year) + timedelta(days=days) if date.min.year <= year <= date.max.year else None


def _named(when: InYear, *names: str) -> Iterable[tuple[tuple[str, ...], InYear]]:
    return ((tuple(name.split()), when) for name in names)


#: The day of a feast in a year, by its words. Some feasts mean their eve: *jul* is 24 December, *nyttår* the 31st,
#: *sankthans* 23 June; Easter and Whitsun are their Sunday.
FEASTS: Mapping[tuple[str, ...], InYear] = dict(
    (
        *_named(_fixed(12, 23), "lille julaften", "veslejulaften", "litle julaftan", "vesle julaftan"),
        *_named(_fixed(12, 24), "jul", "jula", "julen", "julaften", "julaftan", "christmas", "christmas eve"),
        *_named(_fixed(12, 25), "juledag", "juledagen", "christmas day"),
        *_named(_fixed(12, 26), "boxing day"),
        *_named(
            _fixed(12, 31), "nyttår", "nyttårsaften", "nyttårsaftan", "new year", "new years eve", "new year ' s eve"
        ),
        *_named(_fixed(1, 1), "nyttårsdag", "nyttårsdagen", "new years day", "new year ' s day"),
        *_named(_fixed(6, 23), "sankthans", "sankthansaften", "sankthansaftan", "jonsok", "jonsokaftan", "midsummer"),
        *_named(_of_easter(-7), "palmesøndag", "palmesundag", "palm sunday"),
        *_named(_of_easter(-3), "skjærtorsdag", "skjertorsdag", "maundy thursday"),
        *_named(_of_easter(-2), "langfredag", "good friday"),
        *_named(_of_easter(-1), "påskeaften", "påskeaftan"),
        *_named(_of_easter(0), "påske", "påska", "påsken", "påskedag", "påskedagen", "easter", "easter sunday"),
        *_named(_of_easter(1), "easter monday"),
        *_named(_of_easter(39), "kristi himmelfart", "kristi himmelfartsdag", "himmelfartsdag", "ascension day"),
        *_named(_of_easter(48), "pinseaften", "pinseaftan"),
        *_named(
            _of_easter(49), "pinse", "pinsa", "pinsen", "pinsedag", "pinsedagen", "whitsun", "whit sunday", "pentecost"
        ),
        *_named(_of_easter(50), "whit monday"),
    )
)
#: Feasts whose days are numbered: *1. juledag*, *andre påskedag*.
COUNTED = frozenset({"juledag", "juledagen", "påskedag", "påskedagen", "pinsedag", "pinsedagen"})
LONGEST_FEAST = max(map(len, FEASTS))
