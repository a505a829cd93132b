"""What all commands are made of."""

from typing import ClassVar

import msgspec

from nettverk_tui.model.core.values import Role, StepKind


class Command(msgspec.Struct, frozen=True, kw_only=True, tag=True):
    """The base of all commands; its class name is the journal's `kind`."""

    #: Whether it may change thousands of rows, and so is written part by part: each a state the laws allow.
    large: ClassVar[bool] = False


class Place(msgspec.Struct, frozen=True, kw_only=True):
    """Where a word was said; bound at its first key, not at Enter."""

    gathering_id: str | None = None
    group_id: str | None = None
    step: StepKind | None = None
    factor: str | None = None


class ActionOwner(msgspec.Struct, frozen=True, kw_only=True):
    """Who an action is for: the word typed, and what it named, if anything."""

    word: str = ""
    member_id: str | None = None
    facilitator_id: str | None = None
    group_id: str | None = None
    role: Role | None = None
    unknown: bool = False
