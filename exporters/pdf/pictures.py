"""The pictures of a report: which can be printed, and their size."""

from __future__ import annotations

from pathlib import Path

from exporters.base import Finding
from exporters.document import nodes as n


class Pictures:
    """Looks at each picture once. findings: those that cannot be printed."""

    def __init__(self) -> None:
        self._usable: dict[Path, bool] = {}
        self.findings: list[Finding] = []

    def usable(self, figure: n.Figure) -> bool:
        """Whether figure's picture can be printed."""
        if figure.path is None or figure.width < 1 or figure.height < 1:
            return False
        if figure.path not in self._usable:
            self._usable[figure.path] = _readable(figure.path)
            if not self._usable[figure.path]:
                place = figure.caption or figure.id
                self.findings.append(Finding("report.pdf.picture_unreadable", (("caption", place),), place))
        return self._usable[figure.path]


def _readable(path: Path) -> bool:
    from PIL import Image

    try:
        with Image.open(path) as picture:
            picture.verify()
    except Exception:  # a damaged file can raise anything; whatever it is, there is no picture
        return False
    return True
