"""The demo's year, read from data/demo: the three kinds of file as one value."""

import tomllib
from functools import cache
from typing import TypeVar

import msgspec

from nettverk_tui.exchange.demo.group_shapes import GroupStory
from nettverk_tui.exchange.demo.shapes import GatheringsFile, GatheringStory, NetworkFile
from nettverk_tui.model.core.faults import our_words
from nettverk_tui.model.core.messages import N_, Message
from nettverk_tui.resources import DataFault, data_folder

LETTERS = ("A", "B", "C", "D", "E", "F")


class Story(msgspec.Struct, frozen=True):
    """The whole year."""

    network: NetworkFile
    gatherings: tuple[GatheringStory, ...]
    groups: tuple[GroupStory, ...]


T = TypeVar("T")


@cache
def load_story() -> Story:
    """Read all files of data/demo. Raises `DataFault` for the first that cannot be used."""
    return Story(
        network=_load("network.toml", NetworkFile),
        gatherings=_load("gatherings.toml", GatheringsFile).gatherings,
        groups=tuple(_load(f"group_{letter.lower()}.toml", GroupStory) for letter in LETTERS),
    )


def _load(name: str, kind: type[T]) -> T:
    return parse((data_folder() / "demo" / name).read_text(encoding="utf-8"), f"demo/{name}", kind)


def parse(text: str, path: str, kind: type[T]) -> T:
    """Parse one file's text. Raises `DataFault` with the place of the fault."""
    try:
        raw = tomllib.loads(text)
        return msgspec.convert(raw, kind)
    except tomllib.TOMLDecodeError as error:
        raise DataFault(path, (), Message(N_("this is not valid TOML"))) from error
    except msgspec.ValidationError as error:
        fault = our_words(error, raw)
        raise DataFault(path, fault.where, fault.message) from error
