"""The check of catalogs, on a small project of its own."""

from pathlib import Path

import pytest

from tools.catalogs import HEADER, check, update

SOURCE = """
from nettverk_tui.model.core.messages import Message, N_

LABEL = N_("Gathering")

def show(t, self, name, n, last):
    t("Hello {name}", name=name)
    self.t("one line, "
           "two literals")
    t(LABEL)
    t("first" if n == 1 else "last" if last else "middle")
    self.app.t.plural("{n} action", "{n} actions", n)
    t.context("of a group", "resumed")
    Message("{name}: {n}", {"name": name, "n": n})
    return Message("{who} left", {"who": name})
"""
MSGIDS = [
    "Gathering", "Hello {name}", "first", "last", "middle", "one line, two literals", "resumed", "{n} action",
    "{who} left",
]  # fmt: skip


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A source with nine texts, a bokmål and an English catalog with none, and a glossary of one term."""
    source = tmp_path / "src" / "nettverk_tui" / "screen.py"
    source.parent.mkdir(parents=True)
    source.write_text(SOURCE, encoding="utf-8")
    for language in ("nb", "en"):
        catalog = po(tmp_path, language)
        catalog.parent.mkdir(parents=True)
        catalog.write_text(HEADER.format(language=language), encoding="utf-8")
    (tmp_path / "tools").mkdir()
    (tmp_path / "tools" / "glossary.toml").write_text(
        '[terms]\n"gathering" = { nb = "samling" }\n[exceptions]\nnb = []\n', encoding="utf-8"
    )
    return tmp_path


def po(project: Path, language: str) -> Path:
    return project / "data" / "locale" / language / "LC_MESSAGES" / "nettverk.po"


def replace(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert text.count(old) == 1, old
    path.write_text(text.replace(old, new), encoding="utf-8")


def translate(project: Path, msgid: str, msgstr: str) -> None:
    replace(po(project, "nb"), f'msgid "{msgid}"\nmsgstr ""', f'msgid "{msgid}"\nmsgstr "{msgstr}"')


@pytest.fixture
def complete(project: Path) -> Path:
    """The same with everything translated."""
    update(project)
    for msgid in MSGIDS:
        if msgid == "{n} action":
            replace(po(project, "nb"), 'msgstr[0] ""\nmsgstr[1] ""', 'msgstr[0] "én oppgave"\nmsgstr[1] "{n} oppgaver"')
        else:
            translate(project, msgid, {"Gathering": "Samling"}.get(msgid, f"nb: {msgid}"))
    assert check(project) == []
    return project


def test_update_finds_every_form_of_call(project: Path) -> None:
    missing = [fault.partition(" is missing")[0].partition(": ")[2] for fault in check(project) if "/nb/" in fault]
    assert sorted(missing) == sorted(map(repr, MSGIDS))


def test_update_lists_missing_translations_and_fills_english(project: Path) -> None:
    report = update(project)
    assert report[0] == "en: 9 texts, 0 to translate"
    assert report[1] == "nb: 9 texts, 9 to translate"
    assert "  translate 'Hello {name}' (src/nettverk_tui/screen.py)" in report
    assert [fault for fault in check(project) if "/en/" in fault] == []
    assert len([fault for fault in check(project) if "is not translated" in fault]) == 9
    assert 'msgstr[1] "{n} actions"' in po(project, "en").read_text(encoding="utf-8")


def test_update_of_current_catalogs_changes_nothing(complete: Path) -> None:
    before = po(complete, "nb").read_bytes()
    assert update(complete) == ["en: 9 texts, 0 to translate", "nb: 9 texts, 0 to translate"]
    assert po(complete, "nb").read_bytes() == before


def test_update_keeps_translations_and_lists_dropped_ones(complete: Path) -> None:
    replace(complete / "src/nettverk_tui/screen.py", 't("Hello {name}", name=name)', 't("New")')
    report = update(complete)
    assert "  translate 'New' (src/nettverk_tui/screen.py)" in report
    assert "  dropped 'Hello {name}', was 'nb: Hello {name}'" in report
    assert 'msgstr "Samling"' in po(complete, "nb").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ('msgstr "nb: first"', 'msgstr ""', "'first' is not translated"),
        ('msgstr[1] "{n} oppgaver"', 'msgstr[1] ""', "'{n} action' is not translated"),
        ('msgstr "nb: {who} left"', 'msgstr "{hvem} gikk"', "'{who} left' has the gaps {who}, its translation {hvem}"),
        ('msgstr "nb: Hello {name}"', 'msgstr "Hei"', "'Hello {name}' has the gaps {name}, its translation none"),
        ('msgstr "nb: first"', 'msgstr "{første}"', "'first' has the gaps none, its translation {første}"),
        ('msgstr "nb: first"', 'msgstr "{"', "'first': '{': Single '{' encountered in format string"),
        ('msgid "first"', '#, fuzzy\nmsgid "first"', "'first' is fuzzy"),
        ('msgstr "Samling"', 'msgstr "Møte"', "'Gathering': “gathering” is “samling” in the glossary, not in 'Møte'"),
        ('msgid "first"', 'msgid "firstly"', "'firstly' is no longer in the source: make catalogs"),
        ('msgctxt "of a group"\n', "", "'resumed' is missing: make catalogs"),
    ],
)  # fmt: skip
def test_check_reports_a_fault_in_a_catalog(complete: Path, old: str, new: str, fault: str) -> None:
    replace(po(complete, "nb"), old, new)
    assert f"data/locale/nb/LC_MESSAGES/nettverk.po: {fault}" in check(complete)


def test_check_reports_an_obsolete_entry(complete: Path) -> None:
    with po(complete, "nb").open("a", encoding="utf-8") as file:
        file.write('\n#~ msgid "gone"\n#~ msgstr "borte"\n')
    assert check(complete) == [
        "data/locale/nb/LC_MESSAGES/nettverk.po: 'gone' is no longer in the source: make catalogs"
    ]


def test_check_reports_a_text_whose_module_has_moved(complete: Path) -> None:
    package = complete / "src/nettverk_tui"
    (package / "screen.py").rename(package / "screens.py")
    faults = check(complete)
    assert "data/locale/nb/LC_MESSAGES/nettverk.po: 'Gathering' is in other files: make catalogs" in faults
    assert len(faults) == 2 * len(MSGIDS)
    update(complete)
    assert check(complete) == []


def test_check_allows_exceptions_of_the_glossary(complete: Path) -> None:
    replace(po(complete, "nb"), 'msgstr "Samling"', 'msgstr "Møte"')
    replace(complete / "tools/glossary.toml", "nb = []", 'nb = ["Gathering"]')
    assert check(complete) == []


@pytest.mark.parametrize(
    ("call", "fault"),
    [
        ('t("Hello {name}")', "'Hello {name}': nothing fills {name}"),
        ('t("Hello {name}", name=name, n=n)', "'Hello {name}': no gap for {n}"),
        ('t("Hello {name}", nam=name)', "'Hello {name}': nothing fills {name}, no gap for {nam}"),
        ('t(f"Hello {name}")', "t() needs a literal: a text put together has no place in a catalog"),
        ('t("Hello " + name)', "t() needs a literal: a text put together has no place in a catalog"),
        ('N_("Hello {}")', "'Hello {}': gaps must be plain names, not {}"),
        ('N_("Hello {name.first}")', "'Hello {name.first}': gaps must be plain names, not {name.first}"),
        ('t("Hello {")', "'Hello {': Single '{' encountered in format string"),
        ('Message(N_("Hello {name}"), {"nam": name})', "'Hello {name}': nothing fills {name}, no gap for {nam}"),
        ('Message("{name}")', "'{name}': nothing fills {name}"),
        ('t.plural("{n} of {all}", "{n} of {all}", n)', "'{n} of {all}': nothing fills {all}"),
    ],
)
def test_check_reports_a_fault_in_the_source(complete: Path, call: str, fault: str) -> None:
    source = complete / "src/nettverk_tui/screen.py"
    replace(source, 't("Hello {name}", name=name)', call)
    line = SOURCE.splitlines().index('    t("Hello {name}", name=name)') + 1
    assert f"src/nettverk_tui/screen.py:{line}: {fault}" in check(complete)


@pytest.mark.parametrize(
    "call", ['t("Hello {name}", **values)', 't("Hello {name}", name=n)', "t(name)", "t.plural(name, LABEL, n)"]
)
def test_check_accepts_correct_source(complete: Path, call: str) -> None:
    replace(complete / "src/nettverk_tui/screen.py", 't("Hello {name}", name=name)', call)
    assert [fault for fault in check(complete) if "screen.py" in fault] == []
