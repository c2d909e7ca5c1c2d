"""SQLAlchemy's tables, made from schema.py: the permanent ones, and those derived from the revisions."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from sqlalchemy import Column, Index, Insert, Integer, MetaData, PrimaryKeyConstraint, Table, Text, insert, text

from db import schema

_TYPES = {"TEXT": Text, "INTEGER": Integer}


def metadata_of(tables: Iterable[schema.Table]) -> MetaData:
    metadata = MetaData()
    for table in tables:
        made = Table(
            table.name,
            metadata,
            *(_column(each) for each in table.columns),
            PrimaryKeyConstraint(*table.key),
        )
        for columns in table.indexes:
            Index(schema.index_name(table, columns), *(made.c[name] for name in columns))
    return metadata


def _column(column: schema.Column) -> Column[Any]:
    default = text(column.default) if column.default else None
    return Column(column.name, _TYPES[column.type](), nullable=not column.required, server_default=default)


class Tables:
    """All tables of a notebook, by name. permanent and derived: their metadata."""

    def __init__(self) -> None:
        self.permanent = metadata_of(schema.PERMANENT)
        self.derived = metadata_of(schema.derived())
        self._inserts: dict[tuple[str, str], Insert] = {}

    def __getitem__(self, name: str) -> Table:
        found = self.permanent.tables.get(name)
        return self.derived.tables[name] if found is None else found

    def add(self, name: str) -> Insert:
        """What writes new rows of a table; made once, for that takes its time."""
        return self._kept(name, "")

    def put(self, name: str) -> Insert:
        """The same in the place of rows that have the same key."""
        return self._kept(name, "OR REPLACE")

    def _kept(self, name: str, prefix: str) -> Insert:
        if (name, prefix) not in self._inserts:
            made = insert(self[name])
            self._inserts[name, prefix] = made.prefix_with(prefix) if prefix else made
        return self._inserts[name, prefix]
