"""What the report shows and for whom, as the Settings sheet says it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from cyps_xl.errors import Blocked, Problem, WrongUse
from cyps_xl.inputs.records import Inputs, Value, as_excel_text
from cyps_xl.inputs.tables import settings as declared
from cyps_xl.inputs.tables.people import MEETINGS
from cyps_xl.inputs.tables.settings import SETTINGS, Setting, setting_called
from cyps_xl.measures.periods import Quarter, quarter_as_written
from cyps_xl.measures.rates import Figure


@dataclass(frozen=True)
class Settings:
    """The settings of one workbook. A text that nobody typed is "".

    `quarter` is written like "2017-18 Q3" and is always a quarter that exists; `meeting_date` is that of its meeting.
    `full_time_hours` is hours a week; `tolerance` is a share, 0.05 for 5%; `small_number`
    is the count under which somebody may be known, `small_for_members` whether members' editions
    show such counts, `rounded_for_public` whether those for the public round every count;
    `compared_with` and `also_compared_with` are areas as they were typed; `says_chance` whether chance is told beside
    arrows, `explains_chance` whether a decline that could be chance needs words, `says_year_end` whether a range is
    said for the year's end. `withholds_chance` is for editions that protect small numbers: their formulas say nothing
    of all that; with `chance_where_shown` chance is told all the same where every count behind it is shown.
    `has_glance` asks for the page At a glance. `language` is English, or the
    second language by its name.
    """

    quarter: str
    council: str = ""
    service: str = ""
    board: str = ""
    report_of: str = ""
    meeting_date: dt.date | None = None
    wards: str = ""
    months_shown: int = 12
    full_time_hours: float = 37
    tolerance: float = 0.05
    compared_with: str = ""
    also_compared_with: str = ""
    says_chance: bool = True
    explains_chance: bool = True
    withholds_chance: bool = False
    chance_where_shown: bool = False
    says_year_end: bool = True
    has_glance: bool = True
    small_number: int = 5
    language: str = "English"
    contact: str = ""
    small_for_members: bool = True
    rounded_for_public: bool = False


def read_settings(inputs: Inputs) -> Settings:
    """The settings, with the default of each that is blank. Blocked when there is no reporting quarter."""
    quarter = _quarter(inputs)
    return Settings(
        quarter=quarter,
        council=_text(inputs, declared.COUNCIL),
        service=_text(inputs, declared.SERVICE),
        board=_text(inputs, declared.BOARD),
        report_of=_text(inputs, declared.REPORT_OF),
        meeting_date=_meeting_date(inputs, quarter),
        wards=_text(inputs, declared.WARDS),
        months_shown=int(_number(inputs, declared.MONTHS_SHOWN)),
        full_time_hours=_number(inputs, declared.FULL_TIME_HOURS),
        tolerance=_number(inputs, declared.TOLERANCE),
        compared_with=_text(inputs, declared.COMPARED_WITH),
        also_compared_with=_text(inputs, declared.ALSO_COMPARED_WITH),
        says_chance=_text(inputs, declared.SAY_CHANCE).lower() != declared.NO,
        explains_chance=_text(inputs, declared.EXPLAIN_CHANCE).lower() != declared.NO,
        says_year_end=_text(inputs, declared.SAY_YEAR_END).lower() != declared.NO,
        has_glance=_text(inputs, declared.AT_A_GLANCE).lower() != declared.NO,
        small_number=int(_number(inputs, declared.SMALL_NUMBER)),
        language=_text(inputs, declared.LANGUAGE),
        contact=_text(inputs, declared.CONTACT),
        small_for_members=_text(inputs, declared.SMALL_FOR_MEMBERS) != declared.WITHHELD,
        rounded_for_public=_text(inputs, declared.SMALL_FOR_PUBLIC) == declared.ROUNDED,
    )


def quarter_named(text: str) -> Quarter:
    """The quarter that a command names, in one of the ways people write it. Raises WrongUse when it names none."""
    written = quarter_as_written(text)
    if written is None:
        raise WrongUse(f"{text!r} is not a quarter such as 2017-18 Q3.", 'Write it like "2017-18 Q3".')
    return Quarter.parse(written)


def setting_number(inputs: Inputs, name: str) -> Figure:
    """The number of a setting, by its name whatever its capitals: its default where it is blank; None without one."""
    setting = setting_called(name)
    value = None if setting is None else _value(inputs, setting)
    return value if isinstance(value, int | float) else None


def _value(inputs: Inputs, setting: Setting) -> Value:
    found = inputs.value(SETTINGS, "Value", setting.name)
    return setting.default if found is None else found


def _text(inputs: Inputs, setting: Setting) -> str:
    return as_excel_text(_value(inputs, setting))


def _meeting_date(inputs: Inputs, quarter: str) -> dt.date | None:
    """The day of the quarter's own meeting. Where no quarter has one, that of the settings, which knows no quarter."""
    if inputs[MEETINGS].rows:
        value = inputs.value(MEETINGS, "Meeting date", quarter)
    else:
        value = _value(inputs, declared.MEETING_DATE)
    return value if isinstance(value, dt.date) else None


def _number(inputs: Inputs, setting: Setting) -> float:
    value = _value(inputs, setting)
    if isinstance(value, int | float):
        return value
    raise TypeError(f"{setting.name} is declared without a number to fall back on")


def _quarter(inputs: Inputs) -> str:
    # The default is for new workbooks only: a report of a quarter that nobody chose would mislead.
    value = inputs.value(SETTINGS, "Value", declared.REPORTING_QUARTER.name)
    try:
        return str(Quarter.parse(value if isinstance(value, str) else ""))
    except ValueError:
        raise _no_quarter(inputs) from None


def _no_quarter(inputs: Inputs) -> Blocked:
    records = inputs[SETTINGS]
    row = records.find(declared.REPORTING_QUARTER.name)
    problem = Problem(
        records.where(row, "Value") if row else records.sheet or SETTINGS.sheet,
        "There is no reporting quarter that can be read.",
        f"Type one like 2017-18 Q3 beside “{declared.REPORTING_QUARTER.name}”.",
    )
    return Blocked("The report cannot tell which quarter to show.", [problem])
