"""What earlier editions told their readers: they have it still."""

from __future__ import annotations

import hashlib
import json
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby
from typing import Any

from cyps_xl.disclosure.facts import Fact
from cyps_xl.disclosure.page_facts import PageFacts
from cyps_xl.disclosure.provenance_value import Place
from cyps_xl.disclosure.rounding import rounded_facts
from cyps_xl.errors import UnusableFile
from cyps_xl.inputs.catalogue import Catalogue
from cyps_xl.inputs.records import Inputs
from cyps_xl.measures.periods import Quarter
from cyps_xl.printed.names import PUBLIC, ROUNDED
from cyps_xl.printed.page_formulas import is_number
from cyps_xl.printed.provenance import BETWEEN, figure_id, figures
from cyps_xl.settings import Settings
from cyps_xl.sheets.builder import address
from cyps_xl.sheets.plan import ReportPlan
from cyps_xl.sheets.report_plan import lay_out_for_readers

_REMEDY = "Give the .json that was published with an edition; where it is an old one, with the English edition."
_LABELS = ("sheet", "table", "row", "column", "period")
_SECTION = re.compile(r"^[^ |]*\d[^ |]* (?=[^|])")


@dataclass(frozen=True, order=True)
class Origin:
    """An edition by its quarter, the name of its .json and that file's fingerprint."""

    quarter: str
    name: str
    sha256: str


@dataclass(frozen=True)
class Previous:
    """An earlier edition, as its .json tells: its readers, and its figures by their names.

    `told` are the figures it showed with their numbers, `withheld` those it did not, `sources` the columns of the
    input tables that they came from, where it says so; `small_numbers` says how it treated small counts. `made_after`
    are the editions that it reckoned with itself. `report` is the service that it reports on, "" in editions that do
    not say.
    """

    origin: Origin
    audience: str
    language: str
    council: str
    draft: bool
    small_numbers: str
    told: Mapping[str, float] = field(hash=False)
    withheld: frozenset[str]
    made_after: tuple[Origin, ...] = ()
    report: str = ""
    sources: Mapping[str, str] = field(default_factory=dict, hash=False, compare=False)

    @property
    def quarter(self) -> str:
        """The quarter that it is of."""
        return self.origin.quarter

    @property
    def is_public(self) -> bool:
        """Whether everybody has it."""
        return self.audience == PUBLIC and not self.draft

    @classmethod
    def read(cls, data: bytes, name: str = "") -> Previous:
        """An edition from its .json. Raises UnusableFile when it is none, or has words in another language alone."""
        try:
            return cls._of(json.loads(data), Origin("", name, hashlib.sha256(data).hexdigest()))
        except (ValueError, KeyError, TypeError):
            raise UnusableFile(f"{name or 'This'} is not the .json of a published edition.", _REMEDY) from None

    @classmethod
    def _of(cls, whole: dict[str, Any], origin: Origin) -> Previous:
        language = str(whole["language"]).partition("-")[0]
        if language != "en" and not all("id" in row for row in whole["figures"]):
            raise UnusableFile("The figures of the earlier edition have no English words.", _REMEDY)
        rows = {_id(row): row["value"] for row in whole["figures"]}
        return cls(
            origin=replace(origin, quarter=str(Quarter.parse(whole["quarter"])), name=_name(whole) or origin.name),
            audience=str(whole["audience"]),
            language=language,
            council=str(whole["council"]),
            draft=bool(whole["draft"]),
            small_numbers=str(whole.get("small_numbers", "")),
            told={name: float(value) for name, value in rows.items() if value is not None},
            withheld=frozenset(name for name, value in rows.items() if value is None),
            made_after=tuple(
                Origin(str(e["quarter"]), str(e["name"]), str(e["sha256"])) for e in whole.get("earlier", ())
            ),
            report=str(whole.get("report", "")),
            sources={_id(row): str(row.get("source", "")) for row in whole["figures"]},
        )


def _name(whole: Mapping[str, Any]) -> str:
    """What the .json was called when it was published: as the workbook beside it."""
    workbooks = [str(file["name"]) for file in whole.get("files", ()) if str(file["name"]).endswith(".xlsx")]
    return f"{workbooks[0].removesuffix('.xlsx')}.json" if workbooks else ""


def _id(row: Mapping[str, Any]) -> str:
    """A figure's name; editions made before figures had one are known by their English words."""
    return str(row["id"]) if "id" in row else figure_id(*(str(row[label]) for label in _LABELS))


def tell_before(page: PageFacts, previous: Sequence[Previous], inputs: Inputs, settings: Settings) -> dict[str, int]:
    """Add what earlier editions told to what readers know; how many figures of each quarter the inputs no longer give.

    Each quarter's report is laid out again from the inputs, so that its figures are
    followed to the same counts. A figure that was corrected since counts as known: the
    earlier number is too near the new one to hide it.
    """

    def kind(edition: Previous) -> tuple[str, bool]:
        return edition.quarter, edition.small_numbers == ROUNDED

    lost: dict[str, int] = {}
    for (quarter, rounded), editions in groupby(sorted(previous, key=kind), key=kind):
        then = replace(settings, quarter=quarter, language="English")
        missing = _tell_quarter(page, tuple(editions), inputs, then, rounded)
        lost[quarter] = lost.get(quarter, 0) + missing
    return lost


