"""The rules for people, groups and factors: words with @ (or =) and #, and the giver before advice."""

import re
from itertools import pairwise

import msgspec

from nettverk_tui.model.capture.names import LONGEST_NAME, NAME_WORD, factor_book, find, fold, is_place, ways_to_write
from nettverk_tui.model.capture.parse_state import Mention, ParseState
from nettverk_tui.model.capture.parsed_line import OF_A_GROUP, MentionedPerson
from nettverk_tui.model.core.messages import N_, Message

#: At the start of a word and before a letter: an e-mail address, "2=2" and "[@click=…]" are text.
_SIGN = re.compile(r"(?<![^\s(])[@=](?=[^\W\d_])")
_WORD = re.compile(NAME_WORD)
#: *and* between two names.
_AND = re.compile(r",?\s{1,9}(?P<word>og|and|&)\s{1,9}", re.IGNORECASE)
_NAME = re.compile(rf"{NAME_WORD}(?:[ \t]{NAME_WORD}){{0,{LONGEST_NAME - 1}}}")
_PLACE = re.compile(rf"/({NAME_WORD})")
_FACTOR = re.compile(rf"(?<![^\s(])#(?=[^\W\d_])({NAME_WORD}(?:[ \t]{NAME_WORD}){{0,{LONGEST_NAME - 1}}})")
_GIVER = re.compile(rf"\s{{0,99}}({NAME_WORD}(?:[ \t]{NAME_WORD}){{0,{LONGEST_NAME - 1}}}):(?=\s)")

#: Characters that are not part of a name at its end.
_NOT_LAST = ".'’-–—"


def person(state: ParseState) -> None:
    """Let @ name a member or a facilitator: `@Kari`."""
    state.pools.add("person")


def group(state: ParseState) -> None:
    """Let @ name a group by its letter or unit: `@B`."""
    state.pools.add("group")


def role(state: ParseState) -> None:
    """Let @ name a role in the group in focus, or in the group after a slash: `@leder`, `@leder/B`."""
    state.pools.add("role")


def mention(state: ParseState) -> None:
    """Take all words with @. The sign goes and the word stays, unless a later rule finds it is about the entry."""
    if not state.is_said and state.kind not in OF_A_GROUP:
        return
    for sign in _SIGN.finditer(state.line, state.begin):
        mention = _longest(state, sign.start())
        if mention is None:
            continue
        state.mentions.append(mention)
        if mention.who.id or mention.who.role:
            state.take_sign(_RULE_OF[mention.who.kind], mention.start, mention.end)
        else:
            state.take(mention.who.kind, mention.start, mention.end, kept_from=mention.start)
    for mention, following in pairwise(state.mentions):
        between = _AND.match(state.line, mention.end)
        if between is not None and between.end() == following.start:
            state.take("mention", *between.span("word"), kept_from=between.start("word"))
            state.joins[mention.start, following.start] = between.start("word")


_RULE_OF = {"member": "person", "facilitator": "person", "group": "group", "role": "role"}


def _longest(state: ParseState, start: int) -> Mention | None:
    """Return the mention with the most words that is a name; with the first word alone if none is."""
    match = _NAME.match(state.line, start + 1)
    if match is None or not state.is_free(start, start + 2):
        return None
    words = list(_WORD.finditer(match[0]))
    for count in range(len(words), 0, -1):
        name = match[0][: words[count - 1].end()].rstrip(_NOT_LAST)
        end = start + 1 + len(name)
        place = _place(state, end)
        found = find(name, place, state.context, state.pools, asking_others=state.kind == "advice")
        if found:
            return Mention(start, end + len(place) + 1 if place else end, _one_of(name, found), tuple(found))
        if count == 1:
            return Mention(start, end, MentionedPerson("unknown", name, name), ())
    return None


def _place(state: ParseState, end: int) -> str | None:
    """Return the word after a slash behind a name, if it is a group or a unit."""
    match = _PLACE.match(state.line, end)
    place = match[1].rstrip(_NOT_LAST) if match else ""
    return place if place and is_place(place, state.context) else None


def _one_of(name: str, found: list[MentionedPerson]) -> MentionedPerson:
    return msgspec.structs.replace(found[0], word=name) if len(found) == 1 else MentionedPerson("ambiguous", name, name)


def unknown(state: ParseState) -> None:
    """Warn of a name that matches no person or group; the word stays as typed."""
    for mention in state.mentions:
        if mention.who.kind == "unknown":
            state.warn("unknown", Message(N_("Nobody here is called {name}."), {"name": mention.who.word}))


