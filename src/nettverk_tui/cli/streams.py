"""Standard streams of a command: opened if they are closed, and no character in them raises an error.

Files the program writes are UTF-8. Output to a terminal, a pipe or a redirection has the encoding of that place, and
characters it lacks are replaced by similar ones.
"""

import codecs
import json
import os
import sys
from io import TextIOWrapper
from typing import TextIO

#: Characters that older code pages lack, and their substitutes.
_ALIKE = {
    **dict.fromkeys("‐‑‒–—−", "-"),
    **dict.fromkeys("“”„«»", '"'),
    **dict.fromkeys("‘’", "'"),
    "…": "...", "·": "-", "•": "*", "×": "x", "→": "->", "←": "<-", "≥": ">=", "≤": "<=",
    "\N{NO-BREAK SPACE}": " ", "\N{NARROW NO-BREAK SPACE}": " ",
}  # fmt: skip
_REPLACING, _IN_JSON = "nettverk-alike", "nettverk-json"
_ONLY_ASCII = "nettverk_ascii"


def prepare() -> bool:
    """Open closed streams and make all characters printable; return False if standard output leads nowhere.

    A program started without a standard output would otherwise write into the next file it opens.
    """
    missing = [name for name in ("stdin", "stdout", "stderr") if getattr(sys, name) is None]
    if missing:
        while (descriptor := os.open(os.devnull, os.O_RDWR)) <= 2:
            pass
        os.close(descriptor)
    for name in missing:
        setattr(sys, name, open(os.devnull, "r" if name == "stdin" else "w", encoding="utf-8"))  # noqa: PTH123, SIM115
    for stream in (sys.stdout, sys.stderr):
        _let_pass(stream)
    if isinstance(sys.stdin, TextIOWrapper):
        sys.stdin.reconfigure(errors="replace")
    return "stdout" not in missing and takes_output(sys.stdout)


def _let_pass(stream: TextIO) -> None:
    if isinstance(stream, TextIOWrapper):
        # click takes ASCII for a mistake and writes UTF-8 instead; another name of ASCII prevents that.
        encoding = _ONLY_ASCII if codecs.lookup(stream.encoding).name == "ascii" else stream.encoding
        stream.reconfigure(encoding=encoding, errors=_REPLACING)


def _replaced(problem: UnicodeError) -> tuple[str, int]:
    if not isinstance(problem, UnicodeEncodeError):
        raise problem
    return "".join(_ALIKE.get(letter, "?") for letter in problem.object[problem.start : problem.end]), problem.end


def _escaped(problem: UnicodeError) -> tuple[str, int]:
    if not isinstance(problem, UnicodeEncodeError):
        raise problem
    return json.dumps(problem.object[problem.start : problem.end])[1:-1], problem.end


def _only_ascii(name: str) -> codecs.CodecInfo | None:
    if name != _ONLY_ASCII:
        return None
    ascii = codecs.lookup("ascii")
    return codecs.CodecInfo(
        ascii.encode,
        ascii.decode,
        ascii.streamreader,
        ascii.streamwriter,
        ascii.incrementalencoder,
        ascii.incrementaldecoder,
        name=_ONLY_ASCII,
    )


codecs.register_error(_REPLACING, _replaced)
codecs.register_error(_IN_JSON, _escaped)
codecs.register(_only_ascii)


def takes_output(stream: TextIO) -> bool:
    """Return whether the stream can be written to, as far as can be told without writing."""
    try:
        os.write(stream.fileno(), b"")
    except (OSError, ValueError):
        return False
    return True


def for_json() -> None:
    """From now on escape characters the encoding lacks as JSON does, so that nothing is lost.

    JSON is read as UTF-8; of other encodings only the ASCII part is right.
    """
    if isinstance(sys.stdout, TextIOWrapper):
        is_utf8 = codecs.lookup(sys.stdout.encoding).name == "utf-8"
        sys.stdout.reconfigure(encoding=sys.stdout.encoding if is_utf8 else _ONLY_ASCII, errors=_IN_JSON)


def flush() -> None:
    """Flush the streams. Raises OSError."""
    sys.stdout.flush()
    sys.stderr.flush()


def give_up(stream: TextIO) -> None:
    """Discard unwritten output: the interpreter would try once more at its end, and report the error."""
    try:
        descriptor = os.open(os.devnull, os.O_WRONLY)
        os.dup2(descriptor, stream.fileno())
        os.close(descriptor)
        stream.flush()
    except (OSError, ValueError):
        return


def is_terminal() -> bool:
    """Return whether the app can draw and read keys; it draws on standard error, on Windows on standard output."""
    drawing = sys.__stdout__ if sys.platform == "win32" else sys.__stderr__
    try:
        return all(stream is not None and stream.isatty() for stream in (sys.__stdin__, drawing))
    except ValueError:
        # A closed stream.
        return False
