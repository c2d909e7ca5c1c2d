"""Takes back what was typed in a text that does not have the focus: the page that shows it is opened, and it is seen.

Who pastes into one entry, looks at another and presses Ctrl+Z means the paste, not what was done before it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.editor.outline_editor import OutlineEditor
from desktop.focus import take_focus

if TYPE_CHECKING:
    from collections.abc import Callable

    from desktop.context import PageContext
    from desktop.workspace import Workspace


def take_back(
    space: Workspace, context: PageContext, object_id: str, field: str, otherwise: Callable[[], object]
) -> bool:
    """Take the last step in this text back, with the caret there; False where that cannot be done.

    otherwise: called instead where only the page, which is opened over several turns, tells that it cannot.
    """
    record = context.notebook.reader.get(object_id)
    if record is None or record.deleted:
        return False
    if space.text(object_id, field) is not None:
        return _undo(space, context, object_id, field)
    space.open(object_id, at_once=False, then=lambda _: _undo(space, context, object_id, field) or otherwise())
    return True


def _undo(space: Workspace, context: PageContext, object_id: str, field: str) -> bool:
    editor = space.text(object_id, field)
    if not isinstance(editor, OutlineEditor) or editor.isReadOnly() or not editor.outline.steps.can_undo:
        return False
    take_focus(editor)
    editor.undo()
    say = context.sentences
    space.noted.emit(say("undo.taken_back", what=say("undo.what.typed")))
    return True
