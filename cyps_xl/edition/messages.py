"""What the command line says of an edition that was made."""

from __future__ import annotations

from collections.abc import Iterator

from cyps_xl.edition.publishing import Published


def lines(published: Published) -> Iterator[str]:
    """Where the edition is, what is in it, and what the officer must know."""
    yield str(published.folder)
    for name, data in published.files.items():
        yield f"  {name} ({len(data) / 1024:,.0f} KB)"
    yield f"  {len(published.figures):,} figures published, {len(published.suppressed)} suppressed."
    for note in published.notes:
        yield f"  {note}"


def lines_on_accessibility(published: Published) -> Iterator[str]:
    """The accessibility checklist, point by point, and how the points stand."""
    from cyps_xl.edition.accessibility import Answer, checklist

    points = checklist(published.files[published.workbook])
    yield "The Analysis Function’s checklist for accessible spreadsheets:"
    for point in points:
        yield str(point)
    counts = {answer: sum(point.answer is answer for point in points) for answer in Answer}
    yield ", ".join(f"{answer.value}: {count}" for answer, count in counts.items())
