"""Writing a new file for others to read: a safe name, never over an older one, readable by its owner only."""

import os
import re
from collections.abc import Callable
from pathlib import Path
from typing import TextIO

from nettverk_tui.model.core.text import clean

#: In bytes: file systems allow 255; a number and an extension are added.
_LONGEST = 200
_UNSAFE = re.compile(r"[^\w-]+")
#: Names that Windows reserves for devices, whatever the extension.
_DEVICES = re.compile(r"(con|prn|aux|nul|(com|lpt)[\d¹²³])", re.IGNORECASE)


def slug(name: str) -> str:
    """Turn a name into a safe file name: letters, digits and hyphens."""
    safe = _UNSAFE.sub("-", clean(name)).strip("-_")
    safe = safe.encode()[:_LONGEST].decode(errors="ignore").rstrip("-_") or "file"
    return f"_{safe}" if _DEVICES.fullmatch(safe) else safe


def write_new(folder: Path, name: str, ending: str, content: str | Callable[[TextIO], object]) -> Path:
    """Write a new file in `folder` and return its path; a number is added while the name is taken.

    `content` is the text, or a function that writes it piece by piece. Raises OSError; an incomplete file is
    deleted again.
    """
    folder.mkdir(parents=True, exist_ok=True)
    stem, number = slug(name), 1
    while True:
        path = folder / f"{stem}{'' if number == 1 else f'-{number}'}{ending}"
        try:
            descriptor = os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
            break
        except FileExistsError:
            number += 1
    try:
        with os.fdopen(descriptor, "w", encoding="utf-8", newline="\n") as opened:
            if isinstance(content, str):
                opened.write(content)
            else:
                content(opened)
            opened.flush()
            os.fsync(opened.fileno())
    except BaseException:
        path.unlink(missing_ok=True)
        raise
    return path


def write_bytes(path: Path, content: bytes) -> None:
    """Write a new file at `path`. Raises OSError; FileExistsError if the name is taken."""
    descriptor = os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY | getattr(os, "O_BINARY", 0), 0o600)
    try:
        with os.fdopen(descriptor, "wb") as opened:
            opened.write(content)
            opened.flush()
            os.fsync(opened.fileno())
    except BaseException:
        path.unlink(missing_ok=True)
        raise
