"""Which notebook a command works on, and in whose name."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from db.errors import KnownError
from exporters.commands.console import Console, explain

if TYPE_CHECKING:
    from db.notebook import Notebook
    from db.queries import Reader

FORBIDDEN = '<>:"/\\|?*'
"""What some system does not take in a file name."""


@contextmanager
def reading(console: Console, *, settled: bool = False) -> Iterator[Reader]:
    """The notebook's reader, checked, and refused while another program writes it.

    settled: drafts that a sudden end left behind become revisions first, where the notebook can be written.
    """
    from db.notebook import Notebook

    path = notebook_of(console)
    require_free(path)
    author(console, path)
    with Notebook.open(path, read_only=True) as notebook:
        if not (settled and notebook.reader.drafts()):
            yield notebook.reader
            return
    _settle(path, notebook.id)
    with Notebook.open(path, read_only=True) as notebook:
        yield notebook.reader


def _settle(path: Path, notebook: str) -> None:
    """notebook: its id."""
    from db.notebook import Notebook
    from db.settings import Settings

    person = Settings.load().person(notebook)
    try:
        Notebook.open(path, author=person, device=device()).close()
    except KnownError as error:
        if error.key != "errors.read_only":
            raise


def require_free(path: Path) -> None:
    """Raises KnownError where another program holds the notebook at path, or a newer one wrote it."""
    from db.lock import Lock
    from db.opening import is_newer

    if not path.is_dir():
        return
    try:
        Lock(path).release()
    except KnownError as error:
        if error.key == "errors.locked":
            raise
    if is_newer(path):
        raise KnownError("errors.newer", path=path)


def author(console: Console, path: Path) -> str | None:
    """The id of the person named by --as, who must be in the notebook's roster. Raises KnownError."""
    if console.author is None:
        return None
    from exporters.named import person_at

    return person_at(path, console.author)


def notebook_of(console: Console) -> Path:
    """The notebook to work on: the one named, else the usual one. Raises KnownError."""
    return console.notebook or usual_notebook()


def usual_notebook() -> Path:
    """The last notebook, else the only one among the user's documents. Raises KnownError where there is none."""
    from db.settings import Settings

    last = Settings.load().last
    if last is not None:
        return last
    here = sorted(documents().glob("*.notebook"))
    if len(here) != 1:
        raise KnownError("command.no_notebook")
    return here[0]


def usual_or_new(file: Path) -> Path:
    """The usual notebook; where there is none yet, a new one among the documents, named as the file."""
    try:
        return usual_notebook()
    except KnownError:
        return documents() / f"{file_name(file.stem)}.notebook"


def remember(console: Console, notebook: Notebook, *, last: bool = True) -> None:
    """This machine knows the notebook from now on. last: it becomes the last one even where there is one already.

    Settings that cannot be written are told and are no failure: the notebook itself is saved.
    """
    from db.settings import Settings

    settings = Settings.load()
    before = settings.last
    settings.remember(notebook.id, notebook.path)
    if before is not None and not last:
        settings.last = before
    try:
        settings.save()
    except KnownError as error:
        console.warn(explain(console.sentences, error))


def device() -> str:
    """The id of this machine, which stays the same from its first use on, where settings can be written."""
    from db.settings import Settings

    settings = Settings.load()
    with suppress(KnownError):
        settings.save()
    return settings.device


def documents() -> Path:
    """The user's documents folder."""
    from platformdirs import user_documents_path

    return user_documents_path()


def file_name(title: str) -> str:
    """title as a file name that every system takes."""
    plain = "".join("_" if letter in FORBIDDEN or not letter.isprintable() else letter for letter in title)
    return plain[:80].strip(" .") or "notebook"


def given_day(value: str | None) -> str | None:
    """A day that an option names, as YYYY-MM-DD. Raises KnownError for one that is no date."""
    try:
        return date.fromisoformat(value).isoformat() if value else None
    except ValueError as error:
        raise KnownError("command.bad_date", value=value) from error
