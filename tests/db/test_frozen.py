"""Frozen dataclasses of this program are those of the standard library, only later."""

from __future__ import annotations

import copy
import pickle
from dataclasses import FrozenInstanceError, field, fields, is_dataclass, replace

import pytest

from db.frozen import dataclass
from db.records import Visit


@dataclass(frozen=True, slots=True)
class Point:
    """Two numbers, and a name that does not count."""

    x: int
    y: int = 2
    name: str = field(default="", compare=False)


@dataclass(frozen=True, kw_only=True, slots=True)
class Named(Point):
    tags: tuple[str, ...] = field(default_factory=tuple)
    label: str


@dataclass(frozen=True, slots=True)
class Checked:
    """Looks at itself when it is made."""

    x: int

    def __post_init__(self) -> None:
        if self.x < 0:
            raise ValueError(self.x)

    def __repr__(self) -> str:
        return "checked"


def test_values_are_put_in_by_place_and_by_name() -> None:
    assert (Point(1).x, Point(1).y, Point(1, y=3).y) == (1, 2, 3)
    assert Named(1, label="a") == Named(1, 2, label="a", tags=())
    with pytest.raises(TypeError, match="label"):
        Named(1)  # type: ignore[call-arg]
    with pytest.raises(TypeError):
        Point(1, 2, "", 4)  # type: ignore[call-arg]


def test_equal_are_those_with_equal_fields_of_the_same_class() -> None:
    assert Point(1, name="a") == Point(1, name="b")
    assert hash(Point(1, name="a")) == hash(Point(1, name="b"))
    assert Point(1) != Point(2)
    assert Point(1) != Named(1, label="")
    assert len({Point(1), Point(1), Point(2)}) == 2


def test_nothing_of_it_changes() -> None:
    point = Point(1)
    with pytest.raises(FrozenInstanceError):
        point.x = 2  # type: ignore[misc]
    with pytest.raises(FrozenInstanceError):
        del point.x
    assert replace(point, x=5) == Point(5)


def test_it_shows_its_fields_unless_it_has_words_of_its_own() -> None:
    assert repr(Point(1)) == "Point(x=1, y=2, name='')"
    assert repr(Checked(1)) == "checked"


def test_it_looks_at_itself_when_it_is_made() -> None:
    with pytest.raises(ValueError, match="-1"):
        Checked(-1)
    assert Checked(1) == Checked(1)


@pytest.mark.parametrize("value", [Point(1, name="a"), Named(1, label="b"), Visit(id="v", title="항만")])
def test_it_goes_to_another_process_and_back(value: object) -> None:
    assert pickle.loads(pickle.dumps(value)) == value  # noqa: S301 - made here
    assert copy.copy(value) == copy.deepcopy(value) == value


def test_its_fields_are_told_as_ever() -> None:
    assert is_dataclass(Point)
    assert [each.name for each in fields(Named)] == ["x", "y", "name", "tags", "label"]
    assert Named.__match_args__ == ("x", "y", "name")
    assert not hasattr(Point(1), "__dict__")
