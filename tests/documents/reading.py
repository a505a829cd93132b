"""A document as a reader of Markdown parses it: its tokens, and the visible text."""

from collections.abc import Iterator

from markdown_it import MarkdownIt
from markdown_it.token import Token

#: Markup that none of our documents has, for any typed text.
FOREIGN = frozenset(
    {
        "html_block", "html_inline", "link_open", "image", "code_inline", "code_block", "fence", "blockquote_open",
        "hr", "s_open", "ordered_list_open", "em_open",
    }
)  # fmt: skip


def tokens(markdown: str) -> list[Token]:
    """All tokens, those inside a line among them, as a reader with tables, strikethrough and bare links sees them."""
    return list(_flat(MarkdownIt("gfm-like", {"html": True}).parse(markdown)))


def _flat(tree: list[Token]) -> Iterator[Token]:
    for token in tree:
        yield token
        yield from _flat(token.children or [])


def foreign(markdown: str) -> set[str]:
    """The kinds of markup in the text that we never write."""
    return {token.type for token in tokens(markdown)} & FOREIGN


def visible(markdown: str) -> str:
    """The text that can be seen: one line for each block, cell and line break."""
    found = MarkdownIt("gfm-like", {"html": True}).parse(markdown)
    return "\n".join("".join(map(_seen, token.children or [])) for token in found if token.type == "inline")


def _seen(token: Token) -> str:
    return "\n" if token.type in ("softbreak", "hardbreak") else token.content
