"""Declared change points of a line with limits: the parts into which they break it, and what they say of themselves.

A part is a run of cells whose ends move with the reporting quarter, so formulas find it as INDEX(…):INDEX(…).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate

from cyps_xl.definition.model import Block
from cyps_xl.inputs.declare import folded
from cyps_xl.inputs.records import Row
from cyps_xl.inputs.tables.changes import CHANGE_POINTS, Change
from cyps_xl.measures.limits import parts_of
from cyps_xl.measures.periods import MONTH_NAMES, month_name
from cyps_xl.sheets.context import Context, date_of
from cyps_xl.sheets.formulas import NOT_DRAWN, NOTHING, Formula, constant, pulled_text, quoted, span_text
from cyps_xl.sheets.line_figures import Rows
from cyps_xl.sheets.shapes.bank import CENTRE, CHANGE, LOWER, MARKS, UPPER, Bank

ANEW = ("From ", " on, the limits are worked out anew:")
NOT_COUNTED = ("", " is drawn, and left out of centre and limits:")


@dataclass(frozen=True)
class Parted:
    """A line of months in its parts: `counted` are the figures that centre and limits are worked out from.

    `number`, `first` and `last` are cells, one a month: the number of its part, and where that begins and ends. There
    are none where no change point is declared: the line is one part.
    """

    counted: Sequence[Formula]
    parts: Sequence[slice]
    number: Sequence[Formula] = ()
    first: Sequence[Formula] = ()
    last: Sequence[Formula] = ()

    def span(self, cells: Sequence[Formula], at: int) -> str:
        """The cells of the part that a month belongs to, as a formula names them."""
        whole = span_text(cells)
        if not self.number:
            return whole
        return f"INDEX({whole},{self.first[at].text}):INDEX({whole},{self.last[at].text})"

    def goes_on(self, at: int, since: int = 1) -> str:
        """The test that a month belongs to the part of the one so many before it, with a comma; "" for one part."""
        return f"{self.number[at].text}={self.number[at - since].text}," if self.number else ""

    def is_first(self, at: int) -> bool:
        """Whether a month begins a part."""
        return any(part.start == at for part in self.parts)


@dataclass(frozen=True)
class Times:
    """When the points of a line are: the month of each, as formulas; `begins` are the cells of those that are the first
    of their month, with no number for a further one, of which there may be some where months `repeat`."""

    months: Sequence[Formula]
    begins: Sequence[Formula]
    repeat: bool = False


class Changes:
    """The change points that the officer declared of a block."""

    def __init__(self, context: Context, block: Block) -> None:
        self._context, self._block = context, block

    @cached_property
    def _declared(self) -> Sequence[Row]:
        rows = self._context.inputs[CHANGE_POINTS].rows
        return [row for row in rows if folded(str(row["Block"])) == folded(self._block.name)]

    def __len__(self) -> int:
        return len(self._declared)

    @property
    def rows_below(self) -> int:
        """How many rows its sentences take: two for each change point, whichever months are shown."""
        return 2 * len(self)

    @property
    def parts(self) -> int:
        """How many parts there are at most, whichever months are shown."""
        return 1 + sum(row["Kind"] == Change.BREAK.value for row in self._declared)

    def lay_out(self, bank: Bank, points: Sequence[Formula], times: Times) -> Parted:
        """Place the row that says what changed at which point, and the workings that part the line."""
        if not self._declared:
            return Parted(points, [slice(0, len(points))])
        kinds = self._kinds(bank, times)
        kinds = [bank.put(CHANGE, at, kind, "figure strong") for at, kind in enumerate(kinds)]
        pairs = list(zip(points, kinds, strict=True))
        bank.work(0, CHANGE, "", [_drawn_change(*pair) for pair in pairs])
        counted = [_counted(*pair) for pair in pairs]
        counted = bank.work(3, CENTRE, "Counted", counted)
        parts = parts_of([kind.value == Change.BREAK.value for kind in kinds])
        number, first = list[Formula](), list[Formula]()
        for at, kind in enumerate(kinds):
            part = next(one for one in parts if one.start <= at < one.stop)
            number.append(bank.work_at(3, LOWER, "Part", at, _number(kind, number, parts.index(part) + 1)))
            first.append(bank.work_at(3, UPPER, "First", at, _first(number, first, part.start + 1)))
        lasts = [
            Formula(f"{first[at].text}+COUNTIFS({span_text(number)},{number[at].text})-1", part.stop)
            for part in parts
            for at in range(part.start, part.stop)
        ]
        return Parted(counted, parts, number, first, bank.work(3, MARKS, "Last", lasts))

    def _kinds(self, bank: Bank, times: Times) -> list[Formula]:
        """What changed at each point; the limits break once in a month, at its first."""
        kinds = [self._kind(month) for month in times.months]
        if not times.repeat:
            return kinds
        kinds = bank.work(1, CHANGE, "Kind", kinds)
        return [_once(kind, begins) for kind, begins in zip(kinds, times.begins, strict=True)]

    def _kind(self, month: Formula) -> Formula:
        return pulled_text(self._context.inputs, CHANGE_POINTS, "Kind", constant(self._block.name), month)

    def say(self, bank: Bank, times: Times) -> None:
        """Place the sentences below, two rows each: what a change point does, and why."""
        if not self._declared:
            return
        kinds = [bank.printed(CHANGE, at) for at in range(len(times.begins))]
        speaks = [_speaks(*pair, times.repeat) for pair in zip(kinds, times.begins, strict=True)]
        before = ["0", *(bank.address(4, CENTRE, at) for at in range(len(kinds)))]
        so_far = accumulate(int(one.value == 1) for one in speaks)
        counts = [
            Formula(f"{earlier}+{one.text}", count) for one, earlier, count in zip(speaks, before, so_far, strict=False)
        ]
        counts = bank.work(4, CENTRE, "Changes", counts)
        for nth in range(1, len(self) + 1):
            found = next((at for at, kind in enumerate(counts) if kind.value == nth), None)
            place = f"MATCH({nth},{span_text(counts)},0)"
            month = Formula(
                f"INDEX({span_text(times.begins)},{place})", "" if found is None else times.begins[found].value
            )
            kind = Formula(f"INDEX({span_text(kinds)},{place})", "" if found is None else kinds[found].value)
            bank.below(2 * nth - 2, _says(kind, month))
            bank.below(2 * nth - 1, self._reason(month))

    def _reason(self, month: Formula) -> Formula:
        name = constant(self._block.name)
        return pulled_text(self._context.inputs, CHANGE_POINTS, self._context.text_column, name, month)

    def held(self, first: Formula, last: Formula) -> Formula:
        """How many change points there are from one month to another."""
        where = (("Block", self._block.name),)
        return Rows(self._context.inputs, CHANGE_POINTS).between("From", first, last).where(where).count()

    def not_shown(self, bank: Bank, held: Formula) -> Formula:
        """A line that speaks while points are shown with change points, so many, that came after the last refresh."""
        shown = bank.below_shown(self.rows_below) if self._declared else NOTHING
        placed = f"-{shown.text}" if self._declared else ""
        left = int(held.figure or 0) - (int(shown.figure or 0) if self._declared else 0)
        before, after = "Change points not shown here: ", ". Bring the report up to date."
        told = f"{quoted(before)}&({held.text}{placed})&{quoted(after)}"
        return Formula(f'IF({held.text}{placed}>0,{told},"")', f"{before}{left}{after}" if left > 0 else "")


def _once(kind: Formula, begins: Formula) -> Formula:
    is_again = f"AND({kind.text}={quoted(Change.BREAK.value)},NOT(ISNUMBER({begins.text})))"
    again = kind.value == Change.BREAK.value and begins.figure is None
    return Formula(f'IF({is_again},"",{kind.text})', "" if again else kind.value)


def _speaks(kind: Formula, begins: Formula, repeat: bool) -> Formula:
    """1 for a point at which something changed, 0 for any other, and for a further one of the same month."""
    if not repeat:
        return Formula(f'IF({kind.text}="",0,1)', int(kind.value != ""))
    text = f'IF(ISNUMBER({begins.text}),IF({kind.text}="",0,1),0)'
    return Formula(text, int(kind.value != "" and begins.figure is not None))


def _counted(point: Formula, kind: Formula) -> Formula:
    left_out = Change.LEFT_OUT.value
    text = f'IF(AND(ISNUMBER({point.text}),{kind.text}<>{quoted(left_out)}),{point.text},"")'
    return Formula(text, "" if point.figure is None or kind.value == left_out else point.value)


def _drawn_change(point: Formula, kind: Formula) -> Formula:
    """The point that the chart marks."""
    text = f"IF(AND(LEN({kind.text})>0,ISNUMBER({point.text})),{point.text},NA())"
    return Formula(text, NOT_DRAWN if point.figure is None or kind.value == "" else point.value)


def _number(kind: Formula, before: Sequence[Formula], value: int) -> Formula:
    if not before:
        return Formula("1", 1)
    return Formula(f"{before[-1].text}+IF({kind.text}={quoted(Change.BREAK.value)},1,0)", value)


def _first(number: Sequence[Formula], before: Sequence[Formula], value: int) -> Formula:
    if not before:
        return Formula("1", 1)
    text = f"IF({number[-1].text}={number[-2].text},{before[-1].text},{len(number)})"
    return Formula(text, value)


def _says(kind: Formula, month: Formula) -> Formula:
    """What a change point does, in a sentence that ends before the reason; nothing where no month shown has it."""
    day, m = date_of(month.value), month.text
    names = ",".join(quoted(name) for name in MONTH_NAMES)
    words = f'CHOOSE(MONTH({m}),{names})&" "&YEAR({m})'
    anew, alone = (f"{quoted(before)}&{words}&{quoted(after)}" for before, after in (ANEW, NOT_COUNTED))
    text = f'IFERROR(IF({kind.text}={quoted(Change.BREAK.value)},{anew},{alone}),"")'
    before, after = ANEW if kind.value == Change.BREAK.value else NOT_COUNTED
    return Formula(text, "" if day is None else f"{before}{month_name(day)}{after}")
