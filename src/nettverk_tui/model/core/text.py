"""Cleaning of text: everything that enters the file or reaches a terminal passes through `clean()`."""

import re
import unicodedata

# Whole terminal sequences are removed first, so that "ESC [2J" does not leave "[2J" (ECMA-48, 5.4 and 5.6).
_SEQUENCES = re.compile(
    r"(?:\x1b\[|\x9b)[0-?]*[ -/]*[@-~]"  # CSI
    # OSC, DCS, SOS, PM, APC; one that begins inside another ends the search, or a million of them would take hours
    r"|(?:\x1b[\]PX^_]|[\x90\x98\x9d-\x9f])[^\x07\x1b\x90\x98\x9c-\x9f\n]*(?:\x07|\x1b\\|\x9c)"
    r"|\x1b[ -/]*[0-~]"  # all other two- and three-character escapes
)
_LINE_ENDS = re.compile(r"\r\n|[\r\x85\u2028\u2029\x0b\x0c]")
_CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
_BIDI = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_INVISIBLE = re.compile("[\u200b\u2060-\u2064\u206a-\u206f\ufeff\ufff9-\ufffb\u00ad\u180e]")
_TAGGED_FLAG = re.compile("(\U0001f3f4[\U000e0020-\U000e007e]+\U000e007f)|[\U000e0000-\U000e007f]")
_JOINERS = re.compile("[\u200c\u200d]")


def clean(text: str) -> str:
    """Return text that is safe to store and to show: NFC, without terminal escapes, control or direction characters.

    Newline and tab stay, and so do the joiners inside an emoji or a script that needs them. Idempotent.
    """
    return clean_counted(text)[0]


def clean_counted(text: str) -> tuple[str, int]:
    """Return `clean(text)` and the number of characters removed (line ends and composition do not count)."""
    if text.isascii() and text.isprintable():
        # A fast path for the ids, words and numbers of an import, which come by the thousand.
        return text, 0
    text = _LINE_ENDS.sub("\n", text)
    removed = 0
    # Removing one sequence can join the halves of another, and composing can make the neighbour of a joiner Latin:
    # repeat until nothing changes.
    while True:
        shorter = _without_hidden(text)
        removed += len(text) - len(shorter)
        composed = unicodedata.normalize("NFC", shorter)
        if composed == text:
            return text, removed
        text = composed


def _without_hidden(text: str) -> str:
    text = _SEQUENCES.sub("", text)
    text = _CONTROLS.sub("", text)
    text = _BIDI.sub("", text)
    text = _INVISIBLE.sub("", text)
    text = _TAGGED_FLAG.sub(lambda match: match[1] or "", text)
    return _JOINERS.sub(_kept_joiner, text)


def _kept_joiner(match: re.Match[str]) -> str:
    """Return the joiner if both its neighbours can join, else nothing: never beside Latin, digits or space."""
    text, at = match.string, match.start()
    if at == 0 or at + 1 >= len(text):
        return ""
    return match[0] if _can_join(text[at - 1]) and _can_join(text[at + 1]) else ""


def _can_join(character: str) -> bool:
    # The arrow of "shaking its head" is a mathematical sign.
    if character in "\ufe0f\u20e3\u2194" or 0x1F3FB <= ord(character) <= 0x1F3FF:
        return True
    category = unicodedata.category(character)
    return category == "So" or (category[0] in "LM" and ord(character) >= 0x0590 and not _is_latin(character))


def _is_latin(character: str) -> bool:
    return unicodedata.name(character, "").startswith("LATIN")


def is_blank(text: str) -> bool:
    """Whether the text has no visible character."""
    return not clean(text).strip()


def one_line(text: str, width: int | None = None) -> str:
    """Return the text on one line, cut with an ellipsis if it is longer than `width` characters."""
    line = " ".join(clean(text).split())
    return line if width is None or len(line) <= width else line[: max(width - 1, 0)].rstrip() + "…"
