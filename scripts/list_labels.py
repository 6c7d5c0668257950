"""Add to the file of the program's Welsh labels every label that it lacks: python scripts/list_labels.py.

What is added has no translation yet. Texts that a report pack declares stay out: their translations stand in the
pack's own Translations.csv, and `python scripts/list_labels.py NAME-OR-FOLDER` prints those that a pack lacks, as rows
to add to it. Names of the council's own (teams, posts, themes) stay out as well.
"""

from __future__ import annotations

import csv
import sys
from collections.abc import Iterable, Iterator
from dataclasses import replace

from cyps_xl import resources
from cyps_xl.definition.labels import labels_of
from cyps_xl.definition.model import Definition
from cyps_xl.definition.packs import default_catalogue, default_pack, read_pack
from cyps_xl.edition.language import in_second_language
from cyps_xl.inputs.declare import Kind
from cyps_xl.inputs.importing import read_source
from cyps_xl.inputs.records import Inputs, Value, as_excel_text
from cyps_xl.inputs.tables.changes import Change
from cyps_xl.inputs.tables.indicators import INDICATORS
from cyps_xl.languages.shipped import DEFAULT, ENGLISH, texts_path
from cyps_xl.measures.direction import Better
from cyps_xl.measures.funnel import Stands
from cyps_xl.measures.limits import Signal
from cyps_xl.measures.variation import Assurance, Variation
from cyps_xl.printed.leaving import leaving
from cyps_xl.settings import read_settings
from cyps_xl.sheets import glance, glance_lines, key, questions, year_end
from cyps_xl.sheets.report_plan import lay_out
from cyps_xl.sheets.shapes import bank, changes, funnel, history, run_charts, signals, variation
from cyps_xl.sheets.shapes.months_counted import COUNTED_SINCE
from cyps_xl.translations.phrases import Phrases
from cyps_xl.translations.po_files import Phrase, po_text, read_po

QUARTERS = ("2016-17 Q4", "2017-18 Q1", "2017-18 Q2", "2017-18 Q3", "2017-18 Q4")
"""Between them they show every state an indicator can be in: compared, annual, new, without a figure; once judged, and
once watched beside a target."""

OF_LIMITS = (
    *bank.LABELS.values(),
    *(change.value for change in Change),
    *(f"{before}{{month}}{after}" for before, after in (changes.ANEW, changes.NOT_COUNTED)),
    *(signals.FEW_IN_PART, signals.RARE_SAYS, history.PROTECTED),
    *(
        f"{begin}{run_charts.TRIAL} {end}"
        for begin in ("", run_charts.SINCE_BREAK)
        for end in (run_charts.MOVED, run_charts.STILL)
    ),
    *(f"{variation.VARIATION_SAYS}{one}" for one in (*(one.value for one in Variation), variation.TOO_FEW_TO_TELL)),
    *(f"{variation.ASSURANCE_SAYS}{one}" for one in (*(one.value for one in Assurance), variation.TOO_FEW_TO_TELL)),
    *(signal.value for signal in Signal),
    *(signals.NONE_YET, signals.TOO_FEW, signals.NO_FIGURE, signals.ONE, f"{{number}}{signals.SEVERAL}"),
    *(key.LIMITS, *(text for pair in key.LIMIT_WORDS for text in pair)),
    *(key.VARIATION, *(text for pair in key.VARIATION_WORDS for text in pair)),
)
"""What stands beside limits, which no block of the example has."""

OF_YEAR_END = (
    *(year_end.FROM, year_end.TO, year_end.WITHIN, year_end.HELD.format(held="{number}", tested="{all}")),
    *(key.YEAR_END, key.BESIDE_FIGURES, *(text for pair in key.YEAR_END_WORDS for text in pair)),
)
"""What is said of the year's end, for which the example has too few years."""
OF_RULES = (f"{COUNTED_SINCE}{{quarter}}",)
"""What is said where a rule changes within a period, as none of the example does."""
OF_GLANCE = (
    *glance.LABELS,
    *glance_lines.LABELS,
    *(questions.NOTHING_ASKED, questions.NOT_ANSWERED, f"{questions.NOT_ANSWERED}, due {{date}}", questions.ANSWERED),
)
"""What At a glance and the sheet of members' questions may say, of which one quarter says little."""
OF_FUNNELS = (
    *(*funnel.LABELS, *(one.value for one in Stands), key.FUNNEL),
    *(text for pair in key.FUNNEL_WORDS for text in pair),
)
"""What stands in a funnel, which the example has none of."""

