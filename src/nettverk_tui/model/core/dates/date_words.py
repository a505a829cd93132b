"""The words of dates in bokmål, nynorsk and English; all are read, whatever the language of the app."""

from collections.abc import Iterable, Mapping

WEEKDAYS: tuple[tuple[str, ...], ...] = (
    ("mandag", "måndag", "monday", "man", "mån", "mon"),
    ("tirsdag", "tysdag", "tuesday", "tirs", "tir", "tys", "tues", "tue"),
    ("onsdag", "wednesday", "ons", "wed"),
    ("torsdag", "thursday", "tors", "tor", "thurs", "thu"),
    ("fredag", "friday", "fre", "fri"),
    ("lørdag", "laurdag", "saturday", "lør", "lau", "sat"),
    ("søndag", "sundag", "sunday", "søn", "sun"),
)

MONTHS: tuple[tuple[str, ...], ...] = (
    ("januar", "january", "jan"),
    ("februar", "february", "feb"),
    ("mars", "march", "mar"),
    ("april", "apr"),
    ("mai", "may"),
    ("juni", "june", "jun"),
    ("juli", "july", "jul"),
    ("august", "aug"),
    ("september", "sept", "sep"),
    ("oktober", "october", "okt", "oct"),
    ("november", "nov"),
    ("desember", "december", "des", "dec"),
)

_UNDER_TWENTY = (
    ("en", "ein", "ei", "ett", "et", "eit", "én", "éin", "éi", "one", "a", "an"),
    ("to", "two"),
    ("tre", "three"),
    ("fire", "four"),
    ("fem", "five"),
    ("seks", "six"),
    ("sju", "syv", "seven"),
    ("åtte", "eight"),
    ("ni", "nine"),
    ("ti", "ten"),
    ("elleve", "eleven"),
    ("tolv", "twelve"),
    ("tretten", "thirteen"),
    ("fjorten", "fourteen"),
    ("femten", "fifteen"),
    ("seksten", "sixteen"),
    ("sytten", "seventeen"),
    ("atten", "eighteen"),
    ("nitten", "nineteen"),
)
_TENS = {
    20: ("tjue", "tyve", "twenty"), 30: ("tretti", "tredve", "thirty"), 40: ("førti", "forty"),
    50: ("femti", "fifty"), 60: ("seksti", "sixty"), 90: ("nitti", "ninety"),
}  # fmt: skip

_ORDINALS = (
    ("første", "fyrste", "first"),
    ("andre", "annen", "annan", "second"),
    ("tredje", "third"),
    ("fjerde", "fourth"),
    ("femte", "fifth"),
    ("sjette", "sixth"),
    ("sjuende", "sjuande", "syvende", "seventh"),
    ("åttende", "åttande", "eighth"),
    ("niende", "niande", "ninth"),
    ("tiende", "tiande", "tenth"),
    ("ellevte", "eleventh"),
    ("tolvte", "twelfth"),
    ("trettende", "trettande", "thirteenth"),
    ("fjortende", "fjortande", "fourteenth"),
    ("femtende", "femtande", "fifteenth"),
    ("sekstende", "sekstande", "sixteenth"),
    ("syttende", "syttande", "seventeenth"),
    ("attende", "attande", "eighteenth"),
    ("nittende", "nittande", "nineteenth"),
    ("tjuende", "tjuande", "tyvende", "twentieth"),
    *(
        (f"tjue{bare}", *(f"tjue{other}" for other in more), f"twenty{english}")
        for bare, more, english in (
            ("første", ("fyrste",), "first"),
            ("andre", (), "second"),
            ("tredje", (), "third"),
            ("fjerde", (), "fourth"),
            ("femte", (), "fifth"),
            ("sjette", (), "sixth"),
            ("sjuende", ("sjuande", "syvende"), "seventh"),
            ("åttende", ("åttande",), "eighth"),
            ("niende", ("niande",), "ninth"),
        )
    ),
    ("trettiende", "trettiande", "thirtieth"),
    ("trettiførste", "trettifyrste", "thirtyfirst"),
)


def _numbered(words: Iterable[Iterable[str]], start: int = 1) -> dict[str, int]:
    return {name: number for number, names in enumerate(words, start) for name in names}


def _numbers() -> dict[str, int]:
    found = _numbered(_UNDER_TWENTY)
    units = {name: number for name, number in found.items() if number < 10 and name not in ("a", "an", "et", "eit")}
    for ten, names in _TENS.items():
        for name in names:
            found[name] = ten
            # The reader removes hyphens and spaces from these words.
            found |= {name + unit: ten + number for unit, number in units.items()}
    return found


