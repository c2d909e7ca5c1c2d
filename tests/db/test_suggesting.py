"""Suggestions made by typing: what they say is exactly what was typed, whatever it was."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from db.accepting import Acceptance, accept, reject
from db.anchors import Outcome
from db.commenting import Thread, comment, decide, reply, threads
from db.edits import change, create
from db.notebook import Notebook
from db.open_comments import REJECTED
from db.queries import Reader
from db.records import Comment, Note
from db.suggesting import Proposal, applied, proposals, sitting, suggested
from tests.db.two import take

TEXT = (
    "□ 운영\n○ 배는 여섯 번 알린다 🚢.\n- 대기는 11시간에서 7시간으로 줄었다.\n| 항목 | 값 |\n| --- | --- |\n| 배 | 3 |"
)
N = "n1"
PARTS = st.sampled_from(["○ ", "□ ", "◇ ", "- ", "조사는", "조사가", "한다.", "7시간", "🚢", "\n", " ", "가", "ab",
                         "| 값 | 3 |", "는", "**", "\n\n", ". "])  # fmt: skip
TEXTS = st.lists(PARTS, max_size=14).map("".join)


@st.composite
def rewritten(draw: st.DrawFn) -> tuple[str, str]:
    """A text, and what somebody made of it in a few places."""
    before = after = draw(TEXTS)
    for _ in range(draw(st.integers(1, 4))):
        start = draw(st.integers(0, len(after)))
        end = draw(st.integers(start, min(len(after), start + 8)))
        after = after[:start] + draw(TEXTS.filter(lambda one: len(one) < 20)) + after[end:]
    return before, after


@pytest.fixture
def here(notebook: Notebook) -> Notebook:
    notebook.commit([create(Note, N, text=TEXT, heading="운영")])
    return notebook


def text(notebook: Notebook) -> str:
    found = notebook.reader.get(N)
    assert isinstance(found, Note)
    return found.text


def write(notebook: Notebook, words: str) -> None:
    found = notebook.reader.get(N)
    assert found is not None
    notebook.commit([change(found, text=words)])


def type_over(notebook: Notebook, typed: str, author: str = "r") -> None:
    edits = suggested(notebook.reader, sitting(notebook.reader, N, "text", author), typed, author)
    if edits:
        notebook.commit(edits)


def open_ones(notebook: Notebook) -> list[Thread]:
    return [each for each in threads(notebook.reader, N) if each.open and each.suggestion is not None]


def accept_all(notebook: Notebook) -> tuple[str, ...]:
    found = accept(notebook.reader, open_ones(notebook), "p")
    if found.edits:
        notebook.commit(found.edits)
    return found.refused


class TestProposals:
    @given(rewritten())
    @settings(max_examples=400)
    def test_say_exactly_what_was_typed(self, pair: tuple[str, str]) -> None:
        before, after = pair
        found = proposals(before, after)
        assert applied(before, found) == after
        assert all(one.start < one.end or not before for one in found)
        assert all(one.end < other.start for one, other in zip(found, found[1:], strict=False))
        assert bool(found) == (before != after)

    def test_are_as_large_as_the_words_they_are_in(self) -> None:
        assert proposals("조사는 끝났다.", "조사가 끝났다.") == (Proposal(0, 3, "조사가"),)
        assert proposals("배는 온다.", "배는 곧 온다.") == (Proposal(0, 2, "배는 곧"),)

    def test_of_an_empty_text(self) -> None:
        assert proposals("", "새 글") == (Proposal(0, 0, "새 글"),)


class TestWhatIsTyped:
    @given(rewritten())
    @settings(
        max_examples=25,
        deadline=None,
        suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
    )
    def test_all_accepted_is_what_was_typed_all_rejected_what_stood(
        self, here: Notebook, pair: tuple[str, str]
    ) -> None:
        before, after = pair
        for each in threads(here.reader, N):
            assert each.root is not None
            here.commit([change(each.root, deleted=True)])
        write(here, before)
        stood = text(here)
        type_over(here, after)
        assert sitting(here.reader, N, "text", "r").typed == after
        assert text(here) == stood
        rejected = open_ones(here)
        for each in rejected:
            here.commit([decide(each, REJECTED, "p")])
        assert text(here) == stood
        assert open_ones(here) == []
        type_over(here, after)
        assert accept_all(here) == ()
        assert text(here) == after

    def test_one_after_the_other_in_any_order(self, here: Notebook) -> None:
        typed = (
            TEXT.replace("여섯", "일곱").replace("11시간에서 ", "").replace("줄었다", "크게 줄었다").replace("3", "4")
        )
        type_over(here, typed)
        assert len(open_ones(here)) == 4
        for place in (2, 0, 1, 0):
            found = accept(here.reader, [open_ones(here)[place]], "p")
            assert found.refused == ()
            here.commit(found.edits)
        assert text(here) == typed

    def test_what_equals_the_text_makes_none(self, here: Notebook) -> None:
        type_over(here, TEXT)
        assert threads(here.reader, N) == ()

    def test_gone_on_with_it_is_the_same_suggestion(self, here: Notebook) -> None:
        type_over(here, TEXT.replace("7시간", "8시간"))
        (first,) = open_ones(here)
        type_over(here, TEXT.replace("7시간", "9시간"))
        (second,) = open_ones(here)
        assert (first.id, second.suggestion) == (second.id, "9시간으로")
        type_over(here, TEXT)
        assert open_ones(here) == []

    def test_one_that_was_made_of_larger_words_stays(self, here: Notebook) -> None:
        start = TEXT.index("대기는")
        here.commit([comment(here.reader, N, "text", "", "r", (start, start + 12), replacement="대기는 11시간에서 9")])
        (first,) = open_ones(here)
        type_over(here, sitting(here.reader, N, "text", "r").typed.replace("여섯", "일곱"))
        assert first.id in {each.id for each in open_ones(here)}
        assert len(open_ones(here)) == 2

    def test_taken_back_leaves_the_remark_and_its_answers(self, here: Notebook) -> None:
        type_over(here, TEXT.replace("7시간", "8시간"))
        (first,) = open_ones(here)
        here.commit([reply(first, "왜입니까?", "p")])
        type_over(here, TEXT)
        (left,) = threads(here.reader, N)
        assert (left.id, left.suggestion, len(left.replies)) == (first.id, None, 1)

    def test_on_a_text_that_went_on_meanwhile(self, here: Notebook) -> None:
        begun = sitting(here.reader, N, "text", "r")
        write(here, "○ 새로 쓴 첫 줄.\n" + TEXT)
        here.commit(suggested(here.reader, begun, TEXT.replace("7시간", "8시간"), "r"))
        assert accept_all(here) == ()
        assert text(here) == "○ 새로 쓴 첫 줄.\n" + TEXT.replace("7시간", "8시간")

    def test_begun_on_an_earlier_text_knows_its_own(self, here: Notebook) -> None:
        type_over(here, TEXT.replace("7시간", "8시간"))
        heads = here.reader.heads(N)["text"]
        write(here, "○ 첫 줄.\n" + TEXT)
        begun = sitting(here.reader, N, "text", "r", heads)
        assert (begun.text, begun.typed) == (TEXT, TEXT.replace("7시간", "8시간"))
        assert suggested(here.reader, begun, begun.typed, "r") == ()

    @pytest.mark.parametrize("settle", [accept, reject])
    def test_what_was_settled_meanwhile_is_not_suggested_again(
        self, here: Notebook, settle: Callable[[Reader, list[Thread], str], Acceptance]
    ) -> None:
        heads, typed = here.reader.heads(N)["text"], TEXT.replace("7시간", "8시간")
        type_over(here, typed)
        (first,) = open_ones(here)
        here.commit(settle(here.reader, [first], "p").edits)
        begun = sitting(here.reader, N, "text", "r", heads)
        assert [thread.id for thread, _ in begun.settled] == [first.id]
        assert suggested(here.reader, begun, typed, "r") == ()
        (edit,) = suggested(here.reader, begun, typed.replace("여섯", "일곱"), "r")
        assert edit.fields["replacement"] == "일곱"
        (edit,) = suggested(here.reader, begun, TEXT.replace("7시간", "9시간"), "r")
        assert edit.fields["replacement"] == "9시간으로"

    def test_what_was_settled_before_he_began_can_be_suggested_again(self, here: Notebook) -> None:
        heads, typed = here.reader.heads(N)["text"], TEXT.replace("7시간", "8시간")
        type_over(here, typed)
        here.commit(reject(here.reader, open_ones(here), "p").edits)
        for begun in (sitting(here.reader, N, "text", "r"), sitting(here.reader, N, "text", "r", heads, ())):
            assert len(suggested(here.reader, begun, typed, "r")) == 1

    @pytest.mark.parametrize("settle", [accept, reject])
    def test_settled_on_an_empty_text(
        self, here: Notebook, settle: Callable[[Reader, list[Thread], str], Acceptance]
    ) -> None:
        write(here, "")
        heads = here.reader.heads(N)["text"]
        type_over(here, "처음 쓴 글.")
        here.commit(settle(here.reader, open_ones(here), "p").edits)
        assert suggested(here.reader, sitting(here.reader, N, "text", "r", heads), "처음 쓴 글.", "r") == ()


class TestWhereItCannotBe:
    def test_into_an_empty_text(self, here: Notebook) -> None:
        write(here, "")
        type_over(here, "처음 쓴 글.")
        assert accept_all(here) == ()
        assert text(here) == "처음 쓴 글."

    def test_into_a_text_that_is_empty_no_longer(self, here: Notebook) -> None:
        write(here, "")
        type_over(here, "처음 쓴 글.")
        write(here, "내가 쓴 글.")
        (one,) = open_ones(here)
        assert one.place is not None
        assert (one.place.outcome, one.acceptable) == (Outcome.CHECK, False)
        assert accept_all(here) == (one.id,)
        assert text(here) == "내가 쓴 글."

    def test_two_into_an_empty_text_are_not_put_together(self, here: Notebook) -> None:
        write(here, "")
        type_over(here, "가", "r")
        type_over(here, "나", "q")
        assert len(accept_all(here)) == 1
        assert text(here) in ("가", "나")

    def test_two_reviewers_on_the_same_words(self, here: Notebook, there: Notebook) -> None:
        type_over(here, TEXT.replace("11시간에서 7시간으로", "짧게"), "r")
        type_over(there, TEXT.replace("7시간", "8시간"), "q")
        take(here, there)
        assert len(open_ones(here)) == 2
        (left,) = accept_all(here)
        assert text(here) in (TEXT.replace("11시간에서 7시간으로", "짧게"), TEXT.replace("7시간", "8시간"))
        (other,) = [each for each in threads(here.reader, N) if each.id == left]
        assert (other.open, other.acceptable) == (True, False)

    def test_over_lines_and_in_a_cell(self, here: Notebook) -> None:
        typed = TEXT.replace("🚢.\n- 대기는", "🚢,\n○ 대기는").replace("| 배 | 3 |", "| 큰 배 | 12 |")
        type_over(here, typed)
        assert accept_all(here) == ()
        assert text(here) == typed

    def test_an_author_nobody_knows_keeps_what_was_proposed(self, here: Notebook) -> None:
        type_over(here, TEXT.replace("7시간", "8시간"), "nobody")
        assert isinstance(here.reader.get(open_ones(here)[0].id), Comment)
        assert accept_all(here) == ()


def test_a_line_stands_behind_the_line_before_it() -> None:
    assert proposals("가.\n나.", "가.\n다.\n나.") == (Proposal(0, 2, "가.\n다."),)
    assert proposals("가.\n나.\n다.", "가.\n다.") == (Proposal(2, 5, ""),)


def test_a_line_with_the_mark_of_the_next_one_is_a_line() -> None:
    assert proposals("○ 가.\n- 나.", "○ 가.\n- 다.\n- 나.") == (Proposal(2, 4, "가.\n- 다."),)
