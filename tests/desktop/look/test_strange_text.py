"""An emoji, right-to-left text and a name in separate letters in every text field there is: kept whole, and stored as
one form of Unicode.
"""

from __future__ import annotations

import unicodedata

from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QFocusEvent

from benchmarks.scenes import Stage
from db.records import KINDS
from desktop.editor.composition import LineField, full_text
from desktop.editor.outline_editor import OutlineEditor
from tests.desktop.editor.typing import commit
from tests.desktop.look.test_hangul import TextField, each_field

STRANGE = "👩‍🔬 שלום مرحبا " + unicodedata.normalize("NFD", "한글 é")


def test_every_field_keeps_what_is_strange(stage: Stage) -> None:
    unlike, count = set(), 0
    for scene, field in each_field(stage):
        assert isinstance(field, TextField)
        if isinstance(field, LineField | OutlineEditor) and field.key is not None:  # what is another's was allowed
            stage.window.context().lasting.allowed.add(field.key[0])
        field.setFocus()
        field.selectAll()
        commit(field, STRANGE)
        shown = full_text(field)
        QCoreApplication.sendEvent(field, QFocusEvent(QEvent.Type.FocusOut, Qt.FocusReason.OtherFocusReason))
        count += 1
        if unicodedata.normalize("NFC", STRANGE) not in unicodedata.normalize("NFC", shown):
            unlike.add(f"{scene}: {field.accessibleName()}: {shown!r}")
    assert not unlike, "\n".join(sorted(unlike))
    assert count > 90
    stage.window.go("home")
    stage.rest(1500)
    stored = [str(record) for kind in KINDS.values() for record in stage.reader.all(kind)]
    assert sum("שלום مرحبا" in each for each in stored) > 20
    assert [each for each in stored if not unicodedata.is_normalized("NFC", each)] == []
