"""Bullets and numbered items as lists that are lists: nested by their level, each with its mark as it was typed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from html import escape

from exporters.document import nodes as n

Item = n.Bullet | n.Numbered
_Kind = tuple[str, int]
"""Tag of a list and level of its items."""


def list_of(items: Iterable[tuple[Item, str]]) -> str:
    """One run of items, each with its text as HTML."""
    return "".join(_pieces(items))


def _pieces(items: Iterable[tuple[Item, str]]) -> Iterator[str]:
    stack: list[_Kind] = []
    for item, text in items:
        kind = ("ol" if isinstance(item, n.Numbered) else "ul", item.level)
        keep = _kept(stack, kind)
        while len(stack) > keep:
            yield f"</li></{stack.pop()[0]}>"
        if stack and stack[-1] == kind:
            yield "</li>\n"
        else:
            yield f'<{kind[0]} class="items">'
            stack.append(kind)
        yield f"<li>{_mark(item)} {text}"
    while stack:
        yield f"</li></{stack.pop()[0]}>"


def _kept(stack: list[_Kind], kind: _Kind) -> int:
    """How many of the open lists stay open for an item of kind.

    It goes on with its own list, else stands in an item of its sort that is less deep, else takes the place of those
    that are deeper; numbers stand in bullets, and bullets in numbers.
    """
    if kind in stack:
        return stack.index(kind) + 1
    tag, level = kind
    alike = [at for at, (open_tag, _) in enumerate(stack) if open_tag == tag]
    above = [at for at in alike if stack[at][1] < level]
    if above:
        return above[-1] + 1
    return alike[0] if alike else len(stack)


def _mark(item: Item) -> str:
    """A bullet says no more than that the item is one; a number is part of the text."""
    if isinstance(item, n.Numbered):
        return f'<span class="mark">{escape(item.number)}</span>'
    return f'<span class="mark" aria-hidden="true">{escape(item.mark)}</span>'
