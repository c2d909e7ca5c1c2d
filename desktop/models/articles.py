"""The articles that an import would take in, as a table for its dialog."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeAlias

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from desktop.tips import plain_tip

if TYPE_CHECKING:
    from exporters.importing.values import Article, Doubt, Plan
    from resources import Sentences

Index: TypeAlias = QModelIndex | QPersistentModelIndex
TOP = QModelIndex()
COLUMNS = ("article", "kind", "counts", "doubts")


@dataclass(frozen=True, slots=True)
class ArticleRow:
    """One article. file: it came from. doubts: what a person should look at in it."""

    file: str
    article: Article
    doubts: tuple[Doubt, ...]


def rows_of(plans: Sequence[Plan]) -> tuple[ArticleRow, ...]:
    """The articles of all plans; a doubt belongs to the article it lies in."""
    return tuple(
        ArticleRow(
            plan.name,
            article,
            tuple(doubt for doubt in plan.doubts if article.start <= doubt.start and doubt.end <= article.end),
        )
        for plan in plans
        for article in plan.articles
    )


class ArticlesModel(QAbstractTableModel):
    """One row an article: its title, kind, what it holds in numbers, and how many places to check."""

    def __init__(self, rows: Sequence[ArticleRow], sentences: Sentences, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows, self._sentences = tuple(rows), sentences

    def row(self, number: int) -> ArticleRow:
        return self._rows[number]

    def rowCount(self, parent: Index = TOP) -> int:
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = TOP) -> int:
        return 0 if parent.isValid() else len(COLUMNS)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return self._sentences(f"window.import.{COLUMNS[section]}")
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        row, column = self._rows[index.row()], COLUMNS[index.column()]
        if role == Qt.ItemDataRole.DisplayRole:
            return self._text(row, column)
        if role == Qt.ItemDataRole.ToolTipRole and column in ("article", "counts"):
            return plain_tip(f"{row.file}: {row.article.title}" if column == "article" else self._text(row, column))
        if role == Qt.ItemDataRole.TextAlignmentRole and column == "doubts":
            return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        return None

    def _text(self, row: ArticleRow, column: str) -> str:
        s = self._sentences
        if column == "article":
            return row.article.title
        if column == "kind":
            return s(f"importing.kind.{row.article.kind}")
        if column == "doubts":
            return str(len(row.doubts)) if row.doubts else ""
        return " · ".join(f"{s(f'fields.kind.{kind}')} {count}" for kind, count in row.article.counts if count)
