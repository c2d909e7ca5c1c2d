"""Words of the window that must stand in one line."""

from __future__ import annotations


def shortened(text: str, most: int) -> str:
    """text in one line of at most `most` letters; where something is left out, … says so."""
    line = " ".join(text.split())
    return line if len(line) <= most else f"{line[: most - 1].rstrip()}…"


def beginning(text: str, most: int) -> str:
    """How outline text begins, without its marks, in one line of at most `most` letters."""
    from exporters.document.marks import line_kind  # a start shortens names only

    lines = (line[line_kind(line).mark_end :].strip() for line in text.split("\n", 3)[:3])
    return shortened(" ".join(lines).replace("**", ""), most)
