"""Adds a visit, a chapter, a takeaway or an implication to the open notebook, where it belongs, and answers its id."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from db.edits import create
from db.order import key_between
from db.records import Chapter, Evidence, Implication, Person, Record, Takeaway, Visit
from desktop.memory import Place

if TYPE_CHECKING:
    from db.edits import Edit
    from db.queries import Reader
    from desktop.context import PageContext


def add_visit(context: PageContext, current: str, today: date) -> str:
    """A visit on the day of the visit that is open, else on today or the tour's first day; its name is written first.

    Raises KnownError.
    """
    reader = context.notebook.reader
    day, country, city = _like(reader, current, today)
    tour = reader.tour()
    edit = create(
        Visit,
        tour=tour.id if tour else None,
        order=_behind(reader, Visit),
        date=day,
        country=country,
        city=city,
        recorders=(context.person,) if context.person else (),
    )
    context.operations.commit([edit])
    context.memory.keep_place(edit.object, Place(edit.object, "institution", 0))
    return edit.object


def add_chapter(context: PageContext) -> str:
    """A chapter behind the others. Raises KnownError."""
    reader = context.notebook.reader
    tour = reader.tour()
    edit = create(Chapter, tour=tour.id if tour else None, order=_behind(reader, Chapter), author=context.person)
    context.operations.commit([edit])
    return edit.object


def add_takeaway(context: PageContext, visit_id: str, author: str | None = None) -> str:
    """The takeaway of somebody from a visit: the empty one that is there, else a new one. Raises KnownError.

    author: id of the person whose it is, else whoever writes.
    """
    reader, author = context.notebook.reader, author or context.person
    for takeaway in reader.all(Takeaway, visit=visit_id):
        if takeaway.author == author and not takeaway.text:
            return takeaway.id
    visit = reader.get(visit_id)
    edit = takeaway_edit(context, visit_id, visit.date if isinstance(visit, Visit) else None, author)
    context.operations.commit([edit])
    return edit.object


def takeaway_edit(context: PageContext, visit: str | None, day: str | None, author: str | None) -> Edit:
    """What makes a takeaway behind the others. visit: its id, or None for a day as a whole. day: ISO."""
    reader = context.notebook.reader
    person, tour = reader.get(author or ""), reader.tour()
    return create(
        Takeaway,
        tour=tour.id if tour else None,
        visit=visit,
        author=author,
        team=person.team if isinstance(person, Person) else None,
        date=day,
        order=_behind(reader, Takeaway),
    )


def add_implication(context: PageContext, text: str = "", evidence: str | None = None) -> str:
    """An implication behind the others. evidence: id of what it rests on. Raises KnownError."""
    reader = context.notebook.reader
    tour = reader.tour()
    edits = [create(Implication, tour=tour.id if tour else None, order=_behind(reader, Implication), text=text)]
    if evidence is not None:
        edits.append(create(Evidence, implication=edits[0].object, object=evidence, order=_behind(reader, Evidence)))
    context.operations.commit(edits)
    return edits[0].object


def lift(context: PageContext, takeaway_id: str) -> str:
    """An implication that begins with what a takeaway says, and names it as its evidence. Raises KnownError.

    One that was lifted from it before and still says the same is answered instead.
    """
    reader = context.notebook.reader
    context.operations.preparing.emit()  # what is being written is lifted too
    takeaway = reader.get(takeaway_id)
    text = takeaway.text.strip() if isinstance(takeaway, Takeaway) else ""
    for link in reader.all(Evidence, object=takeaway_id):
        before = reader.get(link.implication or "")
        if isinstance(before, Implication) and not before.deleted and before.text.strip() == text:
            return before.id
    return add_implication(context, text, takeaway_id)


def _like(reader: Reader, current: str, today: date) -> tuple[str | None, str, str]:
    record = reader.get(current) if current else None
    visit = reader.get(str(getattr(record, "visit", None) or "")) if not isinstance(record, Visit) else record
    if isinstance(visit, Visit):
        return visit.date, visit.country, visit.city
    tour = reader.tour()
    if tour is None or not tour.start:
        return today.isoformat(), "", ""
    inside = tour.start <= today.isoformat() <= (tour.end or tour.start)
    return today.isoformat() if inside else tour.start, "", ""


def _behind(reader: Reader, kind: type[Record]) -> str:
    return key_between(max((row[1] for row in reader.columns(kind, "order") if row[1]), default=None), None)
