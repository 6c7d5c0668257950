"""Sums, and the figures that they are made of, as rows for a workbook: its own numbers for indicators, its own council
left alone."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from cyps_xl.combining.adding import Totals
from cyps_xl.combining.definitions import differs, same_indicator
from cyps_xl.combining.expected import Expected
from cyps_xl.combining.rows import AREA_HEADINGS, VALUE_HEADINGS, ValueRow, area_rows, value_rows
from cyps_xl.errors import UnusableFile
from cyps_xl.inputs.declare import folded
from cyps_xl.inputs.raw import RawTable
from cyps_xl.inputs.records import Inputs, Row
from cyps_xl.inputs.tables.choices import AreaKind
from cyps_xl.inputs.tables.definition import AREAS
from cyps_xl.inputs.tables.indicators import COUNCIL_AREA, INDICATOR_VALUES, INDICATORS
from cyps_xl.inputs.tables.settings import SETTINGS
from cyps_xl.measures.indicators import Indicator, Typed
from cyps_xl.printed.described import Measure

_COUNTS = ("Numerator", "Denominator")
_FIGURES = (*_COUNTS, "Value")


Cells = Mapping[str, int | float | str | None]


@dataclass(frozen=True)
class ForWorkbook:
    """The rows by table, the areas before the figures; `remarks` say what of them the workbook has no place for."""

    areas: RawTable | None
    values: RawTable
    remarks: tuple[str, ...]


def for_workbook(
    totals: Totals, expected: Expected, quarter: str, inputs: Inputs, known: Sequence[str], source: str
) -> ForWorkbook:
    """The rows that a workbook takes; `known` are the areas that it has.

    Its indicators are found by their reference, or by their name, and only where they mean the same. Raises
    UnusableFile where none is.
    """
    indicators, remarks = _indicators(totals, inputs)
    if totals.sums and not indicators:
        raise UnusableFile(
            f"No indicator of the workbook is one that {source} has figures of. {' '.join(remarks)}".strip(),
            "Write on Indicators the reference and the name that the councils publish.",
        )
    names = {folded(name): name for name in known}
    rows, left = _value_rows(value_rows(totals, expected, quarter), indicators, _own(expected, inputs), names, inputs)
    areas = _areas(area_rows(totals, expected), rows, inputs, names, source)
    values = tuple(tuple(cells[heading] for heading in VALUE_HEADINGS) for cells in rows)
    names_of_rows = tuple(", ".join(str(cells[heading]) for heading in INDICATOR_VALUES.key) for cells in rows)
    table = RawTable(INDICATOR_VALUES.name, source, VALUE_HEADINGS, values, is_sheet=False, row_names=names_of_rows)
    return ForWorkbook(areas, table, tuple(dict.fromkeys((*remarks, *left))))


def _indicators(totals: Totals, inputs: Inputs) -> tuple[dict[str, Row], list[str]]:
    """The workbook's indicators by what the sums call them, and a remark on each that it lacks or means otherwise."""
    found: dict[str, Row] = {}
    remarks = []
    for called, measure in {one.called: one.measure for one in totals.sums}.items():
        row = same_indicator(inputs[INDICATORS], measure)
        if row is None:
            remarks.append(f"{called} is no indicator of the workbook: left alone.")
        elif apart := differs(Measure.of(row), measure):
            remarks.append(
                f"{called} means something else in the workbook: left alone. Workbook – councils: {'; '.join(apart)}."
            )
        else:
            found[called] = row
    return found, remarks


def _own(expected: Expected, inputs: Inputs) -> str | None:
    """What the workbook's own council is called among those that are added up; None where it is none of them."""
    return expected.called(str(inputs.value(SETTINGS, "Value", "Council") or ""))


