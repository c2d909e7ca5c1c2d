"""The sample tour: whole, sound, its own, and large enough to show everything."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from PIL import Image

from db.notebook import Notebook
from db.queries import Reader
from db.records import (
    ENTRY_KINDS,
    KINDS,
    Chapter,
    Comment,
    Contact,
    Evidence,
    Figure,
    Implication,
    Note,
    Person,
    Question,
    Record,
    Report,
    Shape,
    Takeaway,
    Team,
    Tour,
    Visit,
    field_specs,
)
from exporters.document import nodes as n
from exporters.document.markup import parse
from exporters.dump import dump
from exporters.sample import SAMPLE, build, object_id

MARK_IN_TEXT = re.compile(r"[□◇○▲※▹]|\*\*|!\[|\]\(|^\s*\|")
SHINGLE = 25


@pytest.fixture(scope="module")
def reader(sample: Notebook) -> Reader:
    return sample.reader


def records(reader: Reader) -> list[Record]:
    return [record for kind in KINDS.values() for record in reader.all(kind)]


def outlines(reader: Reader) -> list[tuple[str, str]]:
    fields = {"note": ("text",), "chapter": ("text",), "question": ("question", "answer")}
    return [
        (record.id, getattr(record, name))
        for record in records(reader)
        if record.KIND in ENTRY_KINDS
        for name in fields.get(record.KIND, ("text",))
    ]


def test_it_is_as_large_as_promised(reader: Reader) -> None:
    tour = reader.tour()
    assert tour is not None
    assert len(tour.countries) == 3
    counted = {kind: reader.count(kind) for kind in (Team, Person, Visit, Report)}
    assert counted == {Team: 2, Person: 12, Visit: 8, Report: 4}
    assert sum(1 for question in reader.all(Question) if question.answer) >= 40
    assert reader.count(Takeaway) >= 60
    assert 14 <= reader.count(Figure) <= 18
    assert 5 <= reader.count(Implication) <= 7
    assert any(question.prepared and not question.answer for question in reader.all(Question))
    assert {person.role for person in reader.all(Person)} == {"participant", "reviewer", "coordinator"}
    assert {len(person.name) for person in reader.all(Person)} == {2, 3, 4}
    assert {chapter.kind for chapter in reader.all(Chapter)} == {"overview", "implications", "brief"}


def test_every_visit_is_recorded_and_reported_on(reader: Reader) -> None:
    for visit in reader.all(Visit):
        assert visit.recorders
        assert visit.date
        assert visit.address
        assert visit.web
        assert len(reader.all(Note, visit=visit.id)) >= 2
        assert reader.count(Contact, visit=visit.id) >= 2
        teams = {takeaway.team for takeaway in reader.all(Takeaway, visit=visit.id)}
        assert len(teams) == 2
    written = {takeaway.author for takeaway in reader.all(Takeaway)}
    assert written == {person.id for person in reader.all(Person)}


def test_every_reference_resolves(reader: Reader) -> None:
    everything = {record.id: record.KIND for record in records(reader)}
    for record in records(reader):
        for spec in field_specs(type(record)):
            value = getattr(record, spec.name)
            if spec.shape is Shape.REF and value is not None:
                assert value in everything, (record, spec.name)
                assert not spec.kinds or everything[value] in spec.kinds
            elif spec.shape is Shape.REFS:
                assert set(value) <= set(everything), (record, spec.name)
    supported = {evidence.implication for evidence in reader.all(Evidence)}
    assert supported == {implication.id for implication in reader.all(Implication)}


def test_every_text_is_outline_text_without_a_stray_mark(reader: Reader) -> None:
    for object_id_, text in outlines(reader):
        for block in parse(text):
            for piece in pieces(block):
                assert not MARK_IN_TEXT.search(piece), (object_id_, piece)


def test_figure_lines_and_figures_agree(reader: Reader) -> None:
    places = [
        (block.figure, entry)
        for entry, text in outlines(reader)
        for block in parse(text)
        if isinstance(block, n.FigurePlace)
    ]
    assert sorted(places) == sorted((figure.id, figure.entry) for figure in reader.all(Figure))


def test_pictures_are_sound_and_described(sample: Notebook) -> None:
    figures = sample.reader.all(Figure)
    for figure in figures:
        assert figure.caption
        assert figure.credit
        assert figure.alt
        if figure.blob:
            path = sample.blob_path(figure.blob)
            assert path is not None
            with Image.open(path) as picture:
                picture.load()
                assert picture.size == (figure.width, figure.height)
    assert sum(figure.blob is None for figure in figures) == 2
    assert all(file.stat().st_size <= 150_000 for file in (SAMPLE / "pictures").iterdir())


def test_every_state_of_an_entry_is_shown(reader: Reader) -> None:
    states = {state for kind in (Note, Question, Takeaway, Chapter) for state in reader.statuses(kind).values()}
    assert states >= {"writing", "submitted", "returned", "revised", "approved", "changed_since_approval"}


def test_comments_stand_on_their_words(reader: Reader) -> None:
    for comment in reader.all(Comment):
        record = reader.get(comment.object or "")
        assert getattr(record, comment.field)[comment.start : comment.end] == comment.quote


def test_the_delegation_is_named_in_running_text(reader: Reader) -> None:
    texts = "\n".join(note.text for note in reader.all(Note))
    assert sum(person.name in texts for person in reader.all(Person)) >= 5


def test_contact_data_is_invented(reader: Reader) -> None:
    for record in records(reader):
        for name in ("email", "web"):
            value = getattr(record, name, "")
            assert not value or value.endswith(".example"), value
        tel = re.sub(r"\D", "", getattr(record, "tel", "") or "")
        assert not tel or "555" in tel
    for _, text in outlines(reader):
        assert all(".example" in link for link in re.findall(r"https?://\S+", text))


def test_made_twice_it_is_the_same(sample: Notebook, tmp_path: Path) -> None:
    with closing(build(tmp_path / "again.notebook")) as again:
        mine, other = dump(sample.reader), dump(again.reader)
        for tour in (*mine["tours"], *other["tours"]):
            for decision in tour["decisions"]:
                decision.pop("heads", None)
        assert mine == other
        assert isinstance(again.reader.get(object_id("tour")), Tour)


def test_no_sentence_is_a_real_reports(reader: Reader) -> None:
    """Against real texts where a folder of them is given; that the comparison finds a copy is checked always."""
    own = shingles("\n".join(text for _, text in outlines(reader)))
    assert own & shingles(reader.all(Note)[0].text)
    folder = os.environ.get("BRIEFING_TEXTS")
    for file in sorted(Path(folder).rglob("*.txt")) if folder else ():
        assert not own & shingles(file.read_text(encoding="utf-8", errors="replace")), file.name


def shingles(text: str) -> set[str]:
    packed = re.sub(r"\s+", "", text)
    return {packed[at : at + SHINGLE] for at in range(len(packed) - SHINGLE + 1)}


def pieces(value: object) -> Iterator[str]:
    """Every text that stands in a node."""
    if isinstance(value, n.Text):
        yield value.text
    elif isinstance(value, tuple):
        for item in value:
            yield from pieces(item)
    elif hasattr(value, "__dataclass_fields__"):
        for name in value.__dataclass_fields__:
            yield from pieces(getattr(value, name))
