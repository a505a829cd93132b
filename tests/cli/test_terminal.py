"""Commands that draw and read keys need a terminal: without one they say so, exit with 2, and change nothing."""

import os
import subprocess
import sys
import sysconfig
from pathlib import Path

import pytest

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="needs a pseudo-terminal")

SCRIPT = Path(sysconfig.get_path("scripts")) / "nettverk"
DRAWING = [[], ["demo"], ["screen"]]


@pytest.fixture
def there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("NETTVERK_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("NETTVERK_LANG", "en")
    return tmp_path / "network.db"


@pytest.mark.parametrize("arguments", DRAWING)
def test_app_without_a_terminal_says_so_and_makes_no_file(arguments: list[str], there: Path) -> None:
    run = subprocess.run(
        [SCRIPT, *arguments, "--file", str(there)], stdin=subprocess.DEVNULL, capture_output=True, text=True
    )
    assert (run.returncode, run.stdout) == (2, "")
    assert run.stderr.startswith("This needs a terminal")
    assert list(there.parent.rglob("*.db")) == []


def test_rehearsal_without_a_terminal_says_so_and_leaves_no_copy(there: Path) -> None:
    subprocess.run([SCRIPT, "demo", "--no-open", "--file", str(there)], check=True, capture_output=True)
    before = sorted(there.parent.rglob("*"))
    run = subprocess.run(
        [SCRIPT, "rehearse", "--gathering", "4", "--file", str(there)],
        stdin=subprocess.DEVNULL, capture_output=True, text=True,
    )  # fmt: skip
    assert (run.returncode, run.stdout) == (2, "")
    assert run.stderr.startswith("This needs a terminal")
    assert sorted(there.parent.rglob("*")) == before


@pytest.mark.parametrize("redirection", ["</dev/null", "2>messages"])
def test_app_needs_a_terminal_for_input_and_output(redirection: str, there: Path) -> None:
    import pexpect

    child = pexpect.spawn(
        "sh", ["-c", f"'{SCRIPT}' demo --file '{there}' {redirection}; echo ended with $?"],
        cwd=str(there.parent), encoding="utf-8", timeout=120,
    )  # fmt: skip
    child.expect(pexpect.EOF)
    child.close()
    assert "ended with 2" in child.before
    assert not there.exists()


def test_demo_that_is_only_made_needs_no_terminal(there: Path) -> None:
    run = subprocess.run(
        [SCRIPT, "demo", "--no-open", "--file", str(there)], stdin=subprocess.DEVNULL, capture_output=True, text=True
    )
    assert (run.returncode, run.stdout) == (0, f"{there}\n")
    assert there.stat().st_size


@pytest.mark.parametrize("closed", ["<&-", ">&-", "2>&-", "<&- >&- 2>&-"])
def test_closed_stream_of_a_real_shell_gives_no_traceback(closed: str, there: Path) -> None:
    made = f"'{SCRIPT}' demo --no-open --file '{there}' {closed}"
    run = subprocess.run(["sh", "-c", made], capture_output=True, text=True, env={**os.environ})
    assert run.returncode == (1 if ">&- " in f"{closed} " and not closed.startswith("2") else 0)
    assert "Traceback" not in run.stderr
    assert there.exists() is (run.returncode == 0)
