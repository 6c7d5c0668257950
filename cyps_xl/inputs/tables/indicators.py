"""The national indicators, their figures, and the words that go with them."""

from __future__ import annotations

from cyps_xl.inputs.declare import Column, Kind, People, Table, key_column
from cyps_xl.inputs.marks import Meaning
from cyps_xl.measures.direction import Better, Measured
from cyps_xl.measures.identities import PartOf, ToDate
from cyps_xl.measures.indicators import Unit

COUNCIL_AREA = "Council"
"""The area of the report's own figures; which others there are, a report declares."""

UNIT_PERCENT = Unit.PERCENT.value
UNIT_DAYS = Unit.DAYS.value
UNIT_NUMBER = Unit.NUMBER.value
UNITS_COMPARED = tuple(one.value for one in Unit if one.is_compared)
"""Those whose counts tell how far chance carries a figure beside another area's."""

HIGHER = Better.HIGHER.value
LOWER = Better.LOWER.value
NEITHER = Better.NEITHER.value

QUARTERLY = "quarterly"
ANNUALLY = "annually"
ANNUALLY_BY_WG = "annually by Welsh Government"

POINTS = Measured.POINTS.value
RELATIVE = Measured.RELATIVE.value

YEAR_TO_DATE = "year to date"
ROLLING_YEAR = "rolling 12 months"
AS_AT = "as at"

EXPLANATION = "explanation"
NARRATIVE = "narrative"
NOTE = "note"

INDICATORS = Table(
    name="Indicators",
    sheet="Indicators",
    one_row_is="an indicator",
    guide="The national and local indicators of sheet 1, in the order the report shows them.",
    columns=(
        Column("No", Kind.TEXT, "The number in the report: 1, 2 … 12a, 12b.", required=True, width=8),
        Column("Reference", Kind.TEXT, "The national reference, for example LI 4.", width=14),
        Column("Name", Kind.LONG_TEXT, "What the indicator measures, in full.", required=True, width=46),
        Column("Name in Welsh", Kind.LONG_TEXT, "The same in Welsh.", width=46),
        Column(
            "Unit",
            Kind.CHOICE,
            "percent, days (an average), number (a count), or a rate per 1000 or 10000 of a population (say so in "
            "its name).",
            required=True,
            choices=tuple(one.value for one in Unit),
            width=12,
        ),
        Column(
            "Better when",
            Kind.CHOICE,
            "Is a higher or a lower figure better? neither where it is watched and not judged.",
            required=True,
            choices=(HIGHER, LOWER, NEITHER),
        ),
        Column(
            "Reported",
            Kind.CHOICE,
            "How often there is a figure, and who collects it.",
            required=True,
            choices=(QUARTERLY, ANNUALLY, ANNUALLY_BY_WG),
            width=27,
        ),
        Column(
            "Decimals",
            Kind.WHOLE,
            "Decimal places published; comparisons use the figure as published.",
            unit="decimal places",
            required=True,
            minimum=0,
            maximum=3,
            width=14,
            counts_people=People.NO,
        ),
        Column(
            "Tolerance",
            Kind.CHOICE,
            "points: a rate's change in percentage points. relative: a share of last year's figure.",
            required=True,
            choices=(POINTS, RELATIVE),
            width=14,
        ),
        Column(
            "Comparable",
            Kind.CHOICE,
            "no when this year's figure cannot be compared with last year's (a changed definition).",
            required=True,
            choices=("yes", "no"),
            width=15,
        ),
        Column(
            "National measure",
            Kind.CHOICE,
            "PAM for a Public Accountability Measure, otherwise local.",
            choices=("PAM", "local"),
            width=21,
        ),
        Column(
            "Period basis",
            Kind.CHOICE,
            "What a quarter's figure covers.",
            choices=(YEAR_TO_DATE, ROLLING_YEAR, AS_AT),
            width=20,
        ),
        Column("First year", Kind.YEAR, "First year collected, like 2016-17; earlier years show “n/a, new”.", width=14),
        Column("Group", Kind.TEXT, "The scorecard it belongs to, where there are several.", width=18),
        Column(
            "Target",
            Kind.DECIMAL,
            "The figure to reach, typed as the figure is (82 for 82%): the least where higher is better, the most "
            "where lower is; empty for none.",
            unit="its own unit",
            one_percent=1,
            width=11,
            counts_people=People.NO,
        ),
        Column(
            "Target to",
            Kind.DECIMAL,
            "Where the target is a range: its upper end.",
            unit="its own unit",
            one_percent=1,
            width=11,
            counts_people=People.NO,
        ),
        Column("From", Kind.QUARTER, "The first quarter that it is reported for; empty for all.", width=13),
        Column("To", Kind.QUARTER, "The last quarter that it is reported for; empty while it goes on.", width=13),
        Column("Replaced by", Kind.TEXT, "The No of the indicator that came after it.", width=13),
        Column(
            "Comparable from",
            Kind.QUARTER,
            "The first quarter counted by today's definition: nothing is compared with one before.",
            width=17,
        ),
        Column(
            "Numerator from",
            Kind.TEXT,
            "Where its numerator stands already: Table[Column]; empty where it is typed on Indicator values.",
            width=30,
        ),
        Column(
            "Denominator from",
            Kind.TEXT,
            "Where its denominator stands already; empty where it is typed on Indicator values.",
            width=30,
        ),
        key_column("No"),
    ),
    key=("No",),
)

