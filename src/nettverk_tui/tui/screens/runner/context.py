"""The room as the capture line sees it: read once per state of the room, not at each key."""

import msgspec

from nettverk_tui.model import capture
from nettverk_tui.model.capture.network_context import indicators, milestones, people
from nettverk_tui.model.commands import Place
from nettverk_tui.model.core.records import Said
from nettverk_tui.model.gathering.feedback_round import entries_said
from nettverk_tui.model.gathering.room import Room
from nettverk_tui.tui.screens.runner.interface import Runner


class RoomContext:
    """The names of the room and the entry said last, both of the same state of the room and of the file."""

    def __init__(self, runner: Runner) -> None:
        self._runner = runner
        self._own: tuple[type[Said], str] | None = None
        self._last: Said | None = None
        self._read = capture.CaptureContext(today="")
        #: The room that was read, and the number of rows this window had written by then.
        self._read_of: tuple[Room, int] | None = None
        #: The file's mark of other windows' writing, taken just before.
        self._version = 0

    def stored(self, kind: type[Said], id: str) -> None:
        """Remember the entry that this window stored last."""
        self._own, self._read_of = (kind, id), None

    def look_elsewhere(self) -> None:
        """Read the room again if another window has written since; the app would notice only a moment later."""
        if self._runner.store.data_version() != self._version:
            self._read_of = None
            self._runner.reread()

    def last(self) -> Said | None:
        """The entry this window stored last, else the last of the gathering: two writers never share a cursor."""
        self._keep_up()
        return self._last

    def at(self, place: Place, *, goes_on: bool) -> capture.CaptureContext:
        """Return the room seen from a place, today; `goes_on`: the line may continue or correct the entry said last."""
        self._keep_up()
        return msgspec.structs.replace(
            self._read,
            today=self._runner.today,
            language=self._runner.t.language,
            step=place.step,
            group_id=place.group_id,
            factor=place.factor,
            previous=self._last.text if self._last is not None and goes_on else None,
        )

    def _keep_up(self) -> None:
        room, written = self._runner.room, self._runner.store.rows_written
        if self._read_of is None or self._read_of[0] is not room or self._read_of[1] != written:
            self._version = self._runner.store.data_version()
            self._last = self._said_last(room)
            self._read = self._names(room)
            self._read_of = (room, written)

    def _said_last(self, room: Room) -> Said | None:
        own = self._runner.rows.get(*self._own) if self._own is not None else None
        if own is not None and not own.deleted:
            return own
        said = entries_said(self._runner.rows, room.gathering)
        return said[-1] if said else None

    def _names(self, room: Room) -> capture.CaptureContext:
        rows = self._runner.rows
        members = (member for there in room.members.values() for member in there)
        return capture.CaptureContext(
            today="",
            groups=tuple(capture.GroupName(group.id, group.letter, group.unit) for group in room.groups),
            people=people(room.groups, members, room.facilitators, room.is_present),
            factors=capture.factor_names(self._runner.knowledge.checklist),
            indicators=indicators(rows, room.groups),
            milestones=milestones(rows, room.gathering.network_id),
            next_gathering_on=room.following.starts_on if room.following is not None else None,
        )
