"""Starts the window: fonts, language, the last notebook, and an end that saves, whatever asks for it."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable, Sequence
from datetime import date
from functools import partial
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import QEvent, QObject, QSize, QSocketNotifier, Qt, QTimer
from PySide6.QtGui import QFontDatabase, QIcon
from PySide6.QtWidgets import QApplication, QWidget

import resources
from db.errors import KnownError
from db.settings import Settings
from desktop.backup_folders import has_backups
from desktop.collector import Collector
from desktop.folders import notebook_folder
from desktop.main_window import MainWindow
from desktop.messages import Messages
from desktop.session import Session
from desktop.single import TOKENS, Listener, Request, hand_over, wanted
from desktop.warming import Warming
from desktop.window_state import WindowState

FONTS = (
    "Pretendard-Regular.ttf", "Pretendard-Bold.ttf", "TourFallback-Regular.ttf", "TourFallback-Bold.ttf",
    "TourSymbols.ttf",
)  # fmt: skip
APP_ICONS = (16, 24, 32, 48, 64, 128, 256, 512)
"""Sizes in px in which the program's icon lies in resources/icons/app; up to 24 it is drawn simpler."""
SWITCH = 0.0005
"""Seconds after which a thread that works beside the window lets it go on: it asks hundreds of times while it paints,
and Python's own 5 ms each time would be seen."""
READY_VARIABLE = "BRIEFING_READY_FILE"


def run(notebook: Path | None = None, language: str = "", files: Sequence[Path] = (), author: str = "") -> int:
    """Open the window and stay until it is closed; where one is open already, hand over to it. Answers the exit code.

    notebook: to open; None opens the last one, or the welcome page. language: ko or en; else the settings', else ko.
    files: further notebooks to open, bundles and texts to take in. author: name of who writes from now on, else who
    did so last. Raises KnownError where the roster has nobody of that name.
    """
    settings = Settings.load()
    path = notebook or next(filter(None, map(notebook_folder, files)), None) or _last(settings)
    person = _person(path, author) if author else ""
    if hand_over(settings.folder, wanted([*([notebook] if notebook else []), *files], person)):
        return 0
    app = application()
    collector = Collector()
    sentences = resources.sentences(language or settings.language or "ko")
    messages = Messages()
    session = Session(settings, messages)
    if path is not None and session.open(path) and person:
        session.set_person(person)
    state = WindowState(settings.folder / "window.ini")
    window = MainWindow(session, messages, state, sentences, date.today(), at_once=False)
    if person and session.notebook is None:  # it is still to come
        session.opened.connect(partial(window.write_as, person), Qt.ConnectionType.SingleShotConnection)
    restore = catch_faults(window, settings.folder, messages)
    stop = _end_on_signals(window)
    app.commitDataRequest.connect(lambda: _keep(window))
    listener = Listener(settings.folder, window)
    listener.asked.connect(partial(_answer, window))
    Seen(window, partial(_seen, window, listener, files))
    window.show()
    try:
        return app.exec()
    finally:
        listener.close()
        stop()
        restore()
        session.close()
        collector.close()


def application() -> QApplication:
    """The one QApplication, with the program's own fonts and icon."""
    sys.setswitchinterval(SWITCH)
    existing = QApplication.instance()
    app = existing if isinstance(existing, QApplication) else QApplication(sys.argv[:1])
    app.setApplicationName("Briefing Notebook")
    app.setStyle("Fusion")
    for name in FONTS:
        QFontDatabase.addApplicationFont(str(resources.font_path(name)))
    icon = QIcon()
    for size in APP_ICONS:
        icon.addFile(str(resources.ROOT / "icons" / "app" / f"{size}.png"), QSize(size, size))
    app.setWindowIcon(icon)
    return app


class Seen(QObject):
    """Calls then once when widget was painted and Qt's loop is free again."""

    def __init__(self, widget: QWidget, then: Callable[[], object]) -> None:
        super().__init__(widget)
        self._widget, self._then = widget, then
        widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Paint:
            self._widget.removeEventFilter(self)
            QTimer.singleShot(0, self, self._then)
        return False


def _last(settings: Settings) -> Path | None:
    """The notebook that was open last; one that is gone only where a backup can bring it back."""
    last = settings.last
    return last if last is not None and (last.exists() or has_backups(settings, last)) else None


