"""Where things are kept on this computer when nobody says otherwise."""

import os
from pathlib import Path


def home() -> Path:
    """The program's own folder: NETTVERK_HOME, else the place the system gives programs for a user's data."""
    chosen = os.environ.get("NETTVERK_HOME")
    if chosen:
        return Path(chosen)
    import platformdirs

    return Path(platformdirs.user_data_path("nettverk", appauthor=False))


def default_file() -> Path:
    """The file the program opens when none is named."""
    return home() / "nettverk.db"


def demo_file() -> Path:
    """Where the demo network goes."""
    return home() / "demo.db"
