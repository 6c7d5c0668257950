"""What SQL Server would be asked: no server runs it here, so the text is parsed, and held against what one refuses."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest

from cyps_xl.errors import UnusableFile
from cyps_xl.measures.periods import Quarter
from cyps_xl.records.dialects import SQL_SERVER, statement_for
from cyps_xl.records.read_declared import packs_with_counts, read_declared
from cyps_xl.records.rule_sql import figure_sql, periods_of, rows_sql
from helpers.case_records import declared

sqlglot = pytest.importorskip("sqlglot")

REFUSED = {
    "spans of time": r"\bINTERVAL\b",
    "a limit": r"\bLIMIT\b",
    "yes and no as values": r"\b(TRUE|FALSE)\b",
    "days taken from days": r"\] - ",
    "a cast of another server": r"::",
    "names in double quotes": r'"',
    "texts that lose letters": r"'|(?<!N)VARCHAR",
    "a query with names within another": r"\(\s*WITH\b",
    "functions that it has not": r"\b(TRUNC|IS_NAN|DATE_DIFF|STRING_AGG|GENERATE_SERIES|UNNEST|NOW)\b",
    "places in the place of names to group by": r"GROUP BY [0-9]",
}


def statements() -> Iterator[tuple[str, str]]:
    for pack in packs_with_counts():
        said = read_declared(pack)
        for count in said.counts:
            period = periods_of(count, Quarter.parse(count.last or "2025-26 Q1"))[-1]
            for sql in (figure_sql(said, count, period), rows_sql(said, count, period)):
                yield count.name, statement_for(sql, SQL_SERVER)[0]


def test_every_count_and_list_is_one_statement_without_what_sql_server_refuses() -> None:
    number = 0
    for name, text in statements():
        assert len(sqlglot.parse(text, read=SQL_SERVER)) == 1, name
        bare = re.sub("N'(?:[^']|'')*'", "N", text)  # what stands in a text is no SQL
        found = [what for what, pattern in REFUSED.items() if re.search(pattern, bare)]
        assert found == [], (name, text)
        number += 1
    assert number >= 2 * len(declared().counts)


def test_the_text_of_a_count_is_what_was_reviewed() -> None:
    """Read through by hand: names in brackets, WITH at the top, days as DATE, COUNT_BIG, CASE and no booleans."""
    [count] = declared().counts_called("assessments completed")
    period = periods_of(count, Quarter.parse("2025-26 Q1"))[0]
    assert statement_for(figure_sql(declared(), count, period), SQL_SERVER)[0] == (
        "WITH [_base] AS (SELECT b.* FROM [assessments] AS b WHERE b.[completed] BETWEEN CAST(N'2025-04-01' AS DATE) "
        "AND CAST(N'2025-04-30' AS DATE)) SELECT NULL, COUNT_BIG(*) FROM (SELECT r.[_row] AS [_row], r.[_file] AS "
        "[_file], r.[_line] AS [_line], r.[child] AS [_person], NULL AS [_group], NULL AS [_days], (CASE WHEN "
        "r.[completed] BETWEEN CAST(N'2025-04-01' AS DATE) AND CAST(N'2025-04-30' AS DATE) THEN 1 ELSE 0 END) AS "
        "[_in_time], CASE WHEN (CASE WHEN r.[completed] BETWEEN CAST(N'2025-04-01' AS DATE) AND CAST(N'2025-04-30' AS "
        "DATE) THEN 1 ELSE 0 END) = 1 THEN 1 ELSE 0 END AS [_counted], r.[assessment] AS [assessment], r.[referred] AS "
        "[referred], r.[completed] AS [completed], r.[due] AS [due] FROM [_base] AS r) AS counted WHERE [_counted] = 1"
    )


@pytest.mark.parametrize(
    ("condition", "text"),
    [
        ("ended + interval 3 month > due", "DATEADD(MONTH, 3, ended) > due"),
        ("ended - interval '1' day > due", "DATEADD(DAY, -1, ended) > due"),
        ("a - interval 1 year - interval 1 day > b", "DATEADD(DAY, -1, DATEADD(YEAR, -1, a)) > b"),
        ("team = 'Tŷ''r Bont'", "team = N'Tŷ''r Bont'"),
        ("true and team is null", "(1 = 1) AND team IS NULL"),
        ("(a = 1 or not b in (2, 3)) and c is not null", "(a = 1 OR NOT b IN (2, 3)) AND NOT c IS NULL"),
        ("date_diff('day', a, b) > 3", "DATEDIFF(DAY, a, b) > 3"),
    ],
)
def test_what_sql_server_says_otherwise_is_said_so(condition: str, text: str) -> None:
    assert statement_for(f"SELECT x FROM t WHERE {condition}", SQL_SERVER)[0] == f"SELECT x FROM t WHERE {text}"


@pytest.mark.parametrize(
    ("condition", "said"),
    [
        ("(a = 1) = (b = 2)", "is used as a value"),
        ("coalesce(a > 1, b > 1)", "is used as a value"),
        ("case when a then b = 1 else c = 2 end", "is used as a value"),
        ("least(interval 1 day, interval 2 day) is null", "stands where SQL Server has no span of time"),
    ],
)
def test_what_sql_server_cannot_be_asked_is_refused_in_a_sentence(condition: str, said: str) -> None:
    with pytest.raises(UnusableFile, match=said) as found:
        statement_for(f"SELECT x FROM t WHERE {condition}", SQL_SERVER)
    assert found.value.remedy
