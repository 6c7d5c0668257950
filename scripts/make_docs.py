"""Write the pages of docs/ that follow from the code: python scripts/make_docs.py."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from pages import a_pack, checks, counts, input_tables, modules, translations

DOCS = Path(__file__).resolve().parents[1] / "docs"

PAGES: Mapping[str, Callable[[], str]] = {
    "a-pack.md": a_pack.page,
    "checks.md": checks.page,
    "how-counts-are-worked-out.md": counts.page,
    "input-tables.md": input_tables.page,
    "modules.md": modules.page,
    "translations-to-confirm.md": translations.page,
}
"""What makes each page, by its file's name."""

if __name__ == "__main__":
    for name, page in PAGES.items():
        (DOCS / name).write_text(page(), encoding="utf-8")
