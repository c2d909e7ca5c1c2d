"""Pictures on their way into the notebook: cleaned and stored away from the GUI thread, and told about once."""

from __future__ import annotations

import errno
import os
import unicodedata
from collections import deque
from collections.abc import Callable, Generator, Iterator, Sequence, Set
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import closing, suppress
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Protocol, TypeAlias

from PySide6.QtCore import QBuffer, QIODevice, QMimeData, Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QFileDialog

from db.blobs import MOST_BYTES
from db.errors import KnownError
from db.picture import LONGEST_SIDE
from desktop.editor.pasting import PICTURES
from desktop.messages import Level

if TYPE_CHECKING:
    from db.blobs import Blob
    from db.notebook import Notebook
    from desktop.context import PageContext
    from desktop.dialogs.working import Working
    from exporters.base import Progress
    from resources import Sentences

Source: TypeAlias = Path | QImage
"""A file, or a picture that was copied."""
NAMES = " ".join(f"*{ending}" for ending in PICTURES)
TOPIC = "pictures"
JOINER = "\u200d"
"""Makes one emoji of several."""
LISTED = 5
"""Names in a sentence; the others are counted."""
AT_ONCE = max(1, min(3, (os.cpu_count() or 2) - 1))
"""Pictures that are cleaned side by side, each in a process; one core is left to the window."""
_FATES = {
    errno.ENOENT: "errors.picture_gone",
    errno.ENOTDIR: "errors.picture_gone",
    errno.EISDIR: "errors.picture_folder",
}
"""What the operating system says of a file that is to come in."""


class Taking(Protocol):
    """What a page is to the pictures that it takes in."""

    context: PageContext
    working: Working

    def note(self, text: str) -> None:
        """One quiet line."""


@dataclass(slots=True)
class Taken:
    """What came of some pictures. repeated: how many were there already. refused: their names, by the error."""

    repeated: int = 0
    blobs: list[Blob] = field(default_factory=list)
    refused: dict[str, tuple[KnownError, list[str]]] = field(default_factory=dict)


def given_pictures(data: QMimeData) -> list[Source]:
    """What of data comes in where only pictures do: files and folders, or a picture that was copied.

    Files that are no pictures come along where there is one, to be told about; without one there is nothing.
    """
    paths = [Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile()]
    if any(path.suffix.lower() in PICTURES or _holds_pictures(path) for path in paths):
        return list(paths)
    image = data.imageData() if data.hasImage() and not paths else None
    return [image] if isinstance(image, QImage) and not image.isNull() else []


def _holds_pictures(path: Path) -> bool:
    """Whether path is a folder as cameras and people make them, and no notebook."""
    try:
        return path.is_dir() and not path.suffix and any(each.suffix.lower() in PICTURES for each in path.iterdir())
    except OSError:
        return False


def choose_pictures(page: Taking, then: Callable[[list[Path]], None]) -> None:
    """Ask for picture files; then gets their paths."""
    say = page.context.sentences
    dialog = QFileDialog(page.working.parentWidget(), say("editor.figures.add"))
    dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
    dialog.setNameFilter(f"{say('editor.figures.pictures')} ({NAMES})")
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.filesSelected.connect(lambda files: then([Path(file) for file in files]))
    dialog.open()


def take_pictures(
    page: Taking, sources: Sequence[Source], then: Callable[[list[Blob]], None], known: Set[str] | None = None
) -> None:
    """Clean and store pictures, and those of folders, away from the GUI thread; then gets their Blobs.

    Photos come in the order in which they were taken, behind them what does not say when. known: names of blobs that
    are not to come in again, nor any blob twice; None where they may. A bar shows how far it is and can stop it; then
    none is put in. What was scaled or turned is told in the quiet line, what was refused in one band.
    """
    notebook, say = page.context.notebook, page.context.sentences
    unnamed = say("editor.figures.copied")

    def work(progress: Progress) -> Taken:
        taken = Taken()
        given = list(_opened(sources))
        with closing(_side_by_side(partial(stored, notebook), given)) as storing:
            for done, (source, blob) in enumerate(storing):
                progress(done, len(given))
                try:
                    taken.blobs.append(blob.result())
                except KnownError as error:
                    name = shown_name(source.name) if isinstance(source, Path) else unnamed
                    taken.refused.setdefault(error.key, (error, []))[1].append(name)
        progress(len(given), len(given))
        taken.blobs.sort(key=lambda blob: (blob.taken_at or "~")[:19])  # by the clock at the place
        if known is not None:
            fresh = {blob.sha256: blob for blob in reversed(taken.blobs) if blob.sha256 not in known}
            taken.repeated = len(taken.blobs) - len(fresh)
            taken.blobs = [blob for blob in taken.blobs if fresh.get(blob.sha256) is blob]
        return taken

    def done(taken: Taken) -> None:
        if taken.blobs:
            then(taken.blobs)
        if taken.blobs or taken.repeated:
            again = say("editor.figures.repeated", count=taken.repeated) if taken.repeated else ""
            page.note(" ".join(filter(None, (told(say, taken.blobs), again))))
        if taken.refused:
            words = " ".join(_refused(say, *each) for each in taken.refused.values())
            count = sum(len(names) for _, names in taken.refused.values())
            page.context.messages.tell(Level.ERROR, "editor.figures.refused", topic=TOPIC, count=count, words=words)

    page.context.messages.withdraw(TOPIC)
    task = page.context.operations.start(work)
    task.done.connect(done)
    task.failed.connect(page.context.operations.failed)
    task.cancelled.connect(lambda: page.note(say("editor.figures.stopped")))
    page.working.follow(task, say("editor.figures.busy", count=len(sources)))


