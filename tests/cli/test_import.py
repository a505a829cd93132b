"""Importing a table of groups: tried out first, whole or not at all, one undo; and the template to fill in."""

import contextlib
import json
import signal
from pathlib import Path

import pytest

from nettverk_tui.model.core.records import Group, Member, Project
from nettverk_tui.store import parts
from nettverk_tui.store.store import Store
from tests.cli.calling import run
from tests.support.networks import network_records, store_with

HEAD = "Bokstav;Enhet;Forbedringsområde;Navn;Yrke;Rolle\n"


def file_with_network(folder: Path) -> Path:
    path = folder / "nettverk.db"
    store_with(path, network_records(2)).close()
    return path


def table(folder: Path, *rows: str) -> Path:
    path = folder / "grupper.csv"
    path.write_text(HEAD + "\n".join(rows), "utf-8")
    return path


def test_dry_run_says_what_each_row_would_do_and_writes_nothing(tmp_path: Path) -> None:
    file = file_with_network(tmp_path)
    before = file.read_bytes()
    source = table(
        tmp_path,
        "A;Kontor A;Ventetid;Åse Ødegård;fastlege;leder",
        "A;;;Siri Vik;sykepleier;",
        ";Måløy;;Jan Å;lege;leder",
        "B;Kontor B;Område B;;;",
    )
    done = run("import", str(source), "--dry-run", "--file", str(file))
    assert done.exit_code == 0
    assert "line 2: A  Kontor A – improvement area: Område A → Ventetid" in done.stdout
    assert "line 2: A  Åse Ødegård – profession: lege → fastlege" in done.stdout
    assert "line 3: + A  Siri Vik" in done.stdout
    assert "line 4: + C  Måløy" in done.stdout
    assert "line 4: + C  Jan Å" in done.stdout
    assert "line 5: B  Kontor B – as it is" in done.stdout
    assert "3 added · 2 changed · 1 as they are · 0 refused" in done.stderr
    assert file.read_bytes() == before


def test_import_is_one_entry_that_can_be_undone(tmp_path: Path) -> None:
    file = file_with_network(tmp_path)
    source = table(tmp_path, "A;;Ventetid;Siri Vik;sykepleier;", "H;Måløy;Telefon;Jan Å;lege;leder")
    done = run("import", str(source), "--yes", "--file", str(file))
    assert done.exit_code == 0, done.stderr
    store = Store.open(file)
    (new,) = store.rows.find(Group, letter="H")
    assert [member.name for member in store.rows.find(Member, group_id=new.id)] == ["Jan Å"]
    assert [project.area for project in store.rows.find(Project, group_id=new.id)] == ["Telefon"]
    store.close()
    # The same once more changes nothing.
    again = run("import", str(source), "--yes", "--file", str(file))
    assert "0 added · 0 changed" in again.stderr


def test_ctrl_c_ends_an_import_and_reverts_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file, stored = file_with_network(tmp_path), list[int]()
    source = table(tmp_path, "A;;Ventetid;Siri Vik;sykepleier;", "H;Måløy;Telefon;Jan Å;lege;leder")

    def pause(store: Store) -> float:
        stored.append(store.last_seq())
        signal.raise_signal(signal.SIGINT)
        return 0.0

    monkeypatch.setattr(Store, "pause", pause)
    monkeypatch.setattr(parts, "AT_ONCE", 0)
    monkeypatch.setattr(parts, "_FIRST", 2)
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        done = run("import", str(source), "--yes", "--file", str(file))
    finally:
        signal.signal(signal.SIGINT, before)
    assert (done.exit_code, done.stderr.splitlines()[-1]) == (130, "Ended. Nothing was changed.")
    assert len(stored) == 1
    with contextlib.closing(Store.open(file)) as store:
        assert store.rows.find(Group, letter="H") == []
        assert store.rows.find(Member, name="Siri Vik") == []


