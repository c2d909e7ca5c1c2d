"""Taking a plan into a real notebook: once, whatever happened since."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from db.edits import change, create
from db.notebook import Notebook
from db.records import Chapter, Question, Source, Takeaway, Tour, Visit
from exporters.importing.apply import apply
from tests.exporters.importing.reports import BIKES, BRIEF, CARE, TOUR, WATER, glued, page, planned


@pytest.fixture
def notebook(tmp_path: Path) -> Iterator[Notebook]:
    with Notebook.create(tmp_path / "tour.notebook", [create(Tour, TOUR, title="연수")]) as made:
        yield made


def test_everything_is_there(notebook: Notebook) -> None:
    changes = apply(notebook, planned(page(BRIEF, BIKES, WATER)))
    assert changes.kinds >= {"visit", "note", "question", "takeaway", "figure", "contact", "chapter", "source"}
    visits = notebook.reader.all(Visit)
    assert [visit.institution for visit in visits] == ["오르홀름 시청 교통국", "멕시코 국립물연구원"]
    (source,) = notebook.reader.all(Source)
    assert {visit.source for visit in visits} == {source.id}
    questions = notebook.reader.all(Question, visit=visits[0].id)
    assert [one.question for one in questions][:1] == ["자전거 이용률은."]
    assert notebook.verify() == ()


def test_again_nothing_new(notebook: Notebook) -> None:
    apply(notebook, planned(page(BRIEF, BIKES)))
    assert not apply(notebook, planned(page(BRIEF, BIKES)))


def test_again_after_edits_and_deletions_nothing_new(notebook: Notebook) -> None:
    apply(notebook, planned(page(BIKES)))
    (visit,) = notebook.reader.all(Visit)
    first, *others = notebook.reader.all(Takeaway)
    notebook.commit([change(visit, institution="다른 이름", order="z9")])
    notebook.commit([change(first, deleted=True)])
    assert not apply(notebook, planned(page(BIKES)))
    (visit,) = notebook.reader.all(Visit)
    assert (visit.institution, visit.order) == ("다른 이름", "z9")
    assert [one.id for one in notebook.reader.all(Takeaway)] == [one.id for one in others]


def test_the_same_article_from_another_file_adds_only_its_source(notebook: Notebook) -> None:
    apply(notebook, planned(page(BIKES)))
    before = notebook.reader.all(Visit)
    changes = apply(notebook, planned(glued(BIKES), "one.txt"))
    assert set(changes.objects) == {"source"}
    assert notebook.reader.all(Visit) == before


def test_new_articles_stand_behind_those_that_are_there(notebook: Notebook) -> None:
    apply(notebook, planned(page(CARE, BIKES)))
    apply(notebook, planned(page(WATER)))
    assert [visit.country for visit in notebook.reader.all(Visit)] == ["호주", "덴마크", "멕시코"]


def test_surroundings_are_one_chapter_of_their_kind(notebook: Notebook) -> None:
    apply(notebook, planned(page(CARE)))
    assert [chapter.kind for chapter in notebook.reader.all(Chapter)] == ["surroundings"]


def test_imported_objects_have_no_author(notebook: Notebook) -> None:
    apply(notebook, planned(CARE))
    (visit,) = notebook.reader.all(Visit)
    first = notebook.history(visit.id)[0]
    assert (first.author, first.device, first.parents) == (None, None, ())
