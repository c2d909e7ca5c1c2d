"""A text that several people changed differently: its versions side by side, what they came from, and the choice."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from db.difference import difference
from db.errors import KnownError
from db.versions import conflict, joined
from desktop.focus import take_focus
from desktop.models.ancestors import gone
from desktop.models.values import Here, Signed, mine_first, signed
from desktop.panes.choice_card import ChoiceCard
from desktop.panes.conflict_result import ResultBox, held_result
from desktop.panes.difference import DifferenceView
from desktop.panes.flow import FlowLayout
from desktop.panes.parts import button, clear, label, line, picture

if TYPE_CHECKING:
    from collections.abc import Callable

    from db.edits import Changes
    from db.queries import Version
    from db.versions import Conflict
    from desktop.context import PageContext

BESIDE = 560
"""Width from which two versions stand side by side; px at 100 %."""
LEFT, RIGHT, BOTH, EDIT = range(4)


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
        self._here = Here(context.person, context.notebook.device, date.today())
        self._may_write = may_write and not context.notebook.read_only
        self._versions = mine_first(found.versions, self._here)
        self._pair = self._versions[0].revision, self._versions[1].revision
        self._considered: tuple[Version, ...] = ()
        self._choice = -1
        self.done = False
        """It was settled here."""
        self.setProperty("look", "conflict_open")
        self.setAccessibleName(context.sentences("conflict.choice"))
        self._build()
        self._show_versions()
        self._take_up()

    # --- what it is made of -------------------------------------------------------------------------------------

    def _build(self) -> None:
        px = self._context.theme.px
        layout = QVBoxLayout(self)
        layout.setContentsMargins(px(14), px(10), px(14), px(12))
        layout.setSpacing(px(10))
        self._top()
        layout.addWidget(self._which)
        self._ancestor = QFrame()
        self._ancestor.setProperty("look", "well")
        self._ancestor.hide()
        self._inside = QVBoxLayout(self._ancestor)
        self._inside.setContentsMargins(px(14), px(10), px(14), px(10))
        self._inside.setSpacing(px(4))
        layout.addWidget(self._ancestor)
        self._beside = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._beside.setSpacing(px(10))
        layout.addLayout(self._beside)
        self._grid = QGridLayout()
        self._grid.setSpacing(px(8))
        layout.addLayout(self._grid)
        self._cards = [self._choice_card(number) for number in range(4)]
        self._result = ResultBox(self._context, self._conflict)
        self._result.finished.connect(self.confirm)
        self._result.hide()
        layout.addWidget(self._result)
        layout.addLayout(self._bottom())

    def _top(self) -> None:
        say, theme = self._context.sentences, self._context.theme
        self._which = QWidget()
        self._flow = FlowLayout(theme.px(6), theme.px(6), self._which)
        self.before = button(say("conflict.ancestor"), "amber", icon="history", theme=theme)
        self.before.setCheckable(True)
        self.before.setToolTip(say("conflict.ancestor_tip"))
        self.before.setAccessibleName(say("conflict.ancestor_tip"))
        self.before.toggled.connect(self._show_ancestor)

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
        return Chosen(self._choice, text, self._considered, self._pair)

    def go_on(self, chosen: Chosen) -> None:
        """Take the choice of another view of the same versions; a text that was being edited is there already."""
        if not {version.revision for version in self._versions}.issuperset(chosen.pair):
            return
        self._pair = chosen.pair
        self._show_versions()
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
        before, self._conflict = self._pair, found
        self._versions = mine_first(found.versions, self._here)
        names = [version.revision for version in self._versions]
        fresh = [name for name in names if name not in before]
        one, other = [*(name for name in before if name in names), *fresh][:2]
        self._pair = self._ordered(one, other)
        self._show_versions()
        if self._choice in (LEFT, RIGHT) and self._pair[self._choice] != before[self._choice]:
            self._forget_choice()
        self._tell()

    def compare(self, revision: str) -> None:
        """Show a version beside the first of the two that are shown."""
        if revision not in self._pair:
            self._pair = self._ordered(self._pair[0], revision)
            if self._choice in (LEFT, RIGHT):
                self._forget_choice()
        self._show_versions()

    def _ordered(self, one: str, other: str) -> tuple[str, str]:
        names = [version.revision for version in self._versions]
        first, second = sorted((one, other), key=names.index)
        return first, second

    def _version(self, side: int) -> Version:
        return next(version for version in self._versions if version.revision == self._pair[side])

    def _signed(self, version: Version) -> Signed:
        return signed(self._context.notebook.reader, self._context.sentences, version, self._here)

    def _show_versions(self) -> None:
        self._show_which()
        clear(self._beside)
        for side in (LEFT, RIGHT):
            self._beside.addWidget(self._card(side), 1)
            self._cards[side].say(self._choice_words(side))
        many = len(self._versions) > 2
        self._cards[BOTH].say(self._context.sentences("conflict.every" if many else "conflict.both"))
        self._fill_ancestor()
        self._place()

    def _show_which(self) -> None:
        """Where there are more than two versions: all of them, and which two are shown."""
        clear(self._flow)
        self._which.setVisible(len(self._versions) > 2)
        if len(self._versions) == 2:
            return
        title = label(self._context.sentences("conflict.which"), "small")
        self._flow.addWidget(title)
        for version in self._versions:
            who = self._signed(version)
            press = QPushButton(f"{who.name} {who.time}".strip())
            press.setProperty("look", "toggle")
            press.setCheckable(True)
            press.setChecked(version.revision in self._pair)
            press.clicked.connect(partial(self.compare, version.revision))
            self._flow.addWidget(press)
            press.ensurePolished()
            title.setMinimumHeight(press.sizeHint().height())

    def _choice_words(self, side: int) -> str:
        say, who = self._context.sentences, self._signed(self._version(side))
        if who.mine:
            return say("conflict.here_choice" if who.here else "conflict.own_choice")
        other = self._signed(self._version(1 - side))
        alike = other.name == who.name and not other.mine
        return say("conflict.other_choice", name=f"{who.name} {who.time}".strip() if alike else who.name)

    def _card(self, side: int) -> QFrame:
        say, theme, version = self._context.sentences, self._context.theme, self._version(side)
        who = self._signed(version)
        frame = QFrame()
        frame.setProperty("look", "card")
        layout = QVBoxLayout(frame)
        layout.setContentsMargins(theme.px(14), theme.px(10), theme.px(14), theme.px(12))
        layout.setSpacing(theme.px(2))
        source = say(f"conflict.{'here' if who.here else 'own' if who.mine else 'other'}")
        if version.revision == self._conflict.versions[0].revision:
            source = f"{source} · {say('conflict.shown')}"
        over = line(label(source, "small"))
        over.addWidget(label(who.time, "small"))
        layout.addLayout(over)
        layout.addLayout(line(label(who.name, "strong"), label(who.detail, "small")))
        layout.addSpacing(theme.px(4))
        view = DifferenceView(theme, say)
        view.setAccessibleName(" ".join((source, who.name, who.time)))
        view.show_pieces(
            difference(self._came_from(side), _text(version.value)), "inserted" if self.before.isChecked() else "both"
        )
        layout.addWidget(view)
        layout.addStretch(1)
        return frame

    def _came_from(self, side: int) -> str:
        """What a version is compared with: what both came from, else the other version."""
        if self._conflict.ancestor_known:
            return _text(self._conflict.ancestor)
        return _text(self._version(1 - side).value)

    def _show_ancestor(self, shown: bool) -> None:
        self._ancestor.setVisible(shown)
        self._show_versions()

    def _fill_ancestor(self) -> None:
        say, theme = self._context.sentences, self._context.theme
        clear(self._inside)
        title = label(say("conflict.ancestor_title"), "strong")
        self._inside.addLayout(line(picture(theme, "history", "ink3", 16), title))
        if not self._conflict.ancestor_known:
            self._inside.addWidget(label(say("conflict.ancestor_unknown"), "second", wrap=True))
        elif not self._conflict.ancestor:
            self._inside.addWidget(label(say("conflict.ancestor_empty"), "second", wrap=True))
        else:
            view = DifferenceView(theme, say)
            view.setAccessibleName(title.text())
            texts = [_text(self._version(side).value) for side in (LEFT, RIGHT)]
            view.show_pieces(gone(_text(self._conflict.ancestor), texts), "deleted")
            self._inside.addWidget(view)

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
        return _text(self._version(RIGHT if choice == RIGHT else LEFT).value)

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
        self._beside.setDirection(QBoxLayout.Direction.LeftToRight if wide else QBoxLayout.Direction.TopToBottom)
        needed = max(card.sizeHint().width() for card in self._cards) + px(8)
        columns = next((count for count in (4, 2) if needed * count <= width - px(28)), 1)
        for number, card in enumerate(self._cards):
            self._grid.addWidget(card, number // columns, number % columns)
        for column in range(4):
            self._grid.setColumnStretch(column, int(column < columns))


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""
