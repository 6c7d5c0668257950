"""Write docs/input-tables.md from the declarations of the input tables: python scripts/make_docs.py."""

from __future__ import annotations

from pathlib import Path

from cyps_xl.inputs.catalogue import ALL_TABLES
from cyps_xl.inputs.declare import Column, Kind, Table
from cyps_xl.inputs.tables.settings import ALL_SETTINGS, SETTINGS, Setting
from cyps_xl.inputs.wording import expected

PAGE = Path(__file__).resolve().parents[1] / "docs" / "input-tables.md"

_TOP = """# The input tables

Every figure and every word of the report comes from eighteen Excel Tables, each on a sheet
with a yellow tab. This page lists what each column holds. It is written from the same
declarations that make the sheets, check every cell and read CSV files, so it cannot differ
from them.

- Columns are found by their headings and tables by their names: sheets may be renamed, moved
  and sorted, and columns of your own may stand beside ours.
- A cell marked *yes* under Required must be filled in every row. Any other cell may be left
  empty: an empty cell is a figure that is not known, and never a zero.
- No two rows of a table may have the same key. The grey column *Key*, where there is one, is
  worked out by Excel.
- To bring figures in from CSV files, name each file after its table (Supervision.csv) and put
  the headings below in its first row. Columns that are not required may be left out. Commas,
  semicolons or tabs, UTF-8 or Windows-1252, 31/12/2017 or 2017-12-31: the import finds out
  and says how it read each file. Months may also stand side by side as headings, with the
  names of the columns down the first column; so may the roles of Workforce and the periods
  of Complaints.
"""


def input_tables_page() -> str:
    """The page as Markdown."""
    return "\n".join([_TOP, *(_table_section(table) for table in ALL_TABLES)])


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


if __name__ == "__main__":
    PAGE.write_text(input_tables_page(), encoding="utf-8")
