"""The tables of a notebook, described once in plain values: SQLAlchemy makes them, plain sqlite3 checks them.

A foreign notebook may be hostile: nothing is read before its schema is the one described here, without triggers,
views or virtual tables.
"""

from __future__ import annotations

import re
import sqlite3
import zlib
from collections.abc import Iterable
from dataclasses import replace
from typing import Final

from db.errors import KnownError
from db.frozen import dataclass
from db.records import KINDS, Record, Shape, field_specs

APPLICATION_ID: Final = 0x42724E62  # "BrNb"
SCHEMA_VERSION: Final = 2
"""Of the permanent tables; stands in SQLite's user_version."""
_DERIVED_RULES: Final = 5
"""Raised when the rules of state change, so that what is derived is computed again."""


@dataclass(frozen=True, slots=True)
class Column:
    """since: the version of the schema that brought it, by a step in db.migrations. default: SQL of what stands in it
    where nothing else was said."""

    name: str
    type: str = "TEXT"
    required: bool = False
    default: str = ""
    since: int = 1


@dataclass(frozen=True, slots=True)
class Table:
    """name, columns, key: names of the primary key's columns. indexes: names of columns, one tuple an index."""

    name: str
    columns: tuple[Column, ...]
    key: tuple[str, ...]
    indexes: tuple[tuple[str, ...], ...] = ()


def _text(*names: str) -> tuple[Column, ...]:
    return tuple(Column(name, required=True) for name in names)


PERMANENT: Final = (
    Table(
        "revision",
        (
            *_text("id", "object", "kind"),
            Column("author"),
            Column("device"),
            Column("hlc", "INTEGER", True),
            *_text("payload"),
        ),
        ("id",),
        (("object",),),
    ),
    Table("revision_parent", _text("revision", "parent"), ("revision", "parent"), (("parent",),)),
    Table(
        "blob",
        (*_text("sha256", "media"), *(Column(name, "INTEGER", True) for name in ("width", "height", "size"))),
        ("sha256",),
    ),
    Table(
        "draft",
        (
            *_text("object", "field", "kind", "text", "base"),
            Column("caret", "INTEGER", True),
            *_text("saved_at"),
            Column("held", "INTEGER", True, "0", since=2),
        ),
        ("object", "field"),
    ),
    Table("intake", (*_text("id", "name"), Column("sender"), *_text("taken_at", "revisions")), ("id",)),
    Table("set_aside", (*_text("revision"), Column("intake"), *_text("since")), ("revision",)),
    Table("meta", _text("name", "value"), ("name",)),
)

_STATE: Final = (
    Table(
        "state",
        (
            *_text("object", "kind"),
            *(Column(name, "INTEGER", True) for name in ("filled", "deleted", "imported", "created", "changed")),
            *_text("heads", "writers", "more"),
        ),
        ("object",),
        (("kind",),),
    ),
    Table("conflict", _text("object", "field", "revision"), ("object", "field", "revision")),
)

_INDEXED: Final = ("visit", "object", "implication")
_LISTED: Final = ("deleted", "order", "id", "visit", "section")
"""What lists of all objects of a kind ask for, so that SQLite need not read their rows."""


def permanent(version: int) -> tuple[Table, ...]:
    """The permanent tables of a version of the schema."""
    return tuple(
        replace(table, columns=tuple(column for column in table.columns if column.since <= version))
        for table in PERMANENT
    )


def alembic_name(version: int) -> str:
    """What Alembic calls the step that made a version of the schema."""
    return f"{version:04}"


def read_table(kind: type[Record]) -> Table:
    """The plain table in which the objects of kind stand as they are now."""
    specs = field_specs(kind)
    columns = tuple(
        Column(spec.name, "INTEGER" if spec.shape in (Shape.NUMBER, Shape.FLAG) else "TEXT")
        for spec in sorted(specs, key=lambda spec: spec.shape is Shape.TEXT)  # SQLite reads a row from its start
    )
    indexes: tuple[tuple[str, ...], ...] = tuple((spec.name,) for spec in specs if spec.name in _INDEXED)
    listed = tuple(name for name in _LISTED if name == "id" or any(spec.name == name for spec in specs))
    indexes += (listed,)
    return Table(kind.KIND, (Column("id", required=True), *columns), ("id",), indexes)


def derived() -> tuple[Table, ...]:
    """The tables that can be computed again from the revisions at any time."""
    return _STATE + tuple(read_table(kind) for kind in KINDS.values())


def derived_version() -> str:
    """Changes whenever a kind, a field or the rules of state change; then what is derived is computed again."""
    specs = [(kind.KIND, field_specs(kind)) for kind in KINDS.values()]
    rules = repr((_DERIVED_RULES, derived(), specs)).encode()
    return f"{zlib.crc32(rules):08x}.{len(rules)}"  # no OpenSSL: this is worked out at each start


def index_name(table: Table, columns: Iterable[str]) -> str:
    return "_".join(("by", table.name, *columns))


def statements(tables: Iterable[Table]) -> dict[str, str]:
    """What makes tables and their indexes, by name, in plain_sql's form."""
    made: dict[str, str] = {}
    for table in tables:
        lines = [_column_sql(column) for column in table.columns]
        lines.append(f"PRIMARY KEY({','.join(table.key)})")
        made[table.name] = f"CREATE TABLE {table.name}({','.join(lines)})"
        for columns in table.indexes:
            name = index_name(table, columns)
            made[name] = f"CREATE INDEX {name} ON {table.name}({','.join(columns)})"
    return made


def _column_sql(column: Column) -> str:
    default = f" DEFAULT {column.default}" if column.default else ""
    return f"{column.name} {column.type}{default}{' NOT NULL' if column.required else ''}"


ALEMBIC: Final = (
    "CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL, "
    "CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num))"
)


def plain_sql(sql: str) -> str:
    """sql without what differs between those who write it: quotes, and blanks beside punctuation."""
    return re.sub(r"\s*([(),])\s*", r"\1", re.sub(r"\s+", " ", sql.replace('"', ""))).strip()


def check_schema(connection: sqlite3.Connection, path: object, version: int) -> bool:
    """Whether the derived tables are this program's; what is not a notebook's schema is refused.

    version: what the database says of itself; the permanent tables must be those of that version. Raises KnownError
    `errors.foreign_schema` for triggers, views, virtual tables, or permanent tables that differ.
    Derived tables that differ are not refused: they are dropped before anything reads them.
    """
    rows = connection.execute(
        "SELECT type, name, tbl_name, sql FROM sqlite_master WHERE sql IS NOT NULL AND name NOT GLOB 'sqlite_stat*'"
    ).fetchall()
    found = {str(name): plain_sql(str(sql)) for _, name, _, sql in rows}
    wanted = statements(permanent(version)) | {"alembic_version": plain_sql(ALEMBIC)}
    for kind, name, table, _ in rows:
        plain = kind in ("table", "index") and re.match(r"CREATE (TABLE|INDEX) ", found[name])
        if not plain or ((name in wanted or table in wanted) and found[name] != wanted.get(name)):
            raise KnownError("errors.foreign_schema", path=path, name=name)
    if missing := sorted(wanted.keys() - found.keys()):
        raise KnownError("errors.foreign_schema", path=path, name=missing[0])
    return found == wanted | statements(derived())
