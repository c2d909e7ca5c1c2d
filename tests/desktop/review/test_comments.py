"""Comments by keys alone: on words, fields and whole entries; cards, replies, states, and what comes back by undo."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QAbstractButton, QLabel, QPlainTextEdit

from db.edits import change, create
from db.open_comments import ACCEPTED, OPEN, RESOLVED
from db.records import Comment, Implication, Note, Takeaway
from desktop.editor.comment_marks import NEW
from desktop.panes.review.column import WIDTH
from desktop.panes.review.composer import Composer
from tests.desktop.editor.typing import hangul
from tests.desktop.review.conftest import CTRL_ALT, TEXT, Desk

Make = Callable[..., Desk]
F8, DEL = Qt.Key.Key_F8, Qt.Key.Key_Delete


def shown(desk: Desk) -> dict[str, str]:
    """By thread, the words that are marked."""
    editor = desk.editor()
    marks = desk.review.marks_of(editor)
    spans = {name: marks.span(name) for name in marks.names}
    return {name: editor.toPlainText()[span[0] : span[1]] for name, span in spans.items() if span}


class TestWriting:
    def test_on_words_with_two_keys_and_back_in_the_text(self, desk: Desk) -> None:
        desk.open("n1")
        editor = desk.choose("7시간")
        before = desk.pressed
        desk.key(Qt.Key.Key_M, CTRL_ALT)
        assert desk.composer.words.hasFocus()
        hangul(desk.focus, "출처가 다릅니다")
        desk.send()
        desk.qtbot.wait(5)
        assert desk.pressed - before == 2
        (thread,) = desk.threads()
        assert thread.root is not None
        assert (thread.root.quote, thread.root.text, thread.root.author) == ("7시간", "출처가 다릅니다", "r1")
        assert desk.focus is editor
        assert not editor.textCursor().hasSelection()
        assert shown(desk) == {thread.id: "7시간"}
        assert not desk.composing

    def test_behind_signs_outside_the_basic_plane(self, desk: Desk) -> None:
        desk.open("n1")
        name = desk.comment("터미널", "어느?")
        assert shown(desk) == {name: "터미널"}

    def test_mark_is_painted(self, desk: Desk) -> None:
        desk.open("n1")
        editor = desk.editor()
        colour = desk.window.theme.color("highlight").rgb()
        assert colour not in _colours(editor.grab().toImage())
        desk.comment("7시간", "?")
        assert colour in _colours(editor.grab().toImage())

    def test_without_words_on_the_whole_entry(self, desk: Desk) -> None:
        desk.open("n1")
        desk.caret(desk.editor(), 3)
        desk.editor().setFocus()
        desk.key(Qt.Key.Key_M, CTRL_ALT)
        desk.type("좋습니다")
        desk.send()
        (thread,) = desk.threads()
        assert (thread.field, thread.place) == ("", None)
        column = desk.review.current()
        assert column is not None
        desk.qtbot.waitUntil(lambda: column.card(thread.id) is not None)
        card = column.card(thread.id)
        assert card is not None
        card.show_active(True)
        said = [each.text() for each in card.findChildren(QLabel) if each.isVisibleTo(card)]
        assert "좋습니다" in said
        assert "“”" not in said  # it quotes nothing

    def test_on_a_field_an_answer_and_a_credit(self, desk: Desk) -> None:
        desk.open("n1")
        for name, field in (("n1", "heading"), ("q1", "answer"), ("f1", "credit"), ("a", "address")):
            desk.open(name)
            writing = desk.writing.fields.autosave.writing(name, field)
            assert writing is not None
            writing.widget.setFocus()
            desk.key(Qt.Key.Key_M, CTRL_ALT)
            desk.type("확인")
            desk.send()
            assert desk.focus is writing.widget
            (thread,) = desk.threads(name)
            assert (thread.field, thread.open) == (field, True)

    def test_nothing_is_sent_without_words(self, desk: Desk) -> None:
        desk.open("n1")
        desk.choose("7시간")
        desk.key(Qt.Key.Key_M, CTRL_ALT)
        desk.send()
        assert desk.composing
        assert desk.threads() == ()
        assert "의견을 쓴 뒤" in desk.note()

    def test_escape_keeps_what_was_written(self, desk: Desk) -> None:
        desk.open("n1")
        editor = desk.choose("7시간")
        desk.key(Qt.Key.Key_M, CTRL_ALT)
        desk.type("반쯤 쓴")
        desk.key(Qt.Key.Key_Escape)
        assert not desk.composing
        assert desk.focus is editor
        desk.choose("7시간")
        desk.key(Qt.Key.Key_M, CTRL_ALT)
        assert desk.composer.written == "반쯤 쓴"

    def test_what_was_not_sent_is_there_after_the_page_was_left(self, desk: Desk) -> None:
        desk.open("n1")
        desk.choose("터미널")
        desk.key(Qt.Key.Key_M, CTRL_ALT)
        desk.type("반쯤 쓴")
        desk.composer.words.autosave.keep()
        desk.window.set_text_size(125)
        desk.settle()
        assert desk.composer.written == "반쯤 쓴"
        desk.composer.begin()
        desk.send()
        (thread,) = desk.threads()
        assert thread.root is not None
        assert thread.root.quote == "터미널"

    def test_text_changed_while_a_comment_is_written(self, desk_of: Make) -> None:
        desk = desk_of("p1")
        desk.open("n1")
        editor = desk.choose("7시간")
        desk.key(Qt.Key.Key_M, CTRL_ALT)
        desk.type("?")
        cursor = editor.textCursor()
        cursor.setPosition(0)
        cursor.insertText("앞에 쓴 줄\n")
        desk.send()
        desk.qtbot.wait(5)
        (thread,) = desk.threads()
        assert thread.root is not None
        assert thread.root.quote == "7시간"
        assert thread.root.start == ("앞에 쓴 줄\n" + TEXT).index("7시간")

    def test_words_that_go_while_a_comment_is_written(self, desk_of: Make) -> None:
        desk = desk_of("p1")
        desk.open("n1")
        editor = desk.choose("7시간")
        desk.key(Qt.Key.Key_M, CTRL_ALT)
        desk.type("왜 7시간입니까?")
        desk.review.marks_of(editor)._by_name[NEW].cursor.removeSelectedText()
        desk.send()
        (thread,) = desk.threads()
        assert (thread.field, thread.place) == ("text", None)

    def test_stock_remark_in_three_keys(self, desk: Desk) -> None:
        desk.open("n1")
        desk.choose("7시간")
        before = desk.pressed
        desk.key(Qt.Key.Key_M, CTRL_ALT)
        desk.key(Qt.Key.Key_2, Qt.KeyboardModifier.AltModifier)
        desk.send()
        assert desk.pressed - before == 3
        (thread,) = desk.threads()
        assert thread.root is not None
        assert thread.root.text == "수치를 발표 자료에서 다시 확인해 주세요."

    def test_what_was_kept_while_it_was_written_does_not_come_back_when_it_was_sent(self, desk: Desk) -> None:
        desk.open("n1")
        for words in ("여섯 번", "대기는", "자료는"):
            desk.choose(words)
            desk.key(Qt.Key.Key_M, CTRL_ALT)
            desk.key(Qt.Key.Key_1, Qt.KeyboardModifier.AltModifier)
            desk.qtbot.waitUntil(lambda: bool(desk.reader.drafts(held=True)))  # slower than the first half second
            desk.send()
            desk.qtbot.wait(50)
            assert [each for each in desk.page.findChildren(Composer) if each.isVisible()] == []
        assert len(desk.threads()) == 3

    def test_list_of_stock_remarks_is_kept(self, desk: Desk) -> None:
        from db.settings import Settings
        from desktop.dialogs.remarks import RemarksDialog

        desk.open("n1")
        desk.window.actions_["remarks"].trigger()
        (dialog,) = desk.window.findChildren(RemarksDialog)
        dialog.box.setPlainText("짧게.\n\n  두 번째   말 ")
        dialog.keep()
        assert Settings.load().remarks == ("짧게.", "두 번째 말")
        desk.choose("7시간")
        desk.key(Qt.Key.Key_M, CTRL_ALT)
        desk.key(Qt.Key.Key_2, Qt.KeyboardModifier.AltModifier)
        assert desk.composer.written == "두 번째 말"


class TestCards:
    def test_level_with_the_words_and_under_each_other(self, desk: Desk) -> None:
        desk.open("n1")
        names = [desk.comment(words, "한 줄 의견입니다") for words in ("여섯 번", "11시간", "터미널")]
        column = desk.review.current()
        assert column is not None
        desk.review.activate(names[0])
        desk.qtbot.wait(50)
        cards = [column.card(name) for name in names]
        tops = [card.y() for card in cards if card is not None]
        bottoms = [card.geometry().bottom() for card in cards if card is not None]
        assert tops[1] > bottoms[0]
        assert tops[2] > bottoms[1]
        first, editor = cards[0], desk.editor()
        assert first is not None
        level = editor.mapToGlobal(editor.rect().topLeft()).y() + (desk.review.marks_of(editor).top(names[0]) or 0)
        assert abs(first.mapToGlobal(first.rect().topLeft()).y() - level) <= 2
        assert first.width() <= desk.window.theme.px(WIDTH)

    def test_caret_in_the_words_shows_the_card(self, desk: Desk) -> None:
        desk.open("n1")
        one, two = desk.comment("여섯 번", "가"), desk.comment("터미널", "나")
        assert desk.review.active == two
        desk.caret(desk.editor(), TEXT.index("여섯") + 1)
        assert desk.review.active == one

    def test_reply_resolve_reopen_by_keys(self, desk: Desk) -> None:
        desk.open("n1")
        name = desk.comment("7시간", "왜?")
        desk.key(Qt.Key.Key_Y, CTRL_ALT)
        desk.type("그렇습니다")
        desk.send()
        assert [each.text for each in desk.threads()[0].replies] == ["그렇습니다"]
        desk.key(Qt.Key.Key_E, CTRL_ALT)
        desk.qtbot.waitUntil(lambda: desk.threads()[0].state == RESOLVED)
        desk.key(Qt.Key.Key_E, CTRL_ALT)
        desk.qtbot.waitUntil(lambda: desk.threads()[0].open)
        assert desk.review.active == name

    def test_deleted_and_undone_with_place_and_thread(self, desk: Desk) -> None:
        desk.open("n1")
        name = desk.comment("7시간", "왜?")
        desk.key(Qt.Key.Key_Y, CTRL_ALT)
        desk.type("답")
        desk.send()
        desk.qtbot.wait(5)
        desk.review.focus_card()
        card = desk.review.current().card(name)  # type: ignore[union-attr]
        assert card is not None
        card.setFocus()
        desk.key(DEL)
        desk.qtbot.waitUntil(lambda: desk.threads() == ())
        desk.qtbot.waitUntil(lambda: shown(desk) == {})
        desk.undo()
        desk.qtbot.waitUntil(lambda: shown(desk) == {name: "7시간"})
        assert len(desk.threads()[0].replies) == 1

    def test_anothers_comment_cannot_be_deleted(self, desk_of: Make) -> None:
        desk = desk_of("r1")
        desk.open("n1")
        name = desk.comment("7시간", "왜?")
        desk.become("r2")
        desk.review.activate(name)
        desk.qtbot.wait(40)
        card = desk.review.current().card(name)  # type: ignore[union-attr]
        assert card is not None
        card.setFocus()
        desk.key(DEL)
        assert len(desk.threads()) == 1

    def test_strange_comments_are_shown_in_words(self, desk: Desk) -> None:
        desk.notebook.commit(
            [
                create(Comment, "x1", object="n1", field="text", parent="elsewhere", text="답입니다", author="nobody"),
                create(Comment, "x2", object="n1", field="text", quote="없는 말", start=900, end=904, text="어디?"),
                create(Comment, "x3", object="n1", field="text", quote="7시간", start=TEXT.index("7시간"),
                       end=TEXT.index("7시간") + 3, replacement="7시간", text="같은 말"),
            ]
        )  # fmt: skip
        desk.open("n1")
        desk.qtbot.wait(40)
        column = desk.review.current()
        assert column is not None
        told = {name: column.card(name).accessibleName() for name in ("elsewhere", "x2", "x3")}  # type: ignore[union-attr]
        assert "명단에 없는 사람" in told["elsewhere"]
        assert "첫 의견이 아직 오지 않았습니다" in told["elsewhere"]
        assert "본문이 지워짐" in told["x2"]
        assert "“없는 말”" in told["x2"]
        desk.review.activate("x3")
        buttons = [each.text() for each in column.card("x3").findChildren(QAbstractButton)]  # type: ignore[union-attr]
        assert "받아들이기" not in buttons

    def test_every_part_has_a_name(self, desk_of: Make) -> None:
        desk = desk_of("r1", "en")
        desk.open("n1")
        desk.suggest("7시간", "8시간")
        desk.key(Qt.Key.Key_Y, CTRL_ALT)
        desk.qtbot.wait(40)
        column = desk.review.current()
        assert column is not None
        parts = [*column.findChildren(QAbstractButton), *column.findChildren(QPlainTextEdit)]
        assert parts
        assert [each for each in parts if not (each.accessibleName() or getattr(each, "text", str)())] == []

    def test_column_steps_aside_where_there_is_little_room(self, desk: Desk) -> None:
        desk.open("n1")
        desk.comment("7시간", "왜?")
        column = desk.review.current()
        assert column is not None
        assert column.isVisible()
        desk.window.resize(740, 700)
        desk.qtbot.wait(40)
        column.ask(False)
        assert not column.isVisible()
        desk.key(F8)
        desk.qtbot.waitUntil(column.isVisible)


class TestLiving:
    def test_marks_go_with_what_is_typed(self, desk_of: Make) -> None:
        desk = desk_of("p1")
        desk.open("n1")
        name = desk.comment("7시간", "왜?")
        editor = desk.editor()
        desk.caret(editor, editor.toPlainText().index("7시간") + 1)  # the ship is two units wide
        hangul(editor, "한글 ")
        desk.caret(editor, 0)
        hangul(editor, "앞")
        assert shown(desk) == {name: "7시간"}

    def test_deleted_words_come_back_by_undo(self, desk_of: Make) -> None:
        desk = desk_of("p1")
        desk.open("n1")
        name = desk.comment("대기는 11시간에서 7시간으로", "왜?")
        editor = desk.choose("대기는 11시간에서 7시간으로 줄었다.")
        desk.send(DEL, Qt.KeyboardModifier.NoModifier)
        desk.qtbot.waitUntil(lambda: desk.review.threads[name].lost)
        assert shown(desk) == {}
        editor.undo()
        desk.qtbot.waitUntil(lambda: shown(desk) == {name: "대기는 11시간에서 7시간으로"})

    def test_words_that_were_moved(self, desk_of: Make) -> None:
        desk = desk_of("p1")
        desk.open("n1")
        words = "대기는 11시간에서 7시간으로 줄었다."
        name = desk.comment(words, "왜?")
        editor = desk.choose(words)
        editor.cut()
        editor.moveCursor(editor.textCursor().MoveOperation.End)
        editor.insertPlainText("\n- ")
        editor.paste()
        desk.qtbot.waitUntil(lambda: shown(desk) == {name: words})
        assert editor.toPlainText().endswith(words)

    def test_lost_text_is_listed_and_attached_again(self, desk: Desk) -> None:
        desk.open("n1")
        name = desk.comment("대기는 11시간에서 7시간으로", "왜?")
        note = desk.reader.get("n1")
        assert note is not None
        operations = desk.window.context().operations
        operations.commit([change(note, text="○ 다른 글뿐이다.\n○ 자료는 각 터미널에 남는다.")])
        desk.qtbot.waitUntil(lambda: desk.review.threads[name].lost)
        column = desk.review.current()
        assert column is not None
        desk.qtbot.waitUntil(lambda: column.card(name) is not None)
        desk.choose("터미널")
        desk.review.acting.do(name, "attach")
        desk.qtbot.waitUntil(lambda: shown(desk) == {name: "터미널"})
        assert not desk.threads()[0].lost


class TestSuggesting:
    def test_author_accepts(self, desk_of: Make) -> None:
        desk = desk_of("r1")
        desk.open("n1")
        name = desk.suggest("7시간", "8시간")
        assert desk.threads()[0].suggestion == "8시간"
        desk.become("p1")
        desk.review.activate(name)
        desk.review.acting.do(name, "accept")
        desk.qtbot.wait(5)
        assert desk.editor().toPlainText() == TEXT.replace("7시간", "8시간")
        assert desk.threads()[0].state == ACCEPTED
        desk.undo()
        desk.qtbot.wait(5)
        assert desk.editor().toPlainText() == TEXT
        assert desk.threads()[0].state == OPEN

    def test_of_the_word_at_the_caret(self, desk: Desk) -> None:
        desk.open("n1")
        editor = desk.editor()
        desk.caret(editor, editor.document().find("터미널").selectionStart() + 1)
        editor.setFocus()
        desk.key(Qt.Key.Key_S, CTRL_ALT)
        assert desk.composer.quote == "터미널에"

    def test_all_at_once_and_what_cannot_be(self, desk_of: Make) -> None:
        desk = desk_of("p1")
        desk.open("n1")
        first, second = desk.suggest("7시간", "8시간"), desk.suggest("터미널", "")
        third = desk.suggest("여섯 번", "세 번")
        note = desk.reader.get("n1")
        assert isinstance(note, Note)
        operations = desk.window.context().operations
        operations.commit([change(note, text=note.text.replace("여섯 번", "여섯 차례"))])
        desk.qtbot.wait(20)
        desk.window.actions_["accept_all"].trigger()
        desk.qtbot.wait(5)
        states = {each.id: each.state for each in desk.threads()}
        assert (states[first], states[second], states[third]) == (ACCEPTED, ACCEPTED, OPEN)
        expected = TEXT.replace("여섯 번", "여섯 차례").replace("7시간", "8시간").replace("터미널", "")
        assert desk.editor().toPlainText() == expected
        assert "그대로 두었습니다" in desk.note()

    def test_others_text_is_read_and_chosen_by_keys(self, desk: Desk) -> None:
        desk.open("n1")
        editor = desk.editor()
        editor.setFocus()
        assert editor.isReadOnly()
        desk.caret(editor, 2)
        for _ in range(2):
            desk.key(Qt.Key.Key_Right, Qt.KeyboardModifier.ShiftModifier)
        assert editor.textCursor().selectedText() == TEXT[2:4]


class TestWalking:
    def test_f8_through_comments_of_several_pages(self, desk: Desk) -> None:
        desk.open("n3")
        far = desk.comment("물길", "어떻게?", "n3")
        desk.open("n1")
        one, two = desk.comment("여섯 번", "가"), desk.comment("터미널", "나")
        desk.window.go("home")
        for wanted in (one, two, far, one):
            desk.key(F8)
            desk.qtbot.waitUntil(lambda wanted=wanted: desk.review.active == wanted)  # type: ignore[misc]
        desk.key(F8, Qt.KeyboardModifier.ShiftModifier)
        desk.qtbot.waitUntil(lambda: desk.review.active == far)
        assert desk.focus is desk.editor("n3")


def _colours(image: QImage) -> set[int]:
    return {image.pixel(x, y) for x in range(0, image.width(), 2) for y in range(0, image.height(), 2)}


def test_closing_while_places_are_found(desk: Desk) -> None:
    """Nothing is heard from a page whose notebook is closed."""
    desk.open("n1")
    many = [
        create(Comment, object="n1", field="text", quote="터미널", start=TEXT.index("터미널"),
               end=TEXT.index("터미널") + 3, text=str(number))
        for number in range(60)
    ]  # fmt: skip
    desk.notebook.commit(many)
    desk.review.read()
    desk.window._session.close()
    desk.qtbot.wait(50)


def test_on_the_pages_of_the_day_and_of_implications(desk: Desk) -> None:
    day = "day:2031-06-11"
    desk.notebook.commit(
        [
            create(Takeaway, "s9", tour="t", text="하루를 보내며 쓴 글.", author="r1", date="2031-06-11"),
            create(Implication, "i1", tour="t", text="○ 우리도 잰다."),
        ]
    )
    for page, name, words in ((day, "s9", "하루를"), ("implications", "i1", "우리도")):
        desk.open(page)
        thread = desk.comment(words, "왜?", name)
        assert desk.review.active == thread
        column = desk.review.current()
        assert column is not None
        desk.qtbot.waitUntil(lambda column=column, thread=thread: column.card(thread) is not None)  # type: ignore[misc]


def test_line_that_is_commented_on_is_underlined(desk: Desk) -> None:
    desk.open("f1")
    line = desk.line("f1", "credit")
    line.setFocus()
    desk.key(Qt.Key.Key_M, CTRL_ALT)
    desk.type("누구입니까?")
    desk.send()
    desk.qtbot.waitUntil(lambda: bool(line.property("commented")))
