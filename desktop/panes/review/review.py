"""The comments of one page, and what is done about them: answered, judged, suggested."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.panes.review.acting import Acting
from desktop.panes.review.judging import Judging
from desktop.panes.review.page_threads import PageThreads
from desktop.panes.review.suggest_mode import SuggestMode

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from desktop.panes.text_page import TextPage


class Review(PageThreads):
    """The threads of a page with everything that can be done about them; what does it knows the threads alone."""

    def __init__(self, page: TextPage, widget: QWidget) -> None:
        super().__init__(page, widget)
        self.acting = Acting(self, page)
        self.judging = Judging(self, page)
        self.suggesting = SuggestMode(self, page)
        self.asked.connect(self.acting.do)
        self.delete_asked.connect(self.acting.delete)
        self.taken.connect(self.acting.restore)
        self.taken.connect(self.suggesting.restore)
