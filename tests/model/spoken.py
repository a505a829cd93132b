"""Messages in a reader's language, for tests that should not change with the wording of a catalog."""

from collections.abc import Mapping

from nettverk_tui.model.core.messages import Message

NO_BREAK = "\N{NO-BREAK SPACE}"
MONTHS_EN = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
MONTHS_NB = ("jan", "feb", "mar", "apr", "mai", "jun", "jul", "aug", "sep", "okt", "nov", "des")

_BOKMAL = {
    "{whole}.{fraction}": "{whole},{fraction}",
    "{thousands},{rest}": f"{{thousands}}{NO_BREAK}{{rest}}",
    "{number}%": f"{{number}}{NO_BREAK}%",
    "{day} {month}": "{day}. {month}",
    "before": "før",
    "after": "etter",
    "not measured": "ikke målt",
    "median {value}": "median {value}",
    "target {value}": "mål {value}",
    "wanted direction": "ønsket retning",
    "below the mark": "under merket",
    "change started": "endring satt i gang",
    "{value} (no denominator)": "{value} (uten nevner)",
    "{number} percentage points": "{number} prosentpoeng",
    "{difference}, relative change {relative}": "{difference}, relativ endring {relative}",
    "Before {before}, after {after}: {change}.": "Før {before}, etter {after}: {change}.",
    "{n} measurements, median {centre}, last {last}.": "{n} målinger, median {centre}, sist {last}.",
    "{n} measurements, median {median}, last {last}.": "{n} målinger, median {median}, siste {last}.",
    "Left out, below {limit}: {n}.": "Utelatt, under {limit}: {n}.",
    "Missing: {n}.": "Mangler: {n}.",
    "Nothing measured yet.": "Ingenting er målt ennå.",
}


def english(message: Message) -> str:
    """The msgid with its gaps filled."""
    return _filled(message, {})


def bokmal(message: Message) -> str:
    """In bokmål where the tests need it, else in English."""
    return _filled(message, _BOKMAL)


def _filled(message: Message, catalog: Mapping[str, str]) -> str:
    values = {
        name: _filled(value, catalog) if isinstance(value, Message) else value for name, value in message.values.items()
    }
    return catalog.get(message.text, message.text).format_map(values)
