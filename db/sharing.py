"""What may leave this laptop: which objects and pictures a bundle holds, by what it is for.

An own entry that was never handed in stays, with the figures, comments and decisions that only stand in it; only the
copy for an own second machine takes everything. What came from a foreign text counts as handed in. The structure of the
tour always travels; phone numbers of the delegation only to oneself, and each person's own with that person's day.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Final

from db.bundle import Bundle
from db.edits import Edit
from db.ownership import ENTRIES_OF, OWN, RECEIVED, STRANGE, Owner, newest, note_of, own_entries, private_entries
from db.queries import Reader
from db.records import ENTRY_KINDS, KINDS, PERSONAL, Shape, field_specs
from db.revisions import Revision, read
from db.state import Graph
from db.status import SUBMITTED
from db.trouble import named

EVERYTHING: Final = "everything"
TOUR: Final = "tour"
DAY: Final = "day"
ANSWER: Final = "answer"
REVIEW: Final = "review"
_STRUCTURE: Final = ("tour", "team", "person", "visit", "contact")
_REMARKS: Final = ("comment", "decision")
_OF: Final = "(SELECT value FROM json_each(?))"


@dataclass(frozen=True, slots=True)
class Parcel:
    """What a bundle will hold.

    purpose: as db.bundle names it. objects: ids, or None for all. without: ids of revisions that stay, or that the
    receiver has. pictures: files by their hashes. kept_back: own entries, never handed in, that stay. missing: pictures
    that would go along, but are not here. recipient, day, since: as in db.bundle.Manifest.
    """

    purpose: str
    objects: frozenset[str] | None
    without: frozenset[str] = frozenset()
    pictures: Mapping[str, Path] = field(default_factory=dict)
    kept_back: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    recipient: str | None = None
    day: str | None = None
    since: str | None = None


class Sharing:
    """Chooses what leaves. reader: of the notebook; drafts are to be revisions by now. owner: who packs."""

    def __init__(self, reader: Reader, owner: Owner) -> None:
        self._reader = reader
        self._owner = owner
        with reader.snapshot(), named(reader.path):
            self._private = private_entries(reader.rows, owner)
            self._own = own_entries(reader.rows, owner)

    def everything(self) -> Parcel:
        """For an own second machine: all there is."""
        known = [row[0] for row in self._reader.rows("SELECT sha256 FROM blob")]
        return self._with_pictures(Parcel(EVERYTHING, None), [*known, *self._shown_pictures(None)])

    def tour(self) -> Parcel:
        """For everybody: the structure of the tour, nobody's entries, no phone numbers."""
        objects = self._of_kinds(_STRUCTURE)
        return Parcel(TOUR, objects, self._personal())

    def day(self, day: str, recipient: str | None = None, *, only_new: bool = False) -> Parcel:
        """What the owner handed in of a day, and wrote to others' entries; what was returned and revised since too.

        day: ISO 8601. only_new: without what stands as somebody else has it: it came back in a bundle of
        theirs. That it went out says nothing; a bundle may have been lost.
        """
        days = self._days()
        mine = {each for each in self._own if days.get(each, day) == day or self._was_judged(each)}
        entries = mine - self._private
        figures = self._figures(entries) | self._own_figures(day)
        remarks = self._remarks(by_owner=True) | self._remarks(on=entries)
        own = entries | figures | remarks | self._evidence(entries) | self._own_attendance()
        if only_new:
            own -= self._unchanged(own)
        kept = tuple(sorted(mine & self._private))
        personal = self._personal(but=self._owner.person)
        parcel = Parcel(
            DAY, self._of_kinds(_STRUCTURE) | own, personal | self._before_handing_in(own), recipient=recipient, day=day
        )
        return self._with_pictures(replace(parcel, kept_back=kept), self._shown_pictures(own))

    def answer(self, recipient: str, day: str | None = None) -> Parcel:
        """Back to somebody, without pictures: what was said about their entries, and these as they stand here.

        To a coordinator: what the owner said about anybody's. day: only of that day, ISO 8601.
        """
        role = [row[0] for row in self._reader.rows("SELECT role FROM person WHERE id = ?", [recipient])]
        days = self._days()
        if role == ["coordinator"]:
            remarks = self._remarks(by_owner=True)
            entries = self._touched() - self._private
            shown = set()
        else:
            theirs = own_entries(self._reader.rows, Owner(recipient, None)) | self._entries_of(recipient)
            entries = set(theirs - self._private)
            remarks = set()
            shown = self._figures_by(recipient)
        entries = {each for each in entries if day is None or days.get(each, day) == day}
        figures = self._figures(entries) | shown
        remarks |= self._remarks(on=entries | figures)
        objects = self._of_kinds(_STRUCTURE) | entries | figures | self._evidence(entries) | remarks
        without = self._personal() | self._before_handing_in(entries)
        return Parcel(ANSWER, frozenset(objects), without, recipient=recipient, day=day)

    def review(self, recipient: str | None, entries: Iterable[str]) -> Parcel:
        """For a reviewer, without pictures: the chosen entries with all that was said about them."""
        chosen = {*entries}
        given = chosen - self._private
        figures = self._figures(given)
        objects = (
            self._of_kinds(_STRUCTURE) | given | figures | self._evidence(given) | self._remarks(on=given | figures)
        )
        kept = tuple(sorted(chosen & self._private))
        without = self._personal() | self._before_handing_in(given)
        return Parcel(REVIEW, frozenset(objects), without, kept_back=kept, recipient=recipient)

    def handed_in(self, day: str | None = None) -> frozenset[str]:
        """All entries that others may see. day: only of that day, ISO 8601."""
        days = self._days()
        entries = self._of_kinds(ENTRY_KINDS) - self._private
        return frozenset(each for each in entries if day is None or days.get(each) == day)

    # What stands in what.

    def _of_kinds(self, kinds: Sequence[str]) -> frozenset[str]:
        return self._ids(f"SELECT object FROM state WHERE kind IN {_OF}", kinds)

    def _days(self) -> dict[str, str]:
        """The day of each entry that has one."""
        rows = self._reader.rows(
            "SELECT n.id, v.date FROM note n JOIN visit v ON v.id = n.visit "
            "UNION ALL SELECT q.id, v.date FROM question q JOIN visit v ON v.id = q.visit "
            "UNION ALL SELECT t.id, ifnull(t.date, v.date) FROM takeaway t LEFT JOIN visit v ON v.id = t.visit "
            "UNION ALL SELECT id, date FROM chapter"
        )
        return {name: day for name, day in rows if day}

    def _was_judged(self, entry: str) -> bool:
        return self._reader.status(entry) in ("returned", "revised", "changed_since_approval")

    def _entries_of(self, person: str) -> set[str]:
        names = ("note", "takeaway", "chapter")
        tables = " UNION ALL ".join(f"SELECT id FROM {name} WHERE author = ?1" for name in names)
        return {
            row[0]
            for row in self._reader.rows(f"{tables} UNION ALL SELECT id FROM question WHERE asker = ?1", [person])
        }

    def _figures(self, entries: Iterable[str]) -> set[str]:
        return set(self._ids(f"SELECT id FROM figure WHERE entry IN {_OF}", entries))

    def _own_figures(self, day: str) -> set[str]:
        """Photos that the owner put into visits of the day, outside of any entry."""
        rows = self._reader.rows(
            "SELECT f.id FROM figure f JOIN visit v ON v.id = f.visit WHERE v.date = ? "
            "AND ifnull(f.entry, f.visit) = f.visit AND EXISTS "
            "(SELECT 1 FROM revision r WHERE r.object = f.id AND (r.author = ? OR r.device = ?))",
            [day, self._owner.person, self._owner.device],
        )
        return {row[0] for row in rows}

    def _figures_by(self, person: str) -> set[str]:
        """Photos that somebody put into visits, outside of any entry."""
        rows = self._reader.rows(
            "SELECT f.id FROM figure f WHERE ifnull(f.entry, f.visit) = f.visit AND EXISTS "
            "(SELECT 1 FROM revision r WHERE r.object = f.id AND r.author = ?)",
            [person],
        )
        return {row[0] for row in rows}

    def _evidence(self, entries: Iterable[str]) -> set[str]:
        return set(self._ids(f"SELECT id FROM evidence WHERE implication IN {_OF}", entries))

    def _own_attendance(self) -> set[str]:
        return {row[0] for row in self._reader.rows("SELECT id FROM attendance WHERE person = ?", [self._owner.person])}

    def _remarks(self, *, on: Iterable[str] = (), by_owner: bool = False) -> set[str]:
        """Comments and decisions: on objects, or by the owner on what is not kept back; answers to them, and decisions
        on them, too."""
        if by_owner:
            condition, values = "author = ?", [self._owner.person]
        else:
            condition, values = f"object IN {_OF}", [json.dumps(sorted(on))]
        hidden = self._private | self._figures(self._private)
        found: set[str] = set()
        waiting: set[str] = set()
        for kind in _REMARKS:
            rows = self._reader.rows(f"SELECT id, object FROM {kind} WHERE {condition}", values)
            waiting |= {name for name, about in rows if about not in hidden}
        while waiting:
            found |= waiting
            more = self._ids(f"SELECT id FROM comment WHERE parent IN {_OF}", waiting)
            more |= self._ids(f"SELECT id FROM decision WHERE object IN {_OF}", waiting)
            waiting = set(more) - found
        return found

    def _touched(self) -> set[str]:
        """Entries of others that the owner has written in."""
        foreign = ENTRIES_OF.format(which=f"{OWN} AND {STRANGE}")
        return {row[0] for row in self._reader.rows(foreign, [self._owner.person, self._owner.device])}

    def _unchanged(self, objects: Iterable[str]) -> set[str]:
        before = note_of(self._reader.rows, RECEIVED)
        now = newest(self._reader.rows, objects)
        return {name for name in objects if name in now and list(now[name]) == before.get(name)}

    # What stays of it.

    def _personal(self, but: str | None = None) -> frozenset[str]:
        """The revisions with personal fields, save those of one person."""
        rows = self._reader.rows(
            "SELECT r.id, r.object, r.payload FROM revision r WHERE r.kind IN "
            f"{_OF} OR r.object IN (SELECT object FROM state WHERE kind IN {_OF})",
            [json.dumps(_PERSONAL_KINDS)] * 2,
        )
        fields = frozenset().union(*PERSONAL.values())
        return frozenset(
            name for name, person, payload in rows if person != but and read(name, payload).fields.keys() & fields
        )

    def _before_handing_in(self, objects: Iterable[str]) -> frozenset[str]:
        """Own revisions that stand here because they came from an own other machine, and were handed in there at once.

        They are what the first decision's revisions were written from; these say all that they said.
        """
        left: set[str] = set()
        for name in self._own & {*objects}:
            rows = self._reader.rows(
                "SELECT d.heads FROM decision d JOIN state s ON s.object = d.id WHERE d.object = ? AND d.verdict = ? "
                "ORDER BY s.created, d.id LIMIT 1",
                [name, SUBMITTED],
            )
            if rows:
                left |= _replaced(self._reader.history(name), json.loads(rows[0][0]))
        return frozenset(left)

    # Pictures.

    def _shown_pictures(self, objects: Iterable[str] | None) -> list[str]:
        condition = "" if objects is None else f"AND id IN {_OF}"
        values = [] if objects is None else [json.dumps(sorted(objects))]
        query = " UNION ".join(
            f'SELECT "{spec.name}" FROM "{name}" WHERE "{spec.name}" IS NOT NULL {condition}'
            for name, kind in KINDS.items()
            for spec in field_specs(kind)
            if spec.shape is Shape.BLOB
        )
        return [row[0] for row in self._reader.rows(query, values * query.count("?"))]

    def _with_pictures(self, parcel: Parcel, names: Iterable[str]) -> Parcel:
        files = {name: self._reader.blob_path(name) for name in names}
        found = {name: file for name, file in files.items() if file is not None}
        return replace(parcel, pictures=found, missing=tuple(sorted(files.keys() - found.keys())))

    def _ids(self, query: str, values: Iterable[str]) -> frozenset[str]:
        return frozenset(row[0] for row in self._reader.rows(query, [json.dumps(sorted(values))]))


