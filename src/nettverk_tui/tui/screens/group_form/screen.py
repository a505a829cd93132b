"""The paper form of a group, typed in on one page: status, factors, numbers. Each line is stored when it is left."""

from collections.abc import Callable, Iterator, Sequence
from typing import ClassVar, NamedTuple

from textual import events, on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal
from textual.content import Content
from textual.widgets import Static, TextArea

from nettverk_tui.model import capture
from nettverk_tui.model.capture.to_command import Speaker, command_for
from nettverk_tui.model.commands import GiveReason, Place, Rate, SetStatusText
from nettverk_tui.model.core.messages import N_, Message, Refusal
from nettverk_tui.model.core.records import Group, Indicator, Rating, StatusText
from nettverk_tui.model.core.text import one_line
from nettverk_tui.model.gathering.factor_sheet import factor_sheet
from nettverk_tui.model.gathering.form_answers import as_answered, read_answer
from nettverk_tui.model.gathering.room import read_room
from nettverk_tui.resources import Knowledge
from nettverk_tui.store.drafts import Draft
from nettverk_tui.store.store import Store, new_id
from nettverk_tui.tui.base.form import FormBody
from nettverk_tui.tui.base.hints import HelpPage, hints
from nettverk_tui.tui.base.screen import BaseScreen
from nettverk_tui.tui.bindings import bindings, foot
from nettverk_tui.tui.labels import STATUS_FIELDS
from nettverk_tui.tui.widgets.field import Field

#: Cells for the label of a line.
_LABEL = 34


class Asked(NamedTuple):
    """One line: its label, its text, an example; for a stored text also its version and id."""

    name: str
    label: str
    text: str
    example: str = ""
    seen: int = 0
    id: str | None = None


_HELP = HelpPage(
    N_("Paper forms"),
    (
        N_(
            "One line for each line of the paper form. Each is stored when it is left; what cannot be read stays in it."
        ),
        N_("A factor: 1 to 4, 0 for not rated, x for not relevant; behind it why. In brackets: the last answer."),
        N_("A number: 29 % or 14/48, and the date if it was not today. Another one can follow in the same line."),
        N_("The forms are written by nettverk form, as pages to print."),
    ),
    ("plan", "sheet"),
)


