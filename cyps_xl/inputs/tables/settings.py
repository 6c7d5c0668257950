"""Settings: what the report shows, and for whom."""

from __future__ import annotations

from dataclasses import dataclass, replace

from cyps_xl.inputs.declare import Column, Kind, Table
from cyps_xl.languages.shipped import DEFAULT, ENGLISH

SETTINGS = Table(
    name="Settings",
    sheet="Settings",
    one_row_is="a setting",
    guide="Change Value; the report follows. The reporting quarter decides which figures every sheet shows.",
    columns=(
        Column("Setting", Kind.TEXT, "The name of the setting. Do not change it.", required=True, width=31),
        Column("Value", Kind.SETTING, "Type the value here. What it does stands beside it.", width=46),
        Column("What it does", Kind.LONG_TEXT, "What changes when this setting changes.", width=82),
    ),
    key=("Setting",),
)


@dataclass(frozen=True)
class Setting:
    """A row of the Settings table as the template ships it.

    `kind` bounds what may be typed into Value; `default` is None where the council must say.
    """

    name: str
    kind: Kind
    default: str | float | None
    what_it_does: str
    choices: tuple[str, ...] = ()
    choices_from: tuple[str, str] | None = None
    minimum: float | None = None
    maximum: float | None = None
    one_percent: float | None = None

    def as_column(self) -> Column:
        """What the cell beside this setting may hold, declared as a column is."""
        return Column(
            "Value",
            self.kind,
            self.what_it_does,
            choices=self.choices,
            choices_from=self.choices_from,
            minimum=self.minimum,
            maximum=self.maximum,
            one_percent=self.one_percent,
        )


