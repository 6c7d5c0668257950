"""Every file of an edition as bytes, made from inputs alone: no workbook is read and no disk is written to."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from cyps_xl import resources
from cyps_xl.definition.packs import definition_of
from cyps_xl.disclosure.counts import InputCell
from cyps_xl.disclosure.suppress import Previous
from cyps_xl.edition.build import Made, Wanted, made_edition
from cyps_xl.edition.publishing import companions
from cyps_xl.edition.web import page_of
from cyps_xl.edition.words import Words
from cyps_xl.edition.workbook_file import About, edition_file
from cyps_xl.inputs.importing import read_source
from cyps_xl.inputs.records import Inputs, Records, Row, Value
from cyps_xl.inputs.tables.checks import ACCEPTED
from cyps_xl.inputs.tables.indicators import EXPLANATION, EXPLANATIONS, INDICATOR_VALUES
from cyps_xl.planning import plan_inputs
from cyps_xl.printed.names import EditionName
from cyps_xl.settings import Settings
from helpers.packs import CYPS_TABLES

TODAY = dt.date(2018, 2, 1)


@dataclass(frozen=True)
class Edition:
    """An edition before it is written: how it was made, and its files by their endings."""

    made: Made
    files: Mapping[str, bytes]


def example_inputs() -> Inputs:
    """The example quarter, its sections' words left out: they say numbers."""
    inputs = read_source(resources.example_folder(), Inputs({}, CYPS_TABLES)).inputs
    words = inputs[EXPLANATIONS]
    return with_rows(inputs, words, [row for row in words if row["Kind"] == EXPLANATION])


def edition_of(
    inputs: Inputs,
    audience: str = "public",
    language: str = "en",
    *previous: Previous,
    **settings: object,
) -> Edition:
    """The edition of these inputs with every finding accepted; `settings` differ from those of the inputs."""
    planned = plan_inputs(_with_all_accepted(inputs), {}, today=TODAY)
    changed: Settings = replace(planned.settings, **settings)  # type: ignore[arg-type]
    planned = replace(planned, settings=changed)
    wanted = Wanted(language=language, audience=audience, allow_english=True)
    name = EditionName.of(planned.settings, definition_of(planned.inputs).languages[language], audience, False)
    words = Words.of(None, definition_of(planned.inputs)) if language == "cy" else None
    made = made_edition(planned, name, words, wanted, previous)
    about = About(name.title, name.language_tag, dt.date(2018, 3, 1))
    files = {f"{name.stem}.xlsx": edition_file(made.plan, about)}
    files |= page_of(made, language, words)
    files |= companions(made, files, wanted)
    files["printed.xlsx"] = edition_file(made.plan, about, page_notes=True)  # what a PDF is printed from
    return Edition(made, {file.removeprefix(name.stem): data for file, data in files.items()})


def _with_all_accepted(inputs: Inputs) -> Inputs:
    findings = plan_inputs(with_rows(inputs, inputs[ACCEPTED], []), {}, today=TODAY).findings
    rows = [
        Row(
            number,
            {"Reference": finding.reference, "Reason": "As returned", "Accepted by": "Head of service", "Date": TODAY},
        )
        for number, finding in enumerate(findings, start=2)
    ]
    return with_rows(inputs, inputs[ACCEPTED], rows)


def with_rows(inputs: Inputs, records: Records, rows: Iterable[Row]) -> Inputs:
    """The inputs with other rows in one table."""
    changed = Records(records.table, tuple(rows), records.sheet, records.columns)
    return Inputs({**inputs.records, records.table.name: changed}, CYPS_TABLES)


def with_counts(inputs: Inputs, counts: Mapping[InputCell, Value]) -> Inputs:
    """The inputs with other values in some cells."""
    for cell, value in counts.items():
        records = inputs.records[cell.table]
        rows = list(records.rows)
        rows[cell.row] = replace(rows[cell.row], values={**rows[cell.row].values, cell.heading: value})
        inputs = with_rows(inputs, records, rows)
    return inputs


def indicator_cell(inputs: Inputs, no: str, period: str, heading: str) -> InputCell:
    """The council's figure of an indicator for a period."""
    for at, row in enumerate(inputs[INDICATOR_VALUES]):
        if (row["Indicator"], row["Area"], row["Period"]) == (no, "Council", period):
            return InputCell(INDICATOR_VALUES.name, at, heading)
    raise KeyError(no, period)


def with_decline(now: int, reason: str) -> Inputs:
    """The example with indicator 4 at 2 in 169 last year and so many of 60 now, a reason below it or none."""
    inputs, no = example_inputs(), "4"
    figures = {
        indicator_cell(inputs, no, "2016-17 Q3", "Numerator"): 2,
        indicator_cell(inputs, no, "2016-17 Q3", "Denominator"): 169,
        indicator_cell(inputs, no, "2017-18 Q3", "Numerator"): now,
        indicator_cell(inputs, no, "2017-18 Q3", "Denominator"): 60,
    }
    inputs = with_counts(inputs, figures)
    words = inputs[EXPLANATIONS]
    others = [row for row in words if row["Item"] != no]
    text = {"Item": no, "Period": "2017-18 Q3", "Kind": EXPLANATION, "Position": 1, "English": reason, "Welsh": reason}
    return with_rows(inputs, words, [*others, Row(99, text)] if reason else others)