def test_refused_rows_stop_an_import_unless_skipped_on_request(tmp_path: Path) -> None:
    file = file_with_network(tmp_path)
    source = table(tmp_path, "A;;;Siri Vik;sykepleier;", "H;Måløy;;Jan Å;lege;sjef", "AA;Florø;;Per;;")
    done = run("import", str(source), "--yes", "--file", str(file))
    assert done.exit_code == 1
    assert "REFUSED line 3, role: “sjef” is no role: write leader, secretary or data, or nothing." in done.stdout
    assert "REFUSED line 4, letter: “AA” is no letter" in done.stdout
    assert "Nothing was imported." in done.stderr
    store = Store.open(file)
    assert not [member for member in store.rows.find(Member) if member.name == "Siri Vik"]
    store.close()
    rest = run("import", str(source), "--yes", "--without-refused", "--file", str(file))
    assert rest.exit_code == 0
    store = Store.open(file)
    assert [member.name for member in store.rows.find(Member) if member.name == "Siri Vik"] == ["Siri Vik"]
    # The group is right, only the person in its row is not.
    (new,) = store.rows.find(Group, letter="H")
    assert store.rows.find(Member, group_id=new.id) == []
    store.close()


def test_unit_of_another_group_is_refused(tmp_path: Path) -> None:
    file = file_with_network(tmp_path)
    source = table(tmp_path, "H;Kontor B;;Siri Vik;sykepleier;")
    done = run("import", str(source), "--dry-run", "--file", str(file))
    assert done.exit_code == 1
    assert (
        "REFUSED line 2, letter: Kontor B is group B already: write that letter, or tell the two apart." in done.stdout
    )
    assert "0 added · 0 changed · 0 as they are · 1 refused" in done.stderr


def test_import_asks_for_confirmation_and_no_changes_nothing(tmp_path: Path) -> None:
    file = file_with_network(tmp_path)
    source = table(tmp_path, "A;;;Siri Vik;sykepleier;")
    done = run("import", str(source), "--file", str(file), typed="n\n")
    assert done.exit_code == 1
    assert "Nothing was imported." in done.stderr


@pytest.mark.parametrize("ending", ["toml", "csv", "xlsx"])
def test_template_has_the_existing_groups_and_is_imported_without_changes(tmp_path: Path, ending: str) -> None:
    file = file_with_network(tmp_path)
    target = tmp_path / f"ut.{ending}"
    done = run("import", "--template", str(target), "--file", str(file), lang="nb")
    assert done.exit_code == 0, done.stderr
    again = run("import", str(target), "--dry-run", "--file", str(file))
    assert "0 added · 0 changed · 8 as they are · 0 refused" in again.stderr
    twice = run("import", "--template", str(target), "--file", str(file))
    assert "is there already, and is left as it is" in twice.stderr


def test_template_is_written_without_a_network(tmp_path: Path) -> None:
    target = tmp_path / "ut.csv"
    done = run("import", "--template", str(target), "--file", str(tmp_path / "none.db"), lang="nb")
    assert done.exit_code == 0
    assert target.read_text("utf-8-sig").startswith("bokstav;enhet;kommune")
    assert not (tmp_path / "none.db").exists()


@pytest.mark.parametrize(
    ("name", "sentence"),
    [("none.csv", "cannot be opened"), ("folder.csv", "is a folder"), ("x.toml", "is no TOML")],
)
def test_unreadable_table_is_reported_in_a_sentence(tmp_path: Path, name: str, sentence: str) -> None:
    file = file_with_network(tmp_path)
    (tmp_path / "folder.csv").mkdir()
    (tmp_path / "x.toml").write_text("[[", "utf-8")
    done = run("import", str(tmp_path / name), "--yes", "--file", str(file))
    assert done.exit_code == 1
    assert sentence in done.stderr
    assert "Traceback" not in done.stderr


def test_export_of_a_whole_file_is_imported_as_a_new_file(tmp_path: Path) -> None:
    file = file_with_network(tmp_path)
    done = run("export", "--file", str(file))
    source = tmp_path / "all.json"
    source.write_text(done.stdout, "utf-8")
    assert json.loads(done.stdout)
    made = run("import", str(source), "--file", str(tmp_path / "again.db"))
    assert made.exit_code == 0
    assert (tmp_path / "again.db").is_file()


def test_unknown_group_is_reported_before_the_table_is_read(tmp_path: Path) -> None:
    file = file_with_network(tmp_path)
    source = tmp_path / "series.csv"
    source.write_text("date,value\n2026-01-01,3\n", "utf-8")
    result = run("import", str(source), "--group", "Q", "--indicator", "x", "--yes", "--file", str(file))
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr == "There is no group Q. There are: A, B.\n"
