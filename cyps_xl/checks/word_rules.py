"""WD: the words: what is missing, what is left over, and what does not fit the figures."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from cyps_xl.checks.checked import Checked
from cyps_xl.checks.finding import Fault, Rule, Severity, at
from cyps_xl.checks.indicator_figures import Indicator
from cyps_xl.checks.numbers import figures_in, figures_of, held, numbers_in
from cyps_xl.checks.tables import TEXTS
from cyps_xl.checks.texts import LANGUAGES
from cyps_xl.checks.wording import and_list, next_row, quoted
from cyps_xl.inputs.declare import Table
from cyps_xl.inputs.records import Row
from cyps_xl.inputs.tables.indicators import EXPLANATION, EXPLANATIONS
from cyps_xl.measures.direction import Direction

SECTIONS_WITH_WORDS = ("1", "2.2", "2.3", "2.4", "2.5", "2.6", "2.7", "2.8", "3", "4", "5")
"""The sections under which the report shows narratives and notes."""
SAME_WORDS = 3
"""Words from which the same text in both languages is one that was not translated: "IRO" is the same in both."""


def decline_without_an_explanation(checked: Checked) -> Iterator[Fault]:
    """An indicator declined by the tolerance or more, and there is no explanation in the report's language. Within
    tolerance none is needed."""
    records, quarter = checked.inputs[EXPLANATIONS], str(checked.quarter)
    for indicator in checked.indicators:
        if indicator.direction(checked.quarter) is not Direction.DECLINED:
            continue
        row = records.find(indicator.no, quarter, EXPLANATION, 1)
        if row is None or row[checked.settings.language] is None:
            where = next_row(records) if row is None else records.where(row, checked.settings.language)
            yield Fault(where, f"Indicator {indicator.no} declined, {_change(indicator, checked)}: no explanation.")


def _change(indicator: Indicator, checked: Checked) -> str:
    before, now = (indicator.figure(q.period) for q in (checked.quarter.last_year, checked.quarter))
    return f"from {indicator.shown(before)} to {indicator.shown(now)}"


def explanation_without_a_decline(checked: Checked) -> Iterator[Fault]:
    """An explanation of the reporting quarter stands under an indicator that improved, stayed the same, is at its
    best or has nothing to compare with. Under one that is worse within tolerance it is welcome."""
    records, quarter = checked.inputs[EXPLANATIONS], str(checked.quarter)
    by_no = {indicator.no.lower(): indicator for indicator in checked.indicators}
    for row in records:
        indicator = by_no.get(str(row["Item"]).lower())
        if row["Kind"] != EXPLANATION or row["Period"] != quarter or indicator is None:
            continue
        direction = indicator.direction(checked.quarter)
        if direction not in (Direction.DECLINED, Direction.WITHIN_TOLERANCE):
            message = f"Indicator {indicator.no} did not decline ({_change(indicator, checked)}), and is explained."
            yield at(records, row, "Item", message)


def text_that_no_sheet_shows(checked: Checked) -> Iterator[Fault]:
    """A text of the reporting quarter whose item is no indicator's number (for an explanation), or no section with
    words of its own (for a narrative or note); or a second explanation for one indicator."""
    records, quarter = checked.inputs[EXPLANATIONS], str(checked.quarter)
    numbers = {indicator.no.lower() for indicator in checked.indicators}
    for row in records:
        item, kind = str(row["Item"]), row["Kind"]
        if row["Period"] != quarter or row["Item"] is None or kind is None:
            continue
        if kind == EXPLANATION and item.lower() not in numbers:
            yield at(records, row, "Item", f"{quoted(item)} is no indicator, so no sheet shows this explanation.")
        elif kind == EXPLANATION and row["Position"] != 1:
            yield at(records, row, "Position", f"Only the first explanation of indicator {item} is shown.")
        elif kind != EXPLANATION and item not in SECTIONS_WITH_WORDS:
            yield at(records, row, "Item", f"No sheet shows a {kind} for {quoted(item)}.")


def text_in_one_language(checked: Checked) -> Iterator[Fault]:
    """A text of the report is there in one language and empty in the other. Where a table has no Welsh at all and
    the report is in English, Welsh is not asked for."""
    for table in TEXTS:
        records = checked.inputs[table]
        if checked.settings.language != "Welsh" and not any(row["Welsh"] for row in records):
            continue
        for row in _of_the_report(checked, table):
            filled = [language for language in LANGUAGES if row[language] is not None]
            if len(filled) == 1:
                empty = next(language for language in LANGUAGES if language not in filled)
                if records.where(row, empty) not in checked.unreadable:
                    words = quoted(str(row[filled[0]]))
                    yield at(records, row, empty, f"{empty} is empty, where {filled[0]} has {words}.")


def _of_the_report(checked: Checked, table: Table) -> Iterator[Row]:
    """The rows of a table of texts that the report of this quarter shows."""
    heading = next((heading for heading in ("Period", "Quarter") if heading in table.key), None)
    for row in checked.inputs[table]:
        if heading is None or row[heading] == str(checked.quarter):
            yield row


def welsh_left_as_the_english(checked: Checked) -> Iterator[Fault]:
    """Welsh and English are the same words, capitals and spaces aside, three or more of them."""
    for table in TEXTS:
        records = checked.inputs[table]
        for row in _of_the_report(checked, table):
            english, welsh = (" ".join(str(row[language] or "").lower().split()) for language in LANGUAGES)
            if english == welsh and len(english.split()) >= SAME_WORDS:
                yield at(records, row, "Welsh", f"The Welsh is the same as the English: {quoted(str(row['Welsh']))}.")


def languages_that_give_different_numbers(checked: Checked) -> Iterator[Fault]:
    """Numbers written in figures in one language are not those of the other. Numbers in words are not looked at."""
    for table in TEXTS:
        records = checked.inputs[table]
        for row in _of_the_report(checked, table):
            english, welsh = row["English"], row["Welsh"]
            if not isinstance(english, str) or not isinstance(welsh, str):
                continue
            there, here = Counter(numbers_in(english)), Counter(numbers_in(welsh))
            if there != here:
                yield at(
                    records, row, "Welsh", f"English alone has {_only(there, here)}, Welsh alone {_only(here, there)}."
                )


def _only(these: Counter[str], those: Counter[str]) -> str:
    rest = sorted((these - those).elements())
    return and_list(rest) if rest else "none"


def number_the_tables_do_not_hold(checked: Checked) -> Iterator[Fault]:
    """A number in a text of the report is no figure of the input tables, nor follows from them in one step (a rate,
    an average, a total of a day, quarter or year, the difference of two figures of one history). Years, dates,
    spans of time, sections and whole numbers under 13 are not looked at."""
    found = [(text, list(figures_in(text.words))) for text in checked.texts if text.in_report]
    if not any(figures for _, figures in found):
        return
    figures = figures_of(checked)
    for text, written in found:
        unknown = [figure for figure in written if not held(figure, figures)]
        if unknown:
            records = checked.inputs[text.table]
            verb = "is" if len(unknown) == 1 else "are"
            yield at(
                records, text.row, text.heading, f"{and_list(unknown)} {verb} not among the figures of the tables."
            )


def text_over_length(checked: Checked) -> Iterator[Fault]:
    """A text is longer than its place in the report can show: 1,200 characters for an explanation, 2,200 for an audit
    finding, 2,500 for any other."""
    for text in checked.texts:
        if len(text.words) > text.longest:
            records = checked.inputs[text.table]
            message = f"The text has {len(text.words):,} characters; {text.longest:,} can be shown."
            yield at(records, text.row, text.heading, message)


RULES = (
    Rule(
        "WD01",
        Severity.BLOCKS,
        "A decline is not explained",
        "Indicator 5 declined, from 212.0 to 288.3: no explanation.",
        "Write one on Explanations: kind explanation, position 1, for the reporting quarter.",
        decline_without_an_explanation,
    ),
    Rule(
        "WD02",
        Severity.LOOK,
        "Something is explained that did not decline",
        "Indicator 1 did not decline (from 98.9% to 99.2%), and is explained.",
        "See whether the explanation is that of another indicator or quarter; or make it a narrative of section 1.",
        explanation_without_a_decline,
    ),
    Rule(
        "WD03",
        Severity.SHOULD_FIX,
        "No sheet shows a text",
        "No sheet shows a narrative for “2.9”.",
        "Correct its item: an indicator's No for an explanation; 1, 2.2 to 2.8, 3, 4 or 5 for a narrative or note.",
        text_that_no_sheet_shows,
    ),
    Rule(
        "WD04",
        Severity.SHOULD_FIX,
        "A text is there in one language only",
        "Welsh is empty, where English has “The register grew until September…”.",
        "Type the other language.",
        text_in_one_language,
    ),
    Rule(
        "WD05",
        Severity.SHOULD_FIX,
        "The Welsh is the same as the English",
        "“The register grew until September…” under both.",
        "Have the text translated.",
        welsh_left_as_the_english,
    ),
    Rule(
        "WD06",
        Severity.SHOULD_FIX,
        "The two languages give different numbers",
        "English alone has 18, Welsh alone 81.",
        "Correct the wrong one; write a number in figures in both languages or in neither.",
        languages_that_give_different_numbers,
    ),
    Rule(
        "WD07",
        Severity.LOOK,
        "A number is not among the figures",
        "“…rose from 212 to 298.3 days”, where the tables hold 212 and 288.3.",
        "Check the number. If it comes from elsewhere, nothing needs doing.",
        number_the_tables_do_not_hold,
    ),
    Rule(
        "WD08",
        Severity.SHOULD_FIX,
        "A text is too long for its place",
        "The text has 1,350 characters; 1,200 can be shown.",
        "Shorten it, or make two narratives of it.",
        text_over_length,
    ),
)
