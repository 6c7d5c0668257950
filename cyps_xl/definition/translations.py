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
    for row in records:
        wanted = places_in(text(row, "English"))
        if places_in(text(row, "Translation")) != wanted:
            places = ", ".join(f"{{{place}}}" for place in wanted)
            problems.add(
                records,
                row,
                "Translation",
                f"The translation of “{text(row, 'English')}” has other places in braces than the text.",
                f"Write in it what is in braces as it stands in the text ({places or 'none'}), each once.",
            )
    return tuple(
        Phrase(
            text(row, "English"),
            text(row, "Translation"),
            fuzzy=not text(row, "Source"),
            where=records.where(row, "Translation"),
        )
        for row in records
    )
