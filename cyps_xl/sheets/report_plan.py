"""The whole report laid out: every output sheet, planned in the order of their tabs."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from cyps_xl.definition.model import Definition, Section
from cyps_xl.definition.packs import definition_of
from cyps_xl.inputs.records import Inputs
from cyps_xl.settings import Settings
from cyps_xl.sheets import checks, cover, drafts, glance, key, questions, section, start
from cyps_xl.sheets.checks import CheckLine
from cyps_xl.sheets.context import Context
from cyps_xl.sheets.plan import ReportPlan


def sheet_tabs(definition: Definition, sections: Iterable[Section], *, has_glance: bool) -> dict[str, str]:
    """The tabs of the report's sheets as they are called until staff rename them, by key, in their order.

    `sections` are those that the definition reports; `has_glance` says whether At a glance is one of them.
    """
    at_a_glance = {glance.KEY: glance.TAB} if has_glance else {}
    sections = tuple(sections)
    before = {start.KEY: start.TAB, cover.KEY: cover.TAB, **at_a_glance, key.KEY: key.TAB}
    drafted = {drafts.KEY: drafts.TAB} if drafts.is_shown(definition, sections) else {}
    after = {questions.KEY: questions.TAB, **drafted, checks.KEY: checks.TAB}
    return {**before, **{one.name: one.tab_name for one in sections}, **after}


def lay_out(
    inputs: Inputs,
    settings: Settings,
    tabs: Mapping[str, str],
    findings: Sequence[CheckLine] = (),
    stamp: str = "",
) -> ReportPlan:
    """Lay out every output sheet that the inputs' own definition declares for the reporting quarter.

    `tabs` holds the names staff gave our tabs, by sheet key; `findings` are what the checks
    found, `stamp` says when.
    """
    definition = definition_of(inputs)
    _, names = key.lay_out(definition, inputs, settings, tabs)
    context = Context(definition, inputs, settings, names, tabs)
    reported = definition.reported(context.quarter)
    sections = tuple(section.lay_out(context, one) for one in reported)
    # Other sheets read the key by its cells' names; what it explains is known when they are laid out.
    key_sheet, _ = key.lay_out(definition, inputs, settings, tabs, sections)
    asked = questions.lay_out(context)
    first = (glance.lay_out(context, sections, asked),) if glance.is_shown(settings, reported) else ()
    content = (*first, key_sheet, *sections, asked)
    cover_sheet = cover.lay_out(context, content)
    drafted = (drafts.lay_out(context, sections),) if drafts.is_shown(definition, reported) else ()
    own = (*drafted, checks.lay_out(context, findings, stamp))
    start_sheet = start.lay_out(context, (cover_sheet, *content, *own), stamp)
    footer = ", ".join(filter(None, (settings.council, settings.service, context.quarter.heading)))
    return ReportPlan((start_sheet, cover_sheet, *content, *own), footer)
