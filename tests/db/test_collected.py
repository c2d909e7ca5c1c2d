"""A zip of several bundles is looked through as if they lay side by side, within the limits of each."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest

from db.collected import MOST, Collected, holds_bundles, of_tour
from db.errors import KnownError
from db.merging import carry_out, survey
from db.notebook import Notebook
from db.settings import cache_home
from tests.threats.bundles import NOTEBOOK, SOUND, Hostile, line, put


@pytest.fixture
def path(tmp_path: Path, home: Path) -> Path:
    """A notebook of the tour that the bundles say they are of."""
    path = tmp_path / "own.notebook"
    Notebook.create(path, notebook_id=NOTEBOOK).close()
    return path


def bundle(number: int) -> bytes:
    return Hostile([line(number)]).body()


def zipped(folder: Path, members: dict[str, bytes], name: str = "모두.zip") -> Path:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for member, body in members.items():
            target.writestr(member, body)
    return put(folder, out.getvalue(), name)


def left_over() -> list[Path]:
    return [file for file in (cache_home() / "copies").rglob("*") if file.is_file()]


def test_all_bundles_of_a_zip_are_taken_as_if_they_lay_side_by_side(path: Path, tmp_path: Path) -> None:
    outer = zipped(
        tmp_path,
        {
            "저녁/01 김지민.brief": bundle(1),
            "저녁/02 서이준.zip": bundle(2),
            "저녁/02 서이준 (1).brief": bundle(2),
            "사진.jpg": b"\xff\xd8\xff",
            "__MACOSX/저녁/._01 김지민.brief": b"\x00\x05\x16\x07",
            "저녁/": b"",
        },
    )
    single = put(tmp_path, bundle(3), "03.brief")
    assert (holds_bundles(outer), holds_bundles(single)) == (True, False)
    with Notebook.open(path) as notebook:
        notebook.backs_up = False
        with Collected([outer, single]) as collected:
            found = survey(notebook.reader, collected.files)
            assert [each.path.name for each in found.arrivals] == [
                "01 김지민.brief", "02 서이준 (1).brief", "02 서이준.zip", "03.brief",
            ]  # fmt: skip
            assert [bool(each.twin) for each in found.arrivals] == [False, False, True, False]
            assert [each.refused for each in found.arrivals] == [None] * 4
            assert collected.outer(collected.files[0]) == outer
            assert collected.shown(collected.files[0]) == outer / "01 김지민.brief"
            assert collected.shown(single) == collected.outer(single) == single
            assert len(carry_out(notebook, found).changes.revisions) == 3
        assert left_over() == []


def test_a_bundle_that_was_renamed_is_one_and_no_zip_of_them(path: Path, tmp_path: Path) -> None:
    renamed = put(tmp_path, bundle(1), "01.zip")
    plain = zipped(tmp_path, {"사진.jpg": b"\xff\xd8\xff"}, "사진.zip")
    broken = put(tmp_path, renamed.read_bytes()[:-30], "잘림.zip")
    missing = tmp_path / "없음.zip"
    given = [renamed, plain, broken, missing, tmp_path]
    assert not any(holds_bundles(each) for each in given)
    with Collected(given) as collected, Notebook.open(path, read_only=True) as notebook:
        assert collected.files == given
        found = survey(notebook.reader, collected.files)
        assert [each.is_read for each in found.arrivals] == [True, False, False, False, False]


def test_names_cannot_lead_out_and_are_read_as_they_were_written(tmp_path: Path, home: Path) -> None:
    names = ["../../etc/x.brief", "/abs/y.brief", "..\\z.brief", "a:b*.brief", ".brief.brief", "가" * 150 + ".brief"]
    outer = zipped(tmp_path, dict.fromkeys(names, b"PK"))
    korean = outer.with_name("윈도.zip")
    body = io.BytesIO()
    with zipfile.ZipFile(body, "w") as target:
        target.writestr("even.brief", bundle(1))
    korean.write_bytes(body.getvalue().replace(b"even.brief", "저녁.brief".encode("cp949")))
    before = sorted(tmp_path.rglob("*"))
    with Collected([outer]) as collected:
        assert {each.name for each in collected.files} <= {
            "x.brief", "y.brief", "z.brief", "ab.brief", "brief.brief", "가" * 80 + ".brief"
        }  # fmt: skip
        assert all(each.is_relative_to(cache_home()) for each in collected.files)
    with Collected([korean]) as collected:
        assert [each.name for each in collected.files] == ["저녁.brief"]
    assert sorted(each for each in tmp_path.rglob("*") if cache_home() not in each.parents) == [
        each for each in before if cache_home() not in each.parents and each != cache_home()
    ]


def test_what_is_made_to_do_harm_is_refused_by_itself(path: Path, tmp_path: Path) -> None:
    """A bomb, a zip of bundles inside and a bundle that is cut off: one sentence each; the sound one is taken."""
    inner = zipped(tmp_path, {"속.brief": bundle(8)}, "속.zip").read_bytes()
    members = {
        "1 성함.brief": bundle(1),
        "2 폭탄.brief": b"0" * 300_000_000,
        "3 겹.zip": inner,
        "4 잘림.brief": Hostile(SOUND).body()[:300],
    }
    outer = zipped(tmp_path, members)
    assert outer.stat().st_size < 1_000_000
    with Notebook.open(path, read_only=True) as notebook, Collected([outer]) as collected:
        written = sum(each.stat().st_size for each in collected.files)
        found = survey(notebook.reader, collected.files)
    assert written < 1_000_000, "the bomb was not let off"
    assert [each.refused.key if each.refused else "" for each in found.arrivals] == ["", *["errors.bundle.none"] * 3]
    assert found.arrivals[0].taken == 1


def test_more_than_people_send_each_other_is_no_zip_of_bundles(tmp_path: Path, home: Path) -> None:
    outer = zipped(tmp_path, {f"{number}.brief": b"" for number in range(MOST + 1)})
    assert not holds_bundles(outer)
    with Collected([outer]) as collected:
        assert collected.files == [outer]


def test_trouble_names_the_file_that_was_given(tmp_path: Path, home: Path) -> None:
    outer = zipped(tmp_path, {"하루.brief": b"PK"})
    with Collected([outer]) as collected:
        for named, told in ((collected.files[0], outer / "하루.brief"), (outer, outer)):
            with pytest.raises(KnownError) as error, collected.telling():
                raise KnownError("errors.bundle.none", path=named)
            assert error.value.values["path"] == told
    with Collected([zipped(tmp_path, {"1.brief": bundle(1), "2.brief": b""})]) as collected:
        assert [each.name for each in of_tour(collected.files, NOTEBOOK)] == ["1.brief"]
        assert list(of_tour(collected.files, "another")) == []


def test_who_stops_leaves_nothing(tmp_path: Path, home: Path) -> None:
    class Stop(Exception):
        pass

    def stop(done: int, total: int) -> None:
        if done == 1:
            assert total == 2
            raise Stop

    with pytest.raises(Stop):
        Collected([zipped(tmp_path, {"1.brief": bundle(1), "2.brief": bundle(2)})], stop)
    assert left_over() == []
