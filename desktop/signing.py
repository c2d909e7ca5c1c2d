"""What was written before its writer said who they are becomes theirs: as one step, which undo takes back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from db.edits import change
from db.errors import KnownError
from db.ownership import Owner, private_entries
from db.records import Note, Person, Takeaway
from desktop.messages import Level

if TYPE_CHECKING:
    from db.notebook import Notebook
    from desktop.messages import Messages
    from desktop.operations import Operations


def unsigned(notebook: Notebook) -> list[Takeaway | Note]:
    """Notes and takeaways that were written on this laptop, went nowhere, and name nobody."""
    reader, found = notebook.reader, list[Takeaway | Note]()
    if notebook.device is None:
        return found
    for entry in sorted(private_entries(reader.rows, Owner(None, notebook.device))):
        record = reader.get(entry)
        if isinstance(record, Takeaway | Note) and not record.deleted and record.author is None:
            found += [] if isinstance(record, Takeaway) and record.author_name else [record]
    return found


def sign(notebook: Notebook, operations: Operations, messages: Messages) -> None:
    """Write who writes now into what they wrote before they said so.

    Not for a coordinator: they write down what others said too.
    """
    person = notebook.reader.get(notebook.author or "")
    if notebook.read_only or not isinstance(person, Person) or person.role == "coordinator":
        return
    operations.preparing.emit()  # what is being written is among it
    edits = [
        change(each, author=person.id, **({"team": person.team} if isinstance(each, Takeaway) else {}))
        for each in unsigned(notebook)
    ]
    if not edits:
        return
    try:
        operations.commit(edits)
    except KnownError as error:
        messages.error(error, topic="saving")
    else:
        messages.tell(Level.INFO, "tour.who.signed", topic="signed", count=len(edits), name=person.name)
