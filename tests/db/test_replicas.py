"""Three laptops write, delete, undo and exchange in any order, under wrong clocks: nothing is lost, and all end alike.

Every sentence is unique; otherwise a merge that loses one side could pass.
"""

from __future__ import annotations

import json
import random
import sqlite3
from dataclasses import replace
from itertools import count
from typing import Any

import pytest
from hypothesis import Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule, run_state_machine_as_test

from db.edits import Changes, Draft
from db.exchange import line_of
from db.holdings import blanked_by
from db.records import KINDS, field_specs
from db.revisions import blank, canonical, read
from db.steps import Who
from db.values import record_value
from tests.conftest import FULL
from tests.db.laptops import conflicted
from tests.db.replicas import (
    Dump,
    Fact,
    Replica,
    ancestors,
    empty_notebook,
    foreign_line,
    heads,
    is_deleted,
    is_inside,
)

WHO = st.integers(0, 2)
PICK = st.integers(0, 1 << 16)
HOURS = 3_600_000


class Laptops(RuleBasedStateMachine):
    """What each replica must hold is kept beside it, in plain sets; check() compares after every step."""

    empty: sqlite3.Connection

    @initialize()
    def begin(self) -> None:
        self.steps = count(1)
        self.words = count(1)
        self.written: dict[str, str] = {}  # all payloads ever written, as they were
        self.dumps: dict[tuple[Any, ...], Dump] = {}  # what is shown, by what is known
        self.laptops = [Replica(name, self.empty, lambda: next(self.steps)) for name in "ABC"]
        self.held: dict[Replica, set[str]] = {each: set() for each in self.laptops}
        self.undone: dict[Replica, set[str]] = {each: set() for each in self.laptops}
        self.views: dict[Replica, Draft] = {}  # an entry that is open, as its author saw it
        self.listed: dict[Replica, set[str]] = {}
        first = self.laptops[0]
        self.note("00000000-0000-4000-8000-000000000000", first)
        for other in self.laptops[1:]:
            self.exchange(first, other, first.lines())

    def teardown(self) -> None:
        if hasattr(self, "laptops"):
            self.ending()
            for each in self.laptops:
                each.close()

    # What people do.

    @rule(who=WHO)
    def create(self, who: int) -> None:
        self.note(f"00000000-0000-4000-8000-{next(self.words):012}", self.laptops[who])

    @rule(who=WHO, pick=PICK)
    def write(self, who: int, pick: int) -> None:
        """Open a note, change some sentences, leave it."""
        self.look(who, pick)
        self.type(who, pick)
        self.leave(who)

    @rule(who=WHO, pick=PICK)
    def look(self, who: int, pick: int) -> None:
        """Open a note; what is shown now is what its author sees, whatever comes in meanwhile."""
        laptop = self.laptops[who]
        self.leave(who)
        if object_id := self.chosen(laptop, pick):
            text = self.value(laptop, object_id, "text") or ""
            self.views[laptop] = Draft(object_id, "note", "text", text, laptop.reader.heads(object_id).get("text", ()))
            self.listed[laptop] = {each.revision for each in laptop.reader.conflicts(object_id).get("text", ())}

    @rule(who=WHO, pick=PICK)
    def type(self, who: int, pick: int) -> None:
        laptop = self.laptops[who]
        if laptop in self.views:
            view = self.views[laptop]
            self.views[laptop] = replace(view, text=self.rewritten(view.text, pick))
            self.keep(laptop)

    @rule(who=WHO)
    def leave(self, who: int) -> None:
        """Leave the note: its draft becomes a revision, whose parents are what its author saw."""
        laptop = self.laptops[who]
        view = self.views.pop(laptop, None)
        if view is None or laptop.reader.draft(view.object, view.field) is None:
            return
        listed = self.listed[laptop]  # when it was opened: what was shown merged then, was seen as one text
        name = laptop.name
        changes = laptop.run(lambda connection: laptop.store.commit_drafts(connection, None, Who(name, name)))
        self.wrote(laptop, changes)
        stood = [each for each in self.shown(laptop).values() if each.id not in changes.revisions]
        roots = [each.id for each in stood if each.object == view.object and not each.parents]
        for each in self.new(laptop, changes):
            assert each.parents == tuple(sorted(view.base or roots))
            assert len(listed & set(each.parents)) <= 1, "typing in a conflict settles none"

    @rule(who=WHO, pick=PICK, field=st.sampled_from(("heading", "order")))
    def change(self, who: int, pick: int, field: str) -> None:
        laptop = self.laptops[who]
        if object_id := self.chosen(laptop, pick):
            base = {field: laptop.reader.heads(object_id).get(field, ())}
            self.wrote(laptop, laptop.commit(object_id, base, **{field: f"a{next(self.words)}"}))

    @rule(who=WHO, pick=PICK, deleted=st.booleans())
    def delete(self, who: int, pick: int, deleted: bool) -> None:
        laptop = self.laptops[who]
        if object_id := self.chosen(laptop, pick):
            self.leave(who)  # a deletion takes the draft of the note along
            self.wrote(laptop, laptop.commit(object_id, {}, deleted=deleted))

    @rule(who=WHO, pick=PICK)
    def settle(self, who: int, pick: int) -> None:
        """Choose one of the versions in a conflict, or write another."""
        laptop = self.laptops[who]
        for object_id in sorted(conflicted(laptop.reader)):
            versions = laptop.reader.conflicts(object_id).get("text", ())
            if versions and laptop.reader.get(object_id):
                value = [each.value for each in versions] + [self.sentence()]
                base = tuple(each.revision for each in versions)
                changes = laptop.commit(object_id, {"text": base}, text=value[pick % len(value)])
                self.wrote(laptop, changes)
                assert "text" not in laptop.reader.conflicts(object_id)
                assert [each.parents for each in self.new(laptop, changes)] == [tuple(sorted(base))]
                return

    @rule(who=WHO, pick=PICK, kind=st.sampled_from(("hologram", "note")))
    def newer_program(self, who: int, pick: int, kind: str) -> None:
        """Something of a kind, or with a field, that this program does not know."""
        laptop = self.laptops[who]
        known = sorted(each.object for each in laptop.facts().values() if each.kind == kind)
        object_id = known[pick % len(known)] if known else f"{kind}-{next(self.words)}"
        parents = [each.id for each in heads(self.shown(laptop), object_id, "depth")]
        fields = {"depth": {"z": [next(self.words), None, 2.5]}}
        line = line_of(*foreign_line(kind, object_id, parents, laptop.clock.tick(), fields))
        self.exchange(laptop, laptop, [line])

    @rule(who=WHO, hours=st.integers(-2000, 2000))
    def wrong_clock(self, who: int, hours: int) -> None:
        self.laptops[who].ahead = hours * HOURS

    @rule(
        one=WHO,
        other=WHO,
        pick=PICK,
        part=st.sampled_from((1.0, 1.0, 0.7, 0.3)),
        again=st.booleans(),
        yes=st.booleans(),
    )
    def give(self, one: int, other: int, pick: int, part: float, again: bool, yes: bool) -> None:
        """One gives the other some or all of what it has, in any order."""
        chance = random.Random(pick)
        lines = [line for line in self.laptops[one].lines() if chance.random() < part]
        chance.shuffle(lines)
        if one != other:
            self.exchange(self.laptops[one], self.laptops[other], lines, again=again and pick % 3 == 0, redact=yes)

    @rule(one=WHO, other=WHO, pick=PICK, same=st.booleans(), settled=st.booleans())
    def meet(self, one: int, other: int, pick: int, same: bool, settled: bool) -> None:
        """Two change the same sentence, or the first and the last, and give each other what they have."""
        pair = self.laptops[one], self.laptops[other]
        if one == other or self.chosen(pair[0], pick) != self.chosen(pair[1], pick):
            return
        for who, laptop in zip((one, other), pair, strict=True):
            self.look(who, pick)
            if laptop in self.views:
                sentences = self.views[laptop].text.split() or [""]
                sentences[0 if same or who == one else -1] = self.sentence()
                self.views[laptop] = replace(self.views[laptop], text=" ".join(sentences))
                self.keep(laptop)
                self.leave(who)
        self.exchange(pair[0], pair[1], pair[0].lines())
        self.exchange(pair[1], pair[0], pair[1].lines())
        if settled:
            self.settle(other, pick)

    @rule(who=WHO)
    def undo_merge(self, who: int) -> None:
        laptop = self.laptops[who]
        name = laptop.newest_intake()
        if name is None:
            return
        shown, brought = self.shown(laptop), laptop.intake(name)
        stays = [each for each in shown if each not in brought or shown[each].kind == "redaction"]
        kept = set(stays).union(*(ancestors(shown, each) for each in stays))
        laptop.run(lambda connection: laptop.store.set_aside(connection, name))
        self.undone[laptop] |= (brought & shown.keys()) - kept
        self.check(laptop)

    @rule(who=WHO, pick=PICK)
    def redact(self, who: int, pick: int) -> None:
        laptop = self.laptops[who]
        names = sorted(name for name, each in self.shown(laptop).items() if each.kind != "redaction" and each.fields)
        if names and pick % 4 == 0:
            given = (names[pick % len(names)],)
            said = laptop.run(lambda connection: laptop.store.redact(connection, given, "실수", Who()))
            self.wrote(laptop, said)

    # How the model follows.

    def note(self, object_id: str, laptop: Replica) -> None:
        text = " ".join(self.sentence() for _ in range(5))
        self.wrote(laptop, laptop.commit(object_id, {}, text=text, heading=f"제목{next(self.words)}"))

    def keep(self, laptop: Replica) -> None:
        draft = self.views[laptop]
        laptop.run(lambda connection: laptop.store.keep_draft(connection, draft))
        self.check(laptop)

    def sentence(self) -> str:
        return f"글{next(self.words)}."

    def rewritten(self, text: str, pick: int) -> str:
        sentences = text.split()
        at = pick % (len(sentences) + 1)
        sentences[at : at + pick // 64 % 3] = [self.sentence()] if pick % 5 else []
        return " ".join(sentences) or self.sentence()

    def chosen(self, laptop: Replica, pick: int) -> str | None:
        notes = sorted({each.object for each in self.shown(laptop).values() if each.kind == "note"})
        return notes[pick % len(notes)] if notes else None

    def shown(self, laptop: Replica) -> dict[str, Fact]:
        return {name: each for name, each in laptop.facts().items() if name not in self.undone[laptop]}

    def new(self, laptop: Replica, changes: Changes) -> list[Fact]:
        facts = laptop.facts()
        return [facts[name] for name in changes.revisions if name not in self.before]

    def wrote(self, laptop: Replica, changes: Changes) -> None:
        """Take down what was written; what it was built on comes back, if it was set aside."""
        facts = laptop.facts()
        self.before = self.held[laptop]
        made = set(changes.revisions) - self.before
        for name in made:
            self.written[name] = facts[name].payload
            self.undone[laptop] -= ancestors(facts, name)
        self.held[laptop] = self.before | made
        self.check(laptop)

    def exchange(
        self, one: Replica, other: Replica, lines: list[str], *, again: bool = False, redact: bool = True
    ) -> None:
        given = dict(line.split(" ", 1) for line in lines)
        for name, payload in given.items():
            self.written.setdefault(name, payload)
        drafts = other.reader.drafts()
        plan = other.plan(lines, again=again, redact=redact)
        taken = {each.id for each in plan.taken}
        assert not taken & self.held[other]
        changes = other.merge(plan, one.name)
        assert bool(changes) == bool(plan)
        assert not other.merge(plan, one.name), "a merge made again writes nothing"
        self.held[other] |= taken
        facts = other.facts()
        if again:
            back = (given.keys() | taken) & facts.keys()
            self.undone[other] -= back.union(*(ancestors(facts, name) for name in back))
        assert not taken & self.undone[other]
        assert all(not ancestors(facts, name) & self.undone[other] for name in taken)
        left = given.keys() - self.held[other]
        assert all(self.may_be_left(other, name, given, redact) for name in left)
        assert other.reader.drafts() == drafts, "what is being written is not touched"
        self.check(other)

    def may_be_left(self, other: Replica, name: str, given: dict[str, str], redact: bool) -> bool:
        """Whether a line builds on an undone merge, or on a redaction that was refused or is missing."""
        if '"redacted":true' in given[name] or (not redact and '"kind":"redaction"' in given[name]):
            return True
        facts = {each: self.fact(each, payload) for each, payload in given.items()} | other.facts()
        return bool(ancestors(facts, name) & self.undone[other])

    @staticmethod
    def fact(name: str, payload: str) -> Fact:
        each = read(name, payload)
        return Fact(name, each.object, each.kind, each.hlc, each.parents, each.fields, payload)

    def value(self, laptop: Replica, object_id: str, field: str) -> Any:
        rows = laptop.reader.rows("SELECT kind, more FROM state WHERE object = ?", (object_id,))
        kind, more = rows[0] if rows else ("", "{}")
        spec = next((each for each in field_specs(KINDS[kind]) if each.name == field), None) if kind in KINDS else None
        if spec is None:
            return json.loads(more).get(field)
        stored = laptop.reader.rows(f'SELECT "{field}" FROM "{kind}" WHERE id = ?', (object_id,))[0][0]
        return record_value(spec, stored)

    # What must hold.

    def check(self, laptop: Replica) -> None:
        stored = laptop.facts()
        assert stored.keys() == self.held[laptop]
        assert laptop.aside() == self.undone[laptop]
        named = frozenset().union(*(blanked_by(read(each.id, each.payload)) for each in stored.values()))
        for each in stored.values():
            whole = self.written[each.id]
            gone = each.id in named and each.kind != "redaction"
            assert each.payload == (blank(read(each.id, whole))[1] if gone else whole), "byte for byte"
        shown = self.shown(laptop)
        assert sorted(laptop.lines()) == sorted(line_of(each.id, each.payload) for each in shown.values())
        dump = laptop.dump()
        assert dump == {name: rows for name, rows in laptop.expected().items() if name in dump}
        known = tuple(sorted((each.id, each.payload) for each in shown.values()))
        assert self.dumps.setdefault(known, dump) == dump, "the same set is the same state"
        for object_id in {each.object for each in shown.values()}:
            self.check_object(laptop, shown, object_id)
        for view in [self.views[laptop]] if laptop in self.views else []:
            kept = laptop.reader.draft(view.object, view.field)
            assert kept is None or (kept.text, kept.base) == (view.text, view.base)

    def check_object(self, laptop: Replica, shown: dict[str, Fact], object_id: str) -> None:
        """Each head's text is shown, listed, or wholly inside the merged value; an edit beats a deletion."""
        conflicts = laptop.reader.conflicts(object_id)
        rows = laptop.reader.rows("SELECT heads, deleted FROM state WHERE object = ?", (object_id,))
        assert bool(rows[0][1]) == is_deleted(shown, object_id)
        fields = {name for each in shown.values() if each.object == object_id for name in each.fields}
        for name in fields - {"deleted", "order"}:
            writers = heads(shown, object_id, name)
            value = self.value(laptop, object_id, name)
            if name in conflicts:
                assert {each.revision for each in conflicts[name]} == {each.id for each in writers}
                assert all(each.value == shown[each.revision].fields[name] for each in conflicts[name])
                assert conflicts[name][0].revision == writers[-1].id
                assert laptop.reader.heads(object_id)[name] == (writers[-1].id,)
            elif len({repr(each.fields[name]) for each in writers}) > 1:
                assert name == "text"
                assert is_inside(shown, writers, name, value)
            else:
                assert canonical(value) == canonical(writers[0].fields[name])

    def ending(self) -> None:
        """Everybody gives everybody everything: all are alike, whatever came when."""
        for who in range(3):
            self.leave(who)
        while True:
            before = [set(self.shown(each)) for each in self.laptops]
            for one in self.laptops:
                for other in self.laptops:
                    self.exchange(one, other, one.lines(), again=True)
            if before == [set(self.shown(each)) for each in self.laptops]:
                break
        tables = ("state", "conflict", *KINDS)
        wanted = self.laptops[0].dump(tables)
        assert [each.dump(tables) == wanted for each in self.laptops] == [True] * 3
        late = Replica("late", self.empty, lambda: next(self.steps))
        self.held[late], self.undone[late] = set(), set()
        shown = self.shown(self.laptops[0])
        redactions = [line_of(name, each.payload) for name, each in shown.items() if each.kind == "redaction"]
        old = [line_of(name, self.written[name]) for name in shown]  # as it was before anything was redacted
        random.Random(len(old)).shuffle(old)
        for part in (redactions, old[::2], old[1::2], old):
            self.exchange(self.laptops[0], late, part)
        assert late.dump(tables) == wanted
        late.run(lambda connection: late.store.rebuild(connection))
        assert late.dump(tables) == wanted
        late.close()


@pytest.fixture(scope="module")
def machine() -> type[Laptops]:
    class WithTables(Laptops):
        empty = empty_notebook()

    return WithTables


def test_laptops_that_exchange_end_alike_and_lose_nothing(machine: type[Laptops]) -> None:
    wanted = settings(
        max_examples=800 if FULL else 30,
        stateful_step_count=50 if FULL else 25,
        phases=[Phase.explicit, Phase.reuse, Phase.generate],  # to make a failing story shorter takes minutes
    )
    run_state_machine_as_test(machine, settings=wanted)
