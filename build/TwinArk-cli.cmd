@echo off
rem The command line of the installed TwinArk: TwinArk-cli export --help
"%~dp0TwinArk.exe" --cli %*
exit /b %ERRORLEVEL%
