"""`verify`: whether the notebook is sound."""

from __future__ import annotations

import click

from exporters.commands.console import Console, command
from exporters.commands.notebooks import (
    author,
    notebook_of,
    require_free,
)
from resources import Sentences


def make(s: Sentences) -> click.Command:
    @command(s, "verify")
    def run(console: Console) -> int:
        from db.notebook import Notebook

        path = notebook_of(console)
        require_free(path)
        author(console, path)
        with Notebook.open(path, read_only=True) as notebook:
            problems = notebook.verify(s)
        for problem in problems:
            console.tell(problem)
        if problems:
            console.warn(s("command.verify.unsound", path=path, count=len(problems)))
            return 1
        console.tell(s("command.verify.sound", path=path))
        return 0

    return run
