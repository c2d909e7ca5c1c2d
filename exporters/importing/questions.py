"""Questions and answers: `- question."answer"`, the closing quote perhaps missing, the next `- ` perhaps glued.

The question ends at the quote that opens its answer, not at `?` or `.`; other double quotes are quotations. What is
no question stays in the note.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from db.records import Question
from exporters.document.markup import write
from exporters.document.nodes import OutlineBlock
from exporters.importing.marks import HEADING, scan
from exporters.importing.outline import Place, outline

QUOTE: Final = re.compile(r"[\"“”„‟＂″〃]|['‘’]{2}")
_SINGLE: Final = re.compile(r"(?<=[.?!])['‘’](?=[^\s'‘’])(?!\d{2}\s?[년.~-])")
_ITEM: Final = re.compile(
    r"(?:(?:^|(?<=\n))[ \t\u3000]*[-–―○◯][ \t]*(?=\S))|[-–―○◯](?=[ \t])|(?<=[\"“”])[-–](?=[가-힣A-Z])"
)
_ASK, _REPLY = r"(?P<ask>(?:문|Q|질문)\s?\d*\s?[).:])", r"(?P<reply>(?:답|A|답변)\s?\d*\s?[).:])"
_PAIR: Final = re.compile(rf"(?:^|(?<=[\n.?!\"”’')]))[ \t]*{_ASK}|(?:^|(?<=[\n.?!\s지요까]))[ \t]*{_REPLY}")
_FIRST_PAIR: Final = re.compile(rf"\s*(?:{_ASK}|{_REPLY})")
"""At the beginning of a region, where the first label may be glued to the section's name."""
_BARE_ITEM: Final = re.compile(r"[-–](?=[가-힣][^\n□◇○\"“”]{1,150}[.?지까나요가은는데점][\"“”])")
"""The first item where no blank stands behind its mark: what follows must end like a question before a quote."""
_QUESTION_END: Final = re.compile(
    r"(?:[지까나요가은는데점]|니까|달라|주세요|바란다|부탁|궁금|무엇|방법|계획|현황|이유|여부|[?？])\s*[.?？!]*\s*$"
)
_ANY_LETTER: Final = re.compile(r"[^\W_]")
_QUOTATION: Final = 40
_STOPS: Final = ".?!…"


@dataclass(slots=True)
class _Item:
    """text[start:end] begins with a mark; question [body:quote], answer from answer to stop; None where no quote."""

    start: int
    body: int
    end: int
    quote: int | None = None
    answer: int = 0


def questions(place: Place, start: int, end: int) -> list[OutlineBlock]:
    """Makes the questions of text[start:end] and gives back what stays in the note."""
    text = place.collector.text
    left: list[OutlineBlock] = []
    low = start
    for heading in (*scan(text, start, end, marks="◇"), None):
        stop = heading.start if heading else end
        if heading is not None and heading.mark != HEADING:
            continue
        left.extend(_region(place, low, stop))
        if heading is None:
            break
        low = _line_end(text, heading.body, heading.end)
        left.extend(outline(place, scan(text, heading.start, low)))
    return left


def _line_end(text: str, start: int, end: int) -> int:
    """Where the ◇ line ends: at its line's end, or where the first item is glued to it."""
    line_end = text.find("\n", start, end)
    first = next((match.start() for match in _ITEM.finditer(text, start, end)), end)
    return min(line_end if line_end >= 0 else end, first)


def _region(place: Place, start: int, end: int) -> list[OutlineBlock]:
    text = place.collector.text
    if not text[start:end].strip():
        return []
    first = _FIRST_PAIR.match(text, start, end)
    pairs = [*([first] if first else []), *_PAIR.finditer(text, first.end() if first else start, end)]
    if any(pair["ask"] for pair in pairs) and any(pair["reply"] for pair in pairs):
        return _labelled(place, start, end, pairs)
    items = _items(text, start, end)
    left: list[OutlineBlock] = []
    low = start
    for item in items:
        left.extend(_left_over(place, low, item.start))
        left.extend(_question(place, item))
        low = item.end
    left.extend(_left_over(place, low, end))
    return left


