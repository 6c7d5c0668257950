"""For every rule a workbook that breaks it, what the rule says, and what mends it: inputs, words and the workbook."""

from __future__ import annotations

import datetime as dt

from cyps_xl.checks.workbook_state import Book, Retyped
from cyps_xl.definition.section_numbers import mentions_in
from cyps_xl.errors import Problem
from helpers.checking import monthly
from helpers.rows import (
    AVERAGE,
    LAST_YEAR,
    NOW,
    RATE,
    YEAR_AGO,
    children,
    complaints,
    counted,
    posts,
    rated,
    team,
    told,
)
from helpers.rule_examples import Example

_MEANT = dict.fromkeys(mentions_in("See section 2.8."), ("caseloads",))
"""A text that meant what is section 2.2 now."""
_MONTHS = ("2017-10", "2017-11", "2017-12")
_MONTHLY = {
    table: [f"Month {month}" for month in _MONTHS]
    for table in ("Supervision", "StepUpDown", "TafClosures", "Registrations")
}
_COVER = {
    "Council": "Example Council",
    "Service": "Housing",
    "Board": "Cabinet Board",
    "Contact": "performance@council.example",
}
_LAST_YEARS = [
    complaints(1, outcome, period=period) for period in (YEAR_AGO, "2016-17") for outcome in ("total", "upheld")
]

_MOST = [rated(97, LAST_YEAR), rated(5, LAST_YEAR, no="2"), *(rated(9, no=no) for no in ("1", "2", "4"))]

