"""Attendance: not marked is not present."""

from collections.abc import Sequence
from typing import ClassVar

from textual.binding import BindingType
from textual.content import Content

from nettverk_tui.model.commands import MarkAttendance, MarkLeft, MarkSeveral
from nettverk_tui.model.core.records import Attendance, Facilitator, Member
from nettverk_tui.model.core.values import Presence
from nettverk_tui.store.store import new_id
from nettverk_tui.tui.bindings import Context, bindings
from nettverk_tui.tui.screens.runner.panel import Line, Panel, muted


class AttendancePanel(Panel, inherit_bindings=False):
    """The members of each group and the advisers, one key each, one key for a whole group."""

    context: ClassVar[Context] = "attendance"
    BINDINGS: ClassVar[list[BindingType]] = list(bindings("attendance"))
    people: tuple[Member | Facilitator, ...] = ()

    def read(self) -> None:
        members = [member for group in self.room.groups for member in self.room.members.get(group.id, ())]
        self.people = (*members, *self.room.facilitators)

    def things(self) -> Sequence[Member | Facilitator]:
        return self.people

    def lines(self) -> Sequence[Line]:
        t, row = self.t, 0
        lines: list[Line] = []
        for group in self.room.groups:
            members = self.room.members.get(group.id, ())
            present = sum(self.room.is_present(member.id) for member in members)
            count = t("{n} of {of} present", n=present, of=len(members))
            lines.append(Line(Content.assemble((f" {group.letter} {group.unit}", "bold"), "  ", muted(count))))
            for member in members:
                about = [member.profession, *([t("leader")] if member.leader else [])]
                lines.append(self._person(row, member.name or t("(no name)"), about, self._mark(member)))
                row += 1
        lines.append(Line(Content.styled(f" {t('Advisers')}", "bold")))
        for facilitator in self.room.facilitators:
            lines.append(self._person(row, facilitator.name, [facilitator.organisation], self._mark(facilitator)))
            row += 1
        return lines

    def _person(self, row: int, name: str, about: Sequence[str], mark: Attendance | None) -> Line:
        sign, word = self._state(mark)
        rest = " · ".join(part for part in (*about, word) if part)
        return Line(Content.assemble((f" {sign} ", "bold"), f"{name:<26}", muted(rest)), row)

    def _state(self, mark: Attendance | None) -> tuple[str, str]:
        t = self.t
        if mark is None:
            return "·", t("not marked")
        if mark.presence == "absent":
            return "–", t("absent")
        if mark.left_at is not None:
            return "←", t("left {time}", time=t.clock(mark.left_at))
        return "✓", t("present") if mark.arrived_at is None else t("present from {time}", time=t.clock(mark.arrived_at))

    def _mark(self, person: Member | Facilitator) -> Attendance | None:
        if isinstance(person, Member):
            return self.room.mark_of(member_id=person.id)
        return self.room.mark_of(facilitator_id=person.id)

    def _command(self, person: Member | Facilitator, presence: Presence | None) -> MarkAttendance:
        # Before the clock starts, presence alone is enough; later the time of arrival is worth keeping.
        late = presence == "present" and self.room.clock.phase in ("running", "paused")
        return MarkAttendance(
            attendance_id=new_id(),
            gathering_id=self.room.gathering.id,
            member_id=person.id if isinstance(person, Member) else None,
            facilitator_id=person.id if isinstance(person, Facilitator) else None,
            presence=presence,
            at=self.runner.now() if late else None,
        )

    def action_mark(self, presence: str) -> None:
        """Mark the person under the cursor and move on."""
        if self.cursor >= len(self.people):
            return
        marks: dict[str, Presence] = {"present": "present", "absent": "absent"}
        if self.runner.send(self._command(self.people[self.cursor], marks.get(presence))):
            self.action_cursor(1)

    def action_all_present(self) -> None:
        """Mark the whole group of the person under the cursor as present; earlier marks stay."""
        if self.cursor >= len(self.people):
            return
        chosen = self.people[self.cursor]
        group_id = chosen.group_id if isinstance(chosen, Member) else None
        same = [
            person for person in self.people if (person.group_id if isinstance(person, Member) else None) == group_id
        ]
        marks = tuple(self._command(person, "present") for person in same if self._mark(person) is None)
        if marks:
            self.runner.send(MarkSeveral(marks=marks))
        self.cursor = self.people.index(same[-1]) + 1
        self.draw()

    def action_left(self) -> None:
        """Mark that the person under the cursor has left, or has come back."""
        mark = self._mark(self.people[self.cursor]) if self.cursor < len(self.people) else None
        if mark is None or mark.presence != "present":
            self.runner.tell(self.t("Only somebody who is present can leave."))
            return
        self.runner.send(MarkLeft(attendance_id=mark.id, at=self.runner.now() if mark.left_at is None else None))
