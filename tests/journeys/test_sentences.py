"""Sentences typed where none is expected, in a real terminal: the file is unchanged, and no private text is shown.

Slow and fast writers: two, five and twenty letters a second. No line is opened first, and ten begin with a digit.
"""

import re
import shutil
import sqlite3
import sys
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from nettverk_tui.exchange.demo.file import make_demo
from nettverk_tui.model.core.records import TABLES, Advice, Contact, Event, Note, Statement
from nettverk_tui.store.store import Store

if sys.platform != "win32":
    from tests.kills.terminal import Terminal

pytestmark = [pytest.mark.long, pytest.mark.skipif(sys.platform == "win32", reason="needs a pseudo-terminal")]

SENTENCES = (
    "fint at dere kom", "dere må ringe i morgen", "bård ringer legen", "utkast ferdig før jul", "xylofon er et ord",
    "2 av 3 leger var her", "10 % svarte ikke", "2026 var et godt år", "3-4 møter er nok", "1. møte var i mars",
    "fint at de kom", "de må ringje i morgon", "bård ringjer legen", "utkastet er ferdig", "kven er det som spør",
    "4, 5 og 6 kom seint", "7 kontor har svart", "12 min. går fort", "ei gruppe til", "heile dagen gjekk",
    "good that you came", "draft is done", "everyone forgot the list", "how many were there", "keep it short, please",
    "3 of 4 doctors came", "15 minutes is too much", "quite so", "jump to the next one", "vacation starts soon",
)  # fmt: skip
DIGITS_FIRST = tuple(sentence for sentence in SENTENCES if sentence[0].isdigit())

PAGE_DOWN, F4, F5, F6, TAB, CLEAR = "\x1b[6~", "\x1bOS", "\x1b[15~", "\x1b[17~", "\t", "\x15"
#: In an empty line it closes the line.
BACKSPACE = "\x7f"
#: The keys that lead from the coffee break, where the demo opens, to each place, and words that are seen there.
PLACES: dict[str, tuple[Sequence[str], str]] = {
    "a break": ([], "Kaffe"),
    "the opening card": ([PAGE_DOWN], "LES HØYT"),
    "the status": ([PAGE_DOWN] * 2, "[status]"),
    "the factors": ([PAGE_DOWN] * 3, "[faktorer]"),
    "the questions": ([PAGE_DOWN] * 4, "[spørsmål]"),
    "the silence": ([PAGE_DOWN] * 5, "[stille]"),
    "the advice": ([PAGE_DOWN] * 6, "[råd]"),
    "the advisers": ([PAGE_DOWN] * 7, "[veiledere]"),
    "what we take along": ([PAGE_DOWN] * 8, "[med oss]"),
    "attendance": ([F4], "av 4 til stede"),
    "what was said": ([F5], "Nyeste først"),
    "the programme": ([F6], "planlagt"),
    "the list": ([TAB, "q"], "fortsett"),
    "today": ([TAB, "q", TAB, "t"], "I dag"),
    "a timeline": ([TAB, "q", TAB, "l"], "alt"),
    "the board": ([TAB, "q", TAB, "b"], "(1 "),
    "the bank": ([TAB, "q", TAB, "a"], "Råd"),
    "the planner": ([TAB, "q", TAB, "p"], "Program for samling"),
    "recruitment": ([TAB, "q", TAB, "r"], "Rekruttering"),
    "measurements": ([TAB, "q", TAB, "m"], "Målinger"),
}


def _live(path: Path) -> dict[str, list[tuple[object, ...]]]:
    """Every row that is not deleted, without its stamps."""
    reader = sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True)
    try:
        found = {}
        for table in TABLES.values():
            columns = [row[1] for row in reader.execute(f"PRAGMA table_info({table})")]
            kept = ", ".join(f'"{name}"' for name in columns if name not in ("version", "changed_at"))
            found[table] = sorted(reader.execute(f"SELECT {kept} FROM {table} WHERE deleted = 0").fetchall(), key=repr)
        return found
    finally:
        reader.close()


