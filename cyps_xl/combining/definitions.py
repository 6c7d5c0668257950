"""Whether councils mean the same by an indicator, as the metadata of their figures say."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from cyps_xl.inputs.records import Row
from cyps_xl.printed.described import Measure

_SAID = {
    "name": "wording",
    "reference": "reference",
    "unit": "unit",
    "basis": "period basis",
    "same_since": "definition since",
    "first": "From",
    "last": "To",
}
"""What makes a definition, by the field that holds it. Its No and its decimals are each council's own."""
_SIGNS = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"', "–": "-", "—": "-", "\u00a0": " "})
_MOST_NAMED = 6


def alike(text: str) -> str:
    """A text as it is compared: layout, capitals, kinds of apostrophe and dash, and a last full stop do not matter."""
    plain = unicodedata.normalize("NFC", text).translate(_SIGNS).casefold()
    return " ".join(plain.split()).rstrip(".")


def differences(named: Mapping[str, Measure]) -> Iterator[str]:
    """What councils say otherwise of an indicator, each with who says what; nothing where all say the same."""
    for field, what in _SAID.items():
        said: dict[str, tuple[str, list[str]]] = {}
        for council, measure in named.items():
            text = str(getattr(measure, field))
            said.setdefault(alike(text), (text, []))[1].append(council)
        if len(said) > 1:
            yield f"{what}: " + " – ".join(f"“{text or 'none'}” ({_named(who)})" for text, who in said.values())


@dataclass(frozen=True)
class AcrossCouncils:
    """An indicator as each council has it. `told_apart` says what keeps it from being one, nothing where it is one."""

    called: str
    named: Mapping[str, Measure]
    told_apart: tuple[str, ...]

    @property
    def first(self) -> Measure:
        """As the council has it that puts it first."""
        return min(self.named.values(), key=lambda measure: (_order(measure.no), measure.label))

    @property
    def measure(self) -> Measure:
        """The indicator under the No that most councils give it, with the most decimals that one publishes."""
        every = [measure.no for measure in self.named.values()]
        no = min(set(every), key=lambda one: (-every.count(one), _order(one)))
        most = max(measure.decimals for measure in self.named.values())
        return replace(self.first, no=no, decimals=most)


def across_councils(measures: Mapping[str, Sequence[Measure]]) -> list[AcrossCouncils]:
    """The indicators of councils, each known by its reference, or by its name where it has none, in their order.

    A reference that a council gives to several, as PI 34 is at 12 and at 24 months, tells them by their names as well.
    """
    shared = {
        reference
        for own in measures.values()
        for reference, times in Counter(alike(one.called) for one in own).items()
        if times > 1
    }
    found: dict[tuple[str, str], dict[str, Measure]] = {}
    doubled: dict[tuple[str, str], list[str]] = {}
    for council, own in measures.items():
        for measure in own:
            reference = alike(measure.called)
            key = (reference, alike(measure.name) if reference in shared else "")
            named = found.setdefault(key, {})
            if council in named:
                doubled.setdefault(key, []).append(f"{council} has two indicators {measure.called}")
            named.setdefault(council, measure)
    made = []
    for key, named in found.items():
        measure = next(iter(named.values()))
        called = ", ".join(filter(None, (measure.reference, measure.name))) if key[1] else measure.called
        made.append(AcrossCouncils(called, named, (*doubled.get(key, ()), *differences(named))))
    return sorted(made, key=lambda one: (_order(one.first.no), one.called))


def same_indicator(rows: Iterable[Row], measure: Measure) -> Row | None:
    """The row of Indicators that has a measure's reference, or its name where it has none; where several have it, the
    one of its name as well."""
    there = [row for row in rows if alike(Measure.of(row).called) == alike(measure.called)]
    if len(there) < 2:
        return next(iter(there), None)
    return next((row for row in there if alike(Measure.of(row).name) == alike(measure.name)), None)


def _order(no: str) -> tuple[int, str]:
    digits = "".join(letter for letter in no if letter.isdigit())
    return (int(digits[:9]) if digits and no[0].isdigit() else 10**9, no)


def differs(one: Measure, other: Measure) -> list[str]:
    """What two say otherwise: the words for it, and both."""
    return [
        f"{what}: “{getattr(one, field) or 'none'}” – “{getattr(other, field) or 'none'}”"
        for field, what in _SAID.items()
        if alike(str(getattr(one, field))) != alike(str(getattr(other, field)))
    ]


def _named(councils: Sequence[str]) -> str:
    named, left = councils[:_MOST_NAMED], len(councils) - _MOST_NAMED
    return ", ".join(named) + (f" and {left} more" if left > 0 else "")
