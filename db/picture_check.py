"""Looks at many foreign pictures that are to be kept byte by byte, in processes of their own, because decoders have
faults."""

from __future__ import annotations

import json
import subprocess
import sys
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path
from threading import Timer, local
from typing import Any, Final

from db import picture
from db.blobs import MOST_BYTES, Blob, name_of

_AT_ONCE: Final = 3
"""Processes, and pictures that are in memory."""
_EACH: Final = 60
"""Pictures that one process looks at: its limit of time is for all of them."""
_SECONDS: Final = 30


def looked_at(
    names: Iterable[str], body_of: Callable[[str], bytes | None]
) -> Iterator[tuple[str, Blob | None, bytes | None]]:
    """Each of names with its blob and bytes, in order, or with None where it is missing, is not what its hash says, or
    is no picture that this program keeps. body_of: the bytes of a picture, asked for in this thread."""
    checker = _Checker()
    with ThreadPoolExecutor(_AT_ONCE, thread_name_prefix="pictures") as pool:
        waiting: deque[tuple[str, bytes | None, Future[Blob | None]]] = deque()
        try:
            for name in names:
                body = body_of(name)
                waiting.append((name, body, pool.submit(checker.look, name, body)))
                if len(waiting) >= _AT_ONCE:
                    yield _answered(*waiting.popleft())
            while waiting:
                yield _answered(*waiting.popleft())
        finally:
            checker.close()


def _answered(name: str, body: bytes | None, blob: Future[Blob | None]) -> tuple[str, Blob | None, bytes | None]:
    found = blob.result()
    return name, found, None if found is None else body


class _Checker:
    """A process for each thread that asks."""

    def __init__(self) -> None:
        self._local = local()
        self._all: list[subprocess.Popen[bytes]] = []

    def look(self, name: str, body: bytes | None) -> Blob | None:
        if body is None or len(body) > MOST_BYTES or name_of(body) != name:
            return None
        found: dict[str, Any] = picture.look(body) if getattr(sys, "frozen", False) else self._asked(body)
        try:
            return None if "trouble" in found else Blob(name, int(found["width"]), int(found["height"]), found["media"])
        except (KeyError, ValueError, TypeError):
            return None

    def close(self) -> None:
        for process in self._all:
            _end(process)

    def _asked(self, body: bytes) -> dict[str, Any]:
        process = self._process()
        stop = Timer(_SECONDS, process.kill)
        stop.start()
        try:
            assert process.stdin is not None and process.stdout is not None  # noqa: PT018
            process.stdin.write(len(body).to_bytes(8, "big") + body)
            process.stdin.flush()
            answer = json.loads(process.stdout.readline())
        except (OSError, ValueError):  # it died of the picture
            _end(process)
            self._local.process = None
            return {"trouble": "unreadable"}
        finally:
            stop.cancel()
        return answer if isinstance(answer, dict) else {"trouble": "unreadable"}

    def _process(self) -> subprocess.Popen[bytes]:
        process: subprocess.Popen[bytes] | None = getattr(self._local, "process", None)
        self._local.looked = 1 if process is None else self._local.looked + 1
        if process is not None and self._local.looked > _EACH:
            _end(process)
            process, self._local.looked = None, 1
        if process is None:
            process = subprocess.Popen(
                [sys.executable, "-I", str(Path(picture.__file__).resolve()), "check"],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
            )
            self._local.process = process
            self._all.append(process)
        return process


def _end(process: subprocess.Popen[bytes]) -> None:
    with suppress(OSError):
        process.kill()
    for pipe in (process.stdin, process.stdout):
        if pipe is not None:
            with suppress(OSError):
                pipe.close()
    process.wait()
