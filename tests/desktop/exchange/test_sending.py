"""What is sent: by two presses, under a name that tells what it is, and never more than was said."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from db.bundle import Bundle
from db.edits import Edit, create
from db.notebook import Notebook
from db.records import Comment, Decision, Takeaway
from desktop.models.parcels import free, size_words
from desktop.panes.day.day import DayPage
from desktop.panes.tour.tour import TourPage
from resources import sentences
from tests.desktop.exchange.conftest import DAY, Laptop, Office, decide, person
from tests.desktop.known import remember

LaptopOf = Callable[[str], Laptop]
OfficeOf = Callable[..., Office]


def lines(path: Path) -> str:
    with Bundle(path) as bundle:
        bundle.check()
        return "\n".join(bundle.lines())


@pytest.fixture
def mine(office_of: OfficeOf, laptop_of: LaptopOf) -> Office:
    """A participant's window, with a takeaway that was not handed in."""
    laptop = laptop_of(person(1))
    with laptop as notebook:
        notebook.commit([create(Takeaway, "s1", tour="t", visit="a", author=person(1), date=DAY, text="첫 소감.")])
    remember(laptop.path)
    return office_of(laptop.path, person(1))


def test_participant_eleven_in_clicks(mine: Office) -> None:
    """Submits the day: two clicks; again, only what changed; what leaves is told once."""
    mine.act("write_day")
    page = mine.page
    assert isinstance(page, DayPage)
    mine.pressed = 0
    mine.click(mine.primary)
    dialog = mine.sending()
    assert "제출하지 않은 글" in dialog.told.text()
    assert dialog.told.isVisible()
    assert not dialog.again.isVisible()  # nothing was sent before
    target = dialog.target
    assert target.name == f"{DAY} 1조 참가자 01.brief"
    assert unicodedata.is_normalized("NFC", str(target))
    assert mine.reader.status("s1") == "writing"
    mine.click(dialog.save)
    mine.sent()
    assert mine.pressed == 2
    assert mine.reader.status("s1") == "submitted"
    assert "제출됨" in page.said.text()
    assert "첫 소감." in lines(target)
    assert "글 1건" in mine.band("담았습니다")
    other = create(Takeaway, "s2", tour="t", visit="b", author=person(1), date=DAY, text="둘째 소감.")
    mine.window.context().operations.commit([other])
    mine.click(mine.primary)
    dialog = mine.sending()
    assert not dialog.told.isVisible()  # told before
    assert dialog.again.isVisible()
    second = dialog.target
    assert second != target
    mine.click(dialog.save)
    mine.sent()
    assert "둘째 소감." in lines(second)
    assert len(mine.reader.all(Decision, object="s1")) == 1  # what was handed in stays so, once
    mine.click(mine.primary)
    dialog = mine.sending()
    assert "모두 제출했습니다" in dialog.second.text()
    third = dialog.target
    mine.key(Qt.Key.Key_Return)
    mine.sent()
    assert "첫 소감." in lines(third)
    assert "둘째 소감." in lines(third)


def test_nothing_is_handed_in_where_the_name_is_taken_or_the_folder_gone(mine: Office, tmp_path: Path) -> None:
    mine.act("write_day")
    mine.act("submit_day")
    dialog = mine.sending()
    folder = tmp_path / "스틱"
    folder.mkdir()
    dialog.show_folder(folder)
    (folder / "있음.brief").write_text("x")
    dialog.name.setText("있음")
    mine.click(dialog.save)
    assert "같은 이름" in dialog.reason.text()
    dialog.name.setText("a/b")
    mine.click(dialog.save)
    assert dialog.reason.text()
    folder = tmp_path / "뽑은 스틱"
    dialog.show_folder(folder)
    dialog.name.setText("하루")
    mine.click(dialog.save)
    assert dialog.reason.text()
    assert mine.reader.status("s1") == "writing"
    mine.key(Qt.Key.Key_Escape)
    mine.sent()
    assert mine.reader.status("s1") == "writing"


def test_coordinator_two_in_clicks(office: Office) -> None:
    """The tour bundle for everybody: two clicks from the page of the tour; nobody's phone number is in it."""
    office.act("tour")
    page = office.page
    assert isinstance(page, TourPage)
    office.pressed = 0
    office.click(page.send)
    dialog = office.sending()
    target = dialog.target
    office.click(dialog.save)
    office.sent()
    assert office.pressed == 2
    assert target.name == f"{DAY} 항만 연수.brief"  # nothing is said twice in it
    assert "02-7777" not in lines(target)
    assert "기관 a" in lines(target)
    office.act("send_tour")
    assert office.sending().folder == target.parent
    office.key(Qt.Key.Key_Escape)
    office.sent()


def test_an_answer_goes_to_each_alone(office_of: OfficeOf, laptop_of: LaptopOf, path: Path, tmp_path: Path) -> None:
    from db.merging import carry_out, survey

    bundles = []
    for number in (1, 2):
        laptop = laptop_of(person(number))
        laptop.write("a", f"{number}번째 소감.", f"s{number}")
        bundles.append(laptop.day(f"{number}.brief"))
    with Notebook.open(path, author="boss", device="device of boss") as notebook:
        notebook.backs_up = False
        carry_out(notebook, survey(notebook.reader, bundles))
        decide(notebook, "s1", "returned", "근거를 더.")
        notebook.commit([create(Comment, object="s2", field="text", text="좋습니다.", author="boss")])
    office = office_of(path, "boss")
    office.act("send_answer")
    dialog = office.sending()
    assert "2명" in dialog.person.currentText()
    folder = tmp_path / "답"
    folder.mkdir()
    dialog.show_folder(folder)
    office.click(dialog.save)
    office.sent()
    first, second = sorted(folder.glob("*.brief"))
    assert "참가자 01" in first.name
    assert "근거를 더." in lines(first)
    assert "좋습니다." not in lines(first)
    assert "좋습니다." in lines(second)
    assert "2번째 소감." not in lines(first)


