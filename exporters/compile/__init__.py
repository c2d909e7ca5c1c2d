"""Notebook and report definition → Document: the only place that maps records to nodes."""

from exporters.compile.choice import Definition
from exporters.compile.report import Compiled, compile_report

__all__ = ["Compiled", "Definition", "compile_report"]
