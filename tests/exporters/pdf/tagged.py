"""Reads the tags of a PDF back, with another library than wrote them, and checks that they hold together."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pikepdf

ROLES = {
    "Document", "Sect", "Div", "H1", "H2", "H3", "P", "L", "LI", "Lbl", "LBody", "Table", "TR", "TH", "TD", "Figure",
    "Caption", "Note", "TOC", "TOCI", "Reference", "Link",
}  # fmt: skip
INSIDE = {
    "LI": {"L"},
    "LBody": {"LI"},
    "TR": {"Table"},
    "TH": {"TR"},
    "TD": {"TR"},
    "TOCI": {"TOC"},
    "TOC": {"Sect", "TOCI"},
}
SHOWING = {"Tj", "TJ", "'", '"'}


@dataclass(eq=False)
class Node:
    """One element. content: (page, mark) pairs and elements in order; text: its own and that of what it holds."""

    role: str
    parent: Node | None
    entries: Any
    content: list[Node | tuple[int, int]] = field(default_factory=list)
    links: int = 0
    text: str = ""

    def all(self) -> Iterator[Node]:
        yield self
        for each in self.content:
            if isinstance(each, Node):
                yield from each.all()

    def pages(self) -> set[int]:
        return {each[0] for node in self.all() for each in node.content if isinstance(each, tuple)}


@dataclass
class Tagged:
    """A file's structure. ornament: the text of what no reader is told, by page; drawn: of all else, as it is drawn."""

    root: Node
    ornament: list[str]
    drawn: list[str]

    def of(self, *roles: str) -> list[Node]:
        return [node for node in self.root.all() if node.role in roles]


def tagged(path: Path) -> Tagged:
    """The structure of path, after checking that every rule that needs no validator holds."""
    with pikepdf.open(path) as pdf:
        pages = {page.objgen: at for at, page in enumerate(pdf.pages)}
        marks, ornament, drawn = {}, [], []
        for at, page in enumerate(pdf.pages):
            texts, rest = page_content(page)
            assert sorted(texts) == list(range(len(texts)))
            marks.update({(at, mark): text for mark, text in texts.items()})
            ornament.append(rest)
            drawn.append("".join(texts[mark] for mark in sorted(texts)))
        (top,) = pdf.Root.StructTreeRoot.K
        root = read(top, None, pages, marks)
        found = Counter(each for node in root.all() for each in node.content if isinstance(each, tuple))
        assert found == Counter(dict.fromkeys(marks, 1))
        check_parents(pdf, root, pages)
    check_roles(root)
    return Tagged(root, ornament, drawn)


def read(entries: Any, parent: Node | None, pages: dict[Any, int], marks: dict[tuple[int, int], str]) -> Node:
    node = Node(str(entries.S)[1:], parent, dict(entries.items()))
    if parent is not None:
        assert entries.P.objgen == parent.entries["/self"]
    node.entries["/self"] = entries.objgen
    for kid in entries.get("/K", []):
        if isinstance(kid, int):
            node.content.append((pages[entries.Pg.objgen], int(kid)))
        elif kid.get("/Type") == "/MCR":
            node.content.append((pages[kid.Pg.objgen], int(kid.MCID)))
        elif kid.get("/Type") == "/OBJR":
            assert kid.Obj.Subtype == "/Link"
            assert str(kid.Obj.Contents)
            node.links += 1
        else:
            node.content.append(read(kid, node, pages, marks))
    node.text = "".join(each.text if isinstance(each, Node) else marks[each] for each in node.content)
    return node


def check_parents(pdf: pikepdf.Pdf, root: Node, pages: dict[Any, int]) -> None:
    """What the parent tree says is what the tree says."""
    tree = pikepdf.NumberTree(pdf.Root.StructTreeRoot.ParentTree)
    owner = {each: node.entries["/self"] for node in root.all() for each in node.content if isinstance(each, tuple)}
    links = 0
    for at, page in enumerate(pdf.pages):
        elements = tree[int(page.StructParents)]
        assert [each.objgen for each in elements] == [owner[at, mark] for mark in range(len(elements))]
        assert page.Tabs == "/S"
        for annotation in page.get("/Annots", []):
            links += 1
            kids = [kid for kid in tree[int(annotation.StructParent)].K if not isinstance(kid, int)]
            assert annotation.objgen in [kid.Obj.objgen for kid in kids if "/Obj" in kid]
            assert annotation.F == 4
    assert links == sum(node.links for node in root.all())


def check_roles(root: Node) -> None:
    level = 0
    for node in root.all():
        assert node.role in ROLES
        if node.role in INSIDE:
            assert node.parent
            assert node.parent.role in INSIDE[node.role]
        if node.role == "TH":
            assert "/Scope" in node.entries["/A"]
        if node.role == "Figure":
            assert str(node.entries["/Alt"])
            assert len(node.entries["/A"].BBox) == 4
        if node.role == "Link":
            assert node.links
        if node.role in {"H1", "H2", "H3"}:
            assert int(node.role[1]) <= level + 1
            level = int(node.role[1])
        if node.role == "Table":
            rows = [each for each in node.content if isinstance(each, Node) and each.role == "TR"]
            assert len({len(row.content) for row in rows}) == 1
    names = [str(node.entries["/ID"]) for node in root.all() if node.role == "Note"]
    assert len(names) == len(set(names))


def page_content(page: Any) -> tuple[dict[int, str], str]:
    """(text by mark, text of ornament) of a page; nothing is drawn outside both."""
    fonts = {name: decoder(font) for name, font in page.Resources.get("/Font", {}).items()}
    texts: dict[int, str] = {}
    ornament: list[str] = []
    stack: list[int | None] = []
    now = ""
    kept: list[str] = []
    for step in pikepdf.parse_content_stream(page):
        operands: Any = step.operands
        match str(step.operator):
            case "BDC" if "/MCID" in operands[1]:
                stack.append(int(operands[1].MCID))
                assert stack[-1] not in texts
                texts[int(operands[1].MCID)] = ""
            case "BDC" | "BMC":
                assert operands[0] == "/Artifact" or stack
                stack.append(stack[-1] if stack else None)
            case "EMC":
                stack.pop()
            case "Tf":
                now = str(operands[0])
            case "q":
                kept.append(now)
            case "Q":
                now = kept.pop()
            case name if name in SHOWING:
                codes = b"".join(bytes(each) for each in operands[0] if isinstance(each, pikepdf.String))
                words = "".join(fonts[now][codes[at : at + 2].hex()] for at in range(0, len(codes), 2))
                if stack[-1] is None:
                    ornament.append(words)
                else:
                    texts[stack[-1]] += words
            case "S" | "s" | "f" | "Do":
                assert stack
    assert not stack
    return texts, " ".join(ornament)


def decoder(font: Any) -> dict[str, str]:
    pairs = re.findall(rb"<([0-9A-F]{4})> <([0-9A-F]+)>", font.ToUnicode.read_bytes())
    return {code.decode().lower(): bytes.fromhex(text.decode()).decode("utf-16-be") for code, text in pairs}
