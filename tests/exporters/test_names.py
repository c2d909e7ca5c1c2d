"""Every kind, field and code of the records has its name in both languages."""

from __future__ import annotations

import pytest

from db.records import KINDS, field_specs
from resources import LANGUAGES, sentences


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_kind_field_and_code_has_a_name(language: str) -> None:
    say = sentences(language)
    wanted = {f"fields.kind.{kind}" for kind in KINDS}
    for kind in KINDS.values():
        for spec in field_specs(kind):
            wanted.add(f"fields.field.{spec.name}")
            wanted |= {f"fields.code.{spec.name}.{code}" for code in spec.codes}
    states = "empty writing submitted returned revised approved changed_since_approval"
    wanted |= {f"fields.code.status.{state}" for state in states.split()}
    assert not sorted(key for key in wanted if key not in say)
