"""Workbooks to publish from: the example with its contradictions, and a copy in which they are put right."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from cyps_xl import report
from cyps_xl.edition.publishing import Published, Wanted, publish
from cyps_xl.planning import plan_report
from cyps_xl.xlsx.parts.package import Package
from helpers.new_books import new_book

CORRECTED = {
    "Supervision": "Month,Qualified in time\n2017-03-01,97\n",
    "Complaints": "Period,Kind,Outcome,Number\n2017-18 Q3,Stage 2,partially upheld,1\n",
}


@pytest.fixture(scope="session")
def contradictory(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The example quarter, which holds two figures that cannot be right."""
    path = tmp_path_factory.mktemp("example") / "CYPS 2017-18 Q3.xlsx"
    new_book(path)
    return path


@pytest.fixture(scope="session")
def workbook(contradictory: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The example quarter with both figures put right."""
    folder = tmp_path_factory.mktemp("corrected")
    path = folder / "CYPS.xlsx"
    path.write_bytes(contradictory.read_bytes())
    figures = folder / "figures"
    figures.mkdir()
    for name, text in CORRECTED.items():
        (figures / f"{name}.csv").write_text(text, encoding="utf-8")
    report.import_figures(path, figures)
    return path


@pytest.fixture(scope="session")
def accepted(contradictory: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The example quarter with both findings accepted."""
    folder = tmp_path_factory.mktemp("accepted")
    path = folder / "CYPS.xlsx"
    path.write_bytes(contradictory.read_bytes())
    references = [finding.reference for finding in plan_report(Package.read(path)).blocking]
    with (folder / "Accepted.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(("Reference", "Reason", "Accepted by", "Date"))
        writer.writerows((reference, "As returned", "Head of service", "2018-02-01") for reference in references)
    report.import_figures(path, folder / "Accepted.csv")
    return path


@pytest.fixture(scope="session")
def english(workbook: Path, tmp_path_factory: pytest.TempPathFactory) -> Published:
    """The members' edition in English, without a PDF."""
    return publish(workbook, tmp_path_factory.mktemp("english"), Wanted(make_pdf=False))


@pytest.fixture(scope="session")
def welsh(workbook: Path, tmp_path_factory: pytest.TempPathFactory) -> Published:
    """The members' edition in Welsh, English standing in where Welsh is missing, without a PDF."""
    wanted = Wanted(language="cy", allow_english=True, make_pdf=False)
    return publish(workbook, tmp_path_factory.mktemp("welsh"), wanted)
