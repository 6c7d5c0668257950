"""The scripts of the project, as tests call them."""

from __future__ import annotations

import runpy
import sys
from functools import cache
from pathlib import Path
from types import SimpleNamespace
from typing import Any

SCRIPTS = Path(__file__).resolve().parents[2] / "scripts"


@cache
def script(name: str) -> Any:
    """The functions of one of our scripts, which import each other as scripts do."""
    sys.path.insert(0, str(SCRIPTS))
    try:
        return SimpleNamespace(**runpy.run_path(str(SCRIPTS / f"{name}.py")))
    finally:
        sys.path.remove(str(SCRIPTS))
