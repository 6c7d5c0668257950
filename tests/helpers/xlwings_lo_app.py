"""The engine's applications: each one LibreOffice, with a throw-away profile, reached over a named pipe."""

from __future__ import annotations

import atexit
import os
import shutil
import signal
import subprocess
import tempfile
import time
import uuid
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from xlwings import base_classes

from helpers.excel_calls import CALLS

PIPE_VARIABLE = "XLWINGS_LO_PIPE"
"""Names the pipe of a LibreOffice that is running already, for a second process."""

PATIENCE = 60.0  # seconds that LibreOffice may take to start
_SWITCH = '<item oor:path="{0}"><prop oor:name="{1}" oor:op="fuse"><value>{2}</value></prop></item>'
_SWITCHES = (
    ("/org.openoffice.Office.Common/Misc", "UseDocumentOOoLockFile", "false"),
    ("/org.openoffice.Office.Common/Misc", "UseDocumentSystemFileLocking", "false"),
    ("/org.openoffice.Office.Calc/Formula/Load", "OOXMLRecalcMode", "0"),  # always work formulas out
    ("/org.openoffice.Office.Common/Security/Scripting", "MacroSecurityLevel", "3"),  # never run macros
)
_STATES: dict[str, Any] = {
    "visible": False,
    "screen_updating": True,
    "display_alerts": True,
    "enable_events": True,
    "interactive": True,
    "status_bar": False,
    "cut_copy_mode": None,
}


class Apps(base_classes.Apps):
    """Every LibreOffice that the engine has started."""

    def __init__(self, engine: Any) -> None:
        self.engine = engine
        self._apps: list[App] = []

    def keys(self) -> list[int]:
        return [app.pid for app in self._apps]

    def add(self, spec: Any = None, add_book: Any = None, xl: Any = None, visible: Any = None) -> App:
        app = App(self)
        self._apps.insert(0, app)
        if add_book:
            app.books.add()
        return app

    def forget(self, app: App) -> None:
        if app in self._apps:
            self._apps.remove(app)

    @staticmethod
    def cleanup() -> None:
        pass

    def __iter__(self) -> Iterator[App]:
        return iter(list(self._apps))

    def __len__(self) -> int:
        return len(self._apps)

    def __getitem__(self, pid: int) -> App:
        return next(app for app in self._apps if app.pid == pid)


class App(base_classes.App):
    """One LibreOffice.

    `alerts` holds the messages it has been asked to show, and `answer` what is said to questions; `records` the
    record of each open workbook.
    """

    engine: Any = None  # shadows a property of the base class

    def __init__(self, apps: Apps) -> None:
        self.apps, self.engine = apps, apps.engine
        self.alerts: list[str] = []
        self.answer = "no"
        self.records: dict[str, list[str]] = {}
        self.states = dict(_STATES)
        self._calculation = "automatic"
        self._process: subprocess.Popen[bytes] | None = None
        self.pipe = os.environ.get(PIPE_VARIABLE) or self._start()
        self.desktop = self._connect()

    def _start(self) -> str:
        """Start LibreOffice; returns the pipe on which it listens."""
        pipe = f"xlwings_{uuid.uuid4().hex}"
        self._profile = Path(tempfile.mkdtemp(prefix="xlwings_lo_"))
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
                f"--accept=pipe,name={pipe};urp;StarOffice.ComponentContext",
            ],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,  # soffice is a wrapper: the whole group is ended
        )
        atexit.register(self.kill)
        return pipe

    def _connect(self) -> Any:
        import uno

        local = uno.getComponentContext()
        resolver = local.ServiceManager.createInstanceWithContext("com.sun.star.bridge.UnoUrlResolver", local)
        address = f"uno:pipe,name={self.pipe};urp;StarOffice.ComponentContext"
        deadline = time.monotonic() + PATIENCE
        while True:
            try:
                context = resolver.resolve(address)
            except Exception:
                if (self._process and self._process.poll() is not None) or time.monotonic() > deadline:
                    raise RuntimeError("LibreOffice did not start") from None
                time.sleep(0.1)
            else:
                return context.ServiceManager.createInstanceWithContext("com.sun.star.frame.Desktop", context)

    @property
    def api(self) -> Any:
        return self.desktop

    @property
    def pid(self) -> int:
        return self._process.pid if self._process else os.getpid()

    @property
    def hwnd(self) -> None:
        return None

    @property
    def version(self) -> str:
        return "16.0"

    @property
    def books(self) -> Any:
        from helpers.xlwings_lo_book import Books

        return Books(self)

    @property
    def calculation(self) -> str:
        CALLS.make("App calculation")
        return self._calculation

    @calculation.setter
    def calculation(self, mode: str) -> None:
        CALLS.make("App calculation")
        if mode not in ("automatic", "manual", "semiautomatic"):
            raise KeyError(mode)
        self._calculation = mode
        for book in self.books:
            book.doc.enableAutomaticCalculation(mode != "manual")

    def calculate(self) -> None:
        CALLS.make("App calculate")
        for book in self.books:
            book.doc.calculate()

    def alert(self, prompt: str, title: Any, buttons: Any, mode: Any, callback: Any) -> str:
        CALLS.make("App alert")
        self.alerts.append(prompt)
        return self.answer if buttons == "yes_no" else "ok"

    def activate(self, steal_focus: bool = False) -> None:
        pass

    def quit(self) -> None:
        for book in self.books:
            book.close()
        self.kill()

    def kill(self) -> None:
        if self._process is not None and self._process.poll() is None:
            os.killpg(self._process.pid, signal.SIGKILL)
            self._process.wait(10)
            shutil.rmtree(self._profile, ignore_errors=True)
        self.apps.forget(self)


def _state(name: str) -> property:
    def get(app: App) -> Any:
        CALLS.make(f"App {name}")
        return app.states[name]

    def put(app: App, value: Any) -> None:
        CALLS.make(f"App {name}")
        app.states[name] = value

    return property(get, put)


for _name in _STATES:
    setattr(App, _name, _state(_name))
