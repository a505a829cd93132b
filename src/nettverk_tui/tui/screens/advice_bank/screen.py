"""The bank of advice: advice given, here and across networks, its outcome, and the later levels of the factor."""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from textwrap import wrap
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.content import Content
from textual.widgets import Static

from nettverk_tui.model.core.messages import N_
from nettverk_tui.model.core.records import Advice, Network
from nettverk_tui.model.core.text import one_line
from nettverk_tui.model.overview.advice_bank import Given, Tally, advice_bank, is_about
from nettverk_tui.resources import Knowledge
from nettverk_tui.store.store import Store
from nettverk_tui.tui.base.desk import Task
from nettverk_tui.tui.base.desk_tasks import Happening
from nettverk_tui.tui.base.hints import HelpPage
from nettverk_tui.tui.base.line_page import LinePage
from nettverk_tui.tui.base.list_keys import ListKeys
from nettverk_tui.tui.base.reader import Reader
from nettverk_tui.tui.bindings import Context, Key, bindings
from nettverk_tui.tui.labels import ANSWERS, OUTCOMES
from nettverk_tui.tui.widgets.long_list import Line, LongList

#: The highest low level: advice is asked for at it, and a factor can rise from it.
_LOW = 2
#: Counts of other networks below this are not told apart.
_FEW = 5

_HELP = HelpPage(
    N_("The bank of advice"),
    (
        N_("Advice of this network, and from others only what may be read across networks, without names."),
        N_("What helped comes first. 2 → 3 is the receiver’s own answer on the factor then, and the next time."),
        N_("Under it: how often low factors rose, with advice on them and without. It is a fact, and never proof:"),
        N_("who is given advice may be who would have risen anyway. Small numbers of other networks are not shown."),
        N_("In the advice step of a gathering Tab A opens it, Enter gives one again, and no group’s levels are shown."),
    ),
    ("bank",),
)


