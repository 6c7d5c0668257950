"""A catalogue: which input tables there are, and how one is found."""

from __future__ import annotations

from dataclasses import replace

import pytest

from cyps_xl.inputs.catalogue import Catalogue
from cyps_xl.inputs.declare import Column, Kind, Table
from cyps_xl.inputs.records import Inputs
from cyps_xl.inputs.tables.people import MEMBERS
from helpers.packs import COMPLAINTS, CYPS_TABLES, LOOKED_AFTER, READMISSIONS, SUPERVISION

SMALL = Catalogue((MEMBERS, READMISSIONS, SUPERVISION))


@pytest.mark.parametrize("name", ["Readmissions", "READMISSIONS", "readmissions"])
def test_a_table_is_found_whatever_the_capitals_of_its_name(name: str) -> None:
    assert name in SMALL
    assert SMALL[name] is SMALL.get(name) is READMISSIONS


def test_a_table_that_is_not_there_is_none_or_a_key_error() -> None:
    assert "Complaints" not in SMALL
    assert SMALL.get("Complaints") is None
    with pytest.raises(KeyError):
        SMALL["Complaints"]


def test_tables_come_in_the_order_of_their_sheets() -> None:
    assert tuple(SMALL) == (MEMBERS, READMISSIONS, SUPERVISION)
    assert SMALL.names == ("Members", "Readmissions", "Supervision")
    assert len(SMALL) == 3


def test_two_tables_of_one_name_are_a_mistake_of_the_caller() -> None:
    with pytest.raises(ValueError, match="two input tables are called MEMBERS"):
        Catalogue((MEMBERS, replace(COMPLAINTS, name="MEMBERS")))


def test_catalogues_are_equal_by_what_they_declare() -> None:
    same = Catalogue((replace(MEMBERS), READMISSIONS, SUPERVISION))
    assert same == SMALL
    assert hash(same) == hash(SMALL)
    assert Catalogue((READMISSIONS, MEMBERS, SUPERVISION)) != SMALL
    assert Catalogue((replace(MEMBERS, guide="Another."), READMISSIONS, SUPERVISION)) != SMALL


def test_messages_take_their_examples_from_the_catalogue() -> None:
    assert (CYPS_TABLES.of_months, CYPS_TABLES.of_two_words.name) == (SUPERVISION, "IndicatorValues")
    assert (SMALL.of_months, SMALL.of_two_words) == (READMISSIONS, SUPERVISION)
    assert Catalogue((MEMBERS,)).of_months is MEMBERS


def test_inputs_hold_the_tables_of_their_catalogue_and_no_others() -> None:
    homes = Table("Homes", "Homes", "a home", "", (Column("Home", Kind.TEXT, "Its name.", required=True),), ("Home",))
    inputs = Inputs({}, Catalogue((LOOKED_AFTER, homes)))
    assert [records.table for records in inputs] == [LOOKED_AFTER, homes]
    assert inputs.named("homes").table is homes
    with pytest.raises(KeyError):
        inputs.named("Supervision")
