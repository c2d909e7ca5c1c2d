"""Ids of what people write: random, so that laptops apart never give the same one."""

from __future__ import annotations

import uuid


def new_id() -> str:
    return str(uuid.uuid4())
