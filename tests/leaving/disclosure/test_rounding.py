"""Counts rounded to the nearest 5: what is on the pages, and that no small count can be pinned down from them."""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from fractions import Fraction
from functools import cache

import pytest

from cyps_xl import resources
from cyps_xl.disclosure.facts import Fact, Figure, adds_up
from cyps_xl.disclosure.protect import protect
from cyps_xl.disclosure.rounding import BASE, LEAST_OUT_OF, range_of, to_base
from cyps_xl.disclosure.suppress import MARK, Previous
from cyps_xl.errors import Blocked
from cyps_xl.inputs.importing import read_source
from cyps_xl.inputs.records import Inputs
from cyps_xl.inputs.tables.settings import ROUNDED as ROUNDED_SETTING
from cyps_xl.inputs.tables.settings import SMALL_FOR_PUBLIC
from cyps_xl.printed.leaving import edition_plan
from cyps_xl.printed.names import ROUNDED
from cyps_xl.sheets.plan import SheetPlan
from cyps_xl.sheets.report_plan import lay_out_for_readers
from helpers.attacker import Attacker
from helpers.edition_bytes import Edition, edition_of, example_inputs, with_decline
from helpers.packs import CYPS_TABLES
from helpers.page_attacker import Pages
from helpers.public_editions import correct_inputs, public_edition, settings_for
from helpers.published_tables import made_up
from helpers.workbooks import sheet_of

HALF = Fraction(1, 2)


@cache
def rounded() -> Edition:
    return edition_of(example_inputs(), rounded_for_public=True)


def row_of(sheet: SheetPlan, label: str, nth: int = 0) -> list[object]:
    rows = [cell.row for cell in sheet.cells if cell.column <= 1 and cell.value == label]
    return [cell.value for cell in sheet.cells if cell.row == rows[nth] and cell.column > 1]


@pytest.mark.parametrize(
    ("count", "shown"), [(0, 0), (1, 0), (2, 0), (3, 5), (7, 5), (8, 10), (HALF * 5, 5), (HALF * 15, 10), (333, 335)]
)
def test_a_count_is_shown_as_the_nearest_multiple_of_5(count: Fraction | int, shown: int) -> None:
    assert to_base(Fraction(count)) == shown


@pytest.mark.parametrize("step", [Fraction(1), HALF])
def test_a_reader_of_a_rounded_count_knows_its_range_and_no_more(step: Fraction) -> None:
    for steps in range(60):
        figure = Figure("x", steps * step, step=step)
        low, high = range_of(figure)
        alike = [n * step for n in range(80) if to_base(n * step) == to_base(figure.value)]
        assert (low, high) == (alike[0], alike[-1])


def test_every_count_of_people_is_a_multiple_of_5_or_left_out() -> None:
    counted = {"readmissions", "steps", "taf", "registrations", "complaints", "looked_after", "supervision"}
    for sheet in rounded().made.plan.sheets:
        for cell in sheet.cells:
            is_count = isinstance(cell.value, int | float) and not cell.number_format.endswith("%")
            is_date = any(letter in cell.number_format for letter in "dmy")
            if (
                sheet.key in counted
                and is_count
                and not is_date
                and cell.style.startswith(("figure", "count", "total"))
            ):
                assert cell.value % BASE == 0, (sheet.key, cell)


def test_totals_are_rounded_on_their_own() -> None:
    plan = sheet_of(rounded().made.plan, "complaints")
    exact = {1: [19, 18], 2: [7, 3], 3: [4, 4], 4: [2, 2], 5: [6, 9]}  # the full year and this quarter, by row
    assert [row_of(plan, "Complaints at stage 1")[i] for i in (0, 2)] == [20, 20]
    assert sum(n[1] for at, n in exact.items() if at > 1) == exact[1][1]
    parts = ["upheld", "not upheld", "partially upheld", "other: neither, withdrawn, passed on or still open"]
    assert sum(int(str(row_of(plan, part)[0])) for part in parts) != 20
    everyone = sheet_of(rounded().made.plan, "supervision")
    whole, qualified, others = (row_of(everyone, "Workers due supervision", nth) for nth in range(3))
    assert any(int(str(a)) != int(str(b)) + int(str(c)) for a, b, c in zip(whole, qualified, others, strict=True))


