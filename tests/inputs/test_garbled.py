"""Text that was read in the wrong alphabet, and text that was not."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cyps_xl.inputs.garbled import garbled, lost_letter

WORDS = ["Llŷn", "Tîm", "môr", "gŵyl", "Children’s", "“dyna”", "£5,267", "tŷ", "plant", "–", "côd", "sgôr", "café"]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Childrenâ€™s services", "“Childrenâ€™s” is probably “Children’s”"),
        ("CÃ´d", "“CÃ´d” is probably “Côd”"),
        ("LlÅ·n", "“LlÅ·n” is probably “Llŷn”"),
        ("Â£5,267", "“Â£5,267” is probably “£5,267”"),
        ("TŒm o Amgylch", "“TŒm” is probably “Tîm”"),
        ("T”m o Amgylch", "“T”m” is probably “Tîm”"),
        ("m“r", "“m“r” is probably “môr”"),
        ("œ5,267", "“œ5,267” is probably “£5,267”"),
        ("d\ufffdr", "“d\ufffdr” has lost a letter"),
    ],
)
def test_what_is_garbled_is_said_with_what_is_meant(text: str, said: str) -> None:
    assert garbled(text) == said


@pytest.mark.parametrize(
    "text",
    [
        "He said “yes”and left.",
        "and…then",
        "North–South",
        "2016–17",
        "it’s",
        "“MÔR”",
        "MÂ",
        "“TŶ”",
        "mail@host.example/Ã´",
        "What now? Yes.",
    ],
)
def test_what_people_write_is_not_garbled(text: str) -> None:
    assert garbled(text) == ""
    assert lost_letter(text) == ""


def test_a_letter_that_an_alphabet_lacked_is_found_between_letters() -> None:
    assert lost_letter("gwasanaeth d?r Cymru") == "d?r"
    assert lost_letter("https://council.example/page?id=4") == ""


@given(st.lists(st.sampled_from(WORDS), max_size=8).map(" ".join))
def test_english_and_welsh_are_never_garbled_and_always_found_when_read_as_another_alphabet(text: str) -> None:
    assert garbled(text) == ""
    if not text.isascii():
        assert garbled(text.encode().decode("cp1252", "replace")) != ""


def test_a_long_text_without_a_space_takes_no_longer_than_it_should() -> None:
    began = time.process_time()
    garbled("é" * 32_000 + "?")
    lost_letter("x" * 32_000 + "?")
    assert time.process_time() - began < 1
