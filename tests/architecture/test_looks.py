"""No colour, no size of letters and no sentence stands in the window's code: theme and languages have them."""

from __future__ import annotations

import ast
import re

from tests.architecture.sources import Module, modules

COLOUR = re.compile(r"#[0-9A-Fa-f]{3}\b|#[0-9A-Fa-f]{6,8}\b|rgba?\(|hsla?\(")
WORDS = re.compile(r"[A-Z]?[a-z]+[,.]?( [a-z]+[,.]?){2,}[.!?]?")
PAPER = {"desktop/panes/report/page_view.py": "paper is white in any theme, and its shadow black"}
CLEAR = ("transparent",)


def desktop() -> list[Module]:
    return modules("desktop")


def test_no_colour_stands_in_the_code() -> None:
    named = [
        f"{module.name}: {text}" for module in desktop() for text in module.strings() if COLOUR.search(text)
    ]  # fmt: skip
    assert named == []


def test_no_colour_is_made_of_numbers_or_by_name() -> None:
    made = [
        f"{module.name}:{getattr(node, 'lineno', 0)}"
        for module in desktop()
        if module.name not in PAPER
        for node in ast.walk(module.tree)
        if _is_numbers(node) or _is_named(node)
    ]
    assert made == []


def test_no_style_sheet_is_set_but_the_one() -> None:
    styled = [
        module.name
        for module in desktop()
        for node in ast.walk(module.tree)
        if isinstance(node, ast.Attribute) and node.attr in ("setStyleSheet", "setPixelSize", "setPointSize")
    ]
    chip = "desktop/panes/visit/title.py"  # the ground of a state, by its token
    assert sorted(set(styled)) == ["desktop/main_window.py", chip, "desktop/theme.py"]


def test_no_sentence_stands_in_the_code() -> None:
    """Three words in a row, of which none is a name: what the user reads has a key."""
    written = [
        f"{module.name}: {text}"
        for module in desktop()
        for text in _seen(module)
        if WORDS.fullmatch(text.strip())
    ]  # fmt: skip
    assert written == []


def _seen(module: Module) -> list[str]:
    """Strings but those of errors for programmers."""
    faults = [node for node in ast.walk(module.tree) if isinstance(node, ast.Raise | ast.Assert)]
    raised = {id(part) for node in faults for part in ast.walk(node)}
    docs = {id(node.value) for node in ast.walk(module.tree) if isinstance(node, ast.Expr)}
    return [
        node.value
        for node in ast.walk(module.tree)
        if isinstance(node, ast.Constant)
        and isinstance(node.value, str)
        and id(node) not in docs
        and id(node) not in raised
    ]


def _is_numbers(node: ast.AST) -> bool:
    """QColor(1, 2, 3)"""
    called = isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "QColor"
    return called and isinstance(node, ast.Call) and any(isinstance(each, ast.Constant) for each in node.args)


def _is_named(node: ast.AST) -> bool:
    """Qt.GlobalColor.red"""
    return (
        isinstance(node, ast.Attribute)
        and isinstance(node.value, ast.Attribute)
        and node.value.attr == "GlobalColor"
        and node.attr not in CLEAR
    )
