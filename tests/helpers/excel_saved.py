"""Workbooks as Excel itself saves them: its padding, its numbers of things, its extensions, its printer."""

from __future__ import annotations

import io
import re
import struct
import zipfile

from cyps_xl.xlsx.parts.package import Package

BOOK, SHEET, APP = "xl/workbook.xml", "xl/worksheets/sheet1.xml", "docProps/app.xml"
MICROSOFT = "http://schemas.microsoft.com/office/spreadsheetml"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_ROOT = (
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" mc:Ignorable="x14ac xr xr2 xr3" '
    f'xmlns:x14ac="{MICROSOFT}/2009/9/ac" xmlns:xr="{MICROSOFT}/2014/revision" '
    f'xmlns:xr2="{MICROSOFT}/2015/revision2" xmlns:xr3="{MICROSOFT}/2016/revision3"'
)
_UID = "{5A0D2F9B-0001-4C6E-9A55-7E3C54D0B1F2}"
_REVISION = (
    '<xr:revisionPtr revIDLastSave="0" documentId="13_ncr:1_{8B3C1A52-79B4-4C1B-9D0A-0F5A3E9C1D77}" '
    'xr6:coauthVersionLast="47" xr6:coauthVersionMax="47" xr10:uidLastSave="{00000000-0000-0000-0000-000000000000}" '
    f'xmlns:xr6="{MICROSOFT}/2016/revision6" xmlns:xr10="{MICROSOFT}/2016/revision10"/>'
)
_BOOK_EXTENSION = (
    '<extLst><ext uri="{140A7094-0E35-4892-8432-C4D2E57EDEB5}" '
    f'xmlns:x15="{MICROSOFT}/2010/11/main"><x15:workbookPr chartTrackingRefBase="1"/></ext>'
    '<ext uri="{B58B0392-4F1F-4190-BB64-5DF3571DCE5F}" '
    'xmlns:xcalcf="http://schemas.microsoft.com/office/spreadsheetml/2018/calcfeatures"><xcalcf:calcFeatures>'
    '<xcalcf:feature name="microsoft.com:RD"/><xcalcf:feature name="microsoft.com:LET_WF"/></xcalcf:calcFeatures></ext>'
    "</extLst>"
)
_CHART_STYLE = (
    '<mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"><mc:Choice '
    'Requires="c14" xmlns:c14="http://schemas.microsoft.com/office/drawing/2007/8/2/chart"><c14:style val="102"/>'
    '</mc:Choice><mc:Fallback><c:style val="2"/></mc:Fallback></mc:AlternateContent>'
)
_SERIES = (
    '<c:extLst><c:ext uri="{C3380CC4-5D6E-409C-BE32-E72D297353CC}" '
    'xmlns:c16="http://schemas.microsoft.com/office/drawing/2014/chart"><c16:uniqueId '
    'val="{00000000-7A5B-4E3F-8C21-1B2F3C4D5E6F}"/></c:ext></c:extLst></c:ser>'
)
_OBJECT = (
    '<a:extLst><a:ext uri="{FF2B5EF4-FFF2-40B4-BE49-F238E27FC236}"><a16:creationId '
    'xmlns:a16="http://schemas.microsoft.com/office/drawing/2014/main" id="{00000000-0008-0000-0000-000002000000}"/>'
    '</a:ext><a:ext uri="{C183D7F6-B498-43B3-948B-1728B52AA6E4}"><adec:decorative '
    'xmlns:adec="http://schemas.microsoft.com/office/drawing/2017/decorative" val="1"/></a:ext></a:extLst>'
)


PRINT_TO_PDF = "Microsoft Print to PDF"


def printer_settings(name: str = PRINT_TO_PDF) -> bytes:
    """What Windows keeps of a printer's settings: its name in 64 bytes, then numbers and its driver's words."""
    return name.encode("utf-16-le").ljust(64, b"\0") + struct.pack("<4H", 1025, 1, 220, 1000) + b"SMTJ\0\0\x10\0"


def as_excel_saves(
    data: bytes, *, path: str = "", printer: str = "Microsoft Print to PDF", padding: bytes = b""
) -> bytes:
    """A workbook as it is after it was opened in Excel and saved.

    `path` is the folder that Excel may note, `printer` the printer of the computer, `padding` what stands in the
    room that Excel keeps for a part to grow instead of zeros.
    """
    package = Package.from_bytes(data, "book.xlsx")
    changes = {part: _saved(part, text.decode()).encode() for part, text in package.parts.items() if _is_xml(part)}
    book = changes[BOOK].decode()
    if path:
        told = f'<x15ac:absPath url="{path}" xmlns:x15ac="{MICROSOFT}/2010/11/ac"/>'
        compatible = "http://schemas.openxmlformats.org/markup-compatibility/2006"
        choice = f'<mc:AlternateContent xmlns:mc="{compatible}"><mc:Choice Requires="x15">{told}</mc:Choice>'
        book = book.replace("<bookViews>", f"{choice}</mc:AlternateContent><bookViews>")
    changes[BOOK] = book.encode()
    changes["xl/printerSettings/printerSettings1.bin"] = printer_settings(printer)
    rels = "xl/worksheets/_rels/sheet1.xml.rels"
    empty = '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"></Relationships>'
    related = package.parts[rels].decode() if rels in package.parts else empty
    relation = (
        f'<Relationship Id="rId77" Type="{OFFICE}/printerSettings" '
        'Target="../printerSettings/printerSettings1.bin"/></Relationships>'
    )
    changes[rels] = related.replace("</Relationships>", relation).encode()
    formulas = re.findall(r'<c r="([A-Z]+[0-9]+)"[^>]*><f', changes[SHEET].decode())
    if formulas:
        chain = "".join(f'<c r="{address}" i="1"/>' for address in formulas)
        main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
        changes["xl/calcChain.xml"] = f'<calcChain xmlns="{main}">{chain}</calcChain>'.encode()
        links = changes.get("xl/_rels/workbook.xml.rels", package.parts["xl/_rels/workbook.xml.rels"]).decode()
        link = f'<Relationship Id="rId78" Type="{OFFICE}/calcChain" Target="calcChain.xml"/></Relationships>'
        changes["xl/_rels/workbook.xml.rels"] = links.replace("</Relationships>", link).encode()
    types = package.parts["[Content_Types].xml"].decode()
    known = "application/vnd.openxmlformats-officedocument.spreadsheetml.printerSettings"
    kept = types.replace("</Types>", f'<Default Extension="bin" ContentType="{known}"/></Types>')
    changes["[Content_Types].xml"] = kept.encode()
    return with_room_to_grow(package.with_parts(changes).to_bytes(), padding)


