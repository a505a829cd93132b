"""The sentence after *Undo:*: every command has its own, made from the rows, in words a reader knows."""

from typing import Any, get_args

import msgspec
import pytest

from nettverk_tui.model import commands as all_commands
from nettverk_tui.model.commands import (
    ActionOwner,
    AdaptProgramme,
    AddAction,
    AddAdvice,
    AddContact,
    AddEvent,
    AddGroupMeeting,
    AddMeasurement,
    AddNote,
    AddStatement,
    AdjustStep,
    AnswerAdvice,
    AnswerReadiness,
    ArrangeNetwork,
    BackdateStep,
    CloseGathering,
    Command,
    ConvertSaid,
    DeleteSaid,
    DescribeGroup,
    DescribeIndicator,
    DescribeNetwork,
    EditAction,
    EditProgramme,
    EditText,
    FollowClock,
    ForgetGap,
    GiveAdviceAgain,
    GiveReason,
    ImportGroups,
    ImportMeasurements,
    KeepCandidate,
    KeepRecheck,
    MarkAttendance,
    MarkLeft,
    MarkSeveral,
    MoveAction,
    MoveClock,
    PauseClock,
    Place,
    PlanGathering,
    PutAside,
    Rate,
    ReachMilestone,
    RecordMeasurements,
    Refile,
    RemoveHappening,
    RemoveIndicator,
    ReopenGathering,
    ResumeClock,
    Reword,
    SetNextGathering,
    SetOutcome,
    SetStart,
    SetStatusText,
    SettleAction,
    SettleOverrun,
    SettleParked,
    ShareRatings,
    StartClock,
)
from nettverk_tui.model.core.messages import Message
from nettverk_tui.model.core.records import (
    Action,
    Advice,
    Attendance,
    Candidate,
    Facilitator,
    Gathering,
    Group,
    Member,
    Milestone,
    Network,
    Note,
    ProgrammeItem,
    ProgrammeStep,
    Rating,
)
from nettverk_tui.model.core.rows import MemoryRows
from nettverk_tui.model.core.values import StepKind
from nettverk_tui.model.decisions import Decision
from nettverk_tui.model.gathering.timekeeping import MINUTE
from nettverk_tui.model.journal.entry_labels import LONGEST, STEP_NAMES, label
from nettverk_tui.model.journal.undo import JournalEntry, row_changes
from nettverk_tui.model.measurement.indicator_values import ImportedSeries, IndicatorPage, MeasuredLine
from nettverk_tui.model.network.plan import (
    Charter,
    GroupPage,
    ImportedGroup,
    ImportedMember,
    NetworkPlan,
    PlannedGroup,
    PlannedMember,
)
from tests.model.carrying_out import carry_out
from tests.model.day import GATHERING, day_rows, ms

HERE = Place(gathering_id=GATHERING, group_id="group-A")
START = StartClock(event_id="start", gathering_id=GATHERING, step_id="welcome", at=0)
PAUSE = PauseClock(event_id="pause", gathering_id=GATHERING)
CLOSE = CloseGathering(event_id="close", gathering_id=GATHERING)


def rows_to_speak_of() -> MemoryRows:
    rows = day_rows()
    said: dict[str, Any] = {"gathering_id": GATHERING, "group_id": "group-A", "at": 1}
    rows.put(
        [
            Gathering(
                id="later", network_id="network", number=9, kind="middle", starts_on="2027-06-01", ends_on="2027-06-01"
            ),
            Member(id="kari", group_id="group-A", name="Kari"),
            Member(id="unnamed", group_id="group-A", profession="sykepleier"),
            Facilitator(id="randi", network_id="network", name="Randi"),
            Milestone(id="plan", network_id="network", position=1, text="Første måling"),
            Note(id="note", text="Et notat", **said),
            Note(id="parked", kind="parked", text="Et spørsmål", **said),
            Advice(id="advice", giver="adviser", text="Et råd", **said),
            Action(id="action", text="Ringe", **said),
            Attendance(id="mark", gathering_id=GATHERING, group_id="group-A", member_id="kari", presence="present"),
            Rating(
                id="rating",
                gathering_id=GATHERING,
                group_id="group-A",
                item="L1",
                rater="group",
                answer="level",
                level=3,
            ),
        ]
    )
    return rows


