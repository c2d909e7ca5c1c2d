"""The document tree: what `compile` makes from records and every writer walks.

Outline blocks (Heading … Table, FigurePlace) are what outline text means; report blocks (InfoTable … Figure) and
the report's frame (Document, Cover, Chapter) are made by `compile` alone. All nodes are frozen values.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Literal, TypeAlias

# --- inline ---------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Text:
    text: str


@dataclass(frozen=True, slots=True)
class Strong:
    children: Inlines


@dataclass(frozen=True, slots=True)
class Emphasis:
    children: Inlines


@dataclass(frozen=True, slots=True)
class Code:
    text: str


@dataclass(frozen=True, slots=True)
class Link:
    """href is http, https or mailto."""

    href: str
    children: Inlines


@dataclass(frozen=True, slots=True)
class LineBreak:
    """A line break: in outline text inside a Paragraph only; in reports also in questions, values and cells."""


@dataclass(frozen=True, slots=True)
class PageReference:
    """Leads to a place of the report; where there are pages, its page stands behind children. Made by `compile` alone.

    anchor: `chapter-ID`, `entry-ID` of a question, takeaway or heading, `figure-NUMBER` or `table-NUMBER`.
    """

    anchor: str
    children: Inlines = ()


Inline: TypeAlias = Text | Strong | Emphasis | Code | Link | LineBreak | PageReference
Inlines: TypeAlias = tuple[Inline, ...]

# --- outline blocks -------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Heading:
    """level 1 is □, level 2 is ◇. twin: it was typed with the Markdown mark. id: of the note it begins, or empty."""

    level: Literal[1, 2]
    inlines: Inlines
    twin: bool = False
    id: str = ""


@dataclass(frozen=True, slots=True)
class Paragraph:
    inlines: Inlines


@dataclass(frozen=True, slots=True)
class Bullet:
    """level 1 ○, 2 -, 3 · (or - indented deeper). mark: as typed. more: further paragraphs of this bullet."""

    level: Literal[1, 2, 3]
    mark: str
    inlines: Inlines
    more: tuple[Inlines, ...] = ()


@dataclass(frozen=True, slots=True)
class Note:
    """※ (a note) or * (a footnote-like note of the block before it)."""

    mark: Literal["※", "*"]
    inlines: Inlines
    more: tuple[Inlines, ...] = ()


@dataclass(frozen=True, slots=True)
class Numbered:
    """number: as typed, with its sign: `1)`, `1.`, `가.`, `Ⅰ.`. level: Ⅰ 1, `1.` 2, `가.` 3, `1)` 4."""

    number: str
    level: int
    inlines: Inlines
    more: tuple[Inlines, ...] = ()


@dataclass(frozen=True, slots=True)
class Table:
    """rows: cells of inlines, all rows equally long; the first is the header where header is true.

    number counts titled tables through the report; 0: none.
    """

    rows: tuple[tuple[Inlines, ...], ...]
    title: str = ""
    unit: str = ""
    header: bool = True
    number: int = 0


@dataclass(frozen=True, slots=True)
class FigurePlace:
    """A line `![](figure:UUID)`. figure: the id as written; ids of records are in lower case."""

    figure: str


@dataclass(frozen=True, slots=True)
class FigureLine:
    """A line `▲ caption [출처=credit]` that has no record yet. credit None: none written."""

    caption: str
    credit: str | None = None


OutlineBlock: TypeAlias = Heading | Paragraph | Bullet | Note | Numbered | Table | FigurePlace | FigureLine

# --- report blocks --------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class InfoTable:
    """The visit's information: (label, value) rows."""

    rows: tuple[tuple[str, Inlines], ...]


@dataclass(frozen=True, slots=True)
class Figure:
    """number counts through the report. path None: no picture yet, a framed place. width, height: pixels."""

    id: str
    number: int
    caption: str
    credit: str
    alt: str
    path: Path | None = None
    width: int = 0
    height: int = 0


@dataclass(frozen=True, slots=True)
class QuestionAnswer:
    """answer is empty where nobody answered yet. asker, answerer: names as displayed, or empty."""

    question: Inlines
    answer: tuple[Block, ...]
    asker: str = ""
    answerer: str = ""
    id: str = ""


@dataclass(frozen=True, slots=True)
class Takeaway:
    """author: name or mask as displayed, or empty. detail: affiliation and position, or empty."""

    author: str
    detail: str
    blocks: tuple[Block, ...]
    id: str = ""


@dataclass(frozen=True, slots=True)
class TakeawayGroup:
    """team: its name, or empty."""

    team: str
    takeaways: tuple[Takeaway, ...]


Block: TypeAlias = OutlineBlock | InfoTable | Figure | QuestionAnswer | TakeawayGroup

# --- the report's frame ---------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Cover:
    """kicker: the kind of report. rows: (label, value) pairs such as period, countries, delegation.

    logo: a picture of whoever makes the report; logo_alt: what is said in its place.
    """

    kicker: str
    title: str
    rows: tuple[tuple[str, str], ...]
    organiser: str
    date: str
    logo: Path | None = None
    logo_alt: str = ""


@dataclass(frozen=True, slots=True)
class Submission:
    """The page that hands the report over. addressee: to whom, or empty. text: its sentences, one each.

    rows: (label, value) pairs such as tour and period. members: (group, names) of who took part. signed: who submits.
    """

    title: str
    addressee: str
    text: tuple[str, ...]
    rows: tuple[tuple[str, str], ...]
    members: tuple[tuple[str, str], ...]
    date: str
    signed: str


@dataclass(frozen=True, slots=True)
class Chapter:
    """kicker: the small line above the title (제3장 · 기관 방문). visit: its record's id, where it is one."""

    id: str
    kicker: str
    title: str
    blocks: tuple[Block, ...]
    kind: Literal["front", "visit", "day", "text", "implications", "back"] = "text"


@dataclass(frozen=True, slots=True)
class Document:
    """A whole report, ready for a writer. title, subject, author, keywords: the file's properties.

    contents, lists: whether it has contents, and behind them lists of its figures and tables.
    """

    title: str
    language: Literal["ko", "en"]
    edition: Literal["internal", "public"]
    cover: Cover | None
    chapters: tuple[Chapter, ...]
    subject: str = ""
    author: str = ""
    keywords: tuple[str, ...] = ()
    submission: Submission | None = None
    contents: bool = True
    lists: bool = True
