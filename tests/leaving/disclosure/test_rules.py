"""What readers know without being told, table by table: each rule gives a count away, and is reckoned with."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

from cyps_xl.disclosure.suppress import Protected, suppress
from cyps_xl.inputs.records import Value
from cyps_xl.settings import read_settings
from cyps_xl.sheets.plan import ReportPlan
from cyps_xl.sheets.report_plan import lay_out_for_readers
from helpers.quarters import inputs_of

MONTHS = [dt.date(2017, month, 1) for month in (10, 11, 12)]
SETTINGS = [{"Setting": "Reporting quarter", "Value": "2017-18 Q3"}, {"Setting": "Months shown", "Value": 3}]
FROM_APRIL = [{"Setting": "Reporting quarter", "Value": "2017-18 Q3"}, {"Setting": "Months shown", "Value": 9}]

Rows = list[Mapping[str, Value]]


def public(settings: Rows = SETTINGS, **tables: Rows) -> tuple[ReportPlan, Protected]:
    inputs = inputs_of({"Settings": settings, **tables})
    plan = lay_out_for_readers(inputs, read_settings(inputs))
    return plan, suppress(plan, inputs, read_settings(inputs), "public")


def gone(settings: Rows = SETTINGS, **tables: Rows) -> list[object]:
    """The numbers withheld from the pages, in reading order."""
    plan, protected = public(settings, **tables)
    cells = {(sheet.key, cell.row, cell.column): cell.value for sheet in plan.sheets for cell in sheet.cells}
    printed = {sheet.key: sheet.printed_columns for sheet in plan.sheets}
    places = (one.place for one in protected.withheld if one.place[2] < printed[one.place[0]])
    return [cells[place] for place in places if isinstance(cells[place], int | float)]


def complaints(period: str, kind: str = "Stage 1", **numbers: int) -> Rows:
    return [
        {"Period": period, "Kind": kind, "Outcome": outcome.replace("_", " "), "Number": number}
        for outcome, number in numbers.items()
    ]


def indicator(no: str, reference: str, basis: str) -> Mapping[str, Value]:
    words = {"Unit": "percent", "Better when": "higher", "Reported": "quarterly", "Tolerance": "points"}
    return {"No": no, "Reference": reference, "Name": f"Indicator {no}", "Period basis": basis, "Decimals": 1} | words


def value(no: str, period: str, part: int, whole: int, area: str = "Council") -> Mapping[str, Value]:
    return {"Indicator": no, "Area": area, "Period": period, "Numerator": part, "Denominator": whole}


def test_the_register_gives_a_month_s_registrations_away() -> None:
    registered, removed, on = (20, 3, 18), (15, 16, 14), (200, 187, 191)
    rows: Rows = [
        {"Month": m, "Registered": r, "De-registered": d, "On the register": o}
        for m, r, d, o in zip(MONTHS, registered, removed, on, strict=True)
    ]
    # 187 − 200 = −13, so 3 is 16 − 13: withholding the difference beside it would not do.
    assert gone(Registrations=rows) == [3, 16]


def test_a_register_that_does_not_follow_gives_nothing_away() -> None:
    rows: Rows = [
        {"Month": m, "Registered": r, "De-registered": 16, "On the register": 200}
        for m, r in zip(MONTHS, (20, 3, 18), strict=True)
    ]
    assert gone(Registrations=rows) == [3, -13]


def test_a_total_of_complaints_gives_an_outcome_away() -> None:
    rows = complaints("2017-18 Q3", total=30, upheld=3, not_upheld=9, partially_upheld=8, other=10)
    assert sorted(map(float, gone(Complaints=rows)))[:2] == [3, 8]  # type: ignore[arg-type]
    assert len(gone(Complaints=rows)) == 2


def test_outcomes_that_are_not_all_given_leave_room_in_their_total() -> None:
    assert gone(Complaints=complaints("2017-18 Q3", total=30, upheld=3, not_upheld=9)) == [3]


def test_a_full_year_less_its_third_quarter_is_a_count_of_its_own() -> None:
    rows = complaints("2016-17", total=19) + complaints("2016-17 Q3", total=17)
    assert len(gone(Complaints=rows)) == 1
    assert gone(Complaints=complaints("2016-17", total=29) + complaints("2016-17 Q3", total=17)) == []


def test_open_complaints_leave_other_outcomes_as_they_are_decided() -> None:
    assert gone(Complaints=complaints("2016-17", other=19) + complaints("2016-17 Q3", other=17)) == []


def test_an_indicator_to_date_gives_away_what_came_in_between() -> None:
    values: Rows = [value("1", "2016-17", 100, 200), value("1", "2016-17 Q3", 98, 150)]
    assert gone(Indicators=[indicator("1", "PI 24", "year to date")], IndicatorValues=values)
    assert gone(Indicators=[indicator("1", "PI 24", "as at")], IndicatorValues=values) == []


def test_all_but_a_few_is_a_small_number_of_children() -> None:
    plain: Rows = [indicator("1", "PI 24", "as at")]
    assert 0.98 in gone(Indicators=plain, IndicatorValues=[value("1", "2017-18 Q3", 98, 100)])
    assert gone(Indicators=plain, IndicatorValues=[value("1", "2017-18 Q3", 95, 100)]) == []


def test_all_wales_figures_are_published_already() -> None:
    plain: Rows = [indicator("1", "PI 24", "as at")]
    assert gone(Indicators=plain, IndicatorValues=[value("1", "2016-17", 3, 40, "Wales")]) == []


def test_the_year_s_registrations_are_counted_by_pi_27_as_well() -> None:
    months = [dt.date(2017, month, 1) for month in range(4, 13)]
    counts = (20, 22, 3, 19, 18, 21, 20, 17, 16)
    rows: Rows = [{"Month": month, "Registered": count} for month, count in zip(months, counts, strict=True)]
    figures: Rows = [value("4", "2017-18 Q3", 20, sum(counts))]
    alone = gone(FROM_APRIL, Registrations=rows)
    both = gone(
        FROM_APRIL, Registrations=rows, Indicators=[indicator("4", "PI 27", "year to date")], IndicatorValues=figures
    )
    assert alone == [3] and len(both) > 1


def test_children_looked_after_on_31_march_are_counted_in_three_places() -> None:
    indicators: Rows = [indicator("2", "PI 25", "as at"), indicator("11", "PI 33", "as at")]
    figures: Rows = [value("2", "2016-17", 597, 600), value("11", "2016-17", 0, 3)]
    days: Rows = [{"As at": dt.date(2017, 3, 31), "Children": 3}]
    # Three children, in either place; and 600 less 597 would be a third.
    withheld = gone(Indicators=indicators, IndicatorValues=figures, LookedAfter=days)
    assert withheld.count(3) == 3 and {597, 600} & set(withheld)


def test_a_share_of_audited_cases_gives_their_number_away() -> None:
    def audited(percent: int, cases: int) -> list[object]:
        audits: Rows = [{"Quarter": "2017-18 Q3", "Theme": "Visits", "Month": MONTHS[0], "Cases": cases}]
        finding = {"Quarter": "2017-18 Q3", "Theme": "Visits", "Heading": "Doing well", "Position": 1}
        return gone(Audits=audits, AuditFindings=[{**finding, "Percent": percent, "English": "Seen."}])

    assert audited(10, 20) == [10]
    assert audited(30, 20) == audited(0, 20) == audited(90, 20) == []
    assert audited(1, 2000) == []


def test_supervision_leaves_those_without_it_and_withholds_few_workers() -> None:
    counts = {"Qualified due": 49, "Qualified in time": 48, "Unqualified due": 3, "Unqualified in time": 2}
    withheld = gone(Supervision=[{"Month": MONTHS[2], **counts}])
    assert {3, 2} < set(withheld) and len({48, 49, 50, 52} & set(withheld)) >= 1
    plenty = {"Qualified due": 49, "Qualified in time": 48, "Unqualified due": 30, "Unqualified in time": 29}
    assert gone(Supervision=[{"Month": MONTHS[2], **plenty}]) == []


def test_a_vacant_post_is_nobody_and_a_disciplinary_is_somebody() -> None:
    day = dt.date(2017, 12, 31)

    def counted(measure: str) -> list[object]:
        return gone(Workforce=[{"As at": day, "Measure": measure, "Role": "Social worker", "Number": 1}])

    assert counted("Vacancies") == []
    assert counted("Disciplinaries") == [1, 1]


def test_a_team_s_average_gives_its_caseload_away() -> None:
    teams: Rows = [
        {
            "As at": dt.date(2017, 12, 31),
            "Team": team,
            "Available hours": 74,
            "Caseload": cases,
            "Highest": 0,
            "Lowest": 0,
        }
        for team, cases in (("A", 4), ("B", 30), ("C", 31))
    ]
    withheld = gone(Caseloads=teams)
    assert {4, 2} < set(withheld) and {30, 31, 65} & set(withheld)
