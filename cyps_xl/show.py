"""The report's headline for the terminal: indicators with their direction, what improved, what declined."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from cyps_xl.measures.periods import Quarter
from cyps_xl.planning import plan_report
from cyps_xl.sheets.headline import IndicatorLine, indicator_lines
from cyps_xl.xlsx.parts.package import Package


@dataclass(frozen=True)
class HeadlineLine:
    """One indicator as the terminal shows it; figures as published, "" where there is none."""

    no: str
    reference: str
    name: str
    previous: str
    current: str
    arrow: str
    direction: str


@dataclass(frozen=True)
class Headline:
    """The report's headline: the indicators with their direction, what improved, what declined."""

    title: str
    quarter: str
    previous_quarter: str
    lines: tuple[HeadlineLine, ...]
    improved: tuple[str, ...]
    declined: tuple[str, ...]
    notices: tuple[str, ...]


def show(path: Path) -> Headline:
    """The headline of a workbook's report, worked out from its input tables."""
    planned = plan_report(Package.read(path))
    settings = planned.settings
    quarter = Quarter.parse(settings.quarter)
    lines = indicator_lines(planned.plan)
    return Headline(
        title=f"{settings.service}, {settings.council}".strip(", "),
        quarter=quarter.heading,
        previous_quarter=quarter.last_year.heading,
        lines=tuple(_headline_line(line) for line in lines),
        improved=tuple(f"{line.no} {line.name}" for line in lines if line.code == 2),
        declined=tuple(f"{line.no} {line.name}" for line in lines if line.code == -2),
        notices=planned.notices,
    )


def _headline_line(line: IndicatorLine) -> HeadlineLine:
    return HeadlineLine(line.no, line.reference, line.name, line.previous, line.current, line.arrow, line.words)
