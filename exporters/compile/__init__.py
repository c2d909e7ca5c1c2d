"""Notebook and report definition → Document: the only place that maps records to nodes."""

from exporters.compile.report import Compiled, compile_report

__all__ = ["Compiled", "compile_report"]
