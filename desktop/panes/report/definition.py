"""What the report is made of, as the export dialog asks for it: which definition, and everything that it says."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QColor, QIcon, QPainter, QPixmap
from PySide6.QtWidgets import QComboBox, QVBoxLayout, QWidget

from db.records import SECTIONS, USUAL_SECTIONS, Person, Team
from desktop.dates import day_of, short
from desktop.editor.composition import LineField
from desktop.models.report_choice import (
    EDITIONS,
    STATES,
    LastChoice,
    days,
    differences,
    is_empty,
    listed,
    normal,
)
from desktop.models.report_parts import include, nothing_taken, parts
from desktop.models.report_styles import FIRST_STYLE, style_colours, style_name, styles
from desktop.panes.parts import label
from desktop.panes.report.date_field import DateField
from desktop.panes.report.fold import Fold
from desktop.panes.report.logo import LogoField
from desktop.panes.report.part_tree import PartTree
from desktop.panes.report.picker import LONGEST, ReportPicker
from desktop.panes.report.segments import Choices, Segments
from desktop.panes.report.ticks import PeopleTree, Ticks
from exporters.compile.choice import Definition

if TYPE_CHECKING:
    from db.records import Report
    from desktop.theme import Theme
    from exporters.reading import Records
    from resources import Sentences

SORTS = ("full", "daily", "photos", "questions")
ARRANGEMENTS = ("listed", "date", "order")
TAKEAWAYS = ("visit", "person")
LANGUAGES = ("ko", "en")
LATER = tuple(name for name in SECTIONS if name not in USUAL_SECTIONS)
"""Sections that no report has unless it is asked for; they stand behind the others."""


class ReportDefinition(QWidget):
    """changed: something else is to be printed. form_changed: the file is to be of another format.

    What is shown is always one value, the definition as it is being changed, and the saved one that it differs from.
    """

    changed = Signal()
    form_changed = Signal()

    def __init__(
        self, theme: Theme, sentences: Sentences, reader: Records, reports: Sequence[Report], forms: Mapping[str, str],
        last: LastChoice, *, column: QVBoxLayout, reading: bool = False,
    ) -> None:  # fmt: skip
        """forms: what each format of the file is called. column: the layout that it stands in, from the first.

        last: what was chosen last; it is chosen again, as far as it is still there, and nobody is told.
        reading: the notebook cannot be written.
        """
        super().__init__()
        column.addWidget(self, 1)
        self._theme, self._say, self._reader = theme, sentences, reader
        self._reports = list(reports)
        self._report = ""
        self._unsaved: dict[str, dict[str, Any]] = {}
        self._base = self._definition = Definition()
        self.setObjectName("definition")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.picker = ReportPicker(theme, sentences, reading=reading)
        self.form = Segments(theme, forms, sentences("pages.form_field"))
        self.edition = Segments(
            theme, {each: sentences(f"window.export.{each}") for each in EDITIONS}, sentences("pages.edition")
        )
        self.edition_line = label("", "small", wrap=True)
        self.style_ = self._combo("pages.style_field", {})
        self.sort = self._combo("fields.field.sort", self._codes("sort", SORTS))
        self.day = self._combo("fields.field.day", {})
        self.takeaways = self._combo("fields.field.takeaways", self._codes("takeaways", TAKEAWAYS))
        self.language = Segments(theme, self._codes("language", LANGUAGES), sentences("fields.field.language"))
        self.arrangement = self._combo(
            "fields.field.arrangement", {each: sentences(f"pages.arrangement.{each}") for each in ARRANGEMENTS}
        )
        self.parts = PartTree(theme, sentences)
        self.sections = Ticks(self._codes("section", (*USUAL_SECTIONS, *LATER)), theme.px(2))
        self.states = Ticks(self._codes("status", STATES), theme.px(2))
        self.people = PeopleTree(theme, sentences("fields.field.people"))
        self.title = LineField()
        self.title.setMaxLength(LONGEST)
        self.date = DateField(theme, sentences)
        self.logo = LogoField(theme, sentences)
        self.folds = {
            name: Fold(theme, sentences(f"pages.fold.{name}"), opened=name == "parts")
            for name in ("kind", "parts", "sections", "people", "states", "cover")
        }
        self._fill_styles()
        self._furnish()
        self.form.choose(last.form)
        self._connect()
        self._take(last.report, last.changed if last.report in ("", *(report.id for report in reports)) else {})

    # --- what is chosen -----------------------------------------------------------------------------------------

    @property
    def chosen_report(self) -> Report | None:
        """The saved definition, or None for the whole notebook."""
        return next((report for report in self._reports if report.id == self._report), None)

    @property
    def definition(self) -> Definition:
        """The definition as it stands now, saved or not."""
        return self._definition

    @property
    def changes(self) -> dict[str, Any]:
        """Fields that differ from what is saved, with their values."""
        return differences(self._base, self._definition)

    def choice(self) -> Definition | None:
        """What is to be made; None where nothing is left of it."""
        if is_empty(self._definition) or (self.parts.parts and nothing_taken(self.parts.parts)):
            return None
        return self._definition

    def last(self) -> LastChoice:
        """What is to be remembered."""
        return LastChoice(self._report, self.form.value, self.changes)

    def choose(self, report_id: str, *, keep: bool = True) -> None:
        """A saved definition; the whole notebook where there is none of this id.

        keep: what was changed in the one before and not saved is there again when that one is chosen again.
        """
        self._unsaved[self._report] = self.changes if keep else {}
        self._take(report_id, None)
        self.changed.emit()

    def _take(self, report_id: str, changes: Mapping[str, Any] | None) -> None:
        """Show the definition of this id with changes; None: those that were left in it."""
        self._report = report_id if any(report.id == report_id for report in self._reports) else ""
        left = self._unsaved.pop(self._report, {})
        self._base = Definition.of(self.chosen_report)
        self._definition = replace(self._base, **(left if changes is None else changes))
        self.picker.show_reports(self._reports, self._report)
        self._show()

    def revert(self) -> None:
        """Back to what is saved."""
        self._definition = self._base
        self._show()
        self.changed.emit()

    def set_title(self, title: str) -> None:
        """What the report is called from now on."""
        self._change(title=title)

    def set_logo(self, blob: str | None) -> None:
        """The picture of this name is the report's logo."""
        self._change(logo=blob)

    def follow(self, reports: Sequence[Report]) -> None:
        """Definitions, visits or chapters were changed in the window: the lists follow, what was changed here stays."""
        self.parts.flush()
        changes, gone = self.changes, self._report
        self._reports = list(reports)
        if self.chosen_report is None and gone:
            self._report, changes = "", {}
        self._base = Definition.of(self.chosen_report)
        self._definition = replace(self._base, **changes)
        self.picker.show_reports(self._reports, self._report)
        self._show()

    def show_pages(self, pages: Mapping[str, int]) -> None:
        """The pages, from 1, on which visits and chapters begin, by id."""
        self.parts.show_pages(pages)

    # --- changing -----------------------------------------------------------------------------------------------

    def _change(self, **values: Any) -> None:
        self.parts.flush()
        changed = replace(self._definition, **values)
        if changed != self._definition:
            self._definition = changed
            self._show()
            self.changed.emit()

    def _connect(self) -> None:
        self.picker.chosen.connect(self.choose)
        self.picker.revert_wanted.connect(self.revert)
        self.form.chosen.connect(lambda _: self.form_changed.emit())
        self.edition.chosen.connect(lambda value: self._change(edition=value))
        self.language.chosen.connect(lambda value: self._change(language=value))
        combos = {"style": self.style_, "sort": self.sort, "day": self.day, "takeaways": self.takeaways}
        for name, combo in combos.items():
            combo.activated.connect(self._of_combo(name, combo))
        self.sort.activated.connect(lambda _: self._change(sections=()))  # each sort has its own
        self.arrangement.activated.connect(lambda _: self._arrange(str(self.arrangement.currentData())))
        self.parts.changed.connect(self._parts_changed)
        self.sections.changed.connect(lambda: self._change(sections=self._normal("sections", self.sections.chosen())))
        self.states.changed.connect(lambda: self._change(states=self._normal("states", self.states.chosen())))
        self.people.changed.connect(lambda: self._change(people=self.people.chosen()))
        self.title.editingFinished.connect(lambda: self._change(title=" ".join(self.title.text().split())))
        self.date.given.connect(lambda day: self._change(date=day))
        self.logo.removed.connect(lambda: self.set_logo(None))

    def _of_combo(self, name: str, combo: QComboBox) -> Callable[[int], None]:
        return lambda _: self._change(**{name: combo.currentData() or (None if name == "day" else "")})

    def _normal(self, name: str, chosen: tuple[str, ...]) -> tuple[str, ...]:
        given: dict[str, Any] = {name: listed(chosen)}
        return tuple(getattr(normal(replace(self._definition, **given)), name))

    def _parts_changed(self, moved: bool) -> None:
        arrangement = "listed" if moved else self._definition.arrangement
        definition = replace(self._definition, arrangement=arrangement)
        self._change(arrangement=arrangement, include=include(self._reader, self.parts.parts, definition, self._say))

    def _arrange(self, arrangement: str) -> None:
        """By hand begins with what stands there; the other orders keep what is taken."""
        if arrangement == self._arrangement:
            return
        if arrangement == "listed":
            taken = listed([each for part in self.parts.parts for each in part.taken])
            self._change(arrangement=arrangement, include=taken)
            return
        changed = replace(self._definition, arrangement=arrangement)
        given = parts(self._reader, changed, self._say)
        self._change(arrangement=arrangement, include=include(self._reader, given, changed, self._say))

    @property
    def _arrangement(self) -> str:
        """In which order they are: what nobody has put into one is by date."""
        given = self._definition
        return "date" if given.arrangement == "listed" and not given.include else given.arrangement

    # --- showing ------------------------------------------------------------------------------------------------

    def _show(self) -> None:
        """Everything as the definition says it."""
        given, say = self._definition, self._say
        self.picker.show_state(saved=bool(self._report), dirty=bool(self.changes))
        self.edition.choose(given.edition)
        self.edition_line.setText(say(f"window.export.{given.edition}_line"))
        style = given.style or FIRST_STYLE
        if self.style_.findData(style) < 0:  # one that is not listed, or not there: making the pages tells
            self.style_.addItem(style, style)
        self._fill_days()
        for combo, value in (
            (self.style_, style), (self.sort, given.sort), (self.takeaways, given.takeaways),
            (self.arrangement, self._arrangement), (self.day, given.day or ""),
        ):  # fmt: skip
            combo.setCurrentIndex(max(combo.findData(value), 0))
        self.language.choose(given.language)
        self.parts.show_parts(parts(self._reader, given, say))
        self.sections.show_chosen(name for name in SECTIONS if given.shows(name))
        self.states.show_chosen(given.states or STATES)
        self.people.show_people(self._reader.all(Team), self._reader.all(Person), given.people)
        if self.title.text().strip() != given.title:
            self.title.setText(given.title)
            self.title.setCursorPosition(0)
        tour = self._reader.tour()
        self.title.setPlaceholderText(tour.title if tour else "")
        self.date.show_date(given.date)
        self.logo.show_logo(given.logo, self._reader.blob_path(given.logo) if given.logo else None)
        self._sum_up()

    def _sum_up(self) -> None:
        say, given = self._say, self._definition
        shown = [part for part in self.parts.parts if part.shown]
        taken = sum(bool(part.taken) for part in shown)
        left_out = [name for name in SECTIONS if not given.shows(name)]
        states = [say(f"fields.code.status.{each}") for each in STATES if not given.states or each in given.states]
        every = say("pages.all")

        def of(count: int, everything: int) -> str:
            return every if count == everything else say("pages.of", count=count, all=everything)

        kind = [self.sort.currentText(), say(f"fields.code.language.{given.language}")]
        day = day_of(given.day)
        summaries = {
            "parts": of(taken, len(shown)),
            "kind": " · ".join([*kind, *([short(day, say)] if day else [])]),
            "sections": say("pages.all_but", name=say(f"fields.code.section.{left_out[0]}"))
            if len(left_out) == 1
            else of(len(SECTIONS) - len(left_out), len(SECTIONS)),
            "people": self._people_words() or every,
            "states": every if len(states) == len(STATES) else ", ".join(states),
            "cover": given.title or (say("pages.own_logo") if given.logo else ""),
        }  # fmt: skip
        for name, words in summaries.items():
            self.folds[name].sum_up(words)

    def _people_words(self) -> str:
        chosen = set(self._definition.people)
        teams = [team.name for team in self._reader.all(Team) if team.id in chosen]
        named = [*teams, *(person.name for person in self._reader.all(Person) if person.id in chosen)]
        return ", ".join(named) if len(named) < 3 else self._say("pages.people", name=named[0], count=len(named) - 1)

    def _fill_days(self) -> None:
        known = days(self._reader)
        given = self._definition.day
        listed_days = known if given is None or given in known else (given, *known)
        if [self.day.itemData(number) for number in range(self.day.count())] == ["", *listed_days]:
            return
        self.day.clear()
        self.day.addItem(self._say("pages.every_day"), "")
        for each in listed_days:
            day = day_of(each)
            self.day.addItem(short(day, self._say) if day else each, each)

    # --- building -----------------------------------------------------------------------------------------------

    def _furnish(self) -> None:
        px, say = self._theme.px, self._say
        column = QVBoxLayout(self)
        column.setContentsMargins(px(22), px(16), px(14), px(12))
        column.setSpacing(px(5))
        self._row(column, "pages.report", self.picker, self.picker.combo)
        self._row(column, "pages.edition", self.edition)
        column.insertWidget(column.count() - 1, self.edition_line)
        self._row(column, "pages.form_field", self.form)
        self._row(column, "pages.style_field", self.style_)
        inside: dict[str, list[tuple[str, QWidget]]] = {
            "parts": [("", self.arrangement), ("", self.parts)],
            "kind": [
                ("fields.field.sort", self.sort), ("fields.field.day", self.day),
                ("fields.field.takeaways", self.takeaways), ("fields.field.language", self.language),
            ],
            "sections": [("", self.sections), ("", label(say("pages.coverage_hint"), "small", wrap=True))],
            "people": [("pages.people_hint", self.people)],
            "states": [("", self.states)],
            "cover": [
                ("fields.field.title", self.title), ("fields.field.date", self.date), ("fields.field.logo", self.logo)
            ],
        }  # fmt: skip
        for name, fold in self.folds.items():
            column.addWidget(fold)  # first: a part that moves with all that is in it is gone through again
            for key, part in inside[name]:
                self._row(fold.body, key, part, spaced=len(inside[name]) > 1 and name not in ("parts", "sections"))
        self.folds["parts"].body.addWidget(label(say("pages.move_hint"), "small", wrap=True))
        self.title.setAccessibleName(say("fields.field.title"))
        column.addStretch(1)

    def _row(
        self, column: QVBoxLayout, key: str, part: QWidget, buddy: QWidget | None = None, *, spaced: bool = True
    ) -> None:
        if key:
            words = label(self._say(key), "small", wrap=True)
            words.setBuddy(buddy or part)
            column.addWidget(words)
        column.addWidget(part)
        if spaced:
            column.addSpacing(self._theme.px(6))

    def _combo(self, key: str, items: Mapping[str, str]) -> Choices:
        return Choices(items, self._say(key))

    def _codes(self, name: str, values: Sequence[str]) -> dict[str, str]:
        return {value: self._say(f"fields.code.{name}.{value}") for value in values}

    def _fill_styles(self) -> None:
        for name in styles():
            self.style_.addItem(self._chips(style_colours(name)), style_name(name, self._say), name)
        self.style_.setIconSize(QSize(self._theme.px(30), self._theme.px(14)))

    def _chips(self, colours: Sequence[str]) -> QIcon:
        """A style's colours side by side."""
        px = self._theme.px
        picture = QPixmap(px(60), px(28))
        picture.fill(Qt.GlobalColor.transparent)
        painter = QPainter(picture)
        for number, colour in enumerate(colours):
            painter.fillRect(px(20) * number, 0, px(20), px(28), QColor(colour))
        painter.end()
        picture.setDevicePixelRatio(2)
        return QIcon(picture)
