"""Chance in editions that withhold: told where every count behind it is shown, and by what is shown alone."""

from __future__ import annotations

from dataclasses import replace

import pytest

from cyps_xl.disclosure.suppress import as_protected, suppress
from cyps_xl.inputs.records import Inputs, Value
from cyps_xl.measures.chance import Chance, from_a_known, is_part_of, newcombe
from cyps_xl.printed.displayed_text import MARK
from cyps_xl.settings import read_settings
from cyps_xl.sheets.key import CHANCE, LIMITS
from cyps_xl.sheets.plan import Scalar, SheetPlan
from cyps_xl.sheets.report_plan import lay_out_for_readers
from helpers.areas import inputs_with_areas
from helpers.edition_bytes import example_inputs
from helpers.indicators import LAST, RATE, THIS, figure
from helpers.public_editions import correct_inputs, public_edition, settings_for
from helpers.workbooks import sheet_of

WORDS, WALES = "In words", "Wales, in words"
YEAR = "2016-17"
COULD_BE, MORE = Chance.COULD_BE.value, Chance.MORE.value


def inputs(now: tuple[int, int], before: tuple[int, int], year: tuple[int, int] = (90, 900)) -> Inputs:
    rows: list[dict[str, Value]] = [
        figure("4", period, Numerator=part, Denominator=whole)
        for period, (part, whole) in ((THIS, now), (LAST, before), (YEAR, year))
    ]
    rows.append({"Indicator": "4", "Area": "Wales", "Period": YEAR, "Value": 5})
    return inputs_with_areas({"Indicators": [RATE], "IndicatorValues": [*rows]}, first="Wales")


def edition(found: Inputs, **changed: bool) -> SheetPlan:
    return sheet_of(public_edition(found, replace(read_settings(found), **changed)).plan, "indicators")


def columns(sheet: SheetPlan) -> dict[str, int]:
    """The columns of a scorecard by their headings; of those called alike the last."""
    return {str(cell.value): cell.column for cell in sheet.cells if cell.style.startswith("header")}


def said(sheet: SheetPlan, heading: str) -> Scalar:
    at = columns(sheet)[heading]
    first = min(cell.row for cell in sheet.cells if cell.style.startswith("header")) + 1
    return next(cell.value for cell in sheet.cells if (cell.row, cell.column) == (first, at))


def test_where_all_counts_are_shown_chance_is_told() -> None:
    sheet = edition(inputs((290, 1770), (90, 1690)))
    assert (said(sheet, WORDS), said(sheet, WALES)) == (f"Declined\n{MORE}", f"Worse\n{MORE}")


@pytest.mark.parametrize(("now", "before"), [((3, 1770), (90, 1690)), ((290, 1770), (4, 1690)), ((46, 49), (30, 60))])
def test_with_a_count_that_is_withheld_goes_what_is_said_of_chance(
    now: tuple[int, int], before: tuple[int, int]
) -> None:
    sheet = edition(inputs(now, before))
    assert (said(sheet, WORDS), said(sheet, WALES)) == (MARK, f"Worse\n{MORE}")


def test_a_withheld_year_leaves_the_change_of_the_quarter_its_chance() -> None:
    sheet = edition(inputs((290, 1770), (90, 1690), year=(3, 900)))
    assert (said(sheet, WORDS), said(sheet, WALES)) == (f"Declined\n{MORE}", MARK)


def test_rounded_counts_say_nothing_of_chance() -> None:
    sheet = edition(inputs((290, 1770), (90, 1690)), rounded_for_public=True)
    assert (said(sheet, WORDS), said(sheet, WALES)) == ("Declined", "Worse")


def test_switched_off_it_is_not_told() -> None:
    assert said(edition(inputs((290, 1770), (90, 1690)), says_chance=False), WORDS) == "Declined"


def test_of_counts_that_staff_left_out_nothing_is_told() -> None:
    """Who hides a column of numbers does not publish them, large as they are."""
    found = inputs((290, 1770), (90, 1690))
    settings = as_protected(read_settings(found), "public")
    plan = lay_out_for_readers(found, settings)
    sheet = sheet_of(plan, "indicators")
    number = columns(sheet)["Number, Quarter 3 2017-18"]
    unseen = frozenset((sheet.key, cell.row, number) for cell in sheet.cells if cell.column == number)
    shown = sheet_of(suppress(plan, found, settings, "public", unseen=unseen).plan, "indicators")
    assert (said(shown, WORDS), said(shown, WALES)) == ("Declined", f"Worse\n{MORE}")


@pytest.mark.parametrize(("rounded", "explained"), [(False, True), (True, False)])
def test_the_key_explains_what_the_edition_says(rounded: bool, explained: bool) -> None:
    found = example_inputs()
    settings = replace(read_settings(found), rounded_for_public=rounded)
    key = {cell.value for cell in sheet_of(public_edition(found, settings).plan, "key").cells}
    assert (CHANCE in key, LIMITS in key) == (explained, False)


@pytest.mark.parametrize("found", [example_inputs(), correct_inputs(0)], ids=["example", "made up"])
def test_a_reader_of_the_page_could_have_said_it(found: Inputs) -> None:
    """What is told of a rate follows from the numbers beside it, and where one of them is withheld nothing is told."""
    sheet = sheet_of(public_edition(found, settings_for(found, 5)).plan, "indicators")
    at, rows = columns(sheet), {cell.row for cell in sheet.cells}
    cells = {(cell.row, cell.column): cell.value for cell in sheet.cells}
    told = 0
    for row in sorted(rows):
        words, stands = (str(cells.get((row, at[heading]), "")) for heading in (WORDS, WALES))
        now, before, year = (
            [cells.get((row, at[f"{what}, {period}"])) for what in ("Number", "Out of")]
            for period in ("Quarter 3 2017-18", "Quarter 3 2016-17", "2016-17")
        )
        wales = cells.get((row, at["Wales 2016-17"]))
        for text, pairs in ((words, (now, before)), (stands, (year,))):
            if "\n" not in text:
                continue
            told += 1
            assert all(isinstance(one, int | float) for pair in pairs for one in pair)
            assert all(is_part_of(*pair) for pair in pairs)  # type: ignore[arg-type]
            found_by_reader = newcombe(*pairs) if len(pairs) == 2 else from_a_known(*pairs, wales)  # type: ignore[arg-type]
            assert text.endswith(Chance.of(found_by_reader).value)
    assert told > 1


@pytest.mark.parametrize("threshold", [0, 1])
def test_with_a_threshold_that_withholds_nothing_members_are_told_everything(threshold: int) -> None:
    settings = replace(read_settings(example_inputs()), small_number=threshold, small_for_members=False)
    assert as_protected(settings, "members") == settings
    assert as_protected(replace(settings, small_number=2), "members").withholds_chance
    assert as_protected(settings, "public").withholds_chance
