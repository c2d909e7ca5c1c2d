"""What is kept and how many processes work never show: the bytes are those of a first report by one process."""

from __future__ import annotations

import os
import random
import subprocess
import sys
import threading
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PIL import Image

from db.edits import change
from db.records import Note
from exporters.base import WriteOptions, no_progress
from exporters.document import nodes as n
from exporters.keeping import KeptReports
from exporters.output import Wanted, write_report
from exporters.pdf import crew
from exporters.pdf.keeping import KeptChapters
from exporters.pdf.writer import PdfWriter
from exporters.sample import build
from exporters.styles import own_folder
from tests.exporters.pdf.documents import COVER, chapter, document, inlines
from tests.exporters.pdf.test_fore import report as referring

ROOT = Path(__file__).resolve().parents[3]


def paragraphs(seed: int, count: int = 12) -> tuple[n.Block, ...]:
    blocks: list[n.Block] = [n.Heading(1, (n.Text(f"{seed}번째 주제"),))]
    for at in range(count):
        blocks += [n.Bullet(1, "○", inlines(40, seed * 100 + at)), n.Note("※", inlines(9, seed + at))]
    return tuple(blocks)


def long_report(chapters: int = 9) -> n.Document:
    made = [chapter(paragraphs(at), f"기관 {at}", f"c{at}") for at in range(chapters)]
    return document(*made, cover=COVER)


def bytes_of(report: n.Document, folder: Path, *, kept: KeptReports | None = None, style: str = "house") -> bytes:
    path = folder / "report.pdf"
    PdfWriter(1).write(report, path, WriteOptions(style, 0, kept), no_progress)
    return path.read_bytes()


def changed(report: n.Document, at: int, blocks: tuple[n.Block, ...]) -> n.Document:
    chapters = list(report.chapters)
    chapters[at] = replace(chapters[at], blocks=blocks)
    return replace(report, chapters=tuple(chapters))


def edits(report: n.Document) -> Iterator[n.Document]:
    """Shorter and longer chapters, new and missing ones, other marks, other glyphs, another title."""
    first = report.chapters[0]
    yield changed(report, 3, paragraphs(3, 11))
    yield changed(report, 3, (*paragraphs(3), n.Paragraph((n.Text("쀍뷁 𝄞 Ω"),))))
    yield changed(report, 3, (n.Paragraph(inlines(400, 7)),))
    yield changed(report, 0, (n.Paragraph(inlines(9, 7)),))
    yield replace(report, chapters=report.chapters[1:])
    yield replace(report, chapters=(replace(first, id="new"), *report.chapters))
    yield replace(report, title="다른 제목")
    yield replace(report, cover=None)
    yield replace(report, language="en")
    yield report


def test_a_report_after_edits_has_the_bytes_of_a_first_one(tmp_path: Path) -> None:
    kept, report = KeptReports(), long_report()
    bytes_of(report, tmp_path, kept=kept)
    for edited in edits(report):
        warm = bytes_of(edited, tmp_path, kept=kept)
        assert warm == bytes_of(edited, tmp_path)
        assert warm == bytes_of(edited, tmp_path, kept=kept)


def test_pages_that_are_told_follow_an_edit(tmp_path: Path) -> None:
    kept, report = KeptReports(), referring()
    bytes_of(report, tmp_path, kept=kept)
    for edited in (
        changed(report, 1, (n.Paragraph(inlines(4_000, 5)), *report.chapters[1].blocks)),
        changed(report, 2, (*paragraphs(1, 2), *report.chapters[2].blocks)),
        replace(report, chapters=report.chapters[::-1]),
        replace(report, submission=None, lists=False),
        replace(report, contents=False, lists=False),
        report,
    ):
        assert bytes_of(edited, tmp_path, kept=kept) == bytes_of(edited, tmp_path)