def ambiguous(state: ParseState) -> None:
    """Warn of a name that several share, with the spellings that tell them apart; the word stays as typed."""
    people = {person.id: person for person in state.context.people}
    others = state.kind == "advice"
    for mention in state.mentions:
        if mention.who.kind != "ambiguous":
            continue
        ways = [
            ways_to_write(people[who.id], state.context, asking_others=others)[0] if who.id in people else who.name
            for who in mention.found
        ]
        choices = ", ".join(f"@{way}" for way in dict.fromkeys(ways))
        values = {"name": mention.who.word, "choices": choices}
        state.warn("ambiguous", Message(N_("More than one is called {name}: write one of {choices}."), values))


def who(state: ParseState) -> None:
    """Find the owners of an action: the names at its start, else those at its end, else the first one inside."""
    if state.kind != "action" or not state.mentions:
        return
    start, end = state.sentence()
    first = [mention for mention in state.mentions if mention.end <= start]
    last = [mention for mention in state.mentions if mention.start >= end]
    inside = sorted(state.mentions, key=lambda mention: mention.who.kind in ("unknown", "ambiguous"))[:1]
    chosen = first or last or inside
    state.fired["who"] = None
    state.who = [mention.who for mention in chosen]
    known = [mention.start for mention in chosen if mention.who.id or mention.who.role]
    joins = {state.joins[pair] for pair in pairwise(known) if pair in state.joins}
    state.about |= joins.union(known)
    if state.group_id is None:
        state.group_id = next((who.group_id for who in state.who if who.group_id), None)


def giver_before_colon(state: ParseState) -> None:
    """Take the giver of advice before a colon, a group or an adviser: `C: …`, `Bård: …`."""
    match = _GIVER.match(state.line, state.begin) if state.kind == "advice" else None
    named = find(match[1], None, state.context, state.pools) if match else []
    # A member gives advice for the group: only the group is written so, or the member with @.
    found = [who for who in named if who.kind != "member"]
    if match is not None and len(found) == 1 and _give(state, found[0]):
        state.take("giver_before_colon", *match.span())


def giver(state: ParseState) -> None:
    """Find the giver of advice: a name at its start, or a group or adviser at its end; a name inside is a word."""
    if state.kind != "advice" or state.giver is not None:
        return
    start, end = state.sentence()
    first = [mention for mention in state.mentions if mention.end <= start]
    last = [mention for mention in state.mentions if mention.start >= end and mention.who.kind in ("group", "role")]
    for mention in first or last:
        if mention.who.kind == "group" and mention.who.id == state.group_id:
            state.warn("giver", Message(N_("A group does not advise itself.")))
        elif _give(state, mention.who):
            state.fired["giver"] = None
            # The giver is stored as a group, so a member's name is kept in the text.
            if mention.who.kind != "member":
                state.about.add(mention.start)
            return


def _give(state: ParseState, who: MentionedPerson) -> bool:
    if who.kind == "facilitator" or who.role == "adviser":
        state.giver, state.giver_facilitator_id = "adviser", who.id
    elif who.kind in ("group", "member") and who.group_id not in (None, state.group_id):
        state.giver, state.giver_group_id = "group", who.group_id
    else:
        return False
    state.who = [who]
    return True


def chosen_group(state: ParseState) -> None:
    """Find the group that the entry is about.

    A kind of one group takes any group named; other kinds only if no group is in focus.
    """
    about = state.kind in OF_A_GROUP
    if not about and (state.kind in ("action", "advice") or state.group_id is not None):
        return
    groups = [mention for mention in state.mentions if mention.who.kind == "group" and mention.who.id]
    people = [mention for mention in state.mentions if mention.who.kind in ("member", "facilitator")]
    if groups:
        state.group_id = groups[0].who.id
    elif about and state.group_id is None:
        state.group_id = next((mention.who.group_id for mention in people if mention.who.group_id), None)
    if groups or (about and people):
        state.fired["chosen_group"] = None
    if about:
        state.who = [mention.who for mention in people]
        state.about |= {mention.start for mention in groups[:1]}
        if state.kind == "contact":
            state.about |= {mention.start for mention in people if mention.who.kind == "facilitator"}


def factor(state: ParseState) -> None:
    """Take the first factor or category: `#L1`, `#ledelse`; a second one stays as typed."""
    if not state.is_said and state.kind != "recheck":
        return
    book = factor_book(state.context.factors)
    for match in _FACTOR.finditer(state.line, state.begin):
        words = list(_WORD.finditer(match[1]))
        for count in range(len(words), 0, -1):
            name = match[1][: words[count - 1].end()].rstrip(_NOT_LAST)
            found = book.get(fold(name))
            if found is not None:
                state.factor = found
                state.take_sign("factor", match.start(), match.start() + 1 + len(name), about=True)
                return
    unknown = _FACTOR.search(state.line, state.begin)
    if unknown is not None:
        state.warn("factor", Message(N_("No factor is called {name}."), {"name": unknown[1].split()[0]}))
