"""The data files: the shipped ones load, and a fault in an edited one is reported with file, place and sentence."""

from collections.abc import Callable
from pathlib import Path

import pytest

from nettverk_tui import resources
from nettverk_tui.model.core.faults import in_english
from nettverk_tui.resources import DataFault, load_relays, parse_checklist, parse_gatherings, parse_relays, parse_scale

DATA = Path(__file__).parents[1] / "data"


def shipped(name: str) -> str:
    return (DATA / name).read_text(encoding="utf-8")


def parse(name: str, text: str) -> object:
    parsers: dict[str, Callable[[str], object]] = {
        "checklist.toml": parse_checklist,
        "scale.toml": parse_scale,
        "relays.toml": parse_relays,
        "gatherings.toml": lambda text: parse_gatherings(text, load_relays()),
    }
    return parsers[name](text)


NAMES = ["checklist.toml", "scale.toml", "relays.toml", "gatherings.toml"]

# In the shipped file the first text is replaced by the second, once. Errors of TOML itself have a test of their own.
L1_NN = '"Leiaren leier arbeidet sjølv"'
T1_ASKED = 'asked = ["each", "last"]'
SILENCE = '{ kind = "silence", minutes'
CARD = 'kind = "card", minutes = 3'
TOO_LOW = "the floor is above the planned minutes"
TEACHING = "minutes = 60\nfloor = 45"
BROKEN: dict[str, list[tuple[str, str, str]]] = {
    "checklist.toml": [
        (f"short.nn = {L1_NN}\n", "", "item L1: short.nn is missing"),
        (L1_NN, '" "', "item L1: short.nn is empty"),
        (L1_NN, "7", "item L1: short.nn must be text, not a whole number"),
        (L1_NN, '"Leiaren leier alt forbetringsarbeid"', "item L1: short.nn is longer than 32 characters"),
        (f"short.nn = {L1_NN}", f"short.se = {L1_NN}", "item L1: short.se is not a known key"),
        ('id = "L2"', 'id = "L1"', "item L1 is in the list more than once"),
        ('id = "L"', 'id = "T"', "category T is in the list more than once"),
        ('category = "L"', 'category = "X"', "item L1: category X is not in the list"),
        ('source = "leadership"', 'source = "rumour"', "item L1: source rumour is not in the list"),
        ('id = "tools"', 'id = "leadership"', "source leadership is in the list more than once"),
        (T1_ASKED, 'asked = ["each", "end"]', "item T1: asked number 2 cannot be 'end'"),
        (T1_ASKED, "asked = []", "item T1: asked is empty"),
        ("starred = true\n", "", "item T1: a starred item is asked at each gathering, and no other item is"),
        ("starred = true", "stared = true", "item T1: stared is not a known key"),
        ('fact = "same_unit"', 'fact = "weather"', "item T4: fact cannot be 'weather'"),
        ("wording_version = 1", "wording_version = 0", "item T1: wording_version must be 1 or more"),
        ("{unit} har delteke", "{office} har delteke", "item T1: full.nn cannot have the gap {office}"),
        ("Alle faggrupper har deltatt", "Alle ved {unit}", "item T1: short.nb cannot have the gap {unit}"),
        ('"lederskifte"', '"Ledelse"', "item L4: the tag ledelse is taken by L"),
        ('id = "critical-factors-2008"\n', "", "id is missing"),
        ("[[sources]]", '[[sourses]]\nid = "x"\n\n[[sources]]', "sourses is not a known key"),
    ],
    "scale.toml": [
        ("value = 4", "value = 5", "level 4: value must be 4 or less"),
        ("value = 4", "value = 3", "level 3 is in the list more than once"),
        ("value = 2", "value = 1", "level 1 is in the list more than once"),
        ("stage = 1.5", "stage = 1.7", "stage 3: stage must be a multiple of 0.5"),
        ("stage = 1.5", "stage = 1.0", "stage 1 is in the list more than once"),
        ("stage = 1.5", 'stage = "1,5"', "stage 3: stage must be a number, not text"),
        ("stage = 1.5", "stage = nan", "stage 3: stage must be 0.5 or more"),
        ("not_rated = ", "unrated = ", "unrated is not a known key"),
    ],
    "relays.toml": [
        (
            "minutes = 6, floor = 4",
            "minutes = 3, floor = 4",
            "relay usual: step peers: the floor is above the planned minutes",
        ),
        (SILENCE, '{ kind = "status", minutes', "relay usual: step status is in the list more than once"),
        (SILENCE, '{ kind = "dance", minutes', "relay usual: step dance: kind cannot be 'dance'"),
        (SILENCE, '{ kind = "plenary", minutes', "relay usual: step plenary has no words"),
        (CARD, 'kind = "card", minutes = 0', "relay usual: step card: minutes must be 1 or more"),
        (CARD, 'kind = "card", minutes = 2.5', "relay usual: step card: minutes must be a whole number, not a number"),
        (CARD, 'kind = "card"', "relay usual: step card: minutes is missing"),
        ('id = "last"', 'id = "usual"', "relay usual is in the list more than once"),
        ('{ nb = "kort", nn = "kort", en', '{ nb = "kort", en', "step card: short.nn is missing"),
        ("help.nn = [", "help.no = [", "step card: help.no is not a known key"),
        ("help.nn = [", 'help.nn = ["Ei line."]\nunused = [', "step card: help.nn has fewer than 3 entries"),
        ('[[steps]]\nkind = "status"', '[[steps]]\nkind = "card"', "step card is in the list more than once"),
    ],
    "gatherings.toml": [
        ('relay = "usual"', 'relay = "unusual"', "gathering middle: relay unusual is not in the list"),
        (
            'relay = "usual"\n',
            "",
            "gathering middle: day 1: item relay: the gathering does not say which relay it uses",
        ),
        ('kind = "middle"', 'kind = "last"', "gathering last is in the list more than once"),
        (
            'kind = "relay"\n',
            'kind = "relay"\nminutes = 30\n',
            "gathering middle: day 1: item relay: the minutes come from the relay and cannot be given here",
        ),
        ('"welcome"\nminutes = 30', '"welcome"', "gathering first: day 1: item welcome: minutes is missing"),
        (
            TEACHING,
            "minutes = 40\nfloor = 45",
            f"gathering first: day 1: item teaching: {TOO_LOW}",
        ),
        (TEACHING, "minutes = 60\nflor = 45", "gathering first: day 1: item teaching: flor is not a known key"),
        ("starts = 10:00:00", 'starts = "ten"', "gathering first: day 1: starts is not a valid date or time"),
        (
            "minutes = 15, floor = 10",
            "minutes = 5, floor = 10",
            f"pauses.coffee: {TOO_LOW}",
        ),
        ("sitting = 90", "sitting = -90", "pauses.sitting must be 1 or more"),
        ('kind = "buffer"\nshort', 'kind = "break"\nshort', "item break is in the list more than once"),
    ],
}
CASES = [(name, *case) for name, cases in BROKEN.items() for case in cases]


