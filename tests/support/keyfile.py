"""Key files: a whole gathering as the keys people press, the words they see, and the entries expected afterwards.

One instruction a line; `#` begins a comment. A key file touches nothing but keyboard, screen and file:

    press F7 PgDn g b       keys, each when the screen has come to rest
    type Ring apoteket      letters, as fast as they come
    say ! Vi møtes i mai    opens the line, types, stores with Enter and goes back with Esc
    see GRUPPEN SPØR        waits until the words stand on the screen
    miss Kari               waits until they do not
    until Avslutning PgDn   presses the key, a bounded number of times, until the words stand on the screen
    pass 3                  minutes pass
    minutes Vi møtes i mai  the minutes will say so, in the network's language
    secret Lederen er lei   the minutes will not say so, in any language
    row v_actions letter=B; text=Ring apoteket; who=Kari Nesse
                            the view in the file will have exactly one such row; what is empty is written `answer=`

Lines between `for each group` and `end` are played for every group in the order of the programme. In them {letter} is
the group's letter, {next} and {last} those of its neighbours in that order; {next:small} is typed without Shift.
"""

import re
import sqlite3
import subprocess
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

_MOST_PRESSES = 20
_LANGUAGES = ("nb", "nn", "en")


class Played(Protocol):
    """The stage a key file is played on: a window under a test's own clock, or a real terminal."""

    async def press(self, *keys: str) -> None: ...

    async def type(self, text: str) -> None: ...

    async def write(self, text: str) -> None: ...

    async def passes(self, *, minutes: float = 0) -> None: ...

    def shows(self, words: str) -> bool: ...

    async def see(self, *texts: str) -> None: ...

    async def miss(self, *texts: str) -> None: ...


@dataclass(frozen=True)
class Line:
    """One instruction, and its line."""

    number: int
    verb: str
    rest: str


@dataclass(frozen=True)
class KeyFile:
    """A key file that has been read, for a network whose groups have these letters."""

    name: str
    lines: tuple[Line, ...]

    @classmethod
    def read(cls, path: Path, letters: Sequence[str]) -> "KeyFile":
        """Read a file; blocks are written out, one time a group."""
        numbered = [(number, text.strip()) for number, text in enumerate(path.read_text("utf-8").splitlines(), start=1)]
        told = [(number, text) for number, text in numbered if text and not text.startswith("#")]
        return cls(path.name, tuple(_instruction(*line) for line in _written_out(told, letters)))

    def of(self, *verbs: str) -> list[Line]:
        """The lines that begin with one of these verbs."""
        return [line for line in self.lines if line.verb in verbs]

    async def play(self, stage: Played) -> None:
        """Do what the lines say, in order; a failure names the line."""
        for line in self.lines:
            try:
                await _play(line, stage)
            except AssertionError as problem:
                raise AssertionError(f"{self.name}, line {line.number}: {problem}") from None

    def check_file(self, path: Path) -> None:
        """Every `row` is there, once."""
        reader = sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True)
        try:
            for line in self.of("row"):
                view, _, wanted = line.rest.partition(" ")
                fields = dict(part.strip().split("=", 1) for part in wanted.split(";"))
                where = " AND ".join(f"""CAST(coalesce("{name}", '') AS TEXT) = ?""" for name in fields)
                found = reader.execute(f"SELECT * FROM {view} WHERE {where}", tuple(fields.values())).fetchall()
                assert len(found) == 1, f"{self.name}, line {line.number}: {len(found)} rows in {view} with {wanted}"
        finally:
            reader.close()

    def check_minutes(self, path: Path, gathering: int) -> None:
        """Assert that public texts are in the minutes, and private ones in none of their languages."""
        written = _flat(minutes(path, gathering))
        for line in self.of("minutes"):
            assert line.rest in written, f"{self.name}, line {line.number}: not in the minutes: {line.rest}\n{written}"
        for language in _LANGUAGES:
            written = _flat(minutes(path, gathering, language))
            for line in self.of("secret"):
                leaked = f"{self.name}, line {line.number}: leaked into the minutes: {line.rest}"
                assert line.rest not in written, leaked


def minutes(path: Path, gathering: int, language: str | None = None) -> str:
    """The minutes as the command line writes them."""
    command = [sys.executable, "-m", "nettverk_tui", "minutes", "--file", str(path), "--gathering", str(gathering)]
    if language is not None:
        command += ["--lang", language]
    return subprocess.run(command, capture_output=True, check=True, text=True, encoding="utf-8").stdout


def _flat(markdown: str) -> str:
    """Words as they are read: on one line, without the marks of Markdown."""
    return " ".join(re.sub(r"\\([^\w\s])", r"\1", markdown).split())


def _written_out(lines: Sequence[tuple[int, str]], letters: Sequence[str]) -> Iterator[tuple[int, str]]:
    block: list[tuple[int, str]] | None = None
    for number, text in lines:
        if text == "for each group":
            block = []
        elif text == "end":
            assert block is not None, f"line {number}: there is no block to end"
            for at, letter in enumerate(letters):
                others = {"next": letters[(at + 1) % len(letters)], "last": letters[at - 1]}
                yield from ((where, _filled(said, letter=letter, **others)) for where, said in block)
            block = None
        elif block is not None:
            block.append((number, text))
        else:
            yield number, text
    assert block is None, "a block has no end"


def _filled(text: str, **letters: str) -> str:
    for name, letter in letters.items():
        text = text.replace(f"{{{name}}}", letter).replace(f"{{{name}:small}}", letter.casefold())
    return text


def _instruction(number: int, text: str) -> Line:
    verb, _, rest = text.partition(" ")
    known = ("press", "type", "say", "see", "miss", "until", "pass", "minutes", "secret", "row")
    assert verb in known, f"line {number}: {verb}?"
    return Line(number, verb, rest)


async def _play(line: Line, stage: Played) -> None:
    match line.verb:
        case "press":
            await stage.press(*line.rest.split())
        case "type":
            await stage.type(line.rest)
        case "say":
            await stage.write(line.rest)
        case "see":
            await stage.see(line.rest)
        case "miss":
            await stage.miss(line.rest)
        case "until":
            words, _, key = line.rest.rpartition(" ")
            presses = 0
            while not stage.shows(words) and presses < _MOST_PRESSES:
                await stage.press(key)
                presses += 1
            await stage.see(words)
        case "pass":
            await stage.passes(minutes=float(line.rest))
