"""The grammar of the capture line: what a typed line means, how to show that, and how to complete its names.

Pure: nothing here knows the time, the file or the screen. The words of the three languages are in `words`, all of them
understood everywhere; the rules are in `grammar.RULES`, in order, and each can be left out without the others breaking.

- At the start: `!` decision, `+` action, `>` advice, `?` parked question, `"` statement, `*` good example, before a
  space or a letter; or a word and a colon (`oppgave:`, `møte:`, `kontakt:`, `måling:`, `notat:`). `%` or `privat:` is
  for facilitators only, alone or before another mark, and whatever follows. Without a mark the text is what the step
  is for.
- `%gruppe`, `%nettverk`, `%privat`, `%tvers` after the text: who may read it. A line that begins as private stays so;
  a mark that is not understood keeps Enter from storing. A percentage is text.
- `@Kari`, `@B`, `@leder` (or `=`); `@Kari/B` and `@leder/B` where there are several; `#L1`, `#ledelse`. At the edges
  of a line these are about the entry and leave its text; inside a sentence only their sign goes.
- In actions: `frist 6/3`, `innen fre`, `:fre`, `frist uke 12`, `frist +2u`, `frist neste samling`, and a date that ends
  the line. What dates mean is the same everywhere (`model.dates`); what follows `frist` and is none is said.
- `…` or `...` continues the previous entry, `s/wrong/right/` corrects it.
- The rules are dozens of patterns (`grammar`). They are loaded when the first line is typed: the three functions at the
  end are all that leads to them.
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
    """How the line is understood where it stands. Never raises, and loses no word: what no rule takes is text."""
    from nettverk_tui.model.capture.grammar import understand as read

    return read(line, context)


def complete(line: str, cursor: int, context: CaptureContext) -> "list[Completion]":
    """Completions of the name or factor that the cursor stands in or behind; none where it is in neither."""
    from nettverk_tui.model.capture.completion import complete as offer

    return offer(line, cursor, context)


def date_in(text: str, today: str) -> Due | None:
    """A date written alone, in any of the ways of an action. `today` is an ISO date; None for all else."""
    from nettverk_tui.model.capture.rules.due import date_in as find

    return find(text, today)


def remarks_on(text: str, today: str) -> "list[Message]":
    """What is to be said of a date written alone: another weekday beside it, or that it has been."""
    from nettverk_tui.model.capture.rules.due import remarks_on as find

    return list(find(text, today))
