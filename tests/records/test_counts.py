"""Counts follow their rules: the pack's cases, public fake data, and rows that lie on the edges of a rule."""

from __future__ import annotations

import datetime as dt
import shutil
from pathlib import Path

import pytest

from cyps_xl.definition.packs import read_pack
from cyps_xl.errors import Blocked, UnusableFile, WrongUse
from cyps_xl.measures.periods import Quarter
from cyps_xl.records.counting import count_quarter
from cyps_xl.records.files import read_source
from cyps_xl.records.loading_files import load
from cyps_xl.records.read_declared import packs_with_counts, read_declared
from cyps_xl.records.try_rules import try_rules
from cyps_xl.resources import packs_folder
from helpers.case_records import PACK, counts_of, declared, folder_with, loaded_from

pytest.importorskip("duckdb")

YEAR_END = dt.date(2018, 3, 31)

SIX_AS_903 = """CHILD,DECOM,RNE,LS,PLACE,DEC,REC
open,01/04/2017,S,C2,U4,,X1
short breaks,01/05/2017,P,V4,U4,,X1
ends on the day,01/04/2016,S,C2,U4,31/03/2018,E4A
moves,01/04/2016,S,C2,U4,10/05/2017,X1
moves,10/05/2017,P,C2,K2,10/06/2017,X1
moves,10/06/2017,L,C1,K2,10/07/2017,X1
moves,10/07/2017,B,C2,U4,,X1
back,01/04/2015,S,C2,U4,10/06/2016,E4A
back,10/06/2017,S,C2,U4,,
back too late,01/04/2015,S,C2,U4,09/06/2016,E4A
back too late,10/06/2017,S,C2,U4,,
"""

SIX = {
    "looked after, short breaks in": 5,
    "CH/039": 4,
    "three placements, short breaks in": 1,
    "became looked after": 3,
    "left care": 1,
    "re-admissions": 1,
}


def at_year_end(folder: Path) -> dict[str, int]:
    found = counts_of(loaded_from(folder), "2017-18 Q4")
    return {name: number for (name, day, _), number in found.items() if day == YEAR_END and name in SIX}


def test_the_six_counts_of_a_903_return(tmp_path: Path) -> None:
    assert at_year_end(folder_with(tmp_path, {"episodes.csv": SIX_AS_903})) == SIX


BESIDE = [folder / "shared" / "data" / "ssda903" for folder in Path(__file__).resolve().parents]
FAKE_903 = next((folder for folder in BESIDE if (folder / "episodes.csv").exists()), None)
"""The fake return that csc-validator-be-903 publishes: no part of this project, so used where it lies beside it."""


@pytest.mark.skipif(FAKE_903 is None, reason="the public fake return is not beside the project")
def test_the_six_counts_of_the_public_fake_return() -> None:
    assert FAKE_903 is not None
    assert at_year_end(FAKE_903) == {
        "looked after, short breaks in": 1419,
        "CH/039": 1201,
        "three placements, short breaks in": 376,
        "became looked after": 119,
        "left care": 790,
        "re-admissions": 52,
    }


@pytest.mark.parametrize("name", packs_with_counts())
def test_every_rule_of_a_pack_gives_the_right_answer_for_its_own_records(name: str) -> None:
    tried = try_rules(read_declared(name))
    assert tried.problems == ()
    assert tried.right >= len(read_declared(name).counts)


@pytest.mark.parametrize("name", packs_with_counts())
def test_every_count_of_a_pack_has_its_words_and_a_place_that_its_report_has(name: str) -> None:
    report = read_pack(name).definition.catalogue
    for count in read_declared(name).counts:
        assert count.words_cy, count.name
        if count.into is not None:
            table = report[count.into.table]
            assert {count.into.column, *(heading for heading, _ in count.into.where)} <= {
                column.heading for column in table.columns
            }


def changed(folder: Path, file: str, old: str, new: str) -> Path:
    """The pack's records with one text changed."""
    shutil.copytree(packs_folder() / PACK / "records", folder)
    text = (folder / file).read_text(encoding="utf-8")
    assert old in text
    (folder / file).write_text(text.replace(old, new, 1), encoding="utf-8")
    return folder


