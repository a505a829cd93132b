"""The published state, read through a connection that can read nothing else of the file."""

import sqlite3
from pathlib import Path

from nettverk_tui.model.core.messages import N_, Message
from nettverk_tui.store import file
from nettverk_tui.store.reading import connected

_TABLE = "second_screen"


class SecondScreenReading:
    """An open file of which only the published state can be read."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        connection.execute("PRAGMA busy_timeout = 50")
        connection.set_authorizer(_only_what_is_published)

    @classmethod
    def open(cls, path: Path) -> "SecondScreenReading":
        """Open a file. Raises CannotOpen, also if the app has not upgraded it yet."""
        connection = connected(path, writing=False)
        try:
            if connection.execute("PRAGMA user_version").fetchone()[0] != file.newest_version():
                raise file.CannotOpen(
                    Message(
                        N_("{name} was made by an older version. Open it in the app first: that upgrades it."),
                        {"name": path.name},
                    )
                )
            return cls(connection)
        except BaseException:
            connection.close()
            raise

    def published(self) -> str | None:
        """Return the state as the runner wrote it; None if there is none, or while another window writes."""
        try:
            row = self._connection.execute(f"SELECT published FROM {_TABLE}").fetchone()
        except sqlite3.OperationalError:
            return None
        return None if row is None else str(row[0])

    def close(self) -> None:
        """Close the file."""
        self._connection.close()


def _only_what_is_published(action: int, table: str | None, *_: str | None) -> int:
    """Authorise a statement for SQLite, before it is prepared."""
    if action == sqlite3.SQLITE_SELECT or (action == sqlite3.SQLITE_READ and table == _TABLE):
        return sqlite3.SQLITE_OK
    return sqlite3.SQLITE_DENY
