"""The critical factors: the group's last answers beside those of now, one digit each."""

from collections.abc import Sequence
from typing import ClassVar

from rich.cells import set_cell_size
from textual.binding import BindingType
from textual.content import Content

from nettverk_tui.charts.cells import fit
from nettverk_tui.model.commands import Rate, ShareRatings
from nettverk_tui.model.core.records import Group, Rating
from nettverk_tui.model.core.values import Rater, RatingAnswer
from nettverk_tui.model.gathering.factor_sheet import FactorRow, Facts, factor_sheet, facts
from nettverk_tui.store.store import new_id
from nettverk_tui.tui import labels
from nettverk_tui.tui.bindings import Context, bindings, key_with
from nettverk_tui.tui.screens.runner.panel import MUTED, Line, Panel, blank, muted, styled, wrapped
from nettverk_tui.tui.screens.runner.panels.entries import said_in_step, said_lines

_TRENDS = {
    "risen": ("▲", "$text-success"),
    "same": ("=", MUTED),
    "fallen": ("▼", "$text-error"),
    None: (" ", ""),
}
#: Cells for each of the three answers, and the label's width from which these fit; the widest has room for the
#: adviser's head in brackets, in every language.
_COLUMNS = (((9, 9, 12), 32), ((5, 6, 11), 24), ((4, 5, 5), 0))
#: Cells beside label and answers: the cursor, the factor's id, and air.
_BESIDE = 8
#: The lines needed for headings: eight factors, their headings, the wording and the facts.
_ROOMY = 22


