"""Which input tables a workbook has: asked once, where it is opened, and handed on from there."""

from __future__ import annotations

from cyps_xl.inputs.catalogue import BUILT_IN, Catalogue
from cyps_xl.xlsx.parts.package import Package


def catalogue_of(package: Package) -> Catalogue:
    """The input tables that a workbook declares: so far, those of the template, whatever the workbook."""
    del package
    return BUILT_IN
