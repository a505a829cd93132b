"""A shell for the tests: `nettverk` with any arguments, standard streams that lead anywhere, in any encoding."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).parents[2]


class Ended(NamedTuple):
    """The exit code of a call, and the output of its pipes."""

    code: int
    out: bytes
    err: bytes


class Shell:
    """A stream leads to a `pipe`, to a pipe that is not read (`nobody`), to a path, or is `closed`."""

    def __init__(self) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.cli.forked"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            cwd=ROOT,
            env={**os.environ, "PYTHONIOENCODING": "utf-8", "PYTHONPATH": str(ROOT / "src")},
        )

    def call(
        self,
        *arguments: str,
        folder: Path,
        stdout: str = "pipe",
        stderr: str = "pipe",
        encoding: str = "utf-8",
        env: dict[str, str] | None = None,
        room: int | None = None,
    ) -> Ended:
        """Call `nettverk` in a folder; `room` is how many bytes a file may have, as on a disk that is full."""
        call = {
            "arguments": arguments,
            "folder": str(folder),
            "stdout": stdout,
            "stderr": stderr,
            "encoding": encoding,
            "env": env or {},
            "room": room,
        }
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        print(json.dumps(call), file=self._process.stdin, flush=True)
        answer = json.loads(self._process.stdout.readline())
        return Ended(answer["code"], answer["stdout"].encode("latin-1"), answer["stderr"].encode("latin-1"))

    def close(self) -> None:
        """End it."""
        with self._process:
            assert self._process.stdin is not None
            self._process.stdin.close()
