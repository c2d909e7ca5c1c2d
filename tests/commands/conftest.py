"""A command line to type on, and a notebook made from it."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

import main
from tests.architecture.sources import ROOT

VISIT = """\
노르홀름 물관리청(Norholm Water Authority)
Havnegade 7, 8000 Norholm
Tel : +45 55 01 02 03
www.norholm-water.example
브리핑: Ms. Karen Holst
Head of Planning
덴마크
노르홀름
□ 연수내용
◇ 빗물 저류지의 운영
○ 저류지는 모두 열두 곳이며 구청이 아니라 물관리청이 운영한다.
- 청소는 한 해에 두 번 한다.
▲ 저류지 입구[출처=직접촬영]
□ 질의응답
- 주민이 공사를 반대한 적은 없는지."처음에는 반대가 컸다. 설명회를 아홉 번 열었다."
- 운영비는 누가 내는지."절반은 구청이 낸다."
□ 참가자 일일보고 주요내용-1팀
◇ ㅇㅇㅇ
설명회의 횟수보다 순서가 중요하다는 말이 기억에 남는다.
"""


@dataclass(frozen=True, slots=True)
class Answer:
    """What a command gave back. err: the lines on stderr."""

    code: int
    out: str
    err: list[str]

    def json(self) -> Any:
        return json.loads(self.out)


Run = Callable[..., Answer]


@pytest.fixture(autouse=True)
def signals(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The command line takes SIGTERM over; the tests' own handling comes back. HOME: nobody's documents are touched."""
    before = signal.getsignal(signal.SIGTERM)
    monkeypatch.setenv("HOME", str(tmp_path / "user"))
    monkeypatch.setenv("XDG_DOCUMENTS_DIR", str(tmp_path / "user" / "Documents"))
    yield
    signal.signal(signal.SIGTERM, before)


@pytest.fixture
def run(capfd: pytest.CaptureFixture[str]) -> Run:
    """Run main.py with arguments, in this process. Whatever happens, there is no traceback."""

    def call(*arguments: object, lang: str | None = "en") -> Answer:
        capfd.readouterr()
        code = main.main([*(["--lang", lang] if lang else []), *map(str, arguments)])
        sys.stdout.flush()
        out, err = capfd.readouterr()
        assert "Traceback" not in out + err
        assert "faults.log" not in err, (Path(os.environ["BRIEFING_HOME"]) / "faults.log").read_text()
        return Answer(code, out, err.splitlines())

    return call


@pytest.fixture
def refused(run: Run) -> Run:
    """Run what must be refused: exit code 1, nothing on stdout, one line on stderr that names `names`."""

    def call(*arguments: object, names: object = "", lang: str | None = "en") -> Answer:
        answer = run(*arguments, lang=lang)
        assert (answer.code, answer.out) == (1, "")
        assert len(answer.err) == 1, answer.err
        assert str(names) in answer.err[0]
        assert answer.err[0].rstrip().endswith((".", ")", "ready")), "the next step is missing"
        return answer

    return call


@pytest.fixture
def notebook(run: Run, tmp_path: Path) -> Path:
    """A notebook with a tour and one imported visit."""
    path = tmp_path / "tour.notebook"
    assert (
        run("--notebook", path, "new", "--title", "물과 도시", "--from", "2031-05-05", "--to", "2031-05-09").code == 0
    )
    file = tmp_path / "visit.txt"
    file.write_text(VISIT, encoding="utf-8")
    assert run("--notebook", path, "import", file).code == 0
    return path


def process(*arguments: object, **environment: str) -> subprocess.Popen[bytes]:
    """main.py as a process of its own."""
    return subprocess.Popen(
        [sys.executable, str(ROOT / "main.py"), *map(str, arguments)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        stdin=subprocess.DEVNULL,
        env={**os.environ, **environment},
    )


def finished(*arguments: object, **environment: str) -> tuple[int, bytes, bytes]:
    """main.py run as a process to its end: exit code, stdout, stderr."""
    with process(*arguments, **environment) as running:
        out, err = running.communicate(timeout=120)
    return running.returncode, out, err
