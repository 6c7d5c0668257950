"""CSV files: found by name, read by evidence, and never misread in silence."""

from __future__ import annotations

import contextlib
import datetime as dt
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cyps_xl.errors import CypsError, MissingTable, UnusableFile
from cyps_xl.inputs.csv_files import read_csv_files, table_named
from cyps_xl.inputs.importing import Source, read_source
from cyps_xl.inputs.records import Inputs
from cyps_xl.inputs.tables.indicators import INDICATOR_VALUES
from helpers.packs import CASELOADS, COMPLAINTS, CYPS_TABLES, LOOKED_AFTER, READMISSIONS, SUPERVISION, WORKFORCE

NOTHING = Inputs({}, CYPS_TABLES)
DECEMBER = dt.date(2017, 12, 1)
YEAR_END = dt.date(2017, 12, 31)


def read(folder: Path, name: str, content: str | bytes) -> Source:
    """One CSV, read as an import reads it."""
    file = folder / name
    file.write_bytes(content if isinstance(content, bytes) else content.encode())
    return read_source(file, NOTHING)


def test_a_plain_csv_is_read_and_said_to_be_so(tmp_path: Path) -> None:
    source = read(tmp_path, "Supervision.csv", "Month,Qualified due,Qualified in time\nDec 2017,118,110\n")
    assert source.inputs.value(SUPERVISION, "Qualified due", DECEMBER) == 118
    assert source.inputs.value(SUPERVISION, "Unqualified due", DECEMBER) is None
    assert source.problems == ()
    assert source.remarks == ("Supervision.csv: read as UTF-8, commas",)


@pytest.mark.parametrize(
    "name",
    [
        "LookedAfter.csv",
        "looked after.CSV",
        "looked_after.txt",
        "Looked-After.tsv",
        "LookedAfter (2).csv",
        "lookedafter - Copy.csv",
        "Copy of LookedAfter.csv",
        "Looked after 2018-06.csv",
        "LookedAfter_Q3_final.csv",
    ],
)
def test_a_file_is_known_by_its_table_or_sheet(tmp_path: Path, name: str) -> None:
    assert (
        read(tmp_path, name, "As at,Children\n31/12/2017,336\n").inputs.value(LOOKED_AFTER, "Children", YEAR_END) == 336
    )


TEAM = "As at;Team;Available hours\n31/12/2017;Llŷn – Môn;37,5\n"


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (TEAM.encode(), "UTF-8"),
        (b"\xef\xbb\xbf" + TEAM.encode(), "UTF-8"),
        (TEAM.encode("utf-16"), "UTF-16"),
        (b"\xfe\xff" + TEAM.encode("utf-16-be"), "UTF-16"),
        (TEAM.encode("utf-16-le"), "UTF-16"),
        (TEAM.encode("utf-16-be"), "UTF-16"),
        (TEAM.replace("ŷ", "y").encode("cp1252"), "Windows-1252"),
    ],
)
def test_the_encoding_is_found_and_said(tmp_path: Path, content: bytes, said: str) -> None:
    source = read(tmp_path, "Caseloads.csv", content)
    assert source.remarks == (f"Caseloads.csv: read as {said}, semicolons, decimal commas",)
    assert [row["Available hours"] for row in source.inputs[CASELOADS]] == [37.5]
    assert [str(row["Team"]).replace("ŷ", "y") for row in source.inputs[CASELOADS]] == ["Llyn – Môn"]


@pytest.mark.parametrize(("delimiter", "said"), [(",", "commas"), (";", "semicolons"), ("\t", "tabs")])
def test_the_separator_is_the_one_that_finds_the_headings(tmp_path: Path, delimiter: str, said: str) -> None:
    content = delimiter.join(["Month", '"Children"']) + "\n" + delimiter.join(["Dec 2017", "3"])
    source = read(tmp_path, "Readmissions.csv", content)
    assert source.remarks == (f"Readmissions.csv: read as UTF-8, {said}",)
    assert source.inputs.value(READMISSIONS, "Children", DECEMBER) == 3


def test_excels_separator_line_is_heeded_and_rows_keep_their_numbers(tmp_path: Path) -> None:
    source = read(tmp_path, "Readmissions.csv", "sep=;\r\nMonth;Children\r\n\r\nDec 2017;many\r\n")
    assert [p.where for p in source.problems] == ["Readmissions.csv, row 4, Children"]


