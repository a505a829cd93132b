"""Every command ends with 0, 1 or 2 and a sentence, for any arguments and any output.

The commands are taken from the program: a new one is tested here by itself.
"""

import json
import os
import shutil
import sqlite3
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

import click
import pytest

from nettverk_tui import cli
from nettverk_tui.exchange.demo.file import make_demo
from tests.cli.calling import run
from tests.cli.shell import Ended, Shell
from tests.store.ground import contents

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="needs fork, FIFOs and /dev")

PROGRAM = cli.program("en")
COMMANDS: Mapping[str, click.Command] = {"": PROGRAM, **PROGRAM.commands}

#: A useful value for each parameter that must have one. A parameter of a new command gets one by its type.
USEFUL = {
    "gathering": "2",
    "member": "Torunn Fjelde",
    "words": "legekontor",
    "source": "groups.csv",
    "damaged": "network.db",
    "new": "new.db",
    "data": "series.csv",
}
#: Optional parameters without which a command does less.
MORE = {"erase": ["--yes"], "demo": ["--no-open"], "import": ["--yes"], "chart": ["series.csv"]}


NONSENSE = [
    "¤#%&/()",
    "",
    " ",
    "9" * 30,
    "-1",
    "0",
    "'; DROP TABLE member; --",
    "*",
    "[/]",
    "\udce6\udcff",
    "٣",
    "å" * 20_000,
]
NUMBERS = ["nonsense", "", "9" * 26, "9" * 5000, "-1", "-" + "9" * 26, "0", "1.5", "1e400", "\udce6", "٣"]
PATHS = [
    "missing.db", "", ".", "/", "folder", "fifo", "fifo.csv", "fifo.toml", "fifo.json", "unreadable.db", "empty.db",
    "text.db", "other.db", "loop.db", "network.db/below", "\udce6\udcff.db", "x" * 300, "å/" * 3000, "half.db",
    "surrogate.json", "deep.json", "deep.toml", "dotted.toml", "bytes.toml", "bytes.csv", "bytes.xlsx", "folder.csv",
    "empty.csv", "empty.json", "empty.toml", "empty.xlsx", "/dev/null", "/dev/full",
]  # fmt: skip


class Ground(NamedTuple):
    """A folder with every kind of file, and the network's file in it."""

    folder: Path
    network: Path
    home: Path


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("demo") / "network.db"
    make_demo(path)
    return path


@pytest.fixture(scope="module")
def shell() -> Iterator[Shell]:
    shell = Shell()
    yield shell
    shell.close()


@pytest.fixture
def ground(tmp_path: Path, demo: Path) -> Ground:
    folder = tmp_path / "here"
    folder.mkdir()
    fill(folder, demo)
    return Ground(folder, folder / "network.db", tmp_path / "home")


def fill(folder: Path, demo: Path) -> None:
    shutil.copy(demo, folder)
    (folder / "folder").mkdir()
    (folder / "folder.csv").mkdir()
    for ending in ("", ".csv", ".toml", ".json"):
        os.mkfifo(folder / f"fifo{ending}")
    for ending in (".db", ".csv", ".json", ".toml", ".xlsx"):
        (folder / f"empty{ending}").touch()
    shutil.copy(demo, folder / "unreadable.db")
    (folder / "unreadable.db").chmod(0)
    (folder / "text.db").write_text("hei " * 100, "utf-8")
    (folder / "half.db").write_bytes(demo.read_bytes()[:50_000])
    (folder / "loop.db").symlink_to("loop.db")
    with sqlite3.connect(folder / "other.db") as other:
        other.execute("CREATE TABLE member (id, name)")
    other.close()
    head = '{"format": "nettverk", "schema": 1, "file": {"id": "x", "made_at": 1, "made_by": "\\ud800"}, '
    (folder / "surrogate.json").write_text(head + '"network": [{"id": "\\udfff", "name": "\\ud800"}]}', "utf-8")
    (folder / "deep.json").write_text('{"format": ' + "[" * 100_000 + "]" * 100_000 + "}", "utf-8")
    (folder / "deep.toml").write_text("groups = " + "[" * 100_000 + "]" * 100_000, "utf-8")
    (folder / "dotted.toml").write_text("groups." + "a." * 100_000 + "a = 1\n", "utf-8")
    for ending in (".toml", ".csv", ".xlsx"):
        (folder / f"bytes{ending}").write_bytes(bytes(range(256)) * 20)
    (folder / "groups.csv").write_text("letter,unit,name\nG,Ny legekontor,Ola Åsen\n", "utf-8")
    (folder / "series.csv").write_text(
        "value,date\n" + "".join(f"{n % 7},2026-0{n // 28 + 1}-{n % 28 + 1:02}\n" for n in range(40)), "utf-8"
    )


