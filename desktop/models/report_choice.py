"""What a report can be made of, as values: the saved definitions, the styles, and the parts that can be left out."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from db.records import Chapter, Implication, Report, Takeaway, Visit
from desktop.models.outline import chapter_name, visit_name

if TYPE_CHECKING:
    from exporters.reading import Records
    from resources import Sentences

EDITIONS = ("internal", "public")
FIRST_STYLE = "house"
_LATE = "\uffff"
_CHIPS = ("navy", "mark", "ground")


@dataclass(frozen=True, slots=True)
class Choice:
    """What a report is made of. report: a definition, or None for everything. edition: internal or public."""

    report: Report | None = None
    edition: str = EDITIONS[0]
    style: str = FIRST_STYLE
    only_approved: bool = False


@dataclass(frozen=True, slots=True)
class Part:
    """What is in the report or not. ids: of the records that it is of. entry: of the visit or chapter, or nothing."""

    ids: tuple[str, ...]
    name: str
    entry: str = ""


@dataclass(frozen=True, slots=True)
class Kept:
    """What was chosen last in a notebook. left_out: ids, of the report chosen."""

    report: str = ""
    edition: str = ""
    style: str = ""
    only_approved: bool = False
    left_out: tuple[str, ...] = ()

    @classmethod
    def read(cls, text: str) -> Kept:
        """What `written` wrote; anything else is nothing remembered."""
        try:
            found = json.loads(text) if text else {}
        except ValueError:
            return cls()
        return cls._of(found) if isinstance(found, dict) else cls()

    @classmethod
    def _of(cls, found: Mapping[str, Any]) -> Kept:
        left_out = found.get("left_out")
        report, edition, style = (str(found.get(name) or "") for name in ("report", "edition", "style"))
        return cls(
            report,
            edition,
            style,
            only_approved=found.get("only_approved") is True,
            left_out=tuple(map(str, left_out)) if isinstance(left_out, list) else (),
        )

    def written(self) -> str:
        values = {"report": self.report, "edition": self.edition, "style": self.style}
        return json.dumps({**values, "only_approved": self.only_approved, "left_out": list(self.left_out)})


def styles() -> tuple[str, ...]:
    """Names of the report styles there are, the usual one first."""
    from exporters.styles import styles as there_are

    return tuple(sorted(there_are(), key=lambda name: (name != FIRST_STYLE, name)))


def style_name(name: str, sentences: Sentences) -> str:
    """How a style is called; one's own by the name of its file."""
    return sentences(f"pages.style.{name}") if f"pages.style.{name}" in sentences else name


def style_colours(name: str) -> tuple[str, ...]:
    """The colours that tell a style from others, as #RRGGBB; those that it does not name are of the one it extends."""
    from exporters.styles import style_file

    found: dict[str, str] = {}
    seen: set[str] = set()
    while name not in seen and (file := style_file(name)) is not None:
        seen.add(name)
        try:
            table = tomllib.loads(file.read_text(encoding="utf-8"))
        except (OSError, ValueError):
            break
        found = {**table.get("colours", {}), **found}
        name = str(table.get("extends", ""))
    return tuple(f"#{found[key]}" for key in _CHIPS if key in found)


def parts(reader: Records, report: Report | None, sentences: Sentences) -> tuple[tuple[Part, bool], ...]:
    """What the report may have, in its order, and whether its definition takes it in."""
    visits = sorted(reader.all(Visit), key=lambda each: (each.date or _LATE, each.order, each.start_time or _LATE))
    chapters = reader.all(Chapter)
    found = [
        *(_chapter(each, sentences) for each in chapters if each.kind == "overview"),
        *(Part((each.id,), visit_name(each, sentences), each.id) for each in visits),
        *_group("days", (each.id for each in reader.all(Takeaway) if not each.visit), sentences),
        *(_chapter(each, sentences) for each in chapters if each.kind in ("text", "brief")),
        *(_chapter(each, sentences) for each in chapters if each.kind == "implications"),
        *_group("proposals", (each.id for each in reader.all(Implication)), sentences),
    ]
    if report is None or not report.include:
        return tuple((part, True) for part in found)
    place = {object_id: number for number, object_id in enumerate(report.include)}
    inside = [part for part in found if any(each in place for each in part.ids)]
    inside.sort(key=lambda part: min(place.get(each, len(place)) for each in part.ids))
    return (*((part, True) for part in inside), *((part, False) for part in found if part not in inside))


def _chapter(chapter: Chapter, sentences: Sentences) -> Part:
    return Part((chapter.id,), chapter_name(chapter, sentences), chapter.id)


def _group(name: str, ids: Iterable[str], sentences: Sentences) -> Iterable[Part]:
    found = tuple(ids)
    if found:
        yield Part(found, sentences(f"pages.part.{name}", count=len(found)))


def narrowed(report: Report | None, chosen: Sequence[Part], *, edition: str, style: str) -> Report:
    """The definition with these parts only; it is not saved."""
    include = tuple(each for part in chosen for each in part.ids)
    return replace(report or Report(id=""), include=include, edition=edition, style=style)
