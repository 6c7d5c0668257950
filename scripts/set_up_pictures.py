"""Make the pictures of docs/set-up.md: `python scripts/set_up_pictures.py TOOLS`.

The folder is opened, set up and used as an officer does it, under Wine, and the sheet with the button is opened in
LibreOffice: so the windows have not the frames that Windows draws around them. TOOLS is the folder of tools that
scripts/wine.py tells of. Beside Wine and LibreOffice it needs a screen of its own (Debian: xvfb), a keyboard (xdotool)
and ImageMagick. Not part of the tests: it takes some minutes.
"""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import make_windows_folder as maker
import wine
from test_windows_folder import PLACED, STAYS, Trial

from cyps_xl import report

IMAGES = maker.ROOT / "docs" / "images"
SCREEN = ":77"
DRAWN = 5.0
"""Seconds after which a window has drawn what it says."""
LONGEST = 120.0
EMPTY = 2000
"""Bytes below which a picture shows a window in which nothing is drawn yet."""
FOLDER, SET_UP, COMMANDS, SHEET = "632x190+4+23", "640x348+4+23", "640x204+4+23", "1135x455+0+107"
"""What is shown of the screen: width, height, and where it begins."""
EXAMPLE = "CYPS.xlsm"


class Screen:
    """A screen, its keyboard, and the Windows programs on it."""

    def __init__(self, environment: dict[str, str]) -> None:
        self.environment = {**environment, "DISPLAY": SCREEN}
        desktop = "mscoree=;mshtml=;winemenubuilder.exe=;winedbg.exe="  # windows are shown, unlike in the other scripts
        self.environment["WINEDLLOVERRIDES"] = desktop

    @contextmanager
    def shown(self, *program: str, folder: Path, until: Callable[[], bool]) -> Iterator[None]:
        """A program's window, once something holds and it has drawn what it says; closed at the end."""
        quiet = subprocess.DEVNULL
        begun = subprocess.Popen(program, env=self.environment, cwd=folder, stdin=quiet, stdout=quiet, stderr=quiet)
        wait_until(until)
        yield
        begun.kill()

    def press(self, *keys: str) -> None:
        """Type into the window in front."""
        subprocess.run(["xdotool", *keys], env=self.environment, check=True)

    def picture(self, name: str, part: str) -> None:
        """Write a part of the screen to docs/images."""
        time.sleep(DRAWN)
        whole = subprocess.run(
            ["import", "-window", "root", "png:-"], env=self.environment, check=True, stdout=subprocess.PIPE
        )
        shown = [
            "-crop",
            part,
            "+repage",
            "-bordercolor",
            "#888",
            "-border",
            "1",
            "-define",
            "png:exclude-chunk=date,time",
        ]
        convert = ["convert", "png:-", *shown, "png:-"]
        made = subprocess.run(convert, input=whole.stdout, check=True, stdout=subprocess.PIPE).stdout
        if len(made) < EMPTY:
            sys.exit(f"set-up-{name}.png shows an empty window: the computer is too busy. Try again.")
        (IMAGES / f"set-up-{name}.png").write_bytes(made)
        print(f"docs/images/set-up-{name}.png")


def wait_until(holds: Callable[[], bool]) -> None:
    """Wait for something; exits where it does not come."""
    end = time.monotonic() + LONGEST
    while not holds():
        if time.monotonic() > end:
            sys.exit("A window did not come to what it was opened for.")
        time.sleep(0.5)


def on_windows(screen: Screen, user: wine.User, unzipped: Path) -> None:
    """The unzipped folder, Set up, and the window for commands."""

    def console(program: Path, switch: str) -> tuple[str, ...]:
        return ("wine", "wineconsole", "cmd", switch, user.windows(program))

    with screen.shown("wine", "explorer", user.windows(unzipped), folder=unzipped, until=lambda: True):
        time.sleep(2 * DRAWN)
        screen.picture("1-folder", FOLDER)
    links = [user.home / link for link in PLACED]
    done = lambda: all(link.exists() for link in links)  # noqa: E731
    with screen.shown(*console(unzipped / "Set up.cmd", "/c"), folder=unzipped, until=done):
        screen.picture("2-window", SET_UP)
        screen.press("key", "Return")
    work = user.home / "Documents"
    program = user.home / STAYS / "program" / "commands" / "window.cmd"
    with screen.shown(*console(program, "/k"), folder=work, until=lambda: True):
        time.sleep(DRAWN)
        screen.press("type", "--delay", "60", f'cyps-xl new "{EXAMPLE}" --macros')
        screen.press("key", "Return")
        wait_until((work / EXAMPLE).exists)
        screen.picture("3-commands", COMMANDS)


def with_the_button(screen: Screen, folder: Path) -> None:
    """The sheet Start of an example, and the button on it."""
    path = folder / EXAMPLE
    report.new(path, example=True, macros=True)
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    with screen.shown("soffice", profile, "--norestore", "--nologo", str(path), folder=folder, until=lambda: True):
        time.sleep(6 * DRAWN)
        screen.press("key", "Return")  # that macros do not run
        time.sleep(4 * DRAWN)
        screen.picture("4-button", SHEET)


def main() -> None:
    """All four, in the order in which they stand on the page."""
    made = wine.tools(Path(sys.argv[1]))
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as temporary:
        out = Path(temporary)
        python = out / "python-embed.zip"
        python.write_bytes(wine.embeddable(made.BASE))
        digest = hashlib.sha256(python.read_bytes()).hexdigest()
        wheels = maker.ROOT / "build" / "windows-wheels"
        zipped = maker.main([str(python), digest, "--wheels", str(wheels), "--out", str(out)])
        server = subprocess.Popen(["Xvfb", SCREEN, "-wr", "-screen", "0", "1280x800x24"], stderr=subprocess.DEVNULL)
        try:
            trial = Trial(wine.User(made, out))
            screen = Screen(made.wine_environment())
            on_windows(screen, trial.user, trial.unzip(zipped, "cyps-xl"))
            made.stop()
            with_the_button(Screen(dict(os.environ)), out)
        finally:
            made.stop()
            server.terminate()


if __name__ == "__main__":
    main()
