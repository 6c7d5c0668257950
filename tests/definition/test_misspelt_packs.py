"""A file or heading of a pack that is nearly called as one that is read is named; what is somebody's own stays."""

from __future__ import annotations

from pathlib import Path

import pytest

from cyps_xl.definition.packs import read_pack
from cyps_xl.errors import Blocked
from helpers.small_pack import small_pack


def wrong_in(folder: Path) -> list[str]:
    """What stands in the way of a pack."""
    with pytest.raises(Blocked) as refused:
        read_pack(folder)
    return [f"{problem.where}: {problem.message}" for problem in refused.value.problems]


@pytest.mark.parametrize(
    ("name", "meant"), [("Relation", "Relations"), ("Line", "Lines"), ("Translation", "Translations"), ("Bed", "Beds")]
)
def test_a_file_with_a_misspelt_name_is_named(tmp_path: Path, name: str, meant: str) -> None:
    folder = small_pack(tmp_path / "pack")
    (folder / f"{meant}.csv").unlink(missing_ok=True)
    (folder / f"{name}.csv").write_text("Table,Heading\n")
    assert f"{name}.csv: It is named after no table of the pack (perhaps {meant} was meant)." in wrong_in(folder)


def test_a_misspelt_heading_is_named(tmp_path: Path) -> None:
    lines = small_pack(tmp_path / "pack") / "Lines.csv"
    lines.write_text(lines.read_text().replace("Total", "Totals", 1))
    assert wrong_in(lines.parent) == ["Lines.csv: Lines has no column “Totals” (perhaps “Total” was meant)."]


@pytest.mark.parametrize(
    ("name", "rows", "said"),
    [
        ("Settings", "Setting,Valeu\nCouncil,Anytown\n", "Settings has no column “Valeu” (perhaps “Value” was meant)."),
        ("CoverText", "Heading,Englsh\nAll,Ours\n", "Cover text has no column “Englsh” (perhaps “English” was meant)."),
        ("Indicators", "No,Name,Untis\n1,Homes,days\n", "Indicators has no column “Untis” (perhaps “Unit” was meant)."),
        ("Visits", "Month,Deu\nOct 2017,3\n", "Visits has no column “Deu” (perhaps “Due” was meant)."),
    ],
)
def test_a_misspelt_heading_of_a_file_that_declares_nothing_is_named(
    tmp_path: Path, name: str, rows: str, said: str
) -> None:
    folder = small_pack(tmp_path / "pack")
    (folder / f"{name}.csv").write_text(rows)
    assert f"{name}.csv: {said}" in wrong_in(folder)


def test_what_is_somebodys_own_stays_in_a_pack(tmp_path: Path) -> None:
    folder = small_pack(tmp_path / "pack")
    lines = folder / "Lines.csv"
    lines.write_text("".join(f"{line},Agreed with the board\n" for line in lines.read_text().splitlines()))
    (folder / "README.md").write_text("Ours.")
    (folder / "Lines as they were.csv").write_text("Block")
    (folder / "Whom to ring up.csv").write_text("Ann,1234")
    (folder / "records").mkdir()
    (folder / "records" / "Relation.csv").write_text("a")
    assert read_pack(folder).definition.sections
