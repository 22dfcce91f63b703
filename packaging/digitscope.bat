@echo off
rem Starts Digitscope on Windows; wants Java 17 or newer in JAVA_HOME or on the PATH.
setlocal
set "HOME_DIR=%~dp0.."
set "JAVA=java"
if defined JAVA_HOME set "JAVA=%JAVA_HOME%\bin\java"
set OMP_NUM_THREADS=1
set OPENBLAS_NUM_THREADS=1
"%JAVA%" -Xlog:disable -Xlog:all=error:stderr -XX:+UseSerialGC -XX:MaxRAMPercentage=40 ^
  --add-exports java.base/jdk.internal.module=ALL-UNNAMED ^
  -Djava.awt.headless=true "-Djava.util.logging.config.file=%HOME_DIR%\lib\logging.properties" ^
  -Djava.net.useSystemProxies=true -Djdk.http.auth.tunneling.disabledSchemes= ^
  -cp "%HOME_DIR%\lib\*" digitscope.app.Main %*
exit /b %ERRORLEVEL%
