"""Every published figure says where it stands, for which period, and where it comes from."""

from __future__ import annotations

import pytest

from cyps_xl.edition.publishing import Published
from cyps_xl.printed.displayed_text import as_shown, is_date
from cyps_xl.printed.provenance import PublishedFigure, figures
from cyps_xl.settings import read_settings
from cyps_xl.sheets.plan import CellPlan
from cyps_xl.sheets.report_plan import lay_out_for_readers
from helpers.definitions import changed, small_inputs


def figure(edition: Published, sheet: str, cell: str) -> PublishedFigure:
    return next(found for found in edition.figures if (found.sheet, found.cell) == (sheet, cell))


def test_a_rate_says_its_division_and_the_columns_it_comes_from(english: Published) -> None:
    found = figure(english, "1 Indicators", "E6")
    assert (found.shown, found.formula, found.period) == ("99.2%", "=P6/Q6", "2017-18 Q3")
    assert found.row.startswith("1, PI 24, Assessments of children")
    assert "Indicator values: Numerator; Indicator values: Denominator" in found.source


def test_a_monthly_figure_says_its_month_and_its_table(english: Published) -> None:
    found = figure(english, "2.1 Supervision", "B52")
    assert (found.table, found.period, found.source) == (
        "Qualified workers",
        "2017-01",
        "Supervision: Qualified in time",
    )


def test_a_count_says_its_day(english: Published) -> None:
    assert figure(english, "2.5 Looked after children", "B25").period == "2013-03-31"
    assert figure(english, "2.5 Looked after children", "B48").period == "2018-01-31"  # the latest count held
    assert figure(english, "2.2 Caseloads", "D6").period == "2017-12-31"


def test_a_number_beside_its_rate_belongs_to_the_rate_s_period(english: Published) -> None:
    assert figure(english, "1 Indicators", "N6").period == "2016-17 Q3"


def test_a_count_is_known_by_the_name_that_earlier_editions_gave_it(english: Published) -> None:
    """They said “Number” above it, and its period above its figure alone."""
    row = "1, PI 24, Assessments of children finished within 42 days of referral"
    found = [figure(english, "1 Indicators", cell) for cell in ("N6", "Q6", "R6")]
    assert [one.column for one in found] == [
        "Number, Quarter 3 2016-17",
        "Out of, Quarter 3 2017-18",
        "Number, 2016-17",
    ]
    assert [one.id for one in found] == [
        f"1 Indicators |  | {row} | Number | 2016-17 Q3",
        f"1 Indicators |  | {row} | Out of | 2017-18 Q3",
        f"1 Indicators |  | {row} | Number | 2016-17",
    ]


def test_every_figure_has_a_row_a_column_and_a_period(english: Published) -> None:
    assert [found for found in english.figures if not (found.row and found.column and found.period)] == []


@pytest.mark.parametrize(
    ("shows", "sources"),
    [
        ("[Made] / Settings[Small-number threshold]", ["Settings: Small-number threshold", "Visits: Made"]),
        ("[Made] / Settings[Full-time hours a week]", ["Settings: Full-time hours a week", "Visits: Made"]),
        ("[Made] / [Due]", ["Visits: Due", "Visits: Made"]),
    ],
)
def test_a_figure_of_any_report_names_the_columns_and_the_settings_it_is_worked_out_from(
    shows: str, sources: list[str]
) -> None:
    inputs = small_inputs(changed("Lines", 0, Shows=shows))
    plan = lay_out_for_readers(inputs, read_settings(inputs))
    found = [one for one in figures(plan, plan, plan, inputs.catalogue) if one.row == "Made"]
    assert sorted(found[-1].source.split("; ")) == sources


@pytest.mark.parametrize(
    ("value", "number_format", "shown"),
    [
        (0.9876, "0.0%", "98.8%"),
        (1234.5, "#,##0", "1,235"),
        (4.5, "General", "4.5"),
        (3, '+#,##0;"−"#,##0;0', "+3"),
        (-3, '+#,##0;"−"#,##0;0', "−3"),
        (82, '0"%"', "82%"),
        (43100, "[$-452]d mmmm yyyy", "2017-12-31"),
        ("–", "0.0%", "–"),
    ],
)
def test_a_figure_reads_in_the_data_as_on_the_page(value: float | str, number_format: str, shown: str) -> None:
    cell = CellPlan(0, 0, value, number_format=number_format)
    assert as_shown(cell) == shown
    assert is_date(cell) == ("mmm" in number_format)
