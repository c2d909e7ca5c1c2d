"""A disk that went away and came back, or a copy in its place: nothing that was saved is lost without a word."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from db.edits import Draft, Edit, create
from db.errors import KnownError
from db.exchange import export, plan
from db.ids import new_id
from db.lock import refusal
from db.notebook import Notebook
from db.records import Note, Tour

TEXTS = {"a": "하나\n", "b": "둘\n"}


@pytest.fixture
def path(tmp_path: Path, home: Path) -> Path:
    path = tmp_path / "스틱" / "연수.notebook"
    path.parent.mkdir()
    edits = [create(Note, name, visit="v", text=text, order="a") for name, text in TEXTS.items()]
    Notebook.create(path, [create(Tour, "t", title="연수"), *edits]).close()
    return path


def _copy(path: Path, to: str) -> Path:
    copy = path.parent.parent / to
    shutil.copytree(path, copy)
    return copy


def _replace(path: Path, copy: Path) -> Path:
    """copy takes the place of path, as a stick does that is mounted again. Answers where path is now."""
    away = path.parent.parent / f"away {new_id()}"
    path.rename(away)
    copy.rename(path)
    return away


def _write(notebook: Notebook, text: str) -> None:
    notebook.commit([Edit("a", "note", {"text": text})])


def _texts(path: Path) -> dict[str, str]:
    with Notebook.open(path, read_only=True) as notebook:
        assert notebook.verify() == ()
        return {each.id: each.text for each in notebook.reader.all(Note)}


def _text(notebook: Notebook, name: str = "a") -> str:
    record = notebook.reader.get(name)
    assert isinstance(record, Note)
    return record.text


def test_the_same_content_in_the_same_place_is_gone_on_with(path: Path) -> None:
    with Notebook.open(path, program="window") as notebook:
        _write(notebook, "셋\n")
        _replace(path, _copy(path, "same"))
        _write(notebook, "넷\n")
        assert _text(notebook) == "넷\n"
        found = refusal(path)
        assert found is not None
        assert found.values["program"] == "errors.program.window"
        _write(notebook, "다섯\n")
    assert _texts(path) == {**TEXTS, "a": "다섯\n"}
    assert refusal(path) is None


def test_a_log_that_was_not_taken_over_is_not_lost(path: Path) -> None:
    with Notebook.open(path) as notebook:
        _write(notebook, "셋\n")
        assert (path / "notebook.db-wal").stat().st_size
        _replace(path, _copy(path, "same"))
        notebook.commit([Edit("b", "note", {"text": "넷\n"})])
        assert _text(notebook) == "셋\n"
    assert _texts(path) == {"a": "셋\n", "b": "넷\n"}


def test_what_an_older_copy_lacks_is_written_again(path: Path) -> None:
    older = _copy(path, "older")
    with Notebook.open(path) as notebook:
        _write(notebook, "셋\n")
        _write(notebook, "넷\n")
        notebook.keep_draft(Draft("b", "note", "text", "둘 반\n")).result()
        before = [each.id for each in notebook.history("a")]
        _replace(path, older)
        notebook.commit([create(Note, "c", visit="v", text="새 글\n", order="b")])
        assert [each.id for each in notebook.history("a")] == before
        assert [draft.text for draft in notebook.reader.drafts()] == ["둘 반\n"]
    assert _texts(path) == {"a": "넷\n", "b": "둘 반\n", "c": "새 글\n"}


def test_a_draft_that_was_dropped_does_not_come_back(path: Path) -> None:
    older = _copy(path, "older")
    with Notebook.open(path) as notebook:
        notebook.keep_draft(Draft("b", "note", "text", "둘 반\n")).result()
        notebook.drop_draft("b", "text").result()
        notebook.keep_draft(Draft("a", "note", "text", "하나 반\n")).result()
        notebook.commit_drafts().result()
        _replace(path, older)
        notebook.commit([Edit("b", "note", {"visit": "w"})])
        assert notebook.reader.drafts() == []
    assert _texts(path) == {"a": "하나 반\n", "b": "둘\n"}


def test_a_copy_from_before_what_was_written_on_is_refused_and_left_alone(path: Path) -> None:
    oldest = _copy(path, "oldest")
    with Notebook.open(path) as notebook:
        _write(notebook, "어제\n")
    with Notebook.open(path) as notebook:
        _write(notebook, "오늘\n")
        away = _replace(path, oldest)
        before = (path / "notebook.db").read_bytes()
        for _ in range(2):
            with pytest.raises(KnownError) as refused:
                _write(notebook, "더\n")
            assert refused.value.key == "errors.replaced_older"
        assert refusal(path) is None
        _replace(path, away)
        _write(notebook, "더\n")
    assert _texts(path)["a"] == "더\n"
    (left,) = (each for each in path.parent.parent.iterdir() if each.name.startswith("away"))
    assert (left / "notebook.db").read_bytes() == before


def test_another_notebook_in_its_place_is_never_written(path: Path, tmp_path: Path) -> None:
    other = tmp_path / "other"
    Notebook.create(other, [create(Tour, title="다른 연수")]).close()
    with Notebook.open(path) as notebook:
        _replace(path, other)
        before = (path / "notebook.db").read_bytes()
        with pytest.raises(KnownError) as refused:  # the first write of all
            _write(notebook, "셋\n")
        assert refused.value.key == "errors.replaced"
        assert (path / "notebook.db").read_bytes() == before


def test_a_copy_that_somebody_holds_is_left_to_them(path: Path) -> None:
    copy = _copy(path, "same")
    with Notebook.open(copy, program="import") as theirs, Notebook.open(path) as notebook:
        theirs.backs_up = notebook.backs_up = False
        _replace(path, copy)
        with pytest.raises(KnownError) as refused:
            _write(notebook, "셋\n")
        assert refused.value.key == "errors.locked"


def test_what_a_merge_brought_counts_too(path: Path) -> None:
    other = _copy(path, "other")
    older = _copy(path, "older")
    with Notebook.open(other) as theirs:
        _write(theirs, "그쪽\n")
        lines = list(export(theirs.reader))
    with Notebook.open(path) as notebook:
        notebook.merge(plan(notebook.reader, lines), sender=None, file="그쪽")
        _replace(path, older)
        notebook.commit([Edit("b", "note", {"text": "여기\n"})])
        assert _text(notebook) == "그쪽\n"
    assert _texts(path) == {"a": "그쪽\n", "b": "여기\n"}
