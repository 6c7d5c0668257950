"""A secret planted anywhere is found, and a clean edition is left in peace."""

from __future__ import annotations

from pathlib import Path

import pytest

from cyps_xl import report
from cyps_xl.edition.publishing import Wanted, publish
from cyps_xl.errors import UnusableFile
from cyps_xl.scan import KINDS, scan_bytes
from cyps_xl.xlsx.parts.package import Package
from helpers.bad_files import BAD_FILES
from helpers.bad_kinds import BadFile
from helpers.byte_scan import finds
from helpers.new_books import new_book
from helpers.planted import SECRET
from helpers.planted_places import PLANTERS, plant_wherever_there_is_room
from helpers.planted_zips import AROUND

NAME = "edition.xlsx"


@pytest.fixture(scope="module")
def staff(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("staff") / "CYPS.xlsx"
    new_book(path)
    return path


@pytest.fixture(scope="module")
def edition(staff: Path) -> bytes:
    """A members' edition of the example quarter."""
    made = publish(staff, staff.parent / "out", Wanted(draft=True, make_pdf=False))
    return made.files[made.workbook]


@pytest.mark.parametrize("place", PLANTERS)
def test_a_secret_is_found(place: str, edition: bytes) -> None:
    planted = PLANTERS[place](Package.from_bytes(edition, NAME)).to_bytes()
    found = scan_bytes(planted, NAME)
    assert any(SECRET in f"{e.place} {e.found}" or SECRET[-4:] in e.found or e.kind == "hidden sheet" for e in found)


@pytest.mark.parametrize("place", AROUND)
def test_a_secret_around_the_parts_is_found(place: str, edition: bytes) -> None:
    found = scan_bytes(AROUND[place](edition), NAME)
    assert [exposure.kind for exposure in found] == ["zip"]
    assert SECRET in found[0].found


def test_every_place_at_once_is_found_each_by_itself(edition: bytes) -> None:
    package = Package.from_bytes(edition, NAME)
    alone = {place: {e.place for e in scan_bytes(p(package).to_bytes(), NAME)} for place, p in PLANTERS.items()}
    for planter in PLANTERS.values():
        package = planter(package)
    together = {e.place for e in scan_bytes(package.to_bytes(), NAME)}
    assert [place for place, places in alone.items() if not places & together] == []


def test_what_is_found_says_where_what_and_what_to_do(edition: bytes) -> None:
    planted = PLANTERS["far-away cell"](Package.from_bytes(edition, NAME)).to_bytes()
    (found,) = scan_bytes(planted, NAME)
    assert (found.kind, found.place, found.found) == ("off the page", "2.1 Supervision!AZ900", SECRET)
    assert found.what
    assert found.remedy


def test_a_clean_edition_is_left_in_peace(edition: bytes) -> None:
    assert scan_bytes(edition, NAME) == ()


@pytest.mark.parametrize("quarter", ["2017-18 Q2", "2017-18 Q4", "2016-17 Q3"])
@pytest.mark.parametrize("language", ["en", "cy"])
def test_editions_of_every_kind_are_left_in_peace(staff: Path, tmp_path: Path, quarter: str, language: str) -> None:
    path = tmp_path / "CYPS.xlsx"
    path.write_bytes(staff.read_bytes())
    report.refresh(path, quarter=quarter)
    wanted = Wanted(language=language, draft=True, allow_english=True, make_pdf=False)
    made = publish(path, tmp_path / "out", wanted)
    assert scan_bytes(made.files[made.workbook], NAME) == ()


def test_an_edition_holds_nothing_that_was_hidden_in_the_staff_workbook(staff: Path, tmp_path: Path) -> None:
    package, planted = plant_wherever_there_is_room(Package.read(staff))
    assert len(planted) > 85
    path = tmp_path / "CYPS.xlsx"
    path.write_bytes(package.to_bytes())
    assert len(finds(path.read_bytes(), SECRET)) > 30
    made = publish(path, tmp_path / "out", Wanted(draft=True, make_pdf=False))
    assert [place for data in made.files.values() for place in finds(data, SECRET)] == []


NO_FAR_CELLS = [bad for bad in BAD_FILES if "too far" not in bad.sentence]


@pytest.mark.parametrize("bad", NO_FAR_CELLS[::10], ids=lambda bad: bad.name)
def test_a_file_that_is_no_workbook_gets_its_sentence(bad: BadFile) -> None:
    with pytest.raises(UnusableFile) as caught:
        scan_bytes(bad.make(), bad.name)
    assert caught.value.message == bad.sentence


def test_every_kind_of_finding_has_a_name_words_and_a_remedy() -> None:
    assert len({kind.name for kind in KINDS}) == len(KINDS)
    assert all(kind.what and kind.remedy for kind in KINDS)
