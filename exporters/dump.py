"""Everything a notebook holds, as one JSON value: for other programs, and to compare notebooks.

A pure function of the notebook's state (what is named here is the least; other fields of the records stand beside it).
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, Final, TypeVar

from db import records as r
from db.status import EMPTY, WRITING, content_fields
from exporters.document.marks import Kind, figure_of, line_kind
from exporters.document.markup import figure_line
from exporters.reading import Records

FORMAT: Final = 1

R = TypeVar("R", bound=r.Record)
Json = dict[str, Any]
_NULL_WHEN_EMPTY: Final = (r.Shape.LINE, r.Shape.DATE, r.Shape.TIME, r.Shape.INSTANT, r.Shape.BLOB)
_ASIDE: Final = frozenset({"deleted"})
_FIGURE_HINT = re.compile(r"\(figure:", re.IGNORECASE)


def dump(reader: Records) -> Json:
    """The notebook as plain JSON values. Arrays are in reading order; sort the keys when you print it."""
    return {"format": FORMAT, "tours": [_Tour(reader, tour).json() for tour in reader.all(r.Tour)]}


class _Tour:
    """One tour with all that belongs to it; what names no tour belongs to the first."""

    def __init__(self, reader: Records, tour: r.Tour) -> None:
        self._reader = reader
        self._tour = tour
        self._first = reader.tour() == tour
        self._people = {person.id: person for person in reader.all(r.Person)}
        self._teams = {team.id: team for team in reader.all(r.Team)}
        self._contacts = {contact.id: contact for contact in reader.all(r.Contact)}
        self._figures = {figure.id: figure for figure in reader.all(r.Figure)}
        self._states = {k: reader.statuses(r.KINDS[k]) for k in r.ENTRY_KINDS}
        self._tours = {known.id for known in reader.all(r.Tour)}
        self._visits = self._mine(r.Visit)
        self._decisions = reader.all(r.Decision)

    def json(self) -> Json:
        reader = self._reader
        takeaways, figures = self._mine(r.Takeaway), self._mine(r.Figure)
        known = {visit.id for visit in self._visits}
        return {
            **plain(self._tour),
            "people": [self._person(person) for person in self._mine(r.Person)],
            "teams": [plain(team) for team in self._mine(r.Team)],
            "visits": self._visit_list(takeaways, figures),
            "takeaways": [self._takeaway(t) for t in takeaways if t.visit not in known],
            "figures": [plain(f) for f in figures if f.visit not in known],
            "chapters": [self._chapter(chapter) for chapter in self._mine(r.Chapter)],
            "implications": self._implications(),
            "reports": [plain(report) for report in self._mine(r.Report)],
            "decisions": [self._decision(decision) for decision in self._decisions],
            "attendance": [plain(absence) for absence in reader.all(r.Attendance)],
            "waivers": [plain(waiver) for waiver in reader.all(r.Waiver)],
            "sources": [plain(source, without=("text",)) for source in self._mine(r.Source)],
            "comments": self._comments(),
            "redactions": [plain(redaction) for redaction in reader.all(r.Redaction)],
        }

    def _mine(self, kind: type[R]) -> list[R]:
        def belongs(record: R) -> bool:
            owner = getattr(record, "tour", None)
            return owner == self._tour.id or (self._first and owner not in self._tours)

        return [record for record in self._reader.all(kind) if belongs(record)]

    # --- visits ---

    def _visit_list(self, takeaways: Sequence[r.Takeaway], figures: Sequence[r.Figure]) -> list[Json]:
        contacts = _by_visit(self._contacts.values(), plain)
        notes = _by_visit(self._reader.all(r.Note), self._note)
        questions = _by_visit(self._reader.all(r.Question), self._question)
        taken = _by_visit(takeaways, self._takeaway)
        pictured = _by_visit(figures, plain)
        return [
            {
                **plain(visit),
                "contacts": contacts[visit.id],
                "notes": notes[visit.id],
                "questions": questions[visit.id],
                "takeaways": taken[visit.id],
                "figures": pictured[visit.id],
            }
            for visit in self._visits
        ]

    def _note(self, note: r.Note) -> Json:
        return {**plain(note), "text": self.text(note.text), **self._author(note.author), **self._state(note)}

    def _question(self, question: r.Question) -> Json:
        contact = self._contacts.get(question.answerer or "")
        return {
            **plain(question),
            "question": self.text(question.question),
            "answer": self.text(question.answer),
            "asker": self._name(question.asker) or question.asker_name or None,
            "asker_id": question.asker,
            "answerer": (contact.name if contact else "") or question.answerer_name or None,
            "answerer_id": question.answerer,
            **self._state(question),
        }

    def _takeaway(self, takeaway: r.Takeaway) -> Json:
        team = self._teams.get(takeaway.team or "")
        return {
            **plain(takeaway),
            "text": self.text(takeaway.text),
            "team": (team.name if team else "") or takeaway.team_name or None,
            "team_id": takeaway.team,
            **self._author(takeaway.author, takeaway.author_name),
            **self._state(takeaway),
        }

    # --- the tour's own ---

    def _person(self, person: r.Person) -> Json:
        team = self._teams.get(person.team or "")
        return {**plain(person), "team": team.name if team else None, "team_id": person.team}

    def _chapter(self, chapter: r.Chapter) -> Json:
        return {
            **plain(chapter),
            "text": self.text(chapter.text),
            **self._author(chapter.author),
            **self._state(chapter),
        }

    def _implications(self) -> list[Json]:
        evidence: dict[str, list[str]] = defaultdict(list)
        for link in self._reader.all(r.Evidence):
            if link.implication and link.object:
                evidence[link.implication].append(link.object)
        return [
            {**plain(i), "text": self.text(i.text), "evidence": evidence[i.id], **self._state(i)}
            for i in self._mine(r.Implication)
        ]

    def _decision(self, decision: r.Decision) -> Json:
        return {**plain(decision), **self._author(decision.author)}

    def _comments(self) -> list[Json]:
        comments = self._reader.all(r.Comment)
        ids = {comment.id for comment in comments}
        replies: dict[str, list[Json]] = defaultdict(list)
        for comment in comments:
            if comment.parent in ids:
                replies[comment.parent or ""].append(self._comment(comment))
        return [
            {**self._comment(comment), "replies": replies[comment.id]}
            for comment in comments
            if comment.parent not in ids
        ]

    def _comment(self, comment: r.Comment) -> Json:
        decided = [d for d in self._decisions if d.object == comment.id]
        last = max(decided, key=lambda d: (self._written(d), d.id), default=None)
        closed = last is not None and last.verdict in ("accepted", "rejected", "resolved")
        return {
            **plain(comment),
            **self._author(comment.author),
            "suggestion": comment.replacement,
            "state": "resolved" if closed else "open",
        }

    def _written(self, decision: r.Decision) -> int:
        """When a decision was made, as its hybrid clock."""
        return max((revision.hlc for revision in self._reader.history(decision.id)), default=0)

    # --- parts ---

    def text(self, text: str) -> str:
        """Outline text with each figure line as ▲ caption [출처=credit]; a line without a record stays."""
        if not _FIGURE_HINT.search(text):
            return text
        return "\n".join(self._line(line) for line in text.split("\n"))

    def _line(self, line: str) -> str:
        if line_kind(line).kind is not Kind.FIGURE:
            return line
        figure = self._figures.get((figure_of(line) or "").lower())
        return figure_line(figure.caption, figure.credit) if figure else line

    def _author(self, person_id: str | None, as_written: str = "") -> Json:
        return {"author": self._name(person_id) or as_written or None, "author_id": person_id}

    def _name(self, person_id: str | None) -> str | None:
        person = self._people.get(person_id or "")
        return person.name if person else None

    def _state(self, entry: r.Record) -> Json:
        """A draft makes an empty entry one that is being written; here only what is stored counts."""
        state = self._states[entry.KIND].get(entry.id, EMPTY)
        filled = any(getattr(entry, name) for name in content_fields(entry.KIND))
        return {"status": EMPTY if state == WRITING and not filled else state}


def plain(record: r.Record, without: Iterable[str] = ()) -> Json:
    """The fields of record under their own names; an empty line is null, lists are lists."""
    left_out = _ASIDE.union(without)
    values: Json = {"id": record.id}
    for spec in r.field_specs(type(record)):
        if spec.name not in left_out:
            values[spec.name] = _value(getattr(record, spec.name), spec.shape)
    return values


def _value(value: r.Value, shape: r.Shape) -> Any:
    if isinstance(value, tuple):
        return list(value)
    return None if shape in _NULL_WHEN_EMPTY and not value else value


def _by_visit(records: Iterable[Any], make: Callable[[Any], Json]) -> Mapping[str, list[Json]]:
    groups: dict[str, list[Json]] = defaultdict(list)
    for record in records:
        groups[record.visit].append(make(record))
    return groups
