"""How even the lines of real text are: extra width of gaps in em, splits and kinsoku faults, at 430 pt and 10 pt.

BRIEFING_TEXTS=FOLDER measures each .txt in it, one paragraph a line; without it, the sample's text.
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterable
from pathlib import Path
from statistics import fmean

from db.queries import Reader
from db.records import Note, Question, Takeaway
from exporters.pdf.face import Face
from exporters.pdf.fonts import FontChain
from exporters.pdf.linebreak import Breaker, Line
from exporters.pdf.splits import NO_END, NO_START
from exporters.pdf.text import spacing
from exporters.pdf.tokens import Tokenizer
from resources import font_path

_MEASURE = 430 / 10 * 1000
_FILES = (("F1", "Pretendard-Regular.ttf"), ("F3", "TourFallback-Regular.ttf"), ("F5", "TourSymbols.ttf"))


def main() -> None:
    folder = os.environ.get("BRIEFING_TEXTS")
    if folder:
        for file in sorted(Path(folder).glob("*.txt")):
            report(file.name, file.read_text(encoding="utf-8", errors="replace").splitlines())
    else:
        report("sample", sample_texts())


def sample_texts() -> list[str]:
    """The paragraphs of the sample notebook."""
    from exporters.sample import build

    with tempfile.TemporaryDirectory() as name:
        path = Path(name) / "sample.notebook"
        build(path).close()
        reader = Reader(path)
        try:
            texts = [note.text for note in reader.all(Note)] + [take.text for take in reader.all(Takeaway)]
            texts += [question.answer for question in reader.all(Question)]
            return [line for text in texts for line in (text or "").splitlines()]
        finally:
            reader.close()


def report(name: str, paragraphs: Iterable[str]) -> None:
    """Print the figures of paragraphs."""
    chain = FontChain([(resource, Face(font_path(file))) for resource, file in _FILES])
    tokenizer = Tokenizer(lambda _, text: chain.width(text))
    breaker = Breaker(lambda _, text: chain.width(text), chain.space)
    lines: list[Line] = []
    ends: list[tuple[str, str]] = []
    for text in paragraphs:
        broken = breaker.justified(tokenizer.tokens([(0, text)]), _MEASURE)
        lines += [line for line in broken if not line.last]
        words = [(line.words[0][0].text[0], line.words[-1][-1].text[-1]) for line in broken]
        ends += [(above[1], below[0]) for above, below in zip(words, words[1:], strict=False)]
    if not lines:
        print(f"{name}: no paragraph of two lines")
        return
    before = [line.gap / 1000 for line in lines if len(line.words) > 1]
    printed = [spacing(line)[0] / 1000 for line in lines if len(line.words) > 1]
    faults = sum(left in NO_END or right in NO_START for left, right in ends)
    short = sum(gap > 0.05 and out == 0 for gap, out in zip(before, printed, strict=True))
    print(f"{name}: {len(lines)} lines")
    for what, gaps in (("before letter-spacing", before), ("as printed", printed)):
        mean_size = fmean(abs(gap) for gap in gaps)
        p95, worst = sorted(gaps)[int(0.95 * (len(gaps) - 1))], max(gaps)
        loose = sum(gap > 0.3401 for gap in gaps)
        print(
            f"  {what:<22} mean {fmean(gaps):.3f}  |x| {mean_size:.3f}  p95 {p95:.3f}  worst {worst:.3f}"
            f"  > 0.34: {loose}"
        )
    split = sum(line.split for line in lines) / len(lines)
    single = sum(len(line.words) == 1 for line in lines)
    print(f"  split words {split:.1%}  kinsoku faults {faults}  left short {short}  single words {single}")


if __name__ == "__main__":
    main()
