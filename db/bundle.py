"""The bundle: one file by which people of a tour give each other revisions and pictures, without any network.

A zip whose first member says what it is; `manifest.json` says what is in it, `revisions.jsonl` holds the lines of
db.exchange, grouped by object, parents first; `blobs/` the pictures by their hashes. What it says of itself, who sent
it above all, is a claim; what counts are the lines, each of which proves itself.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import tempfile
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import asdict, dataclass, field, fields, replace
from pathlib import Path
from types import TracebackType
from typing import IO, Any, Final

from db import blobs
from db.closing import Closing
from db.errors import KnownError
from db.foreign_zip import CHUNK, ForeignZip, Limits, RefusedZip
from db.partial import hidden, sweep, sync_file
from db.progress import Progress, unseen
from db.trouble import named

SUFFIX: Final = ".brief"
MEDIA_TYPE: Final = "application/x-briefing-notebook"
FORMAT: Final = 1
"""Of the bundles written here, and the newest that can be read."""
LONGEST_LINE: Final = 8_000_000
_MOST_COMMAS, _MOST_BRACKETS = 500_000, 100_000
"""Of a line: beyond, it would fill the memory with tiny values."""
_MIMETYPE, MANIFEST, _LINES, _BLOBS = "mimetype", "manifest.json", "revisions.jsonl", "blobs/"
_BLOB: Final = re.compile(r"blobs/[0-9a-f]{64}")
_LARGEST_MANIFEST: Final = 2_000_000
_DAY_ONE: Final = (1980, 1, 1, 0, 0, 0)
"""The same bundle is the same bytes: zip can name no earlier day."""


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a bundle says of itself.

    purpose: everything, tour, day, answer or review. sender, recipient: ids of people; sender_name: as written. day: of
    the entries, ISO 8601. made_at: ISO 8601 with offset. counts: of revisions, objects and pictures. lines: SHA-256 of
    revisions.jsonl. since: that of the bundle which the receiver has already. reader: the least format that its reader
    must know. signature: reserved.
    """

    notebook: str
    purpose: str
    made_at: str
    tour: str = ""
    sender: str | None = None
    sender_name: str = ""
    recipient: str | None = None
    day: str | None = None
    since: str | None = None
    counts: Mapping[str, int] = field(default_factory=dict)
    lines: str = ""
    program: str = ""
    format: int = FORMAT
    reader: int = FORMAT
    signature: str | None = None


def write(
    path: Path,
    manifest: Manifest,
    lines: Iterable[str],
    pictures: Mapping[str, Path],
    progress: Progress = unseen,
) -> Manifest:
    """Make a bundle at path, whole or not at all; it is read again before it takes its place.

    manifest: without counts and hash, which are found out. lines: of db.exchange. pictures: files by their hashes.
    progress: pictures packed and how many there are; what it raises ends it. Answers with the manifest as it stands
    there. Raises KnownError for the disk's trouble.
    """
    path = Path(path).absolute()
    sweep(path.parent)
    new = hidden(path.parent)
    with named(path), tempfile.TemporaryFile() as spool:
        try:
            made = _complete(manifest, _spooled(lines, spool), len(pictures))
            spool.seek(0)
            with zipfile.ZipFile(new, "w", zipfile.ZIP_DEFLATED) as target:
                _put(target, _MIMETYPE, MEDIA_TYPE.encode(), zipfile.ZIP_STORED)
                _put(target, MANIFEST, _json(made))
                with target.open(_info(_LINES), "w") as member:
                    while piece := spool.read(CHUNK):
                        member.write(piece)
                for done, (name, file) in enumerate(sorted(pictures.items())):
                    progress(done, len(pictures))
                    _put(target, _BLOBS + name, file.read_bytes(), zipfile.ZIP_STORED)
            sync_file(new)
            with Bundle(new) as again:
                again.check()
            os.replace(new, path)
            blobs.sync_folder(path.parent)
        finally:
            with suppress(OSError):
                new.unlink(missing_ok=True)
    return made


