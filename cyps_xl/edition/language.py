"""A report in its second language: labels from its phrases, staff's texts from their columns, the same figures."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from cyps_xl.errors import Problem
from cyps_xl.inputs.catalogue import of_translations
from cyps_xl.inputs.places import cell_place
from cyps_xl.inputs.tables.definition import LANGUAGE, TRANSLATIONS
from cyps_xl.languages.language import Language
from cyps_xl.languages.shipped import DEFAULT
from cyps_xl.printed.displayed_text import MARK, is_date
from cyps_xl.sheets.indicator_words import WANTED
from cyps_xl.sheets.plan import CellPlan, ChartPlan, ReportPlan, SheetPlan
from cyps_xl.translations.phrases import Phrases, Piece

LONGEST_TAB = 31
_NOT_IN_A_TAB = re.compile(r"[\[\]:*?/\\]|^'|'$")

NO_PHRASE = (
    f"Give it words on the sheet {TRANSLATIONS.sheet}, with their source; or in a file of the council’s own (--words)."
)
UNCONFIRMED = (
    f"Say under {{}} on the sheet {TRANSLATIONS.sheet} who confirmed them, in a row of their own if need be; or "
    "take them into a file of the council’s own (--words)."
)
NO_TAB = f"Give the tab shorter words on the sheet {TRANSLATIONS.sheet}."
NO_TEXT = "Type it under {} in the table {}."
NO_WORDS = f"Give them under What and Words on the sheet {LANGUAGE.sheet}."

ON_EVERY_PAGE = "the foot of the pages, or around them"
"""The place of what no cell holds."""

NOTHING_SUGGESTED: Mapping[str, str] = {}


@dataclass(frozen=True)
class Translated:
    """A report in its second language, and what is in English still: each text once, with its place on the report."""

    plan: ReportPlan
    missing: tuple[Problem, ...]
    labels: tuple[tuple[str, str], ...]
    """The labels among the missing, each with its place."""
    english: frozenset[str] = frozenset()
    """The texts of cells that stand in English."""
    mixed: Mapping[str, tuple[Piece, ...]] = field(default_factory=dict)
    """Those of which a part does, as they stand there."""


def in_second_language(
    plan: ReportPlan,
    second: ReportPlan,
    phrases: Phrases,
    suggested: Mapping[str, str] = NOTHING_SUGGESTED,
    language: Language = DEFAULT,
    beside: Iterable[str] = (),
) -> Translated:
    """The report in its second language, every figure and formula in its place.

    `plan` is the English report as it may leave, `second` the same report laid out with staff's texts in the other
    `language`; cells that only the one to leave has, such as a note on what is withheld, are labels.
    `suggested` are translations that nobody has confirmed: the list of what is missing tells of them. `beside` are
    texts that the edition says beside these pages.
    """
    translator = _Translator(phrases, suggested, language)
    texts = {sheet.key: sheet for sheet in second.sheets}
    sheets = tuple(translator.sheet(sheet, texts[sheet.key]) for sheet in plan.sheets)
    footer = ", ".join(translator.said(part, ON_EVERY_PAGE) for part in plan.footer.split(", "))
    translated = replace(plan, sheets=sheets, footer=footer, page_of=translator.said(plan.page_of, ON_EVERY_PAGE))
    for text in beside:
        translator.said(text, ON_EVERY_PAGE)
    return Translated(
        translated,
        tuple(translator.missing.values()),
        tuple(translator.labels.items()),
        frozenset(translator.english),
        translator.mixed,
    )


def lacking(text: str, where: str, suggested: Mapping[str, str], language: Language) -> Problem:
    """What is said of a text that has no words in a language, or none that somebody has confirmed."""
    suggestion = suggested.get(text)
    if suggestion is None:
        return Problem(where, f"“{_short(text)}” has no {language.name} words.", NO_PHRASE)
    message = f"“{_short(text)}” has {language.name} words that nobody has confirmed: “{_short(suggestion)}”."
    return Problem(where, message, UNCONFIRMED.format(of_translations(language.name)[1]))


def lacking_of(language: Language) -> tuple[Problem, ...]:
    """What is said of all that editions need and a language has no words for."""
    return tuple(
        Problem(LANGUAGE.sheet, f"There are no {language.name} words for “{what.value}”.", NO_WORDS)
        for what in language.lacking
    )


def _staff_text(name: str) -> re.Pattern[str]:
    """Finds, in a formula, the columns of staff's texts in the language of this name."""
    return re.compile(rf"(?P<table>\w+)\[(?P<heading>(?:(?:Name|Question|Answer) in )?{re.escape(name)})\]")


