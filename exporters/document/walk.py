"""Trees with some of their values changed: what a writer has to see otherwise, wherever it stands."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import fields, is_dataclass, replace
from typing import Any, Final, TypeVar, cast

from exporters.document.nodes import (
    Block,
    Document,
    Figure,
    Heading,
    Inlines,
    PageReference,
    QuestionAnswer,
    Table,
    Takeaway,
    TakeawayGroup,
)

T = TypeVar("T")
REPLACEMENT: Final = "\ufffd"
_UNSEEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")
"""Control characters and what is no character at all: no file of text may hold them."""


class _Walk:
    """Rebuilds what changes, and hands on what does not."""

    def __init__(self, text: Callable[[str], str], reference: Callable[[PageReference], Inlines] | None) -> None:
        self._text = text
        self._reference = reference
        self._names: dict[type, tuple[str, ...]] = {}

    def value(self, value: Any) -> Any:
        if isinstance(value, str):
            return self._text(value)
        if isinstance(value, tuple):
            return self._items(value)
        if is_dataclass(value) and not isinstance(value, type):
            return self._node(value)
        return value

    def _items(self, items: tuple[Any, ...]) -> tuple[Any, ...]:
        made: list[Any] = []
        for item in items:
            if self._reference is not None and isinstance(item, PageReference):
                made += self._items(self._reference(item))
            else:
                made.append(self.value(item))
        same = len(made) == len(items) and all(new is old for new, old in zip(made, items, strict=True))
        return items if same else tuple(made)

    def _node(self, node: Any) -> Any:
        kind = type(node)
        names = self._names.get(kind)
        if names is None:
            names = self._names[kind] = tuple(field.name for field in fields(kind))
        changed = {}
        for name in names:
            old = getattr(node, name)
            new = self.value(old)
            if new is not old:
                changed[name] = new
        return replace(node, **changed) if changed else node


def printable(tree: T) -> tuple[T, int]:
    """tree with U+FFFD for each control character, lone surrogate and noncharacter; and how many there were."""
    count = 0

    def shown(text: str) -> str:
        nonlocal count
        if text.isprintable() and text.isascii():
            return text
        replaced, found = _UNSEEN.subn(REPLACEMENT, text)
        count += found
        return replaced if found else text

    return cast(T, _Walk(shown, None).value(tree)), count


def referred(tree: T, words: Callable[[PageReference], Inlines]) -> T:
    """tree with words in place of each reference."""
    return cast(T, _Walk(lambda text: text, words).value(tree))


def anchors(document: Document) -> dict[str, str]:
    """What a reference to each place of the document is called where there are no pages: the chapter it stands in."""
    named: dict[str, str] = {}
    for chapter in document.chapters:
        called = chapter.kicker.partition(" · ")[0] or chapter.title
        named[f"chapter-{chapter.id}"] = called
        for anchor in filter(None, map(anchor_of, within(chapter.blocks))):
            named.setdefault(anchor, called)
    return named


def within(blocks: Iterable[Block]) -> Iterator[Block | Takeaway]:
    """Every block in reading order, those in answers and takeaways too, each behind what it stands in."""
    for block in blocks:
        yield block
        match block:
            case QuestionAnswer(answer=answer):
                yield from within(answer)
            case TakeawayGroup(takeaways=takeaways):
                for takeaway in takeaways:
                    yield takeaway
                    yield from within(takeaway.blocks)


def anchor_of(block: Block | Takeaway) -> str:
    """The name by which references lead to a block, or empty."""
    match block:
        case Figure(number=number) if number:
            return f"figure-{number}"
        case Table(number=number) if number:
            return f"table-{number}"
        case Heading(id=entry) | QuestionAnswer(id=entry) | Takeaway(id=entry) if entry:
            return f"entry-{entry}"
    return ""
