"""Two windows of the program on one file, each in a terminal of its own."""

import sys
import time

import pytest

if sys.platform == "win32":
    pytest.skip("needs a pseudo-terminal", allow_module_level=True)

from tests.conftest import Say
from tests.kills.conftest import Scene
from tests.kills.typist import F5, UNDO

#: Half a second is the goal; a busy machine gets ten times as much.
_SOON_SECONDS = 5.0


def test_entry_in_one_window_is_soon_shown_in_the_other(scene: Scene, say: Say) -> None:
    with scene.window() as writer, scene.window() as reader:
        reader.open_gathering()
        reader.to_panel()
        reader.press(F5)
        writer.open_gathering()
        waited = []
        for text in ("ringe på mandag", "dele ansvar", "måle på nytt"):
            writer.enter(text)
            stored = time.monotonic()
            reader.see(lambda text=text: text in reader.terminal.text)  # type: ignore[misc]
            waited.append(time.monotonic() - stored)
        say(f"seen in the other window after {', '.join(f'{seconds:.2f}' for seconds in waited)} s")
        assert max(waited) < _SOON_SECONDS
        scene.settle(writer)


def test_each_window_keeps_its_own_draft(scene: Scene) -> None:
    with scene.window() as one, scene.window() as other:
        one.open_gathering()
        other.open_gathering()
        one.write("min tekst")
        other.write("din tekst")
        one.see(lambda: one.line == "min tekst")
        other.see(lambda: other.line == "din tekst")
        one.store_line()
        other.see(lambda: other.line == "din tekst")
        scene.settle(one)
        other.store_line()
        scene.settle(other)
    assert scene.ledger.said() == ["min tekst", "din tekst"]


def test_killed_window_leaves_the_other_working(scene: Scene) -> None:
    """The living window undoes its own commands; those of the killed one can be undone by the windows left."""
    with scene.window() as survivor:
        survivor.open_gathering()
        survivor.to_panel()
        with scene.window("before commit", "2") as victim:
            victim.open_gathering()
            victim.enter("ringe på mandag")
            survivor.press(UNDO)
            survivor.see(lambda: "nothing to undo" in survivor.terminal.text)
            victim.write("dele ansvar")
            victim.press("\r")
            victim.terminal.gone()
            scene.settle(victim)
        assert scene.ledger.said() == ["ringe på mandag"]
        survivor.ask_for_undo()
        survivor.undo()
        survivor.enter("måle på nytt")
        scene.settle(survivor)
    assert [row["text"] for row in scene.ledger.rows("note")] == ["måle på nytt"]
    # The next window gets the text back that had not been stored.
    with scene.window() as next_one:
        next_one.open_gathering()
        next_one.see(lambda: next_one.line == "dele ansvar")
