"""The rules about ratings: a factor that is low, fell or was left out, and raters who differ."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from nettverk_tui.model.core.messages import N_, Message
from nettverk_tui.model.core.records import Gathering, Rating
from nettverk_tui.model.core.values import Rater
from nettverk_tui.model.network.warning_thresholds import Thresholds
from nettverk_tui.model.warnings.early_warning import EarlyWarning
from nettverk_tui.model.warnings.group_history import GroupHistory
from nettverk_tui.model.warnings.rules.rule import RATERS, SOURCE_OF, rule


class RatedItem(NamedTuple):
    """The latest level (1 to 4) of one item by one rater, the level before it, and the ISO date of the latest."""

    item: str
    level: int
    before: int | None
    on: str

    @property
    def fell(self) -> int:
        """Levels lost since the rating before; 0 if it did not fall or there is nothing to compare with."""
        return max((self.before or 0) - self.level, 0)


def _answers(history: GroupHistory, rater: Rater) -> Sequence[RatedItem]:
    """Return the rated items of a rater's last sheet; a later follow-up rating replaces the one on the sheet."""
    sheets = history.sheets(rater)
    if not sheets:
        return ()
    gathering, sheet = sheets[-1]
    found = []
    for rating in sheet.values():
        if rating.level is not None:
            earlier = (earlier_sheet.get(rating.item) for _, earlier_sheet in reversed(sheets[:-1]))
            before = next((rated.level for rated in earlier if rated is not None and _comparable(rated, rating)), None)
            again = history.follow_up(rating, gathering.starts_on)
            if again is not None and again.level != rating.level:
                found.append(RatedItem(rating.item, again.level, rating.level, again.on))
            else:
                found.append(RatedItem(rating.item, rating.level, before, gathering.starts_on))
    return found


def _comparable(earlier: Rating, now: Rating) -> bool:
    return earlier.level is not None and earlier.wording_version == now.wording_version


@rule("W1")
def vulnerable_factor(history: GroupHistory, limits: Thresholds) -> Iterator[EarlyWarning]:
    """Warn of a low level on one of the two most vulnerable factors; *ask first* at level 1 or twice running."""
    for rater in RATERS:
        for answer in _answers(history, rater):
            if answer.item not in limits.vulnerable or answer.level > limits.low:
                continue
            twice = answer.before == answer.level
            words = N_("{item} is at {level}, twice running") if twice else N_("{item} is at {level}")
            yield EarlyWarning(
                level="ask_first" if twice or answer.level == 1 else "ask",
                fact=Message(words, {"item": answer.item, "level": answer.level}),
                on=answer.on,
                source=SOURCE_OF[rater],
                question=Message(N_("What would it take to get this back? Who can help?")),
                subject=f"{rater}:{answer.item}",
            )


@rule("W2")
def weakened_factor(history: GroupHistory, limits: Thresholds) -> Iterator[EarlyWarning]:
    """Warn of a factor that fell to a low level, or of two that fell; *ask first* if one fell two levels or to level 1.

    A single 4 → 3 is no warning: if each of eight factors fell by chance 15 % of the time, 1 - 0.85⁸ = 73 % of groups
    would get one.
    """
    for rater in RATERS:
        fallen = [
            answer
            for answer in _answers(history, rater)
            if answer.fell and answer.item in history.starred and answer.item not in history.outcomes
        ]
        deep = any(answer.fell >= 2 or answer.level == 1 for answer in fallen)
        if not (deep or len(fallen) > 1 or any(answer.level <= limits.low for answer in fallen)):
            continue
        steps = ", ".join(f"{answer.item} {answer.before} → {answer.level}" for answer in fallen)
        yield EarlyWarning(
            level="ask_first" if deep else "ask",
            fact=Message(N_("weakened since last time: {steps}"), {"steps": steps}),
            on=max(answer.on for answer in fallen),
            source=SOURCE_OF[rater],
            question=Message(N_("What changed since last time?")),
            subject=rater,
        )


@rule("W6")
def progress_alone(history: GroupHistory, limits: Thresholds) -> Iterator[EarlyWarning]:  # noqa: ARG001
    """Warn of progress that fell while no factor did: the cause is outside the checklist."""
    for rater in RATERS:
        fallen = [answer for answer in _answers(history, rater) if answer.fell and answer.item in history.starred]
        if not fallen or any(answer.item not in history.outcomes for answer in fallen):
            continue
        values: dict[str, str | int | Message] = {"before": fallen[0].before or 0, "level": fallen[0].level}
        yield EarlyWarning(
            level="ask",
            fact=Message(N_("progress fell from {before} to {level}, and no factor did"), values),
            on=fallen[0].on,
            source=SOURCE_OF[rater],
            question=Message(N_("What slowed the work, that we do not ask about?")),
            subject=rater,
        )


@rule("W11")
def left_unrated(history: GroupHistory, limits: Thresholds) -> Iterator[EarlyWarning]:  # noqa: ARG001
    """Warn of a factor without a rating at the last two gatherings at which the group rated others."""
    sheets = history.sheets("group")[-2:]
    if len(sheets) < 2:
        return
    items = [
        item for item in history.starred if all(_left_out(gathering, sheet.get(item)) for gathering, sheet in sheets)
    ]
    if items:
        yield EarlyWarning(
            level="ask",
            fact=Message(N_("not rated at two gatherings running: {items}"), {"items": ", ".join(items)}),
            on=sheets[-1][0].starts_on,
            source=SOURCE_OF["group"],
            question=Message(N_("Is it hard to answer, or hard to say?")),
            subject=",".join(items),
        )


def _left_out(gathering: Gathering, rating: Rating | None) -> bool:
    """Return whether a factor was asked and not rated; the first gathering does not ask all of them."""
    return gathering.kind != "first" if rating is None else rating.answer == "not_rated"


@rule("W13")
def two_raters_apart(history: GroupHistory, limits: Thresholds) -> Iterator[EarlyWarning]:
    """Warn of a factor on which the group and an adviser are far apart at the same gathering; for facilitators only."""
    sheets = {gathering.id: (gathering, sheet) for gathering, sheet in history.sheets("adviser")}
    own = history.sheets("group")
    if not own or own[-1][0].id not in sheets:
        return
    gathering, adviser = sheets[own[-1][0].id]
    for item, rating in own[-1][1].items():
        other = adviser.get(item)
        if other is None or rating.level is None or other.level is None or abs(rating.level - other.level) < limits.gap:
            continue
        values: dict[str, str | int | Message] = {"item": item, "own": rating.level, "adviser": other.level}
        yield EarlyWarning(
            level="ask",
            fact=Message(N_("{item}: the group says {own}, an adviser {adviser}"), values),
            on=gathering.starts_on,
            source=Message(N_("both answers")),
            question=Message(N_("What does each of you see that the other does not?")),
            subject=item,
        )
