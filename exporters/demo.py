"""The demonstration: a sample notebook and its report in both editions, in one folder.

Run again, it replaces only what it made itself: a list in the folder says what that was, by content.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
from collections.abc import Mapping
from contextlib import closing
from dataclasses import dataclass
from itertools import count
from pathlib import Path

from db.errors import KnownError
from db.notebook import Notebook
from db.queries import Reader
from exporters.base import Progress, Written, atomic_file
from exporters.dump import dump
from exporters.files import trouble
from exporters.output import Wanted, write_report
from exporters.sample import build

LIST = ".made-by-demo.json"
REPORTS = (("report-internal.pdf", "internal"), ("report-public.pdf", "public"))


@dataclass(frozen=True, slots=True)
class Made:
    """What a run made. kept: where a sample that the user had changed was moved to, or None."""

    notebook: Path
    reports: tuple[Written, ...]
    kept: Path | None


def make(folder: Path, notebook: Path, epoch: int | None, progress: Progress) -> Made:
    """Make the sample notebook at path `notebook`, and in `folder` its reports.

    epoch: seconds since 1970 that stand for now. Raises KnownError where something that the demo did not make stands in
    its way, the sample is in use, or the disk refuses.
    """
    for each in (folder, notebook.parent):
        _need_folder(each)
    listed = _Listed(folder)
    for name, _ in REPORTS:
        if (folder / name).exists() and listed.state(folder / name) != _hash_of_file(folder / name):
            raise KnownError("command.demo.foreign", path=folder / name)
    kept = _make_room(notebook, listed.state(notebook))
    with closing(build(notebook)) as made:
        listed.add(notebook, _state(made.reader))
        reports = []
        for name, edition in REPORTS:
            reports.append(write_report(made.reader, folder / name, Wanted(edition=edition, epoch=epoch), progress))
            listed.add(folder / name, _hash_of_file(folder / name))  # at once: the next may find the disk full
    return Made(notebook, tuple(reports), kept)


def _need_folder(folder: Path) -> None:
    if os.path.lexists(folder) and not folder.is_dir():
        raise KnownError("files.not_folder", path=folder)
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise trouble(error, folder, writing=True) from error


def _make_room(notebook: Path, made: str | None) -> Path | None:
    """Remove the sample of the last run; one that was changed since is moved aside, and its new place answered."""
    if not notebook.exists():
        return None
    if made is None:
        raise KnownError("command.demo.foreign", path=notebook)
    with closing(Notebook.open(notebook)) as old:
        unchanged = not old.reader.drafts(held=None) and _state(old.reader) == made
    if unchanged:
        shutil.rmtree(notebook)
        return None
    aside = next(path for n in count(1) if not (path := notebook.with_stem(f"{notebook.stem}-{n}")).exists())
    return notebook.rename(aside)


def _state(reader: Reader) -> str:
    return hashlib.sha256(json.dumps(dump(reader), sort_keys=True).encode()).hexdigest()


def _hash_of_file(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest() if path.is_file() else ""


class _Listed:
    """What the demo made in a folder: path relative to it → hash of the content."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._file = folder / LIST

    def state(self, path: Path) -> str | None:
        return self._read().get(self._name(path))

    def add(self, path: Path, state: str) -> None:
        text = json.dumps({**self._read(), self._name(path): state}, indent=1, ensure_ascii=False)
        try:
            with atomic_file(self._file) as file:
                file.write(text.encode())
        except OSError as error:
            raise trouble(error, self._file, writing=True) from error

    def _read(self) -> Mapping[str, str]:
        try:
            listed = json.loads(self._file.read_bytes())
        except (FileNotFoundError, ValueError):
            return {}
        return listed if isinstance(listed, dict) else {}

    def _name(self, path: Path) -> str:
        return os.path.relpath(path.resolve(), self._folder.resolve())
