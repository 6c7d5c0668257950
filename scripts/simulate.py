"""How often chance alone is called more than chance: `python scripts/simulate.py`.

Pairs of rates and counts are drawn of which nothing has changed, and series of months in control, of the sizes that the
example report has. What is said of them is what its pages would say.
"""

from __future__ import annotations

import random
import sys
from collections import Counter
from collections.abc import Iterator

from cyps_xl import resources
from cyps_xl.checks.indicators import Indicator, indicators_of
from cyps_xl.definition.packs import default_catalogue
from cyps_xl.inputs.importing import read_source
from cyps_xl.inputs.records import Inputs
from cyps_xl.measures.chance import Chance
from cyps_xl.measures.direction import Better
from cyps_xl.measures.indicators import Typed, a_count
from cyps_xl.measures.limits import Limits, Signal, of_counts, of_shares, signals
from cyps_xl.measures.periods import Quarter
from cyps_xl.settings import read_settings

PAIRS = 10_000
SERIES, MONTHS = 1_000, 24
Said = Iterator[Chance | None]


def example() -> Inputs:
    """The inputs of the example report."""
    return read_source(resources.example_folder(), Inputs({}, default_catalogue())).inputs


def drawn(chance: random.Random, whole: float, rate: float) -> Typed:
    """A rate's counts where each of `whole` counts with the same likelihood."""
    return Typed(sum(chance.random() < rate for _ in range(int(whole))), whole)


def changes(indicators: list[Indicator], quarter: Quarter, chance: random.Random, pairs: int) -> Said:
    """Rates of two quarters of one likelihood."""
    held = [(one.rules, one.typed_of(quarter.period), one.typed_of(quarter.last_year.period)) for one in indicators]
    sizes = [one for one in held if one[0].is_rate and one[1].is_share and one[2].is_share]
    for at in range(pairs):
        rules, now, before = sizes[at % len(sizes)]
        rate = now.counts[0] / now.counts[1]
        first, second = drawn(chance, now.counts[1], rate), drawn(chance, before.counts[1], rate)
        direction = rules.direction(rules.figure(first), rules.figure(second), 0.05)
        yield rules.chance(first, second, direction)


def standings(indicators: list[Indicator], year: str, chance: random.Random, pairs: int) -> Said:
    """Rates of a year of which the likelihood is that of Wales."""
    held = [(one.rules, one.typed_of(year), one.typed_of(year, "Wales")) for one in indicators]
    sizes = [one for one in held if one[0].is_rate and one[1].is_share and one[0].figure(one[2]) is not None]
    for at in range(pairs):
        rules, own, wales = sizes[at % len(sizes)]
        figure = rules.figure(wales)
        found = drawn(chance, own.counts[1], figure or 0)
        direction = rules.against(rules.figure(found), figure)
        yield rules.chance_against(found, wales, figure, direction)


def counts(numbers: list[float], chance: random.Random, pairs: int) -> Said:
    """Numbers of things that happen as often in both quarters."""
    rules = a_count(Better.LOWER)
    for at in range(pairs):
        now, before = (Typed(value=poisson(chance, numbers[at % len(numbers)])) for _ in range(2))
        yield rules.chance(now, before, rules.direction(now.value, before.value, 0.05))


def poisson(chance: random.Random, mean: float) -> int:
    """How often something happened that happens `mean` times: arrivals until the time is up."""
    number, time = 0, chance.expovariate(1)
    while time < mean:
        number, time = number + 1, time + chance.expovariate(1)
    return number


def wholes_of(inputs: Inputs, table: str, heading: str) -> list[int]:
    """What the months of a table are out of."""
    return [int(str(row[heading])) for row in inputs[inputs.catalogue[table]] if row[heading]]


def shares(inputs: Inputs, chance: random.Random) -> tuple[list[float], list[Limits]]:
    """Months of supervision in time, of a likelihood that stays."""
    sizes = wholes_of(inputs, "Supervision", "Qualified due")
    due = [chance.choice(sizes) for _ in range(MONTHS)]
    parts = [drawn(chance, one, 0.9).counts[0] for one in due]
    return [part / one for part, one in zip(parts, due, strict=True)], of_shares(parts, due)


def numbers(inputs: Inputs, chance: random.Random) -> tuple[list[float], list[Limits]]:
    """Months of registrations, as many to be expected in each."""
    found = wholes_of(inputs, "Registrations", "Registered")
    counted = [float(poisson(chance, sum(found) / len(found))) for _ in range(MONTHS)]
    return counted, [of_counts(counted)] * MONTHS


def in_control(inputs: Inputs, seed: int, series: int = SERIES) -> dict[str, tuple[float, float]]:
    """Of the months of series in control the share that lies outside the limits, and the share that is marked."""
    found = {}
    for what, draw in (("months of a share", shares), ("months of a count", numbers)):
        chance, marks = random.Random(seed), Counter[Signal | None]()
        for _ in range(series):
            points, limits = draw(inputs, chance)
            marks.update(signals(points, limits, limits[0].centre))
        outside = marks[Signal.ABOVE] + marks[Signal.BELOW]
        found[what] = outside / marks.total(), 1 - marks[None] / marks.total()
    return found


def share_of_more(said: Said) -> float:
    """The share of pairs that were called more than chance."""
    found = Counter(said)
    return found[Chance.MORE] / found.total()


def simulated(pairs: int = PAIRS, seed: int = 2017) -> dict[str, float]:
    """What share of unchanged pairs is called more than chance, by what they are."""
    inputs, chance = example(), random.Random(seed)
    settings = read_settings(inputs)
    quarter = Quarter.parse(settings.quarter)
    indicators = list(indicators_of(inputs, settings.tolerance))
    numbers = [
        float(str(row["Number"])) for row in inputs[inputs.catalogue["Complaints"]] if row["Period"] == quarter.period
    ]
    return {
        "rates of two quarters": share_of_more(changes(indicators, quarter, chance, pairs)),
        "rates against Wales": share_of_more(standings(indicators, quarter.last_year.year, chance, pairs)),
        "counts of two quarters": share_of_more(counts(numbers, chance, pairs)),
    }


if __name__ == "__main__":
    for what, (outside, marked) in in_control(example(), 2017).items():
        print(f"{what} in control: {outside:.2%} outside the limits, {marked:.2%} marked by any rule")
    for what, share in simulated(int(sys.argv[1]) if len(sys.argv) > 1 else PAIRS).items():
        print(f"{what}: {share:.2%} of unchanged pairs called more than chance")
