"""Deciding an import of groups and members: the changes of each row of a table, in a dry run and in the real one."""

from collections.abc import Iterator, Sequence
from typing import Any

import msgspec

from nettverk_tui.model.commands import ImportGroups
from nettverk_tui.model.core.messages import N_, Message, Refusal
from nettverk_tui.model.core.records import Group, Member, Network, Project
from nettverk_tui.model.core.rows import Rows
from nettverk_tui.model.decisions.change import GONE, Change, Deciders, Decision, add, change
from nettverk_tui.model.decisions.network import leader_change, member_fields, new_member, paired, under_way
from nettverk_tui.model.network.form import LETTERS
from nettverk_tui.model.network.plan import ImportedGroup, ImportedMember, members_of


class ImportLine(msgspec.Struct, frozen=True):
    """The changes of one row of the table to a group or one of its members; empty if they are stored already."""

    line: int
    group: Group
    member: Member | None
    changes: tuple[Change, ...]

    @property
    def is_new(self) -> bool:
        """Whether the row adds its group or member."""
        return bool(self.changes) and self.changes[0].before is None


def import_lines(command: ImportGroups, rows: Rows) -> Sequence[ImportLine] | Refusal:
    """Return the lines of an import in the order of the table, or a Refusal if it is impossible."""
    network = rows.get(Network, command.network_id)
    if network is None or network.deleted:
        return GONE
    stored = rows.find(Group, network_id=network.id)
    by_letter = {group.letter: group for group in stored}
    free = [letter for letter in LETTERS if letter not in by_letter]
    taken = {group.letter for group in command.groups}
    ids, found = iter(command.ids), []
    position = max((group.position for group in stored), default=0)
    for imported in command.groups:
        known = by_letter.get(imported.letter) if imported.letter else _by_unit(imported, stored)
        if known is None:
            letter = imported.letter or next((letter for letter in free if letter not in taken), "")
            if not letter:
                return Refusal(Message(N_("There are more groups than letters: a network has at most 26.")))
            taken.add(letter)
            position += 1
        else:
            letter = known.letter
        lines = list(_group(imported, letter, position, known, command, rows, ids))
        found += lines
    return sorted(found, key=lambda line: line.line)


def _by_unit(imported: ImportedGroup, groups: Sequence[Group]) -> Group | None:
    return next((group for group in groups if group.unit.casefold() == imported.unit.casefold()), None)


def _group(
    imported: ImportedGroup,
    letter: str,
    position: int,
    known: Group | None,
    command: ImportGroups,
    rows: Rows,
    ids: Iterator[str],
) -> Iterator[ImportLine]:
    filled_in = {
        field: value
        for field in ("unit", "municipality", "employees", "operating_model", "staff_meetings")
        if (value := getattr(imported, field)) not in ("", None)
    }
    group: Group
    if known is None:
        group = Group(
            id=next(ids),
            network_id=command.network_id,
            letter=letter,
            position=position,
            **{"unit": letter, **filled_in},
        )
        changes = add(group).changes
    else:
        again: dict[str, Any] = {"state": "active"} if known.state == "withdrawn" else {}
        changes = change(known, **filled_in, **again).changes
        group = known
        for row_change in changes:
            if isinstance(row_change.after, Group):
                group = row_change.after
    if imported.area:
        project = rows.find(Project, group_id=group.id)
        decided = (
            change(project[0], area=imported.area)
            if project
            else add(Project(id=next(ids), group_id=group.id, area=imported.area))
        )
        changes = (*changes, *decided.changes)
    yield ImportLine(imported.line, group, None, changes)
    yield from _members(imported, group, command, rows, ids)


def _members(
    imported: ImportedGroup, group: Group, command: ImportGroups, rows: Rows, ids: Iterator[str]
) -> Iterator[ImportLine]:
    stored = [member for member in members_of(rows, group.id) if member.name]
    pairs, _, _ = paired([member.name for member in stored], [member.who.name for member in imported.members])
    known = {new: stored[old] for old, new in pairs}
    new_leader = next(
        (member.who.name for member in imported.members if member.who.leader and member.to_on is None), None
    )
    if under_way(rows, command.network_id):
        remembered = tuple(leader_change(stored, new_leader, group.id, ids, command.today))
        if remembered:
            yield ImportLine(imported.line, group, None, remembered)
    for number, member_line in enumerate(imported.members):
        before = known.get(number)
        if before is not None:
            changes = change(before, **_given_fields(member_line, before)).changes
            yield ImportLine(member_line.line, group, before, changes)
        else:
            member = new_member(
                next(ids), group.id, member_line.who, from_on=member_line.from_on, to_on=member_line.to_on
            )
            yield ImportLine(member_line.line, group, member, add(member).changes)
    # A group has one leader: a former leader that the table does not name as such is one no longer.
    named = {member.id for member in known.values()}
    for member in stored:
        if new_leader is not None and member.leader and member.id not in named:
            line = next(member.line for member in imported.members if member.who.leader)
            yield ImportLine(line, group, member, change(member, leader=False).changes)


def _given_fields(member: ImportedMember, before: Member) -> dict[str, Any]:
    """Return the fields that the table gives; profession and dates stay if it does not give them."""
    who = member.who if member.who.profession else msgspec.structs.replace(member.who, profession=before.profession)
    dates = {field: value for field in ("from_on", "to_on") if (value := getattr(member, field)) is not None}
    return member_fields(who, before) | dates


def _import(command: ImportGroups, rows: Rows, now: int) -> Decision | Refusal:
    if command.ids and any(rows.get(kind, command.ids[0]) is not None for kind in (Group, Member, Project)):
        # A repeated command: it was stored, and the answer was lost.
        return Decision()
    lines = import_lines(command, rows)
    if isinstance(lines, Refusal):
        return lines
    return Decision(tuple(row_change for line in _parents_first(lines) for row_change in line.changes))


def _parents_first(lines: Sequence[ImportLine]) -> Sequence[ImportLine]:
    return sorted(lines, key=lambda line: line.member is not None)


DECIDERS: Deciders = {ImportGroups: _import}
