"""What taking in a set of revisions would do: a pure value, shown, printed and compared before anything is written."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from db.incoming import Incoming, Sender
from db.records import Decision
from db.status import SUBMITTED

if TYPE_CHECKING:
    from db.stowed import Stowed

WRONG_ID: Final = "errors.line.wrong_id"
NOT_CANONICAL: Final = "errors.line.not_canonical"
OTHER_NOTEBOOK: Final = "errors.line.other_notebook"
WITHOUT_REDACTION: Final = "errors.line.without_redaction"


@dataclass(frozen=True, slots=True, order=True)
class Rejected:
    """A line that is not taken. line: its number, from 1. reason: a key of the interface texts. id: as it was given."""

    line: int
    reason: str
    id: str = ""


@dataclass(frozen=True, slots=True, order=True)
class Subject:
    """An object that the plan is about."""

    kind: str
    object: str


@dataclass(frozen=True, slots=True, order=True)
class Clash:
    """A field that will be in conflict, with versions that it does not list now."""

    kind: str
    object: str
    field: str


@dataclass(frozen=True, slots=True, order=True)
class Redacting:
    """A redaction that came in. object: its id. revisions: what it blanks. here: how many of them stand here whole."""

    object: str
    reason: str
    revisions: tuple[str, ...]
    here: int


@dataclass(frozen=True, slots=True)
class MergePlan:
    """What a merge will write.

    notebook: its id. taken: the revisions that are new here, by object and id. returning: revisions of an undone merge
    that are shown again. senders: who wrote them. new, changed, deleted (put into the bin), revived (an edit beats the
    deletion): objects. conflicts: fields. same: how many revisions are here already. undone: revisions of an undone
    merge, and what builds on them: not taken unless asked for. redactions: taken only when agreed to. ahead: revisions
    whose clock was more than 24 hours ahead of ours. rejected: lines that are none.
    """

    notebook: str
    taken: Stowed | tuple[Incoming, ...] = ()
    returning: tuple[str, ...] = ()
    senders: tuple[Sender, ...] = ()
    new: tuple[Subject, ...] = ()
    changed: tuple[Subject, ...] = ()
    deleted: tuple[Subject, ...] = ()
    revived: tuple[Subject, ...] = ()
    conflicts: tuple[Clash, ...] = ()
    same: int = 0
    undone: tuple[str, ...] = ()
    redactions: tuple[Redacting, ...] = ()
    ahead: tuple[str, ...] = ()
    rejected: tuple[Rejected, ...] = ()

    def __bool__(self) -> bool:
        """Whether there is anything to write."""
        return bool(self.taken or self.returning)

    def submissions(self) -> frozenset[str]:
        """New objects that only say that something was handed in: people count the entry, which comes with them."""
        new = {each.object for each in self.new}
        of = (each for each in self.of_kinds(Decision.KIND) if each.revision.fields.get("verdict") == SUBMITTED)
        return frozenset(each.object for each in of if each.object in new)

    def of_kinds(self, *kinds: str) -> Iterable[Incoming]:
        """What is taken of objects of these kinds."""
        if isinstance(self.taken, tuple):
            return [each for each in self.taken if each.kind in kinds]
        return self.taken.of_kinds(*kinds)
