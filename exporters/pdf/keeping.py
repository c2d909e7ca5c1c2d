"""What a program that goes on running keeps of its reports: fonts, measured words, and chapters that are typeset.

A chapter is kept under all it was made of, so one that was edited is simply another; nothing has to be told here.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TypeAlias

from exporters.document import nodes as n
from exporters.pdf.chapter import Finished, Outside
from exporters.pdf.pictures import stamp
from exporters.pdf.setting import Setting
from exporters.pdf.style import ReportStyle

_LASTS = 3
"""Reports for which a chapter is kept that none of them has."""

_Part: TypeAlias = n.Chapter | n.Cover
_Key: TypeAlias = tuple[Setting, _Part, str]


class Kept:
    """Starts empty. keeps: whether parts are kept at all. contents: pages that the last report's contents had."""

    def __init__(self, *, keeps: bool = True) -> None:
        self._lock = threading.Lock()
        self._settings: list[Setting] = []
        self._parts: dict[_Key, Finished] = {}
        self._used: dict[_Key, int] = {}
        self._reports = 0
        self._keeps = keeps
        self.contents = 0

    def __len__(self) -> int:
        """How many chapters and covers are kept."""
        return len(self._parts)

    @contextmanager
    def alone(self) -> Iterator[Kept]:
        """This for one report; an empty one while another report has it. What was long unused goes afterwards."""
        if not self._lock.acquire(blocking=False):
            yield Kept(keeps=False)
            return
        try:
            yield self
            self._forget()
        finally:
            self._lock.release()

    def setting(self, style: ReportStyle, language: str) -> Setting:
        """The setting of this style and language."""
        for known in self._settings:
            if known.language == language and known.style == style:
                return known
        self._settings.append(Setting(style, language))
        return self._settings[-1]

    def chapter(self, setting: Setting, chapter: n.Chapter, title: str) -> Finished:
        """The chapter, typeset. title: the report's."""
        return self._part((setting, chapter, title), lambda: setting.chapter(chapter, title))

    def cover(self, setting: Setting, cover: n.Cover) -> Finished:
        """The cover, typeset."""
        return self._part((setting, cover, ""), lambda: setting.cover(cover))

    def _part(self, key: _Key, make: Callable[[], Finished]) -> Finished:
        done = self._parts.get(key)
        if done is None or _is_stale(done.outside):
            done = make()
            if not self._keeps:
                return done
            self._parts[key] = done
        self._used[key] = self._reports
        return done

    def _forget(self) -> None:
        """What the last few reports did not use goes."""
        self._reports += 1
        for key, last in list(self._used.items()):
            if self._reports - last > _LASTS:
                del self._used[key], self._parts[key]
        used = {id(key[0]) for key in self._used}
        self._settings = [setting for setting in self._settings if id(setting) in used]


def _is_stale(outside: Outside) -> bool:
    """Whether a picture was changed since, or might be readable now."""
    changed = any(stamp(path) != known for path, known in outside.pictures.values())
    return changed or bool(outside.unreadable)
