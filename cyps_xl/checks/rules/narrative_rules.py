"""WD: the words: what is missing, what is left over, and what does not fit the figures."""

from __future__ import annotations

from collections.abc import Iterator

from cyps_xl.checks.check_input import Checked
from cyps_xl.checks.finding import Fault, Rule, Severity, at
from cyps_xl.checks.indicators import Indicator
from cyps_xl.checks.lines import comparison_of, of_period
from cyps_xl.checks.texts.numbers import figures_in, figures_of, held
from cyps_xl.checks.wording import and_list, next_row, numbers_listed, quoted, shown
from cyps_xl.definition.lines import counts_events
from cyps_xl.definition.model import Block, Line, Section
from cyps_xl.inputs.records import alike
from cyps_xl.inputs.tables.choices import Shape
from cyps_xl.inputs.tables.definition import SECTIONS, YES
from cyps_xl.inputs.tables.indicators import COUNCIL_AREA, EXPLANATION, EXPLANATIONS, NARRATIVE
from cyps_xl.measures.chance import Chance
from cyps_xl.measures.direction import Direction
from cyps_xl.measures.identities import RowsAddUp


def decline_without_an_explanation(checked: Checked) -> Iterator[Fault]:
    """An indicator declined by the tolerance or more, and there is no explanation in the report's language. Within
    tolerance none is needed; nor for what could be chance, where Settings asks for none then."""
    for indicator in checked.indicators:
        if indicator.direction(checked.quarter) is not Direction.DECLINED:
            continue
        where = _unexplained(checked, indicator)
        if where is not None and not _is_excused(checked, indicator.chance(checked.quarter)):
            yield Fault(where, f"Indicator {indicator.no} declined, {_change(indicator, checked)}: no explanation.")


def worse_than_others_without_an_explanation(checked: Checked) -> Iterator[Fault]:
    """A rate stands worse than that of an area that the report compares with, by more than chance, and there is no
    explanation in the report's language. It goes by the counts of the latest full year."""
    year = checked.quarter.last_year.year
    for area in checked.others if checked.settings.says_chance else ():
        for indicator in checked.indicators:
            where = _unexplained(checked, indicator) if indicator.is_worse_than(area, checked.quarter) else None
            if where is not None:
                own, other = (indicator.shown(indicator.figure(year, of)) for of in (COUNCIL_AREA, area))
                message = f"Indicator {indicator.no} is worse than {area}, {own} against {other} in {year}, by more"
                yield Fault(where, f"{message} than chance: no explanation.")


def _unexplained(checked: Checked, indicator: Indicator) -> str | None:
    """Where an explanation would stand that is not there in the report's language; None where it is."""
    records, language = checked.inputs[EXPLANATIONS], checked.settings.language
    row = records.find(indicator.no, str(checked.quarter), EXPLANATION, 1)
    if row is None:
        return next_row(records)
    return records.where(row, language) if row[language] is None else None


def _is_excused(checked: Checked, chance: Chance | None) -> bool:
    """Whether a decline needs no words, because it could be chance and Settings says so."""
    settings = checked.settings
    return settings.says_chance and not settings.explains_chance and chance is Chance.COULD_BE


def _change(indicator: Indicator, checked: Checked) -> str:
    before, now = (indicator.figure(q.period) for q in (checked.quarter.last_year, checked.quarter))
    return f"from {indicator.shown(before)} to {indicator.shown(now)}"


def explanation_without_a_decline(checked: Checked) -> Iterator[Fault]:
    """An explanation of the reporting quarter stands under an indicator that improved, stayed the same, is at its
    best or has nothing to compare with. Under one that is worse within tolerance, or worse than another area, it is
    welcome."""
    records, quarter = checked.inputs[EXPLANATIONS], str(checked.quarter)
    by_no = {indicator.no.lower(): indicator for indicator in checked.indicators}
    for row in records:
        indicator = by_no.get(str(row["Item"]).lower())
        if row["Kind"] != EXPLANATION or row["Period"] != quarter or indicator is None:
            continue
        is_worse = any(indicator.stands_worse_than(area, checked.quarter) for area in checked.others)
        if not is_worse and not indicator.direction(checked.quarter).is_worse:
            is_compared = indicator.direction(checked.quarter) is not Direction.NOT_COMPARABLE
            said = f"did not decline ({_change(indicator, checked)})" if is_compared else "is not compared"
            message = f"Indicator {indicator.no} {said}, and is explained."
            yield at(records, row, "Item", message, _another_place(checked))


def _another_place(checked: Checked) -> str:
    """What to do with an explanation that explains nothing: it may be a narrative where the indicators stand."""
    shown_in = (section.number for section in checked.sections if section.shows(Shape.INDICATORS))
    narrative = f"; or make it a narrative of section {number}" if (number := next(shown_in, None)) else ""
    return f"See whether the explanation is that of another indicator or quarter{narrative}."


def text_that_no_sheet_shows(checked: Checked) -> Iterator[Fault]:
    """A text of the reporting quarter whose item is no indicator's number (for an explanation), or no section with
    words of its own (for a narrative or note); or a second explanation for one indicator."""
    records, quarter = checked.inputs[EXPLANATIONS], str(checked.quarter)
    numbers = {indicator.no.lower() for indicator in checked.indicators}
    with_words = [section for section in checked.sections if section.has_commentary]
    listed = numbers_listed([section.number for section in with_words])
    remedy = f"Correct its item: an indicator's No for an explanation; {listed} for a narrative or note."
    for row in records:
        item, kind = str(row["Item"]), row["Kind"]
        if row["Period"] != quarter or row["Item"] is None or kind is None:
            continue
        if kind == EXPLANATION and item.lower() not in numbers:
            message = f"{quoted(item)} is no indicator, so no sheet shows this explanation."
            yield at(records, row, "Item", message, remedy)
        elif kind == EXPLANATION and row["Position"] != 1:
            yield at(records, row, "Position", f"Only the first explanation of indicator {item} is shown.")
        elif kind != EXPLANATION and not any(section.is_item(item) for section in with_words):
            why, what_to_do = _why_not_shown(checked, item) or ("", remedy)
            yield at(records, row, "Item", f"No sheet shows a {kind} for {quoted(item)}{why}.", what_to_do)


