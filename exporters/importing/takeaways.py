"""Takeaways: one ◇ with a mask (or a name), or one unsigned ○ each; sub-headings stay in the note."""

from __future__ import annotations

import re
from typing import Final

from db.records import Takeaway
from exporters.document.markup import write
from exporters.document.nodes import OutlineBlock
from exporters.importing.collector import Proposal
from exporters.importing.marks import BULLET, HEADING, Block, scan
from exporters.importing.outline import Place, outline, plain
from exporters.importing.sections import SectionKind, team_heading
from exporters.importing.words import CERTAIN_RANKS, RANKS, SURNAMES

_RANKS: Final = "|".join(RANKS)
_CERTAIN_RANKS: Final = "|".join(CERTAIN_RANKS)
_MASK: Final = re.compile(
    rf"\s*(?P<name>(?:[가-힣]{{1,2}})?(?:[ㅇ○◯〇]{{2,}}|[*＊]{{2,}}|O{{2,}}(?![A-Za-z])|o{{2,}}(?![A-Za-z])|[Xx×]{{2,}}(?![A-Za-z])|□{{2,}})[가-힣]?(?=[\s(:,/]|$)"
    rf"|(?:[가-힣](?=[ㅇ○◯〇*＊O]))?(?:[ㅇ○◯〇]{{2,}}|[*＊]{{2,}}|O{{2,}}(?![A-Za-z])|[Xx×]{{2,}}(?![A-Za-z]))"
    rf"|[가-힣][ㅇ○◯〇*＊][가-힣](?=[\s(:,/]|$))"
    rf"(?P<rank>\s?(?:{_RANKS})(?=[\s(:,/]|$)|\s(?:{_CERTAIN_RANKS}))?(?P<more>\s?\([^()\n]{{1,30}}\))?\s*[:：]?"
)
_NAME: Final = re.compile(rf"\s*(?P<name>[{SURNAMES}][가-힣]{{2}})(?P<rank>\s(?:{_RANKS}))?\s*(?:\n|$)")


def takeaways(place: Place, start: int, end: int, team: str, kind: SectionKind) -> list[OutlineBlock]:
    """Makes the takeaways of text[start:end]; gives back what stays in the note.

    kind: in TAKEAWAYS and OPINIONS an unsigned ○ is a takeaway, in others only a ◇ with a mask.
    """
    text = place.collector.text
    blocks = scan(text, start, end)
    left: list[OutlineBlock] = []
    kept: list[Block] = []
    at = 0
    unsigned = kind in (SectionKind.TAKEAWAYS, SectionKind.OPINIONS)
    while at < len(blocks):
        stop = _entry_end(text, blocks, at, unsigned)
        if stop is None:
            if blocks[at].mark == HEADING:
                team = team_heading(text[blocks[at].body : blocks[at].end]) or team
            kept.append(blocks[at])
            at += 1
            continue
        left.extend(outline(place, kept))
        kept = []
        _takeaway(place, blocks[at:stop], team)
        at = stop
    left.extend(outline(place, kept))
    return left


def is_signed(text: str, start: int, end: int) -> bool:
    """Whether a ◇ with a mask stands in text[start:end]."""
    return any(block.mark == HEADING and _MASK.match(text, block.body, block.end) for block in scan(text, start, end))


def _entry_end(text: str, blocks: list[Block], at: int, unsigned: bool) -> int | None:
    """The number of the block behind the takeaway that begins at; None where none begins."""
    block = blocks[at]
    if block.mark == HEADING and _signature(text, block, blocks[at + 1] if at + 1 < len(blocks) else None):
        ends: tuple[str, ...] = (HEADING,)
    elif block.mark == BULLET and unsigned:
        ends = (HEADING, BULLET)
    else:
        return None
    stop = at + 1
    while stop < len(blocks) and blocks[stop].mark not in ends:
        stop += 1
    return stop


def _signature(text: str, block: Block, following: Block | None) -> re.Match[str] | None:
    mask = _MASK.match(text, block.body, block.end)
    if mask is not None:
        return mask
    name = _NAME.match(text, block.body, block.end)
    if name is not None and (
        text[name.end() : block.end].strip() or (following is not None and following.mark != BULLET)
    ):
        return name
    return None


def _takeaway(place: Place, blocks: list[Block], team: str) -> None:
    first = blocks[0]
    made = place.collector.new(
        Takeaway, tour=place.collector.tour, visit=place.visit.id if place.visit else None, section=place.entry.id
    )
    if team:
        made.fields["team_name"] = team
    body = first.body
    if first.mark == HEADING:
        body = _sign(place, made, first)
    inner = Place(place.collector, made, place.visit, place.lexicon)
    nodes = plain(inner, body, first.end)
    nodes += outline(inner, blocks[1:])
    made.fields["text"] = write(nodes)
    place.collector.cut("takeaway", first.start, blocks[-1].end, made, "text")
    if not made.fields["text"]:
        place.collector.doubt("takeaway_empty", first.start, first.end, made)


def _sign(place: Place, made: Proposal, block: Block) -> int:
    """Takes the author from the ◇ block; where the text behind begins."""
    text = place.collector.text
    found = _MASK.match(text, block.body, block.end)
    if found is not None:
        made.fields["author_name"] = (found["name"] + (found["rank"] or "") + (found["more"] or "")).strip()
        made.fields["masked"] = True
        if found["rank"] and text[found.end("rank") : found.end("rank") + 1].isalnum():
            place.collector.doubt("author_name", block.start, found.end(), made)
        return found.end()
    name = _NAME.match(text, block.body, block.end)
    assert name is not None
    made.fields["author_name"] = (name["name"] + (name["rank"] or "")).strip()
    place.collector.doubt("author_name", block.start, name.end(), made)
    return name.end()
