"""Measurements from tables: the columns that are found, the effect of each row, and a repeated import."""

import itertools
from datetime import date
from pathlib import Path

import pytest

from nettverk_tui.exchange.imports.cells import CannotRead
from nettverk_tui.exchange.imports.dry_run import try_out
from nettverk_tui.exchange.imports.groups import Trial as GroupTrial
from nettverk_tui.exchange.imports.measurements import MeasuredTrial
from nettverk_tui.language import Translator
from nettverk_tui.model.core.records import Group, Indicator, Measurement, Network
from nettverk_tui.model.core.rows import MemoryRows
from nettverk_tui.model.decisions import Decision, decide
from tests.model.spoken import english

TODAY = date(2027, 5, 4)
NETWORK = Network(id="n", name="Nett")


@pytest.fixture
def rows() -> MemoryRows:
    return MemoryRows(
        [
            NETWORK,
            *(
                Group(id=f"g{letter}", network_id="n", letter=letter, position=at, unit=letter)
                for at, letter in enumerate("AB")
            ),
            Indicator(id="i", group_id="gA", name="Samsvar", kind="proportion"),
            Measurement(id="m", indicator_id="i", on="2027-01-12", numerator=14.0, denominator=48.0, text="av hånd"),
        ]
    )


def tried(
    folder: Path, rows: MemoryRows, *lines: str, group: str | None = None, indicator: str | None = None
) -> MeasuredTrial:
    path = folder / "data.csv"
    path.write_text("\n".join(lines), encoding="utf-8")
    ids = (f"new-{number}" for number in itertools.count())
    trial = try_out(path, rows, NETWORK, TODAY, lambda: next(ids), group, indicator)
    assert isinstance(trial, MeasuredTrial)
    return trial


def imported(trial: MeasuredTrial, rows: MemoryRows) -> None:
    decision = decide(trial.command, rows, 0)
    assert isinstance(decision, Decision)
    rows.put(change.after for change in decision.changes)


def stored_rows(rows: MemoryRows) -> list[tuple[str | None, float | None, float | None, float | None, str]]:
    found = sorted(rows.find(Measurement), key=lambda one: (one.indicator_id, one.on or ""))
    return [(one.on, one.numerator, one.denominator, one.value, one.phase) for one in found]


def test_rows_of_a_table_are_added_corrected_or_left_unchanged(tmp_path: Path, rows: MemoryRows) -> None:
    lines = ("Gruppe;Indikator;Dato;Teller;Nevner;Fase", "a;samsvar;12.1.2027;15;48;", "A;Samsvar;12.2.2027;9;50;etter")
    trial = tried(tmp_path, rows, *lines)
    assert trial.sums(Translator("en")).startswith("1 added · 1 changed · 0 as they are")
    imported(trial, rows)
    assert stored_rows(rows) == [("2027-01-12", 15, 48, None, "series"), ("2027-02-12", 9, 50, None, "after")]
    corrected = rows.get(Measurement, "m")
    assert corrected is not None
    assert corrected.text == "av hånd"
    again = tried(tmp_path, rows, *lines)
    assert not again.anything
    assert again.sums(Translator("en")).startswith("0 added · 0 changed · 2 as they are")


def test_group_and_indicator_missing_in_the_table_are_given_as_arguments(tmp_path: Path, rows: MemoryRows) -> None:
    trial = tried(tmp_path, rows, "dato;verdi", "12.2.2027;29,5", "12.3.2027;<5", group="B", indicator="Ventetid")
    assert trial.read.new_indicators == ("B: Ventetid",)
    imported(trial, rows)
    made = next(indicator for indicator in rows.find(Indicator) if indicator.name == "Ventetid")
    assert (made.group_id, made.kind) == ("gB", "measurement")


def test_used_and_unused_columns_are_listed(tmp_path: Path, rows: MemoryRows) -> None:
    words = tried(tmp_path, rows, "dato;verdi;vær", "12.2.2027;29;sol", group="A", indicator="1").words(
        Translator("en")
    )
    assert "Columns that mean nothing here: vær." in words
    assert "Columns that are used: value, date." in words


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("A;Samsvar;31.2.2027;1;2", "no date"),
        ("A;Samsvar;1.6.2027;1;2", "has not been yet"),
        ("A;Samsvar;1.2.2027;3;2", "more than all"),
        ("A;Samsvar;1.2.2027;1;0", "zero"),
        ("A;Samsvar;1.2.2027;x;2", "no number"),
        ("A;Samsvar;1.2.2027;1 000;2000", "write 1000"),
        ("A;Samsvar;1.2.2027;1;", "denominator is missing"),
        ("Q;Samsvar;1.2.2027;1;2", "no group Q"),
        (";Samsvar;1.2.2027;1;2", "Which group"),
        ("A;;1.2.2027;1;2", "Which indicator"),
    ],
)
def test_refused_row_has_its_reason_and_the_others_are_imported(
    tmp_path: Path, rows: MemoryRows, line: str, told: str
) -> None:
    trial = tried(tmp_path, rows, "gruppe;indikator;dato;teller;nevner", "A;Samsvar;1.3.2027;1;2", line)
    assert [fault.line for fault in trial.faults] == [3]
    assert told in english(trial.faults[0].message)
    imported(trial, rows)
    assert ("2027-03-01", 1, 2, None, "series") in stored_rows(rows)


def test_repeated_row_is_imported_once_and_two_values_on_one_date_are_refused(tmp_path: Path, rows: MemoryRows) -> None:
    head = "gruppe;indikator;dato;teller;nevner"
    trial = tried(tmp_path, rows, head, *["A;Samsvar;1.3.2027;1;2"] * 2, "A;Samsvar;1.3.2027;2;2")
    assert len(trial.read.rows) == 1
    assert "Line 2 has another value" in english(trial.faults[0].message)


def test_one_faulty_row_does_not_turn_a_proportion_into_a_rate(tmp_path: Path, rows: MemoryRows) -> None:
    head, rest = "gruppe;indikator;dato;teller;nevner", [f"B;Nytt;{day}.3.2027;1;2" for day in range(1, 4)]
    slip = tried(tmp_path, rows, head, *rest, "B;Nytt;5.3.2027;3;2")
    assert len(slip.faults) == 1
    assert [indicator.page.kind for indicator in slip.command.series if indicator.page is not None] == ["proportion"]
    rate = tried(tmp_path, rows, head, *(line.replace(";1;2", ";30;2") for line in rest))
    assert [indicator.page.kind for indicator in rate.command.series if indicator.page is not None] == ["rate"]


def test_table_of_groups_is_recognised_beside_tables_of_measurements(tmp_path: Path, rows: MemoryRows) -> None:
    path = tmp_path / "groups.csv"
    path.write_text("bokstav;enhet;navn\nA;Florø;Kari\n", encoding="utf-8")
    assert isinstance(try_out(path, rows, NETWORK, TODAY, lambda: "x"), GroupTrial)
    path.write_text("noe;annet\n1;2\n", encoding="utf-8")
    with pytest.raises(CannotRead):
        try_out(path, rows, NETWORK, TODAY, lambda: "x")