INPUTS: dict[str, Example] = {
    "IN01": Example(
        {"wrong": True, "Readmissions": [{"Month": dt.date(2017, 12, 1), "Children": "2 or 3"}]},
        "Readmissions!B6: “2 or 3” is text, and a whole number from 0 up was expected.",
        {"wrong": False, "Readmissions": ["Month 2017-12 | Children 2"]},
    ),
    "IN02": Example(
        {"Readmissions": ["Month 2017-04 | Children 2", "Month 2017-06 | Children 1"]},
        "Readmissions!A7: There is no row for May 2017, before June 2017.",
        {"Readmissions": monthly("Children", 2, 0, 1, first="2017-04")},
    ),
    "IN03": Example(
        {"TafClosures": ["Month 2017-12 | Closed 30"]},
        "'TAF closures'!C6: Successful is empty.",
        {"TafClosures": ["Month 2017-12 | Closed 30 | Successful 0"]},
    ),
    "IN04": Example(
        {**_MONTHLY, "Readmissions": ["Month 2017-10", "Month 2017-11"]},
        "Readmissions!A8: There is no row for December 2017, in the quarter reported.",
        {"Readmissions": [f"Month {month}" for month in _MONTHS]},
    ),
    "IN05": Example(
        {
            "Caseloads": [team(370, 120, 17, 3)],
            "LookedAfter": children(333, "2017-12-31"),
            "Workforce": [posts(1, day="2017-09-30")],
        },
        "Workforce!A7: There is no count in the quarter that ends on 31 December 2017.",
        {"Workforce": [posts(1)]},
    ),
    "IN06": Example(
        {"Indicators": [RATE, "No 2", "No 4"], "IndicatorValues": _MOST},
        "'Indicator values'!A11: Indicator 4 has no figure of the council for 2016-17.",
        {"IndicatorValues": [*_MOST, rated(6, LAST_YEAR, no="4")]},
    ),
    "IN18": Example(
        {"Indicators": [f"{RATE} | Target 102 | Target to 97"]},
        "Indicators!P6: Indicator 1: the target goes from 102 to 97, which is below.",
        {"Indicators": [f"{RATE} | Target 97 | Target to 102"]},
    ),
    "IN19": Example(
        {"Indicators": [f"{RATE} | Target 0.95"]},
        "Indicators!O6: The target is 0.95%, and is 95% meant?",
        {"Indicators": [f"{RATE} | Target 95"]},
    ),
    "IN20": Example(
        {"Indicators": [f"{RATE} | Replaced by 2"]},
        "Indicators!S6: “2” is no indicator's No.",
        {"Indicators": [f"{RATE} | Replaced by 2", "No 2"]},
    ),
    "IN17": Example(
        {"Indicators": [RATE], "IndicatorValues": [rated(97, "2017-18 Q2")]},
        "'Indicator values'!A7: Indicator 1 is reported quarterly, and has no figure for 2017-18 Q3.",
        {"IndicatorValues": [rated(97, "2017-18 Q2"), rated(97)]},
    ),
    "IN07": Example(
        {"Complaints": [*_LAST_YEARS, complaints(1)]},
        "Complaints!A11: Stage 1, upheld: there is no row for 2017-18 Q3.",
        {"Complaints": [*_LAST_YEARS, complaints(1), complaints(1, "upheld")]},
    ),
    "IN08": Example(
        {
            "Caseloads": [
                team(370, 120, 17, 3, name="East", day="2017-09-30"),
                team(370, 120, 17, 3, name="West", day="2017-09-30"),
                team(370, 120, 17, 3, name="East"),
            ]
        },
        "Caseloads!B8: 1 team on 31 December 2017, without West.",
        {
            "Caseloads": [
                team(370, 120, 17, 3, name=name, day=day)
                for day in ("2017-09-30", "2017-12-31")
                for name in ("East", "West")
            ]
        },
    ),
    "IN09": Example(
        {"settings": _COVER},
        "Settings!A11: The row “Meeting date” is missing.",
        {"settings": {**_COVER, "Meeting date": dt.date(2018, 3, 8)}},
    ),
    "IN10": Example(
        {"Explanations": [told("All are safe."), told("All is well.", position=3)]},
        "Explanations!D7: Position 3 follows no position 2, so this text is not shown.",
        {"Explanations": [told("All are safe."), told("All is well.", position=2)]},
    ),
    "IN11": Example(
        {"Members": ["Name A Member | E-mail a.member@council"]},
        "Members!B6: “a.member@council” is not one e-mail address.",
        {"Members": ["Name A Member | E-mail a.member@council.example"]},
    ),
    "IN12": Example(
        {"today": dt.date(2018, 2, 1), "LookedAfter": children(333, "2071-12-31")},
        "'Looked after'!A6: 31 December 2071 has not come yet.",
        {"LookedAfter": children(333, "2017-12-31")},
    ),
    "IN13": Example(
        {"Indicators": ["No 4 | Reference PI 27", "No 5 | Reference PI 27"]},
        "Indicators!B7: Indicators 4 and 5 both have PI 27.",
        {"Indicators": ["No 4 | Reference PI 27", "No 5 | Reference PI 28"]},
    ),
}

