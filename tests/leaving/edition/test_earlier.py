"""Editions for the public remember each other: found where they lie, kept when they go, asked for when missing."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterable
from pathlib import Path

import pytest

from cyps_xl import report
from cyps_xl.disclosure.previous import Origin, Previous
from cyps_xl.edition.earlier import earlier_than, editions_before, of_other_reports, remember
from cyps_xl.edition.publishing import Published, Wanted, publish
from cyps_xl.errors import CypsError, UnusableFile, WrongUse
from cyps_xl.planning import plan_report
from cyps_xl.printed.names import MEMORY
from cyps_xl.settings import Settings
from cyps_xl.xlsx.parts.package import Package

SETTINGS = Settings("2017-18 Q3", council="Cwm Derw", service="Children’s services")
NAMES = {"en": "CYPS report {} {}", "cy": "CYPS adroddiad {} {}"}


def companion(
    quarter: str = "2017-18 Q2",
    audience: str = "public",
    language: str = "en",
    *,
    council: str = "Cwm Derw",
    service: str = "",
    draft: bool = False,
    value: int | None = 7,
    made_after: Iterable[Origin] = (),
) -> bytes:
    """The .json of a small edition."""
    stem = ("DRAFT " if draft else "") + NAMES[language].format(
        quarter if language == "en" else quarter.replace("Q", "Ch"), audience
    )
    whole = {
        "quarter": quarter,
        "language": "en-GB" if language == "en" else "cy-GB",
        "council": council,
        "report": service,
        "audience": audience,
        "draft": draft,
        "small_numbers": "withheld",
        "files": [{"name": f"{stem}.xlsx"}],
        "earlier": [vars(origin) for origin in made_after],
        "figures": [{"id": "4 | | On the register | 2017-05 | 2017-05", "value": value}],
    }
    return json.dumps(whole).encode()


def lay(out: Path, data: bytes) -> Path:
    """An edition's folder with its .json in it."""
    name = Previous.read(data).origin.name
    path = out / name.removesuffix(".json") / name
    path.parent.mkdir(parents=True)
    path.write_bytes(data)
    return path


def found(out: Path, *given: Path, audience: str = "public", first: bool = False) -> list[str]:
    """The editions reckoned with, by quarter and audience."""
    editions = editions_before(out, given, SETTINGS, audience, first=first)
    return [f"{edition.quarter} {edition.audience} {edition.language}" for edition in editions]


def refused(out: Path, *given: Path, first: bool = False) -> str:
    with pytest.raises(CypsError) as stopped:
        editions_before(out, given, SETTINGS, "public", first=first)
    return str(stopped.value)


def test_an_edition_of_the_council_s_other_report_is_told_of_and_not_reckoned_with(tmp_path: Path) -> None:
    path = lay(tmp_path, companion(service="Adult services"))
    assert "No earlier edition" in refused(tmp_path)
    (told,) = of_other_reports(tmp_path, SETTINGS)
    assert "Adult services" in told and "--previous" in told
    assert found(tmp_path, path) == ["2017-18 Q2 public en"], "given by hand it is the same report, called otherwise"


def test_a_service_that_was_called_otherwise_keeps_its_editions_once_one_was_given_by_hand(tmp_path: Path) -> None:
    old = Previous.read(lay(tmp_path, companion("2017-18 Q1", service="Children")).read_bytes()).origin
    lay(tmp_path, companion(service=SETTINGS.service, made_after=[old]))
    assert found(tmp_path) == ["2017-18 Q1 public en", "2017-18 Q2 public en"]
    assert list(of_other_reports(tmp_path, SETTINGS)) == [], "the report has editions by its own name again"


def test_an_edition_that_names_its_service_is_reckoned_with_for_that_one(tmp_path: Path) -> None:
    lay(tmp_path, companion(service=SETTINGS.service))
    assert found(tmp_path) == ["2017-18 Q2 public en"]
    assert list(of_other_reports(tmp_path, SETTINGS)) == []


def test_an_edition_for_the_public_that_lies_among_the_editions_is_reckoned_with(tmp_path: Path) -> None:
    lay(tmp_path, companion())
    assert found(tmp_path) == ["2017-18 Q2 public en"]


def test_where_none_is_found_it_is_asked_for(tmp_path: Path) -> None:
    assert "--first-edition" in refused(tmp_path) and "--previous" in refused(tmp_path / "not there yet")
    assert found(tmp_path, first=True) == []


def test_one_from_another_folder_can_be_given(tmp_path: Path) -> None:
    path = lay(tmp_path / "elsewhere", companion())
    assert found(tmp_path / "out", path) == ["2017-18 Q2 public en"]


