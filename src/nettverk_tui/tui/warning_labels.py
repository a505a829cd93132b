"""Words for an early warning: its fact, source and date; and a sign for its level."""

from collections.abc import Sequence

from nettverk_tui.language import Translator
from nettverk_tui.model.core.checklist import Checklist
from nettverk_tui.model.core.messages import Message
from nettverk_tui.model.overview.mutual_help import Helper
from nettverk_tui.model.warnings import EarlyWarning

#: Explained under the list of the board, and in the help.
SIGNS = {"ask": "?", "ask_first": "!"}


def fact(signal: EarlyWarning, t: Translator, checklist: Checklist, today: str) -> str:
    """Return a warning as *L1 The leader leads is at 2 · the group’s own answer · Thu 10 March*."""
    said = spelled_out(signal.fact, t, checklist)
    return f"{said} · {t.message(signal.source)} · {t.day(signal.on, today)}"


def spelled_out(fact: Message, t: Translator, checklist: Checklist) -> str:
    """Return the words of a fact, with the short name of a factor behind its id."""
    values: dict[str, str | int | Message] = dict(fact.values)
    item = values.get("item")
    if isinstance(item, str):
        values["item"] = f"{item} {checklist.item(item).short.in_language(t.language)}"
    return t.message(Message(fact.text, values))


def helper_words(found: Sequence[Helper], t: Translator) -> str:
    """Return *can help: C (2 → 4), E (4)*; empty where no group can."""
    if not found:
        return ""
    levels = [
        f"{helper.rose_from} → {helper.level}" if helper.rose_from is not None else helper.level for helper in found
    ]
    named = [f"{helper.group.letter} ({level})" for helper, level in zip(found, levels, strict=True)]
    return t("Can help: {groups}", groups=", ".join(named))
