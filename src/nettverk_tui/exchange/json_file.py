"""The whole file as one JSON object, and back into an identical file.

The object has a list for every kind of record (singular, snake_case), every record with its id and all fields; the
journal; and the file's own id and version. It has everything, private layers too, and says so in its first field.
"""

import contextlib
import json
import math
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple, NoReturn, TextIO

import msgspec

from nettverk_tui import __version__
from nettverk_tui.model.core.faults import our_words
from nettverk_tui.model.core.messages import N_, Message
from nettverk_tui.model.core.records import RECORD_OF
from nettverk_tui.store.file import CannotOpen, newest_version
from nettverk_tui.store.foreign import Unreadable, read_bytes
from nettverk_tui.store.halves import half_of
from nettverk_tui.store.maintenance import integrity, transfer
from nettverk_tui.store.progress import Progress, parts, unseen
from nettverk_tui.store.storage_advice import advice_on

FORMAT = "nettverk"
WARNING = "Everything in the file: also what is for the facilitators only, and who said it."
#: Python parses a number of this many digits quickly; one of a million takes minutes.
_MOST_DIGITS = 400
#: Most bytes of a file read into memory at once: five times as much as the largest file measured so far.
_LARGEST = 1_000_000_000


#: Records between two reports of progress.
_AT_ONCE = 500


class NotImported(CannotOpen):
    """Nothing was imported; `message` says why and in which line."""


class Exported(NamedTuple):
    """Number of records written; for a damaged file also the tables with gaps, and the missing rows."""

    records: int
    gaps: tuple[str, ...] = ()
    missing: transfer.Missing = transfer.Missing(0, 0, False)


def export(path: Path, to: TextIO, progress: Progress = unseen) -> Exported:
    """Write a snapshot of the file as JSON; of a damaged one what can be read. Raises CannotOpen, and Busy.

    One record a line, so that two exports can be compared and a fault has a line number.
    """
    count = 0
    of_copy, of_rows = parts(progress, 1, 5)
    with contextlib.closing(transfer.Source(path, of_copy)) as source:
        of = source.count()
        head: dict[str, Any] = {"format": FORMAT, "holds": WARNING, "program": __version__}
        head |= {"schema": source.schema, "file": source.file}
        to.write("{\n")
        to.write(",\n".join(f"  {_line(name)}: {_line(value)}" for name, value in head.items()))
        for table in (*RECORD_OF, "journal"):
            to.write(f",\n  {_line(table)}: [")
            before = "\n    "
            for row in source.rows(table):
                if count % _AT_ONCE == 0:
                    of_rows(count / max(of, 1))
                to.write(before + _line(row))
                before = ",\n    "
                count += 1
            to.write("\n  ]" if before.startswith(",") else "]")
        to.write("\n}\n")
        if source.gaps:
            return Exported(count, tuple(sorted(source.gaps)), source.missing())
    return Exported(count)


def _line(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, allow_nan=False)


def import_into(path: Path, target: Path, progress: Progress = unseen) -> tuple[integrity.Fault, ...]:
    """Create a file at `target` from an export: the same rows, the same journal, the same identity.

    Returns the faults it has, as the exported file had them. Raises NotImported, and then there is
    nothing at `target`.
    """
    of_reading, of_rows, of_derived, of_check = parts(progress, 1, 3, 4, 6)
    of_reading(0)
    content = _parsed(_text(path), path)
    _check_head(content, path)
    try:
        if target.exists() or target.is_symlink():
            taken = N_("{name} exists already. It was left as it is; choose another name.")
            raise NotImported(Message(taken, {"name": target.name}))
        with half_of(target) as half:
            transfer.write(half, content["schema"], content["file"], _rows(content, path, of_rows), of_derived)
            faults = integrity.check(half, of_check).faults
            half.rename(target)
    except transfer.Refused as problem:
        raise NotImported(_at(path, problem.table, problem.number, str(problem))) from problem
    except (transfer.NotWritten, OSError) as problem:
        words = N_("{name} cannot be made: {problem}.")
        reason = advice_on(problem) if isinstance(problem, OSError) else problem.words
        raise NotImported(Message(words, {"name": target.name, "problem": reason})) from problem
    return faults


def _text(path: Path) -> str:
    name = {"name": path.name}
    try:
        return read_bytes(path, _LARGEST).decode("utf-8-sig")
    except Unreadable as problem:
        raise NotImported(problem.message) from problem
    except UnicodeDecodeError as problem:
        line = problem.object[: problem.start].count(b"\n") + 1
        words = N_("{name}, line {line}: this is not UTF-8 text. Save it as UTF-8.")
        raise NotImported(Message(words, {**name, "line": line})) from problem
    except OSError as problem:
        words = N_("{name} cannot be opened: {problem}.")
        raise NotImported(Message(words, {**name, "problem": advice_on(problem)})) from problem


