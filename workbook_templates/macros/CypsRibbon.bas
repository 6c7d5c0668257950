Attribute VB_Name = "CypsRibbon"
Option Explicit

' What the buttons of the tab "Children's services" run, on the workbook in front of the officer.

Private Const TOOLS As String = "cyps_xl.excel_ribbon"

Public Sub RecalculateActive(Control As IRibbonControl)
    If IsAnyOpen() Then StartProgram "cyps_xl.excel_button", ActiveName(), ""
End Sub

Public Sub CheckActive(Control As IRibbonControl)
    If IsSaved() Then StartProgram TOOLS, ActiveName(), "--do=check --file=" & Quoted(ActivePath())
End Sub

Public Sub PublishActive(Control As IRibbonControl)
    Dim Folder As String
    If Not IsSaved() Then Exit Sub
    Folder = ChosenFolder("The folder for the edition")
    If Folder = "" Then Exit Sub
    StartProgram TOOLS, ActiveName(), "--do=publish --file=" & Quoted(ActivePath()) & " --out=" & Quoted(Folder)
End Sub

Public Sub ShowHelp(Control As IRibbonControl)
    Inform "Recalculate: brings the report in the open workbook up to date. Excel cannot undo it." & vbCrLf & vbCrLf & _
        "Check: says what stands in the way of publication. It changes nothing." & vbCrLf & vbCrLf & _
        "Publish: makes the edition for members in a folder that you choose. It changes nothing in the workbook." & _
        vbCrLf & vbCrLf & "If a button does not work: open a command prompt and run cyps-xl doctor."
End Sub

Private Function IsAnyOpen() As Boolean
    IsAnyOpen = ActiveName() <> ""
    If Not IsAnyOpen Then Tell "Open the workbook with the report first. If it says Protected View, press Enable Editing."
End Function

' The program reads the file, and so what was saved last.
Private Function IsSaved() As Boolean
    If Not IsAnyOpen() Then Exit Function
    If ActivePath() = ActiveName() Then
        Tell "Save the workbook first: it has no file yet."
        Exit Function
    End If
    If HasUnsavedChanges() Then
        If Not Agrees("This works with the workbook as it was last saved. Save it now?") Then Exit Function
        If Not SaveActive() Then
            Tell "Excel has not saved the workbook. Save it, under another name if it is read-only, and press again."
            Exit Function
        End If
    End If
    IsSaved = True
End Function
