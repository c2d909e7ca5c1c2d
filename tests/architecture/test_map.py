"""ARCHITECTURE.md lists every module, with what it said of itself when the list was last written."""

from __future__ import annotations

import ast
import re

import pytest

from tests.architecture.sources import PACKAGES, ROOT, modules

PAGE = ROOT / "ARCHITECTURE.md"
BEGIN, END = "<!-- modules -->\n", "<!-- end -->"


def listed() -> str:
    """One table a package: module, and the first sentence of its docstring."""
    parts = []
    for package in (*PACKAGES, "benchmarks"):
        parts += [f"\n### {package}\n\n", "| module | why |\n| --- | --- |\n"]
        for module in modules(package):
            why = ast.get_docstring(module.tree)
            if why:
                first = " ".join(why.split("\n\n")[0].split()).replace("|", "\\|")
                parts.append(f"| `{module.name.removeprefix(f'{package}/')}` | {first} |\n")
    return "".join(parts)


def test_every_module_is_listed(pytestconfig: pytest.Config) -> None:
    page = PAGE.read_text(encoding="utf-8")
    before, _, rest = page.partition(BEGIN)
    table, _, after = rest.partition(END)
    wanted = listed()
    if pytestconfig.getoption("--update-golden"):
        PAGE.write_text(f"{before}{BEGIN}{wanted}\n{END}{after}", encoding="utf-8")
        table = wanted
    assert _names(table) == _names(wanted), "pytest tests/architecture --update-golden writes the list anew"


def _names(table: str) -> list[str]:
    return re.findall(r"^### .*|^\| `[^`]+`", table, re.MULTILINE)
