"""Takes back what was typed in a text that does not have the focus: the page that shows it is opened, and it is seen.

Who pastes into one entry, looks at another and presses Ctrl+Z means the paste, not what was done before it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.editor.outline_editor import OutlineEditor
from desktop.focus import take_focus

if TYPE_CHECKING:
    from desktop.context import PageContext
    from desktop.workspace import Workspace


def take_back(space: Workspace, context: PageContext, object_id: str, field: str) -> bool:
    """Take the last step in this text back, with the caret there; whether that could be done."""
    record = context.notebook.reader.get(object_id)
    if record is None or record.deleted:
        return False
    editor = space.text(object_id, field)
    if editor is None:
        space.open(object_id)
        editor = space.text(object_id, field)
    if not isinstance(editor, OutlineEditor) or editor.isReadOnly() or not editor.outline.steps.can_undo:
        return False
    take_focus(editor)
    editor.undo()
    say = context.sentences
    space.noted.emit(say("undo.taken_back", what=say("undo.what.typed")))
    return True
