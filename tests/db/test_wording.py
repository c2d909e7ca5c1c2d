"""A text says something once there is more in it than blanks and marks: for the store, for lists, and in SQL alike."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.edits import Draft, create
from db.notebook import Notebook
from db.records import Takeaway
from db.standing import standing
from db.wording import WORDLESS, has_words

NOTHING = ("", " \n", "○ ", "- ", "□ \n○ \n - ", "※", "* ", "▲ ", "|  |  |", "\u3000○")
SOMETHING = ("○ 가", "1", "-1", "![](figure:x)", "○ ...", "⚙")


@pytest.mark.parametrize("text", NOTHING)
def test_marks_alone_say_nothing(text: str) -> None:
    assert not has_words(text)


@pytest.mark.parametrize("text", SOMETHING)
def test_whatever_else_there_is_counts(text: str) -> None:
    assert has_words(text)


@given(st.text(st.sampled_from(WORDLESS + "가a1.")))
def test_only_letters_beyond_the_marks_decide(text: str) -> None:
    assert has_words(text) == any(letter in text for letter in "가a1.")


def test_the_notebook_says_the_same(tmp_path: Path) -> None:
    texts = (*NOTHING, *SOMETHING)
    edits = [create(Takeaway, f"s{place}", text=text) for place, text in enumerate(texts)]
    with Notebook.create(tmp_path / "n.notebook", edits, author="p", device="d") as notebook:
        reader = notebook.reader
        empty = {row[0]: bool(row[1]) for row in reader.columns(Takeaway, empty=("text",))}
        states, ways = reader.statuses(Takeaway), standing(reader, empty)
        for place, text in enumerate(texts):
            said = has_words(text)
            name = f"s{place}"
            assert (empty[name], states[name] == "writing", ways[name].filled) == (not said, said, said), text
        assert len(notebook.submit([*empty]).objects["decision"]) == len(SOMETHING)


def test_a_mark_that_is_being_written_is_not_writing_yet(tmp_path: Path) -> None:
    with Notebook.create(tmp_path / "n.notebook", [create(Takeaway, "s")], author="p", device="d") as notebook:
        notebook.keep_draft(Draft("s", Takeaway.KIND, "text", "○ ")).result()
        assert notebook.reader.status("s") == "empty"
        notebook.keep_draft(Draft("s", Takeaway.KIND, "text", "○ 가")).result()
        assert notebook.reader.status("s") == "writing"
