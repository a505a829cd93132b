"""A document as a page to print: from our own Markdown, typed text never as markup, nothing loaded from outside.

Textual reads Markdown with markdown-it-py, too; its rules for HTML are off, so a tag is text.
"""

from html import escape

from markdown_it import MarkdownIt

#: Nothing is loaded, and no script runs, whatever the text contains.
_POLICY = "default-src 'none'; style-src 'unsafe-inline'"
_STYLE = """\
@page { size: A4; margin: 14mm; }
body { font: 10.5pt/1.35 system-ui, sans-serif; max-width: 190mm; margin: 1em auto; padding: 0 1em; }
h1 { font-size: 16pt; margin: 0 0 .3em; } h2 { font-size: 12pt; margin: .9em 0 .3em; }
p { margin: .3em 0; overflow-wrap: anywhere; }
table { border-collapse: collapse; width: 100%; } th, td { border: 1px solid #888; padding: .25em .4em; }
th { text-align: left; } td { vertical-align: top; } td:nth-child(3) { white-space: nowrap; }
"""


def page(markdown: str, title: str, language: str) -> str:
    """Return a whole HTML page."""
    body = (
        MarkdownIt("commonmark", {"html": False})
        .enable("table")
        .disable(["link", "image", "autolink"])
        .render(markdown)
    )
    return (
        f'<!DOCTYPE html>\n<html lang="{escape(language)}">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{escape(_POLICY)}">\n'
        f"<title>{escape(title)}</title>\n<style>\n{_STYLE}</style>\n</head>\n<body>\n{body}</body>\n</html>\n"
    )
