"""Which report styles there are: those that come with the program, and the user's own."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from db.settings import home
from resources import ROOT

BASE: Final = "house"
"""The style that all others extend in the end."""

_SUFFIX: Final = ".toml"


def styles() -> tuple[str, ...]:
    """Names of the styles there are, the user's own last."""
    made = sorted(file.stem for file in (ROOT / "report_styles").glob(f"*{_SUFFIX}"))
    own = sorted(file.stem for file in own_folder().glob(f"*{_SUFFIX}") if file.stem not in made)
    return (*made, *own)


def own_folder() -> Path:
    """Where the user's own styles are kept; it need not be there."""
    return home() / "styles"


def style_file(name: str) -> Path | None:
    """The file of the style of this name, or the file that name itself is the path of; None where there is none."""
    if is_path(name):
        file = Path(name)
        return file if file.is_file() else None
    found = (_in(folder, name) for folder in (ROOT / "report_styles", own_folder()))
    return next(filter(None, found), None)


def is_path(name: str) -> bool:
    """Whether name is the path of a file rather than a name. A report of a notebook names styles by name only."""
    return name.endswith(_SUFFIX)


def _in(folder: Path, name: str) -> Path | None:
    file = folder / f"{name}{_SUFFIX}"
    return file if Path(name).name == name and file.is_file() else None
