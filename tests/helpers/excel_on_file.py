"""An Excel that has a file open and does whatever it is asked: for what a press reads, asks for and says."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from helpers.excel_calls import CALLS

_METHODS = ("Range", "Insert", "Delete", "Copy", "Merge", "UnMerge", "Add", "Item", "SelectByNamespace")


class Anything:
    """An object of Excel's that has every property and every method, each use of which is one call."""

    def __init__(self, where: str) -> None:
        self.__dict__["where"] = where

    def __getattr__(self, name: str) -> Any:
        if name in _METHODS:  # counted when it is called
            return Anything(f"{self.where}.{name}")
        CALLS.make(f"{self.where}.{name}")
        return Anything(f"{self.where}.{name}")

    def __setattr__(self, name: str, value: Any) -> None:
        CALLS.make(f"{self.where}.{name} =")

    def __call__(self, *words: Any) -> Any:
        CALLS.make(f"{self.where}({', '.join(map(str, words))[:60]})")
        return Anything(f"{self.where}({', '.join(map(str, words))[:60]})")

    def __iter__(self) -> Iterator[Any]:
        return iter(())

    def __index__(self) -> int:
        return 1

    def __add__(self, number: int) -> int:
        return 1 + number


class App:
    """What a press asks of Excel through xlwings."""

    calculation, enable_events, screen_updating, cut_copy_mode = "automatic", True, True, None

    def __init__(self, answer: str = "no") -> None:
        self.answer, self.alerts = answer, list[str]()

    def calculate(self) -> None:
        CALLS.make("App calculate")

    def alert(self, prompt: str, **options: Any) -> str:
        self.alerts.append(prompt)
        return self.answer


class Api(Anything):
    """Excel's own object of the workbook, which saves copies of the file."""

    def __init__(self, path: Path, full_name: str) -> None:
        super().__init__("Workbook")
        self.__dict__.update(path=path, FullName=full_name)

    def SaveCopyAs(self, copy: str) -> None:  # noqa: N802
        CALLS.make("Workbook.SaveCopyAs")
        shutil.copyfile(self.__dict__["path"], copy)


class FileBook:
    """A workbook as xlwings gives it; `full_name` where Excel says it is, the file unless told otherwise."""

    def __init__(self, path: Path, full_name: str = "") -> None:
        self.name, self.app = path.name, App()
        self.api = Api(path, full_name or str(path))
