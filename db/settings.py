"""What the program knows about its user on this machine: never in the notebook; a copied folder asks who you are."""

from __future__ import annotations

import json
import os
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final, Self

import tomli

from db.ids import new_id
from db.lock import DATABASE
from db.trouble import named

HOME_VARIABLE: Final = "BRIEFING_HOME"
FILE_NAME: Final = "settings.toml"
_VERSION: Final = 1


@dataclass(slots=True)
class Settings:
    """Typed settings; changes last after save().

    folder: where they stand, beside whatever else belongs to the user. device: a random id of this machine. language:
    `ko`, `en`, or empty for the system's. last: the notebook opened last. known: real paths by notebook id, of those
    made, taken in or opened here. beside: further folders of a notebook whose known one is still there: ids by path.
    people: who the user is, a person's id by notebook id.
    second_backups: a folder that takes a copy of each backup, perhaps on another disk. second_reached: when it last had
    the newest one; second_told: when the user was last told that it is missing; ISO 8601, or empty.
    """

    folder: Path
    device: str = ""
    language: str = ""
    last: Path | None = None
    known: dict[str, str] = field(default_factory=dict)
    people: dict[str, str] = field(default_factory=dict)
    second_backups: Path | None = None
    second_reached: str = ""
    second_told: str = ""
    beside: dict[str, str] = field(default_factory=dict)
    files: dict[str, str] = field(default_factory=dict)
    remarks: tuple[str, ...] = ()

    @classmethod
    def load(cls, path: Path | None = None) -> Self:
        """The settings in folder path; else of BRIEFING_HOME, else the user's. What cannot be read is not set."""
        folder = path or home()
        read = _read(folder / FILE_NAME)
        last, second = _text(read.get("last_notebook")), _text(read.get("second_backups"))
        return cls(
            folder,
            _text(read.get("device")) or new_id(),
            _text(read.get("language")),
            Path(last) if last else None,
            _texts(read.get("known")),
            _texts(read.get("people")),
            Path(second) if second else None,
            _text(read.get("second_reached")),
            _text(read.get("second_told")),
            _texts(read.get("beside")),
            _texts(read.get("files")),
            _listed(read.get("remarks")),
        )

    def save(self) -> None:
        """Write them, whole or not at all. Raises KnownError."""
        lines = [f"version = {_VERSION}", f"device = {_toml(self.device)}", f"language = {_toml(self.language)}"]
        lines.append(f"last_notebook = {_toml(str(self.last) if self.last else '')}")
        lines.append(f"second_backups = {_toml(str(self.second_backups) if self.second_backups else '')}")
        lines.append(f"second_reached = {_toml(self.second_reached)}")
        lines.append(f"second_told = {_toml(self.second_told)}")
        lines.append(f"remarks = [{', '.join(map(_toml, self.remarks))}]")
        tables = {"known": self.known, "people": self.people, "beside": self.beside, "files": self.files}
        for name, table in tables.items():
            lines.append(f"\n[{name}]")
            lines += [f"{_toml(key)} = {_toml(value)}" for key, value in sorted(table.items())]
        file, text = self.folder / FILE_NAME, "\n".join(lines) + "\n"
        with named(self.folder):
            self.folder.mkdir(parents=True, exist_ok=True)
            if not _stands(file, text):  # a start as the one before waits for no disk
                _replace(file, text)

    def remember(self, notebook: str, path: Path) -> None:
        """The notebook with this id was made, taken in or opened at path."""
        real, before = str(path.resolve()), self.known.get(notebook)
        if before is not None and before != real and (Path(before) / DATABASE).is_file():
            self.beside[real] = notebook
        else:
            self.known[notebook] = real
            self.beside.pop(real, None)
            self.files.pop(before or "", None)
        self.files[real] = _file_number(path)
        self.last = path.absolute()

    def knows(self, notebook: str, path: Path) -> bool:
        """Whether this very folder was made, taken in or opened on this machine before."""
        real = str(path.resolve())
        return self.known.get(notebook) == real or self.beside.get(real) == notebook

    def folders(self) -> list[Path]:
        """All that were made, taken in or opened here."""
        return sorted(Path(path) for path in {*self.known.values(), *self.beside})

    def is_place(self, path: Path) -> bool:
        """Whether some notebook was made, taken in or opened at path before; it may be another that is there now."""
        real = str(path.resolve())
        return real in self.beside or real in self.known.values()

    def has_moved(self, notebook: str, path: Path) -> bool:
        """Whether the folder at path is the one that was known elsewhere: renamed or moved on its disk, not copied.

        Nothing is left at the old place, and the database is still the same file of the same disk, which a copy never
        is, whoever made it.
        """
        before = Path(self.known.get(notebook, os.sep))
        number = self.files.get(str(before), "")
        return not (before / DATABASE).exists() and number == _file_number(path) != "" and _same_disk(before, path)

    def person(self, notebook: str) -> str | None:
        """The id of the person that the user is in this notebook."""
        return self.people.get(notebook)


def home() -> Path:
    """The folder of the user's settings."""
    given = os.environ.get(HOME_VARIABLE)
    if given:
        return Path(given)
    from platformdirs import user_config_path

    return user_config_path("briefing-notebook", appauthor=False)


def data_home() -> Path:
    """The folder of what the program keeps for its user, such as backups."""
    given = os.environ.get(HOME_VARIABLE)
    if given:
        return Path(given)
    from platformdirs import user_data_path

    return user_data_path("briefing-notebook", appauthor=False)


def cache_home() -> Path:
    """The folder of what the program needs for a moment, such as copies of notebooks that cannot be opened in place."""
    given = os.environ.get(HOME_VARIABLE)
    if given:
        return Path(given) / "cache"
    from platformdirs import user_cache_path

    return user_cache_path("briefing-notebook", appauthor=False)


def _file_number(path: Path) -> str:
    """What the disk calls the database of the notebook at path; nothing where it cannot be asked."""
    try:
        return str((path / DATABASE).stat().st_ino or "")
    except OSError:
        return ""


def _same_disk(before: Path, path: Path) -> bool:
    """Whether path is on the disk on which before was, or its nearest folder that is still there."""
    try:
        there = next(folder for folder in (before, *before.parents) if folder.exists())
        return there.stat().st_dev == path.stat().st_dev
    except (OSError, StopIteration):
        return False


def _read(file: Path) -> Mapping[str, Any]:
    try:
        return tomli.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""


def _texts(value: object) -> dict[str, str]:
    if not isinstance(value, dict):
        return {}
    return {key: text for key, text in value.items() if isinstance(text, str)}


def _listed(value: object) -> tuple[str, ...]:
    return tuple(text for text in value if isinstance(text, str)) if isinstance(value, list) else ()


def _toml(text: str) -> str:
    """text as a TOML basic string: JSON's, but for DEL, which TOML wants escaped, and surrogates, which it forbids."""
    clean = text.encode("utf-8", "replace").decode()
    return json.dumps(clean, ensure_ascii=False).replace("\x7f", "\\u007F")


def _stands(file: Path, text: str) -> bool:
    try:
        return file.read_bytes() == text.encode()
    except OSError:
        return False


def _replace(file: Path, text: str) -> None:
    handle, temporary = tempfile.mkstemp(prefix=f".{file.name}.", dir=file.parent)
    try:
        with os.fdopen(handle, "w", encoding="utf-8") as out:
            out.write(text)
        os.replace(temporary, file)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise
