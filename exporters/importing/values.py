"""What reading a foreign text proposes: frozen values, shown before anything is written."""

from __future__ import annotations

from dataclasses import dataclass, field

from db.edits import Edit


@dataclass(frozen=True, slots=True)
class Cut:
    """A cut that was made: what begins and ends there, and where in the source's text (code points).

    what: article, field, section, heading, paragraph, question, answer, takeaway, figure, table, contact.
    object, field: where the piece landed; empty for a piece that several objects share.
    """

    what: str
    start: int
    end: int
    object: str = ""
    field: str = ""


@dataclass(frozen=True, slots=True)
class Doubt:
    """Something a person should look at; code names the sentence `importing.flag.<code>`."""

    code: str
    start: int
    end: int
    object: str = ""
    excerpt: str = ""


@dataclass(frozen=True, slots=True)
class Offer:
    """A better wording that is never applied by itself; code names the sentence `importing.offer.<code>`."""

    code: str
    start: int
    end: int
    found: str
    proposed: str


@dataclass(frozen=True, slots=True)
class Article:
    """One article of the input. kind: visit, chapter, brief, forum, trip, english, text, surroundings, whole.

    object: the visit or chapter it became; known: the same article stands earlier in this input.
    """

    kind: str
    title: str
    start: int
    end: int
    object: str
    known: bool = False
    counts: tuple[tuple[str, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Plan:
    """All that an import would do.

    originals: first revisions, the same on every laptop; later: what depends on this notebook (source, place in the
    tour). text: the source's text that all positions count in. title: a title for a tour that is still to be made.
    labels: words of the source that became the name of a field.
    """

    name: str
    text: str
    encoding: str
    media: str
    title: str
    articles: tuple[Article, ...]
    originals: tuple[Edit, ...]
    later: tuple[Edit, ...]
    cuts: tuple[Cut, ...] = ()
    doubts: tuple[Doubt, ...] = ()
    offers: tuple[Offer, ...] = ()
    labels: tuple[str, ...] = field(default=())
