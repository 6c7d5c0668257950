"""Rows of a report made up at random: tables with their columns and figures, blocks, lines and what they work out."""

from __future__ import annotations

import datetime as dt
import random
from dataclasses import dataclass, field

from cyps_xl.inputs.records import Value
from cyps_xl.measures.periods import Quarter, add_months

Row = dict[str, Value]

WORDS = (
    "North",
    "Tŷ Hafan",
    "A & B",
    "Mc'Kay",
    'so-called "new"',
    "20%",
    "x" * 40,
    "Plant; teulu",
    "Gwasanaeth",
    "Duty",
)
PRINTED = ("count", "one decimal", "percent with one decimal", "per 1,000", "money", "days")
QUARTER = Quarter(2025, 3)


@dataclass
class Made:
    """The rows of a definition's tables, and those of the tables that it declares."""

    declared: dict[str, list[Row]] = field(
        default_factory=lambda: {
            name: [] for name in ("Tables", "Columns", "Sections", "Blocks", "Lines", "Relations", "Terms")
        }
    )
    figures: dict[str, list[Row]] = field(default_factory=dict)


class RowMaker:
    """Makes rows by chance, each kind as its table asks."""

    def __init__(self, chance: random.Random) -> None:
        self.random = chance
        self.made = Made()

    def _word(self) -> str:
        return self.random.choice(WORDS)

    def _table(self, columns: list[Row], key: str, counted: str) -> str:
        name = f"Table_{len(self.made.declared['Tables']) + 1}_"
        parts = key.split("; ")
        ordered = "; ".join(self.random.sample(parts, len(parts)))
        self.made.declared["Tables"].append(
            {"Table": name, "Sheet": f"Sheet of {name}", "One row is": "one", "Key": ordered, "Counted": counted}
        )
        self.made.declared["Columns"] += [{"Table": name, "Help": self._word(), **column} for column in columns]
        return name

    def _numbers(self) -> list[str]:
        return [f"{letter} {self.random.choice(('due', 'made', '(all)', '20%', 'ŵy'))}" for letter in "ABC"][
            : self.random.randint(1, 3)
        ]

    def _number_columns(self, headings: list[str]) -> list[Row]:
        return [{"Heading": heading, "Holds": self.random.choice(("whole number", "number"))} for heading in headings]

    def _sorted(self) -> tuple[Row, tuple[str | None, ...]]:
        """A column of choices that is no part of the key, and what may stand under Where because of it."""
        kinds = self._choices()
        return (
            {"Heading": "Sort", "Holds": "choice", "Choices": "; ".join(kinds)},
            (None, *self._where("sort", [kinds[0]]), *self._where("Sort", [kinds[-1]])),
        )

    def _figure(self, column: Row) -> Value:
        if self.random.random() < 0.2:
            return None
        number = self.random.choice((0, 1, self.random.randint(0, 12), self.random.randint(0, 4000)))
        return number + self.random.choice((0, 0.5)) if column["Holds"] == "number" else number

    def _block(self, name: str, shape: str, table: str, **cells: Value) -> None:
        section = name.rpartition(" ")[0]
        self.made.declared["Blocks"].append(
            {
                "Block": name,
                "Section": section,
                "Position": int(name.rpartition(" ")[2]),
                "Shape": shape,
                "Table": table,
                "Title": self.random.choice((None, self._word())),
                "Called": self._word(),
                "Chart title": self._word(),
                "Chart says": self._word(),
                "Counted in": self._word(),
                "Noun": "thing",
                "Says": "Nothing.",
                **cells,
            }
        )

    def _lines(self, name: str, headings: list[str], **options: object) -> None:
        totals = options.get("totals", ("none",))
        assert isinstance(totals, tuple)
        position = 0
        for heading in headings:
            position += 1
            self._line(name, position, f"[{heading}]", self.random.choice(totals), **options)
        for _ in range(self.random.randint(0, 3) if options.get("lines", True) else 0):
            position += 1
            self._line(name, position, self._expression(headings, position), "none", **options)

    def _expression(self, headings: list[str], position: int) -> str:
        def operand() -> str:
            chosen = self.random.random()
            if chosen < 0.45:
                return f"line {self.random.randint(1, position - 1)}"
            if chosen < 0.8:
                return f"[{self.random.choice(headings)}]"
            return self.random.choice(("Settings[Full-time hours a week]", "2", "1.5"))

        def tree(depth: int) -> str:
            if depth == 0 or self.random.random() < 0.3:
                return operand()
            return f"({tree(depth - 1)} {self.random.choice('+-*/')} {tree(depth - 1)})"

        return f"line 1 {self.random.choice('+-*/')} {tree(2)}"

    def _line(self, name: str, position: int, shows: str, total: str, **options: object) -> None:
        better = self.random.choice((None, "higher", "lower")) if options.get("better") else None
        where = options.get("where")
        reads_a_column = "[" in shows.replace("Settings[", "")
        self.made.declared["Lines"].append(
            {
                "Block": name,
                "Position": position,
                "Label": self._word(),
                "Shows": shows,
                "As": self.random.choice(PRINTED),
                "In chart": self.random.choice(("yes", "faint", "no")),
                "Total": total,
                "Better when": better,
                "Where": self.random.choice(where) if isinstance(where, tuple) and reads_a_column else None,
                "Over": self.random.choice(("sum", "mean")) if options.get("over") else None,
            }
        )

    def _days(self, count: int) -> list[dt.date]:
        """The last days of so many months, up to two months after the quarter."""
        last = add_months(QUARTER.end, 3)
        return [add_months(last, -at) - dt.timedelta(days=1) for at in range(count)][::-1]

    def _month_starts(self) -> list[dt.date]:
        return [add_months(QUARTER.end, 1 - at) for at in range(20)][::-1]

    def _fill(self, table: str, columns: list[Row], keys: list[Row]) -> None:
        numbers = [column for column in columns if column["Holds"] in ("whole number", "number")]
        sorts = {str(one["Heading"]): str(one["Choices"]).split("; ") for one in columns if one["Heading"] == "Sort"}
        self.made.figures[table] = [
            {
                **key,
                **{str(column["Heading"]): self._figure(column) for column in numbers if column["Heading"] not in key},
                **{heading: self.random.choice((None, *kinds)) for heading, kinds in sorts.items()},
            }
            for key in keys
            if self.random.random() > 0.1
        ]

    def _choices(self) -> list[str]:
        usual = [word for word in WORDS if '"' not in word and ";" not in word]
        return self.random.sample(usual, self.random.randint(1, 4))

    def _where(self, heading: str, values: list[str]) -> list[str]:
        """A condition for each value, in whatever capitals; none for one that Excel takes for a number."""
        capitals = self.random.choice((str, str.upper, str.lower))
        return [f'{heading} = "{capitals(value)}"' for value in values if value != "20%" and '"' not in value]

    def _place(self, columns: list[Row]) -> Value:
        """A number that is part of a key, or none."""
        number = self.random.choice((None, 0, 1, 12))
        is_whole = number is None or columns[4]["Holds"] == "whole number"
        return number if is_whole else number + self.random.choice((0, 0.5, 0.1 + 0.2))
