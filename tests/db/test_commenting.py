"""Comments: where they stand after the text changed, which state they are in, and what a suggestion writes."""

from __future__ import annotations

import pytest

from db.accepting import accept
from db.anchors import Outcome
from db.commenting import Thread, all_threads, comment, decide, reattach, reply, threads
from db.edits import Edit, change, create
from db.notebook import Notebook
from db.open_comments import ACCEPTED, DISPUTED, OPEN, REJECTED, REOPENED, RESOLVED, open_counts
from db.records import Comment, Note
from tests.db.two import take

TEXT = (
    "○ 배는 하루에 여섯 번 시각을 알린다.\n- 대기는 11시간에서 7시간으로 줄었다.\n"
    "○ 자료는 각 터미널에 남는다. 🚢 그대로다."
)
N = "n1"


@pytest.fixture
def here(notebook: Notebook) -> Notebook:
    notebook.commit([create(Note, N, text=TEXT, heading="운영")])
    return notebook


def say(notebook: Notebook, quote: str, words: str = "왜?", replacement: str | None = None, author: str = "r") -> str:
    text = note(notebook).text
    start = text.index(quote)
    edit = comment(notebook.reader, N, "text", words, author, (start, start + len(quote)), replacement=replacement)
    notebook.commit([edit])
    return edit.object


def note(notebook: Notebook) -> Note:
    found = notebook.reader.get(N)
    assert isinstance(found, Note)
    return found


def write(notebook: Notebook, text: str) -> None:
    notebook.commit([change(note(notebook), text=text)])


def one(notebook: Notebook, thread_id: str, texts: dict[str, str] | None = None) -> Thread:
    return next(each for each in threads(notebook.reader, N, texts) if each.id == thread_id)


def words_at(notebook: Notebook, thread: Thread) -> str:
    assert thread.place is not None
    return note(notebook).text[thread.place.start : thread.place.end]


class TestPlaces:
    def test_range_goes_with_its_words(self, here: Notebook) -> None:
        name = say(here, "7시간")
        write(here, "○ 앞에 한 줄이 왔다 🛳.\n" + TEXT.replace("여섯 번", "세 번"))
        found = one(here, name)
        assert found.place is not None
        assert found.place.outcome is Outcome.SURE
        assert words_at(here, found) == "7시간"

    def test_text_that_is_not_a_revision_yet(self, here: Notebook) -> None:
        name = say(here, "터미널")
        found = one(here, name, {"text": "새 줄\n" + TEXT})
        assert found.place is not None
        assert ("새 줄\n" + TEXT)[found.place.start : found.place.end] == "터미널"

    def test_deleted_text_is_lost_and_comes_back(self, here: Notebook) -> None:
        name = say(here, "대기는 11시간에서 7시간으로 줄었다")
        write(here, TEXT.replace("- 대기는 11시간에서 7시간으로 줄었다.\n", ""))
        assert one(here, name).lost
        write(here, TEXT)
        assert words_at(here, one(here, name)) == "대기는 11시간에서 7시간으로 줄었다"

    def test_put_on_what_another_saw_who_worked_apart(self, here: Notebook, there: Notebook) -> None:
        write(here, TEXT.replace("여섯 번", "세 번"))
        name = say(there, "터미널")
        write(there, TEXT.replace("그대로다", "옮기지 않는다"))
        second = say(there, "옮기지")
        take(here, there)
        assert note(here).text == TEXT.replace("여섯 번", "세 번").replace("그대로다", "옮기지 않는다")
        assert words_at(here, one(here, name)) == "터미널"
        assert words_at(here, one(here, second)) == "옮기지"

    def test_saw_a_merge_that_never_stood_here(self, here: Notebook, there: Notebook) -> None:
        write(there, TEXT.replace("그대로다", "옮기지 않는다"))
        theirs = there.reader.heads(N)["text"]
        write(here, TEXT.replace("여섯 번", "세 번"))
        ours = here.reader.heads(N)["text"]
        take(there, here)
        write(here, note(here).text.replace("11시간", "12시간"))
        name = say(there, "옮기지 않는다")
        root = one(there, name).root
        assert root is not None
        assert root.heads == tuple(sorted({*theirs, *ours}))
        take(here, there)
        assert words_at(here, one(here, name)) == "옮기지 않는다"

    def test_without_heads_its_numbers_are_tried(self, here: Notebook) -> None:
        at = TEXT.index("터미널")
        bare = create(Comment, object=N, field="text", quote="터미널", start=at, end=at + 3, text="어느?")
        here.commit([bare])
        write(here, TEXT.replace("여섯", "일곱"))
        found = one(here, bare.object)
        assert found.place is not None
        assert found.place.outcome is Outcome.SURE
        assert words_at(here, found) == "터미널"

    def test_range_that_is_no_part_of_the_text(self, here: Notebook) -> None:
        strange = create(Comment, object=N, field="text", quote="없는 말", start=9000, end=9004, text="?")
        other = create(Comment, object=N, field="nothing", quote="없는 말", start=0, end=4, text="?")
        here.commit([strange, other])
        assert one(here, strange.object).lost
        assert one(here, other.object).lost

    def test_on_an_empty_text(self, here: Notebook) -> None:
        write(here, "")
        with pytest.raises(ValueError, match="no range"):
            comment(here.reader, N, "text", "?", "r", (0, 0))
        edit = comment(here.reader, N, "text", "여기 쓸 것이 있습니다.", "r")
        here.commit([edit])
        found = one(here, edit.object)
        assert (found.place, found.field, found.open) == (None, "text", True)

    def test_on_a_line_and_on_the_whole(self, here: Notebook) -> None:
        edits = [comment(here.reader, N, "heading", "짧게", "r"), comment(here.reader, N, "", "좋습니다", "r")]
        here.commit(edits)
        assert [each.field for each in threads(here.reader, N)] == ["", "heading"]

    def test_is_put_on_other_words(self, here: Notebook) -> None:
        name = say(here, "7시간")
        write(here, TEXT.replace("- 대기는 11시간에서 7시간으로 줄었다.\n", ""))
        root, at = one(here, name).root, note(here).text.index("터미널")
        assert root is not None
        here.commit([reattach(here.reader, root, "text", (at, at + 3))])
        assert words_at(here, one(here, name)) == "터미널"
        assert not one(here, name).lost


