"""Which installation writes: an id that lives outside the file, with the last link it wrote to each file.

A file that lacks that link has been copied or restored from an older copy. Two files that continue the same history
under one device id could not be told apart later, so the installation takes a new id for it.
"""

import json
import os
import sqlite3
from pathlib import Path

import uuid6

from nettverk_tui.store.folders import home


class Device:
    """The installation as one file knows it."""

    def __init__(self, file_id: str, connection: sqlite3.Connection, folder: Path | None = None) -> None:
        self._note = (folder or home()) / "devices" / f"{file_id}.json"
        self.renewed = False
        known = self._read()
        if known is None:
            self.id = str(uuid6.uuid7())
        else:
            self.id, last = known
            if last and not _has_link(connection, last):
                self.id = str(uuid6.uuid7())
                self.renewed = True

    def wrote(self, chain: str) -> None:
        """Remember the link just written; losing this costs a new id at worst, so it is not flushed to the disk."""
        try:
            self._note.parent.mkdir(parents=True, exist_ok=True)
            beside = self._note.with_suffix(f".{os.getpid()}")
            beside.write_text(json.dumps({"device": self.id, "last": chain}), "utf-8")
            beside.replace(self._note)
        except OSError:
            return

    def _read(self) -> tuple[str, str] | None:
        try:
            note = json.loads(self._note.read_text("utf-8"))
            return str(note["device"]), str(note["last"])
        except (OSError, ValueError, KeyError, TypeError):
            return None


def _has_link(connection: sqlite3.Connection, chain: str) -> bool:
    return connection.execute("SELECT 1 FROM journal WHERE chain = ?", (chain,)).fetchone() is not None
