"""Takes bundles in, many at once: first what each of them holds and would do, in plain values; then all in one go.

Nothing that a bundle says of itself counts: whose tour it is of is asked of each line, who wrote it is what the line
says, and even that is a claim.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Final

from db import blobs
from db.blobs import Blob
from db.bundle import Bundle, Manifest
from db.edits import Changes
from db.errors import KnownError
from db.exchange import RejectedTooMuch, plan, refusal_of
from db.holdings import Holdings, batches
from db.ids import is_id
from db.mergeplan import MergePlan, Rejected
from db.ownership import RECEIVED, newest, note_of
from db.partial import into_place, partial, require_new
from db.picture_check import looked_at
from db.progress import Progress, unseen
from db.records import KINDS, Shape, field_specs
from db.stowed import Stowed
from db.trouble import named

if TYPE_CHECKING:
    from db.notebook import Notebook
    from db.queries import Reader

MOST_REJECTED: Final = 1_000
"""Lines of one bundle that may be none; beyond, it is refused as a whole."""
_ASKED_FROM: Final = 10
"""A merge that would delete more than one in so many objects is asked about."""
_IDS: Final = 2000
"""Ids that are asked about at once."""
_PARTS: Final = 100
"""Steps that are told of a file."""
_TOLD: Final = 200
"""Lines between two words about how far it is."""


@dataclass(frozen=True, slots=True)
class Arrival:
    """One file that came in. Numbers are those of all files taken in together.

    path: of the file. manifest: what it says of itself; None where it is refused. refused: why nothing of it is taken.
    twin: an earlier one of the files with the same lines. other_tour: it is of another tour, and can be a notebook of
    its own. revisions: lines that are any. taken: those that are new here. new, changed: objects. conflicts: fields
    that will be in conflict. submitted: of the new objects those that only say that something was handed in. same:
    revisions that are here. undone: those of a merge that was undone. pictures: new
    ones. writers: who wrote what is taken, as it says there ("" where it does not), and how many revisions. rejected:
    lines that are none.
    """

    path: Path
    manifest: Manifest | None = None
    refused: KnownError | None = None
    twin: Path | None = None
    other_tour: bool = False
    revisions: int = 0
    taken: int = 0
    new: int = 0
    submitted: int = 0
    changed: int = 0
    conflicts: int = 0
    same: int = 0
    undone: int = 0
    pictures: int = 0
    writers: tuple[tuple[str, int], ...] = ()
    rejected: tuple[Rejected, ...] = ()

    @property
    def is_read(self) -> bool:
        """Whether its lines are part of the plan."""
        return self.manifest is not None and self.refused is None and self.twin is None and not self.other_tour

    @property
    def strangers(self) -> tuple[str, ...]:
        """Who wrote some of what is taken, though somebody else says to have sent it."""
        sender = self.manifest.sender if self.manifest is not None else None
        return tuple(author for author, _ in self.writers if author and author != sender)


@dataclass(frozen=True, slots=True)
class Survey:
    """What taking some files in would do; nothing is written yet.

    arrivals: the files, in the order given. plan: of all that can be taken together. pictures: their hashes, each with
    the file that holds it. seen: who says to have sent it, and the first and last line that they have. living: how many
    objects the notebook has outside the bin. again, redact: as in db.exchange.plan.
    """

    arrivals: tuple[Arrival, ...]
    plan: MergePlan
    pictures: tuple[tuple[str, Path], ...] = ()
    seen: tuple[tuple[str, int, int], ...] = ()
    living: int = 0
    again: bool = False
    redact: bool = False

    def __bool__(self) -> bool:
        """Whether there is anything to write."""
        return bool(self.plan or self.pictures)

    @property
    def deletes_much(self) -> bool:
        """Whether more than a tenth of all there is would go into the bin: that is to be asked about."""
        return len(self.plan.deleted) * _ASKED_FROM > self.living

    @property
    def asks_redaction(self) -> bool:
        """Whether bodies would be blanked that are not agreed to yet."""
        return bool(self.plan.redactions) and not self.redact

    @property
    def has_findings(self) -> bool:
        """Whether not everything can be taken as it came: conflicts, lines or files that are refused, questions."""
        odd = any(each.refused or each.other_tour or each.rejected for each in self.arrivals)
        return odd or bool(self.plan.conflicts) or self.asks_redaction


@dataclass(frozen=True, slots=True)
class Merged:
    """changes: what was written. intake: by which it can be undone; None where nothing was new. pictures: how many came
    in. left_out: pictures that did not, one sentence each."""

    changes: Changes = field(default_factory=Changes)
    intake: str | None = None
    pictures: int = 0
    left_out: tuple[KnownError, ...] = ()


def survey(
    reader: Reader, paths: Sequence[Path], *, again: bool = False, redact: bool = False, progress: Progress = unseen
) -> Survey:
    """What taking in the bundles at paths would do; nothing is written.

    reader: one of its own, since it is held meanwhile. again: bring back what an undone merge had brought. redact: take
    redactions in. progress: how far it is, of how much; what it raises ends it. Raises KnownError only where the
    notebook itself is damaged; a file that cannot be read is an Arrival that says why.
    """
    arrivals = _opened(paths, Holdings(reader).notebook, progress)
    try:
        return _surveyed(reader, arrivals, again=again, redact=redact, progress=progress)
    except RejectedTooMuch:
        checked = [_not_too_damaged(each, Holdings(reader).notebook) for each in arrivals]
        return _surveyed(reader, checked, again=again, redact=redact, progress=progress)


def carry_out(notebook: Notebook, survey: Survey, progress: Progress = unseen) -> Merged:
    """Write what survey says: pictures first, then everything else in one transaction after a backup; again: nothing.

    progress: pictures and revisions kept, of how many; what it raises ends it, and nothing has come in. Raises
    KnownError for storage trouble.
    """
    if not survey:
        _note_received(notebook, survey)
        return Merged()
    kept: list[tuple[Blob, int]] = []
    fresh: list[Path] = []
    missing = []
    try:
        for number, (name, blob, body) in enumerate(looked_at([name for name, _ in survey.pictures], _bodies(survey))):
            progress(number, len(survey.pictures) + len(survey.plan.taken))
            if blob is None or body is None:
                missing.append(KnownError("errors.left_out.picture", name=name))
                continue
            if blobs.find(notebook.path, name) is None:
                fresh.append(blobs.store(notebook.path, blob, body))
            kept.append((blob, len(body)))
        before, total = len(survey.pictures), len(survey.pictures) + len(survey.plan.taken)
        changes = notebook.merge(
            survey.plan, sender=_sender(survey), file=_names(survey), pictures=kept,
            progress=lambda done, _: progress(before + done, total),
        )  # fmt: skip
    except BaseException:
        for file in fresh:
            file.unlink(missing_ok=True)
        raise
    _note_received(notebook, survey)
    intake = Holdings(notebook.reader).last_intake() if changes else None
    return Merged(changes, intake, len(kept), tuple(missing))


def make(
    target: Path,
    paths: Sequence[Path],
    *,
    author: str | None = None,
    device: str | None = None,
    progress: Progress = unseen,
) -> tuple[Survey, Merged]:
    """A new notebook at target of what bundles hold, whole or not at all: of the tour of the first that can be read.

    Raises KnownError as Notebook.create, and the first refusal where nothing can be read; what progress raises.
    """
    from db.notebook import Notebook

    target = Path(target).absolute()
    require_new(target)
    first = _opened(paths, None, unseen)
    notebook_id = next((each.manifest.notebook for each in first if each.manifest and each.refused is None), None)
    if notebook_id is None:
        raise next(each.refused for each in first if each.refused is not None)
    with named(target), partial(target.parent) as folder:
        with Notebook.create(folder, author=author, device=device, notebook_id=notebook_id) as notebook:
            notebook.backs_up = False
            found = survey(notebook.reader, paths, progress=progress)
            if not found.plan:
                raise KnownError("errors.bundle.nothing", path=paths[0])
            merged = carry_out(notebook, found, progress)
        into_place(folder, target)
    return found, merged


def _opened(paths: Sequence[Path], notebook: str | None, progress: Progress) -> list[Arrival]:
    """Each file as it says it is, or refused. notebook: that it should be of; None for any."""
    found: list[Arrival] = []
    lines: dict[str, Path] = {}
    for number, path in enumerate(paths):
        progress(_PARTS * number, _PARTS * 2 * len(paths))
        try:
            manifest = _whole(path)
        except KnownError as error:
            found.append(Arrival(path, refused=error))
            continue
        other = notebook is not None and manifest.notebook != notebook
        twin = lines.setdefault(manifest.lines, path)
        found.append(Arrival(path, manifest, twin=None if twin is path else twin, other_tour=other))
    return found


def _whole(path: Path) -> Manifest:
    """What a bundle says of itself, once its lines are known to be whole."""
    if path.is_dir():
        raise KnownError("files.folder", path=path)
    if not path.exists():
        raise KnownError("files.missing", path=path)
    if not path.is_file():
        raise KnownError("files.special", path=path)
    with Bundle(path) as opened:
        if not is_id(opened.manifest.notebook):
            raise KnownError("errors.bundle.none", path=path)
        opened.check_lines()
        return opened.manifest


class _Reading:
    """Gives the lines of all files one after the other, and keeps in mind which came from where: starts, by file, are
    the numbers of the lines before its own."""

    def __init__(self, arrivals: Sequence[Arrival], progress: Progress) -> None:
        self._arrivals = arrivals
        self._progress = progress
        self.starts: list[int] = []
        self.pictures: list[tuple[str, ...]] = []
        self.ended = 0

    def lines(self) -> Iterator[str]:
        for number, each in enumerate(self._arrivals):
            self.starts.append(self.ended)
            self.pictures.append(())
            if each.is_read:
                yield from self._of(each, number)

    def _of(self, arrival: Arrival, number: int) -> Iterator[str]:
        with Bundle(arrival.path) as opened:
            self.pictures[number] = opened.pictures
            for line in opened.lines():
                if self.ended % _TOLD == 0:
                    self._tell(number, arrival)
                self.ended += 1
                yield line

    def _tell(self, number: int, arrival: Arrival) -> None:
        """Of a file as far as it says itself how much it holds."""
        claimed = arrival.manifest.counts.get("revisions", 0) if arrival.manifest is not None else 0
        read = min(_PARTS - 1, _PARTS * (self.ended - self.starts[number]) // max(1, claimed))
        files = len(self._arrivals)
        self._progress(_PARTS * (files + number) + read, _PARTS * 2 * files)

    def span(self, number: int) -> tuple[int, int]:
        """The numbers of a file's first and last line, from 1; none where the last is before the first."""
        return self.starts[number] + 1, self.starts[number + 1] if number + 1 < len(self.starts) else self.ended


