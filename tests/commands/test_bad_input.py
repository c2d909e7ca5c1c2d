"""What cannot be read, opened or written is refused in one line, and leaves everything as it was."""

from __future__ import annotations

import errno
import hashlib
import os
import re
import resource
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pypdfium2
import pytest

from db.lock import DATABASE
from db.notebook import Notebook
from exporters.files import read_input
from tests.architecture.sources import ROOT
from tests.commands.conftest import VISIT, Run, finished

HANGUL = "연수 보고서 ".encode("cp949")
WRITING = (("import", "visit.txt"), ("new", "--title", "x"))
LOCKED = (("import", "--dry-run", "visit.txt"),)
READING = (("dump",), ("verify",), ("export", "pdf", "--out", "out.pdf"))


def _folder(path: Path) -> None:
    path.mkdir()


def _sparse(path: Path) -> None:
    with path.open("wb") as file:
        file.truncate(5 << 30)


def _bytes(data: bytes) -> Callable[[Path], None]:
    def write(path: Path) -> None:
        path.write_bytes(data)

    return write


INPUTS: dict[str, Callable[[Path], None]] = {
    "missing": lambda path: None,
    "folder": _folder,
    "huge": _sparse,
    "pipe": lambda path: os.mkfifo(path),
    "empty": _bytes(b""),
    "blank": _bytes(b" \n\t\n"),
    "binary": _bytes(bytes(range(256)) * 40),
    "picture": _bytes(b"\x89PNG\r\n\x1a\n" + b"\x00" * 500),
    "invisible": _bytes("\u200b\ufeff\n".encode()),
    "rich": _bytes(b"{\\rtf1\\ansi hello}"),
    "circle": lambda path: path.symlink_to(path),
    "undecodable": _bytes(HANGUL * 20 + b"\xff\xfe\xff\x81" + HANGUL),
}


def _tree(folder: Path) -> dict[str, str]:
    """Every file below folder with the hash of its content."""
    return {
        str(file.relative_to(folder)): hashlib.sha256(file.read_bytes()).hexdigest()
        for file in sorted(folder.rglob("*"))
        if file.is_file() and file.suffix != ".lock" and not file.name.endswith(("-shm", "-wal"))
    }


@pytest.mark.parametrize("kind", INPUTS)
@pytest.mark.parametrize("lang", ["ko", "en"])
def test_an_input_that_is_no_text(refused: Run, tmp_path: Path, kind: str, lang: str) -> None:
    file = tmp_path / f"{kind}.txt"
    INPUTS[kind](file)
    refused("--notebook", tmp_path / "a.notebook", "import", file, names=file.name, lang=lang)
    assert not (tmp_path / "a.notebook").exists()
    assert not list(tmp_path.glob(".new-*"))


def test_an_input_that_cannot_be_read(refused: Run, tmp_path: Path) -> None:
    refused("--notebook", tmp_path / "a.notebook", "import", "/proc/self/mem", names="/proc/self/mem")


def test_a_pipe_that_takes_a_files_place_is_not_waited_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    os.mkfifo(tmp_path / "a.txt")
    monkeypatch.setattr("exporters.files._require_plain_file", lambda path: None)
    assert read_input(tmp_path / "a.txt") == b""


HOSTILE = {
    "escapes": "\x1b]0;title\x07\x1b[2J 글",
    "directions": "\u202e뒤집힌 글\u202c \u2066글\u2069",
    "brackets": "[" * 20_000,
    "stars": "*" * 20_000 + "글",
    "bullets": "○ " * 5_000,
    "quotes": '- 질문."' * 3_000,
    "markup": '<img src="file:///etc/passwd"/><script>alert(1)</script>&lt;b&gt; <para><font size=900>글',
    "links": "[글](javascript:alert(1)) [출처]: http://example.org",
    "format": "{path} %s %(name)s {0.__class__}",
    "decomposed": "\u1112\u1161\u11ab\u1100\u1173\u11af 한글",
    "combining": "a" + "\u0301" * 5_000,
    "one long line": "가나다 " * 60_000,
    "many lines": "○ 글\n" * 20_000,
    "table": "< 표 > (단위: 개)\n" + "|" * 3_000,
    "word": "낱" * 5_000,
    "paragraph": "가나다라 마바사 " * 12_000,
    "row": "< 표 > (단위: 개)\n| 구분 | 값 |\n| --- | --- |\n| 긴 줄 | " + "가나다라 마바사 " * 10_000 + " |",
    "emoji": "👩‍🔬🇰🇷🧑🏽‍🚒 བོད་ཡིག ཀྲུང་",
    "sql": "'); DROP TABLE revision; --",
    "fences": "\x02 \x03 ```\n    code\n---\n===",
}  # fmt: skip


