"""The notebook that hostile things are brought to."""

from __future__ import annotations

from tests.db.conftest import notebook, tour

__all__ = ["notebook", "tour"]
