"""`nettverk --version` against a Python that does nothing.

python -m benchmarks.version [ROUNDS]
"""

import subprocess
import sys
import time
from collections.abc import Sequence

from benchmarks.paired import ENVIRONMENT, Run, paired, table


def ended(command: Sequence[str]) -> Run:
    """Run a command to its end."""

    def run() -> float:
        began = time.perf_counter()
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL, env=ENVIRONMENT)
        return time.perf_counter() - began

    return run


def main() -> None:
    """Measure, and print a table."""
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 40
    runs = {
        "python -c pass": ended([sys.executable, "-c", "pass"]),
        "nettverk --version": ended([sys.executable, "-m", "nettverk_tui", "--version"]),
    }
    print(table(paired(runs, rounds), "python -c pass"))


if __name__ == "__main__":
    main()
