"""A report's texts in its second language, as the table Translations has them."""

from __future__ import annotations

from cyps_xl.definition.problems import Problems
from cyps_xl.definition.tables import text
from cyps_xl.inputs.records import Inputs
from cyps_xl.inputs.tables.definition import TRANSLATIONS
from cyps_xl.translations.phrases import Phrase, places_in


def translations_of(inputs: Inputs, problems: Problems) -> tuple[Phrase, ...]:
    """Each row as a phrase, a suggestion while its source is not given; a problem for each that loses a place."""
    records = inputs[TRANSLATIONS]
    _, translation, source = (one.heading for one in records.table.columns)  # the latter called after the language
    for row in records:
        wanted = places_in(text(row, "English"))
        if text(row, translation) and places_in(text(row, translation)) != wanted:
            places = ", ".join(f"{{{place}}}" for place in wanted)
            problems.add(
                records,
                row,
                translation,
                f"The translation of “{text(row, 'English')}” has other places in braces than the text.",
                f"Write in it what is in braces as it stands in the text ({places or 'none'}), each once.",
            )
    return tuple(
        Phrase(
            text(row, "English"),
            text(row, translation),
            fuzzy=not text(row, source),
            where=records.where(row, translation),
        )
        for row in records
        if text(row, translation)
    )
