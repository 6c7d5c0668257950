"""Try the folder that sets cyps-xl up on Windows, from an empty Windows: `python scripts/test_windows_folder.py TOOLS`.

TOOLS is the folder of tools that scripts/wine.py tells of. Everything that an officer does is done as they do it, in a
user's folder with a space and with letters that no code page of Western Europe has, and what it says is printed. Ends
with 1 at the first thing that is not as it should be. Not part of the tests: it takes some minutes.
"""

from __future__ import annotations

import hashlib
import shutil
import sys
import tempfile
import time
import zipfile
from dataclasses import replace
from pathlib import Path
from typing import Any

import make_windows_folder as maker
import wine

STAYS = Path("AppData", "Local", "cyps-xl")
XLSTART = Path("AppData", "Roaming", "Microsoft", "Excel", "XLSTART")
START_MENU = Path("AppData", "Roaming", "Microsoft", "Windows", "Start Menu", "Programs")
PLACED = (
    STAYS / "python.txt",
    XLSTART / "cyps_report.xlam",
    START_MENU / "Recalculate CYPS report.lnk",
    START_MENU / "CYPS report commands.lnk",
)


class Trial:
    """One run: a user, and what was expected of it."""

    def __init__(self, user: wine.User) -> None:
        self.user = user
        self.work = user.home / "Documents" / "Adroddiad Tŷ"
        self.work.mkdir()

    def do(self, program: Path, *arguments: str, code: int = 0, says: str = "") -> float:
        """Run something, print what it says, and hold its exit code and its words to what is expected; the seconds."""
        print(f"\n> {program.relative_to(self.user.home)} {' '.join(arguments)}", flush=True)
        began = time.monotonic()
        ended, said = self.user.run(program, *arguments, cwd=self.work)
        took = time.monotonic() - began
        print(said.strip(), f"[ended with {ended} after {took:.1f} s]", sep="\n", flush=True)
        self.expect(ended == code, f"it ends with {code}")
        self.expect(says in said, f"it says “{says}”")
        return took

    def cyps(self, *arguments: str, code: int = 0, says: str = "") -> None:
        """Run a command as it answers in the window for commands."""
        self.do(self.user.home / STAYS / "program" / "commands" / "cyps-xl.cmd", *arguments, code=code, says=says)

    def expect(self, holds: bool, what: str) -> None:
        """Go on only where something holds."""
        if not holds:
            sys.exit(f"NOT AS EXPECTED: {what}")

    def unzip(self, made: Path, folder: str) -> Path:
        """What *Extract All* does with the zip."""
        target: Path = self.user.home / "Downloads" / folder
        with zipfile.ZipFile(made) as archive:
            archive.extractall(target)
        return next(target.iterdir())


def made_twice(made: Any, out: Path, wheels: Path) -> tuple[Path, Path]:
    """The folder's zip, the same when it is made again, and that of a newer version."""
    python = out / "python-embed.zip"
    python.write_bytes(wine.embeddable(made.BASE))
    digest = hashlib.sha256(python.read_bytes()).hexdigest()
    first, again = (
        maker.main([str(python), digest, "--wheels", str(wheels), "--out", str(out / name)]) for name in ("one", "two")
    )
    if first.read_bytes() != again.read_bytes():
        sys.exit("NOT AS EXPECTED: the same inputs give the same bytes")
    print("Made twice: the same bytes.")
    version, interpreter = maker.embedded(python.read_bytes(), digest)
    windows = maker.windows_with(version)
    fetched = maker.fetched(maker.locked(maker.LOCK.read_text(encoding="utf-8"), windows), version, wheels)
    program = maker.of_this_checkout()
    told = "cyps_xl/__init__.py"
    newer = program.files[told].replace(program.version.encode(), b"99.0")
    program = replace(program, version="99.0", files={**program.files, told: newer})
    newest = out / "newer.zip"
    files = maker.folder_of(version, interpreter, maker.needed(program, fetched, windows))
    newest.write_bytes(maker.zipped(files, "cyps-xl 99.0"))
    return first, newest