#: Earlier commands, the command, and its sentence.
SENTENCES: list[tuple[list[Command], Command, str]] = [
    ([], START, "start of the day"),
    (
        [START],
        MoveClock(event_id="e", gathering_id=GATHERING, step_id="A card", seen_step="welcome"),
        "on to the next step: opening card",
    ),
    ([START], PAUSE, "pause"),
    ([START, PAUSE], ResumeClock(event_id="e", gathering_id=GATHERING), "end of the pause"),
    (
        [START],
        AdjustStep(event_id="e", gathering_id=GATHERING, step_id="welcome", amount_ms=MINUTE),
        "one minute more",
    ),
    (
        [START],
        AdjustStep(event_id="e", gathering_id=GATHERING, step_id="welcome", amount_ms=-MINUTE),
        "one minute less",
    ),
    ([START], BackdateStep(gathering_id=GATHERING, step_id="welcome", at=ms("8:00")), "when the step began"),
    (
        [START],
        ForgetGap(pause_id="p", resume_id="r", gathering_id=GATHERING, since=ms("9:00"), until=ms("9:10")),
        "time taken out of the step",
    ),
    ([START], CLOSE, "closing of the gathering"),
    ([START, CLOSE], ReopenGathering(event_id="e", gathering_id=GATHERING), "reopening of the gathering"),
    (
        [],
        PlanGathering(
            gathering_id="later",
            programme=(ProgrammeItem(id="i", gathering_id="later", position=1, kind="welcome"),),
        ),
        "the usual programme",
    ),
    (
        [START],
        AdaptProgramme(gathering_id=GATHERING, seen_step="welcome", minutes={"B card": MINUTE}, skipped=("break",)),
        "new minutes for what is to come",
    ),
    (
        [],
        EditProgramme(
            gathering_id=GATHERING,
            rows=(ProgrammeItem(id="new", gathering_id=GATHERING, position=9, kind="teaching", title="Måling"),),
        ),
        "the programme: Måling",
    ),
    (
        [],
        EditProgramme(
            gathering_id=GATHERING,
            rows=(ProgrammeStep(id="A card", item_id="A", position=1, kind="card", planned_ms=MINUTE),),
        ),
        "the programme: A",
    ),
    (
        [],
        EditProgramme(
            gathering_id=GATHERING,
            rows=(ProgrammeItem(id="new", gathering_id=GATHERING, position=9, kind="buffer"),),
        ),
        "the programme",
    ),
    (
        [START],
        FollowClock(gathering_id=GATHERING, by_ms=-MINUTE, seen_since=0),
        "the times after the computer’s clock was set",
    ),
    (
        [],
        ImportGroups(network_id="network", groups=(ImportedGroup(1, "Z", "Måløy"),), ids=("z",), today="2027-01-01"),
        "the import of groups and members, with group Z",
    ),
    (
        [],
        DescribeNetwork(network_id="network", seen=1, foundation=Charter(purpose="Færre feil"), ids=()),
        "purpose and plan of the network, with the milestone Første måling",
    ),
    (
        [],
        AnswerReadiness(network_id="network", seen=1, question="guidance", answer="yes"),
        "an answer on the go / no-go list",
    ),
    ([], KeepCandidate(candidate=Candidate(id="c", network_id="network", unit="Florø")), "recruitment of Florø"),
    (
        [],
        DescribeGroup(group_id="group-A", seen=1, page=GroupPage("Nytt navn"), ids=("p",), today="2027-01-01"),
        "the page in group A",
    ),
    (
        [],
        DescribeIndicator(id="i", group_id="group-A", seen=0, page=IndicatorPage("Avvik")),
        "indicator Avvik",
    ),
    (
        [DescribeIndicator(id="i", group_id="group-A", seen=0, page=IndicatorPage("Avvik"))],
        RecordMeasurements(indicator_id="i", lines=(MeasuredLine("m", on="2027-01-02", value=3.0),)),
        "measurement of Avvik",
    ),
    (
        [DescribeIndicator(id="i", group_id="group-A", seen=0, page=IndicatorPage("Avvik"))],
        RemoveIndicator(id="i", seen=1),
        "indicator Avvik",
    ),
    (
        [],
        ImportMeasurements(
            series=(ImportedSeries("group-A", "i", (MeasuredLine("m", value=3.0),), IndicatorPage("Avvik")),)
        ),
        "the import of measurements, with 1 measurement",
    ),
    ([], SetStart(gathering_id=GATHERING, seen=1, starts_at=None), "when the gathering begins"),
    (
        [START],
        SettleOverrun(
            id="s", gathering_id=GATHERING, item_id="A", way="let_be", ms=MINUTE, minutes={}, seen_step="welcome"
        ),
        "how the overrun was settled in group A",
    ),
    (
        [],
        ArrangeNetwork(network_id="n", seen=0, plan=NetworkPlan(name="Nytt"), ids=(), today="2027-01-01"),
        "the plan of the network",
    ),
    ([], SetNextGathering(gathering_id=GATHERING, next_id="n", on="2027-05-01"), "date of the next gathering"),
    (
        [],
        MarkAttendance(attendance_id="x", gathering_id=GATHERING, member_id="kari", presence="absent"),
        "attendance of Kari",
    ),
    (
        [],
        MarkAttendance(attendance_id="x", gathering_id=GATHERING, member_id="unnamed", presence="present"),
        "attendance of sykepleier",
    ),
    (
        [],
        MarkAttendance(attendance_id="x", gathering_id=GATHERING, facilitator_id="randi", presence="present"),
        "attendance of Randi",
    ),
    (
        [],
        MarkSeveral(
            marks=(MarkAttendance(attendance_id="x", gathering_id=GATHERING, member_id="unnamed", presence="absent"),)
        ),
        "attendance in group A",
    ),
    ([], MarkLeft(attendance_id="mark", at=5), "attendance of Kari"),
    ([], ShareRatings(group_id="group-A", shares=True, seen=1), "who may see the ratings in group A"),
    ([], AddNote(id="x", where=HERE, kind="note", text="Ord", layer="group"), "entry “Ord” in group A"),
    ([], AddNote(id="x", where=Place(), kind="note", text="Ord", layer="group"), "entry “Ord”"),
    ([], AddStatement(id="x", where=HERE, text="Ord", layer="group"), "statement “Ord” in group A"),
    ([], AddAdvice(id="x", where=HERE, text="Ord", layer="group", giver="unknown"), "advice “Ord” in group A"),
    ([], AddAction(id="x", where=HERE, text="Ord\nto", layer="group"), "action “Ord to” in group A"),
    ([], EditText(table="note", id="note", seen=1, text="Nytt"), "new words: “Nytt” in group A"),
    ([], EditAction(id="action", seen=1, text="Nytt", who=ActionOwner()), "changed action “Nytt” in group A"),
    (
        [],
        Refile(table="note", id="note", seen=1, group_id="group-B", factor=None, layer="group"),
        "“Et notat” filed elsewhere in group B",
    ),
    (
        [],
        ConvertSaid(
            table="note", id="note", seen=1, into=AddAction(id="x", where=HERE, text="Et notat", layer="group")
        ),
        "“Et notat” made into another kind in group A",
    ),
    ([], DeleteSaid(table="note", id="note", seen=1), "“Et notat” deleted in group A"),
    ([], AnswerAdvice(id="advice", seen=1, answer="not_now"), "answer to “Et råd” in group A"),
    ([], SetOutcome(id="advice", seen=1, outcome="helped"), "outcome of “Et råd” in group A"),
    ([], GiveAdviceAgain(id="advice", seen=1, giver="unknown"), "giver of “Et råd” in group A"),
    ([], SettleAction(id="action", seen=1, state="done"), "action settled: “Ringe” in group A"),
    ([], MoveAction(id="action", seen=1, due="next_gathering"), "new date for “Ringe” in group A"),
    (
        [],
        SettleParked(id="parked", seen=1, state="dropped"),
        "parked question settled: “Et spørsmål” in group A",
    ),
    (
        [],
        SetStatusText(id="x", gathering_id=GATHERING, group_id="group-A", field="done", text="Ord", seen=0),
        "status “Ord” in group A",
    ),
    (
        [],
        Rate(id="x", gathering_id=GATHERING, group_id="group-A", item="T1", rater="group", answer="not_rated"),
        "rating of T1 in group A",
    ),
    ([], GiveReason(id="rating", seen=1, reason="Fordi"), "rating of L1 in group A"),
    ([], AddContact(id="x", group_id="group-A", on="2027-02-01", channel="phone"), "guidance contact in group A"),
    (
        [],
        Reword(table="action", id="action", seen=1, field="text", value="Skrive"),
        "what it said before in group A",
    ),
    (
        [AddContact(id="x", group_id="group-A", on="2027-02-01", channel="phone")],
        RemoveHappening(table="contact", id="x", seen=1),
        "taken away in group A",
    ),
    (
        [],
        KeepRecheck(id="x", group_id="group-A", item="L1", on="2027-02-01", level=3),
        "factor asked again in group A",
    ),
    (
        [],
        ReachMilestone(id="x", milestone_id="plan", group_id="group-A", on="2027-02-01"),
        "milestone reached in group A",
    ),
    (
        [],
        PutAside(id="x", network_id="network", group_id="group-A", key="W3", on="2027-02-01", text="Ringte"),
        "answer to a line of Today in group A",
    ),
    ([], AddGroupMeeting(id="x", group_id="group-A", on="2027-02-01", kind="group"), "meeting in group A"),
    (
        [],
        AddMeasurement(
            id="x", group_id="group-A", indicator_id="i", indicator_name="Avvik", on=None, phase="series", value=1
        ),
        "measurement of Avvik, with the indicator Avvik",
    ),
    ([], AddEvent(id="x", group_id="group-A", kind="stalled", on="2027-02-01"), "event in group A"),
    (
        [],
        AddEvent(
            id="x", group_id="group-A", kind="leader_change", on="2027-02-01", leader_id="new", leader="Grete Fjørtoft"
        ),
        "event in group A, with the member Grete Fjørtoft",
    ),
]


