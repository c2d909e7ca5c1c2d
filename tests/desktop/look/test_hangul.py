"""Hangul in every text field of every page and dialog, found as shown: kept once, and taken back by syllable."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QTextBrowser, QTextEdit, QWidget

from benchmarks.scenes import Stage, widgets
from desktop.editor.composition import LineField, PlainField, full_text, preedit
from desktop.editor.outline_editor import OutlineEditor
from tests.desktop.editor.typing import compose, hangul, key
from tests.desktop.look.walking import called, seen

TextField = LineField | OutlineEditor | PlainField
ESSENTIAL = {
    "who", "comments", "search", "implications", "tour", "day", "chapter", "visit-notes", "visit-questions",
    "visit-takeaways", "visit-figures", "visit-header", "visit-find", "live", "visit-comment", "visit-suggest",
    "queue-suggest", "queue-return",
    "NewNotebookDialog", "RemarksDialog", "SendDialog-tour",
}  # fmt: skip
"""Where something can be written."""


def fields(root: QWidget) -> list[QWidget]:
    """Every widget that takes text, but for dates, which take figures only."""
    return [
        each
        for each in seen(root)
        if isinstance(each, QLineEdit | QTextEdit | QPlainTextEdit)
        and not isinstance(each, QTextBrowser)
        and each.isEnabled()
        and not each.isReadOnly()
        and not ((inner := each.parentWidget()) is not None and inner.inherits("QAbstractSpinBox"))
    ]


def each_field(stage: Stage) -> Iterator[tuple[str, QWidget]]:
    """The fields of all scenes, the same one of a page once only; the name of the scene with it."""
    met: set[tuple[str, str]] = set()
    for scene, root in widgets(stage):
        stage.rest(40)
        for field in fields(root):
            name = (scene.partition("-")[0], field.accessibleName())
            if scene in ("visit-comment", "visit-suggest", "visit-find") or name not in met:
                met.add(name)
                yield scene, field


def test_every_field_knows_its_syllables_and_takes_them_back_one_by_one(stage: Stage) -> None:
    strange, unlike, scenes, count = set(), set(), set(), 0
    for scene, field in each_field(stage):
        scenes.add(scene)
        if not isinstance(field, TextField):
            strange.add(f"{scene}: {called(field)}")
            continue
        count += 1
        if isinstance(field, LineField | OutlineEditor) and field.key is not None:  # what is another's was allowed
            stage.window.context().lasting.allowed.add(field.key[0])
        unlike |= {f"{scene}: {field.accessibleName()}: {fault}" for fault in _faults(field)}
    assert not strange, "\n".join(sorted(strange))
    assert not unlike, "\n".join(sorted(unlike))
    assert scenes >= ESSENTIAL, ESSENTIAL - scenes
    assert count > 90


def _faults(field: TextField) -> Iterator[str]:
    """Compose two syllables and leave a third one open, go away in the middle of it, come back, and undo."""
    before = full_text(field)
    field.setFocus()
    field.selectAll()
    hangul(field, "한글")
    compose(field, "가")
    if (preedit(field), full_text(field)) != ("가", "한글가"):
        yield f"composed {full_text(field)!r}"
    QCoreApplication.sendEvent(field, QFocusEvent(QEvent.Type.FocusOut, Qt.FocusReason.OtherFocusReason))
    if (preedit(field), full_text(field)) != ("", "한글가"):
        yield f"left {full_text(field)!r}"
    for wanted in ("한글", "한", ""):
        key(field, "\x1a", Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
        if full_text(field) not in ((wanted,) if wanted else ("", before)):
            yield f"undone {full_text(field)!r} instead of {wanted!r}"
