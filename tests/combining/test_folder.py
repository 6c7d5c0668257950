"""A folder of editions: every one of the quarter, one a council, all readable, or nothing at all."""

from __future__ import annotations

import json
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cyps_xl.combining.adding import add_up
from cyps_xl.combining.expected import COUNCILS_OF_WALES, Expected, expected_in
from cyps_xl.combining.folder import Gathered, gather
from cyps_xl.errors import Blocked, CypsError, UnusableFile, WrongUse
from cyps_xl.printed.described import AUDIENCE, DRAFT, MEASURES, PROTECTION, QUARTER
from helpers.published_figures import PLACEMENTS, YEAR, of_placements, write_all

POWYS, GWYNEDD = of_placements("Powys County Council", 20, 100), of_placements("Cyngor Gwynedd", 10, 300)


def gathered(folder: Path, expected: Expected = COUNCILS_OF_WALES, quarter: str | None = None) -> Gathered:
    return gather(folder, expected, quarter)


def refused(folder: Path, **how: Any) -> str:
    """What is said of a folder of which nothing is taken."""
    with pytest.raises(Blocked) as caught:
        gathered(folder, **how)
    return "\n".join(map(str, caught.value.problems))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return write_all(tmp_path, [POWYS, GWYNEDD])


def metadata(folder: Path, council: str = "Powys County Council") -> Path:
    return folder / f"{council}.csv-metadata.json"


def said_otherwise(path: Path, **said: object) -> None:
    whole = json.loads(path.read_text(encoding="utf-8"))
    path.write_text(json.dumps({**whole, **said}), encoding="utf-8")


def test_each_edition_is_its_councils_in_either_language(folder: Path) -> None:
    assert list(gathered(folder).editions) == ["Gwynedd", "Powys"]


def test_editions_may_lie_in_folders_of_their_own_with_what_was_published_beside_them(tmp_path: Path) -> None:
    for made in (POWYS, GWYNEDD):
        path = made.write(tmp_path / made.council)
        for ending in (".xlsx", ".html", ".json", ".pdf"):
            path.with_suffix(ending).write_bytes(b"")
    (tmp_path / "Public editions so far").mkdir()
    (tmp_path / "Public editions so far" / "old.json").write_bytes(b"{}")
    (tmp_path / "letter.docx").write_bytes(b"")
    found = gathered(tmp_path)
    assert len(found.editions) == 2
    assert found.remarks == ("No published figures, left alone: letter.docx",)


def test_editions_may_lie_in_the_folder_of_each_in_that_of_its_council(tmp_path: Path) -> None:
    for made in (POWYS, GWYNEDD):
        made.write(tmp_path / made.council / "2025-26 Q4")
    assert list(gathered(tmp_path).editions) == ["Gwynedd", "Powys"]


