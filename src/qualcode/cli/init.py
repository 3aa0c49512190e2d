"""`qualcode init`: make a new project."""

from __future__ import annotations

from pathlib import Path

import click

from qualcode.cli.output import say

_EXAMPLE = """\b
Example
  qualcode init mystudy.qualcode --name "Service provision, 2026"
"""


@click.command(epilog=_EXAMPLE)
@click.argument("location", default="study.qualcode")
@click.option("--name", help="Name of the study. Without it: the name of the file.")
def init(location: str, name: str | None) -> None:
    """Make a new, empty project.

    LOCATION is a file that does not exist yet (study.qualcode; the ending is added if it is missing) or the URL of an
    empty PostgreSQL database.
    """
    from qualcode.project import Project
    from qualcode.storage import is_url

    if not is_url(location) and Path(location).suffix != ".qualcode":
        location = f"{location}.qualcode"
    with Project.create(location, name=name) as project:
        say(f'Made the project "{project.name}" at {project.location}.')
        say(f"Next: read transcripts in with `qualcode ingest FOLDER -p {project.location}`.")
