"""The notebook: one folder, one tour, one writer. The one class of the store that others construct."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Future
from contextlib import closing, suppress
from functools import partial as bound
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from db import blobs
from db.blobs import Blob
from db.closing import Closing
from db.edits import Changes, Draft, Edit
from db.engine import Writer
from db.errors import BugError, KnownError
from db.holdings import SHREDDING, Holdings, Intake
from db.ids import new_id
from db.lock import DATABASE, Lock
from db.opening import Opened, tidy
from db.partial import into_place, partial, require_new
from db.progress import Progress, unseen
from db.queries import Reader, Version, connect
from db.ready import open_to_read, open_to_write
from db.records import Value
from db.resuming import Saved, resumed
from db.revisions import Revision
from db.steps import Who
from db.trouble import named

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from db.mergeplan import MergePlan
    from db.store import Store

T = TypeVar("T")


class Notebook(Closing):
    """An open notebook.

    path: its folder. id: shared by its people. read_only: nothing can be written. reader: answers with frozen records.
    author, device: who writes from now on (the id of a person, the id of this device); may be set at any time.
    """

    def __init__(
        self, path: Path, opened: Opened, lock: Lock | None, author: str | None, device: str | None, program: str = ""
    ) -> None:
        self.path = path
        self.id = opened.notebook
        self.author = author
        self.device = device
        self.reader = Reader(path, opened.connection)
        self._opened = opened
        self._lock = lock
        self._program = program
        self._saved = Saved()
        self._writer = Writer(path / DATABASE, path, self._resume)
        self._store: Store | None = None
        self._closed = False
        self.backs_up = True
        """Whether what was written is backed up before a merge and when the notebook is closed."""
        self.backup_trouble: KnownError | None = None
        """Why the last of those backups could not be made, or None."""

    @property
    def read_only(self) -> bool:
        return self._lock is None

    @property
    def newer(self) -> bool:
        """Whether a newer program wrote it, so that perhaps not all of it can be shown."""
        return self._opened.newer

    def another_reader(self) -> Reader:
        """A reader of its own, for long work in another thread; the caller closes it before the notebook."""
        with named(self.path):
            return Reader(self.path, self._opened.another())

    @classmethod
    def create(
        cls,
        path: Path,
        edits: Sequence[Edit] = (),
        *,
        author: str | None = None,
        device: str | None = None,
        notebook_id: str | None = None,
    ) -> Notebook:
        """A new notebook at path, whole or not at all.

        edits: its first content. notebook_id: a given UUID, where the notebook is another's too. Raises KnownError
        `errors.exists` where path exists, `errors.shared_place` on a network disk or in a cloud folder, and for storage
        trouble.
        """
        path = Path(path).absolute()
        require_new(path)
        from db.making import make_database

        with named(path), partial(path.parent) as folder:
            (folder / blobs.FOLDER).mkdir(parents=True)
            make_database(folder / DATABASE, path, notebook_id or new_id(), edits, Who(author, device))
            into_place(folder, path)
        try:
            return cls.open(path, author=author, device=device)
        except KnownError as error:
            if error.key != "errors.locked":  # nobody has it yet: what cannot even be opened was not made
                shutil.rmtree(path, ignore_errors=True)
            raise

    @classmethod
    def open(
        cls,
        path: Path,
        *,
        read_only: bool = False,
        author: str | None = None,
        device: str | None = None,
        program: str = "",
        at_once: bool = False,
        progress: Progress = unseen,
    ) -> Notebook:
        """The notebook at path; locked for this program unless read_only.

        program: who holds the lock, as db.lock knows programs. at_once: raise NotReadyError rather than begin long
        work. progress: of that work; what it raises ends it, and then the notebook is as it was.
        Raises KnownError: `errors.missing`, `errors.not_a_notebook`, `errors.damaged`, `errors.newer`, `errors.locked`,
        `errors.read_only`, `errors.shared_place`, `errors.foreign_schema`. That of a newer program opens read_only:
        what this program knows of it is shown.
        """
        path = Path(path).absolute()
        if read_only:
            return cls(path, open_to_read(path, at_once=at_once, progress=progress), None, author, device)
        opened, lock = open_to_write(path, program, at_once=at_once, progress=progress)
        return cls(path, opened, lock, author, device, program)

    def commit(self, edits: Sequence[Edit]) -> Changes:
        """Write edits in one transaction; answers after COMMIT. One revision an object, more where bases differ."""
        return self.commit_later(edits).result()

    def commit_later(self, edits: Sequence[Edit]) -> Future[Changes]:
        """As commit, without waiting."""
        who, given = self._who(), tuple(edits)
        return self._submit(lambda store, connection: store.commit(connection, given, who))

    def take_in(self, originals: Sequence[Edit], later: Sequence[Edit] = ()) -> Changes:
        """Import in one transaction: the same bytes on every laptop, and again: nothing.

        originals: first revisions of imported objects; those whose object has a revision already are skipped.
        later: ordinary edits, only for objects that were new just now.
        """
        who, firsts, follow = self._who(), tuple(originals), tuple(later)
        return self._submit(lambda store, connection: store.take_in(connection, firsts, follow, who)).result()

    def submit(self, objects: Sequence[str]) -> Changes:
        """Hand entries in, in one transaction: a decision "submitted" for each that nobody decided about as it is now.

        objects: ids of entries; those without text, in the bin, or with a choice to be made that nobody else has seen
        are passed over. What is being written in them becomes revisions first. An entry that nobody else has seen
        becomes one revision with its values of now; what led to it stays in this notebook's own history and never
        leaves. Undo of the decisions takes that back while nothing was packed. author must be set to who hands in.
        """
        who, given = self._who(), tuple(objects)
        return self._submit(
            lambda store, connection: store.submit(connection, given, who),
            lambda _: self._saved.forget_drafts(lambda draft: not draft.held and draft.object in given),
        ).result()

    def note_given(self, name: str, objects: Mapping[str, Sequence[str]]) -> None:
        """Keep in mind what left. name: GIVEN, RECEIVED or COPIED of db.ownership. objects: their newest revisions."""
        if objects:
            self._submit(lambda store, connection: store.note(connection, name, objects)).result()

    def keep_draft(self, draft: Draft) -> Future[str]:
        """Keep what is being written; the ISO 8601 instant comes after COMMIT."""
        return self._submit(
            lambda store, connection: store.keep_draft(connection, draft), lambda _: self._saved.note_draft(draft)
        )

    def drop_draft(self, object_id: str, field: str) -> Future[None]:
        """Forget a draft."""
        gone = bound(_is, object_id, field)
        return self._submit(
            lambda store, connection: store.drop_draft(connection, object_id, field),
            lambda _: self._saved.forget_drafts(gone),
        )

    def commit_drafts(self, object_id: str | None = None) -> Future[Changes]:
        """The drafts of one object, or all, become revisions and end, in one transaction."""
        who = self._who()
        return self._submit(
            lambda store, connection: store.commit_drafts(connection, object_id, who),
            lambda _: self._saved.forget_drafts(lambda draft: not draft.held and object_id in (None, draft.object)),
        )

    def settle(self, object_id: str, field: str, value: Value, versions: Sequence[Version]) -> Changes:
        """A person's choice in a conflict: value takes the place of versions, all that the person was shown.

        A version that came in meanwhile is not among them, and stays in conflict with the choice.
        """
        record = self.reader.get(object_id)
        if record is None:
            raise BugError(f"no object {object_id!r}")
        return self.commit([Edit(object_id, record.KIND, {field: value}, {field: tuple(v.revision for v in versions)})])

    def merge(
        self, plan: MergePlan, *, sender: str | None, file: str, pictures: Sequence[tuple[Blob, int]] = (),
        progress: Progress = unseen,
    ) -> Changes:  # fmt: skip
        """Carry plan (of db.exchange) out in one transaction; again: nothing. What is here is backed up first.

        sender: who it is from. file: its name. Both are kept, so that the merge can be undone. pictures: what db.blobs
        has stored already, with the size of each in bytes. progress: revisions written, of how many, in the writer's
        thread; what it raises ends it, and nothing has come in.
        """
        from db.backup import MERGE

        self._need_writing()
        given = tuple(pictures)
        self._back_up(MERGE)
        changes = self._submit(
            lambda store, connection: store.merge(connection, plan, sender, file, given, progress)
        ).result()
        with suppress(KnownError):  # what it blanked is gone from the file at the latest when the notebook is closed
            self._shred()
        return changes

    def intakes(self) -> tuple[Intake, ...]:
        """The merges that were made here, the newest first."""
        with named(self.path):
            return Holdings(self.reader).intakes()

    def set_aside(self, intake_id: str) -> Changes:
        """Undo a merge, on this notebook only: its revisions are neither shown nor exported any more.

        What later edits were built on stays, and so do redactions.
        """
        return self._submit(lambda store, connection: store.set_aside(connection, intake_id)).result()

    def redact(self, revisions: Sequence[str], reason: str) -> Changes:
        """Blank the bodies of revisions, by id; cannot be undone, and travels. Backups keep what they hold.

        Then nothing of them is left in the notebook's file either. Raises BugError for unknown ids; KnownError, where
        the file could not be written anew, when they are blanked already: closing the notebook tries that again.
        """
        who, named_ids = self._who(), tuple(revisions)
        changes = self._submit(lambda store, connection: store.redact(connection, named_ids, reason, who)).result()
        self._shred()
        return changes

    def history(self, object_id: str) -> tuple[Revision, ...]:
        """The object's revisions, oldest first."""
        return self.reader.history(object_id)

    def add_blob(self, data: bytes) -> Blob:
        """Take a foreign picture in: cleaned, upright, scaled once; the same picture again is the same blob.

        Raises KnownError `errors.picture_too_large`, `errors.picture_too_many_pixels`, `errors.picture_unreadable`.
        """
        self._need_writing()
        blob, body = blobs.cleaned(data)
        blobs.store(self.path, blob, body)
        return self._submit(lambda store, connection: store.add_blob(connection, blob, len(body))).result()

    def keep_blob(self, blob: Blob, body: bytes) -> None:
        """Take a picture in that another copy of this notebook has. Raises BugError where its name is not its hash."""
        self._need_writing()
        if blobs.name_of(body) != blob.sha256:
            raise BugError("a picture is kept by the hash of its bytes")
        blobs.store(self.path, blob, body)
        self._submit(lambda store, connection: store.add_blob(connection, blob, len(body))).result()

    def blob_path(self, sha256: str) -> Path | None:
        """The file of a picture, or None where it is missing."""
        return self.reader.blob_path(sha256)

    def unite(self, backup: Path) -> Changes:
        """Add what the database file backup, of this notebook, holds beyond it. See db.restore, which checks first."""

        def job(store: Store, connection: Connection) -> Changes:
            from db.union import unite

            with closing(connect(backup, immutable=True)) as other:
                return unite(store, connection, other)

        return self._submit(job).result()

    def rebuild(self) -> Future[None]:
        """Compute everything derived from the revisions again; what is sound stays as it is."""
        return self._submit(lambda store, connection: store.rebuild(connection))

    def verify(self, say: Callable[..., str] | None = None) -> tuple[str, ...]:
        """What is wrong with the notebook, one sentence each; empty means sound. Repairs nothing.

        say: turns a key of the interface texts and its values into a sentence; without it, keys and values are given.
        """
        from db.verify import problems

        with self.reader.snapshot(), named(self.path):
            found = [*self._opened.left_out, *problems(self._opened.connection, self.path)]
        return tuple(str(each) if say is None else say(each.key, **each.values) for each in found)

    def close(self) -> None:
        """Drafts become revisions, what was written is backed up, the lock is given back. May be called again."""
        if self._closed:
            return
        self._closed = True
        try:
            # Drafts may still wait in the writer's queue; where it never ran, SQLAlchemy need not load for nothing.
            if not self.read_only and (self._writer.used or self.reader.drafts() or self.reader.meta(SHREDDING)):
                from db.backup import CLOSE

                self.commit_drafts().result()
                self._shred()
                self._back_up(CLOSE)
        except KnownError as error:  # the drafts stay, and become revisions another time
            self.backup_trouble = error
        finally:
            self.reader.close()
            self._writer.close()
            self._opened.close()
            if self._opened.live:
                tidy(self.path, empty_only=self.read_only)
            if self._lock is not None:
                self._lock.release()

    def _who(self) -> Who:
        return Who(self.author, self.device)

    def _shred(self) -> None:
        """Write the file anew where bodies were blanked: deleted bytes stand in freed places and in the log."""
        if self.reader.meta(SHREDDING):
            self._writer.compact().result()
            self._submit(lambda store, connection: store.shredded(connection)).result()

    def _back_up(self, reason: str) -> None:
        """Trouble is kept to be told: it must keep nobody from merging, which takes nothing away, or from closing."""
        if self.backs_up:
            from db.backup import back_up_quietly

            self.backup_trouble = back_up_quietly(self.path, reason)

    def _need_writing(self) -> None:
        if self.read_only:
            raise KnownError("errors.read_only", path=self.path)

    def _submit(self, work: Callable[[Store, Connection], T], then: Callable[[T], object] | None = None) -> Future[T]:
        """then: called in the writer's thread after COMMIT."""
        self._need_writing()
        bodies: list[dict[str, str | None]] = []

        def job(connection: Connection) -> T:
            if self._store is None:
                from db.store import Store

                self._store = Store(connection)
            value = work(self._store, connection)
            if isinstance(value, Changes) and value.revisions:
                bodies.append(self._saved.bodies(connection, value))
            return value

        def ended(future: Future[T]) -> None:
            if not future.cancelled() and future.exception() is None:
                for each in bodies:
                    self._saved.note(each)
                if then is not None:
                    then(future.result())

        answer = self._writer.submit(job)
        answer.add_done_callback(ended)
        return answer

    def _resume(self) -> Callable[[Connection], object]:
        """Another file stands where the notebook was, as when a stick comes back: go on with it where it is the same
        notebook and nothing that was saved is lost. Answers what is to be written there again. Raises KnownError."""
        assert self._lock is not None
        self._lock, self._opened, missing = resumed(self.path, self.id, self._saved, self._lock, self._program)
        self._store = None
        self.reader.read_from(self._opened.connection)
        return missing.write


def _is(object_id: str, field: str, draft: Draft) -> bool:
    return (draft.object, draft.field) == (object_id, field)
