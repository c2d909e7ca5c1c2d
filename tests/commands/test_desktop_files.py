"""Linux opens bundles with this program: the desktop's own tools and Qt know the type."""

from __future__ import annotations

import configparser
import shlex
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from db.bundle import MEDIA_TYPE, SUFFIX
from resources.desktop import install
from tests.architecture.sources import ROOT

_ASK = """
import sys
from PySide6.QtCore import QMimeDatabase
print(*(QMimeDatabase().mimeTypeForFile(name).name() for name in sys.argv[1:]), sep="\\n")
"""


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The user's data, in a folder whose name has Hangul and a blank."""
    folder = tmp_path / "내 자료"
    monkeypatch.setenv("XDG_DATA_HOME", str(folder))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    return folder


def bundle(path: Path) -> Path:
    with zipfile.ZipFile(path, "w") as made:
        made.writestr("mimetype", MEDIA_TYPE)
        made.writestr("manifest.json", "{}")
    return path


def entry(home: Path) -> configparser.SectionProxy:
    found = configparser.RawConfigParser(strict=True)
    found.optionxform = str  # type: ignore[assignment,method-assign]
    found.read(home / "applications" / "briefing-notebook.desktop", encoding="utf-8")
    return found["Desktop Entry"]


def test_the_type_is_the_one_that_bundles_have() -> None:
    assert install.MEDIA_TYPE == MEDIA_TYPE
    assert f'pattern="*{SUFFIX}"' in install.places(Path())[Path("mime/packages/briefing-notebook.xml")]


def test_it_starts_this_program_with_the_file(home: Path) -> None:
    install.install(install.data_home())
    assert install.data_home() == home
    started = shlex.split(entry(home)["Exec"])
    assert [Path(part) for part in started[:2]] == [Path(sys.executable), ROOT / "main.py"]
    assert started[2:] == ["%F"]
    assert entry(home)["MimeType"] == f"{MEDIA_TYPE};"
    assert (home / "icons/hicolor/scalable/apps/briefing-notebook.svg").is_file()


def test_odd_folders_are_quoted(home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(install, "_PROGRAM", Path('/op t/a"b$c`d%e/main.py'))
    text = install.places(home)[home / "applications" / "briefing-notebook.desktop"]
    (line,) = [line for line in text.splitlines() if line.startswith("Exec=")]
    assert line.endswith('"/op t/a\\\\"b\\\\$c\\\\`d%%e/main.py" %F')


def test_qt_and_the_desktop_know_a_bundle(home: Path, tmp_path: Path) -> None:
    """By its name, or by its beginning where the name says nothing. By a desktop's rules .zip is a zip."""
    install.install(home)
    names = [bundle(tmp_path / name) for name in ("여행.brief", "여행", "여행.zip")]
    plain = tmp_path / "plain"
    with zipfile.ZipFile(plain, "w") as made:
        made.writestr("a.txt", "a")
    done = subprocess.run(
        [sys.executable, "-c", _ASK, *map(str, [*names, plain])], capture_output=True, text=True, check=True, cwd=ROOT
    )
    named, unnamed, *zips = done.stdout.split()
    assert zips == ["application/zip", "application/zip"]
    if (
        shutil.which("update-mime-database") is not None
    ):  # without it, it depends on what Qt makes of the package itself
        assert (named, unnamed) == (MEDIA_TYPE, MEDIA_TYPE)
    if shutil.which("xdg-mime") is not None:
        chosen = (tmp_path / "config" / "mimeapps.list").read_text(encoding="utf-8")
        assert f"{MEDIA_TYPE}=briefing-notebook.desktop" in chosen
    install.remove(home)
    assert not [file for file in home.rglob("briefing-notebook.*") if file.suffix != ".cache"]
