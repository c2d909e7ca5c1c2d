"""A choice about what lives though its visit or chapter is in the bin: take that out again, or put this in too."""

from __future__ import annotations

from typing import TYPE_CHECKING

from db.disputes import binning, host
from db.errors import KnownError
from desktop.panes.conflict.short import ShortChoice
from desktop.reviving import revive

if TYPE_CHECKING:
    from db.records import Value


class StrayChoice(ShortChoice):
    """The value is whether it goes into the bin."""

    def choose(self, value: Value) -> None:
        """Take the host out of the bin, or put the object into it."""
        self.settling.emit()
        reader = self._context.notebook.reader
        found = host(reader, self._object)
        if found is None:  # what was being typed, or came in, has settled it
            return
        if not value:
            revive(self._context, found.id)
            return
        try:
            self._context.operations.commit([binning(reader, self._object, True)])
        except KnownError as error:
            self._context.messages.error(error, topic="saving")

    def _offers(self) -> list[tuple[Value, str, str]]:
        say, found = self._context.sentences, host(self._context.notebook.reader, self._object)
        kind = found.KIND if found is not None else "visit"
        return [
            (False, say(f"conflict.revive_{kind}"), say(f"conflict.revive_{kind}_tip")),
            (True, say("conflict.bin_too"), ""),
        ]

    def _may(self, value: Value) -> bool:
        """Taking a visit out of the bin changes nothing that somebody wrote."""
        return self._may_write or (not value and not self._context.notebook.read_only)
