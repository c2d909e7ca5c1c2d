"""Qt's own words, in the menus of text fields and in its dialogs for files, in the language that the window speaks."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QObject, QTranslator

from resources import sentences

NAME: Final = "qt_words"
KEYS: Final = ("QShortcut", "QGuiApplication")
"""Contexts that stay as they are: names of keys, which the guide and the menus write as keyboards do; and the direction
of writing, which is no word."""


MISSING: Final = {"&Look in:": "files.dialog_look_in", "Files of &type:": "files.dialog_type"}
"""What Qt has in no other language: labels of its dialog for files."""


class Words(QTranslator):
    """Qt's words but for the names of keys, and those that it has not."""

    def translate(  # None: no translation, where "" would be an empty one
        self, context: str, source: str, note: str | None = None, number: int = -1
    ) -> str | None:
        """What Qt says instead of source; None: as it is."""
        if context in KEYS:
            return None
        found = super().translate(context, source, note or "", number) or None
        if found is None and context == "QFileDialog" and source in MISSING:
            return sentences(self.property("language"))(MISSING[source])
        return found


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
    words = Words(app)
    words.setObjectName(NAME)
    words.setProperty("language", language)
    if words.load(f"qtbase_{language}", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)):
        app.installTranslator(words)
