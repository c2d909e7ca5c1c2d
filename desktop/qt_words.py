"""Qt's own words, in the menus of text fields and in its dialogs for files, in the language that the window speaks."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QObject, QTranslator

from resources import sentences

NAME: Final = "qt_words"
KEYS: Final = ("QShortcut", "QGuiApplication")
"""Contexts that stay as they are: names of keys, which the guide and the menus write as keyboards do; and the direction
of writing, which is no word."""


MENU: Final = {
    "&Undo": "window.action.undo", "&Redo": "window.action.redo", "Cu&t": "window.action.cut",
    "&Copy": "window.action.copy", "&Paste": "window.action.paste", "Delete": "editor.delete",
    "Select All": "window.action.select_all",
}  # fmt: skip
OWN: Final = {
    "QFileDialog": {"&Look in:": "files.dialog_look_in", "Files of &type:": "files.dialog_type"},
    "QLineEdit": MENU, "QWidgetTextControl": MENU,
}  # fmt: skip
"""By context: what Qt has in no other language, and what the window calls otherwise in its own menus."""


class Words(QTranslator):
    """Qt's words but for the names of keys, and for those of OWN."""

    def __init__(self, language: str, parent: QObject) -> None:
        super().__init__(parent)
        self._say = sentences(language)
        self.setObjectName(NAME)
        self.setProperty("language", language)

    def translate(  # None: no translation, where "" would be an empty one
        self, context: str, source: str, note: str | None = None, number: int = -1
    ) -> str | None:
        """What Qt says instead of source; None: as it is."""
        if context in KEYS:
            return None
        if (key := OWN.get(context, {}).get(source)) is not None:
            return self._say(key)
        return super().translate(context, source, note or "", number) or None


def speak(language: str) -> None:
    """language: ko or en; Qt speaks English by itself. Where Qt came without its words, it goes on in English."""
    app = QCoreApplication.instance()
    if app is None:
        return
    spoken = app.findChild(QObject, NAME)
    if isinstance(spoken, Words):
        if spoken.property("language") == language:
            return
        app.removeTranslator(spoken)
        spoken.setParent(None)
    words = Words(language, app)
    if words.load(f"qtbase_{language}", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)):
        app.installTranslator(words)
