"""Recruitment: the readiness of the network, and the offices invited, interested and chosen, with the reasons."""

from collections.abc import Sequence
from typing import ClassVar

import msgspec
from textual.binding import BindingType
from textual.content import Content

from nettverk_tui.model.commands import AnswerReadiness, ImportGroups, KeepCandidate
from nettverk_tui.model.core.messages import N_
from nettverk_tui.model.core.records import Candidate, Group, Network
from nettverk_tui.model.core.text import clean, one_line
from nettverk_tui.model.core.values import CandidateState, Secured
from nettverk_tui.model.journal.page_undo import PageWork
from nettverk_tui.model.network.charter import CONDITIONS, NETWORK_QUESTIONS, OFFICE_QUESTIONS, missing, next_answer
from nettverk_tui.model.network.plan import ImportedGroup
from nettverk_tui.store.store import Store, new_id
from nettverk_tui.tui.base.hints import HelpPage
from nettverk_tui.tui.base.list_page import ListPage
from nettverk_tui.tui.bindings import Context, bindings
from nettverk_tui.tui.widgets.long_list import Line

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

_HELP = HelpPage(
    N_("Recruitment"),
    (
        N_("Above: what must be in place before it begins. One no is a no-go; what nobody has asked is no go yet."),
        N_("Below: the offices. Space moves one on: invited, interested, chosen, declined. r says why."),
        N_("Tab 1 to 4 are what an office agrees to; 5 to 7 whether it can hold a year of it."),
        N_("Tab g makes a group of each chosen office, with the next free letter."),
    ),
    ("recruitment",),
)


