@echo off
title CYPS report commands
set "PATH=%~dp0;%PATH%"
echo A new workbook, in this folder:   cyps-xl new "CYPS.xlsm" --macros
echo One filled with an example:       cyps-xl new "Example.xlsm" --macros --example
echo What stops the button:            cyps-xl doctor "CYPS.xlsm"
echo The guide, in your browser:       guide
echo All commands:                     cyps-xl --help
echo.
