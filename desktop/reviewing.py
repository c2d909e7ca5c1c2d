"""What the menus ask for about comments: each is done on the page that is open, where its field or its card is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from db.commenting import REOPENED, RESOLVED

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from desktop.context import PageContext
    from desktop.workspace import Workspace


def review_here(space: Workspace, what: str) -> None:
    """what: comment, suggest, reply, resolve (reopens what is resolved), accept_all (of the active entry)."""
    review = space.review()
    if review is None:
        space.say("review.no_field")
    elif what in ("comment", "suggest"):
        review.acting.begin(suggest=what == "suggest")
    elif what == "accept_all":
        review.acting.accept_all()
    elif (thread := review.threads.get(review.active)) is None:
        space.say("review.choose_first")
    elif what == "resolve":
        review.acting.do(thread.id, RESOLVED if thread.open else REOPENED)
    else:
        review.acting.do(thread.id, what)


def edit_remarks(context: PageContext, window: QWidget) -> None:
    """Open the list of stock remarks over the window."""
    from desktop.dialogs.remarks import edit_remarks as edit

    edit(context, window)
