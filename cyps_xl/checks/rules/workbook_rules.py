"""BK: the workbook itself: what was typed over, left outside, hidden, or not brought up to date."""

from __future__ import annotations

from collections.abc import Iterator

from cyps_xl.checks.check_input import Checked
from cyps_xl.checks.finding import Fault, Rule, Severity
from cyps_xl.checks.wording import plural, quoted
from cyps_xl.inputs.places import cell_place


def formula_typed_over(checked: Checked) -> Iterator[Fault]:
    """A cell that the report works out holds what somebody typed. Notes beside and below the report are not meant."""
    for cell in checked.book.retyped:
        yield Fault(cell.where, f"{quoted(cell.theirs)} is typed over the report's own {quoted(cell.ours)}.")


def formula_worked_out_differently(checked: Checked) -> Iterator[Fault]:
    """A second engine makes something else of a formula than the report shows."""
    for problem in checked.book.differing:
        yield Fault(problem.where, problem.message, problem.remedy)


def report_older_than_its_inputs(checked: Checked) -> Iterator[Fault]:
    """A figure or text of the inputs has changed since the report was last brought up to date."""
    if checked.book.stale:
        yield Fault(checked.book.stale, "The inputs have changed since the report was brought up to date.")


def row_left_outside_a_table(checked: Checked) -> Iterator[Fault]:
    """Two cells or more are filled right under a table, as in a row to which the table did not grow; or, farther
    below, most of its columns with what they hold in the table. Others are taken for notes."""
    for where, what in checked.book.beneath.items():
        yield Fault(where, f"The row is below the table and no part of it, so it does not count: {what}.")


def hidden_rows_that_count(checked: Checked) -> Iterator[Fault]:
    """Rows of an input table are hidden, by hand or by a filter, and still count."""
    for name, rows in checked.book.hidden.items():
        records = checked.inputs.named(name)
        where = cell_place(records.sheet, min(records.columns.values()), rows[0]) if records.columns else records.sheet
        verb = "counts" if len(rows) == 1 else "count"
        yield Fault(where, f"{plural(len(rows), 'row')} of the table, from row {rows[0]}, cannot be seen and {verb}.")


def keys_to_be_written_back(checked: Checked) -> Iterator[Fault]:
    """Cells of a *Key* column are not what Excel would work out there. Each table is told once."""
    by_sheet: dict[str, list[str]] = {}
    for where in checked.book.keys:
        by_sheet.setdefault(where.rpartition("!")[0], []).append(where)
    for places in by_sheet.values():
        yield Fault(places[0], f"The Key column is not as Excel works it out, in {plural(len(places), 'row')}.")


def input_that_changes_by_itself(checked: Checked) -> Iterator[Fault]:
    """A cell of an input table is worked out from today's date or by chance: tomorrow the report would be another,
    and a published figure or date could not be found again."""
    for where, formula in checked.book.moving.items():
        yield Fault(where, f"{quoted(formula)} gives another value tomorrow.")


RULES = (
    Rule(
        "BK01",
        Severity.BLOCKS,
        "A figure of the report is typed over",
        "12.9 is typed where the formula gives 12.4.",
        "Correct the input it comes from, and refresh; the refresh puts the formula back.",
        formula_typed_over,
    ),
    Rule(
        "BK02",
        Severity.BLOCKS,
        "Two ways of working the report out differ",
        "A team's name holds a sign that means something to Excel, and the formulas find another team's row.",
        "Clear the cell with the Delete key, type by hand what belongs there, save, and check again.",
        formula_worked_out_differently,
    ),
    Rule(
        "BK03",
        Severity.SHOULD_FIX,
        "The report is older than its inputs",
        "December's figures were typed after the report was last refreshed.",
        "Press Recalculate report, or close the workbook and run cyps-xl refresh.",
        report_older_than_its_inputs,
    ),
    Rule(
        "BK04",
        Severity.SHOULD_FIX,
        "A row lies outside its table",
        "January 2018 is typed under a table that ends with December.",
        "Drag the table's corner over the row, with no empty row between; or clear the row if it is a note.",
        row_left_outside_a_table,
    ),
    Rule(
        "BK05",
        Severity.LOOK,
        "Hidden rows count",
        "A filter on a table shows one team; the totals are those of all teams.",
        "Clear the filter or show the rows, and delete those that should not count.",
        hidden_rows_that_count,
    ),
    Rule(
        "BK06",
        Severity.SHOULD_FIX,
        "Keys are missing or typed over",
        "The grey cell at the end of a row is empty, and the report in Excel does not find the row.",
        "Bring the report up to date: the refresh writes the keys back. Nothing needs typing.",
        keys_to_be_written_back,
    ),
    Rule(
        "BK07",
        Severity.SHOULD_FIX,
        "An input changes by itself",
        "=TODAY() as the date of a count.",
        "Type the date or figure itself. Ctrl and ; types today's date as it is today.",
        input_that_changes_by_itself,
    ),
)
