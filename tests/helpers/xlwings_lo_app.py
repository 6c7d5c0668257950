"""The engine's applications: each one LibreOffice, with a throw-away profile, reached over a named pipe."""

from __future__ import annotations

import os
from collections.abc import Iterator
from typing import Any

from xlwings import base_classes

from helpers.excel_calls import CALLS
from helpers.office import Office, connected

PIPE_VARIABLE = "XLWINGS_LO_PIPE"
"""Names the pipe of a LibreOffice that is running already, for a second process."""

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
        self._office: Office | None = None
        self.pipe = os.environ.get(PIPE_VARIABLE, "")
        if self.pipe:
            self.desktop = connected(self.pipe)
        else:
            self._office = Office()
            self.pipe, self.desktop = self._office.pipe, self._office.desktop

    @property
    def api(self) -> Any:
        return self.desktop

    @property
    def pid(self) -> int:
        return self._office.pid if self._office else os.getpid()

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
        if self._office:
            self._office.kill()
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
