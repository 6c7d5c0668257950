"""A report in Welsh: labels from translation files, staff's texts from the Welsh columns, the same figures."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace

from cyps_xl.errors import Problem
from cyps_xl.inputs.places import cell_place
from cyps_xl.inputs.tables.definition import TRANSLATIONS
from cyps_xl.printed.displayed_text import MARK, WELSH_DATES, is_date
from cyps_xl.sheets.indicator_words import WANTED
from cyps_xl.sheets.plan import CellPlan, ChartPlan, ReportPlan, SheetPlan
from cyps_xl.translations.phrases import Phrases

LONGEST_TAB = 31
_SHORTER = {"d mmm": "d/m"}
"""Some programs have no short names for months in Welsh: 31 Mawrth would widen a month's column, and part the page."""
_NOT_IN_A_TAB = re.compile(r"[\[\]:*?/\\]|^'|'$")
_STAFF_TEXT = re.compile(r"\[Welsh\]|Indicators\[Name in Welsh\]|Questions\[(Question|Answer) in Welsh\]")

NO_PHRASE = (
    f"Give it words on the sheet {TRANSLATIONS.sheet}, with their source; or in a file of the council’s own (--words)."
)
UNCONFIRMED = (
    f"Say under Source on the sheet {TRANSLATIONS.sheet} who confirmed them, in a row of their own if need be; or "
    "take them into a file of the council’s own (--words)."
)
NO_TAB = f"Give the tab shorter words on the sheet {TRANSLATIONS.sheet}."
NO_TEXT = "Type it in the Welsh column of its input table."


NOTHING_SUGGESTED: Mapping[str, str] = {}


@dataclass(frozen=True)
class Translated:
    """A report in Welsh, and what stands in English still: each text once, with its place on the report."""

    plan: ReportPlan
    missing: tuple[Problem, ...]
    labels: tuple[tuple[str, str], ...]
    """The labels among the missing, each with its place."""
    english: frozenset[str] = frozenset()
    """The texts of cells that stand in English."""


def in_welsh(
    plan: ReportPlan, welsh: ReportPlan, phrases: Phrases, suggested: Mapping[str, str] = NOTHING_SUGGESTED
) -> Translated:
    """The report in Welsh, every figure and formula in its place.

    `plan` is the English report as it may leave, `welsh` the same report laid out with staff's
    Welsh texts; cells that only the one to leave has, such as a note on what is withheld, are labels.
    `suggested` are translations that nobody has confirmed: the list of what is missing tells of them.
    """
    translator = _Translator(phrases, suggested)
    texts = {sheet.key: sheet for sheet in welsh.sheets}
    sheets = tuple(translator.sheet(sheet, texts[sheet.key]) for sheet in plan.sheets)
    translated = replace(
        plan,
        sheets=sheets,
        footer=", ".join(phrases.said(part) or part for part in plan.footer.split(", ")),
        page_of=phrases.said(plan.page_of) or plan.page_of,
    )
    return Translated(
        translated, tuple(translator.missing.values()), tuple(translator.labels.items()), frozenset(translator.english)
    )


def lacking(text: str, where: str, suggested: Mapping[str, str]) -> Problem:
    """What is said of a text that has no Welsh, or none that somebody has confirmed."""
    suggestion = suggested.get(text)
    if suggestion is None:
        return Problem(where, f"“{_short(text)}” has no Welsh words.", NO_PHRASE)
    message = f"“{_short(text)}” has Welsh words that nobody has confirmed: “{_short(suggestion)}”."
    return Problem(where, message, UNCONFIRMED)


class _Translator:
    """Translates sheet by sheet, and keeps a list of what it had no words for."""

    def __init__(self, phrases: Phrases, suggested: Mapping[str, str]) -> None:
        self._phrases = phrases
        self._suggested = suggested
        self.missing: dict[str, Problem] = {}
        self.labels: dict[str, str] = {}
        self.english: set[str] = set()

    def sheet(self, sheet: SheetPlan, welsh: SheetPlan) -> SheetPlan:
        theirs = {(cell.row, cell.column): cell for cell in welsh.cells}
        cells = tuple(self._cell(sheet, cell, theirs.get((cell.row, cell.column), cell)) for cell in sheet.cells)
        return replace(
            sheet,
            tab=self._tab(sheet.tab),
            title=self._said(sheet.title, sheet.tab),
            cells=cells,
            heights=welsh.heights,
            charts=tuple(self._chart(chart, sheet.tab) for chart in sheet.charts),
        )

    def _tab(self, tab: str) -> str:
        """The words of a tab; the English ones, and a line that says why, where Excel takes no such tab."""
        said = self._said(tab, tab)
        if len(said) <= LONGEST_TAB and not _NOT_IN_A_TAB.search(said):
            return said
        message = (
            f"“{said}” cannot be the words of a tab: those have at most {LONGEST_TAB} characters, and none of []:*?/\\."
        )
        self.missing.setdefault(said, Problem(tab, message, NO_TAB))
        return tab

    def _cell(self, sheet: SheetPlan, cell: CellPlan, welsh: CellPlan) -> CellPlan:
        if is_date(cell):
            return replace(cell, number_format=WELSH_DATES + _SHORTER.get(cell.number_format, cell.number_format))
        if not isinstance(cell.value, str) or cell.column >= sheet.printed_columns or not cell.value:
            return cell
        where = cell_place(sheet.tab, cell.column + 1, cell.row + 1)
        if _STAFF_TEXT.search(welsh.formula or "") and cell.value != MARK:
            return replace(cell, value=self._staff_text(cell.value, str(welsh.value), where))
        return replace(cell, value=self._said(cell.value, where))

    def _staff_text(self, english: str, welsh: str, where: str) -> str:
        if welsh and welsh != WANTED:
            return welsh
        self.missing.setdefault(english, Problem(where, f"“{_short(english)}” has no Welsh text.", NO_TEXT))
        self.english.add(english)
        return english

    def _said(self, text: str, where: str) -> str:
        said = self._phrases.said(text)
        if said is not None:
            return said
        for asked in self._phrases.asked(text):
            self.english.add(text)
            self.missing.setdefault(asked, lacking(asked, where, self._suggested))
            self.labels.setdefault(asked, where)
        return text

    def _chart(self, chart: ChartPlan, where: str) -> ChartPlan:
        dated = "yy" in chart.category_format
        return replace(
            chart,
            title=self._said(chart.title, where),
            alt=self._said(chart.alt, where),
            value_title=self._said(chart.value_title, where),
            category_title=self._said(chart.category_title, where),
            category_format=WELSH_DATES + chart.category_format if dated else chart.category_format,
        )


def _short(text: str) -> str:
    return text if len(text) <= 60 else f"{text[:57]}…"
