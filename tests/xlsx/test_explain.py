"""What a refresh says it did to each part of the file, against what it did."""

from __future__ import annotations

from cyps_xl.xlsx.grafting.explain import State, explain
from cyps_xl.xlsx.grafting.graft import graft
from cyps_xl.xlsx.opening.relations import relation_type
from cyps_xl.xlsx.parts.draft import Draft
from cyps_xl.xlsx.parts.package import Package
from helpers.features_of_files import COMMENTS
from helpers.fresh_books import fresh_book, staff_book
from helpers.staff_features import OURS, WORKBOOK, planted


def told(before: Package, after: Package) -> dict[str, tuple[State, str]]:
    return {story.part: (story.state, story.why) for story in explain(before, after)}


def test_what_is_said_to_be_kept_is_the_same_byte_for_byte_and_the_rest_is_not() -> None:
    before = staff_book()
    after = graft(before, fresh_book(quarter=2, rows=5))
    stories = told(before, after)
    assert set(stories) == set(before.parts) | set(after.parts)
    for part, (state, why) in stories.items():
        same = before.parts.get(part) == after.parts.get(part)
        assert (state is State.KEPT) == same == (not why), part


def test_every_change_is_told_in_words_of_the_workbook() -> None:
    before = staff_book()
    stories = told(before, graft(before, fresh_book(quarter=2, rows=5)))
    assert stories[OURS] == (State.CHANGED, "the report's sheet “Alpha”")
    assert stories["xl/charts/chart1.xml"] == (State.CHANGED, "charts and their places on “Alpha”")
    assert "record of what was written" in stories["customXml/item1.xml"][1]
    assert "sheets and names" in stories[WORKBOOK][1]


def test_a_sheet_that_was_not_there_is_added_with_its_chart() -> None:
    before = staff_book(tabs={"alpha": "Alpha"})
    after = graft(before, fresh_book(quarter=2))
    added = {part: why for part, (state, why) in told(before, after).items() if state is State.ADDED}
    assert "the report's sheet “Beta”" in added.values()
    assert "charts and their places on “Beta”" in added.values()


def test_a_part_that_went_is_told_too() -> None:
    draft = Draft(staff_book())
    draft.put("xl/calcChain.xml", b"<calcChain/>", "application/xml")
    draft.relate(WORKBOOK, relation_type("calcChain"), "xl/calcChain.xml")
    before = draft.package()
    after = before.with_parts({"xl/calcChain.xml": None})
    assert told(before, after)["xl/calcChain.xml"] == (
        State.REMOVED,
        "the order of calculation, which Excel makes anew",
    )


def test_nothing_changed_is_nothing_told_but_kept() -> None:
    before = staff_book()
    assert {state for state, _ in told(before, before).values()} == {State.KEPT}


def test_what_went_with_its_rows_is_told_so() -> None:
    parts = planted(staff_book(), *COMMENTS)
    before = parts.with_parts({"xl/comments2.xml": parts.parts["xl/comments2.xml"].replace(b'"B4"', b'"A14"')})
    stories = told(before, graft(before, fresh_book(rows=5)))
    assert stories["xl/comments2.xml"] == (State.CHANGED, "comments stand with their rows on “Alpha”")
    assert stories["xl/comments1.xml"] == (State.KEPT, "")
