"""The tables in which a report is declared: its input tables, sections, blocks, lines and relations, as rows."""

from __future__ import annotations

from enum import Enum

from cyps_xl.inputs.declare import Column, Counted, Kind, People, Table, Varies
from cyps_xl.inputs.tables.choices import AreaKind, Charts, Over, PublishedAs, Shape, Shown, Total
from cyps_xl.inputs.tables.relations import Related
from cyps_xl.languages.what import What


def _values(kinds: type[Enum]) -> tuple[str, ...]:
    return tuple(kind.value for kind in kinds)


YES, NO = "yes", "no"
_YES_NO = (YES, NO)

HELD = (
    Kind.MONTH, Kind.DATE, Kind.PERIOD, Kind.QUARTER, Kind.YEAR, Kind.TEXT, Kind.LONG_TEXT, Kind.CHOICE, Kind.WHOLE,
    Kind.DECIMAL,
)  # fmt: skip
"""What a declared column may hold."""


def _text(heading: str, help_: str, *, required: bool = False, width: float = 24) -> Column:
    return Column(heading, Kind.TEXT, help_, required=required, width=width)


def _one_of(table: str, heading: str, help_: str, *, called: str = "", required: bool = False) -> Column:
    """A column that names a row of another definition table."""
    return Column(called or heading, Kind.TEXT, help_, required=required, choices_from=(table, heading), width=24)


def _words(heading: str, help_: str, *, required: bool = False) -> Column:
    return Column(heading, Kind.LONG_TEXT, help_, required=required, width=44)


def _choice(heading: str, help_: str, choices: tuple[str, ...], *, required: bool = False, width: float = 18) -> Column:
    return Column(heading, Kind.CHOICE, help_, required=required, choices=choices, width=width)


def _position(help_: str) -> Column:
    return Column(
        "Position",
        Kind.WHOLE,
        help_,
        unit="order",
        required=True,
        minimum=1,
        maximum=200,
        width=13,
        counts_people=People.NO,
    )


def _number(heading: str, help_: str, *, unit: str, required: bool = False, width: float = 12) -> Column:
    return Column(heading, Kind.DECIMAL, help_, unit=unit, required=required, width=width, counts_people=People.NO)


REPORT_TABLES = Table(
    name="ReportTables",
    sheet="Tables",
    one_row_is="an input table of figures",
    guide="The tables that figures are typed into. A new row is a new input sheet; what its columns are stands in "
    "Columns.",
    columns=(
        _text("Table", "The table's name in Excel: letters and digits, no spaces.", required=True),
        _text("Sheet", "The tab of its sheet.", required=True),
        _text("One row is", "What one row counts: a month, a team at a date.", required=True),
        _words("Guide", "What stands at the top of the sheet, for whoever types the figures."),
        _text("Key", "The columns that tell one row from another, in order: As at; Team.", required=True),
        _choice(
            "Counted",
            "How often there are figures: Checks asks for those that are missing.",
            _values(Counted),
        ),
        _choice(
            "Counts people",
            "no when its rows are not people, but visits or months; staff for workers. Rows that are counted are taken "
            "for people where this says nothing.",
            _values(People),
        ),
    ),
    key=("Table",),
)

REPORT_COLUMNS = Table(
    name="ReportColumns",
    sheet="Columns",
    one_row_is="a column of an input table",
    guide="The columns of the input tables, in their order: what may be typed into each, and what it counts.",
    columns=(
        _one_of("ReportTables", "Table", "The table, as in Tables.", required=True),
        _text("Heading", "The column's heading.", required=True),
        _choice("Holds", "What may be typed.", tuple(kind.value for kind in HELD), required=True),
        _words("Help", "What an officer reads when the cell is selected.", required=True),
        _text("Unit", "What a number counts: children, cases. Of pounds, hours or days nothing is said of chance."),
        _choice("Required", "yes when no row may leave it empty.", _YES_NO),
        _words("Choices", "The values that may be chosen, with semicolons between them."),
        _text("Choices from", "Or the column that holds them: Indicators[No]."),
        _number("Minimum", "The smallest number allowed.", unit="its own unit"),
        _number("Maximum", "The largest number allowed.", unit="its own unit"),
        _number(
            "1% is",
            "The number that 1% stands for: 1 where 82% is typed as 82, 0.01 where it is a share; empty where a "
            "percentage would be a mistake.",
            unit="number",
            width=10,
        ),
        _choice(
            "Counts people",
            "no when its numbers are not of people; staff for workers. A number that says nothing is taken for people.",
            _values(People),
        ),
        _choice(
            "Varies",
            "How it goes up and down, so that a sudden change is found: happenings by chance, those in post around a "
            "level, what stays step by step.",
            _values(Varies),
        ),
        _number("Width", "The column's width; empty for an ordinary one.", unit="characters", width=10),
    ),
    key=("Table", "Heading"),
)

