"""Recruitment: is the network ready to begin, and which offices were invited, are interested, are chosen, and why."""

from collections.abc import Sequence
from typing import ClassVar

import msgspec
from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.content import Content
from textual.widgets import Static

from nettverk_tui.model.commands import AnswerReadiness, Command, ImportGroups, KeepCandidate
from nettverk_tui.model.foundation import CONDITIONS, NETWORK_QUESTIONS, OFFICE_QUESTIONS, missing, next_answer
from nettverk_tui.model.messages import N_
from nettverk_tui.model.network_plan import ImportedGroup
from nettverk_tui.model.records import Candidate, CandidateState, Group, Network, Secured
from nettverk_tui.model.text import clean, one_line
from nettverk_tui.store.drafts import Draft
from nettverk_tui.store.store import Store, new_id
from nettverk_tui.tui.bindings import bindings, foot
from nettverk_tui.tui.screens.base import BaseScreen
from nettverk_tui.tui.screens.hints import hints
from nettverk_tui.tui.widgets.answer_line import AnswerLine
from nettverk_tui.tui.widgets.text_area import CleanTextArea

_STATES: dict[CandidateState, str] = {
    "invited": N_("invited"),
    "interested": N_("interested"),
    "chosen": N_("chosen"),
    "declined": N_("declined"),
}
_NEXT: dict[CandidateState, CandidateState] = {
    "invited": "interested",
    "interested": "chosen",
    "chosen": "declined",
    "declined": "invited",
}
_ANSWERS: dict[Secured, tuple[str, str, str]] = {
    "not_asked": ("·", N_("not asked"), "$foreground-muted"),
    "yes": ("✓", N_("yes"), "$text-success"),
    "no": ("✗", N_("no"), "bold $text-error"),
}
_QUESTIONS = {
    "add": N_("Office; municipality"),
    "reason": N_("Why chosen, or why not"),
}
_LONGEST = 300


