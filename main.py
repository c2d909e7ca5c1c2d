"""The command line, and the door to the window.

Each command loads what it needs when it runs: Qt only for the window, the database and PDF libraries only where a
command writes, and what reads options only where there is more to read than what to open. What the user can do
something about is told in one line on stderr, with the next step.
"""

from __future__ import annotations

import gc
import os
import signal
import sys
from collections.abc import Sequence
from functools import partial
from pathlib import Path

from db.errors import KnownError
from exporters.commands.language import language_of
from resources import LANGUAGES, Sentences, sentences

VERSION = "0.1.0"


def main(arguments: Sequence[str]) -> int:
    """Run one command, or the window. Answers the exit code: 0 done, 1 refused or failed, 2 syntax."""
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    _need_streams()
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")
    s = sentences(language_of(arguments))
    try:
        plain = _to_open(arguments)
        if plain is not None:
            return _window(s, *plain)
        from exporters.commands.command_line import run

        return run(s, VERSION, arguments, partial(_window, s))
    except KeyboardInterrupt:
        _warn(s, s("command.stopped"))
    except BrokenPipeError:  # whoever read our output has left
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    except (KnownError, OSError) as error:
        from exporters.commands.console import explain

        _warn(s, explain(s, error))
    except Exception as error:
        from exporters.commands.faults import write_fault

        _warn(s, s("command.fault", fault=type(error).__name__, log=write_fault(error)))
    return 1


def _need_streams() -> None:
    """A stream that was closed before the start goes nowhere; else the first file opened would stand in its place."""
    while (handle := os.open(os.devnull, os.O_RDWR)) < 3:
        pass
    os.close(handle)
    sys.stdin, sys.stdout, sys.stderr = (
        stream if stream is not None else os.fdopen(number, mode, closefd=False)
        for number, mode, stream in ((0, "r", sys.stdin), (1, "w", sys.stdout), (2, "w", sys.stderr))
    )


def _warn(s: Sentences, line: str) -> None:
    from exporters.commands.console import Console

    Console(s).warn(line)


def _to_open(arguments: Sequence[str]) -> tuple[Path | None, list[Path]] | None:
    """Notebook and files to open, where arguments ask for the window in the plainest way; else they are to be read.

    So that who starts the window, a desktop by a double click most of all, does not wait for what reads options.
    """
    rest, notebook = list(arguments), None
    while len(rest) > 1 and rest[1] and not rest[1].startswith("-"):
        if rest[0] == "--notebook":
            notebook = Path(rest[1])
        elif rest[0] != "--lang" or rest[1] not in LANGUAGES:
            break
        del rest[:2]
    if any(not each or each.startswith("-") for each in rest):
        return None
    if rest and not (os.sep in rest[0] and os.path.lexists(rest[0])):  # no command has a name with a separator
        return None
    return notebook, [Path(each) for each in rest]


def _window(s: Sentences, notebook: Path | None, files: Sequence[Path] = (), author: str = "") -> int:
    screen = os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY") or os.environ.get("QT_QPA_PLATFORM")
    if sys.platform == "linux" and not screen:
        raise KnownError("command.no_screen")
    gc.disable()  # what is loaded now stays; the window collects by itself once it is there
    ends = (signal.SIGTERM, signal.SIGINT)
    # nobody has written yet: a start just ends, where an exception inside of Qt would be lost or break what it paints
    before = [signal.signal(number, signal.SIG_DFL) for number in ends]
    try:
        _load_qt()
        from desktop.app import run
    except ImportError as error:
        if (error.name or "PySide6").partition(".")[0] not in ("PySide6", "shiboken6"):
            raise
        raise KnownError("command.no_qt", missing=str(error).partition(":")[0]) from error
    try:
        return run(notebook, s.language, files, author)
    finally:
        gc.enable()
        for number, handler in zip(ends, before, strict=True):
            signal.signal(number, handler)


def _load_qt() -> None:
    """Load Qt, and keep Python's own way to import.

    PySide puts another one in its place, which reads the source of each module that is loaded from then on, to see
    whether it asks for names in another style. None of ours does.
    """
    import builtins

    plain = builtins.__import__
    import PySide6.QtCore  # noqa: F401

    builtins.__import__ = plain


if __name__ == "__main__":
    code = main(sys.argv[1:])
    if "PySide6" not in sys.modules:
        gc.freeze()  # all goes with the process; to look for cycles in it first would take a tenth of a long export
    sys.exit(code)
