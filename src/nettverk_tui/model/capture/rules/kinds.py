"""The rules for the kind of an entry and its layer: marks at the start, and the kind of the step."""

import re
from collections.abc import Callable

from nettverk_tui.model.capture.names import NAME_WORD, find
from nettverk_tui.model.capture.parse_state import ParseState
from nettverk_tui.model.capture.parsed_line import OF_A_GROUP, CaptureKind, Correction
from nettverk_tui.model.capture.vocabulary import (
    CHANNEL_WORDS,
    LAYER_CHOICES,
    LAYER_WORDS,
    PRIVATE_SIGN,
    PRIVATE_WORDS,
    STEP_KIND,
    one_of,
)
from nettverk_tui.model.core.entry_kinds import ENTRY_KINDS, SIGNS, EntryKindName
from nettverk_tui.model.core.messages import N_, Message

_LEADING_GROUP = re.compile(rf"\s{{0,99}}(?P<group>[@=](?P<name>{NAME_WORD}))[\s,:]{{1,9}}")
#: A bare group letter at the start of a line between gatherings: `B 15 min telefon`, `B: ringte`.
_LETTER = re.compile(r"\s{0,99}(?P<group>(?P<letter>[^\W\d_])(?:[ \t]{0,9}[:,]|(?=[ \t])))[ \t]{0,9}")
#: Letters that are also words: they are a group only before a sign, a digit or a word of the field.
_WORDS_TOO = frozenset("aiå")
#: A quotation may follow a word as well: `i "stua"`.
_SIGNS_BEHIND_A_LETTER = re.escape(SIGNS.replace('"', "") + PRIVATE_SIGN)
_TRADE = re.compile(
    rf"[0-9{_SIGNS_BEHIND_A_LETTER}]|{one_of(word for words in CHANNEL_WORDS.values() for word in words)}(?!\w)"
    rf"|{one_of(word for kind in ENTRY_KINDS.values() for word in kind.words)}:|ny\s(?:leder|leiar)(?!\w)",
    re.IGNORECASE,
)
#: A sign is a mark only before a space or a letter: "+35 prosentpoeng" and "?!" are text.
_MARKS = r"(?=\s|[^\W\d_])"

_LAYER_OF = {word: layer for layer, words in LAYER_WORDS.items() for word in words}
_LAYER_MARK = re.compile(rf"(?<=\s){PRIVATE_SIGN}(?P<word>{one_of(_LAYER_OF)})(?!\w)", re.IGNORECASE)

#: A possible layer mark: a word with %, or a bare % last in the line, first in a line of its own or first after another
#: mark. After a number it is a percentage.
_MISSED = re.compile(
    rf"(?<![^\s(\[\"'«“‘{re.escape(SIGNS)}]){PRIVATE_SIGN}[^\W\d_]\w*"
    rf"|(?<![\s\d])[ \t]+{PRIVATE_SIGN}(?:[ \t]+{one_of(_LAYER_OF)})?(?=[\s.,;:!?)]*\Z)"
    rf"|\n[ \t]*{PRIVATE_SIGN}(?=\s)",
    re.IGNORECASE,
)
_MISSED_FIRST = re.compile(rf"\s*{PRIVATE_SIGN}(?!\S)")

#: Marks may follow a quotation without making it part of a sentence: `"Vi er blitt et lag" #V`.
_ONLY_MARKS = re.compile(r"(?:\s+[@=#%]\S+)*\s*")
_CORRECTION = re.compile(r"s/([^/\n]+)/([^/\n]*)/?\s*")
_CONTINUES = re.compile(r"…|\.\.\.+")


