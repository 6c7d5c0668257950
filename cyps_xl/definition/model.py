"""A report as it is declared: sections of blocks of lines, over input tables with what is true of their figures."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

from cyps_xl.definition.expression import Expression
from cyps_xl.inputs.catalogue import OWN_TABLES, Catalogue
from cyps_xl.inputs.declare import Table, folded
from cyps_xl.inputs.tables.choices import AreaKind, Charts, Over, Shape, Shown, Total
from cyps_xl.languages.language import Language
from cyps_xl.languages.shipped import DEFAULT, ENGLISH, SHIPPED
from cyps_xl.measures.direction import Better, Direction
from cyps_xl.measures.periods import Quarter
from cyps_xl.translations.phrases import BRACES as PLACE
from cyps_xl.translations.phrases import Phrase

Conditions = tuple[tuple[str, str], ...]
"""Which rows of a table: pairs of a heading and the value that stands under it."""


@dataclass(frozen=True)
class Line:
    """One line of a block; `better` is None for lines without a direction.

    `target` is None where there is none, and else as a cell holds it: 0.82 for 82%.
    """

    position: int
    label: str
    shows: Expression
    printed: Shown
    where: Conditions = ()
    over: Over = Over.SUM
    no: str = ""
    in_chart: bool = False
    emphasis: bool = True
    total: Total = Total.NONE
    better: Better | None = None
    target: float | None = None
    note: str = ""


@dataclass(frozen=True)
class Block:
    """A table, with or without a chart, on a section's sheet."""

    name: str
    shape: Shape
    title: str = ""
    table: Table | None = None
    called: str = ""
    down: str = ""
    across: str = ""
    where: Conditions = ()
    chart: Charts = Charts.NONE
    chart_title: str = ""
    chart_says: str = ""
    counted_in: str = ""
    says: str = ""
    leads_to: str = ""
    noun: str = "row"
    lines: tuple[Line, ...] = ()

    def says_of(self, section: Section) -> str:
        """The sentence that leads to a section, with the section's number, title and tab in their places."""
        places = {"number": section.number, "title": section.title, "tab": section.tab}
        return PLACE.sub(lambda place: places.get(place[1], place[0]), self.says)

    def line(self, position: int) -> Line:
        """The line at a position; KeyError when there is none."""
        for line in self.lines:
            if line.position == position:
                return line
        raise KeyError(position)


@dataclass(frozen=True)
class Term:
    """An entry of a key."""

    term: str
    in_full: str
    meaning: str

    @property
    def direction(self) -> Direction | None:
        """The arrow that the term's words stand for, in a section's own key; None for any other term."""
        return _ARROWS.get(self.term.casefold())


_ARROWS = {
    "best possible": Direction.BEST_POSSIBLE,
    "improved": Direction.IMPROVED,
    "maintained": Direction.MAINTAINED,
    "within tolerance": Direction.WITHIN_TOLERANCE,
    "declined": Direction.DECLINED,
    "not compared": Direction.NOT_COMPARABLE,
}
"""The arrows by the words that a section's own key calls them."""


@dataclass(frozen=True)
class Section:
    """A sheet of the report. `name`, in small letters, stays when number and title change.

    `spoken_of_as` are the beginnings of the words by which texts speak of what it is about.
    """

    name: str
    number: str
    title: str
    tab: str
    has_commentary: bool
    spoken_of_as: tuple[str, ...] = ()
    one_page: bool = False
    first: Quarter | None = None
    last: Quarter | None = None
    blocks: tuple[Block, ...] = ()
    terms: tuple[Term, ...] = ()

    @property
    def heading(self) -> str:
        """Number and title, as the sheet's heading prints them."""
        return f"{self.number} {self.title}"

    @property
    def tab_name(self) -> str:
        """Number and tab, as the sheet is called until staff rename it."""
        return f"{self.number} {self.tab}"

    def is_item(self, item: object) -> bool:
        """Whether words under an item of Explanations are the section's; capitals make no difference, as in Excel."""
        return isinstance(item, str) and item.lower() == self.number.lower()

    def shows(self, shape: Shape) -> bool:
        """Whether one of its blocks has a shape."""
        return any(block.shape is shape for block in self.blocks)

    def is_reported(self, quarter: Quarter) -> bool:
        """Whether the section is part of this quarter's report."""
        return (self.first is None or self.first <= quarter) and (self.last is None or quarter <= self.last)


@dataclass(frozen=True)
class Area:
    """An area that indicators have figures of."""

    name: str
    kind: AreaKind


@dataclass(frozen=True)
class Definition:
    """A report: its tables in the order of their sheets, its sections in order, the terms of the Key sheet.

    `areas` are those that indicators have figures of, our own among them. `translations` are its texts in the second
    language, which is `language`; one whose source is not given is a suggestion.
    """

    tables: tuple[Table, ...]
    sections: tuple[Section, ...]
    terms: tuple[Term, ...] = ()
    translations: tuple[Phrase, ...] = ()
    areas: tuple[Area, ...] = ()
    language: Language = DEFAULT

    @property
    def languages(self) -> dict[str, Language]:
        """The two languages that the report is published in, by their codes: English first."""
        return {language.code: language for language in (ENGLISH, self.language)}

    @property
    def languages_known(self) -> tuple[Language, ...]:
        """The second language, and those that ship: its own words for days count before theirs."""
        return (self.language, *SHIPPED)

    @cached_property
    def catalogue(self) -> Catalogue:
        """The input tables of a workbook with this report."""
        return Catalogue(self.tables)

    @cached_property
    def heading_numbers(self) -> dict[str, str]:
        """The headings and tabs of the sections, each with the number that it begins with."""
        return {text: section.number for section in self.sections for text in (section.heading, section.tab_name)}

    @property
    def tables_of_figures(self) -> tuple[Table, ...]:
        """The tables that the report declares itself."""
        own = {table.name for table in OWN_TABLES}
        return tuple(table for table in self.tables if table.name not in own)

    @property
    def other_areas(self) -> tuple[str, ...]:
        """The names of the areas that our own can be compared with, in the order of their sheet."""
        return tuple(area.name for area in self.areas if area.kind is not AreaKind.OWN)

    def compared_with(self, first: str, second: str) -> tuple[str, ...]:
        """The areas that the scorecards set our own figures beside, as Settings names them whatever its capitals.

        Where `first` is blank it is the first area that is not our own. Our own name, and one of no area, is nobody.
        """
        others = {folded(name): name for name in self.other_areas}
        chosen = [first or next(iter(others), ""), second]
        found = [others[folded(name)] for name in chosen if folded(name) in others]
        return tuple(dict.fromkeys(found))

    def outside(self, areas: Iterable[str]) -> tuple[str, ...]:
        """Those of these areas that are no part of ours: our own figure holds that of a team."""
        parts = {area.name for area in self.areas if area.kind is AreaKind.PART}
        return tuple(name for name in areas if name not in parts)

    def reported(self, quarter: Quarter) -> tuple[Section, ...]:
        """The sections of a quarter's report."""
        return tuple(section for section in self.sections if section.is_reported(quarter))

    def blocks(self) -> Iterator[tuple[Section, Block]]:
        """Every block with its section."""
        for section in self.sections:
            yield from ((section, block) for block in section.blocks)

    def section(self, name: str) -> Section:
        """The section of a name; KeyError when there is none."""
        for section in self.sections:
            if section.name == name:
                return section
        raise KeyError(name)
