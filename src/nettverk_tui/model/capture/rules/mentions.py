"""The rules about who, which group and which factor: words with @ (or =) and #, and a group's letter before advice."""

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
#: Between two names it is part of neither, and no sentence either.
_AND = re.compile(r",?\s{1,9}(?P<word>og|and|&)\s{1,9}", re.IGNORECASE)
_NAME = re.compile(rf"{NAME_WORD}(?:[ \t]{NAME_WORD}){{0,{LONGEST_NAME - 1}}}")
_PLACE = re.compile(rf"/({NAME_WORD})")
_FACTOR = re.compile(rf"(?<![^\s(])#(?=[^\W\d_])({NAME_WORD}(?:[ \t]{NAME_WORD}){{0,{LONGEST_NAME - 1}}})")
_GIVER = re.compile(rf"\s{{0,99}}({NAME_WORD}(?:[ \t]{NAME_WORD}){{0,{LONGEST_NAME - 1}}}):(?=\s)")

#: What ends a sentence or a quotation is no part of a name's last word.
_NOT_LAST = ".'’-–—"


def person(state: ParseState) -> None:
    """`@Kari`: a member or a facilitator."""
    state.pools.add("person")


def group(state: ParseState) -> None:
    """`@B`, or the name of its unit: a group."""
    state.pools.add("group")


def role(state: ParseState) -> None:
    """`@leder`: a role in the group in focus, or in the one that follows a slash."""
    state.pools.add("role")


def mention(state: ParseState) -> None:
    """All words with @. Their sign goes and the word stays, unless a rule below finds that it is about the entry."""
    if not state.is_said and state.kind not in OF_A_GROUP:
        return
    for sign in _SIGN.finditer(state.line, state.begin):
        one = _longest(state, sign.start())
        if one is None:
            continue
        state.mentions.append(one)
        if one.who.id or one.who.role:
            state.take_sign(_RULE_OF[one.who.kind], one.start, one.end)
        else:
            state.take(one.who.kind, one.start, one.end, kept_from=one.start)
    for one, next_one in pairwise(state.mentions):
        between = _AND.match(state.line, one.end)
        if between is not None and between.end() == next_one.start:
            state.take("mention", *between.span("word"), kept_from=between.start("word"))
            state.joins[one.start, next_one.start] = between.start("word")


_RULE_OF = {"member": "person", "facilitator": "person", "group": "group", "role": "role"}


def _longest(state: ParseState, start: int) -> Mention | None:
    """The most words after the sign that name somebody; the first word alone where none do."""
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
    """What follows a slash after a name, if it is a group or a unit."""
    match = _PLACE.match(state.line, end)
    place = match[1].rstrip(_NOT_LAST) if match else ""
    return place if place and is_place(place, state.context) else None


def _one_of(name: str, found: list[MentionedPerson]) -> MentionedPerson:
    return msgspec.structs.replace(found[0], word=name) if len(found) == 1 else MentionedPerson("ambiguous", name, name)


def unknown(state: ParseState) -> None:
    """Nobody of that name: the word stays as it was typed, and is marked."""
    for one in state.mentions:
        if one.who.kind == "unknown":
            state.warn("unknown", Message(N_("Nobody here is called {name}."), {"name": one.who.word}))


def ambiguous(state: ParseState) -> None:
    """Several of that name: the word stays as it was typed, and the line says how to tell them apart."""
    people = {person.id: person for person in state.context.people}
    others = state.kind == "advice"
    for one in state.mentions:
        if one.who.kind != "ambiguous":
            continue
        ways = [
            ways_to_write(people[who.id], state.context, asking_others=others)[0] if who.id in people else who.name
            for who in one.found
        ]
        choices = ", ".join(f"@{way}" for way in dict.fromkeys(ways))
        values = {"name": one.who.word, "choices": choices}
        state.warn("ambiguous", Message(N_("More than one is called {name}: write one of {choices}."), values))


def who(state: ParseState) -> None:
    """Who does it: the names the action begins with, or else those it ends with, or else the first one inside it."""
    if state.kind != "action" or not state.mentions:
        return
    start, end = state.sentence()
    first = [one for one in state.mentions if one.end <= start]
    last = [one for one in state.mentions if one.start >= end]
    inside = sorted(state.mentions, key=lambda one: one.who.kind in ("unknown", "ambiguous"))[:1]
    chosen = first or last or inside
    state.fired["who"] = None
    state.who = [one.who for one in chosen]
    known = [one.start for one in chosen if one.who.id or one.who.role]
    joins = {state.joins[pair] for pair in pairwise(known) if pair in state.joins}
    state.about |= joins.union(known)
    if state.group_id is None:
        state.group_id = next((one.group_id for one in state.who if one.group_id), None)


def giver_before_colon(state: ParseState) -> None:
    """`C: …` or `Bård: …` at the start of advice: the group, or the adviser, who gives it."""
    match = _GIVER.match(state.line, state.begin) if state.kind == "advice" else None
    named = find(match[1], None, state.context, state.pools) if match else []
    # A member speaks for a group: the group is named, or the member with @.
    found = [who for who in named if who.kind != "member"]
    if match is not None and len(found) == 1 and _give(state, found[0]):
        state.take("giver_before_colon", *match.span())


def giver(state: ParseState) -> None:
    """Who gives the advice: whoever it begins with, or the group or adviser it ends with. Inside, a name is a word."""
    if state.kind != "advice" or state.giver is not None:
        return
    start, end = state.sentence()
    first = [one for one in state.mentions if one.end <= start]
    last = [one for one in state.mentions if one.start >= end and one.who.kind in ("group", "role")]
    for one in first or last:
        if one.who.kind == "group" and one.who.id == state.group_id:
            state.warn("giver", Message(N_("A group does not advise itself.")))
        elif _give(state, one.who):
            state.fired["giver"] = None
            # A member's name has no other place than the text: what is stored of the giver is the group.
            if one.who.kind != "member":
                state.about.add(one.start)
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
    """Which group it is about: for what is known of one group whichever is named, for other entries only where
    no group is in focus."""
    about = state.kind in OF_A_GROUP
    if not about and (state.kind in ("action", "advice") or state.group_id is not None):
        return
    groups = [one for one in state.mentions if one.who.kind == "group" and one.who.id]
    people = [one for one in state.mentions if one.who.kind in ("member", "facilitator")]
    if groups:
        state.group_id = groups[0].who.id
    elif about and state.group_id is None:
        state.group_id = next((one.who.group_id for one in people if one.who.group_id), None)
    if groups or (about and people):
        state.fired["chosen_group"] = None
    if about:
        state.who = [one.who for one in people]
        state.about |= {one.start for one in groups[:1]}
        if state.kind == "contact":
            state.about |= {one.start for one in people if one.who.kind == "facilitator"}


def factor(state: ParseState) -> None:
    """`#L1`, `#ledelse`: the first factor or category named. A second one stays as it was typed."""
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
