"""`qualcode check`: is the project whole and sound?"""

from __future__ import annotations

import sys

import click

from qualcode.cli.options import opened, project_option
from qualcode.cli.output import counted, say

_EXAMPLE = """\b
Example
  qualcode check -p mystudy.qualcode
"""


@click.command(epilog=_EXAMPLE)
@project_option
def check(location: str | None) -> None:
    """Verify that the project file is whole and sound.

    The database is checked page by page; every quotation is compared with the words at its place, every document with
    its source, and every reference is followed.
    """
    from qualcode.project.checking import check_project

    with opened(location) as project:
        report = check_project(project)
    for line in report.counts:
        say(line)
    for problem in report.problems:
        click.echo(problem)
    say("Everything is in order." if not report.problems else f"{counted(len(report.problems), 'problem')}.")
    sys.exit(1 if report.problems else 0)
