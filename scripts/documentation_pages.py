"""The project's documentation as pages that a browser shows without a network: each page of docs/ and its pictures."""

from __future__ import annotations

import base64
import re
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from markdown_it.token import Token

DOCS = Path(__file__).resolve().parents[1] / "docs"
STYLE = (
    "body{font:17px/1.5 sans-serif;max-width:48em;margin:2em auto;padding:0 1em}"
    "img{max-width:100%;border:1px solid #888}"
    "table{display:block;overflow-x:auto}td,th{padding:.2em 1em .2em 0;text-align:left;vertical-align:top}"
    "pre{overflow-x:auto;background:#f2f2f2;padding:.5em 1em}"
)


def documentation() -> dict[str, bytes]:
    """Every page and picture of the documentation: name → bytes. A page's address is its name with .html for .md."""
    pages = {f"{path.stem}.html": page(path.name) for path in sorted(DOCS.glob("*.md"))}
    pictures = {f"images/{path.name}": path.read_bytes() for path in sorted((DOCS / "images").glob("*.png"))}
    return {**pages, **pictures}


def page(name: str, below: str = "", *, whole: bool = False) -> bytes:
    """A page of docs/ in HTML. `below` is the folder in which the others lie, as the page sees it ("program/pages/").

    With `whole`, its pictures are in the page itself, so that it may be moved.
    """
    from markdown_it import MarkdownIt

    parser = MarkdownIt().enable("table")
    tokens = parser.parse((DOCS / name).read_text(encoding="utf-8"))
    title = _name_headings(tokens)
    body = parser.renderer.render(tokens, parser.options, {})
    body = re.sub(r'href="(?!https?:|#)([^"#]*?)\.md(#[^"]*)?"', rf'href="{below}\1.html\2"', body)
    body = re.sub(r'href="\.\./[^"]*"', "", body)  # of the project, and not of its documentation
    if whole:
        body = re.sub(r'src="(images/[^"]+)"', lambda found: f'src="{_within(DOCS / found[1])}"', body)
    head = f'<!doctype html><html lang="en"><meta charset="utf-8"><title>{title}</title><style>{STYLE}</style>'
    return f"{head}\n{body}</html>\n".replace("\n", "\r\n").encode("utf-8")


def _name_headings(tokens: list[Token]) -> str:
    """Give each heading the name by which links find it, as other renderers of Markdown do; the first one's words."""
    titles = []
    for opening, inline in pairwise(tokens):
        if opening.type == "heading_open":
            words = "".join(child.content for child in inline.children or [] if child.type in ("text", "code_inline"))
            opening.attrSet("id", anchor(words))
            titles.append(words)
    return titles[0] if titles else ""


def anchor(words: str) -> str:
    """The name of a heading in an address: small letters, hyphens for spaces, no punctuation."""
    return re.sub(r"[^\w\- ]", "", words.strip().lower()).replace(" ", "-")


def _within(picture: Path) -> str:
    """A picture as an address that holds all of it."""
    return f"data:image/png;base64,{base64.b64encode(picture.read_bytes()).decode('ascii')}"
