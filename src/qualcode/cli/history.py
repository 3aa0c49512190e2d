"""`qualcode history`: what happened."""

from __future__ import annotations

import click

from qualcode.cli.options import format_option, opened, project_option
from qualcode.cli.output import print_frame

_EXAMPLE = """\b
Example
  qualcode history --limit 20
"""


@click.command(epilog=_EXAMPLE)
@click.option("--limit", type=click.IntRange(min=1), default=30, show_default=True, help="How many changes.")
@format_option
@project_option
def history(limit: int, output_format: str, location: str | None) -> None:
    """Show what happened to the project, the latest first."""
    with opened(location) as project:
        print_frame(project.history.frame(limit=limit), output_format, note="Times are in UTC.")
