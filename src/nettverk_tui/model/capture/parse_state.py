"""The state of a line while the rules parse it: the results so far, and the text that is left."""

import re
from dataclasses import dataclass, field

from nettverk_tui.model.capture.context import CaptureContext
from nettverk_tui.model.capture.names import Pool
from nettverk_tui.model.capture.parsed_line import (
    DEFAULT_LAYER,
    SAID,
    CaptureKind,
    Correction,
    Due,
    Held,
    Measured,
    MentionedPerson,
    NewLeader,
    Span,
)
from nettverk_tui.model.core.messages import Message
from nettverk_tui.model.core.values import Giver, Layer

_BEFORE_TEXT = frozenset(" \t\n,;:(")
_AFTER_TEXT = frozenset(" \t\n.,;:!?)")


@dataclass
class Mention:
    """A word with @ at `start` to `end`, the person it refers to, and all candidates (`found`)."""

    start: int
    end: int
    who: MentionedPerson
    found: tuple[MentionedPerson, ...]


@dataclass
class ParseState:
    """`line` is clean; each rule takes a stretch of it, which later rules do not see. Places are indices in `line`."""

    line: str
    context: CaptureContext
    begin: int
    kind: CaptureKind | None = None
    private: bool = False
    layer: Layer | None = None
    group_id: str | None = None
    factor: str | None = None
    pools: set[Pool] = field(default_factory=set)
    mentions: list[Mention] = field(default_factory=list)
    #: The index of the *and* between two mentions, by their starts.
    joins: dict[tuple[int, int], int] = field(default_factory=dict)
    who: list[MentionedPerson] = field(default_factory=list)
    giver: Giver | None = None
    giver_group_id: str | None = None
    giver_facilitator_id: str | None = None
    due: Due | None = None
    impossible: list[tuple[int, int]] = field(default_factory=list)
    held: Held | None = None
    measured: Measured | None = None
    milestone_id: str | None = None
    level: int | None = None
    leader: NewLeader | None = None
    correction: Correction | None = None
    rewritten: str | None = None
    warnings: list[Message] = field(default_factory=list)
    obstacle: Message | None = None
    #: By start.
    spans: dict[int, Span] = field(default_factory=dict)
    #: Starts of the spans about the entry, which leave the text at its edges.
    about: set[int] = field(default_factory=set)
    fired: dict[str, None] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._taken = bytearray(len(self.line))
        self.group_id = self.context.group_id

    # --- taking stretches of the line

    def take(self, rule: str, start: int, end: int, kept_from: int | None = None) -> None:
        """Take a stretch for a rule; the text keeps what follows `kept_from` in it (nothing if it is None)."""
        self.spans[start] = Span(rule, start, end, end if kept_from is None else kept_from)
        self._taken[start:end] = b"\1" * (end - start)
        self.fired[rule] = None

    def take_rest(self, rule: str, start: int, begin: int) -> str:
        """Take all from `start` for a rule; return the text from `begin` without what earlier rules took of it.

        Takes nothing if no text is left.
        """
        pieces, at = [""], begin
        inside = [span for place, span in sorted(self.spans.items()) if place >= begin]
        for span in inside:
            _join(pieces, self.line[at : span.start])
            at = span.kept_from
        _join(pieces, self.line[at:])
        left = "".join(pieces).strip(" \t\n,;")
        if left:
            for span in inside:
                del self.spans[span.start]
            self.take(rule, start, len(self.line))
        return left

    def is_free(self, start: int, end: int) -> bool:
        """Return whether no rule has taken any of a stretch."""
        return 1 not in self._taken[start:end]

    def find(self, pattern: re.Pattern[str], start: int | None = None) -> re.Match[str] | None:
        """Return the first match after the marks in a stretch that no rule has taken."""
        matches = pattern.finditer(self.line, self.begin if start is None else start)
        return next((match for match in matches if self.is_free(*match.span())), None)

    def masked(self) -> str:
        """Return the line with taken stretches as spaces, so that indices stay the same."""
        return "".join(" " if taken else letter for letter, taken in zip(self.line, self._taken, strict=True))

    def warn(self, rule: str, message: Message) -> None:
        """Add a warning, once."""
        self.fired[rule] = None
        if message not in self.warnings:
            self.warnings.append(message)

    def block(self, rule: str, message: Message) -> None:
        """Keep Enter from storing the line; the first reason is shown."""
        self.fired[rule] = None
        self.obstacle = self.obstacle or message

    @property
    def is_said(self) -> bool:
        """Whether the entry is something said in a gathering; without a mark or step it is a note."""
        return (self.kind or "note") in SAID

    @property
    def default_layer(self) -> Layer | None:
        """The layer unless the line names one; None for kinds without a layer."""
        return "facilitators" if self.private else DEFAULT_LAYER.get(self.kind or "note")

    def take_sign(self, rule: str, start: int, end: int, *, about: bool = False) -> None:
        """Take a word with a sign for a rule. The sign leaves the text, and so does the word if `about` and at an edge.

        At an edge of the line such a word describes the entry; inside, it is part of the sentence.
        """
        self.take(rule, start, end, start + 1)
        if about:
            self.about.add(start)

    # --- where the sentence begins and ends

    def sentence(self) -> tuple[int, int]:
        """Return start and end of the sentence: the line without the marks at both its edges."""
        start = self.begin
        while start < len(self.line) and (self._taken[start] or self.line[start] in _BEFORE_TEXT):
            start += 1
        end = len(self.line)
        while end > start and (self._taken[end - 1] or self.line[end - 1] in _AFTER_TEXT):
            end -= 1
        return start, end

    def ends_at(self, end: int) -> bool:
        """Return whether only marks and full stops follow an index."""
        return end >= self.sentence()[1]

    # --- the text that is left

    def final_spans(self) -> list[Span]:
        """Return the spans in order; those of words about the entry, if at an edge, are removed from the text."""
        start, end = self.sentence()
        return [
            Span(span.rule, span.start, span.end, span.end)
            if span.start in self.about and (span.end <= start or span.start >= end)
            else span
            for span in sorted(self.spans.values(), key=lambda span: span.start)
        ]

    def text(self) -> str:
        """Return the line without the taken stretches and the spaces and commas around them."""
        if self.rewritten is not None:
            return self.rewritten
        pieces: list[str] = []
        at = 0
        spans = self.final_spans()
        for span in spans:
            _join(pieces, self.line[at : span.start])
            at = span.kept_from
        _join(pieces, self.line[at:])
        return self._trimmed("".join(pieces), [span for span in spans if span.kept_from == span.end])

    def _trimmed(self, text: str, cut: list[Span]) -> str:
        start, end = self.sentence()
        if any(self.begin <= span.start < start for span in cut):
            text = text.lstrip(" \t\n,;:")
        if any(span.start >= end for span in cut):
            text = text.rstrip(" \t\n,;")
        return text.strip()


def _join(pieces: list[str], right: str) -> None:
    """Append the text after a cut: one space in place of two, none before a full stop."""
    if not pieces:
        pieces.append(right)
        return
    bare = right.lstrip(" \t")
    left = pieces[-1]
    if not bare or bare[0] in "\n.,;:!?)":
        pieces[-1] = left.rstrip(" \t,;")
        if pieces[-1].endswith("(") and bare.startswith(")"):
            pieces[-1], bare = pieces[-1][:-1].rstrip(" \t"), bare[1:]
        right = bare
    elif not left or left[-1] in " \t\n(":
        right = bare
    if right:
        pieces.append(right)
