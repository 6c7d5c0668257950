"""Microsoft's validator as a process: a line on the way in is a file's path, a line on the way out what is wrong.

Run by the Python of the validator's own environment, so that no test has .NET in its process:
`python openxml_process.py HOME`. What comes out is a list in JSON, a text for each fault.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

MOST = 1000  # faults told of one file


def start(home: Path) -> Callable[[str], list[str]]:
    """Load .NET and the SDK from the folder in which scripts/openxml_sdk.py laid them out; returns the judge."""
    from clr_loader import get_coreclr
    from pythonnet import set_runtime

    set_runtime(get_coreclr(runtime_config=str(home / "runtimeconfig.json"), dotnet_root=str(home / "dotnet")))
    import clr

    sys.path.append(str(home / "sdk"))
    clr.AddReference("DocumentFormat.OpenXml.Framework")
    clr.AddReference("DocumentFormat.OpenXml")
    from DocumentFormat.OpenXml import FileFormatVersions
    from DocumentFormat.OpenXml.Packaging import SpreadsheetDocument
    from DocumentFormat.OpenXml.Validation import OpenXmlValidator

    validator = OpenXmlValidator(FileFormatVersions.Microsoft365)
    validator.MaxNumberOfErrors = MOST

    def faults(path: str) -> list[str]:
        book = None
        try:
            book = SpreadsheetDocument.Open(path, False)
            return [_told(fault) for fault in validator.Validate(book)]
        except Exception as error:  # what the SDK cannot read is a fault too
            return [f"cannot be read: {type(error).__name__}: {error}".splitlines()[0]]
        finally:
            if book is not None:
                book.Dispose()

    return faults


def _told(fault: Any) -> str:
    part = fault.Part.Uri if fault.Part is not None else ""
    place = fault.Path.XPath if fault.Path is not None else ""
    return f"{part} {place}: {fault.Description}"


if __name__ == "__main__":
    judge = start(Path(sys.argv[1]).resolve())
    for line in sys.stdin:
        print(json.dumps(judge(line.rstrip("\n"))), flush=True)
