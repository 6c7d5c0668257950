"""Reports made up at random: tables of every kind, sections of every shape, lines, and figures with gaps.

The same seed gives the same report. Names are as odd as officers may write them.
"""

from __future__ import annotations

import random
from collections.abc import Callable

from cyps_xl.inputs.records import Inputs
from helpers.definitions import definition, rows_of
from helpers.quarters import inputs_of
from helpers.random_rows import QUARTER, WORDS, Made, Row, RowMaker


def random_report(seed: int, capitals: Callable[[str], str] = str) -> Inputs:
    """The inputs of a workbook with a report made up at random: definition, settings, figures.

    Conditions and relations are written in these capitals.
    """
    maker = _Maker(random.Random(seed))
    made = maker.make()
    for sheet, headings in (("Lines", ("Where",)), ("Relations", ("Of", "Except"))):
        for row in made.declared[sheet]:
            row |= {heading: capitals(str(row[heading])) for heading in headings if row.get(heading)}
    report = definition(made.declared)
    defined, _ = rows_of(made.declared)
    settings = [
        {"Setting": "Reporting quarter", "Value": str(QUARTER), "What it does": "x"},
        {"Setting": "Months shown", "Value": maker.random.randint(3, 15), "What it does": "x"},
        {"Setting": "Tolerance", "Value": maker.random.choice((0.0, 0.05, 0.2)), "What it does": "x"},
    ]
    found = inputs_of({**made.figures, "Settings": settings}, report.catalogue)
    return Inputs({**defined.records, **found.records}, report.catalogue)


