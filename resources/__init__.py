"""Everything the program shows but does not compute: sentences by key and language, fonts, icons, themes, styles."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from pathlib import Path

ROOT = Path(__file__).resolve().parent
LANGUAGES = ("ko", "en")


class Sentences:
    """The sentences of one language.

    A key is `area.name`: the file resources/i18n/<language>/<area>.toml and the key in it (tables nest with dots).
    Values are put in by name: "{count} entries". Plurals are written so that they need none.
    """

    def __init__(self, language: str, table: Mapping[str, str]) -> None:
        self.language = language
        self._table = table

    def __call__(self, key: str, /, **values: object) -> str:
        """The sentence of key. Raises KeyError where there is none: a missing key is a fault, found by the tests."""
        sentence = self._table[key]
        return sentence.format(**values) if values else sentence

    def __contains__(self, key: str) -> bool:
        return key in self._table

    def keys(self) -> frozenset[str]:
        return frozenset(self._table)


def sentences(language: str) -> Sentences:
    """All sentences of language (`ko` or `en`), read from the files: call it once and pass the answer on."""
    table: dict[str, str] = {}
    for file in sorted((ROOT / "i18n" / language).glob("*.toml")):
        _flatten(file.stem, tomllib.loads(file.read_text(encoding="utf-8")), table)
    return Sentences(language, table)


def _flatten(prefix: str, tree: Mapping[str, object], into: dict[str, str]) -> None:
    for name, value in tree.items():
        if isinstance(value, Mapping):
            _flatten(f"{prefix}.{name}", value, into)
        else:
            into[f"{prefix}.{name}"] = str(value)


def font_path(name: str) -> Path:
    """The font file of name, such as `Pretendard-Regular.ttf`."""
    return ROOT / "fonts" / name
