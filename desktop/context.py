"""What every page is given: one frozen value, so that pages reach for nothing global."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from desktop.editor.lasting import Lasting
from desktop.memory import Memory

if TYPE_CHECKING:
    from collections.abc import Callable

    from db.notebook import Notebook
    from desktop.messages import Messages
    from desktop.operations import Operations
    from desktop.session import Session
    from desktop.theme import Theme
    from resources import Sentences


@dataclass(frozen=True, slots=True)
class PageContext:
    """The notebook that is open and the window's services.

    person: id of the person who writes on this laptop, or None while nobody said who they are. memory: what outlives
    a start without being part of the notebook. lasting: what outlives pages while the notebook is open. A change of
    language, theme, text size or person makes a new context, and the pages are built anew from it.
    """

    notebook: Notebook
    sentences: Sentences
    theme: Theme
    operations: Operations
    messages: Messages
    person: str | None = None
    memory: Memory = field(default_factory=Memory)
    lasting: Lasting = field(default_factory=Lasting)


class Contexts:
    """Makes contexts for the session's notebook. memory_of: what is remembered of the notebook with an id.

    lasting: of the notebook that is open, once a context was made for it.
    """

    def __init__(self, session: Session, messages: Messages, memory_of: Callable[[str], Memory]) -> None:
        self._session, self._messages, self._memory_of = session, messages, memory_of
        self._memory: Memory | None = None
        self.lasting: Lasting | None = None
        session.closed.connect(self._forget)

    def make(self, sentences: Sentences, theme: Theme) -> PageContext:
        """What pages and dialogs are given now. Only while a notebook is open."""
        notebook, operations = self._session.notebook, self._session.operations
        assert notebook is not None
        assert operations is not None
        self._memory = self._memory or self._memory_of(notebook.id)
        self.lasting = self.lasting or Lasting()
        return PageContext(
            notebook, sentences, theme, operations, self._messages, self._session.person, self._memory, self.lasting
        )

    def _forget(self) -> None:
        """The notebook is closed: what lasted while it was open goes too."""
        self._memory = self.lasting = None
