"""Default paths of the program's files on this computer."""

import os
from collections.abc import Mapping
from pathlib import Path, PurePath

from nettverk_tui.model.core.messages import N_, Message


def home() -> Path:
    """Return the program's own folder: NETTVERK_HOME, else the system's folder for user data."""
    chosen = os.environ.get("NETTVERK_HOME")
    if chosen:
        return Path(chosen)
    import platformdirs

    return Path(platformdirs.user_data_path("nettverk", appauthor=False))


def default_file() -> Path:
    """Return the path of the file that opens when none is named."""
    return home() / "nettverk.db"


def demo_file() -> Path:
    """Return the path of the demo network."""
    return home() / "demo.db"


#: How folder names of synchronising services begin, in lower case, and the name of the service.
_SERVICES = {
    "onedrive": "OneDrive",
    "dropbox": "Dropbox",
    "google drive": "Google Drive",
    "googledrive": "Google Drive",
    "my drive": "Google Drive",
    "icloud drive": "iCloud",
    "icloud~": "iCloud",
    "com~apple~clouddocs": "iCloud",
    "mobile documents": "iCloud",
    "nextcloud": "Nextcloud",
    "owncloud": "ownCloud",
    "box sync": "Box",
    "pclouddrive": "pCloud",
    "jottacloud": "Jottacloud",
    "syncthing": "Syncthing",
}
_ONEDRIVE = ("OneDrive", "OneDriveCommercial", "OneDriveConsumer")


def synchronised_by(path: PurePath, environment: Mapping[str, str] = os.environ) -> Message | None:
    """Return the service that synchronises a file's folder, judged by the folder's name; None if none is recognised.

    Such a service may put an older file in the place of a newer one, or half of one. A shared folder on a server is
    no better: locks across a network are not to be trusted.
    """
    if path.drive.startswith("\\\\") or "gvfs" in path.parts:
        return Message(N_("a server in the network"))
    for name in _ONEDRIVE:
        if environment.get(name) and path.is_relative_to(environment[name]):
            return Message("OneDrive")
    for part in path.parts[:-1]:
        for beginning, service in _SERVICES.items():
            if part.casefold().startswith(beginning):
                return Message(service)
    return None
