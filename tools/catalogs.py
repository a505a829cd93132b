"""The catalogs of the user interface: brings data/locale in step with the source (`update`), or says what is not.

Which words translate a term of the field is decided in tools/glossary.toml; what a text says, where it stands.
"""

import ast
import re
import sys
import tomllib
from collections.abc import Collection, Iterator, Mapping
from io import BytesIO
from pathlib import Path
from string import Formatter
from typing import Any

from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).parents[1]
SOURCE = "src/nettverk_tui"

# Calls that hold msgids, by the last part of their name, and in how many arguments: `plural` has the two numbers,
# `context` has first what tells translators which meaning the word has.
KEYWORDS = {"_": 1, "t": 1, "translator": 1, "N_": 1, "Message": 1, "plural": 2, "context": 2}

HEADER = """\
msgid ""
msgstr ""
"Language: {language}\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"Content-Transfer-Encoding: 8bit\\n"
"Plural-Forms: nplurals=2; plural=(n != 1);\\n"

"""


# The source ---------------------------------------------------------------------------------------------------------


def marked_calls(root: Path) -> Iterator[tuple[str, int, str, ast.Call]]:
    """Every call of a keyword, `t(…)`, `self.t(…)`, `t.plural(…)`, `N_(…)`, with its file, line and keyword."""
    for path in sorted((root / SOURCE).rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_bytes(), filename=str(path))):
            if isinstance(node, ast.Call) and node.args:
                match node.func:
                    case ast.Name(id=name) | ast.Attribute(attr=name) if name in KEYWORDS:
                        yield path.relative_to(root).as_posix(), node.lineno, name, node


def helps(root: Path) -> Iterator[tuple[str, int, str]]:
    """What the command line says of itself: the docstrings of commands, and `help=` of their options."""
    for path in sorted((root / SOURCE / "cli").rglob("*.py")):
        where = path.relative_to(root).as_posix()
        for node in ast.walk(ast.parse(path.read_bytes(), filename=str(path))):
            if isinstance(node, ast.FunctionDef) and any(
                "click.command" in _name(each) or "click.group" in _name(each) for each in node.decorator_list
            ):
                yield where, node.lineno, ast.get_docstring(node) or ""
            elif isinstance(node, ast.Call) and _name(node) == "click.option":
                for keyword in node.keywords:
                    if keyword.arg == "help" and isinstance(keyword.value, ast.Constant):
                        yield where, node.lineno, str(keyword.value.value)


def _name(node: ast.expr) -> str:
    return ast.unparse(node.func if isinstance(node, ast.Call) else node)


def msgids(name: str, call: ast.Call) -> list[tuple[str, ...]]:
    """The literals of the arguments that hold msgids; both branches of `t("a" if x else "b")`."""
    if KEYWORDS[name] == 1:
        return [(text,) for text in _literals(call.args[0])]
    texts = [_literals(argument) for argument in call.args[: KEYWORDS[name]]]
    return [tuple(text[0] for text in texts)] if len(texts) == 2 and all(len(text) == 1 for text in texts) else []


def _literals(node: ast.expr) -> list[str]:
    match node:
        case ast.Constant(value=str(text)):
            return [text]
        case ast.IfExp(body=body, orelse=orelse):
            return _literals(body) + _literals(orelse)
        case ast.Call(func=ast.Name(id="N_"), args=[marked]):
            return _literals(marked)
    return []


def template(root: Path = ROOT) -> Catalog:
    """What the source asks for, untranslated."""
    catalog = Catalog()
    for path, line, text in helps(root):
        catalog.add(text, None, [(path, line)])
    for path, line, name, call in marked_calls(root):
        for texts in msgids(name, call):
            # Gaps and signs alone are the same in all languages, unless somebody marked them with N_.
            if name == "Message" and not _has_words(texts[0]):
                continue
            context = texts[0] if name == "context" else None
            catalog.add(texts if name == "plural" else texts[-1], None, [(path, line)], context=context)
    return catalog


def _has_words(text: str) -> bool:
    return any(letter.isalpha() for letter in re.sub(r"\{.*?\}", "", text))


