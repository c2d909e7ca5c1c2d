"""Several bundles in one zip, as a messenger or a mail page hands them over: unpacked for as long as they are read."""

from __future__ import annotations

import unicodedata
import weakref
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path, PurePosixPath
from typing import IO, Final

from db.bundle import MANIFEST, SUFFIX
from db.closing import Closing
from db.errors import KnownError
from db.foreign_zip import ForeignZip, RefusedZip
from db.private import PrivateFolder
from db.progress import Progress, unseen
from db.trouble import named

ZIP: Final = ".zip"
MOST: Final = 500
"""Bundles in one zip; beyond, it is none that people send each other."""
_LONGEST: Final = 80
"""Letters of a name."""


class Collected(Closing):
    """Files that are looked through as bundles, until close(). files: the paths given; where one of them is a zip that
    holds bundles, those stand in its place, each in a file of its own.

    A zip in such a zip is taken for a bundle that was renamed, never for more of them. What of it cannot be unpacked
    within the limits of bundles is there as an empty file, which is none. progress: bundles unpacked, of how many; what
    it raises ends it. Raises KnownError for the disk's trouble.
    """

    def __init__(self, paths: Sequence[Path], progress: Progress = unseen) -> None:
        self._folder: PrivateFolder | None = None
        self._outer: dict[Path, Path] = {}
        self.files: list[Path] = []
        try:
            for path in paths:
                self.files += self._unpacked(path, progress) or [path]
        except BaseException:
            self.close()
            raise

    def outer(self, file: Path) -> Path:
        """The file that was given and holds file, or is file itself."""
        return self._outer.get(file, file)

    def shown(self, file: Path) -> Path:
        """Where file is, for who gave the files."""
        return self._outer[file] / file.name if file in self._outer else file

    @contextmanager
    def telling(self) -> Iterator[None]:
        """What is raised in the block names a file as who gave it knows it."""
        try:
            yield
        except KnownError as error:
            path = error.values.get("path")
            if path not in self._outer:
                raise
            raise KnownError(error.key, **{**error.values, "path": self.shown(Path(str(path)))}) from error

    def close(self) -> None:
        if self._folder is not None:
            self._folder.close()

    def _unpacked(self, path: Path, progress: Progress) -> list[Path]:
        """The bundles in a zip; nothing where it is none, or is a bundle itself."""
        opened = _opened(path)
        if opened is None:
            return []
        with opened:
            wanted = _bundles(opened)
            made = []
            for number, name in enumerate(wanted):
                progress(number, len(wanted))
                made.append(self._unpack(opened, name, path))
            return made

    def _unpack(self, opened: ForeignZip, name: str, outer: Path) -> Path:
        if self._folder is None:
            self._folder = PrivateFolder()
            weakref.finalize(self, self._folder.close)  # of an answer that nobody waited for any more
        with named(self._folder.path):
            place = self._folder.path / f"{len(self._outer):04d}"
            place.mkdir(mode=0o700)
            file = place / _file_name(opened.meant(name))
            self._outer[file] = outer
            with file.open("xb") as target:
                _copy(opened, name, target)
        return file


def holds_bundles(path: Path) -> bool:
    """Whether path is a zip with bundles in it, and none itself."""
    opened = _opened(path)
    if opened is None:
        return False
    with opened:
        return bool(_bundles(opened))


def _opened(path: Path) -> ForeignZip | None:
    if path.suffix.lower() != ZIP or not path.is_file():
        return None
    try:
        return ForeignZip(path, lambda _: True)
    except (RefusedZip, OSError):
        return None  # whoever reads it as a bundle says why it is none


def _bundles(opened: ForeignZip) -> list[str]:
    """The members that may be bundles, by name."""
    if MANIFEST in opened.names:
        return []
    found = [name for name in sorted(opened.names) if _may_be_bundle(name)]
    return found if len(found) <= MOST else []


def _may_be_bundle(name: str) -> bool:
    path = PurePosixPath(name.replace("\\", "/"))
    mac = path.name.startswith("._") or "__MACOSX" in path.parts  # what macOS adds beside each file
    return path.suffix.lower() in (SUFFIX, ZIP) and not name.endswith("/") and not mac


def _file_name(name: str) -> str:
    """The last part of a member's name, as a file may be called anywhere."""
    path = PurePosixPath(unicodedata.normalize("NFC", name).replace("\\", "/"))
    stem = "".join(letter for letter in path.stem if letter.isprintable() and letter not in '<>:"|?*').strip(" .")
    return (stem[:_LONGEST] or "-") + path.suffix.lower()


def _copy(opened: ForeignZip, name: str, target: IO[bytes]) -> None:
    try:
        for piece in opened.chunks(name):
            target.write(piece)
    except RefusedZip:
        target.truncate(0)


def of_tour(files: Sequence[Path], notebook: str) -> Iterator[Path]:
    """Those of files that say they are of a notebook."""
    from db.bundle import Bundle

    for file in files:
        try:
            with Bundle(file) as opened:
                if opened.manifest.notebook == notebook:
                    yield file
        except KnownError:
            continue
