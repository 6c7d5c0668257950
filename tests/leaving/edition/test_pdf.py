"""The PDF of an edition: tagged, titled, in its language, and about nobody."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from cyps_xl.edition.publishing import Published, Wanted, publish
from helpers.libreoffice import needs_libreoffice


@pytest.fixture(scope="module")
def printed(workbook: Path, tmp_path_factory: pytest.TempPathFactory) -> Published:
    wanted = Wanted(language="cy", allow_english=True)
    return publish(workbook, tmp_path_factory.mktemp("pdf"), wanted)


@needs_libreoffice
def test_the_pdf_is_tagged_bookmarked_titled_and_in_its_language(printed: Published) -> None:
    data = printed.files[f"{printed.folder.name}.pdf"]
    assert b"/MarkInfo<</Marked true>>" in data
    assert re.findall(rb"/Lang\(([^)]*)\)", data) == [b"cy-GB"]
    titles = {bytes.fromhex(found.decode()).decode("utf-16") for found in re.findall(rb"/Title<(FEFF[0-9A-F]+)>", data)}
    assert {"Clawr", "3 Cwynion", "5 Archwiliadau"} <= titles  # the bookmarks
    assert "Gwasanaethau Plant a Phobl Ifanc: adroddiad perfformiad, 2017-18 Ch3" in titles


@needs_libreoffice
def test_the_pdf_names_no_author(printed: Published) -> None:
    assert b"/Author" not in printed.files[f"{printed.folder.name}.pdf"]
