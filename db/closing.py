"""What is closed when its `with` block ends, however that comes."""

from __future__ import annotations

from abc import abstractmethod
from typing import TYPE_CHECKING, Self

if TYPE_CHECKING:
    from types import TracebackType


class Closing:
    """A thing with `close`, for `with`."""

    @abstractmethod
    def close(self) -> None:
        """Let go of what is held. Called once for every block."""

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()
