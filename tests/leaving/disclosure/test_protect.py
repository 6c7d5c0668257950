"""What is withheld from a table, and what is not: each way in which a small number gives itself away."""

from __future__ import annotations

from fractions import Fraction

from cyps_xl.disclosure.facts import Fact, count
from cyps_xl.disclosure.protect import Reason, Suppression, protect
from helpers.attacker import Attacker, truth_fits
from helpers.published_tables import Table


def protected(table: Table, threshold: int = 5) -> Suppression:
    """What is withheld of a table, after an attacker has found nothing."""
    assert truth_fits(table.figures, table.facts)
    found = protect(table.figures.values(), table.facts, threshold)
    attacker = Attacker(table.figures.values(), table.facts, found.withheld)
    small = [figure.name for figure in table.figures.values() if figure.is_small(threshold)]
    assert [name for name in small if name not in found.exposed and attacker.range_of(name).is_found] == []
    return found


def test_a_count_under_the_threshold_is_withheld_and_one_at_it_is_not() -> None:
    table = Table()
    table.shown("under", 4)
    table.shown("at", 5)
    assert protected(table).withheld == {"under": Reason.SMALL}


def test_the_threshold_is_the_setting_s() -> None:
    table = Table()
    table.shown("five", 5)
    assert protected(table, 6).withheld == {"five": Reason.SMALL}
    assert protected(table, 1).withheld == protected(table, 0).withheld == {}


def test_a_zero_stays() -> None:
    table = Table()
    parts = [table.shown("none", 0), table.shown("few", 2), table.shown("many", 20)]
    table.total("all", parts)
    assert "none" not in protected(table).withheld


def test_a_part_is_not_the_total_less_the_others() -> None:
    table = Table()
    table.total("all", [table.shown("small", 3), table.shown("middle", 9), table.shown("large", 30, cost=2)])
    assert protected(table).withheld == {"small": Reason.SMALL, "middle": Reason.TELLS}


def test_two_small_parts_hide_each_other() -> None:
    table = Table()
    table.total("all", [table.shown("a", 3), table.shown("b", 4), table.shown("c", 30)])
    assert set(protected(table).withheld) == {"a", "b"}


def test_two_parts_of_a_total_of_two_do_not_hide_each_other() -> None:
    # Whoever knows that a zero is always shown sees at once that both are 1.
    table = Table()
    table.total("all", [table.shown("a", 1), table.shown("b", 1), table.shown("c", 0)])
    assert set(protected(table).withheld) == {"a", "b", "all"}


def test_totals_both_ways_need_four_cells() -> None:
    table = Table()
    rows = [[table.shown(f"{r}{c}", 1 if r == c == 0 else 20 + r + c) for c in range(3)] for r in range(3)]
    for r, row in enumerate(rows):
        table.total(f"row {r}", row, cost=9)
    for c in range(3):
        table.total(f"column {c}", [row[c] for row in rows], cost=9)
    assert len(protected(table).withheld) == 4


def test_a_total_on_another_sheet_tells_as_much() -> None:
    table = Table()
    parts = [table.shown("here a", 2), table.shown("here b", 12)]
    there = table.figure("there", 14)
    table.facts.append(
        Fact("rule", {"there": Fraction(-1), **{part.name: Fraction(1) for part in parts}}, *[Fraction(0)] * 2, True)
    )
    table.facts.append(count("another sheet", there))
    assert len(protected(table).withheld) == 2


def test_a_share_goes_with_its_part() -> None:
    table = Table()
    part, whole = table.shown("part", 1), table.shown("whole", 7)
    table.share("share", part, whole)
    assert protected(table).withheld == {"part": Reason.SMALL, "share": Reason.FOLLOWS}


