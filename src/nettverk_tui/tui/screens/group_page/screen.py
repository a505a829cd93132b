"""A group in full detail: the office, its state, its members and when they came and left. PgDn: the next group."""

from collections.abc import Sequence
from typing import ClassVar

from textual.binding import BindingType

from nettverk_tui.model.commands import DescribeGroup
from nettverk_tui.model.core.messages import N_
from nettverk_tui.model.core.records import Group
from nettverk_tui.model.network.form import FieldFault
from nettverk_tui.model.network.group_page import history_of, page_as_typed, read_page
from nettverk_tui.model.network.plan import GroupPage
from nettverk_tui.model.warnings import open_warnings
from nettverk_tui.store.store import Store, new_id
from nettverk_tui.tui.base.form import FormLine, FormScreen
from nettverk_tui.tui.base.hints import HelpPage
from nettverk_tui.tui.bindings import bindings
from nettverk_tui.tui.labels import name_of

_LINES = {
    "unit": FormLine(N_("Unit"), N_("the name of the office")),
    "municipality": FormLine(N_("Municipality"), N_("where it is")),
    "area": FormLine(N_("Area"), N_("what the group wants to improve")),
    "employees": FormLine(N_("Employees"), N_("how many work there")),
    "operating_model": FormLine(N_("Operation"), N_("how it is run: private, municipal, fixed salaries")),
    "staff_meetings": FormLine(N_("Meetings"), N_("how often everybody meets, and whether there is time for this")),
    "state": FormLine(N_("State"), N_("i gang, pauset 3.4.2027: why, i gang igjen, trukket seg: why, fullført")),
}
_MEMBER = FormLine(N_("Member"), N_("Kari Nordmann (doctor, leader) 12.1.2027–"))

_HELP = HelpPage(
    N_("Group"),
    (
        N_("The office, how it goes, and a line for each member. PgDn is the next group; what is half typed stays."),
        N_("State: how it goes, from when, and why. What it was before is remembered, and who led the group when."),
        N_("A member: the name, in brackets profession and roles, then from and until: 12.1.2027–1.6.2027."),
        N_("An emptied line means that the member has left today. What was said stays."),
    ),
    ("plan", "maker", "sheet"),
)


class GroupPageScreen(FormScreen[GroupPage]):
    """The form of one group of a network; keys lead to the others."""

    BINDINGS: ClassVar[list[BindingType]] = [*FormScreen.BINDINGS, *bindings("sheet")]
    help_page = _HELP
    lines = _LINES

    def __init__(self, store: Store, group: Group, others: Sequence[str]) -> None:
        stored = page_as_typed(store.rows, group)
        super().__init__(store, f"group:{group.id}", group.id, group.version, stored)
        self._group, self._others = group, list(others)
        self._new = [name for name in self.texts if name.startswith("member-") and name not in stored]
        if not self._new:
            self._new = [f"member-{new_id()}"]

    def names(self) -> Sequence[str]:
        members = [name for name in self.stored if name.startswith("member-")]
        return [*_LINES, *members, *self._new]

    def label_of(self, name: str) -> str:
        return self.translator(_LINES.get(name, _MEMBER).label)

    def example_of(self, name: str) -> str:
        return self.translator(_LINES.get(name, _MEMBER).example)

    def title_words(self) -> str:
        t = self.translator
        return f"{t('Group {letter}', letter=self._group.letter)} · {self._group.unit}"

    def line_after(self, name: str) -> str | None:
        return f"member-{new_id()}" if name.startswith("member-") else None

    def read(self) -> tuple[GroupPage, Sequence[FieldFault]]:
        return read_page(self.fields(), self.today())

    def understood(self, name: str, read: GroupPage) -> str:
        t = self.translator
        if name == "unit":
            return self._to_ask() or self.example_of(name)
        if name == "state":
            return self._history() or self.example_of(name)
        if not name.startswith("member-"):
            return self.example_of(name)
        member = next((member for member in read.members if name == f"member-{member.id}"), None)
        if member is None or member.who is None:
            stored = self.stored.get(name)
            return (
                t("{name} has left today, and what was said stays.", name=stored) if stored else self.example_of(name)
            )
        parts = [member.who.name, member.who.profession]
        roles = ((member.who.leader, N_("leader")), (member.who.writer, N_("secretary")), (member.who.data, N_("data")))
        parts += [t(word) for has, word in roles if has]
        parts += [t("from {day}", day=t.days(member.from_on, member.from_on))] if member.from_on is not None else []
        parts += [t("until {day}", day=t.days(member.to_on, member.to_on))] if member.to_on is not None else []
        return " · ".join(part for part in parts if part)

    def _to_ask(self) -> str:
        """Return the warnings that the group's past gives reason to ask about."""
        from nettverk_tui.tui.warning_labels import SIGNS, fact

        t, checklist, today = self.translator, self.nettverk.knowledge.checklist, self.today().isoformat()
        found = open_warnings(self.store.rows, self._group, checklist, today)
        return "\n".join(f"{SIGNS[warning.level]} {fact(warning, t, checklist, today)}" for warning in found[:4])

    def _history(self) -> str:
        """Return the leaders with their periods, and the other events."""
        t = self.translator
        told = [
            f"{t.date(event.on)} {name_of(event.kind, t)}"
            + (f": {event.text or event.cause}" if event.text or event.cause else "")
            for event in history_of(self.store.rows, self._group.id)
        ]
        return " · ".join(told)

    def sums(self, read: GroupPage) -> str:
        t = self.translator
        there = [member for member in read.members if member.who is not None and member.to_on is None]
        return " · ".join([read.unit, t.plural("{n} member", "{n} members", len(there))])

    def command(self, read: GroupPage) -> DescribeGroup:
        return DescribeGroup(
            group_id=self.about_id,
            seen=self.seen,
            page=read,
            ids=tuple(new_id() for _ in range(4)),
            today=self.today().isoformat(),
        )

    def action_group(self, step: int) -> None:
        """Show the next group or the one before; a half-typed text is kept as a draft."""
        at = self._others.index(self._group.id) + step if self._group.id in self._others else 0
        group = self.store.rows.get(Group, self._others[at % len(self._others)])
        if group is not None:
            self.app.switch_screen(GroupPageScreen(self.store, group, self._others))
