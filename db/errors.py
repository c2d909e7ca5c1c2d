"""The two sorts of trouble: what the user can do something about, and faults of the program."""

from __future__ import annotations


class KnownError(Exception):
    """Trouble with one plain sentence and a next step.

    key: of the interface texts, such as `errors.locked`. values: what the sentence names (path, owner, …).
    """

    def __init__(self, key: str, /, **values: object) -> None:
        super().__init__(key, values)
        self.key = key
        self.values = values

    def __str__(self) -> str:
        return " ".join([self.key, *(f"{name}={value}" for name, value in self.values.items())])


class Unreadable(ValueError):
    """What is stored is not what this program writes; where a notebook is read, it counts as damage."""


class BugError(Exception):
    """A caller broke the rules of the store; nothing was written."""


class NotReadyError(Exception):
    """Long work comes before the notebook can be used. work: "older" (a backup, and steps of the schema), "derive" (all
    that is derived is computed again), "newer" or "copy" (it is read from a private copy)."""

    def __init__(self, work: str) -> None:
        super().__init__(work)
        self.work = work
