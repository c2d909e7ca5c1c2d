"""Everything the program shows but does not compute: sentences by key and language, fonts, icons, themes, styles."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from resources.particles import fitted

ROOT = Path(__file__).resolve().parent
LANGUAGES = ("ko", "en")


class Key(str):
    """A value that has words of its own: where it is put into a sentence, its words stand there."""


@dataclass(frozen=True, slots=True)
class Words:
    """A value made of sentences, each a key with its values, one after the other with a comma between them."""

    parts: tuple[tuple[str, Mapping[str, object]], ...] = ()


class Sentences:
    """The sentences of one language.

    A key is `area.name`: the file resources/i18n/<language>/<area>.toml and the key in it (tables nest with dots).
    Values are put in by name: "{count} entries". Plurals are written so that they need none; a Korean particle behind a
    value stands in both its forms, "{name}이(가)", and the one that fits is put in.
    """

    def __init__(self, language: str) -> None:
        self.language = language
        self._areas: dict[str, Mapping[str, str]] = {}

    def __call__(self, key: str, /, **values: object) -> str:
        """The sentence of key. Raises KeyError where there is none: a missing key is a fault, found by the tests."""
        sentence = self._area(key)[key]
        if not values:
            return sentence
        put = {name: self._put(value) for name, value in values.items()}
        return (fitted(sentence, put) if "(" in sentence else sentence).format(**put)

    def _put(self, value: object) -> object:
        if isinstance(value, Words):
            return ", ".join(self(key, **values) for key, values in value.parts)
        return self(value) if isinstance(value, Key) else value

    def __contains__(self, key: str) -> bool:
        return key in self._area(key)

    def keys(self) -> frozenset[str]:
        files = (ROOT / "i18n" / self.language).glob("*.toml")
        return frozenset(key for file in files for key in self._area(file.stem))

    def _area(self, key: str) -> Mapping[str, str]:
        """The sentences of key's area, read when the first of them is asked for: a start needs few of them."""
        area = key.partition(".")[0]
        if area not in self._areas:
            self._areas[area] = _read(self.language, area)
        return self._areas[area]


def sentences(language: str) -> Sentences:
    """The sentences of language (`ko` or `en`): call it once and pass the answer on."""
    return Sentences(language)


def _read(language: str, area: str) -> Mapping[str, str]:
    import tomli

    file = ROOT / "i18n" / language / f"{area}.toml"
    table: dict[str, str] = {}
    if area.isidentifier() and file.is_file():
        _flatten(area, tomli.loads(file.read_text(encoding="utf-8")), table)
    return table


def _flatten(prefix: str, tree: Mapping[str, object], into: dict[str, str]) -> None:
    for name, value in tree.items():
        if isinstance(value, Mapping):
            _flatten(f"{prefix}.{name}", value, into)
        else:
            into[f"{prefix}.{name}"] = str(value)


def font_path(name: str) -> Path:
    """The font file of name, such as `Pretendard-Regular.ttf`."""
    return ROOT / "fonts" / name
