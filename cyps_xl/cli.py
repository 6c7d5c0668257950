"""The command line: words to actions. It says how things went, and decides nothing."""

from __future__ import annotations

from typing import Any

import click

from cyps_xl import __version__
from cyps_xl.commands import (
    check,
    combine,
    doctor,
    email,
    explain,
    packs,
    publish,
    recalculate,
    records,
    scan,
    setup,
    workbook,
)
from cyps_xl.memory import look_seldom_for_circles
from cyps_xl.terminal import Door


class _Commands(click.Group):
    """The commands; a word that one of them lacks is named with what it is for, and an example of the whole."""

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command that was typed."""
        try:
            return super().invoke(ctx)
        except click.MissingParameter as lack:
            raise click.UsageError(_what_is_missing(lack), lack.ctx) from None


def _what_is_missing(lack: click.MissingParameter) -> str:
    parameter, context = lack.param, lack.ctx
    if parameter is None or context is None:
        return lack.format_message()
    named = parameter.make_metavar(context)
    if isinstance(parameter, click.Option):
        said = (parameter.help or "").rstrip(".")
        named = f"{parameter.opts[0]} {named} ({said[:1].lower()}{said[1:]})"
    _, example, words = (context.command.help or "").partition("Example:")
    return f"{named} is missing. {example}{words.splitlines()[0]}" if words else f"{named} is missing."


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="cyps-xl")
@click.option("--debug", is_flag=True, help="Show where in the program an unforeseen error arose.")
@click.pass_context
def main(context: click.Context, debug: bool) -> None:
    """Children's services performance report, as a live Excel workbook.

    \b
    Exit codes:  0  done
                 1  figures stand in the way, and nothing was written
                 2  wrong use, or a file that cannot be used
                 3  a fault of cyps-xl itself
    """
    look_seldom_for_circles()
    context.obj = Door(debug)


for command in (
    workbook.new,
    workbook.import_,
    records.count,
    records.list_,
    records.reconcile,
    workbook.refresh,
    workbook.show,
    packs.packs,
    packs.export,
    check.check,
    explain.explain,
    recalculate.recalculate,
    publish.publish,
    combine.combine,
    email.email,
    scan.scan,
    setup.setup,
    doctor.doctor,
):
    main.add_command(command)


if __name__ == "__main__":
    main()
