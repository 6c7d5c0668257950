"""`scripts/worked.py` knows a file by its headings, and says by how much the program differs from it."""

from __future__ import annotations

from pathlib import Path

import pytest

from helpers.scripts import script

KNOWN = {
    "Shares.csv": (
        "numerator,denominator,value,lower_95,upper_95,lower_99_8,upper_99_8\n"
        "1,100,0.01,0.0017674320641406511,0.054486196178705294,0.000873065697299977,0.1045544528370582\n"
    ),
    "Charts.csv": "sample,count,in_baseline,centre,lower,upper\n1,16,1,16,4,28\n2,99,0,16,4,28\n",
    "Parts.csv": (
        "sample,nonconforming,size,part,included,rate,centre,lower,upper\n"
        "1,50,100,a,1,0.5,0.5,0.35,0.65\n2,90,100,b,1,0.9,0.9,0.81,0.99\n3,1,100,b,0,0.01,0.9,0.81,0.99\n"
    ),
    "Rates.csv": (
        "numerator,denominator,multiplier,method,value,lower_95,upper_95,lower_99_8,upper_99_8\n"
        "0,100,1000,exact,0,0,36.888794541139366,0,69.07755278982137\n"
    ),
    "Times.csv": "failure,hours,centre,lower,upper\n1,81,81,81,81\n2,81,81,81,81\n",
    "Areas.csv": "area,numerator,denominator,significance\nA,90,100,High (0.025)\nB,80,100,Not significant\n",
    "Funnel.csv": (
        "denominator,lower_95,upper_95,lower_99_8,upper_99_8,baseline_pct\n100,72.160144,87.839856,67.639071,92.360929,80\n"
    ),
}


def test_each_shape_is_known_whatever_the_file_s_name(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for name, text in KNOWN.items():
        (tmp_path / name).write_text(text)
    (tmp_path / "Other.csv").write_text("a,b\n1,2\n")
    assert script("worked").main(str(tmp_path)) == 0
    told = dict(line.rsplit(": ", 1) for line in capsys.readouterr().out.splitlines())
    assert told.pop("Other.csv") == "not of these shapes"
    assert set(told) == set(KNOWN)
    assert all(float(words.rpartition(", ")[2]) < 1e-6 for words in told.values()), told


def test_a_number_that_differs_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "Charts.csv").write_text(KNOWN["Charts.csv"].replace("4,28", "5,28"))
    script("worked").main(str(tmp_path))
    assert capsys.readouterr().out == "Charts.csv: c chart, 1\n"


def test_a_folder_with_nothing_to_hold_against_is_no_success(tmp_path: Path) -> None:
    assert script("worked").main(str(tmp_path)) == 1
