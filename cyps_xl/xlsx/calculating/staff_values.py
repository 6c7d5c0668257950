"""What staff's own formulas and charts show after a refresh: right also where nothing calculates."""

from __future__ import annotations

from collections.abc import Collection

from cyps_xl.inputs.catalogue import Catalogue
from cyps_xl.xlsx.calculating.staff_charts import bring_charts_along
from cyps_xl.xlsx.calculating.staff_formulas import bring_formulas_along
from cyps_xl.xlsx.parts.draft import Draft
from cyps_xl.xlsx.parts.package import Package


def with_staff_values(
    before: Package, after: Package, catalogue: Catalogue, ours: Collection[tuple[str, str]] = ()
) -> Package:
    """The refreshed workbook with the stored values of staff's formulas and charts brought along.

    `before` is the workbook as staff saved it: what it stores tells whether a formula or chart
    is understood. `ours` are the tabs and addresses of the report's own formulas.
    """
    draft = Draft(after)
    bring_formulas_along(draft, before, after, catalogue, ours)
    bring_charts_along(draft, before)
    return draft.package()
