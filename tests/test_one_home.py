"""One home for each fact: an indicator's figure and direction, and what counts owe each other."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cyps_xl.checks.check_input import Checked
from cyps_xl.checks.finding import Finding
from cyps_xl.checks.run import ALL_RULES
from cyps_xl.disclosure.counts import InputCell
from cyps_xl.disclosure.page_facts import PageFacts
from cyps_xl.disclosure.rules import add_rules
from cyps_xl.disclosure.suppress import Protected, suppress
from cyps_xl.inputs.declare import Kind
from cyps_xl.inputs.identities import all_equations
from cyps_xl.inputs.records import Inputs, Value
from cyps_xl.measures.identities import (
    AtYearEnd,
    BelongsTo,
    CarriedOver,
    Count,
    CountsNobody,
    CountsPosts,
    Equation,
    LeftOf,
    LowestAndHighest,
    NoMoreThan,
    PartOf,
    RowsAddUp,
    ShareOf,
    SumOfMonths,
    ToDate,
    ToldInWords,
)
from cyps_xl.printed.leaving import leaving
from cyps_xl.settings import read_settings
from cyps_xl.sheets.plan import ReportPlan, Scalar
from cyps_xl.sheets.report_plan import lay_out
from helpers.packs import COMPLAINTS, CYPS_TABLES
from helpers.placements import inputs_with_placements
from helpers.quarters import Size, inputs_of, made_up

RULES_OF_IDENTITIES = ("FG01", "FG08", "SM01", "SM02", "SM03", "SM05", "SM06")
"""The rules that speak of a broken identity, one kind each, and of nothing else when a team's hours are blank."""

NO_EQUATIONS = (ToldInWords, LowestAndHighest, ShareOf, BelongsTo, CountsPosts, CountsNobody)
"""What is declared of figures that no count follows from."""

Rows = list[Mapping[str, Value]]

# ---------------------------------------------------------------- an indicator's figure and its direction


def plan_of(inputs: Inputs) -> ReportPlan:
    return lay_out(inputs, read_settings(inputs), {})


def on_the_sheet(inputs: Inputs) -> dict[str, tuple[Scalar, Scalar, Scalar]]:
    """Of each indicator the figure a year ago, the figure now and the direction's code."""
    plan = next(one for one in plan_of(inputs).sheets if one.key == "indicators")
    rows: dict[int, dict[int, Scalar]] = {}
    for cell in plan.cells:
        rows.setdefault(cell.row, {})[cell.column] = cell.value
    [found] = plan.scorecards
    return {
        str(cells[found.no]): (cells[found.previous], cells[found.current], cells[found.direction])
        for cells in rows.values()
        if cells.get(found.words) and str(cells.get(found.no, "")).isdigit()
    }


def in_the_checks(inputs: Inputs) -> dict[str, tuple[object, object, object]]:
    checked = Checked(inputs, read_settings(inputs))
    now, before = checked.quarter.period, checked.quarter.last_year.period
    return {
        one.no: (one.figure(before), one.figure(now), one.direction(checked.quarter).value)
        for one in checked.indicators
    }


def figure_of(shown: Scalar) -> Scalar | None:
    """A cell's figure: None where it says why there is none."""
    return None if isinstance(shown, str) else shown


def hold_together(inputs: Inputs) -> None:
    shown = {no: (figure_of(a), figure_of(b), code) for no, (a, b, code) in on_the_sheet(inputs).items()}
    assert shown == in_the_checks(inputs)


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize("quarter", ["2017-18 Q3", "2017-18 Q4"])
def test_sheet_and_checks_have_one_figure_and_one_direction_of_made_up_quarters(seed: int, quarter: str) -> None:
    hold_together(inputs_of(made_up(Size(indicators=25, gaps=0.2, seed=seed), quarter)))


numbers = st.none() | st.integers(0, 400) | st.decimals(0, 120, places=2).map(float)
indicator_rows = st.fixed_dictionaries(
    {
        "Unit": st.sampled_from(["percent", "days", "number"]),
        "Better when": st.sampled_from(["higher", "lower"]),
        "Reported": st.sampled_from(["quarterly", "annually"]),
        "Decimals": st.integers(0, 3),
        "Tolerance": st.sampled_from(["points", "relative"]),
        "Comparable": st.sampled_from(["yes", "no"]),
    }
)
typed_values = st.fixed_dictionaries({"Numerator": numbers, "Denominator": numbers, "Value": numbers})


@settings(max_examples=20, deadline=None)
@given(st.lists(st.tuples(indicator_rows, typed_values, typed_values), min_size=8, max_size=12))
def test_sheet_and_checks_have_one_figure_whatever_is_typed(
    found: list[tuple[dict[str, Any], dict[str, Any], dict[str, Any]]],
) -> None:
    rules = [{"No": str(at), "Name": f"Indicator {at}", **rule} for at, (rule, _, _) in enumerate(found)]
    values = [
        {"Indicator": str(at), "Area": "Council", "Period": period, **typed}
        for at, (_, now, before) in enumerate(found)
        for period, typed in (("2017-18 Q3", now), ("2016-17 Q3", before))
    ]
    reporting: Rows = [{"Setting": "Reporting quarter", "Value": "2017-18 Q3"}]
    hold_together(inputs_of({"Settings": reporting, "Indicators": rules, "IndicatorValues": values}))


