"""The commands packs and export: the packs that ship, and a workbook's report written back as one."""

from __future__ import annotations

from pathlib import Path

import click

from cyps_xl.terminal import WORKBOOK, Door, at_the_door


@click.command()
@click.pass_obj
def packs(door: Door) -> None:
    """List the report packs that ship: what each reports, and how much.

    \b
    Example:  cyps-xl packs
    """
    with at_the_door(door):
        from cyps_xl.definition.packs import pack_names, read_pack

        rows = []
        for name in pack_names():
            found = read_pack(name).definition
            titles = ", ".join(section.title for section in found.sections[:3])
            rows.append((name, str(len(found.sections)), str(len(found.tables_of_figures)), f"{titles} …"))
        door.table(("Pack", "Sections", "Tables of figures", "It reports"), rows)


@click.command()
@click.argument("path", type=WORKBOOK)
@click.option("--pack", "folder", type=WORKBOOK, required=True, metavar="FOLDER", help="Where to write the pack.")
@click.option("--force", is_flag=True, help="Replace the folder if it is already there.")
@click.pass_obj
def export(door: Door, path: Path, folder: Path, force: bool) -> None:
    """Write a workbook's report as a pack: a CSV file for each table of its definition, and its indicators.

    No figure and no text of staff's leaves with it. Other workbooks are made of it with new --pack.

    \b
    Example:  cyps-xl export "CYPS.xlsx" --pack "our report"
    """
    with at_the_door(door):
        from cyps_xl.definition.packs import pack_files
        from cyps_xl.edition.write_folder import write_together
        from cyps_xl.planning import inputs_of
        from cyps_xl.xlsx.parts.package import Package

        files = pack_files(inputs_of(Package.read(path)))
        write_together(folder, files, force=force, there="is there already")
        door.say(f"{folder}: {len(files)} files.")
