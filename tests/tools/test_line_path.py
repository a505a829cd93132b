"""The number of source files a line passes on its way into the database: counted in the app, with a limit."""

import asyncio

import pytest

from tools.line_path import Frame, LinePath, Paths, measure

#: The most files that may take part. Fewer is better: bring a number down when a file is no longer needed.
LETTER, ENTER, TO_LINE, TO_COMMAND, TO_ROW = 36, 32, 8, 15, 17


@pytest.fixture(scope="module")
def paths() -> Paths:
    return asyncio.run(measure())


def test_letter_passes_at_most_the_limit_of_files(paths: Paths) -> None:
    assert len(paths.letter.files) <= LETTER, paths.letter.files


def test_enter_passes_at_most_the_limit_of_files(paths: Paths) -> None:
    assert len(paths.enter.files) <= ENTER, paths.enter.files


def test_every_stretch_of_enter_passes_at_most_its_limit_of_files(paths: Paths) -> None:
    passed = [
        (len(stretch.files), most)
        for stretch, most in zip(paths.stretches.values(), (TO_LINE, TO_COMMAND, TO_ROW), strict=True)
    ]
    assert [files for files, most in passed if files > most] == []


def test_enter_runs_no_rule_of_the_grammar(paths: Paths) -> None:
    """The line has been understood when its last letter came."""
    assert [file for file in paths.letter.files if file == "model/capture/grammar.py"] != []
    assert [
        file for file in paths.enter.files if file.startswith(("model/capture/rules/", "model/capture/grammar"))
    ] == []


def test_line_path_begins_at_the_key_and_ends_in_the_file(paths: Paths) -> None:
    assert paths.letter.files[0] == paths.enter.files[0] == "tui/app.py"
    assert paths.letter.files[-1] == "tui/widgets/echo.py"
    assert {"store/writer.py", "store/journal.py"} <= set(paths.enter.files)


def test_line_path_counts_a_file_once_and_a_switch_each_time() -> None:
    path = LinePath([Frame("a.py", "A.one"), Frame("a.py", "A.two"), Frame("b.py", "f"), Frame("a.py", "A.one")])
    assert (path.files, path.switches) == (["a.py", "b.py"], 2)
    before, after = path.parted("f")
    assert (before.files, after.files) == (["a.py"], ["b.py", "a.py"])
