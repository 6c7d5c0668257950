"""Councils' editions for the public, published from workbooks of one report with other counts in each."""

from __future__ import annotations

from pathlib import Path

import pytest

from cyps_xl.edition.build import Wanted
from cyps_xl.edition.publishing import publish
from cyps_xl.xlsx.parts.package import Package
from helpers.councils import MORE, of_council
from helpers.new_books import new_book


@pytest.fixture(scope="session")
def example(tmp_path_factory: pytest.TempPathFactory) -> Package:
    """The example's workbook of the pack of 2020."""
    path = tmp_path_factory.mktemp("example") / "Children.xlsx"
    new_book(path, "wales-2020")
    return Package.read(path)


@pytest.fixture(scope="session")
def published(example: Package, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the editions of three councils, each in a folder of its own, as publish makes them."""
    made = tmp_path_factory.mktemp("editions")
    (made / "all").mkdir()
    for council, more in MORE.items():
        path = made / f"{council}.xlsx"
        path.write_bytes(of_council(example, council, more).to_bytes())
        edition = publish(path, made / council, Wanted(audience="public", make_pdf=False, first_edition=True))
        edition.folder.rename(made / "all" / council)
    return made / "all"
