"""Show the schema of the record types: what the migrations together must arrive at."""

import sys

from nettverk_tui.store.schema import ddl

if __name__ == "__main__":
    sys.stdout.write(ddl())
