"""A finished chapter gets its place in a file: the numbers of its objects, and its bytes."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Final, NamedTuple

from exporters.pdf.chapter import Finished, Outside, frame_stream
from exporters.pdf.draw import number
from exporters.pdf.objects import Segment, holders, packed, stream_object
from exporters.pdf.structure import numbered, unfolded

_STEP: Final = 64
"""Numbers are given to chapters in steps, so that a small change in one seldom moves the others."""


Foot = Callable[[int, int], str]
"""Operators of what stands at the foot of a page, by its printed number and how many there are."""


class Common(NamedTuple):
    """Numbers of what all pages have in common. root: the report's own element. size: of a page in points."""

    resources: int
    pages: int
    root: int
    size: tuple[float, float]


class Place(NamedTuple):
    """first: number of the chapter's first object. page: of its first page, counted from 1.

    targets: destinations of the anchors that its links lead to.
    """

    first: int
    page: int
    targets: Mapping[str, str]


class Numbers(NamedTuple):
    """First numbers of a chapter's parts: its pages, links, elements, its leaf of the parent tree, …"""

    pages: int
    links: int
    nodes: int
    leaf: int
    holders: int
    head: int
    bodies: int
    feet: int
    end: int


def numbers(outside: Outside, first: int) -> Numbers:
    links = first + outside.pages
    nodes = links + outside.links
    leaf = nodes + outside.nodes
    held = leaf + 1
    head = held + holders(held - first)
    bodies = head + 1
    feet = bodies + outside.pages
    end = feet + outside.pages
    return Numbers(first, links, nodes, leaf, held, head, bodies, feet, end + -end % _STEP)


def segments(done: Finished, place: Place, common: Common, foot: Callable[[int], str]) -> Iterator[Segment]:
    """The chapter's objects: all that stays while its place does, then the feet of its pages.

    foot: operators of a page's, by its printed number.
    """
    yield place_body(done, place, common)
    yield _feet(done, place, common, foot)


def place_body(done: Finished, place: Place, common: Common) -> Segment:
    """What of the chapter's objects stays while its place does; it is kept."""
    key = (place.first, tuple(place.targets.items()), common)
    if done.placed is None or done.placed[0] != key:
        done.placed = (key, _body(done, place, common))
    return done.placed[1]


def _feet(done: Finished, place: Place, common: Common, foot: Callable[[int], str]) -> Segment:
    first = numbers(done.outside, place.first).feet
    plain: list[tuple[int, int]] = []
    data: list[bytes] = []
    size = 0
    for at in range(done.outside.pages):
        if operators := foot(place.page + at):
            made = frame_stream(first + at, operators, "Footer", common.size[1])
            plain.append((first + at, size))
            data.append(made)
            size += len(made)
    return Segment(first, b"", plain, b"".join(data))


def _body(done: Finished, place: Place, common: Common) -> Segment:
    at = numbers(done.outside, place.first)
    ends = [_target(link.target, place.targets) for link in done.links]
    links = [at.links + order if end else 0 for order, end in enumerate(ends)]
    bodies = [*_pages(done, at, common, links), *_links(done, at, ends)]
    bodies += numbered(unfolded(done.nodes), at.nodes, common.root, at.pages, links)
    bodies.append(_leaf(done, at, links))
    rows = packed(at.pages, bodies, at.holders)
    plain, data = rows.plain, [rows.data]
    size = len(rows.data)
    streams = [
        stream_object(at.bodies + order, sheet.body, "/Filter/FlateDecode") for order, sheet in enumerate(done.sheets)
    ]
    if done.head:
        data.append(frame_stream(at.head, done.head, "Header", common.size[1]))
        plain.append((at.head, size))
        size += len(data[-1])
    for order, made in enumerate(streams):
        plain.append((at.bodies + order, size))
        size += len(made)
    return Segment(at.pages, rows.packed, plain, b"".join((*data, *streams)))


def _target(target: str, places: Mapping[str, str]) -> str:
    """The entry of an annotation that says where it leads; empty for nowhere."""
    if not target.startswith("#"):
        return target
    place = places.get(target[1:])
    return f"/Dest{place}" if place else ""


def _pages(done: Finished, at: Numbers, common: Common, links: list[int]) -> Iterator[str]:
    width, height = map(number, common.size)
    shared = f"<</Type/Page/Parent {common.pages} 0 R/MediaBox[0 0 {width} {height}]/Resources {common.resources} 0 R"
    for order, sheet in enumerate(done.sheets):
        head = f"{at.head} 0 R " if done.head and not sheet.opener else ""
        foot = f" {at.feet + order} 0 R" if done.footed else ""
        made = [f"{links[each]} 0 R" for each in sheet.links if links[each]]
        annotations = f"/Annots[{' '.join(made)}]" if made else ""
        yield (
            f"{shared}/Contents[{head}{at.bodies + order} 0 R{foot}]"
            f"/StructParents {at.pages + order}/Tabs/S{annotations}>>"
        )


def _links(done: Finished, at: Numbers, ends: list[str]) -> Iterator[str]:
    for order, (link, end) in enumerate(zip(done.links, ends, strict=True)):
        key = at.links + order  # its own number is its key in the parent tree
        yield f"<</Type/Annot/Subtype/Link{link.entries}/StructParent {key}{end}>>" if end else "null"


def _leaf(done: Finished, at: Numbers, links: list[int]) -> str:
    """The chapter's leaf of the parent tree: pages and links come back to their elements by their own numbers."""
    pairs = [
        f"{at.pages + order}[{' '.join([f'{at.nodes + owner} 0 R' for owner in sheet.owners])}]"
        for order, sheet in enumerate(done.sheets)
    ]
    pairs += [f"{own} {at.nodes + link.element} 0 R" for own, link in zip(links, done.links, strict=True) if own]
    last = max([at.pages + len(done.sheets) - 1, *links])
    return f"<</Limits[{at.pages} {last}]/Nums[{' '.join(pairs)}]>>"
