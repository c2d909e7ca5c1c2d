"""How a command speaks: results on stdout, refusals and findings in single lines on stderr."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import click

from db.errors import KnownError
from resources import Sentences

if TYPE_CHECKING:
    from exporters.base import Finding, Progress

T = TypeVar("T")
PATH = click.Path(path_type=Path, readable=False)
"""Any path: what cannot be read is refused with a sentence of ours, not as a fault of syntax."""


@dataclass(frozen=True, slots=True)
class Console:
    """The global options, and how a command speaks. notebook: the path given, or None. author: the name given."""

    sentences: Sentences
    notebook: Path | None = None
    author: str | None = None

    def tell(self, line: str) -> None:
        """A line of the result, on stdout, without what could steer a terminal."""
        click.echo(_plain(line))

    def warn(self, line: str) -> None:
        """A finding or a refusal: one line on stderr, without what could steer a terminal."""
        click.echo(" ".join(_plain(line).split()), err=True)

    @contextmanager
    def progress(self, label: str) -> Iterator[Progress]:
        """A progress bar on a terminal, else nothing."""
        if not sys.stderr.isatty():
            yield lambda done, total: None
            return
        with click.progressbar(length=1, label=label, file=sys.stderr) as bar:

            def show(done: int, total: int) -> None:
                bar.length = total
                bar.update(done - bar.pos)

            yield show


def _plain(line: str) -> str:
    return "".join(letter if letter.isprintable() or "\udc80" <= letter <= "\udcff" else " " for letter in line)


def command(s: Sentences, name: str) -> Callable[[Callable[..., T]], click.Command]:
    """Makes a command of a function that is given the Console first; its help is the sentence command.<name>.help."""

    def wrap(run: Callable[..., T]) -> click.Command:
        decorated = click.help_option("--help", help=s("command.usage_help"))(click.pass_obj(run))
        return click.command(name, help=s(f"command.{name}.help"))(decorated)

    return wrap


def tell_findings(console: Console, findings: Sequence[Finding]) -> None:
    """Each finding in its own line on stderr, with its place; those that read the same once."""
    for finding in dict.fromkeys(findings):
        sentence = console.sentences(finding.code, **dict(finding.values))
        console.warn(f"{finding.place}: {sentence}" if finding.place else sentence)


def print_json(value: object) -> None:
    """value on stdout, in UTF-8 whatever the locale."""
    text = json.dumps(value, ensure_ascii=False, sort_keys=True, indent=1)
    sys.stdout.flush()
    sys.stdout.buffer.write(f"{text}\n".encode())
    sys.stdout.buffer.flush()


def explain(s: Sentences, error: KnownError | OSError) -> str:
    """The one sentence for the user."""
    from exporters.files import trouble

    if isinstance(error, OSError) and error.filename is None:  # every file is opened where its name is known
        return s("command.no_output", reason=error.strerror or type(error).__name__)
    known = error if isinstance(error, KnownError) else trouble(error)
    return s(known.key, **known.values)
