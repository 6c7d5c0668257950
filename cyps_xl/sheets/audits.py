"""2.4 and 5: the quarter's case file audits, and what they found."""

from __future__ import annotations

from cyps_xl.inputs.records import as_excel_text
from cyps_xl.inputs.tables.quality import AUDIT_FINDINGS, AUDITS, FINDING_HEADINGS
from cyps_xl.sheets.builder import SheetBuilder
from cyps_xl.sheets.context import Context, heading
from cyps_xl.sheets.formulas import (
    MISSING,
    Formula,
    constant,
    date_words,
    is_there,
    joined,
    pulled_figure,
    pulled_text,
    total_of,
)
from cyps_xl.sheets.notices import rows_not_shown
from cyps_xl.sheets.plan import SheetPlan
from cyps_xl.sheets.theme import MONTH, WHOLE
from cyps_xl.sheets.words import narrative

SUMMARY_KEY, SUMMARY_TAB = "case_file_audits", "2.4 Case file audits"
KEY, TAB = "audits", "5 Audits"

HEADER_ROW = 4
FOUND = 5
"""The column, past the printed ones, that says 1 while a row is in its input table."""

ABOUT_ALL = "All audits"
NO_AUDIT = "No audit is recorded for this quarter"
NO_FINDING = "Nothing is recorded for this quarter"
TITLES = {
    "Doing well": "What is going well",
    "Will improve": "What will be improved",
    "How": "How this will be done",
    "Learnt": "What has been learnt",
    "Next": "Next steps",
}


def summary(context: Context) -> SheetPlan:
    """2.4: how many audits and cases, and where their findings stand."""
    sheet = SheetBuilder(SUMMARY_KEY, context.tab(SUMMARY_KEY, SUMMARY_TAB), "2.4 Case file audits", (44, 12, 62))
    heading(sheet, context, _quarter_covers(context))
    sheet.header(3, ("What is counted", "Number", "Where it comes from"), ("header", "header right", "header indented"))
    names = context.names
    rows = [row for row in context.inputs[AUDITS] if row["Quarter"] == str(context.quarter)]
    sheet.put(4, 0, "Thematic audits completed in the quarter", "text")
    count = Formula(f"COUNTIFS(Audits[Quarter],{names.quarter.text})", len(rows))
    sheet.put(4, 1, count, "figure", WHOLE)
    sheet.put(4, 2, "One row each on the Audits input sheet", "grey text")
    sheet.put(5, 0, "Cases audited", "text")
    cases = [row["Cases"] for row in rows if isinstance(row["Cases"], int | float)]
    counted = f'COUNTIFS(Audits[Quarter],{names.quarter.text},Audits[Cases],">-1E+99")=0'
    total = f"SUMIFS(Audits[Cases],Audits[Quarter],{names.quarter.text})"
    sheet.put(5, 1, Formula(f'IF({counted},"{MISSING}",{total})', sum(cases) if cases else MISSING), "figure", WHOLE)
    sheet.put(5, 2, "Their cases, added", "grey text")
    sheet.put(7, 0, "Findings: go to section 5, Audits", "link", link="_cyps_sheet_audits")
    narrative(sheet, context, 9, "2.4")
    return sheet.plan()


def lay_out(context: Context) -> SheetPlan:
    """5: the audits of the quarter, then their findings under the committee's five headings."""
    sheet = SheetBuilder(KEY, context.tab(KEY, TAB), "5 Quality assurance audits", (36, 84, 12, 12, 3, 10))
    sheet.printed_columns = 4
    sheet.many_pages = True
    heading(sheet, context, _quarter_covers(context))
    row, found = _audits(sheet, context)
    nowhere = sheet.placed(HEADER_ROW, FOUND)
    sheet.notice(2, 0, rows_not_shown(context, AUDITS, _of_quarter(context), found, "audit", nowhere))
    found = []
    for title in FINDING_HEADINGS:
        row, cells = _findings(sheet, context, row, title)
        found += cells
    sheet.notice(3, 0, rows_not_shown(context, AUDIT_FINDINGS, _of_quarter(context), found, "finding", nowhere))
    narrative(sheet, context, row + 1, "5")
    sheet.freeze = (2, 0)
    return sheet.plan()


