"""Drafted sentences: a figure, that of a year ago and of the quarter before, how far apart, and whether by chance."""

from __future__ import annotations

from cyps_xl.inputs.tables.settings import NO
from cyps_xl.measures.chance import Chance
from cyps_xl.measures.direction import Direction
from cyps_xl.sheets.builder import SheetBuilder
from cyps_xl.sheets.context import Names
from cyps_xl.sheets.draft_figures import DraftFigures, Figure, are_there
from cyps_xl.sheets.draft_words import MORE_THAN, NOT_KNOWN, WHICH_COULD_BE, Words
from cyps_xl.sheets.figure_words import counts_words, figure_words, fixed
from cyps_xl.sheets.formulas import NOTHING, Formula, constant, filled, quoted

PIECES = ("In words, now", "In words, a year ago", "In words, by itself", "In words, last quarter")
"""The headings of the workings that a language's sentences are put together from."""


class Sentences:
    """A language's sentences on an indicator, their pieces placed from the column `at` on."""

    def __init__(
        self, sheet: SheetBuilder, names: Names, figures: DraftFigures, words: Words, place: tuple[int, int]
    ) -> None:
        self._sheet, self._names, self._figures, self._words = sheet, names, figures, words
        self._row, self._at = place

    def draft(self, name: Formula, quarter: Formula, before: Formula) -> Formula:
        """All of them, one after another; nothing where there is nothing to hold the figure against."""
        of_now, words = self._figures.now.value, self._words
        now = self._put(0, filled(words.now, name=name, figure=self._counted(self._figures.now), quarter=quarter))
        year = self._put(1, self._year_ago())
        alone, last = self._put(2, self._by_itself(before)), self._put(3, self._last_quarter(before))
        since = f'IF({alone.text}="",{last.text},{alone.text})'
        text = f'IF(OR(NOT(ISNUMBER({of_now.text})),{year.text}&{last.text}&{alone.text}=""),"",'
        said = f"{year.value}{alone.value or last.value}"
        value = f"{now.value}{said}" if of_now.figure is not None and said else ""
        return Formula(f"{text}{now.text}&{year.text}&{since})", value)

    def _put(self, at: int, formula: Formula) -> Formula:
        return self._sheet.put(self._row, self._at + at, formula, "workings")

    def _counted(self, one: Figure) -> Formula:
        """A figure, with the two counts that it comes from in brackets."""
        figures = self._figures
        figure = figure_words(one.value, figures.places, figures.is_rate)
        brackets = (constant(" ("), constant(")"))
        counts = counts_words((one.number, one.out_of), figures.is_rate, figures.unit, brackets, self._words.between)
        return Formula(f"{figure.text}&{counts.text}", f"{figure.value}{counts.value}")

    def _year_ago(self) -> Formula:
        """The figure of a year ago and how far off it is; nothing where the two cannot be compared."""
        figures, words = self._figures, self._words
        now, before, direction = figures.now.value, figures.before.value, figures.direction
        best, none = Direction.BEST_POSSIBLE.value, Direction.NOT_COMPARABLE.value
        clause = self._clause(figures.chance)
        text = f'IF({direction.text}="{best}","",{clause.text})'
        clause = Formula(text, "" if direction.value == best else clause.value)
        compared = self._compared(now, before, clause)
        said = filled(words.year_ago, figure=self._counted(figures.before), compared=compared)
        can = f'IF({direction.text}="{none}",0,COUNT({now.text},{before.text}))=2'
        is_said = direction.value != none and are_there(now, before)
        return Formula(f'IF({can},{said.text},"")', said.value if is_said else "")

    def _by_itself(self, quarter: Formula) -> Formula:
        """What the quarter alone brought, against what was before it."""
        figures, words = self._figures, self._words
        part, last = figures.part, figures.last
        said = filled(
            words.part,
            part=self._counted(part),
            figure=self._counted(last),
            quarter=quarter,
            compared=self._compared(part.value, last.value, self._clause(figures.part_chance)),
        )
        can = f"IF({figures.is_comparable.text}=1,COUNT({part.value.text},{last.value.text}),0)=2"
        is_said = figures.is_comparable.value == 1 and are_there(part.value, last.value)
        return Formula(f'IF({can},{said.text},"")', said.value if is_said else "")

    def _last_quarter(self, quarter: Formula) -> Formula:
        """The figure of the quarter before beside this one, where both cover as much: chance is not known of them."""
        figures, words = self._figures, self._words
        now, last = figures.now.value, figures.last
        compared = self._compared(now, last.value, self._clause(NOTHING))
        said = filled(words.last, quarter=quarter, figure=self._counted(last), compared=compared)
        fit = f"{figures.is_comparable.text}*{figures.is_alike.text}=1"
        can = f"IF({fit},COUNT({now.text},{last.value.text}),0)=2"
        is_said = figures.is_comparable.value == 1 == figures.is_alike.value and are_there(now, last.value)
        return Formula(f'IF({can},{said.text},"")', said.value if is_said else "")

    def _clause(self, chance: Formula) -> Formula:
        """What is said of chance behind a size, while Settings has it said."""
        says, words = self._names.says_chance, self._words
        could, more, unknown = (quoted(words.chance[at]) for at in (WHICH_COULD_BE, MORE_THAN, NOT_KNOWN))
        known = f'IF({chance.text}="{Chance.MORE.value}",{more},{unknown})'
        text = f'IF({says.text}="{NO}","",IF({chance.text}="{Chance.COULD_BE.value}",{could},{known}))'
        which = {Chance.COULD_BE.value: WHICH_COULD_BE, Chance.MORE.value: MORE_THAN}.get(str(chance.value), NOT_KNOWN)
        return Formula(text, "" if says.value == NO else words.chance[which])

    def _compared(self, one: Formula, other: Formula, clause: Formula) -> Formula:
        """How far a figure is from another, as published, which way, and whether by chance."""
        words, d = self._words, self._figures.places.text
        a, b = f"ROUND({one.text},{d})", f"ROUND({other.text},{d})"
        points = f"FIXED(ABS({a}-{b})*100,{d}-2)&{quoted(words.points)}"
        size = f"IF({self._figures.is_rate.text}=1,{points},FIXED(ABS({a}-{b}),{d}))"
        way = f"IF({a}>{b},{quoted(words.higher)},{quoted(words.lower)})"
        text = f"IF({a}={b},{quoted(words.same)},{size}&{way}&{clause.text})"
        return Formula(text, self._in_words(one, other, clause))

    def _in_words(self, one: Formula, other: Formula, clause: Formula) -> str:
        if not are_there(one, other):
            return ""
        words, places = self._words, int(self._figures.places.figure or 0)
        a, b = self._figures.rounded(one), self._figures.rounded(other)
        if a == b:
            return words.same
        is_rate = self._figures.is_rate.value == 1
        size = f"{fixed(abs(a - b) * 100, places - 2)}{words.points}" if is_rate else fixed(abs(a - b), places)
        return f"{size}{words.higher if a > b else words.lower}{clause.value}"
