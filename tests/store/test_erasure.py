"""A person taken out is found nowhere: not in rows, journal, drafts or copies, nor in the bytes of any file."""

from pathlib import Path

import pytest

from nettverk_tui.model.commands import AddAction, EditText, Who
from nettverk_tui.model.messages import Message
from nettverk_tui.model.records import Action, Attendance, Member, Note
from nettverk_tui.store import erasure
from nettverk_tui.store.backup import copies
from nettverk_tui.store.drafts import Draft
from nettverk_tui.store.erasure import GONE, Erased, Person
from nettverk_tui.store.file import CannotOpen
from nettverk_tui.store.restoring import check_copy
from nettverk_tui.store.soundness import check
from nettverk_tui.store.store import Store
from tests.model.day import GATHERING, ms
from tests.store.ground import HERE, HandClock, another_window, done, note


def found(path: Path, wanted: str) -> Person:
    person = erasure.find(path, wanted)
    assert isinstance(person, Person)
    return person


@pytest.fixture
def erased(store: Store, clock: HandClock) -> Erased:
    """Kari has been named in every way; there are copies from before; then she is taken out."""
    done(store.apply(note("n1", "Ringe apoteket sammen med kari nordmann på fredag")))
    done(store.apply(note("n2", "Kari sa noe klokt")))
    done(store.apply(EditText(table="note", id="n2", seen=1, text="Karin og Kari sa noe klokt")))
    done(
        store.apply(AddAction(id="a", where=HERE, text="Måle", layer="network", who=Who(word="Kari", member_id="kari")))
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


def test_nothing_of_the_name_is_left_in_any_file(store: Store, erased: Erased) -> None:
    files = [path for path in store.path.parent.rglob("*") if path.is_file() and "home" not in path.parts]
    assert len(files) > 2
    for path in files:
        assert "nordmann" not in path.read_bytes().decode("utf-8", "replace").casefold(), path
    assert erased.remaining == ()
    assert erased.copies == 1


def test_what_was_counted_and_said_stays(store: Store, erased: Erased, clock: HandClock) -> None:
    opened = another_window(store, clock)
    kari = opened.rows.get(Member, "kari")
    assert kari is not None
    assert (kari.name, kari.staff_kind) == ("", "doctor")
    texts = {each.id: each.text for each in opened.rows.find(Note)}
    assert texts["n1"] == f"Ringe apoteket sammen med {GONE} på fredag"
    (action,) = opened.rows.find(Action)
    assert (action.who, action.who_member_id) == ("", "kari")
    (attendance,) = opened.rows.find(Attendance)
    assert (attendance.presence, attendance.cause) == ("absent", "")
    assert opened.drafts.all()[0].text == f"og så {GONE}"
    opened.close()
    assert erased.rows == 4


def test_texts_with_a_part_of_the_name_are_named_not_changed(store: Store, erased: Erased, clock: HandClock) -> None:
    assert erased.to_look_at == ("note n2",)
    opened = another_window(store, clock)
    assert {each.text for each in opened.rows.find(Note)} >= {"Karin og Kari sa noe klokt"}
    opened.close()


def test_the_file_and_its_copies_are_sound_and_go_on(store: Store, erased: Erased, clock: HandClock) -> None:
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


def test_what_has_been_blanked_is_not_offered_for_undoing(store: Store, erased: Erased, clock: HandClock) -> None:
    assert erased.rows
    opened = another_window(store, clock)
    entry = opened.to_undo()
    assert entry is not None
    assert entry.changes != ()
    opened.close()


def test_who_is_meant_must_be_clear(store: Store) -> None:
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


def test_an_open_window_is_in_the_way(store: Store) -> None:
    with pytest.raises(CannotOpen):
        erasure.erase(store.path, found(store.path, "kari"), ms("9:00"))


def test_a_copy_that_cannot_be_changed_is_named(store: Store, clock: HandClock) -> None:
    store.close()
    clock.now += 1000
    another_window(store, clock).close()
    (copy,) = copies(store.path)
    copy.write_bytes(b"not a database")
    erased = erasure.erase(store.path, found(store.path, "kari"), clock.now, home=store.path.parent / "home")
    assert str(copy) in erased.remaining


def test_what_belongs_to_the_person_goes_too(store: Store, clock: HandClock) -> None:
    done(store.apply(note("n", "Kari Nordmanns liste, og Kari Nordmannsen sin")))
    store.close()
    erasure.erase(store.path, found(store.path, "kari"), now=clock())
    again = another_window(store)
    row = again.rows.get(Note, "n")
    assert row is not None
    assert row.text == f"{GONE} liste, og Kari Nordmannsen sin"
    again.close()
