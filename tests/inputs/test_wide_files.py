"""CSV files with months, periods or roles side by side are turned, and what is no figure among them is named."""

from __future__ import annotations

import datetime as dt
import subprocess
import sys
from pathlib import Path

import pytest

from cyps_xl.errors import UnusableFile
from cyps_xl.inputs.tables.indicators import INDICATOR_VALUES
from helpers.csv_sources import DECEMBER, read
from helpers.packs import COMPLAINTS, SUPERVISION, WORKFORCE


def test_months_across_and_measures_down_are_turned(tmp_path: Path) -> None:
    content = "Month,Nov 2017,Dec 2017\nQualified due,117,118\nQualified in time,,many\n"
    source = read(tmp_path, "Supervision.csv", content)
    assert source.remarks == ("Supervision.csv: read as UTF-8, commas, its columns turned into rows",)
    assert [row["Qualified due"] for row in source.inputs[SUPERVISION]] == [117, 118]
    assert source.inputs.value(SUPERVISION, "Qualified in time", dt.date(2017, 11, 1)) is None
    assert [p.where for p in source.problems] == ["Supervision.csv, the column Dec 2017, Qualified in time"]


def test_roles_across_are_gathered_and_blanks_left_out(tmp_path: Path) -> None:
    content = "As at,Measure,IRO,Social worker\n31/12/2017,Vacancies,,4.5\n31/12/2017,Agency,many,0\n"
    source = read(tmp_path, "Workforce.csv", content)
    found = [(row["Measure"], row["Role"], row["Number"]) for row in source.inputs[WORKFORCE]]
    assert found == [("Vacancies", "Social worker", 4.5), ("Agency", "IRO", None), ("Agency", "Social worker", 0)]
    assert [p.where for p in source.problems] == ["Workforce.csv, row 3, IRO, Number"]


def test_periods_across_are_gathered(tmp_path: Path) -> None:
    content = "Kind;Outcome;2016-17 Q3;2017-18 Q3\nStage 1;total;15;18\n"
    source = read(tmp_path, "Complaints.csv", content)
    assert source.problems == ()
    assert source.inputs.value(COMPLAINTS, "Number", "2016-17 Q3", "Stage 1", "total") == 15
    assert source.inputs.value(COMPLAINTS, "Number", "2017-18 Q3", "Stage 1", "total") == 18


@pytest.mark.parametrize(
    ("name", "content", "named"),
    [
        ("Supervision.csv", "Measure,Apr-18,May-18,Total\nQualified due,100,101,201\n", "“Total”, which is no month"),
        ("Supervision.csv", "Measure,Apr-18,May-18\nQualified due,100,101\nRate,1%,2%\n", "“Rate”, which is no column"),
        ("Supervision.csv", "Measure,Apr-18,,May-18\nQualified due,100,3,101\n", "without a name, which is no month"),
        ("Complaints.csv", "Kind,Outcome,2016-17 Q3,Change\nStage 1,total,15,3\n", "“Change”, which is no period"),
        ("Workforce.csv", "As at,Measure,IRO,All roles\n31/12/2017,Agency,1,4.5\n", "“All roles”, which is no choice"),
    ],
)
def test_a_total_or_a_rate_beside_what_stands_side_by_side_is_named(
    tmp_path: Path, name: str, content: str, named: str
) -> None:
    with pytest.raises(UnusableFile, match=named) as caught:
        read(tmp_path, name, content)
    assert caught.value.remedy.startswith("Delete that")


def test_the_main_table_may_have_its_periods_side_by_side(tmp_path: Path) -> None:
    content = "Indicator,Name,Area,2016/17,Q3 2017/18\n1,Assessments,Council,97.6%,\n5,Placements,Wales,9,8.5\n"
    source = read(tmp_path, "IndicatorValues.csv", content)
    figures = [(row["Indicator"], row["Area"], row["Period"], row["Value"]) for row in source.inputs[INDICATOR_VALUES]]
    assert figures == [
        ("1", "Council", "2016-17", 97.6),
        ("5", "Wales", "2016-17", 9),
        ("5", "Wales", "2017-18 Q3", 8.5),
    ]
    assert source.problems[0].message.endswith("in no row of Indicators.")
    assert source.remarks[-1] == "IndicatorValues.csv: these columns are left alone: Name"


def test_a_column_of_a_wide_main_table_may_say_which_figure_a_row_holds(tmp_path: Path) -> None:
    content = "Indicator,Area,Figure,2016-17,2017-18 Q3\n1,Council,Numerator,871,940\n1,Council,denominator,881,948\n"
    rows = read(tmp_path, "IndicatorValues.csv", content).inputs[INDICATOR_VALUES]
    assert [(row["Period"], row["Numerator"], row["Denominator"], row["Value"]) for row in rows] == [
        ("2016-17", 871, 881, None),
        ("2017-18 Q3", 940, 948, None),
    ]


def test_a_figure_that_a_wide_table_holds_twice_is_named(tmp_path: Path) -> None:
    content = "Indicator,Area,2016-17\n1,Council,97\n1,Council,98\n"
    problems = read(tmp_path, "IndicatorValues.csv", content).problems
    assert "both for Indicator 1, Area Council, Period 2016-17" in problems[0].message


def test_figures_of_indicators_without_an_area_are_the_councils_and_it_is_said(tmp_path: Path) -> None:
    source = read(tmp_path, "IndicatorValues.csv", "Indicator,2016-17\n1,97.6\n")
    assert [row["Area"] for row in source.inputs[INDICATOR_VALUES]] == ["Council"]
    assert "IndicatorValues.csv: there is no column Area, so every figure is taken for the council's" in source.remarks


def test_pandas_is_not_loaded_until_a_file_is_wide(tmp_path: Path) -> None:
    (tmp_path / "Readmissions.csv").write_text("Month,Children\nDec 2017,3\n")
    program = (
        "import sys; from pathlib import Path; from cyps_xl.definition.packs import default_catalogue;"
        "from cyps_xl.inputs.csv_files import read_csv_files;"
        "read_csv_files(Path(sys.argv[1]), default_catalogue()); sys.exit('pandas' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", program, str(tmp_path)], check=False).returncode == 0


def test_a_title_may_stand_above_months_side_by_side(tmp_path: Path) -> None:
    source = read(tmp_path, "Supervision.csv", "Supervision\n\nMeasure,Nov 2017,Dec 2017\nQualified due,117,118\n")
    assert source.inputs.value(SUPERVISION, "Qualified due", DECEMBER) == 118
