"""The time that tests wait for a condition: one limit for all, reached only by a test that fails."""

import time

#: Enough for a busy machine; no test that passes comes near it.
PATIENCE_SECONDS = 60.0


class Patience:
    """Counts from when it is made."""

    def __init__(self, seconds: float = PATIENCE_SECONDS) -> None:
        self._until = time.monotonic() + seconds

    @property
    def is_over(self) -> bool:
        """Whether the time is used up."""
        return time.monotonic() > self._until
