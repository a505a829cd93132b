"""`nettverk chart`: a chart of a table, numbers for programs, or a picture; and messages about a faulty table."""

import json
import xml.etree.ElementTree as ET
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from nettverk_tui.cli import program
from nettverk_tui.exchange.demo.file import make_demo


def run(*arguments: object) -> Result:
    return CliRunner().invoke(program("en"), ["chart", "--lang", "en", *map(str, arguments)])


def table(folder: Path, *lines: str, name: str = "data.csv") -> Path:
    path = folder / name
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def numbers(*arguments: object) -> Any:
    found = run(*arguments, "--json")
    assert found.exit_code == 0, found.output
    return json.loads(found.stdout)


SHARES = ["date,numerator,denominator", *(f"2026-{month:02}-01,{month},{40 + month}" for month in range(1, 13))]


def test_json_of_a_chart_has_these_keys_and_values(tmp_path: Path) -> None:
    found = numbers(table(tmp_path, "value", "1", "2", "", *map(str, range(3, 13))))
    assert set(found) == {
        *("kind", "rules", "unit", "value", "centre", "lower", "upper", "outside", "parts", "signals", "summary"),
    }
    assert (found["kind"], found["rules"]) == ("run", "anhoej")
    assert found["value"][:4] == [1, 2, None, 3]
    assert found["centre"] == [6.5] * 13
    assert found["lower"] == [None] * 13
    assert found["parts"] == [
        {
            "first": 1,
            "last": 13,
            "n_useful": 12,
            "longest_run": 6,
            "longest_run_max": 7,
            "crossings": 1,
            "crossings_min": 3,
            "signal": True,
        }
    ]
    assert [signal["rule"] for signal in found["signals"]] == ["crossings"]


def test_shares_are_fractions_in_json_and_per_cent_in_the_terminal(tmp_path: Path) -> None:
    path = table(tmp_path, *SHARES)
    assert numbers(path, "--kind", "p")["value"][0] == pytest.approx(1 / 41)
    assert "data (%)" in run(path, "--kind", "p").stdout


def test_chart_takes_freeze_part_exclude_and_rules(tmp_path: Path) -> None:
    path = table(tmp_path, "value", *["10", "12"] * 6, *["20"] * 8)
    frozen = numbers(path, "--freeze", 12, "--kind", "i", "--rules", "nhs")
    assert frozen["centre"][-1] == 11
    assert frozen["outside"] == [False] * 12 + [True] * 8
    assert {"rule": "shift", "points": list(range(12, 21))} in frozen["signals"]
    parts = numbers(path, "--part", 12, "--kind", "run")["parts"]
    assert [(part["first"], part["last"]) for part in parts] == [(1, 12), (13, 20)]
    assert numbers(path, "--kind", "i", "--exclude", 20)["outside"][19] is False


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["--rules", "nhs"], "limits"),
        (["--kind", "p"], "numerator"),
        (["--freeze", 99], "no point 99"),
        (["--part", 99], "no point 99"),
        (["--freeze", 5, "--part", 3], "--part"),
        (["--kind", "x"], "x"),
        (["--group", "A"], "either"),
    ],
)
def test_wrong_call_exits_with_2_and_a_reason(tmp_path: Path, arguments: list[object], told: str) -> None:
    found = run(table(tmp_path, "value", *map(str, range(12))), *arguments)
    assert found.exit_code == 2
    assert told in found.stderr


@pytest.mark.parametrize(
    ("lines", "told"),
    [
        (["value", "1", "x"], "line 3, value: “x”"),
        (["verdi", "1,5", "1 234"], "write 1234"),
        (["value", "NaN?"], "line 2"),
        (["value", "1e308"], "in full"),
        (["date,value", "31.2.2026,5"], "no date"),
        (["numerator,denominator", "5,0"], "zero"),
        (["numerator,denominator", "5,-4"], "zero"),
        (["numerator,denominator", "5,"], "denominator is missing"),
        (["value"], "no values"),
        (["value", "", "NA"], "no values"),
        (["something", "5"], "No headings"),
        ([""], "No headings"),
    ],
)
def test_faulty_rows_are_listed_and_nothing_is_drawn(tmp_path: Path, lines: list[str], told: str) -> None:
    found = run(table(tmp_path, *lines))
    assert found.exit_code == 1
    assert told in found.stderr
    assert not found.stdout


