"""Checks: the officer's list of what to put right, what is complete, and whether the list is still true."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from cyps_xl.inputs.tables.checks import ACCEPTED
from cyps_xl.sheets.builder import SheetBuilder
from cyps_xl.sheets.completeness import Need, needs
from cyps_xl.sheets.context import Context
from cyps_xl.sheets.fingerprint import CHECKED, NOT_CHECKED, put_fingerprint
from cyps_xl.sheets.formulas import Formula, joined, pulled_text, quoted
from cyps_xl.sheets.plan import SheetPlan, Span
from cyps_xl.sheets.row_heights import INDENT

KEY, TAB = "checks", "Checks"

SEVERITIES = ("blocks publication", "should be fixed", "worth a look")
COUNTS_ROW = 5
ACCEPTED_COLUMN = 5
WORKINGS = (11, 12)
"""The columns of what the quarter needs and what is there."""


@dataclass(frozen=True)
class CheckLine:
    """One finding, as the sheet shows it: severity in words, reference, place, what is wrong, what to do."""

    severity: str
    reference: str
    where: str
    message: str
    remedy: str


def lay_out(context: Context, lines: Sequence[CheckLine], stamp: str) -> SheetPlan:
    """Counts by severity, completeness section by section, then every finding with a link to its cell.

    `stamp` says when and from which inputs the findings were made.
    """
    title = "Checks: what to put right before publishing"
    sheet = SheetBuilder(KEY, context.tab(KEY, TAB), title, (18, 14.5, 21, 34, 25.5, 17, 3, 18, 14, 14, 9, 9, 9))
    sheet.printed_columns = 6
    sheet.put(0, 0, title, "title")
    sheet.height(0, 27)
    sheet.put(1, 0, joined(context.names.service, " · ", context.names.quarter_heading), "subtitle")
    sheet.put_named(CHECKED, 1, 3, stamp or NOT_CHECKED, "subtitle")
    needs_row = COUNTS_ROW + len(SEVERITIES) + 3
    wanted = needs(context)
    first = needs_row + len(wanted) + 5
    sheet.begins_pages = (first - 2,)  # no more: each finding that comes would move breaks, at two calls a press
    span = (first, max(first, first + len(lines) - 1))
    _findings(sheet, context, first, lines)
    _counts(sheet, span, lines)
    _needs(sheet, context, needs_row, wanted)
    put_fingerprint(sheet, context, COUNTS_ROW, 7)
    sheet.freeze = (2, 0)
    return sheet.plan()


def _findings(sheet: SheetBuilder, context: Context, first: int, lines: Sequence[CheckLine]) -> None:
    sheet.put(first - 2, 0, "Findings" if lines else "Findings: none", "section")
    labels = ("How much it matters", "Reference", "Where", "What is wrong", "What to do", "Accepted because")
    sheet.header(first - 1, labels, (*["header"] * 3, *["header indented"] * 3))
    for row, line in enumerate(lines, start=first):
        sheet.put(row, 0, line.severity, severity_style(line.severity))
        reference = sheet.put(row, 1, line.reference, "wrapped")
        sheet.put(row, 2, _where(line.where), "link wrapped")
        for column, words in ((3, line.message), (4, line.remedy), (ACCEPTED_COLUMN, _accepted(context, reference))):
            sheet.paragraph(row, column, words, sheet.widths[column] - INDENT, "wrapped indented")
        sheet.height_in_steps(row)


def _accepted(context: Context, reference: Formula) -> Formula:
    """The reason for which a finding may stand and the post that says so; nothing while it is open."""
    reason = pulled_text(context.inputs, ACCEPTED, "Reason", reference)
    post = pulled_text(context.inputs, ACCEPTED, "Accepted by", reference)
    text = f'IF({reason.text}="","",{reason.text}&" ("&{post.text}&")")'
    return Formula(text, f"{reason.value} ({post.value})" if reason.value else "")


def severity_style(severity: str) -> str:
    """The style of a severity's word in its row."""
    return "wrapped alarm" if severity == SEVERITIES[0] else "wrapped"


def _where(where: str) -> Formula | str:
    """The place, to be clicked: a formula, so that link and words never part. A place in a file is words alone."""
    if "!" not in where:
        return where
    return Formula(f"HYPERLINK({quoted('#' + where)},{quoted(where)})", where)


def _counts(sheet: SheetBuilder, span: tuple[int, int], lines: Sequence[CheckLine]) -> None:
    """How many findings of each severity are open and how many accepted, and the line that says so on Start."""
    sheet.put(COUNTS_ROW - 1, 0, "At a glance", "section")
    sheet.header(COUNTS_ROW, ("Findings", "Open", "Accepted"), ("header", "header right", "header right"))
    severities = f"$A${span[0] + 1}:$A${span[1] + 1}"
    reasons = f"$F${span[0] + 1}:$F${span[1] + 1}"
    accepted = [bool(sheet.placed(row, ACCEPTED_COLUMN).value) for row in range(span[0], span[0] + len(lines))]
    open_cells = []
    for row, severity in enumerate(SEVERITIES, start=COUNTS_ROW + 1):
        label = sheet.put(row, 0, severity, "text")
        mine = [done for line, done in zip(lines, accepted, strict=True) if line.severity == severity]
        done = f'COUNTIFS({severities},{label.text},{reasons},"?*")'
        count = Formula(f"COUNTIFS({severities},{label.text})-{done}", len(mine) - sum(mine))
        open_cells.append(sheet.put(row, 1, count, "figure", "0"))
        sheet.put(row, 2, Formula(done, sum(mine)), "count", "0")
    sheet.notice(2, 0, _at_a_glance(open_cells))


def _at_a_glance(counts: Sequence[Formula]) -> Formula:
    """What is open, in a line; nothing when all is well."""
    parts, words = [], []
    for cell, severity in zip(counts, SEVERITIES, strict=True):
        label = f"{severity.capitalize()}: "
        parts.append(f'IF({cell.text}>0,{quoted(label)}&{cell.text}&". ","")')
        words.append(f"{label}{cell.value}. " if cell.value else "")
    return Formula(f"TRIM({'&'.join(parts)})", "".join(words).strip())


def _needs(sheet: SheetBuilder, context: Context, row: int, wanted: Sequence[Need]) -> None:
    """What the quarter needs, section by section, and how much of it is there."""
    sheet.put(row, 0, "What is there for the quarter", "section")
    sheet.header(row + 1, ("Section", "Complete", "There"), ("header", "header right", "header indented"))
    for column, label in zip(WORKINGS, ("Needed", "There"), strict=True):
        sheet.put(row + 1, column, label, "workings header")
    for at, need in enumerate(wanted, start=row + 2):
        _need(sheet, context, at, need)
    sheet.bars(Span(row + 2, 1, row + 1 + len(wanted), 1))


def _need(sheet: SheetBuilder, context: Context, row: int, need: Need) -> None:
    needed = sheet.put(row, WORKINGS[0], need.needed(context), "workings")
    there = sheet.put(row, WORKINGS[1], need.there(context), "workings")
    share = Formula(
        f"IF({needed.text}=0,1,MIN(1,{there.text}/{needed.text}))",
        min(1, (there.figure or 0) / needed.figure) if needed.figure else 1,
    )
    words = Formula(f'{there.text}&" of "&{needed.text}', f"{there.value} of {needed.value}")
    sheet.put(row, 0, need.label, "text")
    sheet.put(row, 1, share, "figure", "0%")
    sheet.put(row, 2, words, "grey text")
