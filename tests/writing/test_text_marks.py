"""Texts of the report that begin as formulas do are marked as texts, in the workbook and in what leaves."""

from __future__ import annotations

import io
from dataclasses import replace

from cyps_xl.definition.packs import default_pack
from cyps_xl.settings import read_settings
from cyps_xl.sheets.plan import CellPlan, ReportPlan
from cyps_xl.sheets.report_plan import lay_out
from cyps_xl.writing.output_sheets import add_output_sheets, new_book
from cyps_xl.writing.template import empty_inputs, template_bytes
from cyps_xl.xlsx.parts.package import Package
from helpers.text_marks import marked, unmarked

WORDS = ("=1+1", "-", "+ two", "@home", " =x", "＝1", "'tis")


def plan_with(*cells: CellPlan) -> ReportPlan:
    inputs = empty_inputs(default_pack())
    plan = lay_out(inputs, read_settings(inputs), {})
    first, *others = plan.sheets
    return replace(plan, sheets=(replace(first, cells=(*first.cells, *cells)), *others))


def written(plan: ReportPlan) -> Package:
    buffer = io.BytesIO()
    book = new_book(buffer)
    add_output_sheets(book, plan)
    book.close()
    return Package.of_our_own(buffer.getvalue(), "the report")


def test_texts_are_marked_and_nothing_else() -> None:
    texts = [CellPlan(200 + at, 20, text) for at, text in enumerate(WORDS)]
    others = [CellPlan(220, 20, -5), CellPlan(221, 20, "–"), CellPlan(222, 20, "=1", formula='"=1"')]
    linked = CellPlan(223, 20, "-> Checks", link=f"_cyps_sheet_{plan_with().sheets[0].key}")
    package = written(plan_with(*texts, *others, linked))
    tab = plan_with().sheets[0].tab
    assert marked(package) == {
        **{f"{tab}!U{201 + at}": text for at, text in enumerate(WORDS)},
        f"{tab}!U224": "-> Checks",
    }
    assert unmarked(package) == {}


def test_no_text_of_the_template_lacks_the_mark() -> None:
    assert unmarked(Package.of_our_own(template_bytes(default_pack()), "the template")) == {}
