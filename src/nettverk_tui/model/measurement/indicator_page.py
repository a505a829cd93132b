"""The form of an indicator, as text fields: name, kind, target, baseline, chart and rules.

Kind      andel Target    80 % Baseline  1.1.2027–31.3.2027
"""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, get_args

import msgspec

from nettverk_tui.model.core.messages import N_, Message
from nettverk_tui.model.core.records import Indicator
from nettverk_tui.model.core.text import clean, one_line
from nettverk_tui.model.core.values import Direction, IndicatorKind, Language
from nettverk_tui.model.measurement.indicator_values import IndicatorPage
from nettverk_tui.model.measurement.spc_text import RULE_SETS
from nettverk_tui.model.measurement.value_text import read_value
from nettverk_tui.model.network.form import LONGEST_FIELD, FieldFault, read_period, typed_day

KINDS: Mapping[IndicatorKind, Mapping[Language, str]] = {
    "proportion": {"nb": "andel", "nn": "andel", "en": "share"},
    "count": {"nb": "antall", "nn": "tal på", "en": "count"},
    "rate": {"nb": "rate", "nn": "rate", "en": "rate"},
    "measurement": {"nb": "måling", "nn": "måling", "en": "measurement"},
    "qualitative": {"nb": "i ord", "nn": "i ord", "en": "in words"},
    "reported_change": {"nb": "oppgitt endring", "nn": "oppgitt endring", "en": "reported change"},
}
DIRECTIONS: Mapping[Direction, Mapping[Language, str]] = {
    "up": {"nb": "opp", "nn": "opp", "en": "up"},
    "down": {"nb": "ned", "nn": "ned", "en": "down"},
}
CHARTS: Mapping[str, Mapping[Language, str]] = {
    "auto": {"nb": "serie", "nn": "serie", "en": "run chart"},
    "run": {"nb": "median", "nn": "median", "en": "median"},
    **{kind: dict.fromkeys(get_args(Language), kind) for kind in ("i", "p", "u", "c")},
}
#: Further spellings of the choices.
_ALSO = {"prosent": "proportion", "%": "proportion", "per cent": "proportion", "percent": "proportion",
         "proportion": "proportion", "↑": "up", "↓": "down", "anhøj": "anhoej", "anhoej": "anhoej", "perla": "perla",
         "perla–provost": "perla", "perla-provost": "perla", "nhs": "nhs", "run": "run"}  # fmt: skip

NAMES = ("name", "kind", "unit", "direction", "target", "source", "baseline", "chart", "rules")


def as_typed(indicator: Indicator, language: Language) -> Mapping[str, str]:
    """Return the fields of a stored indicator as typed text."""
    first, last = indicator.baseline_from_on, indicator.baseline_to_on
    return {
        "name": indicator.name,
        "kind": KINDS[indicator.kind][language],
        "unit": indicator.unit,
        "direction": DIRECTIONS[indicator.direction][language] if indicator.direction is not None else "",
        "target": f"{indicator.target:.15g}".replace(".", ",") if indicator.target is not None else "",
        "source": indicator.data_source,
        "baseline": "–".join(typed_day(day) for day in (first, last) if day is not None),
        "chart": CHARTS[indicator.chart][language],
        "rules": RULE_SETS[indicator.rules],
    }


def read_page(fields: Mapping[str, str], today: date) -> tuple[IndicatorPage, Sequence[FieldFault]]:
    """Return the form that the fields give, and the faults in them. `today` completes dates without a year."""
    cleaned = {name: " ".join(clean(fields.get(name, "")).split()) for name in NAMES}
    faults = [
        FieldFault(name, Message(N_("More than {most} characters: divide it."), {"most": LONGEST_FIELD}))
        for name, text in cleaned.items()
        if len(text) > LONGEST_FIELD
    ]
    if not cleaned["name"]:
        faults.append(FieldFault("name", Message(N_("An indicator needs a name."))))
    read: dict[str, Any] = {"name": cleaned["name"], "unit": cleaned["unit"], "data_source": cleaned["source"]}
    choices: Sequence[tuple[str, Mapping[str, Sequence[str]], str | None]] = (
        ("kind", {key: list(words.values()) for key, words in KINDS.items()}, "measurement"),
        ("direction", {key: list(words.values()) for key, words in DIRECTIONS.items()}, None),
        ("chart", {key: list(words.values()) for key, words in CHARTS.items()}, "auto"),
        ("rules", {key: [word] for key, word in RULE_SETS.items()}, "anhoej"),
    )
    for name, words, otherwise in choices:
        found = _meant(cleaned[name], words)
        if cleaned[name] and found is None:
            named = {
                "text": one_line(cleaned[name], 30),
                "choices": ", ".join(spellings[0] for spellings in words.values()),
            }
            faults.append(FieldFault(name, Message(N_("“{text}” is none of these: {choices}."), named)))
        read[name] = found or otherwise
    target = read_value(cleaned["target"])
    if isinstance(target, Message):
        faults.append(FieldFault("target", target))
    else:
        read["target"] = target.value
    baseline = read_period(cleaned["baseline"], today) if cleaned["baseline"] else None
    if cleaned["baseline"] and baseline is None:
        no_period = N_("“{text}” is no period. Write 15.1.2027–31.12.2027.")
        faults.append(FieldFault("baseline", Message(no_period, {"text": one_line(cleaned["baseline"], 30)})))
    if baseline is not None:
        read["baseline_from_on"], read["baseline_to_on"] = (day.isoformat() for day in baseline)
    return msgspec.structs.replace(IndicatorPage(""), **read), faults


def _meant(text: str, words: Mapping[str, Sequence[str]]) -> str | None:
    """Return the choice that a text names or begins, in any language; a whole word before a beginning."""
    wanted = text.casefold()
    if not wanted:
        return None
    if _ALSO.get(wanted) in words:
        return _ALSO[wanted]
    whole = [key for key, names in words.items() if wanted in (name.casefold() for name in names)]
    begun = [key for key, names in words.items() if any(name.casefold().startswith(wanted) for name in names)]
    return whole[0] if whole else begun[0] if len(begun) == 1 else None
