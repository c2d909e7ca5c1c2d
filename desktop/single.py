"""One window for one user: a second start hands over what it was asked to open, and the running window comes up.

The first start finds no socket and loads nothing for it; it listens only after it has been painted. The socket stands
in a folder that only the user may enter, and is named by the folder of the settings.
"""

from __future__ import annotations

import json
import os
import stat
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QCryptographicHash, QObject, QTimer, Signal

from db.frozen import dataclass

if TYPE_CHECKING:
    from PySide6.QtNetwork import QLocalServer, QLocalSocket

LIMIT: Final = 64 << 10
"""Bytes of the longest request."""

MOST_FILES: Final = 64
CALLERS: Final = 8
"""How many may be speaking at once."""

REACHED: Final = 300
ANSWERED: Final = 2000
"""ms that a start waits until it is heard, and until it is answered; then it goes on by itself."""

SPOKEN: Final = 2000
"""ms in which a caller must have said everything."""

TOKENS: Final = ("XDG_ACTIVATION_TOKEN", "DESKTOP_STARTUP_ID")
_YES: Final = b"yes\n"


@dataclass(frozen=True, slots=True)
class Request:
    """What a start was asked for. paths: notebooks to open, bundles and texts to take in, absolute.

    token: the desktop's leave to come to the front, or nothing. person: id of who writes from now on, or nothing.
    """

    paths: tuple[Path, ...] = ()
    token: str = ""
    person: str = ""

    def line(self) -> bytes:
        """As it is sent. A path that is no Unicode keeps its bytes."""
        said = {"paths": [str(path) for path in self.paths], "token": self.token}
        return json.dumps(said | ({"person": self.person} if self.person else {})).encode("ascii") + b"\n"


def read_request(line: bytes) -> Request | None:
    """The request in line, or None for anything else: whoever speaks is not trusted."""
    try:
        said = json.loads(line.decode("ascii"))
    except (ValueError, RecursionError):
        return None
    if not isinstance(said, dict) or set(said) - {"person"} != {"paths", "token"}:
        return None
    paths, token, person = said["paths"], said["token"], said.get("person", "")
    if (
        not isinstance(token, str)
        or not isinstance(person, str)
        or not isinstance(paths, list)
        or len(paths) > MOST_FILES
    ):
        return None
    if not all(isinstance(path, str) and _is_path(path) for path in paths):
        return None
    token = token if token.isascii() and token.isprintable() else ""
    return Request(tuple(Path(path) for path in paths), token, person)


def _is_path(text: str) -> bool:
    try:
        os.fsencode(text)
    except UnicodeEncodeError:
        return False
    return "\0" not in text and os.path.isabs(text)


def wanted(paths: Sequence[Path], person: str = "") -> Request:
    """The request of this start, with the token that the desktop gave it. person: id of who writes from now on."""
    token = next((os.environ[name] for name in TOKENS if os.environ.get(name)), "")
    return Request(tuple(path.absolute() for path in paths[:MOST_FILES]), token, person)


def hand_over(settings: Path, request: Request) -> bool:
    """Whether a running window took request. settings: the folder of the user's settings."""
    name = socket_name(settings)
    if not name or (sys.platform != "win32" and not os.path.exists(name)):
        return False
    line = request.line()
    if len(line) > LIMIT:
        return False
    from PySide6.QtNetwork import QLocalSocket

    socket = QLocalSocket()
    try:
        socket.connectToServer(name)
        if not socket.waitForConnected(REACHED):
            return False
        socket.write(line)
        if socket.bytesToWrite() and not socket.waitForBytesWritten(ANSWERED):
            return False
        while not socket.canReadLine():
            if not socket.waitForReadyRead(ANSWERED):
                return False
        return bytes(socket.readLine(len(_YES) + 1).data()) == _YES
    finally:
        socket.abort()


