"""A definition as it is read: names in any capitals, spaces, relations on their tables."""

from __future__ import annotations

import pytest

from cyps_xl.definition.expression import ColumnOf, LineOf, Operation, SettingOf
from cyps_xl.definition.packs import default_pack, pack_names, read_pack
from cyps_xl.inputs.tables.choices import Shape
from cyps_xl.measures.identities import ColumnsAddUp, NoMoreThan, PartOf, ToldInWords
from helpers.definitions import SMALL, added, changed, definition


def test_a_small_report_is_read_whole() -> None:
    report = definition(SMALL)
    (section,) = report.sections
    (block,) = section.blocks
    assert (section.heading, section.tab_name, block.shape) == ("1 Visits", "1 Visits", Shape.MONTHS)
    assert [line.label for line in block.lines] == ["Made", "Share"]
    assert block.table is not None and block.table.key == ("Month",) and not block.table.has_key_column


@pytest.mark.parametrize("name", pack_names())
def test_every_pack_that_ships_can_be(name: str) -> None:
    assert read_pack(name).definition.sections


NUMBERS = ["1", *(f"2.{number}" for number in range(1, 9)), "3", "4", "5"]


def test_the_report_of_2017_has_twelve_sections_and_eleven_tables_of_figures() -> None:
    found = default_pack().definition
    assert [section.number for section in found.sections] == NUMBERS
    assert sum(table.counted is not None for table in found.tables) == 11


def test_choices_stand_under_whatever_capitals_their_column_is_named_by() -> None:
    report = definition(changed("Columns", 1, Choices_from="indicators[no]"))
    assert report.catalogue["Visits"].column("Due").choices_from == ("Indicators", "No")


def test_the_words_of_a_relation_name_columns_in_any_capitals() -> None:
    words = "{less} {MADE} {more}"
    relation = {"Table": "Visits", "Kind": "at most", "Figures": "Made", "Of": "Due", "Words": words}
    [found] = definition(added("Relations", relation)).catalogue["Visits"].identities
    assert found == NoMoreThan("Made", "Due", "{less} {Made} {more}", "Made")


def test_names_are_taken_however_they_are_written_and_kept_as_their_own_row_has_them() -> None:
    declared = added("Blocks", {**SMALL["Blocks"][0], "Block": "More", "Section": "VISITS", "Table": "VISITS"})
    declared["Blocks"][1] |= {"Position": 2, "Leads to": "Visits"}  # type: ignore[operator]
    shows = {
        1: "visits[ made ]",
        2: "LINE 1 OF VISITS",
        3: "[DUE]/settings[full-time HOURS a week]",
        4: "line 1 of more",
    }
    lines = [{"Block": "MORE", "Position": at, "Label": "x", "Shows": of, "As": "count"} for at, of in shows.items()]
    declared = {
        **declared,
        "Lines": [*SMALL["Lines"], *lines[:3]],
        "Sections": [{**SMALL["Sections"][0], "Section": "Visits"}],
    }
    (section,) = definition(declared).sections
    more = section.blocks[1]
    assert (section.name, more.name, more.leads_to) == ("visits", "More", "visits")
    assert [line.shows for line in more.lines] == [
        ColumnOf("Made", "Visits"), LineOf(1, "visits"),
        Operation("/", ColumnOf("Due"), SettingOf("Full-time hours a week")),
    ]  # fmt: skip


def test_spaces_around_what_a_definition_says_are_no_part_of_it() -> None:
    (section,) = definition(changed("Sections", 0, Number=" 3 ", Title=" Visits", Tab="Visits ")).sections
    assert (section.number, section.heading, section.tab_name) == ("3", "3 Visits", "3 Visits")


def test_relations_stand_on_the_table_whose_figures_they_bind() -> None:
    declared = added(
        "Relations",
        {"Table": "visits", "Kind": "part of", "Figures": "made", "Of": "Due", "Words": "made; due"},
        {
            "Table": "Visits",
            "Kind": "at most",
            "Figures": "Made",
            "Of": "Due",
            "Look at": "Due",
            "Words": "{less} {more}",
        },
        {"Table": "Visits", "Kind": "columns add up to", "Figures": "Due; Made", "Of": "Due"},
        {"Table": "Visits", "Kind": "told in words", "Figures": "Made", "Of": "visits"},
    )
    table = definition(declared).catalogue["Visits"]
    assert table.identities == (
        PartOf("Made", "Due", "made", "due"),
        NoMoreThan("Made", "Due", "{less} {more}", "Due"),
        ColumnsAddUp(("Due", "Made"), "Due"),
        ToldInWords("Made", "visits"),
    )
