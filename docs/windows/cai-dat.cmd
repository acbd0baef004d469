@echo off
rem Cai chithi tu thu muc nay, khong can mang. Needs Python @VERSION@ (64-bit); everything else is in this folder.
rem This file is plain ASCII: cmd reads it in the code page of the machine. What people read is said by cai_dat.py.
setlocal
set PYTHONUTF8=1
set "HERE=%~dp0"
where py >nul 2>nul && py -@VERSION@ -c "" >nul 2>nul && (
  py -@VERSION@ "%HERE%cai_dat.py" %*
  goto done
)
where python >nul 2>nul && python -c "import sys; raise SystemExit(sys.version_info[:2] != (@TUPLE@))" >nul 2>nul && (
  python "%HERE%cai_dat.py" %*
  goto done
)
echo Chua co Python @VERSION@ (64-bit) tren may nay.
echo Hay cai Python @VERSION@, danh dau "Add python.exe to PATH", roi chay lai cai-dat.cmd.
set CHITHI_FAILED=1
:done
if errorlevel 1 set CHITHI_FAILED=1
if not defined CHITHI_SILENT pause
if defined CHITHI_FAILED exit /b 1
