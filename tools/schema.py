"""Write the schema of the record types as the newest migration: run while a version has not been released."""

from pathlib import Path

from nettverk_tui.store.schema import ddl

TARGET = Path(__file__).parent.parent / "src" / "nettverk_tui" / "store" / "migrations" / "0001_first.sql"

if __name__ == "__main__":
    TARGET.write_text(ddl(), "utf-8")