def test_numerator_above_its_denominator_is_refused_as_a_share_and_taken_as_a_rate(tmp_path: Path) -> None:
    path = table(tmp_path, "numerator;denominator", "12;10", "5;10")
    refused = run(path, "--kind", "p")
    assert refused.exit_code == 1
    assert "12 of 10" in refused.stderr
    assert numbers(path, "--kind", "u")["value"] == [1.2, 0.5]


def test_odd_rows_are_warned_of_and_the_rest_is_drawn(tmp_path: Path) -> None:
    path = table(tmp_path, "date;numerator;denominator", "2026-02;1;4", "2026-01;0;0", "2026-02;1;5")
    found = run(path, "--json")
    assert found.exit_code == 0
    assert json.loads(found.stdout)["value"] == [None, 0.25, 0.2]
    for words in ("Line 3: nothing of nothing", "not in order of date", "same date: 2026-02-01"):
        assert words in found.stderr


def test_dates_of_other_programs_are_read(tmp_path: Path) -> None:
    days = ("2026-01-05 00:00:00", "2026-02-05T08:30:00.5Z", "5.3.2026", "2026-04")
    path = table(tmp_path, "date,value", *(f"{day},{at}" for at, day in enumerate(days)))
    found = run(path, "--json")
    assert json.loads(found.stdout)["value"] == [0, 1, 2, 3]
    assert not found.stderr


def test_decimal_comma_is_read_in_a_semicolon_table(tmp_path: Path) -> None:
    assert numbers(table(tmp_path, "verdi", "1,5", "2,5"))["value"] == [1.5, 2.5]


def test_names_are_shown_letter_for_letter_without_control_sequences(tmp_path: Path) -> None:
    lines = ["date,value,note", "2026-01-01,1,[bold]$x^2$\x1b[2J", *(f"2026-{m:02}-01,{m}," for m in range(2, 12))]
    found = run(table(tmp_path, *lines))
    assert "\x1b" not in found.stdout
    assert "[bold]$x^2$" in found.stdout


# ── Pictures ──


def test_picture_file_is_never_overwritten(tmp_path: Path) -> None:
    path, svg, png = table(tmp_path, *SHARES), tmp_path / "chart.svg", tmp_path / "chart.png"
    assert run(path, "--svg", svg, "--png", png).exit_code == 0
    assert png.read_bytes().startswith(b"\x89PNG")
    words = "".join(ET.fromstring(svg.read_bytes()).itertext())
    for told in ("data", "n = 12", "12/52", "2026-01-01"):
        assert told in words
    before = svg.read_bytes()
    again = run(path, "--svg", svg)
    assert again.exit_code == 1
    assert "is there already" in again.stderr
    assert svg.read_bytes() == before


def test_same_chart_gives_an_equal_picture_file(tmp_path: Path) -> None:
    path = table(tmp_path, *SHARES)
    for name in ("one.svg", "other.svg"):
        assert run(path, "--svg", tmp_path / name).exit_code == 0
    assert (tmp_path / "one.svg").read_bytes() == (tmp_path / "other.svg").read_bytes()


def test_text_in_a_picture_is_escaped(tmp_path: Path) -> None:
    lines = ["date,value,note", "2026-01-01,1,<script>$\\frac{</script>", "2026-02-01,2,", "2026-03-01,3,"]
    svg = tmp_path / "chart.svg"
    assert run(table(tmp_path, *lines, name="$a$ & b.csv"), "--svg", svg).exit_code == 0
    assert b"<script" not in svg.read_bytes()
    words = "".join(ET.fromstring(svg.read_bytes()).itertext())
    assert "<script>$\\frac{</scr" in words
    assert "$a$ & b" in words


# ── A group's indicator ──


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("demo") / "demo.db"
    make_demo(path, "finished")
    return path


def test_chart_of_a_group_shows_its_indicator(demo: Path) -> None:
    found = run("--file", demo, "--group", "c", "--indicator", "1")
    assert found.exit_code == 0
    assert "15%" in found.stdout
    assert numbers("--file", demo, "--group", "C", "--indicator", "1")["unit"] == "%"


def test_unknown_group_and_ambiguous_indicator_are_asked_for(demo: Path) -> None:
    nobody = run("--file", demo, "--group", "X")
    assert nobody.exit_code == 1
    assert "A, B, C" in nobody.stderr
    several = run("--file", demo, "--group", "B")
    assert several.exit_code == 1
    assert "--indicator" in several.stderr


def test_reported_change_without_values_is_not_drawn(demo: Path) -> None:
    found = run("--file", demo, "--group", "B", "--indicator", "2")
    assert found.exit_code == 1
    assert "Nothing has been measured" in found.stderr
