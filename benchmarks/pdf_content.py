"""Invented reports of any length, the same words as a notebook and as plain values for other programs.

Each seed has its own order of words, so that nothing kept from one run helps the next.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from db.edits import Edit, create
from db.ids import new_id
from db.notebook import Notebook
from db.order import keys
from db.records import Note, Person, Question, Takeaway, Tour, Visit

PAGES_A_VISIT: Final = 18.0
"""Pages that one visit takes in our report."""
_SYLLABLES: Final = (
    "가나다라마바사아자차하고기도로리마보부사서소수시에연요우으은의이인자장재적전정제조주지진체치타통파한해협화회"
)
_WORDS: Final = 8000


@dataclass(frozen=True, slots=True)
class Section:
    """blocks: (mark, text) pairs; mark ◇, ○, - or | for a row of three cells parted by |."""

    heading: str
    blocks: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Chapter:
    """rows: label and value. questions: with their answers. takeaways: author and text."""

    title: str
    rows: tuple[tuple[str, str], ...]
    sections: tuple[Section, ...]
    questions: tuple[tuple[str, str], ...]
    takeaways: tuple[tuple[str, str], ...]


def chapters(pages: int, seed: int) -> list[Chapter]:
    """About so many pages, of a vocabulary of 8,000 words, figures and units among them."""
    chance = random.Random(1)
    words = ["".join(chance.choices(_SYLLABLES, k=chance.choice((2, 2, 3, 3, 4, 5, 6)))) for _ in range(_WORDS)]
    words += [f"{chance.randint(2, 9000):,}{unit}" for unit in ("명", "개", "달러", "km", "%", "건") for _ in range(60)]
    chance = random.Random(seed)
    chance.shuffle(words)
    return [_chapter(chance, words) for _ in range(max(1, round(pages / PAGES_A_VISIT)))]


def _chapter(chance: random.Random, words: list[str]) -> Chapter:
    def prose(count: int, bold: bool = False) -> str:
        chosen = chance.choices(words, k=count)
        if bold:
            chosen[count // 2] = f"**{chosen[count // 2]}**은"
        return " ".join(chosen) + "."

    def section() -> Section:
        blocks: list[tuple[str, str]] = []
        for _ in range(2):
            blocks.append(("◇", prose(4)))
            for number in range(5):
                blocks += [("○", prose(42, number == 2)), ("-", prose(26))]
        blocks += [("|", "|".join((prose(1), prose(3), str(chance.randint(10, 9999))))) for _ in range(6)]
        return Section(" ".join(chance.choices(words, k=3)), tuple(blocks))

    rows = tuple((label, " ".join(chance.choices(words, k=6))) for label in ("도시", "주소", "누리집"))
    questions = tuple((prose(9), prose(36)) for _ in range(14))
    takeaways = tuple((f"김{chance.choice(words)[:2]}", prose(40)) for _ in range(6))
    title = " ".join(chance.choices(words, k=3))
    return Chapter(title, rows, tuple(section() for _ in range(6)), questions, takeaways)


def make(path: Path, content: list[Chapter]) -> None:
    """A notebook of content at path."""
    Notebook.create(path, list(_edits(content))).close()


def _edits(content: list[Chapter]) -> Iterator[Edit]:
    tour = new_id()
    yield create(Tour, tour, title="국외연수 결과보고서", start="2031-05-12", end="2031-05-21")
    for chapter, order in zip(content, keys(len(content)), strict=True):
        visit = new_id()
        (_, city), (_, address), (_, web) = chapter.rows
        yield create(
            Visit, visit, tour=tour, order=order, title=chapter.title, city=city, address=address, visit_type=web
        )
        yield from _entries(chapter, tour, visit)


def _entries(chapter: Chapter, tour: str, visit: str) -> Iterator[Edit]:
    order = iter(keys(len(chapter.sections) + len(chapter.questions) + 2 * len(chapter.takeaways)))
    for section in chapter.sections:
        text = _outline(section)
        yield create(Note, visit=visit, order=next(order), heading=section.heading, text=text)
    for question, answer in chapter.questions:
        yield create(Question, visit=visit, order=next(order), question=question, answer=answer, asked=True)
    for author, said in chapter.takeaways:
        person = new_id()
        yield create(Person, person, tour=tour, order=next(order), name=author)
        yield create(Takeaway, tour=tour, visit=visit, order=next(order), author=person, text=said)


def _outline(section: Section) -> str:
    lines: list[str] = []
    for mark, text in section.blocks:
        if mark != "|":
            lines.append(f"{mark} {text}")
            continue
        if not lines[-1].startswith("|"):
            lines += ["| 구분 | 내용 | 값 |", "|---|---|---|"]
        lines.append(f"| {text.replace('|', ' | ')} |")
    return "\n".join(lines)
