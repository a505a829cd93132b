"""The pages in docs/ that say what the source says: keys, commands and settings, the data dictionary.

`write` brings them in step, `check` says which are not.
"""

import inspect
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Literal, get_args, get_origin, get_type_hints

import click
from click.testing import CliRunner

from nettverk_tui.cli import program
from nettverk_tui.model.core.records import STAMPS, TABLES, UNIQUE, Record
from nettverk_tui.model.decisions.change import references
from nettverk_tui.settings import KEYS_HELP, SETTINGS
from nettverk_tui.store.schema import bare_type
from nettverk_tui.tui.bindings import FIXED, KEYS, Context, Key, is_key_alone

DOCS = Path(__file__).parents[1] / "docs"

#: What each context is, in the order people meet them.
CONTEXTS: dict[Context, str] = {
    "home": "The list of networks and gatherings",
    "runner": "Everywhere in a gathering",
    "attendance": "Attendance",
    "card": "Opening card",
    "status": "Status",
    "factors": "Critical factors",
    "round": "The round of questions and advice",
    "advice": "Questions and advice",
    "take_along": "What we take along",
    "plain": "Items without a step of their own",
    "reflection": "Joint reflection",
    "closing": "Closing",
    "log": "What was said",
    "programme": "The programme",
    "late": "Behind the plan",
    "room": "Room check",
    "line": "The capture line",
    "field": "A field of a form",
    "question": "A question at the foot of the screen",
    "form": "The page of a network",
    "plan": "A line of that page",
    "maker": "The last line of that page",
    "sheet": "The form of a group",
    "planner": "The planner",
    "answer": "An answer in the planner",
    "recruitment": "Recruitment",
    "trial": "What an import would do",
    "numbers": "What a group has measured",
    "lines": "Its measurements as lines",
    "board": "The network at a glance",
    "today": "What waits today",
    "timeline": "The timeline of a group",
    "history": "What happened to one thing",
    "bank": "The bank of advice",
    "finder": "Searching",
    "search": "The line that is searched for",
    "opening": "Opening a file",
    "path": "The line with the path",
    "settings": "The page of settings",
    "reader": "Texts to read: help, minutes",
}


KEYS_LEAD = """\
# Keys

Letters are text. On every page with a line at its foot a letter, a sign or the space goes into that line. What a letter
stands for is chosen from a menu: Tab in the empty line (or F10) opens it, and the letter does it, so that `Tab d` is
two keys in a row. By themselves act digits (on the row in hand), arrows, Home and End, Enter, Esc, Tab, page keys,
function keys, and keys with Ctrl or Shift. On pages without a line digits need Tab too. Enter acts once, however long
it is held down; where it does nothing else, it shows what can be done with the row. Whoever wants letters to act at
once sets `letters = "act"` in the settings.

A number at the beginning of a sentence may have acted: a space, full stop, comma, `%`, hyphen, `/`, `:` or `)` after at
most four digits takes back what they did, as one entry, and puts them into the line.

Every key of the program, by where it works. The first column is the name it has in the settings: there, under `[keys]`,
it can be given other keys, separated by commas, except where text is written.

```toml
[keys]
"runner.start-pause" = "f7,ctrl+n"
```

A key that would mean two things in one place stays what it was, and the list of networks says so.
"""


def keys() -> str:
    """docs/keys.md."""
    lines = KEYS_LEAD.splitlines()
    for context, name in CONTEXTS.items():
        here = [key for key in KEYS if context in key.contexts]
        if here:
            fixed = " These keys are fixed." if context in FIXED else ""
            lines += ["", f"## {name}", ""]
            lines += [fixed.strip(), ""] if fixed else []
            lines += ["| name | key | does |", "|---|---|---|", *(_key(key) for key in here)]
    return "\n".join(lines) + "\n"


def _key(key: Key) -> str:
    shown = ", ".join(f"`{each}`" for each in _named(key))
    return f"| `{key.id}` | {shown} | {key.words} |"


#: Textual's names of keys whose sign says more.
_SIGNS = {
    "plus": "+", "exclamation_mark": "!", "question_mark": "?", "quotation_mark": '"', "asterisk": "*",
    "percent_sign": "%", "less_than_sign": "<", "greater_than_sign": ">", "pagedown": "PgDn", "pageup": "PgUp",
    "escape": "Esc", "enter": "Enter", "space": "Space", "delete": "Del", "up": "↑", "down": "↓", "left": "←",
    "right": "→", "tab": "Tab", "slash": "/", "home": "Home", "end": "End",
}  # fmt: skip


def _named(key: Key) -> Iterator[str]:
    fixed = any(context in FIXED for context in key.contexts)
    for name in key.keys:
        *held, pressed = name.split("+")
        sign = _SIGNS.get(pressed, pressed.upper() if held or re.fullmatch(r"f\d+", pressed) else pressed)
        sign = "".join({"shift": "⇧", "ctrl": "Ctrl+"}[each] for each in held) + sign
        yield sign if fixed or is_key_alone(name) else f"Tab {sign}"


