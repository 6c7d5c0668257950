"""The lines of At a glance: which indicators of a scorecard stand out, in which order, and what each line says."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from cyps_xl.inputs.tables.indicators import EXPLANATION, INDICATORS
from cyps_xl.inputs.tables.settings import NO
from cyps_xl.sheets.builder import SheetBuilder, address
from cyps_xl.sheets.context import Context
from cyps_xl.sheets.formulas import Formula, filled, joined, pulled_text, quoted
from cyps_xl.sheets.glance_figures import IN_AREA, Figures
from cyps_xl.sheets.glance_ranks import NO_RANK, Tests
from cyps_xl.sheets.glance_room import Block, low_row
from cyps_xl.sheets.glance_words import REASONS, reasons
from cyps_xl.sheets.plan import Scalar
from cyps_xl.sheets.row_heights import INDENT, LINE_HEIGHT, LOW_LINE, indent_of
from cyps_xl.sheets.standings import Standing
from cyps_xl.sheets.text_width import line_count
from cyps_xl.sheets.words import text_of
from cyps_xl.translations.phrases import is_code

REFERENCE, NAME, WHY, NOW, BEFORE, YEARS = range(6)
WIDTHS = (10.6, 28.1, 41.6, 13.8, 13.8, 14.9)
"""Together as wide as a page that lies: each reason has one line, so that eight such have room on one page."""
HEADER_LINES = 2
_HEADERS = ("header", "header", "header indented", "header", "header", "header")
_MOST_LINES = 3
"""Lines of reasons or of figures that a row mostly has at most."""
MOST_AREAS = 2
"""How many areas Settings has a scorecard compare with, at most."""

NOTHING_STANDS_OUT = "No indicator stands out."
AND_MORE = "And {number} more: see the scorecard."
_YEAR = "Year {year}"
_OF, _AMONG = "{number} of {whole}", "{number} among {whole}"
LABELS = (
    *REASONS,
    *(IN_AREA, NOTHING_STANDS_OUT, AND_MORE, _OF, _AMONG, _YEAR),
)
"""What the lines say, with places for what they are filled with."""

_LISTS = ("declined", "improved", "target", "declined alone", "improved alone", "unexplained")
_HEADS = ("Row", "Called", "Shown as", "Direction", "Chance", "Target met", "Unexplained", "Rank", "Place", "Why")
_OF_AREA = ("Against", "Chance")
_AT = len(WIDTHS) + 1
_LISTED = _AT + len(_HEADS) + MOST_AREAS * len(_OF_AREA)
_LINE = _LISTED + len(_LISTS) + MOST_AREAS * 2
_LINE_NO = _LINE + 1
WORKINGS = (9.0,) * (_LINE_NO - _AT + 1)
"""The widths of the columns that the page is worked out with."""


@dataclass(frozen=True)
class _Judged:
    """What is said of an indicator, among the workings of its row."""

    row: Formula
    shown_as: str
    rank: int
    why: str
    chance: str


class Lines:
    """A scorecard's lines, below its heading: as many as it has indicators, of which those that stand out are filled.

    Beside them, in the workings, each indicator has a row of its own. `before` are the lines of the scorecard above,
    whose lists are carried on. `header_row` is that of the headings.
    """

    def __init__(
        self, sheet: SheetBuilder, context: Context, standing: Standing, row: int, before: Lines | None
    ) -> None:
        self._sheet, self._context, self._standing, self._before = sheet, context, standing, before
        self._title, self.header_row, self._first = row, row + 1, row + 2
        self._rows, self._figures = standing.rows, Figures(standing)
        self._lists: dict[str, Formula] = {} if before is None else dict(before._lists)
        self._every: list[_Judged] = []
        self._told: list[_Judged] = []
        self.chance_words: list[str] = []

    @property
    def last_row(self) -> int:
        """The last of its rows."""
        return self._first + len(self._rows) - 1

    @property
    def chances(self) -> str:
        """The cells that hold what is said of each change's chance."""
        return self._column("Chance")

    def list_of(self, name: str) -> Formula:
        """A list of the indicators of this scorecard and those above, as of its last row."""
        return self._lists.get(name, Formula('""', ""))

    def judge(self) -> None:
        """Place the heading and the workings: what is said of each indicator, and which stand out, in their order."""
        names, plan = self._context.names, self._standing.plan
        self._sheet.put(self._title, 0, plan.title, "link", link=plan.locator)
        years = joined(filled(_YEAR, year=names.last_year), "\n(", names.year_before, ")")
        labels = ("Reference", "Indicator", "What stands out", names.quarter_heading)
        heads = (*labels, names.last_quarter_heading, years)
        self._sheet.header(self.header_row, heads, _HEADERS, lines=HEADER_LINES)
        for column, label in enumerate(self._labels(), start=_AT):
            self._sheet.put(self.header_row, column, label, "workings header")
        judged = [self._judge(self._first + at, number) for at, number in enumerate(self._rows)]
        ranks = [one.rank for one in judged]
        order = sorted((at for at, rank in enumerate(ranks) if rank != NO_RANK), key=lambda at: (ranks[at], at))
        places = {at: place for place, at in enumerate(order, start=1)}
        for at in range(len(judged)):
            self._place(self._first + at, places.get(at, ""))
        self._every, self._told = judged, [judged[at] for at in order]

    def block(self, heading: float) -> Block:
        """What the lines would take on a page, below a heading of so many points."""
        free = [low_row(self._tallest)] * (len(self._every) - len(self._told))
        return Block(heading, [*(low_row(self._lines_of(one)) for one in self._told), *free], len(self._told))

    def tell(self, most: int) -> None:
        """Place the lines, which choose among the workings: at most so many, then one that counts the others."""
        labelled = {_AT: "Most lines", _AT + 2: "Stand out"}
        for column, label in labelled.items():
            self._sheet.put(self._title, column, label, "workings header")
        self._most = self._sheet.put(self._title, _AT + 1, most, "workings")
        standing = Formula(f"COUNT({self._column('Place')})", len(self._told))
        self._standing_out = self._sheet.put(self._title, _AT + 3, standing, "workings")
        told = self._told[:most]
        for at in range(len(self._rows)):
            self._line(at, told[at] if at < len(told) else None)
            self._sheet.gives_way(self._first + at, LOW_LINE + 1)

    def _labels(self) -> Iterator[str]:
        outside = self._standing.ranges.outside
        yield from _HEADS
        for at in range(MOST_AREAS):
            yield from (f"{what} {at + 1}" for what in _OF_AREA)
        yield from _LISTS
        for at in range(MOST_AREAS):
            yield from (f"{what} {outside[at] if at < len(outside) else at + 1}" for what in ("worse", "alone"))
        yield from ("Shows row", "Shows No")

    def _work(self, row: int, what: str, formula: Formula) -> Formula:
        return self._sheet.put(row, _AT + _HEADS.index(what), formula, "workings")

    def _column(self, what: str) -> str:
        return self._span(_AT + _HEADS.index(what), self.last_row)

    def _span(self, column: int, last: int) -> str:
        ends = (address(self._first, column, fixed_row=True), address(last, column, fixed_row=last == self.last_row))
        return ":".join(ends)

    def _judge(self, at: int, number: int) -> _Judged:
        """One indicator's row of the workings: what the scorecard says of it, its rank, and the reasons in words."""
        standing, says = self._standing, self._context.names.says_chance
        no = str(standing.columns["no"][number - 1])
        found = f"IFERROR(MATCH({quoted(no)},{standing.ranges.prefix}no,0),1)"
        row = self._work(at, "Row", Formula(found, number))
        called = self._work(at, "Called", self._called(row))
        shown_as = self._work(at, "Shown as", self._shown_as(row))
        direction = self._work(at, "Direction", standing.chosen("direction", row))
        chance = self._work(at, "Chance", _if_said(says, standing.chosen("change_chance", row)))
        self.chance_words += [str(chance.value)] if chance.value else []
        against = [*self._against(at, row, says)]
        met = self._work(at, "Target met", self._met(row))
        unexplained = self._work(at, "Unexplained", self._unexplained(row))
        tests = Tests(direction, chance, against, met, unexplained)
        rank = self._work(at, "Rank", tests.rank())
        why = self._work(at, "Why", reasons(standing, row, tests))
        self._list(at, called, tests)
        return _Judged(row, str(shown_as.value), int(rank.figure or 0), str(why.value), str(chance.value))

    def _called(self, row: Formula) -> Formula:
        """What a list calls an indicator: its reference where that is a code, the same in every language, and no other
        has it; else with its No behind it, or the No alone."""
        told_apart = self._shown_as(row)
        return told_apart if is_code(str(told_apart.value)) else self._standing.chosen("no", row)

    def _shown_as(self, row: Formula) -> Formula:
        """An indicator's reference; with its No behind it where another has the same."""
        reference, no = (self._standing.chosen(what, row) for what in ("reference", "no"))
        if self._standing.columns["reference"].count(reference.value) == 1:
            return reference
        return Formula(f'{reference.text}&" ("&{no.text}&")"', f"{reference.value} ({no.value})")

    def _against(self, at: int, row: Formula, says: Formula) -> Iterator[tuple[str, Formula, Formula]]:
        """How it stands against each area, and what is said of chance there."""
        first = _AT + len(_HEADS)
        for which, area in enumerate(self._standing.ranges.outside):
            code = self._standing.chosen(f"against_{which + 1}", row)
            chance = _if_said(says, self._standing.chosen(f"chance_{which + 1}", row))
            place = first + which * len(_OF_AREA)
            cells = (self._sheet.put(at, place + to, one, "workings") for to, one in enumerate((code, chance)))
            yield (area, *cells)  # type: ignore[misc]

    def _met(self, row: Formula) -> Formula:
        return self._standing.chosen("met", row) if self._standing.ranges.has_targets else Formula('""', "")

    def _unexplained(self, row: Formula) -> Formula:
        """1 where an explanation is owed that is not there, or that has no row for it."""
        asked, lacking = (self._standing.chosen(f"words_{what}", row) for what in ("asked_for", "without_a_place"))
        words = text_of(self._context, self._standing.chosen("no", row), EXPLANATION, 1)
        wanted = f'IF({lacking.text}=1,1,IF({words.text}="",1,0))'
        is_wanted = lacking.value == 1 or words.value == ""
        return Formula(f"IF({asked.text}=1,{wanted},0)", int(asked.value == 1 and is_wanted))

    def _list(self, at: int, called: Formula, tests: Tests) -> None:
        """Carry each list on by this indicator, where it belongs to it."""
        places = {name: _LISTED + number for number, name in enumerate(_LISTS)}
        for which, (area, _, _) in enumerate(tests.against):
            first = _LISTED + len(_LISTS) + 2 * which
            places |= {f"worse {area}": first, f"alone {area}": first + 1}
        for name, (test, belongs) in tests.lists().items():
            before = self._lists.get(name, Formula('""', ""))
            more = f'IF({before.text}="","",", ")&{called.text}'
            text = f'{before.text}&IF({test},{more},"")'
            added = (", " if before.value else "") + str(called.value) if belongs else ""
            self._lists[name] = self._sheet.put(at, places[name], Formula(text, f"{before.value}{added}"), "workings")

    def _place(self, at: int, place: Scalar) -> None:
        """An indicator's place among the lines: by its rank, then in the order of the scorecard."""
        column = _AT + _HEADS.index("Rank")
        rank, ranks = address(at, column), self._column("Rank")
        so_far = f"{address(self._first, column, fixed_row=True)}:{rank}"
        text = f'IF({rank}={NO_RANK},"",COUNTIFS({ranks},"<"&{rank})+COUNTIFS({so_far},{rank}))'
        self._work(at, "Place", Formula(text, place))

    def _line(self, at: int, judged: _Judged | None) -> None:
        """A line: the indicator whose place it is; nothing once all that stand out are told."""
        sheet, context, standing, line = self._sheet, self._context, self._standing, self._first + at
        style = "wrapped plain"  # filled or free, so that another quarter gives no row another look
        which = f"MATCH({at + 1},{self._column('Place')},0)"
        chosen = f"IF({self._most.text}<{at + 1},0,IFERROR(INDEX({self._column('Row')},{which}),0))"
        row = sheet.put(line, _LINE, Formula(chosen, judged.row.value if judged else 0), "workings")
        no = sheet.put(line, _LINE_NO, self._or_nothing(row, standing.chosen("no", row)), "workings")
        reference = Formula(f"INDEX({self._column('Shown as')},{which})", judged.shown_as if judged else "")
        # lines come and go with a press, which moves no link: the one above the table leads to all of them
        self._text(line, REFERENCE, self._or_nothing(row, reference), style)
        name = pulled_text(context.inputs, INDICATORS, context.column_of("Name"), no)
        self._text(line, NAME, self._or_nothing(row, name), style)
        untold = self._untold(at)
        why = f"IF({row.text}=0,{untold.text},INDEX({self._column('Why')},{which}))"
        self._text(line, WHY, Formula(why, judged.why if judged else untold.value), f"{style} indented")
        for place, what in ((NOW, "now"), (BEFORE, "before")):
            self._text(line, place, self._or_nothing(row, self._figures.with_counts(row, what)), style)
        self._text(line, YEARS, self._or_nothing(row, self._figures.years(row)), style)
        if judged is None:  # in another quarter, an indicator may come to stand here
            sheet.height(line, self._tallest * LINE_HEIGHT + 3)

    def _untold(self, at: int) -> Formula:
        """What the line says that is no indicator's: the first that none stands out, or else how many are not told."""
        if at == 0:
            return Formula(quoted(NOTHING_STANDS_OUT), NOTHING_STANDS_OUT)
        most, standing = self._most, self._standing_out
        others = Formula(f"({standing.text}-{at})", (standing.figure or 0) - at)
        more = filled(AND_MORE, number=others)
        test = f"AND({most.text}={at},{standing.text}>{at})"
        return Formula(f'IF({test},{more.text},"")', more.value if most.value == at < (standing.figure or 0) else "")

    def _text(self, row: int, column: int, formula: Formula, style: str) -> None:
        self._sheet.paragraph(row, column, formula, WIDTHS[column] - INDENT * indent_of(style), style)

    def _lines_of(self, judged: _Judged) -> int:
        """The lines of an indicator's row in print, in whichever language has more."""
        row = judged.row
        figures = (
            (NOW, self._figures.with_counts(row, "now")),
            (BEFORE, self._figures.with_counts(row, "before")),
            (YEARS, self._figures.years(row)),
        )
        return max(
            self._lines_of_name(row),
            line_count(judged.why, WIDTHS[WHY] - INDENT),
            *(line_count(str(text.value), WIDTHS[column]) for column, text in figures),
        )

    def _lines_of_name(self, row: Formula) -> int:
        context, no = self._context, self._standing.chosen("no", row).value
        names = (context.inputs.value(INDICATORS, column, no) for column in context.columns_of("Name"))
        return max(line_count(str(name or ""), WIDTHS[NAME]) for name in names)

    def _or_nothing(self, row: Formula, formula: Formula) -> Formula:
        return Formula(f'IF({row.text}=0,"",{formula.text})', formula.value if row.value else "")

    @cached_property
    def _tallest(self) -> int:
        """The lines of a row that any indicator may come to stand in."""
        return max(_MOST_LINES, *(self._lines_of_name(one.row) for one in self._every))


def _if_said(says: Formula, chance: Formula) -> Formula:
    """What is said of chance, while Settings has it said."""
    return Formula(f'IF({says.text}="{NO}","",{chance.text})', "" if says.value == NO else chance.value)
