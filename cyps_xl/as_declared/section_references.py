"""Which section a text meant when its number changed: “see section 3” keeps its words while the sections move."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from cyps_xl.definition.model import Section
from cyps_xl.definition.section_numbers import Meant, Mention, meant_by, mentions_in
from cyps_xl.inputs.catalogue import Catalogue
from cyps_xl.xlsx.input_tables.tables import read_raw_tables
from cyps_xl.xlsx.parts.package import Package


def meant_before(
    package: Package, catalogue: Catalogue, sections: Sequence[Section], numbers: Mapping[str, str], known: Meant
) -> Meant:
    """What texts mean that name a section by its number, as far as that has changed; `known` is what was on record.

    `numbers` has the new numbers by the old ones. What a text was known to mean it means as long as it stands: the
    numbers may have changed before. Of texts that are gone nothing is kept.
    """
    if not numbers and not known:
        return known
    new = {one: old for old, one in numbers.items()}
    before = {section.name: new.get(section.number, section.number) for section in sections}
    now = {section.name: section.number for section in sections}
    found: dict[Mention, tuple[str, ...]] = {}
    for mention in _mentions(package, catalogue):
        meant = known.get(mention) or meant_by(mention.number, before)
        if mention in known or (numbers and meant and meant != meant_by(mention.number, now)):
            found[mention] = meant
    return found


def _mentions(package: Package, catalogue: Catalogue) -> Iterator[Mention]:
    for raw in read_raw_tables(package, [table.name for table in catalogue]).values():
        for row in raw.rows:
            for value in row:
                if isinstance(value, str):
                    yield from mentions_in(value)