def test_a_share_is_worked_out_from_the_rounded_counts_on_its_page() -> None:
    sheet = sheet_of(rounded().made.plan, "supervision")
    for nth in range(3):
        shares, due, done = (
            row_of(sheet, label, nth)
            for label in ("Supervised in time", "Workers due supervision", "of whom within 28 working days")
        )
        for share, whole, part in zip(shares, due, done, strict=True):
            assert share == int(str(part)) / int(str(whole))


def test_a_star_is_left_out_since_a_rounded_rate_cannot_be_known_to_be_perfect() -> None:
    shown = {c.value for s in rounded().made.plan.sheets if s.key == "indicators" for c in s.cells if c.column > 4}
    assert "★" not in shown and "Best possible" not in shown and {"↓", "↘", MARK} <= shown


def test_a_share_of_too_few_and_a_direction_that_rounding_may_have_turned_are_left_out() -> None:
    plan = rounded().made.plan
    taf = sheet_of(plan, "taf")
    shares, closed = row_of(taf, "Closed with a successful outcome"), row_of(taf, "Cases closed")
    assert MARK in shares
    for share, cases in zip(shares, closed, strict=True):
        assert (share == MARK) == (0 < int(str(cases)) < LEAST_OUT_OF)
    assert row_of(sheet_of(plan, "complaints"), "Complaints at stage 2")[3:5] == [MARK, MARK]


def test_a_formula_that_stays_gives_the_rounded_value_beside_it() -> None:
    """The edition is proved by a second engine when it is published; here, that it keeps formulas at all."""
    formulas = [cell for sheet in rounded().made.plan.sheets for cell in sheet.cells if cell.formula]
    assert len(formulas) > 100


def test_the_pages_and_the_data_say_that_counts_are_rounded() -> None:
    for language, words in (("en", "rounded to the nearest 5"), ("cy", "rounded to the nearest 5")):
        edition = edition_of(example_inputs(), "public", language, rounded_for_public=True)
        notes = [str(c.value) for s in edition.made.plan.sheets for c in s.cells if (c.row, c.column) == (2, 0)]
        assert sum(words in note for note in notes) >= 11
        assert f'"small_numbers": "{ROUNDED}"'.encode() in edition.files[".json"]
        assert b"rounded to the nearest 5" in edition.files[".csv-metadata.json"]
        rows = list(csv.DictReader(io.StringIO(edition.files[".csv"].decode("utf-8-sig"))))
        assert {"rounded", "from rounded", "withheld"} <= {row["status"] for row in rows}


def test_four_parts_shown_as_nothing_under_a_total_of_ten_are_not_told() -> None:
    """Two each: rounding by itself would give them away."""
    parts = [Figure(f"part {n}", Fraction(2)) for n in range(4)]
    total = Figure("total", Fraction(8))

    def told(figure: Figure) -> Fact:
        return Fact(figure.name, {figure.name: Fraction(1)}, *range_of(figure))

    facts = [*map(told, (*parts, total)), adds_up("rule", total, parts)]
    assert Attacker([*parts, total], facts, ()).range_of("part 0").is_found
    withheld = protect([*parts, total], facts, 5, rounded=True).withheld
    assert withheld and not Attacker([*parts, total], facts, withheld).range_of("part 0").is_found


def as_rounded(facts: list[Fact], figures: dict[str, Figure]) -> list[Fact]:
    """A made-up table's facts when its counts are published rounded and all else is worked out from those."""
    found = []
    for fact in facts:
        if fact.fixed or fact.only_figure is None:
            found += [fact] if fact.fixed else []
            continue
        figure = figures[fact.only_figure]
        found.append(Fact(fact.name, {figure.name: Fraction(1)}, *range_of(figure), cost=fact.cost))
    return found


def test_an_attacker_pins_no_small_count_of_rounded_tables() -> None:
    broken = 0
    for seed in range(30):
        table = made_up(seed)
        facts = as_rounded(table.facts, table.figures)
        small = [figure.name for figure in table.figures.values() if figure.is_small(5)]
        protection = protect(table.figures.values(), facts, 5, rounded=True)
        unprotected = Attacker(table.figures.values(), facts, ())
        attacker = Attacker(table.figures.values(), facts, protection.withheld)
        broken += any(unprotected.range_of(name).is_found for name in small)
        pinned = [name for name in small if attacker.range_of(name).is_found]
        assert [name for name in pinned if name not in protection.exposed] == [], seed
    assert broken  # rounding alone gives some away