SECTIONS = Table(
    name="ReportSections",
    sheet="Sections",
    one_row_is="a sheet of the report",
    guide="The report's sections, each a sheet. A row that goes takes its sheet with it; Shown = no leaves it out.",
    columns=(
        _text("Section", "A word that stays when number and title change: it finds the sheet again.", required=True),
        _text("Number", "Its number in the report: 2.1.", required=True, width=11),
        _words("Title", "Its title, without the number.", required=True),
        _text("Tab", "The words on its tab, after the number.", required=True),
        _number("Order", "Where it stands among the sections.", unit="order", required=True, width=10),
        _choice("Shown", "no leaves the section out of the report and keeps its figures.", _YES_NO, required=True),
        Column("From", Kind.QUARTER, "The first quarter that it is reported for; empty for all.", width=13),
        Column("To", Kind.QUARTER, "The last quarter that it is reported for; empty while it goes on.", width=13),
        _choice("Commentary", "yes for a place for the officer's words below the figures.", _YES_NO, required=True),
        _choice(
            "One page",
            "yes to keep it on a single printed page where lower charts make room; its text stays as large.",
            _YES_NO,
        ),
        _words("Spoken of as", "How texts begin the words for what it is about, with semicolons: audit; step down."),
    ),
    key=("Section",),
)

BLOCKS = Table(
    name="ReportBlocks",
    sheet="Blocks",
    one_row_is="a table, with or without a chart, on a sheet of the report",
    guide="What stands on each section's sheet, from the top down.",
    columns=(
        _text("Block", "A name of its own, by which Lines find it.", required=True),
        _one_of("ReportSections", "Section", "The section it stands in, as in Sections.", required=True),
        _position("1 for the first block of the section, 2 for the next."),
        _choice("Shape", "How the figures are laid out.", _values(Shape), required=True),
        _words("Title", "A heading over the block; empty for none."),
        _text("Table", "The input table that it shows."),
        _text("Called", "The heading over the names of its rows: Team, Children."),
        _text("Down", "The column whose values go down: Team, Measure."),
        _text("Across", "The column whose values go across: Role."),
        _words("Where", "Which rows of the table it shows: Kind = Repairs. Empty for all."),
        _choice("Chart", "What is drawn.", _values(Charts)),
        _words("Chart title", "The heading over the chart: what the reader sees."),
        _words("Chart says", "What the chart shows, for those who cannot see it."),
        _text("Counted in", "What the chart's upright axis counts: Cases, Share of visits made."),
        _words(
            "Says",
            "The sentence of a text, or what stands in a list where there is nothing. Of a sentence that leads to a "
            "section, {number}, {title} and {tab} are that section's.",
        ),
        _one_of(
            "ReportSections", "Section", "The section that the sentence leads to, as in Sections.", called="Leads to"
        ),
        _text("Noun", "What one row is called when some are not shown: team, audit."),
    ),
    key=("Block",),
)

LINES = Table(
    name="ReportLines",
    sheet="Lines",
    one_row_is="a line of a block",
    guide="What each block says: a row, or a column, of figures, worked out as Shows says.",
    columns=(
        _one_of("ReportBlocks", "Block", "The block, as in Blocks.", required=True),
        _position("1 for the first line of the block, 2 for the next."),
        _text("No", "Its number on the page: 1a.", width=8),
        _words("Label", "What stands before its figures.", required=True),
        _words("Shows", "How it is worked out: [Made], [Made]/[Due], line 1 - line 2.", required=True),
        _words(
            "Where",
            "Which rows of the table it reads: Kind = Repairs, Result = total. Of another table that the line names, "
            "where that has such a column.",
        ),
        _choice("Over", "How several rows become one; sum when empty.", _values(Over)),
        _choice("As", "How its figures are printed.", _values(Shown), required=True, width=27),
        _choice("In chart", "yes when the chart draws it; faint for a second, quieter one.", ("yes", "faint", "no")),
        _choice("Total", "What stands under, or beside, its figures.", _values(Total)),
        _choice("Better when", "Is a higher or a lower figure better?", ("higher", "lower", "neither")),
        Column(
            "Target",
            Kind.DECIMAL,
            "Of a line with limits: the figure to reach, typed as it is printed (82 for 82%); the least where higher "
            "is better, the most where lower is.",
            unit="its own unit",
            one_percent=1,
            width=11,
            counts_people=People.NO,
        ),
        _words("Note", "Where the figure comes from, beside it."),
    ),
    key=("Block", "Position"),
)

