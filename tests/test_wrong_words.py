"""Words that were once used with a wrong meaning: they must not come back in any Norwegian text."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
#: Wrong words by language; a word that is right elsewhere is listed with its neighbours.
WRONG: dict[str, tuple[str, ...]] = {
    "nb": (
        r"bak skjemaet", r"\bSkyldes\b", r"sin egen leder høyt", r"\bSpør etter\b", r"\bforholdsvis\b",
        r"gjør det alt\b", r"\bsekretær", r"\bTilstand\b", r"siden for en uke siden", r"Ved døren til",
        r"måtte endre seg for at", r"\ber (?:alt |ikke )?begynt\b", r"ny identitet", r"praksis er tilgjengelig\b",
        r"\bm flytt\b", r"til gode før",
    ),
    "nn": (
        r"bak skjemaet", r"\bSkuldast\b", r"sin eigen leiar høgt", r"\bSpør etter\b", r"\bforholdsvis\b",
        r"gjer det alt\b", r"\bEin del (?:må vere|er gruppa)", r"\b(?:ved|enn|berre|frå) tilfelle\b|\bTilfelle kan\b",
        r"\bprov(?:ar)?\b", r"\bskrivar\b", r"\bTilstand\b", r"sidan for ei veke sidan", r"Ved døra til",
        r"måtte endre seg for at", r"\ber (?:alt |ikkje )?begynt\b", r"ny identitet", r"praksis er tilgjengeleg\b",
        r"\bm flytt\b", r"til gode før",
    ),
}  # fmt: skip


def texts(language: str) -> dict[str, str]:
    """All text in that language by its place: translations, the words of documents and steps, the guide."""
    catalog = ROOT / f"data/locale/{language}/LC_MESSAGES/nettverk.po"
    shown = re.findall(r'^(?:msgstr(?:\[\d\])?|) ?(".*")$', catalog.read_text(encoding="utf-8"), re.MULTILINE)
    found = {catalog.name: "\n".join(line for line in shown)}
    for path in [*(ROOT / "data/documents").glob("*.toml"), *(ROOT / "data").glob("*.toml")]:
        found[path.name] = path.read_text(encoding="utf-8")
    for path in (ROOT / "docs/guide").glob("*.md"):
        if path.stem == language or path.stem.endswith(f".{language}"):
            found[path.name] = path.read_text(encoding="utf-8")
    return found


@pytest.mark.parametrize(("language", "wrong"), [(language, wrong) for language in WRONG for wrong in WRONG[language]])
def test_wrong_word_is_in_no_norwegian_text(language: str, wrong: str) -> None:
    seen = [f"{where}: {match[0]}" for where, text in texts(language).items() for match in re.finditer(wrong, text)]
    assert not seen
