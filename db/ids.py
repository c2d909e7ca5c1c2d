"""Ids of what people write: random, so that laptops apart never give the same one."""

from __future__ import annotations

import re
from typing import Final

_ID: Final = re.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")


def new_id() -> str:
    import uuid  # 3 ms that a start has no need of

    return str(uuid.uuid4())


def is_id(text: str) -> bool:
    """Whether text is an id as this program writes it, so that it may name a folder."""
    return _ID.fullmatch(text) is not None
