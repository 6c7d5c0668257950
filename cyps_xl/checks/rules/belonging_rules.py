"""SM, continued: rows that belong to those of another table, as findings belong to audits."""

from __future__ import annotations

from collections.abc import Iterator

from cyps_xl.checks.check_input import Checked
from cyps_xl.checks.finding import Fault, Rule, Severity, at
from cyps_xl.checks.shares import is_a_share_of, shares
from cyps_xl.checks.tables import is_of, when
from cyps_xl.checks.wording import in_units, lower_first, shown, tab_of
from cyps_xl.inputs.declare import Table
from cyps_xl.inputs.identities import declared, rows_shared
from cyps_xl.measures.identities import BelongsTo


def row_that_belongs_to_none(checked: Checked) -> Iterator[Fault]:
    """A row names something, an audit's theme, that is not among the rows of the table it belongs to, of its time."""
    for table, belongs in declared(checked.inputs.catalogue, BelongsTo):
        records, others = checked.inputs[table], checked.inputs.named(belongs.table)
        for row in records:
            is_named = row[belongs.heading] is not None and when(table, row) is not None
            if is_named and not rows_shared(checked.inputs, table, row, belongs.table):
                among = f"the {lower_first(others.table.sheet)} of {shown(when(table, row))}"
                remedy = f"Type it as on {tab_of(others)}, or add the {_noun(others.table)} there."
                yield at(records, row, belongs.heading, f"“{row[belongs.heading]}” is not among {among}.", remedy)


def row_to_which_none_belongs(checked: Checked) -> Iterator[Fault]:
    """Something of the reporting quarter, an audit, to which no row of the other table belongs, while to others some
    do."""
    for table, belongs in declared(checked.inputs.catalogue, BelongsTo):
        others = checked.inputs.named(belongs.table)
        rows = [row for row in checked.inputs[table] if is_of(table, row, checked.quarter)]
        told = {str(row[belongs.heading]).lower() for row in rows}
        for row in others:
            if is_of(others.table, row, checked.quarter) and told and str(row[belongs.other]).lower() not in told:
                among = f"among the {lower_first(others.table.sheet)}"
                message = f"“{row[belongs.other]}” is {among}, and no {_noun(table)} is given."
                yield at(others, row, belongs.other, message, f"Add its rows on {tab_of(checked.inputs[table])}.")


def _noun(table: Table) -> str:
    """What one row is, without its article: "finding" of "a finding"."""
    return table.one_row_is.removeprefix("an ").removeprefix("a ")


def percentage_that_no_count_gives(checked: Checked) -> Iterator[Fault]:
    """No whole number of the cases is this percentage, at the decimals it is typed with. It can be right where a
    question did not apply to every case. Shares of 1 have a rule of their own."""
    for share in shares(checked):
        is_share = 0 < share.percent <= 1
        if share.alone and share.out_of and not is_share and not is_a_share_of(share.percent, share.out_of):
            message = f"No whole number of {in_units(share.out_of, share.unit)} is {shown(share.percent)}%."
            yield at(checked.inputs[share.table], share.row, share.heading, message)


RULES = (
    Rule(
        "SM07",
        Severity.SHOULD_FIX,
        "A row belongs to nothing in the other table",
        "“Asessments” is not among the visits of 2017-18 Q3.",
        "Type it as it stands in the other table, or add it there.",
        row_that_belongs_to_none,
    ),
    Rule(
        "SM08",
        Severity.LOOK,
        "Nothing is said of a row",
        "“Repeat contacts” is among the visits, and no finding is given.",
        "Add its rows in the other table.",
        row_to_which_none_belongs,
    ),
    Rule(
        "SM09",
        Severity.LOOK,
        "A percentage that no number of cases gives",
        "No whole number of 51 cases is 72%.",
        "Look it up. It is right only when the question did not apply to every case.",
        percentage_that_no_count_gives,
    ),
)