def continuation(state: ParseState) -> None:
    """Take `…` or `...` at the start: more text for the previous entry. No other rule applies to such a line."""
    match = _CONTINUES.match(state.line, state.begin)
    rest = state.line[match.end() :].strip() if match else ""
    if match is None or not rest:
        return
    if state.context.previous is None:
        state.warn("continuation", Message(N_("There is no previous entry to continue.")))
        return
    state.kind = "continuation"
    state.take("continuation", *match.span())
    begin = len(state.line) - len(state.line[match.end() :].lstrip())
    if mark := _PRIVATE.match(state.line, begin) or _MISSED.search(state.line, begin):
        words = {"word": mark[0].strip()}
        state.block("continuation", Message(N_("What goes on an entry is for its readers: leave out {word}."), words))
    joined = "" if rest[0] in ",.;:!?)" else " "
    state.rewritten = (state.context.previous.rstrip() + joined + rest).strip()


def correction(state: ParseState) -> None:
    """Take `s/wrong/right/`: replace the first occurrence in the previous entry, preferably one in the same case."""
    match = _CORRECTION.fullmatch(state.line, state.begin)
    if match is None:
        return
    state.kind = "correction"
    state.correction = Correction(match[1], match[2])
    state.take("correction", *match.span())
    previous = state.context.previous
    place = _place_of(match[1], previous or "")
    if previous is None:
        state.block("correction", Message(N_("There is no previous entry to correct.")))
        state.rewritten = ""
    elif place is None:
        state.block("correction", Message(N_("The previous entry does not say “{words}”."), {"words": match[1]}))
        state.rewritten = previous
    else:
        start, end = place
        state.rewritten = (previous[:start] + match[2] + previous[end:]).strip()
        if not state.rewritten:
            state.block("correction", Message(N_("Nothing would be left of the previous entry: undo it instead.")))


def _place_of(wrong: str, previous: str) -> tuple[int, int] | None:
    start = previous.find(wrong)
    if start >= 0:
        return start, start + len(wrong)
    match = re.search(re.escape(wrong), previous, re.IGNORECASE)
    return match.span() if match else None


def _marker(sign: str, words: tuple[str, ...]) -> re.Pattern[str]:
    by_sign = rf"{re.escape(sign)}{_MARKS}|" if sign else ""
    return re.compile(rf"\s{{0,99}}(?:{by_sign}{one_of(words)}:)", re.IGNORECASE)


#: Unlike the other signs it is a mark before any character: a mark for fewer readers must not be missed.
_PRIVATE = re.compile(rf"\s{{0,99}}(?:{PRIVATE_SIGN}|{one_of(PRIVATE_WORDS)}\s{{0,9}}:)", re.IGNORECASE)


def private(state: ParseState) -> None:
    """Take `%` or `privat:` at the start: for facilitators only. Another mark may follow; without one it is a note."""
    end = _marker_end(state, _PRIVATE)
    if end is not None and state.kind is None:
        state.private = True
        state.take("private", state.begin, end)
        state.begin = end


def kind_rule(kind: EntryKindName) -> Callable[[ParseState], None]:
    """Return the rule for the marks of one kind: its sign, and its words with a colon."""
    marker = _marker(ENTRY_KINDS[kind].sign, ENTRY_KINDS[kind].words)

    def rule(state: ParseState) -> None:
        # These have no layer, and a private line must not lose its mark.
        if state.kind is not None or (state.private and kind in ("measurement", "milestone")):
            return
        end = _marker_end(state, marker)
        if end is None:
            return
        state.kind = kind
        quoted = state.line[state.begin : end] == '"'
        if quoted:
            _take_quotation_marks(state, kind)
        else:
            state.take(kind, state.begin, end)
        state.begin = end

    return rule


def _marker_end(state: ParseState, marker: re.Pattern[str]) -> int | None:
    """Return the end of the mark at the start of the line, or None if there is another or none."""
    match = marker.match(state.line, state.begin) or _after_group(state, marker)
    if match is None:
        return None
    state.begin = match.end() - len(match[0].lstrip())
    return match.end()


