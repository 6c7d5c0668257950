"""docs/a-pack.md: what a pack is, from the tables in which a report is declared, with rows of one."""

from __future__ import annotations

import ast
import inspect
import textwrap
from collections.abc import Iterable, Iterator
from enum import Enum

from cyps_xl.definition.expression import conditions, parse
from cyps_xl.definition.packs import DEFAULT, DEFINITION, Pack, default_pack, pack_names, read_pack
from cyps_xl.definition.shape_rules import NAMES, RULES
from cyps_xl.inputs.declare import Column, Counted, Kind, Table
from cyps_xl.inputs.records import as_excel_text
from cyps_xl.inputs.tables.choices import Charts, Over, PublishedAs, Shape, Shown, Total
from cyps_xl.inputs.tables.definition import (
    BLOCKS,
    LANGUAGE,
    LINES,
    PUBLISHED,
    RELATIONS,
    REPORT_COLUMNS,
    REPORT_TABLES,
)
from cyps_xl.inputs.tables.relations import Related
from cyps_xl.inputs.wording import expected
from cyps_xl.languages.shipped import DEFAULT as WELSH
from cyps_xl.languages.what import What
from pages import markdown

_PACK_TOP = """# A pack

A report is declared in rows, not in code. A *pack* is a folder of CSV files that declare one: a file for each table
below, named as its sheet. The same tables stand in every workbook, on sheets with grey tabs, where an officer changes
the report; a refresh makes it so. This page is written from the declarations that read them.

- `cyps-xl packs` lists the packs that ship, `cyps-xl new "CYPS.xlsx" --pack NAME-OR-FOLDER` makes a workbook of one,
  `cyps-xl export "CYPS.xlsx" --pack FOLDER` writes a workbook's report back as one.
- A pack may hold rows of other tables, for a new workbook to begin with: Indicators.csv, CoverText.csv, Settings.csv;
  and a folder `example` with the figures of a quarter.
- Columns are found by their headings, in any order; a column that is not required may be left out.
- A file or a heading that is nearly called as one that is read (`Relation.csv`, *Totals*) is refused, with the name
  that is perhaps meant. Other files may lie beside: they are left alone.
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
    ("days between", "the days from the date before, in a history: of rare events, each with its date"),
)
_WHERE = (
    ("Measure = Vacancies", "the rows in which a column has a value"),
    ("Kind = Stage 1, Outcome = total", "commas part conditions that must all hold"),
    ('Reason = "moved, or left"', "a value with a comma stands in quotation marks"),
)

_LANGUAGE = """## What Shows and Where may say

**Shows** says how a line is worked out, as an Excel user writes it:

{shows}

A figure that is missing makes what is worked out with it missing too: a blank is never a zero, and nothing is divided
by zero. What a line may read goes by the shape of its block:

{shapes}

**Where** says which rows of the table are read, in a line or for all lines of a block:

{where}

Capitals make no difference. A number and a date may be written as they are typed anywhere (1 or 1.0, 31/12/2025 or
31 Dec 2025). A value of a column of texts that Excel takes for a number or a date (01, 5-9, TRUE) is refused, because
Excel would find other rows with it as well: give it letters, such as *5 to 9*, there and in the rows.

It chooses rows of every table that the line reads and that has a column of that heading: *Team = north* beside
`[Made] / Homes[Number]` is of the north in both.

Several rows become one figure as *Over* says. A sum is missing while one of its rows is blank.
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
    Shape.FUNNEL: "Indicator values; *Where* names its one indicator, *Down* = Area prints the names of the others",
    Shape.TEXT: "no table",
}
_NO_LINES = "nothing: it has no lines"

CHOICES: dict[tuple[str, str], type[Enum]] = {
    (REPORT_TABLES.name, "Counted"): Counted,
    (REPORT_COLUMNS.name, "Holds"): Kind,
    (BLOCKS.name, "Shape"): Shape,
    (BLOCKS.name, "Chart"): Charts,
    (LINES.name, "Over"): Over,
    (LINES.name, "As"): Shown,
    (LINES.name, "Total"): Total,
    (RELATIONS.name, "Kind"): Related,
    (PUBLISHED.name, "Is"): PublishedAs,
}
"""The columns whose choices have a meaning of their own each."""

