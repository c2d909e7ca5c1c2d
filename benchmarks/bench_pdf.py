"""Reports of 10, 100 and 1,000 pages from a notebook on disk to a tagged PDF/A, beside other ways to the same pages.

Whole processes, one after the other in each round; every round has its own words, so that nothing kept from one helps
the next. A ratio is the median of the rounds' ratios. typst is measured where its package is installed (extra `bench`).
Environment: BRIEFING_PAGES (`10 100 1000`), BRIEFING_ROUNDS (5; of the slow ones fewer).
"""

from __future__ import annotations

import json
import os
import platform
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from importlib.util import find_spec
from pathlib import Path
from statistics import median
from typing import Final

from benchmarks.pdf_content import chapters, make
from benchmarks.pdf_photos import PHOTOS, stored_size, with_photos

ROOT: Final = Path(__file__).resolve().parents[1]
OURS: Final = "notebook"
RIVALS: Final = ("typst", "platypus", "qt")
SLOW: Final = ("platypus", "qt")
GOALS: Final = {(1000, "typst"): 0.6, (100, "typst"): 1.25, (1000, "platypus"): 0.1}
"""The most that our time may be of a rival's, by pages."""
SECONDS: Final = {1000: 1.1, 100: 0.3}
"""The most that ours may take."""
PHOTO_SIZE: Final = 20_000_000
"""The most bytes that a report with many photos may have."""
MEMORY: Final = 150
"""MiB that a report of 1,000 pages may take, all its processes together."""


@dataclass(frozen=True, slots=True)
class Run:
    """One whole process and those it starts. peak: MiB of all of them together, as they share pages."""

    seconds: float
    peak: float


def main() -> None:
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)  # a user's program is compiled once, not at each start
    rounds = int(os.environ.get("BRIEFING_ROUNDS", "5"))
    load = ", ".join(f"{each:.1f}" for each in os.getloadavg()) if hasattr(os, "getloadavg") else "unknown"
    print(f"{os.cpu_count()} cores, Python {platform.python_version()}, load before {load}")
    if find_spec("typst") is None:
        print("typst is not installed here (pip install -e .[bench]), so it is left out")
    for pages in map(int, os.environ.get("BRIEFING_PAGES", "10 100 1000").split()):
        with tempfile.TemporaryDirectory() as name:
            os.environ["BRIEFING_HOME"] = name
            _compare(pages, rounds, Path(name))
    _shares()
    _photos(rounds)


def _compare(pages: int, rounds: int, folder: Path) -> None:
    runs: dict[str, list[Run | None]] = {}
    for number in range(rounds + 1):
        content = chapters(pages, seed=number + 1)
        make(folder / f"{number}.notebook", content)
        (folder / "content.json").write_text(json.dumps([asdict(each) for each in content]), encoding="utf-8")
        for who in _taking_part(pages, number):
            run = _run(_command(who, folder, number))
            if number:  # the first round warms the disk
                runs.setdefault(who, [None] * rounds)[number - 1] = run
    told = _pages(folder / f"{rounds}.pdf")
    size = (folder / f"{rounds}.pdf").stat().st_size // 1024
    print(f"{told} pages, {size} kB; {rounds} rounds")
    for who, of_who in runs.items():
        _tell(pages, who, of_who, runs[OURS])


def _taking_part(pages: int, number: int) -> Sequence[str]:
    """Who runs in a round; the slow ones in the first two of long reports only."""
    rivals = [who for who in RIVALS if who != "typst" or find_spec("typst") is not None]
    return [OURS, *(who for who in rivals if pages < 500 or number in (1, 2) or who not in SLOW)]


def _command(who: str, folder: Path, number: int) -> list[str]:
    if who == OURS:
        return _ours(folder / f"{number}.notebook", folder / f"{number}.pdf")
    return [
        sys.executable, "-m", "benchmarks.pdf_rivals", who, str(folder / "content.json"), str(folder / f"{who}.pdf")
    ]  # fmt: skip


def _ours(notebook: Path, out: Path) -> list[str]:
    return [sys.executable, str(ROOT / "main.py"), "--notebook", str(notebook), "export", "pdf", "--out", str(out)]


