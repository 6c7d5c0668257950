"""Each file that is no usable workbook is told in one sentence what it is, and what to do."""

from __future__ import annotations

import time

import pytest

from cyps_xl.errors import UnusableFile
from cyps_xl.xlsx.parts.package import Package
from helpers.bad_files import BAD_FILES
from helpers.bad_kinds import BadFile

MOST_SECONDS = 5.0


def _label(number: int, bad: BadFile) -> str:
    return f"{number:03}-{bad.sentence[:60]}"


@pytest.mark.parametrize("bad", BAD_FILES, ids=[_label(*numbered) for numbered in enumerate(BAD_FILES)])
def test_a_bad_file_gets_one_sentence_and_a_remedy_in_time(bad: BadFile) -> None:
    data = bad.make()
    start = time.perf_counter()
    with pytest.raises(UnusableFile) as raised:
        Package.from_bytes(data, bad.name)
    assert time.perf_counter() - start < MOST_SECONDS
    assert raised.value.message == bad.sentence
    assert raised.value.remedy.endswith(".")


def test_there_are_over_a_hundred_kinds_of_bad_file() -> None:
    assert len(BAD_FILES) > 100