class RecruitmentScreen(BaseScreen[None]):
    """The network's list on top, the offices under it; each answer is stored at once."""

    BINDINGS: ClassVar[list[BindingType]] = list(bindings("recruitment"))
    CSS_PATH = "planner/planner.tcss"
    AUTO_FOCUS = ""

    def __init__(self, store: Store, network_id: str) -> None:
        super().__init__()
        self._store, self._network_id = store, network_id
        self._cursor = 0
        self._question = ""
        self._order: list[str] = []

    # --- what is shown

    @property
    def network(self) -> Network | None:
        """The network."""
        return self._store.rows.get(Network, self._network_id)

    @property
    def candidates(self) -> Sequence[Candidate]:
        """The offices: the chosen first, those that declined last, else by name; new ones at the end.

        The order stays while the page is open: an office whose state changes does not run away from the cursor.
        """
        states = ["chosen", "interested", "invited", "declined"]
        found = self._store.rows.find(Candidate, network_id=self._network_id)
        if not self._order:
            opened = sorted(found, key=lambda each: (states.index(each.state), each.unit.casefold()))
            self._order = [each.id for each in opened]
        self._order += [each.id for each in found if each.id not in self._order]
        return sorted(found, key=lambda each: self._order.index(each.id))

    @property
    def candidate(self) -> Candidate | None:
        """The office in hand."""
        at = self._cursor - len(NETWORK_QUESTIONS)
        offices = self.candidates
        return offices[at] if 0 <= at < len(offices) else None

    def compose(self) -> ComposeResult:
        yield Static(id="planner-title")
        with VerticalScroll(id="planner-body", can_focus=False):
            yield Static(id="planner-list")
        yield Static(id="planner-detail")
        with Horizontal(id="planner-answer"):
            yield Static("›", id="planner-prompt")
            yield AnswerLine(id="answer")
        yield Static(id="planner-says")
        yield Static(id="planner-keys")

    def on_mount(self) -> None:
        self.query_one("#planner-answer").display = False
        self._draw()
        for draft in self._store.drafts.all():
            what = draft.field.removeprefix(f"recruitment:{self._network_id}:")
            if what in _QUESTIONS and what != draft.field:
                self._point_at(draft.id)
                self.action_ask(what, draft.text)
                return

    def file_changed(self) -> None:
        self._draw()

    def on_resize(self) -> None:
        self._draw()

    def _draw(self) -> None:
        network, t = self.network, self.translator
        if network is None or not self.is_mounted:
            return
        title = Content.assemble((f" {t('Recruitment')}", "bold"), f" · {network.name}  ", self.rehearsal_sign)
        self.query_one("#planner-title", Static).update(title)
        lines = [Content.styled(f" {t('Is the network ready?')}  {self._verdict(network)}", "bold")]
        rows: list[int | None] = [None]
        for number, (field, words) in enumerate(NETWORK_QUESTIONS.items()):
            lines.append(self._pointed(number, self._answer(getattr(network, field), t(words))))
            rows.append(number)
        offices = self.candidates
        counts = [f"{t(words)} {sum(each.state == state for each in offices)}" for state, words in _STATES.items()]
        lines += [Content(""), Content.styled(f" {t('Offices')}  {' · '.join(counts) if offices else ''}", "bold")]
        rows += [None, None]
        if not offices:
            lines.append(Content.styled(f"   {t('None yet: a adds one.')}", "$foreground-muted"))
            rows.append(None)
        for number, each in enumerate(offices, start=len(NETWORK_QUESTIONS)):
            lines.append(self._pointed(number, self._office(each)))
            rows.append(number)
        self._cursor = min(self._cursor, len(NETWORK_QUESTIONS) + len(offices) - 1)
        self.query_one("#planner-list", Static).update(Content("\n").join(lines))
        self.query_one("#planner-detail", Static).update(self._detail())
        keys = foot("answer") if self._question else foot("recruitment")
        self.query_one("#planner-keys", Static).update(hints(keys, t, self.size.width))
        body = self.query_one("#planner-body", VerticalScroll)
        at, top, height = rows.index(self._cursor), int(body.scroll_offset.y), body.scrollable_content_region.height
        if at < top + 1 or at > top + height - 2:
            body.scroll_to(y=max(at - height // 2, 0), animate=False)

    def _pointed(self, number: int, content: Content) -> Content:
        here = number == self._cursor
        line = Content.assemble(("▸" if here else " ", "bold $text-accent"), content)
        return line.stylize("bold") if here else line

    def _answer(self, answer: Secured, words: str) -> Content:
        sign, said, style = _ANSWERS[answer]
        return Content.assemble((f" {sign} ", style), words, (f"  {self.translator(said)}", style))

    def _verdict(self, row: Network | Candidate) -> str:
        t = self.translator
        no, not_asked = missing(row)
        if no:
            return t("NO-GO: {n} not in place", n=len(no))
        return t("not yet: {n} not asked", n=len(not_asked)) if not_asked else t("GO")

    def _office(self, each: Candidate) -> Content:
        t = self.translator
        agreed = sum(getattr(each, field) for field in CONDITIONS)
        name = one_line(f"{each.unit}, {each.municipality}" if each.municipality else each.unit, 32)
        style = {"chosen": "$text-success", "declined": "$foreground-muted"}.get(each.state, "")
        told = t("{n} of {all} conditions", n=agreed, all=len(CONDITIONS))
        if len(missing(each)[1]) < len(OFFICE_QUESTIONS):
            told = f"{told} · {self._verdict(each)}"
        return Content.assemble(
            f" {name:<33}",
            (f"{t(_STATES[each.state]):<12}", style),
            (told, "$foreground-muted"),
        )

    def _detail(self) -> Content:
        """The office in hand: its conditions and answers under the keys that change them, and the reason."""
        t, each = self.translator, self.candidate
        if each is None:
            return Content.styled(t("Space: yes, no, not asked"), "$foreground-muted")
        parts = [
            f"{number} {'✓' if getattr(each, field) else '·'} {t(words)}"
            for number, (field, words) in enumerate(CONDITIONS.items(), start=1)
        ]
        parts += [
            f"{number} {_ANSWERS[getattr(each, field)][0]} {t(words)}"
            for number, (field, words) in enumerate(OFFICE_QUESTIONS.items(), start=len(CONDITIONS) + 1)
        ]
        reason = f" – «{one_line(each.reason, 80)}»" if each.reason else ""
        return Content.styled(" · ".join(parts) + reason, "$foreground-muted")

    def _tell(self, words: str, wrong: bool = False) -> None:
        style = "bold $text-error" if wrong else "$text-accent"
        self.query_one("#planner-says", Static).update(Content.styled(f" {words}" if words else "", style))

    # --- storing

    def _send(self, command: Command, done: str = "") -> bool:
        here = self.candidate
        refused = self.why_not_stored(self._store, command)
        if here is not None:
            self._point_at(here.id)
        self._draw()
        self._tell(self.translator.message(refused) if refused is not None else done, wrong=refused is not None)
        return refused is None

    def _point_at(self, id: str) -> None:
        ids = [each.id for each in self.candidates]
        if id in ids:
            self._cursor = len(NETWORK_QUESTIONS) + ids.index(id)

    def _keep(self, **fields: object) -> None:
        each = self.candidate
        if each is None:
            self._tell(self.translator("Go to an office first; a adds one."))
            return
        self._send(KeepCandidate(candidate=msgspec.structs.replace(each, **fields)))

    # --- keys

    def action_cursor(self, step: int) -> None:
        """Down or up."""
        self._cursor = min(max(self._cursor + step, 0), len(NETWORK_QUESTIONS) + len(self.candidates) - 1)
        self._tell("")
        self._draw()

    def action_answer(self) -> None:
        """The network's next answer, or the office's next state."""
        network, each = self.network, self.candidate
        if each is not None:
            self._keep(state=_NEXT[each.state])
        elif network is not None:
            field = list(NETWORK_QUESTIONS)[self._cursor]
            answer = next_answer(getattr(network, field))
            self._send(AnswerReadiness(network_id=network.id, seen=network.version, question=field, answer=answer))

    def action_agree(self, number: int) -> None:
        """A condition that the office agrees to, or an answer about it."""
        fields, each = [*CONDITIONS, *OFFICE_QUESTIONS], self.candidate
        field = fields[number - 1]
        now = getattr(each, field, None)
        self._keep(**{field: not now if field in CONDITIONS else next_answer(now or "not_asked")})

    def action_remove(self) -> None:
        """Take an office off the list."""
        each = self.candidate
        if each is not None:
            words = self.translator("{unit} is off the list; u brings it back.", unit=one_line(each.unit, 40))
            self._send(KeepCandidate(candidate=msgspec.structs.replace(each, deleted=True)), words)

    def action_make_groups(self) -> None:
        """A group for each chosen office that has none yet."""
        t, rows = self.translator, self._store.rows
        there = {group.unit.casefold() for group in rows.find(Group, network_id=self._network_id)}
        chosen = [each for each in self.candidates if each.state == "chosen" and each.unit.casefold() not in there]
        if not chosen:
            self._tell(t("Every chosen office has a group already, or none is chosen yet."))
            return
        groups = tuple(
            ImportedGroup(line=number, letter="", unit=each.unit, municipality=each.municipality)
            for number, each in enumerate(chosen, start=1)
        )
        command = ImportGroups(
            network_id=self._network_id,
            groups=groups,
            ids=tuple(new_id() for _ in range(2 * len(groups))),
            today=t.local(self._store.now()).date().isoformat(),
        )
        self._send(command, t.plural("{n} group was made.", "{n} groups were made.", len(groups)))

    def action_turn(self, way: str) -> None:
        """Undo or redo."""
        self.turn(self._store, way, self._tell, self._draw)

    def action_close(self) -> None:
        """Back."""
        self.dismiss()

    def action_help(self) -> None:
        """What the signs and keys mean."""
        from nettverk_tui.tui.screens.help import HelpScreen, recruitment_help

        self.app.push_screen(HelpScreen(*recruitment_help(self.translator)))

    # --- the line at the foot

    def action_ask(self, what: str, text: str = "") -> None:
        """Ask for a new office, or for the reason."""
        each, t = self.candidate, self.translator
        if what == "reason" and each is None:
            self._tell(t("Go to an office first; a adds one."))
            return
        self._question = what
        self.query_one("#planner-prompt", Static).update(f" {t(_QUESTIONS[what])} ›")
        line = self.query_one(AnswerLine)
        line.set_text(text or (each.reason if what == "reason" and each is not None else ""))
        self.query_one("#planner-answer").display = True
        line.focus()
        self._draw()

    def _draft_name(self) -> str:
        return f"recruitment:{self._network_id}:{self._question}"

    @on(AnswerLine.Changed)
    def _typed(self) -> None:
        if self._question:
            each = self.candidate
            text = self.query_one(AnswerLine).text
            id = each.id if each is not None else self._network_id
            self._store.drafts.keep(Draft(field=self._draft_name(), id=id, text=text, at=self._store.now()))

    @on(AnswerLine.Given)
    def _given(self) -> None:
        text = " ".join(clean(self.query_one(AnswerLine).text).split())
        if len(text) > _LONGEST:
            self._tell(self.translator("More than {most} characters: divide it.", most=_LONGEST), wrong=True)
            return
        if self._question == "add":
            unit, _, municipality = (part.strip() for part in text.partition(";"))
            new = Candidate(id=new_id(), network_id=self._network_id, unit=unit, municipality=municipality)
            if not self._send(KeepCandidate(candidate=new)):
                return
            self._point_at(new.id)
        elif self._question == "reason":
            self._keep(reason=text)
        self._finish()

    @on(AnswerLine.Left)
    def _left(self) -> None:
        self._tell("")
        self._finish()

    def _finish(self) -> None:
        self._store.drafts.forget(self._draft_name())
        self._question = ""
        self.query_one(AnswerLine).set_text("")
        self.query_one("#planner-answer").display = False
        self.set_focus(None)
        self._draw()

    @on(CleanTextArea.Full)
    @on(CleanTextArea.PasteRefused)
    def _too_much(self) -> None:
        self._tell(self.translator("That is more than a line here can hold. Nothing of it was taken."), wrong=True)
