"""The closed sets of values that fields of records have; those of entries are in `entry_kinds`."""

from typing import Literal

Language = Literal["nb", "nn", "en"]
Layer = Literal["facilitators", "group", "network", "across"]
Origin = Literal["article", "illustrative"]
Rater = Literal["group", "adviser"]

GroupState = Literal["active", "stalled", "resumed", "completed", "withdrawn"]
StaffKind = Literal["doctor", "coworker"]
GatheringKind = Literal["first", "middle", "last"]
GatheringState = Literal["planned", "open", "closed"]
ItemKind = Literal["welcome", "teaching", "group_work", "relay", "break", "buffer", "promises", "reflection", "closing"]
StepKind = Literal[
    "card",
    "status",
    "factors",
    "questions",
    "silence",
    "peers",
    "advisers",
    "take_along",
    "changeover",
    "result",
    "prerequisites",
    "ripples",
    "discussion",
    "continuation",
    "plenary",
]
ClockKind = Literal["start", "pause", "resume", "go", "adjust", "close", "reopen"]
Presence = Literal["present", "absent"]
StatusField = Literal["done", "result", "obstacles", "question"]
RatingAnswer = Literal["level", "not_rated", "not_relevant"]
Giver = Literal["group", "adviser", "unknown"]
AdviceAnswer = Literal["take_along", "already_do", "not_now"]
AdviceOutcome = Literal["helped", "no_change", "worse", "not_tried", "dropped"]
ActionState = Literal["open", "done", "dropped"]
DueKind = Literal["date", "next_gathering"]
Role = Literal["leader", "writer", "data", "member"]
ParkedState = Literal["open", "answered", "carried", "dropped"]
Channel = Literal["phone", "video", "email", "visit"]
MeetingKind = Literal["group", "staff"]
IndicatorKind = Literal["proportion", "count", "rate", "measurement", "qualitative", "reported_change"]
Direction = Literal["up", "down"]
Phase = Literal["before", "after", "series", "follow_up"]
#: The chart of a series; `auto` is a run chart if there are enough points.
ChartKind = Literal["auto", "run", "i", "p", "u", "c"]
RuleSet = Literal["anhoej", "perla", "nhs"]
RippleKind = Literal[
    "other_areas", "working_environment", "colleagues", "understanding", "valued_competence", "collaboration"
]
Theme = Literal["collaboration", "leadership", "learning", "network"]
ResourceKind = Literal["group_meetings", "writing", "staff_meetings", "gatherings", "guidance", "overnight", "travel"]
ContinuationKind = Literal["experience_transfer", "on_its_own", "simplified_network", "new_project", "follow_up"]
CandidateState = Literal["invited", "interested", "chosen", "declined"]
#: An answer on a go / no-go list.
Secured = Literal["not_asked", "yes", "no"]
#: The settlement of an overrun: ignored · taken from the buffer · owed to the other groups.
Settling = Literal["let_be", "buffer", "owed"]
MethodStep = Literal[
    "choose_task", "flow_chart", "standardise", "indicators", "measure_before", "change", "measure_after", "continue"
]
MinutesState = Literal["draft", "comment", "final"]
