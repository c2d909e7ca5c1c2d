"""Modules stay small, explain themselves and keep no state of their own."""

from __future__ import annotations

import ast
import re
import statistics
import sys
from collections.abc import Iterator

import pytest

from tests.architecture.sources import ROOT, Module, modules

LARGEST = 600
MUTABLE_CALLS = {
    "list",
    "dict",
    "set",
    "bytearray",
    "defaultdict",
    "OrderedDict",
    "Counter",
    "deque",
    "ChainMap",
    "count",
}
MUTATORS = {"append", "add", "update", "pop", "clear", "extend", "insert", "remove", "setdefault", "discard", "popitem"}
CACHES = {"lru_cache", "cache"}
DOCUMENT_MAY_IMPORT = {*sys.stdlib_module_names, "markdown"}


def test_no_module_is_too_long() -> None:
    lines = {module.name: module.text.count("\n") for module in [*modules(), *modules("tests")]}
    assert [name for name, count in lines.items() if count > LARGEST] == []
    assert statistics.median(count for name, count in lines.items() if not name.startswith("tests")) <= 200


def test_every_module_says_why_it_exists() -> None:
    assert [module.name for module in modules() if module.tree.body and not ast.get_docstring(module.tree)] == []


def test_no_module_keeps_state() -> None:
    assert [found for module in modules() for found in state_of(module)] == []


@pytest.mark.parametrize(
    "source",
    [
        "known = {}",
        "known: dict[str, int] = dict()",
        "A: Final = []\ndef f():\n    A.append(1)",
        "A: Final = {}\ndef f():\n    A['x'] = 1",
        "n = 0\ndef f():\n    global n\n    n = 1",
        "@lru_cache\ndef f(): ...",
        "@functools.cache\ndef f(): ...",
    ],
)
def test_state_is_found(source: str) -> None:
    assert list(state_of(Module("x.py", source, ast.parse(source))))


@pytest.mark.parametrize(
    "source", ["A = (1, 2)", "A = {'a': 1}", "A: Final = {'a': 1}", "A = frozenset({1})", "__all__ = ['x']"]
)
def test_constants_are_no_state(source: str) -> None:
    assert not list(state_of(Module("x.py", source, ast.parse(source))))


def test_the_document_imports_only_the_standard_library_and_markdown() -> None:
    foreign = [
        f"{module.name}: {name}"
        for module in modules("exporters/document")
        for name in _imports(module)
        if name.partition(".")[0] not in DOCUMENT_MAY_IMPORT and not name.startswith("exporters.document")
    ]
    assert foreign == []


def test_only_the_store_knows_the_tables() -> None:
    sql = re.compile(r"\s*(SELECT|INSERT|UPDATE|DELETE|PRAGMA|WITH)\s+[\w*]", re.ASCII)
    found = [
        module.name
        for module in modules("desktop", "exporters", "resources")
        for text in module.strings()
        if sql.match(text)
    ]
    assert found == []
    assert any(sql.match(text) for module in modules("db") for text in module.strings())


def test_no_path_or_address_of_one_machine() -> None:
    pattern = re.compile(r"(?<![\w.~>])/(home|work|root|opt|mnt|srv|Users)/\w|[A-Z]:\\\\|pypi\.org|pythonhosted")
    kinds = ("*.py", "*.toml", "*.md", "*.txt", "Makefile")
    files = {file for kind in kinds for file in ROOT.rglob(kind)} | set((ROOT / ".ci").iterdir())
    own = [file for file in sorted(files) if not {".venv", "tests"} & set(file.relative_to(ROOT).parts)]
    assert len(own) > 50
    assert [file.name for file in own if pattern.search(file.read_text(encoding="utf-8"))] == []


def state_of(module: Module) -> Iterator[str]:
    """Names of what a module would remember between two calls."""
    constants = set()
    for node in module.tree.body:
        target, value, final = _assigned(node)
        if target and value is not None and target != "__all__" and _is_mutable(value):
            if final:
                constants.add(target)
            else:
                yield f"{module.name}: {target}"
    for inner in ast.walk(module.tree):
        if isinstance(inner, ast.Global):
            yield f"{module.name}: global {', '.join(inner.names)}"
        if isinstance(inner, ast.FunctionDef) and any(_last_name(each) in CACHES for each in inner.decorator_list):
            yield f"{module.name}: cache of {inner.name}"
        if (name := _mutated(inner)) in constants:
            yield f"{module.name}: {name} is changed"


def _assigned(node: ast.stmt) -> tuple[str, ast.expr | None, bool]:
    if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name):
        name = node.targets[0].id
        return name, node.value, name.isupper()
    if isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name):
        name = node.target.id
        return name, node.value, name.isupper() or "Final" in ast.unparse(node.annotation)
    return "", None, False


def _is_mutable(value: ast.expr) -> bool:
    literal = isinstance(value, ast.List | ast.Dict | ast.Set | ast.ListComp | ast.DictComp | ast.SetComp)
    return literal or (isinstance(value, ast.Call) and _last_name(value) in MUTABLE_CALLS)


def _mutated(node: ast.AST) -> str:
    if isinstance(node, ast.Subscript) and isinstance(node.ctx, ast.Store | ast.Del):
        return _name(node.value)
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in MUTATORS:
        return _name(node.func.value)
    return ""


def _name(node: ast.expr) -> str:
    return node.id if isinstance(node, ast.Name) else ""


def _last_name(node: ast.expr) -> str:
    return ast.unparse(node.func if isinstance(node, ast.Call) else node).rpartition(".")[2]


def _imports(module: Module) -> Iterator[str]:
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield node.module or ""
