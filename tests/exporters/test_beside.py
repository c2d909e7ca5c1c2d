"""Reports made in a process of their own: the same bytes as here, with drafts, one wish at a time."""

from __future__ import annotations

import io
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import IO

import pytest

from db.edits import Draft, create
from db.notebook import Notebook
from db.records import Note, Tour, Visit
from exporters.base import no_progress
from exporters.beside import Answer, Stop, Wish, packed, serve, unpacked
from exporters.drafted import Drafted
from exporters.output import Wanted, write_report
from tests.architecture.sources import ROOT


@pytest.fixture
def notebook(tmp_path: Path) -> Path:
    path = tmp_path / "a.notebook"
    edits = [create(Tour, "t", title="연수"), create(Visit, "v", tour="t", institution="항만공사"),
             create(Note, "n", visit="v", heading="운영", text="○ 한다.\n")]  # fmt: skip
    Notebook.create(path, edits).close()
    return path


@pytest.fixture
def process() -> Iterator[subprocess.Popen[bytes]]:
    started = subprocess.Popen(
        [sys.executable, "-m", "exporters.beside"], cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    with started:
        yield started
        assert started.stdin is not None
        started.stdin.close()
        assert started.wait(20) == 0


def _ask(process: subprocess.Popen[bytes], *wishes: Wish | Stop) -> None:
    assert process.stdin is not None
    process.stdin.write(b"".join(map(packed, wishes)))
    process.stdin.flush()


def _last(process: subprocess.Popen[bytes], number: int) -> Answer:
    assert process.stdout is not None
    for line in process.stdout:
        answer: Answer = unpacked(line)
        if answer.last and answer.number == number:
            return answer
    raise AssertionError("the process has ended")


def test_the_bytes_are_the_same_and_a_program_may_write_meanwhile(
    notebook: Path, tmp_path: Path, process: subprocess.Popen[bytes]
) -> None:
    with Notebook.open(notebook) as held:
        _ask(process, Wish(1, notebook, tmp_path / "beside.pdf", epoch=1))
        answer = _last(process, 1)
        write_report(held.reader, tmp_path / "here.pdf", Wanted(epoch=1), no_progress)
    assert answer.written is not None
    assert answer.written.pages > 1
    assert (tmp_path / "beside.pdf").read_bytes() == (tmp_path / "here.pdf").read_bytes()


def test_a_refusal_comes_back_in_words_and_the_process_goes_on(
    notebook: Path, tmp_path: Path, process: subprocess.Popen[bytes]
) -> None:
    _ask(process, Wish(1, notebook, tmp_path / "a.pdf", style="none"))
    refused = _last(process, 1)
    assert refused.refused == "files.no_style"
    assert refused.values["name"] == "none"
    _ask(process, Wish(2, notebook, tmp_path / "a.pdf"))
    assert _last(process, 2).written is not None


def test_a_fault_is_written_down_and_the_process_goes_on(
    notebook: Path, tmp_path: Path, process: subprocess.Popen[bytes]
) -> None:
    _ask(process, Wish(1, notebook, tmp_path / "a.pdf", edition="secret"))
    fault = _last(process, 1).fault
    assert fault is not None
    assert "ValueError" in fault.read_text(encoding="utf-8")
    assert "secret" not in fault.read_text(encoding="utf-8")
    _ask(process, Wish(2, notebook, tmp_path / "a.pdf"))
    assert _last(process, 2).written is not None


def test_only_the_last_of_the_wishes_is_made(notebook: Path, tmp_path: Path) -> None:
    wishes = [Wish(number, notebook, tmp_path / f"{number}.pdf") for number in (1, 2, 3)]
    answers = _served([*wishes[:2], Stop(), wishes[2]])
    made = [answer.number for answer in answers if answer.written]
    assert set(made) <= {3}  # the input ended with the wishes: even the last may be left


def _served(wishes: list[Wish | Stop]) -> list[Answer]:
    asked: IO[bytes] = io.BytesIO(b"".join(map(packed, wishes)))
    told = io.BytesIO()
    serve(asked, told)
    return [unpacked(line) for line in told.getvalue().splitlines()]


def test_a_newer_wish_ends_the_one_before(notebook: Path, tmp_path: Path, process: subprocess.Popen[bytes]) -> None:
    _ask(process, *(Wish(number, notebook, tmp_path / f"{number}.pdf") for number in range(1, 20)))
    assert _last(process, 19).written is not None
    assert len(list(tmp_path.glob("*.pdf"))) <= 2
    assert list(tmp_path.glob(".writing*")) == []


def test_drafts_are_read_and_held_ones_are_not(notebook: Path) -> None:
    with Notebook.open(notebook) as held:
        held.keep_draft(Draft("n", "note", "text", "○ 쓰는 중\n")).result()
        held.keep_draft(Draft("n", "note", "heading", "held", held=True)).result()
        drafted = Drafted(held.reader)
        (note,) = drafted.all(Note)
        assert (note.text, note.heading) == ("○ 쓰는 중\n", "운영")
        assert held.reader.all(Note)[0].text == "○ 한다.\n"
        held.commit_drafts().result()
        assert held.reader.all(Note) == [note]
        tour = drafted.tour()
        assert tour is not None
        assert tour.title == "연수"
