"""The installed program in a real terminal: one group's turn, quitting, and back to the same place."""

from pathlib import Path

import pytest

from tests.support.keyfile import KeyFile
from tests.support.tmux import PROGRAM, Terminal, is_there, terminal

pytestmark = [
    pytest.mark.long,
    pytest.mark.skipif(not is_there(), reason="needs tmux, and the program installed beside this Python"),
]


async def ended(screen: Terminal) -> None:
    await screen.look_until(lambda: screen.has_ended, "the program to end")


async def test_gathering_continues_at_the_same_step_after_quitting(tmp_path: Path) -> None:
    path = tmp_path / "mappe med mellomrom og æøå" / "demo.db"
    path.parent.mkdir()
    keys = KeyFile.read(Path(__file__).parent / "one_group.nb.keys", "B")
    with terminal() as screen:
        screen.run(str(PROGRAM), "demo", "--file", str(path), "--lang", "nb", home=tmp_path)
        await keys.play(screen)
        await ended(screen)
        keys.check_file(path)
        keys.check_minutes(path, 3)

        screen.run(str(PROGRAM), "--file", str(path), "--lang", "nb", home=tmp_path)
        await screen.see("▸ Samling 3", "fortsett: gruppe B, med oss")
        await screen.press("Enter")
        await screen.see("[med oss]", "› halvskrevet tanke", "Ringe kommunelegen æøå")
        await screen.press("Tab", "q", "Tab", "q")
        await ended(screen)


async def test_edited_demo_is_opened_with_its_entries(tmp_path: Path) -> None:
    path = tmp_path / "demo.db"
    with terminal() as screen:
        screen.run(str(PROGRAM), "demo", "--file", str(path), "--lang", "en", home=tmp_path)
        await screen.see("DEMO", "Gathering 3")
        await screen.write("! Dette er vårt eget")
        await screen.press("Tab", "q", "Tab", "q")
        await ended(screen)
        screen.run(str(PROGRAM), "demo", "--file", str(path), "--lang", "en", home=tmp_path)
        await screen.see("Gathering 3")
        await screen.press("F5")
        await screen.see("decision: Dette er vårt eget")