class Listener(QObject):
    """The running window's ear. asked: a Request came, and was answered."""

    asked = Signal(object)

    def __init__(self, settings: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._name = socket_name(settings)
        self._server: QLocalServer | None = None
        self._callers = 0

    def listen(self) -> bool:
        """Begin to hear later starts. False where another window does so, or there is no safe place for the socket."""
        from PySide6.QtNetwork import QLocalServer

        if not self._name or self._server is not None or self._is_heard():
            return self._server is not None
        QLocalServer.removeServer(self._name)  # what a killed program left would be in the way
        server = QLocalServer(self)
        server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        server.setMaxPendingConnections(CALLERS)
        if not server.listen(self._name):
            server.deleteLater()
            return False
        server.newConnection.connect(self._hear)
        self._server = server
        return True

    def _is_heard(self) -> bool:
        """Whether another window listens already: Qt itself would take the name from it."""
        from PySide6.QtNetwork import QLocalSocket

        probe = QLocalSocket()
        probe.connectToServer(self._name)
        lives = probe.waitForConnected(REACHED)
        probe.abort()
        return lives

    def close(self) -> None:
        """Hear nobody any more."""
        if self._server is not None:
            self._server.close()
            self._server.deleteLater()
            self._server = None

    def _hear(self) -> None:
        while self._server is not None and (socket := self._server.nextPendingConnection()) is not None:
            if self._callers >= CALLERS:
                socket.abort()
                socket.deleteLater()
                continue
            self._callers += 1
            _Caller(socket, self)

    def took(self, request: Request) -> None:
        self.asked.emit(request)

    def lost(self) -> None:
        self._callers -= 1


class _Caller(QObject):
    """One connection: it says one line in time and within the limit, or it is dropped."""

    def __init__(self, socket: QLocalSocket, listener: Listener) -> None:
        super().__init__(listener)
        self._socket, self._listener = socket, listener
        socket.setParent(self)
        socket.setReadBufferSize(LIMIT + 1)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._drop)
        self._timer.start(SPOKEN)
        socket.disconnected.connect(self._gone)
        socket.readyRead.connect(self._read)
        if socket.bytesAvailable():
            self._read()
        if socket.state() == socket.LocalSocketState.UnconnectedState:  # it left before we looked
            self._gone()

    def _read(self) -> None:
        socket = self._socket
        if not socket.canReadLine():
            if socket.bytesAvailable() > LIMIT:
                socket.abort()
            return
        socket.readyRead.disconnect(self._read)
        request = read_request(bytes(socket.readLine(LIMIT + 1).data()))
        if request is None:
            socket.abort()
            return
        socket.write(_YES)
        socket.flush()
        socket.disconnectFromServer()
        self._listener.took(request)

    def _drop(self) -> None:
        self._timer.start(SPOKEN)  # it runs for as long as the caller counts
        self._socket.abort()

    def _gone(self) -> None:
        if not self._timer.isActive():
            return
        self._timer.stop()
        self._listener.lost()
        self.deleteLater()


def socket_name(settings: Path) -> str:
    """Where the window of these settings listens; nothing where no folder is the user's alone."""
    place = os.fsencode(os.path.realpath(settings))
    mark = QCryptographicHash.hash(place, QCryptographicHash.Algorithm.Sha256).toHex().toStdString()[:20]
    if sys.platform == "win32":
        import getpass

        return f"briefing-notebook-{getpass.getuser()}-{mark}"
    given = os.environ.get("XDG_RUNTIME_DIR", "")
    folder = Path(given) if os.path.isabs(given) else Path(tempfile.gettempdir()) / f"briefing-notebook-{os.getuid()}"
    return str(folder / f"briefing-{mark}") if _is_own(folder) else ""


def _is_own(folder: Path) -> bool:
    """Whether nobody else can put anything into folder, which is made where it is missing."""
    if sys.platform == "win32":
        return True
    try:
        folder.mkdir(mode=0o700, exist_ok=True)
        found = folder.lstat()
    except OSError:
        return False
    return stat.S_ISDIR(found.st_mode) and found.st_uid == os.getuid() and not found.st_mode & 0o077
