"""Erasure of a person: the name is in no row, journal entry, draft or copy, nor in the bytes of any file."""

import contextlib
import re
import shutil
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from nettverk_tui.model.commands import ActionOwner, AddAction, EditText
from nettverk_tui.model.core.messages import Message
from nettverk_tui.model.core.records import Action, Attendance, Member, Note
from nettverk_tui.model.search import Query
from nettverk_tui.store.backup import copies
from nettverk_tui.store.drafts import Draft, unread
from nettverk_tui.store.file import CannotOpen
from nettverk_tui.store.maintenance import erasure
from nettverk_tui.store.maintenance.erasure import GONE, Erased, NamedMember
from nettverk_tui.store.maintenance.integrity import check
from nettverk_tui.store.maintenance.restore import check_copy
from nettverk_tui.store.reading import Reading
from nettverk_tui.store.store import Store
from tests.model.day import GATHERING, ms
from tests.store.ground import HERE, HandClock, another_window, done, note


def found(path: Path, wanted: str) -> NamedMember:
    person = erasure.find(path, wanted)
    assert isinstance(person, NamedMember)
    return person


@pytest.fixture
def erased(store: Store, clock: HandClock) -> Erased:
    """A file where Kari was named in every way, with older copies, after she was erased."""
    done(store.apply(note("n1", "Ringe apoteket sammen med kari nordmann på fredag")))
    done(store.apply(note("n2", "Kari sa noe klokt")))
    done(store.apply(EditText(table="note", id="n2", seen=1, text="Karin og Kari sa noe klokt")))
    done(
        store.apply(
            AddAction(id="a", where=HERE, text="Måle", layer="network", who=ActionOwner(word="Kari", member_id="kari"))
        )
    )
    sick = Attendance(
        id="att", gathering_id=GATHERING, group_id="group-A", member_id="kari", presence="absent", cause="Kari er syk"
    )
    store.seed([sick])
    store.drafts.keep(Draft(field="line", id="x", text="og så Kari Nordmann"))
    store.close()
    clock.now += 1000
    another_window(store, clock).close()
    assert len(copies(store.path)) == 1
    return erasure.erase(store.path, found(store.path, "Kari Nordmann"), clock.now, home=store.path.parent / "home")


def test_erasure_leaves_the_name_in_no_file(store: Store, erased: Erased) -> None:
    files = [path for path in store.path.parent.rglob("*") if path.is_file() and "home" not in path.parts]
    assert len(files) > 2
    for path in files:
        assert "nordmann" not in path.read_bytes().decode("utf-8", "replace").casefold(), path
    assert erased.remaining == ()
    assert erased.copies == 1


def test_erasure_keeps_counts_and_other_text(store: Store, erased: Erased, clock: HandClock) -> None:
    opened = another_window(store, clock)
    kari = opened.rows.get(Member, "kari")
    assert kari is not None
    assert (kari.name, kari.staff_kind) == ("", "doctor")
    texts = {note.id: note.text for note in opened.rows.find(Note)}
    assert texts["n1"] == f"Ringe apoteket sammen med {GONE} på fredag"
    (action,) = opened.rows.find(Action)
    assert (action.who, action.who_member_id) == ("", "kari")
    (attendance,) = opened.rows.find(Attendance)
    assert (attendance.presence, attendance.cause) == ("absent", "")
    assert opened.drafts.all()[0].text == f"og så {GONE}"
    opened.close()
    assert erased.rows == 4


def test_erasure_lists_texts_with_a_part_of_the_name_unchanged(store: Store, erased: Erased, clock: HandClock) -> None:
    assert erased.remaining == ()
    opened = another_window(store, clock)
    assert {note.text for note in opened.rows.find(Note)} >= {"Karin og Kari sa noe klokt"}
    opened.close()


def test_erased_file_and_its_copies_pass_the_check_and_can_be_used(
    store: Store, erased: Erased, clock: HandClock
) -> None:
    assert erased.entries >= 3
    assert check(store.path).faults == ()
    (copy,) = copies(store.path)[:1]
    check_copy(copy)
    assert check(copy).faults == ()
    opened = another_window(store, clock)
    assert opened.damage is None
    done(opened.apply(note("n3")))
    done(opened.undo())
    opened.close()


def test_undo_never_offers_an_erased_entry(store: Store, erased: Erased, clock: HandClock) -> None:
    assert erased.rows
    opened = another_window(store, clock)
    entry = opened.to_undo()
    assert entry is not None
    assert entry.changes != ()
    opened.close()


