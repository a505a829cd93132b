"""Headings and cells of the lists for people; programs get the codes in JSON."""

from collections.abc import Mapping
from typing import Any

from nettverk_tui.language import Translator
from nettverk_tui.model.capture import LAYER_NAMES
from nettverk_tui.model.core.messages import N_
from nettverk_tui.tui.labels import ACTION_STATES, ANSWERS, OUTCOMES

COLUMNS: Mapping[str, str] = {
    "name": N_("name"),
    "region": N_("region"),
    "language": N_("language"),
    "groups": N_("groups"),
    "members": N_("members"),
    "gatherings": N_("gatherings"),
    "next": N_("next"),
    "demo": N_("demo"),
    "number": N_("number"),
    "starts_on": N_("first day"),
    "ends_on": N_("last day"),
    "place": N_("place"),
    "state": N_("state"),
    "network": N_("network"),
    "letter": N_("group"),
    "unit": N_("unit"),
    "area": N_("improvement area"),
    "leader": N_("leader"),
    "municipality": N_("municipality"),
    "gathering": N_("gathering"),
    "group": N_("group"),
    "text": N_("text"),
    "who": N_("who"),
    "due": N_("due"),
    "moved": N_("moved"),
    "factor": N_("factor"),
    "layer": N_("who may read it"),
    "from": N_("from whom"),
    "answer": N_("answer"),
    "outcome": N_("outcome"),
}

_LANGUAGES = {"nb": N_("bokmål"), "nn": N_("nynorsk"), "en": N_("English")}
_GATHERING_STATES = {"planned": N_("planned"), "open": N_("under way"), "closed": N_("held")}
_GROUP_STATES = {
    "active": N_("active"),
    "stalled": N_("stalled"),
    "resumed": N_("resumed"),
    "completed": N_("completed"),
    "withdrawn": N_("withdrawn"),
}
#: Texts of the codes in the lists, by column. Columns not listed here are text, numbers or dates.
CODES: Mapping[str, Mapping[str, Mapping[Any, str]]] = {
    "networks": {"language": _LANGUAGES},
    "gatherings": {"state": _GATHERING_STATES},
    "groups": {"state": _GROUP_STATES},
    "actions": {"state": ACTION_STATES, "layer": {**LAYER_NAMES}, "due": {"next_gathering": N_("next gathering")}},
    "advice": {"answer": ANSWERS, "outcome": OUTCOMES, "layer": {**LAYER_NAMES}},
}
#: Columns with dates, if the value is no code.
_DAYS = ("next", "starts_on", "ends_on", "due")


def cell(listed: str, column: str, value: Any, t: Translator, *, dates: bool = False) -> str:
    """Return the text of a cell in the list of that name; `dates`: in the user's format, else ISO."""
    from nettverk_tui.model.core.text import one_line

    if value is None or value is False:
        return ""
    if value is True:
        return "*"
    word = CODES[listed].get(column, {}).get(value)
    if word is not None:
        return t(word)
    if dates and column in _DAYS:
        return t.date(value)
    return one_line(str(value))
