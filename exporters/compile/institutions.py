"""The index of institutions at the end of a report: who was visited or met, and on which page."""

from __future__ import annotations

from typing import Final

from exporters.compile.entries import joined
from exporters.compile.front import cell
from exporters.compile.material import Material
from exporters.compile.words import Words
from exporters.document import nodes as n

INDEX_FROM: Final = 4
"""Institutions from which on a report has an index of them."""


def institution_index(material: Material, words: Words) -> tuple[n.Block, ...]:
    """One table, in the order of the alphabet: 가나다 before abc. Empty where there are few institutions."""
    places: dict[str, str] = {}
    anchors: dict[str, list[str]] = {}
    for visit in material.visits:
        place = " ".join(filter(None, (visit.country, visit.city)))
        for name in _names(visit.institution or visit.title, material, visit.id):
            places.setdefault(name, place)
            anchors.setdefault(name, []).append(f"chapter-{visit.id}")
    if len(anchors) < INDEX_FROM:
        return ()
    originals = {visit.institution: visit.original_name for visit in material.visits}
    rows = [_row(name, originals.get(name, ""), places[name], anchors[name]) for name in sorted(anchors, key=_sorting)]
    head = tuple(cell(words.say(f"report.column.{name}")) for name in ("institution", "place", "page"))
    return (n.Table((head, *rows)),)


def _names(institution: str, material: Material, visit: str) -> list[str]:
    """The institution of a visit, and others that took part in it."""
    others = (contact.organisation for contact in material.contacts.get(visit, []))
    strangers = (name for name in others if name and name not in institution and institution not in name)
    return list(filter(None, dict.fromkeys((institution, *strangers))))


def _row(name: str, original: str, place: str, anchors: list[str]) -> tuple[n.Inlines, ...]:
    shown = joined(((n.Text(name),), (n.Text(original),) if original != name and original else ()))
    pages = [part for anchor in dict.fromkeys(anchors) for part in (n.Text(", "), n.PageReference(anchor))]
    return shown, cell(place), tuple(pages[1:])


def _sorting(name: str) -> tuple[bool, str]:
    return not "가" <= name[:1] <= "힣", name.casefold()
