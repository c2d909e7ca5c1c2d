"""Ids of what people write: random, so that laptops apart never give the same one."""

from __future__ import annotations

import uuid


def new_id() -> str:
    return str(uuid.uuid4())


def is_id(text: str) -> bool:
    """Whether text is an id as this program writes it, so that it may name a folder."""
    try:
        return str(uuid.UUID(text)) == text
    except ValueError:
        return False