def _left_over(place: Place, start: int, end: int) -> list[OutlineBlock]:
    if not place.collector.text[start:end].strip():
        return []
    return outline(place, scan(place.collector.text, start, end))


# --- - question."answer" ---


def _items(text: str, start: int, end: int) -> list[_Item]:
    """The questions in order. A `- ` that no opening quote follows belongs to the answer that is still open."""
    first = _BARE_ITEM.match(text, start, end)
    signs = [*([first] if first else []), *_ITEM.finditer(text, first.end() if first else start, end)]
    marks = [match for match in signs if _may_begin(text, match, start)]
    items: list[_Item] = []
    for number, mark in enumerate(marks):
        stop = marks[number + 1].start() if number + 1 < len(marks) else end
        body = _skip(text, mark.end(), stop)
        found = _opening(text, body, stop)
        if found is not None:
            items.append(_Item(mark.start(), body, stop, found[0], found[1]))
        elif items and items[-1].quote is not None and items[-1].end == mark.start() and not _closed(text, items[-1]):
            items[-1].end = stop
        elif _is_question(text[body:stop]):
            items.append(_Item(mark.start(), body, stop))
    return items


def begins_question(text: str, start: int, end: int) -> bool:
    """Whether a question with its quote begins at start, though no blank stands behind its mark."""
    return _BARE_ITEM.match(text, start, end) is not None


def _may_begin(text: str, match: re.Match[str], start: int) -> bool:
    at = match.start()
    if at == start or text[at - 1] == "\n":
        return True
    before = text[max(start, at - 40) : at].rstrip()
    if not before:
        return True
    if text[at - 1].isspace():
        return before[-1] in _STOPS + "\"”“’'"
    return not before[-1].isdigit() and before[-1] not in "○◯(" and not (before[-1].isascii() and before[-1].isalpha())


def _skip(text: str, start: int, end: int) -> int:
    while start < end and text[start].isspace():
        start += 1
    return start


def _is_question(piece: str) -> bool:
    head = piece.strip().split("\n")[0]
    first = re.match(r".*?(?:[가-힣][.?](?=\S|$)|[?](?=\s))", head)
    return _QUESTION_END.search(first.group() if first else head) is not None


def _opening(text: str, start: int, end: int) -> tuple[int, int] | None:
    """The quote that opens the answer: where it stands and where the answer begins."""
    skip_to = start
    for match in QUOTE.finditer(text, start, end):
        at = match.start()
        if at < skip_to:
            continue
        if _ANY_LETTER.search(text[match.end() : min(end, match.end() + 200)]) is None:
            return None  # it closes what was opened before
        before = text[max(start, at - 40) : at].rstrip(" \t")
        spaced = text[at - 1].isspace() if at > start else True
        if before and (before[-1] in _STOPS or before[-1] == "\n"):
            return at, match.end()
        close = _quotation_end(text, match.end(), end)
        if close is not None:
            skip_to = close
            continue
        if before and not spaced:
            return at, match.end()
        if spaced:
            continue
    if QUOTE.search(text, start, end) is None:
        single = _SINGLE.search(text, start, end)
        if single is not None:
            return single.start(), single.end()
    return None


def _quotation_end(text: str, start: int, end: int) -> int | None:
    """Where a short quotation inside the question ends: its closing quote is followed by a particle or a blank."""
    close = QUOTE.search(text, start, min(end, start + _QUOTATION))
    if close is None or text[close.start() - 1] in _STOPS:
        return None
    behind = text[close.end() : close.end() + 1]
    if close.end() < end and ("가" <= behind <= "힣" or behind in " ,)·"):
        return close.end()
    return None


def _closed(text: str, item: _Item) -> bool:
    tail = text[max(item.answer, item.end - 80) : item.end].rstrip()
    return tail[-1:] in tuple('"“”„‟＂″〃')


