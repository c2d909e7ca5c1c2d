"""Makes what every page is given, and keeps what of it lasts while the notebook is open."""

from __future__ import annotations

from typing import TYPE_CHECKING

from db.errors import KnownError
from desktop.context import PageContext
from desktop.editor.lasting import Lasting
from desktop.models.remarks import Remarks

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from desktop.memory import Memory
    from desktop.messages import Messages
    from desktop.session import Session
    from desktop.theme import Theme
    from resources import Sentences


class Contexts:
    """Makes contexts for the session's notebook. memory_of: what is remembered of the notebook with an id.

    lasting: of the notebook that is open, once a context was made for it.
    """

    def __init__(self, session: Session, messages: Messages, memory_of: Callable[[str], Memory]) -> None:
        self._session, self._messages, self._memory_of = session, messages, memory_of
        self._memory: Memory | None = None
        self._remarks = Remarks(session.settings.remarks, self._keep_remarks)
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
            notebook, sentences, theme, operations, self._messages, self._session.person, self._memory, self.lasting,
            self._remarks,
        )  # fmt: skip

    def _keep_remarks(self, remarks: Sequence[str]) -> None:
        settings = self._session.settings
        settings.remarks = tuple(remarks)
        try:
            settings.save()
        except KnownError as error:  # they are there until the program ends
            self._messages.error(error, topic="settings")

    def _forget(self) -> None:
        """The notebook is closed: what lasted while it was open goes too."""
        if self.lasting is not None:
            self.lasting.end()
        self._memory = self.lasting = None