def test_erasure_refuses_an_unknown_or_ambiguous_name(store: Store) -> None:
    store.close()
    said = erasure.find(store.path, "Nobody")
    assert isinstance(said, Message)
    assert found(store.path, "kari").member.name == "Kari Nordmann"
    assert found(store.path, "KARI NORDMANN").member.id == "kari"
    opened = another_window(store)
    opened.seed([Member(id="k2", group_id="group-B", name="Kari Nordmann")])
    opened.close()
    said = erasure.find(store.path, "Kari Nordmann")
    assert isinstance(said, Message)
    assert said.values["ids"] == "kari, k2"


def test_erasure_refuses_while_a_window_is_open(store: Store) -> None:
    with pytest.raises(CannotOpen):
        erasure.erase(store.path, found(store.path, "kari"), ms("9:00"))


def test_erasure_names_a_copy_that_cannot_be_changed(store: Store, clock: HandClock) -> None:
    store.close()
    clock.now += 1000
    another_window(store, clock).close()
    (copy,) = copies(store.path)
    copy.write_bytes(b"not a database")
    erased = erasure.erase(store.path, found(store.path, "kari"), clock.now, home=store.path.parent / "home")
    assert str(copy) in erased.remaining


def test_erasure_removes_the_persons_own_records(store: Store, clock: HandClock) -> None:
    done(store.apply(note("n", "Kari Nordmanns liste, og Kari Nordmannsen sin")))
    store.close()
    erasure.erase(store.path, found(store.path, "kari"), now=clock())
    again = another_window(store)
    row = again.rows.get(Note, "n")
    assert row is not None
    assert row.text == f"{GONE} liste, og Kari Nordmannsen sin"
    again.close()


FORMS = {
    "a": "Karis forslag og Nordmanns idé",
    "b": "K a r i  N o r d m a n n ringer",
    "c": "Spør Kari\N{NO-BREAK SPACE}Nordmann",
    "d": "KARI NORD-\nMANN skriver",
    "e": "Nordmann, Kari: ja",
    "f": "Karin og nordmannen",
}


def test_erasure_removes_every_form_of_the_name_and_lists_parts(store: Store, clock: HandClock) -> None:
    for id, text in FORMS.items():
        done(store.apply(note(id, text)))
    done(store.apply(note("g", "Kari gråt")))
    done(store.apply(EditText(table="note", id="g", seen=1, text="Hun gråt")))
    store.drafts.keep(Draft(field="line", id="x", text="hils Kari"))
    store.close()
    person = found(store.path, "kari")
    mentions = erasure.mentions(store.path, person)
    assert {(mention.table, mention.id): mention.texts for mention in mentions} == {
        ("note", "a"): (FORMS["a"],),
        ("note", "g"): ("Kari gråt",),
        ("draft", "line"): ("hils Kari",),
    }
    assert [FORMS["a"][slice(*span)] for span in mentions[0].parts[0]] == ["Karis", "Nordmanns"]
    meant = [mention.key for mention in mentions]
    erased = erasure.erase(store.path, person, clock(), meant=meant, home=store.path.parent / "home")
    assert erased.remaining == ()
    again = another_window(store, clock)
    assert {note.id: note.text for note in again.rows.find(Note)} == {
        "a": f"{GONE} forslag og {GONE} idé", "b": f"{GONE} ringer", "c": f"Spør {GONE}", "d": f"{GONE} skriver",
        "e": f"{GONE}: ja", "f": FORMS["f"], "g": "Hun gråt",
    }  # fmt: skip
    assert again.drafts.all()[0].text == f"hils {GONE}"
    again.close()
    with contextlib.closing(Reading.open(store.path)) as reading:
        assert [hit.row_id for hit in reading.search.page(Query(words=("kari",)), 10)] == ["f"]
    assert erasure.mentions(store.path, person) == []
    for path in store.path.parent.rglob("*"):
        if path.is_file() and "home" not in path.parts:
            # Her id is kari, too.
            words = re.findall(
                r"\bkaris\b|hils kari|nord-?\s*manns?\b", path.read_bytes().decode("utf-8", "replace").casefold()
            )
            assert words == [], path
    assert check(store.path).faults == ()


def test_erasure_keeps_a_text_that_was_not_chosen_and_its_history(store: Store, clock: HandClock) -> None:
    done(store.apply(note("a", "Kari fra B")))
    done(store.apply(note("b", "Kari fra A")))
    store.close()
    person = found(store.path, "kari")
    erasure.erase(store.path, person, clock(), meant=[("note", "b")], home=store.path.parent / "home")
    again = another_window(store, clock)
    assert {note.id: note.text for note in again.rows.find(Note)} == {"a": "Kari fra B", "b": f"{GONE} fra A"}
    again.close()
    assert [mention.key for mention in erasure.mentions(store.path, person)] == [("note", "a")]