class TestThreads:
    def test_replies_in_their_order(self, here: Notebook) -> None:
        name = say(here, "7시간")
        for words in ("그렇습니다", "고쳤습니다"):
            here.commit([reply(one(here, name), words, "p")])
        assert [each.text for each in one(here, name).replies] == ["그렇습니다", "고쳤습니다"]

    def test_root_that_has_not_arrived(self, here: Notebook) -> None:
        early = create(Comment, object=N, field="text", parent="elsewhere", text="답입니다", author="nobody-known")
        later = create(Comment, object=N, field="text", parent=early.object, text="또 답입니다")
        here.commit([early])
        here.commit([later])
        (found,) = threads(here.reader, N)
        assert (found.id, found.root) == ("elsewhere", None)
        assert [each.author for each in found.replies] == ["nobody-known", None]
        assert found.open

    def test_comments_that_answer_each_other(self, here: Notebook) -> None:
        here.commit([create(Comment, each, object=N, parent=other, text=each) for each, other in ("ab", "ba")])
        (found,) = threads(here.reader, N)
        assert {each.id for each in (*found.replies, *([found.root] if found.root else []))} == {"a", "b"}

    def test_deleted_with_its_thread_and_back(self, here: Notebook) -> None:
        name = say(here, "7시간")
        here.commit([reply(one(here, name), "답", "p")])
        record = here.reader.get(name)
        assert record is not None
        here.commit([change(record, deleted=True)])
        assert threads(here.reader, N) == ()
        assert open_counts(here.reader) == {}
        here.commit([change(record, deleted=False)])
        assert words_at(here, one(here, name)) == "7시간"
        assert len(one(here, name).replies) == 1

    def test_counts_what_is_open(self, here: Notebook) -> None:
        first, _ = say(here, "7시간"), say(here, "터미널")
        assert open_counts(here.reader) == {N: 2}
        here.commit([decide(one(here, first), RESOLVED, "p")])
        assert open_counts(here.reader) == {N: 1}
        assert {each.id for each in all_threads(here.reader) if each.open} == {_}


