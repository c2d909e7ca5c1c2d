"""Makes the pages of the centre; each is loaded when it is first shown."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import TYPE_CHECKING, Protocol, TypeAlias, cast

from desktop.models.outline import BIN, COMMENTS, FIGURES, HOME, IMPLICATIONS, QUEUE, SEARCH, TOUR

if TYPE_CHECKING:
    from PySide6.QtCore import SignalInstance

    from db.edits import Changes
    from desktop.context import PageContext


class Page(Protocol):
    """What the centre may show."""

    status_changed: SignalInstance
    open_requested: SignalInstance

    def show_object(self, object_id: str) -> None: ...
    def leave(self) -> None: ...
    def refresh(self, changes: Changes) -> None: ...


Then: TypeAlias = Callable[[Page], object] | None
"""What is done on a page once it is there."""


def make_page(kind: str, context: PageContext, today: date) -> Page:
    """The page of a kind that `models.pages` names; see there."""
    return _MAKERS[kind](context, today)


def ask_part(page: Page, part: str, what: str, *given: str) -> None:
    """Have a part of a page (conflicts, review) do something, where the page has one."""
    if (found := getattr(page, part, None)) is not None:
        getattr(found, what)(*given)


def _home(context: PageContext, today: date) -> Page:
    from desktop.panes.home.home import HomePage

    return cast(Page, HomePage(context, today))


def _bin(context: PageContext, today: date) -> Page:
    from desktop.panes.bin.bin import BinPage

    return cast(Page, BinPage(context, today))


def _visit(context: PageContext, today: date) -> Page:
    from desktop.panes.visit.visit import VisitPage

    return cast(Page, VisitPage(context))


def _live(context: PageContext, today: date) -> Page:
    from desktop.panes.live.live import LivePage

    return cast(Page, LivePage(context))


def _tour(context: PageContext, today: date) -> Page:
    from desktop.panes.tour.tour import TourPage

    return cast(Page, TourPage(context))


def _chapter(context: PageContext, today: date) -> Page:
    from desktop.panes.chapter import ChapterPage

    return cast(Page, ChapterPage(context))


def _day(context: PageContext, today: date) -> Page:
    from desktop.panes.day.day import DayPage

    return cast(Page, DayPage(context, today))


def _implications(context: PageContext, today: date) -> Page:
    from desktop.panes.implications.implications import ImplicationsPage

    return cast(Page, ImplicationsPage(context))


def _queue(context: PageContext, today: date) -> Page:
    from desktop.panes.review.queue import QueuePage

    return cast(Page, QueuePage(context, today))


def _search(context: PageContext, today: date) -> Page:
    from desktop.panes.search.search import SearchPage

    return cast(Page, SearchPage(context))


def _comments(context: PageContext, today: date) -> Page:
    from desktop.panes.review.comments import CommentsPage

    return cast(Page, CommentsPage(context, today))


def _figures(context: PageContext, today: date) -> Page:
    from desktop.panes.figures.figures import FiguresPage

    return cast(Page, FiguresPage(context))


_MAKERS: Mapping[str, Callable[[PageContext, date], Page]] = {
    HOME: _home,
    TOUR: _tour,
    BIN: _bin,
    IMPLICATIONS: _implications,
    QUEUE: _queue,
    COMMENTS: _comments,
    SEARCH: _search,
    FIGURES: _figures,
    "day": _day,
    "visit": _visit,
    "live": _live,
    "chapter": _chapter,
}
