"""What the navigator and the home page list, as values; the item models keep Qt's rules."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from PySide6.QtCore import Qt

import resources
from db.edits import Edit, create
from db.records import Decision, Person, Report, Visit
from desktop.context import PageContext
from desktop.dates import clock, day_of, full, period, short, when
from desktop.models.articles import ArticlesModel, rows_of
from desktop.models.navigator import ROW_ROLE, NavigatorModel
from desktop.models.outline import Row, outline
from desktop.models.today import today
from exporters.importing.values import Article, Doubt, Plan
from tests.desktop.frame.conftest import TODAY, TOUR

KO, EN = resources.sentences("ko"), resources.sentences("en")


def _rows(context: PageContext) -> list[Row]:
    return list(outline(context.notebook.reader, KO, TODAY))


def test_days_stand_by_date_with_their_number_and_visits_by_time(context: PageContext) -> None:
    days = [row for row in _rows(context) if row.kind == "day"]
    assert [(day.lead, day.name) for day in days] == [
        ("1일차", "6.9 월 암스테르담"),
        ("3일차", "6.11 수 로테르담"),
        ("4일차", "6.12 목 함부르크"),
    ]
    assert [(visit.lead, visit.name) for visit in days[1].children] == [("09:30", "기관 c"), ("14:00", "기관 b")]


def test_a_visit_that_is_half_written_is_being_written_and_shows_its_notes(context: PageContext) -> None:
    visits = {visit.key: visit for row in _rows(context) for visit in row.children}
    assert visits["c"].state == "writing"
    assert visits["c"].count == 5
    assert [(note.name, note.state) for note in visits["c"].children] == [("운영", "writing"), ("연수내용 2", "empty")]
    assert (visits["a"].state, visits["d"].state) == ("empty", "future")


def test_a_note_that_only_heads_questions_shows_their_state(context: PageContext) -> None:
    context.operations.commit([Edit("q1", "question", {"section": "n2"}), Edit("q2", "question", {"section": "n2"})])
    visits = {visit.key: visit for row in _rows(context) for visit in row.children}
    assert [note.state for note in visits["c"].children] == ["writing", "writing"]
    assert visits["c"].state == "writing"
    assert today(context.notebook.reader, KO, TODAY).cards[0].state == "writing"


def test_a_visit_without_a_date_stands_last(context: PageContext) -> None:
    context.operations.commit([Edit("a", "visit", {"date": None})])
    days = [row for row in _rows(context) if row.kind == "day"]
    assert [day.lead for day in days] == ["3일차", "4일차", "날짜 없음"]


def test_a_report_whose_title_begins_with_its_kind_is_not_named_twice(context: PageContext) -> None:
    day = create(Report, "r2", tour=TOUR, sort="daily", title="일일보고 – 김라희")
    plain = create(Report, "r3", tour=TOUR, sort="daily", title="첫째 날")
    context.operations.commit([day, plain])
    names = {row.key: row.name for row in _rows(context)}
    assert (names["r2"], names["r3"]) == ("일일보고 – 김라희", "일일보고 · 첫째 날")


def test_chapters_and_reports_follow_under_their_heads(context: PageContext) -> None:
    rows = _rows(context)
    assert [row.key for row in rows if row.kind in ("head", "chapter", "report")] == [
        "head:visits", "head:chapters", "h1", "head:reports", "r1",
    ]  # fmt: skip


def test_the_navigator_model_keeps_the_rules(context: PageContext, qtmodeltester: Any) -> None:
    model = NavigatorModel(KO)
    model.show(outline(context.notebook.reader, KO, TODAY))
    qtmodeltester.check(model)
    index = model.find("n2")
    assert index.data(ROW_ROLE).name == "연수내용 2"
    assert index.parent().data(ROW_ROLE).key == "c"
    assert index.data(Qt.ItemDataRole.AccessibleTextRole) == "연수내용 2, 비어 있음"
    assert not model.find("no such").isValid()


def test_a_changed_name_changes_one_row_and_a_new_visit_the_tree(context: PageContext) -> None:
    model = NavigatorModel(KO)
    assert model.show(outline(context.notebook.reader, KO, TODAY))
    changed: list[str] = []
    model.dataChanged.connect(lambda first, last: changed.append(first.data(ROW_ROLE).key))
    context.operations.commit([Edit("a", "visit", {"institution": "새 이름"})])
    assert not model.show(outline(context.notebook.reader, KO, TODAY))
    assert changed == ["a"]
    context.operations.commit([Edit("x", "visit", {"date": "2031-06-10", "institution": "새 방문"})])
    assert model.show(outline(context.notebook.reader, KO, TODAY))
    assert model.find("x").isValid()


def test_home_shows_the_day_of_the_laptop_or_the_nearest(context: PageContext) -> None:
    reader = context.notebook.reader
    page = today(reader, KO, TODAY)
    assert (page.day, page.number, page.is_today, page.city) == (TODAY, 3, True, "로테르담")
    assert [card.object_id for card in page.cards] == ["c", "b"]
    assert today(reader, KO, date(2031, 6, 1)).day == date(2031, 6, 9)
    assert today(reader, KO, date(2040, 1, 1)).day == date(2031, 6, 12)


def test_a_card_counts_what_its_visit_holds_and_what_is_missing(context: PageContext) -> None:
    card = today(context.notebook.reader, KO, TODAY).cards[0]
    assert (card.notes, card.questions, card.unanswered, card.takeaways) == (2, 2, 1, 1)
    other = today(context.notebook.reader, KO, TODAY).cards[1]
    assert (other.figures, other.uncredited) == (1, 1)


def test_home_lists_what_is_missing_until_it_is_there(context: PageContext) -> None:
    reader = context.notebook.reader
    checks = {check.code: [place.object_id for place in check.places] for check in today(reader, KO, TODAY).checks}
    assert checks == {"credit": ["f1"], "answer": ["q1"], "contact": ["b"], "address": ["a", "b", "c"]}
    context.operations.commit(
        [
            Edit("f1", "figure", {"credit": "문지안"}),
            Edit("q1", "question", {"answer": "무료입니다."}),
            Edit("k4", "contact", {"visit": "b", "name": "J. Bos"}),
            *(Edit(visit, "visit", {"address": "Kade 1"}) for visit in ("a", "b", "c")),
        ]
    )
    assert today(reader, KO, TODAY).checks == ()


def test_home_lists_what_was_written_last(context: PageContext) -> None:
    context.operations.commit([Edit("h1", "chapter", {"text": "○ 다시 쓴다.\n"})])
    context.operations.commit([Edit("q1", "question", {"answer": "무료입니다."})])
    recent = today(context.notebook.reader, KO, TODAY).recent
    assert [place.object_id for place in recent][:2] == ["q1", "h1"]
    assert recent[0].within == "기관 c"


def test_home_lists_what_came_back_with_the_newest_reason(context: PageContext) -> None:
    person = create(Person, "p1", tour=TOUR, name="이선경", role="reviewer")
    heads = tuple(sorted({one for ids in context.notebook.reader.heads("n1").values() for one in ids}))
    context.operations.commit([person])
    for reason in ("처음 까닭", "값을 맞춰 주세요."):
        context.operations.commit(
            [create(Decision, object="n1", verdict="returned", reason=reason, author="p1", heads=heads)]
        )
    returned = today(context.notebook.reader, KO, TODAY).returned
    assert [(one.place.object_id, one.reason, one.by) for one in returned] == [("n1", "값을 맞춰 주세요.", "이선경")]
    assert returned[0].instant


def test_an_empty_notebook_has_an_empty_home(context: PageContext) -> None:
    gone = [Edit(visit.id, "visit", {"deleted": True}) for visit in context.notebook.reader.all(Visit)]
    context.operations.commit(gone)
    page = today(context.notebook.reader, KO, TODAY)
    assert (page.day, page.cards, page.visits) == (None, (), 0)


def test_the_articles_of_an_import_are_a_table(qtmodeltester: Any) -> None:
    plan = Plan("글.txt", "가나다라", "utf-8", "text/plain", "글", (
        Article("visit", "항만공사", 0, 2, "v", counts=(("note", 3), ("question", 0), ("takeaway", 2))),
        Article("chapter", "개요", 2, 4, "h"),
    ), (), (), doubts=(Doubt("heading_cut", 0, 1), Doubt("replaced", 9, 9)))  # fmt: skip
    model = ArticlesModel(rows_of([plan]), KO)
    qtmodeltester.check(model)
    shown = [[model.index(row, column).data() for column in range(4)] for row in range(2)]
    assert shown == [["항만공사", "방문 기록", "내용 3 · 소감·시사점 2", "1"], ["개요", "장", "", ""]]
    assert model.headerData(1, Qt.Orientation.Horizontal) == "갈래"


@pytest.mark.parametrize(
    ("start", "end", "ko", "en"),
    [
        ("2031-06-09", "2031-06-16", "6.9(월)–6.16(월)", "9–16 June"),
        ("2031-05-28", "2031-06-03", "5.28(수)–6.3(화)", "28 May – 3 June"),
        ("2031-06-09", None, "6.9(월)", "9 June"),
        (None, None, "", ""),
    ],
)
def test_periods_read_naturally_in_both_languages(start: str | None, end: str | None, ko: str, en: str) -> None:
    assert period(day_of(start), day_of(end), KO) == ko
    assert period(day_of(start), day_of(end), EN) == en


def test_days_and_times_in_words() -> None:
    assert short(TODAY, KO) == "6.11 수"
    assert full(TODAY, EN) == "Wednesday 11 June"
    assert day_of("11 June") is None
    assert (clock("not an instant"), when("", TODAY, KO)) == ("", "")
    assert when("2031-06-10T12:00:00+00:00", TODAY, KO) == "어제"
