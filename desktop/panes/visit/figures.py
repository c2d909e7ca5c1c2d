"""The figures of a visit: picture or its place, caption, credit, words for those who do not see it."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from db.edits import change, create
from db.order import key_between
from db.records import Figure, Visit
from desktop.panes.history.history_button import open_history
from desktop.panes.parts import button, label, line, rule
from desktop.panes.pictures import choose_pictures, take_pictures
from desktop.panes.visit.entries import EntryPane

if TYPE_CHECKING:
    from db.blobs import Blob
    from desktop.panes.visit.desk import VisitDesk
    from desktop.panes.writing import WritingPage

THUMBNAIL = 150
"""Height; px at 100 %."""


class FiguresPane(EntryPane[Figure]):
    """The tab 그림. Pictures may be dropped anywhere on it."""

    kind = Figure

    def __init__(self, page: VisitDesk) -> None:
        super().__init__(page)
        self.setAcceptDrops(not self.context.notebook.read_only)

    def build(self, visit: Visit, figures: list[Figure]) -> None:
        say, theme = self.context.sentences, self.context.theme
        if not figures:
            self.show_empty(
                "image", "editor.figures.empty", "editor.figures.empty_step", "editor.figures.add", self.choose
            )
            return
        missing = sum(not figure.credit for figure in figures)
        add = button(say("editor.figures.add"), "tonal", icon="plus", theme=theme)
        add.clicked.connect(self.choose)
        add.setEnabled(not self.context.notebook.read_only)
        words = label(say("editor.figures.missing", count=missing) if missing else "", "warning")
        self.layout_.addLayout(line(add, words, spacing=theme.px(14)))
        self.layout_.addSpacing(theme.px(14))
        for number, figure in enumerate(figures, start=1):
            if number > 1:
                self.layout_.addWidget(rule())
            self.layout_.addWidget(self._row(figure, number))

    def signature(self, records: list[Figure]) -> list[str]:
        return [f"{record.id} {record.blob} {bool(record.credit)}" for record in records]

    def choose(self) -> None:
        """Ask for pictures."""
        choose_pictures(self.page, self.take)

    def take(self, paths: Sequence[Path], figure_id: str = "") -> None:
        """Take pictures in; the first one into an existing figure where one is named."""
        take_pictures(self.page, paths, partial(self._add, figure_id))

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if event.mimeData().hasUrls():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        paths = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
        if paths:
            event.acceptProposedAction()
            self.take(paths)

    def _add(self, figure_id: str, blobs: Sequence[Blob]) -> None:
        existing = self.context.notebook.reader.get(figure_id) if figure_id else None
        if existing is not None:
            blob = blobs[0]
            self.page.commit(change(existing, blob=blob.sha256, width=blob.width, height=blob.height))
            return
        figures, tour = self.records(), getattr(self.context.notebook.reader.get(self.visit_id), "tour", None)
        order, edits = figures[-1].order if figures else None, []
        for blob in blobs:
            order = key_between(order, None)
            fields: dict[str, str | int] = {"blob": blob.sha256, "width": blob.width, "height": blob.height}
            edits.append(
                create(Figure, None, visit=self.visit_id, entry=self.visit_id, tour=tour, order=order, **fields)
            )
        if edits and self.page.commit(*edits) is not None:
            self.focus(edits[0].object, "caption")

    def _row(self, figure: Figure, number: int) -> QWidget:
        say, theme = self.context.sentences, self.context.theme
        part = QWidget()
        row = QHBoxLayout(part)
        row.setContentsMargins(0, theme.px(12), 0, theme.px(12))
        row.setSpacing(theme.px(18))
        row.addWidget(Thumbnail(self.page, figure), 0, Qt.AlignmentFlag.AlignTop)
        words = QVBoxLayout()
        words.setSpacing(theme.px(6))
        words.addWidget(label(say("editor.figures.number", number=number), "strong"))
        grid = QGridLayout()
        grid.setHorizontalSpacing(theme.px(10))
        grid.setVerticalSpacing(theme.px(2))
        for place, field in enumerate(("caption", "credit", "alt")):
            name = say(f"fields.field.{field}")
            accessible = f"{say('editor.figures.number', number=number)}: {name}"
            widget = self.fields.line(figure, field, accessible, look="header", missing=field != "alt")
            grid.addWidget(label(name, "small"), place, 0)
            grid.addWidget(widget, place, 1)
        words.addLayout(grid)
        words.addLayout(self.page.conflicts.place(figure.id))
        words.addLayout(self._buttons(figure))
        words.addStretch(1)
        row.addLayout(words, 1)
        return part

    def _buttons(self, figure: Figure) -> QHBoxLayout:
        say, theme = self.context.sentences, self.context.theme
        other = button(
            say("editor.figures.other" if figure.blob else "editor.figures.choose"), "link", icon="image", theme=theme
        )
        other.clicked.connect(lambda: choose_pictures(self.page, lambda paths: self.take(paths[:1], figure.id)))
        away = button(say("editor.delete"), "link", icon="trash", theme=theme)
        away.clicked.connect(partial(self.remove, figure.id))
        for press in (other, away):
            press.setEnabled(not self.context.notebook.read_only)
        past = button(say("history.title"), "link", icon="history", theme=theme)
        past.clicked.connect(lambda: open_history(self.page, figure.id))
        size = label(f"{figure.width}×{figure.height}" if figure.width else "", "small")
        return line(other, past, away, size, spacing=theme.px(8))


class Thumbnail(QLabel):
    """The picture, or a frame in its place."""

    def __init__(self, page: WritingPage, figure: Figure) -> None:
        super().__init__()
        theme = page.context.theme
        picture = page.fields.pictures.picture(figure.id, theme.px(THUMBNAIL))
        self.setFixedWidth(theme.px(240))
        self.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
        if picture is not None:
            if picture.width() > 2 * theme.px(240):
                picture = picture.scaledToWidth(2 * theme.px(240), Qt.TransformationMode.SmoothTransformation)
            self.setPixmap(picture)
            self.setAccessibleName(figure.alt or figure.caption)
            return
        self.setObjectName("no_picture")
        self.setFixedHeight(theme.px(THUMBNAIL))
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.setPixmap(theme.pixmap("image", "ink3", 28, 2.0))
