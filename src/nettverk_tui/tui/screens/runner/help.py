"""F1 in a gathering: what happens in this step, what to say, what to write down, and the keys."""

from collections.abc import Sequence

from textual.content import Content

from nettverk_tui.language import Translator
from nettverk_tui.model.core.entry_kinds import ENTRY_KINDS
from nettverk_tui.model.core.messages import N_
from nettverk_tui.model.gathering.timekeeping import Place
from nettverk_tui.resources import Knowledge
from nettverk_tui.tui.base.hints import key_lines
from nettverk_tui.tui.bindings import Context, keys_of

_TEXT_HELP = (N_("text"), N_("what the step collects: a note, advice, an action"))
#: The signs of the line that mean no kind of entry.
_LINE_HELP: tuple[tuple[str, str], ...] = (
    ("%", N_("for the facilitators only")),
    ("@ =", N_("person, group or role: @Kari =B @leder")),
    ("#", N_("factor: #L1")),
    (":", N_("due date: :fri :6/3 :+2w, or “due next gathering”")),
    (N_("due"), N_("thu 10/12 · next Friday · week 50 · in two weeks · end of the month")),
    ("…", N_("goes on with the previous entry; s/wrong/right/ corrects it")),
    (N_("words"), N_("meeting: contact: measurement: with what, when, how long")),
)


def step_help(place: Place | None, context: Context, knowledge: Knowledge, t: Translator) -> tuple[str, Content]:
    """Return title and text for the step on show."""
    title, parts = t("Help"), []
    if place is not None:
        text = (
            knowledge.gatherings.item(place.item.kind)
            if place.step.kind == "plenary"
            else knowledge.relays.step(place.step.kind)
        )
        title = text.name.in_language(t.language)
        parts += [Content(f"  {line}") for line in text.help.in_language(t.language)]
    here = keys_of(context)
    if here:
        parts += [Content(""), Content.styled(f" {t('Keys here')}", "bold"), *key_lines(here, t)]
    parts += [Content(""), Content.styled(f" {t('In the line (a letter opens it, Enter stores, Esc leaves)')}", "bold")]
    parts += [
        Content.assemble((f"  {t(sign) if sign.isalpha() else sign:<10}", "bold $text-accent"), t(words))
        for sign, words in (_TEXT_HELP, *_kind_help(t), *_LINE_HELP)
    ]
    parts += [Content(""), Content.styled(f" {t('Keys everywhere in the gathering')}", "bold")]
    parts += key_lines(keys_of("runner"), t)
    return title, Content("\n").join(parts)


def _kind_help(t: Translator) -> Sequence[tuple[str, str]]:
    """Return the sign of every kind of entry that has one, and its meaning."""
    return [(kind.sign, kind.help or t(kind.name).lower()) for kind in ENTRY_KINDS.values() if kind.sign]
