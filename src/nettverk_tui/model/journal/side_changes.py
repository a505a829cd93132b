"""Side changes of a journal entry, for the sentence of an undo: members, groups, measurements, and the like.

Names and numbers only: the sentence may be shown on a projector, and words for the facilitators are not repeated.
"""

from collections.abc import Callable, Iterator, Sequence

from nettverk_tui.model.core.messages import N_, Message
from nettverk_tui.model.core.records import (
    RECORD_OF,
    TABLES,
    Attendance,
    Facilitator,
    Gathering,
    Group,
    Indicator,
    Measurement,
    Member,
    Milestone,
    ProgrammeItem,
    Record,
    Said,
)
from nettverk_tui.model.core.rows import Rows
from nettverk_tui.model.core.text import one_line
from nettverk_tui.model.journal.undo import JournalEntry

#: More rows than this are counted instead of named.
_NAMED = 4
_LONGEST = 24

#: Texts for one row, several by name, and many.
_WORDS: dict[type[Record], tuple[str, str, str]] = {
    Group: (N_("group {names}"), N_("groups {names}"), N_("{count} groups")),
    Member: (N_("the member {names}"), N_("the members {names}"), N_("{count} members")),
    Facilitator: (N_("the adviser {names}"), N_("the advisers {names}"), N_("{count} advisers")),
    Gathering: (N_("gathering {names}"), N_("gatherings {names}"), N_("{count} gatherings")),
    Indicator: (N_("the indicator {names}"), N_("the indicators {names}"), N_("{count} indicators")),
    Measurement: (N_("1 measurement"), N_("{count} measurements"), N_("{count} measurements")),
    Milestone: (N_("the milestone {names}"), N_("the milestones {names}"), N_("{count} milestones")),
    ProgrammeItem: ("{names}", "{names}", N_("{count} items")),
    Attendance: ("{names}", "{names}", N_("{count} people")),
}
#: Kinds whose own sentence covers all they change: the clock has steps and gatherings of its own.
_WHOLE = frozenset(
    {
        *("StartClock", "PauseClock", "ResumeClock", "MoveClock", "AdjustStep", "CloseGathering", "ReopenGathering"),
        *("BackdateStep", "FollowClock", "ForgetGap", "PlanGathering", "AdaptProgramme", "SetStart", "SettleOverrun"),
        *("SetNextGathering", "MarkAttendance", "MarkLeft"),
    }
)


def side_changes(entry: JournalEntry, rows: Rows, named: Record | None) -> Message | None:
    """Return words for the changed rows other than `named`, or None if none of them has a name."""
    if entry.kind in _WHOLE:
        return None
    changed = [rows.get(RECORD_OF[row_change.table], row_change.id) for row_change in entry.changes]
    about = getattr(named, "group_id", None)
    others = [row for row in changed if row is not None and row != named and row.id != about]
    if isinstance(named, Said):
        # A converted entry has the same words.
        others = [row for row in others if getattr(row, "text", None) != named.text]
    parts = [*_named_parts(others, rows), *_quoted_entries(others)]
    if not parts:
        return None
    whole = parts[0]
    for part in parts[1:]:
        whole = Message("{some}, {more}", {"some": whole, "more": part})
    return whole


def _named_parts(others: Sequence[Record], rows: Rows) -> Iterator[Message]:
    for kind, (one, several, many) in _WORDS.items():
        of_kind = [row for row in others if type(row) is kind]
        names = list(dict.fromkeys(name for row in of_kind if (name := _NAMES[kind](row, rows))))
        if len(of_kind) > _NAMED or (of_kind and kind is Measurement and len(of_kind) > 1):
            yield Message(many, {"count": len(of_kind)})
        elif of_kind and kind is Measurement:
            yield Message(one)
        elif names:
            yield Message(one if len(names) == 1 else several, {"names": ", ".join(names)})


def _quoted_entries(others: Sequence[Record]) -> Iterator[Message]:
    entries = [row for row in others if isinstance(row, Said)]
    for row in entries[:_NAMED]:
        if row.layer == "facilitators":
            yield Message(N_("for the facilitators"))
        else:
            yield Message("“{text}”", {"text": one_line(row.text, _LONGEST)})


def _item(row: Record, rows: Rows) -> str:
    group = rows.get(Group, getattr(row, "group_id", None))
    return one_line(group.letter if group is not None else getattr(row, "title", ""), _LONGEST)


def _attended(row: Record, rows: Rows) -> str:
    member = rows.get(Member, getattr(row, "member_id", None))
    adviser = rows.get(Facilitator, getattr(row, "facilitator_id", None))
    person = member or adviser
    return one_line(person.name if person is not None else getattr(row, "guest", ""), _LONGEST)


def _text_of(field: str) -> Callable[[Record, Rows], str]:
    return lambda row, rows: one_line(str(getattr(row, field)), _LONGEST)  # noqa: ARG005


_NAMES: dict[type[Record], Callable[[Record, Rows], str]] = {
    Group: _text_of("letter"),
    Member: _text_of("name"),
    Facilitator: _text_of("name"),
    Gathering: _text_of("number"),
    Indicator: _text_of("name"),
    Measurement: _text_of("id"),
    Milestone: _text_of("text"),
    ProgrammeItem: _item,
    Attendance: _attended,
}
assert set(_NAMES) == set(_WORDS) <= set(TABLES)
