"""What every test shares."""

from __future__ import annotations

import os
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import HealthCheck, settings

settings.register_profile(
    "usual", derandomize=True, deadline=None, print_blob=True, suppress_health_check=[HealthCheck.too_slow]
)
"""The same examples in every run on every machine. Others are looked for by `scripts/fuzz.py`."""
settings.load_profile("usual")


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