@pytest.mark.parametrize(
    ("file", "old", "new", "wrong"),
    [
        ("Counts.csv", "placements_of_year >= 3", "placements_of_year >= 2", "CH/043"),
        ("Counts.csv", "open at the end,no", "open at the end,yes", "CH/039"),
        ("Counts.csv", "completed <= due", "completed < due", "CH/012"),
    ],
)
def test_a_rule_that_was_changed_is_found_by_its_case(
    tmp_path: Path, file: str, old: str, new: str, wrong: str
) -> None:
    problems = try_rules(read_declared(changed(tmp_path / "records", file, old, new))).problems
    assert any(problem.message.startswith(f"{wrong} gives") for problem in problems)


def test_a_count_that_no_case_tries_is_named(tmp_path: Path) -> None:
    folder = changed(tmp_path / "records", "Counts.csv", "\nCH/040,", "\nCH/041,")
    (folder / "Cases.csv").write_text(
        (folder / "Cases.csv").read_text(encoding="utf-8").replace("CH/040", "CH/039"), encoding="utf-8"
    )
    assert any("CH/041 has no case" in problem.message for problem in try_rules(read_declared(folder)).problems)


@pytest.mark.parametrize(
    ("file", "old", "new", "where", "said"),
    [
        ("Counts.csv", "placed = 'in the area'", "placde = 'in the area'", "Where", "no declared column"),
        ("Counts.csv", "completed <= due", "1 = 1; drop table episodes", "Where", "not one expression"),
        ("Counts.csv", "completed <= due", "exists (select 1 from cases)", "Where", "not allowed"),
        ("Facts.csv", "max(ended)", "(select 1)", "Value", "not allowed"),
        ("Facts.csv", "born,episodes", "started,episodes", "Fact", "has a column of that name"),
        ("Facts.csv", "episodes,children", "episodes,child", "From", "not declared"),
        ("Counts.csv", 'CH/039,people,"looked', 'CH/039,people,"overlooked', "Out of", "not declared"),
        ("Counts.csv", "LookedAfter[Children]", "LookedAfter", "Into", "is no place"),
        ("Counts.csv", "team is not null", "team is not nul", "Where", "no declared column"),
        ("SystemCodes.csv", "became looked after", "looked after", "Our code", "not declared"),
        ("SystemColumns.csv", "ssda903,episodes,child,episodes,CHILD\n", "", "Column", "does not say where"),
        ("RecordTables.csv", "started,ended,child; started", "began,ended,child; started", "Begins", "has no column"),
        ("RecordColumns.csv", "children,born,date,", "children,born,choice,", "Codes", "A choice has codes"),
        ("RecordColumns.csv", "children,born,", "children,this,", "Column", "cannot be a name"),
        ("Cases.csv", ",CH/012,", ",CH/999,", "Count", "not declared"),
        ("Counts.csv", "quarter,team,", "quarter,child,", "Group", "tells of a person"),
        ("Counts.csv", "quarter,team,", "quarter,allocated,", "Group", "tells of a person"),
        ("Counts.csv", "legal_status = 'short breaks',month", "legal_status = 'respite',month", "Left out", "no code"),
        ("Facts.csv", "ended_because = 'care ended'", "ended_because = 'ended'", "Where", "no code"),
        ("Counts.csv", "LookedAfter[In the area]", "LookedAfter[Children]", "Into", "goes into the same cell"),
        ("Counts.csv", ',,2019-20 Q4,"Reg', ',2018-19 Q1,2019-20 Q4,"Reg', "Out of", "not one for all quarters"),
        ("Counts.csv", ',,2019-20 Q4,"Re-reg', ',,2020-21 Q4,"Re-reg', "Out of", "not one for all quarters"),
    ],
)
def test_what_cannot_be_declared_is_named_by_its_cell(
    tmp_path: Path, file: str, old: str, new: str, where: str, said: str
) -> None:
    folder = changed(tmp_path / "records", file, old, new)
    with pytest.raises(Blocked) as found:
        read_declared(folder)
    problem = next(problem for problem in found.value.problems if said in problem.message)
    assert problem.where.startswith(f"{file}, row ") and problem.where.endswith(f", {where}")


