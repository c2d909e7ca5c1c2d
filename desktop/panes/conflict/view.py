"""A text that several people changed differently: its versions side by side, what they came from, and the choice."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QScrollArea,
    QVBoxLayout,
)

from db.errors import KnownError
from db.versions import conflict, joined
from desktop.focus import take_focus
from desktop.models.values import Here
from desktop.panes.conflict.choice_card import ChoiceCard
from desktop.panes.conflict.result import ResultBox, held_result
from desktop.panes.conflict.versions import LEFT, RIGHT, ConflictVersions, text_of
from desktop.panes.parts import button, label, line, picture

if TYPE_CHECKING:
    from collections.abc import Callable

    from db.edits import Changes
    from db.queries import Version
    from db.versions import Conflict
    from desktop.context import PageContext

BESIDE = 560
"""Width from which two versions stand side by side; px at 100 %."""
BOTH, EDIT = 2, 3


@dataclass(frozen=True, slots=True)
class Chosen:
    """A choice that is not written yet: which, what would stay, the versions it includes, and which two are shown."""

    choice: int
    text: str
    considered: tuple[Version, ...]
    pair: tuple[str, str]


class ConflictView(QFrame):
    """settling: a choice is written in a moment; what is being typed elsewhere comes first. folded: put it away.

    before: the button for what the versions came from, to be put where it is seen.

    A choice takes the place of the versions that were shown when it was made; one that comes in later stays beside it.
    """

    settling = Signal()
    folded = Signal()

    def __init__(self, context: PageContext, found: Conflict, *, may_write: bool) -> None:
        super().__init__()
        self._context, self._conflict = context, found
        self._may_write = may_write and not context.notebook.read_only
        self._shown = ConflictVersions(context, found, Here(context.person, context.notebook.device, date.today()))
        self._shown.compared.connect(self._compared)
        self.before = self._shown.before
        self._considered: tuple[Version, ...] = ()
        self._choice = -1
        self.done = False
        """It was settled here."""
        self.setProperty("look", "conflict_open")
        self.setAccessibleName(context.sentences("conflict.choice"))
        self._build()
        self._name_choices()
        self._take_up()

    # --- what it is made of -------------------------------------------------------------------------------------

    def _build(self) -> None:
        px = self._context.theme.px
        layout = QVBoxLayout(self)
        layout.setContentsMargins(px(14), px(10), px(14), px(12))
        layout.setSpacing(px(10))
        layout.addWidget(self._shown)
        self._grid = QGridLayout()
        self._grid.setSpacing(px(8))
        layout.addLayout(self._grid)
        self._cards = [self._choice_card(number) for number in range(4)]
        self._result = ResultBox(self._context, self._conflict)
        self._result.finished.connect(self.confirm)
        self._result.hide()
        layout.addWidget(self._result)
        layout.addLayout(self._bottom())

    def _choice_card(self, number: int) -> ChoiceCard:
        card = ChoiceCard(self._context.theme, self._context.sentences("conflict.edit"), f"Alt+{number + 1}", self)
        card.setEnabled(self._may_write)
        card.clicked.connect(partial(self.choose, number))
        return card

    def _bottom(self) -> QHBoxLayout:
        say, theme = self._context.sentences, self._context.theme
        self._sign = picture(theme, "info", "ink3", 16)
        self._notice = label("", "small", wrap=True)
        fold = button(say("conflict.fold"), "quiet")
        fold.setToolTip(say("conflict.fold_tip"))
        fold.clicked.connect(self.folded)
        self._confirm = button(say("conflict.confirm"), "tonal", icon="check", theme=theme)
        self._confirm.setToolTip("Ctrl+Enter")
        self._confirm.clicked.connect(self.confirm)
        bottom = line(self._sign, stretch=False)
        bottom.addWidget(self._notice, 1)
        bottom.addWidget(fold)
        bottom.addWidget(label("Ctrl+Enter", "small"))
        bottom.addWidget(self._confirm)
        return bottom

    def keys(self) -> dict[str, Callable[[], object]]:
        """What is done by which key, while the focus is in what is around it."""
        return {
            **{f"Alt+{number + 1}": card.click for number, card in enumerate(self._cards)},
            "Alt+0": self.before.toggle,
            "Ctrl+Return": self.confirm,
            "Ctrl+Enter": self.confirm,
            "Esc": self.folded.emit,
        }

    # --- versions -----------------------------------------------------------------------------------------------

    def begin(self) -> None:
        """Put the focus on the choices, or into the text that was being edited."""
        if self._choice == EDIT:
            self._result.take_focus()
        else:
            take_focus(self._cards[max(self._choice, LEFT)] if self._may_write else self.before)

    def keep(self) -> None:
        """Keep what is being edited."""
        self._result.keep()

    @property
    def chosen(self) -> Chosen:
        """The choice so far; for `go_on` in a view that takes the place of this one."""
        text = self._result.edited if self._choice == EDIT else self._text_of(max(self._choice, LEFT))
        return Chosen(self._choice, text, self._considered, self._shown.pair)

    def go_on(self, chosen: Chosen) -> None:
        """Take the choice of another view of the same versions; a text that was being edited is there already."""
        if not {version.revision for version in self._versions}.issuperset(chosen.pair):
            return
        self._shown.show_pair(chosen.pair)
        self._name_choices()
        if self._choice < 0 <= chosen.choice and self._may_write:
            self._considered = tuple(version for version in self._versions if version in chosen.considered)
            self._choose(chosen.choice, chosen.text)

    def refresh(self, changes: Changes) -> None:
        """A version may have come in: it is shown, and the choice made before does not include it."""
        if self._conflict.object not in changes.ids:
            return
        found = conflict(self._context.notebook.reader, self._conflict.object, self._conflict.field)
        if found is None or found.versions == self._conflict.versions:
            return
        self._conflict = found
        before = self._shown.take(found)
        self._name_choices()
        if self._choice in (LEFT, RIGHT) and self._shown.pair[self._choice] != before[self._choice]:
            self._forget_choice()
        self._tell()

    def compare(self, revision: str) -> None:
        """Show a version beside the first of the two that are shown."""
        self._shown.compare(revision)

    def _compared(self) -> None:
        """Other versions stand side by side: a choice of one of the two was meant for what stood there."""
        if self._choice in (LEFT, RIGHT):
            self._forget_choice()
        self._name_choices()

    def _name_choices(self) -> None:
        for side in (LEFT, RIGHT):
            self._cards[side].say(self._shown.choice_words(side))
        many = len(self._versions) > 2
        self._cards[BOTH].say(self._context.sentences("conflict.every" if many else "conflict.both"))
        self._place()

    @property
    def _versions(self) -> tuple[Version, ...]:
        return self._shown.versions

    # --- the choice ---------------------------------------------------------------------------------------------

    def choose(self, choice: int) -> None:
        """Take a choice: the left version, the right one, both, or a text of one's own. It includes all versions."""
        if not self._may_write:
            return
        text = self._text_of(max(self._choice, LEFT) if choice == EDIT else choice)
        self._considered = self._versions
        self._choose(choice, text)
        if choice == EDIT:
            self._result.take_focus()
        else:
            self._cards[choice].setFocus()

    def _choose(self, choice: int, text: str) -> None:
        self._choice = choice
        self._cards[choice].setChecked(True)
        if choice == EDIT:
            self._result.edit(text, tuple(version.revision for version in self._considered))
        else:
            self._result.show_text(text)
        self._tell()
        QTimer.singleShot(0, self, self._show_result)

    def _show_result(self) -> None:
        """Scroll so that the choices are seen with what will stay, or, where there is no room, from the choices on."""
        part, margin = self.parentWidget(), self._context.theme.px(12)
        while part is not None:
            if isinstance(part, QScrollArea) and (inner := part.widget()) is not None:
                if (layout := inner.layout()) is not None:
                    layout.activate()
                top = self._cards[LEFT].mapTo(inner, QPoint()).y() - margin
                bottom = self._confirm.mapTo(inner, self._confirm.rect().bottomLeft()).y() + margin
                bar, room = part.verticalScrollBar(), part.viewport().height()
                least = max(bar.value(), bottom - room) if bottom - top <= room else top
                bar.setValue(min(top, least))
            part = part.parentWidget()
        if self._choice == EDIT:
            self._result.show_caret()

    def _forget_choice(self) -> None:
        self._choice, self._considered = -1, ()
        for card in self._cards:
            card.setAutoExclusive(False)
            card.setChecked(False)
            card.setAutoExclusive(True)
        self._result.hide()

    def _text_of(self, choice: int) -> str:
        if choice == BOTH:
            return joined(replace(self._conflict, versions=self._versions))
        return text_of(self._shown.version(RIGHT if choice == RIGHT else LEFT).value)

    def _tell(self, key: str = "") -> None:
        """What is still to be done, and whether the choice can be written. key: of what has to be said first."""
        late = {version.revision for version in self._versions} - {version.revision for version in self._considered}
        if not self._may_write:
            key = "conflict.read_only" if self._context.notebook.read_only else "conflict.not_yours"
        elif self._choice < 0:
            key = key or "conflict.choose_first"
        elif late:
            key = key or "conflict.arrived"
        self._notice.setText(self._context.sentences(key) if key else "")
        self._sign.setVisible(bool(key))
        self._confirm.setEnabled(self._choice >= 0 and bool(self._considered))

    def confirm(self) -> None:
        """Write the choice in the place of the versions it was made from."""
        if not self._confirm.isEnabled():
            return
        before, field = self._conflict.versions, self._conflict.field
        self.settling.emit()
        found = conflict(self._context.notebook.reader, self._conflict.object, field)
        if found is None or found.versions != before:  # what was being typed has come in as a version
            self._tell("conflict.overtaken")
            return
        text = self._result.edited if self._choice == EDIT else self._text_of(self._choice)
        self.done = True
        try:
            self._context.operations.settle(self._conflict.object, field, text, self._considered)
        except KnownError as error:
            self._context.messages.error(error, topic="saving")
            self.done = False
            return
        self._result.end()

    def _take_up(self) -> None:
        """Go on with a result that was being edited when this was left."""
        draft = held_result(self._context, self._conflict.object, self._conflict.field)
        if draft is not None and self._may_write:
            self._considered = tuple(version for version in self._versions if version.revision in draft.base)
            self._choose(EDIT, draft.text)
        self._tell()

    # --- room ---------------------------------------------------------------------------------------------------

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place()

    def _place(self) -> None:
        """Side by side where there is room, else one under the other."""
        width, px = self.width(), self._context.theme.px
        wide = width >= px(BESIDE)
        self._shown.place(wide)
        needed = max(card.sizeHint().width() for card in self._cards) + px(8)
        columns = next((count for count in (4, 2) if needed * count <= width - px(28)), 1)
        for number, card in enumerate(self._cards):
            self._grid.addWidget(card, number // columns, number % columns)
        for column in range(4):
            self._grid.setColumnStretch(column, int(column < columns))