def test_a_bad_cell_is_named_by_file_row_and_heading(tmp_path: Path) -> None:
    source = read(tmp_path, "Supervision.csv", "Qualified due,Month\n118,Nov 2017\n12 approx,Dec 2017\n")
    assert [(p.where, p.message) for p in source.problems] == [
        ("Supervision.csv, row 3, Qualified due", "“12 approx” is text, and a whole number from 0 up was expected.")
    ]
    assert source.inputs.value(SUPERVISION, "Qualified due", DECEMBER) is None


def test_a_number_with_two_readings_is_a_problem_and_not_a_guess(tmp_path: Path) -> None:
    source = read(tmp_path, "Workforce.csv", "As at;Measure;Role;Number\n31/12/2017;Agency;IRO;1,234\n")
    assert [p.where for p in source.problems] == ["Workforce.csv, row 2, Number"]


def test_a_line_break_inside_quotation_marks_belongs_to_its_cell(tmp_path: Path) -> None:
    source = read(tmp_path, "CoverText.csv", 'Heading,English\r\nPurpose,"One, and\r\ntwo"\r\n')
    assert [row["English"] for _ in [0] for records in source.inputs for row in records] == ["One, and\ntwo"]


@pytest.mark.parametrize(
    ("row", "cells"), [("Dec 2017,118", 2), ("Dec 2017", 1), ("Dec 2017,1,118,110", 4), (",,,9", 4)]
)
def test_a_row_longer_or_shorter_than_the_headings_is_named(tmp_path: Path, row: str, cells: int) -> None:
    content = f"Month,Qualified due,Qualified in time\nNov 2017,1,1\n{row}\n"
    source = read(tmp_path, "Supervision.csv", content)
    assert [p.where for p in source.problems] == ["Supervision.csv, row 3"]
    assert f"{cells} cells under 3 headings" in source.problems[0].message
    assert len(source.inputs[SUPERVISION]) == 1


def test_empty_cells_and_rows_at_the_end_are_nothing_to_speak_of(tmp_path: Path) -> None:
    source = read(tmp_path, "Readmissions.csv", "Month,Children,,\nDec 2017,3,,\n,,,\n\n \n")
    assert source.problems == ()
    assert len(source.inputs[READMISSIONS]) == 1


def test_headings_alone_are_said_to_be_no_rows(tmp_path: Path) -> None:
    assert read(tmp_path, "Readmissions.csv", "Month,Children\n").remarks == (
        "Readmissions.csv: read as UTF-8, commas, no rows",
    )


def test_headings_that_are_not_ours_are_left_alone_and_said(tmp_path: Path) -> None:
    source = read(tmp_path, "Readmissions.csv", "Month,Children,Checked by\nDec 2017,3,us\n")
    assert source.remarks[1] == "Readmissions.csv: these columns are left alone: Checked by"


def test_a_file_without_its_key_is_refused(tmp_path: Path) -> None:
    with pytest.raises(MissingTable, match="no column “Month”"):
        read(tmp_path, "Readmissions.csv", "Mis,Plant\nDec 2017,3\n")


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "is empty"),
        (b" \r\n\r\n", "is empty"),
        (b"PK\x03\x04rest", "is a workbook or a zip file under the name of a CSV"),
        (b"\xd0\xcf\x11\xe0rest", "is an old or encrypted workbook"),
        (b"%PDF-1.7", "is a PDF"),
        (b"<html><table>", "is a web page"),
        (b"Month,Children\nDec 2017,\x003", "holds NUL bytes"),
        (b"Month,Children\n\x81\x8d,3", "is not text in UTF-8"),
        (b"\xff\xfeM\x00o", "is not text in UTF-8"),
        (b'Month,Children\n"Dec 2017"x,3\n', "quotation marks that do not pair up"),
        (b'Month,Children\n"Dec 2017,3\n', "quotation marks that do not pair up"),
        (b"Month,Children\n" + b"x" * 200_000 + b",3\n", "a cell far too long"),
    ],
)
def test_a_file_that_cannot_be_read_is_refused_in_a_sentence(tmp_path: Path, content: bytes, sentence: str) -> None:
    with pytest.raises(UnusableFile, match=sentence) as caught:
        read(tmp_path, "Readmissions.csv", content)
    assert caught.value.message.startswith("Readmissions.csv ")
    assert caught.value.remedy


def test_a_file_that_is_not_there_is_said_to_be_so(tmp_path: Path) -> None:
    with pytest.raises(UnusableFile, match="is not there"):
        read_csv_files(tmp_path / "Supervision.csv", CYPS_TABLES)


