"""Shows a file to its user: in the program that opens it, or selected in its folder."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QDir, QObject, QProcess, QUrl
from PySide6.QtGui import QDesktopServices

if TYPE_CHECKING:
    from PySide6.QtDBus import QDBusPendingCallWatcher

SERVICE, PLACE = "org.freedesktop.FileManager1", "/org/freedesktop/FileManager1"
"""What file managers of Linux desktops are called: freedesktop.org, File Manager DBus Interface."""


def open_file(path: Path) -> None:
    """Open path in the program that is meant for it; a folder in the file manager."""
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))


def show_in_folder(path: Path, parent: QObject, platform: str = sys.platform) -> None:
    """Show the folder of path with path selected; where the system cannot select, the folder alone.

    parent: lives until the file manager has answered.
    """
    commands = {
        "win32": ("explorer", ["/select,", QDir.toNativeSeparators(str(path))]),
        "darwin": ("open", ["-R", str(path)]),
    }
    if platform in commands:
        program, arguments = commands[platform]
        if not QProcess.startDetached(program, arguments)[0]:
            open_file(path.parent)
    else:
        _ask_file_manager(path, parent)


def _ask_file_manager(path: Path, parent: QObject) -> None:
    from PySide6.QtDBus import QDBusConnection, QDBusMessage, QDBusPendingCallWatcher

    bus = QDBusConnection.sessionBus()
    if not bus.isConnected():
        open_file(path.parent)
        return
    call = QDBusMessage.createMethodCall(SERVICE, PLACE, SERVICE, "ShowItems")
    call.setArguments([[QUrl.fromLocalFile(str(path)).toString()], ""])
    watcher = QDBusPendingCallWatcher(bus.asyncCall(call), parent)

    def answered(ended: QDBusPendingCallWatcher) -> None:
        if ended.isError():
            open_file(path.parent)
        ended.deleteLater()

    watcher.finished.connect(answered)
