"""Published counts are added up where councils mean the same; the truth lies within what is said, and who is missing
is named."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cyps_xl.combining.adding import Sum, Totals, add_up
from cyps_xl.combining.expected import COUNCILS_OF_WALES, Expected
from cyps_xl.combining.folder import gather
from cyps_xl.combining.rows import areas_csv, list_csv, value_rows, values_csv
from cyps_xl.combining.wording import counts_in_words, figure_in_words, not_added, protected, source_of
from cyps_xl.disclosure.rounding import to_base
from cyps_xl.errors import Blocked
from cyps_xl.inputs.statistics.councils import COUNCILS
from cyps_xl.printed.described import Measure
from cyps_xl.printed.names import ROUNDED
from helpers.published_figures import PLACEMENTS, QUARTER, YEAR, Made, of_placements, otherwise, write_all

THREE = Expected("Wales", ("Powys", "Gwynedd", "Cardiff"))
DAYS = Measure("4", "AV/1", "Days on the register", "days", 1, "year to date")
NUMBER = Measure("5", "CH/040", "Children with short breaks", "number", 0, "as at")
RATE = Measure("6", "R/1", "Children looked after per 10,000", "per 10000", 1, "as at")


def totals_of(folder: Path, *councils: Made, expected: Expected = THREE) -> Totals:
    gathered = gather(write_all(folder, councils), expected)
    return add_up(gathered.editions, expected)


def sum_of(folder: Path, *councils: Made, expected: Expected = THREE) -> Sum:
    [one] = totals_of(folder, *councils, expected=expected).sums
    return one


def test_numerators_and_denominators_are_added_and_the_percentage_is_theirs(tmp_path: Path) -> None:
    found = sum_of(
        tmp_path, of_placements("Powys", 20, 100), of_placements("Gwynedd", 10, 300), of_placements("Cardiff", 0, 50)
    )
    assert counts_in_words(found) == ("30", "450")
    assert figure_in_words(found) == "6.7%"  # not the mean of 20%, 3.3% and 0%
    assert not found.missing


def test_a_withheld_count_makes_a_range(tmp_path: Path) -> None:
    found = sum_of(
        tmp_path, of_placements("Powys", "c", 40), of_placements("Gwynedd", 100, 400), of_placements("Cardiff", 60, 560)
    )
    assert counts_in_words(found) == ("161 to 200", "1,000")
    assert figure_in_words(found) == "16.1% to 20.0%"


def test_a_withheld_denominator_has_no_upper_limit(tmp_path: Path) -> None:
    found = sum_of(tmp_path, of_placements("Powys", 40, "c"), of_placements("Gwynedd", 100, 400))
    assert counts_in_words(found) == ("140", "440 or more")
    assert figure_in_words(found) == "0.0% to 31.9%"


def test_what_a_withheld_count_may_be_if_it_is_small_is_said_beside_the_range(tmp_path: Path) -> None:
    found = sum_of(tmp_path, of_placements("Powys", "c", 40), of_placements("Gwynedd", 100, 400))
    assert protected(found) == "withheld by 1 council (number 101 to 104 if that is small)"
    rounds = replace(of_placements("Cardiff", "c", 40), small_numbers=ROUNDED)  # leaves out what it cannot tell
    assert protected(sum_of(tmp_path, rounds)) == "withheld by 2 councils, rounded by 1 council"


def test_rounded_counts_make_a_range_as_wide_as_their_rounding(tmp_path: Path) -> None:
    rounded = [
        replace(of_placements(council, 10, 100), small_numbers=ROUNDED) for council in ("Powys", "Gwynedd", "Cardiff")
    ]
    found = sum_of(tmp_path, *rounded)
    assert counts_in_words(found) == ("24 to 36", "294 to 306")
    assert "rounded by 3 councils" in source_of(found, THREE, QUARTER)


def test_counts_withheld_in_a_rounded_edition_may_be_nought(tmp_path: Path) -> None:
    rounded = replace(of_placements("Powys", "c", 100), small_numbers=ROUNDED)
    found = sum_of(tmp_path, rounded, of_placements("Gwynedd", 10, 100))
    assert counts_in_words(found)[0] == "10 to 112"


def test_a_range_that_prints_alike_is_told_as_a_figure(tmp_path: Path) -> None:
    found = sum_of(tmp_path, of_placements("Powys", "c", 2), of_placements("Gwynedd", 5_000, 50_000))
    assert figure_in_words(found) == "10.0%"
    [wales, *_] = value_rows(Totals((found,), ()), THREE, QUARTER)
    assert [wales.cells[heading] for heading in ("Numerator", "Denominator", "Value")] == [None, None, 10]


def test_fewer_councils_never_bear_the_name_of_the_whole(tmp_path: Path) -> None:
    found = sum_of(tmp_path, of_placements("Powys", 20, 100), of_placements("Gwynedd", 10, 300))
    assert found.missing == {"Cardiff": "no edition"}
    [row, *_] = value_rows(Totals((found,), ()), THREE, QUARTER)
    assert row.area == "Wales, 2 of 3 councils"
    assert "2 of 3 councils" in str(row.cells["Source"]) and "without Cardiff" in str(row.cells["Source"])
    assert b"several councils" in areas_csv(Totals((found,), ()), THREE)


def test_a_council_that_publishes_no_counts_is_named_with_the_reason(tmp_path: Path) -> None:
    bare = Made("Cardiff", {}, shown={(PLACEMENTS, YEAR): 0.2})
    found = sum_of(tmp_path, of_placements("Powys", 20, 100), of_placements("Gwynedd", 10, 300), bare)
    assert found.missing == {"Cardiff": "published without its counts"}


def test_a_figure_of_which_nobody_publishes_counts_is_not_added_and_said_so(tmp_path: Path) -> None:
    bare = [Made(council, {}, shown={(PLACEMENTS, YEAR): 0.2}) for council in ("Powys", "Gwynedd")]
    found = totals_of(tmp_path, *bare)
    assert not found.sums
    assert list(not_added(found)) == ["Not added up: 2025-26 of CH/043: published without its counts by 2 councils."]


def test_one_council_alone_makes_no_sum(tmp_path: Path) -> None:
    found = totals_of(tmp_path, of_placements("Powys", 20, 100))
    assert not found.sums and [one.why for one in found.refused] == ["published by one council alone"]


@pytest.mark.parametrize(
    ("said", "what"),
    [
        ({"name": "Two or more placements"}, "wording"),
        ({"unit": "number"}, "unit"),
        ({"basis": "year to date"}, "period basis"),
        ({"same_since": "2024-25 Q1"}, "definition since"),
        ({"first": "2023-24 Q1"}, "From"),
        ({"last": "2027-28 Q4"}, "To"),
    ],
)
def test_definitions_that_differ_are_refused_with_both_and_who_has_them(
    tmp_path: Path, said: dict[str, str], what: str
) -> None:
    other = otherwise(of_placements("Cardiff", 5, 50), **said)
    found = totals_of(tmp_path, of_placements("Powys", 20, 100), of_placements("Gwynedd", 10, 300), other)
    assert not found.sums
    [line] = not_added(found)
    assert f"{what}: “" in line and "(Powys, Gwynedd)" in line and "(Cardiff)" in line
    assert next(iter(said.values())) in line


def test_a_definition_that_differs_stops_its_own_measure_alone(tmp_path: Path) -> None:
    both = [Made(council, {(PLACEMENTS, YEAR): (5, 50), (DAYS, YEAR): (900, 9)}) for council in ("Powys", "Gwynedd")]
    measures = {DAYS: replace(DAYS, name="Days in care")}
    changed = replace(
        both[1], counts={(measures.get(one, one), when): pair for (one, when), pair in both[1].counts.items()}
    )
    found = totals_of(tmp_path, both[0], changed)
    assert [one.measure.reference for one in found.sums] == ["CH/043"]
    assert [one.measure.reference for one in found.refused] == ["AV/1"]


def test_layout_of_a_wording_does_not_matter(tmp_path: Path) -> None:
    apart = otherwise(of_placements("Gwynedd", 10, 300), name="Three  or more placements.")
    assert counts_in_words(sum_of(tmp_path, of_placements("Powys", 20, 100), apart)) == ("30", "400")


def test_councils_may_number_a_measure_as_they_like(tmp_path: Path) -> None:
    other = otherwise(of_placements("Cardiff", 5, 50), no="7a")
    found = sum_of(tmp_path, of_placements("Powys", 20, 100), of_placements("Gwynedd", 10, 300), other)
    assert found.measure.no == "2" and len(found.parts) == 3


def test_measures_that_share_a_reference_are_told_by_their_names(tmp_path: Path) -> None:
    later = replace(PLACEMENTS, no="2b", name="The same, at 24 months")
    made = [
        Made(council, {(PLACEMENTS, YEAR): (5, 50), (later, YEAR): (number, 40)})
        for council, number in (("Powys", 7), ("Gwynedd", 8))
    ]
    first, second = totals_of(tmp_path, *made).sums
    assert (counts_in_words(first)[0], counts_in_words(second)[0]) == ("10", "15")
    assert (first.called, second.called) == ("CH/043, Three or more placements", "CH/043, The same, at 24 months")


def test_two_measures_under_one_reference_and_name_are_refused(tmp_path: Path) -> None:
    twice = Made("Powys", {(PLACEMENTS, YEAR): (5, 50), (replace(PLACEMENTS, no="2b"), YEAR): (6, 50)})
    [line] = not_added(totals_of(tmp_path, twice, of_placements("Gwynedd", 10, 300)))
    assert "Powys has two indicators CH/043" in line


def test_averages_rates_and_numbers_are_made_of_what_is_added(tmp_path: Path) -> None:
    made = [
        Made(
            council,
            {(DAYS, YEAR): (days, cases), (RATE, YEAR): (looked_after, children)},
            shown={(NUMBER, YEAR): breaks},
        )
        for council, days, cases, looked_after, children, breaks in (
            ("Powys", 1000, 10, 200, 25_000, 12),
            ("Gwynedd", 300, 20, 100, 25_000, 30),
        )
    ]
    days, number, rate = totals_of(tmp_path, *made).sums
    assert (counts_in_words(days), figure_in_words(days)) == (("1,300", "30"), "43.3")
    assert (counts_in_words(number), figure_in_words(number)) == (("42", ""), "42")
    assert (counts_in_words(rate), figure_in_words(rate)) == (("300", "50,000"), "60.0")


def test_a_withheld_number_has_a_lower_limit_alone(tmp_path: Path) -> None:
    made = [Made(council, {}, shown={(NUMBER, YEAR): number}) for council, number in (("Powys", "c"), ("Gwynedd", 30))]
    assert figure_in_words(sum_of(tmp_path, *made)) == "31 or more"


def test_a_part_larger_than_its_whole_stops_everything(tmp_path: Path) -> None:
    with pytest.raises(Blocked) as caught:
        totals_of(tmp_path, of_placements("Powys", 101, 100), of_placements("Gwynedd", 10, 300))
    assert "Powys.csv, row 2" in str(caught.value.problems[0])


def test_what_is_written_is_the_same_whatever_the_files_are_called(tmp_path: Path) -> None:
    councils = [of_placements(one.name, at, 100 + at) for at, one in enumerate(COUNCILS)]
    written = []
    for seed in range(3):
        random.Random(seed).shuffle(councils)
        for at, one in enumerate(councils):
            one.write(tmp_path / str(seed), name=f"file {at}")
        found = add_up(gather(tmp_path / str(seed), COUNCILS_OF_WALES).editions, COUNCILS_OF_WALES)
        rows = value_rows(found, COUNCILS_OF_WALES, QUARTER)
        written.append((areas_csv(found, COUNCILS_OF_WALES), values_csv(rows), list_csv(found, COUNCILS_OF_WALES)))
    assert written[0] == written[1] == written[2]
    assert counts_in_words(found.sums[0]) == (str(sum(range(22))), f"{2200 + sum(range(22)):,}")


Truth = tuple[int, int, bool, bool, bool]
"""A council's number, what it is out of, whether it rounds, and which of the two it withholds."""


