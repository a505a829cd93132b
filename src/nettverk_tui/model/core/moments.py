"""The day of a moment."""

from datetime import UTC, datetime


def day_of(at: int) -> str:
    """Return the ISO date (UTC) of a moment in UTC milliseconds."""
    return datetime.fromtimestamp(at / 1000, UTC).date().isoformat()
