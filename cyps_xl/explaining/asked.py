"""The cell that somebody asks about, as a formula would name it: '1 Indicators'!M6, with or without the apostrophes."""

from __future__ import annotations

import difflib
from collections.abc import Sequence
from dataclasses import dataclass

from cyps_xl.errors import WrongUse
from cyps_xl.grid import LAST_COLUMN, LAST_ROW, parse_cell
from cyps_xl.inputs.places import cell_place

_HOW = 'Write the tab, an exclamation mark and the cell: "1 Indicators!M6".'


@dataclass(frozen=True)
class Asked:
    """A cell of a workbook: the tab as the workbook spells it; row and column count from 1."""

    tab: str
    row: int
    column: int

    @property
    def where(self) -> str:
        """The cell as Excel's Name Box takes it."""
        return cell_place(self.tab, self.column, self.row)


def asked_for(text: str, tabs: Sequence[str]) -> Asked:
    """The cell that a text names. Raises WrongUse when it names none, or a tab that is not there."""
    tab, mark, address = text.strip().removeprefix("=").rpartition("!")
    if not mark or not tab.strip():
        raise WrongUse(f"“{text}” does not say which sheet and which cell.", _HOW)
    try:
        row, column = parse_cell(address.strip())
    except ValueError:
        is_area = ":" in address
        said = "names several cells" if is_area else "ends in no address of a cell"
        raise WrongUse(f"“{text}” {said}.", f"{_HOW} One at a time." if is_area else _HOW) from None
    if not (1 <= row <= LAST_ROW and 1 <= column <= LAST_COLUMN):
        raise WrongUse(f"{address} lies beyond the last row or column of a sheet.", _HOW)
    return Asked(_tab(tab.strip(), tabs), row, column)


def _tab(text: str, tabs: Sequence[str]) -> str:
    """The tab as the workbook spells it, whatever the capitals and apostrophes."""
    plain = text[1:-1].replace("''", "'") if len(text) > 1 and text[0] == text[-1] == "'" else text
    by_name = {tab.casefold(): tab for tab in tabs}
    if plain.casefold() in by_name:
        return by_name[plain.casefold()]
    close = difflib.get_close_matches(plain.casefold(), by_name, n=1)
    perhaps = f" Perhaps “{by_name[close[0]]}” was meant." if close else ""
    raise WrongUse(f"The workbook has no sheet “{plain}”.{perhaps}", f"Its sheets are: {', '.join(tabs)}.")
