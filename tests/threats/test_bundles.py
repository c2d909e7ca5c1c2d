"""Bundles made to do harm: one sentence for each, nothing half, and never more than 100 MB of memory."""

from __future__ import annotations

import json
import random
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from db import blobs
from db.bundle import Bundle, Manifest
from db.bundle import write as write_bundle
from db.errors import KnownError
from db.exchange import line_of
from db.foreign_zip import Limits
from db.merging import MOST_REJECTED, carry_out, make, survey
from db.notebook import Notebook
from db.revisions import write
from resources import LANGUAGES, sentences
from tests.architecture.sources import ROOT
from tests.db.conftest import tour
from tests.threats.bundles import (
    NOTEBOOK,
    SOUND,
    YEAR_2099,
    Hostile,
    damaged_lines,
    line,
    put,
    refused_bundles,
)
from tests.threats.test_pictures import encoded, photo

__all__ = ["tour"]
REFUSED = refused_bundles()
DAMAGED = damaged_lines()
HUGE = ("a bomb", "lying sizes", "lines that bloat", "too many members", "members that share bytes")
MOST_MEMORY = 100.0
_LOOK = """
import resource, sys
from contextlib import suppress
from pathlib import Path
from db.merging import survey
from db.notebook import Notebook
with Notebook.open(Path(sys.argv[1]), read_only=True) as notebook:
    found = survey(notebook.reader, [Path(name) for name in sys.argv[2:]])
refused = [each.refused.key if each.refused else "" for each in found.arrivals]
print(refused, len(found.plan.taken), len(found.plan.rejected))
most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1e6 if sys.platform == "darwin" else 1e3)
with suppress(OSError):  # Linux counts there what the parent had taken before
    most = next(int(row.split()[1]) / 1e3 for row in open("/proc/self/status") if row.startswith("VmHWM"))
print(most)
"""

