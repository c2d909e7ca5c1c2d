"""Puts figures at their lines and counts them, and titled tables, through the report."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from db.records import Figure as FigureRecord
from exporters.base import Finding
from exporters.compile.sound import is_sound
from exporters.document import nodes as n
from exporters.document.markup import Read, parse
from exporters.reading import Records


class Figures:
    """The figures of one report. Numbers follow the order in which places are asked for, which is reading order.

    shown: whether the report has figures at all; else their lines go, too. read: gives the blocks of outline text.
    findings: what is missing, in the order it was met.
    """

    def __init__(
        self, records: Sequence[FigureRecord], reader: Records, *, shown: bool = True, read: Read = parse
    ) -> None:
        self._shown = shown
        self.read = read
        self._records = {record.id: record for record in records}
        self._reader = reader
        self._nodes: dict[str, n.Figure] = {}
        self._count = self._tables = 0
        self.findings: list[Finding] = []

    def blocks(self, text: str, place: str) -> tuple[n.Block, ...]:
        """The blocks of outline text, each figure in its place. place: where the text stands, for findings."""
        return tuple(self._placed(self.read(text), place))

    def _placed(self, blocks: Iterable[n.OutlineBlock], place: str) -> Iterator[n.Block]:
        for block in blocks:
            match block:
                case n.FigurePlace() | n.FigureLine() if not self._shown:
                    continue
                case n.FigurePlace(figure_id):
                    yield self._at(figure_id, block, place)
                case n.FigureLine(caption, credit):
                    self._count += 1
                    yield n.Figure("", self._count, caption, credit or "", caption)
                case n.Table(title=title) if title:
                    self._tables += 1
                    yield replace(block, number=self._tables)
                case _:
                    yield block

    def _at(self, figure_id: str, block: n.FigurePlace, place: str) -> n.Block:
        record = self._records.get(figure_id.lower())
        if record is None:
            self._tell("figure_without_record", place=place or figure_id)
            return block
        return self._figure(record)

    def rest(self, records: Iterable[FigureRecord]) -> tuple[n.Block, ...]:
        """Those of records that have had no place so far."""
        if not self._shown:
            return ()
        return tuple(self._figure(record) for record in records if record.id not in self._nodes)

    def _figure(self, record: FigureRecord) -> n.Figure:
        known = self._nodes.get(record.id)
        if known is not None:
            return known
        self._count += 1
        figure = n.Figure(
            id=record.id,
            number=self._count,
            caption=record.caption,
            credit=record.credit,
            alt=record.alt or record.caption,
            path=self._picture(record),
            width=record.width or 0,
            height=record.height or 0,
        )
        self._nodes[record.id] = figure
        return figure

    def _picture(self, record: FigureRecord) -> Path | None:
        if record.blob is None:
            self._tell("figure_without_picture", caption=record.caption or record.id)
            return None
        path = self._reader.blob_path(record.blob)
        if path is None:
            self._tell("picture_missing", caption=record.caption or record.id)
        elif not is_sound(path, record.blob):  # what was put in its place was never cleaned, and may be anything
            self._tell("picture_changed", caption=record.caption or record.id)
            return None
        return path

    def number(self, figure_id: str) -> int | None:
        """The number of a figure that stands in the report."""
        known = self._nodes.get(figure_id)
        return known.number if known else None

    def of_visit(self, visit_id: str, left_out: frozenset[str]) -> list[FigureRecord]:
        """The figures of a visit, without those of entries that are left out."""
        return [r for r in self._records.values() if r.visit == visit_id and r.entry not in left_out]

    def of_entry(self, entry_id: str) -> list[FigureRecord]:
        return [r for r in self._records.values() if r.entry == entry_id and r.visit is None]

    def _tell(self, name: str, **values: str) -> None:
        self.findings.append(Finding(f"report.finding.{name}", tuple(values.items()), values.get("place", "")))
