"""`qualcode report`: the themes with their quotes, as one HTML file."""

from __future__ import annotations

from pathlib import Path

import click

from qualcode.cli.files import HTML, writable
from qualcode.cli.open_rounds import hold_back_open_rounds
from qualcode.cli.options import opened, project_option, round_option
from qualcode.cli.output import say

_EXAMPLE = """\b
Example
  qualcode report themes.html
"""


@click.command(epilog=_EXAMPLE)
@click.argument("path", type=click.Path(path_type=Path, dir_okay=False), default="report.html")
@click.option("--by", default="any", show_default=True, metavar="any|all|CODER", help="When a document says a theme.")
@click.option("--notice", default="", metavar="TEXT", help="What a reader must know first.")
@click.option(
    "--date",
    "made_at",
    default="",
    metavar="DATE",
    help="A date to print; without it, the same project gives the same file.",
)
@round_option
@project_option
def report(path: Path, by: str, notice: str, made_at: str, round_name: str | None, location: str | None) -> None:
    """Write the report of themes as one HTML file.

    Every quote in it links to its place in the transcript, in the same file. The file holds the interviews: share it as
    carefully as you share them.
    """
    writable(path, HTML)
    with opened(location) as project:
        hold_back_open_rounds(project, round_name)
        written = project.themes.write_report(path, by=by, round_name=round_name, notice=notice, made_at=made_at)
    say(f"Wrote {written}. It holds the whole transcripts; share it as carefully as the interviews themselves.")
