"""Notebooks in folders with all sorts of names, up to what the system takes; beyond that, a plain sentence."""

from __future__ import annotations

import os
import unicodedata
from datetime import datetime
from pathlib import Path

import pytest

from db.adopt import adopt, identify, is_known
from db.backup import Backups
from db.edits import create
from db.errors import KnownError
from db.notebook import Notebook
from db.records import Figure, Note
from db.restore import replace_damaged, restore_as, restore_into
from db.settings import Settings
from resources import sentences
from tests.db.older import make_older
from tests.db.test_backup import picture
from tests.db.test_opening import run

NOW = datetime(2031, 5, 22, 9)
LONGEST = "가" * 82 + ".notebook"
"""255 bytes, the most that usual file systems take."""
NAMES = {
    "Hangul and a blank": "연수 노트 2031.notebook",
    "decomposed": unicodedata.normalize("NFD", "연수 노트 2031.notebook"),
    "signs of addresses": "100% ?mode=ro#a&b 'x' \"y\".notebook",
    "a line break": "a\nb.notebook",
    "no UTF-8": os.fsdecode(b"a\xff b.notebook"),
    "the longest": LONGEST,
}


def there(path: Path) -> None:
    with Notebook.open(path) as notebook:
        notebook.backs_up = False
        assert notebook.verify() == ()
        assert [note.text for note in notebook.reader.all(Note)] == ["글."]
        (figure,) = notebook.reader.all(Figure)
        assert notebook.blob_path(figure.blob or "")


@pytest.mark.parametrize("name", NAMES.values(), ids=NAMES)
def test_every_way_works_there(tmp_path: Path, name: str) -> None:
    assert len(os.fsencode(LONGEST)) == 255
    path = tmp_path / "받은 것" / name
    backups = Backups(tmp_path / "백업 폴더", tmp_path)
    with Notebook.create(path, [create(Note, text="글.")]) as notebook:
        notebook.backs_up = False
        blob = notebook.add_blob(picture())
        notebook.commit([create(Figure, blob=blob.sha256)])
    backup = backups.take(path)
    there(path)
    with Notebook.open(path, read_only=True) as reading:
        assert reading.reader.count(Note) == 1
    settings = Settings(tmp_path / "settings")
    settings.remember(identify(path), path)
    settings.save()
    assert is_known(Settings.load(settings.folder), path) == (name != NAMES["no UTF-8"])
    for make in (lambda at: restore_as(backup, at), lambda at: adopt(path, at)):
        other = tmp_path / "만든 것" / name
        make(other)
        there(other)
        other.rename(tmp_path / f"{len(list(tmp_path.iterdir()))}")
    with Notebook.open(path) as notebook:
        notebook.backs_up = False
        assert restore_into(notebook, backup, backups).missing == 0
    make_older(path)
    there(path)
    run(path, "DROP TABLE meta")
    replaced = replace_damaged(path, backup, NOW)
    there(path)
    assert replaced.aside.is_dir()
    assert len(os.fsencode(replaced.aside.name)) <= 255


@pytest.mark.parametrize("total", [250 * 2, 600, 1300])
def test_a_path_that_is_too_long_as_a_whole(tmp_path: Path, notebook: Notebook, total: int) -> None:
    """SQLite takes 512 bytes, the system some more; the folder itself may well be there."""
    notebook.close()
    path = tmp_path
    while len(str(path)) < total - 220:
        path = path / ("d" * 200)
    path = path / ("e" * (total - len(str(path)) - 1))
    path.parent.mkdir(parents=True)
    backups = Backups(tmp_path / "backups")
    backup = backups.take(notebook.path)
    attempts = (
        lambda: Notebook.create(path).close(),
        lambda: adopt(notebook.path, path),
        lambda: restore_as(backup, path),
    )
    for attempt in attempts:
        with pytest.raises(KnownError) as refused:
            attempt()
        assert refused.value.key == "errors.bad_path"
        assert str(path) in sentences("ko")("errors.bad_path", **refused.value.values)
    assert list(path.parent.iterdir()) == []
    notebook.path.rename(path)
    for read_only in (True, False):
        with pytest.raises(KnownError, match=r"errors\.bad_path"):
            Notebook.open(path, read_only=read_only)


def test_what_can_be_made_can_be_opened(tmp_path: Path) -> None:
    """About the longest that SQLite takes."""
    for end in ("", "/n"):  # what is being made has a longer name for a while
        _check([path for path in (tmp_path / f"{name}{end}" for name in _longer(tmp_path)) if _made(path)])


def _check(made: list[Path]) -> None:
    assert 0 < len(made) < 20
    for path in made:
        with Notebook.open(path) as notebook:
            notebook.commit([create(Note, text="둘.")])
        with Notebook.open(path, read_only=True) as again:
            assert again.reader.count(Note) == 2


def _longer(folder: Path) -> list[str]:
    left = 436 - len(str(folder)) - 1 - 200
    return [f"{'d' * 200}/{'e' * (left + more)}" for more in range(0, 60, 3)]


def _made(path: Path) -> bool:
    try:
        Notebook.create(path, [create(Note, text="글.")]).close()
    except KnownError as error:
        if error.key != "errors.bad_path":
            raise
        return False
    return True
