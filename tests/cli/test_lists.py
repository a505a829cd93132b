"""Lists on the command line: a table to read, JSON for programs, and nothing private unless it is asked for."""

import json
import os
import re
import sys
import sysconfig
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, get_args

import pytest
from rich.cells import cell_len

from nettverk_tui.cli.list_words import CODES, COLUMNS
from nettverk_tui.exchange.demo.file import make_demo
from nettverk_tui.exchange.exports import lists
from nettverk_tui.model.commands import ActionOwner, AddAction
from nettverk_tui.model.core import values
from nettverk_tui.model.core.records import Network
from nettverk_tui.model.core.values import Language
from nettverk_tui.store.store import Store
from tests.cli.calling import run
from tests.exchange.demo_rows import Demo
from tests.store.ground import HERE, done


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("demo") / "demo.db"
    make_demo(path)
    return path


def listed(*arguments: str | Path) -> list[dict[str, Any]]:
    result = run(*arguments, "--json")
    assert (result.exit_code, result.stderr) == (0, "")
    rows: list[dict[str, Any]] = json.loads(result.stdout)
    return rows


def test_networks_are_listed(demo: Path) -> None:
    (network,) = listed("networks", "--file", demo)
    assert (network["groups"], network["gatherings"], network["demo"]) == (6, 5, True)
    shown = run("networks", "--file", demo).stdout.splitlines()
    assert shown[0].split() == ["name", "region", "language", "groups", "members", "gatherings", "next", "demo"]
    assert shown[1].endswith("  *")
    assert network["id"] not in shown[1]


def test_gatherings_are_listed_with_their_states(demo: Path) -> None:
    found = listed("gatherings", "--file", demo)
    assert [(row["number"], row["state"]) for row in found] == [
        (1, "closed"), (2, "closed"), (3, "open"), (4, "planned"), (5, "planned"),
    ]  # fmt: skip


def test_groups_are_listed_with_leader_and_area(demo: Path) -> None:
    found = listed("groups", "--file", demo)
    assert [row["letter"] for row in found] == list("ABCDEF")
    assert found[0]["leader"] == "Torunn Fjelde"
    assert found[0]["area"] == "Medikamenthåndtering"


def test_open_actions_of_one_group_are_listed(demo: Path) -> None:
    every = listed("actions", "--file", demo)
    wanted = listed("actions", "--file", demo, "--group", "b", "--open")
    assert 0 < len(wanted) < len(every)
    assert {(row["group"], row["state"]) for row in wanted} == {("B", "open")}
    assert [row for row in every if row["group"] == "B" and row["state"] == "open"] == wanted


def test_advice_to_one_group_is_listed(demo: Path) -> None:
    found = listed("advice", "--file", demo, "--group", "B")
    assert {row["group"] for row in found} == {"B"}
    assert {row["from"] for row in found} > {"A", "C", "D"}
    assert {row["answer"] for row in found} >= {"take_along", None}
    lines = run("advice", "--file", demo, "--group", "B").stdout.splitlines()
    assert len(lines) == len(found) + 1


def test_text_for_the_facilitators_is_listed_only_on_request(path: Path) -> None:
    store = Store.open(path)
    for id, layer in (("open", "network"), ("closed", "facilitators")):
        done(store.apply(AddAction(id=id, where=HERE, text=f"Ringe {id}", layer=layer)))  # type: ignore[arg-type]
    store.close()
    assert [row["id"] for row in listed("actions", "--file", path)] == ["open"]
    assert [row["id"] for row in listed("actions", "--file", path, "--private")] == ["open", "closed"]


def test_owner_of_an_action_is_listed_by_the_resolved_name(path: Path) -> None:
    store = Store.open(path)
    for id, who in (
        ("a", ActionOwner(word="kari", member_id="kari")),
        ("b", ActionOwner(word="leder", role="leader")),
        ("c", ActionOwner(word="B", group_id="group-B")),
        ("d", ActionOwner(word="Randi", facilitator_id="randi")),
    ):
        done(store.apply(AddAction(id=id, where=HERE, text="Ringe", who=who, layer="network")))
    store.close()
    assert [row["who"] for row in listed("actions", "--file", path)] == ["Kari Nordmann", "leder", "B", "Randi Berge"]


def test_empty_list_is_reported_on_standard_error(path: Path) -> None:
    result = run("advice", "--file", path)
    assert (result.exit_code, result.stdout, result.stderr) == (0, "", "There is nothing to list.\n")
    assert listed("advice", "--file", path) == []


def test_long_text_is_cut_in_the_table_only(path: Path) -> None:
    store = Store.open(path)
    text = "\x1b[31mRinge " * 3 + "lenge " * 29 + "lenge"
    done(store.apply(AddAction(id="a", where=HERE, text=text, layer="network")))
    store.close()
    line = run("actions", "--file", path).stdout.splitlines()[1]
    assert "…" in line
    assert "\x1b" not in line
    assert listed("actions", "--file", path)[0]["text"].endswith("lenge")


