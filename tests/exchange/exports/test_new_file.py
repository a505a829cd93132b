"""Files written for others: a generated name in the chosen folder, never over an existing file."""

import os
import stat
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nettverk_tui.exchange.exports.new_file import slug, write_new

WINDOWS_FORBIDS = set('<>:"/\\|?*') | {chr(code) for code in range(32)}


@pytest.mark.parametrize(
    ("name", "made"),
    [
        ("Trygg legemiddelbruk 3", "Trygg-legemiddelbruk-3"),
        ("Sogn og Fjordane: samling 3", "Sogn-og-Fjordane-samling-3"),
        ("Ærlig Østfold Åsnes", "Ærlig-Østfold-Åsnes"),
        ("A\u030asnes", "Åsnes"),
        ("../../etc/x", "etc-x"),
        ("/abs", "abs"),
        ("C:\\win", "C-win"),
        ("a:b", "a-b"),
        ("CON", "_CON"),
        ("nul", "_nul"),
        ("Lpt1", "_Lpt1"),
        ("COM¹", "_COM¹"),
        ("nul.txt", "nul-txt"),
        ("console", "console"),
        ("slutt...", "slutt"),
        (".skjult", "skjult"),
        ("-rf", "rf"),
        ("", "file"),
        ("...", "file"),
        ("👩\u200d🚀", "file"),
        ("[/]", "file"),
        ("a\x1b[2Jb", "ab"),
        ("navn\u202egpj.exe", "navngpj-exe"),
        ("=HYPERLINK(1)", "HYPERLINK-1"),
    ],
)
def test_file_name_has_letters_digits_and_hyphens_only(name: str, made: str) -> None:
    assert slug(name) == made


@given(st.text(max_size=400))
def test_file_name_of_any_text_is_safe(name: str) -> None:
    made = slug(name)
    assert made
    assert not set(made) & (WINDOWS_FORBIDS | set("./ "))
    assert made[0] != "-"
    # With a number and an ending it fits what file systems take.
    assert len(made.encode()) <= 200
    assert slug(made) == made


@pytest.mark.parametrize("name", ["x" * 300, "ø" * 300, "\u4e00" * 300, "\U0001d49c" * 300], ids=["x", "ø", "一", "𝒜"])
def test_long_file_name_is_cut_and_can_be_written(tmp_path: Path, name: str) -> None:
    for _ in range(2):
        path = write_new(tmp_path, name, ".md", "tekst")
        assert path.read_text() == "tekst"
    assert len(list(tmp_path.iterdir())) == 2


def test_existing_file_is_never_overwritten(tmp_path: Path) -> None:
    paths = [write_new(tmp_path, "Referat", ".md", text) for text in ("en", "to", "tre")]
    assert [path.name for path in paths] == ["Referat.md", "Referat-2.md", "Referat-3.md"]
    assert [path.read_text() for path in paths] == ["en", "to", "tre"]


def test_new_file_is_not_written_through_a_symbolic_link(tmp_path: Path) -> None:
    (tmp_path / "Referat.md").symlink_to(tmp_path / "annet")
    path = write_new(tmp_path, "Referat", ".md", "tekst")
    assert path.name == "Referat-2.md"
    assert not (tmp_path / "annet").exists()


@pytest.mark.parametrize("name", ["../ut", "/tmp/ut", "a/b/c", "..", "C:\\ut"])
def test_new_file_stays_in_the_chosen_folder(tmp_path: Path, name: str) -> None:
    folder = tmp_path / "valgt"
    path = write_new(folder, name, ".md", "tekst")
    assert path.parent == folder
    assert [path.name for path in tmp_path.iterdir()] == ["valgt"]


def test_new_file_is_readable_by_its_owner_only_and_has_unix_line_ends(tmp_path: Path) -> None:
    path = write_new(tmp_path, "Referat", ".md", "én\nto\n")
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert path.read_bytes() == "én\nto\n".encode()


def test_missing_folder_of_a_new_file_is_made(tmp_path: Path) -> None:
    assert write_new(tmp_path / "ny" / "mappe", "Referat", ".md", "x").exists()


def test_partly_written_file_is_removed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space left"):
        write_new(tmp_path, "Referat", ".md", "tekst")
    assert list(tmp_path.iterdir()) == []


def test_text_that_cannot_be_encoded_leaves_no_file(tmp_path: Path) -> None:
    with pytest.raises(UnicodeEncodeError):
        write_new(tmp_path, "Referat", ".md", "halvt\ud800")
    assert list(tmp_path.iterdir()) == []


def test_folder_that_is_a_file_raises_an_error(tmp_path: Path) -> None:
    (tmp_path / "fil").write_text("x")
    with pytest.raises(OSError, match="fil"):
        write_new(tmp_path / "fil", "Referat", ".md", "tekst")
