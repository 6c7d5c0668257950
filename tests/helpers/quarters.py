"""Made-up quarters of any size, for tests and for the benchmark: the same seed gives the same figures."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Mapping
from dataclasses import dataclass

from cyps_xl.inputs.catalogue import Catalogue
from cyps_xl.inputs.records import Inputs, Records, Row, Value
from cyps_xl.inputs.tables.settings import ALL_SETTINGS
from cyps_xl.measures.periods import Quarter, add_months
from helpers.packs import CYPS_TABLES, FINDING_HEADINGS, WORKFORCE_MEASURES, WORKFORCE_ROLES

Values = Mapping[str, Value]


@dataclass(frozen=True)
class Size:
    """How much a made-up quarter holds. `gaps` is the share of figures left blank."""

    indicators: int = 13
    teams: int = 8
    months: int = 12
    quarters: int = 8
    gaps: float = 0.0
    seed: int = 1


def inputs_of(rows: Mapping[str, list[Values]], catalogue: Catalogue = CYPS_TABLES) -> Inputs:
    """Input tables from plain rows; headings left out are blank."""
    return Inputs(
        {
            name: Records(
                catalogue[name],
                tuple(
                    Row(number, {c.heading: values.get(c.heading) for c in catalogue[name].columns})
                    for number, values in enumerate(found, start=6)
                ),
                catalogue[name].sheet,
            )
            for name, found in rows.items()
        },
        catalogue,
    )


def made_up(size: Size, quarter: str = "2017-18 Q3") -> dict[str, list[Values]]:
    """The rows of every table for one service and the quarters up to `quarter`."""
    maker = _Maker(size, Quarter.parse(quarter))
    return {
        "Settings": maker.settings(),
        "Indicators": maker.indicators(),
        "IndicatorValues": maker.indicator_values(),
        "Explanations": maker.explanations(),
        "Supervision": maker.monthly("Qualified due", "Qualified in time", "Unqualified due", "Unqualified in time"),
        "Caseloads": maker.caseloads(),
        "Workforce": maker.workforce(),
        "LookedAfter": maker.looked_after(),
        "Readmissions": maker.monthly("Children"),
        "StepUpDown": maker.monthly("Stepped down to TAF", "Stepped up to CYPS"),
        "TafClosures": maker.monthly("Closed", "Successful"),
        "Complaints": maker.complaints(),
        "Registrations": maker.monthly("Registered", "De-registered", "On the register"),
        "Audits": maker.audits(),
        "AuditFindings": maker.findings(),
        "CoverText": [{"Heading": "Purpose of report", "English": "To monitor performance."}],
    }


class _Maker:
    def __init__(self, size: Size, quarter: Quarter) -> None:
        self.size, self.quarter = size, quarter
        self.random = random.Random(size.seed)

    def settings(self) -> list[Values]:
        rows: list[Values] = []
        for setting in ALL_SETTINGS:
            value: Value = str(self.quarter) if setting.name == "Reporting quarter" else setting.default
            rows.append({"Setting": setting.name, "Value": value, "What it does": setting.what_it_does})
        return rows

    def figure(self, low: int, high: int) -> Value:
        """A whole number, or a blank as often as the size asks for."""
        return None if self.random.random() < self.size.gaps else self.random.randint(low, high)

    def pair(self, low: int, high: int) -> tuple[Value, Value]:
        """A whole and a part of it, either of them blank as often as the size asks for."""
        whole = self.random.randint(low, high)
        part = self.random.randint(0, whole)
        blank = self.random.random
        return (None if blank() < self.size.gaps else whole, None if blank() < self.size.gaps else part)

    def indicators(self) -> list[Values]:
        units = ("percent", "percent", "percent", "days", "number")
        return [
            {
                "No": str(i),
                "Reference": f"LI {i}",
                "Name": f"The share of children for whom measure {i} was met within its time",
                "Unit": units[i % len(units)],
                "Better when": ("higher", "lower")[i % 2],
                "Reported": ("quarterly", "quarterly", "annually", "annually by Welsh Government")[i % 4],
                "Decimals": 1,
                "Tolerance": "points" if units[i % len(units)] == "percent" else "relative",
                "Comparable": "no" if i % 11 == 0 else "yes",
                "First year": "2016-17" if i % 3 else None,
            }
            for i in range(1, self.size.indicators + 1)
        ]

    def indicator_values(self) -> list[Values]:
        rows: list[Values] = []
        for no in range(1, self.size.indicators + 1):
            for period in self.periods():
                whole, part = self.pair(1, 900)
                rows.append(
                    {"Indicator": str(no), "Area": "Council", "Period": period, "Numerator": part, "Denominator": whole}
                )
            rows.append(
                {
                    "Indicator": str(no),
                    "Area": "Wales",
                    "Period": self.quarter.last_year.year,
                    "Value": self.random.randint(0, 1000) / 10,
                }
            )
        return rows

    def periods(self) -> list[str]:
        found, quarter = [], self.quarter
        for _ in range(self.size.quarters):
            found.append(quarter.period)
            number = quarter.number - 1
            quarter = Quarter(quarter.first_year - (number == 0), number or 4)
        return found

    def explanations(self) -> list[Values]:
        common: Values = {"Period": str(self.quarter), "Position": 1}
        return [
            {
                **{"Item": "2", "Kind": "explanation", "English": "A small cohort moves this figure."},
                **{"Welsh": "Carfan fach sy’n symud y ffigur hwn.", **common},
            },
            {"Item": "2.6", "Kind": "narrative", "English": "Both children are safe and settled.", **common},
            {"Item": "3", "Kind": "narrative", "English": "Most complaints were settled early.", **common},
        ]

    def months(self) -> list[dt.date]:
        last = add_months(self.quarter.start, 2)
        return [add_months(last, -back) for back in range(self.size.months)][::-1]

    def monthly(self, *headings: str) -> list[Values]:
        rows: list[Values] = []
        for month in self.months():
            row: dict[str, Value] = {"Month": month}
            pairs = [headings[i : i + 2] for i in range(0, len(headings), 2)]
            for pair in pairs:
                whole, part = self.pair(1, 150)
                row |= dict(zip(pair, (whole, part), strict=False))
            rows.append(row)
        return rows

    def caseloads(self) -> list[Values]:
        return [
            {
                "As at": self.quarter.end,
                "Team": f"Team {n}",
                "Available hours": self.figure(100, 500),
                "Caseload": self.figure(20, 220),
                "Highest": self.figure(10, 25),
                "Lowest": self.figure(0, 9),
            }
            for n in range(1, self.size.teams + 1)
        ]

    def workforce(self) -> list[Values]:
        dates = [add_months(m, 1) - dt.timedelta(days=1) for m in self.months()[-24:]]
        return [
            {"As at": day, "Measure": measure, "Role": role, "Number": self.random.randint(0, 12) / 2}
            for day in dates
            for measure in WORKFORCE_MEASURES[:4]
            for role in WORKFORCE_ROLES[:3]
        ]

    def looked_after(self) -> list[Values]:
        ends = [add_months(self.quarter.end, -3 * back + 1) - dt.timedelta(days=1) for back in range(20)]
        return [{"As at": day, "Children": self.figure(280, 480)} for day in reversed(ends)]

    def complaints(self) -> list[Values]:
        outcomes = ("total", "upheld", "not upheld", "partially upheld", "other")
        periods = (self.quarter.period, self.quarter.last_year.period, self.quarter.last_year.year)
        return [
            {"Period": period, "Kind": kind, "Outcome": outcome, "Number": self.figure(0, 20)}
            for period in dict.fromkeys(periods)
            for kind in ("Stage 1", "Stage 2", "Ombudsman", "Compliments")
            for outcome in (outcomes if kind != "Compliments" else outcomes[:1])
        ]

    def audits(self) -> list[Values]:
        return [
            {"Quarter": str(self.quarter), "Theme": f"Theme {n}", "Month": self.quarter.start, "Cases": 10 * n}
            for n in (1, 2, 3)
        ]

    def findings(self) -> list[Values]:
        return [
            {
                "Quarter": str(self.quarter),
                "Theme": f"Theme {n}" if n < 3 else None,
                "Heading": heading,
                "Position": n,
                "Percent": self.figure(50, 100),
                "English": f"Finding {n} under {heading.lower()}.",
            }
            for heading in FINDING_HEADINGS
            for n in (1, 2, 3)
        ]
