"""What leaves: no phone number, nothing that was never handed in; and whatever goes where, no conflict arises by it."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from db.bundle import Bundle
from db.edits import Edit, create
from db.judging import judge
from db.merging import carry_out, survey
from db.notebook import Notebook
from db.ownership import Owner
from db.packing import pack, parcel_of
from db.records import (
    ENTRY_KINDS,
    Attendance,
    Chapter,
    Comment,
    Decision,
    Evidence,
    Figure,
    Implication,
    Note,
    Person,
    Question,
    Report,
    Source,
    Takeaway,
    Team,
    Tour,
    Visit,
)
from db.revisions import write
from db.sharing import Parcel, Sharing, unmixed
from tests.conftest import FULL
from tests.threats.test_pictures import photo

DAY = "2031-05-05"
TELS = {"p1": "010-1111-2222", "p2": "010-3333-4444", "rev": "010-5555-6666", "boss": "010-7777-8888"}
ROLES = {"p1": "participant", "p2": "participant", "rev": "reviewer", "boss": "coordinator"}
Choice = Callable[[Sharing], Parcel]


def roster() -> list[Edit]:
    people = [
        create(Person, name, name=f"이름 {name}", role=ROLES[name], tel=tel, email=f"{name}@city.example", team="team")
        for name, tel in TELS.items()
    ]
    visits = [create(Visit, f"v{n}", tour="tour", institution=f"기관 {n}", date=f"2031-05-0{4 + n}") for n in (1, 2)]
    return [create(Tour, "tour", title="연수"), create(Team, "team", tour="tour", name="1조"), *people, *visits]


class Desks:
    """Notebooks of one tour on laptops of their own."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._stack = ExitStack()
        self._number = 0
        boss = Notebook.create(folder / "boss.notebook", roster(), author="boss", device="boss")
        self.all = {"boss": self._stack.enter_context(boss)}
        boss.backs_up = False

    def join(self, name: str, author: str | None = None) -> Notebook:
        """A laptop that begins with the tour bundle."""
        made = Notebook.create(
            self._folder / f"{name}.notebook", author=author or name, device=name, notebook_id=self.all["boss"].id
        )
        made.backs_up = False
        self.all[name] = self._stack.enter_context(made)
        self.take(name, self.bundle("boss", lambda sharing: sharing.tour()))
        return made

    def bundle(self, name: str, choose: Choice, earlier: Path | None = None) -> Path:
        self._number += 1
        notebook = self.all[name]
        path = self._folder / f"{self._number}.brief"
        pack(notebook, path, parcel_of(notebook, choose, earlier))
        return path

    def take(self, name: str, *paths: Path) -> None:
        notebook = self.all[name]
        carry_out(notebook, survey(notebook.reader, paths))

    def close(self) -> None:
        self._stack.close()


@pytest.fixture
def desks(tmp_path: Path) -> Iterator[Desks]:
    made = Desks(tmp_path)
    yield made
    made.close()


def lines_of(path: Path) -> str:
    with Bundle(path) as opened:
        return "\n".join(opened.lines())


def kinds_in(notebook: Notebook) -> set[str]:
    return {row[0] for row in notebook.reader.rows("SELECT kind FROM state")}


def write_all(notebook: Notebook, author: str, mark: str) -> None:
    """One of everything that a person can write on the first visit, with a figure in it."""
    notebook.commit(
        [
            create(Note, f"note{mark}", visit="v1", author=author, text=f"메모 {mark}."),
            create(Question, f"question{mark}", visit="v1", asker=author, question="왜?", answer=f"답 {mark}."),
            create(Takeaway, f"takeaway{mark}", visit="v1", author=author, text=f"소감 {mark}."),
            create(Chapter, f"chapter{mark}", author=author, date=DAY, text=f"장 {mark}."),
            create(Implication, f"implication{mark}", text=f"시사점 {mark}."),
            create(Evidence, f"evidence{mark}", implication=f"implication{mark}", object=f"takeaway{mark}"),
            create(Figure, f"figure{mark}", visit="v1", entry=f"note{mark}", caption=f"그림 {mark}"),
            create(Comment, f"comment{mark}", object=f"note{mark}", author=author, text=f"혼잣말 {mark}"),
        ]
    )


