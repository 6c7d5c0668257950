@echo off
setlocal
title Remove cyps-xl
if exist "%~dp0program\python.exe" goto remove
if exist "%~dp0program.old" goto leftovers
if exist "%~dp0program.new" goto leftovers
goto unzip

:remove
"%~dp0program\python.exe" -I -B -m cyps_xl setup --undo
if errorlevel 1 goto failed

:leftovers
if not defined LOCALAPPDATA goto failed
cd /d "%LOCALAPPDATA%"
rem One block, read whole before it runs: it deletes the file that it stands in, where that is the copy in local data.
(
  rem By whole names: where a user's folder may not be gone into, nothing of another goes.
  rem What a Set up that was broken off, or a virus scanner, has left goes first: it would be in the way.
  if exist "%LOCALAPPDATA%\cyps-xl\program.old" rmdir /s /q "%LOCALAPPDATA%\cyps-xl\program.old" 2>nul
  if exist "%LOCALAPPDATA%\cyps-xl\program.new" rmdir /s /q "%LOCALAPPDATA%\cyps-xl\program.new" 2>nul
  if exist "%LOCALAPPDATA%\cyps-xl\program" ren "%LOCALAPPDATA%\cyps-xl\program" program.old 2>nul
  if exist "%LOCALAPPDATA%\cyps-xl\program.old" rmdir /s /q "%LOCALAPPDATA%\cyps-xl\program.old" 2>nul
  if exist "%LOCALAPPDATA%\cyps-xl\program" (
    echo Files of the program are in use: close Excel and the windows of CYPS report, and run Remove again.
  ) else if exist "%LOCALAPPDATA%\cyps-xl\program.old" (
    echo Not everything could be removed yet: wait a minute, and run Remove again.
  ) else if exist "%LOCALAPPDATA%\cyps-xl\program.new" (
    echo Not everything could be removed yet: wait a minute, and run Remove again.
  ) else (
    if exist "%LOCALAPPDATA%\cyps-xl\Remove.cmd" del /q "%LOCALAPPDATA%\cyps-xl\Remove.cmd"
    if exist "%LOCALAPPDATA%\cyps-xl" rmdir "%LOCALAPPDATA%\cyps-xl" 2>nul
    echo Removed. Workbooks, their backups, copies and editions stay where they are.
  )
  pause
  rem The folder is empty by now, but for this file, which Windows may hold until its window closes.
  if exist cyps-xl start "" /b cmd /c "ping -n 3 127.0.0.1 >nul & rmdir cyps-xl 2>nul"
  exit
)

:unzip
echo The program is not beside this file. Unzip the whole folder first:
echo right-click the zip, choose Extract All, and run Remove in the folder that comes.
pause
exit /b 2

:failed
echo.
echo Not everything was removed. What stands above says why, and what to do.
pause
exit /b 1
