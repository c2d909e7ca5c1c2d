"""Who may change what, in the window: where something is another's, the first key asks, once for each."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from db.records import Chapter, Contact, Figure, Note, Person, Question, Record, Takeaway, Team, Tour, Visit
from desktop.editor.composition import LineField
from desktop.editor.outline_editor import OutlineEditor
from desktop.messages import Level, Step

if TYPE_CHECKING:
    from db.queries import Reader
    from desktop.context import PageContext
    from desktop.editor.fields import Fields

TOPIC = "another"
"""Of the band that asks."""


def owners(reader: Reader, record: Record, person: str | None) -> tuple[str, ...]:
    """Whose record is, where it is not person's to change; nobody where person may just write.

    Takeaways, notes and chapters are their author's, questions and figures whoever's who made them; a visit with all
    that is no entry is its recorders', and they keep its notes too. The tour, teams and people are the coordinators'.
    Coordinators may change all; so may whoever has not said who they are. What nobody signed is everybody's.
    """
    writer = reader.get(person) if person else None
    if not isinstance(writer, Person) or writer.role == "coordinator":
        return ()
    allowed = _allowed(reader, record)
    return () if not allowed or writer.id in allowed else allowed


def _allowed(reader: Reader, record: Record) -> tuple[str, ...]:
    match record:
        case Takeaway() | Chapter():
            return (record.author,) if record.author else ()
        case Note():
            visit = reader.get(record.visit) if record.visit else None
            keepers = visit.recorders if isinstance(visit, Visit) else ()
            return (record.author, *keepers) if record.author else ()
        case Question() | Figure():
            made = _makers(reader, record.id)
            visit = reader.get(record.visit) if record.visit else None
            return (*made, *(visit.recorders if isinstance(visit, Visit) else ())) if made else ()
        case Visit():
            return record.recorders
        case Contact():
            visit = reader.get(record.visit) if record.visit else None
            return visit.recorders if isinstance(visit, Visit) else ()
        case Person():
            return (record.id, *_coordinators(reader)) if _coordinators(reader) else ()
        case Tour() | Team():
            return _coordinators(reader)
    return ()


def _makers(reader: Reader, object_id: str) -> tuple[str, ...]:
    """Who wrote the first revision; nobody where it came from a foreign text."""
    history = reader.history(object_id)
    author = history[0].author if history else None
    return (author,) if author else ()


def _coordinators(reader: Reader) -> tuple[str, ...]:
    return tuple(person.id for person in reader.all(Person, role="coordinator"))


class Guard(QObject):
    """Watches the fields of one page: the first key in another's asks whether it is to be changed.

    What was allowed counts for the object, for as long as the notebook is open.
    """

    def __init__(self, context: PageContext, fields: Fields) -> None:
        super().__init__(fields)
        self._context = context
        self._held: set[QWidget] = set()
        fields.focused.connect(self._watch)

    def _watch(self, field: object) -> None:
        """A field got the focus: it is held where it is another's and nobody asked yet."""
        if not isinstance(field, LineField | OutlineEditor) or field.isReadOnly() or field.key is None:
            return
        if self._context.operations.closed:
            return
        object_id = field.key[0]
        record = self._context.notebook.reader.get(object_id)
        if record is None or object_id in self._context.lasting.allowed:
            return
        whose = owners(self._context.notebook.reader, record, self._context.person)
        if whose:
            field.setReadOnly(True)
            field.setProperty("whose", list(whose))
            self._held.add(field)
            field.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keys that would write, or a drop, ask; all others go their way."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and watched in self._held:
            control = event.modifiers() & (Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier)
            writes = (event.text() and event.text().isprintable() and not control) or event.key() in (
                Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Backspace, Qt.Key.Key_Delete,
            )  # fmt: skip
            if writes and isinstance(watched, LineField | OutlineEditor):
                self._ask(watched)
                return True
        return super().eventFilter(watched, event)

    def _ask(self, field: LineField | OutlineEditor) -> None:
        reader = self._context.notebook.reader
        people = (reader.get(each) for each in field.property("whose"))
        names = ", ".join(person.name for person in people if isinstance(person, Person) and person.name)
        change = Step("tour.another.change", lambda: self._allow(field))
        self._context.messages.tell(Level.INFO, "tour.another.ask", change, topic=TOPIC, name=names or "?")

    def _allow(self, field: LineField | OutlineEditor) -> None:
        """From now on all fields of the object can be written in."""
        key = field.key if isValid(field) else None
        if key is None:
            return
        self._context.lasting.allowed.add(key[0])
        for each in list(self._held):
            if not isValid(each):
                self._held.discard(each)
            elif isinstance(each, LineField | OutlineEditor) and each.key is not None and each.key[0] == key[0]:
                each.removeEventFilter(self)
                each.setReadOnly(False)
                self._held.discard(each)
        field.setFocus()
