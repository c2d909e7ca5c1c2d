"""Documents of invented text for the tests: every kind of node, long and short."""

from __future__ import annotations

import random
from pathlib import Path

from exporters.base import WriteOptions, Written, no_progress
from exporters.document import nodes as n
from exporters.pdf.writer import PdfWriter

_PROSE = (
    "항만 물류 재생에너지 시범사업은 주민협의체가 운영하며 2,400만 유로 규모로 매년 12% 늘어나고 있다 지방정부와 "
    "대학이 공동으로 연구센터를 세워 빗물을 다시 쓰는 순환형 단지를 만들었다 담당자는 협력의 핵심이 신뢰라고 설명했다 "
    "'느린 합의' (slow consensus) 방식으로 15개 기관이 참여하는 협약을 맺었으며 Hydrogen Valley 사업과 연계하여 "
    "교통·환경·복지 분야의 자료를 공개한다 초기 투자비는 컸지만 운영비는 해마다 줄었다고 한다 △교육 △창업 지원"
)
_WORDS = _PROSE.split()


def text(words: int, seed: int = 1) -> str:
    """Invented prose of so many words; the same seed gives the same prose."""
    chance = random.Random(seed)
    return " ".join(chance.choice(_WORDS) for _ in range(words)) + "."


def inlines(words: int, seed: int = 1) -> n.Inlines:
    return (n.Text(text(words, seed)),)


def chapter(blocks: tuple[n.Block, ...], title: str = "하펜슈타트 수변재생공사", name: str = "c1") -> n.Chapter:
    return n.Chapter(name, "제1장 · 기관 방문", title, blocks, "visit")


def document(
    *chapters: n.Chapter, cover: n.Cover | None = None, title: str = "수변도시 국외연수 결과보고서"
) -> n.Document:
    return n.Document(title, "ko", "internal", cover, chapters, "국외연수", "모래내시 연수단", ("수변", "연수"))


def write(report: n.Document, folder: Path, epoch: int = 1_900_000_000) -> Written:
    return PdfWriter().write(report, folder / "report.pdf", WriteOptions(epoch=epoch), no_progress)


COVER = n.Cover(
    "2031년도 국외연수",
    "북해 연안 도시의 수변재생과 주민참여 정책 국외연수 결과보고서",
    (("연수기간", "2031. 5. 12. ~ 5. 21. (10일)"), ("방문국가", "독일 · 덴마크 · 네덜란드"), ("연수단", "2개 팀 12명")),
    "모래내시 국외연수단",
    "2031년 6월",
)


def every_kind(picture: Path | None = None) -> n.Document:
    """One chapter that holds every kind of block and inline, and an appendix with a table of 60 rows."""
    info = n.InfoTable(
        (
            (
                "방문기관",
                (n.Text("하펜슈타트 수변재생공사 (Hafenstadt Ufer GmbH für Quartiersentwicklung und Beteiligung)"),),
            ),
            ("방문일시", (n.Text("2031년 5월 14일(수) 10:00~12:00"),)),
            ("누리집", (n.Link("https://ufer.example", (n.Text("ufer.example"),)),)),
        )
    )
    strong: n.Inlines = (
        n.Text("핵심은 "), n.Strong((n.Text("주민협의체"),)), n.Text("의 "), n.Emphasis((n.Text("느린 합의"),)),
        n.Text("이다."), n.LineBreak(), n.Code("code-7"), n.Text(" "),
        n.Link("https://ufer.example/plan", (n.Text("계획서 보기"),)),
    )  # fmt: skip
    questions = tuple(
        n.QuestionAnswer(
            inlines(14, 50 + at),
            (n.Paragraph(inlines(30 + 9 * (at % 3), 60 + at)),) if at != 2 else (),
            "박가람",
            "R. Falk",
        )
        for at in range(6)
    )
    takeaways = n.TakeawayGroup(
        "1팀 도시재생",
        (
            n.Takeaway(
                "김ㅇㅇ", "모래내시 도시계획과 주무관", (n.Paragraph(inlines(40, 8)), n.Paragraph(inlines(25, 9)))
            ),
            n.Takeaway("", "", (n.Bullet(1, "○", inlines(30, 10)),)),
        ),
    )
    numbers = n.Table(
        (
            ((n.Text("구분"),), (n.Text("2029"),), (n.Text("2030"),), (n.Text("증감률"),)),
            ((n.Text("재생에너지"),), (n.Text("1,204"),), (n.Text("1,377"),), (n.Text("14.4%"),)),
            ((n.Text("교통·환경"),), (n.Text("88"),), (n.Text("△71"),), (n.Text("-19.3%"),)),
        ),
        "연도별 투자 규모",
        "천 유로",
    )
    rows: list[tuple[n.Inlines, ...]] = [((n.Text("번호"),), (n.Text("기관"),), (n.Text("질문"),))]
    rows += [((n.Text(str(at)),), (n.Text("수변재생공사"),), inlines(6 + at % 20, at)) for at in range(1, 61)]
    blocks: tuple[n.Block, ...] = (
        info,
        n.Heading(1, (n.Text("주요 내용"),)),
        n.Heading(2, (n.Text("항만에서 동네로"),)),
        n.Paragraph(inlines(60, 2)),
        n.Bullet(1, "○", inlines(45, 3), (inlines(30, 4), inlines(20, 5))),
        n.Bullet(2, "-", inlines(24, 6)),
        n.Bullet(3, "·", inlines(18, 7)),
        n.Bullet(3, "▹", inlines(12, 7)),
        n.Note("※", inlines(20, 11)),
        n.Note("*", inlines(12, 12)),
        n.Numbered("Ⅰ.", 1, inlines(12, 13)),
        n.Numbered("1.", 2, inlines(16, 14)),
        n.Numbered("가.", 3, inlines(16, 15)),
        n.Numbered("1)", 4, inlines(16, 16)),
        n.Paragraph(strong),
        n.Figure("f1", 1, "수변 산책로와 옛 크레인", "연수단 촬영", "크레인이 선 부두", picture, 900, 560),
        n.Figure("f2", 2, "사업 구역 배치도", "", "", None),
        n.FigurePlace("f9"),
        n.FigureLine("손으로 그린 단면도", "수변재생공사"),
        numbers,
        n.Heading(1, (n.Text("질의응답"),)),
        *questions,
        n.Heading(1, (n.Text("참가자 시사점"),)),
        takeaways,
    )
    back = n.Chapter("back", "부록", "질의응답 색인", (n.Table(tuple(rows)),), "back")
    return document(chapter(blocks), back, cover=COVER)