def _surveyed(reader: Reader, arrivals: Sequence[Arrival], *, again: bool, redact: bool, progress: Progress) -> Survey:
    reading = _Reading(arrivals, progress)
    with named(reader.path), reader.snapshot():
        made = plan(reader, reading.lines(), again=again, redact=redact, most_rejected=MOST_REJECTED)
        pictures = _wanted(reader, made, arrivals, reading)
        living = int(reader.rows("SELECT count(*) FROM state WHERE NOT deleted")[0][0])
    told = _told(arrivals, reading, made, dict(pictures))
    seen = tuple(
        (each.manifest.sender, *reading.span(number))
        for number, each in enumerate(arrivals)
        if each.is_read and each.manifest is not None and each.manifest.sender
    )
    return Survey(tuple(told), made, pictures, seen, living, again, redact)


def _told(
    arrivals: Sequence[Arrival], reading: _Reading, made: MergePlan, pictures: dict[str, Path]
) -> Iterator[Arrival]:
    stowed, new, changed = _stowed(made), {each.object for each in made.new}, {each.object for each in made.changed}
    handed_in = made.submissions()
    for number, each in enumerate(arrivals):
        if not each.is_read:
            yield each
            continue
        first, last = reading.span(number)
        rejected = tuple(replace(one, line=one.line - first + 1) for one in made.rejected if first <= one.line <= last)
        revisions, taken, undone = stowed.counts(first, last)
        objects = stowed.objects_in(first, last)
        yield replace(
            each,
            revisions=revisions,
            taken=taken,
            new=len(objects & new),
            submitted=len(objects & handed_in),
            changed=len(objects & changed),
            conflicts=sum(clash.object in objects for clash in made.conflicts),
            same=revisions - taken - undone,
            undone=undone,
            pictures=sum(path == each.path for path in pictures.values()),
            writers=stowed.writers_in(first, last),
            rejected=rejected,
        )


