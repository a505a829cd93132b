"""The pages of the network at a glance, each as lines for a width and a height; escape codes colour them."""

from collections.abc import Callable, Mapping, Sequence
from itertools import combinations
from textwrap import wrap

from rich.text import Text

from nettverk_tui.charts.cells import fit
from nettverk_tui.charts.chart import indicator_chart
from nettverk_tui.charts.heat import heat_lines
from nettverk_tui.charts.pen import Pen
from nettverk_tui.charts.terminal import render
from nettverk_tui.language import Translator
from nettverk_tui.model.core.messages import N_
from nettverk_tui.model.core.quantity import number
from nettverk_tui.model.core.records import Gathering, Group, Indicator, Measurement, Network, Rating
from nettverk_tui.model.core.text import one_line
from nettverk_tui.model.core.values import ResourceKind
from nettverk_tui.model.overview.board import (
    ADVISER,
    UNKNOWN,
    advice_flow,
    factors_over_time,
    progress_over_time,
    resource_use,
    side_by_side,
)
from nettverk_tui.model.overview.heat_map import heat_map
from nettverk_tui.model.overview.mutual_help import pairs
from nettverk_tui.model.warnings import open_warnings
from nettverk_tui.resources import Knowledge
from nettverk_tui.store.store import Store
from nettverk_tui.tui.warning_labels import SIGNS, fact, helper_words

_KINDS: dict[ResourceKind, str] = {
    "group_meetings": N_("group meetings"),
    "writing": N_("writing"),
    "staff_meetings": N_("staff meetings"),
    "gatherings": N_("gatherings"),
    "guidance": N_("guidance"),
    "overnight": N_("overnight stays"),
    "travel": N_("travel"),
}
#: The size of a small chart, and the space between two of them.
_CHART_WIDTH, _CHART_HEIGHT, _GAP = 36, 10, 3

#: The pages that `draw` can be asked for, in order.
PAGES = (
    N_("Where the groups stand"),
    N_("What to ask about"),
    N_("What they have measured"),
    N_("Progress from gathering to gathering"),
    N_("Each group’s factors"),
    N_("Who advised whom"),
    N_("Hours"),
    N_("Two gatherings side by side"),
    N_("Talks two and two"),
)


