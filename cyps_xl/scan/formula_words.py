"""The words of formulas: texts in quotation marks, and whatever is neither a function nor a cell in use nor a name."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from cyps_xl.scan.cells_in_use import CellsInUse
from cyps_xl.scan.exposure import Exposure, exposure
from cyps_xl.scan.words import Known

# Patterns of its own, and not the lexer of formulas/: a scan has to find a name also in what is no formula at all,
# of which the lexer says nothing but that it cannot be read.
_LITERAL = re.compile(r'"((?:[^"]|"")*)"')
_OTHER_BOOK = re.compile(r"\[\d+\]|\[[^\]]+\.xl\w+\]", re.IGNORECASE)
_FUNCTION = re.compile(r"(?<![\w.])(?:_xl\w{2,4}\.)*[A-Z][A-Z.]*\d{0,2}[A-Z]*\(")
_LOCAL = re.compile(r"\b_xlpm\.")
_SIGN = re.compile(r"#(?:N/A|REF!|VALUE!|NAME\?|DIV/0!|NUM!|NULL!|SPILL!|CALC!|This Row|Headers|Data|Totals|All)")
_NUMBER = re.compile(r"(?<![\w.])\d+(?:\.\d+)?(?:[Ee][-+]?\d+)?(?![\w.])")
_LONG = 6
"""Digits of a number, without the noughts at its end, from which on it may be that of a case."""
_WORDS = frozenset(("true", "false"))


class FormulaWords:
    """Looks into the formulas of a workbook, whose names and tables may stand in them."""

    def __init__(self, cells: CellsInUse, known: Known, names: Iterable[str]) -> None:
        self.cells, self.known = cells, known
        self._names = frozenset(name.casefold() for name in names)
        self._plain: set[str] = set()

    def exposures(self, place: str, formula: str, tab: str | None) -> Iterator[Exposure]:
        """What a formula on a tab holds beside its work: words that nobody knows, far cells, another workbook.

        Where `tab` is None, as in a name, an address has to name its sheet to be one.
        """
        for text in _LITERAL.findall(formula):
            yield from self.known.exposures(place, text)
        bare = _LITERAL.sub(" ", formula)
        if _OTHER_BOOK.search(bare):
            yield exposure("link out", place, formula)
            return
        bare = self.cells.without_addresses(bare, tab)
        if bare not in self._plain:
            yield from self._words(place, bare)

    def names_something(self, text: str) -> bool:
        """Whether a text is the name of cells, of a value or of a table."""
        return text.casefold() in self._names

    def _words(self, place: str, bare: str) -> Iterator[Exposure]:
        rest = _NUMBER.sub(_short, _LOCAL.sub(" ", _FUNCTION.sub(" ", _SIGN.sub(" ", bare))))
        for name in re.findall(r"[^\W\d]\w*(?:\.\w+)*", rest):
            if name.casefold() in self._names or name.casefold() in _WORDS:
                rest = re.sub(rf"(?<!\w){re.escape(name)}(?!\w)", " ", rest)
        found = list(self.known.exposures(place, rest))
        if not found:
            self._plain.add(bare)
        yield from found


def _short(number: re.Match[str]) -> str:
    digits = number[0].strip("0").replace(".", "")
    return number[0] if digits.isdigit() and len(digits) >= _LONG and "." not in number[0] else " "
