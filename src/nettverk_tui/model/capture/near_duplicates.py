"""Find an earlier entry that says nearly the same; it is only mentioned, and never prevents storing."""

from collections.abc import Iterable
from difflib import SequenceMatcher

from nettverk_tui.model.capture.parsed_line import CaptureKind
from nettverk_tui.model.core.records import Advice, Said

#: The similarity (0 to 1, `difflib`) above which texts count as near-duplicates.
_ALIKE = 0.9
#: The characters of a text and the number of newest entries that are compared, limited as it happens at Enter.
_LETTERS, _NEWEST = 400, 60


def near_duplicate(text: str, kind: CaptureKind, group_id: str | None, said: Iterable[Said]) -> Said | None:
    """Return the first of the newest entries of the same group that nearly equals `text`; `said` is in order of time.

    Entries for facilitators only are not compared, so that nothing of them is revealed. An action is not compared with
    advice, because actions are often made from it.
    """
    wanted = text.casefold()[:_LETTERS]
    for entry in list(said)[-_NEWEST:]:
        if (
            entry.group_id != group_id
            or entry.layer == "facilitators"
            or (kind == "action" and isinstance(entry, Advice))
        ):
            continue
        matcher = SequenceMatcher(None, wanted, entry.text.casefold()[:_LETTERS], autojunk=False)
        if matcher.quick_ratio() > _ALIKE and matcher.ratio() > _ALIKE:
            return entry
    return None
