"""The texts that members read, one by one, each with its cell."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from cyps_xl.checks.tables import in_two_languages, is_of
from cyps_xl.definition.expression import ColumnOf
from cyps_xl.definition.model import Block, Definition
from cyps_xl.definition.questions import is_asked
from cyps_xl.inputs.catalogue import report_tables
from cyps_xl.inputs.declare import Kind, Table
from cyps_xl.inputs.records import Inputs, Row
from cyps_xl.inputs.tables.changes import CHANGE_POINTS
from cyps_xl.inputs.tables.choices import Shape
from cyps_xl.inputs.tables.indicators import EXPLANATION, EXPLANATIONS
from cyps_xl.inputs.tables.people import BESIDE_QUESTIONS, COVER_TEXT, QUESTIONS
from cyps_xl.inputs.tables.settings import CONTACT, REPORT_OF, SETTINGS
from cyps_xl.measures.identities import BelongsTo
from cyps_xl.measures.periods import Quarter

LONGEST_EXPLANATION = 1_200
"""Characters. A row of a sheet is at most 409 points high: 27 lines of the indicator's column."""
LONGEST_PARAGRAPH = 2_500
"""Characters. A text of this length fills half a printed page."""
LONGEST_IN_A_LIST = 2_000
"""Characters. As for an explanation, in the wider column of a list."""
LONGEST_ON_THE_COVER = 1_600
"""The same, on a page that lies upright."""
LONGEST_ASKED = 900
"""The same, of a question or its answer, which stand beside each other."""


@dataclass(frozen=True)
class Text:
    """One cell of text. `in_report` when the report of the quarter shows it; `longest` is what its row can hold.

    `language` is the name of one where the table has a column for each; otherwise "".
    """

    table: Table
    row: Row
    heading: str
    words: str
    in_report: bool
    longest: int
    language: str = ""


def texts(inputs: Inputs, definition: Definition, quarter: Quarter) -> Iterator[Text]:
    """Every text that the report of this quarter or another shows, in both languages."""
    for row in inputs[EXPLANATIONS]:
        longest = LONGEST_EXPLANATION if row["Kind"] == EXPLANATION else LONGEST_PARAGRAPH
        yield from _both(definition, EXPLANATIONS, row, row["Period"] == str(quarter), longest)
    for table in report_tables(inputs.catalogue):
        yield from _of_figures(inputs, definition, table, quarter)
    for table, longest in ((CHANGE_POINTS, LONGEST_PARAGRAPH), (COVER_TEXT, LONGEST_ON_THE_COVER)):
        for row in inputs[table]:
            yield from _both(definition, table, row, True, longest)
    yield from _asked(inputs, definition, quarter)


def _of_figures(inputs: Inputs, definition: Definition, table: Table, quarter: Quarter) -> Iterator[Text]:
    """The words that stand beside the figures of a report's table."""
    languages, headings = _languages(inputs, definition, table), _headings(definition, table)
    for row in inputs[table]:
        for heading in headings:
            if isinstance(words := row[heading], str):
                in_report = is_of(table, row, quarter)
                yield Text(table, row, heading, words, in_report, LONGEST_IN_A_LIST, languages.get(heading, ""))


def _asked(inputs: Inputs, definition: Definition, quarter: Quarter) -> Iterator[Text]:
    """Members' questions and their answers."""
    languages = _languages(inputs, definition, QUESTIONS)
    for row in inputs[QUESTIONS]:
        in_report = is_asked(row["Report of"], row["Answered in"], str(quarter))
        for heading, language in languages.items():
            if isinstance(words := row[heading], str):
                yield Text(QUESTIONS, row, heading, words, in_report, LONGEST_ASKED, language)


def posts(inputs: Inputs) -> Iterator[Text]:
    """The settings that say who presents the report and who answers questions: posts, which members read."""
    for setting in (REPORT_OF, CONTACT):
        row = inputs[SETTINGS].find(setting.name)
        if row is not None and isinstance(row["Value"], str):
            yield Text(SETTINGS, row, "Value", row["Value"], True, LONGEST_PARAGRAPH)


def beside_questions(inputs: Inputs) -> Iterator[Text]:
    """Where members asked a question, and what it is about: typed freely beside it, the same in both languages."""
    for row in inputs[QUESTIONS]:
        for heading in BESIDE_QUESTIONS:
            if isinstance(words := row[heading], str):
                yield Text(QUESTIONS, row, heading, words, True, LONGEST_PARAGRAPH)


def _both(definition: Definition, table: Table, row: Row, in_report: bool, longest: int) -> Iterator[Text]:
    for language in _names(definition):
        words = row[language]
        if isinstance(words, str):
            yield Text(table, row, language, words, in_report, longest, language)


def _names(definition: Definition) -> tuple[str, ...]:
    """The names of the report's languages, as the columns for texts are headed."""
    return tuple(language.name for language in definition.languages.values())


def _languages(inputs: Inputs, definition: Definition, table: Table) -> dict[str, str]:
    """The language of each column that has another beside it."""
    every = in_two_languages(inputs.catalogue, definition.language.name)
    pairs = [(english, second) for one, english, second in every if one.name == table.name]
    return {heading: language for pair in pairs for heading, language in zip(pair, _names(definition), strict=True)}


def _headings(definition: Definition, table: Table) -> list[str]:
    """The columns that hold words: long texts, and the names that a list prints.

    What must stand in another table too is looked at there.
    """
    elsewhere = {one.heading.casefold() for one in table.identities if isinstance(one, BelongsTo)}
    listed = {heading for _, block in definition.blocks() for heading in _listed(block, table)} - elsewhere
    return [
        column.heading
        for column in table.columns
        if column.kind is Kind.LONG_TEXT or (column.kind is Kind.TEXT and column.heading.casefold() in listed)
    ]


def _listed(block: Block, table: Table) -> Iterator[str]:
    if block.shape is Shape.LIST and block.table is not None and block.table.name == table.name:
        yield from (line.shows.heading.casefold() for line in block.lines if isinstance(line.shows, ColumnOf))
