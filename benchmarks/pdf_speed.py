"""Seconds of the PDF writer alone, whole process, on invented reports of about 100 and 1,000 pages."""

from __future__ import annotations

import random
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from exporters.base import WriteOptions, no_progress
from exporters.document import nodes as n
from exporters.pdf.writer import PdfWriter

_SYLLABLES = (
    "가나다라마바사아자차하고기도로리마보부사서소수시에연요우으은의이인자장재적전정제조주지진체치타통파한해협화회"
)


def main() -> None:
    if len(sys.argv) == 3:
        written = PdfWriter().write(report(int(sys.argv[2])), Path(sys.argv[1]), WriteOptions(epoch=0), no_progress)
        print(written.pages)
        return
    with tempfile.TemporaryDirectory() as folder:
        for chapters in (10, 100):
            seconds, pages = min(_run(Path(folder) / "speed.pdf", chapters) for _ in range(5))
            print(f"{pages} pages: {seconds:.3f} s, the whole process")


def _run(path: Path, chapters: int) -> tuple[float, int]:
    command = [sys.executable, "-m", "benchmarks.pdf_speed", str(path), str(chapters)]
    begin = time.perf_counter()
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    return time.perf_counter() - begin, int(done.stdout)


def report(chapters: int) -> n.Document:
    """Chapters of about ten pages, from a vocabulary of 8,000 words."""
    chance = random.Random(1)
    words = ["".join(chance.choices(_SYLLABLES, k=chance.choice((2, 2, 3, 3, 4, 5, 6)))) for _ in range(8000)]

    def prose(count: int) -> n.Inlines:
        return (n.Text(" ".join(chance.choices(words, k=count)) + "."),)

    def chapter(number: int) -> n.Chapter:
        blocks: list[n.Block] = []
        for _ in range(8):
            blocks += [n.Heading(1, prose(3)), n.Heading(2, prose(3))]
            blocks += [n.Bullet(1, "○", prose(42), (prose(28),)) for _ in range(7)]
            blocks += [n.QuestionAnswer(prose(9), (n.Paragraph(prose(35)),)) for _ in range(2)]
        return n.Chapter(f"c{number}", f"제{number}장", " ".join(words[number : number + 3]), tuple(blocks), "visit")

    return n.Document("속도", "ko", "internal", None, tuple(chapter(at) for at in range(1, chapters + 1)))


if __name__ == "__main__":
    main()
