"""Formulas and the values they give, side by side: each function writes one and works out the other.

Only functions that Excel 2010 knows are used, so that Excel, LibreOffice, tablets and
formula engines all agree. A missing figure is text (an en dash, or nothing), never 0, and
every formula that reads it tests ISNUMBER first.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from cyps_xl.inputs.declare import KEY_SEPARATOR, Table
from cyps_xl.inputs.records import Inputs, Value, as_excel_text, day_of_serial, excel_serial
from cyps_xl.measures import rates
from cyps_xl.measures.periods import MONTH_NAMES, long_date
from cyps_xl.measures.rates import Figure
from cyps_xl.sheets.plan import Scalar
from cyps_xl.translations.phrases import BRACES

MISSING = "–"
"""What a cell shows where a figure is not there."""


NOT_DRAWN = "#N/A"
"""What a cell among the workings holds that a line is to pass over: Excel draws a text, such as a dash, as 0.

Excel joins the points on both sides. A real gap needs an extension that Microsoft's own validator refuses.
"""


@dataclass(frozen=True)
class Formula:
    """A formula without "=", and the value it gives. A placed cell is one too: its address."""

    text: str
    value: Scalar

    @property
    def figure(self) -> Figure:
        """The value as a number; None when the cell shows text instead."""
        return self.value if isinstance(self.value, int | float) and not isinstance(self.value, bool) else None


NOTHING = Formula('""', "")
"""An empty text: what a cell holds that has nothing to say."""


def quoted(text: str) -> str:
    """Text as a formula writes it."""
    return '"' + text.replace('"', '""') + '"'


def constant(value: Scalar) -> Formula:
    """A number or text standing in a formula."""
    return Formula(quoted(value) if isinstance(value, str) else repr(value), value)


def shown(figure: Figure, missing: str = MISSING) -> Scalar:
    """What a cell shows for a figure that may not be there."""
    return missing if figure is None else figure


def joined_key(*key: Formula) -> str:
    """The formula of a key's text, as the column Key joins it."""
    return f'&"{KEY_SEPARATOR}"&'.join(part.text for part in key)


def row_in(table: Table, *key: Formula) -> str:
    """The MATCH that finds a row of an input table by its key."""
    joined = joined_key(*key)
    if table.has_key_column and len(key) == 1:
        joined += '&""'
    return f"MATCH({joined},{table.name}[{table.lookup_heading}],0)"


def _found(inputs: Inputs, table: Table, heading: str, key: Sequence[Formula]) -> Value:
    return inputs.value(table, heading, *(part.value for part in key))


def pulled_figure(inputs: Inputs, table: Table, heading: str, *key: Formula, missing: str = MISSING) -> Formula:
    """A number from an input table, found by its key; `missing` where there is none."""
    cell = f"INDEX({table.name}[{heading}],{row_in(table, *key)})"
    text = f'IFERROR(IF({cell}="",{quoted(missing)},{cell}),{quoted(missing)})'
    return Formula(text, _as_scalar(_found(inputs, table, heading, key), missing))


def pulled_text(inputs: Inputs, table: Table, heading: str, *key: Formula, missing: str = "") -> Formula:
    """A text from an input table, found by its key; `missing` when there is no such row."""
    cell = f"INDEX({table.name}[{heading}],{row_in(table, *key)})"
    value = _found(inputs, table, heading, key)
    absent = inputs[table].find(*(part.value for part in key)) is None
    return Formula(f'IFERROR({cell}&"",{quoted(missing)})', missing if absent else as_excel_text(value))


def is_there(inputs: Inputs, table: Table, *key: Formula) -> Formula:
    """1 when the input table has a row with this key, else 0."""
    found = inputs[table].find(*(part.value for part in key)) is not None
    return Formula(f"IF(ISNUMBER({row_in(table, *key)}),1,0)", int(found))


def _as_scalar(value: Value, missing: str) -> Scalar:
    if value is None:
        return missing
    return excel_serial(value) if isinstance(value, dt.date) else value