def _person(path: Path | None, name: str) -> str:
    """The id of the person called name in the notebook at path. Raises KnownError."""
    from exporters.named import person_at

    if path is None:
        raise KnownError("command.no_person", name=name)
    return person_at(path, name)


def _seen(window: MainWindow, listener: Listener, files: Sequence[Path]) -> None:
    """The window was seen; its page comes now."""
    window.go_on()
    space = window.workspace
    page = space.stack.currentWidget() if space is not None else None
    Seen(page or window, partial(_begin, window, listener, files))
    (page or window).update()


def _begin(window: MainWindow, listener: Listener, files: Sequence[Path]) -> None:
    """What has time until the window was seen."""
    _touch_ready_file()
    QTimer.singleShot(0, listener, listener.listen)  # a key that was pressed by now comes first
    Warming(window)
    rest = [path for path in files if notebook_folder(path) is None]
    if rest:
        window.errands.take_rest(rest)


def _answer(window: MainWindow, request: Request) -> None:
    """A later start came: the window comes up, with what was asked for."""
    raise_window(window, request.token)
    if request.paths:
        window.errands.take(request.paths)
    window.write_as(request.person)


def raise_window(window: QWidget, token: str = "") -> None:
    """Bring window to the front, or at least to the user's notice. token: the desktop's leave to do so."""
    for name in TOKENS if token else ():
        os.environ[name] = token  # Qt's Wayland plugin reads it when the window asks for activation
    window.setWindowState(window.windowState() & ~Qt.WindowState.WindowMinimized | Qt.WindowState.WindowActive)
    window.show()
    window.raise_()
    window.activateWindow()
    QApplication.alert(window)


def _touch_ready_file() -> None:
    name = os.environ.get(READY_VARIABLE)
    if name:
        Path(name).touch()


def catch_faults(window: MainWindow, folder: Path, messages: Messages) -> Callable[[], None]:
    """Faults go to a log and a dialog instead of the end of the program. Answers how to undo this.

    What the user can do something about, and nobody on the way told, is told in a band: a disk that went away while a
    page was read, say.
    """
    before = sys.excepthook

    def caught(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        if not issubclass(kind, Exception):
            before(kind, error, trace)
            return
        if isinstance(error, KnownError):
            messages.error(error, topic=error.key)
            return
        from desktop.dialogs.crash import CrashDialog, write_log

        log = write_log(folder, kind, trace)
        if not any(dialog.isVisible() for dialog in window.findChildren(CrashDialog)):
            CrashDialog(window.theme, window.sentences, log, window).open()

    sys.excepthook = caught

    def restore() -> None:
        sys.excepthook = before

    return restore


def _end_on_signals(window: QWidget) -> Callable[[], None]:
    """SIGTERM and SIGINT close the window, which saves everything. Answers how to undo this.

    Python runs its handlers only between instructions of its own, and Qt's loop has none: what they write wakes it.
    """
    inlet, outlet = _waker()
    before_wakeup = signal.set_wakeup_fd(outlet, warn_on_full_buffer=False)
    before = {number: signal.signal(number, lambda *_: None) for number in (signal.SIGTERM, signal.SIGINT)}
    notifier = QSocketNotifier(inlet, QSocketNotifier.Type.Read, window)
    notifier.activated.connect(lambda: _end(window, notifier))

    def stop() -> None:
        notifier.setEnabled(False)
        signal.set_wakeup_fd(before_wakeup)
        for number, handler in before.items():
            signal.signal(number, handler)
        if sys.platform != "win32":
            os.close(inlet)
            os.close(outlet)

    return stop


def _waker() -> tuple[int, int]:
    """Two ends: what a signal writes into the second is seen by Qt's loop at the first. On Windows only sockets are."""
    if sys.platform != "win32":
        ends = os.pipe()  # loaded already, while a start would wait for sockets
        for end in ends:
            os.set_blocking(end, False)
        return ends
    from socket import socketpair

    inlet, outlet = socketpair()
    outlet.setblocking(False)
    return inlet.detach(), outlet.detach()


def _keep(window: MainWindow) -> None:
    """Everything that is being written is kept; who ends a session waits for no answer, and nobody is asked."""
    window.leave()
    window.not_saved.last_resort()


def _end(window: QWidget, notifier: QSocketNotifier) -> None:
    notifier.setEnabled(False)
    try:
        if isinstance(window, MainWindow):
            _keep(window)
        window.close()
    finally:
        QApplication.exit()  # quit() would ask the windows, and a fault on the way is no reason to stay
