"""Frozen dataclasses whose methods are made when they are first needed: a start declares a hundred and uses a few.

The standard library compiles six methods for each class while it is declared, half a millisecond in all. Here it makes
the fields only; the same methods, made by it as well, come with the first object.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Final, TypeVar

C = TypeVar("C")

_UNSET: Final = object()
METHODS: Final = ("__init__", "__repr__", "__eq__", "__hash__")

if TYPE_CHECKING:
    from dataclasses import dataclass as dataclass
else:

    def dataclass(*, frozen: bool, slots: bool = False, kw_only: bool = False) -> Callable[[type[C]], type[C]]:
        """As dataclasses.dataclass. A class and those it is derived from are all declared with this one.

        frozen: True; a class that changes gains nothing here.
        """

        def declare(cls: type[C]) -> type[C]:
            if cls.__doc__ is None:
                cls.__doc__ = cls.__name__  # else the signature is computed for it
            own = [name for name in METHODS if name not in cls.__dict__]
            made = dataclasses.dataclass(init=False, repr=False, eq=False, slots=slots, kw_only=kw_only)(cls)
            for name in own:
                setattr(made, name, _first(made, own, name))
            made.__setattr__ = made.__delattr__ = _refuse
            made.__getstate__, made.__setstate__ = _state, _restore
            return made

        assert frozen
        return declare


def _first(cls: type, own: list[str], name: str) -> Callable[..., Any]:
    """Stands for a method of cls until it is called: then it is made, or all but __init__, and the real one answers."""

    def method(self: object, *values: Any, **named: Any) -> Any:
        if name == "__init__":
            setattr(cls, name, _init(cls))
        else:
            twin = _twin(cls)
            for each in own[own[0] == "__init__" :]:
                setattr(cls, each, twin.__dict__[each])
        return getattr(cls, name)(self, *values, **named)

    method.__name__, method.__qualname__ = name, f"{cls.__qualname__}.{name}"
    return method


def _init(cls: type) -> Callable[..., None]:
    """What the standard library makes for a frozen class, without the five other methods that come with it there."""
    space: dict[str, Any] = {"put": object.__setattr__, "unset": _UNSET}
    places, names, lines = ["self"], ["*"], ["pass"]
    for each in dataclasses.fields(cls):
        name, value = each.name, each.name
        if each.default_factory is not dataclasses.MISSING:
            space[f"of_{name}"], value = each.default_factory, f"of_{name}() if {name} is unset else {name}"
            head = f"{name}=unset"
        elif each.default is not dataclasses.MISSING:
            space[f"of_{name}"], head = each.default, f"{name}=of_{name}"
        else:
            head = name
        (names if each.kw_only else places).append(head)
        lines.append(f"put(self, {name!r}, {value})")
    if hasattr(cls, "__post_init__"):
        lines.append("self.__post_init__()")
    head = ", ".join(places + (names if len(names) > 1 else []))
    exec(f"def __init__({head}):\n " + "\n ".join(lines), space)  # noqa: S102 - as dataclasses does, from our own names
    made: Callable[..., None] = space["__init__"]
    made.__qualname__ = f"{cls.__qualname__}.__init__"
    return made


def _twin(cls: type) -> type:
    """A class with the fields of cls, for which the standard library has made everything else."""
    names = ("repr", "hash", "compare")
    space: dict[str, Any] = {"__annotations__": {}, "__doc__": cls.__name__}
    for each in dataclasses.fields(cls):
        space["__annotations__"][each.name] = object
        space[each.name] = dataclasses.field(**{name: getattr(each, name) for name in names})
    return dataclasses.dataclass(init=False, frozen=True)(type(cls.__name__, (), space))


def _refuse(self: object, name: str, *_: object) -> None:
    raise dataclasses.FrozenInstanceError(f"cannot change field {name!r}")


def _state(self: Any) -> list[Any]:
    return [getattr(self, each.name) for each in dataclasses.fields(self)]


def _restore(self: Any, state: list[Any]) -> None:
    for each, value in zip(dataclasses.fields(self), state, strict=True):
        object.__setattr__(self, each.name, value)
