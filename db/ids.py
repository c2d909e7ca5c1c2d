"""Ids: random ones for what people write, computed ones for what is imported, so that importing again adds nothing."""

from __future__ import annotations

import uuid


def new_id() -> str:
    return str(uuid.uuid4())


def imported_id(tour: str, article_hash: str, kind: str, number: int) -> str:
    """The id of an imported object, the same on every laptop.

    tour: id of the tour. article_hash: SHA-256 of the article's text. number: of the object among those of its kind
    in the article.
    """
    return str(uuid.uuid5(uuid.UUID(tour), f"{article_hash}/{kind}/{number}"))