def useful(param: click.Parameter) -> str:
    if param.name in USEFUL:
        return USEFUL[param.name]
    if isinstance(param.type, click.Choice):
        return str(param.type.choices[0])
    if isinstance(param.type, click.types.IntParamType | click.types.IntRange):
        return "1"
    return "network.db" if isinstance(param.type, click.Path) else "x"


def called(command: click.Command, name: str, *, but: click.Parameter | None = None, value: str = "") -> list[str]:
    """The arguments of a call in which everything has a useful value, `but` one."""
    found = [name] if name else []
    options = [option for option in command.params if isinstance(option, click.Option) and option.expose_value]
    for option in options:
        if option is but:
            found.append(f"{option.opts[-1]}={value}")
        elif option.required:
            found += [option.opts[-1], useful(option)]
        elif option.name == "file":
            found += [option.opts[-1], "network.db"]
        elif option.name == "lang":
            found += [option.opts[-1], "en"]
    arguments = [argument for argument in command.params if isinstance(argument, click.Argument)]
    words = [
        value if argument is but else useful(argument) for argument in arguments if argument.required or argument is but
    ]
    # `--` keeps a value that begins with a hyphen from being an option.
    return [*found, *([] if but in arguments else MORE.get(name, [])), "--", *words]


def bad_values(param: click.Parameter) -> Sequence[str]:
    if isinstance(param, click.Option) and param.is_flag:
        return ["nonsense"]
    if isinstance(param.type, click.Choice):
        return ["nonsense", "", "\udce6"]
    if isinstance(param.type, click.types.IntParamType | click.types.IntRange):
        return NUMBERS
    return PATHS if isinstance(param.type, click.Path) else NONSENSE


def ends_well(ended: Ended, ground: Ground, *, told: bool = True) -> None:
    """Assert an exit code of 0, 1 or 2, a sentence with a code other than 0, and no traceback."""
    assert ended.code in (0, 1, 2), ended
    assert b"Traceback" not in ended.err, ended
    assert list(ground.home.glob("crash-*")) == [], ended
    if ended.code and told:
        assert ended.err.strip(), ended
    assert [path.name for path in ground.folder.iterdir() if "half" in path.suffix] == []


def env(ground: Ground) -> dict[str, str]:
    return {"NETTVERK_HOME": str(ground.home), "NETTVERK_LANG": "en", "LC_ALL": "C.UTF-8"}


def call_with_bad(name: str, values: Callable[[click.Parameter], Sequence[str]], shell: Shell, ground: Ground) -> None:
    command, as_it_was = COMMANDS[name], ground.network.read_bytes()
    for param in command.params:
        if not getattr(param, "expose_value", True):
            continue
        for value in values(param):
            arguments = called(command, name, but=param, value=value)
            ended = shell.call(*arguments, folder=ground.folder, env=env(ground))
            try:
                ends_well(ended, ground)
                if ended.code:
                    assert ground.network.read_bytes() == as_it_was
            except AssertionError as wrong:
                raise AssertionError(f"nettverk {arguments}") from wrong
            ground.network.write_bytes(as_it_was)


@pytest.mark.parametrize("name", COMMANDS)
def test_bad_argument_exits_with_a_sentence(name: str, shell: Shell, ground: Ground) -> None:
    seen: set[str] = set()

    def one_of_a_kind(param: click.Parameter) -> Sequence[str]:
        values = bad_values(param)
        kind = type(param.type).__name__
        if kind in seen:
            return values[:1]
        seen.add(kind)
        return [values[0], *(value for value in ("\udce6", "9" * 26, "fifo", "\udce6\udcff.db") if value in values)]

    call_with_bad(name, one_of_a_kind, shell, ground)


@pytest.mark.long
@pytest.mark.parametrize("name", COMMANDS)
def test_every_bad_argument_exits_with_a_sentence(name: str, shell: Shell, ground: Ground) -> None:
    call_with_bad(name, bad_values, shell, ground)


def test_nul_in_an_argument_exits_with_a_sentence(ground: Ground) -> None:
    for name in COMMANDS:
        result = run(*([name] if name else []), f"--file={ground.network}\0", lang="en")
        assert (result.exit_code, "NUL" in result.stderr) == (2, True), name


# Output -----------------------------------------------------------------------------------------------------------

ENCODINGS = ["cp1252", "cp437", "iso8859-1", "ascii"]


@pytest.mark.parametrize("name", COMMANDS)
def test_command_without_writable_output_changes_nothing(name: str, shell: Shell, ground: Ground) -> None:
    as_it_was, files = ground.network.read_bytes(), sorted(ground.folder.iterdir())
    for arguments in (called(COMMANDS[name], name), [*([name] if name else []), "--help"]):
        for stdout in ("/dev/full", "closed"):
            ended = shell.call(*arguments, folder=ground.folder, stdout=stdout, env=env(ground))
            ends_well(ended, ground)
            assert ended.code == 1, ended
            assert b"standard output" in ended.err
            assert ground.network.read_bytes() == as_it_was
            assert sorted(ground.folder.iterdir()) == files