def test_no_small_count_can_be_pinned_down_from_rounded_pages() -> None:
    for seed in (0, 3):
        inputs = correct_inputs(seed)
        settings = replace(settings_for(inputs, 5), rounded_for_public=True)
        pages = Pages()
        pages.read(public_edition(inputs, settings).plan, rounded=True)
        assert pages.recovered_small(true_counts(inputs, "2017-18 Q3"), 5) == []


def true_counts(inputs: Inputs, *quarters: str) -> dict[str, Fraction]:
    """What every count of the pages is, by the attacker's names for them."""
    pages = Pages()
    for quarter in quarters:
        settings = replace(settings_for(inputs, 2, quarter), small_for_members=True)
        pages.read(edition_plan(lay_out_for_readers(inputs, settings)))
    attacker = pages.attacker()
    found = {name: attacker.range_of(name) for name in pages.figures}
    return {name: range_.least for name, range_ in found.items() if range_.is_found}


@pytest.mark.parametrize("before", [True, False], ids=["rounded before", "exact before"])
def test_an_earlier_edition_and_a_rounded_one_pin_no_small_count_together(before: bool) -> None:
    inputs = correct_inputs(1)
    settings = replace(settings_for(inputs, 5), rounded_for_public=True)
    earlier = public_edition(inputs, replace(settings, quarter="2017-18 Q2", rounded_for_public=before))
    now = public_edition(inputs, settings, Previous.read(earlier.companion))
    pages = Pages()
    pages.read(earlier.plan, rounded=before)
    pages.read(now.plan, rounded=True)
    assert now.protected.exposed == ()
    assert pages.recovered_small(true_counts(inputs, "2017-18 Q2", "2017-18 Q3"), 5) == []


def test_the_headline_that_withholding_loses_after_an_earlier_edition_is_kept_by_rounding() -> None:
    inputs = example_inputs()

    def headline(*, by_rounding: bool) -> dict[str, list[object]]:
        before = edition_of(inputs, quarter="2017-18 Q2", rounded_for_public=by_rounding)
        previous = Previous.read(before.files[".json"])
        edition = edition_of(inputs, "public", "en", previous, rounded_for_public=by_rounding)
        sheet = sheet_of(edition.made.plan, "complaints")
        return {label: row_of(sheet, label)[1:5] for label in ("Complaints at stage 1", "Compliments")}

    assert any(MARK in cells for cells in headline(by_rounding=False).values())
    assert headline(by_rounding=True) == {
        "Complaints at stage 1": [15, 20, "↓", "Declined"],
        "Compliments": [20, 10, "↓", "Declined"],
    }


def test_a_text_that_says_a_count_as_it_is_stops_a_rounded_edition_too() -> None:
    inputs = read_source(resources.example_folder(), Inputs({}, CYPS_TABLES)).inputs
    with pytest.raises(Blocked, match="small number") as stopped:
        edition_of(inputs, rounded_for_public=True)
    assert any("“18”, which this sheet rounds" in problem.message for problem in stopped.value.problems)


def test_an_explanation_under_a_direction_of_few_goes_in_a_rounded_edition() -> None:
    """In the rounded figures nothing tells whether 3 or 4 of 60 were it; nor does a word of the page."""
    one, other = (
        edition_of(with_decline(now, reason), rounded_for_public=True)
        for now, reason in ((4, "Posts were vacant for most of the autumn."), (3, ""))
    )
    assert one.made.notes == (
        "At a glance is left out: what stands out follows from every count, those that are protected too.",
        "The explanations of indicators 4 and 8 are left out with the directions: that there are some would tell.",
    )
    assert one.files == other.files


def test_the_setting_is_declared_with_what_may_stand_in_it() -> None:
    assert (SMALL_FOR_PUBLIC.default, SMALL_FOR_PUBLIC.choices) == ("withheld", ("withheld", ROUNDED_SETTING))
