"""One person on one day of a tour, as a process of its own: `python -m tests.proof.hands FOLDER NAME DAY SEED`.

Bundles lie in FOLDER/mail, named by who packed them and for whom. Each is taken on the day it comes or later, some of
them again and again. Every sentence that was saved is written into FOLDER/NAME.said.
"""

from __future__ import annotations

import hashlib
import json
import random
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from db.edits import Edit, create
from db.exchange import export
from db.merging import carry_out, survey
from db.notebook import Notebook
from db.packing import pack, parcel_of
from db.records import KINDS, Comment, Decision, Note, Person, Question, Takeaway, Team, Tour, Visit
from db.sharing import Parcel, Sharing

BOSS = "boss"
ALL = "all"
_TAKEN, _REPEATED = 0.6, 0.15
"""How likely a bundle that lies there is taken today, and one that was taken is taken again."""


def roles(participants: int, reviewers: int) -> dict[str, str]:
    """Who takes part, by name."""
    people = {f"p{number}": "participant" for number in range(participants)}
    return people | {f"r{number}": "reviewer" for number in range(reviewers)} | {BOSS: "coordinator"}


def begin(folder: Path, people: dict[str, str], days: int) -> None:
    """The coordinator's notebook with the tour, and everybody's with what the tour bundle holds."""
    (folder / "mail").mkdir(parents=True)
    edits = [create(Tour, "tour", title="여러 손"), *(create(Team, f"t{n}", name=f"{n + 1}조") for n in range(4))]
    edits += [
        create(Person, name, name=name, role=role, tel=f"010-{name}", team=f"t{number % 4}")
        for number, (name, role) in enumerate(people.items())
    ]
    edits += [create(Visit, f"v{day}", institution=f"기관 {day}", date=_date(day)) for day in range(days)]
    with Notebook.create(folder / f"{BOSS}.notebook", edits, author=BOSS, device=BOSS) as boss:
        boss.backs_up = False
        _send(boss, folder, ALL, lambda sharing: sharing.tour())
        for name in people.keys() - {BOSS}:
            made = Notebook.create(folder / f"{name}.notebook", author=name, device=name, notebook_id=boss.id)
            made.backs_up = False
            with made:
                _take(made, list((folder / "mail").iterdir()))


class Day:
    """One person's day."""

    def __init__(self, folder: Path, name: str, day: int, seed: int) -> None:
        self.folder, self.name, self.day = folder, name, day
        self.random = random.Random(f"{seed} {name} {day}")

    def live(self) -> None:
        with _opened(self.folder, self.name) as self.notebook:
            self._receive()
            work = {"p": self._participate, "r": self._review}.get(self.name[0], self._coordinate)
            if self.name == BOSS:
                work = self._coordinate
            work()

    def _receive(self) -> None:
        """What came, perhaps; what had come already, perhaps again."""
        seen = _seen(self.folder, self.name)
        known = set(seen.read_text().split()) if seen.exists() else set()
        there = [each for each in (self.folder / "mail").glob("*.brief") if _is_for(each, self.name)]
        chosen = [each for each in there if self.random.random() < (_REPEATED if each.name in known else _TAKEN)]
        self.random.shuffle(chosen)
        _take(self.notebook, chosen)
        seen.write_text("\n".join(sorted(known | {each.name for each in chosen})))

    def _participate(self) -> None:
        visit = f"v{self.day}"
        made = [f"{kind}-{self.name}-{self.day}" for kind in ("note", "question", "takeaway")]
        kinds = (Note, Question, Takeaway)
        self.notebook.commit(
            [
                create(kind, name, visit=visit, **{_author(kind): self.name, _text(kind): self._says(name)})
                for kind, name in zip(kinds, made, strict=True)
            ]
        )
        for _ in range(2):  # so that there is something private before it is handed in
            self._append(self.random.choice(made))
        for kind in kinds:
            for name, status in self.notebook.reader.statuses(kind).items():
                if status == "returned" and f"-{self.name}-" in name:
                    self._append(name)
        own = [each for kind in kinds for each in self.notebook.reader.statuses(kind) if f"-{self.name}-" in each]
        for name in self.random.sample(own, min(4, len(own))):  # what the coordinator touches meanwhile, too
            self._append(name)
        self.notebook.submit([each for each in own if self.random.random() < 0.9])
        for day in {self.day, self.random.randrange(self.day + 1)}:
            only_new = self.random.random() < 0.5
            self._send(BOSS, lambda sharing, day=day, new=only_new: sharing.day(_date(day), only_new=new))  # type: ignore[misc]

    def _review(self) -> None:
        edits: list[Edit] = []
        for kind in (Note, Question, Takeaway):
            for name, status in self.notebook.reader.statuses(kind).items():
                if status in ("submitted", "revised") and self.random.random() < 0.5:
                    verdict = self.random.choice(("returned", "approved"))
                    heads = self.notebook.reader.heads(name)[_text(kind)]
                    edits.append(
                        create(Decision, object=name, verdict=verdict, author=self.name, heads=heads, reason="살펴봄")
                    )
                    edits.append(create(Comment, object=name, author=self.name, text=self._says(None)))
        self.notebook.commit(edits)
        self._send(BOSS, lambda sharing: sharing.answer(BOSS))

    def _coordinate(self) -> None:
        self.notebook.commit([Edit(f"v{self.day}", "visit", {"city": f"도시 {self.day}"})])
        self.notebook.commit([Edit("p0", "person", {"tel": f"010-{self.day}", "position": f"직위 {self.day}"})])
        entries = [each for kind in (Note, Takeaway) for each in self.notebook.reader.statuses(kind)]
        for name in self.random.sample(sorted(entries), min(12, len(entries))):
            self._append(name)
        self._send(ALL, lambda sharing: sharing.tour())
        for name in sorted(_people(self.folder) - {BOSS}):
            if self.random.random() < 0.7:
                if name.startswith("r"):
                    self._send(name, lambda sharing, name=name: sharing.review(name, sharing.handed_in()))  # type: ignore[misc]
                else:
                    self._send(name, lambda sharing, name=name: sharing.answer(name))  # type: ignore[misc]

    def _append(self, name: str) -> None:
        record = self.notebook.reader.get(name)
        if record is None or record.deleted:
            return
        field = _text(type(record))
        text = f"{getattr(record, field)} {self._says(name)}"
        self.notebook.commit([Edit(name, record.KIND, {field: text}, {field: self.notebook.reader.heads(name)[field]})])

    def _says(self, name: str | None) -> str:
        """A sentence that nobody else says; of an entry it is kept in mind."""
        sentence = f"{self.name}의 {self.day}일 {self.random.randrange(1 << 40)}."
        if name is not None:
            with (self.folder / f"{self.name}.said").open("a", encoding="utf-8") as said:
                said.write(json.dumps([name, sentence], ensure_ascii=False) + "\n")
        return sentence

    def _send(self, to: str, choose: Callable[[Sharing], Parcel]) -> None:
        _send(self.notebook, self.folder, to, choose)


