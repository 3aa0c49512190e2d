"""`qualcode participants`: who was interviewed."""

from __future__ import annotations

from pathlib import Path

import click

from qualcode.cli.options import format_option, opened, project_option
from qualcode.cli.output import counted, print_frame, say

_EXAMPLE = """\b
Example
  qualcode participants --from transcripts_sample/participants.csv
"""


@click.command(epilog=_EXAMPLE)
@click.option(
    "--from",
    "table",
    type=click.Path(path_type=Path),
    help="CSV or XLSX table: one row per participant, attributes as columns.",
)
@format_option
@project_option
def participants(table: Path | None, output_format: str, location: str | None) -> None:
    """List participants, or read their attributes from a table."""
    with opened(location) as project:
        if table is not None:
            read = project.participants.import_table(table)
            linked = counted(len(read.linked), "document")
            say(f"{counted(len(read.participants), 'participant')} from {table.name}. {linked} linked.")
            if read.missing:
                listed = ", ".join(f"{document} (row of {person})" for document, person in read.missing)
                say(f"Not in the project: {listed}.")
        frame = project.participants.frame()
        print_frame(frame, output_format, note=f"{counted(len(frame), 'participant')}.")