class Bundle(Closing):
    """A bundle that came in, open to be read; nothing of it is trusted.

    Raises KnownError `errors.bundle.none` for what is no bundle, or is not whole; `errors.bundle.newer` for one of a
    program that knows more.
    """

    def __init__(self, path: Path, limits: Limits | None = None) -> None:
        self.path = path
        with named(path), self._telling():
            self._zip = ForeignZip(path, _is_expected, limits)
        try:
            with named(path), self._telling():
                self.manifest = self._read_manifest()
        except BaseException:
            self._zip.close()
            raise

    @property
    def pictures(self) -> tuple[str, ...]:
        """The hashes of the pictures that it says it holds."""
        return tuple(name.removeprefix(_BLOBS) for name in self._zip.names if name.startswith(_BLOBS))

    def lines(self) -> Iterator[str]:
        """The lines of db.exchange; what is no text, or too long, comes as an empty line, which is none."""
        with named(self.path), self._telling():
            for line in self._zip.lines(_LINES, LONGEST_LINE):
                yield _text(line)

    def picture(self, name: str) -> bytes | None:
        """The bytes of a picture, or None where they are not what its hash says, or too many."""
        try:
            body = self._zip.whole(_BLOBS + name, blobs.MOST_BYTES)
        except (RefusedZip, KeyError):
            return None
        return body if blobs.name_of(body) == name else None

    def check_lines(self) -> None:
        """That the lines are those it was made with. Raises KnownError as the class."""
        found = hashlib.sha256()
        with named(self.path), self._telling():
            for piece in self._zip.chunks(_LINES):
                found.update(piece)
            if found.hexdigest() != self.manifest.lines:
                raise RefusedZip("its lines are not those it was made with")

    def check(self) -> None:
        """That lines and pictures are what the manifest and their names say. Raises KnownError as the class."""
        self.check_lines()
        with self._telling():
            if not all(self.picture(name) is not None for name in self.pictures):
                raise RefusedZip("a picture is not the one it was made with")

    def close(self) -> None:
        self._zip.close()

    def _telling(self) -> _Telling:
        return _Telling(self.path)

    def _read_manifest(self) -> Manifest:
        if not {_MIMETYPE, MANIFEST, _LINES} <= set(self._zip.names):
            raise RefusedZip("not a bundle")
        if self._zip.whole(_MIMETYPE, len(MEDIA_TYPE)) != MEDIA_TYPE.encode():
            raise RefusedZip("not a bundle")
        try:
            found = json.loads(self._zip.whole(MANIFEST, _LARGEST_MANIFEST))
        except (ValueError, RecursionError) as error:
            raise RefusedZip("its manifest cannot be read") from error
        manifest = _manifest_of(found)
        if manifest.reader > FORMAT:
            raise KnownError("errors.bundle.newer", path=self.path)
        return manifest


@dataclass(frozen=True, slots=True)
class _Telling:
    """What is refused in the block is told in one sentence."""

    path: Path

    def __enter__(self) -> None:
        pass

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if isinstance(error, RefusedZip):
            raise KnownError("errors.bundle.none", path=self.path) from error


def _is_expected(name: str) -> bool:
    return name in (_MIMETYPE, MANIFEST, _LINES) or _BLOB.fullmatch(name) is not None


def _text(line: bytes | None) -> str:
    if line is None or line.count(b",") > _MOST_COMMAS or line.count(b"[") + line.count(b"{") > _MOST_BRACKETS:
        return ""
    try:
        return line.decode()
    except UnicodeDecodeError:
        return ""


@dataclass(frozen=True, slots=True)
class _Spooled:
    revisions: int
    objects: int
    sha256: str


def _spooled(lines: Iterable[str], spool: IO[bytes]) -> _Spooled:
    """Keeps lines for the moment when what stands before them in the file is known."""
    found, count, objects = hashlib.sha256(), 0, set()
    for line in lines:
        body = line.encode() + b"\n"
        found.update(body)
        spool.write(body)
        count += 1
        objects.add(_object_of(line))
    return _Spooled(count, len(objects), found.hexdigest())


def _object_of(line: str) -> str:
    return str(json.loads(line.partition(" ")[2])["object"])


def _complete(manifest: Manifest, spooled: _Spooled, pictures: int) -> Manifest:
    counts = {"revisions": spooled.revisions, "objects": spooled.objects, "blobs": pictures}
    return replace(manifest, counts=counts, lines=spooled.sha256)


def _json(manifest: Manifest) -> bytes:
    return json.dumps(asdict(manifest), ensure_ascii=False, sort_keys=True, indent=1).encode()


def _info(name: str, packing: int = zipfile.ZIP_DEFLATED) -> zipfile.ZipInfo:
    info = zipfile.ZipInfo(name, _DAY_ONE)
    info.compress_type = packing
    return info


def _put(target: zipfile.ZipFile, name: str, body: bytes, packing: int = zipfile.ZIP_DEFLATED) -> None:
    target.writestr(_info(name, packing), body)


_KINDS: Final[Mapping[str, tuple[type, ...]]] = {
    "notebook": (str,), "purpose": (str,), "made_at": (str,), "tour": (str,), "sender": (str, type(None)),
    "sender_name": (str,), "recipient": (str, type(None)), "day": (str, type(None)), "since": (str, type(None)),
    "lines": (str,), "program": (str,), "format": (int,), "reader": (int,), "signature": (str, type(None)),
}  # fmt: skip


def _manifest_of(found: Any) -> Manifest:
    """The manifest of what a file says; what this program does not know is left out. Raises RefusedZip."""
    if not isinstance(found, dict) or not {"notebook", "purpose", "made_at", "lines"} <= found.keys():
        raise RefusedZip("its manifest says too little")
    known = {each.name for each in fields(Manifest)}
    values = {name: value for name, value in found.items() if name in known}
    counts = values.pop("counts", {})
    for name, value in values.items():
        if not isinstance(value, _KINDS[name]) or (isinstance(value, str) and len(value) > 1000):
            raise RefusedZip("its manifest says what it cannot mean")
    if not isinstance(counts, dict) or not all(type(value) is int for value in counts.values()):
        raise RefusedZip("its manifest says what it cannot mean")
    return Manifest(**values, counts={str(name): value for name, value in counts.items()})
