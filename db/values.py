"""Which values a field may hold, and how they stand in a column of its read table."""

from __future__ import annotations

import json
import re
from datetime import date, datetime, time
from typing import Any, Final

from db.errors import Unreadable
from db.records import FieldSpec, Shape

_ORDER: Final = re.compile(r"[0-9A-Za-z]{0,512}")
_BLOB: Final = re.compile(r"[0-9a-f]{64}")
_DATE: Final = re.compile(r"\d{4}-\d\d-\d\d")
_TIME: Final = re.compile(r"\d\d:\d\d")
_LISTS: Final = (Shape.REFS, Shape.LINES)
_OPTIONAL: Final = (Shape.DATE, Shape.TIME, Shape.INSTANT, Shape.REF, Shape.BLOB, Shape.NUMBER)


def is_blob_name(name: str) -> bool:
    """Whether name is the SHA-256 of a blob: the only names that ever become file names."""
    return _BLOB.fullmatch(name) is not None


def fits(spec: FieldSpec, value: Any) -> bool:
    """Whether value may stand in the field."""
    if value is None:
        return spec.shape in _OPTIONAL or spec.default is None
    if spec.shape is Shape.FLAG:
        return isinstance(value, bool)
    if spec.shape is Shape.NUMBER:
        return type(value) is int and -(1 << 63) <= value < 1 << 63
    if spec.shape in _LISTS:
        return isinstance(value, tuple) and all(isinstance(item, str) for item in value)
    return isinstance(value, str) and _fits_text(spec, value)


def _fits_text(spec: FieldSpec, value: str) -> bool:
    match spec.shape:
        case Shape.CODE:
            return value in spec.codes
        case Shape.ORDER:
            return _ORDER.fullmatch(value) is not None
        case Shape.BLOB:
            return is_blob_name(value)
        case Shape.DATE:
            return _DATE.fullmatch(value) is not None and _parses(date.fromisoformat, value)
        case Shape.TIME:
            return _TIME.fullmatch(value) is not None and _parses(time.fromisoformat, value)
        case Shape.INSTANT:
            return _parses(datetime.fromisoformat, value)
        case _:
            return True


def _parses(parse: Any, value: str) -> bool:
    try:
        parse(value)
    except ValueError:
        return False
    return True


def column_value(spec: FieldSpec, value: Any) -> str | int | None:
    """value as it stands in the read table; what does not fit (a newer or foreign program's) stands as the default."""
    shown = value if fits(spec, value) else spec.default
    if isinstance(shown, tuple):
        return json.dumps(shown, ensure_ascii=False)
    return int(shown) if isinstance(shown, bool) else shown


def record_value(spec: FieldSpec, stored: Any) -> Any:
    """The field's value from the read table's column. Raises Unreadable for what was never written there."""
    if spec.shape is Shape.FLAG:
        return bool(stored)
    if spec.shape in _LISTS:
        try:
            items = json.loads(stored) if stored else []
        except (ValueError, TypeError) as error:
            raise Unreadable(str(stored)[:80]) from error
        if not isinstance(items, list) or not all(isinstance(item, str) for item in items):
            raise Unreadable(stored[:80])
        return tuple(items)
    return stored


def read_json(stored: str) -> Any:
    """What a column of JSON says. Raises Unreadable for what is none."""
    try:
        return json.loads(stored)
    except ValueError as error:
        raise Unreadable(stored[:80]) from error
