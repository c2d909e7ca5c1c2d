"""The first page: what is on today, what was written last, what is still to be checked."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMenu, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from desktop.dates import full, when
from desktop.models.today import Check, Place, Today, today
from desktop.panes.day import VisitRow
from desktop.panes.parts import Press, button, clear, label, line, picture
from desktop.panes.pips import Pips
from desktop.signs import sign_pixmap

if TYPE_CHECKING:
    from db.edits import Changes
    from desktop.context import PageContext

LISTED = 20


class HomePage(QWidget):
    """A page of the centre; see PageContext. import_requested, new_visit…: what an empty notebook offers."""

    status_changed = Signal(str)
    open_requested = Signal(str)
    import_requested = Signal()

    def __init__(self, context: PageContext, laptop: date, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context, self._laptop = context, laptop
        self._centre, centre = _column(context, "home_page")
        self._side, side = _column(context, "side")
        self._centre.setContentsMargins(*(context.theme.px(edge) for edge in (32, 22, 28, 24)))
        self._side.setContentsMargins(*(context.theme.px(edge) for edge in (22, 22, 20, 20)))
        side.setFixedWidth(context.theme.px(316))
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(centre, 1)
        layout.addWidget(side)
        self.side = side
        self.refresh(None)

    def show_object(self, object_id: str) -> None:
        """There is only one home; it tells the status bar nothing."""
        self.status_changed.emit("")

    def leave(self) -> None:
        """Nothing is written here."""

    def refresh(self, changes: Changes | None) -> None:
        """Read the page again."""
        page = today(self._context.notebook.reader, self._context.sentences, self._laptop)
        clear(self._centre)
        clear(self._side)
        self._head(page)
        if page.visits:
            self._returned(page)
            self._visits(page)
        else:
            self._nothing()
        self._centre.addStretch(1)
        self._checks(page)
        self._recent(page)
        self._side.addStretch(1)

    def _head(self, page: Today) -> None:
        sentences = self._context.sentences
        if page.day is None:
            self._centre.addWidget(label(sentences("window.home.title"), "day"))
            return
        number = [sentences("window.day.number", number=page.number)] if page.number > 0 else []
        over = label(" · ".join([*number, full(page.day, sentences)]), "second")
        key = "window.home.today" if page.is_today else "window.home.day"
        if not page.city:
            key = "window.home.title"
        title = label(sentences(key, city=page.city, number=page.number), "day", wrap=True)
        left = QVBoxLayout()
        left.setSpacing(self._context.theme.px(4))
        left.addWidget(over)
        left.addWidget(title)
        top = QHBoxLayout()
        top.addLayout(left, 1)
        written = sum(bool(card.takeaways) for card in page.cards)
        top.addWidget(Pips(self._context.theme, sentences("window.takeaway_short"), written, len(page.cards)))
        self._centre.addLayout(top)
        self._centre.addSpacing(self._context.theme.px(10))

    def _returned(self, page: Today) -> None:
        if not page.returned:
            return
        sentences, theme = self._context.sentences, self._context.theme
        self._section(sentences("window.home.returned"), len(page.returned))
        for place in page.returned:
            self._centre.addWidget(self._place(place, theme.px(10)))

    def _visits(self, page: Today) -> None:
        key = "window.home.visits_today" if page.is_today else "window.home.visits_day"
        self._section(self._context.sentences(key), len(page.cards))
        following = next((card for card in page.cards if not card.takeaways), None)
        for number, card in enumerate(page.cards, 1):
            first, last = number == 1, number == len(page.cards)
            row = VisitRow(self._context, card, following=card is following, first=first, last=last)
            row.open_requested.connect(self.open_requested)
            self._centre.addWidget(row)

    def _nothing(self) -> None:
        sentences, theme = self._context.sentences, self._context.theme
        self._centre.addStretch(1)
        self._centre.addWidget(picture(theme, "notebook", "ink3", 32), alignment=Qt.AlignmentFlag.AlignHCenter)
        for text, look in (("window.home.empty", "head"), ("window.home.empty_step", "second")):
            words = label(sentences(text), look, wrap=True)
            words.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            self._centre.addWidget(words)
        step = button(sentences("window.action.import"), "tonal", icon="import", theme=theme)
        step.clicked.connect(self.import_requested)
        self._centre.addSpacing(theme.px(8))
        self._centre.addWidget(step, alignment=Qt.AlignmentFlag.AlignHCenter)

    def _checks(self, page: Today) -> None:
        sentences, theme = self._context.sentences, self._context.theme
        self._side.addWidget(label(sentences("window.home.checks"), "head"))
        self._side.addSpacing(theme.px(4))
        if not page.checks:
            self._side.addLayout(
                line(
                    picture(theme, "check", "green", 16),
                    label(sentences("window.home.checks_none"), "second", wrap=True),
                )
            )
        for check in page.checks:
            self._side.addWidget(self._check(check))
        self._side.addSpacing(theme.px(20))

    def _check(self, check: Check) -> QWidget:
        sentences, theme = self._context.sentences, self._context.theme
        row = Press(theme)
        name = sentences(f"window.check.{check.code}")
        row.setAccessibleName(f"{name} {len(check.places)}")
        layout = line(picture(theme, check.icon, "amber", 18), label(name), spacing=theme.px(9))
        count = label(str(len(check.places)), "warning")
        count.setFont(theme.font(13, bold=True, tabular=True))
        layout.addWidget(count)
        layout.addWidget(picture(theme, "forward", "ink3", 15))
        layout.setContentsMargins(theme.px(4), theme.px(6), theme.px(2), theme.px(6))
        row.setLayout(layout)
        row.pressed.connect(lambda: self._offer(row, check.places))
        return row

    def _offer(self, row: QWidget, places: tuple[Place, ...]) -> None:
        """Open the only place at once; several are listed."""
        if len(places) == 1:
            self.open_requested.emit(places[0].object_id)
            return
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for place in places[:LISTED]:
            words = " · ".join(part for part in (place.within, place.name) if part).replace("&", "&&")
            action = menu.addAction(words if len(words) <= 48 else f"{words[:47]}…")
            action.triggered.connect(lambda _=False, target=place.object_id: self.open_requested.emit(target))
        menu.popup(row.mapToGlobal(QPoint(0, row.height())))

    def _recent(self, page: Today) -> None:
        if not page.recent:
            return
        self._side.addWidget(label(self._context.sentences("window.home.recent"), "head"))
        self._side.addSpacing(self._context.theme.px(4))
        for place in page.recent:
            self._side.addWidget(self._place(place, self._context.theme.px(4)))

    def _place(self, place: Place, gap: int) -> QWidget:
        theme, sentences = self._context.theme, self._context.sentences
        row = Press(theme)
        row.setAccessibleName(" ".join((place.name, place.within)))
        sign = label("")
        sign.setPixmap(sign_pixmap(place.state, theme, 12, 2.0))
        sign.setFixedWidth(theme.px(20))
        words = QVBoxLayout()
        words.setSpacing(theme.px(1))
        name = label(place.name.replace("\n", " "))
        name.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        words.addWidget(name)
        if place.within:
            within = label(place.within, "small")
            within.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
            words.addWidget(within)
        layout = QHBoxLayout(row)
        layout.setContentsMargins(theme.px(4), gap, theme.px(2), gap)
        layout.setSpacing(theme.px(4))
        layout.addWidget(sign, alignment=Qt.AlignmentFlag.AlignTop)
        layout.addLayout(words, 1)
        if place.instant:
            layout.addWidget(
                label(when(place.instant, self._laptop, sentences), "small"), alignment=Qt.AlignmentFlag.AlignTop
            )
        row.pressed.connect(lambda: self.open_requested.emit(place.object_id))
        return row

    def _section(self, text: str, count: int) -> None:
        theme = self._context.theme
        self._centre.addSpacing(theme.px(12))
        self._centre.addLayout(line(label(text, "head"), label(str(count), "second")))
        self._centre.addSpacing(theme.px(6))


def _column(context: PageContext, name: str) -> tuple[QVBoxLayout, QWidget]:
    """A column that scrolls when it is too long; answers its layout and the widget to place."""
    inside = QWidget()
    layout = QVBoxLayout(inside)
    layout.setSpacing(0)
    area = QScrollArea()
    area.setObjectName(name)
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setWidget(inside)
    return layout, area
