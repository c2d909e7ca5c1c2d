"""Sets of revisions, out and in: what notebooks of one tour give each other, by file, stick or server.

A line is a revision's id, a blank, and its canonical payload. The id stands there because that of a redacted revision
cannot be computed again; of all others it must be the hash of the payload.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Final

from db.holdings import REDACTION, Holdings, batches, blanked_by, is_blanked
from db.mergeplan import (
    NOT_CANONICAL,
    OTHER_NOTEBOOK,
    WITHOUT_REDACTION,
    WRONG_ID,
    Clash,
    Incoming,
    MergePlan,
    Redacting,
    Rejected,
    Sender,
    Subject,
)
from db.queries import Reader
from db.records import Redaction
from db.revisions import Clock, InvalidRevision, Revision, blank, check, read
from db.state import Graph, ObjectState
from db.trouble import named

_ID: Final = re.compile(r"[0-9a-f]{64}")


def line_of(revision_id: str, payload: str) -> str:
    """A revision as it travels."""
    return f"{revision_id} {payload}"


def export(
    reader: Reader, objects: Collection[str] | None = None, *, without: Collection[str] = frozenset()
) -> Iterator[str]:
    """The lines of all revisions that are not set aside, grouped by object, each after its parents.

    objects: only these, and all redactions, which always travel. without: ids of revisions that the receiver has.
    The reader is held until the last line. Raises KnownError where it is damaged.
    """
    with named(reader.path), reader.snapshot():
        here = Holdings(reader)
        wanted = here.objects()
        if objects is not None:
            chosen = {*objects, *(each.id for gone in (False, True) for each in reader.all(Redaction, deleted=gone))}
            wanted = [each for each in wanted if each in chosen]
        for _, payloads in here.shown(wanted):
            for revision in Graph(read(*each) for each in payloads.items()).revisions:
                if revision.id not in without:
                    yield line_of(revision.id, payloads[revision.id])


class RejectedTooMuch(Exception):
    """More lines are none than were allowed."""


def plan(
    reader: Reader,
    lines: Iterable[str],
    *,
    again: bool = False,
    redact: bool = False,
    clock: Clock | None = None,
    most_rejected: int | None = None,
) -> MergePlan:
    """What taking lines in would do; nothing is written. The order of the lines does not matter.

    again: bring back what an undone merge had brought. redact: take redactions in, which blanks what they name.
    clock: ours, in tests. most_rejected: how many lines may be none. The reader is held meanwhile: where there are many
    lines, give one of its own. Raises KnownError where the notebook itself is damaged, and RejectedTooMuch.
    """
    with named(reader.path), reader.snapshot():
        here = Holdings(reader)
        arrived = _read_lines(lines, here, most_rejected)
        sorting = _sorted(here, arrived, again=again, redact=redact)
        taken = sorted(sorting.taken.values(), key=lambda each: (each.object, each.id))
        # What is taken may stand on more of the undone merge than these lines hold.
        standing = [*sorting.returning, *(parent for each in taken for parent in each.parents)]
        returning = here.built_on(standing)
        effects = _effects(here, sorting.taken, returning, sorting.blanked)
        latest = (clock or Clock()).furthest()
        return MergePlan(
            here.notebook,
            tuple(taken),
            tuple(sorted(returning)),
            _senders(taken),
            tuple(sorted(effects.new)),
            tuple(sorted(effects.changed)),
            tuple(sorted(effects.deleted)),
            tuple(sorted(effects.revived)),
            tuple(sorted(effects.conflicts)),
            sorting.same,
            tuple(sorted(sorting.undone)),
            tuple(sorted(_redacting(here, arrived.fresh[name].revision) for name in sorting.redactions)),
            tuple(each.id for each in taken if each.hlc > latest),
            tuple(sorted([*arrived.rejected, *sorting.rejected])),
        )


@dataclass(slots=True)
class _Arrived:
    """The lines that are revisions. known: those that are here. fresh: the others, by id. numbers: of lines, from 1."""

    known: set[str] = field(default_factory=set)
    fresh: dict[str, Incoming] = field(default_factory=dict)
    numbers: dict[str, int] = field(default_factory=dict)
    rejected: list[Rejected] = field(default_factory=list)


@dataclass(slots=True)
class _Sorting:
    """Where each line went. blanked: the revisions that stand without their body once the plan is carried out."""

    taken: dict[str, Incoming] = field(default_factory=dict)
    returning: set[str] = field(default_factory=set)
    undone: set[str] = field(default_factory=set)
    redactions: set[str] = field(default_factory=set)
    blanked: frozenset[str] = frozenset()
    same: int = 0
    rejected: list[Rejected] = field(default_factory=list)


def refusal_of(line: str, notebook: str) -> str:
    """Why line is no revision of the notebook: a key of the interface texts; nothing where it is one."""
    name, _, payload = line.rstrip("\r\n").partition(" ")
    return _checked(name, payload, notebook)[0]


def _read_lines(lines: Iterable[str], here: Holdings, most_rejected: int | None) -> _Arrived:
    arrived = _Arrived()
    notebook = here.notebook
    for batch in batches(enumerate(lines, start=1)):
        found: dict[str, Incoming] = {}
        for number, line in batch:
            name, _, payload = line.rstrip("\r\n").partition(" ")
            reason, revision = _checked(name, payload, notebook)
            if revision is None:
                arrived.rejected.append(Rejected(number, reason, name[:64]))
                if most_rejected is not None and len(arrived.rejected) > most_rejected:
                    raise RejectedTooMuch
                continue
            made = Incoming.of(revision, payload)
            twin = found.get(name) or arrived.fresh.get(name, made)  # of a whole and a redacted one, the whole counts
            found[name] = min(twin, made, key=lambda each: (each.redacted, each.payload))
            arrived.numbers.setdefault(name, number)
        known = here.known(found)
        arrived.known |= known
        arrived.fresh.update((name, each) for name, each in found.items() if name not in known)
    return arrived


def _checked(name: str, payload: str, notebook: str) -> tuple[str, Revision | None]:
    """The revision of a line, or why it is none."""
    try:
        revision = check(payload)
    except InvalidRevision:
        return NOT_CANONICAL, None
    reason = _refusal(name, revision, notebook)
    return reason, None if reason else replace(revision, id=name)


def _refusal(name: str, revision: Revision, notebook: str) -> str:
    if revision.redacted:
        if revision.kind == REDACTION:
            return WITHOUT_REDACTION
        return "" if _ID.fullmatch(name) else WRONG_ID
    if revision.id != name:
        return WRONG_ID
    return "" if revision.notebook == notebook else OTHER_NOTEBOOK


def _sorted(here: Holdings, arrived: _Arrived, *, again: bool, redact: bool) -> _Sorting:
    sorting = _Sorting()
    known, fresh, undone = arrived.known, arrived.fresh, here.undone()
    held = _descendants(fresh, undone) | (undone & known)
    sorting.same = len(known - undone)
    if again:
        sorting.returning = held & known
    else:
        sorting.undone = held
        fresh = {name: each for name, each in fresh.items() if name not in held}
    sorting.redactions = {name for name, each in fresh.items() if each.kind == REDACTION}
    asked = frozenset().union(*(blanked_by(fresh[name].revision) for name in sorting.redactions))
    sorting.blanked = here.redacted() | (asked if redact else frozenset())
    for name, each in fresh.items():
        if name in sorting.redactions and not redact:
            continue
        if not each.redacted or name in sorting.blanked:
            sorting.taken[name] = each
        elif name not in asked:
            sorting.rejected.append(Rejected(arrived.numbers[name], WITHOUT_REDACTION, name))
    return sorting


def _descendants(fresh: Mapping[str, Incoming], ids: Collection[str]) -> set[str]:
    """Those of fresh that were written by somebody who had seen one of ids."""
    children: dict[str, list[str]] = {}
    for each in fresh.values():
        for parent in each.parents:
            children.setdefault(parent, []).append(each.id)
    found: set[str] = set()
    waiting = list(ids)
    while waiting:
        for child in children.get(waiting.pop(), ()):
            if child not in found:
                found.add(child)
                waiting.append(child)
    return found


@dataclass(slots=True)
class _Effects:
    new: set[Subject] = field(default_factory=set)
    changed: set[Subject] = field(default_factory=set)
    deleted: set[Subject] = field(default_factory=set)
    revived: set[Subject] = field(default_factory=set)
    conflicts: set[Clash] = field(default_factory=set)


def _effects(
    here: Holdings, taken: Mapping[str, Incoming], returning: Collection[str], blanked: frozenset[str]
) -> _Effects:
    """The objects that will stand differently, and how."""
    by_object: dict[str, list[Incoming]] = {}
    for each in taken.values():
        by_object.setdefault(each.object, []).append(each)
    touched = {*by_object, *here.to_blank(blanked).values(), *here.objects_of(returning)}
    effects = _Effects()
    seen = set()
    for object_id, payloads in here.shown(sorted(touched), returning):
        seen.add(object_id)
        stored = [read(*each) for each in payloads.items()]
        before = [each for each in stored if each.id not in returning]
        _compare(effects, before, [*stored, *(each.revision for each in by_object.get(object_id, ()))], blanked)
    for object_id in by_object.keys() - seen:
        _compare(effects, [], [each.revision for each in by_object[object_id]], blanked)
    return effects


def _compare(effects: _Effects, before: list[Revision], after: list[Revision], blanked: frozenset[str]) -> None:
    now = Graph(blank(each)[0] if is_blanked(each, blanked) else each for each in after).state()
    subject = Subject(now.kind, now.object)
    was: ObjectState | None = Graph(before).state() if before else None
    (effects.changed if was else effects.new).add(subject)
    if was and was.deleted != now.deleted:
        (effects.deleted if now.deleted else effects.revived).add(subject)
    for name, each in now.fields.items():
        listed = was.fields.get(name) if was else None
        if each.conflict and not (listed and listed.conflict and listed.heads == each.heads):
            effects.conflicts.add(Clash(now.kind, now.object, name))


def _redacting(here: Holdings, revision: Revision) -> Redacting:
    ids = blanked_by(revision)
    reason = revision.fields.get("reason", "")
    return Redacting(revision.object, str(reason or ""), tuple(sorted(ids)), len(here.to_blank(ids)))


def _senders(taken: Iterable[Incoming]) -> tuple[Sender, ...]:
    counts = Counter((each.author or "", each.device or "") for each in taken)
    return tuple(Sender(author, device, count) for (author, device), count in sorted(counts.items()))
