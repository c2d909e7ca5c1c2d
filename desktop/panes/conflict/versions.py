"""The versions of a text in conflict: two of them side by side with what each changed, and what they came from."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QBoxLayout, QFrame, QPushButton, QVBoxLayout, QWidget

from db.difference import difference
from desktop.models.ancestors import gone
from desktop.models.values import Here, Signed, mine_first, signed
from desktop.panes.flow import FlowLayout
from desktop.panes.history.difference import DifferenceView
from desktop.panes.parts import button, clear, label, line, picture

if TYPE_CHECKING:
    from db.queries import Version
    from db.versions import Conflict
    from desktop.context import PageContext

LEFT, RIGHT = range(2)


class ConflictVersions(QWidget):
    """compared: other versions stand side by side now, because somebody chose them.

    before: the button for what the versions came from, to be put where it is seen. versions: mine first. pair: the ids
    of the two that are shown.
    """

    compared = Signal()

    def __init__(self, context: PageContext, found: Conflict, here: Here) -> None:
        super().__init__()
        self._context, self._conflict, self._here = context, found, here
        self.versions = mine_first(found.versions, here)
        self.pair = self.versions[0].revision, self.versions[1].revision
        self._build()
        self.show_versions()

    def _build(self) -> None:
        say, theme = self._context.sentences, self._context.theme
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.px(10))
        self._which = QWidget()
        self._flow = FlowLayout(theme.px(6), theme.px(6), self._which)
        layout.addWidget(self._which)
        self._ancestor = QFrame()
        self._ancestor.setProperty("look", "well")
        self._ancestor.hide()
        self._inside = QVBoxLayout(self._ancestor)
        self._inside.setContentsMargins(theme.px(14), theme.px(10), theme.px(14), theme.px(10))
        self._inside.setSpacing(theme.px(4))
        layout.addWidget(self._ancestor)
        self._beside = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._beside.setSpacing(theme.px(10))
        layout.addLayout(self._beside)
        self.before = button(say("conflict.ancestor"), "amber", icon="history", theme=theme)
        self.before.setCheckable(True)
        self.before.setToolTip(say("conflict.ancestor_tip"))
        self.before.setAccessibleName(say("conflict.ancestor_tip"))
        self.before.toggled.connect(self._show_ancestor)

    def take(self, found: Conflict) -> tuple[str, str]:
        """Show the conflict as it is now; a version that came in takes a free side. Answers the two shown before."""
        before, self._conflict = self.pair, found
        self.versions = mine_first(found.versions, self._here)
        names = [version.revision for version in self.versions]
        fresh = [name for name in names if name not in before]
        one, other = [*(name for name in before if name in names), *fresh][:2]
        self.pair = self._ordered(one, other)
        self.show_versions()
        return before

    def show_pair(self, pair: tuple[str, str]) -> None:
        """Show these two versions."""
        self.pair = pair
        self.show_versions()

    def compare(self, revision: str) -> None:
        """Show a version beside the first of the two that are shown."""
        if revision not in self.pair:
            self.pair = self._ordered(self.pair[0], revision)
            self.compared.emit()
        self.show_versions()

    def version(self, side: int) -> Version:
        return next(version for version in self.versions if version.revision == self.pair[side])

    def place(self, wide: bool) -> None:
        """Side by side where there is room, else one under the other."""
        self._beside.setDirection(QBoxLayout.Direction.LeftToRight if wide else QBoxLayout.Direction.TopToBottom)

    def choice_words(self, side: int) -> str:
        """What it means to choose the version of that side."""
        say, who = self._context.sentences, self._signed(self.version(side))
        if who.mine:
            return say("conflict.here_choice" if who.here else "conflict.own_choice")
        other = self._signed(self.version(1 - side))
        alike = other.name == who.name and not other.mine
        return say("conflict.other_choice", name=f"{who.name} {who.time}".strip() if alike else who.name)

    def show_versions(self) -> None:
        """Show the two anew."""
        self._show_which()
        clear(self._beside)
        for side in (LEFT, RIGHT):
            self._beside.addWidget(self._card(side), 1)
        self._fill_ancestor()

    def _ordered(self, one: str, other: str) -> tuple[str, str]:
        names = [version.revision for version in self.versions]
        first, second = sorted((one, other), key=names.index)
        return first, second

    def _signed(self, version: Version) -> Signed:
        return signed(self._context.notebook.reader, self._context.sentences, version, self._here)

    def _show_which(self) -> None:
        """Where there are more than two versions: all of them, and which two are shown."""
        clear(self._flow)
        self._which.setVisible(len(self.versions) > 2)
        if len(self.versions) == 2:
            return
        title = label(self._context.sentences("conflict.which"), "small")
        self._flow.addWidget(title)
        for version in self.versions:
            who = self._signed(version)
            press = QPushButton(f"{who.name} {who.time}".strip())
            press.setProperty("look", "toggle")
            press.setCheckable(True)
            press.setChecked(version.revision in self.pair)
            press.clicked.connect(partial(self.compare, version.revision))
            self._flow.addWidget(press)
            press.ensurePolished()
            title.setMinimumHeight(press.sizeHint().height())

    def _card(self, side: int) -> QFrame:
        say, theme, version = self._context.sentences, self._context.theme, self.version(side)
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
            difference(self._came_from(side), text_of(version.value)), "inserted" if self.before.isChecked() else "both"
        )
        layout.addWidget(view)
        layout.addStretch(1)
        return frame

    def _came_from(self, side: int) -> str:
        """What a version is compared with: what both came from, else the other version."""
        if self._conflict.ancestor_known:
            return text_of(self._conflict.ancestor)
        return text_of(self.version(1 - side).value)

    def _show_ancestor(self, shown: bool) -> None:
        self._ancestor.setVisible(shown)
        self.show_versions()

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
            texts = [text_of(self.version(side).value) for side in (LEFT, RIGHT)]
            view.show_pieces(gone(text_of(self._conflict.ancestor), texts), "deleted")
            self._inside.addWidget(view)


def text_of(value: object) -> str:
    """A version's value as text; what is none is empty."""
    return value if isinstance(value, str) else ""
