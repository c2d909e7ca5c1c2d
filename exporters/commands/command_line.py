"""All commands of the command line, and what runs them."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from pathlib import Path

import click

from exporters.commands import backup, demo, dump, export, history, merge, new, pack, redact, restore, take_in, verify
from exporters.commands.console import PATH, Console
from resources import LANGUAGES, Sentences

Window = Callable[[Path | None, Sequence[Path], str], int]
_OPEN = "open"


def run(s: Sentences, version: str, arguments: Sequence[str], window: Window) -> int:
    """Run what arguments ask for, speaking the language of s. Answers the exit code.

    window: opens the notebook at a path, and files, as the person who is named, until it is closed. Raises what a
    command raises, and KeyboardInterrupt where it was stopped.
    """
    try:
        # not click's own main(), which puts an empty line before what we say when it is stopped
        with _group(s, version, window).make_context("main.py", list(arguments)) as context:
            return int(context.command.invoke(context) or 0)
    except click.exceptions.Exit as done:
        return done.exit_code
    except click.UsageError as error:
        error.show()
        return 2
    except click.Abort as error:
        raise KeyboardInterrupt from error


class _OrFiles(click.Group):
    """Where a file or folder stands in the place of a command, the window opens it; a double click says no more."""

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        if self.get_command(ctx, args[0]) is None and (os.path.lexists(args[0]) or args[0].endswith(".notebook")):
            args = [_OPEN, *args]
        return super().resolve_command(ctx, args)


def _group(s: Sentences, version: str, window: Window) -> click.Group:
    @click.group(cls=_OrFiles, invoke_without_command=True, help=s("command.about"), add_help_option=False)
    @click.option("--notebook", type=PATH, metavar="PATH", help=s("command.usage_notebook"))
    @click.option("--lang", type=click.Choice(LANGUAGES), help=s("command.usage_lang"))
    @click.option("--as", "author", metavar="NAME", help=s("command.usage_as"))
    @click.version_option(version, prog_name="Briefing Notebook", help=s("command.usage_version"))
    @click.help_option("--help", help=s("command.usage_help"))
    @click.pass_context
    def group(context: click.Context, notebook: Path | None, lang: str | None, author: str | None) -> int:
        context.obj = Console(s, notebook, author)
        return window(notebook, (), author or "") if context.invoked_subcommand is None else 0

    @group.command(_OPEN, hidden=True, add_help_option=False)
    @click.argument("files", nargs=-1, type=PATH)
    @click.pass_obj
    def _open(console: Console, files: tuple[Path, ...]) -> int:
        return window(console.notebook, files, console.author or "")

    for module in (demo, new, take_in, export, dump, pack, merge, history, restore, redact, backup, verify):
        group.add_command(module.make(s))
    return group
