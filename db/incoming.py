"""A revision that came in, as the tables index it, and who sent it."""

from __future__ import annotations

from dataclasses import dataclass

from db.revisions import Revision, read


@dataclass(frozen=True, slots=True)
class Incoming:
    """A revision that came in. payload: its canonical bytes as text; the rest is what the tables index."""

    id: str
    object: str
    kind: str
    author: str | None
    device: str | None
    hlc: int
    parents: tuple[str, ...]
    payload: str
    redacted: bool = False

    @classmethod
    def of(cls, revision: Revision, payload: str) -> Incoming:
        return cls(
            revision.id,
            revision.object,
            revision.kind,
            revision.author,
            revision.device,
            revision.hlc,
            revision.parents,
            payload,
            revision.redacted,
        )

    @property
    def revision(self) -> Revision:
        return read(self.id, self.payload)


@dataclass(frozen=True, slots=True, order=True)
class Sender:
    """Who wrote what is taken, on which device, and how many revisions; empty where it is not known."""

    author: str
    device: str
    revisions: int