def gaps(text: str) -> set[str]:
    """The named gaps of a pattern: {"name"} for "Hello {name}". ValueError where braces do not pair."""
    return {name for _, name, _, _ in Formatter().parse(text) if name is not None}


def source_faults(root: Path = ROOT) -> Iterator[str]:
    """Calls whose msgid no catalog can hold, or whose gaps and values differ."""
    for path, line, name, call in marked_calls(root):
        for fault in _call_faults(name, call):
            yield f"{path}:{line}: {fault}"


def _call_faults(name: str, call: ast.Call) -> Iterator[str]:
    if isinstance(call.args[0], ast.JoinedStr | ast.BinOp):
        yield f"{name}() needs a literal: a text put together has no place in a catalog"
    filled = _filled(name, call)
    for texts in msgids(name, call):
        try:
            wanted = set[str]().union(*map(gaps, texts[1:] if name == "context" else texts))
        except ValueError as error:
            yield f"{texts[-1]!r}: {error}"
            continue
        if name == "plural":
            wanted.discard("n")  # which `plural` fills by itself
        if unnamed := {gap for gap in wanted if not gap.isidentifier()}:
            yield f"{texts[-1]!r}: gaps must be plain names, not {_named(unnamed)}"
        elif filled is not None and wanted != filled:
            empty, spare = wanted - filled, filled - wanted
            yield f"{texts[-1]!r}: " + ", ".join(
                [f"nothing fills {_named(empty)}"] * bool(empty) + [f"no gap for {_named(spare)}"] * bool(spare)
            )


def _filled(name: str, call: ast.Call) -> set[str] | None:
    """Which gaps the call fills; None where the call does not show it."""
    if name == "N_" or any(keyword.arg is None for keyword in call.keywords):
        return None
    if name != "Message":
        return {keyword.arg for keyword in call.keywords if keyword.arg}
    given = [*call.args[1:], *(keyword.value for keyword in call.keywords if keyword.arg == "values")]
    if not given:
        return set()
    if isinstance(given[0], ast.Dict) and all(isinstance(key, ast.Constant) for key in given[0].keys):
        return {str(key.value) for key in given[0].keys if isinstance(key, ast.Constant)}
    return None


def _named(names: Collection[str]) -> str:
    return ", ".join(f"{{{name}}}" for name in sorted(names))


# The catalogs -------------------------------------------------------------------------------------------------------


def po_files(root: Path = ROOT) -> dict[str, Path]:
    """The catalogs there are, by language."""
    return {path.parts[-3]: path for path in sorted(root.glob("data/locale/*/LC_MESSAGES/nettverk.po"))}


def read(path: Path) -> Catalog:
    with path.open("rb") as file:
        return read_po(file, locale=path.parts[-3], abort_invalid=True)


def texts_of(catalog: Catalog) -> list[Message]:
    """The messages of a catalog without its header."""
    return [message for message in catalog if message.id]


def renewed(language: str, asked: Catalog, old: Catalog) -> Catalog:
    """The texts asked for, with the translations there were. English says what the source says."""
    catalog = Catalog(locale=language)
    for message in texts_of(asked):
        known = old.get(_singular(message), message.context)
        string = known.string if known and known.pluralizable == message.pluralizable else None
        if language == "en":
            string = message.id
        catalog.add(message.id, string, message.locations, context=message.context)
    return catalog


def written(language: str, catalog: Catalog) -> bytes:
    """The catalog as its file holds it: sorted, naming a text's files without lines, so that diffs are small."""
    buffer = BytesIO()
    write_po(buffer, catalog, width=0, omit_header=True, sort_output=True, include_lineno=False)
    return HEADER.format(language=language).encode() + buffer.getvalue()


def _singular(message: Message) -> str:
    return message.id if isinstance(message.id, str) else message.id[0]


def _strings(message: Message) -> list[str]:
    return [message.string] if isinstance(message.string, str) else list(message.string or [""])


def _files(message: Message) -> set[str]:
    return {file for file, _ in message.locations}