def _private(path: Path) -> Iterator[str]:
    """The beginnings of all that is for the facilitators only."""
    store = Store.open(path, home=path.parent / "looked")
    try:
        for kind in (Note, Advice, Statement):
            yield from (entry.text[:30] for entry in store.rows.find(kind, layer="facilitators"))
        yield from (contact.topic[:30] for contact in store.rows.find(Contact) if contact.topic)
        yield from (event.text[:30] for event in store.rows.find(Event, layer="facilitators") if event.text)
    finally:
        store.close()


def _written(screen: "Terminal") -> str:
    return " ".join(re.sub(r"\x1b\[[0-?]*[ -/]*[@-~]", " ", screen.written).split())


def _type_everywhere(folder: Path, demo: Path, place: str, letters_a_second: int, sentences: Sequence[str]) -> str:
    """Type sentences in one place; return a fault, or nothing."""
    folder.mkdir()
    path = folder / "demo.db"
    shutil.copy(demo, path)
    private, before = {text for text in _private(path) if len(text) > 8}, _live(path)
    keys, seen = PLACES[place]
    environment = {"HOME": str(folder), "NETTVERK_HOME": str(folder / "home"), "TERM": "xterm-256color"}
    environment |= {"LC_ALL": "C.UTF-8", "PATH": "/usr/bin:/bin"}
    command = [sys.executable, "-m", "nettverk_tui", "--file", str(path), "--lang", "nb"]
    screen = Terminal(command, environment, cwd=folder)
    try:
        if not screen.wait(lambda: "▸ Samling 3" in screen.text):
            return f"it did not start:\n{screen.text}"
        screen.send("\r")
        if not screen.wait(lambda: "Kaffe" in screen.text and "Tab meny" in screen.text):
            return f"the gathering did not open:\n{screen.text}"
        for key in keys:
            drawn = len(screen.written)
            screen.send(key)
            screen.wait(lambda drawn=drawn: len(screen.written) > drawn)  # type: ignore[misc]
            screen.read(0.3)
        if not screen.wait(lambda: seen in screen.text):
            return f"{seen!r} is not there:\n{screen.text}"
        began = _live(path)
        begun = len(screen.written)
        for sentence in sentences:
            for letter in sentence:
                screen.send(letter)
                screen.read(1 / letters_a_second)
            # The text in the line is thrown away, so that the next sentence finds it empty.
            for key in (CLEAR, BACKSPACE):
                screen.send(key)
                screen.read(0.2)
        screen.read(0.5)
        after, drawn_text = _live(path), _written(screen)[: len(screen.written)]
        changed = [table for table in after if after[table] != began[table]]
        if changed:
            return f"{changed} changed from {sentences}:\n{screen.text}"
        # Timelines, Today and the bank show private text to the facilitators; a gathering shows none.
        if TAB not in keys:
            shown = [words for words in private if " ".join(words.split()) in drawn_text]
            if shown or "BARE FOR DEG" in screen.written[begun:]:
                return f"private text was drawn: {shown}"
        assert before.keys() == after.keys()
        return ""
    finally:
        screen.end()


@pytest.mark.parametrize(("letters_a_second", "many"), [(2, 2), (5, 3), (20, 30)])
def test_sentence_typed_in_any_place_changes_nothing(tmp_path: Path, letters_a_second: int, many: int) -> None:
    """All sentences at the fastest speed in each place; at the slow ones a few in each, and all of them somewhere."""
    demo = tmp_path / "demo.db"
    make_demo(demo, "middle")
    places = list(PLACES)

    def one(number: int) -> tuple[str, str]:
        mixed = [SENTENCES[(number * many + at) % len(SENTENCES)] for at in range(many)]
        chosen = [*mixed, DIGITS_FIRST[number % len(DIGITS_FIRST)]]
        folder = tmp_path / f"place-{number}"
        return places[number], _type_everywhere(folder, demo, places[number], letters_a_second, chosen)

    with ThreadPoolExecutor(max_workers=10) as typists:
        wrong = {place: fault for place, fault in typists.map(one, range(len(places))) if fault}
    assert wrong == {}, "\n\n".join(f"{place}: {fault}" for place, fault in wrong.items())
