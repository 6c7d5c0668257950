"""Write the pages of docs/ that follow from the code: python scripts/make_docs.py.

docs/input-tables.md comes from the declarations of the input tables, docs/checks.md from the rules, docs/a-pack.md from
the tables in which a report is declared, docs/translations-to-confirm.md from all translations that come along.
"""

from __future__ import annotations

import ast
import inspect
import textwrap
from collections.abc import Iterable, Iterator
from enum import Enum
from pathlib import Path

from cyps_xl import resources
from cyps_xl.checks.finding import Rule, Severity
from cyps_xl.checks.run import ALL_RULES, FAMILIES
from cyps_xl.definition.expression import conditions, parse
from cyps_xl.definition.packs import DEFINITION, default_catalogue, default_pack, pack_names, read_pack
from cyps_xl.definition.shape_rules import NAMES, RULES
from cyps_xl.inputs.declare import Column, Counted, Kind, Table
from cyps_xl.inputs.marks import MARKS, Meaning
from cyps_xl.inputs.records import as_excel_text
from cyps_xl.inputs.tables.definition import (
    BLOCKS,
    LINES,
    RELATIONS,
    REPORT_COLUMNS,
    REPORT_TABLES,
    Charts,
    Over,
    Related,
    Shape,
    Shown,
    Total,
)
from cyps_xl.inputs.tables.settings import ALL_SETTINGS, SETTINGS, Setting
from cyps_xl.inputs.wording import expected
from cyps_xl.translations.po_files import Phrase, read_po

DOCS = Path(__file__).resolve().parents[1] / "docs"

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
- **A folder's other files** are named with what they are; .xls, .xlsb, .ods and others as a source are
  told what to do.
"""

_CHECKS_TOP = """# What the checks look for

`cyps-xl check`, every refresh and the workbook's button look for everything on this page. What
they find stands on the sheet *Checks*, each with its cell, what is wrong there and what to do.
This page is written from the rules themselves, so it cannot differ from them.

- **blocks publication**: a figure or text cannot be right, or must not leave the council. The
  report is not published while it stands, unless an officer accepts it with a reason.
- **should be fixed**: something is missing, or two figures do not agree.
- **worth a look**: it may well be right, but somebody should know.

To accept a finding, copy its reference to *Accepted findings* and say why it may stand. The
reference lapses when the figure changes.
"""

_CHECKS_END = """## How well they find errors

`python scripts/seed_errors.py --runs 1000` makes 1,000 correct quarters by chance, checks each,
puts one error into it and checks again. An error is found when there is a finding that the
correct quarter did not have; in place when that finding is on the sheet with the error.