def _tell_quarter(
    page: PageFacts, editions: Sequence[Previous], inputs: Inputs, settings: Settings, rounded: bool
) -> int:
    plan = lay_out_for_readers(inputs, settings)
    before = PageFacts(plan, inputs)
    page.figures |= {name: figure for name, figure in before.figures.items() if name not in page.figures}
    page.figure_of |= {cell: figure for cell, figure in before.figure_of.items() if cell not in page.figure_of}
    facts = rounded_facts(before) if rounded else before.facts
    here = [*_named_figures(plan, inputs.catalogue)]
    lost: set[str] = set()
    told: set[Place] = set()
    for edition in editions:
        places, missing = _places_of(edition, here)
        told |= places
        lost |= missing
    for place in (place for _, place in here if place in told):
        for fact in _told_at(before.told_by(place), facts):
            title = f"before, {settings.quarter}{' rounded' if rounded else ''}: {fact.name}"
            page.rule(replace(fact, name=title, needs=()))
    for fact in before.facts.values():
        if fact.fixed:
            page.rule(fact)
    return len(lost)


@dataclass(frozen=True)
class _Known:
    """A figure by what it can be known again by: its name, and the columns of the inputs that it comes from.

    `value` is None of those that were withheld.
    """

    name: str
    source: str
    value: float | None

    def by(self, way: _Way) -> str:
        """What it is known by: by itself; where its section has another number; another tab; other labels."""
        rest = self.name.partition(BETWEEN)[2]
        period = self.name.rpartition(BETWEEN)[2]
        by_source = f"{self.source}{BETWEEN}{period}" if self.source else self.name
        words = (self.name, _without_number(self.name), rest or self.name, by_source)[way.words]
        return f"{words}{BETWEEN}{self.value}" if way.exactly else words


@dataclass(frozen=True)
class _Way:
    """A way to know figures again: whether with their numbers, and by which words."""

    exactly: bool
    words: int

    @property
    def by_name(self) -> bool:
        """Whether a figure's whole name tells it."""
        return self.words == 0


_WAYS = tuple(_Way(exactly, words) for exactly in (True, False) for words in range(4))
"""With its number first: where two tabs have changed names, a name alone would tell one's figure for the other's. A
number that was corrected since is known by its name."""
Named = tuple[_Known, Place]


def _places_of(edition: Previous, here: Sequence[Named]) -> tuple[set[Place], set[str]]:
    """Where the figures stand that an edition told, and the names of those that stand nowhere any more.

    The report may have been declared otherwise since: a section has another number or tab, a line another label.
    Where its name no longer tells a figure, those alike are those of then, if there are as many and none of them was
    withheld: a withheld one that was taken for known would be protected no more.
    """
    told = [_Known(name, edition.sources.get(name, ""), value) for name, value in edition.told.items()]
    withheld = [_Known(name, edition.sources.get(name, ""), None) for name in edition.withheld]
    left, found = [*here], set[Place]()
    for way in _WAYS:
        now, then = _by(way, left), Counter(one.by(way) for one in told)
        kept = Counter(one.by(way) for one in withheld)
        known = {key for key in then if len(now.get(key, ())) == then[key] and key not in kept}
        known |= then.keys() & now.keys() if way.by_name else set()
        found |= {place for key in known for place in now[key]}
        # What was withheld is settled as well, so that no other way takes it for told.
        gone = {key for key in kept if key not in then and len(now.get(key, ())) == kept[key]}
        told = [one for one in told if one.by(way) not in known]
        withheld = [one for one in withheld if one.by(way) not in gone]
        left = [(one, place) for one, place in left if one.by(way) not in known | gone]
    return found, {one.name for one in told}


def _by(way: _Way, figures: Sequence[Named]) -> dict[str, list[Place]]:
    found: dict[str, list[Place]] = {}
    for one, place in figures:
        found.setdefault(one.by(way), []).append(place)
    return found


def _without_number(name: str) -> str:
    """A figure's name without the number of its section: “2.6 Re-admissions | …” begins with its tab."""
    return _SECTION.sub("", name)


def _told_at(name: str | None, facts: Mapping[str, Fact]) -> Iterator[Fact]:
    """The fact that a cell told, and those that it was worked out from: of rounded counts it is they that were told."""
    waiting, seen = [name], {name}
    while waiting:
        here = waiting.pop()
        if here is None or here not in facts:
            continue
        yield facts[here]
        new = [] if facts[here].terms else [need for need in facts[here].needs if need not in seen]
        seen.update(new)
        waiting += new


def same_edition(previous: Previous, shown: Mapping[str, float], quarter: str, small_numbers: str) -> bool:
    """Whether an earlier edition is this one: in another language, or made again from the same figures."""
    alike = (previous.quarter, previous.small_numbers) == (quarter, small_numbers)
    return alike and all(name in shown and shown[name] == value for name, value in previous.told.items())


def shown_by(plan: ReportPlan, catalogue: Catalogue) -> dict[str, float]:
    """The figures of a report by their names."""
    values = {(sheet.key, cell.row, cell.column): cell.value for sheet in plan.sheets for cell in sheet.cells}
    return {name: float(value) for name, place in named_places(plan, catalogue) if is_number(value := values[place])}


def named_places(plan: ReportPlan, catalogue: Catalogue) -> Iterator[tuple[str, Place]]:
    """Every figure of a report by its name, and where it stands."""
    yield from ((known.name, place) for known, place in _named_figures(plan, catalogue))


def _named_figures(plan: ReportPlan, catalogue: Catalogue) -> Iterator[Named]:
    cells = {
        (sheet.tab, address(cell.row, cell.column)): (sheet.key, cell.row, cell.column)
        for sheet in plan.sheets
        for cell in sheet.cells
        if cell.column < sheet.printed_columns
    }
    for figure in figures(plan, plan, plan, catalogue):
        if (figure.sheet, figure.cell) in cells:
            value = None if figure.value is None else float(figure.value)
            yield _Known(figure.id, figure.source, value), cells[figure.sheet, figure.cell]
