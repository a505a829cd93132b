"""The schema of the file, generated from the record types: STRICT, a CHECK for every closed set, partial unique keys.

A released schema is frozen as numbered files in `migrations/`; their result must equal the schema generated here, and
a test compares the two. The schema has no triggers, no own functions and no `json_*`: with
`trusted_schema=OFF` they would fail.
"""

import types
from typing import Annotated, Any, Literal, Union, get_args, get_origin, get_type_hints

from nettverk_tui.model.core.records import TABLES, UNIQUE, Record
from nettverk_tui.model.decisions.change import references
from nettverk_tui.store.views import VIEWS

#: "nvtk" in ASCII: identifies a file of this program.
APPLICATION_ID = 0x6E76746B

#: Rules over several columns, or that a type cannot express.
_CHECKS: dict[str, tuple[str, ...]] = {
    "rating": (
        "level IS NULL OR level BETWEEN 1 AND 4",
        "(answer = 'level') = (level IS NOT NULL)",
    ),
    "project_stage": ("tenths BETWEEN 5 AND 50 AND tenths % 5 = 0",),
    "programme_step": ("planned_ms >= 0 AND floor_ms >= 0",),
    # Whether x may exceed n depends on the indicator: a proportion may not, a rate may.
    "measurement": ("denominator IS NULL OR denominator > 0",),
    "advice": ("group_id IS NOT NULL",),
    "attendance": ("(member_id IS NOT NULL) + (facilitator_id IS NOT NULL) + (guest <> '') = 1",),
    "programme_item": ("room BETWEEN 1 AND 4",),
    "network": ("groups_per_room BETWEEN 1 AND 20",),
}

JOURNAL = """\
CREATE TABLE journal (
    seq INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    hlc INTEGER NOT NULL,
    at INTEGER NOT NULL,
    device TEXT NOT NULL,
    window TEXT NOT NULL,
    actor TEXT NOT NULL DEFAULT '',
    batch TEXT,
    category TEXT NOT NULL CHECK (category IN ('do', 'undo', 'redo', 'base', 'migration')),
    kind TEXT NOT NULL,
    schema_version INTEGER NOT NULL,
    target TEXT,
    undone INTEGER NOT NULL DEFAULT 0 CHECK (undone IN (0, 1)),
    payload TEXT,
    payload_hash TEXT NOT NULL,
    chain TEXT NOT NULL
) STRICT;
CREATE INDEX journal_by_window ON journal (window, category, undone, seq);
CREATE INDEX journal_by_chain ON journal (chain);
"""

FILE = """\
CREATE TABLE file (
    only INTEGER PRIMARY KEY CHECK (only = 1),
    id TEXT NOT NULL,
    made_at INTEGER NOT NULL,
    made_by TEXT NOT NULL
) STRICT;
"""

#: The runner's last published state: all that the second screen reads. Not in the journal.
SECOND_SCREEN = """\
CREATE TABLE second_screen (
    only INTEGER PRIMARY KEY CHECK (only = 1),
    published TEXT NOT NULL
) STRICT;
"""

#: The text of other tables as `search_index` stores it. `folded` is in both: the index needs the old text to delete
#: it, and words of one or two letters are searched for in the table.
SEARCH = """\
CREATE TABLE search_entry (
    id INTEGER PRIMARY KEY,
    record TEXT NOT NULL,
    row_id TEXT NOT NULL,
    kind TEXT NOT NULL,
    network_id TEXT,
    group_id TEXT,
    gathering_id TEXT,
    person_id TEXT,
    factor TEXT,
    layer TEXT,
    text TEXT NOT NULL,
    folded TEXT NOT NULL
) STRICT;
CREATE UNIQUE INDEX search_entry_by_row ON search_entry (record, row_id);
CREATE INDEX search_entry_by_network_id ON search_entry (network_id);
CREATE INDEX search_entry_by_group_id ON search_entry (group_id);
CREATE INDEX search_entry_by_gathering_id ON search_entry (gathering_id);
CREATE VIRTUAL TABLE search_index USING fts5 (folded, content='search_entry', content_rowid='id', tokenize='trigram');
"""

#: How often factors rose, with advice and without, counted by `rollup`.
ROLLUP = """\
CREATE TABLE factor_rollup (
    group_id TEXT NOT NULL REFERENCES improvement_group (id),
    item TEXT NOT NULL,
    level INTEGER NOT NULL CHECK (level BETWEEN 1 AND 4),
    advised INTEGER NOT NULL CHECK (advised IN (0, 1)),
    steps INTEGER NOT NULL,
    rose INTEGER NOT NULL,
    PRIMARY KEY (group_id, item, level, advised)
) STRICT;
"""

#: The schema version that added the derived tables: the search index and the counts.
DERIVED_SINCE = 5


def ddl() -> str:
    """Return the whole schema as one script."""
    tables = "\n".join(_table(kind, name) for kind, name in TABLES.items())
    return "\n".join((FILE, JOURNAL, SECOND_SCREEN, tables, SEARCH, ROLLUP, VIEWS))


def _table(kind: type[Record], name: str) -> str:
    hints = get_type_hints(kind, include_extras=True)
    refers = references(kind)
    lines = [_column(field, hints[field], refers.get(field)) for field in _in_order(kind)]
    lines += [f"CHECK ({rule})" for rule in _CHECKS.get(name, ())]
    parts = [f"CREATE TABLE {name} (\n    " + ",\n    ".join(lines) + "\n) STRICT;"]
    if kind in UNIQUE:
        fields = ", ".join(UNIQUE[kind])
        parts.append(f"CREATE UNIQUE INDEX {name}_once ON {name} ({fields}) WHERE deleted = 0;")
    parts += [f"CREATE INDEX {name}_by_{field} ON {name} ({field});" for field in refers]
    return "\n".join(parts) + "\n"


def _in_order(kind: type[Record]) -> list[str]:
    own = [field for field in kind.__struct_fields__ if field not in Record.__struct_fields__]
    return ["id", *own, "origin", "deleted", "version", "created_at", "changed_at"]


def _column(field: str, hint: Any, refers: str | None) -> str:
    if field == "id":
        return "id TEXT PRIMARY KEY NOT NULL"
    bare, optional = bare_type(hint)
    quoted = f'"{field}"' if field == "on" else field
    line = f"{quoted} {_sql_type(bare)}"
    if not optional:
        line += " NOT NULL"
    if get_origin(bare) is Literal:
        closed = ", ".join(f"'{value}'" for value in get_args(bare))
        line += f" CHECK ({quoted} IN ({closed}))"
    elif bare is bool:
        line += f" CHECK ({quoted} IN (0, 1))"
    if refers is not None:
        line += f" REFERENCES {refers} (id)"
    return line


def bare_type(hint: Any) -> tuple[Any, bool]:
    """Return the type without Annotated and None, and whether None is allowed."""
    if get_origin(hint) is Annotated:
        return bare_type(get_args(hint)[0])
    if get_origin(hint) in (Union, types.UnionType):
        inner = [part for part in get_args(hint) if part is not type(None)]
        return bare_type(inner[0])[0], True
    return hint, False


def _sql_type(bare: Any) -> str:
    if bare in (bool, int):
        return "INTEGER"
    return "REAL" if bare is float else "TEXT"
