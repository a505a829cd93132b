"""The rules for a new leader: the name in a change of leader, and a line that begins with one.

Nothing is guessed: a name is one or more capitalised words in a phrase about leading. A person from outside the group
becomes a member only with a full name; a first name alone gets a warning.
"""

import re
from collections.abc import Iterator

from nettverk_tui.model.capture.context import PersonName
from nettverk_tui.model.capture.names import name_book
from nettverk_tui.model.capture.parse_state import ParseState
from nettverk_tui.model.capture.parsed_line import CaptureKind, NewLeader
from nettverk_tui.model.core.messages import N_, Message

#: A capital letter, also in a pattern that ignores case otherwise.
_CAPITAL = "(?-i:[A-ZÀ-ÖØ-ÞĀĂĄĆČĎĐĒĚĘĢĪĶĹĽŁŃŅŇŊŌŐŒŔŘŚŠŞŢŤŦŪŮŰŹŻŽ])"
_WORD = rf"{_CAPITAL}[\w'’-]{{0,40}}"
_NAME = rf"(?P<name>{_WORD}(?:\s(?:(?-i:van|von|der|den|de|af|av)\s){{0,2}}{_WORD}){{0,3}})"
_OTHER = _NAME.replace("<name>", "<other>")

_LEADER = r"(?:gruppeleder|gruppeleiar|leder|leiar|leader)(?:en)?(?!\w)"
_NEW = r"(?:(?:ny|nye|new|den|the|our|vår|nå|no|now)\s){0,3}"
_IS = r"(?:er|ble|blir|vart|vert|blei|is|becomes|became)\s"
_OVER = r"(?:(?:tar|tek|tok|takes|took|har\s(?:tatt|teke)|has\staken)\sover|overtar|overtek|overtok)(?!\w)"
_AFTER = (
    r"\s(?:etter|after|for|i\sstedet\sfor|i\sstaden\sfor|instead\sof|erstatter|erstattar|avløser|avløyser|replaces)\s"
)

#: Phrases about leading, the most certain first.
_SAYS = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"(?<!\w){_NAME}\s{_IS}{_NEW}{_LEADER}",
        rf"(?<!\w){_IS}{_NAME}\s{_NEW}{_LEADER}",
        rf"(?<!\w){_NAME}\s{_OVER}",
        rf"(?<!\w)(?:tar|tek|tok)\s{_NAME}\sover(?!\w)",
        rf"(?<!\w){_LEADER}(?:\s?[:,–-]|\s(?:er|blir|vert|is|heter|heiter)(?:\s(?:nå|no|now))?)?\s{_NAME}",
        rf"(?:→|[-=]>|(?<!\w)(?:fra|frå|from)\s{_OTHER}\s(?:til|to)(?!\w))\s?{_NAME}",
        rf"\A\W*{_NAME}(?:{_AFTER}{_OTHER})?(?:\s\([^()]*\))?(?:\s(?:fra|frå|from|since))?\W*\Z",
    )
)
#: Phrases for *leader confirmed*, with the name first.
_IN_PLACE = re.compile(
    rf"\A\W*{_NAME}\s(?:er|is)\s(?:fast|på\splass|tilsett|ansatt|in\splace|permanent)", re.IGNORECASE
)

#: Words in the place of a name that are none.
_NOBODY = frozenset(
    {
        *("ingen", "hvem", "kven", "nobody", "who", "vi", "me", "we", "hun", "ho", "han", "she", "he", "de", "dei"),
        *("they", "det", "it", "den", "there", "ny", "new", "leder", "leiar", "leader", "ikke", "ikkje", "not"),
        *("fortsatt", "framleis", "fremdeles", "still"),
    }
)

_LEAD = r"(?:ny\s(?:leder|leiar)|new\sleader)"
#: A group before the words; the rules for mentions take it.
_GROUP = re.compile(r"\s{0,99}[@=]\S{1,60}(?=\s)")
_BEGINS = re.compile(rf"\s{{0,99}}{_LEAD}(?:\s(?:er|blir|vert|is))?\s(?=[@=]?{_NAME})", re.IGNORECASE)
_SIGNED_NAME = re.compile(rf"[@=]?{_NAME}")
#: In a gathering a sentence may begin with the same words, so there the line must be the name alone, or with a day.
_ONLY_A_NAME = re.compile(
    rf"[@=]?{_NAME}(?:\s(?:(?:fra|frå|from|i|den|since)\s)?(?:@\S+|=\S+|[0-9][0-9./-]*\.?(?:\s[^\W\d_]{{3,9}})?|dag|går|today"
    rf"|yesterday)){{0,3}}\W*\Z",
    re.IGNORECASE,
)


def begins_with_leader(state: ParseState) -> None:
    """Take `ny leder Grete Fjørtoft`: a change of leader without a colon."""
    lead = _GROUP.match(state.line, state.begin)
    begin = lead.end() if lead is not None else state.begin
    match = _BEGINS.match(state.line, begin) if state.kind is None else None
    if match is None or _name_of(_SIGNED_NAME.match(state.line, match.end())) is None:
        return
    if state.context.step is not None and _ONLY_A_NAME.match(state.line, match.end()) is None:
        return
    state.kind = "leader_change"
    state.take("begins_with_leader", begin, match.end())


def new_leader(state: ParseState) -> None:
    """Find the new leader in the text: `lederskifte: Grete Fjørtoft er ny leder`."""
    if state.kind not in ("leader_change", "leader_confirmed"):
        return
    name = next(_named(state.kind, state.text()), None)
    if name is None:
        return
    members = [person for person in state.context.people if person.kind == "member"]
    found = _found(name, tuple(person for person in members if person.group_id == state.group_id))
    if state.group_id is None:
        found = _found(name, tuple(members))
        if len(found) == 1:
            state.group_id = found[0].group_id
    group = state.context.group(state.group_id)
    if len(found) == 1:
        state.leader = NewLeader(found[0].name, found[0].id)
    elif found:
        choices = ", ".join(person.name for person in found)
        values = {"name": name, "choices": choices}
        state.warn("new_leader", Message(N_("More than one is called {name}: write one of {choices}."), values))
    elif " " in name and group is not None:
        state.leader = NewLeader(name)
    elif group is not None:
        words = N_("Nobody in group {letter} is called {name}: with the whole name {name} becomes its leader.")
        state.warn("new_leader", Message(words, {"letter": group.letter, "name": name}))
    state.fired["new_leader"] = None


def _named(kind: CaptureKind, text: str) -> Iterator[str]:
    """Yield the names that the text says lead, the most certain first; none from a question."""
    if "?" in text:
        return
    for pattern in (*_SAYS, *((_IN_PLACE,) if kind == "leader_confirmed" else ())):
        for match in pattern.finditer(text):
            if (name := _name_of(match)) is not None:
                yield name


def _name_of(match: re.Match[str] | None) -> str | None:
    """Return the name, or None if it is a pronoun or another capitalised word that is no name."""
    words = match["name"].split() if match is not None else []
    return " ".join(words) if words and words[0].casefold() not in _NOBODY else None


def _found(name: str, members: tuple[PersonName, ...]) -> list[PersonName]:
    entries = name_book((), members).entries(name, {"person"})
    ids = {entry.who.id for entry in entries}
    return [person for person in members if person.id in ids]