INDICATOR_VALUES = Table(
    name="IndicatorValues",
    sheet="Indicator values",
    one_row_is="a figure of an indicator for a period and an area",
    guide="Add rows at the end, never type over last year's. Type numerator and denominator, or the value alone.",
    columns=(
        Column(
            "Indicator", Kind.TEXT, "The indicator's No.", required=True, choices_from=("Indicators", "No"), width=14
        ),
        Column(
            "Area",
            Kind.CHOICE,
            "Council for our own figure; else one of the sheet Areas, such as Wales for the All Wales figure.",
            required=True,
            choices=(COUNCIL_AREA,),
            choices_from=("ReportAreas", "Area"),
            width=16,
        ),
        Column(
            "Period",
            Kind.PERIOD,
            "A full year like 2016-17 (also for quarter 4), or a quarter to date like 2017-18 Q3.",
            required=True,
        ),
        Column(
            "Numerator", Kind.DECIMAL, "How many, of those in the denominator.", unit="children", minimum=0, width=17
        ),
        Column("Denominator", Kind.DECIMAL, "Out of how many.", unit="children", minimum=0, width=17),
        Column(
            "Value",
            Kind.DECIMAL,
            "The published figure where its numerator and denominator are not known: "
            "97.6 for 97.6%, or days, or a number.",
            one_percent=1,
        ),
        Column("Source", Kind.TEXT, "Where the figure comes from.", width=40),
        Column(
            "Rounded to",
            Kind.DECIMAL,
            "Of published counts: what they are rounded to, such as 5; empty for exact ones.",
            unit="its own unit",
            minimum=0,
            width=13,
            counts_people=People.NO,
        ),
        Column(
            "Not told",
            Kind.CHOICE,
            "Of another area: why a count or figure is left empty, as its publisher marks it.",
            choices=tuple(meaning.value for meaning in Meaning),
            width=13,
        ),
        key_column("Indicator", "Area", "Period"),
    ),
    key=("Indicator", "Area", "Period"),
    identities=(
        PartOf("Numerator", "Denominator", rates_only=True),
        ToDate(("Numerator", "Denominator"), basis_only=True),
    ),
)

EXPLANATIONS = Table(
    name="Explanations",
    sheet="Explanations",
    one_row_is="a text of the report",
    guide="The words of the report: an explanation for each decline, narratives and notes for each section.",
    columns=(
        Column("Item", Kind.TEXT, "An indicator's No, or a section's number such as 2.6.", required=True, width=10),
        Column("Period", Kind.QUARTER, "The reporting quarter it belongs to, like 2017-18 Q3.", required=True),
        Column(
            "Kind",
            Kind.CHOICE,
            "explanation: under an indicator. narrative: a section's text. note: under its table.",
            required=True,
            choices=(EXPLANATION, NARRATIVE, NOTE),
        ),
        Column(
            "Position",
            Kind.WHOLE,
            "1 for the first text of its kind, 2 for the next.",
            unit="order",
            required=True,
            minimum=1,
            maximum=50,
            width=14,
            counts_people=People.NO,
        ),
        Column(
            "English",
            Kind.LONG_TEXT,
            "The text. Never a name, nor anything by which somebody could be known.",
            width=60,
        ),
        Column("Welsh", Kind.LONG_TEXT, "The same in Welsh.", width=60),
        key_column("Item", "Period", "Kind", "Position"),
    ),
    key=("Item", "Period", "Kind", "Position"),
)
