"""The program's data files: the path of data/, its TOML files as values of the model, and their faults."""

import re
import tomllib
from collections.abc import Iterable
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any, TypeVar

import msgspec

from nettverk_tui.model.core.checklist import Checklist, Scale, checklist_faults, scale_faults
from nettverk_tui.model.core.faults import Fault, in_english, our_words
from nettverk_tui.model.core.messages import N_, Message
from nettverk_tui.model.core.text import clean
from nettverk_tui.model.gathering.relay import Gatherings, Relays, gatherings_faults, relays_faults

T = TypeVar("T")


class DataFault(Exception):
    """A data file cannot be used. `path` is the file's name, `where` the place in it, `message` the fault."""

    def __init__(self, path: str, where: tuple[Message, ...], message: Message) -> None:
        self.path = path
        self.where = where
        self.message = message
        #: The whole, to be translated: `checklist.toml: item L1: short.nn is missing`.
        self.sentence = Fault(where, message).sentence(path)
        super().__init__(in_english(self.sentence))


class Knowledge(msgspec.Struct, frozen=True):
    """All knowledge the program ships."""

    checklist: Checklist
    scale: Scale
    relays: Relays
    gatherings: Gatherings


def data_folder() -> Traversable:
    """Return the checkout's data/ beside src/, or the copy inside the installed package."""
    package = Path(__file__).resolve().parent
    checkout = package.parent.parent / "data"
    # An editable install may still have an old copy inside the package: the checkout wins.
    if package.parent.name == "src" and checkout.is_dir():
        return checkout
    return files("nettverk_tui") / "data"


def parse_checklist(text: str, path: str = "checklist.toml") -> Checklist:
    """Parse the checklist. Raises DataFault."""
    checklist = _convert(text, path, Checklist)
    _refuse(path, checklist_faults(checklist))
    return checklist


def parse_scale(text: str, path: str = "scale.toml") -> Scale:
    """Parse the scale. Raises DataFault."""
    scale = _convert(text, path, Scale)
    _refuse(path, scale_faults(scale))
    return scale


def parse_relays(text: str, path: str = "relays.toml") -> Relays:
    """Parse the relays. Raises DataFault."""
    relays = _convert(text, path, Relays)
    _refuse(path, relays_faults(relays))
    return relays


def parse_gatherings(text: str, relays: Relays, path: str = "gatherings.toml") -> Gatherings:
    """Parse the programmes of gatherings. Raises DataFault."""
    gatherings = _convert(text, path, Gatherings)
    _refuse(path, gatherings_faults(gatherings, relays))
    return gatherings


@cache
def load_checklist() -> Checklist:
    """Read the checklist that is shipped."""
    return parse_checklist(_read("checklist.toml"))


@cache
def load_scale() -> Scale:
    """Read the scale that is shipped."""
    return parse_scale(_read("scale.toml"))


@cache
def load_relays() -> Relays:
    """Read the relays that are shipped."""
    return parse_relays(_read("relays.toml"))


@cache
def load_gatherings() -> Gatherings:
    """Read the programmes that are shipped."""
    return parse_gatherings(_read("gatherings.toml"), load_relays())


@cache
def knowledge() -> Knowledge:
    """Return all knowledge, read once per process. Raises DataFault."""
    return Knowledge(load_checklist(), load_scale(), load_relays(), load_gatherings())


def _read(name: str) -> str:
    try:
        return (data_folder() / name).read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        raise DataFault(name, (), Message(N_("the file is missing: install the program again"))) from None
    except UnicodeDecodeError:
        raise DataFault(name, (), Message(N_("the file is not UTF-8 text: save it as UTF-8"))) from None


def _convert(text: str, path: str, kind: type[T]) -> T:
    try:
        raw = tomllib.loads(text)
        return msgspec.convert(_cleaned(raw), kind)
    except tomllib.TOMLDecodeError as error:
        raise DataFault(path, _toml_place(str(error), text), Message(N_("this is not valid TOML"))) from error
    except RecursionError:
        raise DataFault(path, (), Message(N_("lists and tables are nested too deep"))) from None
    except msgspec.ValidationError as error:
        fault = our_words(error, raw)
        raise DataFault(path, fault.where, fault.message) from error


def _refuse(path: str, faults: Iterable[Fault]) -> None:
    """Raise DataFault for the first fault, if any: correcting it often corrects the next."""
    for fault in faults:
        raise DataFault(path, fault.where, fault.message)


def _toml_place(error: str, text: str) -> tuple[Message, ...]:
    """Return line and column of a TOML error: in Python 3.11 only its English sentence has them, except at the end."""
    at = re.search(r"\(at line (\d+), column (\d+)\)$", error)
    if at:
        return (Message(N_("line {line}, column {column}"), {"line": int(at[1]), "column": int(at[2])}),)
    return (Message(N_("line {line}"), {"line": text.rstrip().count("\n") + 1}),)


def _cleaned(value: Any) -> Any:
    """Clean the text in a data file like all other text."""
    if isinstance(value, str):
        return clean(value)
    if isinstance(value, list):
        return [_cleaned(item) for item in value]
    if isinstance(value, dict):
        return {key: _cleaned(item) for key, item in value.items()}
    return value
