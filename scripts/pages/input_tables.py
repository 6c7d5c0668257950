"""docs/input-tables.md: what each input table holds, from their declarations."""

from __future__ import annotations

from cyps_xl.definition.packs import default_catalogue
from cyps_xl.inputs.declare import Column, Kind, Table
from cyps_xl.inputs.marks import MARKS, Meaning
from cyps_xl.inputs.tables.settings import ALL_SETTINGS, SETTINGS, Setting
from cyps_xl.inputs.wording import expected
from pages import markdown

_TOP = """# The input tables

Every figure and every word of the report comes from Excel Tables, each on a sheet of its own: those with
a yellow tab, into which figures and words are typed, and those with a grey one, at the end, which say
what the report is made of ([A pack](a-pack.md)). This page lists what each column holds. It is written from
the same declarations that make the sheets, check every cell and read CSV files, so it cannot differ
from them. The tables of figures are those of the pack `cyps`; a workbook with a report of its own
has others.

- Columns are found by their headings and tables by their names: sheets may be renamed, moved
  and sorted, and columns of your own may stand beside ours.
- A cell marked *yes* under Required must be filled in every row. Any other cell may be left
  empty: an empty cell is a figure that is not known, and never a zero.
- No two rows of a table may have the same key. The grey column *Key*, where there is one, is
  worked out by Excel.

## Bringing figures in

`cyps-xl import "CYPS.xlsx" figures` takes a folder of CSV files, one CSV, or another workbook. All
are read by one rule, and the result says how each was read and what was passed over.

- **A CSV** is named after its table (Supervision.csv; what Windows adds, as in “Supervision (2).csv”,
  does not count). Commas, semicolons or tabs, UTF-8, UTF-16 or Windows-1252: the import finds out.
- **A workbook** has Excel Tables with the tables' names, or plain sheets with their headings.
- **The headings** are those below, in any order, in one of the first twenty rows: titles and notes may
  stand above them. Columns that are not required may be left out, others are left alone and named.
- **Months, dates or periods may stand side by side** as headings: with the names of the columns down
  the first column; or, where the key has more columns, beside those. So may the roles of Workforce
  and the periods of Complaints and of Indicator values. A wide Indicator values holds the Value of
  the council, unless a column says Numerator, Denominator or Value, and a column Area says Wales. A
  total or a rate among them is refused by name.
- **Periods**: 2017-18, 2017/18 or 2017-2018; 2017-18 Q3, Q3 2017/18, Quarter 3 2017-18, Chwarter 3
  2017-18. Quarter 4 of figures to date is the full year. A quarter without its year is refused.
- **Dates** are day first: 31/12/2017, 31/12/17, 2017-12-31, 31 Dec 2017, 31 Rhagfyr 2017; **months**
  Dec 2017, Dec-17, December 2017, Rhagfyr 2017, 12/2017 or 2017-12. A time must be midnight.
- **Numbers**: 5,267 and £5,267; 82% where percentages are typed, and so is a cell formatted as a
  percentage. Decimal commas are read where the whole file has them. 1,250 beside 37,5 may be a
  thousand or one and a quarter, and is refused with both cells named.
- **Marks** of published tables are figures that are not told. They stay empty, never become 0, and are
  counted in the result: {marks}
- **Refused by cell**: what Excel shows for an error (#N/A, #NAME?, ####), in figures and in texts; text
  that was read in the wrong alphabet (“TŒm” for “Tîm”).
- **Each figure that changes is listed**, from what to what, with `--dry-run` before anything is written.
  A figure that somebody corrected in the workbook since it was brought in is not replaced unasked:
  `--keep-corrections` leaves it, `--overwrite` takes the source's.
- **Published statistics** come as they are downloaded: see below.
- **A folder's other files** are named with what they are; .xls, .xlsb, .ods and others as a source are
  told what to do.

### Published statistics, as they are downloaded

`cyps-xl import "CYPS.xlsx" children-looked-after.csv` brings in the figures of all councils of Wales, and of Wales,
from a file of the statistics office as its website hands it out: a row a figure. Nothing is edited before. A file of
any name that is no table's is known by its headings:

- **The figure**: Data values, Data, Value; Gwerthoedd data. 145, 7,200, 8.6, with marks beside it or in its place:
  145 [r], [c].
- **What it is of**: Data description, Description, Measure; Disgrifiad o'r data, Mesur. As *Published* names it.
- **The year**: Year, Financial year, Collection Year (at 31 March), Period; Blwyddyn. 2023-24, 2023/24, 2023-2024,
  202324 or 31 March 2024; 2024 alone only where the heading says that it ends in March.
- **Whose**: Local Authority, Area, Council; Awdurdod lleol. Names in English or Welsh, short or in full; or,
  in a column Area Code or Cod ardal, the code alone (W06000001 to W06000024, W92000004).
- **Notes**, where there are any: Notes, Note codes; Nodiadau. Shorthand such as c or r, or a sentence.
- **All else**, such as Age group, is looked at only where *Where* of *Published* chooses by it.

UTF-8 with or without its mark, UTF-16 or Windows-1252; titles above, empty columns at the right and notes below do not
matter. The headings of the older StatsWales (Data, Measure_ItemName_ENG, LocalAuthority_ItemName_ENG) are known, too.

- **The sheet *Published*** says which description is which indicator's numerator, denominator or figure: the whole of
  it, or its beginning (CH/043). Descriptions that it does not name are left alone and named. Where a file has several
  figures of one council and year, *Where* says which is meant: Age group = All ages.
- **Areas that are missing** on the sheet *Areas* are added there, as *another council*. Our own council, known by the
  setting *Council*, keeps the figures that stand in the workbook. A name that is neither a council of Wales nor an area
  of that sheet is named, and its rows left alone; so is a council that a file lacks among others.
- **A mark is kept as what it says**: [c], *, <5 withheld; [x], [z] and a blank not known. The count stays empty, *Not
  told* says why, and it is never zero. A figure that stands in the workbook and is withheld in a later file stops the
  import: clear its cell first.
- **Counts rounded to 5** are known as such, where all of ten or more are multiples of 5, where a note says so, or where
  *Published* does: *Rounded to* says 5. Nothing is said of chance that rounding could turn.
- Years before an indicator's *First year* are left alone. *Source* says the file and its day.
"""


