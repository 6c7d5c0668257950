"""The rows of Drafts on the sections' own tables: a line each, its section beside it."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from cyps_xl.languages.shipped import ENGLISH
from cyps_xl.sheets.builder import SheetBuilder
from cyps_xl.sheets.context import Context
from cyps_xl.sheets.draft_clauses import Clauses, are_there
from cyps_xl.sheets.draft_line_figures import HEADINGS, Compares, LineFigures, source_headings
from cyps_xl.sheets.draft_lines import Covers, DraftedLine
from cyps_xl.sheets.draft_periods import Periods
from cyps_xl.sheets.draft_words import Words, drafted_in
from cyps_xl.sheets.formulas import NOTHING, Formula, constant, filled

_PIECES = ("In words, now", "In words, before")


def working_headings(lines: Sequence[DraftedLine], languages: Collection[str]) -> tuple[str, ...]:
    """The headings of the workings of these lines in these languages: as many as what is worked out from most needs."""
    pieces = (f"{piece}, {language}" for language in languages for piece in _PIECES)
    most = max((len(line.sources) for line in lines), default=0)
    return (*pieces, *HEADINGS, *source_headings(most))


def names_of(context: Context, drafted: DraftedLine) -> dict[str, str]:
    """What a line is called by language: in the second as the report's translations have it, else as in English."""
    return {
        language: " – ".join(in_language(context, language, name) for name in drafted.names)
        for language in context.text_columns
    }


def in_language(context: Context, language: str, text: str) -> str:
    """A text of the definition as the report's translations have it; in English, and where they lack it, as it is."""
    if language == ENGLISH.name:
        return text
    said = (one.translation for one in context.definition.translations if one.text == text and one.translation)
    return next(said, text)


class LineSentences:
    """A line's sentences in each language, their pieces placed from the column `at` on."""

    def __init__(
        self,
        sheet: SheetBuilder,
        context: Context,
        drafted: DraftedLine,
        periods: Periods,
        compares: Compares,
        place: tuple[int, int],
    ) -> None:
        self._sheet, self._context, self._drafted, self._periods = sheet, context, drafted, periods
        self._row, self._at = place
        self._words = drafted_in(context.definition)
        own = self._at + len(self._words) * len(_PIECES)
        self._figures = LineFigures(sheet, context, drafted, compares, (self._row, own))

    def drafts(self, names: Mapping[str, str]) -> dict[str, Formula]:
        """The sentences by language; nothing where there is nothing to hold the figure against."""
        return {
            language: self._draft(at * len(_PIECES), words, names[language], self._periods.headings[language])
            for at, (language, words) in enumerate(self._words.items())
        }

    def _draft(self, at: int, words: Words, name: str, quarters: tuple[Formula, Formula]) -> Formula:
        figures, covers = self._figures, self._drafted.covers
        clauses = Clauses(self._context.names, figures.printed, words)
        quarter, last = quarters
        figure = clauses.counted(figures.now)
        now = self._put(at, filled(words.now_covers[covers], name=constant(name), figure=figure, quarter=quarter))
        clause = NOTHING if self._drafted.is_amount else clauses.of_chance(figures.chance)
        if covers is Covers.TO_DATE:
            said = clauses.said_of_before(words.year_ago, figures.now.value, figures.before, clause)
        else:
            said = clauses.said_of_before(words.last, figures.now.value, figures.before, clause, quarter=last)
        both = f"COUNT({figures.now.value.text},{figures.before.value.text})=2"
        is_said = are_there(figures.now.value, figures.before.value)
        before = self._put(at + 1, Formula(f'IF({both},{said.text},"")', said.value if is_said else ""))
        value = f"{now.value}{before.value}" if is_said else ""
        return Formula(f'IF({before.text}="","",{now.text}&{before.text})', value)

    def _put(self, at: int, formula: Formula) -> Formula:
        return self._sheet.put(self._row, self._at + at, formula, "workings")
