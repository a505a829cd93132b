"""Lists on the command line: a table to read, JSON for programs, and nothing private unless it is asked for."""

import json
from pathlib import Path
from typing import Any

import pytest

from nettverk_tui.exchange.demo_file import make_demo
from nettverk_tui.model.commands import AddAction, Who
from nettverk_tui.store.store import Store
from tests.cli.calling import run
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


def test_networks(demo: Path) -> None:
    (network,) = listed("networks", "--file", demo)
    assert (network["groups"], network["gatherings"], network["demo"]) == (6, 5, True)
    shown = run("networks", "--file", demo).stdout.splitlines()
    assert shown[0].split() == ["name", "region", "language", "groups", "members", "gatherings", "next", "demo"]
    assert shown[1].endswith("  *")
    assert network["id"] not in shown[1]


def test_gatherings(demo: Path) -> None:
    found = listed("gatherings", "--file", demo)
    assert [(row["number"], row["state"]) for row in found] == [
        (1, "closed"), (2, "closed"), (3, "open"), (4, "planned"), (5, "planned"),
    ]  # fmt: skip


def test_groups(demo: Path) -> None:
    found = listed("groups", "--file", demo)
    assert [row["letter"] for row in found] == list("ABCDEF")
    assert found[0]["leader"] == "Torunn Fjelde"
    assert found[0]["area"] == "Medikamenthåndtering"


def test_actions_of_one_group_that_are_not_settled(demo: Path) -> None:
    every = listed("actions", "--file", demo)
    wanted = listed("actions", "--file", demo, "--group", "b", "--open")
    assert 0 < len(wanted) < len(every)
    assert {(row["group"], row["state"]) for row in wanted} == {("B", "open")}
    assert [row for row in every if row["group"] == "B" and row["state"] == "open"] == wanted


def test_advice(demo: Path) -> None:
    found = listed("advice", "--file", demo, "--group", "B")
    assert {row["group"] for row in found} == {"B"}
    assert {row["from"] for row in found} > {"A", "C", "D"}
    assert {row["answer"] for row in found} >= {"take_along", None}
    lines = run("advice", "--file", demo, "--group", "B").stdout.splitlines()
    assert len(lines) == len(found) + 1


def test_what_is_for_the_facilitators_only_is_listed_when_it_is_asked_for(path: Path) -> None:
    store = Store.open(path)
    for id, layer in (("open", "network"), ("closed", "facilitators")):
        done(store.apply(AddAction(id=id, where=HERE, text=f"Ringe {id}", layer=layer)))  # type: ignore[arg-type]
    store.close()
    assert [row["id"] for row in listed("actions", "--file", path)] == ["open"]
    assert [row["id"] for row in listed("actions", "--file", path, "--private")] == ["open", "closed"]


def test_who_is_named_as_it_was_understood(path: Path) -> None:
    store = Store.open(path)
    for id, who in (
        ("a", Who(word="kari", member_id="kari")),
        ("b", Who(word="leder", role="leader")),
        ("c", Who(word="B", group_id="group-B")),
        ("d", Who(word="Randi", facilitator_id="randi")),
    ):
        done(store.apply(AddAction(id=id, where=HERE, text="Ringe", who=who, layer="network")))
    store.close()
    assert [row["who"] for row in listed("actions", "--file", path)] == ["Kari Nordmann", "leder", "B", "Randi Berge"]


def test_nothing_to_list_is_said_beside_the_data(path: Path) -> None:
    result = run("advice", "--file", path)
    assert (result.exit_code, result.stdout, result.stderr) == (0, "", "There is nothing to list.\n")
    assert listed("advice", "--file", path) == []


def test_a_long_text_is_cut_in_the_table_only(path: Path) -> None:
    store = Store.open(path)
    text = "\x1b[31mRinge " * 3 + "lenge " * 29 + "lenge"
    done(store.apply(AddAction(id="a", where=HERE, text=text, layer="network")))
    store.close()
    line = run("actions", "--file", path).stdout.splitlines()[1]
    assert "…" in line
    assert "\x1b" not in line
    assert listed("actions", "--file", path)[0]["text"].endswith("lenge")


def test_which_network_is_asked_where_there_are_several_or_none_by_that_name(path: Path) -> None:
    result = run("groups", "--file", path, "--network", "Nothing")
    assert result.exit_code == 1
    assert "Trygg legemiddelbruk" in result.stderr
