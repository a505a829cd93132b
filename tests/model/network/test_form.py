"""The form of a network: typed text is read or refused with a sentence; a stored network reads back equal."""

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nettverk_tui.model.commands import ArrangeNetwork
from nettverk_tui.model.core.messages import Refusal
from nettverk_tui.model.core.records import (
    Facilitator,
    Gathering,
    Group,
    Member,
    Network,
    Note,
    ProgrammeItem,
    ProgrammeStep,
    Project,
)
from nettverk_tui.model.core.rows import MemoryRows
from nettverk_tui.model.decisions import decide
from nettverk_tui.model.network.form import as_typed, read_group, read_plan
from nettverk_tui.model.network.plan import NetworkPlan, PlannedGathering, PlannedGroup, PlannedMember
from tests.model.carrying_out import carry_out

TODAY = date(2026, 11, 26)
NO_UNIT = "The unit’s name comes first, before the first semicolon."
FIELDS = {
    "name": "Trygg legemiddelbruk",
    "region": "Vestland",
    "advisers": "Randi Berge, Per Moe",
    "gatherings": "12.1.2027 – 13.1.2027 kl. 10.00, 2.3.2027 kl. 09.00, 4.5.2027",
    "group-A": "Bremanger legekontor; legemiddelgjennomgang; Kari Nordmann (lege, leder), Liv Moe (sykepleier, data)",
    "group-B": "Florø legesenter; telefonen; Jon Vik (lege)",
    "group-C": "Førde",
}


def said(fields: dict[str, str]) -> list[tuple[str, str]]:
    """The faults, as field and sentence."""
    _, faults = read_plan(fields, "nb", TODAY)
    return [(fault.field, fault.message.text.format_map(dict(fault.message.values))) for fault in faults]


# --- reading


@pytest.mark.parametrize(
    ("typed", "first", "last", "at"),
    [
        ("2.3.2027", "2027-03-02", "2027-03-02", None),
        ("2/3-27", "2027-03-02", "2027-03-02", None),
        ("2027-03-02", "2027-03-02", "2027-03-02", None),
        ("2. mars 2027", "2027-03-02", "2027-03-02", None),
        ("March 2 2027", "2027-03-02", "2027-03-02", None),
        # Without a year, the next one.
        ("2.3.", "2027-03-02", "2027-03-02", None),
        ("15. desember", "2026-12-15", "2026-12-15", None),
        ("12.–13.1.2027", "2027-01-12", "2027-01-13", None),
        ("12-13.1.2027", "2027-01-12", "2027-01-13", None),
        ("12.–13. januar 2027", "2027-01-12", "2027-01-13", None),
        ("31.8. – 1.9.2027", "2027-08-31", "2027-09-01", None),
        ("31.12.2027 - 1.1.2028", "2027-12-31", "2028-01-01", None),
        ("2.3.2027 kl. 9", "2027-03-02", "2027-03-02", "09:00"),
        ("2.3.2027 kl 9.30", "2027-03-02", "2027-03-02", "09:30"),
        ("2.3.2027 at 13:15", "2027-03-02", "2027-03-02", "13:15"),
        ("12.–13.1.2027 kl. 10", "2027-01-12", "2027-01-13", "10:00"),
    ],
)
def test_gatherings_are_read_as_people_write_them(typed: str, first: str, last: str, at: str | None) -> None:
    plan, faults = read_plan({"name": "x", "gatherings": typed}, "nb", TODAY)
    assert faults == []
    assert plan.gatherings == (PlannedGathering(first, last, at),)


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("i vår", "“i vår” is no date. Write 2.3.2027, or 12.–13.1.2027 for two days."),
        ("29.2.2027", "“29.2.2027” is no date. Write 2.3.2027, or 12.–13.1.2027 for two days."),
        ("31.–1.9.2027", "“31.–1.9.2027” is no date. Write 2.3.2027, or 12.–13.1.2027 for two days."),
        ("2.3.2027 kl. 25", "“2.3.2027 kl. 25” has no such time of day."),
        ("13.–12.1.2027", "“13.–12.1.2027” ends before it begins."),
        ("1.–28.2.2027", "“1.–28.2.2027” is longer than a week."),
        ("2.3.2027, 12.1.2027", "“12.1.2027” comes before the gathering that stands before it. Put them in order."),
        ("2.3.2027, 2.3.2027", "“2.3.2027” comes before the gathering that stands before it. Put them in order."),
    ],
)
def test_invalid_gathering_is_refused_with_its_sentence(typed: str, sentence: str) -> None:
    assert said({"name": "x", "gatherings": typed}) == [("gatherings", sentence)]


