"""The writers there are: the command line and the export dialog list them here, and each is loaded when it is used."""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module
from types import MappingProxyType
from typing import Final, cast

from exporters.base import Writer

WRITERS: Final[Mapping[str, tuple[str, str, str]]] = MappingProxyType(
    {
        "pdf": ("exporters.pdf.writer", "PdfWriter", ".pdf"),
        "html": ("exporters.html.writer", "HtmlWriter", ".html"),
        "markdown": ("exporters.markdown.writer", "MarkdownWriter", ".md"),
    }
)
"""Name on the command line → module, class, and how its files end. The library behind a writer is heavy: not before it
is asked for."""


def writer(name: str) -> Writer:
    """A new writer. Raises KeyError for a name that WRITERS does not have."""
    module, of_class, _ = WRITERS[name]
    return cast(Writer, getattr(import_module(module), of_class)())


def suffix(name: str) -> str:
    """How files of a format end, with the dot. Raises KeyError for a name that WRITERS does not have."""
    return WRITERS[name][2]
