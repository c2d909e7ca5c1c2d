"""Each command does what the user guide says, whole or not at all."""

from __future__ import annotations

import json
import shutil
import signal
import sys
from pathlib import Path

import pypdfium2
import pytest

from db.edits import Draft, create
from db.notebook import Notebook
from db.records import Note, Person, Report, Takeaway, Visit
from db.settings import Settings
from tests.commands.conftest import VISIT, Run, finished, process


def test_help_lists_what_works(run: Run) -> None:
    answer = run("--help")
    assert answer.code == 0
    for name in ("backup", "demo", "dump", "export", "history", "import", "new", "restore", "verify"):
        assert f"\n  {name} " in answer.out
    assert "연수" in run("--help", lang="ko").out


def test_new_makes_the_tour(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "가 나.notebook"
    answer = run("--notebook", path, "new", "--title", "도시 농업", "--from", "2031-05-05", "--to", "2031-05-09",
                 "--country", "독일", "--country", "덴마크")  # fmt: skip
    assert (answer.code, answer.out, answer.err) == (0, f"{path}\n", [])
    tour = run("--notebook", path, "dump").json()["tours"][0]
    assert (tour["title"], tour["start"], tour["end"]) == ("도시 농업", "2031-05-05", "2031-05-09")
    assert tour["countries"] == ["독일", "덴마크"]


def test_new_stands_among_the_documents_and_is_the_last_one(run: Run, tmp_path: Path) -> None:
    answer = run("new", "--title", "물/도시?")
    path = Path(answer.out.strip())
    assert path.parent == tmp_path / "user" / "Documents"
    assert run("dump").json()["tours"][0]["title"] == "물/도시?"


@pytest.mark.parametrize(
    "options",
    [
        ("--title", " "),
        ("--title", "x", "--from", "5 May"),
        ("--title", "x", "--from", "2031-05-09", "--to", "2031-05-01"),
    ],
)
def test_new_refuses_what_makes_no_tour(refused: Run, tmp_path: Path, options: tuple[str, ...]) -> None:
    refused("--notebook", tmp_path / "a.notebook", "new", *options)
    assert not (tmp_path / "a.notebook").exists()


def test_import_makes_records(run: Run, notebook: Path) -> None:
    (visit,) = run("--notebook", notebook, "dump").json()["tours"][0]["visits"]
    assert visit["institution"] == "노르홀름 물관리청"
    assert visit["country"] == "덴마크"
    assert len(visit["questions"]) == 2
    assert [figure["credit"] for figure in visit["figures"]] == ["직접촬영"]
    assert [takeaway["masked"] for takeaway in visit["takeaways"]] == [True]


def test_import_again_adds_nothing(run: Run, notebook: Path, tmp_path: Path) -> None:
    before = run("--notebook", notebook, "dump").out
    assert run("--notebook", notebook, "import", tmp_path / "visit.txt").code == 0
    assert run("--notebook", notebook, "dump").out == before


def test_dry_run_writes_nothing(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "visit.txt"
    file.write_text(VISIT, encoding="utf-8")
    answer = run("--notebook", tmp_path / "a.notebook", "import", "--dry-run", "--json", file)
    assert answer.code == 0
    assert answer.json()["files"][0]["name"] == "visit.txt"
    assert sorted(entry.name for entry in tmp_path.iterdir() if entry.name != "user") == ["visit.txt"]


def test_import_makes_the_notebook_with_its_tour(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "visit.txt"
    file.write_text(VISIT, encoding="utf-8")
    assert run("--notebook", tmp_path / "a.notebook", "import", file).code == 0
    (tour,) = run("--notebook", tmp_path / "a.notebook", "dump").json()["tours"]
    assert tour["title"]
    assert len(tour["visits"]) == 1


def test_one_refused_file_does_not_keep_the_others_out(run: Run, tmp_path: Path) -> None:
    good, bad = tmp_path / "visit.txt", tmp_path / "empty.txt"
    good.write_text(VISIT, encoding="utf-8")
    bad.write_bytes(b"")
    answer = run("--notebook", tmp_path / "a.notebook", "import", bad, good, tmp_path / "none.txt")
    assert answer.code == 1
    assert any("empty.txt" in line for line in answer.err)
    assert any("none.txt" in line for line in answer.err)
    assert len(run("--notebook", tmp_path / "a.notebook", "dump").json()["tours"][0]["visits"]) == 1


def test_as_names_somebody_of_the_roster(run: Run, refused: Run, notebook: Path, tmp_path: Path) -> None:
    file = tmp_path / "another.txt"
    file.write_text(VISIT.replace("노르홀름", "쇠르홀름"), encoding="utf-8")
    refused("--notebook", notebook, "--as", "한가람", "import", file, names="한가람")
    with Notebook.open(notebook) as opened:
        tour = opened.reader.tour()
        assert tour
        opened.commit([create(Person, tour=tour.id, name="한가람")])
    assert run("--notebook", notebook, "--as", "한가람", "import", file).code == 0
    refused("--notebook", tmp_path / "new.notebook", "--as", "한가람", "new", "--title", "x", names="한가람")
    assert not (tmp_path / "new.notebook").exists()


def test_dump_is_utf8_sorted_and_whole(run: Run, notebook: Path) -> None:
    out = run("--notebook", notebook, "dump").out
    assert "물과 도시" in out
    assert out == json.dumps(json.loads(out), ensure_ascii=False, sort_keys=True, indent=1) + "\n"


def test_dump_is_utf8_in_any_locale(notebook: Path) -> None:
    code, out, err = finished("--notebook", notebook, "dump", LC_ALL="C", PYTHONUTF8="0", PYTHONIOENCODING="euc-kr")
    assert (code, err) == (0, b"")
    assert "물과 도시" in out.decode("utf-8")


def test_dump_into_a_pipe_that_closes_is_quiet(notebook: Path) -> None:
    with Notebook.open(notebook) as opened:
        visit = opened.reader.all(Visit)[0]
        opened.commit([create(Note, visit=visit.id, text="긴 글 " * 100_000)])
    with process("--notebook", notebook, "dump") as running:
        assert running.stdout
        assert running.stderr
        running.stdout.read(10)
        running.stdout.close()
        assert running.stderr.read() == b""


def test_verify_says_sound(run: Run, notebook: Path) -> None:
    answer = run("--notebook", notebook, "verify")
    assert (answer.code, answer.err) == (0, [])
    assert str(notebook) in answer.out


def test_export_writes_a_pdf(run: Run, notebook: Path, tmp_path: Path) -> None:
    out = tmp_path / "보고서.pdf"
    answer = run("--notebook", notebook, "export", "pdf", "--out", out)
    assert answer.code == 0
    assert str(out) in answer.out
    assert out.read_bytes().startswith(b"%PDF-")


def test_export_holds_what_a_sudden_end_left_as_draft(run: Run, notebook: Path, tmp_path: Path) -> None:
    with Notebook.open(notebook) as opened:
        note = opened.reader.all(Note)[0]
        opened.keep_draft(Draft(note.id, "note", "text", "○ 갑자기 꺼진 밤에 쓴 글이다.")).result()
        shutil.copytree(notebook, tmp_path / "left.notebook")
    out = tmp_path / "a.pdf"
    assert run("--notebook", tmp_path / "left.notebook", "export", "pdf", "--out", out).code == 0
    document = pypdfium2.PdfDocument(out)
    text = "".join(page.get_textpage().get_text_bounded() for page in document)
    document.close()
    assert "꺼진 밤에" in text


def test_export_is_the_same_again(run: Run, notebook: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1900000000")
    for name in ("a.pdf", "b.pdf"):
        assert run("--notebook", notebook, "export", "pdf", "--out", tmp_path / name).code == 0
    assert (tmp_path / "a.pdf").read_bytes() == (tmp_path / "b.pdf").read_bytes()


def test_export_finds_a_report_by_title_or_id(run: Run, refused: Run, notebook: Path, tmp_path: Path) -> None:
    with Notebook.open(notebook) as opened:
        tour = opened.reader.tour()
        assert tour
        edits = [create(Report, tour=tour.id, title=title) for title in ("요약", "요약", "전체")]
        opened.commit(edits)
    export = ("--notebook", notebook, "export", "pdf", "--out", tmp_path / "a.pdf", "--report")
    assert "요약" in refused(*export, "요약", names=edits[0].object[:8]).err[0]
    refused(*export, "없음", names="없음")
    assert not (tmp_path / "a.pdf").exists()
    assert run(*export, "전체").code == 0
    assert run(*export, edits[0].object).code == 0


def test_export_makes_the_daily_report_of_a_person_and_a_day(
    run: Run, refused: Run, notebook: Path, tmp_path: Path
) -> None:
    with Notebook.open(notebook) as opened:
        tour = opened.reader.tour()
        person = create(Person, tour=tour.id if tour else None, name="문지안")
        said = create(Takeaway, date="2031-06-12", author=person.object, text="설명회가 먼저다.")
        opened.commit([person, said])
    out = tmp_path / "day.md"
    asked = ("--notebook", notebook, "export", "markdown", "--out", out)
    assert run(*asked, "--person", "문지안", "--day", "2031-06-12").code == 0
    assert "일일보고 – 문지안" in out.read_text("utf-8")
    assert "설명회가 먼저다." in out.read_text("utf-8")
    assert run(*asked, "--day", "2031-06-13").code == 0
    assert "설명회가 먼저다." not in out.read_text("utf-8")
    refused(*asked, "--person", "아무개", names="아무개")
    refused(*asked, "--day", "내일", names="내일")


def test_export_of_a_definition_is_what_it_says(run: Run, notebook: Path, tmp_path: Path) -> None:
    with Notebook.open(notebook) as opened:
        visit = opened.reader.all(Visit)[0]
        opened.commit([create(Report, title="질문만", sort="questions", language="en", include=(visit.id,))])
    out = tmp_path / "questions.md"
    answer = run("--notebook", notebook, "export", "markdown", "--out", out, "--report", "질문만")
    assert (answer.code, answer.out.strip()) == (0, str(out))
    text = out.read_text(encoding="utf-8")
    assert "Questions and answers" in text
    assert "○ " not in text, "no note"


@pytest.mark.parametrize("form", ["html", "markdown"])
def test_export_in_each_form_masks_the_public_edition(run: Run, notebook: Path, tmp_path: Path, form: str) -> None:
    with Notebook.open(notebook) as opened:
        opened.commit([create(Person, name=(name := "남궁가람"), tel="010-5550-1234")])
    told = {}
    for edition in ("internal", "public"):
        out = tmp_path / edition
        assert run("--notebook", notebook, "export", form, "--out", out, "--edition", edition).code == 0
        told[edition] = out.read_text(encoding="utf-8")
    assert name in told["internal"]
    assert name not in told["public"]


def test_export_of_approved_entries_says_what_it_left_out(run: Run, notebook: Path, tmp_path: Path) -> None:
    answer = run("--notebook", notebook, "export", "pdf", "--out", tmp_path / "a.pdf", "--only", "approved")
    assert answer.code == 0
    assert answer.err


@pytest.mark.parametrize(
    "arguments",
    [("export", "odt", "--out", "x"), ("export", "pdf"), ("nothing",), ("--lang", "fr", "dump"), ("import",), ("new",)],
)
def test_wrong_syntax_is_2(run: Run, arguments: tuple[str, ...]) -> None:
    assert run(*arguments, lang=None).code == 2


def test_no_command_loads_qt(notebook: Path, tmp_path: Path) -> None:
    blocker = tmp_path / "PySide6.py"
    blocker.write_text("raise SystemExit('Qt was loaded')", encoding="utf-8")
    for arguments in (
        ("--help",),
        ("new", "--title", "x"),
        ("import", tmp_path / "visit.txt"),
        ("dump",),
        ("verify",),
        ("export", "pdf", "--out", tmp_path / "a.pdf"),
    ):
        path = tmp_path / "other.notebook" if "new" in arguments else notebook
        code, _, err = finished("--notebook", path, *arguments, PYTHONPATH=str(tmp_path))
        assert (code, b"Qt was loaded" in err) == (0, False)


def test_sigterm_ends_cleanly(notebook: Path, tmp_path: Path) -> None:
    out = tmp_path / "a.pdf"
    with process("--notebook", notebook, "--lang", "en", "export", "pdf", "--out", out) as running:
        running.send_signal(signal.SIGTERM)
        _, err = running.communicate(timeout=60)
    assert b"Traceback" not in err
    assert sorted(entry.name for entry in tmp_path.iterdir() if entry.suffix == ".pdf" or entry.name[0] == ".") in (
        [],
        ["a.pdf"],
    )
    assert finished("--notebook", notebook, "verify")[0] == 0


def test_stopped_by_hand_it_says_so_in_one_line(refused: Run, notebook: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def stopped(*arguments: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("exporters.dump.dump", stopped)
    assert refused("--notebook", notebook, "dump").err[0].startswith("Stopped.")


@pytest.mark.parametrize("terminal", [True, False])
def test_a_terminal_shows_progress(
    run: Run, notebook: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, terminal: bool
) -> None:
    monkeypatch.setattr(sys.stderr, "isatty", lambda: terminal)
    answer = run("--notebook", notebook, "export", "pdf", "--out", tmp_path / "a.pdf")
    assert any("100%" in line for line in answer.err) is terminal


def test_no_screen_is_said(monkeypatch: pytest.MonkeyPatch, refused: Run) -> None:
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(name, raising=False)
    refused(names="screen")


def test_an_empty_tour_has_a_report_too(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "a.notebook"
    assert run("--notebook", path, "new", "--title", "x").code == 0
    for form in ("pdf", "html", "markdown"):
        answer = run("--notebook", path, "export", form, "--out", tmp_path / f"a.{form}")
        assert answer.code == 0
        assert (tmp_path / f"a.{form}").stat().st_size > (0 if form == "markdown" else 500)


def test_a_notebook_without_a_tour_gets_one_by_import(run: Run, tmp_path: Path) -> None:
    path, file = tmp_path / "a.notebook", tmp_path / "visit.txt"
    Notebook.create(path).close()
    file.write_text(VISIT, encoding="utf-8")
    assert run("--notebook", path, "dump").json() == {"format": 1, "tours": []}
    assert run("--notebook", path, "import", file).code == 0
    (tour,) = run("--notebook", path, "dump").json()["tours"]
    assert len(tour["visits"]) == 1


@pytest.mark.parametrize(
    ("arguments", "setting", "system", "korean"),
    [
        ((), "", "ko_KR.UTF-8", True),
        ((), "", "de_DE.UTF-8", False),
        ((), "", "C", False),
        ((), "en", "ko_KR.UTF-8", False),
        ((), "ko", "C", True),
        (("--lang", "en"), "ko", "ko_KR.UTF-8", False),
        (("--lang=ko",), "en", "C", True),
    ],
)
def test_the_language_is_the_one_asked_for(
    run: Run,
    monkeypatch: pytest.MonkeyPatch,
    arguments: tuple[str, ...],
    setting: str,
    system: str,
    korean: bool,
) -> None:
    settings = Settings.load()
    settings.language = setting
    settings.save()
    monkeypatch.setenv("LC_ALL", system)
    assert ("노트북" in run(*arguments, "--help", lang=None).out) is korean
