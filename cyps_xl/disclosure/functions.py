"""Excel's functions as the report uses them, each with the history of its answer."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Callable, Iterable, Sequence
from fractions import Fraction
from statistics import NormalDist, median

from cyps_xl.disclosure.provenance_value import Sum, Traced, known, opaque
from cyps_xl.formulas.tree import Expression, NotUnderstood
from cyps_xl.inputs.records import excel_serial
from cyps_xl.measures.chance import binomial_up_to, mean_of_at_most
from cyps_xl.measures.periods import add_months
from cyps_xl.measures.rates import rounded

WorkOut = Callable[[Expression], Traced]


class ExcelError(Exception):
    """The formula gives an error, such as #N/A, which IFERROR catches."""


def _if(work_out: WorkOut, arguments: Sequence[Expression]) -> Traced:
    """IF: the branch taken, and what the choice depends on."""
    if len(arguments) != 3:
        raise NotUnderstood("IF")
    condition = work_out(arguments[0])
    return work_out(arguments[1 if _truth(condition) else 2]).because_of(condition)


def _if_error(work_out: WorkOut, arguments: Sequence[Expression]) -> Traced:
    try:
        return work_out(arguments[0])
    except ExcelError:
        return work_out(arguments[1])


def _is_number(work_out: WorkOut, arguments: Sequence[Expression]) -> Traced:
    """ISNUMBER: tells only whether a figure is there, which a mark in its place tells as well."""
    try:
        return known(work_out(arguments[0]).number is not None)
    except ExcelError:
        return known(False)


def _truth(traced: Traced) -> bool:
    if isinstance(traced.value, bool):
        return traced.value
    if traced.number is None:
        raise ExcelError
    return traced.number != 0


def _compared(sign: str) -> Callable[[list[Traced]], Traced]:
    def compare(sides: list[Traced]) -> Traced:
        left, right = (side.value.lower() if isinstance(side.value, str) else side.value for side in sides)
        if "" in (left, right) and sign in ("=", "<>"):
            # Asks whether there is anything: no more than a mark in its place tells.
            return known((left in ("", None) and right in ("", None)) == (sign == "="))
        return opaque(_holds(sign, left, right), *sides)

    return compare


def _holds(sign: str, left: object, right: object) -> bool:
    a, b = (Fraction(0) if side is None else side for side in (left, right))
    if isinstance(a, bool) or isinstance(b, bool):
        raise NotUnderstood(sign)
    if isinstance(a, str) and isinstance(b, str):
        return _ordered(sign, (a > b) - (a < b))
    if isinstance(a, str) or isinstance(b, str):
        return _ordered(sign, 1 if isinstance(a, str) else -1)  # text comes after every number
    if isinstance(a, int | float | Fraction) and isinstance(b, int | float | Fraction):
        return _ordered(sign, (a > b) - (a < b))
    raise NotUnderstood(sign)


def _ordered(sign: str, order: int) -> bool:
    return {"=": order == 0, "<>": order != 0, "<": order < 0, ">": order > 0, "<=": order <= 0, ">=": order >= 0}[sign]


def _number(traced: Traced) -> Fraction:
    """What an operator or a function of numbers takes a value for: nothing is 0, yes is 1 and no is 0."""
    if traced.value is None or isinstance(traced.value, bool):
        return Fraction(bool(traced.value))
    if traced.number is None:
        raise ExcelError
    return traced.number


def _plus(sign: int) -> Callable[[list[Traced]], Traced]:
    def add(sides: list[Traced]) -> Traced:
        left, right = sides
        value = _number(left) + sign * _number(right)
        total = None if left.sum is None or right.sum is None else left.sum.plus(right.sum, sign)
        return Traced(value, total).because_of(left, right)

    return add


def _times(sides: list[Traced]) -> Traced:
    left, right = sides
    value = _number(left) * _number(right)
    return Traced(value, _scaled(left, right) or _scaled(right, left)).because_of(left, right)


def _scaled(counted: Traced, number: Traced) -> Sum | None:
    """So many times a sum of counts, when the number itself comes from no count."""
    if counted.sum is None or number.sum is None or number.sum.terms:
        return None
    return counted.sum.times(_number(number))


def _divided(sides: list[Traced]) -> Traced:
    part, whole = sides
    if _number(whole) == 0:
        raise ExcelError
    value = _number(part) / _number(whole)
    if whole.sum is not None and not whole.sum.terms and part.sum is not None:
        return Traced(value, part.sum.times(1 / _number(whole))).because_of(part, whole)
    return Traced(value, None, (part, whole)).because_of(part, whole)


def _joined(sides: list[Traced]) -> Traced:
    return opaque("".join(_as_text(side) for side in sides), *sides)


def _as_text(traced: Traced) -> str:
    if traced.value is None:
        return ""
    return str(traced.value) if traced.number is None else f"{float(traced.number):.15g}"


def _numbers(cells: list[Traced]) -> list[Traced]:
    return [cell for cell in cells if cell.number is not None]


def _sum(cells: list[Traced]) -> Traced:
    found = _numbers(cells)
    total: Sum | None = Sum()
    for cell in found:
        total = None if total is None or cell.sum is None else total.plus(cell.sum)
    return Traced(sum((_number(cell) for cell in found), Fraction(0)), total).because_of(*found)


def _average(cells: list[Traced]) -> Traced:
    found = _numbers(cells)
    return _divided([_sum(found), known(Fraction(len(found)))])


def _count(cells: list[Traced]) -> Traced:
    """COUNT: how many figures there are, which marks in their places tell as well."""
    return known(Fraction(len(_numbers(cells))))


def _median(cells: list[Traced]) -> Traced:
    found = _numbers(cells)
    if not found:
        raise ExcelError
    return opaque(median(_number(cell) for cell in found), *found)