class TestStates:
    def test_resolved_and_reopened(self, here: Notebook) -> None:
        name = say(here, "7시간")
        states = [one(here, name).state]
        for verdict in (RESOLVED, REOPENED, RESOLVED):
            here.commit([decide(one(here, name), verdict, "p")])
            states.append(one(here, name).state)
        assert states == [OPEN, RESOLVED, REOPENED, RESOLVED]
        assert one(here, name).deciders == ("p",)

    def test_accepted_here_rejected_there(self, here: Notebook, there: Notebook) -> None:
        name = say(here, "7시간", replacement="8시간")
        take(there, here)
        here.commit(accept(here.reader, [one(here, name)], "p").edits)
        there.commit([decide(one(there, name), REJECTED, "q")])
        take(here, there)
        take(there, here)
        for each in (here, there):
            assert one(each, name).state == DISPUTED
            assert one(each, name).open
            assert set(one(each, name).deciders) == {"p", "q"}
        there.commit([decide(one(there, name), ACCEPTED, "q")])
        take(here, there)
        assert one(here, name).state == ACCEPTED

    def test_resolved_here_reopened_there(self, here: Notebook, there: Notebook) -> None:
        name = say(here, "7시간")
        here.commit([decide(one(here, name), RESOLVED, "p")])
        take(there, here)
        there.commit([decide(one(there, name), REOPENED, "q")])
        here.commit([reply(one(here, name), "끝났습니다", "p")])
        take(here, there)
        assert one(here, name).state == REOPENED

    def test_decisions_that_name_nothing_go_by_their_time(self, here: Notebook) -> None:
        name = say(here, "7시간")
        for verdict in ("resolved", "reopened"):
            here.commit([Edit(f"d-{verdict}", "decision", {"object": name, "verdict": verdict})])
        assert one(here, name).state == REOPENED


class TestSuggestions:
    def test_writes_what_was_proposed(self, here: Notebook) -> None:
        name = say(here, "7시간", replacement="일곱 시간 반")
        write(here, "○ 앞줄.\n" + TEXT)
        here.commit(accept(here.reader, [one(here, name)], "p").edits)
        assert note(here).text == "○ 앞줄.\n" + TEXT.replace("7시간", "일곱 시간 반")
        assert one(here, name).state == ACCEPTED

    def test_all_of_one_text_at_once(self, here: Notebook) -> None:
        names = [say(here, old, replacement=new) for old, new in (("여섯", "세"), ("🚢 ", ""), ("7시간", "7시간쯤"))]
        found = accept(here.reader, [one(here, name) for name in names], "p")
        here.commit(found.edits)
        assert found.refused == ()
        assert note(here).text == TEXT.replace("여섯", "세").replace("🚢 ", "").replace("7시간", "7시간쯤")
        assert {one(here, name).state for name in names} == {ACCEPTED}

    def test_two_of_the_same_words(self, here: Notebook) -> None:
        names = [say(here, "7시간으로", replacement="가"), say(here, "11시간에서 7시간으로", replacement="나")]
        found = accept(here.reader, [one(here, name) for name in names], "p")
        here.commit(found.edits)
        assert len(found.refused) == 1
        left = one(here, found.refused[0])
        assert left.open
        assert not left.acceptable

    def test_words_that_changed_are_not_overwritten(self, here: Notebook) -> None:
        name = say(here, "대기는 11시간에서 7시간으로", replacement="그 사이")
        write(here, TEXT.replace("7시간", "6시간"))
        found = accept(here.reader, [one(here, name)], "p")
        assert (found.edits, found.refused) == ((), (name,))

    def test_equal_to_the_text_is_a_comment(self, here: Notebook) -> None:
        name = say(here, "7시간", replacement="7시간")
        assert one(here, name).suggestion is None
        assert accept(here.reader, [one(here, name)], "p").edits == ()

    def test_not_into_a_text_in_conflict(self, here: Notebook, there: Notebook) -> None:
        write(here, TEXT.replace("여섯", "세"))
        write(there, TEXT.replace("여섯", "네"))
        take(here, there)
        name = say(here, "7시간", replacement="8시간")
        assert accept(here.reader, [one(here, name)], "p").refused == (name,)

    def test_accepting_is_undone_as_one(self, here: Notebook) -> None:
        from db.undoing import undoing

        name = say(here, "7시간", replacement="8시간")
        done = here.commit(accept(here.reader, [one(here, name)], "p").edits)
        here.commit(undoing(here.reader, done.revisions).edits)
        assert note(here).text == TEXT
        assert one(here, name).state == OPEN
        assert one(here, name).acceptable
