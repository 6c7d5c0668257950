"""Columns of texts in another language than the report's second: an import takes nothing of them, and says so."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from cyps_xl.inputs.catalogue import Catalogue, of_translations
from cyps_xl.inputs.declare import Table
from cyps_xl.inputs.headings import find_headings
from cyps_xl.inputs.raw import RawTable
from cyps_xl.inputs.tables.definition import TRANSLATIONS
from cyps_xl.inputs.tables.people import COVER_TEXT
from cyps_xl.languages.shipped import ENGLISH


def texts_left_alone(raw: RawTable, table: Table, catalogue: Catalogue) -> Iterator[str]:
    """A line on each column that holds the texts of a second language, where the workbook's is another.

    It is known by its place beside the English, or by its heading, *Name in Polish*; and by the column of the
    workbook's own language not being there.
    """
    if COVER_TEXT.name not in catalogue:
        return
    second = second_language_of(catalogue)
    found = find_headings(raw.headings, table)
    for english in (column.heading for column in table.columns):
        own = of_translations(second)[0] if table.name == TRANSLATIONS.name else _beside(english, second)
        if own in found.positions or own not in (column.heading for column in table.columns):
            continue
        for at, heading in enumerate(raw.headings):
            if heading in found.unknown and _is_beside(english, at, raw, found.positions):
                count = sum(row[at] is not None for row in raw.rows)
                texts = "1 text" if count == 1 else f"{count} texts"
                if count:
                    yield (
                        f"{raw.source}: the column “{heading}” is left alone, with {texts}: the second language of "
                        f"this workbook is {second}, and its texts stand under “{own}”."
                    )


def second_language_of(catalogue: Catalogue) -> str:
    """The name of the report's second language, as the columns for its texts are headed."""
    headings = [column.heading for column in catalogue[COVER_TEXT.name].columns]
    return headings[headings.index(ENGLISH.name) + 1]


def _beside(english: str, language: str) -> str:
    return language if english == ENGLISH.name else f"{english} in {language}"


def _is_beside(english: str, at: int, raw: RawTable, positions: Mapping[str, int]) -> bool:
    """Whether a column that is not the workbook's holds the texts of one in English, in another language."""
    if english == ENGLISH.name:
        return positions.get(english) == at - 1 and re.fullmatch(r"[^\W\d_][^\d_]*", raw.headings[at]) is not None
    return raw.headings[at].casefold().startswith(f"{english} in ".casefold())