def test_the_same_edition_given_and_found_counts_once(tmp_path: Path) -> None:
    path = lay(tmp_path, companion())
    remember(tmp_path, path.name, path.read_bytes())
    assert found(tmp_path, path) == ["2017-18 Q2 public en"]


@pytest.mark.parametrize("audience", ["members"])
def test_an_edition_of_another_audience_is_refused_when_given_and_passed_over_when_found(
    tmp_path: Path, audience: str
) -> None:
    path = lay(tmp_path, companion(audience=audience))
    assert "belongs to an edition for members" in refused(tmp_path, path)
    assert found(tmp_path, first=True) == []


def test_members_have_the_editions_for_the_public_as_well(tmp_path: Path) -> None:
    lay(tmp_path, companion())
    lay(tmp_path, companion(audience="members"))
    assert found(tmp_path, audience="members") == ["2017-18 Q2 members en", "2017-18 Q2 public en"]
    assert found(tmp_path / "empty", audience="members") == []  # members are not asked: they are told more anyway


def test_a_welsh_edition_counts_as_well_as_an_english_one(tmp_path: Path) -> None:
    lay(tmp_path, companion(language="cy"))
    assert found(tmp_path) == ["2017-18 Q2 public cy"]


def test_a_draft_was_not_published(tmp_path: Path) -> None:
    lay(tmp_path, companion(draft=True))
    assert "No earlier edition" in refused(tmp_path)


def test_an_edition_of_another_council_is_none_of_ours(tmp_path: Path) -> None:
    path = lay(tmp_path, companion(council="Another"))
    assert "Another" in refused(tmp_path, path)
    assert found(tmp_path, first=True) == []


def test_a_gap_before_the_quarter_is_asked_about(tmp_path: Path) -> None:
    lay(tmp_path, companion("2016-17 Q4"))
    assert "is of 2016-17 Q4" in refused(tmp_path)
    assert found(tmp_path, first=True) == ["2016-17 Q4 public en"]


def test_an_edition_whose_folder_was_moved_away_is_named_by_the_one_made_after_it(tmp_path: Path) -> None:
    first = companion("2017-18 Q1")
    gone = Previous.read(first).origin
    lay(tmp_path, companion(made_after=[gone]))
    for says_first in (True, False):
        assert "CYPS report 2017-18 Q1 public.json" in refused(tmp_path, first=says_first)
    back = tmp_path / "CYPS report 2017-18 Q1 public.json"
    back.write_bytes(first)
    assert len(found(tmp_path)) == 2


def test_one_of_long_ago_is_not_asked_for(tmp_path: Path) -> None:
    lay(tmp_path, companion(made_after=[Origin("2016-17 Q1", "CYPS report 2016-17 Q1 public.json", "0")]))
    assert len(found(tmp_path)) == 1


def test_an_edition_whose_json_was_deleted_or_damaged_is_asked_for(tmp_path: Path) -> None:
    lay(tmp_path, companion())
    for stem in ("CYPS report 2017-18 Q1 public", "CYPS adroddiad 2017-18 Ch1 cyhoeddus"):
        (tmp_path / stem).mkdir()
        (tmp_path / stem / f"{stem}.json").write_bytes(b"{")
        assert stem in refused(tmp_path)


def test_what_is_remembered_counts_though_its_folder_is_gone(tmp_path: Path) -> None:
    path = lay(tmp_path, companion())
    remember(tmp_path, path.name, path.read_bytes())
    shutil.rmtree(path.parent)
    assert found(tmp_path) == ["2017-18 Q2 public en"]
    path.parent.mkdir()  # its .json deleted, the folder there: it is remembered still
    assert found(tmp_path) == ["2017-18 Q2 public en"]


@pytest.mark.parametrize("data", [companion(audience="members"), companion(draft=True)])
def test_only_final_editions_for_the_public_are_remembered(tmp_path: Path, data: bytes) -> None:
    remember(tmp_path, "x.json", data)
    assert not (tmp_path / MEMORY).exists()


def test_an_edition_names_those_it_was_made_after_and_not_itself() -> None:
    one = Previous.read(companion("2017-18 Q1"))
    two = Previous.read(companion("2017-18 Q2", made_after=[one.origin]))
    assert earlier_than([two], {"another": 1.0}) == [one.origin, two.origin]
    assert earlier_than([two], two.told) == [one.origin]


def test_an_old_welsh_json_without_names_for_its_figures_is_refused_in_words() -> None:
    whole = json.loads(companion(language="cy"))
    del whole["figures"][0]["id"]
    with pytest.raises(UnusableFile, match="no English words"):
        Previous.read(json.dumps(whole).encode())