def _stowed(made: MergePlan) -> Stowed:
    assert isinstance(made.taken, Stowed), "it was made of lines"
    return made.taken


def _wanted(
    reader: Reader, made: MergePlan, arrivals: Sequence[Arrival], reading: _Reading
) -> tuple[tuple[str, Path], ...]:
    """The pictures that something names, here or in what comes in, and that are not here."""
    names = {spec.name for kind in KINDS.values() for spec in field_specs(kind) if spec.shape is Shape.BLOB}
    plain = {name for name, kind in KINDS.items() if not any(spec.shape is Shape.BLOB for spec in field_specs(kind))}
    coming = (each.revision.fields for each in made.taken if each.kind not in plain)
    shown = {value for fields in coming for name, value in fields.items() if name in names}
    shown |= {row[0] for row in reader.rows("SELECT blob FROM figure UNION SELECT logo FROM report")}
    found: dict[str, Path] = {}
    for each, given in zip(arrivals, reading.pictures, strict=True):
        for name in given:
            if name in shown and name not in found and blobs.find(reader.path, name) is None:
                found[name] = each.path
    return tuple(found.items())


def _not_too_damaged(arrival: Arrival, notebook: str) -> Arrival:
    if not arrival.is_read:
        return arrival
    with Bundle(arrival.path) as opened:
        rejected = 0
        for line in opened.lines():
            rejected += bool(refusal_of(line, notebook))
            if rejected > MOST_REJECTED:
                return replace(arrival, refused=KnownError("errors.bundle.damaged", path=arrival.path))
    return arrival


