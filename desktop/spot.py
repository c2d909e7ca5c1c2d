"""Where one is in an open notebook, to go on there in a workspace built anew."""

from __future__ import annotations

from db.frozen import dataclass


@dataclass(frozen=True, slots=True)
class Spot:
    """in_navigator: the navigator had the focus. page: the type of the one that is open. within: what it says of
    itself, for itself."""

    in_navigator: bool = False
    page: type | None = None
    within: object = None
