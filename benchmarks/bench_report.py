"""Seconds and pages of the sample's report, and of texts of your own: BRIEFING_TEXTS=FOLDER adds each .txt in it."""

from __future__ import annotations

import os
import tempfile
from functools import partial
from pathlib import Path

from benchmarks.measure import best, tell
from db.queries import Reader
from exporters.base import no_progress
from exporters.intake import Intake
from exporters.output import Wanted, write_report
from exporters.sample import build


def main() -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        build(folder / "sample.notebook").close()
        measure("sample", folder / "sample.notebook")
        for file in sorted(Path(os.environ.get("BRIEFING_TEXTS", name)).glob("*.txt")):
            notebook = folder / f"{file.stem}.notebook"
            with Intake(notebook) as intake:
                tell(f"{file.name}: import", best(partial(intake.take, file), 1))
            measure(file.name, notebook)


def measure(what: str, notebook: Path) -> None:
    """Print the seconds of both editions of the notebook's report."""
    reader = Reader(notebook)
    try:
        for edition in ("internal", "public"):
            path = notebook.with_suffix(".pdf")
            write = partial(write_report, reader, path, Wanted(edition=edition, epoch=0), no_progress)
            seconds = best(write, 3)
            tell(f"{what}: {edition} report", seconds, f"{write().pages} pages, {path.stat().st_size // 1024} kB")
    finally:
        reader.close()


if __name__ == "__main__":
    main()
