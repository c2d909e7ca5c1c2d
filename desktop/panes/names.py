"""Who asked and who answered: lines with names from two letters, linked to people and contacts when they are left."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from db.edits import change
from db.records import Contact, Person, Question
from desktop.models.suggestions import Suggestion, contacts, known, people
from desktop.panes.suggesting import suggest

if TYPE_CHECKING:
    from collections.abc import Sequence

    from db.edits import Edit
    from desktop.context import PageContext
    from desktop.editor.composition import LineField
    from desktop.editor.fields import Fields
    from desktop.theme import Theme

ASKER, ANSWERER = "asker", "answerer"
LINKS: Final = {ASKER: "asker_name", ANSWERER: "answerer_name"}


class Names:
    """The lines of the questions of one visit that are on screen. theme: of the lists under them."""

    def __init__(self, context: PageContext, fields: Fields, visit_id: str, theme: Theme) -> None:
        self._context, self._fields, self._theme = context, fields, theme
        delegation, met = people(context.notebook.reader), contacts(context.notebook.reader, visit_id)
        self._known: dict[str, Sequence[Suggestion]] = {
            ASKER: [*delegation, *_by_name(met)],
            ANSWERER: [*met, *_by_name(delegation)],
        }
        self._shown: dict[tuple[str, str], LineField] = {}
        self._chosen: dict[tuple[str, str], Suggestion] = {}

    def field(self, question: Question, link: str, name: str) -> LineField:
        """The line of who asked, or who answered. link: ASKER or ANSWERER. name: for readers of the screen."""
        field = self._fields.line(question, LINKS[link], name, look="header")
        linked = self._context.notebook.reader.get(getattr(question, link) or "")
        if isinstance(linked, Person | Contact) and not field.text():
            field.setText(linked.name)
            self._fields.autosave.took(question.id, LINKS[link], linked.name)
        key = question.id, link
        self._shown[key] = field
        listing = suggest(field, self._theme, lambda: self._known[link], eager=True)
        listing.taken.connect(lambda suggestion: self._chosen.__setitem__(key, suggestion))
        return field

    def links(self) -> list[Edit]:
        """Names that somebody of the delegation, or a contact, has: their ids."""
        edits = []
        for (question_id, link), field in self._shown.items():
            found = self._context.notebook.reader.get(question_id)
            if not isinstance(found, Question) or found.deleted:
                continue
            written = field.text().strip()
            chosen = self._chosen.get((question_id, link))
            named = chosen.object_id if chosen is not None and chosen.value == written else ""
            wanted = named or known(written, self._known[link]) or None
            linked = self._context.notebook.reader.get(getattr(found, link) or "")
            shown = linked.name if isinstance(linked, Person | Contact) else ""
            if wanted != getattr(found, link) and (written != shown or named):
                edits.append(change(found, **{link: wanted}))
        return edits


def _by_name(others: Sequence[Suggestion]) -> list[Suggestion]:
    """Those who do it seldom: a host who asks, a participant who answers; only the name is written."""
    return [Suggestion(each.value, each.detail) for each in others]