def test_a_misspelt_file_is_asked_about(tmp_path: Path) -> None:
    with pytest.raises(UnusableFile, match="perhaps Supervision was meant"):
        read(tmp_path, "Supervison.csv", "Month,Qualified due\nDec 2017,118\n")


def test_a_folder_is_read_table_by_table_and_strangers_are_named(tmp_path: Path) -> None:
    (tmp_path / "Readmissions.csv").write_text("Month,Children\nDec 2017,3\n")
    (tmp_path / "Looked after.csv").write_text("As at,Children\n31/12/2017,336\n")
    (tmp_path / "Complaint.csv").write_text("anything")
    (tmp_path / "report.docx").write_text("not ours to read")
    (tmp_path / "._Audits.csv").write_text("left by a Mac")
    (tmp_path / "Audits.csv").mkdir()
    source = read_source(tmp_path, NOTHING)
    assert [records.table for records in source.inputs if records.rows] == [LOOKED_AFTER, READMISSIONS]
    assert source.remarks[-1] == (
        "Complaint.csv: left alone, because it is named after no input table (perhaps Complaints was meant)"
    )


def test_two_files_for_one_table_are_refused(tmp_path: Path) -> None:
    (tmp_path / "LookedAfter.csv").write_text("As at,Children\n")
    (tmp_path / "Looked after.csv").write_text("As at,Children\n")
    files = read_csv_files(tmp_path, CYPS_TABLES)
    assert files.tables == {}
    assert files.problems[0].message == "Looked after.csv and LookedAfter.csv are both named after LookedAfter."


def test_a_folder_without_tables_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UnusableFile, match="holds no CSV named after an input table"):
        read_csv_files(tmp_path, CYPS_TABLES)


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


@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    content=st.one_of(
        st.binary(max_size=300),
        st.text(alphabet='Month,;\t"\r\nChildren Dec 2017-1.%<\u00a0', max_size=200).map(lambda text: text.encode()),
        st.text(max_size=100).map(lambda text: ("Month,Children\n" + text).encode("utf-8", "surrogatepass")),
    )
)
def test_whatever_a_csv_holds_reading_it_ends_in_figures_or_a_sentence(tmp_path: Path, content: bytes) -> None:
    with contextlib.suppress(CypsError):
        source = read(tmp_path, "Readmissions.csv", content)
        assert all(problem.where.startswith("Readmissions.csv") for problem in source.problems)


def test_titles_and_notes_may_stand_above_the_headings(tmp_path: Path) -> None:
    content = (
        "Supervision 2017-18,,\nRun on,01/02/2018,\n,,\nMonth,Qualified due,Qualified in time\nDec 2017,118,many\n"
    )
    source = read(tmp_path, "Supervision.csv", content)
    assert source.inputs.value(SUPERVISION, "Qualified due", DECEMBER) == 118
    assert [p.where for p in source.problems] == ["Supervision.csv, row 5, Qualified in time"]


def test_a_title_may_stand_above_months_side_by_side(tmp_path: Path) -> None:
    source = read(tmp_path, "Supervision.csv", "Supervision\n\nMeasure,Nov 2017,Dec 2017\nQualified due,117,118\n")
    assert source.inputs.value(SUPERVISION, "Qualified due", DECEMBER) == 118


def test_a_quoted_file_with_other_headings_is_told_its_headings_and_not_its_quotation_marks(tmp_path: Path) -> None:
    with pytest.raises(MissingTable, match="no column “As at”") as caught:
        read(tmp_path, "LookedAfter.csv", '"Date","Number"\n"31/12/2018","5"\n')
    assert caught.value.remedy == "Its headings should be: As at, Children; they are: Date, Number."


def test_every_file_of_a_folder_that_cannot_be_read_is_named_at_once(tmp_path: Path) -> None:
    (tmp_path / "LookedAfter.csv").write_text("Date,Number\n31/12/2018,5\n")
    (tmp_path / "Readmissions.csv").write_bytes(b"%PDF-1.7")
    (tmp_path / "Supervision.csv").write_text("Month,Qualified due\nDec 2017,many\n")
    problems = read_source(tmp_path, NOTHING).problems
    assert [p.where for p in problems] == [
        "LookedAfter.csv",
        "Readmissions.csv",
        "Supervision.csv, row 2, Qualified due",
    ]
    assert problems[0].message.startswith("The file has no column “As at”")


