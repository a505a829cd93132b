"""One panel for each kind of step and item; this module only maps one to the other."""

from nettverk_tui.model.core.values import ItemKind, StepKind
from nettverk_tui.model.gathering.timekeeping import Place
from nettverk_tui.tui.screens.runner.panel import Panel
from nettverk_tui.tui.screens.runner.panels.advice import AdvicePanel, RoundPanel, TakeAlongPanel
from nettverk_tui.tui.screens.runner.panels.attendance import AttendancePanel
from nettverk_tui.tui.screens.runner.panels.card import CardPanel
from nettverk_tui.tui.screens.runner.panels.closing import ClosingPanel
from nettverk_tui.tui.screens.runner.panels.factors import FactorsPanel
from nettverk_tui.tui.screens.runner.panels.late import LatePanel
from nettverk_tui.tui.screens.runner.panels.log import LogPanel
from nettverk_tui.tui.screens.runner.panels.plain import PlainPanel
from nettverk_tui.tui.screens.runner.panels.programme import ProgrammePanel
from nettverk_tui.tui.screens.runner.panels.reflection import ReflectionPanel
from nettverk_tui.tui.screens.runner.panels.room_check import RoomCheckPanel
from nettverk_tui.tui.screens.runner.panels.status import StatusPanel

_OVERLAYS: dict[str, type[Panel]] = {
    "attendance": AttendancePanel,
    "log": LogPanel,
    "programme": ProgrammePanel,
    "late": LatePanel,
    "room": RoomCheckPanel,
}
_STEPS: dict[StepKind, type[Panel]] = {
    "card": CardPanel,
    "status": StatusPanel,
    "result": StatusPanel,
    "factors": FactorsPanel,
    "prerequisites": FactorsPanel,
    "questions": RoundPanel,
    "silence": RoundPanel,
    "peers": AdvicePanel,
    "advisers": AdvicePanel,
    "discussion": AdvicePanel,
    "take_along": TakeAlongPanel,
    "continuation": TakeAlongPanel,
}
_ITEMS: dict[ItemKind, type[Panel]] = {
    "welcome": AttendancePanel,
    "reflection": ReflectionPanel,
    "closing": ClosingPanel,
}


PANELS: tuple[type[Panel], ...] = tuple(
    dict.fromkeys((PlainPanel, *_ITEMS.values(), *_STEPS.values(), *_OVERLAYS.values()))
)


def panel_for(overlay: str | None, place: Place | None) -> type[Panel]:
    """Return the class of panel for an overlay or a place."""
    if overlay is not None:
        return _OVERLAYS[overlay]
    if place is None:
        return PlainPanel
    if place.step.kind == "plenary":
        return _ITEMS.get(place.item.kind, PlainPanel)
    return _STEPS.get(place.step.kind, PlainPanel)