def _extreme(choose: Callable[[Iterable[Fraction]], Fraction]) -> Callable[[list[Traced]], Traced]:
    """MIN or MAX, which pass over texts as every function of a span does; of no number 0."""

    def chosen(cells: list[Traced]) -> Traced:
        found = _numbers(cells)
        return opaque(choose([*map(_number, found)] or [Fraction(0)]), *cells)

    return chosen


def _round(arguments: list[Traced]) -> Traced:
    number, places = _number(arguments[0]), int(_number(arguments[1]))
    value = Fraction(str(rounded(float(number), places)))
    if value == number:
        return Traced(number, arguments[0].sum).because_of(*arguments)  # rounding changes nothing
    return opaque(value, *arguments)


def _fixed(arguments: list[Traced]) -> Traced:
    """FIXED: a number as text, at so many decimal places."""
    number, places = (_number(argument) for argument in arguments)
    return opaque(f"{rounded(float(number), int(places)):,.{int(places)}f}", *arguments)


def _part_of_text(arguments: list[Traced], *, left: bool) -> Traced:
    text = _as_text(arguments[0])
    length = int(_number(arguments[1])) if len(arguments) > 1 else 1
    return opaque(text[:length] if left else text[max(0, len(text) - length) :], *arguments)


def _value(arguments: list[Traced]) -> Traced:
    try:
        return opaque(Fraction(_as_text(arguments[0])), *arguments)
    except ValueError:
        raise ExcelError from None


_DAY_NOUGHT = dt.date(1899, 12, 30)
"""The day from which Excel counts."""


def _date(arguments: list[Traced]) -> Traced:
    """DATE, of a month and a day that there are."""
    year, month, day = (int(_number(argument)) for argument in arguments)
    try:
        return opaque(Fraction(excel_serial(dt.date(year, month, day))), *arguments)
    except ValueError:
        raise NotUnderstood("DATE") from None


def _month_later(arguments: list[Traced]) -> Traced:
    """EDATE, of a month's first day, as the report writes it."""
    start, months = (int(_number(argument)) for argument in arguments)
    day = _DAY_NOUGHT + dt.timedelta(days=start)
    if day.day != 1:
        raise NotUnderstood("EDATE")
    return opaque(Fraction(excel_serial(add_months(day, months))), *arguments)


def largest(cells: list[Traced], place: Traced) -> Traced:
    """LARGE: the first, second … largest of the numbers. Raises ExcelError where there are not so many."""
    found = sorted(_numbers(cells), key=_number, reverse=True)
    at = int(_number(place))
    if not 1 <= at <= len(found):
        raise ExcelError
    return opaque(_number(found[at - 1]), *found, place)


def _numeric(work_out: Callable[..., float]) -> Callable[[list[Traced]], Traced]:
    """A function of numbers alone, whose answer tells of all of them."""

    def worked_out(arguments: list[Traced]) -> Traced:
        try:
            value = work_out(*(float(_number(one)) for one in arguments))
        except (ValueError, OverflowError):
            raise ExcelError from None
        return opaque(Fraction(value), *arguments)

    return worked_out


def _binomial(successes: float, trials: float, likely: float, cumulative: float) -> float:
    """BINOMDIST as the report asks for it: how likely it is to be at most so many."""
    if cumulative != 1:
        raise NotUnderstood("BINOMDIST")
    return binomial_up_to(int(successes), int(trials), likely)


def _chi_square(tail: float, degrees: float) -> float:
    """CHIINV as the report asks for it: of an even number of degrees, which is a matter of Poisson counts."""
    if degrees < 2 or degrees % 2:
        raise NotUnderstood("CHIINV")
    return 2 * mean_of_at_most(int(degrees) // 2 - 1, tail)


LAZY: dict[str, Callable[[WorkOut, Sequence[Expression]], Traced]] = {
    "IF": _if,
    "IFERROR": _if_error,
    "ISNUMBER": _is_number,
}
"""Functions that work only some of their arguments out."""

FUNCTIONS: dict[str, Callable[[list[Traced]], Traced]] = {
    **{sign: _compared(sign) for sign in ("=", "<>", "<", ">", "<=", ">=")},
    "+": _plus(1),
    "-": _plus(-1),
    "*": _times,
    "/": _divided,
    "&": _joined,
    "AND": lambda sides: opaque(all(_truth(side) for side in sides), *sides),
    "OR": lambda sides: opaque(any(_truth(side) for side in sides), *sides),
    "NOT": lambda sides: opaque(not _truth(sides[0]), *sides),
    "SUM": _sum,
    "AVERAGE": _average,
    "COUNT": _count,
    "COUNTBLANK": lambda cells: opaque(Fraction(sum(one.value in (None, "") for one in cells)), *cells),
    "MEDIAN": _median,
    "ROUND": _round,
    "FIXED": _fixed,
    "^": _numeric(lambda base, power: base**power),
    "MAX": _extreme(max),
    "MIN": _extreme(min),
    "SQRT": _numeric(math.sqrt),
    "INT": _numeric(math.floor),
    "NORMSINV": _numeric(NormalDist().inv_cdf),
    "BINOMDIST": _numeric(_binomial),
    "CHIINV": _numeric(_chi_square),
    "CHAR": lambda sides: opaque(chr(int(_number(sides[0]))), *sides),
    "ABS": lambda sides: opaque(abs(_number(sides[0])), *sides),
    "LEFT": lambda sides: _part_of_text(sides, left=True),
    "RIGHT": lambda sides: _part_of_text(sides, left=False),
    "LEN": lambda sides: opaque(Fraction(len(_as_text(sides[0]))), *sides),
    "VALUE": _value,
    "DATE": _date,
    "EDATE": _month_later,
}
