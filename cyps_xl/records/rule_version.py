"""The version of a count's rule: a few letters that stand for all of it, kept with each figure."""

from __future__ import annotations

import hashlib

from cyps_xl.records.declared import Count, Declared
from cyps_xl.records.rule_sql import steps_of

_LETTERS = 8


def version_of(declared: Declared, count: Count) -> str:
    """The version of a rule: of what it counts, by which dates, conditions and facts; not of its words or its place."""
    facts = [
        (one.name, one.source.name, one.value.text, one.where.text if one.where else "")
        for one in declared.facts_of(count)
    ]
    conditions = [(one.condition.text, one.leaves_out) for one in steps_of(count)]
    kinds = (count.counts.value, count.when.value, count.over.value, count.last_day)
    rule = (*kinds, count.table.name, count.group, conditions, facts)
    return hashlib.sha256(repr(rule).encode()).hexdigest()[:_LETTERS]
