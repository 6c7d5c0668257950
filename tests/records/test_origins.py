"""Each figure that was counted or imported keeps where it came from."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from cyps_xl import counted, report
from cyps_xl.case_records import Asked
from cyps_xl.inputs.origins import Origin
from cyps_xl.inputs.records import Inputs
from cyps_xl.planning import inputs_of
from cyps_xl.records.files import read_source
from cyps_xl.records.read_declared import read_declared
from cyps_xl.records.rule_version import version_of
from cyps_xl.xlsx.input_tables.origins import read_origins
from cyps_xl.xlsx.parts.package import Package
from helpers.case_records import CHILDREN, DRAWN, PACK, declared, folder_with, planted_records

pytest.importorskip("duckdb")

DAY = dt.date(2026, 11, 29)
QUARTER = "2026-27 Q2"


def held(path: Path) -> Inputs:
    return inputs_of(Package.read(path))


def origin_of(path: Path, table: str, heading: str, *key: object) -> Origin | None:
    package = Package.read(path)
    inputs = inputs_of(package)
    row = inputs.named(table).find(*key)  # type: ignore[arg-type]
    assert row is not None
    return read_origins(package, inputs.catalogue).of(inputs.catalogue[table], row, heading)


def test_each_counted_figure_keeps_its_records_their_fingerprint_its_day_and_its_rule(
    book: Path, tmp_path: Path
) -> None:
    where = planted_records(tmp_path)
    counted.count_into(book, Asked(where, drawn=DRAWN), today=DAY)
    august = dt.date(2026, 8, 31)
    found = origin_of(book, "LookedAfter", "Children", august)
    assert found is not None
    rule = next(count for count in declared().counts if count.name == "CH/039")
    assert (found.count, found.source, found.day, found.counts) == ("CH/039", "export", "2026-11-29", PACK)
    assert found.version == version_of(declared(), rule) and len(found.fingerprint) == 12
    in_area = origin_of(book, "LookedAfter", "In the area", august)
    assert in_area is not None and in_area.count == "in the area" and in_area.version != found.version
    assert origin_of(book, "LookedAfter", "Children", dt.date(2025, 8, 31)) is None  # nobody counted it
    for_metric = origin_of(book, "Metrics", "Number", QUARTER, "CH/043")
    assert for_metric is not None and for_metric.count == "CH/043"


def test_the_fingerprint_is_that_of_what_is_in_the_files(tmp_path: Path) -> None:
    where = planted_records(tmp_path)
    before = read_source(where, declared().layouts).fingerprint()
    (where / "episodes.csv").rename(where / "episodes 2026.csv")
    (where / "notes.txt").write_text("no records")
    assert read_source(where, declared().layouts).fingerprint() == before
    (where / "children.csv").write_text(f"{CHILDREN}\n")
    assert read_source(where, declared().layouts).fingerprint() != before


def test_a_figure_that_is_imported_over_a_count_comes_from_no_count_any_more(book: Path, tmp_path: Path) -> None:
    counted.count_into(book, Asked(planted_records(tmp_path), drawn=DRAWN), today=DAY)
    source = folder_with(tmp_path / "in", {"LookedAfter.csv": "As at,Children\n2026-08-31,5\n"})
    report.import_figures(book, source)
    august = dt.date(2026, 8, 31)
    now = origin_of(book, "LookedAfter", "Children", august)
    assert now is not None and (now.source, now.count, now.version) == ("in", "", "")
    report.refresh(book)
    assert origin_of(book, "LookedAfter", "In the area", august) is not None


def test_the_version_is_of_the_rule_and_not_of_its_words(tmp_path: Path) -> None:
    folder = folder_with(tmp_path, {one.name: one.read_bytes() for one in declared().folder.iterdir() if one.is_file()})
    rules = folder / "Counts.csv"

    def version() -> str:
        found = read_declared(folder)
        return version_of(found, next(count for count in found.counts if count.name == "CH/012"))

    before = version()
    text = rules.read_text(encoding="utf-8")
    rules.write_text(text.replace("New assessments completed within", "Assessments completed within"), encoding="utf-8")
    assert version() == before
    rules.write_text(text.replace("completed <= due", "completed < due"), encoding="utf-8")
    assert version() != before
