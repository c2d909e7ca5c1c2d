"""Two laptops of one tour: what one has comes to the other."""

from __future__ import annotations

from db.exchange import export, plan
from db.notebook import Notebook


def take(here: Notebook, there: Notebook) -> None:
    """Everything that there has comes here."""
    here.merge(plan(here.reader, export(there.reader)), sender=None, file="x")
    assert here.verify() == ()