def test_a_folder_without_counts_is_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(WrongUse, match="declares no counts"):
        read_declared(tmp_path)
    with pytest.raises(WrongUse, match="declares no counts"):
        read_declared("cyps")


def test_nothing_is_counted_from_records_that_are_not_there(tmp_path: Path) -> None:
    loaded = loaded_from(folder_with(tmp_path, {"children.csv": "child,born\n"}))
    found = count_quarter(declared(), loaded, Quarter.parse("2025-26 Q1"))
    assert found.figures == ()
    lacks = {one.count.name: one.lacks for one in found.not_counted}
    assert lacks["CH/044"] == ("episodes", "schools")


def test_a_rule_holds_from_its_first_quarter_to_its_last(tmp_path: Path) -> None:
    rows = "child,registered,de_registered\na,2019-05-01,\n"
    loaded = loaded_from(folder_with(tmp_path, {"registrations.csv": rows}))
    assert any(name == "PM27" for name, _, _ in counts_of(loaded, "2019-20 Q4"))
    assert not any(name == "PM27" for name, _, _ in counts_of(loaded, "2020-21 Q1"))


@pytest.mark.parametrize("dialect", ["postgres", "tsql", "spark"])
def test_every_rule_can_be_said_in_the_dialects_of_servers(dialect: str) -> None:
    """The text is parsed again in that dialect; no server runs it here."""
    import sqlglot

    from cyps_xl.measures.periods import Quarter
    from cyps_xl.records.dialects import statement_for
    from cyps_xl.records.rule_sql import figure_sql, periods_of

    for count in declared().counts:
        period = periods_of(count, Quarter.parse("2025-26 Q1"))[-1]
        text, _ = statement_for(figure_sql(declared(), count, period), dialect)
        assert len(sqlglot.parse(text, read=dialect)) == 1


def test_a_part_takes_the_rule_of_its_whole_that_holds_in_its_quarters(tmp_path: Path) -> None:
    folder = changed(tmp_path / "records", "Counts.csv", "Count,", "Count,")
    head = (folder / "Counts.csv").read_text(encoding="utf-8").splitlines()[0]
    rows = (
        "w,people,,episodes,open at the end,no,,,month,,,,,2019-20 Q4,W,W,own",
        "w,people,,episodes,open at the end,yes,,,month,,,,2020-21 Q1,,W,W,own",
        "p,people,w,,,,placed is not null,,month,,,,,2019-20 Q4,P,P,own",
        "p,people,w,,,,placed is not null,,month,,,,2020-21 Q1,,P,P,own",
    )
    (folder / "Counts.csv").write_text("\n".join([head, *rows, ""]), encoding="utf-8")
    (folder / "Cases.csv").write_text(
        (folder / "Cases.csv").read_text(encoding="utf-8").splitlines()[0] + "\n", encoding="utf-8"
    )
    found = read_declared(folder)
    assert [(one.name, one.first, one.last_day) for one in found.counts_called("p")] == [
        ("p", "", False),
        ("p", "2020-21 Q1", True),
    ]


def test_two_rules_of_one_count_for_one_quarter_are_refused(tmp_path: Path) -> None:
    old = "\nCH/048,people,CH/039,,,,placed = 'outside Wales',,month,,LookedAfter[Outside Wales],,,"
    new = old.replace("CH/048", "CH/047")[:-1] + "2020-21 Q1,"
    with pytest.raises(Blocked) as found:
        read_declared(changed(tmp_path / "records", "Counts.csv", old, new))
    assert any("holds in the same quarters" in problem.message for problem in found.value.problems)


@pytest.mark.parametrize("rows", ["", "a,2025-13-01,\n"], ids=["no rows", "none that can be used"])
def test_a_table_without_a_row_that_can_be_used_is_not_counted_as_nought(tmp_path: Path, rows: str) -> None:
    loaded = loaded_from(folder_with(tmp_path, {"registrations.csv": f"child,registered,de_registered\n{rows}"}))
    found = count_quarter(declared(), loaded, Quarter.parse("2025-26 Q1"))
    assert found.figures == ()
    assert {one.count.name: one.lacks for one in found.not_counted}["registrations"] == ("registrations",)


