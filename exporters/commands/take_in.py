"""`import`: foreign texts become records."""

from __future__ import annotations

from collections import Counter
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click

from db.errors import KnownError
from exporters.commands.console import PATH, Console, command, explain, print_json
from exporters.commands.notebooks import (
    author,
    device,
    remember,
    require_free,
    usual_or_new,
)
from resources import Sentences

if TYPE_CHECKING:
    from exporters.importing.values import Doubt, Plan
    from exporters.intake import Intake, Taken


def make(s: Sentences) -> click.Command:
    @command(s, "import")
    @click.argument("files", nargs=-1, required=True, type=PATH, metavar="FILE...")
    @click.option("--dry-run", is_flag=True, help=s("command.import.dry_run"))
    @click.option("--json", "as_json", is_flag=True, help=s("command.import.json"))
    def run(console: Console, files: tuple[Path, ...], dry_run: bool, as_json: bool) -> int:
        from exporters.intake import Intake

        path = console.notebook or usual_or_new(files[0])
        if dry_run:
            require_free(path)
        outcomes: list[Taken | KnownError] = []
        with Intake(path, author(console, path), None if dry_run else device(), dry=dry_run) as intake:
            with console.progress(s("command.import.busy")) as progress:
                for number, file in enumerate(files):
                    progress(number, len(files))
                    outcomes.append(_take(intake, file))
                progress(len(files), len(files))
            if intake.notebook is not None and not dry_run:
                remember(console, intake.notebook)
        told = [_told(console, file, each, quiet=as_json) for file, each in zip(files, outcomes, strict=True)]
        if as_json:
            print_json({"files": told})
        return int(any(isinstance(each, KnownError) for each in outcomes))

    return run


def _take(intake: Intake, file: Path) -> Taken | KnownError:
    try:
        return intake.take(file)
    except KnownError as error:
        return error


def _told(console: Console, file: Path, taken: Taken | KnownError, *, quiet: bool) -> dict[str, object]:
    """Say what one file brought, its doubts on stderr, or why not; the same as plain values, for --json."""
    s = console.sentences
    if isinstance(taken, KnownError):
        console.warn(explain(s, taken))
        return {"name": file.name, "refused": explain(s, taken)}
    plan = taken.plan
    if taken.changes is None:
        key, brought = "command.import.would", Counter(edit.kind for edit in plan.originals)
    else:
        key, brought = "command.import.took", Counter({kind: len(ids) for kind, ids in taken.changes.objects.items()})
    doubts = [_doubt(s, plan, doubt) for doubt in plan.doubts]
    if brought:
        for doubt in doubts:
            console.warn("{name}:{line}: {message} «{excerpt}»".format(name=plan.name, **doubt))
    if not quiet:
        _tell_articles(console, plan)
        counts = ", ".join(f"{s(f'fields.kind.{kind}')} {count}" for kind, count in sorted(brought.items()))
        console.tell(s(key, name=plan.name, counts=counts or s("importing.plan.nothing")))
    return {
        "name": plan.name,
        "encoding": plan.encoding,
        "title": plan.title,
        "articles": [{**asdict(article), "counts": dict(article.counts)} for article in plan.articles],
        "new": dict(brought),
        "doubts": doubts,
        "offers": [{**asdict(offer), "message": s(f"importing.offer.{offer.code}")} for offer in plan.offers],
        "written": bool(taken.changes),
    }


def _tell_articles(console: Console, plan: Plan) -> None:
    s = console.sentences
    console.tell(s("importing.plan.read", name=plan.name, encoding=plan.encoding))
    for article in plan.articles:
        line = s("importing.plan.article", kind=s(f"importing.kind.{article.kind}"), title=article.title)
        counts = dict(article.counts)
        names = {"notes": "note", "questions": "question", "takeaways": "takeaway", "figures": "figure"}
        parts = s("importing.plan.counts", **{name: counts.get(kind, 0) for name, kind in names.items()})
        console.tell(f"  {line}: {s('importing.plan.known') if article.known else parts}")
    if plan.doubts:
        console.tell(f"  {s('importing.plan.doubts', count=len(plan.doubts))}")
    if plan.offers:
        console.tell(f"  {s('importing.plan.offers', count=len(plan.offers))}")


def _doubt(s: Sentences, plan: Plan, doubt: Doubt) -> dict[str, object]:
    """line: counted from 1 in the source's text."""
    line = plan.text.count("\n", 0, doubt.start) + 1
    return {**asdict(doubt), "line": line, "message": s(f"importing.flag.{doubt.code}")}
