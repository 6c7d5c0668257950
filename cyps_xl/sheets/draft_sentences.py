"""Drafted sentences: a figure, that of a year ago and of the quarter before, how far apart, and whether by chance."""

from __future__ import annotations

from collections.abc import Mapping

from cyps_xl.measures.direction import Direction
from cyps_xl.sheets.builder import SheetBuilder
from cyps_xl.sheets.context import Names
from cyps_xl.sheets.draft_clauses import Clauses, Figure, are_there
from cyps_xl.sheets.draft_figures import DraftFigures
from cyps_xl.sheets.draft_words import Words
from cyps_xl.sheets.formulas import NOTHING, Formula, constant, filled

PIECES = (
    *("In words, now", "In words, a year ago", "In words, by itself", "In words, last quarter"),
    *("In words, areas", "In words, change"),
)
"""The headings of the workings that a language's sentences are put together from."""


class Sentences:
    """A language's sentences on an indicator, their pieces placed from the column `at` on."""

    def __init__(
        self, sheet: SheetBuilder, names: Names, figures: DraftFigures, words: Words, place: tuple[int, int]
    ) -> None:
        self._sheet, self._names, self._figures, self._words = sheet, names, figures, words
        self._clauses = Clauses(names, figures.printed, words)
        self._row, self._at = place

    def draft(self, name: Formula, quarter: Formula, before: Formula, areas: Mapping[str, str]) -> Formula:
        """All of them, one after another; nothing where there is nothing to hold a figure against.

        `areas` are the names of other areas in the language.
        """
        change, against = self._change(name, quarter, before), self._put(4, self._against(areas))
        year, counted = self._names.last_year, self._clauses.counted(self._figures.year)
        alone = filled(self._words.now, name=name, figure=counted, quarter=year)
        after = filled(self._words.year, figure=counted, quarter=year) if self._words.year else NOTHING
        begun = f'IF({change.text}="",{alone.text},{change.text}&{after.text})'
        value = f"{change.value}{after.value}" if change.value else str(alone.value)
        text = f'IF({against.text}="",{change.text},{begun}&{against.text})'
        return Formula(text, f"{value}{against.value}" if against.value else change.value)

    def _change(self, name: Formula, quarter: Formula, before: Formula) -> Formula:
        """What changed since a year ago, and in the quarter."""
        of_now, words, counted = self._figures.now.value, self._words, self._clauses.counted
        now = self._put(0, filled(words.now, name=name, figure=counted(self._figures.now), quarter=quarter))
        year = self._put(1, self._year_ago())
        alone, last = self._put(2, self._by_itself(before)), self._put(3, self._last_quarter(before))
        since = f'IF({alone.text}="",{last.text},{alone.text})'
        text = f'IF(OR(NOT(ISNUMBER({of_now.text})),{year.text}&{last.text}&{alone.text}=""),"",'
        said = f"{year.value}{alone.value or last.value}"
        value = f"{now.value}{said}" if of_now.figure is not None and said else ""
        return self._put(5, Formula(f"{text}{now.text}&{year.text}&{since})", value))

    def _against(self, areas: Mapping[str, str]) -> Formula:
        """The full year's figure beside those of other areas; nothing where either is not there."""
        figures, clauses, year = self._figures, self._clauses, self._figures.year.value
        texts, values = [], []
        for area, (held, chance) in figures.areas.items() if self._words.area else ():
            clause = clauses.of_chance(chance)
            said = clauses.said_of_before(self._words.area, year, Figure(held), clause, area=constant(areas[area]))
            texts.append(f'IF(COUNT({year.text},{held.text})=2,{said.text},"")')
            values.append(str(said.value) if are_there(year, held) else "")
        return Formula("&".join(texts), "".join(values)) if texts else NOTHING

    def _put(self, at: int, formula: Formula) -> Formula:
        return self._sheet.put(self._row, self._at + at, formula, "workings")

    def _year_ago(self) -> Formula:
        """The figure of a year ago and how far off it is; nothing where the two cannot be compared."""
        figures, clauses = self._figures, self._clauses
        now, before, direction = figures.now.value, figures.before.value, figures.direction
        best, none = Direction.BEST_POSSIBLE.value, Direction.NOT_COMPARABLE.value
        clause = clauses.of_chance(figures.chance)
        text = f'IF({direction.text}="{best}","",{clause.text})'
        clause = Formula(text, "" if direction.value == best else clause.value)
        said = clauses.said_of_before(self._words.year_ago, now, figures.before, clause)
        can = f'IF({direction.text}="{none}",0,COUNT({now.text},{before.text}))=2'
        is_said = direction.value != none and are_there(now, before)
        return Formula(f'IF({can},{said.text},"")', said.value if is_said else "")

    def _by_itself(self, quarter: Formula) -> Formula:
        """What the quarter alone brought, against what was before it."""
        figures, clauses = self._figures, self._clauses
        part, last = figures.part, figures.last
        clause, counted = clauses.of_chance(figures.part_chance), clauses.counted(part)
        said = clauses.said_of_before(self._words.part, part.value, last, clause, part=counted, quarter=quarter)
        can = f"IF({figures.is_comparable.text}=1,COUNT({part.value.text},{last.value.text}),0)=2"
        is_said = figures.is_comparable.value == 1 and are_there(part.value, last.value)
        return Formula(f'IF({can},{said.text},"")', said.value if is_said else "")

    def _last_quarter(self, quarter: Formula) -> Formula:
        """The figure of the quarter before beside this one, where both cover as much: chance is not known of them."""
        figures, clauses = self._figures, self._clauses
        now, last = figures.now.value, figures.last
        said = clauses.said_of_before(self._words.last, now, last, clauses.of_chance(NOTHING), quarter=quarter)
        fit = f"{figures.is_comparable.text}*{figures.is_alike.text}=1"
        can = f"IF({fit},COUNT({now.text},{last.value.text}),0)=2"
        is_said = figures.is_comparable.value == 1 == figures.is_alike.value and are_there(now, last.value)
        return Formula(f'IF({can},{said.text},"")', said.value if is_said else "")
