"""All figures of a tour as one sheet: tiles under the visit they belong to, and what each of them lacks."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final, TypeAlias

from PySide6.QtCore import QAbstractListModel, QMimeData, QModelIndex, QObject, QPersistentModelIndex, Qt

from db.edits import change, create
from db.frozen import dataclass
from db.order import key_between, keys
from db.records import Chapter, Figure, Visit
from desktop.dates import day_of, short
from desktop.models.outline import by_time, chapter_name, visit_name

if TYPE_CHECKING:
    from db.blobs import Blob
    from db.edits import Edit
    from db.queries import Reader
    from resources import Sentences

Index: TypeAlias = QModelIndex | QPersistentModelIndex
TILE_ROLE: Final = Qt.ItemDataRole.UserRole
MIME: Final = "application/x-briefing-figures"
NOWHERE: Final = ""
"""Host of figures that belong to no visit yet."""
NEEDED: Final = ("blob", "caption", "credit", "alt")


@dataclass(frozen=True, slots=True)
class Tile:
    """A figure, or where it is None the head of a group. host: id of its visit or chapter, empty where it has none.

    name: caption, or what the group is called. lead: the day of a group, or when it was taken. lacks: fields
    of NEEDED that are empty. empty: a group without figures.
    """

    host: str
    name: str
    figure: Figure | None = None
    lead: str = ""
    lacks: tuple[str, ...] = ()
    empty: bool = False


def contact_sheet(reader: Reader, say: Sentences) -> list[Tile]:
    """Every figure in the order of visits and chapters, each group under its head."""
    groups: dict[str, list[Figure]] = defaultdict(list)
    for figure in reader.all(Figure):
        groups[figure.visit or figure.entry or ""].append(figure)
    visits = sorted(by_time(reader.all(Visit)), key=lambda visit: visit.date or "9999")
    heads = [Tile(visit.id, visit_name(visit, say), lead=day_words(visit, say)) for visit in visits]
    theirs = {visit.id for visit in visits}
    heads += [Tile(chapter.id, chapter_name(chapter, say)) for chapter in reader.all(Chapter)]
    tiles: list[Tile] = []
    for head in heads:
        if group := groups.pop(head.host, []):
            tiles += [head, *(_tile(head.host, figure, say) for figure in group)]
        elif head.host in theirs:  # a place to drop photos; those of chapters come in in their texts
            tiles.append(replace(head, empty=True))
    rest = [figure for group in groups.values() for figure in group]
    nowhere = Tile(NOWHERE, say("figures.nowhere"), empty=not rest)
    return [*tiles, nowhere, *(_tile(NOWHERE, each, say) for each in rest)] if tiles or rest else []


def lacking(tiles: Sequence[Tile]) -> list[Tile]:
    """Only what lacks something, under its heads."""
    wanted = {tile.host for tile in tiles if tile.lacks}
    return [tile for tile in tiles if tile.lacks or (tile.figure is None and tile.host in wanted)]


def placed(reader: Reader, figures: Iterable[Figure], host: str, before: str = "") -> list[Edit]:
    """The edits that put figures into a group, in front of the figure before, or at its end.

    host: id of a visit, or NOWHERE. What stands in a text stays there.
    """
    moving = [figure for figure in figures if not in_text(figure)]
    ids = {figure.id for figure in moving}
    rest = [figure for figure in of_group(reader, host) if figure.id not in ids]
    at = next((place for place, figure in enumerate(rest) if figure.id == before), len(rest))
    wanted = [*rest[:at], *moving, *rest[at:]]
    if [figure.id for figure in wanted] == [figure.id for figure in of_group(reader, host)]:
        return []
    low, high = rest[at - 1].order if at else None, rest[at].order if at < len(rest) else None
    orders: dict[str, str] = {}
    for figure in moving:
        low = orders[figure.id] = key_between(low, high)
    if high is not None and low is not None and low >= high:  # two people sorted apart: there is no room
        orders = {figure.id: order for figure, order in zip(wanted, keys(len(wanted)), strict=True)}
    home = host or None
    return [
        change(figure, order=orders[figure.id], **({"visit": home, "entry": home} if figure.id in ids else {}))
        for figure in wanted
        if figure.id in orders
    ]


def of_group(reader: Reader, host: str) -> list[Figure]:
    """The figures of a visit or of none, in their order."""
    if host:
        return reader.all(Figure, visit=host)
    return [figure for figure in reader.all(Figure) if not figure.visit and not figure.entry]


def added(reader: Reader, blobs: Iterable[Blob], host: str) -> list[Edit]:
    """The edits that put pictures behind the figures of a group, a figure each."""
    order = max((figure.order for figure in of_group(reader, host)), default=None)
    tour, edits = reader.tour(), []
    place = {"visit": host or None, "entry": host or None, "tour": tour.id if tour else None}
    for blob in blobs:
        order = key_between(order, None)
        edits.append(create(Figure, None, **place, order=order, **picture_fields(blob)))
    return edits


def picture_fields(blob: Blob) -> dict[str, str | int | None]:
    """What a figure says of its picture."""
    return {"blob": blob.sha256, "width": blob.width, "height": blob.height, "taken_at": blob.taken_at}


def in_text(figure: Figure) -> bool:
    """Whether its place is a line of an entry's text."""
    return figure.entry is not None and figure.entry != figure.visit


