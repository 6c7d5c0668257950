"""Add to the file of Welsh labels every label of the report that it lacks: python scripts/list_labels.py.

What is added has no translation yet. Names of the council's own (teams, posts, themes) stay out: they go
into a file of the council's, which `cyps-xl publish --words` makes.
"""

from __future__ import annotations

from dataclasses import replace

from cyps_xl import resources
from cyps_xl.definition.packs import default_catalogue
from cyps_xl.edition.language import in_welsh
from cyps_xl.inputs.catalogue import report_tables
from cyps_xl.inputs.declare import Kind
from cyps_xl.inputs.importing import read_source
from cyps_xl.inputs.records import Inputs
from cyps_xl.inputs.tables.settings import SETTINGS
from cyps_xl.printed.leaving import leaving
from cyps_xl.settings import read_settings
from cyps_xl.sheets.report_plan import lay_out
from cyps_xl.translations.phrases import Phrases
from cyps_xl.translations.po_files import Phrase, po_text, read_po

QUARTERS = ("2016-17 Q4", "2017-18 Q1", "2017-18 Q2", "2017-18 Q3", "2017-18 Q4")
"""Between them they show every state an indicator can be in: compared, annual, new, without a figure."""

LABELS = resources.labels_path("cy")


def labels_file() -> str:
    """The file's text: what it holds, then what the report has beyond it."""
    held = read_po(LABELS)
    known = Phrases(replace(phrase, translation=phrase.text, fuzzy=False) for phrase in held)
    return po_text((*held, *_lacking(known)))


def _lacking(known: Phrases) -> list[Phrase]:
    inputs = read_source(resources.example_folder(), Inputs({}, default_catalogue())).inputs
    own = _own_words(inputs)
    found: dict[str, str] = {}
    for quarter in QUARTERS:
        settings = replace(read_settings(inputs), quarter=quarter)
        report, welsh = (
            leaving(lay_out(inputs, replace(settings, language=language), {})) for language in ("English", "Welsh")
        )
        found |= dict(in_welsh(report, welsh, known).labels)
    return [Phrase(text, where=where) for text, where in found.items() if text not in own]


def _own_words(inputs: Inputs) -> set[str]:
    """What the example council calls its teams, its posts and its audits."""
    names = [
        (table, column.heading)
        for table in report_tables(inputs.catalogue)
        for column in table.columns
        if column.kind is Kind.TEXT
    ]
    return {str(row[heading]) for table, heading in (*names, (SETTINGS, "Value")) for row in inputs[table]}


if __name__ == "__main__":
    LABELS.write_text(labels_file(), encoding="utf-8")
    print(f"{LABELS.name} is up to date.")
