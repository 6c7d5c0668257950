"""What drafted sentences are put together from: a figure with its counts, how far it is from another, and chance."""

from __future__ import annotations

from dataclasses import dataclass

from cyps_xl.inputs.tables.settings import NO
from cyps_xl.measures.chance import Chance
from cyps_xl.measures.rates import rounded
from cyps_xl.sheets.context import Names
from cyps_xl.sheets.draft_words import MORE_THAN, NOT_KNOWN, WHICH_COULD_BE, Words
from cyps_xl.sheets.figure_words import counts_words, figure_words, fixed
from cyps_xl.sheets.formulas import NOTHING, Formula, constant, filled, quoted


@dataclass(frozen=True)
class Figure:
    """A figure's cell, and those of its two counts."""

    value: Formula
    number: Formula = NOTHING
    out_of: Formula = NOTHING


def are_there(one: Formula, other: Formula) -> bool:
    """Whether both cells hold figures."""
    return one.figure is not None and other.figure is not None


@dataclass(frozen=True)
class Printed:
    """How a row's figures are written: with so many decimals, which are those of a share of 1 where `is_rate` is 1.

    `unit` is the word of a Unit, by which two counts are told apart from a division; `sign` stands before each figure.
    Of `halves`, a whole number has no decimal.
    """

    places: Formula
    is_rate: Formula
    unit: Formula
    sign: str = ""
    halves: bool = False

    def rounded(self, one: Formula) -> float:
        """A figure as published."""
        return rounded(float(one.figure or 0), int(self.places.figure or 0))

    def written(self, one: Formula) -> Formula:
        """A figure's text with what stands around it."""
        text, value = one.text, str(one.value)
        if self.halves:
            text, value = f'SUBSTITUTE({text},".0","")', value.replace(".0", "")
        return Formula(f"{quoted(self.sign)}&{text}", f"{self.sign}{value}") if self.sign else Formula(text, value)


@dataclass(frozen=True)
class Clauses:
    """A language's clauses on figures that are written alike."""

    names: Names
    printed: Printed
    words: Words

    def counted(self, one: Figure) -> Formula:
        """A figure, with the two counts that it comes from in brackets."""
        printed, brackets = self.printed, (constant(" ("), constant(")"))
        figure = printed.written(figure_words(one.value, printed.places, printed.is_rate))
        counts = counts_words((one.number, one.out_of), printed.is_rate, printed.unit, brackets, self.words.between)
        return Formula(f"{figure.text}&{counts.text}", f"{figure.value}{counts.value}")

    def of_chance(self, chance: Formula) -> Formula:
        """What is said of chance behind a size, while Settings has it said."""
        says, words = self.names.says_chance, self.words
        could, more, unknown = (quoted(words.chance[at]) for at in (WHICH_COULD_BE, MORE_THAN, NOT_KNOWN))
        known = f'IF({chance.text}="{Chance.MORE.value}",{more},{unknown})'
        text = f'IF({says.text}="{NO}","",IF({chance.text}="{Chance.COULD_BE.value}",{could},{known}))'
        which = {Chance.COULD_BE.value: WHICH_COULD_BE, Chance.MORE.value: MORE_THAN}.get(str(chance.value), NOT_KNOWN)
        return Formula(text, "" if says.value == NO else words.chance[which])

    def compared(self, one: Formula, other: Formula, clause: Formula) -> Formula:
        """How far a figure is from another, as published, which way, and whether by chance."""
        words, d = self.words, self.printed.places.text
        a, b = f"ROUND({one.text},{d})", f"ROUND({other.text},{d})"
        plain = self.printed.written(Formula(f"FIXED(ABS({a}-{b}),{d})", self._plain(one, other)))
        points = f"FIXED(ABS({a}-{b})*100,{d}-2)&{quoted(words.points)}"
        size = f"IF({self.printed.is_rate.text}=1,{points},{plain.text})"
        way = f"IF({a}>{b},{quoted(words.higher)},{quoted(words.lower)})"
        text = f"IF({a}={b},{quoted(words.same)},{size}&{way}&{clause.text})"
        return Formula(text, self._in_words(one, other, clause, str(plain.value)))

    def said_of_before(self, pattern: str, now: Formula, before: Figure, clause: Formula, **places: Formula) -> Formula:
        """A sentence on the figure that this one is held against, and how far apart they are."""
        compared = self.compared(now, before.value, clause)
        return filled(pattern, figure=self.counted(before), compared=compared, **places)

    def _plain(self, one: Formula, other: Formula) -> str:
        places = int(self.printed.places.figure or 0)
        return fixed(abs(self.printed.rounded(one) - self.printed.rounded(other)), places)

    def _in_words(self, one: Formula, other: Formula, clause: Formula, plain: str) -> str:
        if not are_there(one, other):
            return ""
        words, places = self.words, int(self.printed.places.figure or 0)
        a, b = self.printed.rounded(one), self.printed.rounded(other)
        if a == b:
            return words.same
        is_rate = self.printed.is_rate.value == 1
        size = f"{fixed(abs(a - b) * 100, places - 2)}{words.points}" if is_rate else plain
        return f"{size}{words.higher if a > b else words.lower}{clause.value}"
