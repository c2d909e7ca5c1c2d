"""The project's own files, parsed once for all rules."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PACKAGES = ("db", "desktop", "exporters", "resources")


@dataclass(frozen=True, slots=True)
class Module:
    """One Python file. name: its path from the project's folder."""

    name: str
    text: str
    tree: ast.Module

    def strings(self) -> Iterator[str]:
        """Every string constant that is no docstring."""
        nodes = list(ast.walk(self.tree))
        docstrings = {id(node.value) for node in nodes if isinstance(node, ast.Expr)}
        for node in nodes:
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in docstrings:
                yield node.value

    def patterns(self) -> Iterator[re.Pattern[str]]:
        """Every f-string that begins with fixed text, as a pattern in which each value stands for anything."""
        for node in ast.walk(self.tree):
            if isinstance(node, ast.JoinedStr) and node.values and isinstance(node.values[0], ast.Constant):
                parts = (re.escape(str(part.value)) if isinstance(part, ast.Constant) else ".+" for part in node.values)
                yield re.compile("".join(parts))

    def composed(self) -> Iterator[re.Pattern[str]]:
        """Every f-string with some fixed text, as a pattern with a group for each value."""
        for node in ast.walk(self.tree):
            if isinstance(node, ast.JoinedStr) and any(isinstance(part, ast.Constant) for part in node.values):
                parts = (
                    re.escape(str(part.value)) if isinstance(part, ast.Constant) else "(.+)" for part in node.values
                )
                yield re.compile("".join(parts))


def modules(*folders: str) -> list[Module]:
    """The modules of folders, or of the whole program without its tests."""
    files = [file for folder in folders or PACKAGES for file in sorted((ROOT / folder).rglob("*.py"))]
    files += [] if folders else [ROOT / "main.py"]
    return [_read(file) for file in files]


def _read(file: Path) -> Module:
    text = file.read_text(encoding="utf-8")
    return Module(file.relative_to(ROOT).as_posix(), text, ast.parse(text))
