"""Editions for the public, made from quarters in which every figure fits every other."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, replace

from cyps_xl.disclosure.suppress import Previous, Protected, as_protected, suppress
from cyps_xl.edition.drop_empty_rows import without_free_rows
from cyps_xl.inputs.read import read_inputs
from cyps_xl.inputs.records import Inputs
from cyps_xl.printed.leaving import edition_plan
from cyps_xl.printed.provenance import figures
from cyps_xl.settings import Settings, read_settings
from cyps_xl.sheets.plan import ReportPlan
from cyps_xl.sheets.report_plan import lay_out_for_readers
from helpers.correct_quarters import Maker, raw_tables
from helpers.packs import CYPS_TABLES


@dataclass(frozen=True)
class PublicEdition:
    """An edition's plan, how it was protected, and the companion published with it."""

    plan: ReportPlan
    protected: Protected
    companion: bytes


def correct_inputs(seed: int) -> Inputs:
    """A made-up service's figures for two years up to 2017-18 Q3."""
    inputs, problems = read_inputs(raw_tables(Maker(seed).rows()), CYPS_TABLES)
    assert not problems
    return inputs


def settings_for(inputs: Inputs, threshold: int, quarter: str = "2017-18 Q3") -> Settings:
    """Its settings with another threshold and quarter."""
    return replace(read_settings(inputs), small_number=threshold, quarter=quarter)


def public_edition(inputs: Inputs, settings: Settings, *previous: Previous) -> PublicEdition:
    """The edition as `publish` makes it, up to its writing."""
    settings = as_protected(settings, "public")
    origin = lay_out_for_readers(inputs, settings)
    protected = suppress(origin, inputs, settings, "public", previous)
    origin, report = without_free_rows(protected.origin, protected.plan)
    plan = edition_plan(report)
    told = [asdict(figure) for figure in figures(plan, plan, origin, inputs.catalogue)]
    whole = {
        "quarter": settings.quarter,
        "language": "en-GB",
        "council": settings.council,
        "audience": "public",
        "draft": False,
        "small_numbers": protected.small_numbers,
        "figures": told,
    }
    companion = json.dumps(whole).encode()
    return PublicEdition(plan, protected, companion)
