"""Words of the window that must stand in one line."""

from __future__ import annotations


def shortened(text: str, most: int) -> str:
    """text in one line of at most `most` letters; where something is left out, … says so."""
    line = " ".join(text.split())
    return line if len(line) <= most else f"{line[: most - 1].rstrip()}…"
