"""Makes Linux open bundles with this program: `python -m resources.desktop.install`, for one user; --remove undoes it.

Files go where the XDG base directory specification has them; the databases are then brought up to date with the
desktop's own tools, where these are there.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Final

from resources import ROOT

_HERE: Final = Path(__file__).resolve().parent
_PROGRAM: Final = ROOT.parent / "main.py"
_NAME: Final = "briefing-notebook"
MEDIA_TYPE: Final = "application/x-briefing-notebook"


def data_home() -> Path:
    """The folder of the user's data: XDG_DATA_HOME, else its default."""
    given = os.environ.get("XDG_DATA_HOME", "")
    return Path(given) if os.path.isabs(given) else Path.home() / ".local" / "share"


def places(home: Path) -> dict[Path, str]:
    """The files that are installed, and what stands in them."""
    desktop = (_HERE / f"{_NAME}.desktop").read_text(encoding="utf-8")
    started = f"{_quoted(sys.executable)} {_quoted(str(_PROGRAM))}"
    return {
        home / "applications" / f"{_NAME}.desktop": desktop.replace("{exec}", started),
        home / "mime" / "packages" / f"{_NAME}.xml": (_HERE / f"{_NAME}.xml").read_text(encoding="utf-8"),
        home / "icons" / "hicolor" / "scalable" / "apps" / f"{_NAME}.svg": (ROOT / "icons" / "app.svg").read_text(
            encoding="utf-8"
        ),
    }


def install(home: Path) -> None:
    """Put the files there, and make this program the one that opens bundles."""
    for path, text in places(home).items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    _refresh(home)
    _run("xdg-mime", "default", f"{_NAME}.desktop", MEDIA_TYPE)


def remove(home: Path) -> None:
    """Take the files away again."""
    for path in places(home):
        path.unlink(missing_ok=True)
    _refresh(home)


def _refresh(home: Path) -> None:
    _run("update-mime-database", str(home / "mime"))
    _run("update-desktop-database", str(home / "applications"))


def _run(*command: str) -> None:
    """One of the desktop's tools, where it is there; what it lacks is no reason to fail."""
    if shutil.which(command[0]) is not None:
        subprocess.run(command, check=False, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def _quoted(text: str) -> str:
    """text as one argument of an Exec line (Desktop Entry Specification 1.5, "The Exec key"): escaped twice."""
    inner = "".join(f"\\{letter}" if letter in '"`$\\' else letter for letter in text).replace("%", "%%")
    return f'"{inner}"'.replace("\\", "\\\\")


if __name__ == "__main__":
    if not sys.platform.startswith("linux"):
        sys.exit("resources.desktop.install is for Linux; elsewhere choose the program for .brief by hand.")
    (remove if "--remove" in sys.argv[1:] else install)(data_home())
