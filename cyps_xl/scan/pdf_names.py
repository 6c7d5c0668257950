"""The names that the objects of a PDF may have: those of ISO 32000, and of the programs that print reports."""

from __future__ import annotations

_NAMES = """
A AA AC AESV2 AESV3 AIS AN AP ARTICLE AS ASCII85Decode ASCIIHexDecode AbsoluteColorimetric AcroForm Action Active
ActualText Adobe.PPKLite After AllCap Alt Alternate Alternates Annot Annotation Annots AntiAlias AppDefault Aqua Art
ArtBox Artifact Ascent Attached Attributes Author AvgWidth B BBox BC BG BG2 BM BS Background BackgroundColor
BaseEncoding BaseFont BaseVersion BaselineShift Before BibEntry BitsPerComponent BitsPerCoordinate BitsPerFlag
BitsPerSample Bl BlackIs1 BlackPoint BleedBox Block BlockAlign BlockQuote Border BorderColor BorderStyle
BorderThickness Both Bounds Btn Bottom C C0 C1 CA CCITTFaxDecode CF CFM CI CIDFontType0 CIDFontType0C CIDFontType2
CIDInit CIDSet CIDSystemInfo CIDToGIDMap CMap CMapName CO CP CS CYX CalGray CalRGB Cap CapHeight Caption Catalog
Center CenterWindow Ch CharProcs CharSet Chart Chartsheet Circle ClassMap Clip CMYK Code ColSpan Color ColorBurn
ColorDodge ColorSpace ColorTransform Colorants Colors Column ColumnCount ColumnGap ColumnWidths Columns Comments
Contents Coords Count CreationDate Creator CropBox Crypt CryptFilter D DA DCT DCTDecode DR DV DW DW2 Dashed Date
Decode DecodeParms Decimal Default DefaultCMYK DefaultGray DefaultRGB Descent DescendantFonts Dest DestOutputProfile
Dests DeviceCMYK DeviceGray DeviceN DeviceRGB Diagram Dialogsheet Dialog Differences DigSig Direction Disc
DisplayDocTitle Distribute DocChecksum DocMDP Document DocumentFragment Domain Dotted Double Drawing Duplex
DuplexFlipLongEdge DuplexFlipShortEdge E EI EFOpen Em Encode EncodedByteAlign Encoding End EndIndent EndOfBlock
EndOfLine Endnote Exclude ExtGState Extend Extends Extensions ExtensionLevel F FDecodeParms FENote FFilter FL FT Ff
FirstPage Figure Filter First FirstChar Fit FitB FitBH FitBV FitH FitR FitV FitWindow FixedPrint Fl FlateDecode Flags
Font FontBBox FontDescriptor FontFamily FontFile FontFile2 FontFile3 FontMatrix FontName FontStretch FontWeight Footer
Footnote Form FormType Formula FullScreen FunctionType Function Functions G GTS_PDFA1 GTS_PDFX Gamma GoTo Graph Gray
Groove Group H H1 H2 H3 H4 H5 H6 HT HTO Header Headers Height Hidden HideMenubar HideToolbar HideWindowUI I ICCBased
ID IDTree IX Identity Identity-H Identity-V Image ImageB ImageC ImageI ImageMask Index Indexed Info InkList Inline
InlineAlign InlineShape Inset Intent Interpolate Invert IT Italic ItalicAngle JBIG2Decode JPXDecode Justify K Keywords
Kids L L2R LBody LC LE LI LJ LL LLE LLO LW LZWDecode Lab Lang Language Last LastChar LastModified Layout Lbl Leading
Length Length1 Length2 Length3 Level LineHeight Link Linearized List ListMode ListNumbering Luminosity M MCID MCR ML
MMType1 MR MacExpertEncoding MacRomanEncoding Macrosheet MarkInfo Marked MarkStyle Mask Matrix Matte MaxWidth MediaBox
Metadata Middle MissingWidth ModDate Mode Multiply N NM NeedAppearances NewWindow Next NextPage NonFullScreenPageMode
NonStruct None Normal NotApproved Note Notes Nums O OBJR OP OPM ObjStm OneColumn Open OpenAction Order Ordering
Outlines Outset OutputCondition OutputConditionIdentifier OutputIntent OutputIntents Overlay P PCM PDF PDFDocEncoding
PMMarkup PS PZ Padding Page PageElement PageLabel PageLabels PageLayout PageMode Pages Pagination PaintType Panose
Para Parent ParentTree ParentTreeNextKey Part Pattern PatternType Perceptual Pg Placement Plain Popup Predictor
PreserveRB Prev PrevPage Print PrintArea PrintClip PrintPageRange PrintScaling PrintState ProcSet Producer Properties
Quote QuadPoints R R2L RB RC RD RGB RI RP RT Range RelativeColorimetric Rect Ref Registry RelativeTo Reset Resources
Ridge Right Role RoleMap RoleMapNS Root Rotate Row RowHeader RowSpan Rows Ruby S SA SMask SMaskInData Saturation Scope
Screen Sect Separation SetOCGState Shading ShadingType Shift Sig SinglePage Size SoftLight Solid SpaceAfter
SpaceBefore Span SpiderInfo Square Standard Start StartIndent Status StdCF StemH StemV StmF StrF Strikeout StructElem
StructParent StructParents StructTreeRoot Style SubType Subj Subject Subtype Summary Supplement T TBody TBorderStyle
TD TFoot TH THead TM TOC TOCI TP TPadding TR TU Table Tabs Text TextAlign TextDecorationColor TextDecorationThickness
TextDecorationType TextIndent Textbox Title ToUnicode Top Transparency Trans Trapped TrimBox True TrueType
TwoColumnLeft TwoColumnRight TwoPageLeft TwoPageRight Tx Type Type0 Type1 Type1C Type3 Typewriter U UCR UCR2 URI URIs
Underline UniqueName Unknown Unspecified UseAttachments UseNone UseOC UseOutlines UseThumbs UserUnit V VAlign VP
VerticesPerRow Version View ViewArea ViewClip ViewState ViewerPreferences W W2 WMode WP WT Warichu White WhitePoint
Widget Width Widths WinAnsiEncoding Workbook Worksheet WritingMode X XHeight XML XObject XRef XStep XYZ Y YStep Zoom
False ca op Slide Textbody LastPage Simplex AppendOnly Names Limits SourceModified DSS Off On Yes No JBIG2Globals
NChannel Process Components dtm CIDFont OpenType TrapNet BlackAndWhite Rev Artboard Shape space exclam quotedbl
numbersign dollar percent ampersand quotesingle parenleft parenright asterisk plus comma hyphen period slash zero one
two three four five six seven eight nine colon semicolon less equal greater question at bracketleft backslash
bracketright asciicircum underscore grave braceleft bar braceright asciitilde bullet dagger daggerdbl ellipsis emdash
endash quotedblleft quotedblright quoteleft quoteright trademark fi fl Euro sterling section copyright registered
degree arrowup arrowdown arrowright circumflex acircumflex ecircumflex icircumflex ocircumflex ucircumflex wcircumflex
ycircumflex Wcircumflex Ycircumflex Acircumflex Ecircumflex Icircumflex Ocircumflex Ucircumflex notdef a b c d e f g h
i j k l m n o p q r s t u v w x y z J Q Z
"""
STANDARD_NAMES = frozenset(_NAMES.split())
