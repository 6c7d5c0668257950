"""The Analysis Function's checklist for accessible spreadsheets, answered line by line from an edition's bytes.

The checklist is "Making spreadsheets accessible: a brief checklist of the basics"
(analysisfunction.civilservice.gov.uk, policy store). Its points are kept in its order; the
wording is ours. What no program can tell is the officer's task.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum

from cyps_xl.edition.book_facts import BookFacts, facts_of

CONTRAST = 4.5
"""What WCAG 2.1 (level AA) asks between letters and their ground."""
SMALLEST = 12
"""Points, as the guidance recommends."""


class Answer(Enum):
    """How a point of the checklist stands."""

    PASS = "pass"
    FAIL = "fail"
    OFFICER = "officer’s task"


@dataclass(frozen=True)
class Point:
    """One point: its group, its words, whether regulations make it essential, the answer and the reason."""

    group: str
    words: str
    essential: bool
    answer: Answer
    reason: str

    def __str__(self) -> str:
        rank = "essential" if self.essential else "desirable"
        return f"{self.answer.value:14}  {self.group}: {self.words} ({rank}). {self.reason}"


def checklist(workbook: bytes) -> tuple[Point, ...]:
    """Every point of the checklist, in its order."""
    facts = facts_of(workbook)
    return tuple(_answered(line, facts) for line in _LINES)


Faults = Callable[[BookFacts], list[str]]
"""What speaks against a point: places, or a reason; nothing when it is met."""


@dataclass(frozen=True)
class _Line:
    group: str
    words: str
    essential: bool
    good: str
    faults: Faults | None = None  # None: the officer's task


def _answered(line: _Line, facts: BookFacts) -> Point:
    if line.faults is None:
        return Point(line.group, line.words, line.essential, Answer.OFFICER, line.good)
    faults = line.faults(facts)
    if not faults:
        return Point(line.group, line.words, line.essential, Answer.PASS, line.good)
    shown = ", ".join(faults[:4]) + (f" and {len(faults) - 4} more" if len(faults) > 4 else "")
    return Point(line.group, line.words, line.essential, Answer.FAIL, f"{shown}.")


def _sheets(test: str) -> Faults:
    """The sheets of which a fact is true."""
    return lambda facts: [sheet.name for sheet in facts.sheets if getattr(sheet, test)]


def _places(name: str) -> Faults:
    """The places that a fact lists, sheet by sheet."""
    return lambda facts: [place for sheet in facts.sheets for place in getattr(sheet, name)]


def _not_at_a1(facts: BookFacts) -> list[str]:
    return [] if facts.first_is_active and facts.sheets[0].cursor == "A1" else ["The cursor is elsewhere"]


def _low_contrast(facts: BookFacts) -> list[str]:
    return [f"{ink} on {ground}" for ink, ground, ratio in facts.contrasts if ratio < CONTRAST]


def _small(facts: BookFacts) -> list[str]:
    return [f"Text of {size:g} points" for size in facts.font_sizes if size < SMALLEST]


def _no_information(facts: BookFacts) -> list[str]:
    return [name for name, value in (("No title", facts.title), ("No language", facts.language)) if not value]


def _macros(facts: BookFacts) -> list[str]:
    return ["There are macros"] if facts.has_macros else []


_T, _N, _F, _S, _B = "Tables", "Notes", "Formatting", "Structure", "Before publishing"

_LINES = (
    _Line(_T, "Tables are marked up", True, "Every table is an Excel Table.", _places("unmarked_tables")),
    _Line(_T, "Tables have meaningful names", False, "Named after their headings.", _places("unnamed_tables")),
    _Line(_T, "No merged cells, split cells or nested tables", True, "None in a table.", _places("merged_in_tables")),
    _Line(_T, "No blank rows or columns within tables", True, "There are none.", _places("blank_table_rows")),
    _Line(_T, "One tagged header row, no two headings alike", True, "So in every table.", _places("bad_headers")),
    _Line(_T, "Text is wrapped and in full view", True, "No text is cut off by a neighbour.", _places("cut_texts")),
    _Line(_T, "No filters, no frozen panes", False, "There are none.", _sheets("frozen_or_filtered")),
    _Line(
        _T, "Empty cells for one reason only", True, "The reason stands above the table.", _sheets("empty_unexplained")
    ),
    _Line(_T, "No hidden rows or columns", False, "There are none.", _sheets("has_hidden")),
    _Line(_N, "No symbols or superscript for notes", True, "No letter is raised.", _sheets("superscript")),
    _Line(_N, "Notes are called notes, and marked in words", False, "Read the notes with this in mind."),
    _Line(_N, "No note markers in cells with figures", False, "Figures stand alone.", _places("marked_figures")),
    _Line(
        _N,
        "Notes stand on a sheet of their own",
        False,
        "Ours stand below the table they belong to; see that they are few.",
    ),
    _Line(_F, "Written content is accessible", True, "Plain words, short sentences, abbreviations explained."),
    _Line(_F, "Links are accessible", True, "Every link says in words where it leads.", _places("bare_links")),
    _Line(_F, "Text is formatted to be read", False, f"No text is under {SMALLEST} points.", _small),
    _Line(_F, "Every sheet has a tagged title", True, "A1 is a Heading 1.", _sheets("untitled")),
    _Line(_F, "Few symbols", False, "None stands without words beside it.", _sheets("lone_symbols")),
    _Line(_F, "No headers, footers or floating boxes", True, "There are none.", _sheets("has_page_notes")),
    _Line(_F, "No visual devices that divide data", False, "See that charts do not part what belongs together."),
    _Line(_F, "No background fill", False, "There is none.", _sheets("filled_cells")),
    _Line(
        _F,
        "Colour is never the only message",
        True,
        "No rule colours cells; words stand beside.",
        _sheets("colour_alone"),
    ),
    _Line(_F, "Contrast is enough", True, f"At least {CONTRAST} to 1 everywhere.", _low_contrast),
    _Line(_F, "No images", False, "There are none; every chart is described in words.", _sheets("pictures")),
    _Line(_F, "No macros", False, "There are none.", _macros),
    _Line(_S, "Sheets have names of their own", True, "Every tab says what it holds.", _sheets("unnamed")),
    _Line(_S, "No blank sheets", True, "There are none.", _sheets("blank")),
    _Line(_S, "Column A begins with title and scope", True, "So on every sheet.", _sheets("no_scope")),
    _Line(_S, "Tables stand against the left edge", True, "Every table begins in column A.", _places("not_at_left")),
    _Line(_S, "No content below a table", False, "There is none.", _sheets("content_below")),
    _Line(_S, "One table a sheet", False, "So on every sheet.", _sheets("several_tables")),
    _Line(_B, "Spelling and grammar are checked", True, "Read it through in Excel, with the spelling checker."),
    _Line(_B, "The accessibility checker was run", False, "In Excel: Review, Check Accessibility."),
    _Line(_B, "Document information is there", True, "It has a title and a language.", _no_information),
    _Line(_B, "The cursor is in A1 of the first sheet", True, "It is.", _not_at_a1),
)
