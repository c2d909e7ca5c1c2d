"""Scripted typing: Hangul as an input method sends it, and keys that carry their text."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QInputMethodEvent, QKeyEvent
from PySide6.QtWidgets import QWidget

STEPS = {"한": ("ㅎ", "하", "한"), "글": ("ㄱ", "그", "글"), "가": ("ㄱ", "가"), "나": ("ㄴ", "나"), "다": ("ㄷ", "다")}


def compose(widget: QWidget, syllable: str) -> None:
    """Begin a syllable and leave it open."""
    for step in STEPS.get(syllable, (syllable,)):
        QCoreApplication.sendEvent(widget, QInputMethodEvent(step, []))


def commit(widget: QWidget, syllable: str) -> None:
    event = QInputMethodEvent("", [])
    event.setCommitString(syllable)
    QCoreApplication.sendEvent(widget, event)


def hangul(widget: QWidget, text: str) -> None:
    """Type text; each syllable is composed and committed, as a two-set keyboard does it."""
    for sign in text:
        if "가" <= sign <= "힣":
            compose(widget, sign)
            commit(widget, sign)
        else:
            key(widget, sign)


def key(
    widget: QWidget, text: str = "", code: Qt.Key = Qt.Key.Key_unknown, held: Qt.KeyboardModifier | None = None
) -> None:
    """One key that carries its text."""
    modifiers = held or Qt.KeyboardModifier.NoModifier
    for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
        QCoreApplication.sendEvent(widget, QKeyEvent(kind, code, modifiers, text))


def enter(widget: QWidget) -> None:
    key(widget, "\r", Qt.Key.Key_Return)
