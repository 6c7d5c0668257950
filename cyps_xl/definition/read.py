"""Reading a definition: all of it right, or every cell named that cannot be; never half a report."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from cyps_xl.definition.areas import areas_of, with_areas
from cyps_xl.definition.language import language_of
from cyps_xl.definition.model import Definition
from cyps_xl.definition.problems import Problems
from cyps_xl.definition.relations import with_relations
from cyps_xl.definition.sections import sections_of, terms_by_section
from cyps_xl.definition.tables import tables_of, wrong_tables
from cyps_xl.definition.translations import translations_of
from cyps_xl.definition.without_wrong import without_relations, without_tables, without_wrong_rows
from cyps_xl.errors import Blocked, Problem
from cyps_xl.inputs.catalogue import AFTER, BEFORE, OWN_TABLES, in_language, in_second_language, with_days_of
from cyps_xl.inputs.declare import Table
from cyps_xl.inputs.records import Inputs
from cyps_xl.inputs.tables.definition import LANGUAGE
from cyps_xl.languages.language import Language


def read_definition(inputs: Inputs) -> Definition:
    """The report that the rows of the definition tables declare.

    Raises Blocked, with every cell that is wrong, when they declare none.
    """
    problems = Problems()
    language = language_of(inputs, problems)
    own = OWN_TABLES if inputs[LANGUAGE].rows else (*BEFORE, *AFTER)  # a report without it may have a sheet so called
    declared = in_second_language(tables_of(inputs, own, problems), language.name)
    cannot_be = wrong_tables(inputs, problems.found)
    areas = areas_of(inputs, problems)
    every = _all_tables(inputs, declared, language)
    tables = with_areas(with_relations(without_relations(inputs, cannot_be), every, problems), areas)
    sections = sections_of(without_tables(inputs, cannot_be), tables, problems)
    terms = terms_by_section(inputs).get("", ())
    translations = translations_of(inputs, problems)
    if problems.found:
        raise Blocked("The report cannot be made as it is defined. Nothing was written.", problems.found)
    return Definition(tables, sections, terms, translations, areas, language)


def also_wrong(inputs: Inputs, unreadable: Sequence[Problem]) -> tuple[Problem, ...]:
    """What is wrong besides with a definition some of whose cells cannot be read."""
    rest = without_wrong_rows(inputs, unreadable)
    if rest is None:
        return ()
    try:
        read_definition(rest)
    except Blocked as error:
        known = {problem.where for problem in unreadable}
        return tuple(problem for problem in error.problems if problem.where not in known)
    return ()


def _all_tables(inputs: Inputs, declared: Iterable[Table], language: Language) -> tuple[Table, ...]:
    """The input tables of a report, in the order of their sheets: its own among those of the program."""
    of_language = (LANGUAGE,) if inputs[LANGUAGE].rows else ()
    before, after = (in_language(tables, language.name) for tables in (BEFORE, AFTER))
    return with_days_of((*before, *declared, *after, *of_language), language)
