"""What the navigator lists, as plain values: computed from a reader, compared and drawn without asking again."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, TypeAlias

from db.frozen import dataclass
from db.open_comments import open_roots
from db.records import Chapter, Figure, Implication, Note, Person, Question, Report, Takeaway, Tour, Visit
from db.status import RETURNED, WAITING
from desktop.dates import day_of, short
from desktop.models.mending import concerned
from desktop.models.states import entry_states, while_written
from desktop.signs import overall, worst

if TYPE_CHECKING:
    from db.open_comments import Root
    from db.queries import Reader
    from resources import Sentences

HOME, BIN, IMPLICATIONS, TOUR = "home", "bin", "implications", "tour"
QUEUE, COMMENTS, FIGURES, SEARCH = "queue", "comments", "figures", "search"
States: TypeAlias = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Row:
    """One row. key: unique in the tree. kind: place, head, day, visit, note, chapter, implications or report.

    lead: before the name (time, number of the day). state: of its sign. count: shown at the right; urgent: where
    somebody must act; conflicts: places that several people changed differently.
    """

    key: str
    kind: str
    name: str
    object_id: str | None = None
    lead: str = ""
    state: str = ""
    count: int = 0
    urgent: int = 0
    conflicts: int = 0
    children: tuple[Row, ...] = ()


def outline(
    reader: Reader, sentences: Sentences, today: date, binned: int = 0, person: str | None = None
) -> tuple[Row, ...]:
    """The rows of the navigator for the notebook as it is now.

    binned: how many things are in the bin. person: id of who looks: what came back is counted where it is theirs to
    mend, not for reviewers, who sent it; the places of review are for those who review, or have something there.
    """
    states = entry_states(reader)
    returned = {entry for entry, state in states.items() if state == RETURNED}
    role = _role(reader, person)
    writes = person if role == "participant" else None
    mine = concerned(reader, writes, returned) if writes else returned if role != "reviewer" else ()
    rows = [Row(HOME, "place", sentences("window.place.home"), HOME, urgent=len(mine))]
    rows.append(Row(TOUR, "place", sentences("window.place.tour"), TOUR, count=reader.count(Person)))
    comments = open_roots(reader)
    if comments and (writes is None or _has_part(reader, writes, comments)):
        rows.append(Row(COMMENTS, "place", sentences("window.place.comments"), COMMENTS, count=len(comments)))
    waiting = sum(state in WAITING for state in states.values())
    if waiting and writes is None:
        rows.append(Row(QUEUE, "place", sentences("window.place.queue"), QUEUE, count=waiting))
    if figures := reader.count(Figure):
        rows.append(Row(FIGURES, "place", sentences("window.place.figures"), FIGURES, count=figures))
    signs = while_written(reader, states)
    days = _days(reader, sentences, today, signs)
    if days:
        rows += [Row("head:visits", "head", sentences("window.head.visits")), *days]
    chapters = [_chapter(chapter, signs, sentences) for chapter in reader.all(Chapter)]
    rows += [Row("head:chapters", "head", sentences("window.head.chapters")), *chapters]
    name, count = sentences("window.place.implications"), reader.count(Implication)
    rows.append(Row(IMPLICATIONS, "implications", name, IMPLICATIONS, count=count))
    reports = [_report(report, sentences) for report in reader.all(Report)]
    if reports:
        rows += [Row("head:reports", "head", sentences("window.head.reports")), *reports]
    if binned:
        rows.append(Row(BIN, "place", sentences("window.place.bin"), BIN, count=binned))
    return tuple(rows)


def _role(reader: Reader, person: str | None) -> str:
    """The role of who looks, or nothing: nobody in particular may do everything."""
    record = reader.get(person) if person else None
    return record.role if isinstance(record, Person) else ""


def _has_part(reader: Reader, person: str, comments: Sequence[Root]) -> bool:
    """Whether person wrote one of the comments, or one is about what is theirs to mend."""
    return any(root.author == person for root in comments) or bool(
        concerned(reader, person, {root.object for root in comments})
    )


def visit_name(visit: Visit, sentences: Sentences) -> str:
    """How lists name a visit: its institution, else its title."""
    return visit.institution or visit.title or sentences("window.unnamed.visit")


def note_name(heading: str, number: int, sentences: Sentences) -> str:
    """How lists name a note. number: its place among the notes of its visit, from 1."""
    return heading or sentences("window.unnamed.note", number=number)


def chapter_name(chapter: Chapter, sentences: Sentences) -> str:
    """How lists name a chapter: its heading, else its kind."""
    if chapter.heading or chapter.kind == "text":
        return chapter.heading or sentences("window.unnamed.chapter")
    return sentences(f"fields.code.kind.{chapter.kind}")


def by_time(visits: Iterable[Visit]) -> list[Visit]:
    """In the order of the day: those without a time last, in reading order."""
    return sorted(visits, key=lambda visit: (visit.start_time or "99:99", visit.order, visit.id))


def _days(reader: Reader, sentences: Sentences, today: date, states: States) -> list[Row]:
    notes: dict[str | None, list[tuple[str, str]]] = defaultdict(list)
    entries: dict[str | None, list[str]] = defaultdict(list)
    for note, visit, heading in reader.columns(Note, "visit", "heading"):
        notes[visit].append((note, heading))
    for kind in (Note, Question, Takeaway):
        for entry, visit in reader.columns(kind, "visit"):
            entries[visit].append(states.get(entry, "empty"))
    days: dict[date | None, list[Visit]] = defaultdict(list)
    for visit in reader.all(Visit):
        days[day_of(visit.date)].append(visit)
    first = _first_day(reader.tour(), days)
    said = _remarks(reader, states)
    days |= {day: [] for day in said if day not in days}
    return [
        _bare_day(day, first, said[day], sentences) if day is not None and not visits else
        _day(day, first, [_visit(v, notes[v.id], entries[v.id], states, today, sentences) for v in by_time(visits)],
             visits, sentences)
        for day, visits in sorted(days.items(), key=lambda item: item[0] or date.max)
    ]  # fmt: skip


def _remarks(reader: Reader, states: States) -> dict[date, list[str]]:
    """The states of what is said of each day itself."""
    found: dict[date, list[str]] = defaultdict(list)
    for entry, text in reader.columns(Takeaway, "date", visit=None):
        if (day := day_of(text)) is not None:
            found[day].append(states.get(entry, "empty"))
    return found


def _bare_day(day: date, first: date | None, remarks: list[str], sentences: Sentences) -> Row:
    """A day without visits of which something is said: on the way, say."""
    return replace(_day(day, first, [], [], sentences), state=overall(remarks))


def _first_day(tour: Tour | None, days: Iterable[date | None]) -> date | None:
    start = day_of(tour.start) if tour else None
    return start or min((day for day in days if day), default=None)


def _day(day: date | None, first: date | None, rows: list[Row], visits: list[Visit], sentences: Sentences) -> Row:
    state = worst([row.state for row in rows])
    if day is None:
        return Row("day:", "day", "", lead=sentences("window.day.unknown"), state=state, children=tuple(rows))
    number = (day - first).days + 1 if first else 1
    lead = sentences("window.day.number", number=number) if number > 0 else sentences("window.day.before")
    city = next((visit.city or visit.country for visit in visits if visit.city or visit.country), "")
    name = f"{short(day, sentences)} {city}".rstrip()
    key = f"day:{day.isoformat()}"
    return Row(key, "day", name, key, lead=lead, state=state, children=tuple(rows))


def _visit(
    visit: Visit, notes: list[tuple[str, str]], entries: list[str], states: States, today: date, s: Sentences
) -> Row:
    day = day_of(visit.date)
    ahead = day is not None and day > today
    state = overall(entries) if entries else ("future" if ahead else "empty")
    children = tuple(
        Row(note, "note", note_name(heading, number, s), note, state=states.get(note, "empty"))
        for number, (note, heading) in enumerate(notes, 1)
    )
    return Row(
        visit.id, "visit", visit_name(visit, s), visit.id, lead=visit.start_time or "", state=state,
        count=len(entries), urgent=entries.count("returned"), children=children,
    )  # fmt: skip


def _chapter(chapter: Chapter, states: States, sentences: Sentences) -> Row:
    return Row(
        chapter.id, "chapter", chapter_name(chapter, sentences), chapter.id, state=states.get(chapter.id, "empty")
    )


def _report(report: Report, sentences: Sentences) -> Row:
    kind = sentences(f"window.export.{report.edition}" if report.sort == "full" else f"fields.code.sort.{report.sort}")
    title = report.title or sentences("window.unnamed.report")
    return Row(report.id, "report", title if title.startswith(kind) else f"{kind} · {title}", report.id)
