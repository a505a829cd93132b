"""Describe a fault of the program in a file: where in the program, and none of the users' texts.

A traceback with local variables could put notes on a projector, and so could an exception's own words.
"""

import os
import sys
import traceback
from datetime import UTC, datetime
from pathlib import Path

from nettverk_tui import __version__
from nettverk_tui.store.folders import home


def describe(error: BaseException) -> str:
    """Return the types of the exceptions and the places they passed, without their messages."""
    lines = [f"nettverk {__version__} · Python {sys.version.split()[0]} · {sys.platform}"]
    cause: BaseException | None = error
    while cause is not None:
        lines.append(f"{type(cause).__module__}.{type(cause).__qualname__}")
        lines += [
            f"  {Path(frame.filename).name}:{frame.lineno} {frame.name}"
            for frame in traceback.extract_tb(cause.__traceback__)
        ]
        cause = cause.__cause__ or cause.__context__
    return "\n".join(lines) + "\n"


def write_report(error: BaseException) -> Path | None:
    """Write the description beside the program's own files, readable by its owner only; None where that fails."""
    path = home() / f"crash-{datetime.now(UTC):%Y-%m-%dT%H%M%S.%f}.txt"
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        descriptor = os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
        with os.fdopen(descriptor, "w", encoding="utf-8") as opened:
            opened.write(describe(error))
    except OSError:
        return None
    return path
