"""Reads a zip file that is not trusted: only members with names that are expected, and never more than was allowed.

What a zip says of itself is believed nowhere: what is unpacked is counted while it comes. Nothing is ever extracted by
name. Members may not share bytes, so that a small file cannot hold a large one many times over.
"""

from __future__ import annotations

import struct
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from db.closing import Closing

CHUNK: Final = 1 << 18
_END: Final = b"PK\x05\x06"
_END_SIZE: Final = 22
_LOCATOR, _LOCATOR_SIZE = b"PK\x06\x07", 20
_RECORD, _RECORD_SIZE = b"PK\x06\x06", 56
"""Of files beyond 2 GB (APPNOTE 4.3.14 and 4.3.15)."""
_LONGEST_COMMENT: Final = 1 << 16
_ENTRY: Final = 46
"""Bytes of the fixed part of a directory entry (APPNOTE 4.3.12)."""
_HEADER: Final = 30
"""Bytes of the fixed part of a member's own header (APPNOTE 4.3.7)."""
_ENCRYPTED, _UTF8 = 0x1, 0x800


class RefusedZip(Exception):
    """The file is not one of ours: broken, cut off, or made to do harm. reason: a short word for the log."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Limits:
    """members: how many. unpacked: bytes of all. ratio: unpacked for each packed byte. name: bytes of one."""

    members: int = 20_000
    unpacked: int = 4_000_000_000
    ratio: int = 200
    name: int = 200


class ForeignZip(Closing):
    """An open zip. allowed: whether a member may have a name. Raises RefusedZip, and OSError for the disk's trouble."""

    def __init__(self, path: Path, allowed: Callable[[str], bool], limits: Limits | None = None) -> None:
        self._limits = limits or Limits()
        self._spent: dict[str, int] = {}
        self._total = 0
        self._file = path.open("rb")
        try:
            self._check_end()
            with _refusing():
                self._zip = zipfile.ZipFile(self._file)
            self._members = {each.filename: each for each in self._zip.infolist()}
            self._check_members(allowed)
        except BaseException:
            self._file.close()
            raise

    @property
    def names(self) -> list[str]:
        """The members, in the order of the directory."""
        return list(self._members)

    def meant(self, name: str) -> str:
        """The name of a member as a person wrote it. A program that does not say it is UTF-8 (APPNOTE 4.4.4, bit 11)
        wrote it as its system does, in Korea as cp949; the library takes it for cp437."""
        if self._members[name].flag_bits & _UTF8 or name.isascii():
            return name
        for encoding in ("utf-8", "cp949"):
            with suppress(UnicodeError):
                return name.encode("cp437").decode(encoding)
        return name

    def chunks(self, name: str, most: int | None = None) -> Iterator[bytes]:
        """What a member holds, piece by piece. most: bytes of it. Raises RefusedZip; KeyError where there is none."""
        member = self._members[name]
        allowed = self._limits.unpacked if most is None else most
        found = 0
        with _refusing(), self._zip.open(member) as opened:
            while piece := opened.read(CHUNK):
                found += len(piece)
                self._count(name, found)
                if found > allowed or self._total > self._limits.unpacked:
                    raise RefusedZip("too large")
                if found > CHUNK and found > max(1, member.compress_size) * self._limits.ratio:
                    raise RefusedZip("packed too tightly")
                yield piece

    def _count(self, name: str, found: int) -> None:
        """A member that is read again counts once."""
        before = self._spent.get(name, 0)
        if found > before:
            self._total += found - before
            self._spent[name] = found

    def whole(self, name: str, most: int) -> bytes:
        """What a member holds, at once. Raises as chunks."""
        return b"".join(self.chunks(name, most))

    def lines(self, name: str, longest: int) -> Iterator[bytes | None]:
        """The lines of a member without their ends; None for one of more than longest bytes. Raises as chunks."""
        held, too_long = b"", False
        for piece in self.chunks(name):
            *whole, rest = (held + piece).split(b"\n")
            for line in whole:
                yield None if too_long or len(line) > longest else line
                too_long = False
            too_long = too_long or len(rest) > longest
            held = b"" if too_long else rest
        if held or too_long:
            yield None if too_long else held

    def close(self) -> None:
        self._zip.close()
        self._file.close()

    def _check_end(self) -> None:
        """That the directory is where its end says, and not too large to be read at all."""
        size = self._file.seek(0, 2)
        self._file.seek(max(0, size - _END_SIZE - _LONGEST_COMMENT - _LOCATOR_SIZE - _RECORD_SIZE))
        tail = self._file.read()
        at = tail.rfind(_END)
        if at < 0 or len(tail) - at < _END_SIZE:
            raise RefusedZip("cut off")
        count, length, start = struct.unpack("<HII", tail[at + 10 : at + 20])
        if tail[max(0, at - _LOCATOR_SIZE) : at].startswith(_LOCATOR):  # then the library believes the record before it
            record = tail[max(0, at - _LOCATOR_SIZE - _RECORD_SIZE) : at]
            if not record.startswith(_RECORD):
                raise RefusedZip("an end that points nowhere")
            count, length, start = struct.unpack("<QQQ", record[32:56])
        most = self._limits.members * (_ENTRY + self._limits.name + 64)
        if count > self._limits.members or length > most or start + length > size:
            raise RefusedZip("too many members")
        self._file.seek(0)

    def _check_members(self, allowed: Callable[[str], bool]) -> None:
        listed = self._zip.infolist()
        if len(listed) > self._limits.members or len(listed) != len(self._members):
            raise RefusedZip("too many members, or a name twice")
        for each in listed:
            if not allowed(each.filename) or len(each.orig_filename) > self._limits.name:
                raise RefusedZip("a name that is not expected")
            if each.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED) or each.flag_bits & _ENCRYPTED:
                raise RefusedZip("packed in a way that is not expected")
        if sum(each.file_size for each in listed) > self._limits.unpacked:
            raise RefusedZip("too large")
        end = 0
        for each in sorted(listed, key=lambda member: member.header_offset):
            if each.header_offset < end:
                raise RefusedZip("members that share bytes")
            end = each.header_offset + _HEADER + len(each.orig_filename.encode("utf-8", "replace")) + each.compress_size


@contextmanager
def _refusing() -> Iterator[None]:
    """Whatever the library says of a broken file, in one word. It raises ever new kinds for what is made up."""
    try:
        yield
    except RefusedZip:
        raise
    except (
        zipfile.BadZipFile, zipfile.LargeZipFile, zlib.error, EOFError, struct.error, NotImplementedError, RuntimeError,
        ValueError, IndexError, UnicodeError, OverflowError,
    ) as error:  # fmt: skip
        raise RefusedZip(str(error)[:80]) from error
