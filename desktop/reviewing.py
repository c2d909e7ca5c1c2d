"""What the menus ask for about comments: each is done on the page that is open, where its field or its card is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from db.open_comments import REJECTED, REOPENED, RESOLVED

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from desktop.context import PageContext
    from desktop.workspace import Workspace


REVIEWING = (
    "comment", "suggest", "suggest_mode", "reply", "resolve", "accept", "reject", "accept_all", "reject_all", "approve",
    "return",
)  # fmt: skip
"""What `review_here` can do."""


def review_here(space: Workspace, what: str) -> None:
    """what: one of REVIEWING. resolve reopens what is resolved; accept_all, reject_all, approve and return are about
    the entry that the caret is in, in the queue about what is chosen."""
    review = space.review()
    if review is None:
        space.say("review.no_field")
    elif what in ("comment", "suggest"):
        review.acting.begin(suggest=what == "suggest")
    elif what == "suggest_mode":
        getattr(space.stack.currentWidget(), "toggle_suggesting", review.suggesting.toggle)()
    elif what in ("accept_all", "reject_all"):
        review.acting.all_here(accept=what == "accept_all")
    elif what in ("approve", "return"):
        meant = getattr(space.stack.currentWidget(), "meant", review.judging.here)()
        (review.judging.approve if what == "approve" else review.judging.ask_return)(meant)
    else:
        review.read()  # what a key did just now may not be shown yet
        if (thread := review.threads.get(review.active)) is None:
            space.say("review.choose_first")
        elif what == "resolve":
            review.acting.do(thread.id, RESOLVED if thread.open else REOPENED)
        elif what == "reject":
            review.acting.do(thread.id, REJECTED)
        else:
            review.acting.do(thread.id, what)


def edit_remarks(context: PageContext, window: QWidget) -> None:
    """Open the list of stock remarks over the window."""
    from desktop.dialogs.remarks import edit_remarks as edit

    edit(context, window)