def _ids(message: Message) -> list[str]:
    return [message.id] if isinstance(message.id, str) else list(message.id)


def catalog_faults(language: str, asked: Catalog, catalog: Catalog, glossary: Mapping[str, Any]) -> Iterator[str]:
    """What keeps one catalog from being complete and right."""
    for message in texts_of(asked):
        held = catalog.get(_singular(message), message.context)
        if held is None or held.pluralizable != message.pluralizable:
            yield f"{_singular(message)!r} is missing: make catalogs"
        elif not all(_strings(held)):
            yield f"{_singular(message)!r} is not translated"
        elif _files(held) != _files(message):
            yield f"{_singular(message)!r} is in other files: make catalogs"
        else:
            yield from _translation_faults(language, held, glossary)
    for message in [*texts_of(catalog), *catalog.obsolete.values()]:
        if message.fuzzy:
            yield f"{_singular(message)!r} is fuzzy"
        if asked.get(_singular(message), message.context) is None:
            yield f"{_singular(message)!r} is no longer in the source: make catalogs"


def _translation_faults(language: str, message: Message, glossary: Mapping[str, Any]) -> Iterator[str]:
    id, strings = _singular(message), _strings(message)
    allowed = set[str]().union(*map(gaps, _ids(message)))
    for string in strings:
        try:
            has = gaps(string)
        except ValueError as error:
            yield f"{id!r}: {string!r}: {error}"
            continue
        # A plural may say "one action" without its number; all other gaps stay.
        if has - allowed or (allowed - has) - ({"n"} if message.pluralizable else set()):
            yield f"{id!r} has the gaps {_named(allowed) or 'none'}, its translation {_named(has) or 'none'}"
    if id in glossary.get("exceptions", {}).get(language, ()):
        return
    # What stands in a gap is no word of the text.
    said = re.sub(r"\{.*?\}", "", id)
    for term, stems in glossary["terms"].items():
        stem = stems.get(language)
        asked = stem and re.search(rf"\b{term}s?\b", said, re.I)
        if asked and not all(re.search(stem, text, re.I) for text in strings):
            yield f"{id!r}: “{term}” is “{stem}” in the glossary, not in {strings[0]!r}"


def load_glossary(root: Path = ROOT) -> Mapping[str, Any]:
    return tomllib.loads((root / "tools" / "glossary.toml").read_text(encoding="utf-8"))


# Commands -----------------------------------------------------------------------------------------------------------


def check(root: Path = ROOT) -> list[str]:
    """Every fault of the source and the catalogs, a line each."""
    asked, glossary = template(root), load_glossary(root)
    faults = list(source_faults(root))
    for language, path in po_files(root).items():
        where = path.relative_to(root).as_posix()
        faults += [f"{where}: {fault}" for fault in catalog_faults(language, asked, read(path), glossary)]
    return faults


def update(root: Path = ROOT) -> list[str]:
    """Write every catalog anew from the source; answers what translators have left to do and what was dropped."""
    asked, report = template(root), []
    for language, path in po_files(root).items():
        old = read(path)
        new = renewed(language, asked, old)
        content = written(language, new)
        if content != path.read_bytes():
            path.write_bytes(content)
        gone = [message for message in texts_of(old) if new.get(_singular(message), message.context) is None]
        missing = [message for message in texts_of(new) if not all(_strings(message))]
        report.append(f"{language}: {len(texts_of(new))} texts, {len(missing)} to translate")
        report += [f"  translate {_singular(message)!r} ({message.locations[0][0]})" for message in missing]
        if language != "en":
            report += [
                f"  dropped {_singular(message)!r}, was {_strings(message)[0]!r}"
                for message in gone
                if any(_strings(message))
            ]
    return report


def main(arguments: list[str]) -> int:
    match arguments:
        case ["update"]:
            print(*update(), sep="\n")
            return 0
        case ["check"]:
            faults = check()
            print(*faults, sep="\n", end="\n" if faults else "")
            return 1 if faults else 0
    print("usage: catalogs.py update | check", file=sys.stderr)
    return 2


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
