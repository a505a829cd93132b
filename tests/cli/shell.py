"""A shell for the tests: `nettverk` with any arguments, standard streams that lead anywhere, in any encoding."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).parents[2]


class Ended(NamedTuple):
    """How a call ended, and what was written, as it lies on the disk."""

    code: int
    out: bytes
    err: bytes


class Shell:
    """Closed with `close`. Where a stream leads is a path, or `closed`, or `nobody`: a pipe nobody reads."""

    def __init__(self, folder: Path) -> None:
        self._out, self._err = folder / "stdout", folder / "stderr"
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
        stdout: str | None = None,
        stderr: str | None = None,
        encoding: str = "utf-8",
        env: dict[str, str] | None = None,
    ) -> Ended:
        """Call `nettverk` in a folder."""
        for path in (self._out, self._err):
            path.unlink(missing_ok=True)
        call = {
            "arguments": arguments,
            "folder": str(folder),
            "stdout": stdout or str(self._out),
            "stderr": stderr or str(self._err),
            "encoding": encoding,
            "env": env or {},
        }
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        print(json.dumps(call), file=self._process.stdin, flush=True)
        code = json.loads(self._process.stdout.readline())
        written = [path.read_bytes() if path.exists() else b"" for path in (self._out, self._err)]
        return Ended(code, *written)

    def close(self) -> None:
        """End it."""
        with self._process:
            assert self._process.stdin is not None
            self._process.stdin.close()