def entries_of(mark: str) -> list[str]:
    return [f"{kind}{mark}" for kind in ENTRY_KINDS]


def test_a_tour_bundle_holds_the_structure_and_nothing_else(desks: Desks) -> None:
    boss = desks.all["boss"]
    write_all(boss, "boss", "1")
    boss.submit(entries_of("1"))
    boss.commit(
        [create(Source, name="글"), create(Report, title="보고서"), create(Attendance, visit="v1", person="p1")]
    )
    path = desks.bundle("boss", lambda sharing: sharing.tour())
    assert not any(tel in lines_of(path) for tel in TELS.values())
    assert "@city.example" not in lines_of(path)
    with Bundle(path) as opened:
        assert opened.pictures == ()
        assert (opened.manifest.purpose, opened.manifest.tour, opened.manifest.sender) == ("tour", "연수", "boss")
    there = desks.join("p1")
    assert kinds_in(there) == {"tour", "team", "person", "visit"}
    assert [each.name for each in there.reader.all(Person)] == [f"이름 {name}" for name in TELS]


def test_what_was_never_handed_in_stays_with_all_that_stands_in_it(desks: Desks) -> None:
    mine = desks.join("p1")
    write_all(mine, "p1", "1")
    parcel = parcel_of(mine, lambda sharing: sharing.day(DAY))
    assert parcel.kept_back == tuple(sorted(entries_of("1")))
    path = desks.bundle("p1", lambda sharing: sharing.day(DAY))
    assert not any(f"{word} 1" in lines_of(path) for word in ("메모", "답", "소감", "장", "시사점", "그림", "혼잣말"))
    choices: list[Choice] = [
        lambda sharing: sharing.answer("boss"),
        lambda sharing: sharing.answer("p1"),
        lambda sharing: sharing.review("rev", entries_of("1")),
    ]
    for choose in choices:
        held = lines_of(desks.bundle("p1", choose))
        assert not any(f"{word} 1" in held for word in ("메모", "답", "소감", "장", "시사점", "그림", "혼잣말"))


def test_a_day_brings_what_was_handed_in_with_pictures(desks: Desks) -> None:
    mine, boss = desks.join("p1"), desks.all["boss"]
    write_all(mine, "p1", "1")
    blob = mine.add_blob(photo(40, 30))
    mine.commit(
        [create(Figure, "shot", visit="v1", blob=blob.sha256), Edit("figure1", "figure", {"blob": blob.sha256})]
    )
    mine.commit([create(Note, "later", visit="v2", author="p1", text="다음 날.")])
    mine.submit([*entries_of("1"), "later"])
    mine.commit([Edit("p1", "person", {"tel": "010-9999-0000"})])
    path = desks.bundle("p1", lambda sharing: sharing.day(DAY))
    assert "010-9999-0000" in lines_of(path), "their own number goes along"
    desks.take("boss", path)
    assert boss.reader.statuses(Note) == {"note1": "submitted"}
    assert {"question1", "takeaway1", "chapter1", "implication1", "evidence1", "comment1", "shot"} <= {
        row[0] for row in boss.reader.rows("SELECT object FROM state")
    }
    assert boss.blob_path(blob.sha256) is not None
    assert boss.reader.blob(blob.sha256) == blob
    assert boss.verify() == ()


def test_handing_in_again_sends_only_what_changed(desks: Desks) -> None:
    """What arrived is known by the answer; a bundle that went out may have been lost."""
    mine = desks.join("p1")
    write_all(mine, "p1", "1")
    blob = mine.add_blob(photo(40, 30))
    mine.commit([create(Figure, "shot", visit="v1", blob=blob.sha256)])
    mine.submit(entries_of("1"))
    path = desks.bundle("p1", lambda sharing: sharing.day(DAY))
    wanted = {*entries_of("1"), "shot", "figure1"}
    lost = parcel_of(mine, lambda sharing: sharing.day(DAY, only_new=True))
    assert lost.objects is not None
    assert wanted <= lost.objects
    assert len(lost.pictures) == 1
    desks.take("boss", path)
    desks.take("p1", desks.bundle("boss", lambda sharing: sharing.answer("p1")))
    mine.commit([Edit("note1", "note", {"text": "메모 1. 더."})])
    mine.submit(entries_of("1"))
    parcel = parcel_of(mine, lambda sharing: sharing.day(DAY, only_new=True))
    assert parcel.objects is not None
    assert parcel.objects & wanted == {"note1"}
    assert parcel.pictures == {}