_OF_LANGUAGE = """A pack without this table has Welsh for its second language, and its workbooks have no such sheet.
*Name* and *Tag* must be there. Whatever else is missing of a language that does not ship is listed when an edition in
it is published, and stands in English where that is allowed. *Months in a day* and what begins with *Drafts* may be
left out; without the latter the sheet *Drafts* has no sentences in the language, and once there is one all are wanted.
By what ends with *in texts* numbers are found in texts before the public reads them: a public edition names those that
are missing. Of **Letter** each line is one of the English letter, `cyps_xl/languages/en/letter.txt`, with its words in
square brackets as they are there, in English, and line breaks in one cell."""

_PACK_END = """## A second language

Every text of a definition may have its translation in *Translations*: the English letter for letter, and the same in
the second language. A section's title stands there without its number, and a text with a place in braces for all texts
that are made with it ({example}). A translation without a *Source* is a suggestion, and is not published. In a report
with another second language than Welsh the two columns are called after it: *Polish*, *Source in Polish*.
`python scripts/list_labels.py NAME-OR-FOLDER` prints the rows that a pack lacks.
"""


def page() -> str:
    """What a pack is, as Markdown: its tables, what may be chosen, how figures are worked out; with rows of one."""
    tables = "\n".join(_definition_section(table) for table in DEFINITION)
    example = next(one.text for one in default_pack().definition.translations if "{" in one.text)
    return "\n".join([_PACK_TOP + tables, _language(), _PACK_END.replace("{example}", f"*{example}*")])


def _definition_section(table: Table) -> str:
    said = [
        f"{table.sheet}.csv; in a workbook the table `{table.name}`. One row is {table.one_row_is}. {table.guide}",
        markdown.table(("Column", "Holds", "Required", "What it says"), map(_column_row, table.typed_columns)),
    ]
    for column in table.typed_columns:
        if kinds := CHOICES.get((table.name, column.heading)):
            said += [f"**{column.heading}** is one of:", "\n".join(_choice_lines(column, kinds))]
    if table is LANGUAGE:
        return markdown.section(f"## {table.sheet}", *said, _OF_LANGUAGE, _words_of_welsh())
    pack = next(one for one in map(read_pack, (DEFAULT, *pack_names())) if one.inputs[table].rows)
    return markdown.section(
        f"## {table.sheet}", *said, f"For example, in the pack `{pack.name}`:", _example(pack, table)
    )


def _words_of_welsh() -> str:
    """All that a language has words for: what each is for, and the Welsh."""
    meanings, welsh = meanings_of(What), dict(WELSH.words)
    rows = [(what.value, meanings[what.name], welsh.get(what, "")) for what in What if what is not What.LETTER]
    return markdown.table(("What", "What the words are for", f"In {WELSH.name}"), rows)


def _column_row(column: Column) -> tuple[str, ...]:
    holds = f"a {column.choices_from[1]}" if column.choices_from else expected(column)
    return column.heading, holds, markdown.yes(column.required), column.help


def _choice_lines(column: Column, kinds: type[Enum]) -> Iterator[str]:
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


def _example(pack: Pack, table: Table) -> str:
    """The first row of a pack in which most columns say something."""
    headings = [column.heading for column in table.typed_columns]
    fullest = max(pack.inputs[table], key=lambda row: sum(row[heading] is not None for heading in headings))
    told = [heading for heading in headings if fullest[heading] is not None]
    return markdown.table(told, [[as_excel_text(fullest[heading]) for heading in told]])


def _language() -> str:
    """The two small languages; each example is read as a definition's would be."""
    assert all(parse(shows) for shows, _ in _SHOWS)
    assert all(conditions(where) for where, _ in _WHERE)
    return (
        _LANGUAGE.replace("{shows}", markdown.table(("Shows", "reads"), _as_code(_SHOWS)))
        .replace("{where}", markdown.table(("Where", "reads"), _as_code(_WHERE)))
        .replace("{shapes}", markdown.table(("Shape", "How the table is kept", "Lines read"), map(_shape_row, Shape)))
    )


def _as_code(rows: Iterable[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    return ((f"`{written}`", what) for written, what in rows)


def _shape_row(shape: Shape) -> tuple[str, ...]:
    return shape.value, _KEPT[shape], ", ".join(NAMES[kind] for kind in RULES[shape].reads) or _NO_LINES
