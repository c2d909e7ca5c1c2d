"""Work on the window spread over several turns of Qt's loop: the loop is never held up, and the first key ends it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from time import perf_counter
from typing import Final

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt, QTimer
from PySide6.QtWidgets import QApplication, QWidget

FROM_USERS: Final = frozenset(
    {
        QEvent.Type.ShortcutOverride, QEvent.Type.KeyPress, QEvent.Type.MouseButtonPress, QEvent.Type.Wheel,
        QEvent.Type.TouchBegin, QEvent.Type.TabletPress, QEvent.Type.DragEnter, QEvent.Type.Close,
    }
)  # fmt: skip
"""What finds the window whole."""
PAUSE: Final = 1
"""ms between two steps; a timer of 0 ms may come twice in one turn of the loop."""
LATE: Final = 0.004
"""Seconds after which a timer comes in a turn that something else has held up."""
OFF: Final = 3
"""Such turns that are left out in a row, at most."""


class Turn(QObject):
    """Calls do in a turn of Qt's loop of its own: timers that are due together come in one, and so would the painting.

    A turn that something else has held up already is left out.
    """

    def __init__(self, parent: QObject, do: Callable[[], object]) -> None:
        super().__init__(parent)
        self._do, self._due, self._off = do, 0.0, 0
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._come)

    def start(self, pause: int = PAUSE) -> None:
        """Call in pause ms, or a little later; what was to come before does not."""
        self._due = perf_counter() + pause / 1000
        self._timer.start(pause)

    def stop(self) -> None:
        """Do not call."""
        self._timer.stop()

    @property
    def waiting(self) -> bool:
        """Whether the call is still to come."""
        return self._timer.isActive()

    def _come(self) -> None:
        if self._off < OFF and perf_counter() - self._due > LATE:
            self._off += 1
            self.start()
        else:
            self._off = 0
            self._do()


class Stead(QWidget):
    """Has the focus while the field that will have it is still to come, so that an input method goes on as it was.

    What it is given nevertheless goes to that field.
    """

    def __init__(self, window: QWidget, turns: Turns) -> None:
        super().__init__(window)
        self._turns = turns
        self.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled)
        self.resize(0, 0)
        self.hide()

    def event(self, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.KeyPress, QEvent.Type.InputMethod):
            self._turns.finish()
            focus = QApplication.focusWidget()
            if focus is not None and focus is not self:
                return QApplication.sendEvent(focus, event)
        return super().event(event)


class Turns(QObject):
    """Steps by which a window, or a part of it, is changed, each in a turn of its own.

    Nothing is painted between them: the window shows what it was, and then what it is. Whatever comes from the user
    meanwhile has the rest done first, so that it arrives where it belongs.
    """

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self._steps: Iterator[object] | None = None
        self._inside = False
        self._watched: QObject | None = None
        self._stead: Stead | None = None
        self._next = Turn(self, self._step)

    def run(self, steps: Iterator[object]) -> None:
        """Begin now, and go on in later turns. What was not at its end is finished before."""
        self.finish()
        self._steps = steps
        self._window.setUpdatesEnabled(False)
        self._watch()
        self._step()

    def prepare(self, steps: Iterator[object]) -> None:
        """Do the first step now. The others wait until `finish`, or until something comes from the user."""
        self._steps = steps
        self._step()
        self._next.stop()

    @property
    def waiting(self) -> bool:
        """Whether steps are still to come."""
        return self._steps is not None

    def finish(self) -> None:
        """Do the rest now. Asked for by a step itself, it does nothing."""
        while self._steps is not None and not self._inside:
            self._step()

    def hold_focus(self) -> None:
        """What has the focus is about to go; keys wait for what comes instead."""
        self._watch()
        if self._stead is None:
            self._stead = Stead(self._window, self)
        self._stead.show()
        self._stead.setFocus(Qt.FocusReason.OtherFocusReason)

    @property
    def holds_focus(self) -> bool:
        """Whether nothing came yet that has it instead."""
        return self._stead is not None and self._window.focusWidget() is self._stead

    def _watch(self) -> None:
        self._watched = self._watched or self._window.window().windowHandle()
        if self._watched is not None:
            self._watched.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in FROM_USERS:
            self.finish()
        return False

    def _step(self) -> None:
        if self._steps is None or self._inside:
            return
        self._inside, over = True, True
        try:
            over = next(self._steps, self) is self
        finally:
            self._inside = False
            if over:
                self._end()
            else:
                self._next.start()

    def _end(self) -> None:
        self._steps = None
        self._next.stop()
        if self._watched is not None:
            self._watched.removeEventFilter(self)
        self._watched = None
        if self._stead is not None:
            self._stead.hide()
        self._window.setUpdatesEnabled(True)
        # What was to be painted when this began has been asked for while nothing was painted: Qt takes it for asked for
        # still, and would never ask again.
        QCoreApplication.postEvent(
            self._window.window(), QEvent(QEvent.Type.UpdateRequest), Qt.EventPriority.LowEventPriority.value
        )