@pytest.mark.parametrize(("name", "old", "new", "expected"), CASES, ids=[f"{case[0]}: {case[3]}" for case in CASES])
def test_fault_in_an_edited_file_is_reported(name: str, old: str, new: str, expected: str) -> None:
    text = shipped(name)
    assert old in text
    with pytest.raises(DataFault) as caught:
        parse(name, text.replace(old, new, 1))
    assert str(caught.value) == f"{name}: {expected}"
    assert caught.value.path == name
    assert in_english(caught.value.sentence) == str(caught.value)


def test_file_without_a_kind_of_gathering_is_reported() -> None:
    text = shipped("gatherings.toml")
    middle, last = text.index("# One day"), text.index("# Two days: results")
    with pytest.raises(DataFault, match=r"^gatherings\.toml: gathering middle is missing$"):
        parse("gatherings.toml", text[:middle] + text[last:])


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("id = [1,\n2", "line 2: this is not valid TOML"),
        ('id = "a"\nname = { nb = "b" nn = "c" }', "line 2, column 19: this is not valid TOML"),
        ("starts = 25:00:00", "line 1, column 12: this is not valid TOML"),
        ('id = "a"\nid = "b"\n\n', "line 2"),
        ("id = " + "[" * 100_000, "lists and tables are nested too deep"),
        ("\n\nid", "line 3"),
    ],
)
def test_invalid_toml_is_reported(name: str, text: str, expected: str) -> None:
    with pytest.raises(DataFault) as caught:
        parse(name, text)
    assert str(caught.value).startswith(f"{name}: {expected}")


def test_text_from_a_file_is_cleaned() -> None:
    text = shipped("checklist.toml").replace("Leiaren leier", "Leiaren \\u001b[2J\\u202Eleier", 1)
    assert parse_checklist(text).item("L1").short.nn == "Leiaren leier arbeidet sjølv"


def test_data_files_are_read_once() -> None:
    everything = resources.knowledge()
    assert everything is resources.knowledge()
    assert everything.checklist is resources.load_checklist()
    assert everything.relays.relay("usual").steps[0].kind == "card"


def test_data_of_a_checkout_is_read_in_place() -> None:
    assert resources.data_folder() == DATA


def installed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A package outside any checkout, with the data inside it as the wheel puts it."""
    package = tmp_path / "site-packages" / "nettverk_tui"
    (package / "data").mkdir(parents=True)
    (tmp_path / "data").mkdir()
    monkeypatch.setattr(resources, "__file__", str(package / "resources.py"))
    monkeypatch.setattr(resources, "files", lambda name: package.parent / name)
    for load in (resources.load_checklist, resources.load_relays):
        monkeypatch.setattr(resources, load.__name__, load.__wrapped__)
    return package / "data"


def test_installed_program_reads_its_own_copy_of_the_data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    data = installed(tmp_path, monkeypatch)
    assert resources.data_folder() == data
    (data / "relays.toml").write_text(shipped("relays.toml").replace("minutes = 7", "minutes = 8"), encoding="utf-8")
    assert resources.load_relays().relay("usual").minutes == 31


def test_missing_or_unreadable_file_is_reported(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    data = installed(tmp_path, monkeypatch)
    with pytest.raises(DataFault, match=r"^checklist\.toml: the file is missing"):
        resources.load_checklist()
    (data / "checklist.toml").write_bytes('id = "blåbær"'.encode("latin-1"))
    with pytest.raises(DataFault, match=r"^checklist\.toml: the file is not UTF-8 text"):
        resources.load_checklist()
    (data / "checklist.toml").write_bytes(b"\xef\xbb\xbf" + shipped("checklist.toml").encode())
    assert resources.load_checklist().id == "critical-factors-2008"
