"""A report's definition while it is being changed: how it differs from the saved one, and what is remembered of it."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from typing import TYPE_CHECKING, Any

from db.records import SECTIONS, Report, Shape, Value, field_specs
from db.status import APPROVED, CHANGED, RETURNED, REVISED, SUBMITTED, WRITING
from desktop.models.report_styles import FIRST_STYLE
from exporters.compile.choice import Definition

if TYPE_CHECKING:
    from exporters.reading import Records

EDITIONS = ("internal", "public")
STATES = (WRITING, SUBMITTED, RETURNED, REVISED, APPROVED, CHANGED)
"""States of entries with text, in the order in which they come about."""
NOTHING = "-"
"""Stands in a list from which everything was taken out: an empty one would mean everything."""
_LISTS = ("include", "sections", "states")
_SPECS = {spec.name: spec for spec in field_specs(Report)}


@dataclass(frozen=True, slots=True)
class LastChoice:
    """What was chosen last in a notebook. report: its id. form: of the file. changed: fields that were not saved."""

    report: str = ""
    form: str = "pdf"
    changed: Mapping[str, Any] = field(default_factory=dict)

    @classmethod
    def read(cls, text: str) -> LastChoice:
        """What `written` wrote; anything else is nothing remembered."""
        try:
            found = json.loads(text) if text else {}
        except ValueError:
            return cls()
        if not isinstance(found, dict):
            return cls()
        changed = found.get("changed")
        kept = changed.items() if isinstance(changed, dict) else ()
        known = {name: value for name, given in kept if (value := _value(name, given)) is not _UNFIT}
        return cls(str(found.get("report") or ""), str(found.get("form") or "pdf"), known)

    def written(self) -> str:
        return json.dumps({"report": self.report, "form": self.form, "changed": dict(self.changed)})


_UNFIT = object()


def _value(name: str, given: Any) -> Any:
    """given as a value of the definition's field of this name, or _UNFIT."""
    spec = _SPECS.get(name)
    if spec is None or name not in Definition.__dataclass_fields__:
        return _UNFIT
    if isinstance(spec.default, tuple):
        fits = isinstance(given, list | tuple) and all(isinstance(each, str) for each in given)
        return tuple(given) if fits else _UNFIT
    if spec.codes:
        return given if given in spec.codes else _UNFIT
    if given is None:
        return given if spec.shape in (Shape.DATE, Shape.BLOB) else _UNFIT
    return given if isinstance(given, str) else _UNFIT


def normal(definition: Definition) -> Definition:
    """The same report in the one way in which it is written here: what says everything is empty."""
    usual = tuple(name for name in SECTIONS if Definition(sort=definition.sort).shows(name))
    sections = tuple(name for name in SECTIONS if name in definition.sections)
    states = tuple(state for state in STATES if state in definition.states)
    return replace(
        definition,
        style="" if definition.style == FIRST_STYLE else definition.style,
        sections=definition.sections if NOTHING in definition.sections else () if sections == usual else sections,
        states=definition.states if NOTHING in definition.states else () if states == STATES else states,
    )


def differences(base: Definition, changed: Definition) -> dict[str, Value]:
    """The fields in which changed is another report than base, with their values in it."""
    first, second = normal(base), normal(changed)
    names = [each.name for each in fields(Definition)]
    return {name: getattr(second, name) for name in names if getattr(first, name) != getattr(second, name)}


def is_empty(definition: Definition) -> bool:
    """Whether all of its visits, of its sections or of the states were taken out: there is nothing to print."""
    return any(NOTHING in getattr(definition, name) for name in _LISTS)


def listed(chosen: Sequence[str]) -> tuple[str, ...]:
    """chosen, such that nothing is not taken for everything."""
    return tuple(chosen) or (NOTHING,)


def days(reader: Records) -> tuple[str, ...]:
    """The days of visits and of daily takeaways, as YYYY-MM-DD, in their order."""
    from db.records import Takeaway, Visit

    found = {each.date for each in reader.all(Visit)} | {each.date for each in reader.all(Takeaway)}
    return tuple(sorted(day for day in found if day))