def _bodies(survey: Survey) -> Callable[[str], bytes | None]:
    """The bytes of a picture, from the file that holds it; of one that is gone or changed meanwhile, None."""
    places = dict(survey.pictures)

    def body_of(name: str) -> bytes | None:
        try:
            with Bundle(places[name]) as opened:
                return opened.picture(name)
        except KnownError:
            return None

    return body_of


def _note_received(notebook: Notebook, survey: Survey) -> None:
    """What somebody else has as it stands here has arrived there, and need not be sent again."""
    spans = [(first, last) for sender, first, last in survey.seen if sender != notebook.author]
    if notebook.read_only or not spans:
        return
    rows = notebook.reader.rows
    own = {
        row[0]
        for row in rows(
            "SELECT DISTINCT object FROM revision WHERE author = ? OR device = ?", [notebook.author, notebook.device]
        )
    }
    stowed, holdings = _stowed(survey.plan), Holdings(notebook.reader)
    there: set[str] = set()
    for batch in batches((name for span in spans for name in stowed.ids_in(*span)), _IDS):
        there |= holdings.objects_of(batch) & own
    now = newest(rows, there)
    known = stowed.among({name for heads in now.values() for name in heads}, spans)
    arrived = {name: list(heads) for name, heads in now.items() if known.issuperset(heads)}
    before = note_of(rows, RECEIVED)
    notebook.note_given(RECEIVED, {name: heads for name, heads in arrived.items() if before.get(name) != heads})


def _sender(survey: Survey) -> str | None:
    """Who sent it all, where it was one."""
    senders = {each.manifest.sender for each in _taken(survey) if each.manifest is not None}
    return senders.pop() if len(senders) == 1 else None


def _names(survey: Survey) -> str:
    return ", ".join(each.path.name for each in _taken(survey))[:1000]


def _taken(survey: Survey) -> Iterable[Arrival]:
    return [each for each in survey.arrivals if each.taken or each.pictures] or [
        each for each in survey.arrivals if each.is_read
    ]
