"""Folders for files, and folders that are synchronised and so no good place for one."""

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
def test_synchronised_folder_is_recognised_by_its_name(path: PureWindowsPath | PurePosixPath, service: str) -> None:
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
def test_other_folders_count_as_not_synchronised(path: PureWindowsPath | PurePosixPath) -> None:
    assert synchronised_by(path, {}) is None


def test_onedrive_folder_is_recognised_by_its_environment_variable() -> None:
    told = {"OneDriveCommercial": r"D:\Fylket"}
    assert synchronised_by(PureWindowsPath(r"D:\Fylket\nettverk.db"), told) is not None
    assert synchronised_by(PureWindowsPath(r"D:\Annet\nettverk.db"), told) is None
