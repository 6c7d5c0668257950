"""Sums, and the figures that they are made of, as rows of Areas and Indicator values; and as a list to read."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from cyps_xl.combining.adding import Part, Sum, Totals
from cyps_xl.combining.expected import Expected
from cyps_xl.combining.published import Published, Told
from cyps_xl.combining.wording import counts_in_words, figure_in_words, protected, source_of, whose, without
from cyps_xl.inputs.formula_like import begins_like_formula
from cyps_xl.inputs.marks import Meaning
from cyps_xl.inputs.tables.choices import AreaKind
from cyps_xl.inputs.tables.indicators import COUNCIL_AREA, INDICATOR_VALUES
from cyps_xl.measures.indicators import Unit

AREA_HEADINGS = ("Area", "Kind")
VALUE_HEADINGS = (*INDICATOR_VALUES.key, "Numerator", "Denominator", "Value", "Source", "Rounded to", "Not told")
LIST_HEADINGS = (
    "Reference", "No", "Name", "Period", "Area", "Councils", "Without", "Number", "Out of", "Figure", "Protected",
    "Not added up because",
)  # fmt: skip

Cell = int | float | str | None


@dataclass(frozen=True)
class ValueRow:
    """A row of Indicator values: an area's figure, with what the indicator is known by in every workbook."""

    called: str
    area: str
    cells: Mapping[str, Cell]


def value_rows(totals: Totals, expected: Expected, quarter: str) -> Iterator[ValueRow]:
    """Each sum, and under it what each council published of it."""
    for one in totals.sums:
        yield _of_sum(one, expected, quarter)
        yield from (_of_part(one, part, quarter) for part in one.parts)


def area_rows(totals: Totals, expected: Expected) -> list[tuple[str, str]]:
    """The areas that these rows are of, each with its kind: the whole, sums of some, and the councils."""
    parts = {len(one.parts) for one in totals.sums}
    sums = [expected.part(how_many) for how_many in sorted(parts, reverse=True)]
    councils = {part.council for one in totals.sums for part in one.parts}
    return [
        *((name, _kind(name, expected).value) for name in sums),
        *((council, AreaKind.COUNCIL.value) for council in expected.councils if council in councils),
    ]


def _kind(name: str, expected: Expected) -> AreaKind:
    """A sum of some councils is no country: nothing that is said of a country is said of it."""
    return AreaKind.COUNTRY if name == expected.whole else AreaKind.SEVERAL


def _row(one: Sum, area: str, **cells: Cell) -> ValueRow:
    key = dict(zip(INDICATOR_VALUES.key, (one.measure.no, area, one.period), strict=True))
    said = {heading.replace("_", " "): cell for heading, cell in cells.items()}
    return ValueRow(one.called, area, {**dict.fromkeys(VALUE_HEADINGS), **key, **said})


def _of_sum(one: Sum, expected: Expected, quarter: str) -> ValueRow:
    """A sum: its counts where they are known, its figure alone where all that it may be is printed alike; else none."""
    cells: dict[str, Cell] = {"Source": source_of(one, expected, quarter)}
    if one.is_exact and one.unit is not Unit.NUMBER and one.out_of is not None:
        cells |= {"Numerator": _plain(one.number.agreed), "Denominator": _plain(one.out_of.agreed)}
    elif one.is_exact:
        cells["Value"] = _plain(one.number.agreed)
    else:
        # A sum of rounded counts is not told either: its range is as many times wider as there are councils.
        cells["Value"] = _plain(one.printed)
        cells["Not_told"] = (Meaning.WITHHELD if one.is_withheld else Meaning.NOT_KNOWN).value
    return _row(one, expected.part(len(one.parts)), **cells)


def _of_part(one: Sum, part: Part, quarter: str) -> ValueRow:
    """What a council published, as it did."""
    counts = part.counts
    if one.unit is Unit.NUMBER:
        told: dict[str, Published] = {"Value": counts.figure}
    else:
        told = {"Numerator": counts.number, "Denominator": counts.out_of}
    cells: dict[str, Cell] = {heading: _plain(count.number) for heading, count in told.items()}
    if Told.ROUNDED in part.told:
        cells["Rounded_to"] = part.edition.described.rounded_to
    if Told.WITHHELD in part.told:
        cells["Not_told"] = Meaning.WITHHELD.value
    issued = f", issued {part.edition.issued}" if part.edition.issued else ""
    cells["Source"] = f"Published by {part.edition.publisher}, {quarter}{issued}"
    return _row(one, part.council, **cells)


def _plain(number: Fraction | None) -> Cell:
    if number is None:
        return None
    return int(number) if number.denominator == 1 else float(number)


def areas_csv(totals: Totals, expected: Expected) -> bytes:
    """The sheet Areas, our own council's row first: where a workbook's sheet is empty, it stands for that and Wales."""
    return _csv(AREA_HEADINGS, [(COUNCIL_AREA, AreaKind.OWN.value), *area_rows(totals, expected)])


def values_csv(rows: Iterable[ValueRow]) -> bytes:
    """The sheet Indicator values."""
    return _csv(VALUE_HEADINGS, ([row.cells[heading] for heading in VALUE_HEADINGS] for row in rows))


def list_csv(totals: Totals, expected: Expected) -> bytes:
    """What was added up, whose it is and what it may be; then what was not added up, and why."""
    added = (
        (
            *(one.measure.reference, one.measure.no, one.measure.name, one.period),
            *(expected.part(len(one.parts)), whose(one, expected), without(one)),
            *(*counts_in_words(one), figure_in_words(one), protected(one), ""),
        )
        for one in totals.sums
    )
    refused = (
        (one.measure.reference, one.measure.no, one.measure.name, one.period, *[""] * 7, one.why)
        for one in totals.refused
    )
    return _csv(LIST_HEADINGS, [*added, *refused])


def _csv(headings: Sequence[str], rows: Iterable[Sequence[Cell]]) -> bytes:
    """UTF-8 with a byte order mark, without which Excel spoils Welsh letters."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(headings)
    writer.writerows([_harmless(cell) for cell in row] for row in rows)
    return out.getvalue().encode("utf-8-sig")


def _harmless(cell: Cell) -> Cell:
    """A text that a spreadsheet would take for a formula begins with an apostrophe."""
    return f"'{cell}" if isinstance(cell, str) and begins_like_formula(cell) else cell
