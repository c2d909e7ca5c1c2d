"""The header block of a visit: institution (original name) address Tel Fax web type: briefers country city.

Any field may be missing, and line breaks may be lost, so that the fields are glued. What is certain is taken first
(telephone, fax, e-mail, web address), then the country, and what is left between is told apart by its place.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Final

from exporters.importing.briefers import Briefer, briefers
from exporters.importing.contact_data import BARE_NUMBER, CONTACTS, DOMAIN, LABEL_FIELDS, LABELS, MAILBOX, POSTCODE
from exporters.importing.countries import COUNTRY
from exporters.importing.institution import CITY_LONGEST, SPACED_TYPE, TYPE, ends_in_type, head_end, institution_fields

_LEADING: Final = " \t\n,;:/·-–|"


@dataclass(slots=True)
class Header:
    """fields: as named in records.py; spans: where each stands in the source; rest: text that fitted no field."""

    fields: dict[str, str] = field(default_factory=dict)
    spans: dict[str, tuple[int, int]] = field(default_factory=dict)
    briefers: list[Briefer] = field(default_factory=list)
    briefers_span: tuple[int, int] = (0, 0)
    labels: list[tuple[int, int]] = field(default_factory=list)
    rest: list[tuple[int, int]] = field(default_factory=list)
    doubts: list[tuple[str, int, int]] = field(default_factory=list)

    @property
    def evidence(self) -> int:
        """How many signs of a header there are; two make a visit."""
        strong = sum(name in self.fields for name in ("tel", "fax", "web", "email", "country", "original_name"))
        return strong + ("visit_type" in self.fields and TYPE.match(self.fields["visit_type"]) is not None)


def parse_header(text: str, start: int, end: int) -> Header:
    """The fields in text[start:end]."""
    return _Parser(text, start, end).run()


class _Parser:
    def __init__(self, text: str, start: int, end: int) -> None:
        self.text = text
        self.start, self.end = start, end
        self.header = Header()
        self.taken: list[tuple[int, int]] = []

    def run(self) -> Header:
        for name, pattern in CONTACTS:
            self._contact(name, pattern)
        if "web" not in self.header.fields:
            self._contact("web", DOMAIN)
        if "tel" not in self.header.fields:
            self._contact("tel", BARE_NUMBER)
        first = True
        for low, high in self._gaps():
            for piece_low, piece_high, name in self._labelled(low, high):
                if name:
                    self._named(name, piece_low, piece_high)
                elif first:
                    self._first(piece_low, piece_high)
                else:
                    self._tail(piece_low, piece_high)
                first = False
        self._check()
        return self.header

    # --- contact data ---

    def _contact(self, name: str, pattern: re.Pattern[str]) -> None:
        position = self.start
        while match := pattern.search(self.text, position, self.end):
            low, high = match.span()
            over = max((stop for begin, stop in self.taken if low < stop and high > begin), default=0)
            position = max(over, low + 1) if over else max(high, low + 1)
            if over:
                continue
            begin = match.start("value")
            if name == "email" and match.groupdict().get("label") is None:
                begin = low = begin + self._address_before(begin, match["value"])
            if name in self.header.fields:
                if name != "web" and match.groupdict().get("label") is None:
                    continue
                self.header.fields[name] += f", {match['value'].strip()}"
                self.header.doubts.append((f"header_{name}", low, high))
            else:
                self._set(name, begin, match.end("value"))
            self.taken.append((low, high))
            self.taken.sort()
            if match.groupdict().get("label"):
                self.header.labels.append(match.span("label"))

    def _address_before(self, at: int, mail: str) -> int:
        """How many letters of an e-mail address at belong to what it is glued to: Parisinfo@…, 10115info@…."""
        if not (mail[0].isupper() or mail[0].isdigit()):
            return 0
        mailbox = MAILBOX.search(mail)
        if mailbox is not None:
            return mailbox.start()
        code = POSTCODE.match(mail)
        return code.end() if code is not None and at > self.start and self.text[at - 1] != "\n" else 0

    def _set(self, name: str, low: int, high: int) -> None:
        piece = self.text[low:high]
        left = len(piece) - len(piece.lstrip(_LEADING))
        value = " ".join(piece.strip(_LEADING if name != "web" else _LEADING.replace("/", "")).split())
        if not value:
            return
        if name in self.header.fields:
            self.header.rest.append((low, high))
            return
        self.header.fields[name] = value
        self.header.spans[name] = (low + left, high)

    def _gaps(self) -> list[tuple[int, int]]:
        """What stands between the contact data."""
        gaps: list[tuple[int, int]] = []
        low = self.start
        for begin, stop in (*self.taken, (self.end, self.end)):
            if self.text[low:begin].strip(_LEADING):
                gaps.append((low, begin))
            elif not gaps and low == self.start and begin > self.start:
                pass
            low = stop
        return gaps

    def _labelled(self, low: int, high: int) -> list[tuple[int, int, str]]:
        """The parts of a gap: behind a label its field's name, else an empty name."""
        parts: list[tuple[int, int, str]] = []
        begin, name = low, ""
        for match in LABELS.finditer(self.text, low, high):
            if self.text[begin : match.start()].strip(_LEADING):
                parts.append((begin, match.start(), name))
            self.header.labels.append(match.span("label"))
            begin, name = match.end(), LABEL_FIELDS[re.sub(r"\s", "", match["label"]).lower()]
        if self.text[begin:high].strip(_LEADING):
            parts.append((begin, high, name))
        return parts

    def _named(self, name: str, low: int, high: int) -> None:
        line_end = self.text.find("\n", low, high)
        line_end = high if line_end < 0 else line_end
        if name == "institution":
            self._first(low, line_end)
        elif name == "briefers":
            self._people(low, line_end)
        else:
            self._set(name, low, line_end)
        if self.text[line_end:high].strip(_LEADING):
            self._tail(line_end, high)

    # --- institution, original name, address ---

    def _first(self, low: int, high: int) -> None:
        """The gap before the contact data; holds everything where there is none."""
        stop = head_end(self.text, low, high)
        fields, sure = institution_fields(self.text, low, stop, bool(self.taken))
        for name, begin, end in fields:
            if self.text[begin:end].strip(_LEADING):
                self._set(name, begin, end)
        if not sure:
            self.header.doubts.append(("header_institution", low, stop))
        if stop < high:
            self._tail(stop, high)

    # --- type, briefers, country, city ---

    def _tail(self, low: int, high: int) -> None:
        """The gap behind the contact data: [address] type[: briefers] country city."""
        text = self.text
        place = self._country(low, high)
        stop = place.start() if place is not None else high
        stop = self._type(low, stop, place is not None)
        if place is None:
            if text[stop:high].strip(_LEADING):
                self._city_without_country(stop, high)
            return
        self._set("country", place.start(), place.end())
        self._city(place.end(), high)

    def _country(self, low: int, high: int) -> re.Match[str] | None:
        if "country" in self.header.fields:
            return None
        best: tuple[float, re.Match[str]] | None = None
        found = list(COUNTRY.finditer(self.text, low, high))
        for match in found:
            points = self._country_points(match, low, high, found)
            if points > 0 and (best is None or points > best[0]):
                best = (points, match)
        return best[1] if best else None

    def _country_points(self, match: re.Match[str], low: int, high: int, found: list[re.Match[str]]) -> float:
        text = self.text
        before = text[match.start() - 1] if match.start() > low else "\n"
        rest = text[match.end() : high]
        own = rest.strip(_LEADING + "()").split("\n")[0]
        points = 1.0
        if before.isspace():
            points += 2 + (before == "\n")
        elif not ("가" <= before <= "힣") or ends_in_type(text[low : match.start()]):
            points += 2
        if len(own) > CITY_LONGEST or re.search(r"[\d:：@]", own):
            points -= 6
        if own and not rest[:1].isspace() and "가" <= rest[:1] <= "힣" and len(own) > 14:
            points -= 1
        repeated = [other for other in found if other.start() > match.end() and other.group() == match.group()]
        if repeated and text[match.end() : repeated[-1].start()].strip(_LEADING):
            points -= 4
        if before != "\n" and re.search(r"[:：,]", text[low : match.start()]):
            points -= 4 * any(_behind(text, match, other, high) for other in found)
        return points - 0.001 * (match.start() - low)

    def _type(self, low: int, high: int, before_country: bool) -> int:
        """Type and briefers in text[low:high]; where they end."""
        text = self.text
        low, high = _trim(text, low, high)
        if low >= high:
            return high
        colon = re.compile(r"\s*[:：]").search(text, low, high)
        known = self._known_type(low, high)
        if known is not None:
            begin = known.start()
            if re.fullmatch(r"[가-힣 ]{2,8} ", text[low:begin]):
                begin = low  # 현장 시찰
            elif text[low:begin].strip(_LEADING):
                self._before_type(low, begin)
            self._set("visit_type", begin, known.end())
            return self._after_type(known.end(), high, before_country)
        if colon is not None and colon.start() - low <= 20:
            self._set("visit_type", low, colon.start())
            self.header.doubts.append(("header_type", low, colon.start()))
            self._people(colon.end(), high)
            return high
        return self._unknown_type(low, high, before_country)

    def _known_type(self, low: int, high: int) -> re.Match[str] | None:
        """The type's name: at the beginning of the gap or of a line, or behind an address."""
        for match in TYPE.finditer(self.text, low, high):
            before = self.text[match.start() - 1] if match.start() > low else "\n"
            if "가" <= before <= "힣":
                continue
            return match
        return None

    def _after_type(self, low: int, high: int, before_country: bool) -> int:
        text = self.text
        behind = re.compile(r"\s*[:：]").match(text, low, high)
        rest = text[low:high].strip(_LEADING)
        if not rest:
            return high
        if behind is not None or re.match(r"[A-ZÀ-Þ]", rest) or before_country:
            self._people(behind.end() if behind else low, high)
            return high
        return low

    def _before_type(self, low: int, high: int) -> None:
        """Text between the contact data and the type: an address that stands late, else left over."""
        if "address" not in self.header.fields and re.search(r"\d", self.text[low:high]):
            self._set("address", low, high)
        else:
            self.header.rest.append((low, high))
            self.header.doubts.append(("header_rest", low, high))

    def _unknown_type(self, low: int, high: int, before_country: bool) -> int:
        """An open type: one short Hangul line or word before the country."""
        text = self.text
        line_end = text.find("\n", low, high)
        first_end = line_end if line_end >= 0 else high
        first = text[low:first_end].strip()
        latin = re.search(r"[A-ZÀ-Þ]", text[low:high])
        if re.fullmatch(r"[가-힣·/&\s]{2,14}", first) and (before_country or line_end >= 0):
            self._set("visit_type", low, first_end)
            self.header.doubts.append(("header_type", low, first_end))
            if text[first_end:high].strip(_LEADING):
                self._people(first_end, high)
            return high
        hangul = re.match(r"[가-힣]{2,10}", text[low:high])
        if hangul is not None and latin is not None and latin.start() == hangul.end():
            self._set("visit_type", low, low + hangul.end())
            self.header.doubts.append(("header_type", low, low + hangul.end()))
            self._people(low + hangul.end(), high)
            return high
        if before_country:
            self._before_type(low, high)
            return high
        return low

    def _people(self, low: int, high: int) -> None:
        if not self.text[low:high].strip(_LEADING):
            return
        if self.header.briefers:
            self.header.rest.append((low, high))
            return
        low, high = _trim(self.text, low, high)
        self.header.briefers = briefers(self.text[low:high])
        self.header.briefers_span = (low, high)
        if any(one.unsure for one in self.header.briefers):
            self.header.doubts.append(("header_briefers", low, high))

    def _city(self, low: int, high: int) -> None:
        """What stands behind the country; a type may stand there too."""
        text = self.text
        low, high = _trim(text, low, high)
        if "visit_type" not in self.header.fields:
            late = max(SPACED_TYPE.finditer(text, low, high), key=re.Match.start, default=None)
            if late is not None:
                self._set("visit_type", *late.span())
                if text[late.end() : high].strip(_LEADING):
                    self._people(late.end(), high)
                high = late.start()
        line_end = text.find("\n", low, high)
        if line_end >= 0 and text[line_end:high].strip(_LEADING):
            self.header.rest.append((line_end, high))
            self.header.doubts.append(("header_rest", line_end, high))
            high = line_end
        if text[low:high].strip(_LEADING + "()"):
            piece = text[low:high]
            left = len(piece) - len(piece.lstrip(_LEADING + "("))
            right = len(piece.rstrip(_LEADING + ")"))
            self._set("city", low + left, low + right)

    def _city_without_country(self, low: int, high: int) -> None:
        text = self.text
        low, high = _trim(text, low, high)
        if (
            "visit_type" in self.header.fields
            and "\n" not in text[low:high]
            and re.fullmatch(r"[^\d:：]{2,25}", text[low:high])
        ):
            self._set("city", low, high)
            self.header.doubts.append(("header_city", low, high))
        elif "address" not in self.header.fields and re.search(r"\d", text[low:high]):
            self._set("address", low, high)
            self.header.doubts.append(("header_address", low, high))
        else:
            self.header.rest.append((low, high))
            self.header.doubts.append(("header_rest", low, high))

    def _check(self) -> None:
        if "institution" not in self.header.fields:
            self.header.doubts.append(("header_institution", self.start, self.end))


def _behind(text: str, match: re.Match[str], other: re.Match[str], high: int) -> bool:
    """Whether match belongs to a role or an organisation (한국사무소), since other stands between it and the city."""
    between = text[match.end() : other.start()].strip(_LEADING)
    return len(between) > 1 and bool(text[other.end() : high].strip(_LEADING))


def _trim(text: str, low: int, high: int) -> tuple[int, int]:
    while low < high and text[low] in _LEADING:
        low += 1
    while high > low and text[high - 1] in _LEADING:
        high -= 1
    return low, high
