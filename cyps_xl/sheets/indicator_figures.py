"""An indicator's figure for a period: its value and, beside it, the counts it is worked out from."""

from __future__ import annotations

from dataclasses import dataclass

from cyps_xl.definition.indicators import Covered
from cyps_xl.inputs.records import Inputs, Row
from cyps_xl.inputs.tables.indicators import ANNUALLY, COUNCIL_AREA, INDICATOR_VALUES, QUARTERLY
from cyps_xl.measures.indicators import Indicator, Typed, Unit
from cyps_xl.measures.rates import Figure
from cyps_xl.sheets.builder import SheetBuilder
from cyps_xl.sheets.context import Context
from cyps_xl.sheets.formulas import MISSING, Formula, constant, pulled_figure, row_in
from cyps_xl.sheets.indicator_counts import count_formula, months_counted
from cyps_xl.sheets.theme import WHOLE

NO_BASIS = Covered(None)
NEW = "n/a, new"
ANNUAL = "Annual"


@dataclass(frozen=True)
class Place:
    """The columns of a period's figure, of its number and of what that is out of."""

    value: int
    number: int
    out_of: int


@dataclass(frozen=True)
class Attributes:
    """An indicator's own rules, as cells of its row; `indicator` is what the cells say.

    `numerator_from` and `denominator_from` say where its counts stand already, `covered` what its figures cover.
    """

    no: Formula
    indicator: Indicator
    better: Formula
    unit: Formula
    reported: Formula
    decimals: Formula
    measured: Formula
    comparable: Formula
    first_year: Formula
    is_rate: Formula
    numerator_from: str = ""
    denominator_from: str = ""
    covered: Covered = NO_BASIS


def put_figure(
    sheet: SheetBuilder,
    context: Context,
    row: int,
    place: Place,
    attributes: Attributes,
    period: Formula,
    *,
    area: str = COUNCIL_AREA,
    style: str = "figure",
    workings: bool = False,
    months: Formula | None = None,
) -> Formula:
    """Place number, out of and figure of a period; returns the figure's cell.

    The figure is number ÷ out of where both are there, else the published value as typed
    (a rate is typed in percent: 97.6), else the reason why there is none. A plain number that
    stands elsewhere in the workbook is its own figure. `months` is how many months of the
    period are counted, where it need not be all.
    """

    def put(column: int, count: Formula) -> Formula:
        return sheet.put(row, column, count, "workings" if workings else "count", WHOLE)

    key = (attributes.no, constant(area), period)
    number, out_of = _counts(context, key, attributes, months)
    counts = put(place.number, number), put(place.out_of, out_of)
    figure = _figure(context, key, attributes, *counts)
    return sheet.put(row, place.value, figure, style, number_format(attributes))


Key = tuple[Formula, Formula, Formula]
"""What finds a row of Indicator values: the indicator's No, the area, the period."""
Covers = tuple[Covered, Formula, Formula | None]
"""What a count covers, its period, and how many months of that are counted."""


def _is_ours(key: Key) -> bool:
    """Whether the figure is the council's own, of which counts may stand elsewhere."""
    return key[1].value == COUNCIL_AREA


def _counts(context: Context, key: Key, attributes: Attributes, months: Formula | None) -> tuple[Formula, Formula]:
    """Numerator and denominator: as typed, else as they stand elsewhere in the workbook."""
    number = pulled_figure(context.inputs, INDICATOR_VALUES, "Numerator", *key, missing="")
    out_of = _out_of(context, key, attributes)
    if not _is_ours(key):
        return number, out_of
    covers = (attributes.covered, key[2], months)
    return (
        _counted(context, number, attributes.numerator_from, covers),
        _of_a_ratio(attributes, _counted(context, out_of, attributes.denominator_from, covers)),
    )


def rounded_to(inputs: Inputs, no: Formula, area: str, period: Formula) -> Formula:
    """What an area's published counts are rounded to; 0 where they are exact."""
    key = (no, constant(area), period)
    held = inputs.value(INDICATOR_VALUES, "Rounded to", *(part.value for part in key))
    text = f"IFERROR(INDEX(IndicatorValues[Rounded to],{row_in(INDICATOR_VALUES, *key)})+0,0)"
    return Formula(text, held if isinstance(held, int | float) else 0)


def own_counts(context: Context, no: Formula, record: Row, period: Formula) -> tuple[Formula, Formula]:
    """Numerator and denominator of our own percentage for a period, as typed or as they stand elsewhere."""
    key = (no, constant(COUNCIL_AREA), period)
    covered = Covered.by(record)
    months = months_counted(context, no, covered, period)
    found = []
    for heading in ("Numerator", "Denominator"):
        typed = pulled_figure(context.inputs, INDICATOR_VALUES, heading, *key, missing="")
        written = str(record[f"{heading} from"] or "")
        if written and period.value:
            counted = count_formula(context, written, covered, period, months)
            text = f'IFERROR(IF(ISNUMBER({typed.text}),{typed.text},{counted.text}),"")'
            typed = Formula(text, typed.value if typed.figure is not None else counted.value)
        found.append(typed)
    return found[0], found[1]


def _of_a_ratio(attributes: Attributes, out_of: Formula) -> Formula:
    """What a figure is out of, where it stands elsewhere too: a plain number is out of nothing."""
    if not attributes.denominator_from:
        return out_of
    text = f'IF({attributes.unit.text}="{Unit.NUMBER.value}","",{out_of.text})'
    return Formula(text, out_of.value if attributes.indicator.is_ratio else "")


