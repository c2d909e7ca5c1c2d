"""Pictures of a notebook: cleaned and scaled once on the way in, named by the hash of their bytes, never changed."""

from __future__ import annotations

import json
import os
import sys
from dataclasses import field
from pathlib import Path
from typing import Any, Final

from db import picture
from db.errors import KnownError
from db.frozen import dataclass
from db.trouble import named
from db.values import is_blob_name

FOLDER: Final = "blobs"
MOST_BYTES: Final = 25_000_000
_SECONDS: Final = 60


@dataclass(frozen=True, slots=True)
class Blob:
    """A picture as it is kept. sha256: of its bytes, in hex. width, height: in pixels. media: its MIME type.

    scaled, turned, moving: on the way in just now; the file that was given is larger, stands otherwise, or shows more
    pictures, one after the other, of which this is the first. taken_at: ISO
    instant at which the camera took it, where the file that was given says so; no other metadata is kept.
    """

    sha256: str
    width: int
    height: int
    media: str
    scaled: bool = field(default=False, compare=False)
    turned: bool = field(default=False, compare=False)
    moving: bool = field(default=False, compare=False)
    taken_at: str | None = field(default=None, compare=False)


def cleaned(data: bytes) -> tuple[Blob, bytes]:
    """The picture of data as it will be kept, decoded in a process of its own.

    Raises KnownError `errors.picture_too_large`, `errors.picture_too_many_pixels`, `errors.picture_heic`,
    `errors.picture_cut` or `errors.picture_unreadable`.
    """
    if len(data) > MOST_BYTES:
        raise KnownError("errors.picture_too_large", megabytes=MOST_BYTES // 1_000_000)
    head, body = _in_process(data)
    if head.get("trouble") == "too_many_pixels":
        raise KnownError("errors.picture_too_many_pixels", megapixels=int(head["most"]) // 1_000_000)
    if head.get("trouble") == "heic":
        raise KnownError("errors.picture_heic")
    if head.get("trouble") == "cut":
        raise KnownError("errors.picture_cut")
    if "trouble" in head:
        raise KnownError("errors.picture_unreadable")
    blob = Blob(
        name_of(body),
        int(head["width"]),
        int(head["height"]),
        str(head["media"]),
        scaled=bool(head["scaled"]),
        turned=bool(head["turned"]),
        moving=bool(head["moving"]),
        taken_at=head["taken"],
    )
    return blob, body


def name_of(body: bytes) -> str:
    """What a picture is called: the SHA-256 of its bytes, in hex."""
    import hashlib  # OpenSSL comes with it, and a start needs no hash

    return hashlib.sha256(body).hexdigest()


def _in_process(data: bytes) -> tuple[dict[str, Any], bytes]:
    if getattr(sys, "frozen", False):  # a packaged program has no interpreter to start
        return picture.clean(data)
    import subprocess  # loading it would hold up a start

    command = [sys.executable, "-I", str(Path(picture.__file__).resolve())]
    try:
        done = subprocess.run(
            command,
            input=data,
            capture_output=True,
            timeout=_SECONDS,
            check=True,
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )
        head, _, body = done.stdout.partition(b"\n")
        answer = json.loads(head)
    except (subprocess.SubprocessError, ValueError):
        return {"trouble": "unreadable"}, b""
    return answer, body


def store(folder: Path, blob: Blob, body: bytes) -> Path:
    """Put body into the notebook at folder: a temporary file, synced, then renamed. Raises KnownError."""
    with named(folder):
        place = folder / FOLDER / blob.sha256[:2]
        place.mkdir(parents=True, exist_ok=True)
        target = place / blob.sha256
        if target.is_file():
            return target
        temporary = place / f".{os.urandom(8).hex()}"
        try:
            with temporary.open("xb") as file:
                file.write(body)
                file.flush()
                os.fsync(file.fileno())
            os.replace(temporary, target)
        except BaseException:
            temporary.unlink(missing_ok=True)
            raise
        sync_folder(place)
        return target


def find(folder: Path, sha256: str) -> Path | None:
    """The file of a blob, or None where it is missing. Never leaves the notebook, whatever links stand in it."""
    if not is_blob_name(sha256):
        return None
    path = folder / FOLDER / sha256[:2] / sha256
    try:
        real = os.path.realpath(path, strict=True)
        inside = real == os.path.join(os.path.realpath(folder), FOLDER, sha256[:2], sha256)
    except OSError:
        return None
    return path if inside and path.is_file() else None


def is_unchanged(path: Path, sha256: str) -> bool:
    """Whether the file at path, as find() gave it, still holds the bytes that it is named by."""
    try:
        if path.stat().st_size > MOST_BYTES:
            return False
        return name_of(path.read_bytes()) == sha256
    except OSError:
        return False


def is_sound(folder: Path, sha256: str) -> bool:
    """Whether the file of a blob is there, with the bytes that it is named by."""
    file = find(folder, sha256)
    return file is not None and is_unchanged(file, sha256)


def sync_folder(folder: Path) -> None:
    """Make a rename in folder last through a power cut, where the system can do that."""
    if sys.platform == "win32":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
