"""The whole report laid out: every output sheet, planned in the order of their tabs."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from cyps_xl.definition.model import Definition, Section
from cyps_xl.definition.packs import definition_of
from cyps_xl.inputs.records import Inputs
from cyps_xl.settings import Settings
from cyps_xl.sheets import checks, cover, drafts, glance, key, questions, section, start
from cyps_xl.sheets.checks import CheckLine
from cyps_xl.sheets.context import Context
from cyps_xl.sheets.plan import ReportPlan, SheetPlan


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
    context = _context(inputs, settings, tabs)
    read = _for_readers(context)
    drafted = (drafts.lay_out(context, read.sections),) if drafts.is_shown(context.definition, read.reported) else ()
    own = (*drafted, checks.lay_out(context, findings, stamp))
    start_sheet = start.lay_out(context, (*read.sheets, *own), stamp)
    return ReportPlan((start_sheet, *read.sheets, *own), _footer(context))


def lay_out_for_readers(inputs: Inputs, settings: Settings) -> ReportPlan:
    """Lay out the sheets that readers get, as `lay_out` does, without those that are the officer's own; under the tabs'
    own names: what staff call them is their own affair."""
    context = _context(inputs, settings, {})
    return ReportPlan(_for_readers(context).sheets, _footer(context))


@dataclass(frozen=True)
class _ForReaders:
    """The sheets that readers get, the cover first; among them those of sections, which are reported."""

    sheets: tuple[SheetPlan, ...]
    sections: tuple[SheetPlan, ...]
    reported: tuple[Section, ...]


def _for_readers(context: Context) -> _ForReaders:
    reported = tuple(context.definition.reported(context.quarter))
    sections = tuple(section.lay_out(context, one) for one in reported)
    # Other sheets read the key by its cells' names; what it explains is known when they are laid out.
    key_sheet, _ = key.lay_out(context.definition, context.inputs, context.settings, context.tabs, sections)
    asked = questions.lay_out(context)
    first = (glance.lay_out(context, sections, asked),) if glance.is_shown(context.settings, reported) else ()
    content = (*first, key_sheet, *sections, asked)
    return _ForReaders((cover.lay_out(context, content), *content), sections, reported)


def _context(inputs: Inputs, settings: Settings, tabs: Mapping[str, str]) -> Context:
    definition = definition_of(inputs)
    _, names = key.lay_out(definition, inputs, settings, tabs)
    return Context(definition, inputs, settings, names, tabs)


def _footer(context: Context) -> str:
    settings = context.settings
    return ", ".join(filter(None, (settings.council, settings.service, context.quarter.heading)))
