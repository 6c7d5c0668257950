"""Features that are elements of a sheet or of the workbook's own part."""

from __future__ import annotations

from helpers.staff_features import INPUT, OURS, OWN, WORKBOOK, Feature

_SPARKLINES = (
    '<extLst><ext uri="{05C60535-1F16-4fd2-B633-F4F36F0B64E0}"><x14:sparklineGroups><x14:sparklineGroup>'
    "<x14:sparklines><x14:sparkline><xm:f>Alpha!B1:B3</xm:f><xm:sqref>{cell}</xm:sqref></x14:sparkline>"
    "</x14:sparklines></x14:sparklineGroup></x14:sparklineGroups></ext></extLst>"
)
_LATER_VALIDATION = (
    '<extLst><ext uri="{CCE6A557-97BC-4b89-ADB6-D9C93CAAB3DF}"><x14:dataValidations count="1">'
    '<x14:dataValidation type="list"><x14:formula1><xm:f>Own!$A$1:$A$2</xm:f></x14:formula1>'
    "<xm:sqref>{cell}</xm:sqref></x14:dataValidation></x14:dataValidations></ext></extLst>"
)
_LATER_FORMAT = (
    '<extLst><ext uri="{78C0D931-6437-407d-A8EE-F0AAD7539E65}"><x14:conditionalFormattings><x14:conditionalFormatting>'
    '<x14:cfRule type="dataBar" id="{00000000-0001-0000-0000-000000000001}"><x14:dataBar/></x14:cfRule>'
    "<xm:sqref>{cell}</xm:sqref></x14:conditionalFormatting></x14:conditionalFormattings></ext></extLst>"
)
_SLICERS = '<extLst><ext uri="{A8765BA9-456A-4dab-B4F3-ACF838C121DE}"><x14:slicerList/></ext></extLst>'


def _on_each(name: str, xml: str) -> tuple[Feature, ...]:
    return (
        Feature(f"{name} on staff's sheet", elements=((OWN, xml.replace("{cell}", "H3")),)),
        Feature(f"{name} on our sheet", elements=((OURS, xml.replace("{cell}", "H3")),)),
        Feature(f"{name} on the input sheet", elements=((INPUT, xml.replace("{cell}", "H3")),)),
    )


ELEMENTS: tuple[Feature, ...] = (
    *_on_each("sparklines", _SPARKLINES),
    *_on_each("later validation", _LATER_VALIDATION),
    *_on_each("later conditional format", _LATER_FORMAT),
    *_on_each("slicer list", _SLICERS),
    *_on_each("protection", '<sheetProtection algorithmName="SHA-512" hashValue="x" sheet="1" objects="1"/>'),
    *_on_each("protected ranges", '<protectedRanges><protectedRange sqref="{cell}" name="Open"/></protectedRanges>'),
    *_on_each("scenarios", '<scenarios><scenario name="Best"><inputCells r="{cell}" val="1"/></scenario></scenarios>'),
    *_on_each("filter", '<autoFilter ref="A1:D3"><filterColumn colId="0"/></autoFilter>'),
    *_on_each("sorting", '<sortState ref="A2:D3"><sortCondition ref="A2:A3"/></sortState>'),
    *_on_each("consolidation", "<dataConsolidate/>"),
    *_on_each("own view", '<customSheetViews><customSheetView guid="{0-1}"/></customSheetViews>'),
    *_on_each("reading aids", '<phoneticPr fontId="0"/>'),
    *_on_each("watched cell", '<cellWatches><cellWatch r="{cell}"/></cellWatches>'),
    *_on_each("smart tags", '<smartTags><cellSmartTags r="{cell}"/></smartTags>'),
    *_on_each("web publishing", '<webPublishItems count="1"><webPublishItem id="1"/></webPublishItems>'),
    *_on_each("calculation", '<sheetCalcPr fullCalcOnLoad="1"/>'),
)

OF_THE_WORKBOOK: tuple[Feature, ...] = tuple(
    Feature(name, elements=((WORKBOOK, xml),))
    for name, xml in (
        ("workbook protection", '<workbookProtection lockStructure="1"/>'),
        ("read-only recommended", '<fileSharing readOnlyRecommended="1" userName="Staff"/>'),
        ("own views of the workbook", '<customWorkbookViews><customWorkbookView name="v"/></customWorkbookViews>'),
        ("smart tag types", '<smartTagTypes><smartTagType name="place"/></smartTagTypes>'),
        ("web publishing of the workbook", '<webPublishing codePage="1252"/>'),
        ("recovery", '<fileRecoveryPr autoRecover="0"/>'),
        ("functions of other programs", '<functionGroups builtInGroupCount="19"/>'),
        ("extensions", '<extLst><ext uri="{140A7094}"><x15:workbookPr chartTrackingRefBase="1"/></ext></extLst>'),
    )
)

_NAMES = {
    "a name with a structured reference": '<definedName name="Months">Supervision[Month]</definedName>',
    "a name for a constant": '<definedName name="Limit">0.05</definedName>',
    "a name with an outside link": '<definedName name="Last">[1]Sheet1!$A$1</definedName>',
    "a hidden name": '<definedName name="_hidden" hidden="1">Own!$A$1</definedName>',
    "a name on our sheet": '<definedName name="OnOurs">Alpha!$B$4</definedName>',
    "a name of one sheet": '<definedName name="Local" localSheetId="0">Alpha!$H$3</definedName>',
    "a broken name": '<definedName name="Broken">#REF!</definedName>',
    "a print area": '<definedName name="_xlnm.Print_Area" localSheetId="2">Supervision!$A$1:$B$9</definedName>',
}

NAMES: tuple[Feature, ...] = tuple(
    Feature(name, elements=((WORKBOOK, f"<definedNames>{xml}</definedNames>"),)) for name, xml in _NAMES.items()
)