def test_line_of_a_group_is_read_as_unit_area_and_members() -> None:
    assert read_group("A", FIELDS["group-A"]) == PlannedGroup(
        "A",
        "Bremanger legekontor",
        "legemiddelgjennomgang",
        (
            PlannedMember("Kari Nordmann", "lege", leader=True),
            PlannedMember("Liv Moe", "sykepleier", data=True),
        ),
    )
    assert read_group("B", "Florø") == PlannedGroup("B", "Florø")
    assert read_group("B", "Florø;; Per; Pål (fastlege, sekretær)").members == (
        PlannedMember("Per"),
        PlannedMember("Pål", "fastlege", writer=True),
    )


@pytest.mark.parametrize(
    ("profession", "kind"),
    [("lege", "doctor"), ("Fastlege", "doctor"), ("GP", "doctor"), ("sykepleier", "coworker"), ("", "coworker")],
)
def test_doctors_are_known_by_their_profession(profession: str, kind: str) -> None:
    assert PlannedMember("x", profession).staff_kind == kind


@pytest.mark.parametrize(
    ("fields", "faults"),
    [
        ({}, [("name", "The network needs a name.")]),
        ({"name": "  "}, [("name", "The network needs a name.")]),
        ({"name": "x", "group-B": "; legemidler"}, [("group-B", NO_UNIT)]),
        ({"name": "x", "group-A": "E;; (lege)"}, [("group-A", "A member has no name before the bracket.")]),
        (
            {"name": "x", "group-A": "E;; Kari (leder), Per (leiar)"},
            [("group-A", "Two leaders in one group: leave one of them without that word.")],
        ),
        ({"name": "x", "group-A": "E;; Kari, kari"}, [("group-A", "Kari stands there twice: tell the two apart.")]),
        ({"name": "x" * 2001}, [("name", "More than 2000 characters: divide it.")]),
    ],
)  # fmt: skip
def test_invalid_field_is_named_with_its_sentence(fields: dict[str, str], faults: list[tuple[str, str]]) -> None:
    assert said(fields) == faults


@given(st.dictionaries(st.sampled_from([*FIELDS, "group-D"]), st.text(max_size=200), max_size=9))
def test_reading_any_typed_text_never_raises(fields: dict[str, str]) -> None:
    plan, faults = read_plan(fields, "nb", TODAY)
    assert plan.name or "name" in {fault.field for fault in faults}


# --- making and changing


def arranged(rows: MemoryRows, fields: dict[str, str], *, today: str = "2026-11-26", id: str = "n") -> Refusal | None:
    """Fill in the form and store it."""
    plan, faults = read_plan(fields, "nb", date.fromisoformat(today))
    assert not faults, faults
    network = rows.get(Network, id)
    starts = {
        f"{gathering.starts_on} {gathering.at}": int(
            datetime.fromisoformat(f"{gathering.starts_on} {gathering.at}").replace(tzinfo=UTC).timestamp() * 1000
        )
        for gathering in plan.gatherings
        if gathering.at
    }
    made = len(list(rows.find(Member))) + len(list(rows.find(Gathering))) + len(list(rows.find(Group)))
    command = ArrangeNetwork(
        network_id=id,
        seen=network.version if network else 0,
        plan=plan,
        ids=tuple(f"{today}-{made}-{number}" for number in range(60)),
        today=today,
        starts=starts,
    )
    outcome = carry_out(rows, command, 1)
    return outcome if isinstance(outcome, Refusal) else None


def made() -> MemoryRows:
    rows = MemoryRows()
    assert arranged(rows, FIELDS) is None
    return rows


def local(at: int) -> datetime:
    return datetime.fromtimestamp(at / 1000, UTC)


def test_network_is_stored_as_typed_and_reads_back_equal() -> None:
    rows = made()
    assert as_typed(rows, "n", local) == FIELDS
    assert [gathering.kind for gathering in rows.find(Gathering)] == ["first", "middle", "last"]
    assert [(group.letter, group.position) for group in rows.find(Group)] == [("A", 1), ("B", 2), ("C", 3)]
    assert [member.staff_kind for member in rows.find(Member)] == ["doctor", "coworker", "doctor"]
    assert [project.area for project in rows.find(Project)] == ["legemiddelgjennomgang", "telefonen"]


