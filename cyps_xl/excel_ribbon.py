"""The door behind Check and Publish on the ribbon: what the add-in starts on the saved workbook.

    pythonw -I -m cyps_xl.excel_ribbon --wb="CYPS.xlsx" --from_xl=1 --hwnd=1234 --do=check --file="C:\\…\\CYPS.xlsx"

The first three arguments are those of the button (excel_button.py), and so are the exit codes.
Both only read the file, as it was last saved; the open workbook is there to show the message in.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from cyps_xl.errors import CypsError, WrongUse
from cyps_xl.live.excel import calling_workbook
from cyps_xl.live.log import note, note_error
from cyps_xl.live.message import NOBODY_TO_TELL, UNTOLD, tell
from cyps_xl.live.wording import MOST_PROBLEMS, refused_words, unforeseen_words


def main() -> int:
    """Do what was asked and show the message; returns the exit code."""
    try:
        book = calling_workbook()
        request = _request(sys.argv)
    except Exception as error:
        note_error(error)
        return NOBODY_TO_TELL
    done, message = _tried(request)
    return 0 if tell(book.app, message, done) else UNTOLD


@dataclass(frozen=True)
class _Request:
    """What the add-in asks for: check or publish, which file, and into which folder."""

    task: str
    file: str
    folder: Path


def _request(words: Sequence[str]) -> _Request:
    """The request in the program's arguments. KeyError or ValueError when they hold none that is known."""
    given = {name: value for name, _, value in (word.partition("=") for word in words)}
    if given["--do"] not in ("check", "publish"):
        raise ValueError("no such request")
    return _Request(given["--do"], given["--file"], Path(given["--out"] if given["--do"] == "publish" else ""))


def _tried(request: _Request) -> tuple[bool, str]:
    """Whether it could be done, and what the officer hears."""
    try:
        path = _on_this_computer(request.file)
        message = _checked(path) if request.task == "check" else _published(path, request.folder)
    except CypsError as error:
        note(f"{request.task} refused: {type(error).__name__}")
        return False, refused_words(error)
    except Exception as error:
        return False, unforeseen_words(error, note_error(error))
    note(f"{request.task} done")
    return True, message


def _on_this_computer(file: str) -> Path:
    """The file's path. Raises WrongUse for the address by which Excel knows a workbook in SharePoint or OneDrive."""
    if "://" in file:
        raise WrongUse(
            "This workbook is open from SharePoint or OneDrive.",
            "Save a copy in a folder on this computer, and check or publish that one.",
        )
    return Path(file)


def _checked(path: Path) -> str:
    """How many findings there are, and the gravest of them."""
    from collections import Counter

    from cyps_xl.checking import check

    verdict = check(path)
    still_open = [finding for finding in verdict.findings if finding.accepted is None]
    if not still_open:
        return f"{verdict.quarter}: nothing stands in the way of publication."
    counts = Counter(finding.severity.value for finding in still_open)
    lines = [f"{verdict.quarter}: {', '.join(f'{count} {severity}' for severity, count in counts.items())}."]
    lines += [f"• {finding.where}: {finding.message} {finding.remedy}" for finding in still_open[:MOST_PROBLEMS]]
    if len(still_open) > MOST_PROBLEMS:
        lines.append(f"… and {len(still_open) - MOST_PROBLEMS} more. Recalculate lists them all on Checks.")
    return "\n".join(lines)


def _published(path: Path, folder: Path) -> str:
    """Where the edition for members is, and what is in it."""
    from cyps_xl.edition.messages import lines
    from cyps_xl.edition.publishing import Wanted, publish

    return "\n".join(lines(publish(path, folder, Wanted(), lambda step: None)))


if __name__ == "__main__":
    sys.exit(main())
