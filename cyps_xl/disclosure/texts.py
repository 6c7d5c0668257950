"""Texts that say what the tables withhold. They are named, never rewritten: words are the officer's."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from cyps_xl.errors import Problem
from cyps_xl.inputs.catalogue import Catalogue, words_of
from cyps_xl.inputs.places import cell_place
from cyps_xl.inputs.tables.definition import LANGUAGE
from cyps_xl.languages.language import Language
from cyps_xl.languages.shipped import SHIPPED
from cyps_xl.languages.what import What
from cyps_xl.measures.numbers_said import Said, numbers_meant
from cyps_xl.measures.rates import rounded
from cyps_xl.printed.explained import row_explained
from cyps_xl.sheets.plan import CellPlan, ReportPlan, SheetPlan

_EXPLANATION = "explanation"
_IS_SECTION = re.compile(re.escape("Questions[Section]"))
_SECTION_NUMBER = re.compile(r"(?:[A-Za-z]+ )?\d+(?:\.\d+)*[a-z]?")
"""What a question is about: a section's number, or “Part 1”, and no number of anything."""
EVERYDAY = (1, 2, 3, 4, 5, 10)
"""The lower numbers of the parts that people speak of every day: halves, thirds, quarters, fifths, tenths."""
NEAR = Fraction(1, 100)
"""So near a withheld share does a part in words lie that tells it: "a third" for 33.3%."""
REMEDY = "On the sheet {sheet}, say it without the number, for example “a few”."


@dataclass(frozen=True)
class Hidden:
    """The numbers of one sheet that are withheld, by the row they stand in, and those that are shown.

    `verb` says what the sheet does with them: it withholds, or rounds. `tab` is the sheet's, where the text stands on
    another.
    """

    withheld: tuple[tuple[int, Fraction], ...] = ()
    shown: frozenset[Fraction] = frozenset()
    verb: str = "withholds"
    tab: str = ""

    @property
    def has_figures(self) -> bool:
        """Whether the sheet has a figure at all, whether or not readers see it."""
        return bool(self.withheld or self.shown)


def telling_texts(
    plan: ReportPlan,
    hidden: Mapping[str, Hidden],
    threshold: int,
    catalogue: Catalogue,
    language: Language | None = None,
) -> Iterator[Problem]:
    """Every text of the report, in its language, that says a small number of people, or a withheld number.

    An explanation is held against its indicator's row, any other text against its whole sheet; on a sheet without
    figures, such as that of members' questions, against what every sheet withholds. `catalogue` tells which columns
    hold the officer's words, `language` is the one that they are written in, where it is not English.
    """
    typed = re.compile("|".join(re.escape(f"{table}[{heading}]") for table, heading in words_of(catalogue)))
    tabs = {sheet.key: sheet.tab for sheet in plan.sheets}
    every = [replace(one, tab=tabs.get(key, "")) for key, one in hidden.items() if one.has_figures]
    for sheet in plan.sheets:
        own = hidden.get(sheet.key, Hidden())
        against = [own] if own.has_figures else every
        for cell in sheet.cells:
            words = typed.search(cell.formula or "")
            if words is not None and cell.column < sheet.printed_columns:
                remedy = REMEDY.format(sheet=catalogue[words[0].partition("[")[0]].sheet)
                yield from _of_cell(sheet, cell, against, threshold, remedy, language)


def _of_cell(
    sheet: SheetPlan, cell: CellPlan, against: Sequence[Hidden], threshold: int, remedy: str, language: Language | None
) -> Iterator[Problem]:
    if _IS_SECTION.search(cell.formula or "") and _SECTION_NUMBER.fullmatch(str(cell.value).strip()):
        return
    explained = row_explained(cell) if cell.style.startswith(_EXPLANATION) else None
    shown = frozenset[Fraction]().union(*(hidden.shown for hidden in against))
    where = cell_place(sheet.tab, cell.column + 1, cell.row + 1)
    for said in dict.fromkeys(numbers_meant(str(cell.value), language)):
        if _small_of_people(said, threshold):
            yield Problem(
                where, f"The text says “{said.words}” of people, and counts under {threshold} are withheld.", remedy
            )
            continue
        if said.value >= threshold and said.value in shown:
            continue
        for hidden in against:
            numbers = {value for row, value in hidden.withheld if explained in (None, row)}
            if _gives_away(said, numbers, hidden.shown):
                which = f"the sheet “{hidden.tab}”" if hidden.tab else "this sheet"
                otherwise = _if_it_counts_nothing(str(cell.value), said, language)
                yield Problem(where, f"The text says “{said.words}”, which {which} {hidden.verb}.", remedy + otherwise)
                break


def _if_it_counts_nothing(text: str, said: Said, language: Language | None) -> str:
    """What else may be done about a number of a language that declares its words: “etapie 2” counts nothing, where the
    language says so of the word before it."""
    before = re.search(rf"([^\W\d_]+)\s+{re.escape(said.words)}(?!\w)", text)
    if language is None or language.code in {one.code for one in SHIPPED} or before is None:
        return ""
    return (
        f" If it counts nothing, as in “{before[0]}”, add {before[1]} to “{What.NUMBERED.value}” on the sheet "
        f"{LANGUAGE.sheet} instead."
    )


def _small_of_people(said: Said, threshold: int) -> bool:
    """Whether the text counts a few people: 3, "three", "1/7 of the children"; not 3/4, which is as good as 75%."""
    if said.percent or not said.counts_people:
        return False
    if said.share:
        return 0 < said.part < threshold and said.value.denominator not in EVERYDAY
    return 0 < said.value < threshold


def _gives_away(said: Said, withheld: set[Fraction], shown: frozenset[Fraction]) -> bool:
    """Whether a withheld number would be written like this.

    A percentage is held against shares, at the decimals it is said with; a part such as "a third" also against
    what that is of the sheet's other numbers.
    """
    if said.share:
        wholes = (number for number in (*withheld, *shown) if number > 1)
        parts = {said.value * whole for whole in wholes}
        return any(abs(number - said.value) < NEAR or number in parts for number in withheld)
    if not said.percent:
        return said.value in withheld
    return any(Fraction(str(rounded(float(number) * 100, said.places))) == said.value for number in withheld)
