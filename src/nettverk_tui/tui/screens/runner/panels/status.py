"""The status presentation: four fields with last time's answer above each, and the group's indicator beside them."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar, get_args

import msgspec
from rich.text import Text
from textual import events, on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.content import Content
from textual.widgets import Static

from nettverk_tui.model.commands import Place, SetStatusText
from nettverk_tui.model.core.identity import looks_like_identity_number
from nettverk_tui.model.core.records import Event, Indicator, Measurement, StatusText
from nettverk_tui.model.core.text import one_line
from nettverk_tui.model.core.values import StatusField
from nettverk_tui.store.drafts import Draft
from nettverk_tui.store.store import new_id
from nettverk_tui.tui.bindings import Context, bindings
from nettverk_tui.tui.labels import STATUS_FIELDS
from nettverk_tui.tui.screens.runner.panel import MUTED, Line, Panel
from nettverk_tui.tui.screens.runner.panels.entries import said_in_step, said_lines
from nettverk_tui.tui.widgets.field import Field

if TYPE_CHECKING:
    from nettverk_tui.charts.chart import Chart

#: The width from which there is room for the chart beside the fields.
_BOTH = 70


#: Lines for the entries besides the fields.
_SAID_LINES = 4


class StatusPanel(Panel, inherit_bindings=False):
    """Four fields, stored when they are left; half-typed text is kept at every key."""

    context: ClassVar[Context] = "status"
    BINDINGS: ClassVar[list[BindingType]] = list(bindings("status"))

    def __init__(self) -> None:
        super().__init__()
        self.stored: dict[StatusField, StatusText] = {}
        self.ids: dict[StatusField, str] = {}
        self.charts: tuple[Chart, ...] = ()
        self.chart_number = 0
        #: In a narrow window: the chart, in place of the fields.
        self.only_chart = False
        self._drawn: tuple[Chart | None, int, int] | None = None

    def compose(self) -> ComposeResult:
        with Horizontal(id="status"):
            with VerticalScroll(id="status-fields", can_focus=False):
                for field in get_args(StatusField):
                    yield Static(id=f"label-{field}", classes="field-label")
                    yield Field("field", field)
                yield Static(id="status-said")
            yield Static(id="status-chart")

    def reset(self) -> None:
        self.stored, self.ids = {}, {}
        self.charts, self.chart_number, self._drawn = (), 0, None
        self.only_chart = False
        self.read()
        for field in get_args(StatusField):
            self._fill(field)

    def store_left(self) -> None:
        for widget in self.query(Field):
            if not widget.has_focus:
                self.store_field(widget)

    def leave(self) -> None:
        for widget in self.query(Field):
            self.store_field(widget)
        self.read()
        super().leave()

    def wipe(self) -> None:
        for field in get_args(StatusField):
            self.query_one(f"#label-{field}", Static).update("")
            self._field(field).set_text("")
        self.query_one("#status-chart", Static).update("")

    def _fill(self, field: StatusField) -> None:
        """Show the stored text, or the half-typed text from before the program was killed."""
        widget = self._field(field)
        known, draft = self.stored.get(field), self.runner.store.drafts.get(self._draft_name(field))
        self.ids[field] = known.id if known is not None else draft.id if draft is not None else new_id()
        text = draft.text if draft is not None else known.text if known is not None else ""
        if widget.text != text:
            widget.set_text(text)

    def _field(self, field: StatusField) -> Field:
        return next(widget for widget in self.query(Field) if widget.name == field)

    def _draft_name(self, field: str) -> str:
        group = self.group
        return f"status:{self.room.gathering.id}:{group.id if group else ''}:{field}"

    def read(self) -> None:
        group, rows = self.group, self.runner.rows
        if group is None:
            return
        found = rows.find(StatusText, gathering_id=self.room.gathering.id, group_id=group.id)
        self.stored = {text.field: text for text in found}
        self.charts = self._read_charts(group.id)

    def _read_charts(self, group_id: str) -> "tuple[Chart, ...]":
        from nettverk_tui.charts.chart import indicator_chart

        rows = self.runner.rows
        happened = rows.find(Event, group_id=group_id)
        indicators = sorted(rows.find(Indicator, group_id=group_id), key=lambda indicator: indicator.position)
        return tuple(
            indicator_chart(indicator, rows.find(Measurement, indicator_id=indicator.id), happened)
            for indicator in indicators
        )

    def lines(self) -> Sequence[Line]:
        return ()

    def draw(self) -> None:
        self._share_room()
        for number, field in enumerate(get_args(StatusField), start=1):
            before = self._last_time(field)
            label = Content.assemble((f"{number} {self.t(STATUS_FIELDS[field])}", "bold"))
            if before:
                space = max(self.query_one("#status-fields").size.width - label.cell_length - 9, 4)
                label = Content.assemble(label, (f"  {self.t('last')}: {one_line(before, space)}", MUTED))
            self.query_one(f"#label-{field}", Static).update(label)
            widget = self._field(field)
            if not widget.has_focus:
                self._fill(field)
        # The newest come nearest to the line; older ones are in the log.
        said = said_lines(self, said_in_step(self))
        self.query_one("#status-said", Static).update(
            Content("\n").join(line.content for line in said[2:][-_SAID_LINES:])
        )
        self._draw_chart()

    def _share_room(self) -> None:
        """Show the chart beside the fields; if there is no room for both, the fields, and the chart at its key."""
        narrow = self.size.width < _BOTH
        self.query_one("#status-fields").display = not (narrow and self.only_chart)
        self.query_one("#status-chart").display = not narrow or self.only_chart

    def _last_time(self, field: StatusField) -> str:
        previous, group = self.room.previous, self.group
        if previous is None or group is None:
            return ""
        found = self.runner.rows.find(StatusText, gathering_id=previous.id, group_id=group.id, field=field)
        return found[0].text if found else ""

    def _draw_chart(self) -> None:
        """Draw the chart only if it or its space has changed: drawing takes tens of milliseconds."""
        shown = self.query_one("#status-chart", Static)
        width, height = shown.size
        chart = self.charts[self.chart_number % len(self.charts)] if self.charts else None
        if (chart, width, height) == self._drawn or width < 5:
            return
        self._drawn = (chart, width, height)
        if chart is None:
            nothing = self.t("Nothing has been measured yet. In the line: måling: 29 %")
            shown.update(Content.styled(nothing, MUTED))
            return
        from nettverk_tui.charts.terminal import render

        picture = render(chart, width, height, "colour", say=self.t.message, months=self.t.months)
        shown.update(Text.from_ansi(picture))

    # --- keys

    def action_fill(self) -> None:
        """Write in the first empty field."""
        self.only_chart = False
        self._share_room()
        names = list(get_args(StatusField))
        self._field(next((name for name in names if not self._field(name).text), names[0])).focus()

    def action_chart(self) -> None:
        """Show the next indicator, beside the fields or, without room, in their place, and then the fields again."""
        if self.size.width >= _BOTH:
            self.chart_number += 1
        elif not self.only_chart:
            self.only_chart, self.chart_number = True, 0
        else:
            self.chart_number += 1
            self.only_chart = self.chart_number < len(self.charts)
        self._share_room()
        self.runner.lay_out()
        self._draw_chart()

    def action_measure(self) -> None:
        """Open the group's measurements for writing; the clock goes on."""
        group, runner = self.group, self.runner
        if group is not None:
            ids = [network_group.id for network_group in self.room.groups]
            runner.app.push_screen(self.runner.pages.numbers(runner.store, group, ids), lambda _: runner.reread())

    # --- storing

    @on(Field.Changed)
    def _typed(self, event: Field.Changed) -> None:
        widget = event.text_area
        if isinstance(widget, Field):
            self._keep(widget)

    def settle(self) -> None:
        for widget in self.query(Field):
            self._keep(widget)

    def _keep(self, widget: Field) -> None:
        """Keep the half-typed text of a field."""
        drafts = self.runner.store.drafts
        field = next(name for name in get_args(StatusField) if name == widget.name)
        group, stored, name = self.group, self.stored.get(field), self._draft_name(field)
        if group is None or not widget.has_focus:
            return
        if widget.text == (stored.text if stored is not None else ""):
            drafts.forget(name)
            return
        if looks_like_identity_number(widget.text):
            self.runner.tell(self.t("This looks like a national identity number: leave it out."))
        before = drafts.get(name)
        # The writer saw the text as it was at the first key, no matter what another window stores meanwhile.
        seen = before.seen if before is not None else stored.version if stored is not None else 0
        where = Place(gathering_id=self.room.gathering.id, group_id=group.id, step="status")
        drafts.keep(
            Draft(field=name, id=self.ids[field], text=widget.text, where=where, seen=seen, at=self.runner.now())
        )

    def on_descendant_blur(self, event: events.DescendantBlur) -> None:
        if isinstance(event.widget, Field):
            self.store_field(event.widget)

    @on(Field.Left)
    def _left(self, event: Field.Left) -> None:
        event.stop()
        # This leaves the field once: a second time would mean *mine instead of theirs*.
        self.runner.focus_panel()

    def store_field(self, widget: Field) -> None:
        """Store the current text of one field, if it was written in."""
        self._keep(widget)
        field: StatusField = next(name for name in get_args(StatusField) if name == widget.name)
        group, drafts, name = self.group, self.runner.store.drafts, self._draft_name(field)
        draft = drafts.get(name)
        if group is None or draft is None:
            return
        command = SetStatusText(
            id=draft.id,
            gathering_id=self.room.gathering.id,
            group_id=group.id,
            field=field,
            text=draft.text,
            seen=draft.seen,
        )

        def stored() -> None:
            later = drafts.get(name)
            if later is None or later.text == draft.text:
                drafts.forget(name)
                return
            # Written on while it waited for another window: the text is now based on what is stored.
            self.read()
            row = self.stored.get(field)
            if row is not None:
                drafts.keep(msgspec.structs.replace(later, id=row.id, seen=row.version))

        # An emptied field that is filled again is a row of its own.
        if self.runner.send(command, stored):
            self._refill(field)
            return
        other = self.stored.get(field)
        if other is not None and other.version != draft.seen:
            drafts.keep(msgspec.structs.replace(draft, seen=other.version))
            words = self.t(
                "Another window wrote “{text}”. Leave the field again to store yours instead.", text=other.text
            )
            self.runner.tell(words)

    def _refill(self, field: StatusField) -> None:
        self.read()
        self._fill(field)
