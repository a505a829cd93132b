"""From nothing to the minutes of a network of one's own, in each language, with keys alone."""

from pathlib import Path

import pytest

from nettverk_tui.documents.minutes.document import minutes
from nettverk_tui.language import Translator
from nettverk_tui.model.core.records import Gathering
from nettverk_tui.model.core.values import Language
from nettverk_tui.resources import knowledge
from nettverk_tui.tui.app import NettverkApp
from tests.support.stage import ZONE, Clock, Stage

#: The words on the page and the screens in each language that the journey waits for.
WORDS: dict[Language, dict[str, str]] = {
    "nb": {
        "new": "Nytt nettverk", "sums": "3 grupper · 5 medlemmer · 2 samlinger", "list": "Samling 1",
        "no programme": "F7 lager det vanlige", "waiting": "ikke startet", "present": "2 av 2 til stede",
        "leader": "leder", "decision": "BESLUTNING", "held": "gjennomført", "closed": "Samlingen er avsluttet",
        "minutes": "# Referat fra samling 1",
    },
    "nn": {
        "new": "Nytt nettverk", "sums": "3 grupper · 5 medlemmer · 2 samlingar", "list": "Samling 1",
        "no programme": "F7 lagar det vanlege", "waiting": "ikkje starta", "present": "2 av 2 til stades",
        "leader": "leiar", "decision": "AVGJERD", "held": "gjennomført", "closed": "Samlinga er avslutta",
        "minutes": "# Referat frå samling 1",
    },
    "en": {
        "new": "New network", "sums": "3 groups · 5 members · 2 gatherings", "list": "Gathering 1",
        "no programme": "F7 makes the usual", "waiting": "not started", "present": "2 of 2 present",
        "leader": "leader", "decision": "DECISION", "held": "held", "closed": "The gathering is closed",
        "minutes": "# Minutes of gathering 1",
    },
}  # fmt: skip


@pytest.mark.parametrize("language", WORDS)
async def test_own_network_is_set_up_led_and_written_up_by_keys(tmp_path: Path, language: Language) -> None:
    words = WORDS[language]
    path = tmp_path / "own.db"
    app = NettverkApp(Translator(language, ZONE), None, file=path, demo=lambda: tmp_path)
    async with app.run_test(size=(80, 24)) as pilot:
        stage = Stage(app, pilot, Clock())
        await stage.press("Tab", "n")
        await stage.see(words["new"])
        today = app.translator.local(app.own_store().now()).date()
        for line in (
            "Trygg legemiddelbruk",
            "Vestland",
            "",
            "Randi Berge",
            f"{today.day}.{today.month}.{today.year} kl. 9, 4.5.{today.year + 1}",
            f"Florø; telefonen; Kari Nes (lege, {words['leader']}), Liv Moe (sykepleier)",
            "Førde; legemidler; Jon Vik (lege), Eva Li (sekretær), Ola Å (lege)",
            "Stryn",
        ):
            await stage.type(line)
            await stage.press("Enter")
        await stage.press("Enter")
        await stage.see(words["sums"])
        await stage.press("Enter")
        await stage.see(words["list"], "Trygg legemiddelbruk · Vestland")
        await stage.press("Enter")
        await stage.see(words["no programme"])
        await stage.press("F7")
        await stage.see(words["waiting"], "Kari Nes")
        await stage.press("Tab", "a")
        await stage.see(words["present"])
        await stage.press("F7", "Space")
        await stage.type("! Vi møtes på tirsdager")
        await stage.see(words["decision"])
        await stage.press("Enter", "Esc")
        await stage.press(*["PgDn"] * 12)
        await stage.press("Tab", "c")
        await stage.see(words["closed"])
        await stage.press("Tab", "q")
        await stage.see(words["held"])
        store = app.own_store()
        (first, _) = sorted(store.rows.find(Gathering), key=lambda gathering: gathering.number)
        text = minutes(store.rows, first.id, Translator(language, ZONE), knowledge())
    assert text.startswith(words["minutes"])
    for said in ("Vi møtes på tirsdager", "Kari Nes", "Florø", "Førde"):
        assert said in text