class _Maker(RowMaker):
    def __init__(self, chance: random.Random) -> None:
        super().__init__(chance)
        by_month = (self._months, self._limited, self._grouped_months)
        by_date = (self._groups, self._grid, self._history)
        self.kinds = (*by_month, *by_date, self._comparison, self._list, self._figures)

    def make(self) -> Made:
        for number in range(1, self.random.randint(2, 5)):
            self._section(number)
        self._lines_across()
        for table in self.made.declared["Tables"]:
            self._facts(str(table["Table"]))
            table["Counts people"] = self.random.choice((None, "yes", "staff", "no"))
        if self.random.random() < 0.6:
            self._scorecard()
        return self.made

    def _lines_across(self) -> None:
        """Lines of months that read another block of their section, and another table of months."""
        months = [block for block in self.made.declared["Blocks"] if block["Shape"] == "months"]
        for block in months:
            name = str(block["Block"])
            mates = [str(one["Block"]) for one in months if one["Section"] == block["Section"] and one is not block]
            if mates and self.random.random() < 0.6:
                self._line(name, 50, f"line 1 of {self.random.choice(mates).upper()} * 2", "none")
            if self.random.random() < 0.5:
                other, own = str(self.random.choice(months)["Table"]), str(block["Table"])
                heading, first = self.random.choice(self._headings(other)), self._headings(own)[0]
                if self._fits(str(block.get("Where") or ""), other):
                    self._line(name, 51, f"[{first}] / {other.lower()}[{heading.upper()}]", "none")
            if self.random.random() < 0.3:
                self._line(name, 52, "rows", "none")
        limited = {block["Block"] for block in self.made.declared["Blocks"] if block.get("Chart") == "line with limits"}
        for line in self.made.declared["Lines"]:
            if line["Block"] in limited:
                line["In chart"] = "yes" if line["Position"] == 1 else "no"

    def _fits(self, where: str, table: str) -> bool:
        """Whether a table has the choice that Where asks for, or no such column."""
        heading, _, value = where.replace('"', "").partition(" = ")
        columns = [one for one in self.made.declared["Columns"] if (one["Table"], one["Heading"]) == (table, heading)]
        return all(value in str(column["Choices"]).split("; ") for column in columns)

    def _headings(self, table: str) -> list[str]:
        """The headings of a table's columns of numbers."""
        columns = [column for column in self.made.declared["Columns"] if column["Table"] == table]
        return [str(column["Heading"]) for column in columns if column["Holds"] in ("whole number", "number")]

    def _scorecard(self) -> None:
        """A sheet of indicators whose counts stand in the other tables."""
        sources = [found for table in self.made.declared["Tables"] if (found := self._counted_in(table))]
        if not sources:
            return
        self.made.declared["Sections"].append(
            {
                "Section": "card",
                "Number": "9",
                "Title": "Card",
                "Tab": "Card",
                "Order": 9,
                "Shown": "yes",
                "Commentary": "no",
            }
        )
        self.made.declared["Blocks"].append(
            {"Block": "card", "Section": "card", "Position": 1, "Shape": "indicators", "Table": "Indicators"}
        )
        self.made.figures["Indicators"] = [
            {
                "No": f"{number}",
                "Name": self._word(),
                "Unit": self.random.choice(("percent", "number", "days")),
                "Better when": self.random.choice(("higher", "lower", "neither")),
                "Reported": "quarterly",
                "Decimals": 1,
                "Tolerance": "relative",
                "Comparable": "yes",
                "Period basis": self.random.choice((None, "year to date", "rolling 12 months", "as at")),
                "Comparable from": self.random.choice((None, None, "2025-26 Q2", "2025-26 Q3")),
                "Numerator from": self.random.choice(sources),
                "Denominator from": self.random.choice((None, self.random.choice(sources))),
            }
            for number in range(1, self.random.randint(2, 4))
        ]

    def _counted_in(self, table: Row) -> str:
        """Where a count may stand: a column of a table that is kept by time, of all its rows or some; "" in others."""
        name, key = str(table["Table"]), str(table["Key"]).split("; ")
        columns = {str(c["Heading"]): c["Holds"] for c in self.made.declared["Columns"] if c["Table"] == name}
        others = [part for part in key if columns[part] not in ("month", "date", "period")]
        if len(others) == len(key):
            return ""
        number = next(heading for heading, holds in columns.items() if holds in ("whole number", "number"))
        values = [str(row[others[0]]) for row in self.made.figures[name]] if others else []
        where = self._where(others[0], [self.random.choice(values)]) if values and self.random.random() < 0.7 else []
        return f"{name}[{number}] where {where[0]}" if where else f"{name}[{number}]"

    def _facts(self, table: str) -> None:
        """What is said of a table's figures: how they vary, whom they count, what they owe each other."""
        columns = [column for column in self.made.declared["Columns"] if column["Table"] == table]
        numbers = [column for column in columns if column["Holds"] in ("whole number", "number")]
        for column in numbers:
            column["Varies"] = self.random.choice((None, "by chance", "around a level", "step by step"))
            column["Counts people"] = self.random.choice((None, "yes", "staff", "no"))
        first, last = str(numbers[0]["Heading"]), str(numbers[-1]["Heading"])
        chosen = [column for column in columns if column["Holds"] == "choice"]
        relations: list[Row] = []
        if first != last:
            mean = f"([{first}] + [{last}]) / 2"
            relations += [{"Kind": kind, "Figures": first, "Of": last} for kind in ("part of", "at most")]
            relations.append({"Kind": "lowest and highest", "Figures": f"{first}; {last}", "Of": mean})
        if chosen:
            value = str(chosen[-1]["Choices"]).partition("; ")[0]
            where = f'{chosen[-1]["Heading"]} = "{value}"'
            [key] = [row["Key"] for row in self.made.declared["Tables"] if row["Table"] == table]
            kinds = ("counts posts", "counts nobody", "rows add up to")
            if str(chosen[-1]["Heading"]) not in str(key).split("; "):
                kinds = kinds[:2]  # its choices do not tell the rows apart
            relations += [{"Kind": kind, "Figures": first, "Of": where} for kind in kinds]
        holds = {str(column["Heading"]): column["Holds"] for column in columns}
        if "period" in holds.values():
            but = f"{chosen[-1]['Heading']} = {str(chosen[-1]['Choices']).partition('; ')[0]}" if chosen else None
            relations.append({"Kind": "never falls in a year", "Figures": first, "Except": but})
        if "month" in holds.values() and len(numbers) > 2:
            came, left, closing = (str(column["Heading"]) for column in (*numbers[:2], numbers[-1]))
            relations.append({"Kind": "carried over", "Figures": f"{came}; {left}", "Of": closing})
        section = str(self.random.choice(self.made.declared["Sections"])["Section"])
        relations.append({"Kind": "told in words", "Figures": first, "Of": section, "Words": self._word()})
        found = self.random.sample(relations, self.random.randint(0, len(relations)))
        self.made.declared["Relations"] += [{"Table": table, **relation} for relation in found]

    def _section(self, number: int) -> None:
        name = f"part_{number}"
        self.made.declared["Sections"].append(
            {
                "Section": name,
                "Number": f"{number}",
                "Title": self._word(),
                "Tab": f"Part {number}",
                "Order": self.random.random(),
                "Shown": "yes",
                "Commentary": self.random.choice(("yes", "no")),
                "One page": self.random.choice(("yes", None)),
                "From": self.random.choice((None, None, "2024-25 Q4", "2025-26 Q3", "2025-26 Q4")),
                "To": self.random.choice((None, None, "2025-26 Q4", "2026-27 Q1")),
            }
        )
        for at in range(1, self.random.randint(2, 4)):
            self.random.choice(self.kinds)(f"{name} {at}")

    def _months(self, name: str) -> None:
        headings = self._numbers()
        columns = [{"Heading": "Month", "Holds": "month", "Required": "yes"}, *self._number_columns(headings)]
        table = self._table(columns, "Month", "each month")
        self._fill(table, columns, [{"Month": month} for month in self._month_starts()])
        self._block(name, "months", table, Chart=self.random.choice(("columns", "stacked columns", "line", "none")))
        self._lines(name, headings, totals=("sum", "mean", "none"))
        if self.random.random() < 0.3:
            self.made.declared["Lines"][-1]["Shows"] = f"[{headings[0]}]"
            self.made.declared["Lines"][-1]["Over"] = "running total"

    def _limited(self, name: str) -> None:
        """Months whose line has limits: a count, a share, a rate, or how much of something."""
        headings = self._numbers()
        columns = [{"Heading": "Month", "Holds": "month", "Required": "yes"}, *self._number_columns(headings)]
        table = self._table(columns, "Month", "each month")
        self._fill(table, columns, [{"Month": month} for month in self._month_starts()])
        self._block(name, "months", table, Chart="line with limits")
        first, last = headings[0], headings[-1]
        shows = self.random.choice((f"[{first}]", f"[{first}] / [{last}]", f"[{first}] + [{last}]"))
        self._line(name, 1, shows, "none")
        printed = ("per 1,000", "percent", "days") if "/" in shows else ("count", "one decimal", "money")
        self.made.declared["Lines"][-1] |= {"In chart": "yes", "As": self.random.choice(printed)}
        self.made.declared["Lines"][-1] |= {"Better when": "lower" if "+" in shows else "higher", "Target": 12}
        for kind, at in (("break", -9), ("left out", -4)):
            row = {"Block": name, "From": self._month_starts()[at], "Kind": kind, "English": "A new form."}
            self.made.figures.setdefault("ChangePoints", []).append(row)

    def _grouped_months(self, name: str) -> None:
        headings = self._numbers()
        kinds = self._choices()
        month = {"Heading": "Month", "Holds": "month", "Required": "yes"}
        kind = {"Heading": "Kind", "Holds": "choice", "Choices": "; ".join(kinds), "Required": "yes"}
        columns = [month, kind, *self._number_columns(headings)]
        table = self._table(columns, "Month; Kind", "each month")
        self._fill(table, columns, [{"Month": m, "Kind": kind} for m in self._month_starts() for kind in kinds])
        where = (None, *self._where("Kind", kinds))
        chart = self.random.choice(("columns", "none"))
        self._block(name, "months", table, Chart=chart, Where=self.random.choice(where))
        self._lines(name, headings, where=where, over=True)

    def _groups(self, name: str) -> None:
        headings = self._numbers()
        sort, where = self._sorted()
        columns = [
            {"Heading": "As at", "Holds": "date", "Required": "yes"},
            {"Heading": "Team", "Holds": "text", "Required": "yes"},
            *self._number_columns(headings),
            sort,
        ]
        table = self._table(columns, "As at; Team", "in each quarter")
        teams = self.random.sample(WORDS, self.random.randint(1, 6))
        self._fill(table, columns, [{"As at": day, "Team": team} for day in self._days(5) for team in teams])
        chart = self.random.choice(("columns", "none"))
        self._block(name, "groups", table, Down="Team", Chart=chart, Where=self.random.choice(where))
        self._lines(name, headings, totals=("sum", "mean", "none"), where=where)

    def _grid(self, name: str) -> None:
        sort, where = self._sorted()
        columns = [
            {"Heading": "As at", "Holds": "date", "Required": "yes"},
            {"Heading": "Measure", "Holds": "choice", "Choices": "; ".join(self._choices()), "Required": "yes"},
            {"Heading": "Role", "Holds": "choice", "Choices": "; ".join(self._choices()), "Required": "yes"},
            {"Heading": "Posts", "Holds": "number"},
            sort,
        ]
        table = self._table(columns, "As at; Measure; Role", "in each quarter")
        down, across = (str(column["Choices"]).split("; ") for column in columns[1:3])
        keys = [{"As at": day, "Measure": m, "Role": r} for day in self._days(3) for m in down for r in across]
        self._fill(table, columns, keys)
        measures, roles = self._where("Measure", [down[0], down[-1]]), self._where("Role", [across[-1]])
        where = (*where, *measures, *(f"{role}, {measure}" for role in roles for measure in measures))
        self._block(name, "grid", table, Down="Measure", Across="Role", Where=self.random.choice(where))
        self._line(name, 1, "[Posts]", self.random.choice(("sum", "mean", "none")), where=where)

    def _history(self, name: str) -> None:
        headings = self._numbers()
        sort, where = self._sorted()
        columns = [{"Heading": "As at", "Holds": "date", "Required": "yes"}, *self._number_columns(headings), sort]
        table = self._table(columns, "As at", "in each quarter")
        self._fill(table, columns, [{"As at": day} for day in self._days(self.random.randint(1, 30))])
        self._block(name, "history", table, Chart=self.random.choice(("columns", "line", "line with limits", "none")))
        self._lines(name, headings, where=where)
        if len(headings) == 1:
            between = {"Block": name, "Position": 60, "Label": "Days between", "Shows": "days between", "As": "count"}
            self.made.declared["Lines"].append(between)

    def _comparison(self, name: str) -> None:
        kinds = self._choices()
        columns = [
            {"Heading": "Period", "Holds": "period", "Required": "yes"},
            {"Heading": "Kind", "Holds": "choice", "Choices": "; ".join(kinds), "Required": "yes"},
            {"Heading": "Number", "Holds": "whole number"},
        ]
        table = self._table(columns, "Period; Kind", "each quarter")
        periods = ("2023-24", "2024-25", "2024-25 Q3", "2025-26 Q2", "2025-26 Q3")
        self._fill(table, columns, [{"Period": period, "Kind": kind} for period in periods for kind in kinds])
        where = (*self._where("Kind", kinds), None)
        self._block(name, "comparison", table, Where=self.random.choice(where))
        self._lines(name, ["Number"] * self.random.randint(1, 3), where=where, better=True)

    def _list(self, name: str) -> None:
        sort, where = self._sorted()
        columns = [
            {"Heading": "Quarter", "Holds": "quarter", "Required": "yes"},
            {"Heading": "Theme", "Holds": "text", "Required": "yes"},
            {"Heading": "English", "Holds": "long text"},
            {"Heading": "Cases", "Holds": "whole number"},
            {"Heading": "Place", "Holds": self.random.choice(("whole number", "number"))},
            sort,
        ]
        table = self._table(columns, self.random.choice(("Quarter; Theme", "Quarter; Theme; Place")), "each quarter")
        themes = self.random.sample(WORDS, self.random.randint(1, 5))
        plain = self._where("Theme", themes)
        quarters = ("2025-26 Q2", "2025-26 Q3")
        keys: list[Row] = [{"Quarter": q, "Theme": t, "Place": self._place(columns)} for q in quarters for t in themes]
        self._fill(table, columns, keys)
        for row in self.made.figures[table]:
            row["English"] = self.random.choice((None, self._word()))
        self._block(name, "list", table, Where=self.random.choice((*where, *plain)))
        for position, (shows, printed, total) in enumerate(
            (("rows", "number of the row", "none"), ("[Theme]", "text", "none"), ("[English]", "text", "none")), start=1
        ):
            self._line(name, position, shows, total)
            self.made.declared["Lines"][-1] |= {"As": printed}
        self._line(name, 4, "[Cases]", self.random.choice(("sum", "mean", "none")))

    def _figures(self, name: str) -> None:
        sort, where = self._sorted()
        quarter = {"Heading": "Quarter", "Holds": "quarter", "Required": "yes"}
        number = {"Heading": "No", "Holds": "whole number", "Required": "yes"}
        columns = [quarter, number, {"Heading": "Cases", "Holds": "whole number"}, sort]
        table = self._table(columns, "Quarter; No", "each quarter")
        self._fill(table, columns, [{"Quarter": "2025-26 Q3", "No": number} for number in range(4)])
        self._block(name, "figures", table, Where=self.random.choice(where))
        self._line(name, 1, "rows", "none")
        self.made.declared["Lines"][-1]["Where"] = self.random.choice(where)
        self._line(name, 2, "[Cases]", "none", over=True, where=where)
        self._line(name, 3, "line 2 / line 1", "none")
