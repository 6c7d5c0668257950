"""Made-up lives in care, at school and on the register, written as the rows that a system would export."""

from __future__ import annotations

import datetime as dt
import random
from dataclasses import dataclass, field

from cyps_xl.measures.periods import Quarter

DAY = dt.timedelta(days=1)
TEAMS = ("Duty and assessment", "North", "South", "Disabled children", "Leaving care")
STATUSES = ("care order", "placement order", "accommodated", "youth justice", "protection")
PLACEMENTS = ("foster care", "family or friends", "parents", "for adoption", "residential", "independent", "other")
PLACES = ("in the area", "in the area", "in the area", "elsewhere in Wales", "outside Wales")
CHANGES = (
    "new placement",
    "new placement, same carer",
    "new legal status",
    "new legal status and placement",
    "new legal status, same carer",
)
A_PLACEMENT = ("became looked after", "new placement", "new placement, same carer", "new legal status and placement")
COLUMNS = {
    "children": ("child", "born"),
    "episodes": (
        *("child", "started", "ended", "began_because", "ended_because", "legal_status", "placement", "placed"),
    ),
    "schools": ("child", "started", "ended", "came_because"),
    "assessments": ("assessment", "child", "referred", "completed", "due"),
    "registrations": ("child", "registered", "de_registered"),
    "cases": ("child", "team", "allocated", "closed"),
}
Row = dict[str, object]


@dataclass
class Records:
    """The rows of each table, as they would be exported."""

    tables: dict[str, list[Row]] = field(default_factory=lambda: {name: [] for name in COLUMNS})

    def add(self, table: str, *cells: object) -> None:
        """A row of a table."""
        self.tables[table].append(dict(zip(COLUMNS[table], cells, strict=True)))


def make(children: int, years: int, seed: int, last: Quarter) -> Records:
    """The records of so many children, over so many years up to a quarter's end."""
    chance = random.Random(seed)
    start = dt.date(last.end.year - years, 4, 1)
    records = Records()
    for number in range(children):
        _Life(chance, f"C{seed:02d}{number:06d}", start, last.end, records).lived()
    return records


class _Life:
    """One child's made-up life, written into records as it goes."""

    def __init__(self, chance: random.Random, child: str, start: dt.date, end: dt.date, records: Records) -> None:
        self._chance, self._child, self._start, self._end, self._records = chance, child, start, end, records

    def lived(self) -> None:
        """All of it."""
        self._records.add("children", self._child, self._day(self._start - 17 * 365 * DAY, self._end))
        if self._chance.random() < 0.7:
            self._care()
        self._spells("registrations", 0.4, 30, 500)
        self._schools()
        for number in range(self._chance.choice((0, 0, 1, 1, 2))):
            referred = self._day(self._start, self._end)
            completed = referred + self._chance.randrange(10, 90) * DAY
            done = completed if completed <= self._end + 40 * DAY else None
            self._records.add(
                "assessments", f"{self._child}-{number}", self._child, referred, done, referred + 58 * DAY
            )
        self._cases()

    def _day(self, first: dt.date, last: dt.date) -> dt.date:
        return first + self._chance.randrange((last - first).days + 1) * DAY

    def _care(self) -> None:
        day = self._day(self._start, self._end)
        for _ in range(self._chance.choice((1, 1, 2, 3))):
            short = self._chance.random() < 0.1
            why = "became looked after"
            for left in range(self._chance.randrange(6), -1, -1):
                until = day + self._chance.randrange(5, 260) * DAY
                goes_on = until > self._end + 60 * DAY or (left == 0 and self._chance.random() < 0.3)
                ended = None if goes_on else until
                because = None if goes_on else "care went on" if left else "care ended"
                status = "short breaks" if short else self._chance.choice(STATUSES)
                placement, place = self._chance.choice(PLACEMENTS), self._chance.choice(PLACES)
                self._records.add("episodes", self._child, day, ended, why, because, status, placement, place)
                if goes_on:
                    return
                day, why = until, self._chance.choice(CHANGES)
            day += self._chance.choice((1, 30, 200, 364, 365, 366, 500)) * DAY
            if day > self._end + 60 * DAY:
                return

    def _spells(self, table: str, likely: float, shortest: int, longest: int) -> None:
        day = self._day(self._start, self._end)
        while self._chance.random() < likely and day <= self._end + 60 * DAY:
            until = day + self._chance.randrange(shortest, longest) * DAY
            ended = until if until <= self._end + 60 * DAY else None
            self._records.add(table, self._child, day, ended)
            if ended is None:
                return
            day = ended + self._chance.choice((1, 100, 365, 366, 400)) * DAY

    def _schools(self) -> None:
        day, why = self._start - 400 * DAY, "first school"
        for left in range(self._chance.randrange(4), -1, -1):
            until = day + self._chance.randrange(60, 700) * DAY
            ended = until if left and until <= self._end else None
            self._records.add("schools", self._child, day, ended, why)
            if ended is None:
                return
            day = ended + DAY
            why = self._chance.choice(("usual transfer", "adoption", "moved home", "another reason", "another reason"))

    def _cases(self) -> None:
        day = self._day(self._start, self._end)
        for _ in range(self._chance.randrange(4)):
            until = day + self._chance.randrange(5, 400) * DAY
            closed = until if until <= self._end + 30 * DAY else None
            self._records.add("cases", self._child, self._chance.choice(TEAMS), day, closed)
            if closed is None:
                return
            day = closed
