"""Every page and dialog of the sample: names for screen readers, the way of Tab, words with room, focus that shows."""

from __future__ import annotations

import importlib
import pkgutil

import pytest
from PySide6.QtWidgets import QAbstractButton, QWidget
from shiboken6 import isValid

import desktop
from benchmarks.scenes import DIALOGS, SIZE, Stage, pages, widgets
from desktop.dialogs.frame import Dialog
from tests.desktop.look.walking import (
    against_reading,
    called,
    faults,
    focus_shows,
    name_of,
    stops,
    walk,
)

SMALL = (1024, 700)
"""px of the smallest screen."""


def test_every_page_and_every_dialog_is_looked_at(stage: Stage) -> None:
    """The list of scenes is complete: what comes to the program later has to stand in it."""
    for module in pkgutil.walk_packages(desktop.__path__, "desktop."):
        importlib.import_module(module.name)
    dialogs = {kind.__name__ for kind in Dialog.__subclasses__()}
    assert {name.partition("-")[0] for name in DIALOGS} == dialogs
    kinds = set()
    for _ in pages(stage):
        assert stage.window.workspace is not None
        kinds |= set(stage.window.workspace._pages)
    assert kinds == set(desktop.pages._MAKERS)


@pytest.mark.parametrize("language", ["ko", "en"])
def test_whatever_takes_keys_has_a_name(language: str, stage: Stage) -> None:
    stage.window.set_language(language)
    nameless, count = set(), 0
    for scene, root in widgets(stage):
        stage.rest(40)
        for each in stops(root):
            count += 1
            if not name_of(each):
                nameless.add(f"{scene}: {called(each)}")
    assert count > 400
    assert not nameless, "\n".join(sorted(nameless))


def test_tab_gets_everywhere_in_the_order_one_reads_and_the_focus_is_seen(stage: Stage) -> None:
    dead, lost, backwards, unseen = set(), set(), set(), set()
    for scene, root in widgets(stage):
        root.activateWindow()
        stage.rest(60)
        wanted = [each for each in stops(root) if _by_itself(each)]
        way, end = walk(root)
        if end:
            dead.add(f"{scene}: {end}")
        lost |= {f"{scene}: {called(each)}" for each in wanted if each not in way}
        backwards |= {f"{scene}: {each}" for each in against_reading(way)}
        for each in way:
            if isValid(each) and each.isVisible() and not focus_shows(each):
                unseen.add(f"{scene}: {called(each)}")
    for name, found in {"dead": dead, "lost": lost, "backwards": backwards, "unseen": unseen}.items():
        assert not found, "\n".join([name, *sorted(found)])


def _by_itself(widget: QWidget) -> bool:
    """Of buttons of which one is chosen, Tab visits that one, and arrows the others."""
    return not (isinstance(widget, QAbstractButton) and (widget.autoExclusive() or widget.group() is not None))


@pytest.mark.parametrize(
    ("language", "size", "screen"),
    [
        ("ko", 100, SIZE), ("en", 125, SIZE), ("ko", 200, SIZE),
        ("en", 100, SMALL), ("ko", 150, SMALL), ("en", 150, SMALL),
    ],
)  # fmt: skip
def test_no_words_are_cut(language: str, size: int, screen: tuple[int, int], stage: Stage) -> None:
    stage.window.resize(*screen)
    stage.window.set_language(language)
    stage.window.set_text_size(size)
    found = set()
    for scene, root in widgets(stage):
        found |= {f"{scene}: {each}" for each in faults(root, stage)}
    assert not found, "\n".join(sorted(found))
