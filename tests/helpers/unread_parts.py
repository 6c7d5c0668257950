"""Parts that nobody but Excel reads, as it writes them and as no XML parser would take them."""

from __future__ import annotations

import random

from helpers.features_of_files import PARTS_OF_THE_FILE
from helpers.staff_features import MICROSOFT, WORKBOOK, Feature, Part

_MASHUP = '<?xml version="1.0" encoding="utf-16"?><DataMashup xmlns="http://schemas.microsoft.com/DataMashup">AAAA'
_SIGNATURE = "http://schemas.openxmlformats.org/package/2006/relationships/digital-signature"


def _of_the_workbook(name: str, part: str, data: bytes, kind: str = "customXml", owner: str = WORKBOOK) -> Feature:
    return Feature(name, (Part(owner, kind, part, data, "application/xml"),))


POWER_QUERY = _of_the_workbook("Power Query", "customXml/item7.xml", f"{_MASHUP}</DataMashup>".encode("utf-16"))

CONTENTS: dict[str, bytes] = {
    "another encoding": '<?xml version="1.0" encoding="utf-16"?><a>ŷ</a>'.encode("utf-16"),
    "an encoding that nobody knows": b'<?xml version="1.0" encoding="x-none"?><a/>',
    "letters that its encoding has not": b'<?xml version="1.0" encoding="utf-8"?><a>\xff\xfe</a>',
    "half of a wide letter": '<?xml version="1.0" encoding="utf-16"?><a/>'.encode("utf-16")[:-1],
    "a tag that is not closed": b"<a><b></a>",
    "a DOCTYPE": b'<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0" ""><html/>',
    "entities that would blow up": b'<!DOCTYPE a [<!ENTITY b "c"><!ENTITY d "&b;&b;&b;">]><a>&d;</a>',
    "no XML at all": random.Random(7).randbytes(3000),
    "nothing": b"",
    "zeros": bytes(3000),
    "an attribute of enormous length": b'<a b="' + random.Random(8).randbytes(60_000).hex().encode() + b'"/>',
}
"""What such a part may hold, whatever its name says."""

PLACES: dict[str, Feature] = {
    feature.name: feature
    for feature in (
        *PARTS_OF_THE_FILE,
        _of_the_workbook("metadata of the file", "docProps/core.xml", b"<a/>", "core-properties", owner=""),
        _of_the_workbook("properties of the file", "docProps/app.xml", b"<a/>", "extended-properties", owner=""),
        _of_the_workbook("theme", "xl/theme/theme7.xml", b"<a/>", "theme"),
        _of_the_workbook("a signature", "_xmlsignatures/sig1.xml", b"<a/>", f"{_SIGNATURE}/signature", owner=""),
        _of_the_workbook("a web add-in's own part", "xl/webextensions/webextension1.xml", b"<a/>", "webextension"),
        _of_the_workbook("a volatile function", "xl/volatileDependencies.xml", b"<a/>", "volatileDependencies"),
        _of_the_workbook("attached toolbars", "xl/attachedToolbars.bin", b"a", f"{MICROSOFT}/2006/attachedToolbars"),
    )
}


def holding(feature: Feature, data: bytes) -> Feature:
    """The feature with other contents in its part."""
    (part,) = feature.parts
    return Feature(feature.name, (Part(part.owner, part.kind, part.name, data, part.content_type, part.element),))
