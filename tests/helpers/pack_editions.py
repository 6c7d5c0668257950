"""Editions of the packs that ship, in either language and with figures that a council of another kind would have."""

from __future__ import annotations

import datetime as dt
import tempfile
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from cyps_xl.definition.model import Definition
from cyps_xl.definition.packs import definition_of
from cyps_xl.edition.build import Made, Wanted, made_edition
from cyps_xl.edition.pdf import printed
from cyps_xl.edition.words import Words
from cyps_xl.edition.workbook_file import About, edition_file
from cyps_xl.inputs.records import Inputs, Row, Value
from cyps_xl.printed.names import EditionName
from cyps_xl.settings import read_settings
from cyps_xl.translations.phrases import Phrase
from cyps_xl.translations.po_files import po_text
from helpers.web_pages import planned_pack

SETTINGS, TEAMS = "Settings", "Caseloads"


def edition_of_pack(pack: str, language: str, changes: Mapping[str, Value]) -> Made:
    """The members' edition of a pack's example, with settings changed; "teams" are how many teams it has.

    In Welsh every suggested word is taken as confirmed: what is printed then is as long as it will be.
    """
    planned = planned_pack(pack)
    inputs = planned.inputs
    for name, value in changes.items():
        inputs = _with_teams(inputs, int(str(value))) if name == "teams" else _with_setting(inputs, name, value)
    planned = replace(planned, inputs=inputs, settings=read_settings(inputs))
    definition = definition_of(inputs)
    words = all_words(definition) if language == "cy" else None
    name = EditionName.of(planned.settings, definition.languages[language], "members", False)
    return made_edition(planned, name, words, Wanted(language=language, allow_english=True))


def pdf_of_made(made: Made) -> bytes:
    """The edition as LibreOffice prints it."""
    name = made.name
    workbook = edition_file(made.plan, About(name.title, name.language_tag, dt.date(2018, 1, 1)), page_notes=True)
    data = printed(workbook, name.language_tag)
    assert data is not None
    return data


def all_words(definition: Definition) -> Words:
    suggested = Words.of(None, definition).suggested
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "council.po")
        path.write_text(po_text(Phrase(text, said) for text, said in suggested.items()), encoding="utf-8")
        return Words.of(path, definition)


def _with_setting(inputs: Inputs, name: str, value: Value) -> Inputs:
    rows = (_changed(row, Value=value) if row["Setting"] == name else row for row in inputs.records[SETTINGS])
    return _with_rows(inputs, SETTINGS, tuple(rows))


def _with_teams(inputs: Inputs, teams: int) -> Inputs:
    """So many teams of short names at the latest date, all alike."""
    records = inputs.records[TEAMS]
    latest = max(records, key=lambda row: str(row["As at"]))
    rows = (replace(_changed(latest, Team=f"Team {at}"), number=5 + at) for at in range(1, teams + 1))
    return _with_rows(inputs, TEAMS, tuple(rows))


def _changed(row: Row, **values: Value) -> Row:
    return replace(row, values={**row.values, **values})


def _with_rows(inputs: Inputs, table: str, rows: tuple[Row, ...]) -> Inputs:
    return replace(inputs, records={**inputs.records, table: replace(inputs.records[table], rows=rows)})
