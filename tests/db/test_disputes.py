"""What was written on one laptop while another one put its visit into the bin is found, and can be settled."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from db.disputes import DELETED, STRAY, Dispute, binning, deleters, deletion, disputes, host, revival
from db.edits import Edit, create
from db.exchange import export, plan
from db.notebook import Notebook
from db.records import Chapter, Contact, Figure, Note, Question, Takeaway, Visit
from db.undoing import undoing

HANGING = (Contact, Note, Question, Takeaway, Figure)


class Pair:
    """Two notebooks of one tour: `here` writes, `there` puts the visit into the bin with all that hangs on it."""

    def __init__(self, folder: Path) -> None:
        edits = [create(Visit, "v", institution="항만공사"), create(Chapter, "h", heading="개요")]
        edits += [create(kind, f"{kind.KIND}{n}", visit="v") for kind in HANGING for n in (1, 2)]
        edits.append(create(Figure, "f", entry="h", caption="지도"))
        self.here = Notebook.create(folder / "a.notebook", edits, author="p1", device="here")
        self.there = Notebook.create(folder / "b.notebook", author="p2", device="there", notebook_id=self.here.id)
        self.meet()

    def meet(self) -> None:
        for one, other in ((self.here, self.there), (self.there, self.here)):
            other.merge(plan(other.reader, export(one.reader)), sender=None, file="")

    def bin(self, *ids: str) -> None:
        self.there.commit([binning(self.there.reader, each, True) for each in ids])

    def listed(self) -> tuple[Dispute, ...]:
        found = disputes(self.here.reader)
        assert disputes(self.there.reader) == found
        return found


@pytest.fixture
def pair(tmp_path: Path) -> Iterator[Pair]:
    made = Pair(tmp_path)
    yield made
    made.here.close()
    made.there.close()


def everything() -> list[str]:
    return ["v", *(f"{kind.KIND}{n}" for kind in HANGING for n in (1, 2))]


@pytest.mark.parametrize("kind", HANGING)
def test_what_was_written_meanwhile_is_stray(pair: Pair, kind: type[Note]) -> None:
    field = {Question: "answer", Figure: "caption", Contact: "name"}.get(kind, "text")
    pair.here.commit([Edit(f"{kind.KIND}1", kind.KIND, {field: "그사이에 썼다."})])
    pair.bin(*everything())
    assert pair.listed() == ()
    pair.meet()
    assert pair.listed() == (Dispute(f"{kind.KIND}1", kind.KIND, STRAY),)
    found = host(pair.here.reader, f"{kind.KIND}1")
    assert found is not None
    assert found.id == "v"
    (version,) = deleters(pair.here.reader, "v")
    assert version.author == "p2"


def test_what_was_begun_meanwhile_is_stray_too(pair: Pair) -> None:
    pair.here.commit([create(Note, "fresh", visit="v", text="새로 쓴 글")])
    pair.bin(*everything())
    pair.meet()
    assert pair.listed() == (Dispute("fresh", "note", STRAY),)


def test_a_figure_of_a_chapter_in_the_bin_is_stray(pair: Pair) -> None:
    pair.here.commit([Edit("f", "figure", {"caption": "새 지도"})])
    pair.bin("h", "f")
    pair.meet()
    assert pair.listed() == (Dispute("f", "figure", STRAY),)


def test_reviving_settles_all_of_the_visit_everywhere(pair: Pair) -> None:
    pair.here.commit([Edit(each, each[:-1], {"text": "그사이"}) for each in ("note1", "takeaway2")])
    pair.bin(*everything())
    pair.meet()
    assert len(pair.listed()) == 2
    pair.here.commit(revival(pair.here.reader, "v"))
    pair.meet()
    assert pair.listed() == ()
    for notebook in (pair.here, pair.there):
        alive = [each for each in everything() if not notebook.reader.get(each).deleted]  # type: ignore[union-attr]
        assert alive == ["v", "note1", "takeaway2"], "what was deleted with it stays in the bin"


def test_putting_it_into_the_bin_too_settles_it_everywhere(pair: Pair) -> None:
    pair.here.commit([Edit("note1", "note", {"text": "그사이"})])
    pair.bin(*everything())
    pair.meet()
    pair.here.commit([binning(pair.here.reader, "note1", True)])
    pair.meet()
    assert pair.listed() == ()
    assert all(one.reader.get("note1").deleted for one in (pair.here, pair.there))  # type: ignore[union-attr]


def test_a_deletion_alone_that_an_edit_has_beaten_is_asked_about_as_before(pair: Pair) -> None:
    pair.here.commit([Edit("note1", "note", {"text": "그사이"})])
    pair.bin("note1")
    pair.meet()
    assert pair.listed() == (Dispute("note1", "note", DELETED),)


@pytest.mark.parametrize("stray", [False, True], ids=["alone", "with its visit"])
@pytest.mark.parametrize("away", [False, True], ids=["kept", "binned"])
def test_a_choice_that_is_taken_back_has_to_be_made_again_everywhere(pair: Pair, stray: bool, away: bool) -> None:
    pair.here.commit([Edit("note1", "note", {"text": "그사이"})])
    pair.bin(*(everything() if stray else ["note1"]))
    pair.meet()
    before = pair.listed()
    assert before == (Dispute("note1", "note", STRAY if stray else DELETED),)
    reader = pair.here.reader
    edits = revival(reader, "v") if stray and not away else [binning(reader, "note1", away)]
    step = pair.here.commit(edits).revisions
    chosen = [reader.get(each).deleted for each in ("v", "note1")]  # type: ignore[union-attr]
    assert chosen == [stray and away, away]
    for _ in range(2):
        step = pair.here.commit(undoing(reader, step).edits).revisions
        pair.meet()
        assert pair.listed() == before
        for notebook in (pair.here, pair.there):
            assert [notebook.reader.get(each).deleted for each in ("v", "note1")] == [stray, False]  # type: ignore[union-attr]
            assert {each.value for each in deletion(notebook.reader.history("note1"))} == {False, True}
        step = pair.here.commit(undoing(reader, step).edits).revisions
        pair.meet()
        assert pair.listed() == ()
        assert [reader.get(each).deleted for each in ("v", "note1")] == chosen  # type: ignore[union-attr]
