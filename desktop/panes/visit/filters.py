"""Which questions of a visit are shown: all, the prepared ones, those without an answer, those to be checked."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from desktop.panes.flow import FlowLayout
from desktop.panes.parts import button

if TYPE_CHECKING:
    from collections.abc import Sequence

    from db.records import Question
    from desktop.context import PageContext

ALL: Final = "all"
FILTERS: Final[Mapping[str, Callable[[Question], bool]]] = {
    ALL: lambda question: True,
    "prepared": lambda question: question.prepared and not question.asked,
    "unanswered": lambda question: not question.answer.strip(),
    "later": lambda question: question.check_later,
}


class Filters(QWidget):
    """chosen: one of FILTERS."""

    chosen = Signal(str)

    def __init__(self, context: PageContext, questions: Sequence[Question], now: str) -> None:
        super().__init__()
        layout = FlowLayout(context.theme.px(6), context.theme.px(4))
        for name, wanted in FILTERS.items():
            count = sum(map(wanted, questions))
            press = button(f"{context.sentences(f'visit.filter.{name}')}  {count}", "toggle")
            press.setCheckable(True)
            press.setChecked(name == now)
            press.clicked.connect(lambda _=False, name=name: self.chosen.emit(name))
            layout.addWidget(press)
        self.setLayout(layout)
