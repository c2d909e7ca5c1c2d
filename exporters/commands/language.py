"""Which language the command line speaks; wanted before its options are read."""

from __future__ import annotations

import os
from collections.abc import Sequence

from db.settings import Settings
from resources import LANGUAGES


def language_of(arguments: Sequence[str]) -> str:
    """The one asked for by --lang, else the user's setting, else the system's; wanted before options are read."""
    for before, after in zip(("", *arguments), (*arguments, ""), strict=True):
        asked = after.removeprefix("--lang=") if after.startswith("--lang=") else after if before == "--lang" else ""
        if asked in LANGUAGES:
            return asked
    return Settings.load().language or _system_language()


def _system_language() -> str:
    names = (os.environ.get(name) for name in ("LC_ALL", "LC_MESSAGES", "LANG"))
    system = next((name for name in names if name), None)
    if system is None:
        import locale

        system = locale.getlocale()[0] or ""
    return "ko" if system.lower().startswith(("ko", "korean")) else "en"
