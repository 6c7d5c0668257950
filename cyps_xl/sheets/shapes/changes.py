"""Declared change points of a line with limits: the parts into which they break it, and what they say of themselves.

A part is a run of cells whose ends move with the reporting quarter, so formulas find it as INDEX(…):INDEX(…).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate

from cyps_xl.definition.model import Block
from cyps_xl.inputs.declare import folded
from cyps_xl.inputs.records import Row, excel_serial
from cyps_xl.inputs.tables.changes import CHANGE_POINTS, Change
from cyps_xl.measures.limits import parts_of
from cyps_xl.measures.periods import MONTH_NAMES, month_name
from cyps_xl.sheets.context import Context, date_of
from cyps_xl.sheets.formulas import NOT_DRAWN, Formula, constant, pulled_text, quoted, span_text
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
    of their month, with no number for a further one."""

    months: Sequence[Formula]
    begins: Sequence[Formula]


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
        kinds = self._kinds(bank, points, times)
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

    def _kinds(self, bank: Bank, points: Sequence[Formula], times: Times) -> list[Formula]:
        """What changed at each point: a break begins with the first figure in its month or after it.

        So no break is lost in a month that has no figure, or no date, and there is a point in the chart to mark it at.
        """
        left_out = bank.work(1, CHANGE, "Left out", [self._left_out(month) for month in times.months])
        are_counted = [
            Formula(f"AND(ISNUMBER({point.text}),{out.text}=0)", point.figure is not None and out.value == 0)
            for point, out in zip(points, left_out, strict=True)
        ]
        since: list[Formula] = []
        before = Formula("0", 0)
        for at, (month, is_counted) in enumerate(zip(times.months, are_counted, strict=True)):
            earlier = (times.months[at - 1], are_counted[at - 1]) if at else None
            before = bank.work_at(2, CHANGE, "Counted up to", at, _up_to(before, month, earlier))
            since.append(bank.work_at(4, CHANGE, "Break", at, self._since(before, month, is_counted)))
        told = [_told(*one) for one in zip(since, left_out, times.begins, strict=True)]
        self._told = bank.work(3, CHANGE, "Told", told)
        return [_kind(*pair) for pair in zip(since, left_out, strict=True)]

    def _left_out(self, month: Formula) -> Formula:
        """1 for a month that is left out, else 0."""
        kind = pulled_text(self._context.inputs, CHANGE_POINTS, "Kind", constant(self._block.name), month)
        is_out = kind.value == Change.LEFT_OUT.value
        return Formula(f"IF({kind.text}={quoted(Change.LEFT_OUT.value)},1,0)", int(is_out))

    def _since(self, before: Formula, month: Formula, is_counted: Formula) -> Formula:
        """The month of the latest break after one month and up to another; 0 for none, and at a point not counted."""
        names = {heading: f"{CHANGE_POINTS.name}[{heading}]" for heading in ("Block", "Kind", "From")}
        tests = (
            f"({names['Block']}={quoted(self._block.name)})*({names['Kind']}={quoted(Change.BREAK.value)})"
            f"*({names['From']}>{before.text})*({names['From']}<={month.text})"
        )
        months = [
            excel_serial(day)
            for row in self._declared
            if row["Kind"] == Change.BREAK.value and isinstance(day := row["From"], dt.date)
        ]
        low, high = before.figure or 0, month.figure or 0
        found = max((one for one in months if low < one <= high), default=0) if is_counted.value else 0
        return Formula(f"IF({is_counted.text},SUMPRODUCT(MAX({tests}*{names['From']})),0)", found)

    def say(self, bank: Bank) -> None:
        """Place the sentences below, two rows each: what a change point does, and why."""
        if not self._declared:
            return
        kinds = [bank.printed(CHANGE, at) for at in range(len(self._told))]
        speaks = [Formula(f"IF({one.text}>0,1,0)", int((one.figure or 0) > 0)) for one in self._told]
        before = ["0", *(bank.address(4, CENTRE, at) for at in range(len(kinds)))]
        so_far = accumulate(int(one.value == 1) for one in speaks)
        counts = [
            Formula(f"{earlier}+{one.text}", count) for one, earlier, count in zip(speaks, before, so_far, strict=False)
        ]
        self._counts = counts = bank.work(4, CENTRE, "Changes", counts)
        for nth in range(1, len(self) + 1):
            found = next((at for at, kind in enumerate(counts) if kind.value == nth), None)
            place = f"MATCH({nth},{span_text(counts)},0)"
            month = Formula(f"INDEX({span_text(self._told)},{place})", "" if found is None else self._told[found].value)
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
        """A line that speaks while there are change points, so many, that came after the last refresh."""
        due, shown = held, Formula("0", 0)
        if self._declared:
            due, shown = self._counts[-1], bank.below_shown(self.rows_below)
        left = int(due.figure or 0) - int(shown.figure or 0)
        before, after = "Change points not shown here: ", ". Bring the report up to date."
        told = f"{quoted(before)}&({due.text}-{shown.text})&{quoted(after)}"
        return Formula(f'IF({due.text}-{shown.text}>0,{told},"")', f"{before}{left}{after}" if left > 0 else "")


def _up_to(before: Formula, month: Formula, earlier: tuple[Formula, Formula] | None) -> Formula:
    """The month after which a break begins at a point: that of the last figure counted before it.

    Where there is none it is the one before the first month that there is: what changed earlier is not told.
    """
    start = f"IFERROR({month.text}-1,0)"
    first = 0 if month.figure is None else month.figure - 1
    if earlier is None:
        return Formula(start, first)
    last, is_counted = earlier
    text = f"IF({is_counted.text},{last.text},IF({before.text}=0,{start},{before.text}))"
    return Formula(text, last.value if is_counted.value else before.value or first)


def _told(since: Formula, left_out: Formula, begins: Formula) -> Formula:
    """The month of the change point that is told of at a point, once; 0 for none."""
    text = f"IF({since.text}>0,{since.text},IF(AND({left_out.text}=1,ISNUMBER({begins.text})),{begins.text},0))"
    is_out = left_out.value == 1 and begins.figure is not None
    return Formula(text, since.value or (begins.value if is_out else 0))


def _kind(since: Formula, left_out: Formula) -> Formula:
    broken, out = Change.BREAK.value, Change.LEFT_OUT.value
    text = f'IF({since.text}>0,{quoted(broken)},IF({left_out.text}=1,{quoted(out)},""))'
    return Formula(text, broken if since.value else out if left_out.value else "")


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
