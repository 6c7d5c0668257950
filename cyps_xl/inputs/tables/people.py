"""The cover's words, the meetings and what members asked there, and who receives the report."""

from __future__ import annotations

from cyps_xl.inputs.declare import Column, Kind, Table, key_column
from cyps_xl.languages.shipped import DEFAULT, ENGLISH

COVER_TEXT = Table(
    name="CoverText",
    sheet="Cover text",
    one_row_is="a heading of the committee report",
    guide="The committee report's standard headings, in their order, with the text under each.",
    columns=(
        Column("Heading", Kind.TEXT, "The heading, as the committee's template has it.", required=True, width=34),
        Column("English", Kind.LONG_TEXT, "The text under the heading.", width=70),
        Column("Welsh", Kind.LONG_TEXT, "The same in Welsh.", width=70),
        Column(
            "Written for",
            Kind.QUARTER,
            "The quarter that the text was written for, like 2017-18 Q3; empty for one that holds every time. Checks "
            "finds a text of another quarter.",
            width=14,
        ),
    ),
    key=("Heading",),
)

MEETINGS = Table(
    name="Meetings",
    sheet="Meetings",
    one_row_is="the meeting that a quarter's report goes to",
    guide="A row for each quarter. With a row here, the meeting date on Settings is not looked at any more.",
    columns=(
        Column("Quarter", Kind.QUARTER, "The quarter reported, like 2017-18 Q3.", required=True),
        Column("Meeting date", Kind.DATE, "The day of the meeting, on the cover.", required=True, width=16),
    ),
    key=("Quarter",),
)

QUESTIONS = Table(
    name="Questions",
    sheet="Questions",
    one_row_is="a question that members asked",
    guide="What members asked, and the answer. Unanswered it stands in every report, answered in that of its quarter.",
    columns=(
        Column("No", Kind.TEXT, "A number of its own: 1, 2, 3 …", required=True, width=8),
        Column("Asked on", Kind.DATE, "The day of the meeting.", required=True, width=14),
        Column("Meeting", Kind.TEXT, "The committee or board; never who asked.", width=28),
        Column(
            "Report of",
            Kind.QUARTER,
            "The quarter whose report the meeting had, like 2017-18 Q2. The question stands in the reports after it.",
            required=True,
            width=13,
        ),
        Column("Section", Kind.TEXT, "What it is about: a section's number, such as 2.6; empty for none.", width=12),
        Column("Question", Kind.LONG_TEXT, "What was asked. Never a name, nor who asked.", required=True, width=56),
        Column("Question in Welsh", Kind.LONG_TEXT, "The same in Welsh.", width=56),
        Column("Due", Kind.DATE, "The day by which an answer was promised; empty for none.", width=14),
        Column(
            "Answered in",
            Kind.QUARTER,
            "The quarter whose report gives the answer; empty until there is one.",
            width=14,
        ),
        Column("Answer", Kind.LONG_TEXT, "The answer. Never a name.", width=56),
        Column("Answer in Welsh", Kind.LONG_TEXT, "The same in Welsh.", width=56),
        key_column("No"),
    ),
    key=("No",),
)

BESIDE_QUESTIONS = ("Meeting", "Section")
"""The columns of Questions whose words stand beside them in the report, the same in both languages."""

MEMBERS = Table(
    name="Members",
    sheet="Members",
    one_row_is="a recipient",
    guide="Who is sent the finished report. This sheet never leaves the council.",
    columns=(
        Column("Name", Kind.TEXT, "The member's name.", required=True, width=30),
        Column("E-mail", Kind.TEXT, "One address.", required=True, width=40),
        Column(
            "Language",
            Kind.CHOICE,
            "The language of the message and the report.",
            choices=(ENGLISH.name, DEFAULT.name),
        ),
        Column("Format", Kind.CHOICE, "What is attached.", choices=("workbook", "PDF", "both")),
    ),
    key=("E-mail",),
)
