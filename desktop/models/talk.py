"""What is said at a running visit, as values: questions with what follows them, and which wait for an answer."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING

from db.frozen import dataclass
from db.order import key_between
from db.records import Contact, Note, Person, Question, Visit
from desktop.dates import day_of
from desktop.models.additions import seen
from desktop.models.outline import by_time

if TYPE_CHECKING:
    from db.queries import Reader


@dataclass(frozen=True, slots=True)
class Said:
    """One question where it stands. depth: 0, or how deep it follows another. asker, answerer: names, or nothing."""

    question: Question
    depth: int
    asker: str
    answerer: str

    @property
    def answered(self) -> bool:
        return bool(self.question.answer.strip())


@dataclass(frozen=True, slots=True)
class Talk:
    """A visit's questions in order, and its notes as they were begun."""

    said: tuple[Said, ...]
    notes: tuple[Note, ...]

    @property
    def answered(self) -> list[Said]:
        return [each for each in self.said if each.answered]

    @property
    def asked(self) -> list[Said]:
        """What was asked until now, answered or not; what was prepared once it is ticked off or answered."""
        return [each for each in self.said if each.answered or each.question.asked or not each.question.prepared]

    @property
    def waiting(self) -> list[Said]:
        """Without an answer: asked just now, or prepared and not asked yet."""
        return [each for each in self.said if not each.answered]

    @property
    def later(self) -> list[Said]:
        return [each for each in self.said if each.question.check_later]


def talk(reader: Reader, visit_id: str, person: str | None = None) -> Talk:
    """What was said at a visit until now, as person sees it."""
    visit = reader.get(visit_id)
    questions = seen(visit if isinstance(visit, Visit) else None, person, reader.all(Question, visit=visit_id))
    return Talk(tuple(_named(reader, visit_id, questions)), tuple(reader.all(Note, visit=visit_id)))


def said_by(reader: Reader, visit_id: str) -> list[Said]:
    """All questions of a visit, whoever wrote them."""
    return _named(reader, visit_id, reader.all(Question, visit=visit_id))


def _named(reader: Reader, visit_id: str, questions: Iterable[Question]) -> list[Said]:
    people = {each.id: each.name for each in reader.all(Person)}
    met = {each.id: each.name for each in reader.all(Contact, visit=visit_id)}
    return [
        Said(
            question,
            depth,
            question.asker_name or people.get(question.asker or "", ""),
            question.answerer_name or met.get(question.answerer or "", ""),
        )
        for question, depth in in_order(questions)
    ]


def in_order(questions: Iterable[Question]) -> list[tuple[Question, int]]:
    """Questions as they are read, each with its depth: what follows another stands behind it."""
    listed = sorted(questions, key=lambda each: (each.order, each.id))
    ids = {each.id for each in listed}
    behind: dict[str | None, list[Question]] = defaultdict(list)
    for each in listed:
        behind[each.follows if each.follows in ids else None].append(each)
    found: list[tuple[Question, int]] = []
    seen: set[str] = set()

    def walk(parent: str | None, depth: int) -> None:
        for each in behind[parent]:
            if each.id not in seen:
                seen.add(each.id)
                found.append((each, depth))
                walk(each.id, depth + 1)

    walk(None, 0)
    found.extend((each, 0) for each in listed if each.id not in seen)  # two laptops made each follow the other
    return found


def order_behind(questions: Sequence[Question], after: str | None = None) -> str:
    """The order key of a new question at the end, or behind one and all that follows it."""
    group = _group(questions, after) if after else []
    orders = sorted(each.order for each in questions)
    before = group[-1].order if group else orders[-1] if orders else None
    return key_between(before, next((order for order in orders if before is not None and order > before), None))


def moved(
    questions: Sequence[Question], question_id: str, by: int, among: Collection[str] | None = None
) -> dict[str, str]:
    """New order keys that put a question, with what follows it, before (-1) or behind (+1) its neighbour; {}: none.

    among: ids of those in the list in which it is moved, where that shows only some: the others are passed over.
    """
    placed = in_order(questions)
    depths = {question.id: depth for question, depth in placed}
    own = next((question for question, _ in placed if question.id == question_id), None)
    if own is None:
        return {}
    beside = [q for q, depth in placed if depth == depths[question_id] and (depth == 0 or q.follows == own.follows)]
    beside = [each for each in beside if among is None or each.id in among or each is own]
    target = beside.index(own) + by
    if not 0 <= target < len(beside):
        return {}
    going = _group(questions, question_id)
    rest = sorted(({each.id: each for each in questions if each not in going}).values(), key=lambda e: (e.order, e.id))
    other = _group(questions, beside[target].id)
    place = rest.index(other[0]) if by < 0 else rest.index(other[-1]) + 1
    before = rest[place - 1].order if place else None
    after = rest[place].order if place < len(rest) else None
    if before is not None and before == after:
        return {}
    keys = {}
    for each in going:
        before = keys[each.id] = key_between(before, after)
    return keys


def _group(questions: Sequence[Question], question_id: str) -> list[Question]:
    """A question and all that follows it, in order."""
    placed = in_order(questions)
    at = next((number for number, (each, _) in enumerate(placed) if each.id == question_id), None)
    if at is None:
        return []
    end = at + 1
    while end < len(placed) and placed[end][1] > placed[at][1]:
        end += 1
    return [question for question, _ in placed[at:end]]


def running(reader: Reader, today: date, clock: str) -> str:
    """Id of the visit that is on now: of the day nearest to today, the first that has not ended; else nothing.

    clock: HH:MM at the place. A visit without an end is taken to end where the next begins.
    """
    visits = reader.all(Visit)
    days = sorted({day for visit in visits if (day := day_of(visit.date))})
    day = min(days, key=lambda known: (abs((known - today).days), known), default=None)
    listed = by_time(visit for visit in visits if day_of(visit.date) == day)
    if not listed:
        return ""
    if day != today:
        return listed[0].id
    for visit, following in zip(listed, [*listed[1:], None], strict=True):
        end = visit.end_time or (following.start_time if following else None) or "24:00"
        if clock <= end:
            return visit.id
    return listed[-1].id


def instant() -> str:
    """Now, with this laptop's offset."""
    return datetime.now().astimezone().isoformat(timespec="seconds")
