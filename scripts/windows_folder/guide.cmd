@start "" "%~dp0..\documentation\officers-guide.html"
