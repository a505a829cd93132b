"""The capture line: parse a typed line, show how it was parsed, and complete its names.

Pure: no clock, no file, no screen. The words of the three languages are in `vocabulary`, and all of them are read
whatever the language; the rules are in `grammar.RULES`, in order, and any of them can be left out on its own.

- At the start: `!` decision, `+` action, `>` advice, `?` parked question, `"` statement, `*` good example, before a
  space or a letter; or a word and a colon (`oppgave:`, `møte:`, `kontakt:`, `måling:`, `notat:`). `%` or `privat:` is
  for facilitators only, alone or before another mark, and whatever follows. Without a mark the text is what the step
  is for.
- `%gruppe`, `%nettverk`, `%privat`, `%tvers` after the text: who may read it. A line that begins as private stays so;
  an unknown mark keeps Enter from storing. A percentage is text.
- `@Kari`, `@B`, `@leder` (or `=`); `@Kari/B` and `@leder/B` where there are several; `#L1`, `#ledelse`. At the edges
  of a line these are about the entry and leave its text; inside a sentence only their sign goes.
- In actions: `frist 6/3`, `innen fre`, `:fre`, `frist uke 12`, `frist +2u`, `frist neste samling`, and a date that ends
  the line. What dates mean is the same everywhere (`core.dates`); other words after `frist` get a warning.
- `…` or `...` continues the previous entry, `s/wrong/right/` corrects it.
- The rules compile dozens of patterns. They are loaded when the first line is typed, by the functions at the end.
"""

from typing import TYPE_CHECKING

from nettverk_tui.model.capture.context import (
    CaptureContext,
    FactorName,
    GroupName,
    IndicatorName,
    MilestoneName,
    PersonName,
    factor_names,
)
from nettverk_tui.model.capture.parsed_line import (
    DEFAULT_LAYER,
    DESCRIBED,
    SAID,
    CaptureKind,
    Correction,
    Due,
    Held,
    Measured,
    MentionedPerson,
    NewLeader,
    ParsedLine,
    Span,
)
from nettverk_tui.model.capture.preview import KIND_NAMES, LAYER_NAMES, PreviewPart, preview
from nettverk_tui.model.capture.to_line import kind_of, to_line

if TYPE_CHECKING:
    from nettverk_tui.model.capture.completion import Completion
    from nettverk_tui.model.core.messages import Message

__all__ = [
    "DEFAULT_LAYER",
    "DESCRIBED",
    "KIND_NAMES",
    "LAYER_NAMES",
    "SAID",
    "CaptureContext",
    "CaptureKind",
    "Correction",
    "Due",
    "FactorName",
    "GroupName",
    "Held",
    "IndicatorName",
    "Measured",
    "MentionedPerson",
    "MilestoneName",
    "NewLeader",
    "ParsedLine",
    "PersonName",
    "PreviewPart",
    "Span",
    "complete",
    "date_in",
    "factor_names",
    "kind_of",
    "preview",
    "remarks_on",
    "to_line",
    "understand",
]


def understand(line: str, context: CaptureContext) -> ParsedLine:
    """Parse a line in its context. Never raises and loses no word: words that no rule takes are the text."""
    from nettverk_tui.model.capture.grammar import understand as read

    return read(line, context)


def complete(line: str, cursor: int, context: CaptureContext) -> "list[Completion]":
    """Return completions of the name or factor at the cursor (an index in the line), none if there is no such word."""
    from nettverk_tui.model.capture.completion import complete as offer

    return offer(line, cursor, context)


def date_in(text: str, today: str) -> Due | None:
    """Return the date that is the whole text, in any form of a due date, or None. `today` is an ISO date."""
    from nettverk_tui.model.capture.rules.due import date_in as find

    return find(text, today)


def remarks_on(text: str, today: str) -> "list[Message]":
    """Return remarks on a date that is the whole text: the weekday does not match, or the date has passed."""
    from nettverk_tui.model.capture.rules.due import remarks_on as find

    return list(find(text, today))
