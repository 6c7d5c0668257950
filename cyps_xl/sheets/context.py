"""What every output sheet is laid out from: the inputs, the settings and the report's named cells."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from cyps_xl.definition.model import Definition
from cyps_xl.inputs.records import Inputs, excel_serial
from cyps_xl.inputs.tables.settings import Setting
from cyps_xl.languages.shipped import ENGLISH
from cyps_xl.measures.periods import Quarter
from cyps_xl.settings import Settings
from cyps_xl.sheets.builder import SheetBuilder
from cyps_xl.sheets.formulas import Formula, joined


@dataclass(frozen=True)
class Names:
    """The cells of the Key sheet that formulas on every sheet read, by their defined names."""

    service: Formula
    council: Formula
    quarter: Formula
    quarter_heading: Formula
    period: Formula
    quarter_start: Formula
    quarter_end: Formula
    covers: Formula
    last_quarter_heading: Formula
    last_period: Formula
    last_year: Formula
    year_before: Formula
    tolerance: Formula
    says_chance: Formula
    explains_chance: Formula
    full_time_hours: Formula


@dataclass(frozen=True)
class Context:
    """What a sheet is laid out from. `tabs` holds the names staff gave our tabs, by sheet key."""

    definition: Definition
    inputs: Inputs
    settings: Settings
    names: Names
    tabs: Mapping[str, str] = field(default_factory=dict)

    @cached_property
    def quarter(self) -> Quarter:
        """The reporting quarter."""
        return Quarter.parse(self.settings.quarter)

    def tab(self, key: str, default: str) -> str:
        """The tab of a sheet, as staff call it."""
        return self.tabs.get(key, default)

    @property
    def compared_with(self) -> tuple[str, ...]:
        """The areas that scorecards set the own figures beside."""
        return self.definition.compared_with(self.settings.compared_with, self.settings.also_compared_with)

    @property
    def others(self) -> tuple[str, ...]:
        """Those of them that are no part of the council: worse than they is worse."""
        return self.definition.outside(self.compared_with)

    @property
    def text_column(self) -> str:
        """The column that holds texts in the report's language: English, or one called after the second language."""
        return self.settings.language

    @property
    def text_columns(self) -> tuple[str, ...]:
        """The columns that hold a text, one a language."""
        return tuple(language.name for language in self.definition.languages.values())

    @property
    def is_in_english(self) -> bool:
        """Whether the report is in English; it is in its second language otherwise."""
        return self.settings.language == ENGLISH.name

    def column_of(self, heading: str) -> str:
        """The column of a text that has one in each language, by its heading in English: Name, Name in Welsh."""
        return heading if self.is_in_english else f"{heading} in {self.text_column}"

    def columns_of(self, heading: str) -> tuple[str, ...]:
        """The columns of such a text in every language."""
        return tuple(heading if name == ENGLISH.name else f"{heading} in {name}" for name in self.text_columns)


def setting_text(setting: Setting) -> str:
    """The formula that reads a setting's value, without "="."""
    return f'INDEX(Settings[Value],MATCH("{setting.name}",Settings[Setting],0))'


def date_of(value: object) -> dt.date | None:
    """The date behind an Excel serial number; None when a cell shows text instead."""
    if not isinstance(value, int | float):
        return None
    return dt.date(1899, 12, 30) + dt.timedelta(days=int(value))


def serial(day: dt.date) -> int:
    """The number Excel keeps for a date."""
    return excel_serial(day)


def heading(sheet: SheetBuilder, context: Context, covers: Formula) -> None:
    """Rows 1 and 2 of every sheet: what it shows, then whom and which days it covers."""
    sheet.put(0, 0, sheet.title, "title")
    sheet.height(0, 27)
    sheet.put(1, 0, joined(context.names.service, " · ", covers), "subtitle")
    sheet.height(1, 18)