# ---------------------------------------------------------------- what counts owe each other

MONTHS = [dt.date(2017, month, 1) for month in range(4, 13)]
few = st.integers(0, 6)


def spoken_of(inputs: Inputs) -> set[str]:
    """The cells that the rules of identities speak of."""
    checked = Checked(inputs, read_settings(inputs))
    rules = [rule for rule in ALL_RULES if rule.code in RULES_OF_IDENTITIES]
    return {finding.where for rule in rules for finding in rule.findings(checked)}


def place_of(inputs: Inputs, count: Count) -> str:
    records = inputs.named(count.table)
    return records.where(records.rows[count.row], count.heading)


def facts_of(inputs: Inputs) -> PageFacts:
    page = PageFacts(leaving(plan_of(inputs)), inputs)
    add_rules(page, inputs)
    return page


def told(page: PageFacts, equation: Equation) -> bool:
    return all(InputCell(c.table, c.row, c.heading) in page.figure_of for c in (equation.total, *equation.parts))


def is_a_fact(page: PageFacts, equation: Equation) -> bool:
    """Whether the prover reckons with an identity: by these very figures, and what may come on top of them."""
    names = [page.figure_of[InputCell(c.table, c.row, c.heading)].name for c in (equation.total, *equation.parts)]
    return any(fact.fixed and set(names) <= set(fact.terms) <= {*names, equation.rest} for fact in page.facts.values())


@st.composite
def counted_quarters(draw: st.DrawFn) -> Inputs:
    """Small counts by chance in every table that declares an identity: some fit, some do not."""
    rows: dict[str, Rows] = {
        "Settings": [
            {"Setting": "Reporting quarter", "Value": "2017-18 Q3"},
            {"Setting": "Months shown", "Value": 9},
        ],
        "Indicators": [_indicator("2", "PI 25"), _indicator("4", "PI 27", "year to date"), _indicator("11", "PI 33")],
    }
    for name in ("Supervision", "TafClosures", "Registrations"):
        headings = [c.heading for c in CYPS_TABLES[name].columns if c.kind is Kind.WHOLE]
        rows[name] = [{"Month": month} | {heading: draw(few) for heading in headings} for month in MONTHS]
    rows["Registrations"] = [row | {"On the register": draw(few)} for row in rows["Registrations"]]
    rows["Caseloads"] = [
        {"As at": dt.date(2017, 12, 31), "Team": team} | {h: draw(few) for h in ("Caseload", "Highest", "Lowest")}
        for team in ("North", "South")
    ]
    rows["LookedAfter"] = [{"As at": dt.date(2017, 3, 31), "Children": draw(few)}]
    rows["Complaints"] = [
        {"Period": period, "Kind": "Stage 1", "Outcome": outcome, "Number": draw(few)}
        for period in ("2016-17 Q3", "2016-17", "2017-18 Q3")
        for outcome in ("total", "upheld", "not upheld", "partially upheld", "other")
    ]
    rows["IndicatorValues"] = [
        {"Indicator": no, "Area": "Council", "Period": period, "Numerator": draw(few), "Denominator": draw(few)}
        for no in ("2", "4", "11")
        for period in ("2016-17 Q3", "2016-17", "2017-18 Q3")
    ]
    return inputs_of(rows)


def _indicator(no: str, reference: str, basis: str = "as at") -> Mapping[str, Value]:
    words = {"Unit": "percent", "Better when": "higher", "Reported": "quarterly", "Tolerance": "points"}
    return (
        {"No": no, "Reference": reference, "Name": f"No {no}", "Period basis": basis, "Decimals": 1}
        | words
        | {"Comparable": "yes"}
    )


@settings(max_examples=8, deadline=None)
@given(counted_quarters())
def test_every_broken_identity_is_spoken_of_and_every_true_one_is_reckoned_with(inputs: Inputs) -> None:
    spoken, page = spoken_of(inputs), facts_of(inputs)
    accounted = set()
    for _, identity, equation in all_equations(inputs):
        places = {place_of(inputs, count) for count in (equation.total, *equation.parts)}
        if equation.is_broken:
            assert places & spoken, (identity, equation)
            accounted |= places
        elif told(page, equation):
            assert is_a_fact(page, equation), (identity, equation)
    assert spoken <= accounted  # and nothing is called a fault that breaks no identity


def test_the_made_up_counts_have_identities_of_every_declared_kind() -> None:
    kinds = {type(identity) for table in CYPS_TABLES for identity in table.identities} - set(NO_EQUATIONS)
    assert kinds == {PartOf, NoMoreThan, RowsAddUp, CarriedOver, ToDate, SumOfMonths, AtYearEnd, LeftOf}


def test_no_identity_is_declared_twice() -> None:
    found = [(table.name, identity) for table in CYPS_TABLES for identity in table.identities]
    assert len(found) == len(set(found))


