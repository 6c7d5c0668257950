"""The texts that members read, one by one, each with its cell."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from cyps_xl.inputs.declare import Table
from cyps_xl.inputs.records import Inputs, Row
from cyps_xl.inputs.tables.indicators import EXPLANATION, EXPLANATIONS
from cyps_xl.inputs.tables.people import COVER_TEXT
from cyps_xl.inputs.tables.quality import AUDIT_FINDINGS, AUDITS
from cyps_xl.inputs.tables.settings import CONTACT, REPORT_OF, SETTINGS

LANGUAGES = ("English", "Welsh")

LONGEST_EXPLANATION = 1_200
"""Characters. A row of a sheet is at most 409 points high: 27 lines of the indicator's column."""
LONGEST_PARAGRAPH = 2_500
"""Characters. A text of this length fills half a printed page."""
LONGEST_FINDING = 2_200
"""Characters. As for an explanation, in the wider column of the audits."""


@dataclass(frozen=True)
class Text:
    """One cell of text. `in_report` when the report of the quarter shows it; `longest` is what its row can hold."""

    table: Table
    row: Row
    heading: str
    words: str
    in_report: bool
    longest: int


def texts(inputs: Inputs, quarter: str) -> Iterator[Text]:
    """Every text that the report of this quarter or another shows, in both languages."""
    for row in inputs[EXPLANATIONS]:
        longest = LONGEST_EXPLANATION if row["Kind"] == EXPLANATION else LONGEST_PARAGRAPH
        yield from _both(EXPLANATIONS, row, row["Period"] == quarter, longest)
    for row in inputs[AUDITS]:
        if isinstance(row["Theme"], str):
            yield Text(AUDITS, row, "Theme", row["Theme"], row["Quarter"] == quarter, LONGEST_FINDING)
    for row in inputs[AUDIT_FINDINGS]:
        yield from _both(AUDIT_FINDINGS, row, row["Quarter"] == quarter, LONGEST_FINDING)
    for row in inputs[COVER_TEXT]:
        yield from _both(COVER_TEXT, row, True, LONGEST_PARAGRAPH)


def posts(inputs: Inputs) -> Iterator[Text]:
    """The settings that say who presents the report and who answers questions: posts, which members read."""
    for setting in (REPORT_OF, CONTACT):
        row = inputs[SETTINGS].find(setting.name)
        if row is not None and isinstance(row["Value"], str):
            yield Text(SETTINGS, row, "Value", row["Value"], True, LONGEST_PARAGRAPH)


def _both(table: Table, row: Row, in_report: bool, longest: int) -> Iterator[Text]:
    for language in LANGUAGES:
        words = row[language]
        if isinstance(words, str):
            yield Text(table, row, language, words, in_report, longest)
