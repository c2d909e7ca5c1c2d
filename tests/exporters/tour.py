"""A small invented tour with something of everything that a report holds."""

from __future__ import annotations

from dataclasses import fields
from pathlib import Path
from uuid import NAMESPACE_URL, uuid5

from db.edits import Edit, create
from db.notebook import Notebook
from db.records import (
    Chapter,
    Contact,
    Evidence,
    Figure,
    Implication,
    Note,
    Person,
    Question,
    Record,
    Report,
    Takeaway,
    Team,
    Tour,
    Visit,
)
from exporters.compile import Compiled
from exporters.document import nodes as n


def uid(name: str) -> str:
    return str(uuid5(NAMESPACE_URL, name))


TOUR = uid("tour")
TREES, LAST, LOST = uid("trees"), uid("last figure"), uid("lost figure")

RECORDS: tuple[Record, ...] = (
    Tour(
        id=TOUR,
        title="도시 그늘 해외연수",
        purpose="○ 여름 더위를 줄이는 방법을 배운다",
        organiser="가온시",
        start="2031-05-14",
        end="2031-05-23",
        countries=("네덜란드", "독일"),
    ),
    Team(id=uid("t1"), tour=TOUR, name="1팀", order="a"),
    Team(id=uid("t2"), tour=TOUR, name="2팀", order="b"),
    Person(
        id=uid("p1"),
        tour=TOUR,
        team=uid("t2"),
        name="한지우",
        affiliation="가온시 기후과",
        position="주무관",
        tel="010-2345-6789",
        email="jiu@gaon.example",
        order="a",
    ),
    Person(id=uid("p2"), tour=TOUR, team=uid("t1"), name="이준", position="연구원", role="coordinator", order="b"),
    Visit(id=uid("v2"), tour=TOUR, institution="바람연구소", country="독일", date="2031-05-18", order="a"),
    Visit(
        id=uid("v1"),
        tour=TOUR,
        institution="그늘공사",
        original_name="Shade Agency",
        address="Laan 1",
        tel="+31 30 111 22 33",
        web="www.shade.example",
        visit_type="브리핑",
        country="네덜란드",
        city="위트레흐트",
        date="2031-05-16",
        start_time="10:00",
        end_time="12:00",
        order="b",
    ),
    Contact(id=uid("c1"), visit=uid("v1"), name="Anna Vis", position="Director", organisation="Research", order="a"),
    Note(
        id=uid("n1"),
        visit=uid("v1"),
        order="a",
        text="◇ 나무\n○ 이준 주무관은 나무를 봤다.\n"
        f"![](figure:{TREES})\n![](figure:{LOST})\n▲ 그늘막 [출처=직접 촬영]",
    ),
    Note(id=uid("n2"), visit=uid("v1"), order="b", heading="질의응답"),
    Note(id=uid("n3"), visit=uid("v1"), order="c", heading="빈 제목"),
    Question(
        id=uid("q1"),
        visit=uid("v1"),
        section=uid("n2"),
        question="비용은 누가 내는지.",
        answer="시가 낸다.\n\n절반은 기금이다.",
        asker=uid("p1"),
        answerer=uid("c1"),
        order="a",
    ),
    Question(id=uid("q2"), visit=uid("v1"), question="준비만 한 질문", prepared=True, order="b"),
    Takeaway(
        id=uid("k1"), tour=TOUR, visit=uid("v1"), author=uid("p1"), team=uid("t2"), text="그늘이 길이다.", order="a"
    ),
    Takeaway(
        id=uid("k2"), tour=TOUR, visit=uid("v1"), team=uid("t1"), text="바람길도 본다.\n\n물길도 본다.", order="b"
    ),
    Takeaway(
        id=uid("k3"),
        tour=TOUR,
        visit=uid("v2"),
        author_name="ㅇㅇㅇ",
        masked=True,
        team_name="1팀",
        text="연구소가 작다.",
        order="c",
    ),
    Takeaway(
        id=uid("k4"), tour=TOUR, author=uid("p2"), team=uid("t1"), text="첫날의 소감", date="2031-05-16", order="d"
    ),
    Figure(id=TREES, tour=TOUR, visit=uid("v1"), entry=uid("n1"), caption="가로수", credit="한지우", order="a"),
    Figure(id=LAST, tour=TOUR, visit=uid("v1"), caption="끝 그림", order="b"),
    Chapter(
        id=uid("ch1"), tour=TOUR, kind="implications", heading="종합 시사점", text="□ 종합 시사점\n○ 하나", order="a"
    ),
    Chapter(id=uid("ch2"), tour=TOUR, kind="surroundings", heading="검색 머리", text="1 / 4", order="b"),
    Chapter(id=uid("ch3"), tour=TOUR, kind="overview", heading="배경", text="배경을 적는다.", order="c"),
    Implication(id=uid("i1"), tour=TOUR, text="그늘 조례를 만든다", horizon="단기", order="a"),
    Implication(id=uid("i2"), tour=TOUR, text="근거 없는 제언", order="b"),
    Evidence(id=uid("e1"), implication=uid("i1"), object=uid("q1"), order="a"),
    Evidence(id=uid("e2"), implication=uid("i1"), object=TREES, order="b"),
)


def report(**values: object) -> Report:
    return Report(id=uid("report"), **values)  # type: ignore[arg-type]


def edits(records: tuple[Record, ...] = RECORDS) -> list[Edit]:
    """The edits that make records in an empty notebook."""
    made = []
    for record in records:
        values = {f.name: getattr(record, f.name) for f in fields(record) if f.name != "id"}
        changed = {name: value for name, value in values.items() if value not in ("", None, (), False)}
        made.append(create(type(record), record.id, **changed))
    return made


def notebook(folder: Path) -> Notebook:
    return Notebook.create(folder / "그늘.notebook", edits())


def chapter(compiled: Compiled, name: str) -> n.Chapter:
    """The chapter with this id or title."""
    return next(c for c in compiled.document.chapters if name in (c.id, c.title))


def headings(blocks: tuple[n.Block, ...]) -> list[str]:
    from exporters.document.markup import plain

    return [plain(block.inlines) for block in blocks if isinstance(block, n.Heading) and block.level == 1]