class BoardPages:
    """The pages of one network; each reads its rows anew."""

    def __init__(self, store: Store, network: Network, knowledge: Knowledge, translator: Translator) -> None:
        self._store, self._network, self._knowledge, self.translator = store, network, knowledge, translator
        self.by_need = False
        self.items = False
        self.compare = 0

    def draw(self, number: int, width: int, height: int) -> Sequence[str]:
        """Return the lines of a page; none while there is nothing to show."""
        pages: Sequence[Callable[[int, int], Sequence[str]]] = (
            self._standing,
            self._warnings,
            self._charts,
            self._progress,
            self._factors,
            self._advice,
            self._hours,
            self._compared,
            self._pairs,
        )
        return pages[number](width, height)

    @property
    def _pen(self) -> Pen:
        return Pen(self.translator.message, self.translator.months, colours=True)

    def _groups(self) -> Sequence[Group]:
        found = self._store.rows.find(Group, network_id=self._network.id)
        return sorted((group for group in found if group.state != "withdrawn"), key=lambda group: group.letter)

    def _gatherings(self) -> Sequence[Gathering]:
        """Return the gatherings with at least one rating, by number."""
        found = sorted(
            self._store.rows.find(Gathering, network_id=self._network.id), key=lambda gathering: gathering.number
        )
        return [gathering for gathering in found if self._store.rows.find(Rating, gathering_id=gathering.id)]

    def _names(self) -> dict[str, str]:
        return self._knowledge.checklist.short_names(self.translator.language)

    def _standing(self, width: int, height: int) -> Sequence[str]:
        groups, gatherings = self._groups(), self._gatherings()
        if not gatherings or not groups:
            return []
        # Items need a column each; in a narrow window the categories are shown instead.
        for items in (True, False) if self.items else (False,):
            heat = heat_map(self._store.rows, gatherings, groups, self._knowledge.checklist, items=items)
            if self.by_need:
                heat = type(heat)(heat.columns, tuple(sorted(heat.rows, key=lambda row: row.need)))
            lines = heat_lines(heat, self._names(), width, height, self._pen)
            if lines:
                return lines
        return [self.translator("This needs a larger window.")]

    def _warnings(self, width: int, height: int) -> Sequence[str]:  # noqa: ARG002
        t = self.translator
        today = t.local(self._store.now()).date().isoformat()
        lines: list[str] = []
        for group in self._groups():
            found = open_warnings(self._store.rows, group, self._knowledge.checklist, today)
            lines.append(self._pen.bold(f"{group.letter}  {one_line(group.unit, 60)}"))
            for warning in found:
                said = fact(warning, t, self._knowledge.checklist, today)
                lines += _indented(f"{SIGNS[warning.level]} {said}", width, 3, 5)
                lines += _indented(t.message(warning.question), width, 5, 5)
            lines += [] if found else [f"   {t('Nothing gives reason to ask.')}"]
            lines.append("")
        legend = t(
            "! ask first  ? ask. A reason for a conversation, no verdict; what nobody wrote down may well be done."
        )
        return [*lines, *_indented(legend, width, 0, 0)] if lines else []

    def _charts(self, width: int, height: int) -> Sequence[str]:  # noqa: ARG002
        rows, t = self._store.rows, self.translator
        small: list[list[str]] = []
        for group in self._groups():
            indicators = sorted(rows.find(Indicator, group_id=group.id), key=lambda indicator: indicator.position)
            for indicator in indicators[:1]:
                chart = indicator_chart(indicator, rows.find(Measurement, indicator_id=indicator.id))
                picture = render(chart, _CHART_WIDTH, _CHART_HEIGHT, "colour", say=t.message, months=t.months)
                head = self._pen.bold(fit(f"{group.letter}  {one_line(group.unit, 40)}", _CHART_WIDTH))
                lines = [head, *picture.split("\n")]
                small.append(lines + [""] * (_CHART_HEIGHT + 2 - len(lines)))
        across = max((width + _GAP) // (_CHART_WIDTH + _GAP), 1)
        made: list[str] = []
        for first in range(0, len(small), across):
            beside = zip(*small[first : first + across], strict=True)
            made += [(" " * _GAP).join(_wide(part, _CHART_WIDTH) for part in parts).rstrip() for parts in beside]
        return made

    def _progress(self, width: int, height: int) -> Sequence[str]:
        gatherings = self._gatherings()
        heat = progress_over_time(self._store.rows, gatherings, self._groups(), self._knowledge.checklist)
        return heat_lines(heat, self._gathering_names(gatherings), width, height, self._pen) if gatherings else []

    def _gathering_names(self, gatherings: Sequence[Gathering]) -> dict[str, str]:
        t = self.translator
        return {str(gathering.number): t("Gathering {number}", number=gathering.number) for gathering in gatherings}

    def _factors(self, width: int, height: int) -> Sequence[str]:  # noqa: ARG002
        gatherings, lines, names = self._gatherings(), list[str](), self._names()
        for group in self._groups() if gatherings else ():
            heat = factors_over_time(self._store.rows, gatherings, group, self._knowledge.checklist)
            title = self._pen.bold(f"{group.letter}  {one_line(group.unit, 60)}")
            lines += [title, *heat_lines(heat, names, width, len(heat.rows) + 2, self._pen), ""]
        return lines

    def _advice(self, width: int, height: int) -> Sequence[str]:  # noqa: ARG002
        t, groups = self.translator, self._groups()
        flow = advice_flow(self._store.rows, groups)
        if not flow:
            return []
        letters = [group.letter for group in groups]
        givers = {**{letter: letter for letter in letters}, ADVISER: t("advisers"), UNKNOWN: t("not written down")}
        gutter = max(map(len, givers.values())) + 2
        lines = [t("Rows gave, columns received."), ""]
        lines.append(self._pen.bold(" " * gutter + "".join(f"{letter:>5}" for letter in letters) + f"{'Σ':>7}"))
        for giver, name in givers.items():
            counts = [flow.get((giver, letter), 0) for letter in letters]
            cells = [
                "·" if giver == letter else str(count or "–") for letter, count in zip(letters, counts, strict=True)
            ]
            if any(counts) or giver in letters:
                lines.append(f"{name:<{gutter}}" + "".join(f"{cell:>5}" for cell in cells) + f"{sum(counts):>7}")
        return lines

    def _hours(self, width: int, height: int) -> Sequence[str]:  # noqa: ARG002
        t = self.translator
        found = resource_use(self._store.rows, self._network.id)
        if not found:
            return []
        most = max(use.participants + use.advisers for use in found)
        bar = max(min(width - 60, 40), 8)
        heads = (t("participants"), t("advisers"))
        lines = [self._pen.bold(f"{'':<22}{heads[0]:>16}{heads[1]:>16}"), ""]
        for use in found:
            hours = [t.message(number(value)) if value else "–" for value in (use.participants, use.advisers)]
            filled = "█" * round(bar * use.participants / most) + "░" * round(bar * use.advisers / most)
            lines.append(
                f"{fit(t(_KINDS[use.kind]), 21):<22}{hours[0]:>16}{hours[1]:>16}  {self._pen.paint(filled, 6)}"
            )
        return [*lines, "", t("Only hours that were written down; nothing is estimated.")]

    def _compared(self, width: int, height: int) -> Sequence[str]:  # noqa: ARG002
        t, gatherings = self.translator, self._gatherings()
        # An open gathering would look like a fall for the groups that have not had their turn.
        held = [gathering for gathering in gatherings if gathering.state == "closed"]
        gatherings = held if len(held) > 1 else gatherings
        choices = list(combinations(gatherings, 2))[::-1]
        if not choices:
            return []
        two = choices[self.compare % len(choices)]
        lines = [
            t(
                "Gathering {first} → gathering {second}; Tab c takes two others.",
                first=two[0].number,
                second=two[1].number,
            ),
            "",
        ]
        checklist = self._knowledge.checklist
        names = [*(category.id for category in checklist.categories), *(item.id for item in checklist.outcomes())]
        found = side_by_side(self._store.rows, two, self._groups(), checklist)
        levels = {compared.letter: [compared.levels.get(name, (None, None)) for name in names] for compared in found}
        counts = {
            compared.letter: [compared.present, compared.advice, compared.taken, compared.actions, compared.done]
            for compared in found
        }
        heads = [t("present"), t("advice"), t("taken along"), t("actions"), t("done")]
        legend = t(
            "▲ rose, ▼ fell, · not rated or not marked. Done: of the actions made there, those that are done by now."
        )
        named = self._names()
        spelt = " · ".join(f"{name} {named[name]}" for name in names if name in named)
        tables = [
            *self._table(names, levels, arrows=True),
            *_indented(spelt, width, 0, 0),
            "",
            *self._table(heads, counts, arrows=False),
            "",
        ]
        return [*lines, *tables, *_indented(legend, width, 0, 0)]

    def _table(
        self, heads: Sequence[str], rows: Mapping[str, Sequence[tuple[int | None, int | None]]], *, arrows: bool
    ) -> Sequence[str]:
        """Return a table of groups × the things compared, before and after."""
        wide = [max(len(head), 6) + 2 for head in heads]
        lines = [self._pen.bold("    " + "".join(f"{head:>{cells}}" for head, cells in zip(heads, wide, strict=True)))]
        for letter, values in rows.items():
            shown = (f"{_sign(one)}→{_sign(other)}{_arrow(one, other) if arrows else ''}" for one, other in values)
            lines.append(f"{letter:<4}" + "".join(f"{cell:>{cells}}" for cell, cells in zip(shown, wide, strict=True)))
        return lines

    def _pairs(self, width: int, height: int) -> Sequence[str]:  # noqa: ARG002
        t, checklist, lines = self.translator, self._knowledge.checklist, list[str]()
        items = [item.id for item in checklist.starred() if not item.outcome]
        gatherings = self._gatherings()
        for pair in pairs(self._store.rows, gatherings, self._groups(), items) if gatherings else ():
            who = " + ".join(f"{group.letter} {one_line(group.unit, 24)}" for group in pair.groups)
            lines.append(self._pen.bold(fit(who, width)))
            for help in pair.why:
                factor = f"{help.item} {checklist.item(help.item).short.in_language(t.language)}"
                standing = t("{letter} is at {low}: {factor}", letter=help.receiver.letter, low=help.low, factor=factor)
                said = f"{standing}. {helper_words((help.helper,), t)}"
                lines += _indented(said, width, 3, 5)
            if not pair.why:
                lines.append(f"   {t('Nothing speaks for them more than for others.')}")
            lines.append("")
        legend = t(
            "A proposal from the groups’ own last answers. A factor that rose counts double: that group knows the way."
        )
        return [*lines, *_indented(legend, width, 0, 0)] if lines else []


def _indented(text: str, width: int, first: int, then: int) -> Sequence[str]:
    return wrap(text, width, initial_indent=" " * first, subsequent_indent=" " * then)


def _wide(line: str, width: int) -> str:
    """Pad the line to a width in cells; escape codes take none."""
    return line + " " * (width - Text.from_ansi(line).cell_len)


def _sign(value: int | None) -> str:
    return "·" if value is None else str(value)


def _arrow(before: int | None, after: int | None) -> str:
    if before is None or after is None or before == after:
        return " "
    return "▲" if after > before else "▼"
