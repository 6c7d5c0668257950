"""What puts an indicator on At a glance, and how high: its change, other areas, a target, an explanation not given."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from cyps_xl.measures.chance import Chance
from cyps_xl.measures.direction import Direction
from cyps_xl.sheets.formulas import Formula, quoted
from cyps_xl.sheets.plan import Scalar

NO_RANK = 9
"""The rank of an indicator that does not stand out."""
_MORE = Chance.MORE.value
_DECLINED, _IMPROVED = Direction.DECLINED.value, Direction.IMPROVED.value


@dataclass(frozen=True)
class Tests:
    """What puts an indicator on the page, each as a formula's test and as what it gives."""

    direction: Formula
    chance: Formula
    against: Sequence[tuple[str, Formula, Formula]]
    met: Formula
    unexplained: Formula

    def lists(self) -> dict[str, tuple[str, bool]]:
        """By the name of each list, whether the indicator belongs to it."""
        found = {
            "declined": self._changed(_DECLINED, _MORE),
            "improved": self._changed(_IMPROVED, _MORE),
            "target": (f'{self.met.text}="Not met"', self.met.value == "Not met"),
            "declined alone": self._changed(_DECLINED, ""),
            "improved alone": self._changed(_IMPROVED, ""),
            "unexplained": (f"{self.unexplained.text}=1", self.unexplained.value == 1),
        }
        for area, code, chance in self.against:
            found[f"worse {area}"] = _both(code, _DECLINED, chance, _MORE)
            found[f"alone {area}"] = _both(code, _DECLINED, chance, "")
        return found

    def rank(self) -> Formula:
        """The first rank that the indicator has, 1 for what matters most; NO_RANK where it does not stand out."""
        lists = self.lists()
        worse, alone = ([f"{kind} {area}" for area, _, _ in self.against] for kind in ("worse", "alone"))
        first = (worse, ["declined"], ["improved"], ["target"])
        ranked = (*first, ["declined alone"], alone, ["improved alone"], ["unexplained"])
        text, value = str(NO_RANK), NO_RANK
        for rank, names in reversed([*enumerate(ranked, start=1)]):
            for name in names:
                test, belongs = lists[name]
                text, value = f"IF({test},{rank},{text})", rank if belongs else value
        return Formula(text, value)

    @property
    def changed_alone(self) -> str:
        """The test for a change for better or worse of which nothing is said but its arrow."""
        return f"OR({self._changed(_DECLINED, '')[0]},{self._changed(_IMPROVED, '')[0]})"

    @property
    def is_changed_alone(self) -> bool:
        """What that test gives."""
        return self._changed(_DECLINED, "")[1] or self._changed(_IMPROVED, "")[1]

    def _changed(self, code: Scalar, chance: str) -> tuple[str, bool]:
        return _both(self.direction, code, self.chance, chance)


def _both(code: Formula, wanted: Scalar, chance: Formula, words: str) -> tuple[str, bool]:
    test = f"AND({code.text}={wanted},{chance.text}={quoted(words)})"
    return test, code.value == wanted and chance.value == words
