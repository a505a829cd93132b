"""One window of the installed program: the terminal it draws in, the diary it keeps, and hands on its keys."""

import os
import random
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

from tests.kills import app
from tests.kills.ledger import Diary
from tests.kills.terminal import Terminal
from tests.kills.typist import Typist


class Window:
    """A context: leaving it ends the program. Its diary and its home are in the folder of the file.

    `death` is what `app` takes after the diary: POINT NTH SEED SIGNAL.
    """

    def __init__(
        self,
        file: Path,
        chance: random.Random,
        *,
        death: Sequence[str] = (),
        env: Mapping[str, str] | None = None,
        rows: int = 24,
        columns: int = 80,
    ) -> None:
        number = sum(1 for _ in file.parent.glob("diary-*")) + 1
        diary = file.parent / f"diary-{number}"
        diary.touch()
        self.diary = Diary(diary)
        self.terminal = Terminal(
            [sys.executable, app.__file__, str(diary), *death, "--", "--file", str(file), "--lang", "en"],
            os.environ | {"NETTVERK_HOME": str(file.parent / "home"), "TERM": "xterm-256color"} | dict(env or {}),
            cwd=file.parent,
            rows=rows,
            columns=columns,
        )
        self.typist = Typist(self.terminal, self.diary, chance)

    def __enter__(self) -> Typist:
        return self.typist

    def __exit__(self, *_: object) -> None:
        self.terminal.end()
