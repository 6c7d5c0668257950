Attribute VB_Name = "CypsButton"
Option Explicit

' What the button "Recalculate report" on Start and Checks runs.

Public Sub RecalculateReport()
    StartProgram "cyps_xl.excel_button", ThisWorkbook.Name, ""
End Sub
