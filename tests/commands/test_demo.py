"""The demonstration, and that it replaces only what it made."""

from __future__ import annotations

import errno
from pathlib import Path

import pypdfium2
import pytest

from db.edits import change
from db.notebook import Notebook
from tests.commands.conftest import Run

MADE = ["report-internal.pdf", "report-public.pdf", "sample.notebook"]


def _visible(folder: Path) -> list[str]:
    return sorted(entry.name for entry in folder.iterdir() if not entry.name.startswith("."))


def _pages(path: Path) -> int:
    document = pypdfium2.PdfDocument(path)
    try:
        return len(document)
    finally:
        document.close()


@pytest.fixture
def demo(run: Run, tmp_path: Path) -> Path:
    answer = run("demo", "--out", tmp_path / "demo")
    assert answer.code == 0, answer.err
    for name in MADE:
        assert str(tmp_path / "demo" / name) in answer.out
    return tmp_path / "demo"


def test_it_makes_a_notebook_and_two_reports(demo: Path, run: Run) -> None:
    assert _visible(demo) == MADE
    assert _pages(demo / "report-internal.pdf") >= 20
    assert _pages(demo / "report-public.pdf") >= 20
    assert run("--notebook", demo / "sample.notebook", "verify").code == 0


def test_again_it_replaces_what_it_made(demo: Path, run: Run) -> None:
    assert run("demo", "--out", demo).code == 0
    assert _visible(demo) == MADE


def test_a_changed_sample_is_kept(demo: Path, run: Run) -> None:
    with Notebook.open(demo / "sample.notebook") as notebook:
        tour = notebook.reader.tour()
        assert tour
        notebook.commit([change(tour, title="고친 제목")])
    answer = run("demo", "--out", demo)
    assert answer.code == 0
    assert "sample-1.notebook" in answer.err[0]
    assert run("--notebook", demo / "sample-1.notebook", "dump").json()["tours"][0]["title"] == "고친 제목"
    assert run("--notebook", demo / "sample.notebook", "dump").json()["tours"][0]["title"] != "고친 제목"


def test_what_it_did_not_make_stays(refused: Run, tmp_path: Path) -> None:
    (tmp_path / "report-public.pdf").write_bytes(b"mine")
    refused("demo", "--out", tmp_path, names="report-public.pdf")
    assert (tmp_path / "report-public.pdf").read_bytes() == b"mine"
    assert not (tmp_path / "sample.notebook").exists()


def test_a_notebook_it_did_not_make_stays(refused: Run, notebook: Path, tmp_path: Path) -> None:
    refused("--notebook", notebook, "demo", "--out", tmp_path / "demo", names=notebook)


def test_it_refuses_while_the_sample_is_open(demo: Path, refused: Run) -> None:
    with Notebook.open(demo / "sample.notebook"):
        refused("demo", "--out", demo, names="sample.notebook")
    assert _visible(demo) == MADE


def test_a_disk_that_fills_up_does_not_keep_it_from_running_again(
    run: Run, refused: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*arguments: object) -> None:
        raise OSError(errno.ENOSPC, "full")

    for place in ("exporters.sample._comments", "exporters.output.writer"):
        with monkeypatch.context() as patch:
            patch.setattr(place, full)
            answer = run("demo", "--out", tmp_path / "demo")
        assert (answer.code, answer.out, len(answer.err)) == (1, "", 1)
    assert run("demo", "--out", tmp_path / "demo").code == 0


def test_it_refuses_a_folder_that_cannot_be(refused: Run, tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    refused("demo", "--out", tmp_path / "file" / "demo", names="demo")
