"""Completion of the shell at Tab: quick, and silent where there is nothing to offer."""

import os
import shutil
import subprocess
import sys
import sysconfig
from pathlib import Path

import pytest

from nettverk_tui.exchange.demo.file import make_demo

ROOT = Path(__file__).parents[2]
SCRIPTS = Path(sysconfig.get_path("scripts"))
#: The one line for each shell, as README.md and docs/commands.md have it.
LINES = {
    "bash": """echo 'eval "$(_NETTVERK_COMPLETE=bash_source nettverk)"' >> ~/.bashrc""",
    "zsh": """echo 'eval "$(_NETTVERK_COMPLETE=zsh_source nettverk)"' >> ~/.zshrc""",
    "fish": "echo '_NETTVERK_COMPLETE=fish_source nettverk | source' > ~/.config/fish/completions/nettverk.fish",
}


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("demo") / "demo.db"
    make_demo(path)
    return path


def environment(home: Path, **more: str) -> dict[str, str]:
    path = f"{SCRIPTS}{os.pathsep}{os.environ['PATH']}"
    return {**os.environ, "NETTVERK_HOME": str(home), "NETTVERK_LANG": "en", "PATH": path, **more}


def offered(line: str, home: Path, **more: str) -> list[str]:
    """The completions of a line; its last word is the one being typed."""
    words = line.split(" ")
    asked = {"_NETTVERK_COMPLETE": "bash_complete", "COMP_WORDS": line, "COMP_CWORD": str(len(words) - 1)}
    run = subprocess.run(
        [SCRIPTS / "nettverk"], env=environment(home, **asked, **more), capture_output=True, text=True, check=True
    )
    assert run.stderr == ""
    return [line.partition(",")[2] for line in run.stdout.splitlines() if line]


@pytest.mark.parametrize("shell", LINES)
def test_completion_script_is_written_for_each_shell(shell: str, tmp_path: Path) -> None:
    run = subprocess.run(
        [SCRIPTS / "nettverk"], env=environment(tmp_path, _NETTVERK_COMPLETE=f"{shell}_source"),
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert f"_NETTVERK_COMPLETE={shell}_complete" in run.stdout
    if shutil.which(shell):
        subprocess.run([shell, "-n"], input=run.stdout, text=True, check=True)


@pytest.mark.parametrize("shell", LINES)
def test_completion_line_of_each_shell_is_documented(shell: str) -> None:
    for page in ("README.md", "docs/commands.md"):
        assert LINES[shell] in (ROOT / page).read_text("utf-8"), page


@pytest.mark.skipif(shutil.which("bash") is None, reason="needs bash")
def test_completion_line_works_in_bash(demo: Path, tmp_path: Path) -> None:
    (tmp_path / ".bashrc").touch()
    asked = f"""
    {LINES["bash"]}
    . ~/.bashrc
    COMP_WORDS=(nettverk advice --file '{demo}' --group ''); COMP_CWORD=5
    _nettverk_completion nettverk '' --group
    echo "${{COMPREPLY[@]}}"
    """
    run = subprocess.run(
        ["bash", "-c", asked], env=environment(tmp_path, HOME=str(tmp_path)), capture_output=True, text=True, check=True
    )
    assert (run.stdout, run.stderr) == ("A B C D E F\n", "")


@pytest.mark.parametrize(
    ("line", "wanted"),
    [
        ("nettverk gat", ["gatherings"]),
        ("nettverk actions --op", ["--open"]),
        ("nettverk minutes --lang ", ["nb", "nn", "en"]),
        ("nettverk --lang n", ["nb", "nn"]),
        ("nettverk actions --group ", list("ABCDEF")),
        ("nettverk form --gathering 3 --group b", ["B"]),
        ("nettverk search flyt --group ", list("ABCDEF")),
        ("nettverk chart --group x", []),
        ("nettverk minutes --gathering ", list("12345")),
        ("nettverk rehearse --gathering 4", ["4"]),
        ("nettverk erase --parts ", ["ask", "keep", "redact"]),
    ],
)
def test_completion_offers_the_expected_words(line: str, wanted: list[str], demo: Path, tmp_path: Path) -> None:
    assert offered(line, tmp_path, NETTVERK_FILE=str(demo)) == wanted


def test_completion_reads_the_file_named_in_the_line(demo: Path, tmp_path: Path) -> None:
    assert offered(f"nettverk --file {demo} actions --group ", tmp_path) == list("ABCDEF")
    assert offered("nettverk actions --group ", tmp_path) == []


def test_completion_of_an_unreadable_file_is_empty_and_silent(tmp_path: Path) -> None:
    (tmp_path / "text.db").write_text("hei " * 100, "utf-8")
    (tmp_path / "folder.db").mkdir()
    for name in ("text.db", "folder.db", "missing.db"):
        assert offered(f"nettverk actions --file {tmp_path / name} --group ", tmp_path / "home") == []
    assert not (tmp_path / "home").exists()


def test_completion_loads_no_heavy_module(demo: Path, tmp_path: Path) -> None:
    asked = {"COMP_WORDS": f"nettverk actions --file {demo} --group ", "COMP_CWORD": "5"}
    run = subprocess.run(
        [sys.executable, "-X", "importtime", "-m", "nettverk_tui"],
        env=environment(tmp_path, _NETTVERK_COMPLETE="bash_complete", **asked),
        capture_output=True, text=True, check=False, cwd=ROOT / "src",
    )  # fmt: skip
    loaded = {line.rpartition("|")[2].strip().partition(".")[0] for line in run.stderr.splitlines()}
    assert run.stdout.splitlines() == [f"plain,{letter}" for letter in "ABCDEF"]
    assert loaded.isdisjoint(
        {"textual", "rich", "sqlite_utils", "babel", "plotext", "matplotlib", "openpyxl", "tomlkit"}
    )
