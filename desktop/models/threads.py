"""Threads of comments in words: who said it when, in which state it is, what it is about."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Final

from db.anchors import Outcome
from db.commenting import Thread
from db.frozen import dataclass
from db.open_comments import DISPUTED, OPEN
from db.records import Comment, Person, Team
from desktop.dates import when
from desktop.words import shortened

if TYPE_CHECKING:
    from db.queries import Reader
    from desktop.theme import Theme
    from resources import Sentences

TOLD: Final = 90
"""Letters of what is suggested that are told where its words are pointed at."""


@dataclass(frozen=True, slots=True)
class Said:
    """One comment. detail: role or team. mine: of who writes here."""

    name: str
    detail: str
    time: str
    text: str
    mine: bool


def said(reader: Reader, say: Sentences, thread: Thread, comment: Comment, person: str | None, today: date) -> Said:
    """Who wrote a comment, when, and what; an author whom the roster does not know is said to be nobody known."""
    name, detail = person_words(reader, say, comment.author)
    time = when(thread.instants.get(comment.id, ""), today, say)
    return Said(name, detail, time, comment.text, comment.author in (None, person))


def person_words(reader: Reader, say: Sentences, person: str | None) -> tuple[str, str]:
    """A person's name, and the role, of participants the team."""
    found = reader.get(person) if person else None
    if not isinstance(found, Person) or not found.name:
        return say("review.unknown" if person else "review.unsigned"), ""
    team = reader.get(found.team) if found.team else None
    role = say(f"fields.code.role.{found.role}")
    return found.name, team.name if isinstance(team, Team) and found.role == "participant" else role


def state_words(reader: Reader, say: Sentences, thread: Thread) -> str:
    """What was decided, and by whom; nothing while nobody did."""
    if thread.state == OPEN:
        return ""
    names = ", ".join(person_words(reader, say, each)[0] for each in thread.deciders)
    return say(f"review.state.{thread.state}", names=names)


def place_words(say: Sentences, thread: Thread) -> str:
    """What is to be known about its place; nothing where that is sure."""
    if thread.root is None:
        return say("review.no_root")
    if thread.lost:
        return say("review.lost") if thread.state != DISPUTED else ""
    return say("review.check") if unsure(thread) else ""


def unsure(thread: Thread) -> bool:
    """Whether somebody should look if it still stands at the right place."""
    return thread.place is not None and thread.place.outcome is Outcome.CHECK


def about_words(say: Sentences, thread: Thread) -> str:
    """The field that it is about, where no words are quoted."""
    if thread.root is not None and thread.root.quote:
        return ""
    return say(f"fields.field.{thread.field}") if thread.field else say("review.whole")


def suggestion_html(theme: Theme, quote: str, replacement: str) -> str:
    """A suggestion as rich text: what goes is struck, what comes is underlined."""
    from html import escape

    from db.difference import difference

    looks = {
        "deleted": f"color:{theme.hex('red')};background:{theme.hex('deleted')};text-decoration:line-through",
        "inserted": f"color:{theme.hex('green')};background:{theme.hex('inserted')};text-decoration:underline",
    }
    parts = []
    for piece in difference(quote, replacement):
        words = escape(piece.text).replace("\n", "<br>")
        parts.append(words if piece.kind == "same" else f'<span style="{looks[piece.kind]}">{words}</span>')
    return "".join(parts)


def suggestion_words(say: Sentences, quote: str, replacement: str) -> str:
    """The same for those who do not see it."""
    if not replacement:
        return say("review.suggests_nothing", quote=quote)
    return say("review.suggests", quote=quote, replacement=replacement)


def suggestion_told(reader: Reader, say: Sentences, thread: Thread, person: str | None, today: date) -> str:
    """Who suggested what, and why, where its words are pointed at."""
    root = thread.root
    if root is None or thread.suggestion is None:
        return ""
    one = said(reader, say, thread, root, person, today)
    head = " · ".join(part for part in (one.name, one.detail, one.time) if part)
    words = suggestion_words(say, shortened(root.quote, TOLD), shortened(thread.suggestion, TOLD))
    return "\n".join(part for part in (head, words, root.text) if part)


def refusal(say: Sentences, thread: Thread) -> str:
    """Why a suggestion cannot be accepted as things stand; nothing where it can."""
    if thread.suggestion is None or thread.acceptable:
        return ""
    if thread.state == DISPUTED:
        return say("review.refused.disputed")
    if thread.open:
        return say("review.refused.lost" if thread.lost else "review.refused.changed")
    return ""
