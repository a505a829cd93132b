"""`nettverk search`: the same hits as in the app, as text and as JSON."""

import json
from pathlib import Path

import pytest

from nettverk_tui.model.commands import AddContact
from nettverk_tui.store.store import Store
from tests.cli.calling import run
from tests.store.ground import done, note


@pytest.fixture
def said(path: Path) -> Path:
    store = Store.open(path)
    done(store.apply(note("n", "Arbeidsflyten henger på møterommet")))
    done(store.apply(AddContact(id="c", group_id="group-B", on="2027-02-03", channel="phone", topic="flytskjema")))
    store.close()
    return path


def found(path: Path, *arguments: str) -> list[str]:
    return [row["id"] for row in json.loads(run("search", "--file", path, "--json", *arguments).stdout)]


def test_private_text_is_found_only_on_request(said: Path) -> None:
    assert found(said, "flyt") == ["n"]
    assert set(found(said, "flyt", "--private")) == {"n", "c"}
    assert found(said, "flyt", "moeterom") == ["n"]
    assert found(said, "flyt", "--without", "møte") == []
    assert found(said, "flyt", "--private", "--group", "b") == ["c"]
    assert found(said, "kontakt:", "flyt", "--private") == ["c"]
    assert found(said, "flyt", "--factor", "L1") == []
    assert len(found(said, "flyt", "--private", "--limit", "1")) == 1


def test_hit_is_printed_with_its_place_and_text(said: Path) -> None:
    shown = run("search", "--file", said, "flyt").stdout.splitlines()
    assert shown[0].endswith("A · Note")
    assert shown[1].strip() == "Arbeidsflyten henger på møterommet"


def test_search_without_hits_says_so_and_exits_with_0(said: Path) -> None:
    result = run("search", "--file", said, "finnes ikke")
    assert (result.exit_code, result.stdout) == (0, "")
    assert "Nothing was said with these words." in result.stderr
    assert json.loads(run("search", "--file", said, "finnes ikke", "--json").stdout) == []


@pytest.mark.parametrize(
    ("option", "value", "said_back"),
    [
        ("--group", "Q", "There is no group Q."),
        ("--factor", "Q9", "No factor is called Q9."),
        ("--network", "x", "Which network?"),
    ],
)
def test_unknown_filter_value_is_reported(said: Path, option: str, value: str, said_back: str) -> None:
    result = run("search", "--file", said, "flyt", option, value)
    assert result.exit_code == 1
    assert said_back in result.stderr


@pytest.mark.parametrize("words", ['"', "*", "NEAR(", "x" * 5_000])
def test_search_for_odd_text_exits_with_0(said: Path, words: str) -> None:
    assert run("search", "--file", said, words).exit_code == 0


@pytest.mark.parametrize("words", ["", "   ", "\x1b[31m", "\N{NO-BREAK SPACE}"])
def test_search_without_words_asks_for_some(said: Path, words: str) -> None:
    result = run("search", "--file", said, words)
    assert (result.exit_code, result.stdout) == (2, "")
    assert "Say what to search for" in result.stderr
    assert run("search", "--file", said, words, "--group", "B").exit_code == 0
