"""Whether what is said now was said before: near-duplicates are worth a word, and never held back."""

from collections.abc import Iterable
from difflib import SequenceMatcher

from nettverk_tui.model.capture.parsed_line import CaptureKind
from nettverk_tui.model.core.records import Advice, Said

#: Two entries this alike are worth a word.
_ALIKE = 0.9
#: So much of a text is compared, and with so many of the newest entries: it happens at Enter.
_LETTERS, _NEWEST = 400, 60


def near_duplicate(text: str, kind: CaptureKind, group_id: str | None, said: Iterable[Said]) -> Said | None:
    """The first of the newest entries of the same group that says nearly the same as `text`; `said` in order of time.

    What is for the facilitators is not repeated to whoever writes something like it. An action is not compared with
    advice: that is where actions come from.
    """
    wanted = text.casefold()[:_LETTERS]
    for one in list(said)[-_NEWEST:]:
        if one.group_id != group_id or one.layer == "facilitators" or (kind == "action" and isinstance(one, Advice)):
            continue
        matcher = SequenceMatcher(None, wanted, one.text.casefold()[:_LETTERS], autojunk=False)
        if matcher.quick_ratio() > _ALIKE and matcher.ratio() > _ALIKE:
            return one
    return None
