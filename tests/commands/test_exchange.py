"""`pack` and `merge`: every option, and what each exit code is for."""

from __future__ import annotations

import json
import os
import shutil
import zipfile
from pathlib import Path

import pytest

from db.edits import Edit, create
from db.notebook import Notebook
from db.records import Note, Person, Tour, Visit
from db.settings import Settings
from tests.commands.conftest import Run, finished

DAY = "2031-05-05"


@pytest.fixture
def tour(tmp_path: Path) -> Path:
    """A notebook with three people and a visit; this machine's user is the participant."""
    path = tmp_path / "own.notebook"
    edits = [
        create(Tour, "tour", title="물과 도시"),
        create(Person, "p1", name="김지민", role="participant", tel="010-1234-5678"),
        create(Person, "rev", name="이검토", role="reviewer"),
        create(Person, "boss", name="박총괄", role="coordinator"),
        create(Visit, "v", tour="tour", institution="물관리청", date=DAY),
    ]
    settings = Settings.load()
    with Notebook.create(path, edits, author="p1", device=settings.device) as notebook:
        settings.remember(notebook.id, path)
        settings.people[notebook.id] = "p1"
    settings.save()
    return path


def written(tour: Path, submitted: bool = True) -> None:
    with Notebook.open(tour, author="p1", device=Settings.load().device) as notebook:
        notebook.commit([create(Note, "n", visit="v", author="p1", text="저류지는 열두 곳이다.")])
        if submitted:
            notebook.submit(["n"])


def lines_of(path: Path) -> str:
    with zipfile.ZipFile(path) as opened:
        return opened.read("revisions.jsonl").decode()


def manifest_of(path: Path) -> dict[str, object]:
    with zipfile.ZipFile(path) as opened:
        found: dict[str, object] = json.loads(opened.read("manifest.json"))
        return found


def pack(run: Run, tour: Path, out: Path, *options: object) -> Path:
    answer = run("--notebook", tour, "pack", "--out", out, *options)
    assert answer.code == 0, answer.err
    assert str(out) in answer.out
    return out


def test_each_option_of_pack_makes_its_bundle(run: Run, tour: Path, tmp_path: Path) -> None:
    written(tour)
    everything = pack(run, tour, tmp_path / "all.brief")
    assert "010-1234-5678" in lines_of(everything)
    plain = pack(run, tour, tmp_path / "tour.brief", "--tour-only")
    assert "010-1234-5678" not in lines_of(plain)
    assert "저류지" not in lines_of(plain)
    day = pack(run, tour, tmp_path / "day.brief", "--day", DAY)
    assert "저류지" in lines_of(day)
    assert (manifest_of(day)["purpose"], manifest_of(day)["day"], manifest_of(day)["sender"]) == ("day", DAY, "p1")
    assert "저류지" not in lines_of(pack(run, tour, tmp_path / "other.brief", "--day", "2031-05-06"))
    to_boss = pack(run, tour, tmp_path / "boss.brief", "--day", DAY, "--for", "박총괄")
    assert (manifest_of(to_boss)["purpose"], manifest_of(to_boss)["recipient"]) == ("day", "boss")
    review = pack(run, tour, tmp_path / "review.brief", "--for", "이검토")
    assert (manifest_of(review)["purpose"], manifest_of(review)["recipient"]) == ("review", "rev")
    assert "저류지" in lines_of(review)
    answer = pack(run, tour, tmp_path / "answer.brief", "--for", "김지민", "--day", "2031-05-06")
    assert manifest_of(answer)["purpose"] in ("answer", "day")
    later = pack(run, tour, tmp_path / "later.brief", "--since", everything)
    assert lines_of(later) == ""
    assert manifest_of(later)["since"] == manifest_of(everything)["lines"]


def test_what_was_never_handed_in_stays_and_that_is_told(run: Run, tour: Path, tmp_path: Path) -> None:
    written(tour, submitted=False)
    answer = run("--notebook", tour, "pack", "--out", tmp_path / "day.brief", "--day", DAY)
    assert answer.code == 0
    assert answer.err == [
        "Entries that were never handed in stay here: 1. Hand them in in the window, then pack again."
    ]
    assert "저류지" not in lines_of(tmp_path / "day.brief")


def test_what_pack_refuses(run: Run, refused: Run, tour: Path, tmp_path: Path) -> None:
    out = tmp_path / "x.brief"
    refused("--notebook", tour, "pack", "--out", out, "--for", "아무개", names="아무개")
    refused("--notebook", tour, "pack", "--out", out, "--day", "어제", names="어제")
    refused("--notebook", tour, "pack", "--out", out, "--since", tour / "notebook.db", names="notebook.db")
    refused("--notebook", tour, "pack", "--out", tour / "x.brief", names="x.brief")
    refused("--notebook", tour, "pack", "--out", tmp_path / "no" / "x.brief", names="no")
    refused("--notebook", tmp_path / "none.notebook", "pack", "--out", out, names="none.notebook")
    settings = Settings.load()
    settings.people.clear()
    settings.save()
    refused("--notebook", tour, "pack", "--out", out, "--day", DAY, names="--as")
    assert run("--notebook", tour, "--as", "김지민", "pack", "--out", out, "--day", DAY).code == 0
    assert run("--notebook", tour, "pack", "--out", out, "--tour-only", "--day", DAY).code == 2
    assert run("--notebook", tour, "pack").code == 2