WORDS: dict[str, Example] = {
    "WD01": Example(
        {"Indicators": [RATE], "IndicatorValues": [rated(97, YEAR_AGO), rated(92)]},
        "Explanations: Indicator 1 declined, from 97.0% to 92.0%: no explanation.",
        {"Explanations": [told("Two long cases.", item="1", kind="explanation")]},
    ),
    "WD02": Example(
        {
            "Indicators": [RATE],
            "IndicatorValues": [rated(97, YEAR_AGO), rated(97.1)],
            "Explanations": [told("Two long cases.", item="1", kind="explanation")],
        },
        "Explanations!A6: Indicator 1 did not decline (from 97.0% to 97.1%), and is explained.",
        {"Explanations": []},
    ),
    "WD03": Example(
        {"Explanations": [told("The register grew.", item="2.9")]},
        "Explanations!A6: No sheet shows a narrative for “2.9”.",
        {"Explanations": [told("The register grew.", item="4")]},
    ),
    "WD04": Example(
        {"Explanations": [told("It grew.", welsh="Tyfodd."), told("It is full.", position=2)]},
        "Explanations!F7: Welsh is empty, where English has “It is full.”.",
        {"Explanations": [told("It grew.", welsh="Tyfodd."), told("It is full.", position=2, welsh="Mae'n llawn.")]},
    ),
    "WD05": Example(
        {"Explanations": [told("The register grew.", welsh="The register grew.")]},
        "Explanations!F6: The Welsh is the same as the English: “The register grew.”.",
        {"Explanations": [told("The register grew.", welsh="Tyfodd y gofrestr.")]},
    ),
    "WD06": Example(
        {"Explanations": [told("18 were registered.", welsh="Cofrestrwyd 81.")]},
        "Explanations!F6: English alone has 18, Welsh alone 81.",
        {"Explanations": [told("18 were registered.", welsh="Cofrestrwyd 18.")]},
    ),
    "WD07": Example(
        {
            "Indicators": [AVERAGE],
            "IndicatorValues": [rated(288.3, no="5")],
            "Explanations": [told("It rose to 298.3 on average.", item="5", kind="explanation")],
        },
        "Explanations!E6: 298.3 is not among the figures of the tables.",
        {"Explanations": [told("It rose to 288.3 on average.", item="5", kind="explanation")]},
    ),
    "WD08": Example(
        {"Explanations": [told("x" * 1201, item="1", kind="explanation")]},
        "Explanations!E6: The text has 1,201 characters; 1,200 can be shown.",
        {"Explanations": [told("x" * 1200, item="1", kind="explanation")]},
    ),
    "WD09": Example(
        {"Complaints": [complaints(15, period=YEAR_AGO), complaints(18, period=NOW)]},
        "Explanations: Stage 1, from 15 to 18: section 3 says nothing about it.",
        {"Explanations": [told("More came in writing.", item="3")]},
    ),
    "WD10": Example(
        {"Explanations": [told("For audits see section 6.")]},
        "Explanations!E6: The report has no section 6.",
        {"Explanations": [told("For audits see section 5.")]},
    ),
    "WD11": Example(
        {"Explanations": [told("The audits stand in section 4.", item="2.4")]},
        "Explanations!E6: “The audits stand in section 4.” sends to section 4; that stands in 2.4 and 5.",
        {"Explanations": [told("The audits stand in section 5.", item="2.4")]},
    ),
    "WD17": Example(
        {"Explanations": [told("See section 2.8.")], "book": Book(meant=_MEANT)},
        "Explanations!E6: Section 2.8 was another when this was written: 2.2 Cases held by qualified workers.",
        {"Explanations": [told("See section 2.2.")], "book": Book(meant=_MEANT)},
    ),
    "WD12": Example(
        {
            "Indicators": ["No 1 | Name Assessments finished within 42 days"],
            "AuditFindings": ["English Finish every assessment within 42 working days."],
        },
        "'Audit findings'!F6: 42 working days here; 42 days on Indicators.",
        {"Indicators": ["No 1 | Name Assessments finished within 42 working days"]},
    ),
}

PERSONAL: dict[str, Example] = {
    "PD01": Example(
        {"Explanations": [told("Mrs Jones moved away.")]},
        "Explanations!E6: “Mrs Jones” looks like a person's name.",
        {"Explanations": [told("The carer moved away.")]},
    ),
    "PD02": Example(
        {"Explanations": [told("The child, born on 3 May 2009, is safe.")]},
        "Explanations!E6: “born on 3 May 2009” looks like a date of birth.",
        {"Explanations": [told("The child is safe.")]},
    ),
    "PD03": Example(
        {"Explanations": [told("The home at 12 Station Road closed.")]},
        "Explanations!E6: “12 Station Road” looks like an address.",
        {"Explanations": [told("One home closed.")]},
    ),
    "PD04": Example(
        {"Explanations": [told("See case no. 4471.")]},
        "Explanations!E6: “case no. 4471” looks like a case number.",
        {"Explanations": [told("See the case.")]},
    ),
    "PD05": Example(
        {"Explanations": [told("Write to j.jones@council.example.")]},
        "Explanations!E6: “j.jones@council.example” looks like a person's e-mail address or telephone number.",
        {"Explanations": [told("Write to us.")]},
    ),
}

_PASTED = {
    "Caseloads": [team(370, 120, 17, 3, name="North team"), team(370, 120, 17, 3, name="North\u00a0 team")],
}

