"""Text that a terminal or a widget would act on, and the program must not."""

import sqlite3
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import msgspec

from nettverk_tui.model.core.records import (
    Action,
    Advice,
    Event,
    Facilitator,
    Gathering,
    Group,
    Indicator,
    Member,
    Network,
    Note,
    ProgrammeItem,
    Project,
    Rating,
    Record,
    Statement,
    StatusText,
)
from nettverk_tui.store.store import Store
from tests.support.networks import HOUR, MORNING, network_records, store_with
from tests.support.stage import Clock

#: Markup that would raise, lose a word, colour a name or end the app.
MARKUP = "[/] [b [bold]Kari[/bold] [@click=app.quit]x[/]"
#: A title, the clipboard, an empty screen, a colour, right to left, nothing at all and NUL.
CONTROL = "før\x1b]0;tittel\x07\x1b]52;c;aGVp\x07\x1b[2J\x9b31mKari\u202egnis\u200b\x00 etter"
#: The same after cleaning.
CLEANED = "førKarignis etter"


def everywhere(text: str, *, groups: int = 2) -> list[Record]:
    """A network with `text` in every field that people write."""
    records: dict[tuple[type[Record], str], Record] = {
        (type(record), record.id): record for record in network_records(groups, language="en", name=text)
    }
    for record in (*_named(list(records.values()), text), *_said(text)):
        records[type(record), record.id] = record
    return list(records.values())


_MARK = "MERKE"


def file_with(path: Path, text: str, *, clock: Clock) -> Store:
    """An open file with `text` everywhere, as another program could have written it: without any cleaning."""
    store = store_with(path, everywhere(_MARK), now=clock)
    writer = sqlite3.connect(path)
    tables = writer.execute("SELECT name FROM sqlite_master WHERE type = 'table' AND name != 'journal'").fetchall()
    for (table,) in tables:
        for column in [row[1] for row in writer.execute(f"PRAGMA table_info({table})") if row[2] == "TEXT"]:
            writer.execute(f'UPDATE "{table}" SET "{column}" = ? WHERE "{column}" = ?', (text, _MARK))
    writer.commit()
    writer.close()
    return store


def _named(records: Sequence[Record], text: str) -> list[Record]:
    replace = msgspec.structs.replace
    changed: list[Record] = []
    for record in records:
        match record:
            case Network():
                changed.append(replace(record, region=text, coordinator=text))
            case Facilitator():
                changed.append(replace(record, name=text, organisation=text))
            case Group():
                changed.append(replace(record, unit=text, municipality=text))
            case Project():
                changed.append(replace(record, area=text, aim=text))
            case Member():
                changed.append(replace(record, name=text, profession=text))
            case Gathering():
                changed.append(replace(record, place=text, chair=text, minute_taker=text, recipients=text))
            case Indicator():
                changed.append(replace(record, name=text))
            case Advice() | Action():
                changed.append(replace(record, text=text, **({"who": text} if isinstance(record, Action) else {})))
            case ProgrammeItem() if record.kind != "relay":
                changed.append(replace(record, title=text))
    return changed


def _said(text: str) -> list[Record]:
    here: dict[str, Any] = {"gathering_id": "second", "group_id": "group-A", "text": text}
    then: dict[str, Any] = {"gathering_id": "first", "group_id": "group-A"}
    return [
        StatusText(id="s1", **here, field="done"),
        StatusText(id="s2", **here, field="question"),
        StatusText(id="s3", **then, field="done", text=text),
        StatusText(id="s4", **then, field="question", text=text),
        Rating(id="r1", gathering_id="second", group_id="group-A", item="T1", rater="group", answer="level", level=1,
               reason=text),
        Rating(id="r2", **then, item="T1", rater="group", answer="level", level=1, reason=text),
        Event(id="e1", group_id="group-A", kind="leader_change", on="2027-02-10", text=text, cause=text),
        Advice(id="a1", **here, at=MORNING, giver="adviser", giver_facilitator_id="adviser", answer="not_now",
               answer_reason=text),
        Advice(id="a2", **then, at=MORNING - 40 * 24 * HOUR, text=text, giver="adviser"),
        Action(id="t1", **here, at=MORNING, who=text, who_unknown=True, state="dropped", outcome=text),
        Action(id="t2", **here, at=MORNING, who=text, who_unknown=True),
        Note(id="n1", **here, at=MORNING, step="questions"),
        Note(id="n2", gathering_id="second", at=MORNING, step="plenary", text=text, kind="parked", answer=text,
             state="answered"),
        Note(id="n3", gathering_id="second", at=MORNING, step="plenary", text=text, kind="decision"),
        Statement(id="p1", **here, at=MORNING),
        Gathering(id="third", network_id="network", number=3, kind="middle", starts_on="2027-05-25",
                  ends_on="2027-05-25", place=text),
    ]  # fmt: skip
