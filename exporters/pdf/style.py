"""A report style: the page, its colours and its text styles, read from TOML.

A style is laid over the one it extends, so that a style of one's own says only what differs: resources/report_styles.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final, TypeVar

import tomli

from exporters.styles import BASE, style_file

T = TypeVar("T")
FONTS: Final[Mapping[str, tuple[str, str]]] = MappingProxyType(
    {
        "gothic": ("Pretendard-Regular.ttf", "Pretendard-Bold.ttf"),
        "myeongjo": ("TourMyeongjo-Regular.ttf", "TourMyeongjo-Bold.ttf"),
    }
)
"""Files of a letter form, regular and bold."""
SIGNS: Final = ("square", "block", "diamond", "ring", "dash", "dot", "bar", "none")
FORMS: Final[Mapping[str, tuple[str, ...]]] = MappingProxyType(
    {
        "cover": ("globe", "framed", "plain"),
        "opener": ("bar", "double", "rule"),
        "head": ("both", "none"),
        "folio": ("of", "dashes", "alone"),
        "notes": ("foot", "below"),
    }
)


@dataclass(frozen=True, slots=True)
class Page:
    """Lengths in points. head, foot: baselines of the running head from the top and of the folio from the bottom."""

    width: float
    height: float
    top: float
    bottom: float
    left: float
    right: float
    head: float
    foot: float

    @property
    def measure(self) -> float:
        """Width of the text."""
        return self.width - self.left - self.right

    @property
    def depth(self) -> float:
        """Height of the text."""
        return self.height - self.top - self.bottom


@dataclass(frozen=True, slots=True)
class TextStyle:
    """size, leading, before and after in points; colour: three numbers from 0 to 1, as PDF wants them."""

    size: float
    leading: float
    before: float
    after: float
    bold: bool
    colour: str


@dataclass(frozen=True, slots=True)
class Feet:
    """How page feet are made even. Shares of a gap: tighter, wider; points: most_tighter a page, widest a gap.

    reach: how many times what the gaps may take a page may lack before it is left short. hole: points at a foot that
    are too many to be left for what would better stay together. short: points on a last page that are too few for one.
    """

    tighter: float
    most_tighter: float
    wider: float
    widest: float
    reach: float
    hole: float
    short: float


@dataclass(frozen=True, slots=True)
class ReportStyle:
    """A whole style. text: by name. colours: by name, as PDF operands. measures: lengths and shares, by part.

    forms: which of several forms a part has. signs: what is drawn for each mark of the outline. fonts: files of
    regular and bold letters. logo: a picture for
    the cover of reports that bring none, or None.
    """

    name: str
    page: Page
    colours: Mapping[str, str]
    text: Mapping[str, TextStyle]
    feet: Feet
    measures: Mapping[str, Mapping[str, float]]
    forms: Mapping[str, str]
    signs: Mapping[str, str]
    fonts: Mapping[str, str]
    logo: Path | None = None


def load_style(name: str) -> ReportStyle:
    """The style of name, or in the file that name is the path of.

    Raises FileNotFoundError where there is none, ValueError with a reason where it cannot be used.
    """
    file = style_file(name)
    if file is None:
        raise FileNotFoundError(name)
    table = _whole(file)
    try:
        return _style(name, table)
    except (KeyError, TypeError, AttributeError) as error:
        raise ValueError(str(error)) from error


def _style(name: str, table: Mapping[str, Any]) -> ReportStyle:
    colours = _each("colours", table, lambda _, value: _operands(value))
    lengths = _each("page", table, _length), _each("feet", table, _length)
    return ReportStyle(
        name,
        Page(**lengths[0]),
        colours,
        _each("text", table, lambda _, value: _text(value, colours)),
        Feet(**lengths[1]),
        _each("measures", table, lambda _, part: {key: _length(key, value) for key, value in part.items()}),
        _each("forms", table, lambda key, value: _one_of(value, FORMS[key])),
        _each("signs", table, lambda _, value: _one_of(value, SIGNS)),
        _each("fonts", table, lambda key, value: FONTS[_one_of(value, tuple(FONTS))][key == "bold"]),
        table.get("logo"),
    )


def _each(part: str, table: Mapping[str, Any], make: Callable[[str, Any], T]) -> dict[str, T]:
    """What make makes of each entry of a part. Raises ValueError with the place of what it cannot use."""
    made = {}
    for key, value in table[part].items():
        try:
            made[key] = make(key, value)
        except (ValueError, TypeError, KeyError, AttributeError) as error:
            raise ValueError(f"[{part}] {key}: {error}") from error
    return made


def _whole(file: Path) -> dict[str, Any]:
    """The style's table with what it extends below it. A path of a logo stands from its own file's folder."""
    seen: list[Path] = []
    layers: list[dict[str, Any]] = []
    at: Path | None = file
    while at is not None:
        if at in seen:
            raise ValueError(f"extends: {at.stem}")
        seen.append(at)
        layers.append(tomli.loads(at.read_text(encoding="utf-8-sig")))
        if layers[-1].get("logo"):
            layers[-1]["logo"] = at.parent / str(layers[-1]["logo"])
        base = layers[-1].pop("extends", "" if at == style_file(BASE) else BASE)
        at = style_file(str(base)) if base else None
        if base and at is None:
            raise ValueError(f"extends: {base}")
    whole: dict[str, Any] = {}
    for layer in reversed(layers):
        _lay(layer, whole)
    return whole


def _lay(layer: Mapping[str, Any], over: dict[str, Any]) -> None:
    for key, value in layer.items():
        if isinstance(value, Mapping):
            below = over.setdefault(key, {})
            if not isinstance(below, dict):
                raise ValueError(key)
            _lay(value, below)
        else:
            over[key] = value


def _length(key: str, value: object) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float) or not abs(value) < 10_000:
        raise ValueError(f"{key} = {value}")
    return float(value)


def _one_of(value: object, known: Sequence[str]) -> str:
    if value not in known:
        raise ValueError(f"{value} ({', '.join(known)})")
    return str(value)


def _operands(colour: object) -> str:
    if not isinstance(colour, str) or not re.fullmatch("#?[0-9A-Fa-f]{6}", colour):
        raise ValueError(f"{colour}")
    return " ".join(f"{int(colour[-6:][at : at + 2], 16) / 255:.4g}" for at in (0, 2, 4))


def _text(table: Mapping[str, Any], colours: Mapping[str, str]) -> TextStyle:
    lengths = {key: _length(key, table.get(key, 0)) for key in ("size", "leading", "before", "after")}
    if not 2 <= lengths["size"] <= lengths["leading"]:
        raise ValueError(f"size = {lengths['size']:g}, leading = {lengths['leading']:g}")
    return TextStyle(**lengths, bold=bool(table.get("bold", False)), colour=colours[table.get("colour", "ink")])