class FactorsPanel(Panel, inherit_bindings=False):
    """A digit rates and moves on. The adviser's column opens when the group's answers are in, or at a key."""

    context: ClassVar[Context] = "factors"
    BINDINGS: ClassVar[list[BindingType]] = list(bindings("factors"))
    sheet: tuple[FactorRow, ...] = ()
    facts: Facts | None = None
    _columns: tuple[int, int, int] = _COLUMNS[0][0]
    rater: Rater = "group"
    #: The row rated last: a digit moves the cursor on, and the reason that follows belongs to that row.
    rated = 0

    def reset(self) -> None:
        self.sheet, self.rater, self.rated = (), "group", 0

    def read(self) -> None:
        group = self.group
        if group is not None:
            rows = self.runner.rows
            self.sheet = factor_sheet(rows, self.room, group, self.runner.knowledge.checklist)
            self.facts = facts(rows, self.room, group, self.runner.today)

    def factor_in_focus(self) -> str | None:
        return self.sheet[self.cursor].item.id if self.cursor < len(self.sheet) else None

    def lines(self) -> Sequence[Line]:
        t = self.t
        if not self.sheet:
            return [Line(muted(f" {t('No factors are asked at this gathering.')}"))]
        rest = self.text_width - _BESIDE
        self._columns = next(columns for columns, least in _COLUMNS if rest - sum(columns) >= least or not least)
        label_width = min(max(rest - sum(self._columns), 10), 60)
        heads = [t("last"), t("now"), t("adviser")]
        if self.rater == "adviser":
            heads[2] = f"[{heads[2]}]"
        columns = zip(heads, self._columns, strict=True)
        head = " " * (label_width + 5) + "".join(f"{fit(head, column - 1):>{column}}" for head, column in columns)
        lines = [Line(muted(head))]
        category, roomy = "", self.scrollable_content_region.height >= _ROOMY
        for number, row in enumerate(self.sheet):
            # On a small screen the headings give way to the facts below: the letter says the category too.
            if not roomy:
                lines += [blank()] if row.item.outcome else []
            elif row.item.outcome:
                if category != "outcome":
                    category = "outcome"
                    lines.append(self._category(t("Progress: what the others lead to")))
            elif row.item.category != category:
                category = row.item.category
                name = self.runner.knowledge.checklist.category(category).name.in_language(t.language)
                lines.append(self._category(name))
            lines += self._row(number, row, label_width)
        return [*lines, *([blank()] if roomy else []), *self._foot(), *said_lines(self, said_in_step(self))]

    @staticmethod
    def _category(name: str) -> Line:
        return Line(Content.styled(f"  {name}", "$text-accent"))

    def _row(self, number: int, row: FactorRow, label_width: int) -> list[Line]:
        here = number == self.cursor
        label = row.item.short.in_language(self.t.language)
        sign, style = _TRENDS[row.trend]
        now = "_" if row.now is None and here and self.rater == "group" else labels.level(row.now)
        adviser = "_" if row.adviser is None and here and self.rater == "adviser" else self._adviser(row)
        before, here_now, of_adviser = self._columns
        lead = Content.assemble(
            f" {row.item.id:<3}",
            set_cell_size(fit(label, label_width - 1), label_width),
            f"{labels.level(row.before):>{before}}",
            (f"{now:>{here_now - 2}}", "bold"),
            (f" {sign}", style),
            f"{adviser:>{of_adviser}}",
        )
        lines = [Line(lead, number)]
        # The adviser's reason is shown only while the adviser's column is being filled in.
        rated = row.adviser if self.rater == "adviser" else row.now
        if rated is not None and rated.reason:
            lines += styled(wrapped(f"«{rated.reason}»", self.text_width, indent=6), MUTED)
        if here:
            lines += self._help(row)
        return lines

    def _adviser(self, row: FactorRow) -> str:
        """Return the adviser's own level, covered until the group's is in."""
        if self.rater == "adviser" or row.now is not None:
            return labels.level(row.adviser)
        return "·"

    def _help(self, row: FactorRow) -> list[Line]:
        knowledge, t, width = self.runner.knowledge, self.t, self.text_width
        unit = knowledge.checklist.unit_word(self.room.network.unit_word, self.room.network.language)
        full = wrapped(row.item.wording(t.language, unit), width, indent=6)
        scale = "  ".join(f"{level.value} {level.name.in_language(t.language)}" for level in knowledge.scale.levels)
        not_rated = knowledge.scale.not_rated.in_language(t.language)
        not_relevant = knowledge.scale.not_relevant.in_language(t.language)
        key = key_with("factors.not-relevant")
        answers = f"       {scale}  0 {not_rated}  {key.label if key else ''} {not_relevant}"
        return [*styled(full, MUTED), Line(Content.styled(answers, "$text-accent"))]

    def _foot(self) -> list[Line]:
        t, group, known = self.t, self.group, self.facts
        if group is None or known is None:
            return []
        measured = t("yes") if known.measured else t("no")
        parts = [
            t.plural("{n} group meeting", "{n} group meetings", known.group_meetings),
            t.plural("{n} staff meeting", "{n} staff meetings", known.staff_meetings),
            t.plural("{n} contact", "{n} contacts", known.contacts),
            t("present {n} of {of}", n=known.present, of=known.members),
            t("doctor {n} of {of}", n=known.doctors_present, of=known.doctors),
            t("measured: {answer}", answer=measured),
        ]
        since = t("Since last time, as far as recorded: {facts}", facts=" · ".join(parts))
        return [Line(muted(f"  {since}")), Line(muted(f"  {self._shared(group)}"))]

    def _shared(self, group: Group) -> str:
        t = self.t
        return {
            True: t("The network may see this group’s ratings (Tab s changes it)."),
            False: t("These ratings stay in the group (Tab s changes it)."),
            None: t("May the network see these ratings? Tab s: yes. Until then they stay in the group."),
        }[group.shares_ratings]

    def action_rate(self, digit: str) -> None:
        """Store one answer and move on."""
        group = self.group
        if group is None or self.cursor >= len(self.sheet):
            return
        item = self.sheet[self.cursor].item
        answers: dict[str, RatingAnswer | None] = {"0": "not_rated", "x": "not_relevant", "": None}
        command = Rate(
            id=new_id(),
            gathering_id=self.room.gathering.id,
            group_id=group.id,
            item=item.id,
            rater=self.rater,
            answer=answers.get(digit, "level"),
            level=int(digit) if digit in "1234" and digit else None,
            wording_version=item.wording_version,
        )
        self.rated = self.cursor
        if self.runner.send(command) and digit:
            self.action_cursor(1)

    def action_rater(self) -> None:
        """Switch the column that the digits fill: the group's or the adviser's."""
        self.rater = "adviser" if self.rater == "group" else "group"
        self.draw()

    def action_reason(self) -> None:
        """Ask for a reason in the line."""
        rating = self._rating(self.cursor) or self._rating(self.rated)
        if rating is None:
            self.runner.tell(self.t("Rate the factor first, then give the reason."))
        else:
            self.runner.ask_in_line("reason", rating.id, rating.reason)

    def _rating(self, number: int) -> Rating | None:
        if number >= len(self.sheet):
            return None
        return self.sheet[number].now if self.rater == "group" else self.sheet[number].adviser

    def action_share(self) -> None:
        """Switch whether the network may see this group's ratings."""
        group = self.group
        if group is not None:
            command = ShareRatings(group_id=group.id, shares=not group.shares_ratings, seen=group.version)
            # The line that says so may be below the visible part.
            self.runner.send(command, lambda: self.runner.tell(self._shared(self.group or group)))
