"""A notebook as one comes home with it from a tour of the common size, to be measured on."""

from __future__ import annotations

import io
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from PIL import Image

from db.edits import Edit, create
from db.notebook import Notebook
from db.order import keys
from db.records import Comment, Figure, Note, Person, Question, Report, Takeaway, Team, Tour, Visit

PEOPLE, VISITS, ENTRIES, PHOTOS, QUESTIONS, COMMENTS = 24, 14, 300, 180, 400, 250
TEXT = (
    "◇ 대기 시간\n○ 선박이 부두 앞바다에서 기다리는 시간이 길어질수록 **연료비와 배출량**이 함께 늘어난다.\n"
    "- 2028년 시범 운영 당시 평균 대기 시간은 11.4시간에서 7.9시간으로 줄었다.\n※ 값은 잠정이다.\n"
)
FIRST = date(2031, 6, 9)


def common_tour(path: Path) -> None:
    """Make it at path; see PEOPLE and the rest."""
    order = iter(keys(3000))
    edits = [create(Tour, "t", title="항만 연수", start="2031-06-09", end="2031-06-15", order=next(order))]
    edits += [create(Report, "r", tour="t", title="항만 연수 보고서", order=next(order))]
    edits += [create(Team, f"team{n}", tour="t", name=f"{n + 1}조", order=next(order)) for n in range(4)]
    edits += [
        create(Person, f"p{n}", tour="t", team=f"team{n % 4}", name=f"문지안{n}", order=next(order))
        for n in range(PEOPLE)
    ]
    edits += [
        create(
            Visit, f"v{n}", tour="t", institution=f"로테르담 항만공사 {n}", title="스마트 항만",
            date=FIRST.replace(day=9 + n // 2).isoformat(), start_time=f"{9 + 5 * (n % 2):02}:30", order=next(order),
        )
        for n in range(VISITS)
    ]  # fmt: skip
    entries = [_entry(number, next(order)) for number in range(ENTRIES)]
    questions = [
        create(Question, f"q{n}", visit=f"v{n % VISITS}", question="하루에 몇 척이 들어옵니까?", order=next(order),
               answer="○ 마흔 척이다.\n" if n % 3 else "")
        for n in range(QUESTIONS)
    ]  # fmt: skip
    comments = [
        create(Comment, f"c{n}", object=entries[n % ENTRIES].object, field="text", text="더 쉽게?", author="p1",
               order=next(order))
        for n in range(COMMENTS)
    ]  # fmt: skip
    with Notebook.create(path, edits) as notebook:
        notebook.backs_up = False
        for part in (entries, questions, comments, _photos(notebook)):
            notebook.commit(part)


def _entry(number: int, order: str) -> Edit:
    visit = f"v{number % VISITS}"
    if number % 3 == 0:
        return create(Takeaway, f"t{number}", visit=visit, author=f"p{number % PEOPLE}", text=TEXT, order=order)
    return create(Note, f"n{number}", visit=visit, heading=f"대기 시간 {number}", text=TEXT * 3, order=order)


def _photos(notebook: Notebook) -> list[Edit]:
    """Figures of all visits; a few pictures, each for many."""
    blobs = [notebook.add_blob(body).sha256 for body in _pictures(6)]
    return [
        create(
            Figure, f"f{n}", visit=f"v{n % VISITS}", blob=blobs[n % 6], caption="부두", credit="문지안",
            order=f"z{n:04}",
        )
        for n in range(PHOTOS)
    ]  # fmt: skip


def _pictures(count: int) -> Iterator[bytes]:
    for number in range(count):
        body = io.BytesIO()
        Image.effect_noise((1600, 1200), 20 + number).convert("RGB").save(body, "JPEG")
        yield body.getvalue()
