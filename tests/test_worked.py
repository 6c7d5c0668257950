"""`scripts/worked.py` knows a file by its headings, and says by how much the program differs from it."""

from __future__ import annotations

import math
from itertools import pairwise
from pathlib import Path
from statistics import NormalDist

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


HOURS = (286, 948, 536, 124, 816, 729, 4, 143, 431, 8, 2837, 596, 81, 227, 603, 492, 1199, 1214, 2831, 96)
"""Hours between failures of a valve: Montgomery, Statistical Quality Control, the example of times between events."""


def told(tmp_path: Path, capsys: pytest.CaptureFixture[str], text: str) -> str:
    (tmp_path / "One.csv").write_text(text)
    assert script("worked").main(str(tmp_path)) == 0
    return capsys.readouterr().out.removeprefix("One.csv: ").rstrip()


def difference(said: str) -> float:
    return float(said.rpartition(", ")[2])


def byar_row(count: int, base: int, times: int) -> str:
    """By the formula of Breslow & Day, with the normal quantiles of the standard library."""
    ends = []
    for z in (NormalDist().inv_cdf(0.975), NormalDist().inv_cdf(0.999)):
        ends.append(count * (1 - 1 / (9 * count) - z / 3 / math.sqrt(count)) ** 3 / base * times)
        more = count + 1
        ends.append(more * (1 - 1 / (9 * more) + z / 3 / math.sqrt(more)) ** 3 / base * times)
    numbers = ",".join(repr(one) for one in (count / base * times, *ends))
    return f"{count},{base},{times},Byars,{numbers}\n"


RATES = "numerator,denominator,multiplier,method,value,lower_95,upper_95,lower_99_8,upper_99_8\n"


def test_byar_s_interval_is_that_of_its_formula(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    said = told(tmp_path, capsys, RATES + byar_row(65, 100, 100) + byar_row(10, 1234, 100_000))
    assert said.startswith("rates, ") and difference(said) < 1e-9


def test_the_exact_interval_of_fourteen_in_four_hundred_years_is_the_published_one(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """0.019135 to 0.058724, as StatsDirect's help on Poisson rates has it."""
    row = "14,400,1,Exact,0.035,0.019135,0.058724,,\n"
    said = told(tmp_path, capsys, RATES.replace(",lower_99_8,upper_99_8", "") + row.replace(",,\n", "\n"))
    assert difference(said) < 1e-6


def test_a_t_chart_is_an_xmr_chart_of_roots_turned_back(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    roots = [hours ** (1 / 3.6) for hours in HOURS]
    mean = sum(roots) / len(roots)
    spread = 3 * sum(abs(b - a) for a, b in pairwise(roots)) / (len(roots) - 1) / 1.128
    ends = f"{mean**3.6!r},{max(0.0, mean - spread) ** 3.6!r},{(mean + spread) ** 3.6!r}"
    text = "failure,hours,centre,lower,upper\n" + "".join(f"{at},{one},{ends}\n" for at, one in enumerate(HOURS, 1))
    said = told(tmp_path, capsys, text)
    assert said.startswith("t chart, ") and difference(said) < 1e-9
    assert difference(told(tmp_path, capsys, text.replace(",0.0,", ",,"))) < 1e-9


@pytest.mark.parametrize(("yes", "no"), [("1", "0"), ("TRUE", "FALSE"), ("True", "False"), ("yes", "no")])
def test_a_baseline_is_known_however_it_is_marked(
    yes: str, no: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    counts = f"sample,count,in_baseline,centre,lower,upper\n1,16,{yes},16,4,28\n2,99,{no},16,4,28\n"
    assert told(tmp_path, capsys, counts) == "c chart, 0"
    parts = (
        "sample,nonconforming,size,part,included,rate,centre,lower,upper\n"
        f"1,50,100,1,{yes},0.5,0.5,0.35,0.65\n2,90,100,2,{yes},0.9,0.9,0.81,0.99\n3,1,100,2,{no},0.01,0.9,0.81,0.99\n"
    )
    assert difference(told(tmp_path, capsys, parts)) < 1e-9
    assert difference(told(tmp_path, capsys, parts.replace("0.01,", "0.02,"))) == pytest.approx(0.01)
