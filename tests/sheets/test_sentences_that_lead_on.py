"""A sentence that leads to another section says its number and title as they are now."""

from __future__ import annotations

from dataclasses import replace

from cyps_xl.inputs.raw import RawValue
from cyps_xl.settings import read_settings
from cyps_xl.sheets.plan import CellPlan
from cyps_xl.sheets.report_plan import lay_out
from cyps_xl.translations.phrases import Phrase, Phrases
from helpers.definitions import SMALL, Rows, small_inputs
from helpers.workbooks import sheet_of

SAYS = "More: section {number}, {title} ({tab})"


def report(**audits: RawValue) -> dict[str, Rows]:
    """The small report with a second section, to which a sentence of the first leads."""
    first, block = SMALL["Sections"][0], SMALL["Blocks"][0]
    second = {**first, "Section": "audits", "Number": "5", "Title": "Quality", "Tab": "Audits", "Order": 2}
    leads = {"Block": "more", "Section": "visits", "Position": 2, "Shape": "text", "Says": SAYS, "Leads to": "Audits"}
    own = {**block, "Block": "audits", "Section": "audits"}
    return {
        **SMALL,
        "Sections": [first, {**second, **{name.replace("_", " "): value for name, value in audits.items()}}],
        "Blocks": [block, leads, own],
        "Lines": [*SMALL["Lines"], *({**line, "Block": "audits"} for line in SMALL["Lines"])],
    }


def sentence(declared: dict[str, Rows], quarter: str = "2025-26 Q3") -> CellPlan | None:
    inputs = small_inputs(declared)
    plan = lay_out(inputs, replace(read_settings(inputs), quarter=quarter), {})
    sheet = sheet_of(plan, "visits")
    return next((cell for cell in sheet.cells if str(cell.value).startswith("More")), None)


def test_it_follows_the_section_s_number_title_and_tab() -> None:
    for number, title in (("5", "Quality"), ("A.2", "Audits of quality")):
        found = sentence(report(Number=number, Title=title))
        assert found is not None and found.link != ""
        assert found.value == f"More: section {number}, {title} (Audits)"


def test_it_is_left_out_while_the_section_is_not_reported() -> None:
    ends = report(To="2025-26 Q2")
    assert sentence(ends) is None
    assert sentence(ends, "2025-26 Q2") is not None


def test_one_translation_serves_every_number() -> None:
    words = Phrases(
        (
            Phrase(SAYS, "Mwy: adran {number}, {title} ({tab})"),
            Phrase("Quality", "Ansawdd"),
            Phrase("Audits", "Archwiliadau"),
        )
    )
    for number in ("5", "A.2", "10b"):
        assert words.said(f"More: section {number}, Quality (Audits)") == f"Mwy: adran {number}, Ansawdd (Archwiliadau)"