def _is_xml(part: str) -> bool:
    return part.startswith("xl/") and part.endswith(".xml")


def _saved(part: str, text: str) -> str:
    if part == BOOK:
        text = re.sub(
            "<fileVersion[^>]*/>",
            '<fileVersion appName="xl" lastEdited="7" lowestEdited="7" rupBuild="29029"/>',
            text,
        )
        text = text.replace("<workbook ", f"<workbook {_ROOT} ").replace("<bookViews>", f"{_REVISION}<bookViews>")
        text = text.replace("<workbookView ", f'<workbookView xr2:uid="{_UID}" ')
        return text.replace("</workbook>", f"{_BOOK_EXTENSION}</workbook>")
    if part.startswith("xl/worksheets/"):
        return _saved_sheet(part, text)
    if part.startswith("xl/charts/chart"):
        return text.replace("<c:chart>", f"{_CHART_STYLE}<c:chart>").replace("</c:ser>", _SERIES)
    if part.startswith("xl/drawings/drawing"):
        return re.sub(r"(<xdr:cNvPr [^>]*)/>", rf"\1>{_OBJECT}</xdr:cNvPr>", text)
    if part.startswith("xl/tables/"):
        text = text.replace("<table ", f'<table {_ROOT} xr:uid="{_UID}" ')
        text = text.replace("<autoFilter ", f'<autoFilter xr:uid="{_UID}" ')
        return text.replace("<tableColumn ", f'<tableColumn xr3:uid="{_UID}" ')
    return text


def _saved_sheet(part: str, text: str) -> str:
    if "mc:Ignorable" not in text:
        text = text.replace("<worksheet ", f'<worksheet xr:uid="{_UID}" {_ROOT} ', 1)
        text = text.replace("<row ", '<row x14ac:dyDescent="0.25" ')
    if part == SHEET and "<pageSetup" in text:
        return text.replace("<pageSetup ", '<pageSetup r:id="rId77" ')
    if "<conditionalFormatting" not in text:
        text = text.replace("<pageMargins", '<phoneticPr fontId="1" type="noConversion"/><pageMargins')
    return re.sub("(<pageMargins[^>]*/>)", r'\1<pageSetup paperSize="9" orientation="portrait"/>', text)


def with_room_to_grow(data: bytes, padding: bytes = b"") -> bytes:
    """A zip with Excel's room to grow behind the names of its first two entries; zeros, or what is given."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as book:
        for entry in source.infolist():
            book.writestr(zipfile.ZipInfo(entry.filename), source.read(entry), zipfile.ZIP_DEFLATED)
    whole = buffer.getvalue()
    room = padding.ljust(260, b"\0")
    extra = struct.pack("<HHHH", 0xA220, len(room) + 4, 0xA028, len(room)) + room
    return _with_extra(whole, extra, entries=2)


def _with_extra(data: bytes, extra: bytes, entries: int) -> bytes:
    """A zip with an extra field in the first local headers alone, as Excel writes it, and all places moved."""
    with zipfile.ZipFile(io.BytesIO(data)) as book:
        infos, directory = book.infolist(), book.start_dir
    body, moved = b"", {}
    for at, info in enumerate(infos):
        start = info.header_offset
        end = infos[at + 1].header_offset if at + 1 < len(infos) else directory
        moved[start] = len(body)
        head, rest = data[start : start + 28], data[start + 30 : end]
        name = int.from_bytes(data[start + 26 : start + 28], "little")
        added = extra if at < entries else b""
        body += head + len(added).to_bytes(2, "little") + rest[:name] + added + rest[name:]
    listing = bytearray(data[directory:])
    at = 0
    while listing[at : at + 4] == b"PK\x01\x02":
        old = int.from_bytes(listing[at + 42 : at + 46], "little")
        listing[at + 42 : at + 46] = moved[old].to_bytes(4, "little")
        at += 46 + sum(int.from_bytes(listing[at + n : at + n + 2], "little") for n in (28, 30, 32))
    listing[at + 16 : at + 20] = len(body).to_bytes(4, "little")
    return body + bytes(listing)
