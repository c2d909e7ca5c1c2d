"""The sample tour: an invented study tour that shows everything a notebook can hold.

Its words stand in resources/sample as TOML with outline text, its pictures beside them. In those files an object is
named `kind/key` (`note/01-1`, `person/박서연`); ids are made from these names and the same in
every sample.
"""

from __future__ import annotations

import re
import shutil
import uuid
from collections.abc import Iterator, Mapping, Sequence
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Any, Final, TypeAlias

import tomli

from db.edits import Edit, change, create
from db.notebook import Notebook
from db.order import keys
from db.records import (
    KINDS,
    Attendance,
    Chapter,
    Comment,
    Contact,
    Decision,
    Evidence,
    Figure,
    Implication,
    Note,
    Person,
    Question,
    Record,
    Report,
    Takeaway,
    Team,
    Tour,
    Visit,
    Waiver,
)
from db.status import content_fields
from resources import ROOT

Row: TypeAlias = dict[str, Any]
Planned: TypeAlias = tuple[type[Record], str, Row]

SAMPLE: Final = ROOT / "sample"
_NAMESPACE: Final = uuid.UUID("6f1c7a52-0c0e-5d0b-9a67-2f6a3be0c2d1")
_FIGURE: Final = re.compile(r"(?<=]\(figure:)[^)]+")
_AROUND: Final = 48  # characters kept before and after a comment's quote


def build(path: Path) -> Notebook:
    """Make the sample notebook at path, whole or not at all, and answer it, open.

    Raises KnownError as Notebook.create does.
    """
    notebook = Notebook.create(path, _edits())
    notebook.backs_up = False  # it can be made again
    try:
        notebook.commit(list(_pictures(notebook)))
        review = _read("review.toml")
        notebook.commit(list(_decisions(notebook, review["decisions"])))
        notebook.commit(list(_rewordings(notebook, review["rewordings"])))
        notebook.commit(list(_comments(notebook, review["comments"])))
    except BaseException:
        notebook.close()
        shutil.rmtree(path, ignore_errors=True)
        raise
    return notebook


def object_id(name: str) -> str:
    """The id of the sample's object of that name, such as `visit/01`."""
    return str(uuid.uuid5(_NAMESPACE, name))


def _edits() -> list[Edit]:
    planned = list(_planned())
    order: dict[type[Record], Iterator[str]] = {
        kind: iter(keys(sum(1 for each in planned if each[0] is kind))) for kind in KINDS.values()
    }
    return [create(kind, object_id(name), order=next(order[kind]), **fields) for kind, name, fields in planned]


def _planned() -> Iterator[Planned]:
    tour = _read("tour.toml")
    yield Tour, "tour", {**tour["tour"], "countries": tuple(tour["tour"]["countries"])}
    for row in tour["teams"]:
        yield Team, f"team/{row['name']}", {**row, "tour": object_id("tour")}
    teams = {row["name"]: object_id(f"team/{row['team']}") for row in tour["people"]}
    for row in tour["people"]:
        yield Person, f"person/{row['name']}", {**row, "tour": object_id("tour"), "team": teams[row["name"]]}
    for file in sorted((SAMPLE / "visits").glob("*.toml")):
        yield from _visit(_read(f"visits/{file.name}"), teams)
    yield from _chapters(_read("chapters.toml"), teams)
    for index, row in enumerate(tour["reports"]):
        people = _people(row.get("people", ()))
        yield Report, f"report/{index}", {**row, "people": people, "tour": object_id("tour")}


def _visit(page: Row, teams: Mapping[str, str]) -> Iterator[Planned]:
    key, visit = page["key"], object_id(f"visit/{page['key']}")
    header = {**page["visit"], "tour": object_id("tour"), "recorders": _people(page["visit"]["recorders"])}
    yield Visit, f"visit/{key}", header
    for index, row in enumerate(page.get("contacts", ()), 1):
        section = object_id(f"note/{key}-{row.pop('note')}") if "note" in row else None
        yield Contact, f"contact/{key}-{index}", {**row, "visit": visit, "section": section}
    for index, row in enumerate(page["notes"], 1):
        yield (
            Note,
            f"note/{key}-{index}",
            {**row, **_text(row["text"]), "visit": visit, "author": _person(row["author"])},
        )
    for index, row in enumerate(page["questions"], 1):
        yield Question, f"question/{key}-{index}", {**_question(key, row), "visit": visit}
    for index, row in enumerate(page["takeaways"], 1):
        fields = _takeaway(row, teams)
        yield Takeaway, f"takeaway/{key}-{index}", {**fields, "visit": visit, "date": page["visit"]["date"]}
    for row in page.get("figures", ()):
        yield Figure, f"figure/{row['key']}", {**_figure(row), "visit": visit}
    for row in page.get("absent", ()):
        name = f"attendance/{key}-{row['person']}"
        yield Attendance, name, {"visit": visit, "person": _person(row["person"]), "reason": row["reason"]}
    for index, row in enumerate(page.get("waivers", ())):
        yield Waiver, f"waiver/{key}-{index}", {**row, "object": object_id(row["object"])}


