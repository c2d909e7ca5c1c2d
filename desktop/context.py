"""What every page is given: one frozen value, so that pages reach for nothing global."""

from __future__ import annotations

from dataclasses import field
from typing import TYPE_CHECKING

from db.frozen import dataclass
from desktop.editor.lasting import Lasting
from desktop.memory import Memory
from desktop.models.remarks import Remarks

if TYPE_CHECKING:
    from db.notebook import Notebook
    from desktop.messages import Messages
    from desktop.operations import Operations
    from desktop.theme import Theme
    from resources import Sentences


@dataclass(frozen=True, slots=True)
class PageContext:
    """The notebook that is open and the window's services.

    person: id of the person who writes on this laptop, or None while nobody said who they are. memory: what outlives
    a start without being part of the notebook. lasting: what outlives pages while the notebook is open. remarks: what a
    reviewer says again and again. A change of language, theme, text size or person makes a new context, and the pages
    are built anew from it.
    """

    notebook: Notebook
    sentences: Sentences
    theme: Theme
    operations: Operations
    messages: Messages
    person: str | None = None
    memory: Memory = field(default_factory=Memory)
    lasting: Lasting = field(default_factory=Lasting)
    remarks: Remarks = field(default_factory=Remarks)