def since(parcel: Parcel, earlier: Bundle) -> Parcel:
    """parcel without what an earlier bundle holds, which its receiver has. Raises KnownError where that is unsound."""
    earlier.check()
    known = frozenset(line.partition(" ")[0] for line in earlier.lines())
    pictures = {name: file for name, file in parcel.pictures.items() if name not in set(earlier.pictures)}
    return replace(parcel, without=parcel.without | known, pictures=pictures, since=earlier.manifest.lines)


def unmixed(reader: Reader) -> list[Edit]:
    """What has to be written so that the plain revisions of each person say all that is no phone number.

    Older programs wrote both together; where nothing else says it, it is written again, with the same value. Beside
    what stands there it is no conflict, because both agree.
    """
    made = []
    rows = reader.rows(f"SELECT object FROM state WHERE kind IN {_OF}", [json.dumps(_PERSONAL_KINDS)])
    for (name,) in rows:
        whole = Graph(reader.history(name))
        personal = PERSONAL[whole.kind]
        alone = Graph(each for each in whole.revisions if not each.fields.keys() & personal)
        state, without = whole.state().fields, alone.state().fields if alone else {}
        again = {
            each: now.value
            for each, now in state.items()
            if each not in personal and not now.conflict and _differs(without.get(each), now)
        }
        if again:
            made.append(Edit(name, whole.kind, again, dict.fromkeys(again, alone.newest()), beside=True))
    return made


def _replaced(history: Sequence[Revision], heads: Collection[str]) -> set[str]:
    """Those that heads were written from, where heads say all that they say."""
    graph = Graph(history)
    known = {each.id: each for each in history}
    standing = [known[name] for name in heads if name in known]
    before = {
        each.id
        for each in history
        if each.id not in heads and any(graph.has_seen(one.id, [each.id]) for one in standing)
    }
    said = {name for each in before for name in known[each].fields}
    return before if said <= {name for each in standing for name in each.fields} else set()


def _differs(without: Any, now: Any) -> bool:
    return without is None or without.conflict or without.value != now.value


_PERSONAL_KINDS: Final = sorted(name for name, fields in PERSONAL.items() if fields)
