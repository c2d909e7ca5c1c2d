from __future__ import annotations

from pathlib import Path

import pytest

from db import place
from db.edits import create
from db.errors import KnownError
from db.notebook import Notebook
from db.records import Note

TABLE = r"""
22 1 254:0 / / rw,relatime - ext4 /dev/vda rw
30 22 0:40 / /home/me rw shared:5 - nfs4 server:/me rw
31 30 0:41 / /home/me/my\040disk rw shared:6 master:7 - ext4 /dev/vdb rw
32 22 0:42 / /media/stick rw - vfat /dev/sdb1 rw
nonsense
"""


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("/home/me/n.notebook", "nfs4"),
        ("/home/me/my disk/n.notebook", "ext4"),
        ("/home/mean", "ext4"),
        ("/media/stick/n", "vfat"),
    ],
)
def test_the_nearest_mount_counts(path: str, kind: str) -> None:
    assert place.file_system(TABLE, Path(path)) == kind


def test_an_unreadable_table_forbids_nothing() -> None:
    assert place.file_system("", Path("/home")) == ""


def test_nothing_is_written_on_a_network_disk_but_reading_works(
    notebook: Notebook, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    notebook.commit([create(Note)])
    notebook.close()
    table = tmp_path / "mounts"
    table.write_text(
        f"1 0 0:1 / / rw - ext4 x rw\n2 1 0:2 / {str(notebook.path).replace(' ', chr(92) + '040')} rw - cifs x rw\n"
    )
    monkeypatch.setattr(place, "_MOUNTS", table)
    with pytest.raises(KnownError, match=r"errors\.shared_place"):
        Notebook.open(notebook.path)
    with Notebook.open(notebook.path, read_only=True) as reading:
        assert reading.reader.count(Note) == 1
    assert sorted(file.name for file in notebook.path.iterdir()) == ["blobs", "notebook.db", "notebook.lock"]


def test_no_notebook_is_made_in_a_cloud_folder(tmp_path: Path) -> None:
    folder = tmp_path / "OneDrive - 기관" / "연수"
    with pytest.raises(KnownError, match=r"errors\.shared_place"):
        Notebook.create(folder / "n.notebook")
    assert list(tmp_path.iterdir()) == []