def _side_by_side(
    store: Callable[[Source], Blob], given: Sequence[Source]
) -> Generator[tuple[Source, Future[Blob]], None, None]:
    """Each source with what becomes of it, in order; a few are being worked on, and no more begin when it is left."""
    with ThreadPoolExecutor(AT_ONCE, thread_name_prefix="pictures") as pool:
        waiting: deque[tuple[Source, Future[Blob]]] = deque()
        for source in given:
            waiting.append((source, pool.submit(store, source)))
            if len(waiting) > AT_ONCE:
                yield waiting.popleft()
        yield from waiting


def _opened(sources: Sequence[Source]) -> Iterator[Source]:
    """The sources, a folder as the pictures that lie in it."""
    for source in sources:
        if isinstance(source, Path) and source.is_dir():
            inside: list[Path] = []
            with suppress(OSError):
                inside = sorted(source.iterdir())
            found = [each for each in inside if each.suffix.lower() in PICTURES and each.name[:1] != "."]
            yield from found or [source]  # one without pictures is told about by its own name
        else:
            yield source


def told(say: Sentences, blobs: Sequence[Blob]) -> str:
    """The quiet line about pictures that are not kept as they were given; nothing where all are."""
    scaled, turned = sum(blob.scaled for blob in blobs), sum(blob.turned for blob in blobs)
    moving, words = sum(blob.moving for blob in blobs), ""
    if scaled or turned:
        key = "scaled_turned" if scaled and turned else "scaled" if scaled else "turned"
        words = say(f"editor.figures.{key}", scaled=scaled, turned=turned, side=f"{LONGEST_SIDE:,}")
    return " ".join(filter(None, (words, say("editor.figures.moving", count=moving) if moving else "")))


def shown_name(name: str) -> str:
    """A file's name as it can stand in a sentence: in whole syllables, with nothing unseen that turns or breaks lines,
    read by itself where it runs from right to left."""
    whole = unicodedata.normalize("NFC", name).encode(errors="replace").decode()
    unseen = ("Cc", "Cf", "Zl", "Zp")
    plain = "".join(letter for letter in whole if letter == JOINER or unicodedata.category(letter) not in unseen)
    turned = any(unicodedata.bidirectional(letter) in ("R", "AL") for letter in plain)
    return f"\u2068{plain}\u2069" if turned else plain


def _refused(say: Sentences, error: KnownError, names: Sequence[str]) -> str:
    listed = ", ".join(names[:LISTED])
    if len(names) > LISTED:
        listed = say("editor.figures.others", names=listed, count=len(names) - LISTED)
    return f"{listed}: {say(error.key, **error.values)}"


def stored(notebook: Notebook, source: Source) -> Blob:
    """A picture, cleaned and put into the notebook; not for the GUI thread. Raises KnownError."""
    if isinstance(source, QImage):
        return notebook.add_blob(_encoded(source))
    try:
        if source.stat().st_size > MOST_BYTES:
            raise KnownError("errors.picture_too_large", megabytes=MOST_BYTES // 1_000_000)
        data = source.read_bytes()
    except OSError as error:  # with no path: many may have the same fate, and one sentence names them
        raise KnownError(_FATES.get(error.errno or 0, "errors.picture_not_read")) from error
    if not data:
        raise KnownError("errors.picture_empty")
    return notebook.add_blob(data)


def _encoded(image: QImage) -> bytes:
    """The bytes of a picture that was copied: as it is, or where that is too large as a photograph."""
    data = b""
    for form in ("PNG", "JPEG"):
        buffer = QBuffer()
        buffer.open(QIODevice.OpenModeFlag.WriteOnly)
        image.save(buffer, form, 95 if form == "JPEG" else -1)  # type: ignore[call-overload]
        data = bytes(buffer.data().data())
        if len(data) <= MOST_BYTES:
            break
    return data
