"""Counts of a quarter in which every figure fits every other, by the rules that real counts follow.

A part is no larger than its whole, a register follows from the month before, counts to date
rise. Made up by chance: the same seed gives the same counts.
"""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Mapping
from dataclasses import dataclass, field

from cyps_xl.inputs.raw import RawValue
from cyps_xl.measures.periods import Quarter, add_months
from cyps_xl.measures.rates import rounded
from helpers.packs import WORKFORCE_MEASURES

RawRow = Mapping[str, RawValue]

MONTHS = 27
QUARTERS = 8
TEAMS = ("East team", "Disability team", "North team", "South team", "Leaving care team", "West team")


@dataclass
class Counts:
    """Makes the rows of the tables that hold counts; `registered` and `looked_after` are there for those that agree."""

    seed: int
    quarter: Quarter = field(default_factory=lambda: Quarter.parse("2017-18 Q3"))

    def __post_init__(self) -> None:
        self.random = random.Random(self.seed)
        last = add_months(self.quarter.start, 2)
        self.months = [add_months(last, -back) for back in reversed(range(MONTHS))]
        self.registered: dict[dt.date, int] = {}
        self.looked_after: dict[dt.date, int] = {}

    def count(self, mean: float) -> int:
        """A count of events: by chance around its mean."""
        return max(0, round(self.random.gauss(mean, mean**0.5)))

    def around(self, level: float, share: float) -> int:
        """A headcount: near its level."""
        return max(1, round(self.random.gauss(level, level * share)))

    def some_of(self, whole: int, share: float) -> int:
        """A part of a whole, each one in it by the same chance."""
        return sum(self.random.random() < share for _ in range(whole))

    def periods(self) -> list[Quarter]:
        quarters, quarter = [], self.quarter
        for _ in range(QUARTERS):
            quarters.append(quarter)
            number = quarter.number - 1
            quarter = Quarter(quarter.first_year - (number == 0), number or 4)
        return quarters[::-1]

    def registrations(self) -> list[RawRow]:
        rows: list[RawRow] = []
        register = self.random.randint(180, 220)
        for month in self.months:
            new, off = self.count(19), self.count(19)
            register += new - off
            self.registered[month] = new
            rows.append({"Month": month, "Registered": new, "De-registered": off, "On the register": register})
        return rows

    def counts_of_looked_after(self) -> list[RawRow]:
        ends = [add_months(self.quarter.end, 1 - 3 * back) - dt.timedelta(days=1) for back in reversed(range(16))]
        children = self.random.randint(380, 450)
        for day in ends:
            self.looked_after[day] = children
            children += round(self.random.gauss(-6, 6))
        return [{"As at": day, "Children": count} for day, count in self.looked_after.items()]

    def supervision(self) -> list[RawRow]:
        rows: list[RawRow] = []
        for month in self.months:
            qualified, unqualified = self.around(110, 0.035), self.around(30, 0.05)
            rows.append(
                {
                    "Month": month,
                    "Qualified due": qualified,
                    "Qualified in time": self.some_of(qualified, 0.96),
                    "Unqualified due": unqualified,
                    "Unqualified in time": self.some_of(unqualified, 0.97),
                }
            )
        return rows

    def caseloads(self) -> list[RawRow]:
        rows: list[RawRow] = []
        sizes = {team: self.random.randint(80, 180) for team in TEAMS}
        for quarter in self.periods():
            for team, size in sizes.items():
                cases = self.around(size, 0.03)
                posts = cases / self.random.gauss(12.5, 0.5)
                highest, lowest = self.random.randint(16, 20), self.random.randint(2, 6)
                hours = rounded(posts * 37 * 2, 0) / 2
                row: RawRow = {"As at": quarter.end, "Team": team, "Available hours": hours, "Caseload": cases}
                rows.append({**row, "Highest": highest, "Lowest": lowest})
        return rows

    def workforce(self) -> list[RawRow]:
        rows: list[RawRow] = []
        posts = 12
        for month in self.months[-12:]:
            day = add_months(month, 1) - dt.timedelta(days=1)
            posts = max(4, posts + self.random.choice((-1, 0, 0, 1)))
            for measure in WORKFORCE_MEASURES:
                number = posts / 2 if measure in ("Vacancies", "Agency") else self.random.randint(0, 3)
                rows.append({"As at": day, "Measure": measure, "Role": "Social worker", "Number": number})
        return rows

    def closures(self) -> list[RawRow]:
        closed = {month: self.around(32, 0.16) for month in self.months}
        return [{"Month": m, "Closed": n, "Successful": self.some_of(n, 0.7)} for m, n in closed.items()]

    def complaints(self) -> list[RawRow]:
        rows: list[RawRow] = []
        to_date: dict[tuple[str, str], int] = {}
        outcomes = {
            "Stage 1": ("upheld", "not upheld", "partially upheld", "other"),
            "Stage 2": ("upheld", "not upheld"),
        }
        for quarter in self.periods():
            if quarter.number == 1:
                to_date = {}
            for kind, parts in outcomes.items():
                for part in parts:
                    new = self.count(1.5 if kind == "Stage 1" else 0.3)
                    to_date[kind, part] = to_date.get((kind, part), 0) + new
                to_date[kind, "total"] = sum(to_date[kind, part] for part in parts)
            to_date["Ombudsman", "total"] = to_date.get(("Ombudsman", "total"), 0)
            to_date["Compliments", "total"] = to_date.get(("Compliments", "total"), 0) + self.count(5)
            rows += [
                {"Period": quarter.period, "Kind": kind, "Outcome": outcome, "Number": number}
                for (kind, outcome), number in to_date.items()
            ]
        return rows

    def audits(self) -> list[RawRow]:
        months = self.quarter.months(3)
        return [
            {
                "Quarter": str(self.quarter),
                "Theme": f"Theme {n}",
                "Month": months[n % 3],
                "Cases": self.random.randint(20, 90),
            }
            for n in (1, 2, 3)
        ]

    def findings(self, audits: list[RawRow]) -> list[RawRow]:
        cases = [int(str(audit["Cases"])) for audit in audits]
        return [
            {
                "Quarter": str(self.quarter),
                "Theme": f"Theme {n}",
                "Heading": "Doing well",
                "Position": 1,
                "Percent": rounded(100 * self.random.randint(cases[n - 1] // 2, cases[n - 1]) / cases[n - 1], 0),
                "English": "Plans are on file.",
                "Welsh": "Mae cynlluniau ar ffeil.",
            }
            for n in (1, 2, 3)
        ]
