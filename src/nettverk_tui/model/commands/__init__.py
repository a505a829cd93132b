"""What a person can ask the file to do: one small value each. What it changes is decided in `decisions`.

A command carries what its author saw (`seen`: the version of the row, or the step the clock stood at), so that one
made on an older state is refused with a sentence instead of overwriting. Ids of new rows are made by the author, so
that the same command twice changes nothing the second time.
"""

from nettverk_tui.model.commands.base import Command, Place, Who
from nettverk_tui.model.commands.between import AddContact, AddEvent, AddGroupMeeting, AddMeasurement
from nettverk_tui.model.commands.clock import (
    AdjustStep,
    BackdateStep,
    CloseGathering,
    FollowClock,
    ForgetGap,
    MoveClock,
    PauseClock,
    ReopenGathering,
    ResumeClock,
    SetNextGathering,
    StartClock,
)
from nettverk_tui.model.commands.forms import (
    GiveReason,
    MarkAttendance,
    MarkLeft,
    MarkSeveral,
    Rate,
    SetStatusText,
    ShareRatings,
)
from nettverk_tui.model.commands.network import ArrangeNetwork
from nettverk_tui.model.commands.programme import AdaptProgramme, EditProgramme, PlanGathering, SetStart, SettleOverrun
from nettverk_tui.model.commands.said import (
    AddAction,
    AddAdvice,
    AddNote,
    AddStatement,
    AnswerAdvice,
    ConvertSaid,
    DeleteSaid,
    EditAction,
    EditText,
    GiveAdviceAgain,
    MoveAction,
    Refile,
    SetOutcome,
    SettleAction,
    SettleParked,
)

__all__ = [
    "AdaptProgramme",
    "AddAction",
    "AddAdvice",
    "AddContact",
    "AddEvent",
    "AddGroupMeeting",
    "AddMeasurement",
    "AddNote",
    "AddStatement",
    "AdjustStep",
    "AnswerAdvice",
    "ArrangeNetwork",
    "BackdateStep",
    "CloseGathering",
    "Command",
    "ConvertSaid",
    "DeleteSaid",
    "EditAction",
    "EditProgramme",
    "EditText",
    "FollowClock",
    "ForgetGap",
    "GiveAdviceAgain",
    "GiveReason",
    "MarkAttendance",
    "MarkLeft",
    "MarkSeveral",
    "MoveAction",
    "MoveClock",
    "PauseClock",
    "Place",
    "PlanGathering",
    "Rate",
    "Refile",
    "ReopenGathering",
    "ResumeClock",
    "SetNextGathering",
    "SetOutcome",
    "SetStart",
    "SetStatusText",
    "SettleAction",
    "SettleOverrun",
    "SettleParked",
    "ShareRatings",
    "StartClock",
    "Who",
]
