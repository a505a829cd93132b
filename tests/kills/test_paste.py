"""Text that comes faster than typing: keys in one go, and pastes, also where the terminal does not mark them."""

import json
import sys
import time

import pytest

if sys.platform == "win32":
    pytest.skip("needs a pseudo-terminal", allow_module_level=True)

from nettverk_tui.model.decisions.entries import LONGEST_TEXT
from tests.conftest import Say
from tests.kills.conftest import Scene
from tests.kills.ledger import run_of
from tests.kills.typist import F7, LINE, PAGE_DOWN, PANEL, Typist

#: A terminal passes on a megabyte of keys one by one.
_MEGABYTE_PATIENCE = 900.0
#: Each of its letters is a key of the runner when it is not text.
LINE_OF_TEXT = "quit u undo 1234 0x tjue aktører > + ! ? delte ut ditt og datt"


def stored(typist: Typist) -> list[str]:
    """The texts of everything stored, in order; other commands are given by their kind."""
    texts = []
    for entry in run_of(typist.diary.read()).acknowledged:
        said = json.loads(entry["payload"])[0]["fields"].get("text")
        texts.append(said[1] if said is not None else entry["kind"])
    return texts


def test_keys_that_arrive_together_act_one_by_one(scene: Scene) -> None:
    with scene.window() as typist:
        typist.open_gathering()
        typist.to_panel()
        typist.press("ringe én\rdele to\r+ måle tre\rog så")
        typist.see(lambda: typist.draft == "og så")
        scene.settle(typist)
        assert stored(typist) == ["ringe én", "dele to", "måle tre"]


def test_keys_of_the_room_that_arrive_together_act_one_by_one_during_writing(scene: Scene) -> None:
    with scene.window() as typist:
        typist.open_gathering()
        typist.pause_or_go_on()
        typist.press(f"rin{PAGE_DOWN}{PAGE_DOWN}ge{F7}")
        typist.see(lambda: len(stored(typist)) == 4)
        assert stored(typist) == ["StartClock", "MoveClock", "MoveClock", "PauseClock"]
        typist.see(lambda: typist.draft == "ringe")


def test_paste_is_one_text(scene: Scene) -> None:
    text = "\n".join(f"{number} {LINE_OF_TEXT}" for number in range(150))
    with scene.window() as typist:
        typist.open_gathering()
        typist.press(f"\x1b[200~{text}\x1b[201~")
        typist.see(lambda: typist.draft == text)
        assert stored(typist) == []
        typist.store_line()
        scene.settle(typist)
        assert stored(typist) == [text]


def test_paste_beside_the_line_opens_it_and_does_nothing_else(scene: Scene) -> None:
    with scene.window() as typist:
        typist.open_gathering()
        typist.to_panel()
        typist.press(f"\x1b[200~{LINE_OF_TEXT}\x1b[201~")
        typist.see(lambda: typist.draft == LINE_OF_TEXT)
        assert stored(typist) == []


def test_too_long_paste_is_refused_with_a_message(scene: Scene) -> None:
    with scene.window() as typist:
        typist.open_gathering()
        typist.write("her: ")
        typist.press(f"\x1b[200~{'x' * (LONGEST_TEXT + 1)}\x1b[201~")
        typist.see(lambda: "characters" in typist.terminal.text)
        assert typist.draft == "her: "


def test_unmarked_paste_loses_no_line(scene: Scene) -> None:
    """Enter may store a line or be part of the text; every line is kept, in order, and no other key acts."""
    lines = [f"{number} {LINE_OF_TEXT}" for number in range(40)]
    with scene.window() as typist:
        typist.open_gathering()
        typist.press("\r".join(lines))
        typist.see(lambda: typist.draft.endswith(lines[-1]))
        scene.settle(typist)
        # A digit at the beginning of a line acts until the space behind it says that it was text.
        texts = [text for text in stored(typist) if text not in ("MarkAttendance", "TakeBack")]
        assert "\n".join([*texts, typist.draft]).split("\n") == lines
        assert scene.ledger.rows("attendance") == []


@pytest.mark.long
def test_unmarked_paste_of_a_megabyte_keeps_what_fits_and_runs_no_key(scene: Scene, say: Say) -> None:
    """More than an entry holds: what there is room for is kept, the rest is said to be left out, no key acts."""
    line = LINE_OF_TEXT + "\r"
    text = line * (1_000_000 // len(line) + 1)
    with scene.window() as typist:
        typist.open_gathering()
        began = time.monotonic()
        typist.press(text)
        typist.see(lambda: "characters" in typist.terminal.text, _MEGABYTE_PATIENCE)
        typist.press("\x1b")
        typist.see(lambda: PANEL in typist.terminal.lines[-1], _MEGABYTE_PATIENCE)
        say(f"a paste of {len(text)} characters, not marked: {time.monotonic() - began:.0f} s")
        scene.settle(typist)
        kept = "\n".join([*stored(typist), typist.draft])
        assert len(kept) >= LONGEST_TEXT
        assert text.replace("\r", "\n").startswith(kept)
        # Only the beginning may have been taken for fast typing.
        assert len(stored(typist)) <= 1_000 // len(line) + 1


def test_full_line_takes_no_more_text_and_says_so(scene: Scene) -> None:
    with scene.window() as typist:
        typist.open_gathering()
        typist.press(f"\x1b[200~{'x' * LONGEST_TEXT}\x1b[201~")
        typist.see(lambda: len(typist.draft) == LONGEST_TEXT)
        typist.press("y")
        typist.see(lambda: "characters" in typist.terminal.text)
        assert len(typist.draft) == LONGEST_TEXT
        assert LINE in typist.terminal.lines[-1]
