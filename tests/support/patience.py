"""How long tests wait for what must come: one limit for all, and only a test that fails ever meets it."""

import time

#: A machine may have much else to do; nothing that works comes near this.
PATIENCE_SECONDS = 60.0


class Patience:
    """Counts from when it is made."""

    def __init__(self, seconds: float = PATIENCE_SECONDS) -> None:
        self._until = time.monotonic() + seconds

    @property
    def is_over(self) -> bool:
        """Whether nothing is going to come any more."""
        return time.monotonic() > self._until
