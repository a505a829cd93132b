"""The project itself: permitted imports, modules loaded at start, and files that must agree."""

import ast
import os
import re
import subprocess
import sys
import sysconfig
import tomllib
from collections.abc import Iterator
from importlib.metadata import entry_points
from pathlib import Path

import pytest
import textual.widgets
from packaging.requirements import Requirement

from nettverk_tui import __version__

ROOT = Path(__file__).parents[1]
MODEL = ROOT / "src" / "nettverk_tui" / "model"

# Modules of the standard library that reach a clock, a file, a process, the network, chance or a setting outside.
# fmt: off
OUTSIDE = frozenset([
    "asyncio", "atexit", "builtins", "concurrent", "configparser", "ctypes", "fileinput", "getpass", "gettext", "glob",
    "http", "importlib", "io", "locale", "logging", "mmap", "multiprocessing", "os", "pathlib", "pickle", "platform",
    "queue", "random", "runpy", "sched", "secrets", "select", "shelve", "shutil", "signal", "site", "smtplib",
    "socket", "sqlite3", "ssl", "subprocess", "sys", "syslog", "tempfile", "threading", "time", "tkinter", "urllib",
    "uuid", "webbrowser", "xmlrpc", "zipfile", "zoneinfo",
])
# fmt: on
# Calls that do the same without an import: built in, and methods that read the clock or the machine's time zone.
OUTSIDE_BUILTINS = frozenset(["open", "print", "input", "breakpoint", "eval", "exec", "__import__"])
OUTSIDE_METHODS = frozenset(["now", "utcnow", "today", "astimezone"])


def model_trees() -> Iterator[tuple[str, ast.Module]]:
    for path in sorted(MODEL.rglob("*.py")):
        yield path.relative_to(ROOT).as_posix(), ast.parse(path.read_bytes())


def imported(tree: ast.Module) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield "." * node.level + (node.module or "")


def belongs_in_the_model(name: str) -> bool:
    if name == "msgspec" or name == "nettverk_tui.model" or name.startswith(("msgspec.", "nettverk_tui.model.")):
        return True
    top = name.partition(".")[0]
    return top in sys.stdlib_module_names and top not in OUTSIDE


@pytest.mark.parametrize(
    ("source", "belongs"),
    [
        ("import re, datetime", True),
        ("from collections.abc import Mapping", True),
        ("import msgspec.json", True),
        ("from nettverk_tui.model.core.text import clean", True),
        ("import sqlite3", False),
        ("from os import path", False),
        ("import os.path as p", False),
        ("import msgspecs", False),
        ("from nettverk_tui import __version__", False),
        ("from nettverk_tui.store import open_file", False),
        ("from . import text", False),
        ("def f():\n    import textual", False),
    ],
)
def test_an_import_is_recognised_as_allowed_in_the_model_or_not(source: str, belongs: bool) -> None:
    assert all(map(belongs_in_the_model, imported(ast.parse(source)))) is belongs


def test_the_model_imports_the_pure_standard_library_msgspec_and_itself() -> None:
    strangers = [
        f"{path}: {name}" for path, tree in model_trees() for name in imported(tree) if not belongs_in_the_model(name)
    ]
    assert strangers == []


def reaches_outside(call: ast.Call) -> bool:
    match call.func:
        case ast.Name(id=name):
            return name in OUTSIDE_BUILTINS
        case ast.Attribute(attr="fromtimestamp"):
            return len(call.args) + len(call.keywords) < 2  # without a zone, the machine's is taken
        case ast.Attribute(attr=name):
            return name in OUTSIDE_METHODS
    return False


@pytest.mark.parametrize(
    ("source", "reaches"),
    [
        ("datetime.now(UTC)", True),
        ("date.today()", True),
        ("datetime.fromtimestamp(at)", True),
        ("datetime.fromtimestamp(at, zone)", False),
        ("open('x')", True),
        ("gathering.open()", False),
        ("date.fromisoformat(on)", False),
    ],
)
def test_a_call_is_recognised_as_reaching_outside_or_not(source: str, reaches: bool) -> None:
    call = ast.parse(source, mode="eval").body
    assert isinstance(call, ast.Call)
    assert reaches_outside(call) is reaches


def test_the_model_reads_no_clock_and_opens_no_file() -> None:
    calls = [
        f"{path}:{node.lineno}: {ast.unparse(node)}"
        for path, tree in model_trees()
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and reaches_outside(node)
    ]
    assert calls == []