def _question(place: Place, item: _Item) -> list[OutlineBlock]:
    """Makes the question of item; gives back what stands behind its closing quote."""
    text = place.collector.text
    if item.quote is None:
        return _unquoted(place, item)
    made = place.collector.new(Question, visit=place.visit.id if place.visit else None, section=place.entry.id)
    made.fields["question"] = " ".join(text[item.body : item.quote].split())
    stop, behind, closed = _answer_end(text, item)
    inner = Place(place.collector, made, place.visit, place.lexicon)
    marks = scan(text, item.answer, stop, marks="◇○-*※▲<")
    made.fields["answer"] = write(outline(inner, marks))
    place.collector.cut("question", item.start, item.quote, made, "question")
    place.collector.cut("answer", item.answer, stop, made, "answer")
    if not closed:
        place.collector.doubt("quote_open", item.answer, stop, made)
    if not text[behind : item.end].strip():
        return []
    if text[behind : item.end].strip()[:1] not in "▲※*<":
        place.collector.doubt("behind_answer", behind, item.end, made)
    return _left_over(place, behind, item.end)


def _answer_end(text: str, item: _Item) -> tuple[int, int, bool]:
    """Where the answer ends, where what stands behind it begins, and whether a quote closes it."""
    double = text[item.quote or 0] not in "'‘’" or item.answer - (item.quote or 0) > 1
    if not double:
        stop = len(text[: item.end].rstrip()) if item.end - item.answer < 100_000 else item.end
        if text[stop - 1] in "'‘’" and stop - 1 > item.answer:
            return stop - 1, item.end, True
        return item.end, item.end, False
    quotes = list(QUOTE.finditer(text, item.answer, item.end))
    if not quotes:
        return item.end, item.end, False
    last = quotes[-1]
    rest = text[last.end() : item.end]
    if not rest.strip() or rest.lstrip()[:1] in "▲※*<" or rest[:1] == "\n":
        return last.start(), last.end(), True
    if len(quotes) % 2 and text[last.start() - 1] in _STOPS:
        return last.start(), last.end(), True
    return item.end, item.end, False


def _unquoted(place: Place, item: _Item) -> list[OutlineBlock]:
    """A question without quotes: its line, or its first sentence, is the question, the rest its answer."""
    text = place.collector.text
    line_end = text.find("\n", item.body, item.end)
    first = re.compile(r".*?(?:[지까나요가은는데][.?]|[?？])(?=[\s\S])").match(text, item.body, item.end)
    cut = first.end() if first else item.end
    if line_end >= 0:
        cut = min(cut, line_end) if first else line_end
    made = place.collector.new(Question, visit=place.visit.id if place.visit else None, section=place.entry.id)
    made.fields["question"] = " ".join(text[item.body : cut].split())
    inner = Place(place.collector, made, place.visit, place.lexicon)
    made.fields["answer"] = write(outline(inner, scan(text, cut, item.end, marks="◇○-*※▲<")))
    place.collector.cut("question", item.start, cut, made, "question")
    place.collector.doubt("no_quote", item.start, item.end, made)
    return []


# --- 문) … 답) …, Q. … A. … ---


def _labelled(place: Place, start: int, end: int, pairs: list[re.Match[str]]) -> list[OutlineBlock]:
    text = place.collector.text
    left = _left_over(place, start, pairs[0].start())
    made = None
    for number, pair in enumerate(pairs):
        stop = pairs[number + 1].start() if number + 1 < len(pairs) else end
        if pair["ask"] or made is None:
            made = place.collector.new(Question, visit=place.visit.id if place.visit else None, section=place.entry.id)
            made.fields["question"] = "" if pair["reply"] else " ".join(text[pair.end() : stop].split())
            made.fields["answer"] = ""
            place.collector.cut("question", pair.start(), stop, made, "question")
        if pair["reply"]:
            inner = Place(place.collector, made, place.visit, place.lexicon)
            part = write(outline(inner, scan(text, pair.end(), stop, marks="◇○-*※▲<")))
            made.fields["answer"] = "\n\n".join(piece for piece in (str(made.fields["answer"]), part) if piece)
            place.collector.cut("answer", pair.start(), stop, made, "answer")
        word = pair.span("ask") if pair["ask"] else pair.span("reply")
        place.collector.label(*word)
    return left
