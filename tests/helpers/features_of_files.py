"""Features that live in parts of their own, anywhere in a staff workbook."""

from __future__ import annotations

from helpers.staff_features import INPUT, MICROSOFT, OURS, OWN, WORKBOOK, Feature, Part

_PROLOG = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
_M06, _M07, _M11 = (f"{MICROSOFT}/20{year}/relationships" for year in ("06", "07", "11"))
_M17, _M20, _M22 = f"{MICROSOFT}/2017/10/relationships", f"{MICROSOFT}/2020/02/relationships", f"{MICROSOFT}/2022/10"
_SPREADSHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml"


def _feature(name: str, owner: str, kind: str, part: str, element: str = "") -> Feature:
    """A feature with one part; what the part says is nobody's business."""
    if part.endswith((".xml", ".vml")):
        text = f'{_PROLOG}<staff xmlns="urn:staff"  made="by {name}" />'
        return Feature(name, (Part(owner, kind, part, text.encode(), "application/xml", element),))
    return Feature(name, (Part(owner, kind, part, b"\x00\x01" + name.encode(), "application/octet-stream", element),))


_CACHES = '<pivotCaches><pivotCache cacheId="1" r:id="{id}"/></pivotCaches>'
_OUTSIDE = '<externalReferences><externalReference r:id="{id}"/></externalReferences>'

PARTS_OF_THE_FILE: tuple[Feature, ...] = (
    _feature("VBA project", WORKBOOK, f"{_M06}/vbaProject", "xl/vbaProject.bin"),
    _feature("custom properties", "", "custom-properties", "docProps/custom.xml"),
    _feature("sensitivity label", "", f"{_M20}/classificationlabels", "docMetadata/LabelInfo.xml"),
    _feature("thumbnail", "", f"{_PACKAGE}/metadata/thumbnail", "docProps/thumbnail.emf"),
    _feature("custom ribbon", "", f"{_M07}/ui/extensibility", "customUI/customUI14.xml"),
    _feature("web add-in", "", f"{_M11}/webextensiontaskpanes", "xl/webextensions/taskpanes.xml"),
    _feature("digital signature", "", f"{_PACKAGE}/digital-signature/origin", "_xmlsignatures/origin.sigs"),
    _feature("connections", WORKBOOK, "connections", "xl/connections.xml"),
    _feature("Power Query", WORKBOOK, "customXml", "customXml/item7.xml"),
    _feature("data model", WORKBOOK, f"{_M11}/powerPivotData", "xl/model/item.data"),
    _feature("persons", WORKBOOK, f"{_M17}/person", "xl/persons/person.xml"),
    _feature("cell metadata", WORKBOOK, "sheetMetadata", "xl/metadata.xml"),
    _feature("in-cell pictures", WORKBOOK, f"{_M22}/relationships/richValueRel", "xl/richData/richValueRel.xml"),
    _feature("slicer cache", WORKBOOK, f"{_M07}/slicerCache", "xl/slicerCaches/slicerCache1.xml"),
    _feature("timeline cache", WORKBOOK, f"{_M11}/timelineCache", "xl/timelineCaches/timelineCache1.xml"),
    _feature("pivot cache", WORKBOOK, "pivotCacheDefinition", "xl/pivotCache/pivotCacheDefinition1.xml", _CACHES),
    _feature("link to a workbook", WORKBOOK, "externalLink", "xl/externalLinks/externalLink1.xml", _OUTSIDE),
    _feature("revisions", WORKBOOK, "revisionHeaders", "xl/revisions/revisionHeaders.xml"),
    _feature("pivot table", OWN, "pivotTable", "xl/pivotTables/pivotTable1.xml"),
    _feature("query table", OWN, "queryTable", "xl/queryTables/queryTable1.xml"),
    _feature("slicer", OWN, f"{_M07}/slicer", "xl/slicers/slicer1.xml"),
    _feature("timeline", OWN, f"{_M11}/timeline", "xl/timelines/timeline1.xml"),
    _feature("slicer on our sheet", OURS, f"{_M07}/slicer", "xl/slicers/slicer2.xml"),
    _feature("slicer on the input sheet", INPUT, f"{_M07}/slicer", "xl/slicers/slicer3.xml"),
    _feature("something nobody knows on the input sheet", INPUT, "urn:staff/unknown", "xl/unknown/thing3.dat"),
    _feature("something nobody knows", OWN, "urn:staff/unknown", "xl/unknown/thing1.dat"),
    _feature("something nobody knows on our sheet", OURS, "urn:staff/unknown", "xl/unknown/thing2.dat"),
)


def _on_each(name: str, kind: str, part: str, element: str) -> tuple[Feature, ...]:
    return (
        _feature(f"{name} on staff's sheet", OWN, kind, part.format(1), element),
        _feature(f"{name} on our sheet", OURS, kind, part.format(2), element),
        _feature(f"{name} on the input sheet", INPUT, kind, part.format(3), element),
    )


_CONTROL = (
    '<mc:AlternateContent><mc:Choice Requires="x14"><controls><control shapeId="1026" r:id="{id}" name="Box"/>'
    "</controls></mc:Choice></mc:AlternateContent>"
)
_EMBEDDED = '<oleObjects><oleObject progId="Word.Document.12" shapeId="1025" r:id="{id}"/></oleObjects>'
_PROPERTY = '<customProperties><customPr name="staff" r:id="{id}"/></customProperties>'

PARTS_OF_SHEETS: tuple[Feature, ...] = (
    *_on_each("header picture", "vmlDrawing", "xl/drawings/vmlHeader{}.vml", '<legacyDrawingHF r:id="{id}"/>'),
    *_on_each("background picture", "image", "xl/media/background{}.png", '<picture r:id="{id}"/>'),
    *_on_each("sheet property", "customProperty", "xl/customProperty{}.bin", _PROPERTY),
    *_on_each("embedded document", "package", "xl/embeddings/Document{}.docx", _EMBEDDED),
    *_on_each("form control", "ctrlProp", "xl/ctrlProps/ctrlProp{}.xml", _CONTROL),
)

_COMMENTS = (
    f'{_PROLOG}<comments xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
    '<authors><author>tc</author></authors><commentList><comment ref="B4" authorId="0"><text><t>Why?</t></text>'
    "</comment></commentList></comments>"
).encode()


def _comments(name: str, sheet: str, number: int) -> Feature:
    """A comment, its shape, and the thread that newer programs show instead."""
    shape, thread = f"xl/drawings/vmlDrawing{number}.vml", f"xl/threadedComments/threadedComment{number}.xml"
    return Feature(
        name,
        (
            Part(sheet, "comments", f"xl/comments{number}.xml", _COMMENTS, f"{_SPREADSHEET}.comments+xml"),
            Part(sheet, "vmlDrawing", shape, b"<xml/>", "application/xml", '<legacyDrawing r:id="{id}"/>'),
            Part(sheet, f"{_M17}/threadedComment", thread, b"<ThreadedComments/>", "application/xml"),
        ),
    )


COMMENTS = (
    _comments("comments on staff's sheet", OWN, 1),
    _comments("comments on our sheet", OURS, 2),
    _comments("comments on the input sheet", INPUT, 3),
)
