"""Where a notebook must not be opened live: on another machine's disk SQLite's log and locks cannot be trusted."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Final

_REMOTE: Final = frozenset(
    ("nfs", "nfs3", "nfs4", "cifs", "smb2", "smb3", "smbfs", "afs", "afpfs", "davfs", "ncpfs", "webdav")
    + tuple(f"fuse.{name}" for name in ("sshfs", "rclone", "davfs2", "gcsfuse", "s3fs", "gvfsd-fuse"))
)
_CLOUD: Final = (
    "onedrive",
    "dropbox",
    "google drive",
    "googledrive",
    "icloud drive",
    "mobile documents",
    "cloudstorage",
)
_MOUNTS: Final = Path("/proc/self/mountinfo")
_LONGEST: Final = 512 - len("-journal")  # bytes: MAX_PATHNAME of SQLite's os_unix.c
_WINDOWS_REMOTE: Final = 4  # DRIVE_REMOTE


def is_shared(path: Path) -> bool:
    """Whether path lies on a network disk, or in a folder that a cloud service keeps the same on several machines."""
    real = Path(os.path.realpath(path))
    return any(part.casefold().startswith(_CLOUD) for part in real.parent.parts) or _is_remote(real)


def is_too_long(database: Path) -> bool:
    """Whether SQLite would refuse a file of this name, with those that it puts beside it, for its length alone."""
    return os.name == "posix" and len(os.fsencode(os.path.realpath(database))) > _LONGEST


if sys.platform == "win32":
    import ctypes

    def _is_remote(real: Path) -> bool:
        drive = real.drive
        return drive.startswith("\\\\") or ctypes.windll.kernel32.GetDriveTypeW(drive + "\\") == _WINDOWS_REMOTE

else:

    def _is_remote(real: Path) -> bool:
        try:
            table = _MOUNTS.read_text(encoding="utf-8", errors="surrogateescape")
        except OSError:
            return False  # a system without this table
        return file_system(table, real) in _REMOTE


def file_system(table: str, real: Path) -> str:
    """The type of the file system that holds real, from the system's table of mounts (Linux: proc(5), mountinfo)."""
    held: tuple[int, str] = (-1, "")
    for line in table.splitlines():
        mount, separator, rest = line.partition(" - ")
        fields = mount.split(" ")
        if not separator or len(fields) < 5:
            continue
        point = Path(fields[4].replace("\\040", " ").replace("\\011", "\t").replace("\\134", "\\"))
        if real.is_relative_to(point) and len(point.parts) >= held[0]:
            held = (len(point.parts), rest.split(" ", 1)[0])
    return held[1]