@pytest.fixture(scope="module")
def quarters(workbook: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The example one and two quarters earlier, when hardly a word was written; every finding accepted."""
    folder, found = tmp_path_factory.mktemp("quarters"), {}
    for quarter in ("2017-18 Q1", "2017-18 Q2"):
        path = folder / f"{quarter}.xlsx"
        path.write_bytes(workbook.read_bytes())
        report.refresh(path, quarter=quarter)
        lines = [f"{one.reference},As returned,Head,2018-02-01" for one in plan_report(Package.read(path)).blocking]
        found[quarter] = path
        if not lines:
            continue
        accepted = folder / quarter / "Accepted.csv"
        accepted.parent.mkdir()
        accepted.write_text("\n".join(["Reference,Reason,Accepted by,Date", *lines]), encoding="utf-8")
        report.import_figures(path, accepted)
    return found


def publish_for_all(path: Path, out: Path, **wanted: object) -> Published:
    return publish(path, out, Wanted(audience="public", make_pdf=False, allow_english=True, **wanted))  # type: ignore[arg-type]


def manifest(edition: Published) -> dict[str, object]:
    whole: dict[str, object] = json.loads(edition.files[f"{edition.folder.name}.json"])
    return whole


def withheld(edition: Published) -> list[tuple[str, str]]:
    """The withheld cells, by their figures' names."""
    return [(figure.id, figure.cell) for figure in edition.figures if figure.value is None]


def test_a_first_edition_for_the_public_says_that_it_is_one(quarters: dict[str, Path], tmp_path: Path) -> None:
    with pytest.raises(WrongUse, match="--first-edition"):
        publish_for_all(quarters["2017-18 Q1"], tmp_path)
    assert list(tmp_path.iterdir()) == []
    edition = publish_for_all(quarters["2017-18 Q1"], tmp_path, first_edition=True)
    assert manifest(edition)["earlier"] == []
    assert [path.suffix for path in (tmp_path / MEMORY).iterdir()] == [".json"]


def test_a_year_of_editions_in_both_languages_is_protected_as_one(quarters: dict[str, Path], tmp_path: Path) -> None:
    first, second = quarters.values()
    before = publish_for_all(first, tmp_path, first_edition=True)
    english = publish_for_all(second, tmp_path)
    welsh = publish_for_all(second, tmp_path, language="cy")
    names = [f"{before.folder.name}.json"]
    assert [one["name"] for one in manifest(english)["earlier"]] == names  # type: ignore[index, attr-defined]
    assert manifest(welsh)["earlier"] == manifest(english)["earlier"]
    assert withheld(english) == withheld(welsh)
    again = publish_for_all(second, tmp_path, force=True)
    told = (".xlsx", ".csv")  # the page leads to the Welsh one now, and the .json has its fingerprint
    assert [again.files[name] for name in again.files if name.endswith(told)] == [
        english.files[name] for name in english.files if name.endswith(told)
    ]
    assert withheld(again) == withheld(english)


def test_what_one_language_withholds_the_other_does_though_they_are_made_apart(
    quarters: dict[str, Path], tmp_path: Path
) -> None:
    """English was made with an earlier edition, and Welsh would be made elsewhere, without it."""
    first, second = quarters.values()
    here, there = tmp_path / "here", tmp_path / "there"
    publish_for_all(first, here, first_edition=True)
    english = publish_for_all(second, here)
    companion = english.folder / f"{english.folder.name}.json"
    with pytest.raises(WrongUse, match="2017-18 Q1 public"):
        publish_for_all(second, there, language="cy", previous=(companion,))
    kept = sorted((here / MEMORY).iterdir())
    welsh = publish_for_all(second, there, language="cy", previous=tuple(kept))
    assert withheld(welsh) == withheld(english)


def test_an_edition_that_is_replaced_after_a_correction_counts_as_known(
    quarters: dict[str, Path], tmp_path: Path
) -> None:
    path = tmp_path / "CYPS.xlsx"
    path.write_bytes(quarters["2017-18 Q2"].read_bytes())
    edition = publish_for_all(path, tmp_path / "out", first_edition=True)
    correction = tmp_path / "Registrations.csv"
    correction.write_text("Month,Registered\n2017-08-01,29\n", encoding="utf-8")
    report.import_figures(path, correction)
    corrected = publish_for_all(path, tmp_path / "out", force=True, draft=False)
    (origin,) = manifest(corrected)["earlier"]  # type: ignore[misc, attr-defined]
    assert origin["name"] == f"{edition.folder.name}.json"
    assert len(list((tmp_path / "out" / MEMORY).iterdir())) == 2
