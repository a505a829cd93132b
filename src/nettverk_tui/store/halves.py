"""Unfinished files: written under a name of their own, moved to their target when complete."""

import contextlib
import secrets
import time
from collections.abc import Iterator
from pathlib import Path

_HALF = ".half"


@contextlib.contextmanager
def half_of(target: Path) -> Iterator[Path]:
    """Give a name beside `target` to write to; move it to `target` when complete, and remove leftovers in the end.

    No two windows get the same name: otherwise they would write into one file.
    """
    half = target.with_name(f".{target.name}.{secrets.token_hex(4)}{_HALF}")
    try:
        yield half
    finally:
        _remove(half)


def sweep_halves(target: Path, unchanged_seconds: float = 0) -> None:
    """Remove unfinished files of `target` that were not written to for so many seconds. Raises nothing."""
    _sweep(target.parent, f".{target.name}.", unchanged_seconds)


def sweep_folder(folder: Path) -> None:
    """Remove all unfinished files in a folder of our own. Raises nothing."""
    _sweep(folder, "", 0)


def _sweep(folder: Path, beginning: str, unchanged_seconds: float) -> None:
    with contextlib.suppress(OSError):
        for path in list(folder.iterdir()):
            begun = path.name.startswith(beginning) and path.suffix == _HALF
            if begun and time.time() - path.stat().st_mtime >= unchanged_seconds:
                _remove(path)


def _remove(half: Path) -> None:
    for path in (half, half.with_name(f"{half.name}-journal")):
        with contextlib.suppress(OSError):
            path.unlink(missing_ok=True)
