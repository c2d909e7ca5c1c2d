"""`merge`: takes bundles in, many at once, after saying what they would do."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from db.errors import KnownError
from exporters.commands.console import PATH, Console, command, explain, print_json
from exporters.commands.history import people_of
from exporters.commands.notebooks import author, device, remember, require_free, usual_or_new
from resources import Sentences

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from db.merging import Arrival, Merged, Survey
    from db.notebook import Notebook

FINDINGS = 3


def make(s: Sentences) -> click.Command:
    @command(s, "merge")
    @click.argument("files", nargs=-1, required=True, type=PATH, metavar="FILE...")
    @click.option("--dry-run", is_flag=True, help=s("command.merge.dry_run"))
    @click.option("--json", "as_json", is_flag=True, help=s("command.merge.json"))
    @click.option("--again", is_flag=True, help=s("command.merge.again"))
    @click.option("--yes", is_flag=True, help=s("command.merge.yes"))
    def run(console: Console, files: tuple[Path, ...], dry_run: bool, as_json: bool, again: bool, yes: bool) -> int:
        from db.collected import Collected

        path = console.notebook or usual_or_new(files[0])
        with console.progress(s("command.merge.looking")) as progress:
            collected = Collected(files, progress)
        with collected, collected.telling():
            asked = _Asked(dry_run, as_json, again, yes, collected.shown)
            if path.exists():
                return _merge(console, path, collected.files, asked)
            return _make(console, path, collected.files, asked)

    return run


class _Asked:
    """The options. shown: where a file is, for who gave it."""

    def __init__(self, dry_run: bool, as_json: bool, again: bool, yes: bool, shown: Callable[[Path], Path]) -> None:
        self.dry_run, self.as_json, self.again, self.yes, self.shown = dry_run, as_json, again, yes, shown


def _merge(console: Console, path: Path, files: Sequence[Path], asked: _Asked) -> int:
    from db.merging import Merged, carry_out
    from db.notebook import Notebook

    s = console.sentences
    require_free(path)
    who = author(console, path)
    machine = None if asked.dry_run else device()
    with Notebook.open(path, read_only=asked.dry_run, author=who, device=machine, program="merge") as notebook:
        found = _survey(console, notebook, files, asked)
        merged = Merged()
        if found and not asked.dry_run:
            found = _agreed(console, notebook, files, found, asked)
            with console.progress(s("command.merge.busy")) as progress:
                merged = carry_out(notebook, found, progress)
            remember(console, notebook)
        return _told(console, notebook, found, merged, asked)


def _make(console: Console, path: Path, files: Sequence[Path], asked: _Asked) -> int:
    """Into a notebook that does not exist yet; --dry-run makes it where it is thrown away."""
    from tempfile import TemporaryDirectory

    from db.merging import make
    from db.notebook import Notebook

    if console.author is not None:
        raise KnownError("command.no_person", name=console.author)
    with TemporaryDirectory() as folder:
        target = Path(folder) / "dry.notebook" if asked.dry_run else path
        with console.progress(console.sentences("command.merge.busy")) as progress:
            found, merged = make(target, files, device=None if asked.dry_run else device(), progress=progress)
        with Notebook.open(target, read_only=True) as notebook:
            if not asked.dry_run:
                remember(console, notebook)
            return _told(console, notebook, found, merged, asked)


def _survey(console: Console, notebook: Notebook, files: Sequence[Path], asked: _Asked, redact: bool = False) -> Survey:
    from db.merging import survey

    reader = notebook.another_reader()
    try:
        with console.progress(console.sentences("command.merge.looking")) as progress:
            return survey(reader, files, again=asked.again, redact=redact or asked.yes, progress=progress)
    finally:
        reader.close()


def _agreed(console: Console, notebook: Notebook, files: Sequence[Path], found: Survey, asked: _Asked) -> Survey:
    """found once the user agreed to what is asked about. Raises KnownError where nobody can be asked, or said no."""
    s = console.sentences
    at_terminal = sys.stdin.isatty() and not asked.as_json
    if found.asks_redaction and at_terminal:
        count = sum(each.here for each in found.plan.redactions)
        if click.confirm(s("command.merge.confirm_redaction", count=count), err=True):
            found = _survey(console, notebook, files, asked, redact=True)
    if found.deletes_much and not asked.yes:
        values = {"count": len(found.plan.deleted), "living": found.living}
        if not (at_terminal and click.confirm(s("command.merge.confirm_deletion", **values), err=True)):
            raise KnownError("command.merge.deletes", **values)
    return found


def _told(console: Console, notebook: Notebook, found: Survey, merged: Merged, asked: _Asked) -> int:
    """Say what each file brought, or why not, and the exit code of FORMAT: 0, 1 or 3."""
    people = people_of(notebook.reader)
    files = [_file(console, each, people, asked) for each in found.arrivals]
    s, plan = console.sentences, found.plan
    total = {
        "new": len(plan.new), "changed": len(plan.changed), "deleted": len(plan.deleted), "same": plan.same,
        "conflicts": len(plan.conflicts), "undone": len(plan.undone), "ahead": len(plan.ahead),
        "redactions": len(plan.redactions), "pictures": len(found.pictures),
    }  # fmt: skip
    for error in merged.left_out:
        console.warn(explain(s, error))
    if plan.ahead:
        console.warn(s("command.merge.ahead", count=len(plan.ahead)))
    if found.asks_redaction:
        console.warn(s("command.merge.redactions", count=len(plan.redactions)))
    if plan.conflicts:
        console.warn(s("command.merge.conflicts", count=len(plan.conflicts)))
    if plan.undone and not found.again:
        console.warn(s("command.merge.undone", count=len(plan.undone)))
    code = _code(found, merged)
    if asked.as_json:
        print_json({"files": files, **total, "written": bool(merged.changes) or merged.pictures > 0})
    elif code != 1:
        key = "nothing" if not found else "would" if asked.dry_run else "took"
        console.tell(s(f"command.merge.{key}", **total))
    return code


def _code(found: Survey, merged: Merged) -> int:
    known = [each for each in found.arrivals if each.is_read or each.twin is not None]
    if not known or (not found and found.plan.undone and not found.again):
        return 1
    if not found and all(not each.same for each in known if each.is_read):
        return 1
    return FINDINGS if found.has_findings or merged.left_out else 0


def _file(console: Console, each: Arrival, people: Mapping[str, str], asked: _Asked) -> dict[str, object]:
    """One file, told and as plain values."""
    s, name, path = console.sentences, each.path.name, asked.shown(each.path)
    sender = each.manifest.sender_name if each.manifest is not None else ""
    told: dict[str, object] = {"name": name, "path": str(path), "sender": sender}
    if each.refused is not None or each.other_tour:
        error = each.refused or KnownError("errors.other_tour")
        why = explain(s, KnownError(error.key, **{**error.values, "path": path}))
        console.warn(why)
        return {**told, "refused": why}
    if each.twin is not None:
        if not asked.as_json:
            console.tell(s("command.merge.twin", name=name, other=each.twin.name))
        return {**told, "twin": str(each.twin)}
    values = {key: getattr(each, key) for key in ("new", "changed", "conflicts", "same", "pictures", "undone")}
    if not asked.as_json:
        console.tell(s("command.merge.file", name=name, sender=sender or s("command.merge.unknown"), **values))
    if each.strangers:
        names = ", ".join(people.get(author, author[:8]) for author in each.strangers)
        console.warn(s("command.merge.strangers", name=name, sender=sender, names=names))
    reasons = [s(one.reason, line=one.line) for one in each.rejected]
    for reason in reasons[:20]:
        console.warn(f"{name}: {reason}")
    if len(reasons) > 20:
        console.warn(s("command.merge.more_lines", name=name, count=len(reasons) - 20))
    writers = {people.get(author, author) if author else "": count for author, count in each.writers}
    return {**told, **values, "revisions": each.revisions, "taken": each.taken, "writers": writers, "rejected": reasons}