def _why_not_shown(checked: Checked, item: str) -> tuple[str, str] | None:
    """Why a section that the definition has shows no words of this quarter, and what to do; None where it has none."""
    stays = "else nothing needs doing, and the words stay for when it is"
    for section in checked.definition.sections:
        if section.is_item(item):
            if not section.is_reported(checked.quarter):
                why = f": the section is not reported for {checked.quarter}, by From and To on {SECTIONS.sheet}"
                return why, f"If it should be reported, correct From or To there; {stays}."
            why = f": the section has no place for words, as Commentary says on {SECTIONS.sheet}"
            return why, f"Set Commentary to yes there, or move the words to another section on {EXPLANATIONS.sheet}."
    for row in checked.inputs[SECTIONS]:
        if row["Shown"] != YES and str(row["Number"]).casefold() == item.casefold():
            why = f": the section is left out, as Shown says on {SECTIONS.sheet}"
            return why, f"To report it again, set Shown to yes there; {stays}."
    return None


def number_the_tables_do_not_hold(checked: Checked) -> Iterator[Fault]:
    """A number in a text of the report, in figures or in words, is no figure of the input tables, nor follows from them
    in one step (a rate, an average, a total of a day, quarter or year, the difference of two figures of one history).
    Years, dates, spans of time, sections, parts such as a third, and whole numbers under 13 are not looked at."""
    second = checked.definition.language
    found = [
        (text, list(figures_in(text.words, second if text.language == second.name else None)))
        for text in checked.texts
        if text.in_report
    ]
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
    """A text is longer than its place in the report can show: 1,200 characters for an explanation, 2,000 in a list,
    1,600 on the cover, 900 for a question or an answer, 2,500 for any other."""
    for text in checked.texts:
        if len(text.words) > text.longest:
            records = checked.inputs[text.table]
            message = f"The text has {len(text.words):,} characters; {text.longest:,} can be shown."
            yield at(records, text.row, text.heading, message)


def comparison_without_words(checked: Checked) -> Iterator[Fault]:
    """What a section compares got worse by the tolerance or more, complaints rose or compliments fell, and the section
    has no narrative in the report's language. Held against the same period a year earlier, as its arrows are."""
    records, quarter = checked.inputs[EXPLANATIONS], str(checked.quarter)
    for section in checked.sections:
        worse = [*_worse_in(checked, section)] if section.has_commentary else []
        row = records.find(section.number, quarter, NARRATIVE, 1)
        if worse and (row is None or row[checked.settings.language] is None):
            where = next_row(records) if row is None else records.where(row, checked.settings.language)
            message = f"{and_list(worse)}: section {section.number} says nothing about it."
            yield Fault(where, message, f"Write a narrative for item {section.number} on Explanations.")


def _worse_in(checked: Checked, section: Section) -> Iterator[str]:
    """What got worse in a year in a section's comparisons, in words."""
    periods = (checked.quarter.last_year.period, checked.quarter.period)
    for block in section.blocks:
        for line in block.lines if block.shape is Shape.COMPARISON else ():
            if line.better is None:
                continue
            before, now = (of_period(checked.inputs, block, line, period) for period in periods)
            compared = comparison_of(line, line.better)
            direction = compared.direction(now, before, checked.settings.tolerance)
            chance = Chance.of_counts(now, before) if counts_events(checked.definition, block, line) else None
            if direction is Direction.DECLINED and not _is_excused(checked, chance):
                figures = (compared.shown(figure) if compared.is_rate else shown(figure) for figure in (before, now))
                yield f"{_called(block, line)}, from {' to '.join(figures)}"


def _called(block: Block, line: Line) -> str:
    """What a line is called in a message: by what chooses its rows, a total aside; else by its label."""
    totals = (
        [(one.by, one.total) for one in block.table.identities if isinstance(one, RowsAddUp)] if block.table else []
    )
    chosen = (
        value for heading, value in line.where if not any(heading == by and alike(value, total) for by, total in totals)
    )
    return ", ".join(chosen) or line.label


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
        "See whether the explanation is that of another indicator or quarter; or make it a narrative.",
        explanation_without_a_decline,
    ),
    Rule(
        "WD03",
        Severity.SHOULD_FIX,
        "No sheet shows a text",
        "No sheet shows a narrative for “2.9”.",
        "Correct its item: an indicator's No for an explanation, a section's number for a narrative or note.",
        text_that_no_sheet_shows,
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
    Rule(
        "WD09",
        Severity.SHOULD_FIX,
        "What is compared got worse, and not a word",
        "Repairs, from 15 to 18: section 3 says nothing about it.",
        "Write a narrative for the section on Explanations.",
        comparison_without_words,
    ),
    Rule(
        "WD14",
        Severity.BLOCKS,
        "Worse than others by more than chance, and not explained",
        "Indicator 2 is worse than Wales, 60.9% against 69.2% in 2016-17, by more than chance: no explanation.",
        "Write one on Explanations: kind explanation, position 1, for the reporting quarter; or have nothing said of "
        "chance: a row “Chance beside arrows”, no, on Settings.",
        worse_than_others_without_an_explanation,
    ),
)