@pytest.mark.parametrize("name", COMMANDS)
def test_broken_output_gives_no_traceback(name: str, shell: Shell, ground: Ground) -> None:
    useful, help = called(COMMANDS[name], name), [*([name] if name else []), "--help"]
    for arguments, stdout, stderr in (
        (useful, "nobody", "pipe"),
        (useful, "pipe", "/dev/full"),
        (help, "nobody", "nobody"),
        (help, "pipe", "closed"),
        ([*help, "--nonsense"], "pipe", "closed"),
    ):
        ended = shell.call(*arguments, folder=ground.folder, env=env(ground), stdout=stdout, stderr=stderr)
        ends_well(ended, ground, told=False)
    nowhere = shell.call("nonsense", folder=ground.folder, env=env(ground), stdout="closed", stderr="closed")
    assert nowhere.code == 1


@pytest.mark.parametrize("name", COMMANDS)
def test_characters_missing_in_an_encoding_are_replaced(name: str, shell: Shell, ground: Ground) -> None:
    before = [name] if name else []
    useful = [word if word != "en" else "nb" for word in called(COMMANDS[name], name)]
    calls = (useful, [*before, "--nonsense=«–→ćæøå»"], [*before, "--help"], useful)
    spoken = {**env(ground), "NETTVERK_LANG": "nb"}
    for encoding, arguments in zip(ENCODINGS, calls, strict=True):
        ended = shell.call(*arguments, folder=ground.folder, encoding=encoding, env=spoken)
        ends_well(ended, ground)
        for written in (ended.out, ended.err):
            assert written.decode(encoding).encode(encoding) == written


@pytest.mark.parametrize(
    "encoding", ["cp1252", *(pytest.param(rare, marks=pytest.mark.long) for rare in ENCODINGS[1:])]
)
def test_json_is_equal_in_every_encoding(encoding: str, shell: Shell, ground: Ground) -> None:
    asked = [
        called(command, name) for name, command in COMMANDS.items()
        if name == "export" or any("--json" in parameter.opts for parameter in command.params)
    ]  # fmt: skip
    with_letters = 0
    for arguments in asked:
        if "--" in arguments and arguments[0] != "export":
            arguments.insert(arguments.index("--"), "--json")
        there, here = (
            json.loads(shell.call(*arguments, folder=ground.folder, encoding=output, env=env(ground)).out)
            for output in ("utf-8", encoding)
        )
        assert there == here
        with_letters += not str(here).isascii()
    assert with_letters > 4


def test_written_file_is_utf8_for_any_output_encoding(shell: Shell, ground: Ground) -> None:
    for arguments in (
        ["minutes", "--gathering", "2", "-o", "out"], ["export", "-o", "out"], ["calendar", "-o", "out"],
        ["form", "--gathering", "3", "-o", "out"], ["import", "--template", "out/groups.toml"],
    ):  # fmt: skip
        ended = shell.call(*arguments, "--file", "network.db", folder=ground.folder, encoding="ascii", env=env(ground))
        assert ended.code == 0, ended
    written = list((ground.folder / "out").iterdir())
    assert len(written) > 8
    for path in written:
        assert "ø" in path.read_text("utf-8"), path
        assert "?" * 3 not in path.read_text("utf-8")


@pytest.mark.parametrize(("sign", "instead"), [("–", "-"), ("“", '"'), ("…", "..."), ("ć", "?"), ("\udce6", "?")])
def test_missing_character_is_replaced_by_a_similar_one(sign: str, instead: str) -> None:
    assert f"a{sign}b".encode("iso8859-1", "nettverk-alike") == f"a{instead}b".encode()


@pytest.mark.parametrize(
    "shares", [(0.05,), pytest.param((0.0, 0.2, 0.6, 0.99), marks=pytest.mark.long)], ids=["little", "more"]
)
@pytest.mark.parametrize("name", COMMANDS)
def test_command_on_a_full_disk_reports_it_and_leaves_nothing_half_done(
    name: str, shares: Sequence[float], shell: Shell, ground: Ground, demo: Path
) -> None:
    as_it_was = demo.read_bytes()
    for share in shares:
        room = int(len(as_it_was) * share)
        before = {path.name for path in ground.folder.iterdir()}
        # Output to a pipe does not use the disk.
        ended = shell.call(
            *called(COMMANDS[name], name), folder=ground.folder, room=room, env=env(ground), stdout="pipe"
        )
        ends_well(ended, ground)
        if ended.code:
            # A transaction that was rolled back may have moved a page.
            assert contents(ground.network) == contents(demo)
            # SQLite leaves its empty journal, and a copy finished before the disk was full is kept.
            made = {path.name for path in ground.folder.iterdir() if path.lstat().st_size} - before
            assert made - {"network.db.copies"} == set(), ended
        ground.network.write_bytes(as_it_was)
