"""What kind of row stands where: how the rows of an open sheet are told to be ours, and matched with the plan's.

A row of ours that holds formulas is known by them: each cell's formula without its
addresses, texts and numbers. A row of labels alone is known by its words. What staff typed
beside such a row, or in a row of their own, has no part in its kind.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from cyps_xl.definition.packs import default_catalogue, default_pack
from cyps_xl.grid import column_number
from cyps_xl.sheets.plan import CellPlan, SheetPlan
from cyps_xl.xlsx.parts.sheet_cells import in_single_brackets

Kind = tuple[tuple[int, str], ...]
"""By column from 0: the family of a formula, LABEL beside formulas, or a label's own words. () for nothing of ours."""

NOTHING: Kind = ()
LABEL = "•"
_TITLES = [block.title for _, block in default_pack().definition.blocks() if block.title]
_HEADINGS = frozenset(
    (
        "Commentary",
        "Notes",
        "Audit",
        "Finding",
        "% of cases",
        "Contents",
        *(block.title for _, block in default_pack().definition.blocks() if block.title),
    )
)

_LINK = "=HYPERLINK("
_OF_A_FINDING = frozenset((0, 1, 3, 4))
"""The columns of the Checks sheet with the words of a finding; its place is a link."""

_TEXT = re.compile(r'"(?:[^"]|"")*"')
_ADDRESS = re.compile(r"\$?\b[A-Z]{1,3}\$?[0-9]{1,7}\b")
_ON_THE_ROW = re.compile(r"(?<![\w!'])\$?([A-Z]{1,3})[0-9]{1,7}\b")
"""A cell in a formula whose row follows the formula's own."""

_NUMBER = re.compile(r"(?<![A-Za-z_\d])\d+(\.\d+)?(E[+-]?\d+)?")
_TABLE = rf"({'|'.join(default_catalogue().names)})\["
_OVER_WORDS = r"=IF\(\(ROWS\(A\d+:A\d+\)-COUNTBLANK\(A\d+:A\d+\)\)=0,"
"""How the heading over places for words begins."""
_WORDS = rf"{_OVER_WORDS}|=IF\(COUNTIFS\(Explanations\["
"""That heading, and the line that tells of words without a place."""
_PLACE = r'=HYPERLINK\("#(?P<place>[^"]+)","(?P=place)"\)$'
"""Where a finding is: a link that says what it leads to."""
_PULLED = re.compile(
    rf"=(IF\(ISNUMBER\(MATCH|IFERROR\((IF\()?INDEX)\(.*{_TABLE}|=IF\((AND\()?COUNT\(|{_WORDS}|{_PLACE}"
)
"""A formula that pulls from an input table, or adds cells up only if there are any, as only ours do."""


def is_heading(text: str) -> bool:
    """Whether a text or formula heads a part that comes and goes with what the inputs hold."""
    return text in _HEADINGS or re.match(_OVER_WORDS, text) is not None


@lru_cache(maxsize=20_000)  # the plan and the sheet hold the same formulas, and each is looked at several times
def family(formula: str) -> str:
    """A formula with all its texts alike, its addresses alike and its numbers alike."""
    bare = in_single_brackets(_TEXT.sub('"', formula).replace("'", "").replace(" ", "").replace("\n", ""))
    return _NUMBER.sub("0", _ADDRESS.sub("#", bare))


def plan_kinds(plan: SheetPlan) -> list[Kind]:
    """The kind of every row of the plan, from the first to the last."""
    rows: dict[int, list[CellPlan]] = {}
    for cell in plan.cells:
        if cell.formula is not None or cell.value != "":
            rows.setdefault(cell.row, []).append(cell)
    return [_plan_kind(rows.get(row, [])) for row in range(max(rows) + 1)]


def _plan_kind(cells: Iterable[CellPlan]) -> Kind:
    cells = sorted(cells, key=lambda cell: cell.column)
    formulas = any(cell.formula is not None for cell in cells)
    return tuple((cell.column, _plan_token(cell, formulas)) for cell in cells)