def test_a_thousand_beside_a_decimal_comma_is_refused_and_both_cells_are_named(tmp_path: Path) -> None:
    content = 'As at,Team,Available hours\n31/12/2017,East,"1,250"\n31/12/2017,North,"37,5"\n'
    problems = read(tmp_path, "Caseloads.csv", content).problems
    assert [(p.where, p.message) for p in problems] == [
        (
            "Caseloads.csv, row 2, Available hours",
            "“1,250” may be 1250 or 1.25: there is also “37,5” (row 3, Available hours).",
        )
    ]


@pytest.mark.parametrize("mark", ["[c]", "*", "c", "<5", "fewer than 5", "suppressed"])
def test_a_figure_that_its_source_withholds_stays_empty_and_is_counted(tmp_path: Path, mark: str) -> None:
    source = read(tmp_path, "Readmissions.csv", f"Month,Children\nNov 2017,{mark}\nDec 2017,{mark}\n")
    assert source.problems == ()
    assert [row["Children"] for row in source.inputs[READMISSIONS]] == [None, None]
    assert source.remarks[-1] == (
        f"Readmissions.csv: 2 figures are marked, and not read as a number or as zero: 2 withheld ({mark})"
    )


@pytest.mark.parametrize("mark", ["[x]", "[z]", "[low]", "..", "-", "–", "z", "n/a", "N/A", "Not available"])
def test_a_figure_that_its_source_does_not_know_stays_empty_and_is_counted(tmp_path: Path, mark: str) -> None:
    source = read(tmp_path, "Readmissions.csv", f"Month,Children\nNov 2017,{mark}\nDec 2017,3\n")
    assert [row["Children"] for row in source.inputs[READMISSIONS]] == [None, 3]
    assert source.remarks[-1] == (
        f"Readmissions.csv: 1 figure is marked, and not read as a number or as zero: 1 not known ({mark})"
    )


@pytest.mark.parametrize("word", ["none", "nil", "#N/A", "TBC?", "5 or 6"])
def test_what_is_not_on_the_list_of_marks_is_refused(tmp_path: Path, word: str) -> None:
    assert len(read(tmp_path, "Readmissions.csv", f"Month,Children\nNov 2017,{word}\n").problems) == 1


def test_a_mark_in_a_key_or_among_words_is_no_mark(tmp_path: Path) -> None:
    source = read(tmp_path, "Caseloads.csv", "As at,Team,Caseload\n31/12/2017,c,3\n-,North,3\n")
    assert [row["Team"] for row in source.inputs[CASELOADS]] == ["c", "North"]
    assert [p.where for p in source.problems] == ["Caseloads.csv, row 3, As at"]


@pytest.mark.parametrize("word", ["#NAME?", "#N/A", "#REF!", "#DIV/0!", "#n/a", "#######"])
@pytest.mark.parametrize("heading", ["Team", "Caseload"])
def test_what_excel_shows_for_an_error_is_no_text_and_no_figure(tmp_path: Path, word: str, heading: str) -> None:
    cells = {"Team": "North", "Caseload": "90", heading: word}
    source = read(tmp_path, "Caseloads.csv", f"As at,Team,Caseload\n31/12/2017,{cells['Team']},{cells['Caseload']}\n")
    assert [p.where for p in source.problems] == [f"Caseloads.csv, row 2, {heading}"]
    assert "The cell shows #" in source.problems[0].message


@pytest.mark.parametrize(
    ("text", "said"), [("TŒm Môn", "“TŒm” is probably “Tîm”"), ("Childrenâ€™s", "is probably “Children’s”")]
)
def test_text_read_in_the_wrong_alphabet_is_refused(tmp_path: Path, text: str, said: str) -> None:
    problems = read(tmp_path, "Caseloads.csv", f"As at,Team,Caseload\n31/12/2017,{text},90\n").problems
    assert [p.where for p in problems] == ["Caseloads.csv, row 2, Team"]
    assert said in problems[0].message


def test_code_page_850_is_not_taken_for_windows_letters(tmp_path: Path) -> None:
    content = "As at,Team,Caseload\n31/12/2017,Tîm y Môr,90\n".encode("cp850")
    assert "“TŒm” is probably “Tîm”" in read(tmp_path, "Caseloads.csv", content).problems[0].message


def test_a_name_of_many_digits_is_no_tables_and_found_so_at_once() -> None:
    assert table_named("1" * 60 + "x", CYPS_TABLES) is None
    assert table_named("Supervision " + "1" * 60 + "x", CYPS_TABLES) is None