@st.composite
def truths(draw: st.DrawFn) -> Truth:
    out_of = draw(st.integers(0, 400))
    return draw(st.integers(0, out_of)), out_of, *(draw(st.booleans()) for _ in range(3))  # type: ignore[return-value]


def published(council: str, truth: Truth) -> Made:
    """What a council shows of its counts: it never withholds a nought, unless it rounds."""
    number, out_of, rounds, no_number, no_out_of = truth
    shown = [int(to_base(Fraction(count))) if rounds else count for count in (number, out_of)]
    cells = [
        "c" if is_withheld and (rounds or count) else cell
        for count, cell, is_withheld in zip((number, out_of), shown, (no_number, no_out_of), strict=True)
    ]
    made = of_placements(council, cells[0], cells[1])
    return replace(made, small_numbers=ROUNDED) if rounds else made


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(several=st.lists(truths(), min_size=3, max_size=3))
def test_the_truth_always_lies_within_what_is_said(
    tmp_path_factory: pytest.TempPathFactory, several: Sequence[Truth]
) -> None:
    made = [published(council, truth) for council, truth in zip(THREE.councils, several, strict=True)]
    found = sum_of(tmp_path_factory.mktemp("made"), *made)
    number, out_of = (sum(truth[at] for truth in several) for at in (0, 1))
    assert found.out_of is not None
    assert found.number.holds(number) and found.out_of.holds(out_of)
    if out_of:
        assert found.rate is not None and found.shown is not None
        assert found.rate.holds(Fraction(100 * number, out_of))
        assert found.shown.holds(Fraction(100 * number, out_of))