def test_an_answer_tells_a_participant_only_of_their_own(desks: Desks) -> None:
    first, second, boss = desks.join("p1"), desks.join("p2"), desks.all["boss"]
    for name, notebook in (("p1", first), ("p2", second)):
        write_all(notebook, name, name)
        notebook.submit(entries_of(name))
        desks.take("boss", desks.bundle(name, lambda sharing: sharing.day(DAY)))
    heads = {each: boss.reader.heads(each)["text"] for each in ("notep1", "notep2")}
    boss.commit(
        [
            create(
                Decision,
                "d1",
                object="notep1",
                verdict="returned",
                reason="짧다.",
                author="boss",
                heads=heads["notep1"],
            ),
            create(Comment, "c1", object="notep1", author="boss", text="왜인가?"),
            create(Comment, "c2", object="notep2", author="boss", text="비밀이다."),
        ]
    )
    path = desks.bundle("boss", lambda sharing: sharing.answer("p1"))
    assert "비밀이다" not in lines_of(path)
    assert "메모 p2" not in lines_of(path)
    desks.take("p1", path)
    assert first.reader.status("notep1") == "returned"
    first.commit(
        [
            Edit("notep1", "note", {"text": "메모 p1. 길게."}),
            create(Comment, "c3", parent="c1", object="notep1", author="p1", text="이래서."),
        ]
    )
    first.submit(["notep1"])
    desks.take("boss", desks.bundle("p1", lambda sharing: sharing.day("2031-05-06")))
    assert boss.reader.status("notep1") == "revised", "what was returned goes along whatever the day"
    assert {each.id for each in boss.reader.all(Comment)} >= {"c1", "c3"}


def test_a_returned_entry_whose_figure_alone_was_mended_comes_back_revised(desks: Desks) -> None:
    mine, boss = desks.join("p1"), desks.all["boss"]
    write_all(mine, "p1", "1")
    mine.submit(entries_of("1"))
    desks.take("boss", desks.bundle("p1", lambda sharing: sharing.day(DAY)))
    boss.commit(judge(boss.reader, ["note1"], "returned", "boss", "출처가 없습니다."))
    desks.take("p1", desks.bundle("boss", lambda sharing: sharing.answer("p1")))
    assert mine.reader.status("note1") == "returned"
    mine.commit([Edit("figure1", "figure", {"credit": "이름 p1"})])
    assert mine.reader.status("note1") == "revised"
    desks.take("boss", desks.bundle("p1", lambda sharing: sharing.day(DAY)))
    assert boss.reader.status("note1") == "revised", "the figure goes along, though no text waits to be handed in"


def test_a_review_goes_out_and_comes_back_small(desks: Desks) -> None:
    mine, boss, reviewer = desks.join("p1"), desks.all["boss"], desks.join("rev")
    write_all(mine, "p1", "1")
    blob = mine.add_blob(photo(40, 30))
    mine.commit([Edit("figure1", "figure", {"blob": blob.sha256})])
    mine.submit(entries_of("1"))
    desks.take("boss", desks.bundle("p1", lambda sharing: sharing.day(DAY)))
    path = desks.bundle("boss", lambda sharing: sharing.review("rev", ["note1", "takeaway1"]))
    desks.take("rev", path)
    assert {"note1", "takeaway1", "figure1"} <= {row[0] for row in reviewer.reader.rows("SELECT object FROM state")}
    assert reviewer.reader.get("question1") is None
    with Bundle(path) as opened:
        assert opened.pictures == ()
    reviewer.commit(
        [
            create(Comment, "c", object="note1", author="rev", text="고칠 곳."),
            create(
                Decision,
                "d",
                object="takeaway1",
                verdict="approved",
                author="rev",
                heads=reviewer.reader.heads("takeaway1")["text"],
            ),
        ]
    )
    desks.take("boss", desks.bundle("rev", lambda sharing: sharing.answer("boss")))
    assert boss.reader.status("takeaway1") == "approved"
    assert [each.text for each in boss.reader.all(Comment, author="rev")] == ["고칠 곳."]


