"""The search index: in step with every change, newest first, for any text."""

import contextlib
import sqlite3
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from nettverk_tui.model.capture import CaptureContext
from nettverk_tui.model.commands import AddContact, DeleteSaid, EditText
from nettverk_tui.model.core.records import Gathering
from nettverk_tui.model.decisions import Change, Decision
from nettverk_tui.model.search import Query, understand_query
from nettverk_tui.store import file
from nettverk_tui.store.maintenance import erasure
from nettverk_tui.store.maintenance.integrity import check
from nettverk_tui.store.store import Store
from nettverk_tui.store.writer import Act
from tests.store.ground import HERE, HandClock, another_window, done, note

AROUND = CaptureContext(today="2027-03-02")


def found(store: Store, line: str, **more: object) -> list[str]:
    query = understand_query(line, AROUND)
    values = {field: getattr(query, field) for field in query.__struct_fields__}
    return [hit.row_id for hit in store.search.page(Query(**{**values, **more}), 50)]


def in_step(store: Store) -> None:
    assert list(store.search.differences()) == []


def test_search_index_follows_every_change_of_an_entry(store: Store) -> None:
    done(store.apply(note("n", "Flytdiagrammet henger på møterommet")))
    assert found(store, "flyt") == ["n"]
    assert found(store, "moeterom") == ["n"]
    done(store.apply(EditText(table="note", id="n", seen=1, text="Det henger i gangen")))
    assert found(store, "flyt") == []
    assert found(store, "gangen") == ["n"]
    done(store.undo())
    assert found(store, "flyt") == ["n"]
    done(store.redo())
    done(store.apply(DeleteSaid(table="note", id="n", seen=4)))
    assert found(store, "gangen") == []
    in_step(store)


def test_search_takes_words_phrases_and_exclusions(store: Store) -> None:
    done(store.apply(note("a", "Legen tar telefonen selv på tirsdager")))
    done(store.apply(note("b", "Telefonen tar legen selv")))
    assert found(store, "legen telefonen") == ["b", "a"]
    assert found(store, '"tar telefonen"') == ["a"]
    assert found(store, "telefonen -tirsdag") == ["b"]
    assert found(store, "-tirsdag -xx") == ["b"]
    assert found(store, "på") == ["a"]
    assert found(store, "telefonen på") == ["a"]
    assert found(store, "finnes ikke") == []


@pytest.mark.parametrize(
    "line", ['"', '""', "*", "NEAR(", "a AND", "OR", "-", "'; --", "^", "x" * 5_000, "\x00", "%_", "\\"]
)
def test_search_for_any_text_raises_no_error(store: Store, line: str) -> None:
    done(store.apply(note("n", "100 % * NEAR( a \"sitat\" 'x' ^ - \\ slutt")))
    found(store, line)
    assert found(store, "near(") == ["n"]
    assert found(store, "%") == ["n"]
    assert found(store, "*") == ["n"]


@given(st.text(max_size=30))
def test_any_text_can_be_searched_for(shared_store: Store, line: str) -> None:
    found(shared_store, line)


@given(st.text(min_size=1, max_size=30))
def test_stored_text_is_found_by_its_own_words(shared_store: Store, text: str) -> None:
    query = Query(words=(understand_query(f'"{text}"', AROUND).words or ("x",)))
    for hit in shared_store.search.page(query, 5):
        assert hit.text


@pytest.fixture(scope="module")
def shared_store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    from tests.store.ground import new_store

    store = new_store(tmp_path_factory.mktemp("search") / "nettverk.db")
    done(store.apply(note("n", "Et notat om % og \" og '")))
    yield store
    store.close()


def test_hits_are_sorted_newest_first_across_pages(store: Store) -> None:
    for number, on in enumerate(("2027-02-03", "2027-02-01", "2027-02-02", "2027-02-03"), 1):
        done(store.apply(AddContact(id=f"c{number}", group_id="group-A", on=on, channel="phone", topic="samtale")))
    assert found(store, "samtale") == ["c4", "c1", "c3", "c2"]
    query = Query(words=("samtale",))
    first = store.search.page(query, 2)
    assert [hit.on for hit in first] == ["2027-02-03", "2027-02-03"]
    rest = store.search.page(query, 50, before=first[-1].number)
    assert [hit.row_id for hit in rest] == ["c3", "c2"]
    assert [hit.row_id for hit in store.search.page(Query(kinds=frozenset({"contact"})), 1)] == ["c4"]