def page() -> str:
    """The page as Markdown."""
    return "\n".join([_TOP.replace("{marks}", _marks()), *(_table_section(table) for table in default_catalogue())])


def _marks() -> str:
    """The declared marks, by what they say."""
    said = {meaning: ", ".join(f"`{mark}`" for mark in marks) for meaning, marks in MARKS.items()}
    withheld, not_known = said[Meaning.WITHHELD], said[Meaning.NOT_KNOWN]
    return f"withheld ({withheld}, and `<5` or “fewer than 5” with any number) or not known ({not_known})."


def _table_section(table: Table) -> str:
    headings = ("Column", "Holds", "Unit", "Required", "What to type")
    said = [
        f"Table `{table.name}`. One row is {table.one_row_is}. {table.guide}",
        f"Key: {', '.join(table.key)}.",
        markdown.table(headings, map(_column_row, table.typed_columns)),
    ]
    if table is SETTINGS:
        said.append(markdown.table(("Setting", "Holds", "Default", "What it does"), map(_setting_row, ALL_SETTINGS)))
    return markdown.section(f"## {table.sheet}", *said)


def _column_row(column: Column) -> tuple[str, ...]:
    return column.heading, _holds(column), column.unit, markdown.yes(column.required), column.help


def _holds(column: Column) -> str:
    if column.choices_from:
        table, heading = column.choices_from
        return f"a {heading} of {table}"
    return "as the setting says" if column.kind is Kind.SETTING else expected(column)


def _setting_row(setting: Setting) -> tuple[str, ...]:
    default = "" if setting.default is None else str(setting.default)
    return setting.name, expected(setting.as_column()), default, setting.what_it_does