def test_storing_the_unchanged_form_changes_nothing() -> None:
    rows = made()
    plan, _ = read_plan(dict(as_typed(rows, "n", local)), "nb", TODAY)
    starts = {
        f"{planned.starts_on} {planned.at}": gathering.starts_at
        for planned, gathering in zip(plan.gatherings, rows.find(Gathering), strict=True)
        if gathering.starts_at is not None
    }
    version = rows.find(Network)[0].version
    command = ArrangeNetwork(network_id="n", seen=version, plan=plan, ids=(), today="2027-01-01", starts=starts)
    outcome = decide(command, rows, 2)
    assert not isinstance(outcome, Refusal)
    assert outcome.changes == ()


def test_same_command_twice_makes_one_network() -> None:
    rows = MemoryRows()
    plan = NetworkPlan(name="Nytt")
    command = ArrangeNetwork(network_id="n", seen=0, plan=plan, ids=(), today="2027-01-01")
    assert not isinstance(carry_out(rows, command, 1), Refusal)
    again = decide(command, rows, 2)
    assert not isinstance(again, Refusal)
    assert again.changes == ()


def test_corrected_name_keeps_the_person_and_another_name_is_a_new_person() -> None:
    rows = made()
    kari = rows.find(Member, name="Kari Nordmann")[0].id
    group = "Bremanger legekontor; legemiddelgjennomgang; Kari Normann (lege, leder), Ola Dahl (lege)"
    fields = {**FIELDS, "group-A": group}
    assert arranged(rows, fields) is None
    assert rows.find(Member, name="Kari Normann")[0].id == kari
    (liv,) = rows.find(Member, name="Liv Moe")
    assert liv.to_on == "2026-11-26"
    (ola,) = rows.find(Member, name="Ola Dahl")
    assert (ola.from_on, ola.staff_kind) == (None, "doctor")
    assert "Liv Moe" not in as_typed(rows, "n", local)["group-A"]


def test_member_added_to_a_network_under_way_joins_today() -> None:
    rows = made()
    first = rows.find(Gathering, number=1)[0]
    rows.put([Gathering(**{name: getattr(first, name) for name in first.__struct_fields__} | {"state": "closed"})])
    assert arranged(rows, {**FIELDS, "group-C": "Førde;; Ola Dahl"}, today="2027-02-01") is None
    assert rows.find(Member, name="Ola Dahl")[0].from_on == "2027-02-01"


def test_group_left_out_is_withdrawn_and_returns_with_its_letter() -> None:
    rows = made()
    without = {name: text for name, text in FIELDS.items() if name != "group-B"}
    assert arranged(rows, without) is None
    assert [(group.letter, group.state) for group in rows.find(Group)] == [
        ("A", "active"), ("B", "withdrawn"), ("C", "active"),
    ]  # fmt: skip
    assert rows.find(Member, name="Jon Vik")[0].to_on is None
    assert arranged(rows, FIELDS) is None
    assert [group.state for group in rows.find(Group)] == ["active"] * 3


def test_planned_gatherings_can_be_moved_added_and_removed() -> None:
    rows = made()
    second = rows.find(Gathering, number=2)[0].id
    item = ProgrammeItem(id="item", gathering_id=second, position=1, kind="welcome")
    rows.put([item, ProgrammeStep(id="step", item_id="item", position=1, kind="plenary", planned_ms=1)])
    assert arranged(rows, {**FIELDS, "gatherings": "12.–13.1.2027, 9.3.2027, 4.5.2027, 1.9.2027"}) is None
    assert [(gathering.starts_on, gathering.kind) for gathering in rows.find(Gathering)] == [
        ("2027-01-12", "first"), ("2027-03-09", "middle"), ("2027-05-04", "middle"), ("2027-09-01", "last"),
    ]  # fmt: skip
    assert arranged(rows, {**FIELDS, "gatherings": "12.–13.1.2027"}) is None
    assert [gathering.number for gathering in rows.find(Gathering)] == [1]
    assert rows.find(ProgrammeItem) == []
    assert rows.find(ProgrammeStep) == []


@pytest.mark.parametrize("gatherings", ["14.–15.1.2027, 2.3.2027", "", "12.1.2027, 2.3.2027"])
def test_gathering_that_has_begun_keeps_its_days(gatherings: str) -> None:
    rows = made()
    first = rows.find(Gathering, number=1)[0]
    rows.put([Gathering(**{name: getattr(first, name) for name in first.__struct_fields__} | {"state": "open"})])
    refused = arranged(rows, {**FIELDS, "gatherings": gatherings})
    assert refused is not None
    assert refused.message.text == "Gathering {number} has begun already: its date stays as it was."


def test_gathering_with_entries_is_not_removed() -> None:
    rows = made()
    third = rows.find(Gathering, number=3)[0].id
    rows.put([Note(id="note", gathering_id=third, kind="note", text="Husk bussen", at=1)])
    refused = arranged(rows, {**FIELDS, "gatherings": "12.1.2027 – 13.1.2027 kl. 10.00, 2.3.2027 kl. 09.00"})
    assert refused is not None
    assert refused.message.text == "Something else builds on this. Take that away first."