def test_filters_restrict_the_hits(store: Store) -> None:
    done(store.apply(AddContact(id="c", group_id="group-B", on="2027-02-03", channel="phone", topic="om tall")))
    done(store.apply(note("n", "om tall")))
    assert found(store, "tall", with_private=False) == ["n"]
    assert found(store, "privat: tall") == ["c"]
    assert found(store, "kontakt: tall") == ["c"]
    assert found(store, "tall", group_ids=frozenset({"group-B"})) == ["c"]
    assert found(store, "tall", group_ids=frozenset()) == []
    assert found(store, "tall til:2027-02-03") == ["c"]
    assert found(store, "tall til:2027-02-02") == []
    assert found(store, "tall fra:2027-02-03", kinds=frozenset({"contact"})) == ["c"]
    assert set(found(store, "tall", network_id="network")) == {"c", "n"}
    assert found(store, "tall", network_id="another") == []
    assert found(store, "", person_ids=frozenset({"nobody"}), names=("tall",)) == ["n", "c"]


def test_hits_follow_the_new_date_of_their_gathering(store: Store) -> None:
    done(store.apply(note("n", "Sagt på samlingen")))
    (before,) = store.search.page(Query(words=("samlingen",)), 5)
    gathering = store.rows.get(Gathering, HERE.gathering_id)
    assert gathering is not None
    assert before.on == gathering.starts_on
    moved = Decision((Change(gathering, replace(gathering, starts_on="2027-03-05", ends_on="2027-03-05")),))
    store.carry_out(lambda _: moved, Act(category="do", kind="Move"))
    (after,) = store.search.page(Query(words=("samlingen",)), 5)
    assert after.on == "2027-03-05"
    in_step(store)


def test_older_file_is_indexed_when_it_is_opened(store: Store) -> None:
    done(store.apply(note("n", "Sagt for lenge siden")))
    store.close()
    with contextlib.closing(sqlite3.connect(store.path)) as connection:
        connection.executescript(
            "DROP TABLE search_index; DROP TABLE search_entry; DROP TABLE factor_rollup;"
            "ALTER TABLE network DROP COLUMN zone; PRAGMA user_version = 4;"
        )
    again = another_window(store)
    assert found(again, "lenge") == ["n"]
    in_step(again)
    again.close()


def test_check_reports_rows_missing_in_the_search_index(store: Store) -> None:
    done(store.apply(note("n", "Sagt")))
    store.close()
    with contextlib.closing(file.connect(store.path)) as connection:
        connection.execute("UPDATE search_entry SET text = 'Noe annet' WHERE row_id = 'n'")
        connection.execute("DELETE FROM search_entry WHERE record = 'contact'")
    assert [(fault.kind, fault.where) for fault in check(store.path).faults] == [("derived", "note n")]


def test_erased_person_is_not_found(store: Store, clock: HandClock) -> None:
    done(store.apply(note("n", "Kari Nordmann ringer")))
    store.close()
    person = erasure.find(store.path, "kari")
    assert isinstance(person, erasure.NamedMember)
    assert b"kari nordmann" in store.path.read_bytes().lower()
    erasure.erase(store.path, person, now=clock())
    assert b"kari nordmann" not in store.path.read_bytes().lower()
    again = another_window(store)
    assert found(again, "nordmann") == []
    assert found(again, "ringer") == ["n"]
    in_step(again)
    again.close()


def test_check_reports_a_search_index_without_its_words(store: Store) -> None:
    done(store.apply(note("n", "Sagt")))
    store.close()
    with contextlib.closing(file.connect(store.path)) as connection:
        connection.execute("INSERT INTO search_index (search_index) VALUES ('delete-all')")
    assert [(fault.kind, fault.where) for fault in check(store.path).faults] == [("derived", "search_index")]


def test_phrase_is_found_across_spaces_and_a_line_break(store: Store) -> None:
    done(store.apply(note("n", "Legen tar  telefonen\n\nselv")))
    assert found(store, '"tar telefonen selv"') == ["n"]