RELATIONS = Table(
    name="ReportRelations",
    sheet="Relations",
    one_row_is="something that must hold between figures",
    guide="What figures owe each other. Each is a check, and something that readers of a public edition know.",
    columns=(
        _text("Table", "The table, as in Tables.", required=True),
        _choice("Kind", "What must hold.", _values(Related), required=True),
        _words("Figures", "The columns it is about, with semicolons: Came; Left.", required=True),
        _words("Of", "What they are held against: a column, Table[Column], Result = total, [Cases] / [Workers]."),
        _words("Except", "Rows of which it is not true: Result = open."),
        _text("Indicator", "The indicator's reference, where the table is IndicatorValues: LI 4."),
        _text("Look at", "The column that the check points at; empty for the first of Figures."),
        _words("Words", "The words of the check's message."),
    ),
    key=("Table", "Kind", "Figures", "Of", "Indicator"),
)

TERMS = Table(
    name="ReportTerms",
    sheet="Terms",
    one_row_is="an entry of a key",
    guide="Terms and what they mean. Those of a section stand on its sheet, the others on the sheet Key.",
    columns=(
        _one_of("ReportSections", "Section", "The section whose own key it belongs to; empty for the sheet Key."),
        _text("Term", "The term, or an arrow's words: Improved.", required=True),
        _text("In full", "The term in full."),
        _words("Meaning", "What it means.", required=True),
    ),
    key=("Section", "Term"),
)

AREAS = Table(
    name="ReportAreas",
    sheet="Areas",
    one_row_is="an area that indicators have figures of",
    guide="Whom indicators have figures of: our own council, and those that it is compared with. Settings says which "
    "of them the report compares with.",
    columns=(
        _text("Area", "Its name, as Indicator values says it: Council for our own.", required=True, width=30),
        _choice("Kind", "Whose figures these are.", _values(AreaKind), required=True, width=20),
    ),
    key=("Area",),
)

TRANSLATION = "Translation"
"""The column of Welsh; in a report with another second language it is called after that one."""
SOURCE = "Source"
"""Likewise: who confirmed the Polish has confirmed no other language."""
TRANSLATIONS = Table(
    name="ReportTranslations",
    sheet="Translations",
    one_row_is="a text of the definition in the second language",
    guide="The titles, labels and terms of this report in its second language.",
    columns=(
        _words("English", "The text, letter for letter as the definition has it.", required=True),
        _words(TRANSLATION, "The same in the second language.", required=True),
        _text(SOURCE, "Who confirmed it, or where it was published; empty while nobody has."),
    ),
    key=("English",),
)

PUBLISHED = Table(
    name="ReportPublished",
    sheet="Published",
    one_row_is="a description of published statistics",
    guide="What the statistics office calls the counts of which indicators are made: import then brings its files in, "
    "as they are downloaded, for every council.",
    columns=(
        _words("Description", "As the file has it, whole or its beginning: CH/043.", required=True),
        _text("Indicator", "The indicator's No.", required=True, width=14),
        _choice("Is", "What of the indicator it counts.", _values(PublishedAs), required=True),
        _words("Where", "Which rows of the file, where it has several of a year and council: Age group = Total."),
        _number(
            "Rounded to", "What the counts are rounded to: 5; empty where the figures show it.", unit="its own unit"
        ),
    ),
    key=("Description", "Indicator", "Is"),
)

LANGUAGE = Table(
    name="ReportLanguage",
    sheet="Language",
    one_row_is="something that the second language has words for",
    guide="The second language of this report: what it is called, how it writes days, its words for files and letters.",
    columns=(
        _choice(
            "What",
            "What the words are for: Name, Tag, Months … Publish lists those that are missing.",
            _values(What),
            required=True,
            width=36,
        ),
        Column("Words", Kind.LONG_TEXT, "The words; months with semicolons between them.", required=True, width=80),
    ),
    key=("What",),
)
"""Only a report that says which second language it has holds this one; any other has Welsh."""

CAME_LATER = (AREAS, PUBLISHED, LANGUAGE)
"""Definition tables that came after workbooks had a definition: one that lacks them was made before."""

DEFINITION_TABLES = (
    REPORT_TABLES, REPORT_COLUMNS, SECTIONS, BLOCKS, LINES, RELATIONS, AREAS, PUBLISHED, TERMS, TRANSLATIONS,
)  # fmt: skip
_NAMES = {table.name for table in (*DEFINITION_TABLES, LANGUAGE)}


def is_definition(table: Table) -> bool:
    """Whether a report is declared in a table, whatever its columns are called in the report's second language."""
    return table.name in _NAMES
