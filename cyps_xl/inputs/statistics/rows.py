"""Published figures as rows of the workbook's own tables, with where they come from and what is to be said of them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence

from cyps_xl.errors import Problem, UnusableFile
from cyps_xl.inputs.declare import folded
from cyps_xl.inputs.raw import RawTable, RawValue
from cyps_xl.inputs.records import Inputs
from cyps_xl.inputs.statistics.councils import COUNCILS, WALES, council_called
from cyps_xl.inputs.statistics.figures import Areas, Figures, Found, Place, named
from cyps_xl.inputs.statistics.long_format import LongFile
from cyps_xl.inputs.statistics.mapping import HEADINGS, Description
from cyps_xl.inputs.tables.choices import AreaKind
from cyps_xl.inputs.tables.definition import AREAS
from cyps_xl.inputs.tables.indicators import COUNCIL_AREA, INDICATOR_VALUES, INDICATORS
from cyps_xl.inputs.tables.settings import SETTINGS
from cyps_xl.measures.periods import long_date

_COUNTS = tuple(HEADINGS.values())
_COLUMNS = (*INDICATOR_VALUES.key, *_COUNTS, "Source", "Rounded to", "Not told")


def areas_known(inputs: Inputs, areas: Sequence[str]) -> Areas:
    """The areas that a workbook has figures of, by every name that they are called by; our own by its setting."""
    known = {folded(name): name for name in areas}
    own = council_called(str(inputs.value(SETTINGS, "Value", "Council") or ""))
    if own is None or own is WALES:
        return Areas(known)
    return Areas(known | {folded(own.name): COUNCIL_AREA, folded(own.welsh): COUNCIL_AREA}, COUNCIL_AREA)


def area_rows(inputs: Inputs, figures: Figures, known: Sequence[str], source: str) -> RawTable | None:
    """The areas that the sheet Areas lacks, as rows of it; None where it has them all.

    An empty sheet stands for Council and Wales, and gets rows for those as well.
    """
    lacking = [name for name in figures.areas if folded(name) not in {folded(one) for one in known}]
    if not lacking:
        return None
    written = not inputs[AREAS].rows
    rows = [(COUNCIL_AREA, AreaKind.OWN.value), (WALES.name, AreaKind.COUNTRY.value)] if written else []
    rows += [(name, (AreaKind.COUNTRY if name == WALES.name else AreaKind.COUNCIL).value) for name in lacking]
    return RawTable(AREAS.name, source, ("Area", "Kind"), tuple(rows), is_sheet=False)


def value_rows(inputs: Inputs, file: LongFile, figures: Figures) -> tuple[RawTable, list[Problem]]:
    """The figures as rows of Indicator values, and those that were told before and are withheld now.

    A row in which nothing changes says nothing of its source, so that it keeps the file that it came from first.
    """
    first_years = {str(row["No"]): str(row["First year"] or "") for row in inputs[INDICATORS]}
    source = f"{file.path.name}, file of {long_date(_day_of(file))}"
    rows: list[tuple[RawValue, ...]] = []
    names, problems = [], []
    for place, found in figures.found.items():
        if place[2] < first_years.get(place[0], ""):
            continue
        row = _row(figures, place, found)
        held = inputs[INDICATOR_VALUES].find(*place)
        for heading in _COUNTS:
            if held is not None and held[heading] is not None and heading in found and row[heading] is None:
                problems.append(_withheld_now(file, place, heading, found[heading], inputs))
        said = [heading for heading in (*_COUNTS, "Rounded to", "Not told") if row[heading] is not None]
        if held is None or any(held[heading] != row[heading] for heading in said):
            row["Source"] = source
        rows.append(tuple(row[heading] for heading in _COLUMNS))
        names.append(f"row {min(one.row.number for one in found.values())}")
    table = RawTable(
        INDICATOR_VALUES.name, file.path.name, _COLUMNS, tuple(rows), is_sheet=False, row_names=tuple(names)
    )
    return table, problems


def _row(figures: Figures, place: Place, found: Mapping[str, Found]) -> dict[str, RawValue]:
    row: dict[str, RawValue] = dict.fromkeys(_COLUMNS)
    row.update(zip(INDICATOR_VALUES.key, place, strict=True))
    row.update({heading: one.told.number for heading, one in found.items()})
    row["Rounded to"] = figures.rounded_to(place)
    reasons = [one.told.meaning.value for one in found.values() if one.told.meaning is not None]
    row["Not told"] = max(reasons, default=None)  # withheld goes before not known
    return row


def _withheld_now(file: LongFile, place: Place, heading: str, found: Found, inputs: Inputs) -> Problem:
    records = inputs[INDICATOR_VALUES]
    row = records.find(*place)
    assert row is not None
    return Problem(
        records.where(row, heading),
        f"The cell holds {row[heading]:g}, and {file.path.name}, row {found.row.number}, tells it no more "
        f"({found.told.mark}).",
        "Clear the cell, then bring the file in again.",
    )


def _day_of(file: LongFile) -> dt.date:
    """The day on which the file was written: that of its download."""
    return dt.date.fromtimestamp(file.path.stat().st_mtime)


def refuse_unknown(file: LongFile, figures: Figures, descriptions: Sequence[Description]) -> None:
    """Raise UnusableFile where nothing of the file is anything that the sheet Published tells of."""
    if figures.found or figures.problems or figures.left:
        return
    if figures.unknown_areas:
        raise UnusableFile(
            f"{file.path.name} has no figures of a council of Wales, or of an area of the sheet Areas: it has "
            f"{named(list(figures.unknown_areas))}.",
            "Write the names on the sheet Areas as the file has them.",
        )
    said = list(figures.descriptions) or [one.text for one in descriptions]
    raise UnusableFile(
        f"{file.path.name} is published statistics, and the sheet Published says of none of its descriptions which "
        f"count of which indicator it is: {named(said)}.",
        "Write them there, whole or by their beginning, each with the indicator's No and what it is of it; then bring "
        "the file in again.",
    )


def remarks_of(inputs: Inputs, file: LongFile, figures: Figures, descriptions: Sequence[Description]) -> Iterator[str]:
    """How the file was read, what was left alone, and what every reader of its figures must know."""
    name = file.path.name
    councils = [area for area in figures.areas if (one := council_called(area)) is not None and one is not WALES]
    wales = " and Wales" if len(councils) < len(figures.areas) else ""
    years = figures.years
    span = f", {years[0]} to {years[-1]}" if len(years) > 1 else f", {years[0]}" if years else ""
    yield f"{name}: read as published statistics, {file.encoding}: {len(councils)} councils{wales}{span}"
    if figures.rounded:
        widths = " and ".join(f"{to:g}" for to in sorted(set(figures.rounded.values())))
        yield f"{name}: counts are rounded to {widths}, and compared as rounded"
    for (meaning, mark), count in sorted(figures.marks.items()):
        yield f"{name}: {count} {'figure is' if count == 1 else 'figures are'} {meaning} ({mark}): left empty, never 0"
    if figures.left:
        yield f"{name}: {figures.left} rows are of our own council: left alone, since a report has its own counts"
    for area, rows in figures.unknown_areas.items():
        yield f"{name}: “{area}” is no council of Wales and no area of the sheet Areas: {rows} rows left alone"
    if lacking := _lacking(inputs, figures):
        yield f"{name}: it has nothing of {named(lacking)}"
    if early := _early(inputs, figures):
        yield f"{name}: {early} figures are older than their indicator's First year: left alone"
    others = [text for text in figures.descriptions if not any(one.is_of(text) for one in descriptions)]
    if others:
        yield f"{name}: descriptions that the sheet Published does not name are left alone: {named(others)}"


def _lacking(inputs: Inputs, figures: Figures) -> list[str]:
    """The councils that the file has nothing of; none where it has few, and is of other areas."""
    own = council_called(str(inputs.value(SETTINGS, "Value", "Council") or ""))
    there = {council_called(area) for area in figures.areas} | {own}
    lacking = [one.name for one in COUNCILS if one not in there]
    return lacking if len(lacking) < len(COUNCILS) / 2 else []


def _early(inputs: Inputs, figures: Figures) -> int:
    first_years = {str(row["No"]): str(row["First year"] or "") for row in inputs[INDICATORS]}
    return sum(len(found) for (no, _, year), found in figures.found.items() if year < first_years.get(no, ""))
