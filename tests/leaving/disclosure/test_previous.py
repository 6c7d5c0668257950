"""What an earlier edition told is known, and nothing takes it back."""

from __future__ import annotations

import json
import re

import pytest

from cyps_xl.disclosure.suppress import Previous
from cyps_xl.errors import UnusableFile
from helpers.public_editions import correct_inputs, public_edition, settings_for


def test_a_small_count_that_was_published_before_is_named_and_withheld_now() -> None:
    inputs = correct_inputs(0)
    generous = public_edition(inputs, settings_for(inputs, 2, "2017-18 Q2"))
    now = public_edition(inputs, settings_for(inputs, 5), Previous.read(generous.companion)).protected
    assert now.known_before and all("2017-18 Q2 told" in words for words in now.known_before)
    assert now.exposed == ()


def test_the_same_edition_in_another_language_withholds_what_was_withheld_in_the_first() -> None:
    """Though nobody names the earlier edition any more, for whose sake it was."""
    inputs = correct_inputs(1)
    settings = settings_for(inputs, 5)
    earlier = Previous.read(public_edition(inputs, settings_for(inputs, 5, "2017-18 Q2")).companion)
    english = public_edition(inputs, settings, earlier)
    alone = public_edition(inputs, settings)
    other = public_edition(inputs, settings, Previous.read(english.companion))
    cells = [[one.place for one in edition.protected.withheld] for edition in (english, alone, other)]
    assert cells[0] == cells[2] != cells[1]


def test_figures_that_the_inputs_no_longer_give_are_counted() -> None:
    inputs = correct_inputs(0)
    whole = json.loads(public_edition(inputs, settings_for(inputs, 5, "2017-18 Q2")).companion)
    whole["figures"][0]["id"] = "A figure that was there once"
    previous = Previous.read(json.dumps(whole).encode())
    now = public_edition(inputs, settings_for(inputs, 5), previous).protected
    assert now.known_before == ("Of the edition of 2017-18 Q2, 1 figure cannot be found in these inputs any more.",)


def test_an_edition_from_before_the_sections_were_renumbered_is_followed_all_the_same() -> None:
    inputs = correct_inputs(0)
    whole = json.loads(public_edition(inputs, settings_for(inputs, 2, "2017-18 Q2")).companion)

    def made_after(companion: object) -> tuple[object, ...]:
        now = public_edition(inputs, settings_for(inputs, 5), Previous.read(json.dumps(companion).encode())).protected
        return now.known_before, [one.place for one in now.withheld]

    renumbered = [{**row, "id": re.sub(r"^\d[.\d]* ", "7.4 ", row["id"])} for row in whole["figures"]]
    assert [row["id"] for row in renumbered] != [row["id"] for row in whole["figures"]]
    assert made_after({**whole, "figures": renumbered}) == made_after(whole)


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"PK\x03\x04",
        b"[]",
        b'{"quarter": "2017-18 Q5", "language": "en-GB", "figures": []}',
        b'{"quarter": "2017-18 Q2", "language": "en-GB", "figures": [{"sheet": "x"}]}',
        b'{"quarter": "2017-18 Q2", "language": "cy-GB", "figures": []}',
    ],
)
def test_what_is_no_companion_of_an_english_edition_is_refused_in_words(data: bytes) -> None:
    with pytest.raises(UnusableFile, match=r"\.json that was published"):
        Previous.read(data)
