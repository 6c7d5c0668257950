"""For every rule a workbook that breaks it, what the rule says, and what mends it: figures."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from helpers.checking import monthly
from helpers.rows import (
    AVERAGE,
    LAST_YEAR,
    RATE,
    YEAR_AGO,
    children,
    complaints,
    counted,
    posts,
    rated,
    supervised,
    team,
)


@dataclass(frozen=True)
class Example:
    """Arguments of `helpers.checking.workbook` that break a rule, all that the rule says, and what to change."""

    wrong: Mapping[str, Any]
    says: str
    change: Mapping[str, Any]

    @property
    def right(self) -> Mapping[str, Any]:
        return {**self.wrong, **self.change}


_SEVEN_MONTHS = [supervised(f"2017-{month:02d}", 115, 112) for month in range(5, 12)]
_PLANS = "Theme Plans | Month 2017-10 | Cases 51"
_CONTACTS = "Theme Contacts | Month 2017-11 | Cases 20"

ITSELF: dict[str, Example] = {
    "FG01": Example(
        {"Supervision": [supervised("2017-03", 98, 101)]},
        "Supervision!C6: March 2017: 101 supervised in time, of 98 due.",
        {"Supervision": [supervised("2017-03", 103, 101)]},
    ),
    "FG02": Example(
        {"Indicators": [RATE], "IndicatorValues": [rated(995)]},
        "'Indicator values'!F6: Indicator 1, 2017-18 Q3: 995%.",
        {"IndicatorValues": [rated(99.5)]},
    ),
    "FG03": Example(
        {"Indicators": [RATE], "IndicatorValues": [rated(99.3, YEAR_AGO), rated(0.995)]},
        "'Indicator values'!F7: Indicator 1, 2017-18 Q3: 0.995 is read as 0.995%, and is 99.5% meant?",
        {"IndicatorValues": [rated(99.3, YEAR_AGO), rated(99.5)]},
    ),
    "FG04": Example(
        {"Indicators": [RATE], "IndicatorValues": [counted(0, 0)]},
        "'Indicator values'!E6: Indicator 1, 2017-18 Q3: out of 0, so the report shows no figure.",
        {"IndicatorValues": [counted(0, 1)]},
    ),
    "FG05": Example(
        {"Indicators": [AVERAGE], "IndicatorValues": [rated(-288.3, no="5")]},
        "'Indicator values'!F6: Indicator 5, 2017-18 Q3: -288.3 is under 0.",
        {"IndicatorValues": [rated(288.3, no="5")]},
    ),
    "FG06": Example(
        {"Indicators": [RATE], "IndicatorValues": [counted(11, 177, 2.6)]},
        "'Indicator values'!F6: Indicator 1, 2017-18 Q3: 11 of 177 is 6.2%, and the Value is 2.6.",
        {"IndicatorValues": [counted(11, 177, 6.2)]},
    ),
    "FG07": Example(
        {"Indicators": [RATE], "IndicatorValues": [counted(135, 144, 93.7)]},
        "'Indicator values'!F6: Indicator 1, 2017-18 Q3: 93.7 was cut off; rounded it is 93.8%.",
        {"IndicatorValues": [counted(135, 144, 93.8)]},
    ),
    "FG08": Example(
        {"Caseloads": [team(370, 139, 1, 19)]},
        "Caseloads!E6: North team: highest 1, lowest 19.",
        {"Caseloads": [team(370, 139, 19, 1)]},
    ),
    "FG09": Example(
        {"Caseloads": [team(370, 124, 11, 4)]},
        "Caseloads!E6: North team: highest 11, and 12.4 on average.",
        {"Caseloads": [team(370, 124, 13, 4)]},
    ),
    "FG10": Example(
        {"Workforce": [posts(1.5, measure="Leavers")]},
        "Workforce!D6: Leavers, Social worker: 1.5 is no number of whole people.",
        {"Workforce": [posts(1, measure="Leavers")]},
    ),
    "FG11": Example(
        {"Supervision": [*_SEVEN_MONTHS, supervised("2017-12", 113, 98)]},
        "Supervision!C13: 98 in December 2017 makes 86.7%, where 97.4% is usual. Is 98% meant?",
        {"Supervision": [*_SEVEN_MONTHS, supervised("2017-12", 113, 111)]},
    ),
    "FG12": Example(
        {
            "Indicators": ["No 6 | Unit number"],
            "IndicatorValues": [counted(104, 19850, 104, no="6")],
        },
        "'Indicator values'!E6: Indicator 6, 2017-18 Q3: 104 of 19,850 are two counts, and its unit is number.",
        {"IndicatorValues": [rated(104, no="6")]},
    ),
    "FG13": Example(
        {"Audits": [_PLANS], "AuditFindings": ["Theme Plans | Percent 0.82"]},
        "'Audit findings'!E6: 0.82% of 51 cases is less than one. Is 82% meant?",
        {"AuditFindings": ["Theme Plans | Percent 82"]},
    ),
    "FG14": Example(
        {"Indicators": [RATE], "IndicatorValues": [rated(0.976)]},
        "'Indicator values'!F6: Indicator 1, 2017-18 Q3: 0.976 is read as 0.976%, and is 97.6% meant?",
        {"IndicatorValues": [rated(0.9)]},
    ),
}

EACH_OTHER: dict[str, Example] = {
    "SM01": Example(
        {"Complaints": [complaints(2), complaints(1, "upheld")]},
        "Complaints!D6: Stage 1, 2017-18 Q3: the total is 2, its outcomes add up to 1.",
        {"Complaints": [complaints(2), complaints(2, "upheld")]},
    ),
    "SM02": Example(
        {
            "Registrations": [
                "Month 2017-02 | On the register 189",
                "Month 2017-03 | Registered 22 | De-registered 20 | On the register 119",
            ]
        },
        "Registrations!D7: March 2017: 189 + 22 − 20 = 191, and 119 are on the register.",
        {
            "Registrations": [
                "Month 2017-02 | On the register 189",
                "Month 2017-03 | Registered 22 | De-registered 20 | On the register 191",
            ]
        },
    ),
    "SM03": Example(
        {
            "Indicators": ["No 2 | Reference PI 25", "No 11 | Reference PI 33"],
            "IndicatorValues": [
                counted(589, 982, no="2", period=LAST_YEAR),
                counted(17, 384, no="11", period=LAST_YEAR),
            ],
        },
        "'Indicator values'!E7: 2016-17: PI 33 is out of 384 looked after children; PI 25 leaves 982 − 589 = 393.",
        {
            "IndicatorValues": [
                counted(598, 982, no="2", period=LAST_YEAR),
                counted(17, 384, no="11", period=LAST_YEAR),
            ]
        },
    ),
    "SM04": Example(
        {"Readmissions": ["Month 2017-11 | Children 3"]},
        "Readmissions!B6: 3 children were re-admitted, and section 2.6 says nothing about it.",
        {"Explanations": ["Item 2.6 | English They are safe."]},
    ),
    "SM05": Example(
        {"Complaints": [complaints(18, period="2017-18 Q2"), complaints(11)]},
        "Complaints!D7: Stage 1, total: 11 in 2017-18 Q3, after 18 in 2017-18 Q2.",
        {"Complaints": [complaints(11, period="2017-18 Q2"), complaints(18)]},
    ),
    "SM06": Example(
        {
            "Indicators": ["No 4 | Reference PI 27"],
            "IndicatorValues": [counted(3, 60, no="4", period="2017-18 Q1")],
            "Registrations": monthly("Registered", 17, 22, 12, first="2017-04"),
        },
        "'Indicator values'!E6: 2017-18 Q1: PI 27 is out of 60; the months of Registrations add up to 51.",
        {"Registrations": monthly("Registered", 17, 22, 21, first="2017-04")},
    ),
    "SM07": Example(
        {"Audits": [_PLANS], "AuditFindings": ["Theme Plan | English Clear."]},
        "'Audit findings'!B6: “Plan” is not among the audits of 2017-18 Q3.",
        {"AuditFindings": ["Theme Plans | English Clear."]},
    ),
    "SM08": Example(
        {"Audits": [_PLANS, _CONTACTS], "AuditFindings": ["Theme Plans | English Clear."]},
        "Audits!B7: “Contacts” is among the audits, and no finding is given.",
        {"AuditFindings": ["Theme Plans | English Clear.", "Theme Contacts | English Quick."]},
    ),
    "SM09": Example(
        {"Audits": [_PLANS], "AuditFindings": ["Theme Plans | Percent 72"]},
        "'Audit findings'!E6: No whole number of 51 cases is 72%.",
        {"AuditFindings": ["Theme Plans | Percent 73"]},
    ),
    "SM10": Example(
        {
            "Readmissions": ["Month 2017-11 | Children 3"],
            "Explanations": ["Item 2.6 | English Two children came back into care in November."],
        },
        "Explanations!E6: The text says 2 for November 2017, and Readmissions has 3.",
        {"Explanations": ["Item 2.6 | English Three children came back into care in November."]},
    ),
}

_WALES_BEFORE = rated(91, "2015-16", area="Wales")

TIME: dict[str, Example] = {
    "TM01": Example(
        {"TafClosures": monthly("Closed", 28, 30, 25, 27, 31, 28, 92, first="2017-06")},
        "'TAF closures'!B12: Closed: 92 in December 2017, where its history leads one to expect about 28.",
        {"TafClosures": monthly("Closed", 28, 30, 25, 27, 31, 28, 29, first="2017-06")},
    ),
    "TM02": Example(
        {"Indicators": [RATE], "IndicatorValues": [rated(97)]},
        "'Indicator values'!C6: Indicator 1: there is no figure for 2016-17 Q3 to compare with.",
        {"IndicatorValues": [rated(97), rated(96, YEAR_AGO)]},
    ),
    "TM03": Example(
        {"Indicators": [RATE], "IndicatorValues": [rated(97, LAST_YEAR), _WALES_BEFORE]},
        "'Indicator values'!C6: Indicator 1: there is no figure of Wales for 2016-17; the latest is of 2015-16.",
        {"IndicatorValues": [rated(97, LAST_YEAR), _WALES_BEFORE, rated(92, LAST_YEAR, area="Wales")]},
    ),
    "TM04": Example(
        {"LookedAfter": children(333, "2017-12-31", "2018-01-31")},
        "'Looked after'!A7: 31 January 2018 is after the end of the period reported, 31 December 2017.",
        {"LookedAfter": children(333, "2017-12-31")},
    ),
    "TM05": Example(
        {"Readmissions": ["Month 2018-12 | Children 1"]},
        "Readmissions!A6: December 2018 is long after 31 December 2017.",
        {"Readmissions": ["Month 2017-12 | Children 1"]},
    ),
    "TM06": Example(
        {"LookedAfter": children(400, "2013-03-31", "2013-06-30", "2013-09-30", "2013-12-30")},
        "'Looked after'!A9: 30 December 2013 is not the last day of a quarter, as the others are.",
        {"LookedAfter": children(400, "2013-03-31", "2013-06-30", "2013-09-30", "2013-12-31")},
    ),
    "TM07": Example(
        {"LookedAfter": children(400, "2016-09-30", "2016-12-31", "2017-03-31", "2017-09-30", "2017-12-31")},
        "'Looked after'!A9: Looked after: no count between 31 March 2017 and 30 September 2017.",
        {"LookedAfter": children(400, "2016-09-30", "2016-12-31", "2017-03-31", "2017-06-30", "2017-09-30")},
    ),
    "TM08": Example(
        {"Audits": ["Theme Plans | Month 2017-09 | Cases 51"]},
        "Audits!C6: September 2017 does not lie in 2017-18 Q3.",
        {"Audits": [_PLANS]},
    ),
    "TM09": Example(
        {"Readmissions": [f"Month 2017-{month} | Children 1" for month in ("03", "04", "06", "05", "07")]},
        "Readmissions!A9: May 2017 stands below June 2017.",
        {"Readmissions": [f"Month 2017-{month} | Children 1" for month in ("03", "04", "05", "06", "07")]},
    ),
    "TM10": Example(
        {"settings": {"Meeting date": dt.date(2017, 3, 8)}},
        "Settings!B7: The meeting of 8 March 2017 is before 2017-18 Q3 ends, on 31 December 2017.",
        {"settings": {"Meeting date": dt.date(2018, 3, 8)}},
    ),
    "TM12": Example(
        {"Meetings": ["Quarter 2017-18 Q2 | Meeting date 2017-12-07"]},
        "Meetings!A7: There is no meeting for 2017-18 Q3.",
        {"Meetings": ["Quarter 2017-18 Q2 | Meeting date 2017-12-07", "Quarter 2017-18 Q3 | Meeting date 2018-03-08"]},
    ),
    "TM11": Example(
        {"CoverText": ["Heading Summary | English It fell. | Written for 2017-18 Q2"]},
        "'Cover text'!D6: “Summary” was written for 2017-18 Q2.",
        {
            "CoverText": [
                "Heading Summary | English It rose. | Written for 2017-18 Q3",
                "Heading Purpose | English To tell.",
            ]
        },
    ),
}