def test_a_share_goes_when_all_but_a_few_are_in_it() -> None:
    # 48 of 49: the one who was not is a small number that no cell shows.
    table = Table()
    part, whole = table.shown("part", 48), table.shown("whole", 49)
    table.share("share", part, whole)
    table.rest("not in it", part, whole)
    withheld = protected(table).withheld
    assert "share" in withheld and ("part" in withheld) != ("whole" in withheld)


def test_a_share_alone_of_a_known_whole_tells_its_part() -> None:
    table = Table()
    whole, part = table.shown("whole", 20), table.figure("part", 3)
    table.facts.append(Fact("15%", {part.name: Fraction(1)}, Fraction(29, 10), Fraction(31, 10), needs=(whole.name,)))
    assert "15%" in protected(table).withheld


def test_a_rounded_share_of_a_large_whole_stays() -> None:
    table = Table()
    whole, part = table.shown("whole", 2000), table.figure("part", 4)
    table.facts.append(Fact("0%", {part.name: Fraction(1)}, Fraction(0), Fraction(10), needs=(whole.name,)))
    assert protected(table).withheld == {}


def test_the_difference_between_two_months_does_not_tell_one_of_them() -> None:
    table = Table()
    march, april = table.shown("March", 12), table.shown("April", 3)
    table.difference("change", april, march)
    assert protected(table).withheld == {"April": Reason.SMALL, "change": Reason.TELLS}


def test_counts_to_date_do_not_tell_what_came_in_between() -> None:
    table = Table()
    second, third = table.shown("Q2", 11), table.shown("Q3", 13)
    table.rest("in the third quarter", second, third)
    assert len(protected(table).withheld) == 1


def test_an_arrow_goes_with_what_it_compares() -> None:
    table = Table()
    table.shown("now", 3)
    table.shown("before", 9)
    table.facts.append(Fact("arrow", {}, Fraction(0), Fraction(0), needs=("now", "before")))
    table.facts.append(Fact("in words", {}, Fraction(0), Fraction(0), needs=("arrow",)))
    assert protected(table).withheld == {"now": Reason.SMALL, "arrow": Reason.FOLLOWS, "in words": Reason.FOLLOWS}


def test_what_was_published_before_hides_nothing() -> None:
    table = Table()
    small, known, other = table.shown("small", 2), table.shown("known", 20), table.shown("other", 30, cost=5)
    table.total("all", [small, known, other], cost=9)
    table.facts.append(count("last edition", known, fixed=True))
    assert set(protected(table).withheld) == {"small", "other"}


def test_a_small_number_that_was_published_before_is_named() -> None:
    table = Table()
    small = table.shown("small", 2)
    table.facts.append(count("last edition", small, fixed=True))
    found = protected(table)
    assert found.exposed == ("small",) and "small" in found.withheld


def test_days_and_vacant_posts_are_nobody() -> None:
    table = Table()
    vacant = table.figure("vacant", 2, people=False)
    table.facts.append(count("vacant", vacant))
    assert protected(table).withheld == {}


def test_half_posts_are_small_numbers_too() -> None:
    table = Table()
    half = Fraction(1, 2)
    parts = [table.shown("a", Fraction(9, 2), step=half), table.shown("b", Fraction(15, 2), step=half)]
    table.total("all", [*parts, table.shown("c", 40, step=half)])
    assert set(protected(table).withheld) == {"a", "b"}


def test_every_number_under_the_threshold_could_stand_behind_the_mark() -> None:
    table = Table()
    table.total("all", [table.shown("a", 4), table.shown("b", 1), table.shown("c", 1), table.shown("d", 40)])
    found = protect(table.figures.values(), table.facts, 5)
    reach = Attacker(table.figures.values(), table.facts, found.withheld).range_of("b")
    assert reach.least <= 1 and reach.most >= 4


def test_no_more_is_withheld_than_is_needed() -> None:
    table = Table()
    table.total("all", [table.shown("small", 3)] + [table.shown(f"large {n}", 20 + n) for n in range(6)])
    assert len(protected(table).withheld) == 2
