"""What a command that brings figures in does where somebody corrected one since: options, and what they ask for."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, TypeVar

import click

from cyps_xl.errors import WrongUse

if TYPE_CHECKING:
    from cyps_xl.bringing_in import Corrections

Command = TypeVar("Command", bound=Callable[..., Any])


def corrections_options(command: Command) -> Command:
    """The options --overwrite and --keep-corrections."""
    keep = click.option("--keep-corrections", is_flag=True, help="Leave the figures that somebody corrected since.")
    words = "Take what is brought in where somebody corrected a figure since."
    return click.option("--overwrite", is_flag=True, help=words)(keep(command))


def asked_corrections(overwrite: bool, keep_corrections: bool) -> Corrections:
    """What the options ask for. Raises WrongUse where both are given."""
    from cyps_xl.bringing_in import Corrections

    if overwrite and keep_corrections:
        raise WrongUse("--overwrite and --keep-corrections say opposite things.", "Give one of them.")
    if keep_corrections:
        return Corrections.KEEP
    return Corrections.OVERWRITE if overwrite else Corrections.ASK
