"""A notebook full of orders for somebody's parser: its reports hold them as text, and open nothing that they name."""

from __future__ import annotations

import io
import shutil
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from itertools import cycle
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from db.edits import create
from db.errors import KnownError
from db.notebook import Notebook
from db.records import Figure, Record, Report, Shape, field_specs
from exporters.base import no_progress
from exporters.compile import Definition
from exporters.output import Wanted, write_report
from exporters.registry import WRITERS
from resources import ROOT
from tests.exporters.every import POISONS, SECRET
from tests.exporters.opened import Opened
from tests.exporters.tour import RECORDS, uid

SORTS = ("full", "daily", "photos", "questions")


def hostile(record: Record, texts: Iterator[str]) -> dict[str, Any]:
    """The fields of record with one of texts in each that holds words."""
    fields: dict[str, Any] = {}
    for spec in field_specs(type(record)):
        if spec.shape in (Shape.TEXT, Shape.LINE):
            fields[spec.name] = next(texts)
        elif spec.shape is Shape.LINES:
            fields[spec.name] = (next(texts), next(texts))
        else:
            fields[spec.name] = getattr(record, spec.name)
    return fields


@pytest.fixture(scope="module", params=[0, 5, 11], ids=["first", "second", "third"])
def notebook(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Notebook]:
    """Every field of every record holds a poison, each time another one."""
    texts = cycle(POISONS[request.param :] + POISONS[: request.param])
    edits = [create(type(record), record.id, **hostile(record, texts)) for record in RECORDS]
    with closing(Notebook.create(tmp_path_factory.mktemp("hostile") / "n.notebook", edits)) as made:
        picture = io.BytesIO()
        Image.new("RGB", (40, 30), "teal").save(picture, "PNG")
        blob = made.add_blob(picture.getvalue())
        figures = made.reader.all(Figure)
        made.commit([create(Report, uid("r"), title=next(texts), style=f"../../../..{SECRET}", logo=blob.sha256)])
        made.commit([create(type(each), each.id, blob=blob.sha256) for each in figures])
        yield made


@pytest.fixture(scope="module")
def opened() -> Opened:
    return Opened()


@pytest.mark.parametrize("edition", ["internal", "public"])
@pytest.mark.parametrize("form", sorted(WRITERS))
def test_a_report_opens_blobs_and_resources_only(
    form: str, edition: str, notebook: Notebook, opened: Opened, home: Path, tmp_path: Path
) -> None:
    (saved,) = notebook.reader.all(Report)
    definition = replace(Definition.of(saved), edition=edition, style="", sort="full")
    write_report(notebook.reader, tmp_path / "warm", Wanted(form), no_progress)  # modules are read from here on
    blobs = notebook.path / "blobs"
    for sort in SORTS:
        target = tmp_path / sort
        for kept in ("prints", "sound"):  # else no picture is opened again
            shutil.rmtree(home / "cache" / kept, ignore_errors=True)
        with opened.watched():
            written = write_report(notebook.reader, target, Wanted(form, replace(definition, sort=sort)), no_progress)
        assert opened.beyond(ROOT, blobs, tmp_path, home / "cache") == [], (
            "what is kept of pictures is the program's own"
        )
        assert written.path.stat().st_size > 0
        assert any(str(blobs) in name for name in opened.seen) or sort == "questions"


def test_a_style_that_a_notebook_names_by_a_path_is_refused(notebook: Notebook, tmp_path: Path) -> None:
    (saved,) = notebook.reader.all(Report)
    with pytest.raises(KnownError):
        write_report(notebook.reader, tmp_path / "a.pdf", Wanted("pdf", saved), no_progress)
    assert list(tmp_path.iterdir()) == []
