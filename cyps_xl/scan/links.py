"""Ways out of a workbook: links, connections, other workbooks; and the links that a reader may follow in peace."""

from __future__ import annotations

import re
from collections.abc import Iterator

from cyps_xl.scan.exposure import Exposure, exposure
from cyps_xl.scan.pages import Page
from cyps_xl.scan.words import Known
from cyps_xl.xlsx.opening.namespaces import RELATION_ID, main
from cyps_xl.xlsx.opening.relations import Relation, relations
from cyps_xl.xlsx.parts.package import Package

_PUBLIC = re.compile(r"https://(?:[a-z0-9-]+\.)+[a-z]{2,}(?:/[a-z0-9._~-]*)*")
"""The address of a page as public bodies write them: no port, no name before an @, no question, nothing escaped."""
_WEB = re.compile(r"^(?:https?://(?:www\.)?|mailto:)")
_SHARES = re.compile(r"sharepoint|onedrive|1drv|dropbox|docs\.google|drive\.google|teams\.|office\.|intranet|\.local\b")
_WORD_WITH_A_NUMBER = re.compile(r"[a-z]*\d[a-z0-9]*")
_YEARS = re.compile(r"\d{1,4}")


def ways_out(package: Package, pages: list[Page], known: Known) -> Iterator[Exposure]:
    """Relations that lead out of the file, but for links of cells to public pages; and those that lead nowhere."""
    cells = {page.sheet.part: _links_of_cells(page) for page in pages}
    owners = [part for part in package.parts if not part.endswith(".rels")]
    for part in ("", *owners):
        for relation in relations(package.parts, part):
            if relation.external:
                if not (relation.id in cells.get(part, ()) and _is_plain(relation, known)):
                    yield exposure("link out", part or "the package", relation.target)
            elif relation.target not in package.parts:
                yield exposure("loose part", f"{part or 'the package'}, a relation to nothing", relation.target)


def _links_of_cells(page: Page) -> set[str]:
    return {link.get(RELATION_ID, "") for link in page.root.iter(main("hyperlink"))}


def _is_plain(relation: Relation, known: Known) -> bool:
    """Whether a link leads to a page on the web, by an address that says nothing of its own.

    That is one whose words the pages show, or one that Excel shows a reader who points at the cell: the plain
    address of a public page, without numbers that could be those of a case.
    """
    if relation.kind != "hyperlink":
        return False
    if re.match(r"https?://|mailto:", relation.target) and not known.unknown(
        re.sub("https?://|www|mailto:", " ", relation.target)
    ):
        return True
    if not _PUBLIC.fullmatch(relation.target) or _SHARES.search(relation.target):
        return False
    return all(_YEARS.fullmatch(word) or known.knows(word) for word in _WORD_WITH_A_NUMBER.findall(relation.target))
