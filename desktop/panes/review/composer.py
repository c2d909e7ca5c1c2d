"""What a comment, a suggestion or a reply is written in; kept from the first syllable until it is sent."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QMenu, QVBoxLayout

from desktop.editor.held_text import HeldText
from desktop.panes.parts import button, label, line

if TYPE_CHECKING:
    from desktop.context import PageContext

LINES = 3
"""Lines of text that are seen while little is written."""


class Composer(QFrame):
    """sent: it is to be written. closed: not now, what was typed stays. resized: it asks for another height."""

    sent = Signal()
    closed = Signal()
    resized = Signal()

    def __init__(
        self,
        context: PageContext,
        key: tuple[str, str, str],
        *,
        title: str,
        quote: str = "",
        base: tuple[str, ...] = (),
        suggest: bool = False,
    ) -> None:
        """key: kind, object and field under which it is kept. suggest: other words for quote are proposed."""
        super().__init__()
        self.context, self.quote, self.suggest = context, quote, suggest
        say, theme = context.sentences, context.theme
        self.setProperty("look", "comment_active")
        self.setAccessibleName(title)
        column = QVBoxLayout(self)
        column.setContentsMargins(*(theme.px(edge) for edge in (12, 10, 12, 12)))
        column.setSpacing(theme.px(6))
        column.addWidget(label(title, "strong"))
        kind, object_id, field = key
        self.words = HeldText(context, kind, object_id, field, name=title, base=base)
        self.words.setProperty("look", "field")
        self.words.setPlaceholderText(say("review.words"))
        self.proposal: HeldText | None = None
        if suggest:
            self.proposal = HeldText(
                context, kind, object_id, f"{field}~new", name=say("review.proposal"), text=quote, base=base
            )
            self.proposal.setProperty("look", "field")
            column.addWidget(self._sized(self.proposal))
            column.addWidget(label(say("review.proposal_hint"), "small", wrap=True))
        column.addWidget(self._sized(self.words))
        self.stock = button(say("review.stock.name"), "link")
        menu = QMenu(self.stock)
        for number, remark in enumerate(context.remarks.listed(say), start=1):
            action = menu.addAction(f"{remark.replace('&', '&&')}\tAlt+{number}")
            action.triggered.connect(partial(self.put, remark))
            press = QShortcut(QKeySequence(f"Alt+{number}"), self)
            press.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            press.activated.connect(partial(self.put, remark))
        menu.addSeparator()
        menu.addAction(say("review.stock.edit")).triggered.connect(self._edit_stock)
        self.stock.setMenu(menu)
        self.send = button(say("review.send"), "tonal")
        self.send.setToolTip("Ctrl+Enter")
        self.send.clicked.connect(self.sent)
        drop = button(say("review.drop"), "quiet")
        drop.clicked.connect(self.give_up)
        column.addLayout(line(self.stock))
        column.addLayout(line(self.send, drop, spacing=theme.px(6)))
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            press = QShortcut(QKeySequence(keys), self)
            press.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            press.activated.connect(self.sent)
        leave = QShortcut(QKeySequence("Esc"), self)
        leave.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        leave.activated.connect(self._leave)

    @property
    def written(self) -> str:
        """The remark, without blanks around it."""
        return self.words.full_text().strip()

    @property
    def replacement(self) -> str | None:
        """The words that are proposed; None where none are, or the same."""
        text = self.proposal.full_text() if self.proposal is not None else self.quote
        return None if text == self.quote else text

    def begin(self) -> None:
        """Take the focus; of a suggestion the proposed words."""
        box = self.proposal or self.words
        box.setFocus(Qt.FocusReason.ShortcutFocusReason)
        if self.proposal is not None and not self.proposal.restored:
            box.selectAll()

    def put(self, remark: str) -> None:
        """Put a stock remark at the caret."""
        self.words.setFocus()
        before = self.words.textCursor().block().text()[: self.words.textCursor().positionInBlock()]
        self.words.insertPlainText(f"{' ' if before and not before.endswith(' ') else ''}{remark}")

    def end(self) -> None:
        """It was sent, or is not wanted: nothing of it is kept."""
        self.words.end()
        if self.proposal is not None:
            self.proposal.end()

    def give_up(self) -> None:
        """It is not wanted."""
        self.end()
        self.closed.emit()

    def _leave(self) -> None:
        if self.written or self.replacement is not None:
            self.words.autosave.keep()
            self.closed.emit()
        else:
            self.give_up()

    def _edit_stock(self) -> None:
        from desktop.dialogs.remarks import edit_remarks

        edit_remarks(self.context, self.window())

    def _sized(self, box: HeldText) -> HeldText:
        """As high as its text, within reason."""

        def fit() -> None:
            rows = max(LINES, min(12, round(box.document().size().height())))
            height = round(rows * box.fontMetrics().lineSpacing() + self.context.theme.px(20))
            if box.height() != height:
                box.setFixedHeight(height)
                self.resized.emit()

        fit()
        box.document().documentLayout().documentSizeChanged.connect(lambda _: fit())
        return box