def test_advisers_are_added_and_removed() -> None:
    rows = made()
    assert arranged(rows, {**FIELDS, "advisers": "Randi Berg"}) is None
    assert [facilitator.name for facilitator in rows.find(Facilitator)] == ["Randi Berg"]


def test_form_of_an_outdated_network_is_refused() -> None:
    rows = made()
    command = ArrangeNetwork(network_id="n", seen=7, plan=NetworkPlan(name="x"), ids=(), today="2027-01-01")
    outcome = decide(command, rows, 2)
    assert isinstance(outcome, Refusal)
    assert outcome.stale


def test_a_network_without_a_name_is_refused() -> None:
    outcome = decide(
        ArrangeNetwork(network_id="n", seen=0, plan=NetworkPlan(name=" "), ids=(), today="2027-01-01"), MemoryRows(), 1
    )
    assert isinstance(outcome, Refusal)


# --- commas in the line of a group

KARI, LIV = PlannedMember("Kari Nordmann", "lege", leader=True), PlannedMember("Liv Moe", "sykepleier")


@pytest.mark.parametrize(
    ("typed", "unit", "area", "members"),
    [
        ("Florø, Kari Nordmann (lege, leder), Liv Moe (sykepleier)", "Florø", "", (KARI, LIV)),
        ("Florø, telefonen, Kari Nordmann (lege, leder), Liv Moe (sykepleier)", "Florø", "telefonen", (KARI, LIV)),
        ("Florø; Kari Nordmann (lege, leder), Liv Moe (sykepleier)", "Florø", "", (KARI, LIV)),
        ("Florø; telefonen, Kari Nordmann (lege, leder)", "Florø", "telefonen", (KARI,)),
        ("Florø, Per Li, Åse Bjørnøy", "Florø", "", (PlannedMember("Per Li"), PlannedMember("Åse Bjørnøy"))),
        ("Florø, telefonen", "Florø", "telefonen", ()),
        ("Florø; telefonen, legemidler", "Florø", "telefonen, legemidler", ()),
        ("Florø; Telefon", "Florø", "Telefon", ()),
        ("Florø; telefon (innringing)", "Florø", "telefon (innringing)", ()),
        ("Florø; kari (lege, leder)", "Florø", "", (PlannedMember("kari", "lege", leader=True),)),
        ("Bremanger, Svelgen;", "Bremanger, Svelgen", "", ()),
        ("Florø;; Kari Nordmann (lege, leder)", "Florø", "", (KARI,)),
    ],
)
def test_commas_in_a_group_line_are_read_where_unambiguous(
    typed: str, unit: str, area: str, members: tuple[PlannedMember, ...]
) -> None:
    assert read_group("A", typed) == PlannedGroup("A", unit, area, members)
    assert said({"name": "x", "group-A": typed}) == []


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        (
            "Florø legekontor Kari Nordmann (lege, leder)",
            "Nothing stands between the unit and the members: put a semicolon behind the unit.",
        ),
        (
            "Florø legekontor Kari (lege), Liv (sykepleier)",
            "Nothing stands between the unit and the members: put a semicolon behind the unit.",
        ),
        ("Florø, Telefon", "What is “Telefon”, the area or a member? Put semicolons: unit; area; members."),
        ("Florø, Kari, Liv (lege)", "What is “Kari”, the area or a member? Put semicolons: unit; area; members."),
        ("Florø, telefonen, Kari", "What is “Kari”, the area or a member? Put semicolons: unit; area; members."),
    ],
)
def test_ambiguous_commas_in_a_group_line_are_asked_about(typed: str, sentence: str) -> None:
    assert said({"name": "x", "group-A": typed}) == [("group-A", sentence)]


@pytest.mark.parametrize(
    ("unit", "area"), [("Bremanger, Svelgen", ""), ("Florø", "Rask Hjelp"), ("Florø, øst", "a, B")]
)
def test_line_of_a_stored_group_reads_back_equal(unit: str, area: str) -> None:
    rows = MemoryRows(
        [Network(id="n", name="x"), Group(id="g", network_id="n", letter="A", position=1, unit=unit)]
        + ([Project(id="p", group_id="g", area=area)] if area else [])
    )
    typed = as_typed(rows, "n", lambda at: datetime.fromtimestamp(at / 1000))
    assert read_group("A", typed["group-A"]) == PlannedGroup("A", unit, area)