_TAKE = """
import sys
from pathlib import Path
from db.edits import create
from db.merging import carry_out, survey
from db.notebook import Notebook
from db.records import Note
def now(name):
    return next(int(row.split()[1]) / 1e3 for row in open("/proc/self/status") if row.startswith(name))
with Notebook.open(Path(sys.argv[1]), author="me", device="d") as notebook:
    notebook.commit([create(Note, text="x")])
    before = now("VmRSS")
    for _ in range(2):
        print(len(carry_out(notebook, survey(notebook.reader, [Path(sys.argv[2])])).changes.revisions))
print(now("VmHWM") - before)
"""
MOST_MORE = 70.0
"""MB beyond what an open notebook takes, for a bundle of any size."""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A notebook of the tour that the bundles say they are of."""
    path = tmp_path / "own.notebook"
    Notebook.create(path, notebook_id=NOTEBOOK).close()
    return path


def everything_in(folder: Path) -> dict[str, bytes]:
    return {str(file.relative_to(folder)): file.read_bytes() for file in sorted(folder.rglob("*")) if file.is_file()}


@pytest.mark.parametrize("name", REFUSED)
def test_nothing_of_it_is_taken_and_one_sentence_says_so(path: Path, tmp_path: Path, name: str) -> None:
    bundle = put(tmp_path, REFUSED[name]())
    sound = put(tmp_path, Hostile([line(50)]).body(), "sound.brief")
    before = sorted(each for each in tmp_path.rglob("*") if "own" not in each.name)
    with Notebook.open(path) as notebook:
        notebook.backs_up = False
        found = survey(notebook.reader, [bundle, sound])
        assert [bool(each.refused) for each in found.arrivals] == [True, False]
        error = found.arrivals[0].refused
        assert error is not None
        for language in LANGUAGES:
            told = sentences(language)(error.key, **error.values)
            assert bundle.name in told
            assert "\n" not in told
        assert len(carry_out(notebook, found).changes.revisions) == 1, "the sound one beside it is taken"
        assert notebook.verify() == ()
    assert sorted(each for each in tmp_path.rglob("*") if "own" not in each.name and path not in each.parents) == [
        each for each in before if path not in each.parents
    ]
    with pytest.raises(KnownError):
        make(tmp_path / "new.notebook", [bundle])
    assert not (tmp_path / "new.notebook").exists()


@pytest.mark.parametrize("name", DAMAGED)
def test_a_damaged_line_is_told_and_skipped_and_the_rest_is_taken(path: Path, tmp_path: Path, name: str) -> None:
    bundle = put(tmp_path, Hostile([*SOUND[:2], DAMAGED[name], *SOUND[2:]]).body())
    with Notebook.open(path) as notebook:
        notebook.backs_up = False
        found = survey(notebook.reader, [bundle])
        (arrival,) = found.arrivals
        assert [each.line for each in arrival.rejected] == [3]
        assert sentences("ko")(arrival.rejected[0].reason, line=3).startswith("3")
        assert arrival.taken == len(carry_out(notebook, found).changes.revisions) == len(SOUND)
        assert notebook.verify() == ()


def test_too_many_damaged_lines_refuse_the_bundle_and_no_other(path: Path, tmp_path: Path) -> None:
    bad = put(tmp_path, Hostile([*SOUND, *[b"x" * 70] * (MOST_REJECTED + 1)]).body())
    good = put(tmp_path, Hostile([line(50), b"x"]).body(), "good.brief")
    with Notebook.open(path, read_only=True) as notebook:
        found = survey(notebook.reader, [good, bad])
    first, second = found.arrivals
    assert (first.refused, first.taken, len(first.rejected)) == (None, 1, 1)
    assert second.refused is not None
    assert second.refused.key == "errors.bundle.damaged"
    assert len(found.plan.taken) == 1


def test_a_clock_of_another_century_is_told_and_moves_ours_by_a_day_at_most(path: Path, tmp_path: Path) -> None:
    bundle = put(tmp_path, Hostile([line(1, hlc=YEAR_2099)]).body())
    with Notebook.open(path, author="me", device="d") as notebook:
        notebook.backs_up = False
        found = survey(notebook.reader, [bundle])
        assert len(found.plan.ahead) == 1
        carry_out(notebook, found)
        from db.edits import Edit

        notebook.commit([Edit("note1", "note", {"heading": "나중"})])
        assert notebook.history("note1")[-1].hlc < YEAR_2099


def test_a_forged_author_is_a_claim_that_is_told(path: Path, tmp_path: Path) -> None:
    bundle = put(tmp_path, Hostile([line(1), line(2, author="p2"), line(3, author="p2")]).body())
    with Notebook.open(path, read_only=True) as notebook:
        (arrival,) = survey(notebook.reader, [bundle]).arrivals
    assert (arrival.writers, arrival.strangers) == ((("p1", 1), ("p2", 2)), ("p2",))


def test_pictures_are_known_by_their_bytes_and_only_those_that_something_names(path: Path, tmp_path: Path) -> None:
    from db.blobs import name_of

    sound, text = photo(40, 30), b"\xff\xd8\xff no picture at all"
    huge = encoded(__import__("PIL.Image").Image.new("1", (9000, 9000)))
    bodies = {name_of(body): body for body in (sound, text, huge, b"unnamed")}
    names = list(bodies)
    wrong = "a" * 64
    shown = [*names[:3], wrong]
    lines = [line_of_figure(number, name) for number, name in enumerate(shown)]
    members = {f"blobs/{name}": body for name, body in {**bodies, wrong: b"other bytes"}.items()}
    bundle = put(tmp_path, Hostile(lines, members).body())
    with Notebook.open(path) as notebook:
        notebook.backs_up = False
        merged = carry_out(notebook, survey(notebook.reader, [bundle]))
        assert merged.pictures == 1
        assert {each.values["name"] for each in merged.left_out} == {*names[1:3], wrong}
        kept = {file.name for file in (path / "blobs").rglob("*") if file.is_file()}
        assert kept == {name_of(sound)}


def test_a_picture_larger_than_any_is_not_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    body = random.Random(1).randbytes(50_000)
    bundle = put(tmp_path, Hostile(SOUND, {f"blobs/{blobs.name_of(body)}": body}).body())
    for most, found in ((50_000, body), (49_999, None)):
        monkeypatch.setattr(blobs, "MOST_BYTES", most)
        with Bundle(bundle) as opened:
            assert opened.picture(blobs.name_of(body)) == found


def test_no_more_is_unpacked_than_is_allowed_in_all(tmp_path: Path) -> None:
    bundle = put(tmp_path, Hostile([line(number) for number in range(50)]).body())
    whole = sum(len(part) for part in Hostile([line(number) for number in range(50)]).parts().values())
    with Bundle(bundle, Limits(unpacked=whole)) as opened:
        assert len(list(opened.lines())) == 50
    with pytest.raises(KnownError) as refused:
        Bundle(bundle, Limits(unpacked=whole - 1))
    assert refused.value.key == "errors.bundle.none"


def line_of_figure(number: int, blob: str) -> bytes:
    made, payload = write(
        notebook=NOTEBOOK, object_id=f"figure{number}", kind="figure", author="p1", device="d", hlc=1 << 40,
        parents=(), fields={"blob": blob},
    )  # fmt: skip
    return line_of(made.id, payload).encode()


def memory_of(*arguments: object) -> tuple[str, float]:
    """What a process of its own says of bundles, and the most memory that it took, in MB."""
    done = subprocess.run(
        [sys.executable, "-c", _LOOK, *map(str, arguments)], capture_output=True, cwd=ROOT, check=True, text=True
    )
    told, most = done.stdout.splitlines()
    return told, float(most)


@pytest.mark.parametrize("name", HUGE)
def test_what_would_fill_the_memory_does_not(path: Path, tmp_path: Path, name: str) -> None:
    told, most = memory_of(path, put(tmp_path, REFUSED[name]()))
    assert told.startswith("['errors.bundle.")
    print(f"{most:.0f} MB")
    assert most < MOST_MEMORY


def test_all_damaged_lines_at_once_stay_within_the_memory(path: Path, tmp_path: Path) -> None:
    told, most = memory_of(path, put(tmp_path, Hostile([*DAMAGED.values(), *SOUND]).body()))
    assert told == f"[''] {len(SOUND)} {len(DAMAGED)}"
    print(f"{most:.0f} MB")
    assert most < MOST_MEMORY


@pytest.mark.skipif(sys.platform != "linux", reason="asks Linux how much memory was taken")
def test_a_large_bundle_never_stands_in_memory(path: Path, tmp_path: Path) -> None:
    """100 MB of sound lines, of many objects with a history each, are looked at, taken in, and looked at again."""
    count = 3_300
    lines = (large_line(number) for number in range(count))
    bundle = tmp_path / "large.brief"
    write_bundle(bundle, Manifest(NOTEBOOK, "everything", "2031-05-05T20:00:00+09:00", sender="p1"), lines, {})
    done = subprocess.run(
        [sys.executable, "-c", _TAKE, str(path), str(bundle)], capture_output=True, cwd=ROOT, check=True, text=True
    )
    taken, again, most = done.stdout.splitlines()
    assert (taken, again) == (str(count), "0")
    print(f"{float(most):.0f} MB")
    assert float(most) < MOST_MORE


def large_line(number: int) -> str:
    """A revision with 30,000 letters of text, which packs badly."""
    text = "가" + random.Random(number).randbytes(15_000).hex()
    made, payload = write(
        notebook=NOTEBOOK, object_id=f"note{number // 5}", kind="note", author="p1", device="d",
        hlc=(1 << 40) + number, parents=(), fields={f"text{number % 5}": text},
    )  # fmt: skip
    return line_of(made.id, payload)


def test_a_bundle_beyond_two_gigabytes_is_read(path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Its records are others; here they are made for a small one."""
    monkeypatch.setattr(zipfile, "ZIP64_LIMIT", 100)
    bundle = put(tmp_path, Hostile(SOUND).body())
    monkeypatch.undo()
    assert b"PK\x06\x06" in bundle.read_bytes()
    with Notebook.open(path, read_only=True) as notebook:
        (arrival,) = survey(notebook.reader, [bundle]).arrivals
    assert (arrival.refused, arrival.taken) == (None, len(SOUND))


def test_the_manifest_is_only_told(tmp_path: Path, path: Path) -> None:
    """Numbers that lie, unknown keys and control characters harm nobody."""
    odd = {"counts": {"revisions": 10**30}, "sender_name": "\x1b[2J줄\n바꿈", "later": [1], "sender": None}
    bundle = put(tmp_path, Hostile(SOUND, manifest=odd).body())
    with Notebook.open(path, read_only=True) as notebook:
        (arrival,) = survey(notebook.reader, [bundle]).arrivals
    assert (arrival.refused, arrival.taken) == (None, len(SOUND))
    assert json.dumps(arrival.manifest.counts if arrival.manifest else None) == '{"revisions": ' + str(10**30) + "}"
