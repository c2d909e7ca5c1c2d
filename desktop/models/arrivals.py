"""What came in, in words: what taking bundles in would do, and what each of them is, before anything is written."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from db.records import KINDS, Decision, Person
from db.sharing import ANSWER, REVIEW, TOUR
from db.status import APPROVED, RETURNED
from desktop.dates import day_of, short
from desktop.models.intakes import reasons_words
from desktop.models.values import record_name
from desktop.words import shortened

if TYPE_CHECKING:
    from db.mergeplan import MergePlan, Subject
    from db.merging import Arrival, Survey
    from db.queries import Reader
    from resources import Sentences

NAMED = 3
"""Kinds, people or places that are named; the others are counted."""
LONGEST = 24
"""Letters of a name."""
FORWARDED = (TOUR, ANSWER, REVIEW)
"""Purposes for which somebody passes on what several people wrote: that is as it should be."""


@dataclass(frozen=True, slots=True)
class Total:
    """One figure of the plan. token: its colour. word: what is counted. detail: more about it, or nothing."""

    count: int
    token: str
    word: str
    detail: str


@dataclass(frozen=True, slots=True)
class Row:
    """One file. icon, token: how it stands. title: who sent it, or its name. about: what it is. counts: what it brings.

    warning: what somebody should know. note: more about it, which is as it should be. other: it is of another tour, and
    can be a notebook of its own. twin: another of the files is the same.
    """

    path: Path
    icon: str
    token: str
    title: str
    about: str
    counts: str
    warning: str = ""
    note: str = ""
    other: bool = False
    twin: bool = False

    @property
    def spoken(self) -> str:
        return ", ".join(filter(None, (self.title, self.about, self.counts, self.warning, self.note)))


@dataclass(frozen=True, slots=True)
class Told:
    """taking: how many objects would change. refused: rows of what is not taken. deleting, blanking: what is to be
    agreed to, in words. undone: revisions that were taken back once. answer: it brings what somebody sent back.
    conflicts: fields that somebody has to choose in."""

    totals: tuple[Total, ...]
    taken: tuple[Row, ...]
    refused: tuple[Row, ...]
    taking: int
    deleting: str = ""
    blanking: str = ""
    undone: int = 0
    answer: bool = False
    conflicts: int = 0


def tell(reader: Reader, sentences: Sentences, survey: Survey) -> Told:
    """survey in words. reader: of the notebook that it would change."""
    names = _Names(reader, sentences, survey.plan)
    rows = [_row(sentences, names, each) for each in survey.arrivals]
    taken = [row for row, each in zip(rows, survey.arrivals, strict=True) if each.is_read]
    refused = [row for row, each in zip(rows, survey.arrivals, strict=True) if not each.is_read]
    plan = survey.plan
    here = sum(each.here for each in plan.redactions)
    deleting = blanking = ""
    if survey.deletes_much:
        deleting = sentences("exchange.deletes", count=len(plan.deleted), living=survey.living)
    if survey.asks_redaction:
        blanking = sentences("exchange.blanks", count=here, reasons=reasons_words(plan.redactions))
    return Told(
        tuple(_totals(sentences, names, survey)),
        tuple(sorted(taken, key=lambda row: (not row.warning, row.icon == "check"))),
        tuple(sorted(refused, key=lambda row: row.icon == "minus")),
        changing(plan),
        deleting,
        blanking,
        0 if survey.again else len(plan.undone),
        answers(survey),
        len(plan.conflicts),
    )


def changing(plan: MergePlan) -> int:
    """How many objects would be new or look otherwise; that they were handed in counts only where nothing else does."""
    objects = {each.object for each in (*plan.new, *plan.changed, *plan.deleted, *plan.revived)}
    return len(objects - plan.submissions()) or len(objects)


def called(sentences: Sentences, survey: Survey) -> str:
    """What files that came in together are called: how many, and how many of them are taken."""
    count, whole = sum(each.is_read for each in survey.arrivals), len(survey.arrivals)
    return sentences("exchange.several" if count == whole else "exchange.several_of", count=count, whole=whole)


def answers(survey: Survey) -> bool:
    """Whether something comes back that somebody looked at."""
    return any(each.is_read and each.manifest and each.manifest.purpose == ANSWER for each in survey.arrivals)


class _Names:
    """What objects are called: those that are here, and those that come in."""

    def __init__(self, reader: Reader, sentences: Sentences, plan: MergePlan) -> None:
        self._reader, self._sentences = reader, sentences
        self._coming: dict[str, str] = {}
        for each in plan.of_kinds(Person.KIND):
            if name := each.revision.fields.get("name"):
                self._coming.setdefault(each.object, str(name))

    def person(self, name: str) -> str:
        found = self._reader.get(name)
        return (found.name if isinstance(found, Person) else "") or self._coming.get(name, "")

    def objects(self, ids: Iterable[str]) -> Iterator[str]:
        """The names of those that are here and have one."""
        for each in ids:
            record = self._reader.get(each)
            if record is not None and (name := record_name(self._reader, self._sentences, record)):
                yield shortened(name, LONGEST)


def _totals(say: Sentences, names: _Names, survey: Survey) -> Iterator[Total]:
    plan, handed_in = survey.plan, survey.plan.submissions()
    new = [each for each in plan.new if each.object not in handed_in]
    if new:
        verdicts = {each.object: str(each.revision.fields.get("verdict")) for each in plan.of_kinds(Decision.KIND)}
        yield Total(len(new), "ink", say("exchange.total.new"), _kinds(say, new, verdicts))
    if handed_in:
        yield Total(len(handed_in), "ink", say("exchange.total.submitted"), say("exchange.total.submitted_detail"))
    if plan.changed:
        kinds = _kinds(say, plan.changed, {})
        yield Total(len(plan.changed), "ink", say("exchange.total.changed"), kinds)
    if plan.revived:
        called = _list(say, names.objects(each.object for each in plan.revived), len(plan.revived))
        yield Total(len(plan.revived), "ink", say("exchange.total.revived"), called)
    if survey.pictures:
        yield Total(len(survey.pictures), "ink", say("exchange.total.pictures"), "")
    yield Total(plan.same, "ink3", say("exchange.total.same"), say("exchange.total.same_detail"))
    if plan.conflicts:
        places = list(dict.fromkeys(each.object for each in plan.conflicts))
        called = _list(say, names.objects(places), len(places))
        yield Total(len(plan.conflicts), "amber", say("exchange.total.conflicts"), called)
    if plan.deleted:
        called = _list(say, names.objects(each.object for each in plan.deleted), len(plan.deleted))
        yield Total(len(plan.deleted), "amber", say("exchange.total.deleted"), called)
    if plan.rejected:
        yield Total(len(plan.rejected), "red", say("exchange.total.lines"), say("exchange.total.lines_detail"))
    refused = sum(each.refused is not None or each.other_tour for each in survey.arrivals)
    if refused:
        yield Total(refused, "red", say("exchange.total.refused"), say("exchange.total.refused_detail"))


def _kinds(say: Sentences, subjects: Iterable[Subject], verdicts: Mapping[str, str]) -> str:
    """질의응답 96, 소감·시사점 61, 그 밖 12. verdicts: of decisions, by id: 승인 6, 돌려보냄 1."""
    counts = Counter(_kind(say, each.kind, verdicts.get(each.object, "")) for each in subjects)
    most = sorted(((name, count) for name, count in counts.items() if name), key=lambda each: (-each[1], each[0]))[
        :NAMED
    ]
    rest = sum(counts.values()) - sum(count for _, count in most)
    parts = [f"{name} {count}" for name, count in most]
    return ", ".join([*parts, *([say("exchange.rest", count=rest)] if rest else [])])


def _kind(say: Sentences, kind: str, verdict: str) -> str:
    """Nothing for a kind of a newer program."""
    if verdict in (APPROVED, RETURNED):
        return say(f"exchange.verdict.{verdict}")
    return say(f"fields.kind.{kind}") if kind in KINDS else ""


def _list(say: Sentences, called: Iterable[str], count: int) -> str:
    shown = [name for name, _ in zip(called, range(NAMED), strict=False)]
    rest = count - len(shown)
    return ", ".join([*shown, *([say("exchange.rest", count=rest)] if rest and shown else [])])


def _row(say: Sentences, names: _Names, each: Arrival) -> Row:
    file = unicodedata.normalize("NFC", each.path.name)
    manifest = each.manifest
    if each.refused is not None:
        why = say(each.refused.key, **{**each.refused.values, "path": file}).removeprefix(f"{file}: ")
        return Row(each.path, "error", "red", file, why[:1].upper() + why[1:], "")
    assert manifest is not None
    sender = manifest.sender_name.strip() or say("exchange.unknown_sender")
    if each.other_tour:
        tour = manifest.tour.strip() or say("exchange.unnamed_tour")
        return Row(
            each.path, "globe", "blue", file, say("exchange.other_tour", tour=tour, sender=sender), "", other=True
        )
    if each.twin is not None:
        other = unicodedata.normalize("NFC", each.twin.name)
        return Row(each.path, "minus", "ink3", file, say("exchange.twin", name=other), "", twin=True)
    about = " · ".join(filter(None, (_purpose(say, manifest.purpose, manifest.day), file)))
    forwarded = manifest.purpose in FORWARDED
    writers = _strangers(say, names, each) if each.strangers else ""
    warnings = [say("exchange.strangers", writers=writers)] if writers and not forwarded else []
    note = say("exchange.writers", writers=writers) if writers and forwarded else ""
    if each.rejected:
        first = min(each.rejected)
        reason = say(first.reason, line=first.line)
        warnings.append(say("exchange.damaged_lines", count=len(each.rejected), reason=reason))
    icon, token = ("merge", "amber") if each.conflicts else ("check", "green")
    if warnings:
        icon, token = "warning", "amber"
    return Row(each.path, icon, token, sender, about, _counts(say, each), " ".join(warnings), note)


def _purpose(say: Sentences, purpose: str, day: str | None) -> str:
    key = f"exchange.purpose.{purpose}"
    known = say(key) if key in say else say("exchange.purpose.everything")
    date = day_of(day)
    return f"{known} {short(date, say)}" if date is not None else known


def _counts(say: Sentences, each: Arrival) -> str:
    values: Sequence[tuple[str, int]] = (
        ("new", each.new - each.submitted), ("submitted", each.submitted), ("changed", each.changed),
        ("conflicts", each.conflicts), ("pictures", each.pictures),
        ("undone", each.undone),
    )  # fmt: skip
    parts = [say(f"exchange.count.{name}", count=count) for name, count in values if count]
    return " · ".join(parts) or say("exchange.count.nothing")


def _strangers(say: Sentences, names: _Names, each: Arrival) -> str:
    """서이준 12, 문지안 3: what was written by others than who sent it."""
    counts: Mapping[str, int] = dict(each.writers)
    named: Counter[str] = Counter()
    for author in each.strangers:
        named[names.person(author) or say("exchange.unknown_writer")] += counts[author]
    shown = [say("intakes.by", name=name, count=count) for name, count in named.most_common(NAMED)]
    rest = len(named) - len(shown)
    more = [say("exchange.more_people", count=rest)] if rest > 0 else []
    return ", ".join([*shown, *more])
