"""Formulas of every kind that people type into Excel, by family, as a file stores them: without "=".

Most of them no engine but Excel's can work out. `_xlfn.` and `_xlpm.` are how Excel stores functions younger
than the file format, and the parameters of LAMBDA and LET; `[1]` is the first linked workbook.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

KINDS: Mapping[str, Sequence[str]] = {
    "sums and counts": (
        *("SUM(H6:H8)", "AVERAGE(H:H)", 'COUNTIFS(H:H,">0",I:I,"<>")', "SUMPRODUCT(--(H6:H8>0))", "MAX(1:3)"),
        *("SUBTOTAL(9,H6:H8)", "AGGREGATE(9,6,H6:H8)", "COUNTBLANK(A1:A9)", "SUM(H6,,H7)", "SUM(A:XFD)"),
        *("SUM(1:1048576)", "SUM(AN400:AN410)", "SUMXMY2(H6:H8,I6:I8)", "_xlfn.MAXIFS(H:H,H:H,0)"),
    ),
    "dynamic arrays": (
        *("_xlfn.SEQUENCE(5)", "_xlfn._xlws.FILTER(H6:H20,H6:H20>1)", "_xlfn._xlws.SORT(H6:H20)"),
        *("_xlfn._xlws.SORTBY(H6:H20,H6:H20)", "_xlfn.UNIQUE(H6:H20)", "_xlfn.RANDARRAY(2,2)"),
        *("_xlfn.ANCHORARRAY(AN402)", "_xlfn.SINGLE(H6:H20)", "_xlfn.VSTACK(H6:H8,H7)", "_xlfn.HSTACK(H6,H7)"),
        *("_xlfn.TOCOL(H6:I8)", "_xlfn.TOROW(H6:I8)", "_xlfn.WRAPROWS(H6:H9,2)", "_xlfn.WRAPCOLS(H6:H9,2)"),
        *("_xlfn.TAKE(H6:H9,2)", "_xlfn.DROP(H6:H9,2)", "_xlfn.CHOOSECOLS(H6:I9,1)", "_xlfn.CHOOSEROWS(H6:I9,1)"),
        *("_xlfn.EXPAND(H6:I9,5,5)", "_xlfn.TRIMRANGE(H:H)", "_xlfn._TRO_ALL(H:H)", "H6:H8*2", "SORT(H6:H8)"),
        *("_xlfn.SEQUENCE(1048576,16384)", "_xlfn.GROUPBY(A6:A8,H6:H8,SUM)", "_xlfn.PERCENTOF(H6,H6:H8)"),
        "_xlfn.PIVOTBY(A6:A8,B6:B8,H6:H8,SUM)",
    ),
    "names for steps": (
        *("_xlfn.LAMBDA(_xlpm.x,_xlpm.x*2)(3)", "_xlfn.LET(_xlpm.a,1,_xlpm.b,2,_xlpm.a+_xlpm.b)"),
        "_xlfn.MAP(H6:H8,_xlfn.LAMBDA(_xlpm.x,_xlpm.x+1))",
        "_xlfn.REDUCE(0,H6:H8,_xlfn.LAMBDA(_xlpm.a,_xlpm.b,_xlpm.a+_xlpm.b))",
        "_xlfn.SCAN(0,H6:H8,_xlfn.LAMBDA(_xlpm.a,_xlpm.b,_xlpm.a+_xlpm.b))",
        "_xlfn.BYROW(H6:I8,_xlfn.LAMBDA(_xlpm.r,SUM(_xlpm.r)))",
        "_xlfn.BYCOL(H6:I8,_xlfn.LAMBDA(_xlpm.c,SUM(_xlpm.c)))",
        "_xlfn.MAKEARRAY(2,2,_xlfn.LAMBDA(_xlpm.r,_xlpm.c,_xlpm.r))",
        *("_xlfn.ISOMITTED(1)", "MyLambda(3)"),
    ),
    "look-ups": (
        *('_xlfn.XLOOKUP("a",A:A,B:B)', '_xlfn.XMATCH("a",A:A)', 'VLOOKUP("a",A:B,2,FALSE)', "LOOKUP(2,H6:H8)"),
        *('HLOOKUP("a",1:2,2,FALSE)', "INDEX(H6:H8,2)", "MATCH(1,H6:H8,0)", "OFFSET(H6,1,1)", 'INDIRECT("H6")'),
        *('INDIRECT("R6C8",FALSE)', "CHOOSE(1,H6,H7)", "ADDRESS(1,1)", "AREAS((H6,H7))", "ROW()", "COLUMN()"),
        *("ROWS(H:H)", "COLUMNS(1:1)", "TRANSPOSE(H6:I8)", "_xlfn.FORMULATEXT(H6)", "SUM(H6:INDEX(H:H,9))"),
        *('GETPIVOTDATA("Sum",$A$3)', 'HYPERLINK("https://example.org","x")', 'RTD("prog.id",,"x")'),
        *('_xlfn.IMAGE("https://example.org/a.png")', '_xlfn.FIELDVALUE(A1,"Price")', "_FV(A1,Price)"),
    ),
    "other sheets and workbooks": (
        *("SUM('2.1 Supervision:2.3 Workforce'!B5)", "[1]Sheet1!$A$1", "SUM([1]Sheet1!A:A)", "'[1]My Sheet'!A1"),
        *("[1]!Name", "[Budget.xlsx]Sheet1!A1", "'C:\\x\\[Budget.xlsx]S'!A1", "[0]!Name", "'DDE|Topic'!Item"),
        *("Word.Document|'C:\\a.docx'!OLE_LINK1", "[2]!''''", "'1 Indicators'!A1", "Sheet9!A1", "'Not there'!A1"),
        "COUNT('Start:Checks'!A1)",
    ),
    "areas": (
        *("SUM((H6,H7))", "SUM(H6:H8 H7:I7)", "H6:H8 H7:I7", "A1:A1048576", "$AN$401", "AN400:AN499", "+H6", "--H6"),
        *('H6&""', "(H6)", "  1 + 1 ", "((((((1))))))", "IF(,1,2)", "_xlfn.ANCHORARRAY(AN$402)"),
    ),
    "cubes": (
        *('CUBEVALUE("m","[a].[b]")', 'CUBEMEMBER("m","[a]")', 'CUBESET("m","[a]")', "CUBESETCOUNT(A1)"),
        *('CUBERANKEDMEMBER("m",A1,1)', 'CUBEKPIMEMBER("m","k",1)', 'CUBEMEMBERPROPERTY("m","a","b")'),
    ),
    "functions of others": (
        *("MYUDF(1,2)", "[2]!MyUdf(1)", "'my addin.xlam'!Fn(1)", "_xll.ADDIN.FN(1)", '_xludf.DUMMYFUNCTION("x")'),
        *("_xlfn.PY(0,1,H6)", '_xlfn.COPILOT("x")', '_xlfn.TRANSLATE("a","en","cy")', '_xlfn.DETECTLANGUAGE("a")'),
        *('_xlfn.REGEXTEST("a","b")', '_xlfn.REGEXEXTRACT("a","b")', '_xlfn.REGEXREPLACE("a","b","c")'),
        *('_xlfn.STOCKHISTORY("X",TODAY())', 'REGISTER.ID("x","y")', 'CALL("x","y","z")', 'EVALUATE("1+1")'),
        *("GET.CELL(1)", "COM.EXAMPLE.ADD(1)", "__xludf.DUMMYFUNCTION(1)"),
    ),
    "tables": (
        *("Supervision[Qualified due]", "SUM(Supervision[])", "SUM(Supervision[#All])"),
        *("Supervision[[#Headers],[Month]]", "Supervision[[#Totals],[Month]]", "Supervision[[#This Row],[Month]]"),
        *("Supervision[@Month]", "Supervision[[Month]:[Qualified due]]", "NoSuchTable[x]", "Supervision[No such]"),
        *("SUM(Supervision[[#Data],[Month]:[Qualified due]])", "SUM(Own[x])", "[@Month]", "[Month]"),
    ),
    "names": ("cyps_quarter", "_cyps_sheet_start", "NoSuchName", "_xlnm.Print_Area", "cyps_no_such_name"),
    "errors": (
        *("#REF!", "#REF!+1", "Sheet9!#REF!", "SUM(#REF!)", "#N/A", "#DIV/0!", "#NULL!", "#NUM!", "#VALUE!"),
        *("#NAME?", "1/0", "NA()", "ERROR.TYPE(1/0)", "IFERROR(1/0,1)", "_xlfn.IFNA(NA(),1)", "#SPILL!", "#CALC!"),
    ),
    "arrays": (
        *("{1,2;3,4}", "SUM({1,2;3,4})", '{"a","b"}', "INDEX({1,2,3},2)", "{1,#N/A}", "{TRUE,FALSE}"),
        *("SUM({1,2}*{3;4})", "MMULT({1,2;3,4},{1,2;3,4})", "MINVERSE({1,2;3,4})", "_xlfn.MUNIT(3)"),
    ),
    "of the moment": ("NOW()", "TODAY()", "RAND()", "RANDBETWEEN(1,2)", 'CELL("filename",A1)', 'INFO("osversion")'),
    "dates": (
        *("DATE(2017,1,1)", 'DATEDIF(1,2,"d")', "EDATE(1,1)", "EOMONTH(1,1)", "NETWORKDAYS(1,9)", "DAYS360(1,99)"),
        *("NETWORKDAYS.INTL(1,9,1)", "WORKDAY(1,9)", "WEEKNUM(9)", "_xlfn.ISOWEEKNUM(9)", "YEARFRAC(1,99)"),
        *('DATEVALUE("1/1/2017")', 'TIMEVALUE("10:00")', "_xlfn.DAYS(9,1)", "WORKDAY.INTL(1,9,11)"),
    ),
    "texts": (
        *('TEXT(1,"0.0%")', 'TEXT(1,"[$-809]dddd")', 'TEXT(1,"[$-452]mmmm")', '_xlfn.TEXTJOIN(",",TRUE,A:A)'),
        *("_xlfn.CONCAT(A6:A9)", 'CONCATENATE("a","b")', '_xlfn.TEXTSPLIT("a,b",",")', '_xlfn.TEXTBEFORE("a","b")'),
        *('_xlfn.TEXTAFTER("a,b",",")', "_xlfn.VALUETOTEXT(A1)", "_xlfn.ARRAYTOTEXT(A1:B2)", "_xlfn.UNICHAR(9733)"),
        *('_xlfn.UNICODE("a")', '_xlfn.NUMBERVALUE("1,2",",")', "FIXED(1)", "DOLLAR(1)", "BAHTTEXT(1)", 'ASC("a")'),
        *("PHONETIC(A1)", 'JIS("a")', '_xlfn.WEBSERVICE("https://example.org")', '_xlfn.FILTERXML("<a/>","//a")'),
        *('_xlfn.ENCODEURL("a b")', 'REPT("x",32768)', "CHAR(0)", '"with ""quotes"" & <tags>"', '"ŵŷ – £"', 'N("a")'),
    ),
    "money": (
        *("PMT(0.1,12,100)", "IRR({-1,2})", "XIRR({-1,2},{1,400})", "XNPV(0.1,{-1,2},{1,400})", "NPV(0.1,1,2)"),
        *("RATE(12,-1,10)", "ACCRINT(1,99,366,0.1,1000,2)", "_xlfn.PDURATION(0.1,1,2)", "VDB(100,1,5,0,1)"),
    ),
    "statistics": (
        *("_xlfn.STDEV.S(H6:H8)", "_xlfn.FORECAST.ETS(1,H6:H8,I6:I8)", "LINEST(H6:H8,I6:I8)", "TREND(H6:H8)"),
        *(
            "FREQUENCY(H6:H8,I6:I8)",
            "_xlfn.PERCENTILE.INC(H6:H8,0.5)",
            "_xlfn.RANK.EQ(H6,H6:H8)",
            "CORREL(H6,I6)",
        ),
        *("_xlfn.MODE.MULT(H6:H8)", "_xlfn.NORM.DIST(1,0,1,TRUE)", "TTEST(H6:H8,I6:I8,1,1)", "CONFIDENCE(0.05,1,50)"),
    ),
    "numbers": (
        *("ROMAN(4)", '_xlfn.ARABIC("IV")', "_xlfn.BASE(7,2)", '_xlfn.DECIMAL("111",2)', "CEILING(1,0)", "10^400"),
        *("_xlfn.CEILING.MATH(1.5)", "ISO.CEILING(1.5)", "_xlfn.COMBINA(4,2)", "MROUND(7,3)", "GCD(4,6)", "50%%"),
        *("SERIESSUM(1,1,1,{1,2})", "FACT(200)", "1E308*10", "-2^2", 'CONVERT(1,"m","ft")', "_xlfn.BITAND(1,3)"),
        *("COMPLEX(1,2)", 'IMSUM("1+i","2")', 'BIN2DEC("11")', "DELTA(1,1)", "_xlfn.ERF.PRECISE(1)", "BESSELJ(1,1)"),
    ),
    "logic": (
        *("1=1", "NOT(TRUE)", "TRUE()", "_xlfn.XOR(TRUE,FALSE)", "_xlfn.IFS(TRUE,1)", '_xlfn.SWITCH(1,1,"a")'),
        *("ISBLANK(H6)", "_xlfn.ISFORMULA(H6)", "ISREF(H6)", "TYPE(1)", "IF(1,IF(1,IF(1,IF(1,IF(1,1)))))"),
    ),
    "lists": ('DSUM(A5:I9,"x",A1:A2)', 'DGET(A5:I9,"x",A1:A2)', 'DCOUNTA(A5:I9,"x",A1:A2)'),
    "round in a circle": ("AN400", "AN401+1"),
}
