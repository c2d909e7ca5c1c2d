"""What an import proposes from each article of some files, as numbers: `python -m benchmarks.import_report FILE…`.

Without files: the texts of the folder that BRIEFING_TEXTS names.
"""

from __future__ import annotations

import os
import sys
import time
from collections import Counter
from pathlib import Path

from db.errors import KnownError
from exporters.importing.plan import plan
from exporters.importing.values import Plan

_TOUR = "00000000-0000-4000-8000-000000000001"
_KINDS = ("contact", "note", "question", "takeaway", "figure")


def main(names: list[str]) -> int:
    folder = os.environ.get("BRIEFING_TEXTS")
    files = [Path(name) for name in names] or (sorted(Path(folder).glob("*.txt")) if folder else [])
    for file in files:
        _report(file)
    return 0 if files else 2


def _report(file: Path) -> None:
    data = file.read_bytes()
    start = time.perf_counter()
    try:
        result = plan(data, file.name, tour=_TOUR)
    except KnownError as error:
        print(f"{file.name}: {error}")
        return
    seconds = time.perf_counter() - start
    print(f"{file.name}: {len(data)} bytes, {result.encoding}, {seconds:.3f} s")
    for article in result.articles:
        counts = dict(article.counts)
        numbers = "  ".join(f"{kind} {counts.get(kind, 0)}" for kind in _KINDS)
        print(f"  {article.kind:12} {article.end - article.start:7} characters  {numbers}  {article.title[:40]}")
    _doubts(result)


def _doubts(result: Plan) -> None:
    doubts = Counter(doubt.code for doubt in result.doubts)
    cut, uncut = doubts["heading_cut"], doubts["heading_uncut"]
    if cut + uncut:
        print(f"  glued headings: {cut} of {cut + uncut} cut, every one flagged")
    print("  doubts: " + (", ".join(f"{code} {count}" for code, count in sorted(doubts.items())) or "none"))
    offers = Counter(offer.code for offer in result.offers)
    print("  offers: " + (", ".join(f"{code} {count}" for code, count in sorted(offers.items())) or "none"))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
