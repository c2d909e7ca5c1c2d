"""Inline marks of one paragraph: strong, emphasis, code, links.

The signs are found by Python-Markdown's own inline processors (backtick, link, delimiter), but they are driven from
here: its tree processor mixes placeholders into text, loses what it takes for a reference or for HTML, and is
quadratic on brackets. Here one pass takes escapes, code and links out as atoms, one sign each in a working string,
and only then the delimiter processor pairs the asterisks that are left.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, Final

from markdown import inlinepatterns

from exporters.document.nodes import Code, Emphasis, Inline, Inlines, LineBreak, Link, Strong, Text

ESCAPABLE: Final = "*`[]\\"
LINK_LIMIT: Final = 2048
"""Longest address of a link in code points; what is longer stays text."""

_ATOM: Final = "\x02"  # normal_text takes control characters out of what people write, so this sign is free
_ADDRESS = re.compile(r"""(?:https?://|mailto:)[^\s<>"'`\\\[\]]+""", re.IGNORECASE)
_WINDOW = re.compile(rf"\([^\s\[\]]{{0,{LINK_LIMIT}}}")  # ends at the next bracket, which keeps the pass linear
_PLAIN_RUN = re.compile(r"[^*`\[\]\\\n]+")


class _Settings:
    """All that the processors ask of a Markdown object."""

    def __init__(self) -> None:
        self.treeprocessors: dict[str, object] = {}
        self.delimiters: object = None


class InlineReader:
    """Reads inline marks; holds Python-Markdown's processors, so make one for each parse."""

    def __init__(self) -> None:
        settings: Any = _Settings()
        processors: Any = inlinepatterns
        self._code = processors.BacktickInlineProcessor(processors.BACKTICK_RE)
        self._link = processors.LinkInlineProcessor(processors.LINK_RE, settings)
        self._delimiters = processors.DelimiterProcessor("*", "strong,em", settings)

    def read(self, text: str) -> Inlines:
        """The inline nodes of one paragraph. text is normal (letters.normal_text)."""
        return self._emphasised(*_Scan(text, self._code, self._link, self._emphasised).run())

    def _emphasised(self, working: str, atoms: list[Inline]) -> Inlines:
        """working with its asterisks paired; each atom sign in it stands for the next of atoms."""
        pieces: list[_Piece] = []
        done = 0
        for element, start, end in self._regions(working):
            pieces.append((working[done:start], ()))
            pieces.extend(_pieces(element))
            done = end
        pieces.append((working[done:], ()))
        if _text_of(pieces) != working.replace("*", ""):  # whatever the library does, no letter is lost
            pieces = [(working, ())]
        return _assemble(pieces, iter(atoms))

    def _regions(self, working: str) -> Iterator[tuple[Any, int, int]]:
        """The outermost marked stretches from left to right: element, start, end.

        One call of the processor pairs several stretches and keeps them for the next calls, where it reckons that
        the text before them has been replaced. Here it has not, so they are taken from its list.
        """
        processor = self._delimiters
        processor.reset()
        position = 0
        while match := processor.compiled_re.search(working, position):
            element, start, end = processor.handleMatch(match, working)
            if element is None:
                position = max(end, match.end())
                continue
            yield element, start, end
            while processor.regions:
                start, _, _, end, *_ = processor.regions[processor.cache_index]
                element, count = processor._build_element(working, processor.cache_index)
                processor.increment_next_position(start, count)
                yield element, start, end
            position = end


_Piece = tuple[str, tuple[str, ...]]
"""A stretch of the working string, and the marks it stands in, the outermost first."""


def _text_of(pieces: list[_Piece]) -> str:
    return "".join(text for text, _ in pieces).replace("*", "")


def _pieces(element: Any) -> Iterator[_Piece]:
    """The stretches of an element in reading order, without recursion: nesting has no limit in the input."""
    pending: list[tuple[Any, tuple[str, ...]] | _Piece] = [(element, ())]
    while pending:
        node, path = pending.pop()
        if isinstance(node, str):
            yield node, path
            continue
        inner = path if node.tag in path else (*path, node.tag)
        for child in reversed(node):
            pending.append((child.tail or "", inner))
            pending.append((child, inner))
        pending.append((node.text or "", inner))


def _assemble(pieces: list[_Piece], atoms: Iterator[Inline]) -> Inlines:
    """Nodes of pieces: neighbours with the same marks share them, so that the tree is the same however it was typed."""
    root: list[Inline] = []
    stack: list[tuple[str, list[Inline]]] = []

    def close(depth: int) -> None:
        while len(stack) > depth:
            tag, children = stack.pop()
            into = stack[-1][1] if stack else root
            into.append(Strong(tuple(children)) if tag == "strong" else Emphasis(tuple(children)))

    for text, path in pieces:
        if not text:
            continue
        common = 0
        while common < min(len(stack), len(path)) and stack[common][0] == path[common]:
            common += 1
        close(common)
        stack.extend((tag, []) for tag in path[common:])
        _fill(stack[-1][1] if stack else root, text, atoms)
    close(0)
    return tuple(root)


def _fill(into: list[Inline], text: str, atoms: Iterator[Inline]) -> None:
    for part in re.split(f"([{_ATOM}\n])", text):
        node: Inline = next(atoms) if part == _ATOM else LineBreak() if part == "\n" else Text(part)
        if isinstance(node, Text):
            if not node.text:
                continue
            if into and isinstance(into[-1], Text):
                node = Text(into.pop().text + node.text)  # type: ignore[union-attr]
        into.append(node)


class _Scan:
    """One pass over a paragraph that takes out escapes, code and links."""

    def __init__(self, text: str, code: Any, link: Any, emphasised: Any) -> None:
        self._text = text
        self._line = text
        self._code = code
        self._link = link
        self._emphasised = emphasised
        self._working: list[str] = []
        self._atoms: list[Inline] = []
        self._brackets: list[tuple[int, int]] = []  # lengths of working and atoms just before each open [
        self._unclosed: set[int] = set()  # lengths of backtick runs that found no partner

    def run(self) -> tuple[str, list[Inline]]:
        for number, line in enumerate(self._text.split("\n")):
            if number:
                self._working.append("\n")
            self._read_line(line)
        return "".join(self._working), self._atoms

    def _read_line(self, line: str) -> None:
        """Code and links stand on one line."""
        self._line = line
        self._brackets.clear()
        self._unclosed.clear()
        position = 0
        while position < len(line):
            plain = _PLAIN_RUN.match(line, position)
            if plain is not None:
                self._working.append(plain.group())
                position = plain.end()
            else:
                position = self._sign(line[position], position)

    def _sign(self, sign: str, position: int) -> int:
        """Takes the sign at position; the position behind what was taken."""
        if sign == "\\":
            return self._escape(position)
        if sign == "`":
            return self._backticks(position)
        if sign == "[":
            self._brackets.append((len(self._working), len(self._atoms)))
        elif sign == "]" and self._brackets:
            opened = self._brackets.pop()
            end = self._close(opened, position)
            if end:
                return end
        self._working.append(sign)
        return position + 1

    def _atom(self, node: Inline) -> None:
        self._working.append(_ATOM)
        self._atoms.append(node)

    def _escape(self, position: int) -> int:
        following = self._line[position + 1 : position + 2]
        if following and following in ESCAPABLE:
            self._atom(Text(following))
            return position + 2
        self._working.append("\\")
        return position + 1

    def _backticks(self, position: int) -> int:
        line = self._line
        start = position
        while line.startswith("`", start):
            start += 1
        run = start - position
        begin, end = (start, None) if run in self._unclosed else self._code.find_code_spans(position, line)
        if end is None or end == begin:
            self._unclosed.add(run)
            self._working.append(line[position:start])
            return start
        self._atom(Code(_trimmed(line[begin:end])))
        return int(end) + begin - position

    def _close(self, opened: tuple[int, int], position: int) -> int:
        """Makes the text since opened a link, where an address follows; the position behind it, or 0."""
        window = _WINDOW.match(self._line, position + 1)
        if window is None or not _ADDRESS.match(window.group(), 1):
            return 0
        href, title, end, handled = self._link.getLink(window.group(), 0)
        label, inner = self._working[opened[0] + 1 :], self._atoms[opened[1] :]
        if not handled or title is not None or not _ADDRESS.fullmatch(href) or not label:
            return 0
        if any(isinstance(atom, Link) for atom in inner):
            return 0
        del self._working[opened[0] :], self._atoms[opened[1] :]
        self._atom(Link(href, self._emphasised("".join(label), inner)))
        return position + 1 + int(end)


def _trimmed(code: str) -> str:
    """Code without the one blank that keeps a backtick off its fence on either side."""
    padded = len(code) > 2 and code[0] == code[-1] == " " and code.strip(" ") != ""
    return code[1:-1] if padded else code
