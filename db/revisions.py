"""One revision: an immutable change of some fields of one object, named by the hash of its canonical bytes."""

from __future__ import annotations

import json
import time
import unicodedata
from collections.abc import Callable, Iterable, Mapping
from datetime import UTC, datetime
from typing import Any, Final

from db.errors import Unreadable
from db.frozen import dataclass

PAYLOAD_VERSION: Final = 1
_KEYS: Final = frozenset({"v", "notebook", "object", "kind", "author", "device", "hlc", "parents", "fields"})
_REDACTED_KEYS: Final = frozenset({"redacted", "object", "kind", "parents"})
_COUNTER_BITS: Final = 16
_LONGEST: Final = 48_000_000
"""Characters of a payload: the largest text that an import takes, in full and escaped, and some more."""
_DEEPEST: Final = 32
"""Levels of a payload: what this program writes has three; a newer one may have more."""
_FOREIGN_LEAD_MS: Final = 24 * 3600 * 1000


class InvalidRevision(Unreadable):
    """A line that is not the canonical form of a revision."""


@dataclass(frozen=True, slots=True)
class Revision:
    """A change of some fields of one object.

    id: SHA-256 of the canonical payload, in hex. hlc: hybrid logical clock, milliseconds since 1970 times 65,536 plus
    a counter; 0 for the first revision of an imported object. parents: the revisions of the same object that the
    author saw. fields: the changed fields. redacted: the body was blanked, so that its fields are not known.
    """

    id: str
    notebook: str
    object: str
    kind: str
    author: str | None
    device: str | None
    hlc: int
    parents: tuple[str, ...]
    fields: Mapping[str, Any]
    redacted: bool = False

    @property
    def instant(self) -> str:
        """When it was written: ISO 8601 in UTC, or empty for an imported object's first revision."""
        return instant_of(self.hlc)

    @property
    def age(self) -> tuple[int, str]:
        """Sorts revisions from old to new; the id breaks ties."""
        return (self.hlc, self.id)


def instant_of(hlc: int) -> str:
    """The wall-clock part of hlc as ISO 8601 in UTC; empty for 0 and for what no calendar holds."""
    if hlc <= 0:
        return ""
    try:
        moment = datetime.fromtimestamp((hlc >> _COUNTER_BITS) / 1000, UTC)
    except (OverflowError, OSError, ValueError):
        return ""
    return moment.isoformat(timespec="milliseconds")


def canonical(value: object) -> str:
    """value as JSON with sorted keys and no spaces. Raises ValueError for NaN and infinities."""
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False)


def hash_of(payload: str) -> str:
    import hashlib  # OpenSSL comes with it, and a start needs no hash

    return hashlib.sha256(payload.encode()).hexdigest()


def write(
    *,
    notebook: str,
    object_id: str,
    kind: str,
    author: str | None,
    device: str | None,
    hlc: int,
    parents: Iterable[str],
    fields: Mapping[str, Any],
) -> tuple[Revision, str]:
    """A new revision and its canonical payload. Texts are brought to NFC; lone surrogates become U+FFFD."""
    body = {name: clean(value) for name, value in fields.items()}
    sorted_parents = tuple(sorted(set(parents)))
    payload = canonical(
        {
            "v": PAYLOAD_VERSION,
            "notebook": notebook,
            "object": object_id,
            "kind": kind,
            "author": author,
            "device": device,
            "hlc": hlc,
            "parents": sorted_parents,
            "fields": body,
        }
    )
    revision = Revision(hash_of(payload), notebook, object_id, kind, author, device, hlc, sorted_parents, body)
    return revision, payload


def clean(value: Any) -> Any:
    """value with its texts in NFC, `\\n` line ends and no lone surrogates."""
    if isinstance(value, str):
        try:
            value.encode()
        except UnicodeEncodeError:
            value = "".join("\ufffd" if "\ud800" <= letter <= "\udfff" else letter for letter in value)
        if "\r" in value:
            value = value.replace("\r\n", "\n").replace("\r", "\n")
        return unicodedata.normalize("NFC", value)
    if isinstance(value, list | tuple):
        return tuple(clean(item) for item in value)
    return value


