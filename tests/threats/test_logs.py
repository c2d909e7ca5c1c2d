"""What the program writes down about its own faults: where and of what kind, never what anybody wrote or named."""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest

import main
from db.errors import KnownError
from desktop.dialogs.crash import write_log
from exporters.commands.faults import write_fault

SECRETS = ("비밀 글", "방문 제목", "연수 노트", "secret.pdf")
_WORDS = re.compile(r"[가-힣]")


def chained() -> BaseException:
    """An exception that quotes text, raised from others that do, with values, notes and local variables."""
    entry = "비밀 글"
    try:
        try:
            raise KnownError("errors.missing", path="/home/u/연수 노트.notebook", name="방문 제목")
        except KnownError as error:
            raise OSError(2, entry, "secret.pdf") from error
    except OSError as error:
        try:
            raise ValueError(f"{entry}: 방문 제목")
        except ValueError as last:
            last.add_note("비밀 글")
            last.__context__ = error
            return last


@pytest.mark.parametrize("where", ["window", "commands"])
def test_a_log_holds_no_text_no_titles_and_no_file_names(tmp_path: Path, home: Path, where: str) -> None:
    error = chained()
    assert isinstance(error, Exception)
    log = write_log(tmp_path, type(error), error.__traceback__) if where == "window" else write_fault(error)
    written = log.read_text(encoding="utf-8")
    assert "ValueError" in written
    assert "chained" in written
    assert [secret for secret in SECRETS if secret in written] == []
    assert _WORDS.search(written) is None
    assert str(Path.home()) not in written
    assert "/" not in written


def test_a_fault_of_a_command_is_told_without_text(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise chained()

    monkeypatch.setattr("exporters.commands.dump.reading", fail)
    assert main.main(["--notebook", str(tmp_path / "연수 노트.notebook"), "dump"]) == 1
    out, err = capfd.readouterr()
    log = (Path(os.environ["BRIEFING_HOME"]) / "faults.log").read_text(encoding="utf-8")
    assert "ValueError" in log
    assert [secret for secret in SECRETS if secret in out + err + log] == []
