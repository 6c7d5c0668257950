"""The list of the rows that cannot be used or are in doubt: as long as a list may be, with the first of each fault."""

from __future__ import annotations

from cyps_xl.records.faults import Fault
from cyps_xl.records.loading import FILE, SET_ASIDE, Loaded
from cyps_xl.records.quoting import as_text
from cyps_xl.records.typing_cells import LINE

MOST_LISTED = 200_000
"""Rows that a list has at most: where more are wrong, a layout or a rule is, and is put right for all of them."""
_KEPT = "_listed{}"
"""The engine's table of what was listed of the slices so far, by their number."""


class FaultList:
    """Where each fault stands: its file, its line and what it is; nothing of its person.

    Where there are too many, of each fault as many of its first rows as leave room for those of every other.
    """

    def __init__(self, loaded: Loaded, doubt: str, most: int) -> None:
        self._loaded, self._most = loaded, most
        self._in_doubt = (
            f'SELECT "{FILE}", "{LINE}", "_said" AS "_why" FROM "{doubt}" '
            f'WHERE "_said" <> {as_text(Fault.SET_ASIDE.value)}'
        )
        self._listed = self._in_doubt
        self._slices = 0

    def add(self) -> None:
        """Take what was found in the slice at hand, before the next one takes its place."""
        if not self._loaded.slices:
            return
        before, after = (_KEPT.format(number) for number in (self._slices, self._slices + 1))
        so_far = f' UNION ALL SELECT * FROM "{before}"' if self._slices else ""
        self._loaded.engine.keep(after, self._first_of(f"{self._in_doubt}{so_far}"))
        if self._slices:
            self._loaded.engine.run(f'DROP TABLE "{before}"')
        self._slices += 1
        self._listed = f'SELECT * FROM "{after}"'

    def rows(self) -> list[tuple[str, str, str]]:
        """The file, the line and the fault of each row, in the order of the files."""
        aside = f'SELECT "{FILE}", "{LINE}", "_why" FROM "{SET_ASIDE}"'
        listed = self._first_of(f"{aside} UNION ALL {self._listed}")
        found = self._loaded.engine.run(f"SELECT * FROM ({listed}) AS listed ORDER BY 1, 2, 3")
        return [(str(file), str(line), str(why)) for file, line, why in found]

    def _first_of(self, rows: str) -> str:
        """As many rows as a list has: the first of each fault, then the second of each, and so on."""
        nth = f'row_number() OVER (PARTITION BY "{FILE}", "_why" ORDER BY "{LINE}") AS "_nth"'
        return (
            f'SELECT "{FILE}", "{LINE}", "_why" FROM (SELECT *, {nth} FROM ({rows}) AS found) AS numbered '
            f'ORDER BY "_nth", "{FILE}", "_why" LIMIT {self._most}'
        )