def shifted(reader: Reader, figure: Figure, by: int) -> list[Edit]:
    """The edit that moves a figure one place forward (-1) or back (1) among those of its visit."""
    group = of_group(reader, figure.visit or NOWHERE)
    rest = [each.order for each in group if each.id != figure.id]
    place = next((number for number, each in enumerate(group) if each.id == figure.id), -1)
    target = place + by
    if place < 0 or not 0 <= target <= len(rest):
        return []
    before, after = rest[target - 1] if target else None, rest[target] if target < len(rest) else None
    return [change(figure, order=key_between(before, after))]


def in_time(reader: Reader, host: str) -> list[Edit]:
    """The edits that bring the figures of a group into the order in which they were taken; others stay behind them."""
    group = of_group(reader, host)
    wanted = sorted(group, key=lambda figure: (figure.taken_at or "~")[:19])  # by the clock at the place
    if wanted == group:
        return []
    return [change(figure, order=order) for figure, order in zip(wanted, keys(len(wanted)), strict=True)]


def _tile(host: str, figure: Figure, say: Sentences) -> Tile:
    lacks = tuple(name for name in NEEDED if not str(getattr(figure, name) or "").strip())
    taken = figure.taken_at or ""
    day = day_of(taken[:10])
    lead = f"{short(day, say)} {taken[11:16]}" if day else ""
    return Tile(host, figure.caption, figure, lead, lacks)


def day_words(visit: Visit, say: Sentences) -> str:
    """Day and hour of a visit, short."""
    day = day_of(visit.date)
    return " ".join(filter(None, (short(day, say) if day else "", visit.start_time)))


class SheetModel(QAbstractListModel):
    """Tiles as a list. Figures can be dragged; the view takes what is dropped."""

    def __init__(self, sentences: Sentences, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._sentences = sentences
        self._tiles: list[Tile] = []

    def show(self, tiles: Sequence[Tile]) -> None:
        """Show other tiles."""
        self.beginResetModel()
        self._tiles = list(tiles)
        self.endResetModel()

    def tile(self, index: Index) -> Tile | None:
        return self._tiles[index.row()] if index.isValid() else None

    def row_of(self, figure_id: str) -> int:
        """Where a figure is; -1 where it is not shown."""
        found = (row for row, tile in enumerate(self._tiles) if tile.figure and tile.figure.id == figure_id)
        return next(found, -1)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 0 if parent.isValid() else len(self._tiles)

    def flags(self, index: Index) -> Qt.ItemFlag:
        tile = self.tile(index)
        flag = Qt.ItemFlag
        if tile is None or (tile.figure is None and not tile.empty):
            return flag.ItemIsDropEnabled
        if tile.figure is None:  # keys come to it, so that pictures can be pasted there
            return flag.ItemIsEnabled | flag.ItemIsSelectable | flag.ItemIsDropEnabled
        return flag.ItemIsEnabled | flag.ItemIsSelectable | flag.ItemIsDragEnabled | flag.ItemIsDropEnabled

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        tile = self.tile(index)
        if tile is None:
            return None
        if role == TILE_ROLE:
            return tile
        if role == Qt.ItemDataRole.DisplayRole:
            return tile.name
        if role in (Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole):
            name = tile.name or self._sentences("figures.no_caption")
            none = self._sentences("figures.none_here") if tile.empty else ""
            return ", ".join(filter(None, (tile.lead, name, none, self.words(tile))))
        return None

    def words(self, tile: Tile) -> str:
        """What a tile lacks."""
        what = ", ".join(self._sentences(f"figures.{name}") for name in tile.lacks)
        return self._sentences("figures.lacks", what=what) if what else ""

    def mimeTypes(self) -> list[str]:
        return [MIME]

    def mimeData(self, indexes: Sequence[QModelIndex]) -> QMimeData:
        data = QMimeData()
        ids = [tile.figure.id for index in indexes if (tile := self.tile(index)) and tile.figure]
        data.setData(MIME, "\n".join(ids).encode())
        return data

    def supportedDropActions(self) -> Qt.DropAction:
        return Qt.DropAction.MoveAction | Qt.DropAction.CopyAction

    def canDropMimeData(self, data: QMimeData, action: Qt.DropAction, row: int, column: int, parent: Index) -> bool:
        return True


def dragged(data: QMimeData) -> list[str]:
    """Ids of the figures that are dragged."""
    return [each for each in bytes(data.data(MIME).data()).decode().split("\n") if each]
