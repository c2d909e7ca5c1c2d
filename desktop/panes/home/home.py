"""The first page: what is on today, what was written last, what is still to be checked."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QMenu, QScrollArea, QVBoxLayout, QWidget

from desktop.dates import full, when
from desktop.focus import take_focus
from desktop.models.conflicts import spot_name
from desktop.models.outline import HOME
from desktop.models.today import Check, Place, Today, today
from desktop.models.values import record_name
from desktop.panes.conflict.conflict import Conflicts
from desktop.panes.home.day import VisitRow
from desktop.panes.home.pips import Pips
from desktop.panes.home.returned import ReturnedCard
from desktop.panes.parts import Elided, Press, button, clear, label, line, picture
from desktop.signs import sign_pixmap
from desktop.words import shortened

if TYPE_CHECKING:
    from db.edits import Changes
    from desktop.context import PageContext

LISTED = 20
"""Places that a menu lists."""
LONGEST = 48
"""Letters of a place in it."""
QWIDGETSIZE_MAX = (1 << 24) - 1
SIDE, NARROW = 316, 940
"""Width of the side, and of the page below which it goes under the centre; px at 100 %."""


class HomePage(QWidget):
    """A page of the centre; see PageContext. import_requested, visit_requested: what an empty notebook offers.

    takeaway_requested: id of the visit that a takeaway is to be written for. conflict_requested: object and field.
    """

    status_changed = Signal(str)
    open_requested = Signal(str)
    import_requested = Signal()
    visit_requested = Signal()
    takeaway_requested = Signal(str)
    conflict_requested = Signal(str, str)

    def __init__(self, context: PageContext, laptop: date, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context, self._laptop = context, laptop
        self._stale = False
        self.side = QFrame()
        self.side.setObjectName("side")
        centre = QWidget()
        self._centre, self._side = QVBoxLayout(centre), QVBoxLayout(self.side)
        self._centre.setContentsMargins(*(context.theme.px(edge) for edge in (32, 22, 28, 24)))
        self._side.setContentsMargins(*(context.theme.px(edge) for edge in (22, 22, 20, 20)))
        for column in (self._centre, self._side):
            column.setSpacing(0)
        inside = QWidget()
        self._beside = QBoxLayout(QBoxLayout.Direction.LeftToRight, inside)
        self._beside.setContentsMargins(0, 0, 0, 0)
        self._beside.setSpacing(0)
        self._beside.addWidget(centre, 1)
        self._beside.addWidget(self.side)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(inside)
        self._area = area
        self.conflicts = Conflicts(context, self)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(area)
        self.refresh(None)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The side goes under the centre where there is no room beside it."""
        theme = self._context.theme
        narrow = event.size().width() < theme.px(NARROW)
        direction = QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight
        self._beside.setDirection(direction)
        self.side.setMinimumWidth(0 if narrow else theme.px(SIDE))
        self.side.setMaximumWidth(QWIDGETSIZE_MAX if narrow else theme.px(SIDE))
        super().resizeEvent(event)

    def show_object(self, object_id: str) -> None:
        """There is only one home; it tells the status bar nothing."""
        if self._stale:
            self.refresh(None)
        self.status_changed.emit("")

    def leave(self) -> None:
        """Nothing is written here."""

    def spot(self) -> tuple[int, float]:
        """Which row has the focus (-1 for none), and how far the page is scrolled; for `find_spot`."""
        bar = self._area.verticalScrollBar()
        focus = self.focusWidget()
        rows = self._rows()
        return rows.index(focus) if focus in rows else -1, bar.value() / max(1, bar.maximum())

    def find_spot(self, spot: tuple[int, float]) -> None:
        """Go on there after the page was built anew."""
        row, share = spot
        rows, bar = self._rows(), self._area.verticalScrollBar()
        if 0 <= row < len(rows):
            take_focus(rows[row])
        QTimer.singleShot(0, self, lambda: bar.setValue(round(share * bar.maximum())))

    def _rows(self) -> list[QWidget]:
        """What takes the focus, from the top."""
        inner = self._area.widget()
        found = inner.findChildren(QWidget) if inner is not None else []
        return [each for each in found if each.focusPolicy() & Qt.FocusPolicy.TabFocus and not each.isHidden()]

    def refresh(self, changes: Changes | None) -> None:
        """Read the page again; where it is not seen, when it is shown next. changes: None for everything."""
        self._stale = changes is not None and not self.isVisible()
        if self._stale:
            return
        page = today(self._context.notebook.reader, self._context.sentences, self._laptop)
        clear(self._centre)
        clear(self._side)
        self._head(page)
        self.conflicts.forget()
        self._disputes()
        if page.visits:
            self._returned(page)
            self._visits(page)
        else:
            self._nothing()
        self._centre.addStretch(1)
        self.side.setVisible(bool(page.visits))
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

    def _disputes(self) -> None:
        """What several people changed differently: how much, and where it begins; what has no page stands here."""
        found, sentences, theme = self.conflicts.spots, self._context.sentences, self._context.theme
        if not found:
            return
        reader = self._context.notebook.reader
        first = next((spot for spot in found if spot.page != HOME), found[0])
        card = Press(theme, "card")
        words = Elided(sentences("conflict.first", first=spot_name(reader, sentences, first)), "second")
        layout = line(picture(theme, "merge", "amber", 18), label(sentences("conflict.count"), "strong"), stretch=False)
        count = label(str(len(found)), "warning")
        count.setFont(theme.font(13, bold=True, tabular=True))
        layout.addWidget(count)
        layout.addWidget(words, 1)
        layout.addWidget(picture(theme, "forward", "ink3", 15))
        layout.setContentsMargins(theme.px(12), theme.px(8), theme.px(10), theme.px(8))
        card.setLayout(layout)
        card.setAccessibleName(f"{sentences('conflict.count')} {len(found)}, {words.text()}")
        card.pressed.connect(lambda: self.conflict_requested.emit(first.object, first.field))
        inside = QVBoxLayout()
        inside.setSpacing(theme.px(6))
        inside.addWidget(card)
        for here in dict.fromkeys(spot.object for spot in found if spot.page == HOME):
            record = reader.get(here)
            called = record_name(reader, sentences, record) if record is not None else ""
            inside.addLayout(self.conflicts.place(here, called=called))
        box = QWidget()
        box.setLayout(inside)
        inside.setContentsMargins(0, theme.px(6), 0, theme.px(4))
        self._centre.addWidget(box)

    def _returned(self, page: Today) -> None:
        if not page.returned:
            return
        sentences, theme = self._context.sentences, self._context.theme
        self._section(sentences("window.home.returned"), len(page.returned))
        card = ReturnedCard(self._context, page.returned, self._laptop)
        card.open_requested.connect(self.open_requested)
        self._centre.addWidget(card)
        self._centre.addSpacing(theme.px(12))

    def _visits(self, page: Today) -> None:
        key = "window.home.visits_today" if page.is_today else "window.home.visits_day"
        self._section(self._context.sentences(key), len(page.cards))
        reading = self._context.notebook.read_only
        following = None if reading else next((card for card in page.cards if not card.takeaways), None)
        for number, card in enumerate(page.cards, 1):
            first, last = number == 1, number == len(page.cards)
            row = VisitRow(self._context, card, following=card is following, first=first, last=last)
            row.open_requested.connect(self.open_requested)
            row.takeaway_requested.connect(self.takeaway_requested)
            self._centre.addWidget(row)

    def _nothing(self) -> None:
        sentences, theme = self._context.sentences, self._context.theme
        middle = Qt.AlignmentFlag.AlignHCenter
        self._centre.addStretch(1)
        self._centre.addWidget(picture(theme, "notebook", "ink3", 32), alignment=middle)
        for text, look in (("window.home.empty", "head"), ("window.home.empty_step", "second")):
            words = label(sentences(text), look, wrap=True)
            words.setAlignment(middle)
            self._centre.addSpacing(theme.px(8))
            self._centre.addWidget(words)
        take = button(sentences("window.action.import"), "tonal", icon="import", theme=theme)
        take.clicked.connect(self.import_requested)
        add = button(sentences("window.action.new_visit"), icon="plus", theme=theme)
        add.clicked.connect(self.visit_requested)
        for press in (take, add):
            press.setEnabled(not self._context.notebook.read_only)
        steps = QHBoxLayout()
        steps.setSpacing(theme.px(8))
        steps.addStretch(1)
        steps.addWidget(take)
        steps.addWidget(add)
        steps.addStretch(1)
        self._centre.addSpacing(theme.px(16))
        self._centre.addLayout(steps)
        self._centre.addStretch(1)

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
            words = " · ".join(part for part in (place.within, place.name) if part)
            action = menu.addAction(shortened(words, LONGEST).replace("&", "&&"))
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
        sign.setContentsMargins(0, theme.px(2), 0, 0)
        words = QVBoxLayout()
        words.setSpacing(theme.px(1))
        words.addWidget(Elided(" ".join(place.name.split())))
        if place.within:
            words.addWidget(Elided(place.within, "small"))
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