INPUTS |= {
    "IN14": Example(
        _PASTED,
        "Caseloads!B7: “North team” has a space in it that does not break, and is another name than “North team”.",
        {"Caseloads": [team(370, 120, 17, 3, name="North team"), team(370, 120, 17, 3, name="South team")]},
    ),
    "IN15": Example(
        {"Caseloads": [team(370, 120, 17, 3, name="02-Jan")]},
        "Caseloads!B6: “02-Jan” looks like a date that Excel made of something else.",
        {"Caseloads": [team(370, 120, 17, 3, name="2 January team")]},
    ),
    "IN16": Example(
        {"Explanations": [told("The team is #NAME? now.", item="1", kind="explanation")]},
        "Explanations!E6: The text holds #NAME?, which is an error of Excel's and no text.",
        {"Explanations": [told("The name changed.", item="1", kind="explanation")]},
    ),
}

WORDS["WD13"] = Example(
    {"Explanations": [told("Childrenâ€™s plans were late.")]},
    "Explanations!E6: “Childrenâ€™s” is probably “Children’s”.",
    {"Explanations": [told("Children’s plans were late.")]},
)

WORKBOOK: dict[str, Example] = {
    "BK01": Example(
        {"book": Book(retyped=(Retyped("'2.2 Caseloads'!E9", "12.9", "12.4"),))},
        "'2.2 Caseloads'!E9: “12.9” is typed over the report's own “12.4”.",
        {"book": Book()},
    ),
    "BK02": Example(
        {"book": Book(differing=(Problem("'1 Indicators'!F7", "Shown 97.6, worked out 96.7.", "Type it."),))},
        "'1 Indicators'!F7: Shown 97.6, worked out 96.7.",
        {"book": Book()},
    ),
    "BK03": Example(
        {"book": Book(stale="Checks!A2")},
        "Checks!A2: The inputs have changed since the report was brought up to date.",
        {"book": Book()},
    ),
    "BK04": Example(
        {"book": Book(beneath={"Supervision!A19": "January 2018, 110"})},
        "Supervision!A19: The row is below the table and no part of it, so it does not count: January 2018, 110.",
        {"book": Book()},
    ),
    "BK05": Example(
        {"book": Book(hidden={"Readmissions": (7, 8)}), "Readmissions": monthly("Children", 1, 0, 2)},
        "Readmissions!A7: 2 rows of the table, from row 7, cannot be seen and count.",
        {"book": Book()},
    ),
    "BK06": Example(
        {"book": Book(keys=("Caseloads!G7", "Caseloads!G9"))},
        "Caseloads!G7: The Key column is not as Excel works it out, in 2 rows.",
        {"book": Book()},
    ),
    "BK07": Example(
        {"book": Book(moving={"Caseloads!A6": "=TODAY()"})},
        "Caseloads!A6: “=TODAY()” gives another value tomorrow.",
        {"book": Book()},
    ),
}
WORDS["WD14"] = Example(
    {
        "Indicators": [RATE],
        "IndicatorValues": [counted(598, 982, period=LAST_YEAR), rated(69.2, LAST_YEAR, area="Wales")],
    },
    "Explanations: Indicator 1 is worse than Wales, 60.9% against 69.2% in 2016-17, by more than chance: no "
    "explanation.",
    {"Explanations": [told("More families need help here.", item="1", kind="explanation")]},
)
_ASKED = "No 3 | Asked on 2017-12-07 | Report of 2017-18 Q2 | Question Why?"
WORDS["WD15"] = Example(
    {"Questions": [f"{_ASKED} | Due 2017-12-30"]},
    "Questions!H6: Question 3 is not answered; it was due on 30 December 2017.",
    {"Questions": [f"{_ASKED} | Due 2018-12-30"]},
)
WORDS["WD16"] = Example(
    {"Questions": [f"{_ASKED} | Answer Because."]},
    "Questions!I6: The answer to question 3 says no quarter in whose report it stands.",
    {"Questions": [f"{_ASKED} | Answered in 2017-18 Q3 | Answer Because."]},
)