@pytest.mark.parametrize(("last_day", "days"), [("no", 9), ("yes", 10)])
def test_days_have_the_last_one_where_the_rule_says_so_and_are_never_less_than_none(
    tmp_path: Path, last_day: str, days: int
) -> None:
    old = "days on the register,days,,registrations,open in the period,no"
    folder = changed(tmp_path / "records", "Counts.csv", old, old[:-2] + last_day)
    rows = "child,registered,de_registered\na,2025-06-01,2025-06-10\nb,2025-06-20,2025-06-05\n"
    counts = read_declared(folder)
    where = folder_with(tmp_path / "export", {"registrations.csv": rows})
    loaded = load(read_source(where, counts.layouts), counts)
    found = count_quarter(counts, loaded, Quarter.parse("2025-26 Q1"), counts.counts_called("days on the register"))
    assert [figure.number for figure in found.figures] == [days]


@pytest.mark.parametrize(
    "rule",
    ["completed <= child", "completed <= due + interval 99999999 year", "9223372036854775807 * 2 > 1"],
    ids=["a day with a text", "a day that is too far", "a number that is too large"],
)
def test_a_rule_that_cannot_be_worked_out_is_told_by_its_count(tmp_path: Path, rule: str) -> None:
    counts = read_declared(changed(tmp_path / "records", "Counts.csv", "completed <= due", rule))
    rows = "assessment,child,referred,completed,due\n1,a,2025-04-01,2025-05-01,2025-06-01\n"
    where = folder_with(tmp_path / "export", {"assessments.csv": rows})
    loaded = load(read_source(where, counts.layouts), counts)
    with pytest.raises(UnusableFile, match="The rule of CH/012 compares what cannot be compared") as found:
        count_quarter(counts, loaded, Quarter.parse("2025-26 Q1"))
    assert "Counts.csv" in found.value.remedy


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("Set,child,born\n", "child,born,Set\nages\n", r"children\.csv, row 2, has no cell under Set"),
        ("Set,child,born\n", "Group,child,born\n", "has no column Set"),
    ],
)
def test_cases_whose_rows_are_ragged_are_a_sentence(tmp_path: Path, old: str, new: str, said: str) -> None:
    folder = changed(tmp_path / "records", "cases/children.csv", old, new)
    with pytest.raises(UnusableFile, match=said):
        try_rules(read_declared(folder))


@pytest.mark.parametrize(
    ("file", "old", "new", "said"),
    [
        ("Counts.csv", "CH/039,people,", "CH/039,peoples,", "Counts"),  # its parts and its cases say nothing
        (
            "Counts.csv",
            "legal_status = 'short breaks',month,,LookedAfter",
            "legal = 'x',month,,LookedAfter",
            "Left out",
        ),
        ("Facts.csv", "born,episodes,children,min(born)", "born,episodes,children,mean(born)", "Value"),
        ("Facts.csv", "born,episodes,children,", "born,episodes,child,", "From"),
        ("Counts.csv", 'CH/040,people,"looked after', 'CH/040,people,"CH/043', "Out of"),
    ],
)
def test_a_mistake_is_told_once_where_it_is(tmp_path: Path, file: str, old: str, new: str, said: str) -> None:
    with pytest.raises(Blocked) as found:
        read_declared(changed(tmp_path / "records", file, old, new))
    assert len({problem.where for problem in found.value.problems}) == 1, found.value.problems
    assert said in str(found.value.problems[0])


def test_where_nothing_is_declared_no_empty_list_is_told(tmp_path: Path) -> None:
    folder = changed(tmp_path / "records", "Counts.csv", "Count,", "Count,")
    text = (folder / "RecordTables.csv").read_text(encoding="utf-8")
    (folder / "RecordTables.csv").write_text(text.splitlines()[0] + "\n", encoding="utf-8")
    with pytest.raises(Blocked) as found:
        read_declared(folder)
    assert not [problem for problem in found.value.problems if "are: ." in problem.remedy]
    assert any("None is declared yet" in problem.remedy for problem in found.value.problems)
