"""What an earlier edition told its readers: they have it still."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from cyps_xl.errors import UnusableFile
from cyps_xl.inputs.records import Inputs
from cyps_xl.measures.periods import Quarter
from cyps_xl.members.disclosure.page_facts import PageFacts
from cyps_xl.members.disclosure.trace import Place
from cyps_xl.members.edition import leaving
from cyps_xl.members.provenance import PublishedFigure, figures
from cyps_xl.settings import Settings
from cyps_xl.sheets.builder import address
from cyps_xl.sheets.plan import ReportPlan
from cyps_xl.sheets.report_plan import lay_out

_REMEDY = "Give the .json that was published with the English edition."
_LABELS = ("sheet", "table", "row", "column", "period")

Labels = tuple[str, ...]


@dataclass(frozen=True)
class Previous:
    """An earlier edition: its quarter, and the figures it showed, each known by its words."""

    quarter: str
    told: frozenset[Labels]

    @classmethod
    def read(cls, data: bytes) -> Previous:
        """An edition from its companion. Raises UnusableFile when it is none, or in another language."""
        try:
            whole: dict[str, Any] = json.loads(data)
            quarter = str(Quarter.parse(whole["quarter"]))
            told = [tuple(str(row[label]) for label in _LABELS) for row in whole["figures"] if row["value"] is not None]
            language = str(whole["language"])
        except (ValueError, KeyError, TypeError):
            raise UnusableFile("This is not the .json of a published edition.", _REMEDY) from None
        if not language.startswith("en"):
            raise UnusableFile("The figures of the earlier edition have their words in Welsh.", _REMEDY)
        return cls(quarter, frozenset(told))


def tell_before(page: PageFacts, previous: Previous, inputs: Inputs, settings: Settings) -> int:
    """Add what an earlier edition told to what readers know; how many of its figures the inputs no longer give.

    The report of its quarter is laid out again from the inputs, so that its figures are
    followed to the same counts. A figure that was corrected since counts as known: the
    earlier number is too near the new one to hide it.
    """
    plan = leaving(lay_out(inputs, replace(settings, quarter=previous.quarter, language="English"), {}))
    before = PageFacts(plan, inputs)
    page.figures |= {name: figure for name, figure in before.figures.items() if name not in page.figures}
    page.figure_of |= {cell: figure for cell, figure in before.figure_of.items() if cell not in page.figure_of}
    found: set[Labels] = set()
    for labels, place in _places(plan):
        name = before.told_by(place)
        if labels in previous.told:
            found.add(labels)
            if name in before.facts:
                page.rule(replace(before.facts[name], name=f"before, {previous.quarter}: {name}", needs=()))
    for fact in before.facts.values():
        if fact.fixed:
            page.rule(fact)
    return len(previous.told - found)


def _places(plan: ReportPlan) -> Iterator[tuple[Labels, Place]]:
    """Every figure of a report by its words, and where it stands."""
    cells = {
        (sheet.tab, address(cell.row, cell.column)): (sheet.key, cell.row, cell.column)
        for sheet in plan.sheets
        for cell in sheet.cells
        if cell.column < sheet.printed_columns
    }
    for figure in figures(plan, plan, plan):
        if (figure.sheet, figure.cell) in cells:
            yield _labels(figure), cells[figure.sheet, figure.cell]


def _labels(figure: PublishedFigure) -> Labels:
    return tuple(str(getattr(figure, label)) for label in _LABELS)