def _after_group(state: ParseState, marker: re.Pattern[str]) -> re.Match[str] | None:
    """Match a mark after a group at the start of the line, as in `=B møte: mandag`.

    Not in a gathering: there the group is in focus, and a name at the start has another meaning.
    """
    if state.context.step is not None:
        return None
    lead = _LEADING_GROUP.match(state.line, state.begin)
    found = find(lead["name"], None, state.context, {"group"}) if lead is not None else []
    group_id = found[0].id if len(found) == 1 else None
    if lead is None:
        lead, group_id = _lettered(state)
    match = marker.match(state.line, lead.end()) if lead is not None and group_id is not None else None
    if lead is None or match is None:
        return None
    state.group_id = group_id
    state.take("leading_group", *lead.span("group"))
    return match


def _lettered(state: ParseState) -> tuple[re.Match[str] | None, str | None]:
    """Return a bare group letter at the start and the id of the group; None for both if the letter is a word."""
    lead = _LETTER.match(state.line, state.begin)
    letter = lead["letter"] if lead is not None else ""
    group = next((name for name in state.context.groups if name.letter == letter.upper()), None)
    if lead is None or group is None:
        return None, None
    surely = len(lead["group"]) > 1 or _TRADE.match(state.line, lead.end()) is not None
    # `i 15 min` means in 15 minutes.
    names = letter not in _WORDS_TOO if surely else letter.isupper() and letter.casefold() not in _WORDS_TOO
    return (lead, group.id) if names else (None, None)


def lettered_group(state: ParseState) -> None:
    """Take a bare group letter at the start, between gatherings: `B 15 min telefon`, `kontakt: B 15 min`."""
    if state.context.step is not None or (state.kind or state.context.plain) not in OF_A_GROUP:
        return
    lead, group_id = _lettered(state)
    # An indicator may be called B12.
    if lead is None or (state.kind == "measurement" and state.group_id is not None):
        return
    state.group_id = group_id
    state.take("leading_group", *lead.span("group"))
    state.begin = lead.end()


def _take_quotation_marks(state: ParseState, kind: CaptureKind) -> None:
    """Take both quotation marks if the whole line is one quotation, else keep both.

    *"Vi snakker sammen," sa hun* keeps them. Before a space it is no quotation mark, and is removed.
    """
    start, line = state.begin, state.line.rstrip()
    closing = line.rfind('"')
    if closing == start:
        state.take(kind, start, start + 1)
    elif line.count('"', start) == 2 and _ONLY_MARKS.fullmatch(line, closing + 1):
        state.take(kind, start, start + 1)
        state.take(kind, closing, closing + 1)
    else:
        state.take(kind, start, start + 1, kept_from=None if line[start + 1].isspace() else start)


def step(state: ParseState) -> None:
    """Give a line without a mark the kind of its step: advice, an action in *take along*, else a note.

    Outside a gathering it has the kind that the context gives plain text.
    """
    if state.kind is not None or state.private:
        return
    context = state.context
    kind = STEP_KIND.get(context.step, context.plain) if context.step is not None else context.plain
    if kind != "note":
        state.kind = kind
        state.fired["step"] = None


def layer(state: ParseState) -> None:
    """Take `%gruppe`, `%nettverk`, `%privat` after the text: the layer. It never widens a private line."""
    if state.default_layer is None:
        return
    match = state.find(_LAYER_MARK)
    chosen = _LAYER_OF.get(match["word"].casefold()) if match else None
    if match is None or chosen is None or (state.private and chosen != "facilitators"):
        return
    state.layer = chosen
    state.take("layer", *match.span())


def missed_layer(state: ParseState) -> None:
    """Block a line with an unknown layer mark, unless the entry is for facilitators only anyway."""
    if state.kind in ("continuation", "correction") or "facilitators" in (state.layer, state.default_layer):
        return
    if state.default_layer is None:
        if match := state.find(_LAYER_MARK):
            words = {"word": match[0].strip()}
            state.block("missed_layer", Message(N_("This is for all to read: leave out {word}."), words))
        return
    first = _MISSED_FIRST.match(state.line, state.begin) if state.spans else None
    if match := first or state.find(_MISSED):
        words = {"word": match[0].strip(), "choices": LAYER_CHOICES[state.context.language]}
        state.block("missed_layer", Message(N_("Who may read it? {word} does not say: write {choices}."), words))