def spoken(message: Message) -> str:
    """The sentence in English."""
    values = {name: spoken(value) if isinstance(value, Message) else value for name, value in message.values.items()}
    return message.text.format(**values)


def entry_of(rows: MemoryRows, command: Command) -> JournalEntry:
    outcome = carry_out(rows, command, ms("9:15"))
    assert isinstance(outcome, Decision), outcome
    assert outcome.changes
    return JournalEntry(
        seq=1,
        id="e",
        hlc=1,
        at=1,
        device="d",
        window="w",
        category="do",
        kind=type(command).__name__,
        schema_version=1,
        changes=row_changes(outcome),
    )


@pytest.mark.parametrize(
    ("before", "command", "sentence"), SENTENCES, ids=[type(command).__name__ for _, command, _ in SENTENCES]
)
def test_command_has_the_sentence_of_the_table(before: list[Command], command: Command, sentence: str) -> None:
    rows = rows_to_speak_of()
    for earlier in before:
        assert isinstance(carry_out(rows, earlier, ms("9:15")), Decision)
    assert spoken(label(entry_of(rows, command), rows)) == sentence


def test_every_command_has_a_sentence() -> None:
    kinds = {
        kind
        for kind in vars(all_commands).values()
        if isinstance(kind, type) and issubclass(kind, Command) and kind is not Command
    }
    assert kinds - {type(command) for _, command, _ in SENTENCES} == set()


