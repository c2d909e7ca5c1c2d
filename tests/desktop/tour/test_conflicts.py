"""What several people changed differently about the tour, a team or a person stands on the page of the tour."""

from __future__ import annotations

import pytest
from pytestqt.qtbot import QtBot

from desktop.models.conflicts import spots
from desktop.models.outline import TOUR
from desktop.panes.tour.tour import TourPage
from tests.desktop.conflict.conftest import Two, two

__all__ = ["two"]


@pytest.mark.parametrize(
    ("object_id", "field"), [("t", "title"), ("team1", "name"), ("p2", "affiliation"), ("p1", "position")]
)
def test_it_is_opened_and_settled_there(two: Two, qtbot: QtBot, object_id: str, field: str) -> None:
    two.parted(object_id, field, "여기 것", "저기 것")
    (spot,) = spots(two.here.reader)
    assert (spot.object, spot.field, spot.page) == (object_id, field, TOUR)
    page = TourPage(two.context)
    two.operations.changed.connect(page.refresh)
    qtbot.addWidget(page)
    page.resize(1100, 800)
    page.show()
    page.show_object(object_id)
    assert page.conflicts.open(object_id, field)
    line = page.conflicts.line(object_id, field)
    assert line is not None
    assert line.isVisible()
    page.leave()