| Error | Found | In place |
| --- | --- | --- |
| a month or date is another (a month, a year, or the row above's) | 100.0% | 100.0% |
| a minus sign before a figure | 100.0% | 100.0% |
| a row is there twice | 100.0% | 100.0% |
| a row is missing | 98.6% | 95.1% |
| a percentage is typed where the count belongs | 93.7% | 93.7% |
| two digits change places | 82.5% | 81.8% |
| a column is pasted one row too low from some row on | 63.6% | 51.7% |
| **all 1,000** | **91.2%** | **88.9%** |

False alarms: 1 of the 1,000 correct quarters (0.1%) had a finding, a figure that chance had made
exceptional. `--first 20000` makes 1,000 others: 91.1% found, 5 false alarms (0.5%). Rules were
not fitted to the second thousand.

What stays unseen, and why:

- **A column one row too low**, where nothing else counts the same thing: re-admissions, steps up
  and down, closures. Each figure is plausible in the month it slipped to, and only the latest is
  lost. A register, a rate or a total betrays it; a lone count cannot.
- **Digits that change places and make a small difference**: 112 for 121 workers due, 245 days for
  254, the hours of a team. The figure lies within what such figures do from month to month.
- **All Wales figures**: there is one a year, and no history to hold it against. So with any figure
  that has fewer than six others of its kind.
- **A percentage typed as the count** where the count is near 100, so that the two are nearly the
  same: 96 for 101 of 105.
- **A missing row at the beginning of a history**, before which nothing is expected.
- **A figure that is wrong in the source** and right in the workbook: the checks see what was typed.
"""


def checks_page() -> str:
    """The catalogue of rules as Markdown."""
    families = [f"## {family}\n\n" + "\n".join(map(_rule_section, rules)) for family, rules in FAMILIES]
    return "\n".join([_CHECKS_TOP, _count_of_rules(), *families, _CHECKS_END])


def _count_of_rules() -> str:
    of = {severity: sum(rule.severity is severity for rule in ALL_RULES) for severity in Severity}
    block, fix, look = (of[severity] for severity in (Severity.BLOCKS, Severity.SHOULD_FIX, Severity.LOOK))
    return (
        f"There are {len(ALL_RULES)} rules. {block} of them find what blocks publication, {fix} what should be fixed, "
        f"{look} what is worth a look.\n"
    )


def _rule_section(rule: Rule) -> str:
    lines = [
        f"### {rule.code} {rule.title}",
        "",
        f"*{rule.severity.value.capitalize()}.* {rule.explanation}",
        "",
        f"- Example: {rule.example}",
        f"- What to do: {rule.remedy}",
        "",
    ]
    return "\n".join(lines)


def input_tables_page() -> str:
    """The page as Markdown."""
    return "\n".join([_TOP.replace("{marks}", _marks()), *(_table_section(table) for table in default_catalogue())])


def _marks() -> str:
    """The declared marks, by what they say."""
    said = {meaning: ", ".join(f"`{mark}`" for mark in marks) for meaning, marks in MARKS.items()}
    withheld, not_known = said[Meaning.WITHHELD], said[Meaning.NOT_KNOWN]
    return f"withheld ({withheld}, and `<5` or “fewer than 5” with any number) or not known ({not_known})."


def _table_section(table: Table) -> str:
    rows = [_column_row(column) for column in table.typed_columns]
    lines = [
        f"## {table.sheet}",
        "",
        f"Table `{table.name}`. One row is {table.one_row_is}. {table.guide}",
        "",
        f"Key: {', '.join(table.key)}.",
        "",
        "| Column | Holds | Unit | Required | What to type |",
        "| --- | --- | --- | --- | --- |",
        *rows,
        "",
    ]
    return "\n".join(lines + (_settings_lines() if table is SETTINGS else []))


def _column_row(column: Column) -> str:
    required = "yes" if column.required else ""
    cells = (column.heading, _holds(column), column.unit, required, column.help)
    return f"| {' | '.join(_escaped(cell) for cell in cells)} |"


def _holds(column: Column) -> str:
    if column.choices_from:
        table, heading = column.choices_from
        return f"a {heading} of {table}"
    return "as the setting says" if column.kind is Kind.SETTING else expected(column)


def _settings_lines() -> list[str]:
    return [
        "| Setting | Holds | Default | What it does |",
        "| --- | --- | --- | --- |",
        *(_setting_row(setting) for setting in ALL_SETTINGS),
        "",
    ]


def _setting_row(setting: Setting) -> str:
    default = "" if setting.default is None else str(setting.default)
    cells = (setting.name, expected(setting.as_column()), default, setting.what_it_does)
    return f"| {' | '.join(_escaped(cell) for cell in cells)} |"


def _escaped(text: str) -> str:
    return text.replace("|", "\\|")


_PACK_TOP = """# A pack

A report is declared in rows, not in code. A *pack* is a folder of CSV files that declare one: a file for each table
below, named as its sheet. The same tables stand in every workbook, on sheets with grey tabs, where an officer changes
the report; a refresh makes it so. This page is written from the declarations that read them.

- `cyps-xl packs` lists the packs that ship, `cyps-xl new "CYPS.xlsx" --pack NAME-OR-FOLDER` makes a workbook of one,
  `cyps-xl export "CYPS.xlsx" --pack FOLDER` writes a workbook's report back as one.
- A pack may hold rows of other tables, for a new workbook to begin with: Indicators.csv, CoverText.csv, Settings.csv;
  and a folder `example` with the figures of a quarter.
- Columns are found by their headings, in any order; a column that is not required may be left out.
- **A definition that cannot be is named by its cell**, with what to do, before anything is made of it: a line that
  divides by a column that is not there, two sections of one number, a relation over a missing table.
- Capitals do not matter where a table, a column or a block is named.

"""

_SHOWS = (
    ("[Closed]", "a column of the block's table"),
    ("LookedAfter[Children]", "a column of another table; in blocks of months and of figures"),
    ("[Successful] / [Closed]", "worked out from columns, with + - * / and brackets"),
    ("([Due] + [Late]) / 2", "numbers may stand in it, though not alone"),
    ("line 3 / line 2", "other lines of the block, by their Position"),
    ("line 2 of supervision qualified", "a line of another block of months in the same section"),
    ("[Available hours] / Settings[Full-time hours a week]", "a setting that is a number"),
    ("rows", "how many rows there are"),
)
_WHERE = (
    ("Measure = Vacancies", "the rows in which a column has a value"),
    ("Kind = Stage 1, Outcome = total", "commas part conditions that must all hold"),
    ('Reason = "moved, or left"', "a value with a comma stands in quotation marks"),
)

_LANGUAGE = """## What Shows and Where may say

**Shows** says how a line is worked out, as an Excel user writes it:

| Shows | reads |
| --- | --- |
{shows}

A figure that is missing makes what is worked out with it missing too: a blank is never a zero, and nothing is divided
by zero. What a line may read goes by the shape of its block:

| Shape | How the table is kept | Lines read |
| --- | --- | --- |
{shapes}

**Where** says which rows of the table are read, in a line or for all lines of a block:

| Where | reads |
| --- | --- |
{where}

Several rows become one figure as *Over* says.
"""

_KEPT = {
    Shape.INDICATORS: "the table Indicators",
    Shape.MONTHS: "by months or dates; of dates, each month's last",
    Shape.GROUPS: "a row for each date and value of *Down*; the latest date in or before the quarter",
    Shape.GRID: "a row for each date, choice of *Down* and choice of *Across*; the latest date",
    Shape.HISTORY: "a row a date",
    Shape.COMPARISON: "by periods",
    Shape.FIGURES: "by months, dates, periods or quarters; those of the quarter",
    Shape.LIST: "by quarters; the rows of the quarter",
    Shape.TEXT: "no table",
}

_CHOICES: dict[tuple[str, str], type[Enum]] = {
    (REPORT_TABLES.name, "Counted"): Counted,
    (REPORT_COLUMNS.name, "Holds"): Kind,
    (BLOCKS.name, "Shape"): Shape,
    (BLOCKS.name, "Chart"): Charts,
    (LINES.name, "Over"): Over,
    (LINES.name, "As"): Shown,
    (LINES.name, "Total"): Total,
    (RELATIONS.name, "Kind"): Related,
}
"""The columns whose choices have a meaning of their own each."""

_PACK_END = """## A second language

Every text of a definition may have its translation in *Translations*: the English letter for letter, and the same in
the second language. A section's title stands there without its number, and a text with a place in braces for all texts
that are made with it ({example}). A translation without a *Source* is a suggestion, and is not published.
`python scripts/list_labels.py NAME-OR-FOLDER` prints the rows that a pack lacks.
"""


def a_pack_page() -> str:
    """What a pack is, as Markdown: its tables, what may be chosen, how figures are worked out; with rows of one."""
    tables = "\n".join(_definition_section(table) for table in DEFINITION)
    example = next(one.text for one in default_pack().definition.translations if "{" in one.text)
    return "\n".join([_PACK_TOP + tables, _language(), _PACK_END.replace("{example}", f"*{example}*")])


def _definition_section(table: Table) -> str:
    lines = [
        f"## {table.sheet}",
        "",
        f"{table.sheet}.csv; in a workbook the table `{table.name}`. One row is {table.one_row_is}. {table.guide}",
        "",
        "| Column | Holds | Required | What it says |",
        "| --- | --- | --- | --- |",
        *(_definition_row(column) for column in table.typed_columns),
        "",
    ]
    for column in table.typed_columns:
        if kinds := _CHOICES.get((table.name, column.heading)):
            lines += [f"**{column.heading}** is one of:", "", *_choice_rows(column, kinds), ""]
    return "\n".join([*lines, *_example_rows(table)])


def _definition_row(column: Column) -> str:
    holds = f"a {column.choices_from[1]}" if column.choices_from else expected(column)
    cells = (column.heading, holds, "yes" if column.required else "", column.help)
    return f"| {' | '.join(_escaped(cell) for cell in cells)} |"


def _choice_rows(column: Column, kinds: type[Enum]) -> Iterator[str]:
    meanings = meanings_of(kinds)
    for choice in column.choices:
        yield f"- *{choice}*: {meanings[kinds(choice).name]}"


def meanings_of(kinds: type[Enum]) -> dict[str, str]:
    """What stands below each member of an enumeration, by the member's name. KeyError for one with nothing below it."""
    body = ast.parse(textwrap.dedent(inspect.getsource(kinds))).body[0]
    assert isinstance(body, ast.ClassDef)
    found: dict[str, str] = {}
    for member, below in zip(body.body, body.body[1:], strict=False):
        if isinstance(member, ast.Assign) and isinstance(below, ast.Expr) and isinstance(below.value, ast.Constant):
            target = member.targets[0]
            assert isinstance(target, ast.Name)
            found[target.id] = " ".join(str(below.value.value).split())
    return {member.name: found[member.name] for member in kinds}


def _example_rows(table: Table) -> list[str]:
    """The first row of the pack that ships in which most columns say something."""
    records = default_pack().inputs[table]
    fullest = max(records, key=lambda row: sum(row[c.heading] is not None for c in table.typed_columns))
    cells = [
        (c.heading, as_excel_text(fullest[c.heading])) for c in table.typed_columns if fullest[c.heading] is not None
    ]
    return [
        "For example, in the pack `cyps`:",
        "",
        f"| {' | '.join(heading for heading, _ in cells)} |",
        f"| {' | '.join('---' for _ in cells)} |",
        f"| {' | '.join(_escaped(value) for _, value in cells)} |",
        "",
    ]


def _language() -> str:
    """The two small languages; each example is read as a definition's would be."""
    assert all(parse(shows) for shows, _ in _SHOWS)
    assert all(conditions(where) for where, _ in _WHERE)
    return (
        _LANGUAGE.replace("{shows}", "\n".join(f"| `{shows}` | {what} |" for shows, what in _SHOWS))
        .replace("{where}", "\n".join(f"| `{where}` | {what} |" for where, what in _WHERE))
        .replace("{shapes}", "\n".join(_shape_row(shape) for shape in Shape))
    )


def _shape_row(shape: Shape) -> str:
    reads = ", ".join(NAMES[kind] for kind in RULES[shape].reads) or "nothing: it has no lines"
    return f"| {shape.value} | {_KEPT[shape]} | {reads} |"


_TRANSLATIONS_TOP = """# Welsh that waits to be confirmed

Everything in Welsh that comes with cyps-xl and that no translator has confirmed, once. None of it is published: the
English text stands in, or the edition is stopped and says what is missing ([Publishing](publishing.md#in-welsh)).

To confirm a text of a report, write who did under *Source*, on the sheet *Translations* of the workbook or in the
Translations.csv of its pack; to confirm one of the program's, take the mark *fuzzy* from it in
`cyps_xl/locale/cy/LC_MESSAGES/cyps_xl.po`. Then run `python scripts/make_docs.py`.

*usual words* under Source are everyday words and names of things, which are published though no source is named for
them: a translator's reading of Translations.csv would do them good as well.
"""


def translations_page() -> str:
    """What has no confirmed translation, as Markdown: the program's own phrases, then those of each pack that ships."""
    sections = [("The program", read_po(resources.labels_path("cy")))]
    sections += [(f"The pack {name}", read_pack(name).definition.translations) for name in pack_names()]
    return "\n".join([_TRANSLATIONS_TOP, *(_to_confirm(title, phrases) for title, phrases in sections)])


def _to_confirm(title: str, phrases: Iterable[Phrase]) -> str:
    phrases = tuple(phrases)
    rows = [f"| {_escaped(one.text)} | {_escaped(one.translation)} |" for one in phrases if _waits(one)]
    return "\n".join(
        [
            f"## {title}",
            "",
            f"{len(rows)} of {len(phrases)}.",
            "",
            "| English | First translation |",
            "| --- | --- |",
            *rows,
            "",
        ]
    )


def _waits(phrase: Phrase) -> bool:
    return phrase.fuzzy or not phrase.translation


if __name__ == "__main__":
    (DOCS / "a-pack.md").write_text(a_pack_page(), encoding="utf-8")
    (DOCS / "translations-to-confirm.md").write_text(translations_page(), encoding="utf-8")
    (DOCS / "input-tables.md").write_text(input_tables_page(), encoding="utf-8")
    (DOCS / "checks.md").write_text(checks_page(), encoding="utf-8")
