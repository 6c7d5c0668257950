"""The texts that a report prints because its definition has them: what is translated, and what readers know."""

from __future__ import annotations

from collections.abc import Iterator

from cyps_xl.definition.expression import ColumnOf
from cyps_xl.definition.model import Block, Definition, Section, Term
from cyps_xl.inputs.declare import Kind
from cyps_xl.inputs.tables.choices import Shape, Shown


def labels_of(definition: Definition) -> tuple[str, ...]:
    """Every text of the definition that some page prints, each once, in the order of the report.

    Names that are typed with the figures, as those of teams, are the council's own and not among them. A text with
    a place in braces stands for all texts that the report makes of it: "Audit {number}".
    """
    return tuple(dict.fromkeys(text for text in _labels(definition) if text))


def words_of_report(definition: Definition) -> tuple[str, ...]:
    """All that readers of the report may come upon of its definition, in both languages."""
    names = (block.name for _, block in definition.blocks())
    translated = (text for phrase in definition.translations for text in (phrase.text, phrase.translation))
    of_language = (definition.language.tag, *definition.language.words_of_files)
    return tuple(dict.fromkeys((*labels_of(definition), *names, *translated, *of_language)))


def _labels(definition: Definition) -> Iterator[str]:
    for term in definition.terms:
        yield from (term.term, term.in_full, term.meaning)
    for section in definition.sections:
        yield from _of_section(section)


def _of_section(section: Section) -> Iterator[str]:
    yield from (section.title, section.tab)
    for block in section.blocks:
        yield from _of_block(block)
    for term in section.terms:
        yield from _of_own_key(term)


def _of_own_key(term: Term) -> Iterator[str]:
    """A section's own key prints a term's meaning, and the term itself unless it is an arrow's."""
    if term.direction is None:
        yield term.term
    yield term.meaning


def _of_block(block: Block) -> Iterator[str]:
    yield from (block.title, block.called, block.chart_title, block.chart_says, block.counted_in, block.says)
    yield from (choice for heading in _printed_columns(block) for choice in _choices(block, heading))
    for line in block.lines:
        yield from (line.label, line.note)
        if line.printed is Shown.NO:
            yield f"{block.noun.capitalize()} {{number}}"


def _printed_columns(block: Block) -> Iterator[str]:
    """The columns whose values a block prints as they are."""
    yield from (block.down, block.across)
    if block.shape is Shape.LIST:
        shown = (line.shows for line in block.lines if line.printed is Shown.TEXT)
        yield from (shows.heading for shows in shown if isinstance(shows, ColumnOf))


def _choices(block: Block, heading: str) -> tuple[str, ...]:
    """What may be chosen in a column; nothing for a column in which anything may be typed."""
    found = block.table.find(heading) if block.table else None
    return found.choices if found is not None and found.kind is Kind.CHOICE else ()