def _quarter_covers(context: Context) -> Formula:
    names, quarter = context.names, context.quarter
    return joined(date_words(names.quarter_start, quarter.start), " to ", date_words(names.quarter_end, quarter.end))


def _of_quarter(context: Context) -> Formula:
    """The pattern, and the start, of the keys of this quarter's rows."""
    return Formula(f'{context.names.quarter.text}&"|*"', f"{context.quarter}|")


def _audits(sheet: SheetBuilder, context: Context) -> tuple[int, list[Formula]]:
    """The table of audits; returns the row after it and the cells that say a row is still there.

    A quarter without audits has one row that says so: the next quarter's grow out of it.
    """
    themes = [str(row["Theme"]) for row in context.inputs[AUDITS] if row["Quarter"] == str(context.quarter)]
    sheet.header(HEADER_ROW, ("No", "Theme", "Month", "Cases"), ("header", "header", "header right", "header right"))
    sheet.put(HEADER_ROW, FOUND, "Found", "workings header")
    found, cases = [], []
    for row, theme in enumerate(themes or [NO_AUDIT], start=HEADER_ROW + 1):
        sheet.put(row, 0, f"Audit {row - HEADER_ROW}" if themes else MISSING, "text top")
        name = sheet.paragraph(row, 1, theme, sheet.widths[1])
        key = (context.names.quarter, name)
        sheet.put(row, 2, pulled_figure(context.inputs, AUDITS, "Month", *key), "figure top", MONTH)
        cases.append(sheet.put(row, 3, pulled_figure(context.inputs, AUDITS, "Cases", *key), "figure top", WHOLE))
        found.append(sheet.put(row, FOUND, is_there(context.inputs, AUDITS, *key), "workings"))
    row = HEADER_ROW + len(cases) + 1
    sheet.put(row, 0, "Total", "total label")
    sheet.put(row, 1, "", "total")
    sheet.put(row, 2, "", "total")
    sheet.put(row, 3, total_of(cases), "total", WHOLE)
    return row + 1, found


def _findings(sheet: SheetBuilder, context: Context, row: int, title: str) -> tuple[int, list[Formula]]:
    """The findings under one heading, by theme, below a blank row; returns the row after them.

    Where there are none, one row says so.
    """
    sheet.put(row + 1, 0, TITLES[title], "section")
    sheet.header(row + 2, ("Audit", "Finding", "% of cases"), ("header", "header", "header right"))
    row += 3
    keys = [
        (str(as_excel_text(record["Theme"])), record["Position"])
        for record in context.inputs[AUDIT_FINDINGS]
        if record["Quarter"] == str(context.quarter) and record["Heading"] == title
    ]
    found: list[Formula] = []
    for at, (theme, position) in enumerate(keys or [("", None)], start=row):
        key = (
            context.names.quarter,
            constant(theme),
            constant(title),
            constant(int(position) if isinstance(position, int | float) else 0),
        )
        sheet.put(at, 0, theme or (ABOUT_ALL if keys else NO_FINDING), "wrapped grey")
        text = pulled_text(context.inputs, AUDIT_FINDINGS, context.text_column, *key)
        sheet.paragraph(at, 1, text, sheet.widths[1])
        percent = pulled_figure(context.inputs, AUDIT_FINDINGS, "Percent", *key, missing="")
        sheet.put(at, 2, percent, "figure top", '0"%"')
        found.append(sheet.put(at, FOUND, is_there(context.inputs, AUDIT_FINDINGS, *key), "workings"))
    return row + len(found), found