@pytest.mark.parametrize("command", [["-m", "nettverk_tui", "--version"], ["-c", "", "--version"]], ids=["-m", "entry"])
def test_version_is_printed_before_anything_heavy_is_loaded(command: list[str]) -> None:
    if command[0] == "-c":
        command[1] = "from nettverk_tui.cli import main; main()"
    run = subprocess.run(
        [sys.executable, "-X", "importtime", *command], capture_output=True, text=True, check=True, cwd=ROOT / "src"
    )
    # `import time:  self [us] | cumulative | imported package`
    loaded = {line.rpartition("|")[2].strip().partition(".")[0] for line in run.stderr.splitlines()}
    assert run.stdout == f"nettverk {__version__}\n"
    assert "nettverk_tui" in loaded
    assert loaded.isdisjoint({"textual", "rich", "click", "sqlite_utils", "sqlite3", "babel", "msgspec", "plotext"})


def test_installed_command_prints_its_version() -> None:
    (command,) = entry_points(group="console_scripts", name="nettverk")
    assert command.value == "nettverk_tui.cli:main"
    script = Path(sysconfig.get_path("scripts")) / "nettverk"
    run = subprocess.run([script, "--version"], capture_output=True, text=True, check=True)
    assert run.stdout == f"nettverk {__version__}\n"


def test_help_is_printed_in_the_requested_language() -> None:
    run = subprocess.run(
        [sys.executable, "-m", "nettverk_tui", "--help", "--lang", "en"],
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=True,
        cwd=ROOT / "src",
        env={**os.environ, "PYTHONIOENCODING": "utf-8"},
    )
    assert run.stdout.startswith("Usage: nettverk ")


# Style sheets -------------------------------------------------------------------------------------------------------

STYLE_SHEETS = sorted((ROOT / "src").rglob("*.tcss"))


def types_named(sheet: str) -> set[str]:
    """The types in the selectors of a style sheet."""
    selectors = " ".join(re.findall(r"([^{};]+)\{", re.sub(r"/\*.*?\*/", "", sheet, flags=re.S)))
    return set(re.findall(r"(?<![\w.#:-])[A-Z]\w*", selectors))


def test_types_in_the_selectors_of_a_style_sheet_are_found() -> None:
    sheet = """/* Old { } */ Page, Reader > List:focus { color: $Text; &.-Open #Top { width: 1; } & Line.Wide { } }"""
    assert types_named(sheet) == {"Page", "Reader", "List", "Line"}


@pytest.mark.parametrize("path", STYLE_SHEETS, ids=lambda path: path.name)
def test_a_style_sheet_names_only_types_that_exist(path: Path) -> None:
    """A renamed class would otherwise lose its rules unnoticed."""
    sources = (module.read_text(encoding="utf-8") for module in (ROOT / "src").rglob("*.py"))
    own = {name for source in sources for name in re.findall(r"^class (\w+)", source, re.M)}
    assert types_named(path.read_text(encoding="utf-8")) - own - set(vars(textual.widgets)["__all__"]) == set()


# Files --------------------------------------------------------------------------------------------------------------

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
LOCK = (ROOT / "requirements.txt").read_text(encoding="utf-8")


def locked() -> dict[str, str]:
    return dict(re.findall(r"^([a-z0-9-]+)==(\S+)", LOCK, re.M))


def asked_for() -> list[Requirement]:
    groups = PROJECT["dependency-groups"]
    entries = [
        *PROJECT["project"]["dependencies"],
        *PROJECT["build-system"]["requires"],
        *groups["build"],
        *groups["dev"],
    ]
    return [Requirement(entry) for entry in entries if isinstance(entry, str)]


def test_lock_holds_every_requirement_of_the_project() -> None:
    versions = locked()
    unmet = [
        str(requirement)
        for requirement in asked_for()
        if (name := requirement.name.lower()) not in versions or not requirement.specifier.contains(versions[name])
    ]
    assert unmet == []


def test_lock_has_a_hash_for_every_package_and_names_no_host() -> None:
    entries = re.split(r"\n(?! )", LOCK.strip())
    assert [entry for entry in entries if "--hash=sha256:" not in entry] == []
    assert [entry for entry in entries if re.search(r"://|^-", entry)] == []


def test_every_make_command_in_the_readme_exists() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    targets = re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.M)
    named = re.findall(r"(?:`|^    )make ([a-z-]+)", readme, re.M)
    assert named[:2] == ["demo", "test"]
    assert set(named) - set(targets) == set()