def _figure(context: Context, key: Key, attributes: Attributes, number: Formula, out_of: Formula) -> Formula:
    """The figure of two counts that stand in cells, or what is typed in their place."""
    reason, held = _reason(attributes, key[2]), _held(context, key)
    n, d = number.text, out_of.text
    otherwise = reason.text
    if attributes.numerator_from and _is_ours(key):
        otherwise = f'IF(AND({attributes.unit.text}="{Unit.NUMBER.value}",ISNUMBER({n})),{n},{reason.text})'
        if held is None and not attributes.indicator.is_ratio:
            held = number.figure
    typed = _typed_value(key, attributes, otherwise)
    per = attributes.indicator.per
    quotient = f"{n}/{d}" if per == 1 else f"{n}*{per}/{d}"
    text = f"IF(AND(ISNUMBER({n}),ISNUMBER({d})),IF({d}=0,{reason.text},{quotient}),{typed})"
    figure = attributes.indicator.figure(Typed(number.figure, out_of.figure, held))
    return Formula(text, reason.value if figure is None else figure)


def _counted(context: Context, typed: Formula, written: str, covers: Covers) -> Formula:
    """A count as it is typed, else as it stands elsewhere in the workbook."""
    if not written:
        return typed
    counted = count_formula(context, written, *covers)
    text = f"IF(ISNUMBER({typed.text}),{typed.text},{counted.text})"
    return Formula(text, typed.value if typed.figure is not None else counted.value)


def target_words(current: Formula, low: Formula, high: Formula | None, attributes: Attributes) -> Formula:
    """Whether a figure, as published, meets its target; nothing without either."""
    now, bound = (f"ROUND({cell.text},{attributes.decimals.text})" for cell in (current, low))
    better = attributes.better.text
    test = f'IF({better}="neither",{now}={bound},IF({better}="higher",{now}>={bound},{now}<={bound}))'
    if high is not None:
        top = f"ROUND({high.text},{attributes.decimals.text})"
        test = f"IF(ISNUMBER({high.text}),AND({now}>={bound},{now}<={top}),{test})"
    text = f'IF(AND(ISNUMBER({current.text}),ISNUMBER({low.text})),IF({test},"Met","Not met"),"")'
    met = attributes.indicator.meets_target(current.figure)
    return Formula(text, "" if met is None else "Met" if met else "Not met")


def number_format(attributes: Attributes) -> str:
    """The number format of an indicator's figures, at its published decimals."""
    indicator = attributes.indicator
    zeros = "." + "0" * indicator.decimals if indicator.decimals > 0 else ""
    return f"0{zeros}%" if indicator.is_rate else f"#,##0{zeros}"


def _out_of(context: Context, key: tuple[Formula, ...], attributes: Attributes) -> Formula:
    """What a figure is out of. A plain number is out of nothing: see Indicator.figure."""
    pulled = pulled_figure(context.inputs, INDICATOR_VALUES, "Denominator", *key, missing="")
    cell = f"INDEX(IndicatorValues[Denominator],{row_in(INDICATOR_VALUES, *key)})"
    text = f'IFERROR(IF({cell}="","",IF({attributes.unit.text}="{Unit.NUMBER.value}","",{cell})),"")'
    return Formula(text, pulled.value if attributes.indicator.is_ratio else "")


def _typed_value(key: Key, attributes: Attributes, otherwise: str) -> str:
    """The formula of the published value as typed, a rate turned from percent into a share of 1; else `otherwise`."""
    cell = f"INDEX(IndicatorValues[Value],{row_in(INDICATOR_VALUES, *key)})"
    return f'IFERROR(IF({cell}="",{otherwise},{cell}/IF({attributes.is_rate.text}=1,100,1)),{otherwise})'


def _held(context: Context, key: tuple[Formula, ...]) -> Figure:
    """The published value that the input table holds."""
    value = context.inputs.value(INDICATOR_VALUES, "Value", *(part.value for part in key))
    return value if isinstance(value, int | float) else None


def _reason(attributes: Attributes, period: Formula) -> Formula:
    """Why there is no figure: not yet collected then, collected once a year, or simply not there."""
    first, reported, p = attributes.first_year, attributes.reported, period.text
    quarter = f"LEN({p})>7"
    annual = f'IF({reported.text}="{QUARTERLY}","{MISSING}","{ANNUAL}")'
    text = f'IF(LEFT({p},7)<{first.text},"{NEW}",IF({quarter},{annual},"{MISSING}"))'
    if str(period.value)[:7] < str(first.value):
        return Formula(text, NEW)
    is_quarter = len(str(period.value)) > 7
    return Formula(text, ANNUAL if is_quarter and reported.value != QUARTERLY else MISSING)


def uncompared_words(attributes: Attributes) -> Formula:
    """Why an indicator has no direction, in words."""
    r = attributes.reported
    text = f'IF({r.text}="{QUARTERLY}","Not compared",IF({r.text}="{ANNUALLY}","Reported annually","Annually, by WG"))'
    words = {QUARTERLY: "Not compared", ANNUALLY: "Reported annually"}.get(str(r.value), "Annually, by WG")
    return Formula(text, words)
