"""A workbook's button as Excel itself saves it: told in two newer ways beside the old one."""

from __future__ import annotations

import re

MC = 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
X14 = 'xmlns:x14="http://schemas.microsoft.com/office/spreadsheetml/2009/9/main"'
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
DRAWING, DRAWING_TYPE = "xl/drawings/drawing99.xml", "application/vnd.openxmlformats-officedocument.drawing+xml"
CONTROL, CONTROL_TYPE = "xl/ctrlProps/ctrlProp1.xml", "application/vnd.ms-excel.controlproperties+xml"
SHEET, LINKS, TYPES = "xl/worksheets/sheet1.xml", "xl/worksheets/_rels/sheet1.xml.rels", "[Content_Types].xml"

LISTED = (
    f'<mc:AlternateContent {MC} {X14}><mc:Choice Requires="x14"><controls>'
    '<mc:AlternateContent><mc:Choice Requires="x14">'
    '<control shapeId="1025" r:id="rId9" name="Button 1"><controlPr defaultSize="0" print="0" autoFill="0" '
    'autoPict="0" macro="[0]!RecalculateReport"><anchor moveWithCells="1"><from/><to/></anchor></controlPr></control>'
    "</mc:Choice></mc:AlternateContent></controls></mc:Choice></mc:AlternateContent>"
)
DRAWN = (
    '<xdr:wsDr xmlns:xdr="http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing" '
    f'xmlns:a14="http://schemas.microsoft.com/office/drawing/2010/main" {MC}><mc:AlternateContent>'
    '<mc:Choice Requires="a14"><xdr:twoCellAnchor editAs="oneCell"><xdr:from/><xdr:to/>'
    '<xdr:sp macro="[0]!RecalculateReport" textlink=""><xdr:nvSpPr><xdr:cNvPr id="1025" name="Button 1" hidden="1"/>'
    '</xdr:nvSpPr></xdr:sp><xdr:clientData fPrintsWithSheet="0"/></xdr:twoCellAnchor></mc:Choice><mc:Fallback/>'
    "</mc:AlternateContent></xdr:wsDr>"
)
PROPERTIES = (
    '<formControlPr xmlns="http://schemas.microsoft.com/office/spreadsheetml/2009/9/main" '
    'objectType="Button" lockText="1"/>'
)
RELATED = (
    f'<Relationship Id="rId8" Type="{OFFICE}/drawing" Target="../drawings/drawing99.xml"/>'
    f'<Relationship Id="rId9" Type="{OFFICE}/ctrlProp" Target="../ctrlProps/ctrlProp1.xml"/>'
)
TYPED = "".join(
    f'<Override PartName="/{name}" ContentType="{kind}"/>'
    for name, kind in ((DRAWING, DRAWING_TYPE), (CONTROL, CONTROL_TYPE))
)


def saved_by_excel(parts: dict[str, bytes]) -> dict[str, bytes]:
    """The parts after Excel has saved them, as far as the button on the first sheet goes."""
    legacy = re.search(rb"<legacyDrawing [^>]*/>", parts[SHEET])
    assert legacy is not None
    return {
        **parts,
        DRAWING: DRAWN.encode(),
        CONTROL: PROPERTIES.encode(),
        SHEET: parts[SHEET].replace(legacy[0], b'<drawing r:id="rId8"/>' + legacy[0] + LISTED.encode()),
        LINKS: parts[LINKS].replace(b"</Relationships>", f"{RELATED}</Relationships>".encode()),
        TYPES: parts[TYPES].replace(b"</Types>", f"{TYPED}</Types>".encode()),
    }
