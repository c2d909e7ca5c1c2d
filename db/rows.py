"""An object's state as rows of the derived tables: plain values, the same for writing them and for checking them."""

from __future__ import annotations

from typing import Any

from db.records import KINDS, FieldSpec, field_specs
from db.revisions import canonical
from db.state import ObjectState
from db.status import content_fields
from db.values import column_value, fits
from db.wording import has_words

Row = dict[str, Any]


class DerivedRows:
    """Makes the rows of the derived tables."""

    def __init__(self) -> None:
        self._specs: dict[str, tuple[FieldSpec, ...]] = {name: field_specs(kind) for name, kind in KINDS.items()}

    def of(self, state: ObjectState) -> dict[str, list[Row]]:
        """The rows of one object, by table; a kind of a newer program has no read table."""
        rows = {"state": [self._state_row(state)]}
        listed = [
            {"object": state.object, "field": name, "revision": head}
            for name, field in state.fields.items()
            if field.conflict
            for head in field.heads
        ]
        if listed:
            rows["conflict"] = listed
        if state.kind in self._specs:
            rows[state.kind] = [self._read_row(state)]
        return rows

    def _state_row(self, state: ObjectState) -> Row:
        """more: what no column shows: fields, and values of known fields, of a newer or foreign program."""
        known = {spec.name: spec for spec in self._specs.get(state.kind, ())}
        more = {
            name: field.value
            for name, field in state.fields.items()
            if name not in known or not fits(known[name], field.value)
        }
        return {
            "object": state.object,
            "kind": state.kind,
            "more": canonical(more),
            "heads": canonical({name: field.shown for name, field in state.fields.items()}),
            "writers": canonical({name: field.heads for name, field in state.fields.items() if field.conflict}),
            "filled": int(any(_is_filled(state, name) for name in content_fields(state.kind))),
            "deleted": int(state.deleted),
            "imported": int(state.imported),
            "created": state.created,
            "changed": state.changed,
        }

    def _read_row(self, state: ObjectState) -> Row:
        row: Row = {"id": state.object}
        for spec in self._specs[state.kind]:
            field = state.fields.get(spec.name)
            row[spec.name] = column_value(spec, spec.default if field is None else field.value)
        row["deleted"] = int(state.deleted)
        return row


def _is_filled(state: ObjectState, name: str) -> bool:
    field = state.fields.get(name)
    return field is not None and isinstance(field.value, str) and has_words(field.value)
