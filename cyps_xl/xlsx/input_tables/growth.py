"""What follows a table when it grows: validations, conditional formats, names and print areas."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from lxml import etree

from cyps_xl.grid import Area, on_sheet, parse_areas, quoted_tab
from cyps_xl.xlsx.opening.namespaces import main
from cyps_xl.xlsx.parts.elements import LATER_AREAS, area_of, areas_of, validations_of
from cyps_xl.xlsx.parts.workbook_part import defined_names

_RULES = (
    f"{main('conditionalFormatting')}",
    f"{main('protectedRanges')}/{main('protectedRange')}",
    f"{main('ignoredErrors')}/{main('ignoredError')}",
)


@dataclass(frozen=True)
class Growth:
    """A table's data rows before, and its last data row after."""

    tab: str
    before: Area
    last_row: int

    @property
    def added(self) -> Area:
        """The new rows, as wide as the table."""
        return Area(self.before.last_row + 1, self.before.first_column, self.last_row, self.before.last_column)

    def reaches(self, area: Area) -> bool:
        """Whether an area follows the table down: it covers the last rows of data, and not yet the new ones.

        One row alone may be a rule of its own, unless the table had but one.
        """
        near_the_end = max(self.before.first_row, self.before.last_row - 1)
        in_rows = area.first_row <= near_the_end and self.before.last_row <= area.last_row < self.last_row
        return in_rows and area.overlaps(self.before)

    def followed(self, areas: Sequence[Area]) -> list[Area]:
        """The areas, with those that follow the table carried down over its new rows."""
        grown: list[Area] = []
        for area in areas:
            if not self.reaches(area):
                grown.append(area)
            elif self.before.first_column <= area.first_column and area.last_column <= self.before.last_column:
                grown.append(Area(area.first_row, area.first_column, self.last_row, area.last_column))
            else:
                first_column = max(area.first_column, self.before.first_column)
                last_column = min(area.last_column, self.before.last_column)
                grown += [area, Area(area.last_row + 1, first_column, self.last_row, last_column)]
        return grown


def follow_on_sheet(sheet: etree._Element, growth: Growth) -> None:
    """Carry the sheet's validations, conditional formats and the like down over the table's new rows."""
    for path in _RULES:
        for rule in sheet.iterfind(path):
            _follow(rule, growth)
    _follow_validations([*validations_of(sheet)], growth)
    for element in sheet.iter(LATER_AREAS):
        element.text = _grown_sqref(element.text or "", growth)
    dimension = sheet.find(main("dimension"))
    if dimension is not None:
        dimension.set("ref", str(_grown_dimension(area_of(dimension), growth)))


def follow_in_names(workbook: etree._Element, growth: Growth) -> None:
    """Carry down the names, print areas among them, that stand for a block of cells ending with the table."""
    for element in _names_to_follow(workbook, growth):
        place = on_sheet(element.text or "")
        assert place is not None
        area = Area.parse(place[1])
        longer = Area(area.first_row, area.first_column, growth.last_row, area.last_column)
        element.text = f"{quoted_tab(place[0])}!{longer.fixed()}"


def names_follow(workbook: etree._Element, growth: Growth) -> bool:
    """Whether any name has to be carried down."""
    return any(True for _ in _names_to_follow(workbook, growth))


def _names_to_follow(workbook: etree._Element, growth: Growth) -> Iterator[etree._Element]:
    for element in defined_names(workbook):
        place = on_sheet(element.text or "")
        if place is None or place[0].lower() != growth.tab.lower() or place[1].count("$") != 4:
            continue
        try:
            area = Area.parse(place[1])
        except ValueError:
            continue
        if growth.reaches(area) and area.first_row <= growth.before.first_row:
            yield element


def _follow(rule: etree._Element, growth: Growth) -> None:
    sqref = rule.get("sqref", "")
    grown = _grown_sqref(sqref, growth)
    if grown != sqref:
        rule.set("sqref", grown)


def _follow_validations(validations: Sequence[etree._Element], growth: Growth) -> None:
    """Carry validations down, but not over cells that another one rules already: Excel allows one a cell."""
    areas = [areas_of(rule) for rule in validations]
    for rule, own in zip(validations, areas, strict=True):
        others = [area for other in areas if other is not own for area in other]
        grown = growth.followed(own)
        new = [area for area in grown if area not in own]
        if new and not any(
            Area(growth.before.last_row + 1, area.first_column, area.last_row, area.last_column).overlaps(other)
            for area in new
            for other in others
        ):
            rule.set("sqref", " ".join(map(str, grown)))


def _grown_sqref(sqref: str, growth: Growth) -> str:
    try:
        areas = parse_areas(sqref)
    except ValueError:
        return sqref
    grown = growth.followed(areas)
    return sqref if grown == areas else " ".join(map(str, grown))


def _grown_dimension(area: Area, growth: Growth) -> Area:
    return Area(
        min(area.first_row, growth.before.first_row),
        min(area.first_column, growth.before.first_column),
        max(area.last_row, growth.last_row),
        max(area.last_column, growth.before.last_column),
    )
