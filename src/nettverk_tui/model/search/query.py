"""A line parsed as a query. Any text is one: words without a sign are searched for.

`words` all of them · `"to words"` exactly so · `-word` without · `@Kari` or `=B` a person or a group · `#L1` or
`#ledelse` a factor · `råd:` a kind, with the words of the capture line · `fra:2026`, `til:1.3.2027` a time.
"""

import re
from collections.abc import Mapping
from datetime import date
from typing import Any, cast, get_args

import msgspec

from nettverk_tui.model.capture import CaptureContext, GroupName, factor_names
from nettverk_tui.model.capture.names import factor_book
from nettverk_tui.model.capture.names import fold as fold_name
from nettverk_tui.model.capture.network_context import people
from nettverk_tui.model.capture.vocabulary import PRIVATE_WORDS
from nettverk_tui.model.core.checklist import Checklist
from nettverk_tui.model.core.dates import TIMES, date_at
from nettverk_tui.model.core.entry_kinds import ENTRY_KINDS, EventKind
from nettverk_tui.model.core.folding import fold
from nettverk_tui.model.core.records import Facilitator, Group, Member
from nettverk_tui.model.core.rows import Rows
from nettverk_tui.model.core.text import clean
from nettverk_tui.model.core.values import Language
from nettverk_tui.model.search.searchable import Kind

#: Characters; of a longer line only the beginning is searched for, and the screen says so.
LONGEST_QUERY = 500

_TOKEN = re.compile(
    r"""(?P<without>-(?=\S))?(?:"(?P<phrase>[^"]*)(?:"|\Z)|(?P<sign>[@=\#])(?P<name>[^\s"]+)|(?P<word>\S+))"""
)
_EVENTS: frozenset[Kind] = frozenset(get_args(EventKind))
#: Words with a colon that choose kinds: those of the capture line, and some for reading only.
_KINDS: Mapping[str, frozenset[Kind]] = {
    **{
        fold(word): frozenset({cast("Kind", kind)})
        for kind, described in ENTRY_KINDS.items()
        for word in described.words
    },
    **dict.fromkeys(map(fold, ("hendelse", "hending", "event")), _EVENTS),
    "status": frozenset({"status"}),
    **dict.fromkeys(map(fold, ("grunn", "reason")), frozenset({"reason"})),
    **dict.fromkeys(map(fold, ("prosjekt", "project")), frozenset({"project"})),
    **dict.fromkeys(map(fold, ("svar", "answer")), frozenset({"answer"})),
}
_FROM, _TO = ("fra", "frå", "from", "siden", "sidan", "since"), ("til", "to", "until", "før", "before")
_TIME = re.compile(rf"(?P<word>{'|'.join((*_FROM, *_TO))}):\s?(?P<quoted>\"?)", re.IGNORECASE)


class Query(msgspec.Struct, frozen=True, kw_only=True):
    """The conditions of a search. `words` and `without` are folded; None means any, an empty set of ids matches no row.

    `since` and `until` are ISO dates, both included. `shortened`: only the beginning of a long line is searched for.
    """

    words: tuple[str, ...] = ()
    without: tuple[str, ...] = ()
    kinds: frozenset[str] | None = None
    group_ids: frozenset[str] | None = None
    person_ids: frozenset[str] | None = None
    #: Names of people, as some rows have them only as a word.
    names: tuple[str, ...] = ()
    factor: str | None = None
    since: str | None = None
    until: str | None = None
    private_only: bool = False
    network_id: str | None = None
    with_private: bool = True
    #: Only rows that the whole network may read.
    for_room: bool = False
    shortened: bool = False

    @property
    def asks(self) -> bool:
        """Whether there is any condition."""
        anything = (self.kinds, self.group_ids, self.person_ids, self.factor, self.since, self.until)
        return bool(self.words or self.without or self.private_only) or any(
            condition is not None for condition in anything
        )


