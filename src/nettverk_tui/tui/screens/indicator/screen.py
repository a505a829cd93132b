"""One indicator of a group: the thing measured, the direction wanted, and the chart of its series."""

from collections.abc import Sequence

from nettverk_tui.model.commands import DescribeIndicator
from nettverk_tui.model.core.messages import N_
from nettverk_tui.model.core.records import Group, Indicator
from nettverk_tui.model.measurement.indicator_page import CHARTS, DIRECTIONS, KINDS, as_typed, read_page
from nettverk_tui.model.measurement.indicator_values import IndicatorPage
from nettverk_tui.model.measurement.spc_text import RULE_SETS
from nettverk_tui.model.network.form import FieldFault
from nettverk_tui.store.store import Store, new_id
from nettverk_tui.tui.base.form import FormLine, FormScreen, half_typed_id
from nettverk_tui.tui.base.hints import HelpPage

_LINES = {
    "name": FormLine(N_("Indicator"), N_("what is counted or measured")),
    "kind": FormLine(N_("Kind")),
    "unit": FormLine(N_("Unit of it"), N_("calls a day, minutes, per 1000 contacts")),
    "direction": FormLine(N_("Direction")),
    "target": FormLine(N_("Target"), N_("what the group wants to reach; nothing where there is no target")),
    "source": FormLine(N_("Source"), N_("where the numbers come from: the journal system, a tally sheet")),
    "baseline": FormLine(N_("Baseline"), N_("the period that centre and limits come from; nothing: all of it")),
    "chart": FormLine(N_("Chart")),
    "rules": FormLine(N_("Rules")),
}

_HELP = HelpPage(
    N_("Indicator"),
    (
        N_("Share: so many of so many, in per cent. Count: whole numbers. Rate: per exposure, such as per 1000."),
        N_("In words: what is not counted. Reported change: a relative change whose values nobody gave."),
        N_("The target is drawn, and judges nothing. Direction is where the group wants to go."),
        N_("A baseline freezes centre and limits at those of its period; they never move by themselves."),
        N_("Rules: Anhøj for every series; Perla–Provost gives more false alarms in long ones; NHS needs limits."),
    ),
    ("plan", "maker"),
)


class IndicatorScreen(FormScreen[IndicatorPage]):
    """The form of a new indicator, or of a stored one."""

    help_page = _HELP
    lines = _LINES

    def __init__(self, store: Store, group: Group, indicator: Indicator | None, language: str) -> None:
        stored = as_typed(indicator, language) if indicator is not None else {}  # type: ignore[arg-type]
        drafts = f"indicator:{indicator.id if indicator is not None else f'new:{group.id}'}"
        id = indicator.id if indicator is not None else half_typed_id(store, drafts) or new_id()
        super().__init__(store, drafts, id, indicator.version if indicator is not None else 0, stored)
        self._group = group

    def example_of(self, name: str) -> str:
        language = self.translator.language
        if name == "kind":
            return ", ".join(words[language] for words in KINDS.values())
        if name == "direction":
            return ", ".join(words[language] for words in DIRECTIONS.values())
        if name == "chart":
            return ", ".join(words[language] for words in CHARTS.values())
        if name == "rules":
            return ", ".join(RULE_SETS.values())
        return super().example_of(name)

    def title_words(self) -> str:
        t = self.translator
        return f"{t('Indicator')} · {t('Group {letter}', letter=self._group.letter)} · {self._group.unit}"

    def read(self) -> tuple[IndicatorPage, Sequence[FieldFault]]:
        return read_page(self.fields(), self.today())

    def sums(self, read: IndicatorPage) -> str:
        language = self.translator.language
        return " · ".join(part for part in (read.name, KINDS[read.kind][language], read.unit) if part)

    def command(self, read: IndicatorPage) -> DescribeIndicator:
        return DescribeIndicator(id=self.about_id, group_id=self._group.id, seen=self.seen, page=read)
