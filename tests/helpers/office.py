"""LibreOffice as a process: each with a throw-away profile, reached over a named pipe."""

from __future__ import annotations

import atexit
import os
import shutil
import signal
import subprocess
import tempfile
import threading
import time
import uuid
from pathlib import Path
from typing import Any

from helpers.xlwings_lo_uno import properties

PATIENCE = 60.0  # seconds that LibreOffice may take to start

_SWITCH = '<item oor:path="{0}"><prop oor:name="{1}" oor:op="fuse"><value>{2}</value></prop></item>'
_SWITCHES = (
    ("/org.openoffice.Office.Common/Misc", "UseDocumentOOoLockFile", "false"),
    ("/org.openoffice.Office.Common/Misc", "UseDocumentSystemFileLocking", "false"),
    ("/org.openoffice.Office.Calc/Formula/Load", "OOXMLRecalcMode", "0"),  # always work formulas out
    ("/org.openoffice.Office.Common/Security/Scripting", "MacroSecurityLevel", "3"),  # never run macros
)


class Office:
    """A LibreOffice of our own that works formulas out whenever it opens a workbook."""

    def __init__(self) -> None:
        self.conversions = 0
        self.pipe = f"cyps_{uuid.uuid4().hex}"
        self._profile = Path(tempfile.mkdtemp(prefix="cyps-office-"))
        (self._profile / "user").mkdir()
        switches = "".join(_SWITCH.format(*switch) for switch in _SWITCHES)
        (self._profile / "user" / "registrymodifications.xcu").write_text(
            '<?xml version="1.0" encoding="UTF-8"?>'
            f'<oor:items xmlns:oor="http://openoffice.org/2001/registry">{switches}</oor:items>',
            encoding="utf-8",
        )
        self._process = subprocess.Popen(
            [
                *("soffice", "--headless", "--norestore", "--nologo", "--nodefault", "--nolockcheck"),
                f"-env:UserInstallation={self._profile.as_uri()}",
                f"--accept=pipe,name={self.pipe};urp;StarOffice.ComponentContext",
            ],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,  # soffice is a wrapper: the whole group is ended
        )
        atexit.register(self.kill)
        self.desktop = connected(self.pipe, self)

    @property
    def is_running(self) -> bool:
        """Whether it has neither ended nor been ended."""
        return self._process.poll() is None

    @property
    def pid(self) -> int:
        """Of the wrapper that was started."""
        return self._process.pid

    def converted(self, source: Path, target: Path, filter_name: str, within: float) -> bool:
        """Have it open a file and store it by one of its filters ("calc_pdf_Export"). False when it could not, which it
        does not outlive where it ended, or did not answer within so many seconds."""
        import uno

        self.conversions += 1
        watch = threading.Timer(within, self.kill)
        watch.start()
        try:
            document = self.desktop.loadComponentFromURL(source.as_uri(), "_blank", 0, properties(Hidden=True))
            if document is not None:
                document.storeToURL(target.as_uri(), properties(FilterName=filter_name))
                document.close(True)
        except uno.getClass("com.sun.star.uno.Exception"):
            self.kill()
        finally:
            watch.cancel()
        return target.exists()

    def kill(self) -> None:
        """End it at once; nothing where it has ended."""
        if self.is_running:
            os.killpg(self._process.pid, signal.SIGKILL)
            self._process.wait(10)
            shutil.rmtree(self._profile, ignore_errors=True)


def connected(pipe: str, office: Office | None = None) -> Any:
    """The desktop of the LibreOffice that listens on a pipe, or is about to. Raises RuntimeError when none does."""
    import uno

    local = uno.getComponentContext()
    resolver = local.ServiceManager.createInstanceWithContext("com.sun.star.bridge.UnoUrlResolver", local)
    deadline = time.monotonic() + PATIENCE
    while True:
        try:
            context = resolver.resolve(f"uno:pipe,name={pipe};urp;StarOffice.ComponentContext")
        except Exception:
            if (office and not office.is_running) or time.monotonic() > deadline:
                raise RuntimeError("LibreOffice did not start") from None
            time.sleep(0.1)
        else:
            return context.ServiceManager.createInstanceWithContext("com.sun.star.frame.Desktop", context)
