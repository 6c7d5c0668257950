"""A secret in every place of a workbook that its pages do not show, one planter a place."""

from __future__ import annotations

from collections.abc import Mapping

from cyps_xl.xlsx.parts.package import Package
from helpers.planted import (
    APP,
    BOOK,
    CHART,
    CORE,
    DRAWING,
    OFFICE,
    SECRET,
    SHEET,
    STYLES,
    TABLE,
    TEXTS,
    THEME,
    Planter,
    cell,
    hide_sheet,
    in_sight,
    jpeg,
    links,
    new_part,
    outside,
    png,
    sheet_element,
    styled,
    swap,
)

PLANTERS: Mapping[str, Planter] = {
    "hidden sheet": hide_sheet("2.2 Caseloads", "hidden"),
    "very hidden sheet": hide_sheet("2.3 Workforce", "veryHidden"),
    "hidden row": in_sight("A3", swap(SHEET, '<row r="3"', '<row r="3" hidden="1"')),
    "hidden column": in_sight("A53", swap(SHEET, '<col min="1" max="1"', '<col min="1" max="1" hidden="1"')),
    "row without height": in_sight("A48", swap(SHEET, '<row r="48"', '<row r="48" ht="0" customHeight="1"')),
    "far-away cell": cell("AZ900"),
    "cell beside the page": cell("AB500"),
    "white text": styled("C1", font='<sz val="11"/><color rgb="FFFFFFFF"/><name val="Arial"/>'),
    "tiny text": styled("D1", font='<sz val="1"/><color rgb="FF000000"/><name val="Arial"/>'),
    "format that shows nothing": styled("E1", number_format=";;;"),
    "comment": new_part("xl/comments1.xml", "comments"),
    "threaded comment": new_part("xl/threadedComments/threadedComment1.xml", "threadedComment"),
    "persons": new_part("xl/persons/person.xml", "person", owner=BOOK),
    "author": swap(CORE, "</cp:coreProperties>", f"<dc:creator>{SECRET}</dc:creator></cp:coreProperties>"),
    "last author": swap(
        CORE, "</cp:coreProperties>", f"<cp:lastModifiedBy>{SECRET}</cp:lastModifiedBy></cp:coreProperties>"
    ),
    "keywords": swap(CORE, "</cp:coreProperties>", f"<cp:keywords>{SECRET}</cp:keywords></cp:coreProperties>"),
    "title": swap(CORE, "<dc:title>", f"<dc:title>{SECRET} "),
    "company": swap(APP, "</Properties>", f"<Company>{SECRET}</Company></Properties>"),
    "manager": swap(APP, "</Properties>", f"<Manager>{SECRET}</Manager></Properties>"),
    "list of sheets": swap(APP, "</Properties>", f"<TitlesOfParts>{SECRET} Cover</TitlesOfParts></Properties>"),
    "custom properties": new_part("docProps/custom.xml", "custom-properties", owner=""),
    "sensitivity label": new_part("docMetadata/LabelInfo.xml", "classificationlabels", owner=""),
    "thumbnail": new_part("docProps/thumbnail.jpeg", "thumbnail", owner=""),
    "defined name": swap(BOOK, "</definedNames>", f'<definedName name="Note">"{SECRET}"</definedName></definedNames>'),
    "hidden name": swap(
        BOOK, "</definedNames>", f'<definedName name="n" hidden="1">"{SECRET}"</definedName></definedNames>'
    ),
    "name of a name": swap(
        BOOK, "</definedNames>", f'<definedName name="{SECRET}">Cover!$A$1</definedName></definedNames>'
    ),
    "remark on a name": swap(
        BOOK, "</definedNames>", f'<definedName name="n" comment="{SECRET}">Cover!$A$1</definedName></definedNames>'
    ),
    "validation list": sheet_element(
        f'<dataValidations count="1"><dataValidation type="list" sqref="A1"><formula1>"{SECRET}"</formula1>'
        "</dataValidation></dataValidations>"
    ),
    "validation prompt": sheet_element(
        f'<dataValidations count="1"><dataValidation sqref="A1" prompt="{SECRET}" error="{SECRET}"/></dataValidations>'
    ),
    "header": sheet_element(f"<headerFooter><oddHeader>&amp;L{SECRET}</oddHeader></headerFooter>", "<rowBreaks"),
    "first page's footer": sheet_element(
        f"<headerFooter><firstFooter>&amp;R{SECRET}</firstFooter></headerFooter>", "<rowBreaks"
    ),
    "link": outside(SHEET),
    "link's tip": sheet_element(
        f'<hyperlinks><hyperlink ref="A1" location="Cover!A1" tooltip="{SECRET}"/></hyperlinks>'
    ),
    "link's place": links(f'location="{SECRET}!A1"'),
    "chart's figures": swap(CHART, "<c:v>", "<c:v>7731"),
    "chart's names": swap(CHART, "</c:ser>", f"<c:cat><c:strLit><c:v>{SECRET}</c:v></c:strLit></c:cat></c:ser>"),
    "chart's reference": swap("xl/charts/chart2.xml", "<c:f>", f"<c:f>[1]{SECRET}"),
    "chart's extension": swap(CHART, "</c:chartSpace>", f'<c:extLst><c:ext uri="{SECRET}"/></c:extLst></c:chartSpace>'),
    "chart's number format": swap(CHART, "<c:formatCode>", f'<c:formatCode>"{SECRET}"'),
    "alternative text": swap(DRAWING, 'descr="', f'descr="{SECRET} '),
    "name of a chart": swap(DRAWING, 'name="', f'name="{SECRET} '),
    "text box": swap(
        DRAWING,
        "</xdr:wsDr>",
        f"<xdr:absoluteAnchor><xdr:sp><xdr:txBody><a:t xmlns:a='a'>{SECRET}</a:t></xdr:txBody></xdr:sp>"
        "</xdr:absoluteAnchor></xdr:wsDr>",
    ),
    "stale text of a formula": swap(SHEET, "<f>", f'<f>IF(1=2,"{SECRET}","")&amp;'),
    "picture's remark": new_part("xl/media/image1.png", "image", png((b"tEXt", SECRET.encode())), DRAWING),
    "picture's place": new_part("xl/media/image1.jpeg", "image", jpeg(SECRET.encode()), DRAWING),
    "bytes after a picture": new_part("xl/media/image1.png", "image", png() + SECRET.encode(), DRAWING),
    "custom XML": new_part("customXml/item1.xml", "customXml", owner=BOOK),
    "Power Query": new_part("customXml/item2.xml", "customXml", owner=BOOK),
    "revisions": new_part("xl/revisions/revisionHeaders.xml", "revisionHeaders", owner=BOOK),
    "users": new_part("xl/revisions/userNames.xml", "usernames", owner=BOOK),
    "pivot cache": new_part("xl/pivotCache/pivotCacheDefinition1.xml", "pivotCacheDefinition", owner=BOOK),
    "pivot table": new_part("xl/pivotTables/pivotTable1.xml", "pivotTable"),
    "external workbook": new_part("xl/externalLinks/externalLink1.xml", "externalLink", owner=BOOK),
    "printer settings": new_part("xl/printerSettings/printerSettings1.bin", "printerSettings"),
    "connections": new_part("xl/connections.xml", "connections", owner=BOOK),
    "query table": new_part("xl/queryTables/queryTable1.xml", "queryTable"),
    "macro": new_part("xl/vbaProject.bin", "vbaProject", owner=BOOK),
    "ribbon": new_part("customUI/customUI14.xml", "extensibility", owner=""),
    "signature": new_part("_xmlsignatures/sig1.xml", "signature", owner=""),
    "embedded workbook": new_part("xl/embeddings/Microsoft_Excel_Sheet1.xlsx", "package"),
    "rich data": new_part("xl/richData/rdrichvalue.xml", "rdRichValue", owner=BOOK),
    "slicer": new_part("xl/slicers/slicer1.xml", "slicer"),
    "timeline": new_part("xl/timelines/timeline1.xml", "timeline"),
    "data model": new_part("xl/model/item.data", "powerPivotData", owner=BOOK),
    "web add-in": new_part("xl/webextensions/taskpanes.xml", "webextensiontaskpanes", owner=""),
    "control": new_part("xl/ctrlProps/ctrlProp1.xml", "ctrlProp"),
    "loose sheet": lambda p: p.with_parts({"xl/worksheets/sheet99.xml": SECRET.encode()}),
    "loose part": lambda p: p.with_parts({"xl/media/image9.png": png((b"tEXt", SECRET.encode()))}),
    "unused text": swap(TEXTS, "</sst>", f"<si><t>{SECRET}</t></si></sst>"),
    "reading aid": swap(TEXTS, "</si>", f'<rPh sb="0" eb="1"><t>{SECRET}</t></rPh></si>'),
    "who may write": swap(BOOK, "<workbookPr", f'<fileSharing userName="{SECRET}"/><workbookPr'),
    "path of the file": swap(
        BOOK,
        "<bookViews>",
        f'<x15ac:absPath xmlns:x15ac="urn:x15ac" url="C:/Users/{SECRET}"/><bookViews>',
    ),
    "own view of the workbook": swap(
        BOOK,
        "</workbook>",
        f'<customWorkbookViews><customWorkbookView name="{SECRET}"/></customWorkbookViews></workbook>',
    ),
    "own view of a sheet": sheet_element(f'<customSheetViews><customSheetView guid="{SECRET}"/></customSheetViews>'),
    "code name": swap(SHEET, "<sheetPr>", f'<sheetPr codeName="{SECRET}">'),
    "extension of a sheet": swap(SHEET, "</worksheet>", f'<extLst><ext uri="{SECRET}"/></extLst></worksheet>'),
    "extension of the workbook": swap(BOOK, "</workbook>", f'<extLst><ext uri="{SECRET}"/></extLst></workbook>'),
    "scenario": sheet_element(f'<scenarios><scenario name="{SECRET}" user="{SECRET}"/></scenarios>'),
    "protected range": sheet_element(f'<protectedRanges><protectedRange name="{SECRET}"/></protectedRanges>'),
    "conditional format": sheet_element(
        f'<conditionalFormatting sqref="A1"><cfRule type="containsText" text="{SECRET}"><formula>1</formula></cfRule>'
        "</conditionalFormatting>"
    ),
    "formula of a conditional format": sheet_element(
        f'<conditionalFormatting sqref="A1"><cfRule type="expression"><formula>A1="{SECRET}"</formula></cfRule>'
        "</conditionalFormatting>"
    ),
    "name of a style": swap(STYLES, "</cellStyles>", f'<cellStyle name="{SECRET}" xfId="0"/></cellStyles>'),
    "number format": swap(
        STYLES, "</numFmts>", f'<numFmt numFmtId="398" formatCode="0&quot;{SECRET}&quot;"/></numFmts>'
    ),
    "name of a font": swap(STYLES, '<name val="Arial"', f'<name val="{SECRET}"'),
    "extension of the styles": swap(STYLES, "</styleSheet>", f'<extLst><ext uri="{SECRET}"/></extLst></styleSheet>'),
    "name of a table": swap(TABLE, ' name="', f' name="{SECRET}'),
    "remark on a table": swap(TABLE, "<table ", f'<table comment="{SECRET}" '),
    "name of the theme": swap(THEME, 'name="Office Theme"', f'name="{SECRET}"'),
    "remark between the lines": swap(SHEET, "<sheetData>", f"<!-- {SECRET} --><sheetData>"),
    "text between the cells": swap(SHEET, "<sheetData>", f"<sheetData>{SECRET}"),
    "text in an empty element": swap(SHEET, "<pageMargins", f"<printOptions>{SECRET}</printOptions><pageMargins"),
    "address of a namespace": swap(SHEET, "<worksheet ", f'<worksheet xmlns:n="{SECRET}" '),
    "attribute of another maker": swap(
        SHEET, "<sheetData>", f'<sheetData xmlns:x="http://schemas.microsoft.com/x" x:note="{SECRET}">'
    ),
    "name of a relation": swap(
        "xl/worksheets/_rels/sheet5.xml.rels",
        'Id="rId2"',
        f'Id="{SECRET}" Type="" Target="/x"/><Relationship Id="rId2"',
    ),
    "relation to nothing": swap(
        "xl/worksheets/_rels/sheet5.xml.rels",
        "</Relationships>",
        f'<Relationship Id="rId77" Type="{OFFICE}/image" Target="{SECRET}.png"/></Relationships>',
    ),
    "list of parts": swap(
        "[Content_Types].xml", "</Types>", f'<Override PartName="/xl/{SECRET}.xml" ContentType="text/xml"/></Types>'
    ),
    "font of a chart": swap(CHART, 'typeface="', f'typeface="{SECRET} '),
    "program behind a chart": swap(DRAWING, 'macro=""', f'macro="{SECRET}"'),
    "help on a name": swap(
        BOOK, "</definedNames>", f'<definedName name="n" statusBar="{SECRET}">Cover!$A$1</definedName></definedNames>'
    ),
    "number format of a rule": swap(
        STYLES,
        "<dxfs",
        f'<dxfs count="1"><dxf><numFmt numFmtId="397" formatCode="&quot;{SECRET}&quot;0"/></dxf></dxfs><dxfs',
    ),
    "instruction to a program": swap(BOOK, "<sheets>", f"<?note {SECRET}?><sheets>"),
}


def plant_wherever_there_is_room(package: Package) -> tuple[Package, list[str]]:
    """Another workbook with the secret in all places that it has, and the names of those places."""
    planted = []
    for place, planter in PLANTERS.items():
        try:
            package = planter(package)
        except (AssertionError, KeyError, StopIteration):
            continue  # it has no such part
        planted.append(place)
    return package, planted
