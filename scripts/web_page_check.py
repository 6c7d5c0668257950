"""Look at web pages of editions in a real browser: python scripts/web_page_check.py FOLDER FILE.html …

Takes a picture of each page at 320, 768 and 1,280 pixels into FOLDER, and prints for each width whether the page
scrolls sideways, which texts are cut or lie over each other, whether anything was asked for over the network, and,
with --axe, what axe-core finds. The exit code is 1 when anything is found.

Needs Chromium (Debian: chromium) and the package playwright, in an environment of its own: the project does not depend
on it. axe-core is one file, axe.min.js, of the npm package of that name.
"""

from __future__ import annotations

import argparse
import functools
import http.server
import shutil
import sys
import tempfile
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote

WIDTHS = (320, 768, 1280)

MEASURED = """() => {
  const found = [];
  const page = document.documentElement;
  if (page.scrollWidth > page.clientWidth) found.push(`scrolls sideways: ${page.scrollWidth} of ${page.clientWidth}`);
  for (const one of document.querySelectorAll('body *')) {
    const box = one.getBoundingClientRect();
    if (one.closest('.scroll, .said, .skip') || !box.width) continue;
    const off = box.right > page.clientWidth + 1 || box.left < -1;
    if (off) found.push(`off the page: ${one.tagName} ${one.textContent}`);
  }
  for (const frame of document.querySelectorAll('.scroll')) {
    const isSigned = getComputedStyle(frame).backgroundAttachment.includes('local');
    if (frame.scrollWidth > frame.clientWidth && !isSigned) found.push(`scrolls without a sign: ${frame.textContent}`);
  }
  for (const drawing of document.querySelectorAll('svg[role=img]')) {
    const frame = drawing.getBoundingClientRect();
    const texts = [...drawing.querySelectorAll('text')].map(one => [one, one.getBoundingClientRect()]);
    const seen = texts.filter(([, box]) => box.width);
    seen.forEach(([one, box], at) => {
      if (box.top < frame.top - 2 || box.bottom > frame.bottom + 2) found.push(`out of its chart: ${one.textContent}`);
      for (const [other, its] of seen.slice(at + 1)) {
        const across = Math.min(box.right, its.right) - Math.max(box.left, its.left);
        const down = Math.min(box.bottom, its.bottom) - Math.max(box.top, its.top);
        if (across > 1 && down > 3) found.push(`over each other: ${one.textContent} | ${other.textContent}`);
      }
    });
  }
  return found;
}"""
"""What a program in the page's place finds: the page itself runs none."""


def main() -> None:
    """Look at every page that is named."""
    options = _options()
    from playwright.sync_api import sync_playwright

    options.folder.mkdir(parents=True, exist_ok=True)
    found = 0
    with sync_playwright() as engine:
        browser = engine.chromium.launch(executable_path=options.browser, args=["--no-sandbox"])
        for page in options.pages:
            for line in _looked_at(browser, page, options):
                found += 1
                print(line)
        browser.close()
    print(f"{len(options.pages)} pages at {len(WIDTHS)} widths: {found} findings.")
    sys.exit(1 if found else 0)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0] if __doc__ else None)
    parser.add_argument("folder", type=Path, help="where the pictures go")
    parser.add_argument("pages", type=Path, nargs="+", metavar="FILE.html")
    parser.add_argument("--axe", type=Path, help="axe.min.js of the npm package axe-core")
    parser.add_argument("--browser", default=shutil.which("chromium") or "chromium", help="the browser's program")
    return parser.parse_args()


def _looked_at(browser: Any, page: Path, options: argparse.Namespace) -> Iterator[str]:
    """Lines on what is wrong with a page. It is served from a folder that holds nothing else."""
    with tempfile.TemporaryDirectory(prefix="web-page-") as folder:
        Path(folder, page.name).write_bytes(page.read_bytes())
        asked: list[str] = []
        server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(_Quiet, asked, directory=folder))
        threading.Thread(target=server.serve_forever, daemon=True).start()
        address = f"http://127.0.0.1:{server.server_address[1]}/{quote(page.name)}"
        for width in WIDTHS:
            yield from (f"{page.name}, {width}: {line}" for line in _at_width(browser, address, width, page, options))
        server.shutdown()
        yield from (f"{page.name}: asked for {path}" for path in sorted(set(asked)) if path != f"/{quote(page.name)}")


def _at_width(browser: Any, address: str, width: int, page: Path, options: argparse.Namespace) -> Iterator[str]:
    context = browser.new_context(viewport={"width": width, "height": 900})
    sheet = context.new_page()
    asked: list[str] = []
    sheet.on("request", lambda request: asked.append(request.url))
    sheet.goto(address)
    sheet.screenshot(path=options.folder / f"{page.stem} {width}.png", full_page=True)
    yield from sheet.evaluate(MEASURED)
    yield from (f"asked for {url}" for url in asked if url != address)
    if options.axe:
        sheet.evaluate(options.axe.read_text(encoding="utf-8"))  # the browser's doing: the page's policy allows none
        tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
        for fault in sheet.evaluate("tags => axe.run({runOnly: tags})", tags)["violations"]:
            places = [node["target"] for node in fault["nodes"]]
            yield f"axe {fault['id']}: {fault['help']} ({len(places)}: {places[:3]})"
    context.close()


class _Quiet(http.server.SimpleHTTPRequestHandler):
    """Serves files, keeps a list of what was asked for, and writes no log."""

    def __init__(self, asked: list[str], *args: Any, **options: Any) -> None:
        self._asked = asked
        super().__init__(*args, **options)

    def log_message(self, *args: Any) -> None:
        self._asked.append(self.path)


if __name__ == "__main__":
    main()
