"""Random valid commands for the current rows, and some that are outdated."""

from collections.abc import Callable
from random import Random
from typing import Any, get_args

import msgspec

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
from nettverk_tui.model.core.entry_kinds import EventKind, NoteKind
from nettverk_tui.model.core.records import (
    TABLES,
    Action,
    Advice,
    Attendance,
    Candidate,
    ClockEvent,
    Contact,
    Event,
    FollowUpRating,
    Gathering,
    Group,
    Indicator,
    Measurement,
    Milestone,
    MilestoneReached,
    Network,
    Note,
    ProgrammeItem,
    ProgrammeStep,
    Rating,
    Record,
    Statement,
    StatusText,
)
from nettverk_tui.model.core.rows import MemoryRows
from nettverk_tui.model.core.values import (
    ActionState,
    AdviceAnswer,
    AdviceOutcome,
    Giver,
    GroupState,
    IndicatorKind,
    Layer,
    MeetingKind,
    ParkedState,
    Phase,
    Presence,
    Rater,
    RatingAnswer,
    Secured,
    Settling,
    StatusField,
    StepKind,
    Theme,
)
from nettverk_tui.model.gathering.day_plan import Plan
from nettverk_tui.model.gathering.plan_edits import (
    changed_rows,
    edited,
    left_out,
    moved,
    taken_in,
    with_minutes,
    without,
)
from nettverk_tui.model.gathering.timekeeping import MINUTE, fold
from nettverk_tui.model.measurement.indicator_values import ImportedSeries, IndicatorPage, MeasuredLine
from nettverk_tui.model.network.plan import (
    Charter,
    DetailedMember,
    GroupPage,
    ImportedGroup,
    ImportedMember,
    PlannedMember,
    PlannedMilestone,
    StateChange,
)
from tests.model.day import GATHERING

SAID = (Note, Statement, Advice, Action)
TEXTS = ("Ringe", "Møte\ntirsdag", "A\u030a\x1b[2J", "👩\u200d🚀", "[/]", "Lage liste", "Øve", " ", "null")
STEPS = ("welcome", "A card", "A status", "break", "B card", "B status", "closing")


class PlainRows(MemoryRows):
    """Rows in a dictionary, those that were deleted too."""

    def everything(self) -> list[Record]:
        return list(self._rows.values())


