"""What the table Published says: which descriptions of published statistics are which counts of which indicators."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from cyps_xl.inputs.declare import folded
from cyps_xl.inputs.tables.choices import PublishedAs

HEADINGS = {
    PublishedAs.NUMERATOR: "Numerator",
    PublishedAs.DENOMINATOR: "Denominator",
    PublishedAs.FIGURE: "Value",
}
"""Where each stands on Indicator values."""


@dataclass(frozen=True)
class Description:
    """A row of Published: `indicator` is the No as Indicators has it, `where` which rows of the file are meant."""

    text: str
    indicator: str
    published: PublishedAs
    where: Sequence[tuple[str, str]] = ()
    rounded_to: float | None = None

    @property
    def heading(self) -> str:
        """The column of Indicator values."""
        return HEADINGS[self.published]

    def is_of(self, description: str) -> bool:
        """Whether a file's description is meant: the same, or longer by what follows a colon, a dash or a space."""
        wanted, found = folded(self.text), folded(description)
        return found == wanted or (found.startswith(wanted) and not found[len(wanted)].isalnum())

    def chooses(self, variables: Mapping[str, str]) -> bool:
        """Whether a row with these values of the file's other variables is meant."""
        plain = {folded(heading): folded(value) for heading, value in variables.items()}
        return all(plain.get(folded(heading)) == folded(value) for heading, value in self.where)

    def lacks(self, variables: Iterable[str]) -> str:
        """The first column of Where that the file does not have; "" when it has all."""
        plain = {folded(heading) for heading in variables}
        return next((heading for heading, _ in self.where if folded(heading) not in plain), "")
