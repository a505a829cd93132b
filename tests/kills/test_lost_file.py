"""The file is removed or truncated during writing: the screen says so, and the text is kept."""

import os
import shutil
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

if sys.platform == "win32":
    pytest.skip("needs a pseudo-terminal", allow_module_level=True)

from tests.kills.conftest import Scene
from tests.kills.typist import Typist

TEXT = "ringe på mandag"


def screen(typist: Typist) -> str:
    """The text of the screen, as one line."""
    return " ".join(typist.terminal.text.split())


def moved(path: Path) -> None:
    path.rename(path.with_name("elsewhere.db"))


def replaced(path: Path) -> None:
    shutil.copy(path, path.with_name("another.db"))
    path.with_name("another.db").replace(path)


@pytest.mark.parametrize(
    ("act", "words"),
    [(moved, "moved or deleted"), (os.unlink, "moved or deleted"), (replaced, "another file lies in the place")],
    ids=["moved", "deleted", "replaced"],
)
def test_removed_file_is_reported_and_the_draft_kept(scene: Scene, act: Callable[[Path], None], words: str) -> None:
    keep = scene.file.with_name("kept.db")
    with scene.window() as typist:
        typist.open_gathering()
        typist.write(TEXT)
        typist.see(lambda: typist.draft == TEXT)
        shutil.copy(scene.file, keep)
        act(scene.file)
        # Reported at once, before Enter is pressed; and again at Enter.
        typist.see(lambda: "Nothing can be stored" in screen(typist))
        typist.press("\r")
        typist.see(lambda: "It was not stored" in screen(typist) and words in screen(typist))
        assert "may only be read" not in typist.terminal.written
        assert typist.line == TEXT
    keep.replace(scene.file)
    assert scene.drafts() == [TEXT]


@pytest.mark.parametrize("left", [0, 20_000])
def test_truncated_file_ends_the_program_with_a_message_and_the_draft_is_kept(scene: Scene, left: int) -> None:
    keep = scene.file.with_name("kept.db")
    with scene.window() as typist:
        typist.open_gathering()
        typist.write(TEXT)
        typist.see(lambda: typist.draft == TEXT)
        shutil.copy(scene.file, keep)
        os.truncate(scene.file, left)
        typist.terminal.gone()
        assert typist.terminal.status == 1
        said = " ".join(typist.terminal.written.rpartition("\x1b[?1049l")[2].split())
        assert "was cut short, or another program has written over it" in said
        assert "nettverk restore" in said
        assert "What was half written is kept" in said
        assert "fault in the program" not in said
    keep.replace(scene.file)
    assert scene.drafts() == [TEXT]
