"""The command line, and the door to the window.

Each command loads what it needs when it runs: Qt only for the window, the database and PDF libraries only where a
command writes. What the user can do something about is told in one line on stderr, with the next step.
"""

from __future__ import annotations

import gc
import os
import signal
import sys
from collections.abc import Sequence
from pathlib import Path

import click

from db.errors import KnownError
from exporters.commands import backup, demo, dump, export, history, merge, new, pack, redact, restore, take_in, verify
from exporters.commands.console import PATH, Console, explain
from exporters.commands.language import language_of
from resources import LANGUAGES, Sentences, sentences

VERSION = "0.1.0"
_OPEN = "open"


def main(arguments: Sequence[str]) -> int:
    """Run one command, or the window. Answers the exit code: 0 done, 1 refused or failed, 2 syntax."""
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    _need_streams()
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")
    s = sentences(language_of(arguments))
    console = Console(s)
    try:
        # not click's own main(), which puts an empty line before what we say when it is stopped
        with command_line(s).make_context("main.py", list(arguments)) as context:
            return int(context.command.invoke(context) or 0)
    except click.exceptions.Exit as done:
        return done.exit_code
    except click.UsageError as error:
        error.show()
        return 2
    except (KeyboardInterrupt, click.Abort):
        console.warn(s("command.stopped"))
    except BrokenPipeError:  # whoever read our output has left
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    except (KnownError, OSError) as error:
        console.warn(explain(s, error))
    except Exception as error:
        from exporters.commands.faults import write_fault

        console.warn(s("command.fault", fault=type(error).__name__, log=write_fault(error)))
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


class _OrFiles(click.Group):
    """Where a file or folder stands in the place of a command, the window opens it; a double click says no more."""

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        if self.get_command(ctx, args[0]) is None and (os.path.lexists(args[0]) or args[0].endswith(".notebook")):
            args = [_OPEN, *args]
        return super().resolve_command(ctx, args)


def command_line(s: Sentences) -> click.Group:
    """All commands, speaking the language of s."""

    @click.group(cls=_OrFiles, invoke_without_command=True, help=s("command.about"), add_help_option=False)
    @click.option("--notebook", type=PATH, metavar="PATH", help=s("command.usage_notebook"))
    @click.option("--lang", type=click.Choice(LANGUAGES), help=s("command.usage_lang"))
    @click.option("--as", "author", metavar="NAME", help=s("command.usage_as"))
    @click.version_option(VERSION, prog_name="Briefing Notebook", help=s("command.usage_version"))
    @click.help_option("--help", help=s("command.usage_help"))
    @click.pass_context
    def group(context: click.Context, notebook: Path | None, lang: str | None, author: str | None) -> int:
        context.obj = Console(s, notebook, author)
        return _window(context.obj) if context.invoked_subcommand is None else 0

    @group.command(_OPEN, hidden=True, add_help_option=False)
    @click.argument("files", nargs=-1, type=PATH)
    @click.pass_obj
    def _open(console: Console, files: tuple[Path, ...]) -> int:
        return _window(console, files)

    for module in (demo, new, take_in, export, dump, pack, merge, history, restore, redact, backup, verify):
        group.add_command(module.make(s))
    return group


def _window(console: Console, files: Sequence[Path] = ()) -> int:
    screen = os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY") or os.environ.get("QT_QPA_PLATFORM")
    if sys.platform == "linux" and not screen:
        raise KnownError("command.no_screen")
    gc.disable()  # what is loaded now stays; the window collects by itself once it is there
    try:
        from desktop.app import run
    except ImportError as error:
        if (error.name or "PySide6").partition(".")[0] not in ("PySide6", "shiboken6"):
            raise
        raise KnownError("command.no_qt", missing=str(error).partition(":")[0]) from error
    try:
        return run(console.notebook, console.sentences.language, files)
    finally:
        gc.enable()


if __name__ == "__main__":
    code = main(sys.argv[1:])
    if "PySide6" not in sys.modules:
        gc.freeze()  # all goes with the process; to look for cycles in it first would take a tenth of a long export
    sys.exit(code)