LABELS = texts_path(DEFAULT.code)


def labels_file() -> str:
    """The file's text: what it holds, then what reports have beyond it of the program's own."""
    held = read_po(LABELS)
    inputs = read_source(resources.example_folder(), Inputs({}, default_catalogue())).inputs
    return po_text((*held, *_lacking(held, inputs, default_pack().definition)))


def not_translated(definition: Definition) -> tuple[str, ...]:
    """The labels of a report that neither its own translations nor the program's file have, in the report's order."""
    known = Phrases(_as_known((*read_po(LABELS), *definition.translations)))
    return tuple(text for text in labels_of(definition) if known.said(text) is None)


def _as_known(phrases: Iterable[Phrase]) -> Iterator[Phrase]:
    """Phrases as though each were confirmed and translated: what is left has none at all."""
    return (replace(phrase, translation=phrase.translation or phrase.text, fuzzy=False) for phrase in phrases)


def _lacking(held: Iterable[Phrase], inputs: Inputs, definition: Definition) -> list[Phrase]:
    declared = (Phrase(text, text) for text in labels_of(definition))
    made_up = (Phrase(text, text) for text in OF_GLANCE)
    known = Phrases((*declared, *made_up, *(Phrase(one.text, one.text) for one in held)), definition.heading_numbers)
    own = _own_words(inputs)
    found: dict[str, str] = {}
    for quarter in QUARTERS:
        for shown in (inputs, _watched(inputs)):
            settings = replace(read_settings(shown), quarter=quarter)
            report, welsh = (
                leaving(lay_out(shown, replace(settings, language=one.name), {})) for one in (ENGLISH, DEFAULT)
            )
            found |= dict(in_second_language(report, welsh, known).labels)
    found |= {text: "limits" for text in OF_LIMITS if known.said(text) is None}
    found |= {text: "year end" for text in OF_YEAR_END if known.said(text) is None}
    found |= {text: "changed rules" for text in OF_RULES if known.said(text) is None}
    found |= {text: glance.TAB for text in OF_GLANCE if text not in {phrase.text for phrase in held}}
    found |= {text: "funnels" for text in OF_FUNNELS if known.said(text) is None}
    return [Phrase(text, where=where) for text, where in found.items() if text not in own]


def _watched(inputs: Inputs) -> Inputs:
    """The same figures of indicators of which neither way is good, each with a range to be in."""
    held = inputs[INDICATORS]
    wanted: dict[str, Value] = {"Better when": Better.NEITHER.value, "Target": 10, "Target to": 60}
    rows = tuple(replace(row, values={**row.values, **wanted}) for row in held)
    return Inputs({**inputs.records, INDICATORS.name: replace(held, rows=rows)}, inputs.catalogue)


def _own_words(inputs: Inputs) -> set[str]:
    """What the example council has typed: the names of its teams, posts and themes."""
    return {
        as_excel_text(row[column.heading])
        for table in inputs.catalogue
        for column in table.typed_columns
        if column.kind in (Kind.TEXT, Kind.SETTING)
        for row in inputs[table]
    }


def print_rows(name_or_folder: str) -> None:
    """Print the rows that the Translations of a pack lack, with the translation left for whoever knows it."""
    rows = csv.writer(sys.stdout, lineterminator="\n")
    rows.writerows((text, "", "") for text in not_translated(read_pack(name_or_folder).definition))


if __name__ == "__main__":
    if len(sys.argv) > 1:
        print_rows(sys.argv[1])
    else:
        LABELS.write_text(labels_file(), encoding="utf-8")
        print(f"{LABELS.name} is up to date.")
