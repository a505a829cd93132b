"""The parts that all commands share."""

from typing import ClassVar

import msgspec

from nettverk_tui.model.core.values import Role, StepKind


class Command(msgspec.Struct, frozen=True, kw_only=True, tag=True):
    """The base of all commands; its class name is the journal's `kind`."""

    #: Whether it may change thousands of rows and is stored in parts; the rows satisfy the laws after each part.
    large: ClassVar[bool] = False


class Place(msgspec.Struct, frozen=True, kw_only=True):
    """The place where an entry was said, taken at the first key of the line, not at Enter."""

    gathering_id: str | None = None
    group_id: str | None = None
    step: StepKind | None = None
    factor: str | None = None


class ActionOwner(msgspec.Struct, frozen=True, kw_only=True):
    """The owner of an action: the word typed, and the person it names, if any."""

    word: str = ""
    member_id: str | None = None
    facilitator_id: str | None = None
    group_id: str | None = None
    role: Role | None = None
    unknown: bool = False