def test_erasure_includes_files_beside_the_database(store: Store, clock: HandClock) -> None:
    done(store.apply(note("a", "Kari Nordmann, Karis")))
    store.close()
    clock.now += 1000
    another_window(store, clock).close()
    kept = store.path.with_name(f"{store.path.stem}.replaced-2026-01-01T000000{store.path.suffix}")
    shutil.copy(store.path, kept)
    half = copies(store.path)[0].with_name(".x.db.0.half")
    half.write_text("Kari Nordmann")
    journal = half.with_name(f"{half.name}-journal")
    journal.write_text("Kari Nordmann")
    aside = store.path.with_name(f".{store.path.name}.w.unreadable")
    aside.write_text("Kari Nordmann")
    person = found(store.path, "kari")
    erased = erasure.erase(store.path, person, clock(), meant=[("note", "a")], home=store.path.parent / "home")
    assert erased.copies == len(copies(store.path)) + 1
    assert not half.exists()
    assert not journal.exists()
    assert unread(store.path) == [aside]
    assert erased.remaining == (str(aside),)
    for path in (*copies(store.path), kept, store.path):
        assert not re.search("Nordmann|Karis", path.read_bytes().decode("utf-8", "replace")), path
    check_copy(copies(store.path)[0])


def test_erasure_rewrites_a_copy_of_an_older_schema(store: Store, clock: HandClock) -> None:
    store.close()
    clock.now += 1000
    another_window(store, clock).close()
    (copy,) = copies(store.path)
    writer = sqlite3.connect(copy)
    writer.execute("DROP TABLE second_screen")
    writer.execute("DROP TABLE resource_use")
    for (view,) in writer.execute("SELECT name FROM sqlite_master WHERE type = 'view'").fetchall():
        writer.execute(f"DROP VIEW {view}")
    writer.execute("ALTER TABLE contact DROP COLUMN topic")
    writer.commit()
    writer.close()
    copy.with_suffix(".sha256").unlink()
    erased = erasure.erase(store.path, found(store.path, "kari"), clock(), home=store.path.parent / "home")
    assert erased.remaining == ()
    assert "Nordmann" not in copy.read_bytes().decode("utf-8", "replace")


def test_person_is_found_by_any_spelling_of_the_name(store: Store) -> None:
    store.seed([Member(id="åse", group_id="group-B", name="Åse Ødegård")])
    store.close()
    for wanted in ("åse ødegård", "AASE OEDEGAARD", "Åse\N{NO-BREAK SPACE}Ødegård", "åse"):
        assert found(store.path, wanted).member.id == "åse"


LIMITED = """
import resource, signal, sys
from pathlib import Path
from nettverk_tui.model.core.faults import in_english
from nettverk_tui.store.maintenance import erasure
from nettverk_tui.store.file import CannotOpen

signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
path, limit = Path(sys.argv[1]), int(sys.argv[2])
person = erasure.find(path, "kari")
resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))
try:
    erased = erasure.erase(path, person, 1, home=path.parent / "home")
except CannotOpen as problem:
    print("refused", in_english(problem.message))
else:
    print("erased", *erased.remaining)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="needs a limit on what files may hold")
@pytest.mark.parametrize("share", [0.0, 0.05, 0.3, 0.6, 0.9, 1.0, 1.2, 3.0])
def test_erasure_on_a_full_disk_is_complete_or_not_done_at_all(store: Store, clock: HandClock, share: float) -> None:
    for number in range(20):
        done(store.apply(note(f"n{number}", f"Kari Nordmann sa {number} " + "ord " * 1_000)))
    store.close()
    clock.now += 1000
    another_window(store, clock).close()
    files = [store.path, *copies(store.path)]
    before = {path: names_in(path) for path in files}
    limit = int(store.path.stat().st_size * share)
    ended = subprocess.run(
        [sys.executable, "-c", LIMITED, store.path, str(limit)], capture_output=True, text=True, check=True
    )
    assert "Traceback" not in ended.stderr
    word, *remaining = ended.stdout.split()
    for path in files:
        assert names_in(path) in (0, before[path]), path
        if word == "refused":
            assert names_in(path) == before[path]
        elif path != store.path:
            assert (names_in(path) != 0) is (str(path) in remaining)
    assert (names_in(store.path) == 0) is (word == "erased")
    assert share not in (0.0, 0.05, 0.3) or word == "refused"
    assert share < 3 or word == "erased"
    assert check(store.path).faults == ()
    for copy in files[1:]:
        check_copy(copy)


def names_in(path: Path) -> int:
    return path.read_bytes().decode("utf-8", "replace").count("Nordmann")
