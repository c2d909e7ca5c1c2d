"""Stock remarks: what a reviewer says again and again, put in by one key; kept on this machine for all notebooks."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

MOST: Final = 9
"""As many as there are keys for: Alt+1 to Alt+9."""
STOCK: Final = tuple(f"review.stock.{number}" for number in range(1, 6))
"""Keys of the sentences that stand there while nobody wrote a list of their own."""


class Remarks:
    """kept: what an earlier start left. keep: called with what is to be kept."""

    def __init__(self, kept: Sequence[str] = (), keep: Callable[[Sequence[str]], None] = lambda _: None) -> None:
        self._own = tuple(kept)
        self._keep = keep

    def listed(self, say: Callable[[str], str]) -> tuple[str, ...]:
        """The remarks, at most MOST. say: gives a sentence by its key."""
        return self._own or tuple(say(key) for key in STOCK)

    def replace(self, remarks: Sequence[str]) -> None:
        """From now on these; without any, the first ones again."""
        self._own = tuple(" ".join(each.split()) for each in remarks if each.strip())[:MOST]
        self._keep(self._own)
