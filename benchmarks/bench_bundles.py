"""24 bundles with 180 photos at once: packing, what they would do, taking them in, and the same again."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from benchmarks.measure import best, tell
from benchmarks.pdf_photos import jpegs
from db.blobs import Blob, name_of
from db.edits import create
from db.merging import Survey, carry_out, survey
from db.notebook import Notebook
from db.packing import pack, parcel_of
from db.records import Figure, Note, Person, Question, Takeaway, Tour, Visit

PEOPLE: Final = 24
PHOTOS: Final = 180
VISITS: Final = 14
DAY: Final = "2031-05-05"
TEXT: Final = "저류지는 모두 열두 곳이며 구청이 아니라 물관리청이 운영한다. " * 12


def main() -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        edits = [create(Tour, "tour", title="연수")]
        edits += [create(Person, f"p{number}", name=f"참가자 {number}") for number in range(PEOPLE)]
        edits += [create(Visit, f"v{number}", institution=f"기관 {number}", date=DAY) for number in range(VISITS)]
        with Notebook.create(folder / "boss.notebook", edits, author="boss", device="boss") as boss:
            tour = folder / "tour.brief"
            pack(boss, tour, parcel_of(boss, lambda sharing: sharing.tour()))
            bundles = list(_days(folder, boss.id, tour))
            size = sum(path.stat().st_size for path in bundles) / 1e6
            found: list[Survey] = []
            seconds = best(lambda: found.append(_survey(boss, bundles)), 3)
            figures = f"{len(found[0].plan.taken):,} revisions, {len(found[0].pictures)} photos, {size:.0f} MB"
            tell(f"plan of {len(bundles)} bundles", seconds, figures)
            tell("merge", best(lambda: carry_out(boss, found[0]), 1), f"{boss.reader.count(Figure)} figures")
            seconds = best(lambda: found.append(_survey(boss, bundles)), 3)
            tell("the same again", seconds, "nothing new" if not found[-1] else "SOMETHING NEW")
            assert boss.verify() == ()


def _days(folder: Path, notebook: str, tour: Path) -> Iterator[Path]:
    """The bundle of each person's day."""
    photos = jpegs(PHOTOS)
    for number in range(PEOPLE):
        person = f"p{number}"
        path = folder / f"{person}.notebook"
        with Notebook.create(path, author=person, device=person, notebook_id=notebook) as mine:
            mine.backs_up = False
            carry_out(mine, survey(mine.reader, [tour]))
            entries = []
            for visit in range(VISITS):
                place, own = f"v{visit}", f"{number}-{visit}"
                entries += [
                    create(Note, f"n{own}", visit=place, author=person, text=f"{TEXT}{own}."),
                    create(Question, f"q{own}", visit=place, asker=person, question="왜?", answer=f"{TEXT}{own}."),
                    create(Takeaway, f"t{own}", visit=place, author=person, text=f"{TEXT}{own}."),
                ]
            mine.commit(entries)
            for _ in range(PHOTOS // PEOPLE + (number < PHOTOS % PEOPLE)):
                body = next(photos)
                mine.keep_blob(Blob(name_of(body), 2400, 1600, "image/jpeg"), body)
                mine.commit([create(Figure, visit=f"v{number % VISITS}", blob=name_of(body), caption="사진")])
            mine.submit([edit.object for edit in entries])
            out = folder / f"{person}.brief"
            with _told(number == 0, mine):
                pack(mine, out, parcel_of(mine, lambda sharing: sharing.day(DAY)))
            yield out


@contextmanager
def _told(wanted: bool, mine: Notebook) -> Iterator[None]:
    import time

    begin = time.perf_counter()
    yield
    if wanted:
        tell("one day packed and read again", time.perf_counter() - begin, f"{mine.reader.count(Figure)} photos")


def _survey(boss: Notebook, bundles: list[Path]) -> Survey:
    reader = boss.another_reader()
    try:
        return survey(reader, bundles)
    finally:
        reader.close()


if __name__ == "__main__":
    main()
