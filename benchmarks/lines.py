"""How long a line takes to be understood: it is read whole at every key. Medians in milliseconds; run by hand.

python -m benchmarks.lines
"""

import statistics
import time

from nettverk_tui.model.capture import CaptureContext, understand

_LINES = {
    "an action": "+ Avklar hvem som leder møtene @Kari frist tor 10. desember",
    "an action with its date at the end": "+ Ring apoteket i neste uke på fredag",
    "a contact": "kontakt: telefon 20 min om flytdiagram i går, avtalt: måle to uker til, neste 17/3",
    "a note": "Vi har hatt møte med legene om telefonen, og alle var enige",
    "a measurement": "måling: avvik 14/48 3.11",
    "a whole page of words": "+ " + "ord " * 4_900 + "frist fre",
    "a whole page of what could be dates": "kontakt: " + "i den om 10.12.x " * 1_150,
}


def main() -> None:
    """Print a line for each."""
    around = CaptureContext(today="2026-11-30", group_id="B")
    for name, line in _LINES.items():
        taken = []
        for _ in range(11 if len(line) > 1_000 else 501):
            began = time.perf_counter()
            understand(line, around)
            taken.append(time.perf_counter() - began)
        print(f"{statistics.median(taken) * 1000:8.2f} ms  {name}")


if __name__ == "__main__":
    main()