class _Refused(Exception):
    """A value that JSON parsers treat differently."""

    def __init__(self, message: Message, sought: str) -> None:
        super().__init__(message.text)
        self.message, self.sought = message, sought


def _parsed(text: str, path: Path) -> dict[str, Any]:
    try:
        content = json.loads(
            text, object_pairs_hook=_pairs, parse_constant=_no_constant, parse_float=_float, parse_int=_int
        )
    except json.JSONDecodeError as problem:
        words = Message(N_("this is not JSON, or not all of it"))
        raise NotImported(_in_line(path, problem.lineno, words)) from problem
    except RecursionError as problem:
        words = Message(N_("lists and objects are nested too deep"))
        raise NotImported(_in_line(path, 1, words)) from problem
    except _Refused as problem:
        raise NotImported(_in_line(path, _line_of(text, problem.sought), problem.message)) from problem
    if not isinstance(content, dict):
        raise NotImported(_in_line(path, 1, Message(N_("an export is one object in braces"))))
    return content


def _pairs(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        seen: set[str] = set()
        twice = next(name for name, _ in pairs if name in seen or seen.add(name))  # type: ignore[func-returns-value]
        # Find the second of the two, in the object that has this id.
        raise _Refused(Message(N_("“{name}” stands twice in one object"), {"name": twice}), str(found.get("id", twice)))
    return found


def _no_constant(word: str) -> NoReturn:
    raise _Refused(Message(N_("{word} is no number"), {"word": word}), word)


def _float(digits: str) -> float:
    value = float(digits)
    if not math.isfinite(value):
        raise _Refused(Message(N_("{word} is larger than any number here"), {"word": digits[:20]}), digits)
    return value


def _int(digits: str) -> int:
    if len(digits) > _MOST_DIGITS or abs(value := int(digits)) >= 2**63:
        raise _Refused(Message(N_("{word} is larger than any number here"), {"word": digits[:20]}), digits)
    return value


def _line_of(text: str, sought: str) -> int:
    found = re.search(re.escape(sought), text)
    return text.count("\n", 0, found.start()) + 1 if found is not None else 1


def _in_line(path: Path, line: int, words: Message) -> Message:
    said = N_("{name}, line {line}: {problem}. Nothing was imported.")
    return Message(said, {"name": path.name, "line": line, "problem": words})


def _check_head(content: Mapping[str, Any], path: Path) -> None:
    if content.get("format") != FORMAT:
        words = Message(N_("this is no export of nettverk"))
        raise NotImported(_in_line(path, 1, words))
    schema = content.get("schema")
    if not isinstance(schema, int) or isinstance(schema, bool) or schema < 1:
        raise NotImported(_in_line(path, 1, Message(N_("“schema” is to be a whole number"))))
    if schema > newest_version():
        newer = N_("{name} was made by a newer version of nettverk. Upgrade nettverk to import it.")
        raise NotImported(Message(newer, {"name": path.name}))
    if not isinstance(content.get("file"), dict):
        raise NotImported(_in_line(path, 1, Message(N_("“file” is to be an object in braces"))))


def _rows(content: Mapping[str, Any], path: Path, progress: Progress) -> Iterator[tuple[str, list[Mapping[str, Any]]]]:
    tables = (*RECORD_OF, "journal")
    every = max(sum(len(rows) for table in tables if isinstance(rows := content.get(table), list)), 1)
    done = 0
    for table in tables:
        rows = content.get(table, [])
        if not isinstance(rows, list):
            raise NotImported(_in_line(path, 1, Message(N_("“{name}” is to be a list"), {"name": table})))
        for number, row in enumerate(rows, start=1):
            if number % _AT_ONCE == 0:
                progress((done + number) / every)
            if not isinstance(row, dict):
                raise NotImported(_at(path, table, number, Message(N_("this is no object in braces"))))
            if table in RECORD_OF:
                try:
                    msgspec.convert(row, RECORD_OF[table], strict=False)
                except msgspec.ValidationError as problem:
                    raise NotImported(_at(path, table, number, our_words(problem, row).message)) from problem
        done += len(rows)
        yield table, rows


def _at(path: Path, table: str, number: int, words: Message | str) -> Message:
    said = N_("{name}, {table} number {number}: {problem}. Nothing was imported.")
    return Message(said, {"name": path.name, "table": table, "number": number, "problem": words})
