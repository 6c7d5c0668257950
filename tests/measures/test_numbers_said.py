"""Numbers in texts: whichever way a number is written in English or Welsh, it is read as what it is worth."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cyps_xl.languages.language import Language
from cyps_xl.languages.shipped import DEFAULT, ENGLISH
from cyps_xl.languages.what import What
from cyps_xl.measures.number_patterns import ORDINALS
from cyps_xl.measures.numbers_said import Said, digits_in, numbers_meant, numbers_said
from helpers.other_languages import POLISH, POLISH_IN_TEXTS

UNITS = ("", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
TEENS = ("thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen")
TENS = ("", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
WELSH = ("", "un", "dau", "tri", "pedwar", "pump", "chwech", "saith", "wyth", "naw")
BEFORE_TEN = ("", "un", "dau", "tri", "pedwar", "pum", "chwe", "saith", "wyth", "naw")
BY_TWENTIES = {
    11: "un ar ddeg",
    12: "deuddeg",
    13: "tair ar ddeg",
    14: "pedwar ar ddeg",
    15: "pymtheg",
    16: "un ar bymtheg",
    17: "dwy ar bymtheg",
    18: "deunaw",
    19: "pedair ar bymtheg",
    20: "ugain",
    21: "un ar hugain",
    30: "deg ar hugain",
    33: "tri ar ddeg ar hugain",
    36: "un ar bymtheg ar hugain",
    38: "deunaw ar hugain",
    40: "deugain",
    41: "un a deugain",
    50: "hanner cant",
    60: "trigain",
    80: "pedwar ugain",
    90: "deg a phedwar ugain",
}


def english(number: int, join: str = "-") -> str:
    """A number up to 9,999 as it is written in English."""
    if number < 20:
        return (*UNITS, *TEENS)[number]
    if number < 100:
        return TENS[number // 10] + (join + UNITS[number % 10] if number % 10 else "")
    if number < 1000:
        rest = f" and {english(number % 100, join)}" if number % 100 else ""
        return f"{english(number // 100)} hundred{rest}"
    joined = " and " if number % 1000 < 100 else " "
    rest = joined + english(number % 1000, join) if number % 1000 else ""
    return f"{english(number // 1000)} thousand{rest}"


def welsh(number: int) -> str:
    """A number up to 99 as Welsh schools count, by tens."""
    if number < 10:
        return WELSH[number]
    tens = f"{BEFORE_TEN[number // 10]} {'deg' if number // 10 in (1, 5, 6) else 'ddeg'}" if number >= 20 else "un deg"
    return "deg" if number == 10 else f"{tens} {WELSH[number % 10]}".strip()


def values(text: str) -> list[Fraction]:
    return [said.value for said in numbers_said(text)]


@given(number=st.integers(1, 9_999), join=st.sampled_from(["-", " ", "‑", "\u00a0"]))
def test_english_words_are_worth_what_they_say(number: int, join: str) -> None:
    assert values(f"There were {english(number, join)} children.") == [number]
    assert values(f"{english(number, join).capitalize()} came home.") in ([number], [])  # not a bare "one"


@given(number=st.integers(1, 99))
def test_welsh_words_by_tens_are_worth_what_they_say(number: int) -> None:
    assert values(f"Daeth {welsh(number)} o blant adref.") == [number]


@pytest.mark.parametrize(("number", "words"), BY_TWENTIES.items())
def test_welsh_words_by_twenties_are_worth_what_they_say(number: int, words: str) -> None:
    assert values(f"Daeth {words} o blant adref.") == [number]


@given(number=st.integers(1, 999), kind=st.sampled_from(["０", "٠", "𝟎", "०"]))
def test_digits_of_any_script_are_digits(number: int, kind: str) -> None:
    other = "".join(chr(ord(kind) + int(digit)) for digit in str(number))
    assert values(f"There were {other} children.") == [number]
    assert [said.value for said in digits_in(f"There were {other}.")] == [number]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("⑫ children", [12]),
        ("❸ children", [3]),
        ("Ⅷ children", [8]),
        ("½ of them", [Fraction(1, 2)]),
        ("4½ posts", [Fraction(9, 2)]),
        ("th\u00adree chil\u200bdren", [3]),
        ("children² and children.³", []),
        ("half a dozen children", [6]),
        ("two and a half posts", [Fraction(5, 2)]),
        ("two dozen children", [24]),
        ("un plentyn ar ddeg", [11]),
        ("dau blentyn ar bymtheg", [17]),
        ("one in five children", [Fraction(1, 5)]),
        ("saith o bob deg achos", [Fraction(7, 10)]),
        ("dwy ran o dair o’r plant", [Fraction(2, 3)]),
        ("twenty-three-year-old, 3-year-old, two-parent", []),
        ("on 1/7, 12/11/2017, 10:30 and 2017/18", []),
        ("tri deg y cant", [30]),
        ("i blant, o blant, yr un plentyn", []),
    ],
)
def test_a_number_is_worth_what_it_says(text: str, found: list[int | Fraction]) -> None:
    assert values(text) == found


@pytest.mark.parametrize("worth", sorted(set(ORDINALS.values())))
def test_an_ordinal_of_a_child_counts_it_in_words_and_in_figures(worth: int) -> None:
    [ways] = [ways.split("|") for ways, value in ORDINALS.items() if value == worth]
    for way in ways:
        said = [(one.value, one.counted) for one in numbers_said(f"The {way} child to come back was placed at home.")]
        assert said == [(worth, "child")], way


@pytest.mark.parametrize("text", ["33%", "33 %", "33 per cent", "thirty-three percent", "tri deg tri y cant"])
def test_a_percentage_is_one_in_whatever_words(text: str) -> None:
    assert [(said.value, said.percent) for said in numbers_said(text)] == [(33, True)]


@pytest.mark.parametrize(
    ("text", "worth"),
    [
        ("A third of the children came home.", Fraction(1, 3)),
        ("Two thirds of the children came home.", Fraction(2, 3)),
        ("One in five children came home.", Fraction(1, 5)),
        ("1/7 of the children came home.", Fraction(1, 7)),
        ("Traean y plant a ddaeth adref.", Fraction(1, 3)),
        ("Deuparth y plant a ddaeth adref.", Fraction(2, 3)),
        ("Dau draean y plant a ddaeth adref.", Fraction(2, 3)),
    ],
)
def test_a_part_is_a_share_of_the_whole_in_both_languages(text: str, worth: Fraction) -> None:
    [said] = numbers_said(text)
    assert (said.share, said.value) == (True, worth)


def test_a_part_in_figures_of_nothing_is_no_share() -> None:
    assert values("The code was 1/0 at first.") == []


@pytest.mark.parametrize("text", ["Twelve in five children came home.", "A third in five children came home."])
def test_a_whole_smaller_than_its_part_makes_no_share(text: str) -> None:
    assert Fraction(5) in values(text)


def test_a_mixed_number_is_worth_the_whole_and_the_part() -> None:
    assert values("Staff carried 4 1/2 cases each.") == [Fraction(9, 2)]


@pytest.mark.parametrize(
    ("text", "nouns"),
    [
        ("One of the five children came home.", ["children", "children"]),
        ("Daeth 2–3 o blant adref.", ["blant", "blant"]),
        ("Of the children who left, three of them came back.", ["children"]),
        ("It was wet; three of them came back.", [""]),
        ("Re-admissions: 3.", ["re-admissions"]),
    ],
)
def test_whom_a_number_counts_is_told_by_the_words_around_it(text: str, nouns: list[str]) -> None:
    assert [said.counted for said in numbers_said(text)] == nouns


@pytest.mark.parametrize(
    "text",
    [
        "No one came.",
        "This one was late.",
        "Mae’r plant yr un oed.",
        "Roedd 15 y cant yn hwyr.",
        "Daeth y cant adref.",
        "Both parents signed.",
        "It went up by 7/2 and came to 13/2.",
        "They met in two weeks, and within 28 days.",
        "See section 5, stage 2.",
    ],
)
def test_words_that_only_look_like_numbers_count_nobody(text: str) -> None:
    assert not any(said.counts_people for said in numbers_said(text))


@pytest.mark.parametrize(
    "text",
    ["Two kinds of figures, four measures and three quarterly indicators.", "Dau fath o ffigurau, pedwar mesur."],
)
def test_what_a_report_is_made_of_is_no_count(text: str) -> None:
    assert [*numbers_said(text)] == []


def test_numbers_in_figures_alone_are_found_beside_those_in_words() -> None:
    assert [said.value for said in digits_in("Two of 12 children, in section 5 of 2018.")] == [12, 5, 2018]


def test_two_counts_of_others_stay_two() -> None:
    counted = [said.counted for said in numbers_said("Three children and four cases were seen.")]
    assert counted == ["children", "cases"]


IN_POLISH = Language(tuple({**POLISH, **POLISH_IN_TEXTS}.items()), ENGLISH)


def in_polish(text: str) -> list[Said]:
    return list(numbers_said(text, IN_POLISH))


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("Było 3,5 na każdego.", Fraction("3.5")),
        ("Było 1 234 spraw.", 1234),
        ("Było 1\u00a0234,5 godzin.", Fraction("1234.5")),
        ("Było 12\u202f345\u202f678 zł.", 12345678),
        ("Było 1.234 spraw.", 1234),
        ("Było 1,234.5 spraw.", Fraction("1234.5")),
        ("Było 3.5 na każdego.", Fraction("3.5")),
        ("Było 5-ro takich.", 5),
        ("Było dwadzieścia jeden spraw.", 21),
        ("Było sto trzydzieści dwie.", 132),
        ("Było trzech.", 3),
    ],
)
def test_a_number_is_read_as_its_report_s_language_writes_it(text: str, value: Fraction) -> None:
    assert [one.value for one in in_polish(text)] == [value]


@pytest.mark.parametrize(
    ("text", "noun"),
    [
        ("Wróciło 3 dzieci.", "dzieci"),
        ("Wróciło troje dzieci.", "dzieci"),
        ("Wróciło 5-ro dzieci.", "dzieci"),
        ("Dzieci: 3.", "dzieci"),
        ("Jedna mała dziewczynka.", "dziewczynka"),
        ("Z trojgiem rodziców.", "rodziców"),
        ("Three children.", "children"),
    ],
)
def test_people_are_counted_by_the_words_of_the_language_and_by_english_ones(text: str, noun: str) -> None:
    assert [(one.counted, one.counts_people) for one in in_polish(text)] == [(noun, True)]


@pytest.mark.parametrize("text", ["Za 3 dni.", "Od 3 grudnia 2017.", "Na etapie 3.", "W tydzień 12.10.2017 i 2017-18."])
def test_days_dates_and_stages_of_the_language_count_nothing(text: str) -> None:
    assert [one.value for one in in_polish(text) if one.value != 2017] == []


@pytest.mark.parametrize(("text", "places"), [("14,3% dzieci", 1), ("14 proc. dzieci", 0), ("Sto procent dzieci", 0)])
def test_a_percentage_is_known_by_its_sign_or_its_words(text: str, places: int) -> None:
    assert [(one.percent, one.places) for one in in_polish(text)] == [(True, places)]


def test_a_day_is_known_by_what_the_language_puts_behind_it() -> None:
    with_point = Language(tuple({**POLISH, What.DAY: "{day}. {month} {year}"}.items()), ENGLISH)
    assert list(numbers_said("Od 3. grudnia.", with_point)) == []
    turned = Language(tuple({**POLISH, What.DAY: "{year} {month} {day}"}.items()), ENGLISH)
    assert [one.value for one in numbers_said("3 dzieci w grudniu.", turned)] == [3]


def test_a_number_that_means_two_things_is_told_in_both_ways_to_who_asks_for_both() -> None:
    assert [one.value for one in numbers_meant("Było 1,234 spraw.", IN_POLISH)] == [Fraction("1.234"), 1234]
    assert [one.value for one in numbers_meant("Było 1 234 spraw, 5 razy.", IN_POLISH)] == [1234, 5]
    assert [one.value for one in numbers_meant("There were 1,234.")] == [1234]
    assert [(one.words, one.value) for one in numbers_said("Było 1,234 spraw.", IN_POLISH)] == [
        ("1,234", Fraction("1.234"))
    ]


def test_every_number_in_figures_is_found_as_the_language_writes_it() -> None:
    assert [one.value for one in digits_in("W 2017 było 3,5 i 1 234.", IN_POLISH)] == [2017, Fraction("3.5"), 1234]


def test_a_language_that_declares_nothing_of_texts_is_read_as_english_and_welsh_are() -> None:
    bare = Language(tuple(POLISH.items()), ENGLISH)
    text = "Three children of 1,234, a thri phlentyn; dwoje."
    assert list(numbers_said(text, bare)) == list(numbers_said(text)) == list(numbers_said(text, DEFAULT))


def test_a_report_may_count_others_in_welsh_and_is_read_as_welsh_otherwise() -> None:
    own = Language(
        (*((what, said) for what, said in DEFAULT.words if what is not What.ADULTS), (What.ADULTS, "gwraig"))
    )
    texts = ("Tair gwraig.", "Tair blynedd.", "Nid oedd yr un plentyn, ac un polisi yw hwn.", "Tri o’r plant.", "1,234")
    assert [[one.counted for one in numbers_said(text, own)] for text in texts] == [["gwraig"], [], [], ["plant"], [""]]


def only(decimal: str) -> Language:
    """A language that says its decimal sign alone."""
    return Language(tuple({**POLISH, What.DECIMAL: decimal}.items()), ENGLISH)


def test_a_language_that_says_its_decimal_sign_alone_has_any_other_between_thousands() -> None:
    texts = ("1.234,5", "1 234,5", "3,5", "1,234")
    read = [[one.value for one in numbers_said(text, only(","))] for text in texts]
    assert read == [[Fraction("1234.5")], [Fraction("1234.5")], [Fraction("3.5")], [Fraction("1.234")]]


@given(st.text("0123456789., '-%ab\u00a0żdwa", max_size=24), st.sampled_from([IN_POLISH, only(","), only("'")]))
def test_any_text_is_read_in_any_language(text: str, language: Language) -> None:
    assert all(one.value >= 0 for one in numbers_meant(text, language))
    assert all(one.value >= 0 for one in digits_in(text, language))


@pytest.mark.parametrize("word", ["2gi", "’szó"])
def test_a_word_of_a_language_is_a_number_whatever_sign_it_begins_with(word: str) -> None:
    numbers = f"{POLISH_IN_TEXTS[What.NUMBERS]}; 40 = {word}"
    own = Language(tuple({**POLISH, **POLISH_IN_TEXTS, What.NUMBERS: numbers}.items()), ENGLISH)
    assert [(one.words, one.value) for one in numbers_said(f"Było {word} dzieci.", own)] == [(word, 40)]


def test_words_of_a_language_are_no_numbers_in_other_texts() -> None:
    assert list(numbers_said("Wróciło troje dzieci.")) == []


def test_english_and_welsh_hold_their_words_as_data() -> None:
    assert dict(ENGLISH.numbers)["nineteen"] == 19 and dict(ENGLISH.numbers)["ninety"] == 90
    assert dict(DEFAULT.numbers)["bedair"] == 4 and dict(DEFAULT.numbers)["un ar ddeg"] == 11
    assert "plentyn" in DEFAULT.in_texts(What.CHILD) and DEFAULT.lacking_in_texts == ENGLISH.lacking_in_texts == ()
