@"%~dp0..\python.exe" -I -m cyps_xl %*
