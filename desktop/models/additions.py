"""What others asked at a visit, for those who keep its record: each thing once, beside what the record already has."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import field
from typing import TYPE_CHECKING, Final

from db.edits import change
from db.frozen import dataclass
from db.records import Question, Visit

if TYPE_CHECKING:
    from db.edits import Edit
    from db.queries import Reader

ALIKE: Final = 0.55
"""Share of letter pairs from which on two questions are the same one in other words."""
_SILENT: Final = re.compile(r"[\W_]+")
_ENDINGS: Final = re.compile(
    r"(?:은|는|이|가|을|를|에|의|로|으로|에서|에게|와|과|도|만|까지|부터)?(?=\s|$)|(?:입니까|습니까|십니까|나요|가요|까요|는지요?|ㄴ가요)\s*[?？]?\s*$"
)


@dataclass(frozen=True, slots=True)
class Addition:
    """question: what is offered. folded: others' that say the same. near: the record's own one that is like it."""

    question: Question
    folded: tuple[Question, ...] = ()
    near: Question | None = field(default=None)

    @property
    def ids(self) -> tuple[str, ...]:
        return (self.question.id, *(each.id for each in self.folded))


def is_recorder(visit: Visit, person: str | None) -> bool:
    """Whether person writes the record of a visit: everybody does where nobody was named, or who writes is unknown."""
    return not visit.recorders or person is None or person in visit.recorders


def seen(visit: Visit | None, person: str | None, questions: Iterable[Question]) -> list[Question]:
    """The questions of a visit as person sees them.

    Who keeps the record sees what others wrote in a list of its own; who does not, sees the own among the record's.
    """
    apart = visit is not None and is_recorder(visit, person)
    hidden = ("offered", "left") if apart else ("left",)
    return [each for each in questions if each.addition not in hidden]


def additions(reader: Reader, visit: Visit) -> list[Addition]:
    """What is offered to the recorders of a visit and waits for a word."""
    questions = reader.all(Question, visit=visit.id)
    offered = [each for each in questions if each.addition == "offered" and each.question.strip()]
    return fold(offered, [each for each in questions if each.addition in ("none", "taken")])


def named(reader: Reader, visit: Visit, recorders: Sequence[str]) -> list[Edit]:
    """Edits that go with naming recorders. visit: as it was.

    The first that are named get offered what somebody else wrote while nobody kept the record; what was offered is the
    record's once its writer keeps it. Prepared questions are everybody's; what came in from a foreign text is nobody's.
    """
    found: list[Edit] = []
    for each in reader.all(Question, visit=visit.id):
        if each.prepared or each.addition not in ("none", "offered"):
            continue
        keeps = _writer(reader, each) in (None, *recorders)
        if keeps and each.addition == "offered":
            found.append(change(each, addition="none"))
        elif not keeps and each.addition == "none" and recorders and not visit.recorders:
            found.append(change(each, addition="offered"))
    return found


def _writer(reader: Reader, question: Question) -> str | None:
    return next((revision.author for revision in reader.history(question.id, private=True)), None)


def fold(offered: Sequence[Question], own: Sequence[Question]) -> list[Addition]:
    """Near-duplicates as one: the one with the longest answer stands for the others. own: what the record has."""
    groups: list[list[Question]] = []
    for question in offered:
        group = next((each for each in groups if alike(each[0].question, question.question) >= ALIKE), None)
        if group is None:
            groups.append([question])
        else:
            group.append(question)
    return [_addition(group, own) for group in groups]


def _addition(group: list[Question], own: Sequence[Question]) -> Addition:
    best = max(group, key=lambda each: len(each.answer.strip()))
    others = tuple(each for each in group if each is not best)
    near = max(own, key=lambda each: alike(each.question, best.question), default=None)
    found = near is not None and alike(near.question, best.question) >= ALIKE
    return Addition(best, others, near if found else None)


def alike(one: str, other: str) -> float:
    """From 0 to 1: how much of two texts' letter pairs is the same (Sørensen–Dice), particles and endings aside."""
    first, second = _pairs(one), _pairs(other)
    total = first.total() + second.total()
    return 2 * (first & second).total() / total if total else float(one.strip() == other.strip())


def _pairs(text: str) -> Counter[str]:
    letters = _SILENT.sub("", _ENDINGS.sub("", text.strip()).casefold())
    return Counter(letters[at : at + 2] for at in range(len(letters) - 1)) if len(letters) > 1 else Counter([letters])
