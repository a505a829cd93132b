"""`nettverk search`: the same hits as in the app, for people and for programs."""

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


def test_words_are_found_and_what_is_private_only_where_it_is_asked_for(said: Path) -> None:
    assert found(said, "flyt") == ["n"]
    assert set(found(said, "flyt", "--private")) == {"n", "c"}
    assert found(said, "flyt", "moeterom") == ["n"]
    assert found(said, "flyt", "--without", "møte") == []
    assert found(said, "flyt", "--private", "--group", "b") == ["c"]
    assert found(said, "kontakt:", "flyt", "--private") == ["c"]
    assert found(said, "flyt", "--factor", "L1") == []
    assert len(found(said, "flyt", "--private", "--limit", "1")) == 1


def test_people_read_where_and_what(said: Path) -> None:
    shown = run("search", "--file", said, "flyt").stdout.splitlines()
    assert shown[0].endswith("A · Note")
    assert shown[1].strip() == "Arbeidsflyten henger på møterommet"


def test_nothing_found_is_said_and_is_no_error(said: Path) -> None:
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
def test_what_is_not_there_is_said(said: Path, option: str, value: str, said_back: str) -> None:
    result = run("search", "--file", said, "flyt", option, value)
    assert result.exit_code == 1
    assert said_back in result.stderr


@pytest.mark.parametrize("words", ['"', "*", "NEAR(", "x" * 5_000])
def test_no_words_are_an_error(said: Path, words: str) -> None:
    assert run("search", "--file", said, words).exit_code == 0


@pytest.mark.parametrize("words", ["", "   ", "\x1b[31m", "\N{NO-BREAK SPACE}"])
def test_nothing_to_search_for_is_asked_for(said: Path, words: str) -> None:
    result = run("search", "--file", said, words)
    assert (result.exit_code, result.stdout) == (2, "")
    assert "Say what to search for" in result.stderr
    assert run("search", "--file", said, words, "--group", "B").exit_code == 0
