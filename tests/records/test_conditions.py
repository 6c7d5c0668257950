"""A condition is held against a closed list before anything of it runs."""

from __future__ import annotations

import datetime as dt

import pytest

from cyps_xl.records.conditions import BadCondition, read_condition

COLUMNS = ("child", "started", "ended", "legal_status", "placements")
DAYS = {
    "period_start": dt.date(2025, 4, 1),
    "period_end": dt.date(2025, 6, 30),
    "year_start": dt.date(2025, 4, 1),
}
SOURCES = {name: f'r."{name}"' for name in COLUMNS}


@pytest.mark.parametrize(
    "text",
    [
        "legal_status = 'short breaks'",
        "LEGAL_STATUS <> 'short breaks' and ended is null",
        "legal_status not in ('a', 'b') or not (placements >= 3)",
        "started between year_start and period_end",
        "ended >= started - interval 12 month",
        "coalesce(placements, 0) + 1 > 2 * placements - 1",
        "case when ended is null then 1 else 0 end = 1",
        "started >= date '2020-04-01'",
        "legal_status is null or coalesce(legal_status, null) is not null",
        "legal_status = 'it''s; drop table x'",
    ],
)
def test_what_a_rule_needs_is_taken(text: str) -> None:
    assert read_condition(text, COLUMNS).columns <= set(COLUMNS) | set(DAYS)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("1 = 1; drop table episodes", "not one expression"),
        ("drop table episodes", "not allowed"),
        ("select 1", "not allowed"),
        ("child in (select child from other)", "something else than a list"),
        ("exists (select 1 from read_csv('/etc/passwd'))", "not allowed"),
        ("child = read_text('secret.txt')", "not allowed"),
        ("getenv('HOME') = 'x'", "not allowed"),
        ("pg_sleep(100) is null", "not allowed"),
        ("count(*) > 1", "not allowed"),
        ("child like '%a'", "not allowed"),
        ("cast(child as integer) = 1", "not allowed"),
        ("started >= date 'yesterday'", "“yesterday” is no day"),
        ("started > period_end - interval 3 century", "no unit of time"),
        ("episodes.child = 'a'", "names another table"),
        ("this.child = 'a'", "no declared column"),
        ("legal_statsu = 'x'", "Perhaps legal_status was meant"),
        ('"; drop table x" = 1', "no declared column"),
        ("child = 'a' --", ""),
        ("child = ", "cannot be read"),
        ("", "not one expression"),
        ("child = 'a' /* " + "x" * 3000 + " */", "longer than"),
        ("(" * 200 + "1=1" + ")" * 200, ""),
        ("child = $1", "not allowed"),
        ("child = ?", "not allowed"),
        ("child[1] = 'a'", "not allowed"),
        ("(child, started) = ('a', ended)", "not allowed"),
        ("x -> x + 1", ""),
        ("started >= try_cast('2020-04-01' as date)", "not allowed"),
        ("started >= date '20200401'", "“20200401” is no day"),
        ("started >= date '2020-W14-3'", "“2020-W14-3” is no day"),
        ("started >= date '2025-02-30'", "“2025-02-30” is no day"),
        ("legal_status = NULL", "compares with null"),
        ("(null) <> legal_status", "compares with null"),
        ("legal_status not in ('a', null)", "compares with null"),
        ("started between null and ended", "compares with null"),
        ("legal_status in ()", "is empty"),
        ("not legal_status in ()", "is empty"),
        ("placements", "not met or unmet"),
        ("1", "not met or unmet"),
        ("'yes'", "not met or unmet"),
    ],
)
def test_what_is_not_on_the_list_is_a_sentence(text: str, said: str) -> None:
    if text == "child = 'a' --":
        # A comment is no part of the tree, and so of nothing that runs.
        assert "--" not in read_condition(text, COLUMNS).sql(SOURCES, DAYS)
        return
    with pytest.raises(BadCondition) as found:
        read_condition(text, COLUMNS)
    assert said in found.value.message
    assert found.value.remedy


def test_a_condition_is_written_out_from_its_tree() -> None:
    found = read_condition("ended > period_start AND legal_status = 'it''s'  -- why", COLUMNS)
    assert found.sql(SOURCES, DAYS) == "r.\"ended\" > CAST('2025-04-01' AS DATE) AND r.\"legal_status\" = 'it''s'"


def test_a_fact_may_read_the_row_that_it_is_about_and_add_up() -> None:
    found = read_condition("ended <= this.started", COLUMNS, this=COLUMNS)
    assert (found.columns, found.of_this) == ({"ended"}, {"started"})
    assert found.sql(SOURCES, DAYS, "t") == 'r."ended" <= "t"."started"'
    assert read_condition("count(*)", COLUMNS, aggregate=True).text == "count(*)"
    assert read_condition("max(ended)", COLUMNS, aggregate=True).columns == {"ended"}


@pytest.mark.parametrize(
    "text",
    [
        "ended",
        "count(child)",
        "string_agg(child, ',')",
        "max(ended) over ()",
        "1",
        "max(ended, 3)",
        "sum(max(ended))",
        "max(ended) + count(*)",
    ],
)
def test_a_fact_is_nothing_but_a_count_or_the_least_most_or_sum(text: str) -> None:
    with pytest.raises(BadCondition):
        read_condition(text, COLUMNS, aggregate=True)


CODES = {"legal_status": ("care order", "short breaks"), "this.legal_status": ("care order", "short breaks")}


@pytest.mark.parametrize(
    "text",
    [
        "legal_status = 'short break'",
        "'Short breaks' <> legal_status",
        "legal_status not in ('short breaks', 'respite')",
        "not (coalesce(legal_status, 'none') = 'care order')",
        "child = 'a' and this.legal_status = 'short break'",
    ],
)
def test_a_code_that_no_row_can_have_is_refused(text: str) -> None:
    with pytest.raises(BadCondition, match="is no code of legal_status"):
        read_condition(text, COLUMNS, this=COLUMNS, codes=CODES)
    assert read_condition("legal_status = 'short breaks' and child = 'respite'", COLUMNS, codes=CODES)
