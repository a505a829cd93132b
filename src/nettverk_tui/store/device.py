"""The id of this installation, stored outside the network's file, with the last link it wrote to each file.

A file that lacks that link has been copied, or restored from an older copy. Two files that continue the same history
under one device id could not be told apart later, so the installation takes a new id for it.
"""

import os
import sqlite3
from pathlib import Path

import msgspec
import uuid6

from nettverk_tui.store.folders import home


class Device:
    """The installation, for one file."""

    def __init__(self, file_id: str, connection: sqlite3.Connection, folder: Path | None = None) -> None:
        self._note = (folder or home()) / "devices" / f"{file_id}.json"
        self.renewed = False
        known = self._read()
        self.id = known.device if known is not None else str(uuid6.uuid7())
        #: The last link this installation wrote to the file; empty if it wrote none.
        self.last = known.last if known is not None else ""
        #: When the program was last running on this file, in UTC ms.
        self.alive_at = known.alive_at if known is not None else None
        if self.last and not _has_link(connection, self.last):
            # Nothing has been written under the new id yet.
            self.id, self.renewed, self.last = str(uuid6.uuid7()), True, ""

    def wrote(self, chain: str, now: int) -> None:
        """Store the link just written. It is not flushed to the disk: losing it costs a new id at worst."""
        self.last = chain
        self._keep(now)

    def beat(self, now: int) -> None:
        """Store that the program is running, so that the next start can tell how long it was away."""
        known = self._read()
        if known is not None and known.device == self.id:
            # Another window of this installation may have written since.
            self.last = known.last
        self._keep(now)

    def _keep(self, now: int) -> None:
        try:
            self._note.parent.mkdir(parents=True, exist_ok=True)
            beside = self._note.with_suffix(f".{os.getpid()}")
            beside.write_bytes(msgspec.json.encode(_Note(self.id, self.last, now)))
            beside.replace(self._note)
        except OSError:
            return

    def _read(self) -> "_Note | None":
        try:
            return msgspec.json.decode(self._note.read_bytes(), type=_Note)
        except (OSError, msgspec.DecodeError):
            return None


class _Note(msgspec.Struct, frozen=True):
    device: str
    last: str
    alive_at: int | None = None


def _has_link(connection: sqlite3.Connection, chain: str) -> bool:
    return connection.execute("SELECT 1 FROM journal WHERE chain = ?", (chain,)).fetchone() is not None
