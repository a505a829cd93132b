"""Where files are kept, and which folders are no good place for one."""

from pathlib import PurePosixPath, PureWindowsPath

import pytest

from nettverk_tui.store.folders import synchronised_by


@pytest.mark.parametrize(
    ("path", "service"),
    [
        (PureWindowsPath(r"C:\Users\Kari\OneDrive - Vestland fylke\nettverk.db"), "OneDrive"),
        (PureWindowsPath(r"C:\Users\Kari\Dropbox (Privat)\arbeid\nettverk.db"), "Dropbox"),
        (PureWindowsPath(r"G:\My Drive\nettverk.db"), "Google Drive"),
        (PureWindowsPath(r"\\server\felles\nettverk.db"), "a server in the network"),
        (PurePosixPath("/run/user/1000/gvfs/smb-share:server=s/nettverk.db"), "a server in the network"),
        (PurePosixPath("/Users/kari/Library/Mobile Documents/com~apple~CloudDocs/nettverk.db"), "iCloud"),
        (PurePosixPath("/Users/kari/Library/CloudStorage/OneDrive-Fylket/nettverk.db"), "OneDrive"),
        (PurePosixPath("/home/kari/Nextcloud/nettverk.db"), "Nextcloud"),
    ],
)
def test_a_folder_that_is_kept_the_same_elsewhere_is_known_by_its_name(
    path: PureWindowsPath | PurePosixPath, service: str
) -> None:
    found = synchronised_by(path, {})
    assert found is not None
    assert found.text == service


@pytest.mark.parametrize(
    "path",
    [
        PureWindowsPath(r"C:\Users\Kari\Documents\nettverk.db"),
        PurePosixPath("/home/kari/nettverk/dropbox.db"),
        PurePosixPath("/home/kari/.local/share/nettverk/nettverk.db"),
    ],
)
def test_other_folders_are_good(path: PureWindowsPath | PurePosixPath) -> None:
    assert synchronised_by(path, {}) is None


def test_windows_says_where_its_own_service_keeps_its_files() -> None:
    told = {"OneDriveCommercial": r"D:\Fylket"}
    assert synchronised_by(PureWindowsPath(r"D:\Fylket\nettverk.db"), told) is not None
    assert synchronised_by(PureWindowsPath(r"D:\Annet\nettverk.db"), told) is None
