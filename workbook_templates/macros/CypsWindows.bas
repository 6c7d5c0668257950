Attribute VB_Name = "CypsWindows"
Option Explicit

' Everything that asks Windows or Excel itself: two scripting objects that every Windows has,
' no Declare lines, and so the same text for 32 and 64 bits.

Private Const HIDDEN As Long = 0
Private Const READING As Long = 1
Private Const AS_UNICODE As Long = -1

Private CalculationWas As Long
Private EventsWere As Boolean

Public Function OnWindows() As Boolean
    OnWindows = InStr(1, Application.OperatingSystem, "Windows", vbTextCompare) > 0
End Function

Public Function ExcelWindow() As String
    ExcelWindow = CStr(Application.Hwnd)
End Function

' The Python that cyps-xl setup recorded for this user; nothing when it has recorded none.
' A scripting object reads it: what VBA has of its own for this loses letters such as a w with a circumflex.
Public Function RecordedPython() As String
    Dim Files As Object
    Dim Record As String
    Dim Lines As Object
    Set Files = CreateObject("Scripting.FileSystemObject")
    Record = CreateObject("WScript.Shell").ExpandEnvironmentStrings("%LOCALAPPDATA%\cyps-xl\python.txt")
    If Files.FileExists(Record) Then
        Set Lines = Files.OpenTextFile(Record, READING, False, AS_UNICODE)
        If Not Lines.AtEndOfStream Then RecordedPython = Trim(Lines.ReadLine)
        Lines.Close
    End If
End Function

Public Function IsThere(Path As String) As Boolean
    IsThere = CreateObject("Scripting.FileSystemObject").FileExists(Path)
End Function

' Whether Windows would take a part of the line, such as %TEMP%, for something that it has a value for.
Public Function WouldBeMisread(CommandLine As String) As Boolean
    WouldBeMisread = CreateObject("WScript.Shell").ExpandEnvironmentStrings(CommandLine) <> CommandLine
End Function

Public Function RunAndWait(CommandLine As String) As Long
    RunAndWait = CreateObject("WScript.Shell").Run(CommandLine, HIDDEN, True)
End Function

' What the report program changes in Excel while it writes. It puts that back itself, unless it is ended half-way.
Public Sub KeepSettings()
    CalculationWas = Application.Calculation
    EventsWere = Application.EnableEvents
End Sub

' Excel may be busy: what it does not take must not hide what there is to tell.
Public Sub PutSettingsBack()
    On Error Resume Next
    If Application.Calculation <> CalculationWas Then Application.Calculation = CalculationWas
    Application.EnableEvents = EventsWere
    Application.ScreenUpdating = True
End Sub

Public Sub ShowBusy(Busy As Boolean)
    Application.StatusBar = False
    If Busy Then Application.StatusBar = "The report program is at work ..."
End Sub

Public Sub Tell(Message As String)
    MsgBox Message, vbExclamation, "Performance report"
End Sub
