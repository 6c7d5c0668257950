"""Revised figures: marked, with what they were, and never with what was withheld."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import replace
from pathlib import Path

import pytest

from cyps_xl import report
from cyps_xl.edition.data_files import figures_csv
from cyps_xl.edition.publishing import Wanted, publish
from cyps_xl.edition.revisions import Earlier, earlier_editions, marked_as_revised, revised
from cyps_xl.printed.provenance import PublishedFigure
from cyps_xl.sheets.plan import CellPlan, ReportPlan, SheetPlan

QUARTER, BEFORE = "2017-18 Q3", "2017-18 Q2"


def figure(
    value: float | None, *, row: str = "Registered", cell: str = "B4", period: str = "2017-06"
) -> PublishedFigure:
    shown = "[c]" if value is None else f"{value:.0f}"
    return PublishedFigure("4 Registrations", cell, "", row, "2017-06", period, value, shown, "", "")


def edition(folder: Path, *figures: PublishedFigure, name: str = "one", **said: object) -> None:
    """A manifest as publish writes it."""
    rows = [vars(one) for one in figures]
    manifest = {"language": "en-GB", "audience": "members", "draft": False, "published": "2017-12-01", "figures": rows}
    (folder / name).mkdir(parents=True)
    (folder / name / "one.json").write_text(json.dumps(manifest | {"quarter": BEFORE} | said), encoding="utf-8")


def held_against(folder: Path, *figures: PublishedFigure) -> list[tuple[float | None, str, str]]:
    earlier = earlier_editions(folder, "en-GB", "members", QUARTER)
    return [(one.was, one.was_shown, one.was_in) for one in revised(figures, earlier, QUARTER)]


NOTHING = (None, "", "")


def test_a_figure_that_was_printed_otherwise_says_what_it_was_and_where(tmp_path: Path) -> None:
    edition(tmp_path, figure(21), figure(5, row="Other"))
    assert held_against(tmp_path, figure(25), figure(5, row="Other"), figure(7, row="New")) == [
        (21, "21", BEFORE),
        NOTHING,
        NOTHING,
    ]


def test_a_figure_under_a_heading_of_other_words_is_known_by_its_name(tmp_path: Path) -> None:
    edition(tmp_path, replace(figure(21), column="Number", id="PI 25 | Number"), figure(5, row="Other"))
    now = replace(figure(25), column="Number, Quarter 3", id="PI 25 | Number")
    assert held_against(tmp_path, now, figure(6, row="New")) == [(21, "21", BEFORE), NOTHING]


def test_an_edition_of_another_report_says_nothing_of_this_one_s_figures(tmp_path: Path) -> None:
    edition(tmp_path, figure(21), report="Adult services")
    for service, was in (("Children’s services", None), ("Adult services", 21)):
        earlier = earlier_editions(tmp_path, "en-GB", "members", QUARTER, service=service)
        assert [one.was for one in revised([figure(25)], earlier, QUARTER)] == [was]


def test_what_is_withheld_now_or_was_then_is_no_revision(tmp_path: Path) -> None:
    edition(tmp_path, figure(3), figure(None, row="Other"))
    assert held_against(tmp_path, figure(None), figure(4, row="Other")) == [NOTHING, NOTHING]


def test_the_latest_edition_that_printed_it_counts(tmp_path: Path) -> None:
    edition(tmp_path, figure(21), name="first", quarter="2017-18 Q1")
    edition(tmp_path, figure(25), name="second")
    assert held_against(tmp_path, figure(25), figure(21)) == [NOTHING, (25, "25", BEFORE)]


def test_an_edition_that_is_replaced_hands_its_revisions_on_and_one_of_another_quarter_does_not(tmp_path: Path) -> None:
    (changed,) = revised([figure(25)], [Earlier(BEFORE, {})], QUARTER)
    edition(tmp_path / "a", figure(21))
    (changed,) = revised([figure(25)], earlier_editions(tmp_path / "a", "en-GB", "members", QUARTER), QUARTER)
    edition(tmp_path / "same", changed, quarter=QUARTER)
    assert held_against(tmp_path / "same", figure(25)) == [(21, "21", BEFORE)]
    edition(tmp_path / "other", changed)
    assert held_against(tmp_path / "other", figure(25)) == [NOTHING]


@pytest.mark.parametrize(
    "said",
    [
        {"language": "cy-GB"},
        {"audience": "public"},
        {"draft": True},
        {"quarter": "2017-18 Q4"},
        {"quarter": "?"},
        {"figures": None},
    ],
)
def test_other_readers_drafts_later_quarters_and_what_is_no_edition_are_let_be(
    tmp_path: Path, said: dict[str, object]
) -> None:
    edition(tmp_path, figure(21))
    path = tmp_path / "one" / "one.json"
    path.write_text(json.dumps(json.loads(path.read_text(encoding="utf-8")) | said), encoding="utf-8")
    assert held_against(tmp_path, figure(25)) == [NOTHING]


def test_two_figures_of_the_same_words_are_not_told_apart_and_not_compared(tmp_path: Path) -> None:
    edition(tmp_path, figure(21), figure(22, cell="B5"))
    assert held_against(tmp_path, figure(25)) == [NOTHING]


def test_a_mark_stands_behind_the_figure_whatever_its_sign_and_a_line_below_says_what_it_was() -> None:
    heading = CellPlan(2, 1, "Jun 17", style="header right")
    cells = (CellPlan(0, 0, "4", style="title"), heading, CellPlan(3, 1, 25, "C4+D4", "figure", "+#,##0;-#,##0;0"))
    sheet = SheetPlan("registrations", "4 Registrations", "4", cells, (30.0, 4.0), printed_columns=2)
    (one,) = revised([figure(25)], [Earlier(BEFORE, {})], QUARTER)
    one = PublishedFigure(**{**vars(one), "was": 21, "was_shown": "21", "was_in": BEFORE, "row": "2017-06-30"})
    (marked,) = marked_as_revised(ReportPlan((sheet,)), [one], str).sheets
    found = {(cell.row, cell.column): cell for cell in marked.cells}
    assert found[3, 1].number_format == '+#,##0" (r)";-#,##0" (r)";0" (r)"'
    assert found[3, 1].formula == "C4+D4"
    assert marked.widths[1] >= 8
    assert [cell.value for cell in marked.cells if cell.row > 3] == [
        "Figures revised since they were published, marked (r)",
        "30 June 2017, Jun 17: 21 in the edition of Quarter 2 2017-18, now 25.",
    ]


def test_the_csv_says_what_a_figure_was() -> None:
    one = PublishedFigure(**{**vars(figure(25)), "was": 21, "was_shown": "21", "was_in": BEFORE})
    rows = list(csv.DictReader(io.StringIO(figures_csv([one, figure(3)]).decode("utf-8-sig"))))
    assert [(row["was"], row["was_in"]) for row in rows] == [("21", BEFORE), ("", "")]


def test_the_next_edition_in_the_same_folder_marks_what_changed_in_both_languages(
    workbook: Path, tmp_path: Path
) -> None:
    path, out = tmp_path / "CYPS.xlsx", tmp_path / "out"
    path.write_bytes(workbook.read_bytes())
    for language in ("en", "cy"):
        publish(path, out, Wanted(language=language, make_pdf=False, allow_english=True))
    (tmp_path / "Readmissions.csv").write_text("Month,Children\n2017-05-01,4\n", encoding="utf-8")
    report.import_figures(path, tmp_path / "Readmissions.csv")
    for language in ("en", "cy"):
        published = publish(path, out, Wanted(language=language, make_pdf=False, allow_english=True, force=True))
        whole = json.loads(published.files[f"{published.folder.name}.json"])
        assert {row["sheet"][:3] for row in whole["revisions"]} == {"2.6"}
        assert "2 figures revised since an earlier edition: marked (r)." in published.notes
