"""Questions that others wrote down at the same visit, offered to those who keep its record: quiet, each thing once."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from desktop.models.talk import said_by
from desktop.panes.parts import button, label, line

if TYPE_CHECKING:
    from collections.abc import Sequence

    from desktop.context import PageContext
    from desktop.models.additions import Addition

LONGEST = 160
"""Letters of an answer that are shown."""


class OfferedList(QFrame):
    """decided: ids of the questions that say the same, the offered one first, and whether it is taken over."""

    decided = Signal(tuple, bool)

    def __init__(self, context: PageContext, offers: Sequence[Addition], visit_id: str) -> None:
        super().__init__()
        self._context = context
        names = {each.question.id: each.asker for each in said_by(context.notebook.reader, visit_id)}
        self.setProperty("look", "well")
        px, say = context.theme.px, context.sentences
        layout = QVBoxLayout(self)
        layout.setContentsMargins(px(14), px(10), px(14), px(12))
        layout.setSpacing(px(10))
        count = label(str(len(offers)), "second")
        layout.addLayout(line(label(say("visit.offered.title"), "strong"), count, spacing=px(8)))
        for offer in offers:
            layout.addWidget(self._row(offer, names))

    def _row(self, offer: Addition, names: dict[str, str]) -> QWidget:
        px, say, row = self._context.theme.px, self._context.sentences, QWidget()
        words = offer.question.question.strip()
        outer = QHBoxLayout(row)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(px(10))
        texts = QVBoxLayout()
        texts.setSpacing(px(2))
        texts.addWidget(label(words, "", wrap=True))
        answer = " ".join(offer.question.answer.replace("**", "").split())
        if answer:
            texts.addWidget(label(answer[:LONGEST] + ("…" if len(answer) > LONGEST else ""), "second", wrap=True))
        said = list(dict.fromkeys(filter(None, (names.get(each, "") for each in offer.ids))))
        if offer.folded:
            said.append(say("visit.offered.folded", count=len(offer.folded)))
        if offer.near is not None:
            said.append(say("visit.offered.near", question=offer.near.question.strip()[:40]))
        if said:
            texts.addWidget(label(" · ".join(said), "small", wrap=True))
        outer.addLayout(texts, 1)
        for taken, key in ((True, "take"), (False, "leave")):
            press = button(say(f"visit.offered.{key}"), "tonal" if taken else "quiet")
            press.setAccessibleName(f"{press.text()}: {words}")
            press.setEnabled(not self._context.notebook.read_only)
            press.clicked.connect(partial(self.decided.emit, offer.ids, taken))
            outer.addWidget(press)
        return row