#: The line that makes a shell complete, for good.
COMPLETION = {
    "bash": """echo 'eval "$(_NETTVERK_COMPLETE=bash_source nettverk)"' >> ~/.bashrc""",
    "zsh": """echo 'eval "$(_NETTVERK_COMPLETE=zsh_source nettverk)"' >> ~/.zshrc""",
    "fish": "echo '_NETTVERK_COMPLETE=fish_source nettverk | source' > ~/.config/fish/completions/nettverk.fish",
}


def commands() -> str:
    """docs/commands.md."""
    lines = [
        "# Commands and settings",
        "",
        "Data goes to standard output, messages to standard error. A command ends with",
    ]
    lines += ["0 when it is done, 1 when it could not be done, 2 when it was called wrongly.", ""]
    group = program("en")
    lines += _command(group)
    for name in sorted(group.commands):
        lines += _command(group, name)
    lines += [
        "## Completion",
        "",
        "One line, once, and Tab completes commands, options, languages, and the groups and gatherings of the file.",
        "For bash, zsh and fish:",
        "",
        "```sh",
        *COMPLETION.values(),
        "```",
        "",
    ]
    lines += [
        "## Settings",
        "",
        "They stand in `settings.toml` in the program's own folder (`NETTVERK_HOME` moves it).",
    ]
    lines += ["The page of settings, `s` in the list of networks, changes them and says where the file is.", ""]
    lines += ["| setting | usual | does |", "|---|---|---|"]
    lines += [f"| `{each.name}` | `{each.default}` | {each.help} |" for each in SETTINGS]
    lines += [f"| `[keys]` | | {KEYS_HELP} |"]
    return "\n".join(lines) + "\n"


def _command(group: click.Group, *names: str) -> list[str]:
    """As whoever asks for it sees it in a terminal of 80 columns."""
    shown = CliRunner().invoke(group, [*names, "--help"], prog_name="nettverk", terminal_width=80).output
    return [f"## {' '.join(('nettverk', *names))}", "", "```text", shown.rstrip(), "```", ""]


def dictionary() -> str:
    """docs/data-dictionary.md."""
    lines = [
        "# Data dictionary",
        "",
        "Every table of a network's file. It opens in any SQLite browser; the views `v_…` have names where the",
        "tables have ids.",
        "",
        "Every table also has `id` (UUIDv7), `origin` (in the demo: a fact of the article, or illustrative), `deleted`",
        "(a mark; nothing is taken out of the file), and the stamps `version`, `created_at` and `changed_at`. Moments",
        "are milliseconds since 1970 in UTC, days are ISO dates where the network is. What may be empty is NULL.",
        "",
        "Besides these there are `journal`, every change with the values before and after it and a chain of hashes",
        "over them, and `file`, the file's own identity.",
    ]
    for kind, table in TABLES.items():
        lines += ["", f"## {table}", "", inspect.getdoc(kind) or "", ""]
        if kind in UNIQUE:
            lines += [
                f"At most one that is not deleted for each {', '.join(f'`{name}`' for name in UNIQUE[kind])}.",
                "",
            ]
        lines += ["| column | holds | may be empty |", "|---|---|---|", *_columns(kind)]
    return "\n".join(lines) + "\n"


def _columns(kind: type[Record]) -> Iterator[str]:
    hints, refers = get_type_hints(kind, include_extras=True), references(kind)
    for name in kind.__struct_fields__:
        if name in STAMPS or name in ("id", "origin", "deleted"):
            continue
        bare, optional = bare_type(hints[name])
        yield f"| `{name}` | {_holds(name, bare, refers.get(name))} | {'yes' if optional else ''} |"


def _holds(name: str, bare: Any, refers: str | None) -> str:
    if refers is not None:
        return f"the id of a row of `{refers}`"
    if get_origin(bare) is Literal:
        return "one of " + ", ".join(f"`{value}`" for value in get_args(bare))
    if bare is bool:
        return "0 or 1"
    if bare is int and (name == "at" or name.endswith("_at") or name == "recorded"):
        return "a moment"
    if bare is int and name.endswith("_ms"):
        return "milliseconds"
    if bare is int:
        return "a whole number"
    if bare is float:
        return "a number"
    return "a day" if name == "on" or name.endswith("_on") else "text"


PAGES = {"keys.md": keys, "commands.md": commands, "data-dictionary.md": dictionary}


def main() -> int:
    """`write` or `check`."""
    behind = [name for name, page in PAGES.items() if not _is(DOCS / name, page())]
    if sys.argv[1:] == ["write"]:
        for name in behind:
            (DOCS / name).write_text(PAGES[name](), "utf-8")
        return 0
    for name in behind:
        print(f"docs/{name} is behind the source: make docs")
    return 1 if behind else 0


def _is(path: Path, text: str) -> bool:
    return path.exists() and path.read_text("utf-8") == text


if __name__ == "__main__":
    sys.exit(main())
