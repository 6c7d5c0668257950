"""The report of 2017, as the pack that ships declares it."""

from __future__ import annotations

from cyps_xl.definition.packs import default_pack

CYPS = default_pack().definition
CYPS_TABLES = CYPS.catalogue