class _Translator:
    """Translates sheet by sheet, and keeps a list of what it had no words for."""

    def __init__(self, phrases: Phrases, suggested: Mapping[str, str], language: Language) -> None:
        self._phrases = phrases
        self._suggested = suggested
        self._language = language
        self._is_staff_text = _staff_text(language.name)
        self.missing: dict[str, Problem] = {one.message: one for one in lacking_of(language)}
        self.labels: dict[str, str] = {}
        self.english: set[str] = set()
        self.mixed: dict[str, tuple[Piece, ...]] = {}

    def sheet(self, sheet: SheetPlan, second: SheetPlan) -> SheetPlan:
        theirs = {(cell.row, cell.column): cell for cell in second.cells}
        cells = tuple(self._cell(sheet, cell, theirs.get((cell.row, cell.column), cell)) for cell in sheet.cells)
        return replace(
            sheet,
            tab=self._tab(sheet.tab),
            title=self.said(sheet.title, sheet.tab),
            cells=cells,
            heights=second.heights,
            charts=tuple(self._chart(chart, sheet.tab) for chart in sheet.charts),
        )

    def _tab(self, tab: str) -> str:
        """The words of a tab; the English ones, and a line that says why, where Excel takes no such tab."""
        said = self.said(tab, tab)
        if len(said) <= LONGEST_TAB and not _NOT_IN_A_TAB.search(said):
            return said
        message = (
            f"“{said}” cannot be the words of a tab: those have at most {LONGEST_TAB} characters, and none of []:*?/\\."
        )
        self.missing.setdefault(said, Problem(tab, message, NO_TAB))
        return tab

    def _cell(self, sheet: SheetPlan, cell: CellPlan, second: CellPlan) -> CellPlan:
        if is_date(cell):
            written = self._language.number_format(cell.number_format)
            return replace(cell, number_format=written, language=self._language)
        if not isinstance(cell.value, str) or cell.column >= sheet.printed_columns or not cell.value:
            return cell
        where = cell_place(sheet.tab, cell.column + 1, cell.row + 1)
        staff_text = self._is_staff_text.search(second.formula or "")
        if staff_text and cell.value != MARK:
            remedy = NO_TEXT.format(staff_text["heading"], staff_text["table"])
            return replace(cell, value=self._staff_text(cell.value, str(second.value), where, remedy))
        return replace(cell, value=self.said(cell.value, where))

    def _staff_text(self, english: str, second: str, where: str, remedy: str) -> str:
        if second and second != WANTED:
            return second
        name = self._language.name
        problem = Problem(where, f"“{_short(english)}” has no {name} text.", remedy)
        self.missing.setdefault(english, problem)
        self.english.add(english)
        return english

    def said(self, text: str, where: str) -> str:
        """A text in the language; what of it has no words there stands as it is, and is kept as missing."""
        said = self._phrases.said(text)
        if said is not None:
            return said
        for asked in self._phrases.asked(text):
            self.missing.setdefault(asked, lacking(asked, where, self._suggested, self._language))
            self.labels.setdefault(asked, where)
        pieces = self._phrases.as_far_as_said(text)
        said = "".join(piece.text for piece in pieces)
        if said == text:  # of both languages, a text is rather of this one: what is left are names mostly
            self.english.add(text)
        elif not all(piece.is_said for piece in pieces):
            self.mixed[said] = pieces
        return said

    def _chart(self, chart: ChartPlan, where: str) -> ChartPlan:
        axis = chart.category_format
        dated = "yy" in axis
        return replace(
            chart,
            title=self.said(chart.title, where),
            alt=self.said(chart.alt, where),
            value_title=self.said(chart.value_title, where),
            category_title=self.said(chart.category_title, where),
            category_format=self._language.number_format(axis) if dated else axis,
        )


def _short(text: str) -> str:
    return text if len(text) <= 60 else f"{text[:57]}…"