COUNCIL = Setting("Council", Kind.TEXT, None, "The council's name, on the cover and in page footers.")
SERVICE = Setting("Service", Kind.TEXT, "Our service", "The service the report is about.")
BOARD = Setting("Board", Kind.TEXT, None, "The committee or cabinet board that receives the report.")
REPORT_OF = Setting("Report of", Kind.TEXT, None, "The post (not the person) that presents the report.")
MEETING_DATE = Setting(
    "Meeting date",
    Kind.DATE,
    None,
    "The day of the meeting, on the cover. With a row on the sheet Meetings, the days there go before it.",
)
WARDS = Setting("Wards affected", Kind.TEXT, "All", "The wards the report concerns, on the cover.")
REPORTING_QUARTER = Setting(
    "Reporting quarter",
    Kind.QUARTER,
    "2026-27 Q2",
    "The quarter every sheet shows, written like 2017-18 Q3. Change it, and the whole report follows.",
)
MONTHS_SHOWN = Setting(
    "Months shown",
    Kind.WHOLE,
    12,
    "How many months the monthly tables and charts show, ending with the quarter. Refresh after a change.",
    minimum=3,
    maximum=24,
)
FULL_TIME_HOURS = Setting(
    "Full-time hours a week",
    Kind.DECIMAL,
    37,
    "The hours of one full-time post: available hours divided by this make full-time equivalents.",
    minimum=1,
    maximum=168,
)
TOLERANCE = Setting(
    "Tolerance",
    Kind.DECIMAL,
    0.05,
    "Worse by less than this counts as within tolerance: percentage points for rates, "
    "relative change for counts and averages.",
    minimum=0,
    maximum=1,
    one_percent=0.01,
)
_AREA = ("ReportAreas", "Area")
COMPARED_WITH = Setting(
    "Compared with",
    Kind.TEXT,
    None,
    "Whose figures stand beside the council's in the scorecards. Empty: the first of the sheet Areas that is not our "
    "own. Council: nobody's. Refresh after a change.",
    choices_from=_AREA,
)
ALSO_COMPARED_WITH = Setting(
    "Also compared with",
    Kind.TEXT,
    None,
    "A second area to stand beside the first, such as a family of councils; empty for none. Refresh after a change.",
    choices_from=_AREA,
)
YES, NO = "yes", "no"
SAY_CHANCE = Setting(
    "Chance beside arrows",
    Kind.CHOICE,
    YES,
    "Whether it stands beside an arrow that the change could be chance, or is more than chance. It goes by the "
    "counts: without counts nothing is said. With no, nothing is said at all, and nothing asked for because of it. "
    "Refresh after a change.",
    choices=(YES, NO),
)
EXPLAIN_CHANCE = Setting(
    "Explain what could be chance",
    Kind.CHOICE,
    YES,
    "Whether a decline that could be chance needs an explanation as any other. With no, it needs none.",
    choices=(YES, NO),
)
SAY_YEAR_END = Setting(
    "Year-end range",
    Kind.CHOICE,
    YES,
    "Whether scorecards and comparisons say where the year may end if the rest of it goes as before: in quarters 1 to "
    "3, of figures with four past full years or more. Refresh after a change.",
    choices=(YES, NO),
)
AT_A_GLANCE = Setting(
    "At a glance",
    Kind.CHOICE,
    YES,
    "Whether a page after the cover says what stands out in the scorecards. Editions that protect small numbers leave "
    "it out. Refresh after a change.",
    choices=(YES, NO),
)
SMALL_NUMBER = Setting(
    "Small-number threshold",
    Kind.WHOLE,
    5,
    "Counts under this may identify somebody; editions for the public leave them out.",
    minimum=0,
    maximum=20,
)
LANGUAGE = Setting(
    "Language",
    Kind.CHOICE,
    "English",
    "The language of the texts that staff write. Refresh after a change.",
    choices=(ENGLISH.name, DEFAULT.name),
)
CONTACT = Setting("Contact", Kind.TEXT, None, "Who answers questions about the report: a post and a shared mailbox.")
SHOWN, WITHHELD = "shown", "withheld"
SMALL_FOR_MEMBERS = Setting(
    "Small numbers for members",
    Kind.CHOICE,
    SHOWN,
    "Whether members' editions show counts under the threshold, and say so, or leave them out as those for the public.",
    choices=(SHOWN, WITHHELD),
)
ROUNDED = "rounded"
SMALL_FOR_PUBLIC = Setting(
    "Small numbers for the public",
    Kind.CHOICE,
    WITHHELD,
    "How editions for the public keep counts under the threshold from being known: withheld, with whatever would "
    "tell them; or every count rounded to the nearest 5.",
    choices=(WITHHELD, ROUNDED),
)

ALL_SETTINGS = (
    COUNCIL,
    SERVICE,
    BOARD,
    REPORT_OF,
    MEETING_DATE,
    WARDS,
    REPORTING_QUARTER,
    MONTHS_SHOWN,
    FULL_TIME_HOURS,
    TOLERANCE,
    COMPARED_WITH,
    ALSO_COMPARED_WITH,
    SAY_CHANCE,
    EXPLAIN_CHANCE,
    SAY_YEAR_END,
    AT_A_GLANCE,
    SMALL_NUMBER,
    LANGUAGE,
    CONTACT,
    SMALL_FOR_MEMBERS,
    SMALL_FOR_PUBLIC,
)

_BY_NAME = {setting.name.casefold(): setting for setting in ALL_SETTINGS}


def setting_called(name: str) -> Setting | None:
    """The setting of a name, whatever its capitals; None when there is none."""
    return _BY_NAME.get(name.casefold())


def is_settings(table: Table) -> bool:
    """Whether a table is that of the settings, whichever second language its report has."""
    return table.name == SETTINGS.name


def column_of(setting: Setting, table: Table) -> Column:
    """What the cell beside a setting may hold, in a workbook whose settings are this table: of *Language* the two that
    its report has."""
    languages = table.column("Value").choices
    column = setting.as_column()
    return replace(column, choices=languages) if setting is LANGUAGE and languages else column
