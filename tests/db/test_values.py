from __future__ import annotations

from typing import Any

import pytest

from db.records import KINDS, FieldSpec, Shape, field_specs
from db.rows import DerivedRows
from db.state import Graph
from db.values import column_value, fits, record_value
from tests.db.laptops import revision


@pytest.mark.parametrize(
    ("shape", "value", "stored"),
    [
        (Shape.TEXT, "글", "글"),
        (Shape.FLAG, True, 1),
        (Shape.LINES, ("가", "나,다"), '["가", "나,다"]'),
        (Shape.REFS, (), "[]"),
        (Shape.NUMBER, -3, -3),
        (Shape.DATE, "2031-02-28", "2031-02-28"),
        (Shape.REF, None, None),
    ],
)
def test_a_value_survives_its_column(shape: Shape, value: Any, stored: object) -> None:
    spec = FieldSpec("x", shape)
    assert fits(spec, value)
    assert column_value(spec, value) == stored
    assert record_value(spec, stored) == value


def test_every_default_fits_its_field() -> None:
    for kind in KINDS.values():
        assert [spec.name for spec in field_specs(kind) if not fits(spec, spec.default)] == []


def test_a_foreign_value_that_does_not_fit_stands_as_the_default_and_is_kept_in_the_state() -> None:
    """A newer program's code, say: its field is shown as unset here, and passed on as it came."""
    foreign: dict[str, Any] = {"role": "astronaut", "name": 5, "deleted": "yes", "team": "t"}
    rows = DerivedRows().of(Graph([revision(foreign, kind="person")]).state())
    (row,), (state,) = rows["person"], rows["state"]
    assert (row["role"], row["name"], row["deleted"], row["team"]) == ("participant", "", 0, "t")
    assert '"role":"astronaut"' in state["more"]
    assert '"name":5' in state["more"]
    assert "team" not in state["more"]


def test_a_kind_of_a_newer_program_has_a_state_and_no_row() -> None:
    rows = DerivedRows().of(Graph([revision({"depth": 3}, kind="hologram")]).state())
    assert list(rows) == ["state"]