def understand_query(line: str, context: CaptureContext) -> Query:
    """Parse a line as a query. Never raises."""
    text = " ".join(clean(line).split())
    found: dict[str, Any] = {"words": [], "without": [], "names": []}
    text_read, at = text[:LONGEST_QUERY], 0
    while (token := _TOKEN.search(text_read, at)) is not None:
        end = _time(text_read, token.start(), context, found)
        if end is None:
            _read(token, context, found)
        at = token.end() if end is None else end
    for field in ("words", "without", "names"):
        found[field] = tuple(dict.fromkeys(found[field]))
    return Query(**found, shortened=len(text) > LONGEST_QUERY)


def _read(token: re.Match[str], context: CaptureContext, found: dict[str, Any]) -> None:
    if token["without"]:
        word = fold(token["phrase"] if token["phrase"] is not None else token[0][1:]).strip()
        found["without"] += [word] if word else []
    elif token["phrase"] is not None:
        found["words"] += [word] if (word := fold(token["phrase"]).strip()) else []
    elif token["sign"] == "#":
        factor = factor_book(context.factors).get(fold_name(token["name"]))
        found.update({"factor": factor} if factor else {})
        found["words"] += [] if factor else [fold(token[0])]
    elif token["sign"]:
        if not _who(token["name"], context, found):
            found["words"].append(fold(token["name"]))
    elif not _filter(token["word"], found):
        found["words"].append(fold(token["word"]))


def _who(name: str, context: CaptureContext, found: dict[str, Any]) -> bool:
    """Add a group by its letter or unit, else all people with a name that begins so; return whether any was found."""
    bare = fold_name(name)
    groups = {group.id for group in context.groups if bare in (fold_name(group.letter), fold_name(group.unit))}
    if groups:
        found["group_ids"] = frozenset(groups | set(found.get("group_ids") or ()))
        return True
    people = {
        person.id for person in context.people if any(part.startswith(bare) for part in fold_name(person.name).split())
    }
    if people:
        found["person_ids"] = frozenset(people | set(found.get("person_ids") or ()))
        found["names"].append(fold(name))
        return True
    return False


def _filter(word: str, found: dict[str, Any]) -> bool:
    """Add the kinds of a word with a colon; return whether the word is such a filter."""
    name, colon, rest = word.partition(":")
    bare = fold(name)
    if not colon:
        return False
    if not rest and bare in PRIVATE_WORDS:
        found["private_only"] = True
        return True
    kinds = _KINDS.get(bare) if not rest else None
    if kinds is not None:
        found["kinds"] = frozenset(kinds | set(found.get("kinds") or ()))
    return kinds is not None


def _time(text: str, at: int, context: CaptureContext, found: dict[str, Any]) -> int | None:
    """Add the time at an index, as in `fra:uke 12`, `til:"31. mars"`; return its end, or None if there is no time.

    A week, month or year counts from its first day, until its last.
    """
    match = _TIME.match(text, at)
    when = date_at(text, match.end(), date.fromisoformat(context.today), "back", TIMES) if match is not None else None
    if match is None or when is None or when.first is None or when.last is None:
        return None
    end = when.end + (1 if match["quoted"] and text[when.end : when.end + 1] == '"' else 0)
    if text[end : end + 1].strip():
        return None
    since = match["word"].casefold() in _FROM
    found["since" if since else "until"] = (when.first if since else when.last).isoformat()
    return end


def query_context(
    rows: Rows, checklist: Checklist, *, today: str, language: Language, network_id: str | None = None
) -> CaptureContext:
    """Return all names that a query may use, including people who left: of one network, or of the whole file."""
    only = {"network_id": network_id} if network_id is not None else {}
    groups = rows.find(Group, **only)
    in_one = (member for group in groups for member in rows.find(Member, group_id=group.id))
    members = rows.find(Member) if network_id is None else list(in_one)
    return CaptureContext(
        today=today,
        language=language,
        groups=tuple(GroupName(group.id, group.letter, group.unit) for group in groups),
        people=people(groups, members, rows.find(Facilitator, **only), lambda _id: True),
        factors=factor_names(checklist),
    )
