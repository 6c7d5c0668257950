"""The values that settings of a workbook's parts may have: the enumerated ones, and the shapes of the others.

The lists are closed: what a report's parts can say in ECMA-376 and in Microsoft's extensions of it. A value
that is none of these is a text, and is looked at as one.
"""

from __future__ import annotations

import re

_ENUMERATED = """
3Arrows 3ArrowsGray 3dDkShadow 3dLight 3Flags 3Signs 3Symbols 3Symbols2 3TrafficLights1 3TrafficLights2 4Arrows
4ArrowsGray 4Rating 4RedToBlack 4TrafficLights 5Arrows 5ArrowsGray 5Quarters 5Rating aboveAverage absolute accent1
accent2 accent3 accent4 accent5 accent6 accentBorderCallout1 accentBorderCallout2 accentBorderCallout3 accentCallout1
accentCallout2 accentCallout3 actionButtonBackPrevious actionButtonBeginning actionButtonBlank actionButtonDocument
actionButtonEnd actionButtonForwardNext actionButtonHelp actionButtonHome actionButtonInformation actionButtonMovie
actionButtonReturn actionButtonSound activeBorder activeCaption aliceBlue all always angle antiqueWhite appWorkspace
aqua aquamarine arc area arrow artDeco ascending ascendingAlpha ascendingNatural asDisplayed atEnd auto autoFilter
autoNoTable autoZero average avg axisCol axisPage axisRow axisValues azure b background balanced bar base baseline
beginsWith beige belowAverage bentArrow bentConnector2 bentConnector3 bentConnector4 bentConnector5 bentUpArrow
bestFit between bevel bg1 bg2 billions bisque bl black blackGray blackWhite blanchedAlmond blank blankRow blockArc
blue blueViolet borderCallout1 borderCallout2 borderCallout3 both bottom bottomLeft bottomRight box br bracePair
bracketPair brightRoom brown btnFace btnHighlight btnShadow btnText burlyWood button cadetBlue callout1 callout2
callout3 can captionBeginsWith captionBetween captionContains captionEndsWith captionEqual captionGreaterThan
captionGreaterThanOrEqual captionLessThan captionLessThanOrEqual captionNotBeginsWith captionNotBetween
captionNotContains captionNotEndsWith captionNotEqual captionText cellColor cellIs center centerContinuous chart
chartPlus chartreuse chartStar chartX chevron chilly chocolate chord circle circularArrow clear clip cloud
cloudCallout clr clustered col colorScale column commIndAndComment commIndicator commNone cone coneToMax consolidation
contains containsBlanks containsErrors containsText contrasting convex coolSlant coral corner cornerTabs
cornflowerBlue cornsilk count countA countNums crimson cross ctr cube curvedConnector2 curvedConnector3
curvedConnector4 curvedConnector5 curvedDownArrow curvedLeftArrow curvedRightArrow curvedUpArrow cust custom cyan
cylinder d darkBlue darkCyan darkDown darken darkenLess darkGoldenrod darkGray darkGreen darkGrey darkGrid
darkHorizontal darkKhaki darkMagenta darkOliveGreen darkOrange darkOrchid darkRed darkSalmon darkSeaGreen
darkSlateBlue darkSlateGray darkSlateGrey darkTrellis darkTurquoise darkUp darkVertical darkViolet dash dashDnDiag
dashDot dashDotDot dashed dashHeavy dashHorz dashLong dashLongHeavy dashUpDiag dashVert data dataBar date dateBetween
dateEqual dateNewerThan dateNewerThanOrEqual dateNotBetween dateNotEqual dateOlderThan dateOlderThanOrEqual day days
dbl dblStrike decagon decimal deepPink deepSkyBlue default descending descendingAlpha descendingNatural diagBrick
diagCross diagStripe diamond difference dimGray dimGrey disabled displayed dist distributed divot dk1 dk2 dkBlue
dkCyan dkDnDiag dkEdge dkGoldenrod dkGray dkGreen dkGrey dkHorz dkKhaki dkMagenta dkOliveGreen dkOrange dkOrchid dkRed
dkSalmon dkSeaGreen dkSlateBlue dkSlateGray dkSlateGrey dkTurquoise dkUpDiag dkVert dkViolet dnDiag dodecagon
dodgerBlue donut dot dotDash dotDashHeavy dotDmnd dotDotDash dotDotDashHeavy dotGrid dotted dottedHeavy double
doubleAccounting doubleWave downArrow downArrowCallout downThenOver drill duplicateValues e eaVert edge ellipse
ellipseRibbon ellipseRibbon2 ellipsis email endsWith endswith equal exp expression external factor field fill filled
firebrick firstColumn firstColumnStripe firstColumnSubheading firstHeaderCell firstRowStripe firstRowSubheading
firstSubtotalColumn firstSubtotalRow firstTotalCell fixedVal flat flood floralWhite flowChartAlternateProcess
flowChartCollate flowChartConnector flowChartDecision flowChartDelay flowChartDisplay flowChartDocument
flowChartExtract flowChartInputOutput flowChartInternalStorage flowChartMagneticDisk flowChartMagneticDrum
flowChartMagneticTape flowChartManualInput flowChartManualOperation flowChartMerge flowChartMultidocument
flowChartOfflineStorage flowChartOffpageConnector flowChartOnlineStorage flowChartOr flowChartPredefinedProcess
flowChartPreparation flowChartProcess flowChartPunchedCard flowChartPunchedTape flowChartSort flowChartSummingJunction
flowChartTerminator foldedCorner folHlink fontColor forestGreen formatting formula frame freezing frozen frozenSplit
fuchsia fullAlpha fullHangul fullKatakana fullwidthKatakana funnel gainsboro gap gear6 gear9 general ghostWhite glow
gold goldenrod gradientActiveCaption gradientInactiveCaption grand gray gray0625 gray125 grayText grayWhite
greaterThan greaterThanOrEqual green greenYellow gregorian gregorianArabic gregorianMeFrench gregorianUs
gregorianXlitEnglish gregorianXlitFrench grey hair halfAlpha halfFrame halfHangul halfKatakana halfwidthKatakana
hardEdge harsh headerRow heart heavy hebrew heptagon hexagon hidden high highlight highlightText hijri Hiragana
hiragana hlink homePlate honeydew horizontalScroll horz horzBrick hotLight hotPink hour hours hqprint hundredMillions
hundreds hundredThousands icon iconSet in inactiveBorder inactiveCaption inactiveCaptionText inBase index indianRed
indigo inEnd infoBk information infoText inlineStr inner invGray irregularSeal1 irregularSeal2 isometricBottomDown
isometricBottomUp isometricLeftDown isometricLeftUp isometricOffAxis1Left isometricOffAxis1Right isometricOffAxis1Top
isometricOffAxis2Left isometricOffAxis2Right isometricOffAxis2Top isometricOffAxis3Bottom isometricOffAxis3Left
isometricOffAxis3Right isometricOffAxis4Bottom isometricOffAxis4Left isometricOffAxis4Right isometricRightDown
isometricRightUp isometricTopDown isometricTopUp ivory japan just justify justLow khaki korea l label landscape
last7Days lastColumn lastHeaderCell lastMonth lastQuarter lastTotalCell lastWeek lastYear lavender lavenderBlush
lawnGreen left leftArrow leftArrowCallout leftBrace leftBracket leftCircularArrow leftRightArrow leftRightArrowCallout
leftRightCircularArrow leftRightRibbon leftRightUpArrow leftUpArrow legacyFlat1 legacyFlat2 legacyFlat3 legacyFlat4
legacyHarsh1 legacyHarsh2 legacyHarsh3 legacyHarsh4 legacyMatte legacyMetal legacyNormal1 legacyNormal2 legacyNormal3
legacyNormal4 legacyObliqueBottom legacyObliqueBottomLeft legacyObliqueBottomRight legacyObliqueFront
legacyObliqueLeft legacyObliqueRight legacyObliqueTop legacyObliqueTopLeft legacyObliqueTopRight
legacyPerspectiveBottom legacyPerspectiveBottomLeft legacyPerspectiveBottomRight legacyPerspectiveFront
legacyPerspectiveLeft legacyPerspectiveRight legacyPerspectiveTop legacyPerspectiveTopLeft legacyPerspectiveTopRight
legacyPlastic legacyWireframe lemonChiffon lessThan lessThanOrEqual lg lgCheck lgConfetti lgDash lgDashDot
lgDashDotDot lgGrid lightBlue lightCoral lightCyan lightDown lighten lightenLess lightGoldenrodYellow lightGray
lightGreen lightGrey lightGrid lightHorizontal lightningBolt lightPink lightSalmon lightSeaGreen lightSkyBlue
lightSlateGray lightSlateGrey lightSteelBlue lightTrellis lightUp lightVertical lightYellow lime limeGreen line linear
lineInv lineMarker linen list log low lt1 lt2 ltBlue ltCoral ltCyan ltDnDiag ltGoldenrodYellow ltGray ltGreen ltGrey
ltHorz ltPink ltSalmon ltSeaGreen ltSkyBlue ltSlateGray ltSlateGrey ltSteelBlue ltUpDiag ltVert ltYellow magenta major
manual marker maroon mathDivide mathEqual mathMultiply mathNotEqual mathPlus matte max maxMin med medAquamarine
medBlue medium mediumAquamarine mediumBlue mediumDashDot mediumDashDotDot mediumDashed mediumGray mediumOrchid
mediumPurple mediumSeaGreen mediumSlateBlue mediumSpringGreen mediumTurquoise mediumVioletRed medOrchid medPurple
medSeaGreen medSlateBlue medSpringGreen medTurquoise medVioletRed menu menuBar menuHighlight menuText metal midCat
midnightBlue millions min minMax minor mintCream minus minute minutes mistyRose moccasin mongolianVert month months
moon morning movingAvg mult n NA narHorz narVert navajoWhite navy never nextMonth nextQuarter nextTo nextWeek nextYear
noControl noConversion noIndicator none nonIsoscelesTrapezoid norm normal noSmoking noStrike notBetween
notchedRightArrow notContains notContainsBlanks notContainsErrors notContainsText notEqual null num obliqueBottom
obliqueBottomLeft obliqueBottomRight obliqueLeft obliqueRight obliqueTop obliqueTopLeft obliqueTopRight octagon off
oldLace olive oliveDrab on oneCell openDmnd orange orangeRed orchid origin orthographicFront out outEnd outer oval
over overflow overThenDown pageBreakPreview pageFieldLabels pageFieldValues pageLayout paleGoldenrod paleGreen
paleTurquoise paleVioletRed papayaWhip parallelogram path pct10 pct20 pct25 pct30 pct40 pct5 pct50 pct60 pct70 pct75
pct80 pct90 peachPuff pentagon percent percentage percentDiff percentile percentOfCol percentOfRow percentOfTotal
percentStacked perspectiveAbove perspectiveAboveLeftFacing perspectiveAboveRightFacing perspectiveBelow
perspectiveContrastingLeftFacing perspectiveContrastingRightFacing perspectiveFront perspectiveHeroicExtremeLeftFacing
perspectiveHeroicExtremeRightFacing perspectiveHeroicLeftFacing perspectiveHeroicRightFacing perspectiveLeft
perspectiveRelaxed perspectiveRelaxedModerately perspectiveRight peru phClr picture pie pieWedge pink pinYin
pivotTable placeholders plaid plaque plaqueTabs plastic plum plus poly portrait pos powder powderBlue power print
printArea product purple pyramid pyramidToMax quadArrow quadArrowCallout quarters query queryTable r R1C1 range rect
red relaxedInset ribbon ribbon2 riblet right rightArrow rightArrowCallout rightBrace rightBracket rnd rosyBrown
round1Rect round2DiagRect round2SameRect roundRect row royalBlue rtTriangle runTotal s saddleBrown saka salmon
sandyBrown scenario screen scrollBar seaGreen seaShell second secondColumnStripe secondColumnSubheading
secondRowStripe secondRowSubheading seconds secondSubtotalColumn secondSubtotalRow selection shape shdw1 shdw10 shdw11
shdw12 shdw13 shdw14 shdw15 shdw16 shdw17 shdw18 shdw19 shdw2 shdw20 shdw3 shdw4 shdw5 shdw6 shdw7 shdw8 shdw9 sheet
shingle sib sienna silver single singleAccounting skyBlue slantDashDot slateBlue slateGray slateGrey slope sm small
smCheck smConfetti smGrid smileyFace smooth smoothMarker sng sngStrike snip1Rect snip2DiagRect snip2SameRect
snipRoundRect snow soft softEdge softmetal softRound solid solidDmnd span sphere split springGreen sq square
squareTabs stack stacked stackScale standard star star10 star12 star16 star24 star32 star4 star5 star6 star7 star8
startswith stdDev stdDevp stdDevP stdErr stealth steelBlue stop str straightConnector1 stretch strict
stripedRightArrow stroke subscript sum sun sunrise sunset superscript swooshArrow sysDash sysDashDot sysDashDotDot
sysDot t taiwan tan teal teardrop tenMillions tenThousands textLength thai thaiDist thick thickThin thin thinThick
thirdColumnSubheading thirdRowSubheading thirdSubtotalColumn thirdSubtotalRow thisMonth thisQuarter thistle thisWeek
thisYear thousands threePt time tl today tomato tomorrow top top10 topEnd topLeft topRight totalRow tr transitional
translucentPowder trapezoid tree trellis tri triangle trillions turquoise twoCell twoPt tx1 tx2 uniqueValues unknown
upArrow upArrowCallout upDiag upDownArrow upDownArrowCallout userSet uturnArrow val value valueBetween valueEqual
valueGreaterThan valueGreaterThanOrEqual valueLessThan valueLessThanOrEqual valueNotBetween valueNotEqual var varP
varp vert vert270 verticalScroll veryHidden violet visible w warmMatte warning wave wavy wavyDbl wavyHeavy wdDnDiag
wdUpDiag weave wedgeEllipseCallout wedgeRectCallout wedgeRoundRectCallout wheat white whiteSmoke whole wholeTable
wildcard window windowFrame windowText wordArtVert wordArtVertRtl words worksheet x xml xy y year years yearToDate
yellow yellowGreen yesterday zero zigZag
"""
_OF_EXCEL = """
acrossLinear allowNoFillOverride allowNoLineOverride CATEGORYNAME CELLRANGE cycle FIELD ignoreCSTransforms lpstr
lpwstr PERCENTAGE SERIESNAME ThisWorkbook TxLink VALUE variant withinLinear withinLinearReversed XVALUE YVALUE xl
array shared dataTable normal inlineStr str preserve External R1C1 A1 linear3dEffect dcterms:W3CDTF full context
autoMin autoMax leftToRight rightToLeft custom NoIcons 3Stars 3Triangles 5Boxes individual group zero gap span stacked
column line variable rect exclusive inclusive
"""
"""Values that the standard's first edition lacks, or leaves to programs."""
_SCRIPTS = """
Arab Armn Beng Bopo Bugi Cans Cher Deva Ethi Geor Gujr Guru Hang Hans Hant Hebr Java Jpan Khmr Knda Laoo Lisu Mlym
Mong Mymr Nkoo Olck Orya Osma Phag Sinh Sora Syre Syrc Syrj Syrn Taml Tale Talu Telu Tfng Thaa Thai Tibt Uigh Viet Yiii
"""
"""Writing systems for which a theme names a font."""
_PREFIXES_OF_NAMESPACES = """
a a14 a16 adec asvg c c14 c15 c16 c16r2 c16r3 calcext cdr14 cp cs cx cx1 dc dcmitype dcterms loext mc mv r s thm15
tsle v vt we wetp wp x x14 x14ac x15 x15ac x16 x16r2 x16r3 x18tc xcalcf xda xdr xdr14 xdr2 xlrd xlrd2 xm xne xr xr10
xr16 xr2 xr3 xr5 xr6 xr9 xsi xml xsd o ns0 ns1 ns2 ns3
"""
ENUMERATED = frozenset((*_ENUMERATED.split(), *_OF_EXCEL.split(), *_SCRIPTS.split()))
PREFIXES = frozenset(_PREFIXES_OF_NAMESPACES.split())

