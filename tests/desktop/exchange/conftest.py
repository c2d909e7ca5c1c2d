"""A tour with people on several laptops: the window of one of them, and the bundles of the others."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from db.edits import Edit, create
from db.notebook import Notebook
from db.order import keys
from db.packing import pack, parcel_of
from db.records import Contact, Decision, Person, Takeaway, Team, Tour, Visit
from db.sharing import Sharing
from db.standing import standing
from desktop.dialogs.merging import MergeDialog
from desktop.dialogs.sending import SendDialog
from desktop.main_window import MainWindow
from tests.desktop.day.conftest import Desk
from tests.desktop.frame.conftest import TODAY, make_window
from tests.desktop.known import remember
from tests.desktop.seats import seated

__all__ = ["make_window"]

DAY = TODAY.isoformat()
PEOPLE = 24


def person(number: int) -> str:
    """The id of one of the participants, from 1."""
    return f"{number:08d}-0000-4000-8000-000000000001"


def tour_edits() -> list[Edit]:
    """Two visits on one day; 24 participants in four teams, a coordinator and a reviewer."""
    order = iter(keys(60))
    made = [create(Tour, "t", order=next(order), title="항만 연수", start="2031-06-09", end="2031-06-12")]
    made += [create(Team, f"m{team}", order=next(order), tour="t", name=f"{team}조") for team in range(1, 5)]
    made += [
        create(Person, person(each), order=next(order), tour="t", team=f"m{(each - 1) // 6 + 1}",
               name=f"참가자 {each:02d}", tel=f"02-7777-{each:04d}")
        for each in range(1, PEOPLE + 1)
    ]  # fmt: skip
    made += [
        create(Person, "boss", order=next(order), tour="t", name="이선경", role="coordinator"),
        create(Person, "judge", order=next(order), tour="t", name="오가람", role="reviewer"),
    ]
    for name in ("a", "b"):
        made.append(create(Visit, name, order=next(order), tour="t", institution=f"기관 {name}", date=DAY,
                           start_time="10:00" if name == "a" else "14:00", city="로테르담"))  # fmt: skip
        made.append(create(Contact, f"k{name}", order=next(order), visit=name, name="M. de Wit"))
    return made


class Laptop:
    """The notebook of one person, somewhere else; it takes the tour bundle in and makes bundles."""

    def __init__(self, folder: Path, tour: Path, who: str) -> None:
        from db.merging import make

        self.who, self.folder = who, folder
        self.path = folder / f"{who}.notebook"
        make(self.path, [tour], author=who, device=f"device of {who}")

    def __enter__(self) -> Notebook:
        self._notebook = Notebook.open(self.path, author=self.who, device=f"device of {self.who}")
        self._notebook.backs_up = False
        return self._notebook

    def __exit__(self, *_: object) -> None:
        self._notebook.close()

    def write(self, visit: str, text: str, takeaway: str | None = None) -> str:
        """A takeaway of the visit, submitted; its id."""
        with self as notebook:
            team = getattr(notebook.reader.get(self.who), "team", None)
            edit = create(Takeaway, takeaway, tour="t", visit=visit, author=self.who, team=team, date=DAY, text=text)
            notebook.commit([edit])
            notebook.submit([edit.object])
        return edit.object

    def pack(self, name: str, choose: Callable[[Sharing], object]) -> Path:
        """A bundle of what choose takes."""
        with self as notebook:
            return pack(notebook, self.folder / name, parcel_of(notebook, choose)).path  # type: ignore[arg-type]

    def day(self, name: str) -> Path:
        return self.pack(name, lambda sharing: sharing.day(DAY))


@pytest.fixture
def path(tmp_path: Path, home: Path) -> Path:
    """The coordinator's notebook on disk, closed, known to this machine."""
    file = tmp_path / "항만 연수.notebook"
    (tmp_path / "온 것").mkdir()
    with Notebook.create(file, tour_edits(), author="boss", device="device of boss") as notebook:
        parcel = parcel_of(notebook, lambda sharing: sharing.tour())
        pack(notebook, tmp_path / "온 것" / "연수.brief", parcel)
    remember(file)
    return file


@pytest.fixture
def tour_bundle(path: Path, tmp_path: Path) -> Path:
    """What the coordinator gave everybody."""
    return tmp_path / "온 것" / "연수.brief"


@pytest.fixture
def laptop_of(tour_bundle: Path, tmp_path: Path) -> Callable[[str], Laptop]:
    """laptop_of(person) is that person's laptop."""
    folder = tmp_path / "노트북들"
    folder.mkdir()
    return lambda who: Laptop(folder, tour_bundle, who)


class Office(Desk):
    """A window that sends and receives."""

    def plan(self) -> MergeDialog:
        """Wait for the plan of what came in."""
        self.qtbot.waitUntil(lambda: self.plans() != [], timeout=20000)
        self.qtbot.waitUntil(self.plans()[0].isActiveWindow)
        return self.plans()[0]

    def plans(self) -> list[MergeDialog]:
        return [each for each in self.window.findChildren(MergeDialog) if each.isVisible()]

    def done(self) -> None:
        """Wait until the plan is carried out or left, and gone."""
        self.qtbot.waitUntil(lambda: not self.window.findChildren(MergeDialog), timeout=30000)

    def sending(self) -> SendDialog:
        return self.asked()

    def band(self, part: str) -> str:
        """Wait for a band that says part."""
        self.qtbot.waitUntil(lambda: any(part in text for text in self.window.bands.texts()), timeout=20000)
        return next(text for text in self.window.bands.texts() if part in text)

    def press_band(self, words: str) -> None:
        from PySide6.QtWidgets import QPushButton

        presses = self.window.bands.findChildren(QPushButton)
        self.click(next(each for each in presses if each.text() == words and each.isVisible()))


@pytest.fixture
def office_of(make_window: Callable[..., MainWindow], qtbot: QtBot) -> Callable[..., Office]:
    """office_of(path, person, language="ko") is the window of that person on the notebook at path, at home."""

    def make(path: Path | None, who: str = "", language: str = "ko") -> Office:
        return Office(seated(make_window(path, language), who, qtbot), qtbot)

    return make


@pytest.fixture
def office(office_of: Callable[..., Office], path: Path) -> Office:
    """The coordinator's."""
    return office_of(path, "boss")


def decide(notebook: Notebook, entry: str, verdict: str, reason: str = "") -> None:
    """A decision of who writes in notebook on an entry as it is."""
    heads = standing(notebook.reader, [entry])[entry].heads
    edit = create(Decision, object=entry, verdict=verdict, reason=reason, author=notebook.author, heads=heads)
    notebook.commit([edit])