#: Numbers as words, 1 to 69 and the nineties; both Norwegian word orders (*femogtjue*, *tjuefem*).
NUMBERS: Mapping[str, int] = _numbers()
#: *første* to *trettiførste*.
ORDINALS: Mapping[str, int] = _numbered(_ORDINALS)
MONTH_OF: Mapping[str, int] = _numbered(MONTHS)
WEEKDAY_OF: Mapping[str, int] = {
    **_numbered(WEEKDAYS, 0),
    # *denne fredagen*
    **{f"{name}en": at for at, names in enumerate(WEEKDAYS) for name in names if name.endswith("dag")},
}
#: Names that are whole words; the short ones of some days are ordinary words (*man*, *tor*, *sun*).
WHOLE_WEEKDAYS = frozenset(name for name in WEEKDAY_OF if name.endswith(("dag", "day", "dagen")))
SHORT_MONTHS = frozenset(
    {"jan", "feb", "mar", "apr", "jun", "jul", "aug", "sept", "sep", "okt", "oct", "nov", "des", "dec"}
)
#: Names of months that are not English words.
ONLY_NORWEGIAN = frozenset({"januar", "februar", "mars", "mai", "juni", "juli", "oktober", "okt", "desember", "des"})

DAY, WEEK, MONTH, YEAR = "day", "week", "month", "year"
#: Units of time, by their names.
UNITS: Mapping[str, str] = {
    **dict.fromkeys(("dager", "dagar", "dag", "døgn", "days", "day"), DAY),
    **dict.fromkeys(("uker", "uke", "veker", "veke", "weeks", "week", "wk", "wks"), WEEK),
    **dict.fromkeys(("måneder", "måned", "månader", "månad", "mnd", "months", "month"), MONTH),
    **dict.fromkeys(("år", "years", "year"), YEAR),
}
#: Read only after digits.
SHORT_UNITS: Mapping[str, str] = {"d": DAY, "u": WEEK, "v": WEEK, "w": WEEK, "m": MONTH}
#: Periods of the calendar, by their names.
STRETCHES: Mapping[str, str] = {
    **dict.fromkeys(("uke", "uka", "uken", "veke", "veka", "week"), WEEK),
    **dict.fromkeys(("måned", "måneden", "månad", "månaden", "mnd", "month"), MONTH),
    **dict.fromkeys(("år", "året", "year"), YEAR),
}
#: Names that mean the current period by themselves: *ut måneden*, *end of the week*.
THIS_ONE = frozenset({"uka", "uken", "veka", "week", "måneden", "månaden", "mnd", "month", "året", "year"})

NEXT = frozenset({"neste", "next"})
THIS = frozenset({"denne", "dette", "this"})
#: Words for the previous period: that of last week, last month …
BEFORE_THIS = frozenset({"forrige", "førre"})
#: Words for the most recent one.
LAST = frozenset({"sist", "siste", "last"})
COMING = frozenset({"førstkommende", "førstkomande", "kommende", "komande", "coming"})

NEAR_DAYS: Mapping[tuple[str, ...], int] = {
    ("i", "dag"): 0, ("idag",): 0, ("today",): 0,
    ("i", "morgen"): 1, ("imorgen",): 1, ("i", "morgon"): 1, ("imorgon",): 1, ("i", "morra"): 1, ("tomorrow",): 1,
    ("i", "overmorgen"): 2, ("overmorgen",): 2, ("i", "overmorgon"): 2, ("overmorgon",): 2,
    ("the", "day", "after", "tomorrow"): 2, ("day", "after", "tomorrow"): 2,
    ("i", "går"): -1, ("igår",): -1, ("yesterday",): -1,
    ("i", "forgårs"): -2, ("iforgårs",): -2, ("i", "førgår"): -2, ("the", "day", "before", "yesterday"): -2,
    ("day", "before", "yesterday"): -2,
}  # fmt: skip

#: Parts of a week, a month or a year.
PARTS: Mapping[str, str] = {
    **dict.fromkeys(("slutten", "slutt", "utgangen", "enden", "end"), "end"),
    **dict.fromkeys(("midten", "middle"), "middle"),
    **dict.fromkeys(("begynnelsen", "byrjinga", "starten", "start", "beginning"), "start"),
}
#: Single words for the end of a period.
ENDS_OF: Mapping[str, str] = {
    **dict.fromkeys(("månedsslutt", "månadsslutt"), MONTH),
    **dict.fromkeys(("årsslutt", "årsskiftet", "årsskifte"), YEAR),
}
