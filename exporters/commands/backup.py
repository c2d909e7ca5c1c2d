"""`backup`: verified copies, and the way back, even where the notebook is gone."""

from __future__ import annotations

import os
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from db.errors import KnownError
from exporters.commands.console import PATH, Console, command, explain
from exporters.commands.notebooks import device, notebook_of, remember, require_free
from resources import Sentences

if TYPE_CHECKING:
    from db.backup import Backups
    from db.manifest import Backup

_DAMAGED = ("errors.damaged", "errors.foreign_schema")
_UNREADABLE = ("errors.missing", "errors.not_a_notebook", *_DAMAGED)


def make(s: Sentences) -> click.Command:
    @command(s, "backup")
    @click.option("--list", "listed", is_flag=True, help=s("command.backup.list"))
    @click.option("--restore", "name", metavar="NAME", help=s("command.backup.restore"))
    @click.option("--out", type=PATH, metavar="PATH", help=s("command.backup.out"))
    def run(console: Console, listed: bool, name: str | None, out: Path | None) -> None:
        from db.backup import Backups

        if out is not None and name is None:
            raise click.UsageError(s("command.backup.out_alone"))
        backups = Backups.of_user()
        path = notebook_of(console)
        if name is not None:
            _restore(console, backups, path, name, out)
        elif listed:
            _list(console, backups, path)
        else:
            _take(console, backups, path)

    return run


def _take(console: Console, backups: Backups, path: Path) -> None:
    require_free(path)
    backup = backups.take(path)
    console.tell(_line(console.sentences, backup))
    if backups.second_trouble is not None:
        console.warn(explain(console.sentences, backups.second_trouble))


def _list(console: Console, backups: Backups, path: Path) -> None:
    given, _ = _backups_of(backups, path)
    for backup in given:
        console.tell(_line(console.sentences, backup))
    if not given:
        console.warn(console.sentences("command.backup.none_yet", path=path))


def _restore(console: Console, backups: Backups, path: Path, name: str, out: Path | None) -> None:
    given, trouble = _backups_of(backups, path)
    backup = _named(given, name)
    if out is not None:  # what stands beside another does not take its place
        _make(console, backup, out)
    elif trouble is None:
        try:
            _restore_into(console, backups, backup, path)
        except KnownError as error:
            if error.key not in _DAMAGED:
                raise
            _replace(console, backup, path)
    elif trouble.key in _DAMAGED or (trouble.key == "errors.not_a_notebook" and (path / "blobs").is_dir()):
        _replace(console, backup, path)
    else:
        target = path if os.path.lexists(path) else backup.path
        _make(console, backup, target)
        _remember(console, target)


def _make(console: Console, backup: Backup, path: Path) -> None:
    from db.restore import restore_as

    restore_as(backup, path)
    console.tell(console.sentences("command.backup.made", path=path, name=backup.name, count=backup.revisions))


def _replace(console: Console, backup: Backup, path: Path) -> None:
    from db.restore import replace_damaged

    s = console.sentences
    replaced = replace_damaged(path, backup, datetime.now())
    _remember(console, path)
    console.tell(s("command.backup.made", path=path, name=backup.name, count=backup.revisions))
    console.warn(s("command.backup.aside", path=replaced.aside, count=replaced.salvaged))


def _restore_into(console: Console, backups: Backups, backup: Backup, path: Path) -> None:
    from db.notebook import Notebook
    from db.restore import restore_into

    with Notebook.open(path, device=device(), program="backup") as notebook:
        restored = restore_into(notebook, backup, backups)
        remember(console, notebook)
    s = console.sentences
    values = {"count": len(restored.changes.revisions), "pictures": restored.pictures}
    console.tell(s("command.backup.united", path=path, name=backup.name, **values))


def _remember(console: Console, path: Path) -> None:
    from db.notebook import Notebook

    with Notebook.open(path, read_only=True) as notebook:
        remember(console, notebook)


def _backups_of(backups: Backups, path: Path) -> tuple[tuple[Backup, ...], KnownError | None]:
    """The backups of what path is or was, newest first, and why the notebook itself cannot be read, or None.

    Raises KnownError where path is no notebook and names none that is gone, or several.
    """
    from db.notebook import Notebook

    try:
        require_free(path)
        with Notebook.open(path, read_only=True) as notebook:
            return backups.of(notebook.id), None
    except KnownError as error:
        if error.key not in _UNREADABLE:
            raise
        return backups.of(_gone(backups, path)), error


def _gone(backups: Backups, path: Path) -> str:
    """The id of the one notebook that path names: by its former path, its title or the beginning of its id."""
    found = backups.matching(str(path))
    if not found:
        raise KnownError("command.backup.none", name=path)
    if len(found) > 1:
        several = ", ".join(f"{each.notebook[:8]} {each.title} ({each.path})" for each in found)
        raise KnownError("command.ambiguous", name=path, found=several)
    return found[0].notebook


def _named(given: tuple[Backup, ...], name: str) -> Backup:
    found = [each for each in given if each.name == name] or [
        each for each in given if name and each.name.startswith(name)
    ]
    if not found:
        raise KnownError("command.backup.no_name", name=name)
    if len(found) > 1:
        raise KnownError("command.ambiguous", name=name, found=", ".join(each.name for each in found))
    return found[0]


def _line(s: Sentences, backup: Backup) -> str:
    return s(
        "command.backup.line",
        name=backup.name,
        date=backup.taken.astimezone().strftime("%Y-%m-%d %H:%M"),
        reason=s(f"command.backup.reason.{backup.reason}"),
        title=backup.title,
        count=backup.revisions,
        megabytes=f"{backup.size / 1e6:.1f}",
    )
