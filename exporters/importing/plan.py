"""A foreign text to a plan: a pure value that says what an import would write, shown before anything is written."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from pathlib import PurePath
from typing import Final

from db.edits import Edit, create
from db.errors import KnownError
from db.order import keys
from db.records import Source
from exporters.importing.chapter import chapter
from exporters.importing.classify import ARTICLES_MOST, SURROUNDINGS, VISIT, WHOLE, Piece, classify, query_of, split
from exporters.importing.collector import Collector, object_id
from exporters.importing.decode import decode
from exporters.importing.letters import came_in, kept
from exporters.importing.values import Article, Cut, Doubt, Plan
from exporters.importing.visit import visit
from exporters.importing.wordings import wordings

ARTICLE_LONGEST: Final = 400_000
MARKS_MOST: Final = 40_000
"""An article longer, or with more marks, than any report lands whole (code points, marks)."""

_MARKS: Final = re.compile(r"[□◇○▲※*<]|[-–―](?=\s)")


@dataclass(slots=True)
class _Gathered:
    articles: list[Article] = field(default_factory=list)
    originals: dict[str, Edit] = field(default_factory=dict)
    placed: list[Edit] = field(default_factory=list)
    cuts: list[Cut] = field(default_factory=list)
    doubts: list[Doubt] = field(default_factory=list)
    labels: list[str] = field(default_factory=list)


def plan(data: bytes, name: str, *, tour: str) -> Plan:
    """What importing data would write into the tour with the id `tour`.

    data: the file's bytes. name: its name, kept with the source. Raises KnownError for what cannot be read (see
    decode) or holds more articles than an archive can; ValueError where tour is no UUID.
    """
    decoded = decode(data, name)
    text = decoded.text
    spans, around = split(text)
    if len(spans) > ARTICLES_MOST:
        raise KnownError("importing.too_many", name=name, limit=ARTICLES_MOST)
    gathered = _Gathered()
    for start, end in spans:
        _take(gathered, _collected(tour, text, start, end))
    if around:
        _surroundings(gathered, tour, text, around)
    if decoded.replaced:
        gathered.doubts.append(Doubt("replaced", 0, 0))
    source = _source(data, name, tour, decoded.text, decoded.encoding, decoded.media)
    return Plan(
        name=name,
        text=text,
        encoding=decoded.encoding,
        media=decoded.media,
        title=query_of(text) or PurePath(name).stem,
        articles=tuple(gathered.articles),
        originals=(source, *gathered.originals.values()),
        later=_later(source, gathered.placed),
        cuts=tuple(gathered.cuts),
        doubts=tuple(gathered.doubts),
        offers=wordings(text),
        labels=tuple(gathered.labels),
    )


@dataclass(slots=True)
class _Read:
    piece: Piece
    collector: Collector
    object: str
    title: str


def _collected(tour: str, text: str, start: int, end: int) -> _Read:
    """One article read; whole where it is beyond measure or a letter would be lost."""
    if end - start > ARTICLE_LONGEST or _marks(text, start, end) > MARKS_MOST:
        return _whole(tour, text, start, end)
    piece = classify(text, start, end)
    read = _read(tour, text, piece)
    edits = [made.edit() for made in read.collector.proposals]
    if kept(edits, read.collector.labels) != came_in(text[start:end]):
        return _whole(tour, text, start, end)
    return read


def _marks(text: str, start: int, end: int) -> int:
    return sum(1 for _ in _MARKS.finditer(text, start, end))


def _read(tour: str, text: str, piece: Piece) -> _Read:
    collector = Collector(tour, text, piece.start, piece.end)
    made = visit(collector, piece) if piece.kind == VISIT else chapter(collector, piece)
    collector.cut("article", piece.start, piece.end, made)
    title = str(made.fields.get("institution") or made.fields.get("heading") or "")
    if not title:
        title = " ".join(text[piece.start : piece.start + 60].split())[:40]
    return _Read(piece, collector, made.id, title)


def _whole(tour: str, text: str, start: int, end: int) -> _Read:
    return _read(tour, text, Piece(WHOLE, start, end, start))


def _take(gathered: _Gathered, read: _Read) -> None:
    """Adds one article, unless the same stands earlier in the input."""
    piece, collector = read.piece, read.collector
    known = read.object in gathered.originals
    gathered.articles.append(
        Article(piece.kind, read.title, piece.start, piece.end, read.object, known, collector.counts())
    )
    if known:
        gathered.doubts.append(Doubt("twice", piece.start, piece.end, read.object, read.title))
        return
    for proposal in collector.proposals:
        gathered.originals[proposal.id] = proposal.edit()
    gathered.placed.append(gathered.originals[read.object])
    gathered.cuts.extend(collector.cuts)
    gathered.doubts.extend(collector.doubts)
    gathered.labels.extend(collector.labels)


def _surroundings(gathered: _Gathered, tour: str, text: str, around: Iterable[tuple[int, int]]) -> None:
    """Search head and pager, as one chapter that is left out of reports."""
    joined = "\n".join(text[start:end] for start, end in around)
    read = _read(tour, joined, Piece(SURROUNDINGS, 0, len(joined), 0))
    start, end = min(span[0] for span in around), max(span[1] for span in around)
    read.piece = replace(read.piece, start=start, end=end)
    read.collector.cuts = [Cut("article", low, high, read.object) for low, high in around]
    read.collector.doubts = []
    _take(gathered, read)


def _source(data: bytes, name: str, tour: str, text: str, encoding: str, media: str) -> Edit:
    digest = hashlib.sha256(data).hexdigest()
    return create(
        Source,
        object_id(tour, digest, "source", 0),
        tour=tour,
        name=name,
        media=media,
        encoding=encoding,
        sha256=digest,
        text=text,
    )


def _later(source: Edit, placed: list[Edit]) -> tuple[Edit, ...]:
    """Where each article came from and its place among the articles of this input."""
    return tuple(
        Edit(edit.object, edit.kind, {"source": source.object, "order": key})
        for edit, key in zip(placed, keys(len(placed)), strict=True)
    )
