"""Records of a gathering of the demo: attendance, each group's answers, and all entries."""

from collections.abc import Iterator, Mapping

from nettverk_tui.exchange.demo.group_shapes import Answer, GroupGathering
from nettverk_tui.exchange.demo.groups import Cast
from nettverk_tui.exchange.demo.programme import DemoDay, Run
from nettverk_tui.exchange.demo.scene import Scene, Speech
from nettverk_tui.exchange.demo.words import Turn, say_in_plenary, say_in_turn
from nettverk_tui.model.core.checklist import Checklist
from nettverk_tui.model.core.records import Attendance, ProjectStage, Rating, Record, StatusText
from nettverk_tui.model.core.values import Rater, RatingAnswer, StatusField
from nettverk_tui.model.decisions.forms import RATING_LAYER, STATUS_LAYER
from nettverk_tui.model.gathering.timekeeping import MINUTE

_STATUS_FIELDS: tuple[StatusField, ...] = ("done", "result", "obstacles", "question")


def gathering_records(
    scene: Scene, day: DemoDay, run: Run, casts: Mapping[str, Cast], checklist: Checklist
) -> Iterator[Record]:
    """Yield all records of a gathering that has begun; only the attendance of a group whose turn is still to come."""
    speech = Speech(run)
    yield from _facilitators_and_guests(scene, day, run)
    for group in casts.values():
        part = group.story.gatherings[day.story.number - 1]
        yield from _attendance(scene, day, run, group, part)
        if scene.heard(group.story.letter, day.story.number):
            yield from _ratings(scene, day, group, part, checklist)
            yield from _status(scene, day, group, part)
            say_in_turn(Turn(scene, day, group, part), speech, casts)
    say_in_plenary(scene, day, speech)
    yield from speech.entries()


def _facilitators_and_guests(scene: Scene, day: DemoDay, run: Run) -> Iterator[Attendance]:
    for facilitator_id in scene.facilitators.values():
        yield Attendance(
            id=scene.new_id(),
            gathering_id=day.id,
            facilitator_id=facilitator_id,
            presence="present",
            arrived_at=run.began,
            origin="illustrative",
        )
    for guest in day.story.guests:
        yield Attendance(
            id=scene.new_id(),
            gathering_id=day.id,
            guest=guest.name,
            profession=guest.profession,
            presence="present",
            arrived_at=run.began,
            origin=guest.origin,
        )


def _attendance(scene: Scene, day: DemoDay, run: Run, group: Cast, part: GroupGathering) -> Iterator[Attendance]:
    for member in group.at(day.story.on[0]):
        cause = part.absent.get(member.name)
        yield Attendance(
            id=scene.new_id(),
            gathering_id=day.id,
            group_id=group.id,
            member_id=group.members[member.name],
            presence="present" if cause is None else "absent",
            arrived_at=run.began + part.arrived_late * MINUTE if cause is None else None,
            cause=cause or "",
            origin="illustrative",
        )


def _ratings(scene: Scene, day: DemoDay, group: Cast, part: GroupGathering, checklist: Checklist) -> Iterator[Record]:
    raters: tuple[tuple[Rater, Mapping[str, Answer], Mapping[str, str]], ...] = (
        ("group", part.ratings, part.reasons),
        ("adviser", part.adviser, part.adviser_reasons),
    )
    for rater, answers, reasons in raters:
        for item, given in answers.items():
            answer, level = _answer(given)
            yield Rating(
                id=scene.new_id(),
                gathering_id=day.id,
                group_id=group.id,
                item=item,
                rater=rater,
                answer=answer,
                level=level,
                reason=reasons.get(item, ""),
                wording_version=checklist.item(item).wording_version,
                layer=RATING_LAYER[rater],
                origin="illustrative",
            )
        if part.stage is not None:
            yield ProjectStage(
                id=scene.new_id(),
                gathering_id=day.id,
                group_id=group.id,
                rater=rater,
                tenths=round(10 * (part.stage.group if rater == "group" else part.stage.adviser)),
                origin="illustrative",
            )


def _answer(given: Answer) -> tuple[RatingAnswer, int | None]:
    if isinstance(given, str):
        return "not_relevant", None
    return ("level", given) if given else ("not_rated", None)


def _status(scene: Scene, day: DemoDay, group: Cast, part: GroupGathering) -> Iterator[StatusText]:
    if part.status is None:
        return
    for field in _STATUS_FIELDS:
        yield StatusText(
            id=scene.new_id(),
            gathering_id=day.id,
            group_id=group.id,
            field=field,
            text=getattr(part.status, field),
            layer=STATUS_LAYER[field],
            origin=part.status.origin,
        )
