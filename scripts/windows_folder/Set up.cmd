@echo off
setlocal
title Set up cyps-xl
if not exist "%~dp0program\python.exe" goto unzip
echo Setting up cyps-xl for you. This takes a minute or two; leave this window open.
echo.
"%~dp0program\python.exe" -I -B -m cyps_xl setup
if errorlevel 1 goto failed
echo.
echo Done. Start Excel again; the tab is called Children's services.
pause
exit /b 0

:unzip
echo The program is not beside this file. Unzip the whole folder first:
echo right-click the zip, choose Extract All, and run Set up in the folder that comes.
pause
exit /b 2

:failed
echo.
echo This was not set up. What stands above says why, and what to do.
echo If it speaks of Python or of a module: unzip the whole folder again, and run Set up in it.
pause
exit /b 1