def test_since_an_earlier_bundle_only_what_came_after(desks: Desks) -> None:
    boss = desks.all["boss"]
    first = desks.bundle("boss", lambda sharing: sharing.tour())
    boss.commit([Edit("v1", "visit", {"city": "부산"})])
    second = desks.bundle("boss", lambda sharing: sharing.tour(), first)
    assert [line.partition(" ")[0] for line in lines_of(second).splitlines()] == [boss.history("v1")[-1].id]
    with Bundle(first) as one, Bundle(second) as other:
        assert other.manifest.since == one.manifest.lines


def test_an_older_programs_people_are_written_again_without_their_numbers(desks: Desks) -> None:
    boss = desks.all["boss"]
    mixed, payload = write(
        notebook=boss.id, object_id="old", kind="person", author=None, device="old", hlc=5, parents=(),
        fields={"name": "옛 이름", "tel": "010-0000-0000", "order": "z"},
    )  # fmt: skip
    from db.exchange import line_of, plan

    boss.merge(plan(boss.reader, [line_of(mixed.id, payload)]), sender=None, file="old")
    path = desks.bundle("boss", lambda sharing: sharing.tour())
    assert "010-0000-0000" not in lines_of(path)
    assert "옛 이름" in lines_of(path)
    assert unmixed(boss.reader) == []
    there = desks.join("p1")
    boss.commit([Edit("old", "person", {"name": "새 이름"}, {"name": boss.reader.heads("old")["name"]})])
    desks.take("p1", desks.bundle("boss", lambda sharing: sharing.tour()))
    person = there.reader.get("old")
    assert isinstance(person, Person)
    assert (person.name, person.tel, there.reader.conflicts("old")) == ("새 이름", "", {})


def test_an_own_second_machine_gets_everything_and_gives_nothing_private_away(desks: Desks) -> None:
    mine, boss = desks.join("p1"), desks.all["boss"]
    mine.commit([create(Note, "n", visit="v1", author="p1", text="첫 줄.")])
    mine.commit([Edit("n", "note", {"text": "첫 줄. 지울 말."})])
    second = desks.join("second", "p1")
    desks.take("second", desks.bundle("p1", lambda sharing: sharing.everything()))
    assert [each.id for each in second.history("n")] == [each.id for each in mine.history("n")]
    mine.commit([Edit("n", "note", {"text": "첫 줄."})])
    mine.submit(["n"])
    mine.commit([Edit("n", "note", {"text": "첫 줄. 둘째 줄."})])
    desks.take("second", desks.bundle("p1", lambda sharing: sharing.everything()))
    assert second.reader.conflicts("n") == {}
    note = second.reader.get("n")
    assert isinstance(note, Note)
    assert note.text == "첫 줄. 둘째 줄."
    path = desks.bundle("second", lambda sharing: sharing.day(DAY))
    assert "지울 말" not in lines_of(path)
    desks.take("boss", path)
    assert boss.reader.conflicts("n") == {}
    assert boss.reader.status("n") == "submitted"


PURPOSES: tuple[Choice, ...] = (
    lambda sharing: sharing.tour(),
    lambda sharing: sharing.day(DAY),
    lambda sharing: sharing.day(DAY, only_new=True),
    lambda sharing: sharing.answer("p1"),
    lambda sharing: sharing.answer("p2"),
    lambda sharing: sharing.answer("boss"),
    lambda sharing: sharing.review("rev", sorted(sharing.handed_in())),
    lambda sharing: sharing.everything(),
)


