"""From an open notebook to a finished file in one call, the same for command line, demonstration and window."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from pathlib import Path

from db.errors import KnownError
from db.records import Report
from exporters.base import Progress, WriteOptions, Written, uncollected
from exporters.compile import Definition, compile_report
from exporters.document.markup import parse
from exporters.editions import MaskedBlocks
from exporters.files import check_target, trouble
from exporters.keeping import KeptReports
from exporters.reading import Records
from exporters.registry import writer
from exporters.styles import is_path, style_file, styles


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is to be written. report: a definition, saved or not, or None for everything; the others stand before its
    values.

    form: name of a writer. edition: internal or public. style: name of a report style. epoch: seconds since 1970
    that stand for now. takeaways: `visit`, with their visits and days, or `person`, in one chapter by person.
    """

    form: str = "pdf"
    report: Report | Definition | None = None
    edition: str | None = None
    style: str | None = None
    only_approved: bool = False
    epoch: int | None = None
    takeaways: str | None = None


@uncollected()
def write_report(
    reader: Records, path: Path, wanted: Wanted, progress: Progress, kept: KeptReports | None = None
) -> Written:
    """Compile and write one file, whole or not at all; the findings of both steps are in the answer.

    kept: what a program that goes on running has left of earlier reports. Raises KnownError for a target that cannot be
    written or a style that there is none of; Cancelled.
    """
    check_target(path)
    compiled = compile_report(
        reader,
        wanted.report,
        edition=wanted.edition,
        style=wanted.style,
        only_approved=wanted.only_approved,
        takeaways=wanted.takeaways,
        read=kept.blocks if kept else parse,
        masked=kept.of(MaskedBlocks) if kept else None,
        today=date.today() if wanted.epoch is None else datetime.fromtimestamp(wanted.epoch, UTC).date(),
    )
    _check_style(compiled.style, named_by_user=wanted.style is not None)
    options = WriteOptions(compiled.style, wanted.epoch, kept)
    try:
        written = writer(wanted.form).write(compiled.document, path, options, progress)
    except OSError as error:
        raise trouble(error, path, writing=True) from error
    return replace(written, findings=(*compiled.findings, *written.findings))


def _check_style(name: str, *, named_by_user: bool) -> None:
    """Raises KnownError for a style that there is none of or that cannot be used. Only its user names one by a path."""
    if style_file(name) is None or (is_path(name) and not named_by_user):
        raise KnownError("files.no_style", name=name, found=", ".join(styles()))
    from exporters.pdf.style import load_style

    try:
        load_style(name)
    except (OSError, ValueError) as error:
        raise KnownError("files.bad_style", name=name, reason=error) from error


def epoch(environment: Mapping[str, str]) -> int | None:
    """The moment that SOURCE_DATE_EPOCH fixes, in seconds since 1970. Raises KnownError for another value."""
    value = environment.get("SOURCE_DATE_EPOCH")
    try:
        return int(value) if value else None
    except ValueError as error:
        raise KnownError("files.bad_epoch", value=value) from error
