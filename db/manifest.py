"""One backup as it stands on disk: a database, and a page that says what it is and proves that it is whole."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

from db.errors import KnownError
from db.lock import DATABASE
from db.trouble import named

MANIFEST: Final = "backup.json"
_VERSION: Final = 1
_NAME: Final = "%Y%m%d-%H%M%S"


@dataclass(frozen=True, slots=True)
class Backup:
    """A backup that was verified when it was made.

    folder: holds its database, which any reader of notebooks can open. notebook: the id. path: where the notebook
    stood. title: of its tour. taken: in UTC. reason: as in db.backup. revisions: how many.
    counts: objects outside the bin, by kind. missing: SHA-256 of pictures whose files the notebook lacked already.
    mark: changes when the notebook does. size: bytes of the database. sha256: of its bytes. last: name and ISO 8601
    instant of what was written last, newest first; empty in a backup of an older program.
    """

    folder: Path
    notebook: str
    path: Path
    title: str
    taken: datetime
    reason: str
    revisions: int
    counts: Mapping[str, int]
    missing: tuple[str, ...]
    mark: str
    size: int
    sha256: str
    last: tuple[tuple[str, str], ...] = ()

    @property
    def name(self) -> str:
        return self.folder.name

    @property
    def database(self) -> Path:
        return self.folder / DATABASE

    def require_whole(self) -> None:
        """Raises KnownError `errors.backup_damaged` where the database is not the one that was verified."""
        with named(self.folder):
            if hash_of_file(self.database) != self.sha256:
                raise KnownError("errors.backup_damaged", path=self.folder)


def name_of(taken: datetime) -> str:
    """A folder's name, in the order of time: 20310522-103102-123, in UTC with milliseconds."""
    return f"{taken.strftime(_NAME)}-{taken.microsecond // 1000:03}"


def taken_at(name: str) -> datetime | None:
    """When the backup in a folder of this name was taken, or None where it is no such name."""
    try:
        return datetime.strptime(name, f"{_NAME}-%f").replace(tzinfo=UTC)
    except ValueError:
        return None


def write_manifest(backup: Backup, folder: Path) -> None:
    """Write the page of backup into folder, and make it last."""
    page = {
        "version": _VERSION,
        "notebook": backup.notebook,
        "path": str(backup.path),
        "title": backup.title,
        "taken": backup.taken.isoformat(timespec="milliseconds"),
        "reason": backup.reason,
        "revisions": backup.revisions,
        "counts": dict(backup.counts),
        "missing": list(backup.missing),
        "mark": backup.mark,
        "size": backup.size,
        "sha256": backup.sha256,
        "last": [list(each) for each in backup.last],
    }
    with (folder / MANIFEST).open("w", encoding="utf-8", errors="backslashreplace") as file:
        json.dump(page, file, ensure_ascii=False, indent=1)
        file.flush()
        os.fsync(file.fileno())


def read_manifest(folder: Path) -> Backup | None:
    """The backup in folder, or None where there is no whole one."""
    try:
        page: dict[str, Any] = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
        backup = Backup(
            folder,
            str(page["notebook"]),
            Path(page["path"]),
            str(page["title"]),
            datetime.fromisoformat(page["taken"]).astimezone(UTC),
            str(page["reason"]),
            int(page["revisions"]),
            {str(kind): int(count) for kind, count in page["counts"].items()},
            tuple(map(str, page["missing"])),
            str(page["mark"]),
            int(page["size"]),
            str(page["sha256"]),
            tuple((str(name), str(instant)) for name, instant in page.get("last", ())),
        )
        whole = page["version"] == _VERSION and backup.database.stat().st_size == backup.size
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return None
    return backup if whole else None


def hash_of_file(file: Path) -> str:
    import hashlib  # OpenSSL comes with it, and a start needs no hash

    with file.open("rb") as opened:
        return hashlib.file_digest(opened, "sha256").hexdigest()
