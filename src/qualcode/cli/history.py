"""`qualcode history`: what happened."""

from __future__ import annotations

import click

from qualcode.cli.options import format_option, opened, project_option
from qualcode.cli.output import print_frame, short_times

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
        frame = short_times(project.history.frame(limit=limit), "at", output_format)
        # One more tells whether there are any, without reading all of them.
        more = len(project.history.list(limit=limit + 1)) > limit
    older = f" Older changes: --limit {limit * 10}." if more else ""
    print_frame(frame, output_format, note=f"Times are in UTC.{older}")