class RecruitmentScreen(ListPage):
    """The questions on the network at the top, the offices below them."""

    BINDINGS: ClassVar[list[BindingType]] = list(bindings("recruitment"))
    context: ClassVar[Context] = "recruitment"
    help_page = _HELP

    def __init__(self, store: Store, network_id: str) -> None:
        super().__init__(store, f"recruitment:{network_id}")
        self._network_id = network_id
        self._order: list[str] = []

    @property
    def page_work(self) -> PageWork:
        """Return the scope of undo: candidates, answers on the lists, and the groups made from candidates."""
        kinds = frozenset({"KeepCandidate", "AnswerReadiness", "ImportGroups"})
        return PageWork(self._network_id, kinds=kinds)

    # --- content

    @property
    def network(self) -> Network | None:
        """Return the network."""
        return self.store.rows.get(Network, self._network_id)

    @property
    def candidates(self) -> Sequence[Candidate]:
        """Return the offices: the chosen first, those that declined last, else by name; new ones at the end.

        The order is kept while the page is open, so that an office stays under the cursor when its state changes.
        """
        states = ["chosen", "interested", "invited", "declined"]
        found = self.store.rows.find(Candidate, network_id=self._network_id)
        if not self._order:
            opened = sorted(found, key=lambda office: (states.index(office.state), office.unit.casefold()))
            self._order = [office.id for office in opened]
        self._order += [office.id for office in found if office.id not in self._order]
        return sorted(found, key=lambda office: self._order.index(office.id))

    @property
    def candidate(self) -> Candidate | None:
        """Return the office in hand."""
        at = self.entries.cursor - len(NETWORK_QUESTIONS)
        offices = self.candidates
        return offices[at] if 0 <= at < len(offices) else None

    def redraw(self) -> None:
        """Read everything again and show it."""
        network, t, offices = self.network, self.translator, self.candidates
        if network is None:
            return
        lines: list[Line] = [(Content.styled(f" {t('Is the network ready?')}  {self._verdict(network)}", "bold"), None)]
        for number, (field, words) in enumerate(NETWORK_QUESTIONS.items()):
            lines.append((self._answer(getattr(network, field), t(words)), number))
        counts = [f"{t(words)} {sum(office.state == state for office in offices)}" for state, words in _STATES.items()]
        head = f" {t('Offices')}  {' · '.join(counts) if offices else ''}"
        lines += [(Content(""), None), (Content.styled(head, "bold"), None)]
        if not offices:
            lines.append((Content.styled(f"   {t('None yet: Tab a adds one.')}", "$foreground-muted"), None))
        for number, office in enumerate(offices, start=len(NETWORK_QUESTIONS)):
            lines.append((self._office(office), number))
        title = Content.assemble((f" {t('Recruitment')}", "bold"), f" · {network.name}")
        self.show(title, lines)

    def _answer(self, answer: Secured, words: str) -> Content:
        sign, said, style = _ANSWERS[answer]
        return Content.assemble((f"  {sign} ", style), words, (f"  {self.translator(said)}", style))

    def _verdict(self, row: Network | Candidate) -> str:
        t = self.translator
        no, not_asked = missing(row)
        if no:
            return t("NO-GO: {n} not in place", n=len(no))
        return t("not yet: {n} not asked", n=len(not_asked)) if not_asked else t("GO")

    def _office(self, office: Candidate) -> Content:
        t = self.translator
        agreed = sum(getattr(office, field) for field in CONDITIONS)
        name = one_line(f"{office.unit}, {office.municipality}" if office.municipality else office.unit, 32)
        style = {"chosen": "$text-success", "declined": "$foreground-muted"}.get(office.state, "")
        told = t("{n} of {all} conditions", n=agreed, all=len(CONDITIONS))
        if len(missing(office)[1]) < len(OFFICE_QUESTIONS):
            told = f"{told} · {self._verdict(office)}"
        return Content.assemble(
            f"  {name:<33}",
            (f"{t(_STATES[office.state]):<12}", style),
            (told, "$foreground-muted"),
        )

    def detail(self) -> str:
        """Return the conditions and answers of the office in hand under the keys that change them, and the reason."""
        t, office = self.translator, self.candidate
        if office is None:
            return t("Tab n: yes, no, not asked")
        parts = [
            f"{number} {'✓' if getattr(office, field) else '·'} {t(words)}"
            for number, (field, words) in enumerate(CONDITIONS.items(), start=1)
        ]
        parts += [
            f"{number} {_ANSWERS[getattr(office, field)][0]} {t(words)}"
            for number, (field, words) in enumerate(OFFICE_QUESTIONS.items(), start=len(CONDITIONS) + 1)
        ]
        reason = f" – «{one_line(office.reason, 80)}»" if office.reason else ""
        return " · ".join(parts) + reason

    # --- storing

    def _point_at(self, id: str) -> None:
        ids = [office.id for office in self.candidates]
        if id in ids:
            self.point_at(len(NETWORK_QUESTIONS) + ids.index(id))

    def _keep(self, **fields: object) -> bool:
        office = self.candidate
        if office is None:
            self.tell(self.translator("Go to an office first; Tab a adds one."))
            return True
        return self.send(KeepCandidate(candidate=msgspec.structs.replace(office, **fields)))

    # --- keys

    def action_answer(self) -> None:
        """Choose the next answer of the network, or the next state of the office."""
        network, office = self.network, self.candidate
        if office is not None:
            self._keep(state=_NEXT[office.state])
        elif network is not None:
            field = list(NETWORK_QUESTIONS)[self.entries.cursor]
            answer = next_answer(getattr(network, field))
            self.send(AnswerReadiness(network_id=network.id, seen=network.version, question=field, answer=answer))

    def action_agree(self, number: int) -> None:
        """Switch a condition the office agrees to, or choose its next answer to a question."""
        fields, office = [*CONDITIONS, *OFFICE_QUESTIONS], self.candidate
        field = fields[number - 1]
        now = getattr(office, field, None)
        self._keep(**{field: not now if field in CONDITIONS else next_answer(now or "not_asked")})

    def action_remove(self) -> None:
        """Remove the office from the list."""
        office = self.candidate
        if office is not None:
            words = self.translator("{unit} is off the list; Ctrl+Z brings it back.", unit=one_line(office.unit, 40))
            self.send(KeepCandidate(candidate=msgspec.structs.replace(office, deleted=True)), words)

    def action_make_groups(self) -> None:
        """Make a group for each chosen office without one."""
        t, rows = self.translator, self.store.rows
        there = {group.unit.casefold() for group in rows.find(Group, network_id=self._network_id)}
        chosen = [
            office for office in self.candidates if office.state == "chosen" and office.unit.casefold() not in there
        ]
        if not chosen:
            self.tell(t("Every chosen office has a group already, or none is chosen yet."))
            return
        groups = tuple(
            ImportedGroup(line=number, letter="", unit=office.unit, municipality=office.municipality)
            for number, office in enumerate(chosen, start=1)
        )
        command = ImportGroups(
            network_id=self._network_id,
            groups=groups,
            ids=tuple(new_id() for _ in range(2 * len(groups))),
            today=self.local_day(self.store),
        )
        self.send(command, t.plural("{n} group was made.", "{n} groups were made.", len(groups)))

    # --- the line at the foot

    def action_ask(self, what: str, text: str | None = None) -> None:
        """Ask for a new office, or for the reason."""
        office, t = self.candidate, self.translator
        if what == "reason" and office is None:
            self.tell(t("Go to an office first; Tab a adds one."))
            return
        about = office.id if office is not None else ""
        reason = office.reason if what == "reason" and office is not None else ""
        self.ask_for(what, about, t(_QUESTIONS[what]), reason if text is None else text)

    def take_up(self, what: str, about: str, text: str) -> bool:
        if what not in _QUESTIONS or (what == "reason" and all(office.id != about for office in self.candidates)):
            return False
        self._point_at(about)
        self.action_ask(what, text)
        return True

    def answer(self, text: str) -> bool:
        words = " ".join(clean(text).split())
        if len(words) > _LONGEST:
            self.tell(self.translator("More than {most} characters: divide it.", most=_LONGEST), wrong=True)
            return False
        if self.question == "reason":
            return self._keep(reason=words)
        unit, _, municipality = (part.strip() for part in words.partition(";"))
        new = Candidate(id=new_id(), network_id=self._network_id, unit=unit, municipality=municipality)
        stored = self.send(KeepCandidate(candidate=new))
        self._point_at(new.id)
        return stored
