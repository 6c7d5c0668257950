"""Cover: the committee report's standard headings, and the contents with links."""

from __future__ import annotations

from collections.abc import Sequence

from cyps_xl.inputs.tables import settings as declared
from cyps_xl.inputs.tables.people import COVER_TEXT, MEETINGS
from cyps_xl.sheets.builder import SheetBuilder, address
from cyps_xl.sheets.context import Context, serial, setting_text
from cyps_xl.sheets.formulas import Formula, date_words, is_there, joined, pulled_text, row_in
from cyps_xl.sheets.notices import rows_not_shown
from cyps_xl.sheets.pages import beside_links
from cyps_xl.sheets.plan import SheetPlan
from cyps_xl.sheets.text_width import line_count
from cyps_xl.sheets.theme import COVER_SIZE, SIZE, WHOLE

KEY, TAB = "cover", "Cover"

CREST, LEAST_CREST = 62.0, 30.0
"""Points of the first row, and the least where the contents need room: beside the council's name B1 is free, and a
crest that the officer puts there stays."""
_AIR = (2, 5)
"""Rows with nothing in them, between the parts of the front; in the third a notice may speak."""
LEAST_AIR = 8.0
LEAST_LABELS = 20.0
"""Characters of the headings' column, where the contents need a wider one beside it."""

FOUND = 3
"""The column, past the printed ones, that says 1 while a row's heading is in the input table."""


def lay_out(context: Context, contents: Sequence[SheetPlan]) -> SheetPlan:
    """The report's front page; `contents` are the sheets it links to, in order."""
    widths = beside_links((26, 58), (plan.title for plan in contents), LEAST_LABELS)
    sheet = SheetBuilder(KEY, context.tab(KEY, TAB), "Cover", (*widths, 3, 8), landscape=False)
    sheet.printed_columns = 2
    row = _front(sheet, context)
    row = _headings(sheet, context, row)
    _contents(sheet, row + 1, contents)
    sheet.one_page = True
    sheet.gives_way(0, LEAST_CREST)
    for air in (*_AIR, row):
        sheet.gives_way(air, LEAST_AIR)
    return sheet.plan()


def _front(sheet: SheetBuilder, context: Context) -> int:
    settings, names = context.settings, context.names
    sheet.put(0, 0, names.council, "cover council")
    sheet.put(1, 0, Formula(f'{setting_text(declared.BOARD)}&""', settings.board), "cover line")
    title = sheet.across(3, joined(names.service, ": performance report"), "cover title")
    wide = sum(sheet.widths[:2]) * SIZE / COVER_SIZE
    sheet.height(3, line_count(str(title.value), wide, bold=True) * COVER_SIZE * 1.3 + 3)
    sheet.height(0, CREST)
    sheet.put(4, 0, joined(names.quarter_heading, ", ", names.covers), "subtitle")
    sheet.put(6, 0, "Report of", "grey label")
    sheet.put(6, 1, Formula(f'{setting_text(declared.REPORT_OF)}&""', settings.report_of), "text plain")
    sheet.put(7, 0, "Meeting", "grey label")
    sheet.put(7, 1, _meeting(context, sheet), "text plain")
    sheet.put(8, 0, "Wards affected", "grey label")
    wards = setting_text(declared.WARDS)
    sheet.put(8, 1, Formula(f'IFERROR(IF({wards}="","All",{wards}),"All")', settings.wards), "text plain")
    return 10


def _meeting(context: Context, sheet: SheetBuilder) -> Formula:
    """The day of the quarter's meeting in words; nothing while it is not set."""
    day, typed = context.settings.meeting_date, setting_text(declared.MEETING_DATE)
    own = f"INDEX({MEETINGS.name}[Meeting date],{row_in(MEETINGS, context.names.quarter)})"
    found = f'IFERROR(IF(COUNTIFS({MEETINGS.name}[Quarter],"?*")=0,{typed},{own})+0,0)'
    cell = sheet.put(7, FOUND, Formula(found, serial(day) if day else 0), "workings", WHOLE)
    words = date_words(cell, day)
    return Formula(f'IF({cell.text}>0,{words.text},"")', words.value if day else "")


def _headings(sheet: SheetBuilder, context: Context, row: int) -> int:
    """The standard headings in the order of Cover text, each with its words."""
    found = []
    for offset, record in enumerate(context.inputs[COVER_TEXT]):
        label = sheet.put(row + offset, 0, str(record["Heading"]), "text strong top")
        text = pulled_text(context.inputs, COVER_TEXT, context.text_column, label)
        sheet.paragraph(row + offset, 1, text, sheet.widths[1], "wrapped plain")
        found.append(sheet.put(row + offset, FOUND, is_there(context.inputs, COVER_TEXT, label), "workings"))
    nowhere = Formula(address(row - 1, FOUND), "")
    held = Formula(f'COUNTIFS({COVER_TEXT.name}[{COVER_TEXT.lookup_heading}],"?*")', len(found))
    sheet.notice(row - 1, 0, rows_not_shown([held], found, "heading", nowhere))
    return row + len(found)


def _contents(sheet: SheetBuilder, row: int, contents: Sequence[SheetPlan]) -> None:
    sheet.put(row, 0, "Contents", "section")
    for offset, plan in enumerate(contents, start=1):
        sheet.put(row + offset, 1, plan.title, "link", link=plan.locator)  # in an edition its page stands before it