def test_merge_makes_the_notebook_and_takes_more_into_it(run: Run, tour: Path, tmp_path: Path) -> None:
    plain, other = pack(run, tour, tmp_path / "tour.brief", "--tour-only"), tmp_path / "other.notebook"
    assert run("--notebook", other, "merge", plain).code == 0
    written(tour)
    day = pack(run, tour, tmp_path / "day.brief", "--day", DAY)
    dry = run("--notebook", other, "merge", day, "--dry-run", "--json")
    assert dry.code == 0
    (file,) = dry.json()["files"]
    assert (file["sender"], file["new"], dry.json()["written"]) == ("김지민", 2, False)
    assert run("--notebook", other, "merge", day).code == 0
    again = run("--notebook", other, "merge", day, plain)
    assert again.code == 0
    assert "Nothing new" in again.out
    assert run("--notebook", other, "verify").code == 0
    both = [run("--notebook", each, "dump").json() for each in (tour, other)]
    assert both[0]["tours"][0]["visits"] == both[1]["tours"][0]["visits"]


def test_the_exit_codes_of_merge(run: Run, refused: Run, tour: Path, tmp_path: Path) -> None:
    other = tmp_path / "other.notebook"
    written(tour)
    day, copy = pack(run, tour, tmp_path / "all.brief"), tmp_path / "copy.brief"
    shutil.copy(day, copy)
    cut = tmp_path / "cut.brief"
    cut.write_bytes(day.read_bytes()[:-40])
    refused("--notebook", other, "merge", cut, names="cut.brief")
    assert not other.exists()
    assert run("--notebook", other, "merge", day, copy, cut).code == 3
    refused("--notebook", other, "merge", cut, names="cut.brief")
    with Notebook.create(tmp_path / "strange.notebook", [create(Tour, title="다른 연수")]):
        pass
    strange = pack(run, tmp_path / "strange.notebook", tmp_path / "strange.brief")
    refused("--notebook", other, "merge", strange, names="strange.brief")
    refused("--notebook", other, "merge", tmp_path / "none.brief", names="none.brief")
    with Notebook.open(other, author="boss", device="boss") as notebook:
        notebook.commit([Edit("n", "note", {"text": "저기서 고친 글이다."})])
    with Notebook.open(tour, author="p1", device="d") as notebook:
        notebook.commit([Edit("n", "note", {"text": "여기서 고친 글이다."})])
    clash = run("--notebook", other, "merge", pack(run, tour, tmp_path / "clash.brief"))
    assert clash.code == 3
    assert clash.err == ["In conflict: 1. Open the window and choose."]
    with Notebook.open(other) as notebook:
        notebook.set_aside(notebook.intakes()[0].id)
    undone = run("--notebook", other, "merge", tmp_path / "clash.brief")
    assert (undone.code, undone.out.splitlines()[1:]) == (1, [])
    assert "--again" in undone.err[-1]
    assert run("--notebook", other, "merge", tmp_path / "clash.brief", "--again").code == 3


def test_merge_takes_all_bundles_of_a_zip(run: Run, refused: Run, tour: Path, tmp_path: Path) -> None:
    written(tour)
    day, new = tmp_path / "day.brief", tmp_path / "new.notebook"
    pack(run, tour, day, "--day", DAY)
    everything = pack(run, tour, tmp_path / "tour.brief", "--tour-only")
    download = tmp_path / "모두.zip"
    with zipfile.ZipFile(download, "w") as target:
        target.write(everything, "받은 것/tour.brief")
        target.write(day, "받은 것/day.brief")
        target.writestr("받은 것/broken.brief", day.read_bytes()[:99])
    answer = run("--notebook", new, "merge", download)
    assert answer.code == 3
    (line,) = answer.err
    assert line.startswith(str(download / "broken.brief"))
    with Notebook.open(new) as notebook:
        assert notebook.reader.get("n") is not None
    answer = run("--notebook", new, "merge", "--json", download)
    told = {file["name"]: file for file in json.loads(answer.out)["files"]}
    assert told.keys() == {"tour.brief", "day.brief", "broken.brief"}
    assert told["day.brief"]["path"] == str(download / "day.brief")
    with zipfile.ZipFile(download, "w") as target:
        target.writestr("broken.brief", b"PK")
    told_line = refused("--notebook", tmp_path / "none.notebook", "merge", download).err[0]
    assert told_line.startswith(str(download / "broken.brief"))


def test_a_merge_that_deletes_much_needs_a_yes(run: Run, tour: Path, tmp_path: Path) -> None:
    other = tmp_path / "other.notebook"
    written(tour)
    assert run("--notebook", other, "merge", pack(run, tour, tmp_path / "all.brief")).code == 0
    with Notebook.open(tour, author="p1", device="d") as notebook:
        notebook.commit([Edit("n", "note", {"deleted": True}), Edit("v", "visit", {"deleted": True})])
    path = pack(run, tour, tmp_path / "deleting.brief")
    answer = run("--notebook", other, "merge", path)
    assert (answer.code, len(answer.err)) == (1, 1)
    assert "--yes" in answer.err[0]
    with Notebook.open(other, read_only=True) as notebook:
        assert notebook.reader.count(Visit) == 1
    assert run("--notebook", other, "merge", path, "--yes").code == 0


def test_one_line_and_no_traceback_as_a_process(tour: Path, tmp_path: Path, run: Run) -> None:
    path = pack(run, tour, tmp_path / "all.brief")
    code, out, err = finished("--lang", "ko", "--notebook", tmp_path / "new.notebook", "merge", path, **os.environ)
    assert (code, err) == (0, b"")
    assert "가져왔습니다" in out.decode()
