Attribute VB_Name = "CypsAsk"
Option Explicit

' What the ribbon asks of Excel: the active workbook, and questions to the officer.

Private Const FOLDER_PICKER As Long = 4
Private Const TITLE As String = "Performance report"

' The active workbook's name; nothing when there is none that may be worked with.
Public Function ActiveName() As String
    If Not ActiveWorkbook Is Nothing Then ActiveName = ActiveWorkbook.Name
End Function

' Its whole path; the name alone while it has never been saved.
Public Function ActivePath() As String
    ActivePath = ActiveWorkbook.FullName
End Function

Public Function HasUnsavedChanges() As Boolean
    HasUnsavedChanges = Not ActiveWorkbook.Saved
End Function

' Whether it could be saved: Excel refuses for a read-only workbook, and the officer may change their mind.
Public Function SaveActive() As Boolean
    On Error Resume Next
    ActiveWorkbook.Save
    SaveActive = (Err.Number = 0) And ActiveWorkbook.Saved
End Function

' The folder that the officer chooses; nothing when the window is closed without a choice.
Public Function ChosenFolder(Prompt As String) As String
    With Application.FileDialog(FOLDER_PICKER)
        .Title = Prompt
        If .Show Then ChosenFolder = .SelectedItems(1)
    End With
End Function

Public Function Agrees(Question As String) As Boolean
    Agrees = MsgBox(Question, vbYesNo + vbQuestion, TITLE) = vbYes
End Function

Public Sub Inform(Message As String)
    MsgBox Message, vbInformation, TITLE
End Sub
