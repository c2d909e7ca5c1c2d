"""Compares what an import proposes with what reading by eye gave: the expected files beside real texts."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from db.edits import Edit
from exporters.document.marks import Kind, figure_of, line_kind
from exporters.document.markup import parse, plain
from exporters.document.nodes import Bullet, Heading, Note, Paragraph
from exporters.importing.plan import plan
from exporters.importing.values import Plan

TOUR = "00000000-0000-4000-8000-000000000001"
_HEADER = ("institution", "original_name", "address", "tel", "fax", "web", "visit_type", "country", "city")


def read(path: Path) -> Plan:
    return plan(path.read_bytes(), path.name, tour=TOUR)


def records(result: Plan, kind: str) -> list[Edit]:
    return [edit for edit in result.originals if edit.kind == kind]


def squeezed(text: str) -> str:
    """text without blanks, so that a lost blank is no difference."""
    return re.sub(r"\s", "", text)


def differences(folder: Path) -> list[str]:
    """What differs from the expected files of folder (laid out as the seeds are), one line each."""
    found: list[str] = []
    page = folder / "archive_page.txt"
    if page.exists():
        result = read(page)
        for file in sorted((folder / "expected").glob("article_*.json")):
            expected = json.loads(file.read_text(encoding="utf-8"))
            found += [f"{file.stem}: {line}" for line in _article(result, expected)]
    for file in sorted(folder.glob("K[12]_*.expected.json")):
        expected = json.loads(file.read_text(encoding="utf-8"))
        result = read(file.with_name(file.name.replace(".expected.json", ".txt")))
        found += [f"{file.stem}: {line}" for line in _small(result, expected)]
    return found


def _article(result: Plan, expected: Mapping[str, Any]) -> list[str]:
    kind = expected["kind"].split(" ")[0]
    named = {"visit": "visit", "policy-brief": "brief", "implications": "chapter"}[kind]
    wanted = expected["institution"] or expected["title"]
    article = next((one for one in result.articles if one.kind == named and one.title == wanted), None)
    if article is None:
        return [f"no {named} {wanted!r}"]
    if named == "visit":
        return _visit(result, article.object, expected)
    return _chapter(result, article.object, expected)


def _of(result: Plan, kind: str, visit: str) -> list[Edit]:
    return [edit for edit in records(result, kind) if edit.fields.get("visit") == visit]


def _same(label: str, got: object, wanted: object) -> list[str]:
    return [] if got == wanted else [f"{label}: {got!r} instead of {wanted!r}"]


def _header(fields: Mapping[str, Any], expected: Mapping[str, Any]) -> list[str]:
    lines: list[str] = []
    for name in _HEADER:
        wanted = expected.get(f"{name}_as_written") or expected[name] or ""
        lines += _same(name, fields.get(name, ""), wanted)
    return lines


def headings_of(text: str, level: int) -> list[str]:
    return [plain(node.inlines) for node in parse(text) if isinstance(node, Heading) and node.level == level]


def _visit(result: Plan, visit: str, expected: Mapping[str, Any]) -> list[str]:
    fields = next(edit.fields for edit in records(result, "visit") if edit.object == visit)
    lines = _header(fields, expected)
    people = [(c.fields["name"], c.fields["position"], c.fields["organisation"]) for c in _of(result, "contact", visit)]
    lines += _same("briefers", people, [(b["name"], b["role"], b["org"]) for b in expected["briefers"]])
    notes = _of(result, "note", visit)
    lines += _same("□", [n.fields.get("heading", "") for n in notes], [s["name"] or "" for s in expected["sections"]])
    for note, section in zip(notes, expected["sections"], strict=False):
        text = str(note.fields["text"])
        lines += _same("◇", headings_of(text, 2), [h["text"] for h in section["headings"]])
        lines += _same("paragraphs under ◇", bodies(text), [h["n_body_paragraphs"] for h in section["headings"]])
    lines += _questions(_of(result, "question", visit), expected["questions"])
    lines += _takeaways(_of(result, "takeaway", visit), expected["takeaways"])
    lines += _figures(_of(result, "figure", visit), expected["figures"])
    return lines


def bodies(text: str) -> list[int]:
    """How many paragraphs stand directly under each ◇."""
    counts: list[int] = []
    for node in parse(text):
        if isinstance(node, Heading):
            counts.append(0)
        elif isinstance(node, Paragraph) and counts:
            counts[-1] += 1
    return counts


def paragraphs_of(text: str) -> int:
    total = 0
    for node in parse(text):
        if isinstance(node, Bullet | Note):
            total += 1 + len(node.more)
        else:
            total += isinstance(node, Paragraph)
    return total


def _questions(got: list[Edit], wanted: list[Any]) -> list[str]:
    lines = _same("questions", len(got), len(wanted))
    for one, other in zip(got, wanted, strict=False):
        answer = str(one.fields["answer"])
        lines += _same("question", one.fields["question"], other["q"])
        lines += _same(f"paragraphs of {other['q']}", paragraphs_of(answer), other["a_paragraphs"])
        parts = [piece.strip() for piece in answer.split("\n\n")]
        for begin, part in zip(other.get("a_paragraph_starts", []), parts, strict=False):
            lines += _same("answer", squeezed(part).startswith(squeezed(begin)), True)
    return lines


def _takeaways(got: list[Edit], wanted: list[Any]) -> list[str]:
    lines = _same("takeaways", len(got), len(wanted))
    for one, other in zip(got, wanted, strict=False):
        text = str(one.fields["text"])
        name = str(other.get("first_words", other))
        lines += _same(f"team of {name}", one.fields.get("team_name", ""), other["team"] or "")
        lines += _same(f"author of {name}", one.fields.get("author_name", ""), other["author"] or "")
        lines += _same(f"masked of {name}", bool(one.fields.get("masked")), other["author"] is not None)
        count = other.get("n_paragraphs", other.get("paragraphs"))
        lines += _same(f"paragraphs of {name}", paragraphs_of(text), count)
        lines += _same(f"begin of {name}", squeezed(text).startswith(squeezed(other.get("first_words", ""))), True)
    return lines


def _figures(got: list[Edit], wanted: list[Any]) -> list[str]:
    pairs = [(one.fields["caption"], one.fields["credit"]) for one in got]
    return _same("figures", pairs, [(other["caption"], other["credit"] or "") for other in wanted])


def _chapter(result: Plan, chapter: str, expected: Mapping[str, Any]) -> list[str]:
    fields = next(edit.fields for edit in records(result, "chapter") if edit.object == chapter)
    text = str(fields["text"])
    lines = _same("date", fields.get("date"), expected["posted_date"])
    names = [str(fields["heading"]), *headings_of(text, 1)]
    lines += _same("□", names, [section["name"] for section in expected["sections"]])
    wanted = [squeezed(h["text"].split("* ")[0]) for s in expected["sections"] for h in s["headings"]]
    lines += _same("◇", [squeezed(one) for one in headings_of(text, 2)], wanted)
    bullets = sum(isinstance(node, Bullet) and node.level == 1 for node in parse(text))
    lines += _same("○", bullets, sum(section["n_bullets"] for section in expected["sections"]))
    lines += _figures([e for e in records(result, "figure") if e.fields.get("entry") == chapter], expected["figures"])
    places = [line for line in text.split("\n") if line_kind(line).kind is Kind.FIGURE]
    lines += _same("figure lines", len(places), len(expected["figures"]))
    ids = {edit.object for edit in records(result, "figure")}
    return lines + _same("figure lines with a record", all(figure_of(line) in ids for line in places), True)


def _small(result: Plan, expected: Mapping[str, Any]) -> list[str]:
    fields = records(result, "visit")[0].fields
    lines = _header(fields, expected)
    people = [
        {"name": c.fields["name"], "role": c.fields["position"], "org": c.fields["organisation"]}
        for c in records(result, "contact")
    ]
    lines += _same("briefers", people, expected["briefers"])
    notes = records(result, "note")
    lines += _same("□", [note.fields["heading"] for note in notes], expected["sections"])
    texts = [str(note.fields["text"]) for note in notes]
    lines += _same("◇", [name for text in texts for name in headings_of(text, 2)], expected["headings"])
    nodes = [node for text in texts for node in parse(text)]
    lines += _same("bullets", sum(isinstance(node, Bullet) for node in nodes), expected["bullets"])
    marks = [{"mark": node.mark, "text": plain(node.inlines)} for node in nodes if isinstance(node, Note)]
    lines += _same("notes", marks, expected["notes"])
    lines += _figures(records(result, "figure"), expected["figures"])
    lines += _questions(records(result, "question"), expected["questions"])
    return lines + _takeaways(records(result, "takeaway"), expected["takeaways"])
