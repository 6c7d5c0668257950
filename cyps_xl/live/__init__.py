"""The report brought up to date in a workbook that is open in Excel, through xlwings."""

from __future__ import annotations

from cyps_xl.live.press import Offer, Pressed, recalculate

__all__ = ["Offer", "Pressed", "recalculate"]
