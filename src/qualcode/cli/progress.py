"""`qualcode progress`: who has read what."""

from __future__ import annotations

import click

from qualcode.cli.open_rounds import hold_back_open_rounds
from qualcode.cli.options import format_option, opened, project_option
from qualcode.cli.output import print_frame

_EXAMPLE = """\b
Example
  qualcode progress
"""


@click.command(epilog=_EXAMPLE)
@format_option
@project_option
def progress(output_format: str, location: str | None) -> None:
    """Show how far each coder has come with each document.

    Only a document marked as finished counts as read; a passage without codes in it was then left uncoded on purpose.
    """
    with opened(location) as project:
        hold_back_open_rounds(project, None)
        frame = project.readings.frame()
        untouched = project.readings.untouched()
    finished = int((frame["finished"] == "yes").sum())
    note = f"{finished} of {len(frame)} readings finished; one reading is one document read by one coder in one round."
    left = "".join(f"\nNot begun by {coder}: {', '.join(names)}." for coder, names in untouched.items())
    print_frame(frame, output_format, note=note + left)