def test_every_step_has_a_name_in_the_sentences() -> None:
    assert set(STEP_NAMES) == set(get_args(StepKind))


def test_sentence_cuts_a_long_text_and_keeps_markup_letter_for_letter() -> None:
    rows = rows_to_speak_of()
    long = AddNote(id="x", where=HERE, kind="note", text="[/] {text} %s " + "x" * 100, layer="group")
    sentence = spoken(label(entry_of(rows, long), rows))
    assert sentence.startswith("entry “[/] {text} %s xxx")
    assert len(sentence) == LONGEST + len("entry “” in group A")


def test_sentence_leaves_out_text_for_the_facilitators() -> None:
    rows = rows_to_speak_of()
    private = AddNote(id="x", where=HERE, kind="note", text="Hemmelig", layer="facilitators")
    assert spoken(label(entry_of(rows, private), rows)) == "entry “for the facilitators” in group A"


def test_unknown_entry_is_called_a_change() -> None:
    rows = rows_to_speak_of()
    entry = entry_of(rows, AddNote(id="x", where=HERE, kind="note", text="Ord", layer="group"))
    unknown = msgspec.structs.replace(entry, kind="FromTheFuture")
    erased = msgspec.structs.replace(entry, changes=())
    assert spoken(label(unknown, rows)) == spoken(label(erased, rows)) == "a change"


def test_sentence_names_members_removed_by_a_change_of_the_network() -> None:
    rows = MemoryRows(
        [
            Network(id="network", name="Trygg legemiddelbruk"),
            Group(id="group-A", network_id="network", letter="A", position=1, unit="Kontor A"),
            Member(id="kari", group_id="group-A", name="Kari"),
        ]
    )
    members = (PlannedMember("Kari"), PlannedMember("Per Li"), PlannedMember("Åse Moe", leader=True))
    plan = NetworkPlan(name="Trygg legemiddelbruk", groups=(PlannedGroup("A", "Kontor A", members=members),))
    command = ArrangeNetwork(network_id="network", seen=1, plan=plan, ids=("1", "2"), today="2027-01-01")
    assert spoken(label(entry_of(rows, command), rows)) == "the plan of the network, with the members Per Li, Åse Moe"


def test_sentence_counts_removed_members_beyond_a_few() -> None:
    rows = rows_to_speak_of()
    members = tuple(ImportedMember(number, PlannedMember(f"Navn {number}")) for number in range(9))
    command = ImportGroups(
        network_id="network",
        groups=(ImportedGroup(1, "Z", "Måløy", members=members),),
        ids=tuple(f"z{number}" for number in range(20)),
        today="2027-01-01",
    )
    sentence = spoken(label(entry_of(rows, command), rows))
    assert sentence == "the import of groups and members, with group Z, 9 members"
