"""What every test shares."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings

from cyps_xl.memory import look_seldom_for_circles
from helpers import new_books, openxml_validator
from helpers.openxml_validator import Made, Validator
from helpers.worked_out_once import worked_out_once

settings.register_profile(
    "usual", derandomize=True, deadline=None, print_blob=True, suppress_health_check=[HealthCheck.too_slow]
)
"""The same examples in every run on every machine. Others are looked for by `scripts/fuzz.py`."""
settings.load_profile("usual")

look_seldom_for_circles()  # a run makes millions of cells: looking through all of them took a tenth of the suite


@pytest.fixture(scope="session")
def spreadsheet_program() -> Iterator[Any]:
    """LibreOffice behind xlwings. In CI a test that wants it fails where it is missing; elsewhere it is skipped."""
    import xlwings

    from helpers.xlwings_lo_uno import find_uno

    if not find_uno():
        assert not os.environ.get("CI"), "LibreOffice or its Python bridge (python3-uno) is missing"
        pytest.skip("LibreOffice or its Python bridge (python3-uno) is missing, so this proof was not run")
    from helpers import xlwings_lo

    xlwings_lo.register()
    app = xlwings.App(add_book=False)
    yield app
    app.quit()


@pytest.fixture(scope="session")
def shared_by_workers(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Path:
    """A folder of this run that all of its workers share."""
    base = tmp_path_factory.getbasetemp()
    return base if worker_id == "master" else base.parent


@pytest.fixture(scope="session", autouse=True)
def same_formulas_worked_out_once(shared_by_workers: Path) -> Iterator[None]:
    """The second engine is asked once for each workbook, by whichever test makes it first."""
    with worked_out_once(shared_by_workers / "worked out"):
        yield


@pytest.fixture(scope="session", autouse=True)
def new_workbooks_made_once(shared_by_workers: Path) -> None:
    """A new workbook of a pack that ships is made by whichever test wants it first."""
    new_books.keep_in(shared_by_workers / "new books")


@pytest.fixture(scope="session", autouse=True)
def made_workbooks(tmp_path_factory: pytest.TempPathFactory, shared_by_workers: Path) -> Iterator[Made | None]:
    """The workbooks that tests make, and their judge; None where there is no validator."""
    if not openxml_validator.is_there():
        yield None
        return
    validator = Validator(tmp_path_factory.mktemp("validator"))
    made = Made(shared_by_workers / "judged", validator)
    with openxml_validator.watched(made):
        yield made
    validator.close()


@pytest.fixture(autouse=True)
def held_against_microsofts_validator(made_workbooks: Made | None, request: pytest.FixtureRequest) -> Iterator[None]:
    """A test fails after it has ended when a workbook that it has made has a fault, unless it is marked as unsound."""
    yield
    for faults in made_workbooks.judged() if made_workbooks else ():
        if faults and request.node.get_closest_marker("unsound") is None:
            pytest.fail(openxml_validator.told(faults), pytrace=False)


@pytest.fixture(scope="session")
def microsofts_validator(made_workbooks: Made | None) -> Validator:
    """Microsoft's validator. In CI a test that wants it fails where it is missing; elsewhere it is skipped."""
    if made_workbooks is None:
        reason = "Microsoft's validator is missing (scripts/test.py fetches it), so workbooks were not held against it"
        assert not os.environ.get("CI"), reason
        pytest.skip(reason)
    return made_workbooks.judge
