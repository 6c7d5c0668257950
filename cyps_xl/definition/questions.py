"""When a question that members asked stands in a report, and whether it is answered there."""

from __future__ import annotations

from cyps_xl.inputs.records import Value


def is_asked(report_of: Value, answered_in: Value, quarter: str) -> bool:
    """Whether a question stands in the quarter's report: asked of one before it, and answered in none before it.

    Quarters are text such as 2017-18 Q3, whose order is that of time; None where nothing is typed.
    """
    return bool(report_of) and str(report_of) < quarter and (not answered_in or str(answered_in) >= quarter)


def is_answered(answered_in: Value, quarter: str) -> bool:
    """Whether a question that stands there is answered there: in a later one its answer does not help this one's."""
    return answered_in == quarter
