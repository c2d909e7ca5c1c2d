"""Entries as blocks: questions with their answers, takeaways by team, headings."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import groupby
from typing import Literal

from db.records import Contact, Question, Takeaway
from exporters.compile.figures import Figures
from exporters.compile.material import Material
from exporters.compile.words import Words
from exporters.document import nodes as n
from exporters.document.markup import Read, parse, parse_inlines
from exporters.editions import mask


def heading(text: str, level: Literal[1, 2] = 1, *, of: str = "") -> n.Heading:
    """of: id of the note that it begins."""
    return n.Heading(level, parse_inlines(text), id=of)


def flat(text: str, read: Read = parse) -> n.Inlines:
    """Outline text as one run of inlines: what the marks of its blocks say is left out, line breaks stand between.

    read: gives the blocks of text.
    """
    parts: list[n.Inlines] = []
    for block in read(text):
        match block:
            case n.Heading() | n.Paragraph():
                parts.append(block.inlines)
            case n.Bullet() | n.Note() | n.Numbered():
                parts.extend((block.inlines, *block.more))
            case n.Table():
                parts.extend(cell for row in block.rows for cell in row)
            case n.FigureLine():
                parts.append((n.Text(block.caption),))
    return joined(parts)


def joined(parts: Iterable[n.Inlines]) -> n.Inlines:
    """parts on lines of their own; empty ones make no line."""
    nodes: list[n.Inline] = []
    for part in filter(None, parts):
        nodes.extend((n.LineBreak(), *part) if nodes else part)
    return tuple(nodes)


class Entries:
    """Turns the entries of one report into blocks.

    named: names of participants that stand as written, without a person, are printed; else masked here, because
    no roster knows them.
    """

    def __init__(self, material: Material, words: Words, figures: Figures, *, named: bool) -> None:
        self._named = named
        self._material = material
        self._words = words
        self._figures = figures

    def question(self, question: Question, contacts: Sequence[Contact]) -> n.QuestionAnswer:
        asker = self._material.person(question.asker)
        answerer = next((contact for contact in contacts if contact.id == question.answerer), None)
        return n.QuestionAnswer(
            question=flat(question.question, self._figures.read),
            answer=self._figures.blocks(question.answer, question.question),
            asker=asker.name if asker else self._as_written(question.asker_name),
            answerer=answerer.name if answerer else question.answerer_name,
            id=question.id,
        )

    def _as_written(self, name: str) -> str:
        return name if self._named else mask(name)

    def takeaways(self, takeaways: Sequence[Takeaway], section: str = "") -> tuple[n.TakeawayGroup, ...]:
        """By team, in the order of the teams. section: the heading above; a team it names is not named again."""
        place = {team.id: number for number, team in enumerate(self._material.teams)}
        last = len(place)
        ordered = sorted(takeaways, key=lambda t: place.get(t.team or "", last))  # stable: reading order in a team
        return tuple(
            n.TakeawayGroup("" if team and team in section else team, tuple(self._takeaway(t) for t in group))
            for team, group in groupby(ordered, key=self._team)
        )

    def _team(self, takeaway: Takeaway) -> str:
        team = self._material.team(takeaway.team)
        return team.name if team else takeaway.team_name

    def _takeaway(self, takeaway: Takeaway) -> n.Takeaway:
        person = self._material.person(takeaway.author)
        author = person.name if person else self._as_written(takeaway.author_name)
        detail = self._words.detail(person) if person else ""
        blocks = self._figures.blocks(takeaway.text, author)
        return n.Takeaway(author, detail, blocks if author else as_bullet(blocks), takeaway.id)


def as_bullet(blocks: tuple[n.Block, ...]) -> tuple[n.Block, ...]:
    """An unsigned takeaway is one ○: its first paragraph stands behind the mark, the paragraphs after it under it."""
    if not blocks or not isinstance(blocks[0], n.Paragraph):
        return blocks
    more: list[n.Inlines] = []
    for block in blocks[1:]:
        if not isinstance(block, n.Paragraph):
            break
        more.append(block.inlines)
    return (n.Bullet(1, "○", blocks[0].inlines, tuple(more)), *blocks[1 + len(more) :])