_GUID = r"\{?[0-9A-Fa-f]{8}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{12}\}?"
_NUMBER = r"-?\d{1,9}(\.\d{1,18})?([Ee][-+]?\d{1,3})?%?"
_FORMAL = re.compile(
    rf"{_NUMBER}|{_GUID}|true|false|on|off|t|f|rId\d{{1,4}}|[a-z]{{2}}(-[A-Z]{{2}})?|\d{{1,5}}(\.\d+)?(mm|cm|in|pt)|"
    rf"\d{{1,2}}_(ncr:\d+_)?{_GUID}|[345][A-Z][A-Za-z]+\d?|(Slicer|Timeline)Style(Light|Dark|Other)\d|"
    r"microsoft\.com:(RD|Single|FV|CNMTM|LET_WF|LAMBDA_WF|ARRAYTEXT_WF|PYTHON|OLDVALUE|[A-Z]{2,6}_WF)"
)
_COLOUR = re.compile(r"[0-9A-Fa-f]{6}|[0-9A-Fa-f]{8}")
_COLOURS = frozenset((("srgbClr", "val"), ("sysClr", "lastClr")))
_WORDY_NAMES = """
name displayName uniqueName comment customMenu description help statusBar title descr tooltip display location prompt
promptTitle error errorTitle text customList altText altTextSummary totalsRowLabel headerRowCellStyle dataCellStyle
totalsRowCellStyle tableBorderDxfId macro textlink bmk action tgtFrame invalidUrl codeName function userName url history
endSnd filterVal val1 shortcutKey publishSource destinationFile
"""
WORDY = frozenset(_WORDY_NAMES.split())
"""Settings whose value is a text by the standard: a number in one is a text as well."""
_LONG_NUMBERS = frozenset(("axId", "crossAx", "creationId", "cNvPr"))
_LONG_NUMBER = re.compile(r"\d{1,10}")
_KIND_OF_LETTERS = re.compile(r"[0-9A-F]{20}")


def is_formal(element: str, name: str, value: str) -> bool:
    """Whether a value of a setting, by the names of its element and attribute, is one that only a program reads."""
    if (name in WORDY and element != "feature") or (element, name) == ("filter", "val"):
        return not value or value == "ThisWorkbook"
    if _FORMAL.fullmatch(value) or all(word in ENUMERATED for word in value.split()):
        return True
    if name == "rgb" or (element, name) in _COLOURS:
        return _COLOUR.fullmatch(value) is not None
    if name == "panose":
        return _KIND_OF_LETTERS.fullmatch(value) is not None
    if name in ("Ignorable", "Requires"):
        return all(word in PREFIXES for word in value.split())
    return element in _LONG_NUMBERS and _LONG_NUMBER.fullmatch(value) is not None