def read(revision_id: str, payload: str) -> Revision:
    """The stored revision of payload, checked when it came in. Raises InvalidRevision where it is none."""
    try:
        body = json.loads(payload)
    except (ValueError, TypeError, RecursionError) as error:
        raise InvalidRevision(revision_id) from error
    if not isinstance(body, dict) or not _has_shape(body):
        raise InvalidRevision(revision_id)
    return _read(revision_id, body)


def _read(revision_id: str, body: dict[str, Any]) -> Revision:
    if "redacted" in body:
        return Revision(revision_id, "", body["object"], body["kind"], None, None, 0, tuple(body["parents"]), {}, True)
    return Revision(
        revision_id,
        body["notebook"],
        body["object"],
        body["kind"],
        body["author"],
        body["device"],
        body["hlc"],
        tuple(body["parents"]),
        {name: tuple(value) if isinstance(value, list) else value for name, value in body["fields"].items()},
    )


def blank(revision: Revision) -> tuple[Revision, str]:
    """What stays of revision, and its payload, once its body is redacted: the id, the object, the kind, the parents."""
    payload = canonical(
        {"redacted": True, "object": revision.object, "kind": revision.kind, "parents": sorted(set(revision.parents))}
    )
    return read(revision.id, payload), payload


def check(line: str) -> Revision:
    """The revision that line is the canonical form of. Raises InvalidRevision for any other text.

    `json` accepts NaN, duplicate keys and lone surrogates; comparing with the canonical form refuses them all.
    """
    try:
        if len(line) > _LONGEST:
            raise InvalidRevision(line[:80])
        line.encode()
        body = json.loads(line)
        well_formed = _is_shallow(body) and canonical(body) == line and unicodedata.is_normalized("NFC", line)
    except (ValueError, AttributeError, TypeError, RecursionError) as error:  # a file may hold bytes for a text
        raise InvalidRevision(str(error)) from error
    if not well_formed or not isinstance(body, dict) or not _has_shape(body):
        raise InvalidRevision(line[:80])
    return read(hash_of(line), line)


def _is_shallow(value: object) -> bool:
    """Whether value has no more levels than are allowed."""
    level = [value]
    for _ in range(_DEEPEST):
        level = [
            inner
            for each in level
            if isinstance(each, dict | list)
            for inner in (each.values() if isinstance(each, dict) else each)
            if isinstance(inner, dict | list)
        ]
        if not level:
            return True
    return False


def _has_shape(body: dict[str, Any]) -> bool:
    parents = body.get("parents")
    if not (isinstance(parents, list) and all(isinstance(parent, str) for parent in parents)):
        return False
    if not (isinstance(body.get("object"), str) and isinstance(body.get("kind"), str)):
        return False
    if body.keys() == _REDACTED_KEYS:
        return body["redacted"] is True
    return (
        body.keys() >= _KEYS
        and isinstance(body["notebook"], str)
        and all(body[name] is None or isinstance(body[name], str) for name in ("author", "device"))
        and type(body["v"]) is int
        and type(body["hlc"]) is int
        and 0 <= body["hlc"] < 1 << 63
        and parents == sorted(set(parents))
        and isinstance(body["fields"], dict)
    )


def _wall_ms() -> int:
    return time.time_ns() // 1_000_000


class Clock:
    """A hybrid logical clock: never goes back, follows the wall clock, and lists what was seen before what is written.

    last: the newest hlc written or seen. wall: milliseconds since 1970. It orders lists and breaks ties; it never
    decides that text disappears.
    """

    def __init__(self, last: int = 0, wall: Callable[[], int] = _wall_ms) -> None:
        self._wall = wall
        self.last = 0
        self.see(last)

    def tick(self) -> int:
        """A new hlc, newer than all before."""
        self.last = max(self.last + 1, self._wall() << _COUNTER_BITS)
        return self.last

    def see(self, hlc: int) -> None:
        """Take a foreign hlc into account; one from the future pulls this clock at most 24 hours ahead."""
        self.last = max(self.last, min(hlc, self.furthest()))

    def furthest(self) -> int:
        """The newest hlc that a foreign clock may show without being suspect: 24 hours ahead of the wall clock."""
        return (self._wall() + _FOREIGN_LEAD_MS) << _COUNTER_BITS
