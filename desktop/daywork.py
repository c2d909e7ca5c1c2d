"""What the menus ask for about a day: its page, handing it in, and lifting a takeaway into an implication."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING

from db.records import Person, Takeaway, Visit
from desktop.dates import day_of

if TYPE_CHECKING:
    from desktop.context import PageContext
    from desktop.session import Session
    from desktop.workspace import Workspace


def primary_of(session: Session) -> str:
    """The action that who writes here needs most: a participant hands the day in, a reviewer gives back what was
    reviewed, all others make the report; before there are visits, the itinerary.

    Nothing while somebody of a delegation has not said who they are: that comes first, and is asked in a band.
    """
    reader = session.notebook.reader if session.notebook is not None else None
    if reader is None:
        return "export"
    person, rest = reader.get(session.person or ""), "export" if reader.count(Visit) else "tour"
    if not isinstance(person, Person) or person.deleted:
        return "" if reader.count(Person) else rest
    return {"participant": "submit_day", "reviewer": "send_answer"}.get(person.role, rest)


def day_here(space: Workspace, context: PageContext, laptop: date) -> date | None:
    """The day that is open, or of the visit that is; else the day that home shows. laptop: its date."""
    from desktop.models.day import day_in
    from desktop.models.today import shown_day

    reader = context.notebook.reader
    if (day := day_in(space.current)) is not None:
        return day
    record = reader.get(space.current)
    visit = reader.get(str(getattr(record, "visit", None) or space.current))
    if isinstance(visit, Visit) and (day := day_of(visit.date)) is not None:
        return day
    now = datetime.now()
    return shown_day(reader, context.memory, laptop, now.strftime("%H:%M") if now.date() == laptop else "")


def write_day(space: Workspace, context: PageContext, laptop: date) -> None:
    """Open the page of the day, the caret in the first takeaway that is empty."""
    from desktop.models.day import day_key

    day = day_here(space, context, laptop)
    if day is not None:
        space.open(day_key(day))


def submit_day(space: Workspace, context: PageContext, laptop: date) -> None:
    """Open the page of the day and hand the day in."""
    from desktop.panes.day.day import DayPage

    write_day(space, context, laptop)
    page = space.stack.currentWidget()
    if isinstance(page, DayPage):
        page.submit()


def lift_here(space: Workspace, context: PageContext) -> None:
    """Make an implication of the takeaway that is written in."""
    from desktop.models.day import day_in
    from desktop.panes.lifting import lift_takeaway
    from desktop.panes.writing import WritingPage

    page = space.stack.currentWidget()
    key = getattr(page.field, "key", None) if isinstance(page, WritingPage) else None
    record = context.notebook.reader.get(key[0]) if key else None
    begun = key is not None and record is None and day_in(space.current) is not None  # nothing is written there yet
    if isinstance(page, WritingPage) and key is not None and (begun or isinstance(record, Takeaway)):
        lift_takeaway(page, key[0])
    else:
        space.noted.emit(context.sentences("implications.lift_nothing"))