def set_up(trial: Trial, first: Path) -> None:
    """What goes wrong on the way, and then the way itself."""
    alone = trial.user.home / "Downloads" / "alone"
    alone.mkdir()
    unzipped = trial.unzip(first, "first")
    shutil.copy(unzipped / "Set up.cmd", alone)
    print("\n== Set up by itself, as Explorer runs it from inside the zip")
    trial.do(alone / "Set up.cmd", code=2, says="Unzip the whole folder first")
    print("\n== Set up in a folder that lacks a file")
    lacking = unzipped / "program" / "site-packages" / "polib.py"
    kept = lacking.read_bytes()
    lacking.unlink()
    trial.do(unzipped / "Set up.cmd", code=1, says="polib")
    lacking.write_bytes(kept)
    trial.expect(not (trial.user.home / STAYS).exists(), "nothing was put anywhere")
    print("\n== Set up")
    took = trial.do(unzipped / "Set up.cmd", says="Start Excel again")
    print(f"Set up took {took:.0f} seconds.")
    for path in PLACED:
        trial.expect((trial.user.home / path).is_file(), f"{path} is there")
    recorded = (trial.user.home / PLACED[0]).read_text(encoding="utf-16").strip()
    home = trial.user.windows(trial.user.home / STAYS / "program" / "pythonw.exe")
    trial.expect(recorded == home, f"the record names {home}")
    for link in PLACED[2:]:
        holds = trial.user.NAME.encode("utf-16-le") in (trial.user.home / link).read_bytes()
        trial.expect(holds, f"{link.name} names the user's folder with every letter")
    shutil.rmtree(trial.user.home / "Downloads")
    (trial.user.home / "Downloads").mkdir()
    print("The folder in Downloads is deleted.")


def a_quarter(trial: Trial) -> None:
    """The commands of a quarter."""
    trial.cyps("--version", says="0.")
    trial.cyps("new", "Gŵyl.xlsm", "--macros", "--example", says="11 charts")
    trial.cyps("refresh", "Gŵyl.xlsm")
    trial.cyps("check", "Gŵyl.xlsm", code=1)
    trial.cyps("publish", "Gŵyl.xlsm", "--out", "editions", "--draft", "--no-pdf")
    trial.cyps("doctor", "Gŵyl.xlsm", code=1, says="No Excel is installed")
    print("\n> what the macro starts: pythonw -I -m cyps_xl.excel_button")
    program = trial.user.home / STAYS / "program"
    trial.do(program / "pythonw.exe", "-I", "-m", "cyps_xl.excel_button", "--wb=Gŵyl.xlsm", "--from_xl=1", code=2)


def update(trial: Trial, newest: Path) -> None:
    """A newer folder in the place of the older; workbooks do not notice."""
    before = {path.name: path.read_bytes() for path in trial.work.iterdir() if path.is_file()}
    record = (trial.user.home / PLACED[0]).read_bytes()
    unzipped = trial.unzip(newest, "newer")
    trial.do(unzipped / "Set up.cmd", says="put in the place of the one before")
    trial.cyps("--version", says="99.0")
    trial.expect((trial.user.home / PLACED[0]).read_bytes() == record, "the record is as it was")
    after = {path.name: path.read_bytes() for path in trial.work.iterdir() if path.is_file()}
    trial.expect(before == after, "no workbook is another")
    trial.cyps("refresh", "Gŵyl.xlsm")
    trial.expect([path.name for path in (trial.user.home / STAYS).glob("program*")] == ["program"], "one program stays")
    print("\n== Removed by the folder that was unzipped, and set up again")
    trial.do(unzipped / "Remove.cmd", says="Removed.")
    nothing_left(trial)
    trial.do(unzipped / "Set up.cmd")
    shutil.rmtree(trial.user.home / "Downloads")


def nothing_left(trial: Trial) -> None:
    """Hold that of the program nothing is left in the user's folders, some seconds after."""
    for _ in range(20):
        if (trial.user.home / STAYS).exists():
            time.sleep(1)
    ours = [name for name in trial.user.files() if "cyps" in name.lower() and not name.startswith("Documents")]
    ours = [name for name in ours if not name.startswith("Downloads")]
    trial.expect(ours == [] and not (trial.user.home / STAYS).exists(), f"nothing is left: {ours}")


def main() -> None:
    """Everything, in the order in which an officer meets it."""
    made = wine.tools(Path(sys.argv[1]))
    with tempfile.TemporaryDirectory() as temporary:
        out = Path(temporary)
        first, newest = made_twice(made, out, maker.ROOT / "build" / "windows-wheels")
        print("\n== An empty Windows")
        trial = Trial(wine.User(made, out))
        there = trial.user.files()
        try:
            set_up(trial, first)
            print("\n== A quarter")
            a_quarter(trial)
            print("\n== A newer folder")
            update(trial, newest)
            print("\n== Removed from where it stays")
            trial.do(trial.user.home / STAYS / "Remove.cmd", says="Removed.")
            nothing_left(trial)
            came = sorted(set(trial.user.files()) - set(there))
            print("\nIn the user's folders since the beginning:", *came, sep="\n  ")
        finally:
            made.stop()
    print("\nAll was as expected.")


if __name__ == "__main__":
    main()