def test_the_folder_may_be_the_one_that_the_user_is_in(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(folder)
    assert len(gathered(Path()).editions) == 2


def test_a_file_that_excel_saved_with_semicolons_and_titles_above_is_read(folder: Path) -> None:
    path = folder / "Powys County Council.csv"
    lines = path.read_text(encoding="utf-8-sig").splitlines()
    text = "\n".join(["Saved from Excel", "", *(line.replace(",", ";") for line in lines)])
    path.write_text(text.replace("2; CH/043; ", "2, CH/043, "), encoding="cp1252")
    counts = gathered(folder).editions["Powys"].figures[PLACEMENTS][YEAR]
    assert (counts.number.number, counts.out_of.number) == (20, 100)


def test_columns_may_stand_in_another_order_and_others_beside_them(folder: Path) -> None:
    path = folder / "Powys County Council.csv"
    path.write_text(
        "STATUS,Id,mine,value\n"
        f',"x |  | {PLACEMENTS.label} | Number | {YEAR}",?,20\n'
        f'withheld,"x |  | {PLACEMENTS.label} | Out of | {YEAR}",?,\n',
        encoding="utf-8",
    )
    counts = gathered(folder).editions["Powys"].figures[PLACEMENTS][YEAR]
    assert (counts.number.number, counts.out_of.number) == (20, None)


def test_the_fourth_quarter_is_the_full_year(tmp_path: Path) -> None:
    made = [of_placements(council, 20, 100, "2025-26 Q4") for council in ("Powys", "Gwynedd")]
    found = gathered(write_all(tmp_path, made))
    assert list(found.editions["Powys"].figures[PLACEMENTS]) == ["2025-26"]


def test_without_metadata_nothing_is_read(folder: Path) -> None:
    metadata(folder).unlink()
    assert "which says what the figures mean" in refused(folder)


def test_metadata_without_figures_are_named(folder: Path) -> None:
    (folder / "Powys County Council.csv").unlink()
    assert "Powys County Council.csv-metadata.json: The figures that it describes are not beside it." in refused(folder)


@pytest.mark.parametrize("damaged", [b"", b"{", b"[]", b"\xff\xfe", b"[" * 100_000])
def test_damaged_metadata_are_named(folder: Path, damaged: bytes) -> None:
    metadata(folder).write_bytes(damaged)
    assert "is damaged, or no metadata of an edition" in refused(folder)


@pytest.mark.parametrize("lost", [QUARTER, AUDIENCE, DRAFT, PROTECTION, MEASURES])
def test_metadata_that_do_not_say_what_is_needed_are_of_an_older_version(folder: Path, lost: str) -> None:
    whole = json.loads(metadata(folder).read_text(encoding="utf-8"))
    del whole[lost]
    metadata(folder).write_text(json.dumps(whole), encoding="utf-8")
    assert "published with this version of cyps-xl or a newer one" in refused(folder)


@pytest.mark.parametrize(
    "said",
    [
        {"dc:temporal": "last quarter"},
        {"schema:additionalProperty": [{"schema:name": "small numbers"}]},
        {"schema:variableMeasured": [{"schema:name": "X", "schema:unitText": "stars", "schema:stepValue": 1}]},
        {"schema:variableMeasured": [{"schema:name": "X", "schema:unitText": "days", "schema:stepValue": 0}]},
        {"schema:variableMeasured": [{"schema:name": "X", "schema:unitText": "days", "schema:stepValue": 1e-300}]},
        {"schema:variableMeasured": 7},
    ],
)
def test_metadata_that_say_something_else_are_named(folder: Path, said: dict[str, object]) -> None:
    said_otherwise(metadata(folder), **said)
    assert "does not say what its indicators mean" in refused(folder)


def test_drafts_and_editions_for_members_are_not_added(tmp_path: Path) -> None:
    write_all(tmp_path, [replace(POWYS, draft=True), replace(GWYNEDD, audience="members")])
    said = refused(tmp_path)
    assert "Powys County Council.csv is a draft." in said
    assert "is an edition for members, whose small numbers must not be told by a sum" in said


@pytest.mark.parametrize("value", ["twenty", "-5", "1e999", "1,5", "NaN"])
def test_a_value_that_is_no_number_is_named_with_its_row(folder: Path, value: str) -> None:
    path = folder / "Powys County Council.csv"
    name = f'"x |  | {PLACEMENTS.label} | Number | {YEAR}"'
    path.write_text(f'id,value,status\n{name},"{value}",\n', encoding="utf-8")
    assert f"Powys County Council.csv, row 2: “{value}” is no number." in refused(folder)


def test_a_file_that_is_no_editions_is_named(folder: Path) -> None:
    path = folder / "Powys County Council.csv"
    path.write_text("Team,Cases\nNorth,12\n", encoding="utf-8")
    assert "has no columns id, value, status" in refused(folder)


def test_two_figures_of_one_place_are_named_with_their_rows(folder: Path) -> None:
    path = folder / "Powys County Council.csv"
    name = f'"x |  | {PLACEMENTS.label} | Number | {YEAR}"'
    path.write_text(f"id,value,status\n{name},20,\n{name},21,\n", encoding="utf-8")
    assert "rows 2 and 3, say two things of CH/043, 2025-26" in refused(folder)


def test_a_figure_that_is_told_in_one_row_and_withheld_in_another_is_told(folder: Path) -> None:
    path = folder / "Powys County Council.csv"
    name = f'"x |  | {PLACEMENTS.label} | Number | {YEAR}"'
    for rows in ((f"{name},20,", f"{name},,withheld"), (f"{name},,withheld", f"{name},20,")):
        path.write_text("\n".join(("id,value,status", *rows)) + "\n", encoding="utf-8")
        assert gathered(folder).editions["Powys"].figures[PLACEMENTS][YEAR].number.number == 20


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(at=st.floats(0, 1), new=st.binary(max_size=30), which=st.sampled_from([".csv", ".csv-metadata.json"]))
def test_no_damage_to_a_file_is_more_than_a_sentence(
    tmp_path_factory: pytest.TempPathFactory, at: float, new: bytes, which: str
) -> None:
    folder = write_all(tmp_path_factory.mktemp("damaged"), [POWYS, GWYNEDD])
    path = folder / f"Powys County Council{which}"
    data = path.read_bytes()
    place = int(at * len(data))
    path.write_bytes(data[:place] + new + data[place + len(new) :])
    with suppress(CypsError):
        add_up(gathered(folder).editions, COUNCILS_OF_WALES)


scraps = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=9)
anything = st.recursive(
    scraps, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner), max_leaves=6
)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_whatever_metadata_say_is_no_more_than_a_sentence(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    folder = write_all(tmp_path_factory.mktemp("odd"), [POWYS, GWYNEDD])
    whole = json.loads(metadata(folder).read_text(encoding="utf-8"))
    [measure] = whole[MEASURES]
    place = data.draw(st.sampled_from([whole, measure, *whole[PROTECTION]]))
    place[data.draw(st.sampled_from(sorted(place)))] = data.draw(anything)
    metadata(folder).write_text(json.dumps(whole), encoding="utf-8")
    with suppress(CypsError):
        add_up(gathered(folder).editions, COUNCILS_OF_WALES)


def test_rounded_counts_need_to_say_to_what(folder: Path) -> None:
    path = folder / "Powys County Council.csv"
    path.write_text(f'id,value,status\n"x |  | {PLACEMENTS.label} | Number | {YEAR}",20,rounded\n', encoding="utf-8")
    assert "does not say what its counts are rounded to" in refused(folder)


def test_all_that_is_wrong_in_a_folder_is_named_at_once(tmp_path: Path) -> None:
    write_all(tmp_path, [POWYS, replace(GWYNEDD, draft=True), of_placements("Atlantis", 1, 2)])
    metadata(tmp_path).unlink()
    said = refused(tmp_path)
    assert "published by “Atlantis”: none of the 22 councils of Wales" in said
    assert "is a draft" in said and "is not there" in said


def test_editions_of_several_quarters_ask_which_is_meant(tmp_path: Path) -> None:
    write_all(tmp_path, [POWYS, replace(GWYNEDD, quarter="2026-27 Q1")])
    said = refused(tmp_path)
    assert "It is of 2026-27 Q1, and the folder has editions of 2026-27 Q1 and 2026-27 Q2." in said
    assert '--quarter "2026-27 Q2"' in said


def test_editions_of_another_quarter_than_the_one_named_are_left_aside_and_named(tmp_path: Path) -> None:
    write_all(tmp_path, [POWYS, replace(GWYNEDD, quarter="2026-27 Q1")])
    found = gathered(tmp_path, quarter="Q2 2026/27")
    assert list(found.editions) == ["Powys"]
    assert found.remarks == ("Cyngor Gwynedd.csv is of 2026-27 Q1: left aside",)
    with pytest.raises(UnusableFile, match="has no edition of 2019-20 Q1"):
        gathered(tmp_path, quarter="2019-20 Q1")
    with pytest.raises(WrongUse, match="is not a quarter"):
        gathered(tmp_path, quarter="soon")


def test_the_edition_that_was_issued_last_is_taken_and_the_older_named(tmp_path: Path) -> None:
    POWYS.write(tmp_path, "first")
    replace(of_placements("Powys", 21, 100), issued="2026-12-01").write(tmp_path, "corrected")
    found = gathered(tmp_path)
    assert found.editions["Powys"].figures[PLACEMENTS][YEAR].number.number == 21
    assert found.remarks == (
        "first.csv, issued 2026-11-19, is older than corrected.csv, issued 2026-12-01: left aside",
    )


def test_both_languages_of_an_edition_are_read_once(tmp_path: Path) -> None:
    POWYS.write(tmp_path, "english")
    replace(POWYS, council="Cyngor Sir Powys", language="cy-GB").write(tmp_path, "welsh")
    found = gathered(tmp_path)
    assert len(found.editions) == 1 and "tells what welsh.csv does: read once" in found.remarks[0]


@pytest.mark.parametrize("issued", ["", "2026-11-19"])
def test_two_editions_of_which_neither_is_newer_are_refused(tmp_path: Path, issued: str) -> None:
    replace(POWYS, issued=issued).write(tmp_path, "one")
    replace(of_placements("Powys", 21, 100), issued=issued).write(tmp_path, "other")
    said = refused(tmp_path)
    assert "one.csv and other.csv: Both are Powys’s edition of 2026-27 Q2, they differ" in said


def test_a_folder_without_published_figures_says_what_belongs_there(tmp_path: Path) -> None:
    with pytest.raises(UnusableFile, match="holds no published figures"):
        gathered(tmp_path)
    with pytest.raises(UnusableFile, match="is not there"):
        gathered(tmp_path / "none")


def test_other_councils_come_from_a_file_laid_out_as_the_sheet_areas(tmp_path: Path) -> None:
    path = tmp_path / "areas.csv"
    path.write_text("Area;Kind\nUs;our own\nAtlantis;another council\nPowys;another council\nAll;country\n")
    found = expected_in(path)
    assert (found.whole, found.councils) == ("All", ("Atlantis", "Powys"))
    assert found.called("atlantis") == "Atlantis" and found.called("Cyngor Sir Powys") == "Powys"
    assert found.called("Gwynedd") is None


@pytest.mark.parametrize("text", ["Name\nPowys\n", "Area,Kind\nWales,country\n", "Area,Kind\nA,another council\n"])
def test_a_file_of_areas_that_makes_no_whole_is_refused(tmp_path: Path, text: str) -> None:
    path = tmp_path / "areas.csv"
    path.write_text(text)
    with pytest.raises(UnusableFile) as caught:
        expected_in(path)
    assert "a column Area and a column Kind" in caught.value.remedy
