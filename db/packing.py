"""Packs a bundle: what is being written becomes revisions, a parcel is chosen and written, and what left is noted."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from db.bundle import Bundle, Manifest, write
from db.exchange import export
from db.naming import title_of
from db.ownership import COPIED, GIVEN, Owner, newest, private_entries
from db.progress import Progress, unseen
from db.sharing import EVERYTHING, Parcel, Sharing, since, unmixed

if TYPE_CHECKING:
    from db.notebook import Notebook
    from db.queries import Reader


@dataclass(frozen=True, slots=True)
class Packed:
    """path: of the bundle. manifest: as it stands there. parcel: what was chosen."""

    path: Path
    manifest: Manifest
    parcel: Parcel


def parcel_of(notebook: Notebook, choose: Callable[[Sharing], Parcel], earlier: Path | None = None) -> Parcel:
    """What choose takes of notebook, in the name of who writes in it.

    earlier: a bundle that the receiver has. What mixes phone numbers with other fields is written again first. Raises
    KnownError where earlier is no bundle, and for storage trouble.
    """
    if again := unmixed(notebook.reader):
        notebook.commit(again)
    parcel = choose(Sharing(notebook.reader, Owner(notebook.author, notebook.device)))
    if earlier is None:
        return parcel
    with Bundle(earlier) as opened:
        return since(parcel, opened)


def pack(notebook: Notebook, path: Path, parcel: Parcel, progress: Progress = unseen, program: str = "") -> Packed:
    """Write parcel to path, whole or not at all, in the name of who writes in notebook, and note what left.

    progress: pictures packed, of how many; what it raises ends it and leaves nothing. program: its version. Raises
    KnownError for storage trouble.
    """
    reader = notebook.another_reader()
    try:
        lines = export(reader, parcel.objects, without=parcel.without)
        made = write(path, manifest_of(notebook, parcel, program), lines, parcel.pictures, progress)
        left = newest(reader.rows, _leaving(notebook, parcel))
    finally:
        reader.close()
    if left and not notebook.read_only:
        notebook.note_given(COPIED if parcel.purpose == EVERYTHING else GIVEN, left)
    return Packed(path, made, parcel)


def manifest_of(notebook: Notebook, parcel: Parcel, program: str = "") -> Manifest:
    """What the bundle of parcel will say of itself, but for what is counted while it is written."""
    tour = notebook.reader.tour()
    return Manifest(
        notebook.id,
        parcel.purpose,
        datetime.now(UTC).astimezone().isoformat(timespec="seconds"),
        tour.title[:500] if tour is not None else "",
        notebook.author,
        _name(notebook.reader, notebook.author)[:500],
        parcel.recipient,
        parcel.day,
        parcel.since,
        program=program,
    )


def _leaving(notebook: Notebook, parcel: Parcel) -> set[str]:
    """What is not seen by others yet, of a copy for oneself; else all that others may see from now on."""
    if parcel.objects is None:
        return {*private_entries(notebook.reader.rows, Owner(notebook.author, notebook.device))}
    structure = ("tour", "team", "person", "visit", "contact")
    rows = notebook.reader.rows("SELECT object FROM state WHERE kind NOT IN (?, ?, ?, ?, ?)", structure)
    return {row[0] for row in rows} & parcel.objects


def _name(reader: Reader, person: str | None) -> str:
    record = reader.get(person) if person else None
    values: Mapping[str, object] = {"name": getattr(record, "name", "")}
    return title_of(values.get) if record is not None else ""