def test_an_edit_sets_its_own_chapter_again_and_no_other(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from exporters.pdf.setting import Setting

    kept, report = KeptReports(), long_report()
    bytes_of(report, tmp_path, kept=kept)
    made: list[str] = []
    inner = Setting.chapter

    def told(setting: Setting, of: n.Chapter, title: str) -> object:
        made.append(of.id)
        return inner(setting, of, title)

    monkeypatch.setattr(Setting, "chapter", told)
    bytes_of(changed(report, 4, paragraphs(77)), tmp_path, kept=kept)
    assert made == ["c4"]


def test_what_no_report_uses_any_more_goes(tmp_path: Path) -> None:
    kept, chance = KeptReports(), random.Random(3)
    for _ in range(12):
        bytes_of(changed(long_report(3), 1, paragraphs(chance.randrange(10_000), 2)), tmp_path, kept=kept)
    assert len(kept.of(KeptChapters)) <= 4 + 4


def test_a_picture_that_was_replaced_is_looked_at_again(tmp_path: Path) -> None:
    picture = tmp_path / "a.png"
    figure = n.Figure("f1", 1, "부두", "", "", picture, 60, 40)
    report = document(chapter((figure,)))
    kept = KeptReports()
    for colour in ("red", "blue"):
        Image.new("RGB", (60, 40), colour).save(picture)
        os.utime(picture, ns=(len(colour), len(colour)))
        assert bytes_of(report, tmp_path, kept=kept) == bytes_of(report, tmp_path)
    picture.unlink()
    assert bytes_of(report, tmp_path, kept=kept) == bytes_of(report, tmp_path)


def test_a_picture_that_is_mended_is_looked_at_again(tmp_path: Path) -> None:
    picture = tmp_path / "a.png"
    picture.write_bytes(b"no picture")
    report = document(
        chapter((n.Figure("f1", 1, "부두", "", "", picture, 60, 40),)), cover=replace(COVER, logo=picture)
    )
    kept = KeptReports()
    assert b"/Image" not in bytes_of(report, tmp_path, kept=kept)
    Image.new("RGB", (60, 40), "teal").save(picture)
    warm = bytes_of(report, tmp_path, kept=kept)
    assert b"/Image" in warm
    assert warm == bytes_of(report, tmp_path)


def test_a_style_that_is_edited_is_another(tmp_path: Path) -> None:
    """What it extends may be the user's, too, and a logo may be another under the same name."""
    own_folder().mkdir(parents=True)
    base, ours, logo = (own_folder() / name for name in ("base.toml", "ours.toml", "logo.png"))
    ours.write_text('extends = "base"\n[text.body]\nsize = 11\n', encoding="utf-8")
    kept, report, made = KeptReports(), long_report(2), set()
    for red, line in (("11", ""), ("22", ""), ("22", 'logo = "logo.png"\n'), ("44", 'logo = "logo.png"\n')):
        base.write_text(f'extends = "modern"\n{line}[colours]\nmark = "#{red}4477"\n', encoding="utf-8")
        Image.new("RGB", (60, 40), f"#{red}0000").save(logo)
        os.utime(logo, ns=(int(red), int(red)))
        warm = bytes_of(report, tmp_path, kept=kept, style="ours")
        assert warm == bytes_of(report, tmp_path, style="ours")
        made.add(warm)
    Image.new("RGB", (60, 40), "white").save(logo)
    warm = bytes_of(report, tmp_path, kept=kept, style="ours")
    assert warm == bytes_of(report, tmp_path, style="ours")
    assert len({*made, warm}) == 5


def test_a_second_report_at_the_same_time_does_without(tmp_path: Path) -> None:
    kept, report = KeptReports(), long_report(2)
    with kept.of(KeptChapters).alone():
        assert bytes_of(report, tmp_path, kept=kept) == bytes_of(report, tmp_path)


def test_a_notebook_that_is_edited(tmp_path: Path) -> None:
    kept = KeptReports()
    with build(tmp_path / "sample.notebook") as notebook:

        def written(name: str, keeping: KeptReports | None) -> bytes:
            path = tmp_path / name
            write_report(notebook.reader, path, Wanted(epoch=0), no_progress, keeping)
            return path.read_bytes()

        before = written("warm.pdf", kept)
        assert before == written("cold.pdf", None)
        note = next(note for note in notebook.reader.all(Note) if note.text)
        notebook.commit([change(note, text=note.text + "\n○ 덧붙인 문단이다.")])
        after = written("warm.pdf", kept)
        assert after == written("cold.pdf", None)
        assert after != before


def in_a_process(code: str, *arguments: object) -> None:
    """Run code without any thread beside it, as the command line does."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    subprocess.run([sys.executable, "-c", code, *map(str, arguments)], check=True, env=environment)


FORKED = """
import sys
from pathlib import Path
from exporters.base import WriteOptions, no_progress
from exporters.pdf.keeping import KeptChapters
from exporters.pdf.writer import PdfWriter
from tests.exporters.pdf.documents import every_kind
from tests.exporters.pdf.test_fore import report as referring
from tests.exporters.pdf.test_keeping import long_report
folder, picture = Path(sys.argv[1]), Path(sys.argv[2])
for name, report in (("long", long_report()), ("kinds", every_kind(picture)), ("referring", referring())):
    for count in (1, 2, 4):
        PdfWriter(count).write(report, folder / f"{name}{count}.pdf", WriteOptions(epoch=0), no_progress)
"""


def test_several_processes_write_the_same_bytes(tmp_path: Path) -> None:
    picture = tmp_path / "a.png"
    Image.new("RGB", (900, 560), "teal").save(picture)
    in_a_process(FORKED, tmp_path, picture)
    for name in ("long", "kinds", "referring"):
        one, two, four = ((tmp_path / f"{name}{count}.pdf").read_bytes() for count in (1, 2, 4))
        assert one == two == four


DYING = """
import os, signal, sys
from pathlib import Path
from exporters.base import WriteOptions, no_progress
from exporters.pdf.keeping import KeptChapters
from exporters.pdf.writer import PdfWriter
from exporters.pdf.setting import Setting
from tests.exporters.pdf.test_keeping import long_report
here, inner = os.getpid(), Setting.chapter
def dies(setting, chapter, title):
    if os.getpid() != here:
        os.kill(os.getpid(), signal.SIGKILL)
    return inner(setting, chapter, title)
Setting.chapter = dies
PdfWriter(3).write(long_report(), Path(sys.argv[1]) / "report.pdf", WriteOptions(epoch=0), no_progress)
"""


def test_what_a_process_that_dies_leaves_undone_is_made(tmp_path: Path) -> None:
    in_a_process(DYING, tmp_path)
    found = (tmp_path / "report.pdf").read_bytes()
    assert found == bytes_of(long_report(), tmp_path)


STOPPED = """
import os, sys
from pathlib import Path
from exporters.base import Cancelled, WriteOptions
from exporters.pdf.keeping import KeptChapters
from exporters.pdf.writer import PdfWriter
from tests.exporters.pdf.test_keeping import long_report
def stop(done, total):
    raise Cancelled
try:
    PdfWriter(3).write(long_report(), Path(sys.argv[1]) / "report.pdf", WriteOptions(), stop)
except Cancelled:
    try:
        os.waitpid(-1, os.WNOHANG)
    except ChildProcessError:
        sys.exit(0)
sys.exit(1)
"""


def test_a_report_that_is_stopped_leaves_no_process_and_no_file(tmp_path: Path) -> None:
    in_a_process(STOPPED, tmp_path)
    assert not list(tmp_path.iterdir())


def test_one_process_where_others_would_not_pay_or_are_not_safe(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(threading, "active_count", lambda: 1)
    monkeypatch.setattr(os, "sched_getaffinity", lambda _: set(range(8)), raising=False)
    monkeypatch.setattr(sys, "platform", "linux")
    assert crew.processes(100_000, 50) == 4
    assert crew.processes(100_000, 3) == 3
    assert crew.processes(100, 50) == 1
    monkeypatch.setattr(threading, "active_count", lambda: 2)
    assert crew.processes(100_000, 50) == 1
    monkeypatch.setattr(threading, "active_count", lambda: 1)
    monkeypatch.setattr(sys, "platform", "win32")
    assert crew.processes(100_000, 50) == 1