def drawn(cell: Formula) -> Formula:
    """A figure as a line chart reads it, passed over where there is none."""
    return Formula(f"IF(ISNUMBER({cell.text}),{cell.text},NA())", NOT_DRAWN if cell.figure is None else cell.figure)


def difference_of(first: Formula, second: Formula, missing: str = MISSING) -> Formula:
    """first − second; `missing` unless both are numbers."""
    a, b = first.text, second.text
    text = f"IF(AND(ISNUMBER({a}),ISNUMBER({b})),{a}-{b},{quoted(missing)})"
    return Formula(text, shown(rates.difference(first.figure, second.figure), missing))


def total_of(cells: Sequence[Formula], missing: str = MISSING) -> Formula:
    """The sum of the numbers in a run of cells; `missing` when it holds none."""
    span = span_text(cells)
    text = f"IF(COUNT({span})=0,{quoted(missing)},SUM({span}))"
    return Formula(text, shown(rates.total(cell.figure for cell in cells), missing))


def average_of(cells: Sequence[Formula], missing: str = MISSING) -> Formula:
    """The mean of the numbers in a run of cells; `missing` when it holds none."""
    span = span_text(cells)
    text = f"IF(COUNT({span})=0,{quoted(missing)},AVERAGE({span}))"
    return Formula(text, shown(rates.average(cell.figure for cell in cells), missing))


def sum_of_counts(counts: Sequence[Formula]) -> Formula:
    """Counts, added."""
    return Formula("+".join(one.text for one in counts), sum(int(one.figure or 0) for one in counts))


def span_text(cells: Sequence[Formula]) -> str:
    """The address of a run of cells, from the first to the last: of one cell too, so that its formula can grow."""
    return f"{cells[0].text}:{cells[-1].text}"


def filled_cells(table: Table, heading: str) -> str:
    """The formula that counts the cells of a column in which something stands.

    Not COUNTA, to which a formula that gives an empty text is filled: to the reader of the table it is empty.
    """
    column = f"{table.name}[{heading}]"
    return f"(ROWS({column})-COUNTBLANK({column}))"


def latest_date(inputs: Inputs, table: Table, heading: str, up_to: Formula, nth: int = 1) -> Formula:
    """The latest date in a column that is not after `up_to` (the nth latest row's); missing text when there is none.

    Uses LARGE, because MAXIFS is younger than Excel 2010.
    """
    column = f"{table.name}[{heading}]"
    text = f'IFERROR(LARGE({column},COUNTIFS({column},">"&{up_to.text})+{nth}),{quoted(MISSING)})'
    found = None if up_to.figure is None else inputs[table].latest_day(heading, day_of_serial(up_to.figure), nth)
    return Formula(text, MISSING if found is None else excel_serial(found))


def date_words(cell: Formula, day: dt.date | None) -> Formula:
    """A date in words, "31 December 2017", whatever language Excel speaks; `day` is the cell's date."""
    names = ",".join(quoted(name) for name in MONTH_NAMES)
    text = f'DAY({cell.text})&" "&CHOOSE(MONTH({cell.text}),{names})&" "&YEAR({cell.text})'
    if day is None:
        return Formula(f"IFERROR({text},{quoted(MISSING)})", MISSING)
    return Formula(f"IFERROR({text},{quoted(MISSING)})", long_date(day))


def filled(sentence: str, **places: Formula) -> Formula:
    """A sentence with its places in braces filled in."""
    pieces = BRACES.split(sentence)
    return joined(*(places[piece] if at % 2 else piece for at, piece in enumerate(pieces) if piece))


def joined(*parts: Formula | str) -> Formula:
    """Texts one after another, constants given as str."""
    formulas = [constant(part) if isinstance(part, str) else part for part in parts]
    return Formula("&".join(f.text for f in formulas), "".join(str(f.value) for f in formulas))