def _run(command: Sequence[str]) -> Run:
    begin = time.perf_counter()
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        peak = 0.0
        while True:
            try:
                process.wait(0.02)
            except subprocess.TimeoutExpired:
                peak = max(peak, _memory(process.pid))
            else:
                break
    if process.returncode:
        raise SystemExit(f"failed: {' '.join(command)}")
    return Run(time.perf_counter() - begin, peak)


def _memory(process: int) -> float:
    """MiB of a process and its children, shared pages counted once; 0 where the system does not tell."""
    total = 0.0
    for each in (process, *_children(process)):
        try:
            lines = Path(f"/proc/{each}/smaps_rollup").read_text(encoding="ascii").splitlines()
        except OSError:
            continue
        total += sum(int(line.split()[1]) for line in lines if line.startswith("Pss:")) / 1024
    return total


def _children(process: int) -> Sequence[str]:
    try:
        return Path(f"/proc/{process}/task/{process}/children").read_text(encoding="ascii").split()
    except OSError:
        return ()


def _tell(pages: int, who: str, runs: Sequence[Run | None], ours: Sequence[Run | None]) -> None:
    done = [run for run in runs if run]
    pairs = [(own, run) for own, run in zip(ours, runs, strict=True) if own and run]
    line = f"  {who:<10}{median(run.seconds for run in done):>8.2f} s {max(run.peak for run in done):>6.0f} MiB"
    if who != OURS:
        ratio = median(own.seconds / run.seconds for own, run in pairs)
        goal = GOALS.get((pages, who))
        line += f"   ours takes {ratio:.2f} of it" + (f" (goal {goal:g})" if goal else "")
    elif pages in SECONDS:
        line += f"   (goal {SECONDS[pages]} s" + (f", {MEMORY} MiB)" if pages == 1000 else ")")
    print(line, flush=True)


def _pages(path: Path) -> int:
    import pypdfium2

    return len(pypdfium2.PdfDocument(path))


def _shares() -> None:
    """Where the time of 1,000 pages goes, and what a second report costs in a program that goes on running."""
    with tempfile.TemporaryDirectory() as name:
        environment: Mapping[str, str] = {**os.environ, "BRIEFING_HOME": name}
        notebook = Path(name) / "a.notebook"
        make(notebook, chapters(1000, seed=99))
        for part, more in (("pdf_stages", [str(time.time())]), ("pdf_again", [])):
            command = [sys.executable, "-m", f"benchmarks.{part}", str(notebook), *more]
            subprocess.run(command, cwd=ROOT, env=environment, check=True)


def _photos(rounds: int) -> None:
    """A report with many photos beside the same one without a picture, and where what is kept of them stands."""
    with tempfile.TemporaryDirectory() as name:
        os.environ["BRIEFING_HOME"] = str(Path(name) / "home")
        notebooks = {count: Path(name) / f"{count}.notebook" for count in (PHOTOS, 0)}
        for count, notebook in notebooks.items():
            with_photos(notebook, count)
        outs = {count: Path(name) / f"{count}.pdf" for count in notebooks}
        first = _run(_ours(notebooks[PHOTOS], outs[PHOTOS]))
        runs = [[_run(_ours(notebooks[count], outs[count])).seconds for count in notebooks] for _ in range(rounds)]
        size = outs[PHOTOS].stat().st_size
        print(
            f"{_pages(outs[PHOTOS])} pages with {PHOTOS} photos of {stored_size(notebooks[PHOTOS]) / 1e6:.0f} MB:"
            f" {size / 1e6:.1f} MB (goal {PHOTO_SIZE / 1e6:.0f} MB)"
        )
        print(
            f"  first {first.seconds:.2f} s, then {median(run[0] for run in runs):.2f} s;"
            f" without pictures {median(run[1] for run in runs):.2f} s on {_pages(outs[0])} pages"
        )
        kept = list(Path(name).rglob("*.jpg"))
        within = all(file.is_relative_to(Path(name) / "home" / "cache") for file in kept)
        print(f"  {len(kept)} files are kept, {'all' if within else 'NOT all'} in the user's cache folder")


if __name__ == "__main__":
    main()
