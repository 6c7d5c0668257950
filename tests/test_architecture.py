"""The house stands as it is drawn: imports run one way, rooms are small, doors are light."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
MODULES = sorted((ROOT / "cyps_xl").rglob("*.py"))
HEAVY = {
    *(
        "pandas",
        "xlsxwriter",
        "lxml",
        "xlwings",
        "openpyxl",
        "formualizer",
        "python_calamine",
        "rich",
        "duckdb",
        "sqlglot",
    ),
}
LONGEST_FILE = 400
LONGEST_FUNCTION = 60


def test_imports_run_one_way() -> None:
    program = "import sys; from importlinter.cli import lint_imports; sys.exit(lint_imports(no_cache=True))"
    done = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def test_help_imports_nothing_heavy() -> None:
    program = (
        "import sys\nfrom cyps_xl.cli import main\n"
        "try:\n    main(['--help'])\nexcept SystemExit:\n    pass\n"
        f"print(sorted({HEAVY!r} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "[]"


def test_only_where_a_workbook_is_opened_or_brought_in_line_is_the_default_report_asked_for() -> None:
    """All else is handed the definition and the catalogue of its workbook, which may have others."""
    doors = {
        "xlsx/input_tables/workbook_catalogue.py",
        "as_declared/report_sheets.py",
        "as_declared/declared_before.py",
    }
    house = ROOT / "cyps_xl"
    asked = ("default_pack()", "default_catalogue()")
    asking = {
        path.relative_to(house).as_posix()
        for path in MODULES
        if any(word in path.read_text(encoding="utf-8") for word in asked)
    }
    assert {path for path in asking if not path.startswith("live/")} == {"definition/packs.py", *doors}


@pytest.mark.parametrize("module", MODULES, ids=lambda path: str(path.relative_to(ROOT)))
def test_every_module_says_what_it_holds_and_is_small(module: Path) -> None:
    source = module.read_text(encoding="utf-8")
    tree = ast.parse(source)
    assert ast.get_docstring(tree), "no docstring"
    assert source.count("\n") <= LONGEST_FILE
    functions = [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)]
    too_long = [f.name for f in functions if (f.end_lineno or f.lineno) - f.lineno > LONGEST_FUNCTION]
    assert too_long == []