class Commanding:
    """Makes random commands for the current rows. `fresh` makes ids; `now` is the moment."""

    def __init__(self, chance: Random, rows: PlainRows, fresh: str, now: int) -> None:
        self._chance, self._rows, self._fresh, self._now = chance, rows, fresh, now
        self._made = 0

    def command(self) -> Command:
        """One command of any kind; where there is nothing to change yet, the one that makes it."""
        make: Callable[[Commanding], Command] = self._one_of(MAKERS)
        return self._instead(make)(self)

    def _instead(self, make: "Callable[[Commanding], Command]") -> "Callable[[Commanding], Command]":
        kinds, maker = _NEEDS.get(make, ((), make))
        if kinds:
            return make if any(self._rows.find(kind) for kind in kinds) else maker
        if make in _WHILE_RUNNING:
            phase = fold(self._rows.find(ClockEvent, gathering_id=GATHERING)).phase
            if phase == "waiting":
                return Commanding.start
            if phase == "closed" and self._one_of((True, False)):
                return Commanding.reopen
        return make

    # --- parts

    def _one_of(self, choices: Any) -> Any:
        return self._chance.choice(choices)

    def _literal(self, literal: Any) -> Any:
        return self._one_of(get_args(literal))

    def _or_none(self, literal: Any) -> Any:
        return self._one_of((*get_args(literal), None))

    def _id(self) -> str:
        self._made += 1
        return f"{self._fresh}-{self._made}"

    def _any(self, *kinds: type[Record]) -> Record | None:
        """A row of these kinds: mostly a live one, sometimes one that was deleted."""
        rows = [row for row in self._rows.everything() if isinstance(row, kinds) and not row.deleted]
        gone = [row for row in self._rows.everything() if isinstance(row, kinds) and row.deleted]
        # The newest ones, so that two windows often mean the same row.
        choices = rows[-3:] or gone[-3:]
        return self._one_of(choices) if choices else None

    def _seen(self, row: Record | None) -> int:
        return (row.version if row is not None else 1) - int(self._chance.random() < 0.08)

    def _of(self, *kinds: type[Record]) -> dict[str, Any]:
        row = self._any(*kinds)
        return {"id": row.id if row is not None else "nowhere", "seen": self._seen(row)}

    def _said(self) -> dict[str, Any]:
        row = self._any(*SAID)
        table = TABLES[type(row)] if row is not None else "note"
        return {"table": table, "id": row.id if row is not None else "nowhere", "seen": self._seen(row)}

    def _text(self) -> str:
        return str(self._one_of(TEXTS))

    def _layer(self) -> Layer:
        layer: Layer = self._literal(Layer)
        return layer

    def _group(self) -> str:
        return str(self._one_of(("group-A", "group-B")))

    def _new(self, text: str | None = None) -> dict[str, Any]:
        where = Place(
            gathering_id=self._one_of((GATHERING, GATHERING, None)),
            group_id=self._one_of(("group-A", "group-B", None)),
            step=self._or_none(StepKind),
            factor=self._one_of((None, "L1")),
        )
        return {"id": self._id(), "where": where, "text": text or self._text(), "layer": self._layer()}

    def _who(self) -> ActionOwner:
        return ActionOwner(
            word=self._text(), member_id=self._one_of((None, "kari")), group_id=self._one_of((None, "group-B"))
        )

    def _due(self) -> dict[str, Any]:
        return {"due": "date", "due_on": self._one_of(("2027-04-01", "2027-05-01"))}

    # --- words

    def note(self) -> Command:
        return AddNote(kind=self._literal(NoteKind), **self._new())

    def statement(self) -> Command:
        return AddStatement(theme=self._or_none(Theme), **self._new())

    def advice(self) -> Command:
        return AddAdvice(giver=self._literal(Giver), giver_group_id=self._one_of((None, "group-B")), **self._new())

    def action(self) -> Command:
        advice = self._any(Advice)
        link = advice.id if advice is not None and self._one_of((True, False)) else None
        return AddAction(who=self._who(), advice_id=link, **self._due(), **self._new())

    def edit(self) -> Command:
        new = self._one_of(({}, {"factor": "L1", "layer": "group"}, {"giver": "adviser"}))
        return EditText(text=self._text(), **new, **self._said())

    def edit_action(self) -> Command:
        return EditAction(text=self._text(), who=self._who(), **self._due(), **self._of(Action))

    def refile(self) -> Command:
        group = self._one_of(("group-A", "group-B", None))
        return Refile(group_id=group, factor=self._one_of((None, "T1")), layer=self._layer(), **self._said())

    def convert(self) -> Command:
        into = self._one_of((Commanding.note, Commanding.statement, Commanding.advice, Commanding.action))(self)
        return ConvertSaid(into=into, **self._said())

    def delete(self) -> Command:
        return DeleteSaid(**self._said())

    def answer(self) -> Command:
        return AnswerAdvice(answer=self._or_none(AdviceAnswer), reason=self._text(), **self._of(Advice))

    def outcome(self) -> Command:
        return SetOutcome(outcome=self._or_none(AdviceOutcome), gathering_id=GATHERING, **self._of(Advice))

    def giver(self) -> Command:
        return GiveAdviceAgain(giver=self._literal(Giver), **self._of(Advice))

    def settle(self) -> Command:
        return SettleAction(state=self._literal(ActionState), outcome=self._text(), **self._of(Action))

    def move_action(self) -> Command:
        return MoveAction(**self._due(), **self._of(Action))

    def settle_parked(self) -> Command:
        parked = self._rows.find(Note, kind="parked")
        if not parked:
            return AddNote(kind="parked", **self._new("Hvem?"))
        note = self._one_of(parked)
        state: ParkedState = self._literal(ParkedState)
        return SettleParked(id=note.id, seen=self._seen(note), state=state, answer=self._text())

    # --- forms

    def attendance(self) -> Command:
        who = self._one_of(({"member_id": "kari"}, {"member_id": "liv"}, {"facilitator_id": "randi"}))
        presence: Presence | None = self._or_none(Presence)
        return MarkAttendance(attendance_id=self._id(), gathering_id=GATHERING, presence=presence, **who)

    def several(self) -> Command:
        mark = {"gathering_id": GATHERING, "presence": self._literal(Presence)}
        people = ("kari", "ola")
        return MarkSeveral(
            marks=tuple(MarkAttendance(attendance_id=self._id(), member_id=person, **mark) for person in people)
        )

    def left(self) -> Command:
        row = self._any(Attendance)
        return MarkLeft(attendance_id=row.id if row is not None else "nowhere", at=self._one_of((None, self._now)))

    def share(self) -> Command:
        group = self._any(Group)
        return ShareRatings(
            group_id=group.id if group is not None else "nowhere",
            shares=self._one_of((True, False, None)),
            seen=self._seen(group),
        )

    def status(self) -> Command:
        group, field = self._group(), self._literal(StatusField)
        rows = self._rows.find(StatusText, gathering_id=GATHERING, group_id=group, field=field)
        gone = [
            row
            for row in self._rows.everything()
            if isinstance(row, StatusText) and (row.group_id, row.field, row.deleted) == (group, field, True)
        ]
        # A form keeps the id it had for a field, also when what was stored has been taken back.
        id = rows[0].id if rows else gone[0].id if gone and self._one_of((True, False)) else self._id()
        seen = self._seen(rows[0]) if rows else 0
        text = self._text()
        return SetStatusText(id=id, gathering_id=GATHERING, group_id=group, field=field, text=text, seen=seen)

    def rate(self) -> Command:
        answer: RatingAnswer | None = self._or_none(RatingAnswer)
        item, rater = self._one_of(("L1", "T1")), self._literal(Rater)
        place = {"id": self._id(), "gathering_id": GATHERING, "group_id": self._group(), "item": item, "rater": rater}
        return Rate(answer=answer, level=self._one_of((1, 2, 3, 4, 5)), **place)

    def reason(self) -> Command:
        return GiveReason(reason=self._text(), **self._of(Rating))

    # --- between gatherings

    def contact(self) -> Command:
        return AddContact(id=self._id(), group_id=self._group(), on="2027-02-01", channel="phone", topic=self._text())

    def set_aside(self) -> Command:
        until = self._one_of((None, "2027-02-01", "2027-04-01"))
        place = {
            "network_id": self._rows.find(Network)[0].id,
            "group_id": self._group(),
            "key": "W3::ask_first:2027-01-01",
        }
        return PutAside(id=self._id(), on="2027-03-01", text=self._text(), until_on=until, **place)

    def take_back(self) -> Command:
        field = self._one_of(("text", "layer", "who", "at", "factor"))
        value = self._one_of((self._text(), "group", "facilitators"))
        return Reword(table="action", field=field, value=value, **self._of(Action))

    def remove(self) -> Command:
        kind = self._one_of((Contact, Event, FollowUpRating, MilestoneReached))
        known = self._any(kind)
        if known is None:
            return self.contact()
        return RemoveHappening(table=TABLES[kind], id=known.id, seen=known.version)

    def recheck(self) -> Command:
        level = self._one_of((1, 2, 3, 4, 5))
        return KeepRecheck(id=self._id(), group_id=self._group(), item="L1", on="2027-02-01", level=level)

    def milestone_reached(self) -> Command:
        known = self._any(Milestone)
        id = known.id if known is not None else self._id()
        return ReachMilestone(id=self._id(), milestone_id=id, group_id=self._group(), on="2027-02-01")

    def meeting(self) -> Command:
        kind: MeetingKind = self._literal(MeetingKind)
        return AddGroupMeeting(id=self._id(), group_id=self._group(), on="2027-02-01", kind=kind)

    def measurement(self) -> Command:
        known = self._any(Indicator)
        indicator = known.id if known is not None and self._one_of((True, False)) else self._id()
        phase: Phase = self._literal(Phase)
        value = self._one_of(({"value": 1.5}, {"value": 3}, {"numerator": 2.0, "denominator": 4.0}, {"below": 5.0}, {}))
        name = self._one_of(("Avvik", "Ventetid"))
        place = {"id": self._id(), "group_id": self._group(), "indicator_id": indicator, "indicator_name": name}
        return AddMeasurement(on="2027-02-01", phase=phase, **place, **value)

    def indicator(self) -> Command:
        known = self._any(Indicator)
        page = IndicatorPage(name=self._one_of(("Avvik", "Ventetid", "Svar")), kind=self._literal(IndicatorKind))
        if known is None or self._one_of((True, False)):
            return DescribeIndicator(id=self._id(), group_id=self._group(), seen=0, page=page)
        return DescribeIndicator(id=known.id, group_id=self._group(), seen=known.version, page=page)

    def record_measurements(self) -> Command:
        known = self._any(Indicator)
        if known is None:
            return self.indicator()
        there = self._rows.find(Measurement, indicator_id=known.id)
        corrected = [
            MeasuredLine(measurement.id, measurement.version, "2027-01-03", value=7.0) for measurement in there[:1]
        ]
        added = MeasuredLine(
            self._id(), on="2027-01-02", phase=self._literal(Phase), excluded=self._one_of((True, False))
        )
        removed = {measurement.id: measurement.version for measurement in there[1:2]}
        return RecordMeasurements(indicator_id=known.id, lines=(added, *corrected), removed=removed)

    def import_measurements(self) -> Command:
        name, group = self._one_of(("Avvik", "Ventetid", "Nytt")), self._group()
        known = [indicator for indicator in self._rows.find(Indicator, group_id=group) if indicator.name == name]
        id = known[0].id if known else self._id()
        lines = (MeasuredLine(self._id(), on="2027-01-05", value=4.0),)
        return ImportMeasurements(series=(ImportedSeries(group, id, lines, IndicatorPage(name)),))

    def remove_indicator(self) -> Command:
        known = self._any(Indicator)
        return RemoveIndicator(id=known.id, seen=known.version) if known is not None else self.indicator()

    def event(self) -> Command:
        kind: EventKind = self._literal(EventKind)
        return AddEvent(id=self._id(), group_id=self._group(), kind=kind, on="2027-02-01", cause=self._text())

    # --- the clock

    def _press(self) -> dict[str, Any]:
        return {"event_id": self._id(), "gathering_id": GATHERING}

    def _here(self) -> str | None:
        here = fold(self._rows.find(ClockEvent, gathering_id=GATHERING)).step_id
        choice: str | None = self._one_of((here, here, here, "A card"))
        return choice

    def start(self) -> Command:
        return StartClock(step_id=self._one_of(STEPS), at=self._now - MINUTE, **self._press())

    def move(self) -> Command:
        return MoveClock(step_id=self._one_of(STEPS), seen_step=self._here(), **self._press())

    def pause(self) -> Command:
        kind = self._one_of((PauseClock, ResumeClock))
        command: Command = kind(**self._press())
        return command

    def close(self) -> Command:
        return CloseGathering(**self._press())

    def reopen(self) -> Command:
        return ReopenGathering(**self._press())

    def adjust(self) -> Command:
        return AdjustStep(step_id=self._here() or "welcome", amount_ms=self._one_of((MINUTE, -MINUTE)), **self._press())

    def adapt(self) -> Command:
        minutes = {self._one_of(STEPS): self._one_of((0, MINUTE, 20 * MINUTE))}
        skipped = self._one_of(((), (), ("break",), ("B",)))
        return AdaptProgramme(gathering_id=GATHERING, seen_step=self._here(), minutes=minutes, skipped=skipped)

    def backdate(self) -> Command:
        at = self._now - self._one_of((0, 1, 5, 60)) * MINUTE
        return BackdateStep(gathering_id=GATHERING, step_id=self._here() or "welcome", at=at)

    def forget_gap(self) -> Command:
        since = self._now - 10 * MINUTE
        ids = {"pause_id": self._id(), "resume_id": self._id()}
        return ForgetGap(gathering_id=GATHERING, since=since, until=since + 5 * MINUTE, **ids)

    def follow_clock(self) -> Command:
        clock = fold(self._rows.find(ClockEvent, gathering_id=GATHERING))
        seen = self._one_of((clock.since, clock.since, 0))
        return FollowClock(gathering_id=GATHERING, by_ms=self._one_of((-60, 5)) * MINUTE, seen_since=seen)

    def next_gathering(self) -> Command:
        on = self._one_of(("2027-05-01", "2027-05-02"))
        return SetNextGathering(gathering_id=GATHERING, next_id=self._id(), on=on, place=self._one_of((None, "Florø")))

    def plan(self) -> Command:
        (last,) = sorted(self._rows.find(Gathering), key=lambda gathering: gathering.number)[-1:]
        item = ProgrammeItem(id=self._id(), gathering_id=last.id, position=1, kind="welcome")
        step = ProgrammeStep(id=self._id(), item_id=item.id, position=1, kind="plenary", planned_ms=MINUTE)
        return PlanGathering(gathering_id=last.id, programme=(item, step))

    def edit_programme(self) -> Command:
        """One edit of the plan, as the planner makes it; now and then on a row that is older than it."""
        items = self._rows.find(ProgrammeItem, gathering_id=GATHERING)
        steps = [step for item in items for step in self._rows.find(ProgrammeStep, item_id=item.id)]
        plan, begun = Plan.of(items, steps), bool(self._here())
        id = self._one_of(items).id
        after = self._one_of(
            (
                with_minutes(plan, [id], [self._one_of((0, 4, 25)) * MINUTE], begun=begun),
                edited(plan, id, title=self._text(), protected=True, fixed_start_at=self._now),
                left_out(plan, id, begun=begun),
                taken_in(plan, id),
                moved(plan, id, self._one_of((0, 2))),
                without(plan, id),
            )
        )
        rows = changed_rows(plan, after)
        if self._one_of((False,) * 9 + (True,)):
            rows = tuple(msgspec.structs.replace(row, version=row.version + 1) for row in rows)
        return EditProgramme(gathering_id=GATHERING, rows=rows)

    def describe_network(self) -> Command:
        network = self._rows.find(Network)[0]
        milestones = tuple(PlannedMilestone(self._one_of(("Start", "Slutt"))) for _ in range(self._one_of((0, 1))))
        foundation = Charter(purpose=self._text(), groups_per_room=self._one_of((6, 7)), milestones=milestones)
        ids = (self._id(), self._id())
        return DescribeNetwork(network_id=network.id, seen=network.version, foundation=foundation, ids=ids)

    def readiness(self) -> Command:
        network = self._rows.find(Network)[0]
        answer = self._one_of(get_args(Secured))
        return AnswerReadiness(network_id=network.id, seen=network.version, question="guidance", answer=answer)

    def candidate(self) -> Command:
        there = self._rows.find(Candidate)
        new = Candidate(id=self._id(), network_id=self._rows.find(Network)[0].id, unit="Florø")
        chosen = self._one_of([new, *there])
        return KeepCandidate(candidate=msgspec.structs.replace(chosen, reason=self._text(), will_share=True))

    def describe_group(self) -> Command:
        group = self._one_of(self._rows.find(Group))
        state = StateChange(self._one_of(get_args(GroupState)), cause=self._text())
        page = GroupPage(unit="Kontoret", state=state, members=(DetailedMember(self._id(), PlannedMember("Siri")),))
        ids = tuple(self._id() for _ in range(4))
        return DescribeGroup(group_id=group.id, seen=group.version, page=page, ids=ids, today="2027-03-02")

    def import_groups(self) -> Command:
        member = ImportedMember(2, PlannedMember(self._one_of(("Kari", "Jon")), leader=True))
        group = ImportedGroup(1, self._one_of("ABC"), self._one_of(("Florø", "Førde")), members=(member,))
        ids = tuple(self._id() for _ in range(6))
        network_id = self._rows.find(Network)[0].id
        return ImportGroups(network_id=network_id, groups=(group,), ids=ids, today="2027-03-02")

    def start_of_day(self) -> Command:
        gathering = self._rows.get(Gathering, GATHERING)
        seen = gathering.version if gathering is not None else 0
        return SetStart(gathering_id=GATHERING, seen=seen, starts_at=self._one_of((None, self._now)))

    def settle_overrun(self) -> Command:
        items = self._rows.find(ProgrammeItem, gathering_id=GATHERING, kind="relay")
        steps = [step for item in items for step in self._rows.find(ProgrammeStep, item_id=item.id)]
        return SettleOverrun(
            id=self._id(),
            gathering_id=GATHERING,
            item_id=self._one_of(items).id,
            way=self._one_of(get_args(Settling)),
            ms=5 * MINUTE,
            minutes={self._one_of(steps).id: 8 * MINUTE},
            seen_step=self._here(),
        )


Maker = Callable[[Commanding], Command]
_C = Commanding
MAKERS: list[Maker] = [
    value for name, value in vars(_C).items() if not name.startswith("_") and name not in ("command", "reopen")
]
# Rows that many commands can change are drawn more often.
MAKERS += [_C.note, _C.advice, _C.action, *(_C.edit, _C.refile, _C.convert, _C.delete, _C.status, _C.rate, _C.move) * 2]
#: The kinds of rows a command changes, and the command that creates one.
_NEEDS: dict[Maker, tuple[tuple[type[Record], ...], Maker]] = {
    _C.edit: (SAID, _C.note),
    _C.refile: (SAID, _C.advice),
    _C.convert: (SAID, _C.statement),
    _C.delete: (SAID, _C.action),
    **dict.fromkeys((_C.edit_action, _C.settle, _C.move_action), ((Action,), _C.action)),
    **dict.fromkeys((_C.answer, _C.outcome, _C.giver), ((Advice,), _C.advice)),
    _C.left: ((Attendance,), _C.attendance),
    _C.reason: ((Rating,), _C.rate),
}
_WHILE_RUNNING = frozenset((_C.move, _C.pause, _C.close, _C.adjust, _C.backdate, _C.forget_gap))