def _plan_token(cell: CellPlan, beside_formulas: bool) -> str:
    if cell.formula is not None:
        return family(f"={cell.formula}")
    return LABEL if beside_formulas else str(cell.value)


def held_kinds(plan: SheetPlan, rows: Iterable[Sequence[str]]) -> list[Kind]:
    """The kind of every row of the open sheet, by what the plan's cells may hold; no blank rows at the end."""
    known = Known.of(plan_kinds(plan))
    width = 1 + max(cell.column for cell in plan.cells)
    kinds = [known.kind({column: text for column, text in enumerate(row[:width]) if text}) for row in rows]
    while kinds and kinds[-1] == NOTHING:
        kinds.pop()
    return kinds


@dataclass(frozen=True)
class Known:
    """What a plan's rows may hold, by column: `formulas`, the `words` of labels alone, and `labels` beside formulas."""

    formulas: frozenset[tuple[int, str]]
    words: frozenset[tuple[int, str]]
    labels: Mapping[frozenset[tuple[int, str]], frozenset[int]]

    @classmethod
    def of(cls, kinds: Iterable[Kind]) -> Known:
        """What the rows of a plan hold."""
        words: set[tuple[int, str]] = set()
        labels: dict[frozenset[tuple[int, str]], frozenset[int]] = {}
        for kind in kinds:
            formulas = frozenset(token for token in kind if token[1].startswith("="))
            if formulas:
                beside = frozenset(column for column, token in kind if token == LABEL)
                labels[formulas] = labels.get(formulas, frozenset()) | beside
            else:
                words.update(kind)
        return cls(frozenset().union(*labels), frozenset(words), labels)

    def kind(self, cells: Mapping[int, str]) -> Kind:
        """The kind of a row of the open sheet, from what its filled cells hold by column."""
        families = {column: family(text) for column, text in cells.items() if text.startswith("=")}
        ours = {c: token for c, token in families.items() if (c, token) in self.formulas or _PULLED.match(cells[c])}
        if not ours:
            labels = [(c, text) for c, text in sorted(cells.items()) if (c, text) in self.words or is_heading(text)]
            return tuple(labels)
        beside = self._labels_beside(frozenset(ours.items()), [cells[column] for column in ours])
        return tuple(
            (column, ours.get(column, LABEL))
            for column in sorted(cells)
            if column in ours or (column not in families and column in beside)
        )

    def _labels_beside(self, formulas: frozenset[tuple[int, str]], texts: Iterable[str]) -> frozenset[int]:
        """The columns in which labels of ours stand beside these formulas, of which staff may have typed over others.

        Rows that the plan does not have are the report's from before: those begin with a label,
        their formulas read others, and findings consist of them. A text anywhere else is staff's.
        """
        fitting = [labels for known, labels in self.labels.items() if formulas <= known]
        if fitting:
            return frozenset().union(*fitting)
        if any(token.startswith(_LINK) for _, token in formulas):
            return _OF_A_FINDING
        read = {column_number(letters) - 1 for text in texts for letters in _ON_THE_ROW.findall(_TEXT.sub("", text))}
        return frozenset({0, *read})


def holds_more(cells: Sequence[str], kind: Kind) -> bool:
    """Whether a row of the open sheet holds anything besides what is ours."""
    ours = {column for column, _ in kind}
    return any(text and column not in ours for column, text in enumerate(cells))


def plan_labels(plan: SheetPlan) -> dict[int, tuple[tuple[int, str], ...]]:
    """The labels of each of the plan's rows, by column."""
    found: dict[int, list[tuple[int, str]]] = {}
    for cell in plan.cells:
        if cell.formula is None and isinstance(cell.value, str) and cell.value:
            found.setdefault(cell.row, []).append((cell.column, cell.value))
    return {row: tuple(labels) for row, labels in found.items()}


def plan_styles(plan: SheetPlan) -> dict[int, tuple[tuple[int, str], ...]]:
    """The styles of each of the plan's rows, by column."""
    found: dict[int, list[tuple[int, str]]] = {}
    for cell in plan.cells:
        found.setdefault(cell.row, []).append((cell.column, cell.style))
    return {row: tuple(styles) for row, styles in found.items()}
