"""Draws the sample's pictures into resources/sample/pictures: `python -m resources.sample.draw_pictures`.

They are drawn, not photographed, so that the sample is wholly ours; the same script gives the same pictures.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PIL import Image

from resources import ROOT
from resources.sample import charts, maps, scenes
from resources.sample.canvas import Canvas

PICTURES: tuple[Callable[[], Canvas], ...] = (
    scenes.canal_office, charts.fee_chart, scenes.rain_garden, charts.street_types, scenes.basin_park,
    charts.storage_cost, scenes.control_room, charts.danube_section, charts.forecast_fan, charts.heat_chart,
    scenes.sponge_tree, maps.basin_map, maps.route_map, scenes.warning_sign, scenes.gauge_post,
)  # fmt: skip


def draw_all(folder: Path) -> None:
    """Draw every picture into folder, named by its figure's key."""
    folder.mkdir(parents=True, exist_ok=True)
    for draw in PICTURES:
        canvas = draw()
        picture = canvas.image.resize(canvas.size, Image.Resampling.LANCZOS)
        picture.save(folder / f"{draw.__name__.replace('_', '-')}.jpg", quality=84, optimize=True)


if __name__ == "__main__":
    draw_all(ROOT / "sample" / "pictures")