class GroupFormScreen(BaseScreen[None]):
    """The forms of the groups, one at a time, in the order of their letters."""

    BINDINGS: ClassVar[list[BindingType]] = list(bindings("sheet"))
    CSS_PATH = "group_form.tcss"
    help_page = _HELP

    def __init__(self, store: Store, gathering_id: str, knowledge: Knowledge) -> None:
        super().__init__()
        self._store, self._gathering_id, self._knowledge = store, gathering_id, knowledge
        self._at = 0
        self._asked: dict[str, Asked] = {}

    # --- content: read when a form is shown and when something was stored, not at every key

    def _read(self) -> None:
        room = read_room(self._store.rows, self._gathering_id)
        if room is None:
            raise LookupError(self._gathering_id)
        self._room = room
        self._groups = [group for group in room.groups if group.state != "withdrawn"]
        self._asked = {asked.name: asked for asked in self._read_asked()} if self._groups else {}

    @property
    def _group(self) -> Group:
        return self._groups[self._at]

    def _today(self) -> str:
        return self.local_day(self._store)

    # --- drawing

    def compose(self) -> ComposeResult:
        yield Static(classes="page-title")
        yield FormBody(id="form-body")
        yield Static(id="form-says")
        yield Static(classes="page-keys")

    async def on_mount(self) -> None:
        self._read()
        if self._groups:
            await self._show()
        else:
            self._say(Message(N_("There is no group here yet.")))

    def on_resize(self) -> None:
        self._draw_keys()

    async def _show(self) -> None:
        """Show the lines of another group, under its own title from the first frame on."""
        with self.app.batch_update():
            await self._fill()
        self.query(Field).first().focus()
        self._say(None)
        self._draw_keys()

    async def _fill(self) -> None:
        self._read()
        t, group, room = self.translator, self._group, self._room
        title = t("Form of group {letter}: gathering {number}", letter=group.letter, number=room.gathering.number)
        where = t("{n} of {all}", n=self._at + 1, all=len(self._groups))
        name = one_line(group.unit, max(self.size.width - len(title) - 16, 8))
        self.query_one(".page-title", Static).update(
            self.titled(title, f" · {name}", (f"  {where}", "$foreground-muted"))
        )
        body = self.query_one("#form-body")
        await body.remove_children()
        await body.mount(*self._lines())
        body.scroll_home(animate=False)

    def _lines(self) -> Iterator[Horizontal]:
        for asked in self._asked.values():
            draft = self._store.drafts.get(self._draft_name(asked.name))
            field = Field("plan", asked.name, draft.text if draft is not None else asked.text, asked.example)
            label = Static(one_line(asked.label, _LABEL - 1), classes="form-label")
            yield Horizontal(label, field, classes="form-line")

    def _read_asked(self) -> Iterator[Asked]:
        t, rows, room, group = self.translator, self._store.rows, self._room, self._group
        for field, label in STATUS_FIELDS.items():
            stored = rows.find(StatusText, gathering_id=self._gathering_id, group_id=group.id, field=field)
            text, seen = (stored[0].text, stored[0].version) if stored else ("", 0)
            yield Asked(f"status:{field}", t(label), text, seen=seen, id=stored[0].id if stored else None)
        for row in factor_sheet(rows, room, group, self._knowledge.checklist):
            last = f" ({row.before.level})" if row.before is not None else ""
            label = f"{row.item.id}{last} {row.item.short.in_language(t.language)}"
            yield Asked(f"factor:{row.item.id}", label, as_answered(row.now), t("1–4, 0 or x, and why"))
        for indicator in self._indicators():
            yield Asked(f"number:{indicator.id}", indicator.name, "", t("29 % or 14/48, and the date: 6/3"))

    def _indicators(self) -> Sequence[Indicator]:
        found = self._store.rows.find(Indicator, group_id=self._group.id)
        return sorted(found, key=lambda indicator: indicator.position)

    def _draw_keys(self) -> None:
        self.query_one(".page-keys", Static).update(hints(foot("plan", "sheet"), self.translator, self.size.width))

    def _say(self, message: Message | None, *, good: bool = False) -> None:
        words = self.translator.message(message) if message is not None else ""
        style = "$foreground-muted" if good else "bold $text-error"
        self.query_one("#form-says", Static).update(Content.styled(words, style))

    # --- storing

    def _draft_name(self, name: str) -> str:
        """Return the name of a draft. A status field shares it with the live screen, so a text can go on in either."""
        kind, _, rest = name.partition(":")
        before = "status" if kind == "status" else f"form-{kind}"
        return f"{before}:{self._gathering_id}:{self._group.id}:{rest}"

    @on(Field.Changed)
    def _typed(self, event: Field.Changed) -> None:
        self._keep(event.text_area)

    def settle(self) -> None:
        if isinstance(self.focused, Field):
            self._keep(self.focused)

    def _keep(self, field: TextArea) -> None:
        """Keep the draft of a line, or forget it if the line is unchanged."""
        name = self._draft_name(field.name or "")
        known = self._store.drafts.get(name)
        if field.text == self._asked[field.name or ""].text:
            self._store.drafts.forget(name)
        else:
            draft_id = known.id if known is not None else new_id()
            self._store.drafts.keep(Draft(field=name, id=draft_id, text=field.text, at=self._store.now()))

    def on_descendant_blur(self, event: events.DescendantBlur) -> None:
        if isinstance(event.widget, Field) and event.widget.is_attached:
            self._store_line(event.widget)

    @on(Field.Left)
    def _left(self) -> None:
        """Store the line in hand, and close the page."""
        if isinstance(self.focused, Field):
            self._store_line(self.focused)
        self.dismiss()

    def _store_line(self, field: Field) -> None:
        """Store the text of a line; if it cannot be read, leave it there and say why."""
        name = field.name or ""
        label = self._asked[name].label
        if field.text == self._asked[name].text:
            return
        kind, _, rest = name.partition(":")
        store: Callable[[str, str], Message | None] = {
            "status": self._store_status, "factor": self._store_factor, "number": self._store_number,
        }[kind]  # fmt: skip
        refused = store(rest, field.text)
        self._read()
        if refused is not None:
            self._say(Message(N_("{label}: {problem}"), {"label": label, "problem": refused}))
            return
        self._store.drafts.forget(self._draft_name(name))
        if kind == "number":
            self._say(Message(N_("Stored: {text}"), {"text": field.text}), good=True)
            field.set_text("")
        else:
            self._say(None)

    def _store_status(self, field: str, text: str) -> Message | None:
        asked = self._asked[f"status:{field}"]
        draft = self._store.drafts.get(self._draft_name(f"status:{field}"))
        return self.why_not_stored(
            self._store,
            SetStatusText(
                id=asked.id or (draft.id if draft is not None else new_id()),
                gathering_id=self._gathering_id,
                group_id=self._group.id,
                field=field,  # type: ignore[arg-type]
                text=text,
                seen=asked.seen,
            ),
        )

    def _store_factor(self, item_id: str, text: str) -> Message | None:
        answer = read_answer(text)
        if isinstance(answer, Message):
            return answer
        item = self._knowledge.checklist.item(item_id)
        refused = self.why_not_stored(
            self._store,
            Rate(
                id=new_id(),
                gathering_id=self._gathering_id,
                group_id=self._group.id,
                item=item_id,
                rater="group",
                answer=answer.answer,
                level=answer.level,
                wording_version=item.wording_version,
            ),
        )
        if refused is not None or answer.answer is None:
            return refused
        (rating,) = self._store.rows.find(
            Rating, gathering_id=self._gathering_id, group_id=self._group.id, item=item_id, rater="group"
        )
        if rating.reason == answer.reason:
            return None
        return self.why_not_stored(self._store, GiveReason(id=rating.id, seen=rating.version, reason=answer.reason))

    def _store_number(self, indicator_id: str, text: str) -> Message | None:
        """Store a number, read as in the capture line after `måling:` and the number of the indicator."""
        names = tuple(
            capture.IndicatorName(
                id=indicator.id,
                group_id=indicator.group_id,
                position=indicator.position,
                name=indicator.name,
                unit=indicator.unit,
            )
            for indicator in self._indicators()
        )
        position = next(name.position for name in names if name.id == indicator_id)
        around = capture.CaptureContext(
            today=self._today(),
            language=self.translator.language,
            group_id=self._group.id,
            groups=tuple(capture.GroupName(group.id, group.letter, group.unit) for group in self._groups),
            indicators=names,
        )
        before = f"måling: {position} " if len(names) > 1 else "måling: "
        understood = capture.understand(before + text, around)
        where = Place(gathering_id=self._gathering_id, group_id=self._group.id)
        command = command_for(understood, id=new_id(), where=where, speaker=Speaker(giver="unknown"), new_id=new_id)
        return command.message if isinstance(command, Refusal) else self.why_not_stored(self._store, command)

    # --- from form to form

    async def action_group(self, step: int) -> None:
        """Show the form of the next group, or of the one before; the text of the line is stored first."""
        if isinstance(self.focused, Field):
            self._store_line(self.focused)
        if 0 <= self._at + step < len(self._groups):
            self._at += step
            await self._show()
