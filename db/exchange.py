"""Sets of revisions, out and in: what notebooks of one tour give each other, by file, stick or server.

A line is a revision's id, a blank, and its canonical payload. The id stands there because that of a redacted revision
cannot be computed again; of all others it must be the hash of the payload.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field, replace
from itertools import chain
from typing import Final

from db.holdings import REDACTION, Holdings, blanked_by, is_blanked
from db.incoming import Incoming
from db.mergeplan import (
    NOT_CANONICAL,
    OTHER_NOTEBOOK,
    WITHOUT_REDACTION,
    WRONG_ID,
    Clash,
    MergePlan,
    Redacting,
    Rejected,
    Subject,
)
from db.queries import Reader
from db.records import Redaction
from db.revisions import Clock, InvalidRevision, Revision, blank, check, read
from db.state import Graph, ObjectState
from db.stowed import Stowed
from db.trouble import named

_ID: Final = re.compile(r"[0-9a-f]{64}")
_LINES, _TEXT = 40, 2_000_000
"""Lines that are read at once, and characters, of which one line may have more."""


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
        stowed = Stowed()
        rejected = _read_lines(lines, here, stowed, most_rejected)
        sorting = _sorted(here, stowed, again=again, redact=redact)
        # What is taken may stand on more of the undone merge than these lines hold.
        returning = here.built_on(chain(sorting.returning, stowed.parents()))
        effects = _effects(here, stowed, returning, sorting.blanked)
        latest = (clock or Clock()).furthest()
        return MergePlan(
            here.notebook,
            stowed,
            tuple(sorted(returning)),
            stowed.senders(),
            tuple(sorted(effects.new)),
            tuple(sorted(effects.changed)),
            tuple(sorted(effects.deleted)),
            tuple(sorted(effects.revived)),
            tuple(sorted(effects.conflicts)),
            sorting.same,
            tuple(sorted(sorting.undone)),
            tuple(sorted(_redacting(here, each) for each in sorting.redactions)),
            stowed.ahead(latest),
            tuple(sorted([*rejected, *sorting.rejected])),
        )


@dataclass(slots=True)
class _Sorting:
    """Where lines went. blanked: the revisions that stand without their body once the plan is carried out."""

    returning: set[str] = field(default_factory=set)
    undone: set[str] = field(default_factory=set)
    redactions: list[Revision] = field(default_factory=list)
    blanked: frozenset[str] = frozenset()
    same: int = 0
    rejected: list[Rejected] = field(default_factory=list)


def refusal_of(line: str, notebook: str) -> str:
    """Why line is no revision of the notebook: a key of the interface texts; nothing where it is one."""
    name, _, payload = line.rstrip("\r\n").partition(" ")
    return _checked(name, payload, notebook)[0]


def _read_lines(lines: Iterable[str], here: Holdings, stowed: Stowed, most_rejected: int | None) -> list[Rejected]:
    """Stow the lines that are revisions; answers with those that are none."""
    rejected: list[Rejected] = []
    notebook = here.notebook
    for portion in _portions(enumerate(lines, start=1)):
        found: list[tuple[int, Incoming]] = []
        for number, line in portion:
            name, _, payload = line.rstrip("\r\n").partition(" ")
            reason, revision = _checked(name, payload, notebook)
            if revision is None:
                rejected.append(Rejected(number, reason, name[:64]))
                if most_rejected is not None and len(rejected) > most_rejected:
                    raise RejectedTooMuch
                continue
            found.append((number, Incoming.of(revision, payload)))
        stowed.put(found, here.known({each.id for _, each in found}))
    return rejected


def _portions(lines: Iterable[tuple[int, str]]) -> Iterator[list[tuple[int, str]]]:
    """As many lines at once as are asked about well, and never much text."""
    portion: list[tuple[int, str]] = []
    size = 0
    for each in lines:
        portion.append(each)
        size += len(each[1])
        if len(portion) >= _LINES or size >= _TEXT:
            yield portion
            portion, size = [], 0
    if portion:
        yield portion


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


def _sorted(here: Holdings, stowed: Stowed, *, again: bool, redact: bool) -> _Sorting:
    sorting = _Sorting()
    undone = here.undone()
    known = stowed.known(undone)
    held = _descendants(stowed, undone) | known
    sorting.same = stowed.same - len(known)
    if again:
        sorting.returning = held & known
    else:
        sorting.undone = held
    stowed.take_all(sorting.undone)
    sorting.redactions = [each.revision for each in stowed.of_kinds(REDACTION)]
    asked = frozenset().union(*(blanked_by(each) for each in sorting.redactions))
    sorting.blanked = here.redacted() | (asked if redact else frozenset())
    if not redact:
        stowed.turn([each.id for each in sorting.redactions], taken=False)
    empty = stowed.redacted()
    stowed.turn([name for name, _ in empty if name in sorting.blanked], taken=True)
    without = [(name, number) for name, number in empty if name not in sorting.blanked and name not in asked]
    sorting.rejected = [Rejected(number, WITHOUT_REDACTION, name) for name, number in without]
    stowed.reject(name for name, _ in without)
    return sorting


def _descendants(stowed: Stowed, ids: Collection[str]) -> set[str]:
    """What comes in and was written by somebody who had seen one of ids."""
    return stowed.below(ids) if ids else set()


@dataclass(slots=True)
class _Effects:
    new: set[Subject] = field(default_factory=set)
    changed: set[Subject] = field(default_factory=set)
    deleted: set[Subject] = field(default_factory=set)
    revived: set[Subject] = field(default_factory=set)
    conflicts: set[Clash] = field(default_factory=set)


def _effects(here: Holdings, stowed: Stowed, returning: Collection[str], blanked: frozenset[str]) -> _Effects:
    """The objects that will stand differently, and how."""
    coming = stowed.objects()
    touched = {*coming, *here.to_blank(blanked).values(), *here.objects_of(returning)}
    effects = _Effects()
    for object_id, payloads in here.shown(sorted(touched), returning):
        coming.discard(object_id)
        stored = [read(*each) for each in payloads.items()]
        before = [each for each in stored if each.id not in returning]
        _compare(effects, before, [*stored, *(each.revision for each in stowed.of_object(object_id))], blanked)
    for object_id in sorted(coming):
        _compare(effects, [], [each.revision for each in stowed.of_object(object_id)], blanked)
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