def give_all(folder: Path, name: str) -> None:
    """The last evening: everything is handed in, and everybody gets all of it."""
    with _opened(folder, name) as notebook:
        _take(notebook, [each for each in (folder / "mail").glob("*.brief") if _is_for(each, name)])
        entries = [each for kind in (Note, Question, Takeaway) for each in notebook.reader.statuses(kind)]
        notebook.submit([each for each in entries if f"-{name}-" in each])
        _send(notebook, folder, ALL + "-last", lambda sharing: sharing.everything())


def take_all(folder: Path, name: str) -> None:
    with _opened(folder, name) as notebook:
        mail = sorted((folder / "mail").glob(f"*-{ALL}-last-*.brief"))
        random.Random(name).shuffle(mail)
        _take(notebook, mail)


def state_of(folder: Path, name: str) -> dict[str, object]:
    """What a notebook shows, as a hash, and how much that is; said: sentences that are in no version of their entry."""
    with Notebook.open(folder / f"{name}.notebook", read_only=True) as notebook:
        assert notebook.verify() == ()
        found = hashlib.sha256()
        for line in sorted(export(notebook.reader)):
            found.update(line.encode())
        for table in ("state", "conflict", *KINDS):
            for row in sorted(map(repr, notebook.reader.rows(f'SELECT * FROM "{table}"'))):
                found.update(row.encode())
        revisions = notebook.reader.rows(
            "SELECT count(*) FROM revision WHERE id NOT IN (SELECT revision FROM set_aside)"
        )
        conflicts = notebook.reader.rows("SELECT count(DISTINCT object || field) FROM conflict")
        lost, said = [], 0
        for file in sorted(folder.glob("*.said")):
            for entry, sentence in map(json.loads, file.read_text(encoding="utf-8").splitlines()):
                said += 1
                if not any(sentence in text for text in _versions(notebook, entry)):
                    lost.append(sentence)
        return {
            "hash": found.hexdigest(),
            "revisions": revisions[0][0],
            "conflicts": conflicts[0][0],
            "said": said,
            "lost": lost,
        }


def _versions(notebook: Notebook, name: str) -> Iterator[str]:
    record = notebook.reader.get(name)
    if record is not None:
        yield getattr(record, _text(type(record)))
    for version in notebook.reader.conflicts(name).get(_text(type(record)), ()) if record is not None else ():
        yield version.value


@contextmanager
def _opened(folder: Path, name: str) -> Iterator[Notebook]:
    with Notebook.open(folder / f"{name}.notebook", author=name, device=name) as notebook:
        notebook.backs_up = False
        yield notebook


def _take(notebook: Notebook, mail: list[Path]) -> None:
    found = survey(notebook.reader, mail)
    assert not any(each.refused or each.rejected for each in found.arrivals), found.arrivals
    carry_out(notebook, found)


def _send(notebook: Notebook, folder: Path, to: str, choose: Callable[[Sharing], Parcel]) -> None:
    mail = folder / "mail"
    number = len(list(mail.glob(f"{notebook.author}-*.brief")))
    pack(notebook, mail / f"{notebook.author}-{to}-{number}.brief", parcel_of(notebook, choose))


def _is_for(path: Path, name: str) -> bool:
    sender, to, *_ = path.stem.split("-")
    return to in (name, ALL) and sender != name and "-last-" not in path.name


def _people(folder: Path) -> set[str]:
    return {each.stem for each in folder.glob("*.notebook")}


def _seen(folder: Path, name: str) -> Path:
    return folder / f"{name}.seen"


def _date(day: int) -> str:
    return f"2031-05-{day + 1:02}"


def _text(kind: type[object]) -> str:
    return "answer" if kind is Question else "text"


def _author(kind: type[object]) -> str:
    return "asker" if kind is Question else "author"


if __name__ == "__main__":
    place, who, what, seed = Path(sys.argv[1]), sys.argv[2], sys.argv[3], int(sys.argv[4])
    if what == "give":
        give_all(place, who)
    elif what == "take":
        take_all(place, who)
    elif what == "state":
        print(json.dumps(state_of(place, who)))
    else:
        Day(place, who, int(what), seed).live()