@pytest.mark.parametrize("command", ["actions", "advice"])
@pytest.mark.parametrize("letter", ["Q", "", "AB"])
def test_unknown_group_is_reported(demo: Path, command: str, letter: str) -> None:
    result = run(command, "--file", demo, "--group", letter)
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr == f"There is no group {letter}. There are: A, B, C, D, E, F.\n"


#: A gathering's or a group's heads and states in each language.
SPOKEN: dict[Language, set[str]] = {
    "nb": {"nummer", "første dag", "gjennomført", "pågår", "planlagt", "leder", "i gang", "stoppet opp"},
    "nn": {"nummer", "første dag", "gjennomført", "planlagt", "leiar", "i gang", "stoppa opp"},
    "en": {"number", "first day", "held", "under way", "planned", "leader", "active", "stalled"},
}


@pytest.mark.parametrize("lang", SPOKEN)
def test_heads_and_states_are_in_the_readers_language(demo: Path, lang: Language) -> None:
    shown = run("gatherings", "--file", demo, lang=lang).stdout + run("groups", "--file", demo, lang=lang).stdout
    assert [word for word in SPOKEN[lang] if word not in shown] == []


def test_json_codes_are_equal_in_every_language(demo: Path) -> None:
    for command in ("networks", "gatherings", "groups", "actions", "advice"):
        first, *others = (run(command, "--file", demo, "--json", lang=lang).stdout for lang in SPOKEN)
        assert others == [first, first]


def test_every_column_and_code_has_words() -> None:
    columns = {name for rows in every_list() for name in rows[0]} - {"id"}
    assert set(COLUMNS) == columns
    unsaid = [
        (listed, column, row[column])
        for listed, rows in zip(CODES, every_list(), strict=True)
        for row in rows
        for column in CODES[listed]
        if row[column] not in (None, *CODES[listed][column]) and not (column == "due" and row[column][:2] == "20")
    ]
    assert unsaid == []
    kinds = [
        (values.GatheringState, "gatherings", "state"),
        (values.GroupState, "groups", "state"),
        (values.Language, "networks", "language"),
        (values.ActionState, "actions", "state"),
    ]
    for kind, listed, column in kinds:
        assert set(get_args(kind)) == set(CODES[listed][column])


def every_list() -> Sequence[Sequence[Mapping[str, Any]]]:
    rows = Demo("finished").rows
    (network,) = rows.find(Network)
    found = [
        lists.networks(rows, "2000-01-01"),
        lists.gatherings(rows, network),
        lists.groups(rows, network),
        lists.actions(rows, network, private=True),
        lists.advice(rows, network, private=True),
    ]
    return [list(row) for row in found]


@pytest.mark.skipif(sys.platform == "win32", reason="needs a pseudo-terminal")
@pytest.mark.parametrize("width", [80, 60, 40])
@pytest.mark.parametrize("command", ["networks", "gatherings", "groups", "actions", "advice"])
def test_list_in_a_terminal_fits_its_width_and_loses_no_text(demo: Path, command: str, width: int) -> None:
    lines = shown_in_terminal([command, "--file", str(demo), "--lang", "nb"], width)
    assert max(map(cell_len, lines)) <= width
    shown = "".join("".join(lines).split())
    for row in listed(command, "--file", demo, "--lang", "nb"):
        for name in ("text", "unit", "place", "who", "leader"):
            for word in str(row.get(name) or "").split():
                # A word longer than its column goes on in the next line, with its neighbours in between.
                assert word in shown or len(word) > 16, (name, word)
    if width == 80:
        assert "─" * 60 in "".join(lines), "a table"


def shown_in_terminal(arguments: Sequence[str], width: int) -> Sequence[str]:
    """The lines a command draws in a terminal of that width, without their colours."""
    import pexpect

    script = Path(sysconfig.get_path("scripts")) / "nettverk"
    env = {**{name: value for name, value in os.environ.items() if name != "COLUMNS"}, "TERM": "xterm"}
    child = pexpect.spawn(str(script), list(arguments), dimensions=(24, width), env=env, encoding="utf-8", timeout=120)
    child.expect(pexpect.EOF)
    child.close()
    assert child.exitstatus == 0
    return [re.sub(r"\x1b\[[\d;]*m", "", line).rstrip() for line in child.before.splitlines()]


def test_typed_text_is_no_markup_in_a_terminal(path: Path) -> None:
    store = Store.open(path)
    done(store.apply(AddAction(id="a", where=HERE, text="[bold]Ringe[/] :smile: [/x]", layer="network")))
    store.close()
    shown = " ".join(" ".join(shown_in_terminal(["actions", "--file", str(path), "--lang", "en"], 100)).split())
    assert "[bold]Ringe[/] :smile: [/x]" in shown


def test_unknown_or_ambiguous_network_is_asked_for(path: Path) -> None:
    result = run("groups", "--file", path, "--network", "Nothing")
    assert result.exit_code == 1
    assert "Trygg legemiddelbruk" in result.stderr
