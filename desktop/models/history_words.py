"""What versions are called and values look like to a reader: names instead of ids, words instead of codes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from db.difference import difference
from db.records import Person, Shape, Team
from desktop.dates import clock, day_of, full
from desktop.history import PLACES, UNSEEN, WRITTEN, History, Row
from desktop.models import values

if TYPE_CHECKING:
    from db.queries import Reader
    from db.records import FieldSpec, Value
    from db.versions import FieldChange
    from resources import Sentences

EXACT: Final = 20_000
"""Code points of both texts together up to which changed letters are counted exactly."""
NAMED: Final = 3
"""Changed fields that are named; of more, how many."""


class Names:
    """Who wrote what on which device, in words; asked once for each. device: the id of this one."""

    def __init__(self, reader: Reader, sentences: Sentences, device: str | None) -> None:
        self._reader, self._sentences, self._device = reader, sentences, device
        self._people: dict[str, tuple[str, str]] = {}

    def author(self, author: str | None) -> tuple[str, str]:
        """Name and team."""
        if author is None:
            return self._sentences("history.nobody"), ""
        if author not in self._people:
            person = self._reader.get(author)
            team = self._reader.get(person.team or "") if isinstance(person, Person) else None
            name = person.name if isinstance(person, Person) else ""
            self._people[author] = (
                name or self._sentences("history.unknown_person"),
                team.name if isinstance(team, Team) else "",
            )
        return self._people[author]

    def device(self, device: str | None) -> str:
        """Nothing for this device and for what no device wrote."""
        return "" if device in (None, self._device) else self._sentences("history.device", name=str(device)[:4])


def row_words(row: Row, history: History, sentences: Sentences) -> str:
    """What a version changed: 글 +32 −5자 · 제목."""
    say = sentences
    if row.draft is not None:
        return say(f"fields.field.{row.draft.field}")
    if row.redacted:
        return say("history.what.redacted")
    words: list[str] = []
    if row.imported:
        words.append(say("history.what.imported"))
    elif row.first:
        words.append(say("history.what.made"))
    if row.back:
        words.append(say("history.what.back"))
    gone = next((change for change in row.changes if change.field == "deleted"), None)
    if gone is not None and gone.after != gone.before:
        words.append(say("history.what.deleted" if gone.after else "history.what.undeleted"))
    named = [words_ for change in _ordered(row, history) if (words_ := _change_words(change, row, history, say))]
    if len(named) > NAMED:
        named = [*named[: NAMED - 1], say("history.what.more", count=len(named) - NAMED + 1)]
    return " · ".join([*words, *named]) or say("history.what.nothing")


def _ordered(row: Row, history: History) -> list[FieldChange]:
    places = {name: place for place, name in enumerate(history.specs)}
    return sorted(
        (change for change in row.changes if change.field not in UNSEEN | {"deleted"}),
        key=lambda change: (change.field in PLACES, places.get(change.field, len(places))),
    )


def _change_words(change: FieldChange, row: Row, history: History, say: Sentences) -> str:
    spec = history.specs.get(change.field)
    if spec is None:
        return change.field
    if change.field in PLACES:
        return "" if row.first or row.imported else say("fields.field.order")
    name = say(f"fields.field.{change.field}")
    if change.others:
        return say("history.what.chosen", field=name)
    if spec.shape is not Shape.TEXT:
        return "" if (row.first or row.imported) and spec.shape not in WRITTEN else name
    more, less = changed_letters(str(change.before or ""), str(change.after or ""))
    if more and less:
        return say("history.what.both", field=name, more=more, less=less)
    if more or less:
        return say("history.what.more_letters" if more else "history.what.less_letters", field=name, count=more or less)
    return name if change.before != change.after else ""


def changed_letters(before: str, after: str) -> tuple[int, int]:
    """Letters, without blanks, that came and that went."""
    if len(before) + len(after) <= EXACT:
        pieces = difference(before, after)
        counts = [
            sum(_letters(piece.text) for piece in pieces if piece.kind == kind) for kind in ("inserted", "deleted")
        ]
        return counts[0], counts[1]
    most, start = min(len(before), len(after)), 0
    while start < most and before[start] == after[start]:
        start += 1
    end = 0
    while end < most - start and before[-1 - end] == after[-1 - end]:
        end += 1
    return _letters(after[start : len(after) - end]), _letters(before[start : len(before) - end])


def _letters(text: str) -> int:
    return len("".join(text.split()))


def value_words(reader: Reader, sentences: Sentences, kind: str, spec: FieldSpec, value: Value) -> str:
    """A value as a reader knows it; dates with their weekday, flags in words."""
    if value in (None, "", ()):
        return sentences("editor.empty")
    if spec.shape is Shape.DATE and (day := day_of(str(value))):
        return sentences("history.date", day=full(day, sentences), year=day.year)
    if spec.shape is Shape.INSTANT:
        return clock(str(value)) or str(value)
    if isinstance(value, tuple) and spec.name == "flags":
        return " ".join(_flag(each, sentences) for each in value)
    return values.value_words(reader, sentences, kind, spec.name, value)


def _flag(code: str, sentences: Sentences) -> str:
    key = f"importing.flag.{code}"
    return sentences(key) if key in sentences else code