class AdviceBankScreen(LinePage[Advice | None], ListKeys):
    """Advice by factor. In a gathering there is a `receiver`, the id of a group, and Enter gives it the advice again.

    The page is then seen by the room: it shows nothing private, no level of a group, no count small enough to be one,
    and no advice the receiver had before.

    Advice on the items in `first`, which are low, comes first, without a mark.
    """

    CSS_PATH = Reader.with_css(Path(__file__).with_name("advice_bank.tcss"))
    BINDINGS: ClassVar[list[BindingType]] = list(bindings("bank"))
    context: ClassVar[Context] = "bank"
    help_page = _HELP

    def __init__(
        self,
        store: Store,
        network: Network,
        knowledge: Knowledge,
        *,
        first: Sequence[str] = (),
        receiver: str | None = None,
        write: Callable[[str], object] | None = None,
    ) -> None:
        """Take the texts begun here through `write` in a gathering, for they belong into the gathering's own line."""
        super().__init__()
        self._store, self._network, self._knowledge, self._quoting = store, network, knowledge, receiver is not None
        self._receiver, self._write = receiver, write
        self._given: Sequence[Given] = ()
        self._shown: Sequence[Given] = ()
        self._here: Mapping[tuple[str, int, bool], Tally] = {}
        self._elsewhere: Mapping[tuple[str, int, bool], Tally] = {}
        #: The factors shown; empty for all advice, also that without a factor.
        self._items: tuple[str, ...] = ()
        self._first = tuple(first)
        self._helped = False
        self._area = ""

    def compose(self) -> ComposeResult:
        yield Static(classes="page-title")
        yield LongList(id="bank")
        yield Static(id="bank-about")
        yield from self.foot_lines()

    def on_mount(self) -> None:
        self.desk.display = not self._quoting
        self.tell("")
        self._fetch()
        self.call_after_refresh(self.redraw)

    def on_resize(self) -> None:
        self.call_after_refresh(self.redraw)

    def file_changed(self) -> None:
        self._fetch()
        self.redraw()

    def _fetch(self) -> None:
        self._given = advice_bank(self._store.rows, self._network, with_private=not self._quoting)
        self._here = self._store.rollup.inside(self._network.id)
        self._elsewhere = self._store.rollup.outside(self._network.id)

    # --- drawing

    def redraw(self) -> None:
        """Apply the filters again and show the advice."""
        t = self.translator
        self._shown = [
            given
            for given in self._given
            if (self._receiver is None or given.advice.group_id != self._receiver)
            and (not self._items or any(_concerns(given.advice.factor, item) for item in self._items))
            and (not self._helped or given.advice.outcome == "helped")
            and (not self._area or given.area == self._area)
        ]
        if self._first:
            self._shown = sorted(
                self._shown, key=lambda given: not any(is_about(given.advice.factor, one) for one in self._first)
            )
        what = ", ".join(self._items) if self._items else t("all factors")
        helped = f" · {t('what helped')}" if self._helped else ""
        helped += f" · {one_line(self._area, 30)}" if self._area else ""
        count = t("{n} of {all}", n=len(self._shown), all=len(self._given))
        self.query_one(".page-title", Static).update(self.titled(f"{t('Advice')} · {what}{helped}", f"  {count}"))
        width = max(self.size.width - 3, 20)
        lines: list[Line] = []
        for number, given in enumerate(self._shown):
            lines += [(line, number) for line in self._lines(given, width)]
        nothing = Content(f" {t('No advice has been given on this yet.')}")
        self.entries.show(lines or [(nothing, None)])
        self.query_one("#bank-about", Static).update(Content.styled(self._about(width), "$foreground-muted"))

    def _lines(self, given: Given, width: int) -> Sequence[Content]:
        t, advice = self.translator, given.advice
        factor = f"#{advice.factor} " if advice.factor else ""
        private = "%" if advice.layer == "facilitators" else " "
        text = " ".join(advice.text.split())
        first, *rest = wrap(f"{factor}{text}", width, initial_indent=f" {private} ", subsequent_indent="     ")
        became = [self._source(given), t(ANSWERS[advice.answer])]
        if advice.answer == "take_along" or advice.outcome is not None:
            became.append(t(OUTCOMES[advice.outcome]))
        if given.times > 1:
            became.append(t("given ×{n}", n=given.times))
        if given.before is not None and not self._quoting:
            then = t("level {before} then", before=given.before)
            became.append(f"{then}, {t('{after} next time', after=given.after)}" if given.after is not None else then)
        if given.area:
            became.append(one_line(given.area, 30))
        told = wrap(" · ".join(became), width, initial_indent="     ", subsequent_indent="     ")
        strong = "bold" if advice.outcome == "helped" else ""
        head = [Content.styled(first, strong), *(Content.styled(line, strong) for line in rest)]
        return [*head, *(Content.styled(line, "$foreground-muted") for line in told)]

    def _source(self, given: Given) -> str:
        """Name the receiver: a group of this network by its letter, one of another by its kind and the year."""
        t = self.translator
        if given.letter:
            return t("to {letter}, {year}", letter=given.letter, year=given.year or "–")
        return (
            t("a GP office, {year}", year=given.year)
            if given.usual_unit
            else t("another unit, {year}", year=given.year)
        )

    def _about(self, width: int) -> str:
        """Return how often equally low factors rose, with advice and without."""
        t, lines = self.translator, []
        places = [] if self._quoting else [(t("here"), self._here)]
        if len(self._store.rows.find(Network)) > 1:
            places.append((t("in the other networks of the file"), self._elsewhere))
        for where, tallies in places:
            advised, without = (self._rose(tallies, advised=advised) for advised in (True, False))
            if advised or without:
                words = t(
                    "Of factors at {low} or lower {where} rose: {advised} with advice on them, {without} without",
                    low=_LOW,
                    where=where,
                    advised=advised or "–",
                    without=without or "–",
                )
                lines.append(words)
        if not lines:
            return ""
        lines.append(t("A fact, never proof: nobody drew lots."))
        return "\n".join(
            row for line in lines for row in wrap(line, width, initial_indent=" ", subsequent_indent="   ")
        )

    def _rose(self, tallies: Mapping[tuple[str, int, bool], Tally], *, advised: bool) -> str:
        found = [
            tally
            for (item, level, with_advice), tally in tallies.items()
            if level <= _LOW
            and with_advice is advised
            and (not self._items or any(is_about(one, item) or one == item for one in self._items))
        ]
        steps, rose = sum(tally.steps for tally in found), sum(tally.rose for tally in found)
        masked = tallies is not self._here
        if not steps or (masked and steps < _FEW):
            return ""
        shown = f"<{_FEW}" if masked and rose < _FEW else str(rose)
        return self.translator("{rose} of {steps}", rose=shown, steps=steps)

    def foot_keys(self) -> Sequence[Key]:
        # Outside a gathering there is no group to give it to.
        return [key for key in super().foot_keys() if self._quoting or key.id != "bank.quote"]

    # --- the line

    def begins(self) -> Task:
        return Happening(self._store, self._network, self._knowledge, self.translator)

    def open_line(self, text: str) -> bool:
        if self._write is None:
            return super().open_line(text)
        self.dismiss(None)
        self._write(text)
        return True

    # --- keys

    def action_factor(self, step: int) -> None:
        """Show the advice on another factor, or all."""
        factors = {given.advice.factor for given in self._given if given.advice.factor}
        order = [
            *(category.id for category in self._knowledge.checklist.categories),
            *(item.id for item in self._knowledge.checklist.items),
        ]
        choices: list[tuple[str, ...]] = [
            (),
            *((id,) for id in sorted(order) if any(_concerns(factor, id) for factor in factors)),
        ]
        at = choices.index(self._items) if self._items in choices else 0
        self._items = choices[(at + step) % len(choices)]
        self.entries.cursor = 0
        self.redraw()

    def action_area(self) -> None:
        """Show the advice to groups with another improvement area, or all."""
        areas = ["", *sorted({given.area for given in self._given if given.area})]
        self._area = areas[(areas.index(self._area) + 1) % len(areas)] if self._area in areas else ""
        self.entries.cursor = 0
        self.redraw()

    def action_helped(self) -> None:
        """Show only the advice that helped, or all."""
        self._helped = not self._helped
        self.entries.cursor = 0
        self.redraw()

    def action_quote(self) -> None:
        """Give this advice again to the group that asks now; outside a gathering, say when that is possible."""
        if not self._shown:
            return
        if self._quoting:
            self.dismiss(self._shown[self.entries.cursor].advice)
        else:
            self.tell(self.translator("In the advice step of a gathering, Enter gives it again."))


def _concerns(factor: str | None, wanted: str) -> bool:
    """Return True if advice on a factor belongs under the wanted one: an item under its category, or the reverse."""
    return factor is not None and (is_about(wanted, factor) or is_about(factor, wanted))
