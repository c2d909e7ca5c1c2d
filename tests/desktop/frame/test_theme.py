"""Both themes have the same tokens, readable on their grounds, and the style sheet uses only those."""

from __future__ import annotations

import re

import pytest

import resources
from desktop.theme import TEXT_SIZES, Theme

TEXT = ("ink", "ink2", "ink3", "navy", "accent", "mark", "red", "amber", "green", "blue", "violet")
OWN_GROUND = ("red", "amber", "green", "blue", "violet")


def _light(colour: str) -> float:
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _contrast(one: str, other: str) -> float:
    """As WCAG 2 defines it."""
    high, low = sorted((_light(one), _light(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("name", ["light", "dark"])
def test_words_are_readable_on_paper_and_states_on_their_own_ground(name: str) -> None:
    theme = Theme.load(name)
    for token in TEXT:
        assert _contrast(theme.hex(token), theme.hex("paper")) >= 4.5, token
    for token in OWN_GROUND:
        assert _contrast(theme.hex(token), theme.hex(f"{token}_ground")) >= 4.5, token
    assert _contrast(theme.hex("on_accent"), theme.hex("accent")) >= 4.5
    assert _contrast(theme.hex("edge"), theme.hex("paper")) >= 3


def test_both_themes_resolve_the_style_sheet_with_no_name_left() -> None:
    for name in ("light", "dark"):
        sheet = Theme.load(name).style_sheet()
        assert "$" not in sheet
        assert "@icons" not in sheet
        assert "@theme" not in sheet
        assert "px!" not in sheet


def test_sizes_grow_with_the_text_and_hairlines_do_not() -> None:
    small, large = Theme.load(), Theme.load(text_size=200)
    assert large.px(13) == 2 * small.px(13) == 26
    assert large.font(15).pixelSize() == 30
    assert "font-size: 42px" in large.style_sheet()
    assert re.search(r"border: 1px solid", large.style_sheet())


def test_every_text_size_is_offered_between_100_and_200() -> None:
    assert (TEXT_SIZES[0], TEXT_SIZES[-1]) == (100, 200)


def test_the_arrow_of_the_style_sheet_is_there() -> None:
    assert all((resources.ROOT / "icons" / name).exists() for name in re.findall(r"icons/([\w-]+\.svg)", _sheet()))


def _sheet() -> str:
    return Theme.load().style_sheet()
