"""What stands in the window while no notebook is open: the ways to begin, or what is waited for."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from desktop.backup_folders import any_backups

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from desktop.errands import Errands
    from desktop.frame import Frame
    from desktop.session import Session


def beginning(frame: Frame, session: Session, errands: Errands) -> QWidget:
    """The page for now."""
    if session.wait is not None:
        from desktop.panes.waiting import WaitingPage

        return WaitingPage(frame.theme, frame.sentences, session.wait)
    from desktop.panes.welcome import WelcomePage

    page = WelcomePage(frame.theme, frame.sentences, session.known(), backups=any_backups())
    ways = {
        "receive": errands.ask_receive,
        "new": errands.ask_new,
        "open": errands.ask_open,
        "import": errands.ask_import,
        "sample": errands.make_sample,
        "backups": frame.show_backups,
    }
    page.chosen.connect(lambda way: ways[way]())
    page.notebook_chosen.connect(lambda path: session.open(Path(path)))
    return page