# ---------------------------------------------------------------- a table of its own, declared once


def placed(fostering: int | None, residential: int, kinship: int, children: int = 333) -> Inputs:
    typed = {"Fostering": fostering, "Residential": residential, "Kinship": kinship}
    return inputs_with_placements(
        {
            "Settings": [
                {"Setting": "Reporting quarter", "Value": "2017-18 Q3"},
                {"Setting": "Months shown", "Value": 3},
            ],
            "LookedAfter": [{"As at": dt.date(2017, 12, 31), "Children": children}],
            "Placements": [{"Month": dt.date(2017, 12, 1), **typed}],
        }
    )


QUARTER: Rows = [{"Setting": "Reporting quarter", "Value": "2017-18 Q3"}]


def public(inputs: Inputs) -> Protected:
    plan = leaving(plan_of(inputs))
    return suppress(plan, inputs, read_settings(inputs), "public")


def findings(code: str, inputs: Inputs) -> list[Finding]:
    rule = next(rule for rule in ALL_RULES if rule.code == code)
    return list(rule.findings(Checked(inputs, read_settings(inputs))))


def test_a_new_table_s_small_count_does_not_follow_from_the_total_that_another_sheet_prints() -> None:
    protected = public(placed(270, 3, 60))
    withheld = {one.place[0] for one in protected.withheld}
    assert len(protected.withheld) >= 2, "270, [c] and 60 beside 333 leave 3"
    assert withheld <= {"placements", "looked_after"} and protected.exposed == ()


def test_a_new_table_s_large_counts_are_all_published() -> None:
    assert public(placed(270, 33, 30)).withheld == ()


def test_a_new_table_s_parts_are_checked_against_the_total_in_the_other_table() -> None:
    [found] = findings("SM01", placed(270, 4, 60))
    assert found.where == "Looked after, row 6, Children"
    assert found.message == "December 2017: the total is 333, Fostering, Residential and Kinship add up to 334."
    assert findings("SM01", placed(270, 3, 60)) == findings("SM01", placed(None, 3, 60)) == []


def test_a_new_table_s_missing_months_are_missed() -> None:
    [missing] = [one for one in findings("IN04", placed(270, 3, 60)) if one.where.startswith("Placements")]
    assert missing.message == "There is no row for October 2017 and November 2017, in the quarter reported."
    nothing = inputs_with_placements({"Settings": [{"Setting": "Reporting quarter", "Value": "2018-19 Q1"}]})
    assert [one.where for one in findings("IN04", nothing)][-1] == "Placements"


def test_a_new_section_s_commentary_is_shown_and_known() -> None:
    text = "See section 2.9."
    words: Rows = [{"Item": "2.9", "Period": "2017-18 Q3", "Kind": "narrative", "Position": 1, "English": text}]
    inputs = inputs_with_placements({"Settings": QUARTER, "Explanations": words})
    shown = {cell.value for one in plan_of(inputs).sheets if one.key == "placements" for cell in one.cells}
    assert text in shown
    assert findings("WD03", inputs) == findings("WD10", inputs) == []
    elsewhere: Rows = [{**words[0], "Item": "6"}]
    [unknown] = findings("WD03", inputs_with_placements({"Settings": QUARTER, "Explanations": elsewhere}))
    assert "1, 2.2 to 2.9, 3, 4 or 5" in unknown.remedy


def test_a_new_table_s_sudden_change_is_found() -> None:
    counts = [12, 11, 13, 12, 10, 12, 60]
    months = [dt.date(2017, month, 1) for month in range(6, 13)]
    rows = [{"Month": month, "Fostering": count} for month, count in zip(months, counts, strict=True)]
    [found] = findings("TM01", inputs_with_placements({"Settings": QUARTER, "Placements": rows}))
    assert found.message == "Fostering: 60 in December 2017, where its history leads one to expect about 12."


# ---------------------------------------------------------------- complaints

COMPARED = COMPLAINTS.column("Kind").choices


@settings(max_examples=8, deadline=None)
@given(st.fixed_dictionaries({kind: st.tuples(few, few) for kind in COMPARED}))
def test_section_3_draws_its_arrows_by_what_the_checks_call_worse(found: dict[str, tuple[int, int]]) -> None:
    rows: Rows = [
        {"Period": period, "Kind": kind, "Outcome": "total", "Number": number}
        for kind, (before, now) in found.items()
        for period, number in (("2016-17 Q3", before), ("2017-18 Q3", now))
    ]
    inputs = inputs_of({"Settings": [{"Setting": "Reporting quarter", "Value": "2017-18 Q3"}], "Complaints": rows})
    plan = next(one for one in plan_of(inputs).sheets if one.key == "complaints")
    # The key below the table shows every arrow; the table's own stand beside the words that say them.
    drawn = sum(str(cell.value).partition("\n")[0] == "Declined" for cell in plan.cells)
    said = findings("WD09", inputs)
    kinds = [kind for kind in COMPARED if said and kind in said[0].message]
    assert drawn == len(kinds)
