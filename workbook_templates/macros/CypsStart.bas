Attribute VB_Name = "CypsStart"
Option Explicit

' Starts the report program on an open workbook, waits until it has finished, and
' says so when it could not be started. Whatever only Windows or Excel itself can do
' is in the module CypsWindows; nothing here reads or changes a cell.

Private Const BLANK_LINE As String = vbCrLf & vbCrLf
Private Const MARK As String = """"

' Program is a module of Python, such as cyps_xl.excel_button; More are further arguments, or nothing.
Public Sub StartProgram(Program As String, BookName As String, More As String)
    Dim Python As String
    Dim CommandLine As String
    Dim ExitCode As Long
    Dim Reason As String
    Dim Kept As Boolean

    On Error GoTo Refused
    If Not OnWindows() Then
        Tell "The button works in Excel for Windows only." & BLANK_LINE & _
            "Save and close the workbook, and run cyps-xl refresh."
        Exit Sub
    End If
    Python = RecordedPython()
    If Python = "" Then
        Tell "The report program is not set up for you on this computer." & BLANK_LINE & _
            "Run cyps-xl setup once, or ask ICT to. Then press the button again."
        Exit Sub
    End If
    If Not IsThere(Python) Then
        Tell "The report program is no longer where it was set up:" & vbCrLf & Python & BLANK_LINE & _
            "Run cyps-xl setup again, or ask ICT to."
        Exit Sub
    End If
    CommandLine = ReportCommand(Python, Program, BookName, ExcelWindow(), More)
    If WouldBeMisread(CommandLine) Then
        Tell "Windows would misread a name with % signs in it." & BLANK_LINE & _
            "Save the workbook under a name, and in a folder, without them. Then press the button again."
        Exit Sub
    End If
    KeepSettings
    Kept = True
    ShowBusy True
    ExitCode = RunAndWait(CommandLine)
    ShowBusy False
    If ExitCode <> 0 Then
        PutSettingsBack
        Tell "The report program stopped before it could say how it went (code " & ExitCode & ")." & BLANK_LINE & _
            "If a sheet of the report looks half written, close the workbook without saving and open it again." & _
            BLANK_LINE & "Run cyps-xl doctor: it says what is wrong and what to do."
    End If
    Exit Sub

Refused:
    Reason = Err.Description
    If Kept Then PutSettingsBack
    ShowBusy False
    Tell "Excel was not allowed to start the report program:" & vbCrLf & Reason & BLANK_LINE & _
        "The workbook is as it was. You can bring it up to date from the Start menu instead: " & _
        "choose Recalculate CYPS report there while the workbook is open." & BLANK_LINE & _
        "Run cyps-xl doctor to see what to ask ICT for."
End Sub

' The command line. A name on Windows holds no quotation mark, so quotation marks around it are enough.
Public Function ReportCommand(Python As String, Program As String, BookName As String, _
        Window As String, More As String) As String
    ReportCommand = Quoted(Python) & " -I -m " & Program & " --wb=" & Quoted(BookName) & _
        " --from_xl=1 --hwnd=" & Window
    If More <> "" Then ReportCommand = ReportCommand & " " & More
End Function

' A word of the command line. A backslash before the closing mark would undo it, so it is doubled.
Public Function Quoted(Text As String) As String
    Quoted = MARK & Text & MARK
    If Right(Text, 1) = "\" Then Quoted = MARK & Text & "\" & MARK
End Function