def _value_rows(
    every: Iterable[ValueRow], indicators: Mapping[str, Row], own: str | None, names: Mapping[str, str], inputs: Inputs
) -> tuple[list[Cells], list[str]]:
    """The figures that the workbook has a place for, and a remark on each that is left alone; `names` are its areas."""
    rows, remarks = list[Cells](), list[str]()
    own_rows = 0
    for row in every:
        indicator = indicators.get(row.called)
        if indicator is None:
            continue
        if row.area == own:
            own_rows += 1
            continue
        cells = {**row.cells, "Indicator": str(indicator["No"]), "Area": names.get(folded(row.area), row.area)}
        if str(cells["Period"])[:7] < str(indicator["First year"] or ""):
            remarks.append(f"{row.called}, {cells['Period']}, is older than its First year: left alone")
        elif kept := _kept(inputs, cells):
            remarks.append(kept)
        else:
            rows.append(_beside_what_is_held(inputs, cells, indicator))
    if own_rows:
        rows_left = "1 row" if own_rows == 1 else f"{own_rows} rows"
        remarks.append(f"{own} is our own council: {rows_left} left alone, since a report has its own counts")
    return rows, remarks


def _kept(inputs: Inputs, cells: Cells) -> str:
    """A remark where the workbook holds a figure in a place of which a range alone is known now; "" elsewhere.

    Two counts go before a value, so a figure that is told without them does not take their place either.
    """
    held = inputs[INDICATOR_VALUES].find(*(cells[heading] for heading in INDICATOR_VALUES.key))
    if held is None or all(cells[heading] is not None for heading in _COUNTS):
        return ""
    there = [heading for heading in _FIGURES if held[heading] is not None]
    if not there or (there == ["Value"] and cells["Value"] is not None):
        return ""
    where = inputs[INDICATOR_VALUES].where(held, there[0])
    return (
        f"{where} holds {held[there[0]]:g} of {cells['Area']}, of which the published counts are protected: left as it "
        "is. Clear the row’s figures and bring them in again if it should go."
    )


def _beside_what_is_held(inputs: Inputs, cells: Cells, indicator: Row) -> Cells:
    """The row as it stands beside the one that the workbook has, since an import erases nothing.

    A value that is typed there becomes what the counts make, which go before it, or the two would contradict each
    other; exact counts in the place of rounded ones say so. Without its source where nothing else changes, so that it
    keeps the one that it came from first.
    """
    held = inputs[INDICATOR_VALUES].find(*(cells[heading] for heading in INDICATOR_VALUES.key))
    if held is None:
        return cells
    if held["Value"] is not None and cells["Value"] is None:
        cells = {**cells, "Value": _made_of(cells, indicator)}
    if held["Rounded to"] and cells["Rounded to"] is None:
        cells = {**cells, "Rounded to": 0}
    said = [heading for heading in (*_FIGURES, "Rounded to", "Not told") if cells[heading] is not None]
    same = said and all(held[heading] == cells[heading] for heading in said)
    return {**cells, "Source": None} if same else cells


def _made_of(cells: Cells, indicator: Row) -> float | None:
    """The figure that two counts make, as it is typed: in percent for a rate."""
    rules = Indicator.of(
        unit=indicator["Unit"], decimals=indicator["Decimals"], better=None, measured=None, comparable=None
    )
    number, out_of = (cells[heading] for heading in _COUNTS)
    if not (isinstance(number, int | float) and isinstance(out_of, int | float)):
        return None
    figure = rules.figure(Typed(number, out_of))
    return None if figure is None else rules.published(figure)


def _areas(
    areas: Sequence[tuple[str, str]], rows: Sequence[Cells], inputs: Inputs, names: Mapping[str, str], source: str
) -> RawTable | None:
    """The areas of these rows that the sheet Areas lacks; None where it has them all.

    An empty sheet stands for Council and Wales, and gets rows for those as well.
    """
    needed = {str(cells["Area"]) for cells in rows}
    lacking = [(name, kind) for name, kind in areas if name in needed and folded(name) not in names]
    if not lacking:
        return None
    if not inputs[AREAS].rows:
        stood_for = [(COUNCIL_AREA, AreaKind.OWN.value)]
        stood_for += [(name, AreaKind.COUNTRY.value) for name in names.values() if name != COUNCIL_AREA]
        lacking = [*stood_for, *lacking]
    return RawTable(AREAS.name, source, AREA_HEADINGS, tuple(lacking), is_sheet=False)
