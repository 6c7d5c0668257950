"""Whose figures make the whole: the 22 councils of Wales, or those of a file laid out as the sheet Areas."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from cyps_xl.errors import UnusableFile
from cyps_xl.inputs.csv_text import read_rows
from cyps_xl.inputs.declare import folded
from cyps_xl.inputs.source_file import source_bytes
from cyps_xl.inputs.statistics.councils import COUNCILS, WALES, council_called
from cyps_xl.inputs.tables.choices import AreaKind

_HEADINGS = ("area", "kind")
_HOW = "Lay it out as the sheet Areas: a column Area and a column Kind, with one country and its councils."


@dataclass(frozen=True)
class Expected:
    """The area that all make together, and the councils that do, in their order: Wales and its 22, or others."""

    whole: str
    councils: tuple[str, ...]

    def called(self, publisher: str) -> str | None:
        """A council as it is named here, however its edition writes it, in either language; None where it is none."""
        return next((name for name in self.councils if _known_as(name) == _known_as(publisher)), None)

    def part(self, how_many: int) -> str:
        """What the sum of some is called wherever it stands: never the name of the whole."""
        if how_many == len(self.councils):
            return self.whole
        return f"{self.whole}, {how_many} of {len(self.councils)} councils"


COUNCILS_OF_WALES = Expected(WALES.name, tuple(council.name for council in COUNCILS))


def _known_as(name: str) -> str:
    """A name as it is compared: a council of Wales by its code, whatever it is called."""
    council = council_called(name)
    return folded(name) if council is None else council.code


def expected_in(path: Path) -> Expected:
    """The councils of a file. Raises UnusableFile."""
    rows = read_rows(
        path.name, source_bytes(path, _HOW), lambda row: len({folded(cell) for cell in row} & set(_HEADINGS))
    ).rows
    top = next((at for at, row in enumerate(rows) if set(_HEADINGS) <= {folded(cell) for cell in row}), None)
    if top is None:
        raise UnusableFile(f"{path.name} has no columns Area and Kind.", _HOW)
    headings = [folded(cell) for cell in rows[top]]
    by_kind: dict[str, dict[str, None]] = {}
    for row in rows[top + 1 :]:
        cells = dict(zip(headings, row, strict=False))
        if cells.get("area"):
            by_kind.setdefault(folded(cells.get("kind", "")), {}).setdefault(cells["area"])
    wholes, councils = (list(by_kind.get(kind.value, ())) for kind in (AreaKind.COUNTRY, AreaKind.COUNCIL))
    if len(wholes) != 1 or len(councils) < 2:
        said = f"{len(wholes)} of the kind {AreaKind.COUNTRY.value}, {len(councils)} of {AreaKind.COUNCIL.value}"
        raise UnusableFile(f"{path.name} has {said}.", _HOW)
    return Expected(wholes[0], tuple(councils))
