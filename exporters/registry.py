"""The writers there are: the command line and the export dialog list them here, and each is loaded when it is used."""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module
from types import MappingProxyType
from typing import Final, cast

from exporters.base import Writer

WRITERS: Final[Mapping[str, tuple[str, str]]] = MappingProxyType(
    {
        "pdf": ("exporters.pdf.writer", "PdfWriter"),
        "html": ("exporters.html.writer", "HtmlWriter"),
        "markdown": ("exporters.markdown.writer", "MarkdownWriter"),
    }
)
"""Name on the command line → module and class. The library behind a writer is heavy: not before it is asked for."""


def writer(name: str) -> Writer:
    """A new writer. Raises KeyError for a name that WRITERS does not have."""
    module, of_class = WRITERS[name]
    return cast(Writer, getattr(import_module(module), of_class)())