@pytest.mark.parametrize("kind", HOSTILE)
def test_a_hostile_text_is_only_text(run: Run, tmp_path: Path, kind: str) -> None:
    file = tmp_path / "hostile.txt"
    file.write_text(f"{VISIT}\n□ 참고\n{HOSTILE[kind]}\n", encoding="utf-8")
    path, out = tmp_path / "a.notebook", tmp_path / "out"
    imported = run("--notebook", path, "import", file)
    assert imported.code == 0
    assert "\x1b" not in "".join(imported.err) + imported.out
    assert run("--notebook", path, "verify").code == 0
    assert "노르홀름" in run("--notebook", path, "dump").out
    for form, start in (("pdf", b"%PDF-"), ("html", b"<!DOCTYPE html>"), ("markdown", b"**")):
        assert run("--notebook", path, "export", form, "--out", out).code == 0
        assert out.read_bytes().startswith(start)


def test_a_lone_surrogate_is_replaced(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "a.txt"
    file.write_bytes(VISIT.replace("열두", "열\ud800두").encode("utf-16", "surrogatepass"))
    assert run("--notebook", tmp_path / "a.notebook", "import", file).code == 0
    assert "열\ufffd두" in run("--notebook", tmp_path / "a.notebook", "dump").out


def test_a_glyph_that_no_font_has_is_printed_and_told(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "a.txt"
    file.write_text(VISIT.replace("열두", "열\u2e31두"), encoding="utf-8")
    path, out = tmp_path / "a.notebook", tmp_path / "a.pdf"
    run("--notebook", path, "import", file)
    answer = run("--notebook", path, "export", "pdf", "--out", out)
    assert answer.code == 0
    assert any("U+2E31" in line for line in answer.err)
    document = pypdfium2.PdfDocument(out)
    text = "".join(page.get_textpage().get_text_bounded() for page in document)
    document.close()
    (found,) = re.findall("모두 열(.+?)두", text)
    assert found in ("〓", "\u2e31"), "neither the sign printed for it nor the letter itself is in the text"


def _spoil(change: Callable[[bytes], bytes]) -> Callable[[Path], None]:
    def spoil(notebook: Path) -> None:
        database = notebook / DATABASE
        database.write_bytes(change(database.read_bytes()))

    return spoil


def _sql(statement: str) -> Callable[[Path], None]:
    def spoil(notebook: Path) -> None:
        with closing(sqlite3.connect(notebook / DATABASE)) as connection:
            connection.execute(statement)
            connection.commit()
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")

    return spoil


def _unlinked(notebook: Path) -> None:
    (notebook / DATABASE).unlink()


SPOILED: dict[str, Callable[[Path], None]] = {
    "no database": _unlinked,
    "not sqlite": _spoil(lambda data: b"hello" * 1000),
    "emptied": _spoil(lambda data: b""),
    "cut off": _spoil(lambda data: data[: len(data) // 2]),
    "overwritten": _spoil(lambda data: data[:4096] + b"\xa5" * (len(data) - 4096)),
    "another's": _sql("PRAGMA application_id=7"),
    "newer": _sql("PRAGMA user_version=99"),
    "trigger": _sql("CREATE TRIGGER t AFTER INSERT ON revision BEGIN DELETE FROM revision; END"),
    "view": _sql("CREATE VIEW v AS SELECT 1"),
    "column": _sql("ALTER TABLE revision ADD COLUMN x"),
}


@pytest.mark.parametrize("kind", SPOILED)
@pytest.mark.parametrize("command", [*READING, ("import", "visit.txt")], ids=lambda command: command[0])
def test_a_notebook_that_is_none_or_spoiled(
    refused: Run, notebook: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kind: str, command: tuple[str, ...]
) -> None:
    monkeypatch.chdir(tmp_path)
    SPOILED[kind](notebook)
    before = _tree(tmp_path)
    refused("--notebook", notebook, *command, names=notebook)
    assert _tree(tmp_path) == before


@pytest.mark.parametrize("command", READING, ids=lambda command: command[0])
def test_a_notebook_that_is_missing_or_a_file(
    refused: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, command: tuple[str, ...]
) -> None:
    monkeypatch.chdir(tmp_path)
    file = tmp_path / "file.notebook"
    file.write_bytes(b"x")
    for path in (tmp_path / "none.notebook", file, file / "below", tmp_path / ("n" * 300)):
        refused("--notebook", path, *command, names=path.name)
    assert _tree(tmp_path) == {"file.notebook": hashlib.sha256(b"x").hexdigest()}


@pytest.mark.parametrize("command", [*READING, *WRITING, *LOCKED], ids=" ".join)
def test_a_notebook_in_use(
    refused: Run, notebook: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, command: tuple[str, ...]
) -> None:
    monkeypatch.chdir(tmp_path)
    with Notebook.open(notebook):
        refused("--notebook", notebook, *command, names=notebook)


def test_a_read_only_notebook_is_read_and_not_written(
    run: Run, refused: Run, notebook: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = _tree(notebook)
    monkeypatch.setattr("db.ready.writable", lambda path: False)
    another = tmp_path / "another.txt"
    another.write_text(VISIT.replace("노르홀름", "쇠르홀름"), encoding="utf-8")
    refused("--notebook", notebook, "import", another, names=notebook)
    assert run("--notebook", notebook, "dump").code == 0
    assert run("--notebook", notebook, "verify").code == 0
    assert run("--notebook", notebook, "export", "pdf", "--out", tmp_path / "a.pdf").code == 0
    assert _tree(notebook) == before


@pytest.mark.parametrize("target", ["folder", "none/a.pdf", "visit.txt/a.pdf", "tour.notebook/notebook.db", "n" * 300])
def test_a_target_that_cannot_be_written(refused: Run, notebook: Path, tmp_path: Path, target: str) -> None:
    (tmp_path / "folder").mkdir()
    before = _tree(tmp_path)
    refused("--notebook", notebook, "export", "pdf", "--out", tmp_path / target, names=tmp_path)
    assert _tree(tmp_path) == before


def test_a_target_that_leads_in_a_circle(refused: Run, notebook: Path, tmp_path: Path) -> None:
    (tmp_path / "a.pdf").symlink_to(tmp_path / "a.pdf")
    refused("--notebook", notebook, "export", "pdf", "--out", tmp_path / "a.pdf", names="a.pdf")


@pytest.mark.parametrize("style", ["", "none", "../house"])
def test_a_style_that_there_is_none_of(refused: Run, notebook: Path, tmp_path: Path, style: str) -> None:
    refused("--notebook", notebook, "export", "pdf", "--out", tmp_path / "a.pdf", "--style", style, names=style)
    assert not (tmp_path / "a.pdf").exists()


@pytest.mark.parametrize("command", [*READING, *WRITING], ids=lambda command: command[0])
def test_a_name_that_is_not_in_the_roster(
    refused: Run, notebook: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, command: tuple[str, ...]
) -> None:
    monkeypatch.chdir(tmp_path)
    before = _tree(tmp_path)
    path = tmp_path / "b.notebook" if command[0] == "new" else notebook
    refused("--notebook", path, "--as", "아무도 아님", *command, names="아무도 아님")
    assert _tree(tmp_path) == before


def _denied(*arguments: object, **options: object) -> int:
    raise PermissionError(errno.EACCES, "denied")


def test_what_may_not_be_read_is_no_fault_of_syntax(
    refused: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Root may read everything: the system's answer is imitated."""
    file = tmp_path / "a.txt"
    file.write_text(VISIT, encoding="utf-8")
    allowed = os.access
    monkeypatch.setattr(os, "access", lambda path, mode: mode != os.R_OK and allowed(path, mode))
    monkeypatch.setattr("exporters.files._at_once", _denied)
    answer = refused("--notebook", tmp_path / "a.notebook", "import", file, names=file)
    assert "permissions" in answer.err[0]


def test_a_folder_in_which_nothing_may_be_made(refused: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made = tmp_path / "closed"
    monkeypatch.setattr(Path, "mkdir", _denied)
    for arguments in (("--notebook", made / "a.notebook", "new", "--title", "x"), ("demo", "--out", made)):
        assert "permissions" in refused(*arguments, names=made).err[0]


@pytest.mark.parametrize("target", ["/proc/a.pdf", "/dev/full", "/dev/null"])
def test_a_target_of_the_system_stays_what_it_is(refused: Run, notebook: Path, target: str) -> None:
    refused("--notebook", notebook, "export", "pdf", "--out", target, names=target)
    assert not Path(target).is_file()


@pytest.mark.parametrize("place", ["/proc/a.notebook", "visit.txt/a.notebook"])
@pytest.mark.parametrize("command", WRITING, ids=lambda command: command[0])
def test_a_place_where_no_notebook_can_be(
    refused: Run, notebook: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, command: tuple[str, ...], place: str
) -> None:
    monkeypatch.chdir(tmp_path)
    before = _tree(tmp_path)
    refused("--notebook", tmp_path / place, *command, names="a.notebook")
    assert _tree(tmp_path) == before


def test_a_full_output_is_told(notebook: Path) -> None:
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(
            [sys.executable, str(ROOT / "main.py"), "--lang", "en", "--notebook", str(notebook), "dump"],
            stdout=full,
            stderr=subprocess.PIPE,
            check=False,
        )
    assert done.returncode == 1
    (line,) = done.stderr.decode().splitlines()
    assert line.startswith("The result could not be put out")


def test_streams_that_were_closed_before_the_start(notebook: Path) -> None:
    """The first file opened must not stand in their place, where what is printed would go into it."""
    command = [sys.executable, str(ROOT / "main.py"), "--notebook", str(notebook)]
    for name in ("dump", "verify"):
        done = subprocess.run(
            ["sh", "-c", f'exec "$@" {name} <&- >&- 2>&-', "sh", *command], capture_output=True, check=False
        )
        assert (done.returncode, done.stdout, done.stderr) == (0, b"", b"")
    assert finished("--notebook", notebook, "verify")[0] == 0
    assert not (Path(os.environ["BRIEFING_HOME"]) / "faults.log").exists()


@pytest.mark.parametrize("command", ["import", "export"])
def test_a_full_disk_leaves_everything_as_it_was(notebook: Path, tmp_path: Path, command: str) -> None:
    """A limit on the size of files stands for the disk: the system refuses the same write."""
    file, out = tmp_path / "long.txt", tmp_path / "a.pdf"
    file.write_text(VISIT.replace("노르홀름", "쇠르홀름") + "긴 글이 이어진다. " * 100_000, encoding="utf-8")
    arguments = [file] if command == "import" else ["pdf", "--out", out]
    dumped = finished("--notebook", notebook, "dump")
    done = subprocess.run(
        [sys.executable, str(ROOT / "main.py"), "--lang", "en", "--notebook", str(notebook), command, *arguments],
        capture_output=True,
        check=False,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (40_000, 40_000)),
    )
    assert done.returncode == 1
    assert len(done.stderr.splitlines()) == 1, done.stderr
    assert b"full" in done.stderr
    assert not out.exists()
    assert not [entry.name for entry in tmp_path.iterdir() if entry.name.startswith(".")]
    assert finished("--notebook", notebook, "dump") == dumped
    assert finished("--notebook", notebook, "verify")[0] == 0


def test_a_full_disk_makes_no_notebook(tmp_path: Path) -> None:
    file = tmp_path / "long.txt"
    file.write_text(VISIT + "긴 글이 이어진다. " * 100_000, encoding="utf-8")
    done = subprocess.run(
        [
            sys.executable,
            str(ROOT / "main.py"),
            "--lang",
            "en",
            "--notebook",
            str(tmp_path / "a.notebook"),
            "import",
            file,
        ],
        capture_output=True,
        check=False,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (600_000, 600_000)),
    )
    assert (done.returncode, done.stdout) == (1, b"")
    assert len(done.stderr.splitlines()) == 1, done.stderr
    assert [entry.name for entry in tmp_path.iterdir()] == ["long.txt"]


def test_settings_that_cannot_be_read_are_as_none(run: Run, home: Path, notebook: Path) -> None:
    (home / "settings.toml").write_bytes(b"\xff\x00 = [")
    assert run("--notebook", notebook, "dump").code == 0


def test_a_name_that_is_no_text(tmp_path: Path) -> None:
    name = os.fsencode(tmp_path) + b"/\xff\xfe.notebook"
    done = subprocess.run(
        [sys.executable, str(ROOT / "main.py"), "--notebook", name, "dump"], capture_output=True, check=False
    )
    assert done.returncode == 1
    assert len(done.stderr.splitlines()) == 1
    assert b"Traceback" not in done.stderr


def test_a_bad_date_of_the_environment(
    refused: Run, notebook: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "yesterday")
    refused("--notebook", notebook, "export", "pdf", "--out", tmp_path / "a.pdf", names="yesterday")


def test_settings_that_cannot_be_written_are_told_only(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").write_bytes(b"")
    monkeypatch.setenv("BRIEFING_HOME", str(tmp_path / "file" / "home"))
    answer = run("--notebook", tmp_path / "a.notebook", "new", "--title", "x")
    assert (answer.code, len(answer.err)) == (0, 1)
    assert run("--notebook", tmp_path / "a.notebook", "verify").code == 0
