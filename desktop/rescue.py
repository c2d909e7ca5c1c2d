"""Texts that could not be kept, as a file that the user chooses: readable anywhere, with the names of what they are."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from db.errors import KnownError
from db.records import Chapter, Note, Record, Visit
from db.trouble import named
from desktop.words import shortened

if TYPE_CHECKING:
    from db.edits import Draft
    from db.notebook import Notebook
    from resources import Sentences

SUFFIX = ".txt"
_TITLES = ("heading", "institution", "title", "name", "question", "caption")
LONGEST = 60
"""Letters of a name."""


def file_name(sentences: Sentences, now: datetime) -> str:
    """What the file is called unless the user says otherwise."""
    return sentences("rescue.file", date=f"{now:%Y-%m-%d %H%M}") + SUFFIX


def part_name(notebook: Notebook, sentences: Sentences, draft: Draft) -> str:
    """Entry and field of draft in words, as far as the notebook can still be read."""
    entry = sentences(f"fields.kind.{draft.kind}")
    try:
        record = notebook.reader.get(draft.object)
        visit = notebook.reader.get(str(getattr(record, "visit", None) or ""))
    except KnownError:
        record = visit = None
    if isinstance(visit, Visit):
        entry = f"{_title(visit)} · {entry}" if _title(visit) else entry
    if record is not None and isinstance(record, Note | Chapter | Visit) and _title(record):
        entry = f"{entry} {_title(record)}"
    field = f"fields.field.{draft.field.partition('~')[0]}"
    return sentences("rescue.part", entry=entry, field=sentences(field)) if field in sentences else entry


def content(notebook: Notebook, sentences: Sentences, drafts: Sequence[Draft], now: datetime) -> str:
    """The file: whose texts these are, then each under its name, letter for letter."""
    head = [sentences("rescue.head"), sentences("rescue.notebook", name=notebook.path), f"{now:%Y-%m-%d %H:%M}"]
    parts = [f"== {part_name(notebook, sentences, draft)} ==\n\n{draft.text}\n" for draft in drafts]
    return "\n".join(["\n".join(head) + "\n", *parts])


def write(path: Path, text: str) -> None:
    """Write text to path, whole or not at all. Raises KnownError."""
    from exporters.base import atomic_file

    with named(path), atomic_file(path) as file:
        file.write(text.encode("utf-8", "replace"))


def _title(record: Record) -> str:
    words = next((str(getattr(record, name)) for name in _TITLES if getattr(record, name, "")), "")
    return shortened(words, LONGEST)
