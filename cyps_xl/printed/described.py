"""What the metadata of an edition's figures say of it for whoever adds them to those of other councils.

Written by `edition`, read by `combining`. The names are those of Dublin Core (dc) and schema.org (schema), which
“CSV on the Web” has at hand. `data_files` in `edition` writes what else the metadata hold.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from cyps_xl.inputs.records import Row
from cyps_xl.measures.indicators import Unit
from cyps_xl.printed.names import ROUNDED, WITHHELD
from cyps_xl.printed.provenance import BETWEEN, PublishedFigure

TITLE, PUBLISHER, ISSUED = "dc:title", "dc:publisher", "dc:issued"
QUARTER, AUDIENCE, DRAFT = "dc:temporal", "dc:audience", "schema:creativeWorkStatus"
PROTECTION, MEASURES = "schema:additionalProperty", "schema:variableMeasured"
_NAME, _VALUE = "schema:name", "schema:value"
_SMALL_NUMBERS, _SMALLEST, _ROUNDED_TO = "small numbers", "smallest count shown", "counts rounded to"
_MOST_DECIMALS = 9
FINAL, A_DRAFT = "Published", "Draft"


@dataclass(frozen=True)
class Measure:
    """An indicator as an edition's readers know it: what it is called, its unit, and since when it means that.

    `basis` says what a quarter's figure covers; `same_since` is the first quarter counted by today's definition;
    `first` and `last` are the quarters between which it is reported. All are English, whatever the edition's language,
    and "" where the council says nothing.
    """

    no: str
    reference: str
    name: str
    unit: str
    decimals: int = 0
    basis: str = ""
    same_since: str = ""
    first: str = ""
    last: str = ""

    @property
    def label(self) -> str:
        """The words of its row in an edition."""
        return ", ".join(filter(None, (self.no, self.reference, self.name)))

    @property
    def called(self) -> str:
        """What a sentence calls it: its reference, else its name."""
        return self.reference or self.name

    @classmethod
    def of(cls, row: Row) -> Measure:
        """From a row of Indicators."""
        decimals = row["Decimals"]
        return cls(
            no=_text(row["No"]),
            reference=_text(row["Reference"]),
            name=_text(row["Name"]),
            unit=_text(row["Unit"]),
            decimals=int(decimals) if isinstance(decimals, int | float) else 0,
            basis=_text(row["Period basis"]),
            same_since=_text(row["Comparable from"]),
            first=_text(row["From"]),
            last=_text(row["To"]),
        )

    def as_metadata(self) -> dict[str, Any]:
        """As the metadata have it; what the council does not say is not there."""
        reported = f"{self.first}/{self.last}" if self.first or self.last else ""
        said = {
            "dc:identifier": self.no,
            "schema:propertyID": self.reference,
            _NAME: self.name,
            "schema:unitText": self.unit,
            "schema:measurementTechnique": self.basis,
            "dc:valid": self.same_since,
            QUARTER: reported,
        }
        return {
            "@type": "schema:PropertyValue",
            **{name: text for name, text in said.items() if text},
            "schema:stepValue": round(0.1**self.decimals, self.decimals) if self.decimals else 1,
        }

    @classmethod
    def from_metadata(cls, said: Mapping[str, Any]) -> Measure:
        """From the metadata. Raises ValueError, TypeError or KeyError where they are not an edition's."""
        first, _, last = str(said.get(QUARTER, "")).partition("/")
        decimals = round(-math.log10(said["schema:stepValue"]))
        if not 0 <= decimals <= _MOST_DECIMALS:
            raise ValueError
        return cls(
            no=_text(said.get("dc:identifier")),
            reference=_text(said.get("schema:propertyID")),
            name=_text(said[_NAME]),
            unit=Unit(said["schema:unitText"]).value,
            decimals=decimals,
            basis=_text(said.get("schema:measurementTechnique")),
            same_since=_text(said.get("dc:valid")),
            first=first,
            last=last,
        )


@dataclass(frozen=True)
class Described:
    """What an edition says of all its figures: of which quarter they are, for whom, and how small ones are protected.

    `smallest` is the first count that may be shown, `rounded_to` what counts are rounded to; None where that
    is not done.
    """

    quarter: str
    audience: str
    draft: bool
    small_numbers: str
    smallest: int | None
    rounded_to: int | None
    measures: tuple[Measure, ...]

    @classmethod
    def of(
        cls, quarter: str, audience: str, small_numbers: str, measures: Iterable[Measure], smallest: int, *, draft: bool
    ) -> Described:
        """Of an edition that treats small numbers in this way; `smallest` is the threshold of its settings."""
        return cls(
            quarter,
            audience,
            draft,
            small_numbers,
            smallest if small_numbers == WITHHELD else None,
            _BASE if small_numbers == ROUNDED else None,
            tuple(measures),
        )

    def as_metadata(self) -> dict[str, Any]:
        """As the metadata have it."""
        protection = {
            _SMALL_NUMBERS: self.small_numbers,
            _SMALLEST: self.smallest,
            _ROUNDED_TO: self.rounded_to,
        }
        return {
            QUARTER: self.quarter,
            AUDIENCE: self.audience,
            DRAFT: A_DRAFT if self.draft else FINAL,
            PROTECTION: [{_NAME: name, _VALUE: value} for name, value in protection.items() if value is not None],
            MEASURES: [measure.as_metadata() for measure in self.measures],
        }

    @classmethod
    def from_metadata(cls, said: Mapping[str, Any]) -> Described:
        """From the metadata. Raises ValueError, TypeError or KeyError where they do not say all of this."""
        protection = {one[_NAME]: one[_VALUE] for one in said[PROTECTION]}
        smallest, rounded_to = protection.get(_SMALLEST), protection.get(_ROUNDED_TO)
        return cls(
            quarter=str(said[QUARTER]),
            audience=str(said[AUDIENCE]),
            draft=said[DRAFT] != FINAL,
            small_numbers=str(protection[_SMALL_NUMBERS]),
            smallest=None if smallest is None else _at_least_1(smallest),
            rounded_to=None if rounded_to is None else _at_least_1(rounded_to),
            measures=tuple(Measure.from_metadata(one) for one in said[MEASURES]),
        )


_BASE = 5
"""What ROUNDED says that counts are rounded to."""


def measures_shown(rows: Iterable[Row], figures: Iterable[PublishedFigure]) -> Iterator[Measure]:
    """The indicators, of the rows of that table, that have a figure in an edition: of no other is anything said."""
    labels = {words[1] for figure in figures if (words := words_of_id(figure.id)) is not None}
    yield from (measure for row in rows if (measure := Measure.of(row)).label in labels)


def words_of_id(name: str) -> tuple[str, str, str, str] | None:
    """A figure's table, row, column and period by its name; None where that is no figure's name."""
    sheet, *middle = name.split(BETWEEN)
    if len(middle) < _WORDS or not sheet:
        return None
    table, *row, column, period = middle
    return table, _text(BETWEEN.join(row)), column, period


_WORDS = 4


def _at_least_1(number: Any) -> int:
    """A count that something is protected by. Raises ValueError, TypeError or ArithmeticError where it is none."""
    if int(number) < 1:
        raise ValueError
    return int(number)


def _text(value: object) -> str:
    return "" if value is None else " ".join(str(value).split())
