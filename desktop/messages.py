"""The hub of everything the program has to tell: it queues until a window listens, and tests listen instead.

Ordinary failures are bands in the window, never boxes in the way. A message holds a key, not a sentence, so that
it is told in the language the window speaks at that moment.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import field
from enum import StrEnum
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from db.frozen import dataclass

if TYPE_CHECKING:
    from desktop.operations import Task
    from resources import Sentences


class Level(StrEnum):
    """How loud a band is."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


@dataclass(frozen=True, slots=True)
class Step:
    """A button of a band. key: of its label. do: called when it is pressed."""

    key: str
    do: Callable[[], object]


@dataclass(frozen=True, slots=True)
class Message:
    """One band. key and values: its sentence. topic: a later message of the same topic takes its place.

    stays: it cannot be closed, and its steps do not close it: it is withdrawn with its cause. task: work in the pool
    whose progress it shows. news: it tells what was done, until the next news: these never stand one above the other.
    """

    level: Level
    key: str
    values: Mapping[str, object] = field(default_factory=dict)
    steps: tuple[Step, ...] = ()
    topic: str = ""
    stays: bool = False
    task: Task | None = None
    news: bool = False

    def text(self, sentences: Sentences) -> str:
        """The sentence in the language of sentences."""
        return sentences(self.key, **self.values)


class Messages(QObject):
    """Takes messages from anywhere in the GUI thread; hands them to the one who listens."""

    told = Signal(object)
    withdrawn = Signal(str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._waiting: list[Message] = []
        self._listening = False

    def listen(self) -> None:
        """From now on messages are handed out by `told`, the waiting ones first."""
        self._listening = True
        waiting, self._waiting = self._waiting, []
        for message in waiting:
            self.told.emit(message)

    def tell(
        self, level: Level, key: str, /, *steps: Step, topic: str = "", stays: bool = False, task: Task | None = None,
        **values: object,
    ) -> None:  # fmt: skip
        """Show one sentence by key as a band, with buttons for what to do."""
        self._hand_out(Message(level, key, values, steps, topic or key, stays, task))

    def news(self, key: str, /, *steps: Step, topic: str = "", **values: object) -> None:
        """Say what was done, in the place of what was done before that: a band that nobody has to close."""
        self._hand_out(Message(Level.INFO, key, values, steps, topic or key, news=True))

    def _hand_out(self, message: Message) -> None:
        if self._listening:
            self.told.emit(message)
        else:
            self._waiting.append(message)

    def error(self, error: Exception, *steps: Step, topic: str = "") -> None:
        """Show a KnownError of the store. Raises anything else again: it is a fault of the program."""
        from db.errors import KnownError

        if not isinstance(error, KnownError):
            raise error
        self.tell(Level.ERROR, error.key, *steps, topic=topic, stays=False, task=None, **error.values)

    def withdraw(self, topic: str) -> None:
        """Take the band of topic away: its cause is gone."""
        self._waiting = [message for message in self._waiting if message.topic != topic]
        self.withdrawn.emit(topic)
