"""What stands in a CSV where a figure was expected: marks, Excel's errors, two readings, the wrong alphabet."""

from __future__ import annotations

from pathlib import Path

import pytest

from helpers.csv_sources import read
from helpers.packs import CASELOADS, READMISSIONS


def test_a_number_with_two_readings_is_a_problem_and_not_a_guess(tmp_path: Path) -> None:
    source = read(tmp_path, "Workforce.csv", "As at;Measure;Role;Number\n31/12/2017;Agency;IRO;1,234\n")
    assert [p.where for p in source.problems] == ["Workforce.csv, row 2, Number"]


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
