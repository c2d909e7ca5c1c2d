"""What could not be kept, as the window tells it: a sign and a band that stay, a way out, a question before closing."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QFileDialog, QWidget

from db.errors import KnownError
from desktop.messages import Level, Step

if TYPE_CHECKING:
    from db.edits import Draft
    from db.notebook import Notebook
    from desktop.editor.lasting import Lasting
    from desktop.frame import Frame
    from desktop.messages import Messages
    from resources import Sentences

TOPIC = "not saved"
WRITTEN = "written elsewhere"


class NotSaved(QObject):
    """One for the window; `follow` gives it the notebook that is open."""

    def __init__(self, window: QWidget, frame: Frame, messages: Messages) -> None:
        super().__init__(window)
        self._window, self._frame, self._messages = window, frame, messages
        self._lasting: Lasting | None = None
        self._notebook: Notebook | None = None
        self._elsewhere: dict[tuple[str, str], str] = {}
        self._given_up = self._fault_told = False

    def follow(self, lasting: Lasting | None, notebook: Notebook | None) -> None:
        """Tell of these texts from now on."""
        if lasting is self._lasting:
            return
        self._lasting, self._notebook = lasting, notebook
        self._elsewhere.clear()
        self._given_up = self._fault_told = False
        if lasting is not None:
            lasting.unkept_changed.connect(self.tell)
            lasting.recovered.connect(self._tell_recovered)
        self.tell()

    def tell(self) -> None:
        """Show sign and band, or take them away; again in another language."""
        lasting = self._lasting
        count = len(lasting.unkept) if lasting is not None else 0
        if not count or lasting is None:
            self._messages.withdraw(TOPIC)
            self._frame.status.show_unkept("")
            return
        reason = self._reason()
        self._frame.status.show_unkept(self._frame.sentences("rescue.sign", count=count), reason)
        steps = Step("rescue.elsewhere", self.save_elsewhere), Step("rescue.again", lasting.try_again)
        self._messages.tell(Level.ERROR, "rescue.band", *steps, topic=TOPIC, stays=True, count=count, reason=reason)
        if not isinstance(lasting.error, KnownError) and not self._fault_told:
            self._fault_told = True
            raise lasting.error or AssertionError

    def save_elsewhere(self, then: Callable[[], object] | None = None) -> None:
        """Ask for a file and write into it what is not in the store. then: called once that is done."""
        from desktop import making, rescue

        say = self._frame.sentences
        dialog = QFileDialog(self._window, say("rescue.elsewhere").rstrip("…"))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setNameFilter(f"{say('rescue.files')} (*{rescue.SUFFIX})")
        dialog.setDefaultSuffix(rescue.SUFFIX[1:])
        dialog.setDirectory(str(making.documents()))
        dialog.selectFile(rescue.file_name(say, datetime.now()))

        def chosen(name: str) -> None:
            if self.write(Path(name)) and then is not None:
                then()

        dialog.fileSelected.connect(chosen)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def write(self, path: Path) -> bool:
        """Write what is not in the store to path; what came of it is told."""
        from desktop import rescue

        drafts = self._texts()
        if self._notebook is None or not drafts:
            return True
        try:
            rescue.write(path, rescue.content(self._notebook, self._frame.sentences, drafts, datetime.now()))
        except KnownError as error:
            self._messages.error(error, topic=WRITTEN)
            return False
        self._elsewhere |= {(each.object, each.field): each.text for each in drafts}
        self._messages.tell(
            Level.INFO,
            "rescue.written",
            Step("rescue.open_folder", partial(_show, path.parent)),
            topic=WRITTEN,
            name=path.name,
            count=len(drafts),
        )
        return True

    def holds_back(self, then: Callable[[], object]) -> bool:
        """Whether something would be lost by going now; then the user is asked, and then is called where one may go."""
        lasting = self._lasting
        if lasting is None or self._given_up or not self._tried():
            return False
        from desktop.dialogs.not_saved import NotSavedDialog

        if any(dialog.isVisible() for dialog in self._window.findChildren(NotSavedDialog)):
            return True
        say = self._frame.sentences
        dialog = NotSavedDialog(self._frame.theme, say, self._names(), self._reason(), self._window)

        def go() -> None:
            dialog.accept()
            then()

        def give_up() -> None:
            self._given_up = True
            go()

        def again() -> None:
            if self._tried():
                dialog.still(self._reason())
            else:
                go()

        dialog.elsewhere.connect(lambda: self.save_elsewhere(go))
        dialog.again.connect(again)
        dialog.anyway.connect(give_up)
        dialog.open()
        return True

    def last_resort(self) -> None:
        """Nobody can be asked any more: what is not in the store goes into a file among the user's documents."""
        from desktop import making, rescue

        if self._given_up or not self._tried():
            return
        name = Path(rescue.file_name(self._frame.sentences, datetime.now()))
        folder, number = making.documents(), 1
        path = folder / name
        while path.exists():
            number += 1
            path = folder / f"{name.stem} ({number}){name.suffix}"
        self.write(path)

    def _texts(self) -> list[Draft]:
        if self._lasting is None or self._notebook is None or self._notebook.read_only:
            return []
        self._lasting.wait()
        return self._lasting.texts()

    def _lost(self) -> list[Draft]:
        """What neither the store nor a file has."""
        return [each for each in self._texts() if self._elsewhere.get((each.object, each.field)) != each.text]

    def _tried(self) -> list[Draft]:
        """The same after one more try: what could not be kept a moment ago may have room again."""
        if self._lasting is not None and self._lasting.unkept:
            self._lasting.try_again()
        return self._lost()

    def _names(self) -> list[str]:
        from desktop.rescue import part_name

        assert self._notebook is not None
        return [part_name(self._notebook, self._frame.sentences, each) for each in self._lost()]

    def _reason(self) -> str:
        error = self._lasting.error if self._lasting is not None else None
        if isinstance(error, KnownError):
            return self._frame.sentences(error.key, **error.values)
        return self._frame.sentences("rescue.fault") if error is not None else ""

    def _tell_recovered(self, count: int) -> None:
        self._frame.status.show_note(self._frame.sentences("rescue.recovered", count=count))


def restored(notebook: Notebook, sentences: Sentences) -> str:
    """The quiet line about what a program left that was ended before it could save; nothing where all was saved."""
    drafts = notebook.reader.drafts()
    if not drafts:
        return ""
    from desktop.rescue import part_name

    letters = sum(len("".join(draft.text.split())) for draft in drafts)
    latest = max(drafts, key=lambda draft: draft.saved_at)
    name = part_name(notebook, sentences, latest)
    key = "window.status.restored" if len(drafts) == 1 else "window.status.restored_more"
    return sentences(key, count=len(drafts), others=len(drafts) - 1, letters=f"{letters:,}", name=name)


def _show(folder: Path) -> None:
    from PySide6.QtCore import QUrl
    from PySide6.QtGui import QDesktopServices

    QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder)))