def _chapters(page: Row, teams: Mapping[str, str]) -> Iterator[Planned]:
    tour = object_id("tour")
    for row in page["chapters"]:
        name = f"chapter/{row.pop('key')}"
        yield Chapter, name, {**row, **_text(row["text"]), "tour": tour, "author": _person(row["author"])}
    for row in page["figures"]:
        yield Figure, f"figure/{row['key']}", _figure(row)
    for index, row in enumerate(page["takeaways"], 1):
        yield Takeaway, f"takeaway/day-{index}", {**_takeaway(row, teams), "date": row["date"]}
    for index, row in enumerate(page["implications"], 1):
        name, evidence = f"implication/{index}", row.pop("evidence")
        yield Implication, name, {**row, **_text(row["text"]), "tour": tour}
        for each in evidence:
            fields = {"implication": object_id(name), "object": object_id(each)}
            yield Evidence, f"evidence/{index}-{each}", fields


def _question(key: str, row: Row) -> Row:
    answerer = row.get("answerer")
    return {
        "question": row["question"].strip(),
        **_text(row.get("answer", ""), "answer"),
        "asker": _person(row["asker"]),
        "answerer": object_id(f"contact/{key}-{answerer}") if answerer else None,
        "prepared": row.get("prepared", False),
        "asked": bool(row.get("answer")),
        "check_later": row.get("check_later", False),
    }


def _takeaway(row: Row, teams: Mapping[str, str]) -> Row:
    author = row["author"]
    return {**_text(row["text"]), "tour": object_id("tour"), "author": _person(author), "team": teams[author]}


def _figure(row: Row) -> Row:
    words = {name: row[name] for name in ("caption", "credit", "alt")}
    return {**words, "tour": object_id("tour"), "entry": object_id(row["entry"])}


def _pictures(notebook: Notebook) -> Iterator[Edit]:
    """The pictures, named by their figure's key; a figure without a file keeps its framed place."""
    for file in sorted((SAMPLE / "pictures").glob("*.*")):
        figure = notebook.reader.get(object_id(f"figure/{file.stem}"))
        if figure is not None:
            blob = notebook.add_blob(file.read_bytes())
            yield change(figure, blob=blob.sha256, width=blob.width, height=blob.height)


def _decisions(notebook: Notebook, rows: Sequence[Row]) -> Iterator[Edit]:
    """row: `match` names objects by pattern."""
    names = [name for _, name, _ in _planned()]
    for index, row in enumerate(rows):
        for name in (name for name in names if fnmatchcase(name, row["match"])):
            seen = notebook.reader.heads(object_id(name))
            texts = content_fields(name.split("/")[0])
            heads = tuple(sorted({head for field in texts for head in seen.get(field, ())}))
            fields = {"verdict": row["verdict"], "reason": row.get("reason", ""), "author": _person(row["author"])}
            identity = object_id(f"decision/{index}-{name}")
            yield create(Decision, identity, object=object_id(name), heads=heads, order=f"a{index:03}", **fields)


def _rewordings(notebook: Notebook, rows: Sequence[Row]) -> Iterator[Edit]:
    """What was reworded after a decision."""
    for row in rows:
        record = notebook.reader.get(object_id(row["object"]))
        text = str(getattr(record, "text", ""))
        if row["old"] not in text:
            raise ValueError(f"sample: {row['old']!r} does not stand in {row['object']}")
        assert record is not None
        yield change(record, text=text.replace(row["old"], row["new"]))


def _comments(notebook: Notebook, rows: Sequence[Row]) -> Iterator[Edit]:
    for row, order in zip(rows, keys(len(rows)), strict=True):
        record = notebook.reader.get(object_id(row["object"]))
        text, quote = str(getattr(record, row["field"])), row["quote"]
        start = text.index(quote)
        end = start + len(quote)
        yield create(
            Comment,
            object_id(f"comment/{row['key']}"),
            order=order,
            object=object_id(row["object"]),
            field=row["field"],
            quote=quote,
            start=start,
            end=end,
            before=text[max(0, start - _AROUND) : start],
            after=text[end : end + _AROUND],
            author=_person(row["author"]),
            text=row["text"],
            replacement=row.get("replacement"),
            parent=object_id(f"comment/{row['reply_to']}") if "reply_to" in row else None,
        )


def _text(text: str, name: str = "text") -> Row:
    """The outline text as it is stored: figure lines by id instead of key."""
    return {name: _FIGURE.sub(lambda found: object_id(f"figure/{found[0]}"), text.strip())}


def _person(name: str) -> str:
    return object_id(f"person/{name}")


def _people(names: Sequence[str]) -> tuple[str, ...]:
    return tuple(_person(name) for name in names)


def _read(name: str) -> Row:
    return tomli.loads((SAMPLE / name).read_text(encoding="utf-8"))