def test_a_review_goes_back_under_the_reviewers_name(office_of: OfficeOf, laptop_of: LaptopOf) -> None:
    """Several of them meet at the coordinator's: one name for each. It is said what is in it: not that it is empty."""
    from db.merging import carry_out, survey

    writer, judge = laptop_of(person(1)), laptop_of("judge")
    name = writer.write("a", "내 소감.")
    with judge as notebook:
        carry_out(notebook, survey(notebook.reader, [writer.day("하루.brief")]))
        decide(notebook, name, "returned", "근거를 더.")
        notebook.commit([create(Comment, object=name, field="text", text="좋습니다.", author="judge")])
    remember(judge.path)
    office = office_of(judge.path, "judge")
    office.act("send_answer")
    dialog = office.sending()
    assert dialog.windowTitle() == "검토 결과 보내기"  # as the button that leads here
    assert dialog.person.currentText().startswith("이선경")
    assert dialog.target.name == f"{DAY} 검토 결과 오가람.brief"
    office.click(dialog.save)
    office.sent()
    assert "판정 1건과 검토 의견 1건" in office.band("담았습니다")


def test_a_reviewer_is_given_a_part(office_of: OfficeOf, laptop_of: LaptopOf, path: Path) -> None:
    from db.merging import carry_out, survey

    bundles = []
    for number in (1, 7):  # of two teams
        laptop = laptop_of(person(number))
        laptop.write("a", f"{number}번째 소감.")
        bundles.append(laptop.day(f"{number}.brief"))
    with Notebook.open(path, author="boss", device="device of boss") as notebook:
        notebook.backs_up = False
        carry_out(notebook, survey(notebook.reader, bundles))
    office = office_of(path, "boss")
    office.window.errands.ask_send("review")
    dialog = office.sending()
    assert dialog.person.currentText() == "오가람"
    assert "2건" in dialog.second.text()
    dialog.team.setCurrentIndex(dialog.team.findText("2조"))
    assert "1건" in dialog.second.text()
    target = dialog.target
    office.click(dialog.save)
    office.sent()
    assert "7번째 소감." in lines(target)
    assert "1번째 소감." not in lines(target)
    office.window.errands.ask_send("review")
    dialog = office.sending()
    dialog.team.setCurrentIndex(dialog.team.findText("4조"))
    assert not dialog.save.isEnabled()  # nothing of that team to review
    dialog.reject()
    office.sent()


def test_what_the_receiver_has_stays_out(office: Office, tour_bundle: Path) -> None:
    office.window.context().operations.commit([Edit("a", "visit", {"city": "하를렘"})])
    office.act("send_tour")
    dialog = office.sending()
    dialog.show_earlier(tour_bundle)
    target = dialog.target
    office.click(dialog.save)
    office.sent()
    assert "하를렘" in lines(target)
    assert "기관 b" not in lines(target)


def test_nobody_to_answer_is_told(office: Office) -> None:
    office.window.context().operations.commit(
        [
            Edit("judge", "person", {"deleted": True}),
            *(Edit(person(each), "person", {"deleted": True}) for each in range(1, 25)),
        ]
    )
    office.window.errands.ask_send("review")
    assert "검토자가 없습니다" in office.band("검토자가")


@pytest.mark.parametrize("purpose", ["tour", "answer", "review", "everything"])
@pytest.mark.parametrize(("language", "size"), [("ko", 100), ("en", 200)])
def test_every_form_is_named_and_whole(
    office_of: OfficeOf, path: Path, purpose: str, language: str, size: int, qtbot: QtBot
) -> None:
    office = office_of(path, "boss", language)
    office.window.set_text_size(size)
    office.window.errands.ask_send(purpose)
    dialog = office.sending()
    for field in (dialog.name, dialog.person, dialog.team, dialog.day, dialog.change, dialog.pick):
        if field.isVisible():
            assert field.accessibleName() or field.text()  # type: ignore[union-attr]
    assert dialog.save.width() >= dialog.save.sizeHint().width()
    screen, frame = dialog.screen().availableGeometry(), dialog.geometry().top() - dialog.frameGeometry().top()
    assert screen.top() <= dialog.geometry().top()
    assert dialog.geometry().bottom() <= screen.bottom() + frame  # the last line can be pressed
    dialog.reject()
    office.sent()


def test_names_that_are_taken_get_a_number(tmp_path: Path) -> None:
    assert free(tmp_path, "하루.brief") == "하루.brief"
    (tmp_path / "하루.brief").touch()
    (tmp_path / "하루 2.brief").touch()
    assert free(tmp_path, "하루.brief") == "하루 3.brief"


@pytest.mark.parametrize(("size", "words"), [(1, "1KB"), (320_400, "320KB"), (8_240_000, "8.2MB")])
def test_sizes_in_words(size: int, words: str) -> None:
    assert size_words(size, sentences("ko")) == words
