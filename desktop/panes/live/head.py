"""The head of live mode: the way out, which visit it is, how much was said, and what is saved."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from db.records import Contact, Visit
from desktop.dates import clock, day_of, short
from desktop.models.outline import visit_name
from desktop.panes.parts import Elided, button, label, picture

if TYPE_CHECKING:
    from desktop.context import PageContext
    from desktop.models.talk import Talk


class LiveHead(QWidget):
    """leave_wanted: the way out was pressed. list_wanted: the list is to be shown instead of the page, or not."""

    leave_wanted = Signal()
    list_wanted = Signal(bool)

    def __init__(self, context: PageContext) -> None:
        super().__init__()
        self._context, theme = context, context.theme
        say, px = context.sentences, theme.px
        self.setObjectName("live_head")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        row = QHBoxLayout(self)
        row.setContentsMargins(px(12), px(6), px(20), px(6))
        row.setSpacing(px(12))
        leave = button(f"{say('live.leave')}  Esc", "quiet", icon="back", theme=theme)
        leave.clicked.connect(self.leave_wanted)
        names = QVBoxLayout()
        names.setSpacing(0)
        self._title, self._when = Elided("", "name"), Elided("", "small")
        names.addWidget(self._title)
        names.addWidget(self._when)
        self._counts = {each: label("", "strong") for each in ("questions", "answers")}
        self._later = (picture(theme, "flag", "amber", 16), label("", "warning"))
        self._list = button("", "quiet", icon="checklist", theme=theme)
        self._list.setCheckable(True)
        self._list.toggled.connect(self.list_wanted)
        self._saved = label("", "small")
        self._any_later = False
        row.addWidget(leave)
        row.addLayout(names, 1)
        for widget in (*self._counts.values(), *self._later, self._list, self._saved):
            row.addWidget(widget)
        context.operations.saved.connect(self._say_saved)

    def show_visit(self, visit: Visit) -> None:
        """Name, topic, when it is and who is met."""
        say, reader = self._context.sentences, self._context.notebook.reader
        name = visit_name(visit, say)
        topic = visit.title if visit.title and visit.title != name else ""
        self._title.setText(" — ".join(filter(None, (name, topic))))
        day = day_of(visit.date)
        when = " ".join(filter(None, (short(day, say) if day else "", visit.start_time)))
        met = (" ".join(filter(None, (each.name, each.position))) for each in reader.all(Contact, visit=visit.id))
        self._when.setText(" · ".join(filter(None, (when, ", ".join(met)))))

    def show_talk(self, talk: Talk) -> None:
        """How much was said."""
        say = self._context.sentences
        self._counts["questions"].setText(say("live.count_questions", count=len(talk.said)))
        self._counts["answers"].setText(say("live.count_answers", count=len(talk.answered)))
        self._later[1].setText(say("live.count_later", count=len(talk.later)))
        self._list.setText(say("live.count_waiting", count=len(talk.waiting)))
        self._any_later = bool(talk.later)

    def share(self, *, narrow: bool) -> None:
        """narrow: the list has no room beside the page."""
        for part in (*self._counts.values(), self._saved):
            part.setVisible(not narrow)
        for part in self._later:
            part.setVisible(not narrow and self._any_later)
        self._list.setVisible(narrow)

    @property
    def lists(self) -> bool:
        """The list is shown instead of the page."""
        return self._list.isChecked()

    def show_list(self, shown: bool) -> None:
        """Show whether the list is seen."""
        self._list.blockSignals(True)
        self._list.setChecked(shown)
        self._list.blockSignals(False)

    def _say_saved(self, moment: str) -> None:
        time = clock(moment)
        self._saved.setText(self._context.sentences("window.status.saved", time=time) if time else "")
