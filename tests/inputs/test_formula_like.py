"""Which texts Excel would take for a formula when somebody presses F2 and Enter in their cell."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cyps_xl.inputs.formula_like import begins_like_formula

LIKE_FORMULAS = (
    *("=", "==", "=1+1", "+", "+44 29 2000 0000", "-", "-1 child", "- none", "@home", "@", "'", "'tis", "'=1"),
    *(" =1+1", "\t=1+1", "\r=1+1", "\n+1", "\u00a0-1", "\u3000@x", "\ufeff=1", "\u200b=1", "  \t\r\n =1"),
    *("＝1＋1", "＋1", "－1", "＠x", "＇x", "﹦1", "﹢1", "﹣1", "﹫x"),
)
NOT_LIKE_FORMULAS = (
    *("", " ", "\t\n", "a=b", "1-2", "1=1", "(=1)", "–", "– 5", "—", "−5", "5 - 3", "e@example.org", '"=1"', "x'"),
    *("Tŷ", "…", "%", "#N/A", "[c]", "*", "<5", "_=1", ".=1"),
)


@pytest.mark.parametrize("text", LIKE_FORMULAS)
def test_a_text_that_begins_as_formulas_do_is_told(text: str) -> None:
    assert begins_like_formula(text)


@pytest.mark.parametrize("text", NOT_LIKE_FORMULAS)
def test_a_sign_further_on_or_another_that_looks_alike_makes_no_formula(text: str) -> None:
    assert not begins_like_formula(text)


@given(st.text(" \t\r\n\u00a0\u2003\ufeff", max_size=5), st.sampled_from("=+-@'＝＋－＠"), st.text(max_size=20))
def test_what_stands_before_and_behind_makes_no_difference(before: str, sign: str, behind: str) -> None:
    assert begins_like_formula(before + sign + behind)
    assert not begins_like_formula(f"{before}x{sign}{behind}")
