"""Stock remarks as a list to be edited: one a line, in the order of their keys."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from desktop.dialogs.frame import Dialog
from desktop.editor.composition import PlainField
from desktop.models.remarks import MOST

if TYPE_CHECKING:
    from desktop.context import PageContext


class RemarksDialog(Dialog):
    """box: the remarks, one a line."""

    def __init__(self, context: PageContext, parent: QWidget | None) -> None:
        say = context.sentences
        super().__init__(context.theme, say, say("review.stock.title"), say("review.stock.second"), parent)
        self._context = context
        self.box = PlainField("\n".join(context.remarks.listed(say)))
        self.box.setProperty("look", "field")
        self.box.setTabChangesFocus(True)
        self.box.setMinimumHeight(context.theme.px(180))
        self.add_field(say("review.stock.name"), self.box, say("review.stock.hint", count=MOST))
        self.ask_width(520)
        self.add_button(say("window.button.cancel")).clicked.connect(self.reject)
        self.add_button(say("review.stock.keep"), "primary", default=True).clicked.connect(self.keep)
        self.box.setFocus()

    def keep(self) -> None:
        """From now on these."""
        self._context.remarks.replace(self.box.full_text().splitlines())
        self.accept()


def edit_remarks(context: PageContext, parent: QWidget | None) -> RemarksDialog:
    """Open the list over the window."""
    dialog = RemarksDialog(context, parent)
    dialog.finished.connect(dialog.deleteLater)
    dialog.open()
    return dialog