class Story:
    """People write, hand in, take back, pack and merge in any order. Every sentence is unique."""

    def __init__(self, desks: Desks, seed: int) -> None:
        self.desks = desks
        self.random = random.Random(seed)
        self.words = 0
        self.own: dict[str, list[str]] = {}
        self.steps = [
            *[self.write, self.rewrite, self.hand_in] * 2, self.person, self.undo, *[self.pack, self.take] * 3,
        ]  # fmt: skip
        self.given: list[tuple[str, Path]] = []
        self.done: list[tuple[Notebook, tuple[str, ...]]] = []
        for name in ("p1", "p2", "rev"):
            desks.join(name)
        desks.join("second", "p1")

    def step(self) -> None:
        name = self.random.choice(sorted(self.desks.all))
        notebook = self.desks.all[name]
        self.random.choice(self.steps)(name, notebook)

    def sentence(self) -> str:
        self.words += 1
        return f"문장{self.words}."

    def write(self, name: str, notebook: Notebook) -> None:
        note = f"n{self.words}"
        self.own.setdefault(name, []).append(note)
        notebook.commit([create(Note, note, visit="v1", author=notebook.author, text=f"{self.sentence()} 끝.")])

    def rewrite(self, name: str, notebook: Notebook) -> None:
        for note in self.random.sample(self.own.get(name, []), min(1, len(self.own.get(name, [])))):
            record = notebook.reader.get(note)
            assert isinstance(record, Note)
            text = self.random.choice((f"{record.text} {self.sentence()}", self.sentence()))
            notebook.commit([Edit(note, "note", {"text": text}, {"text": notebook.reader.heads(note)["text"]})])

    def person(self, name: str, notebook: Notebook) -> None:
        who = self.random.choice(sorted(TELS))
        field = self.random.choice(("tel", "name", "position", "deleted"))
        value = self.random.random() < 0.3 if field == "deleted" else self.sentence() + TELS[who] * (field == "tel")
        if name == "boss":
            notebook.commit([Edit(who, "person", {field: value})])

    def hand_in(self, name: str, notebook: Notebook) -> None:
        changes = notebook.submit(self.own.get(name, []))
        self.done.append((notebook, changes.revisions))

    def undo(self, name: str, notebook: Notebook) -> None:
        from db.undoing import undoing

        own = [revisions for each, revisions in self.done if each is notebook]
        if own:
            notebook.commit(undoing(notebook.reader, own[-1]).edits)

    def pack(self, name: str, notebook: Notebook) -> None:
        choice = self.random.randrange(len(PURPOSES))
        path = self.desks.bundle(name, PURPOSES[choice])
        own_copy = choice == len(PURPOSES) - 1
        self.given.append((notebook.author or "" if own_copy else "", path))
        text = lines_of(path)
        if not own_copy and choice != 1 and choice != 2:
            assert not any(tel in text for tel in TELS.values())
        if choice == 0:
            assert '"kind":"note"' not in text
        if not own_copy:
            private = Sharing(notebook.reader, Owner(notebook.author, notebook.device))._private
            assert not any(f'"object":"{each}"' in text for each in private)

    def take(self, name: str, notebook: Notebook) -> None:
        given = [path for owner, path in self.given if owner in ("", notebook.author)]
        if given:
            self.desks.take(name, *self.random.sample(given, min(len(given), 3)))
            assert self.desks.all[name].verify() == ()


@given(st.integers(0, 1 << 32))
@settings(max_examples=120 if FULL else 6)
def test_whoever_is_given_anything_has_no_conflict_that_nobody_made(
    tmp_path_factory: pytest.TempPathFactory, seed: int
) -> None:
    """Each note is written on one laptop only, so that there is no conflict anywhere, whatever comes when."""
    desks = Desks(tmp_path_factory.mktemp("desks"))
    try:
        story = Story(desks, seed)
        for _ in range(30):
            story.step()
        for each in desks.all.values():
            assert all(name.startswith("n") for (name,) in each.reader.rows("SELECT DISTINCT object FROM conflict"))
    finally:
        desks.close()
