"""What a program that goes on running keeps of its reports: fonts, measured words, and chapters that are typeset.

A chapter is kept under all it was made of, so one that was edited is simply another; nothing has to be told here.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TypeAlias

from exporters.document import nodes as n
from exporters.pdf.chapter import Finished, Outside
from exporters.pdf.fore import Laid
from exporters.pdf.pictures import stamp
from exporters.pdf.setting import Setting
from exporters.pdf.style import ReportStyle

_LASTS = 3
"""Reports for which a chapter is kept that none of them has."""

_Part: TypeAlias = n.Chapter | n.Cover
_Key: TypeAlias = tuple[Setting, _Part, str]


@dataclass(slots=True)
class _Kept:
    """last: the number of the last report that had it."""

    done: Finished
    last: int


class KeptChapters:
    """Starts empty. keeps: whether chapters and covers are kept at all. laid: what the last report had before them."""

    def __init__(self, *, keeps: bool = True) -> None:
        self._lock = threading.Lock()
        self._settings: list[Setting] = []
        self._parts: dict[_Key, _Kept] = {}
        self._reports = 0
        self._keeps = keeps
        self.laid: Laid | None = None

    def __len__(self) -> int:
        """How many chapters and covers are kept."""
        return len(self._parts)

    @contextmanager
    def alone(self) -> Iterator[KeptChapters]:
        """This for one report; an empty one while another report has it. What was long unused goes afterwards."""
        if not self._lock.acquire(blocking=False):
            yield KeptChapters(keeps=False)
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
        if not self._keeps:
            return make()
        known = self._parts.get(key)  # which looks at all that a chapter consists of, so it is asked once
        if known is None:
            known = self._parts[key] = _Kept(make(), self._reports)
        elif _is_stale(known.done.outside):
            known.done = make()
        known.last = self._reports
        return known.done

    def _forget(self) -> None:
        """What the last few reports did not use goes."""
        self._reports += 1
        if any(self._reports - kept.last > _LASTS for kept in self._parts.values()):
            self._parts = {key: kept for key, kept in self._parts.items() if self._reports - kept.last <= _LASTS}
        used = {id(key[0]) for key in self._parts}
        self._settings = [setting for setting in self._settings if id(setting) in used]


def _is_stale(outside: Outside) -> bool:
    """Whether a picture was changed since, or might be readable now."""
    changed = any(stamp(path) != known for path, known in outside.pictures.values())
    return changed or bool(outside.unreadable)
