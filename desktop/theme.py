"""Colours by token, sizes by text size, and the one style sheet: nothing else in the window names a colour."""

from __future__ import annotations

import re
from collections.abc import Mapping

import tomli
from PySide6.QtGui import QColor, QFont, QIcon, QPalette, QPixmap

import resources
from desktop.icons import icon, pixmap

TEXT_SIZES = (100, 110, 125, 150, 175, 200)


Drawing = tuple[str, str, float]
"""An icon's name and token, and its size in px at 100 %."""


def size_beside(size: int, by: int) -> int:
    """The text size after (+1) or before (-1) size, per cent; the last one where there is none."""
    place = TEXT_SIZES.index(min(TEXT_SIZES, key=lambda each: abs(each - size))) + by
    return TEXT_SIZES[max(0, min(place, len(TEXT_SIZES) - 1))]


class Theme:
    """One theme at one text size.

    name: `light` or `dark`. text_size: per cent. Every size in px of the house is given at 100 % and scaled here.
    """

    def __init__(self, name: str, colours: Mapping[str, str], text_size: int = 100) -> None:
        self.name = name
        self.text_size = text_size
        self._colours = dict(colours)
        self._sizes: dict[int, Theme] = {text_size: self}
        self._icons: dict[Drawing, QIcon] = {}
        self._pixmaps: dict[tuple[str, str, float, float], QPixmap] = {}

    @classmethod
    def load(cls, name: str = "light", text_size: int = 100) -> Theme:
        """The theme of resources/themes/<name>.toml. Raises OSError where there is none."""
        return cls(name, _colours(name), text_size)

    def take(self, name: str) -> None:
        """Have the colours of another theme from now on: what paints itself has them when it is painted next."""
        self.name, self._colours = name, _colours(name)
        self._icons.clear()
        self._pixmaps.clear()
        self._sizes = {self.text_size: self}

    def sized(self, text_size: int) -> Theme:
        """The same colours at another text size; what was drawn for it once is kept."""
        if text_size not in self._sizes:
            theme = self._sizes[text_size] = Theme(self.name, self._colours, text_size)
            theme._sizes = self._sizes
        return self._sizes[text_size]

    def hex(self, token: str) -> str:
        """The colour of token as #RRGGBB. Raises KeyError."""
        return self._colours[token]

    def color(self, token: str) -> QColor:
        return QColor(self._colours[token])

    def px(self, size: float) -> int:
        """A size given in px at 100 %, in px now."""
        return round(size * self.text_size / 100)

    def font(self, size: float = 13, *, bold: bool = False, tabular: bool = False) -> QFont:
        """The interface face. size: px at 100 %. tabular: figures of one width, for times and counts."""
        font = QFont("Pretendard")
        font.setPixelSize(self.px(size))
        font.setBold(bold)
        if tabular:
            font.setFeature(QFont.Tag("tnum"), 1)
        return font

    def icon(self, name: str, token: str = "ink2", size: float = 20) -> QIcon:
        """The drawn icon of name in one colour; grey where its button is disabled."""
        key = (name, token, size)
        if key not in self._icons:
            self._icons[key] = icon(name, self.hex(token), self.hex("line2"), self.px(size))
        return self._icons[key]

    def pixmap(self, name: str, token: str, size: float, ratio: float = 1.0) -> QPixmap:
        """The icon as a picture. size: px at 100 %. ratio: device pixels to a px."""
        key = (name, token, size, ratio)
        if key not in self._pixmaps:
            self._pixmaps[key] = pixmap(name, self.hex(token), self.px(size), ratio)
        return self._pixmaps[key]

    def drawn(self, icon_: QIcon) -> Drawing | None:
        """Name, token and size that were asked for when icon_ was made here."""
        made = self._icons.items()
        return next((drawing for drawing, each in made if each.cacheKey() == icon_.cacheKey()), None)

    def palette(self) -> QPalette:
        """For what the style sheet does not reach: views, text edits, tool tips, links."""
        palette = QPalette()
        for role, token in _ROLES.items():
            palette.setColor(role, self.color(token))
        for role in (QPalette.ColorRole.WindowText, QPalette.ColorRole.Text, QPalette.ColorRole.ButtonText):
            palette.setColor(QPalette.ColorGroup.Disabled, role, self.color("ink3"))
        return palette

    def style_sheet(self) -> str:
        """The style sheet of resources/themes/window.qss: $token is a colour, a size in px is scaled, `1px!` is not."""
        sheet = (resources.ROOT / "themes" / "window.qss").read_text(encoding="utf-8")
        sheet = re.sub(r"\$([a-z0-9_]+)", lambda match: self.hex(match[1]), sheet)
        sheet = re.sub(r"(\d+)px(?!!)", lambda match: f"{self.px(int(match[1]))}px", sheet)
        return (
            sheet.replace("px!", "px")
            .replace("@icons", (resources.ROOT / "icons").as_posix())
            .replace("@theme", self.name)
        )


def _colours(name: str) -> dict[str, str]:
    """Colours by token of resources/themes/<name>.toml. Raises OSError."""
    table = tomli.loads((resources.ROOT / "themes" / f"{name}.toml").read_text(encoding="utf-8"))
    return dict(table["colours"])


_ROLES: Mapping[QPalette.ColorRole, str] = {
    QPalette.ColorRole.Window: "pane",
    QPalette.ColorRole.Base: "paper",
    QPalette.ColorRole.AlternateBase: "pane",
    QPalette.ColorRole.WindowText: "ink",
    QPalette.ColorRole.Text: "ink",
    QPalette.ColorRole.Button: "paper",
    QPalette.ColorRole.ButtonText: "ink",
    QPalette.ColorRole.Highlight: "sel",
    QPalette.ColorRole.HighlightedText: "ink",
    QPalette.ColorRole.PlaceholderText: "ink3",
    QPalette.ColorRole.Link: "accent",
    QPalette.ColorRole.ToolTipBase: "paper",
    QPalette.ColorRole.ToolTipText: "ink",
    QPalette.ColorRole.Light: "paper",
    QPalette.ColorRole.Mid: "line2",
    QPalette.ColorRole.Dark: "edge",
    QPalette.ColorRole.Shadow: "line2",
    QPalette.ColorRole.Accent: "accent",
}
